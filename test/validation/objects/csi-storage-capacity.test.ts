import { validateCsiStorageCapacity } from '../../../src/validation/objects/csi-storage-capacity';
import { testNeverThrows, testRule } from '../kind-table';

testRule(validateCsiStorageCapacity, { metadata: { name: 'c', namespace: 'n' }, storageClassName: 'a' }, [
  [{ metadata: { namespace: 'A' } }, ['META-NAMESPACE metadata.namespace: Invalid value: "A"']],
  [{ storageClassName: undefined }, ['CSI-CAPACITY storageClassName: Invalid value: ""']],
  [{ capacity: '0' }, []],
  [{ capacity: '-1m' }, ['CSI-CAPACITY capacity: Invalid value: "-1m": must be greater than or equal to 0']],
  [{ maximumVolumeSize: '-1' }, []],
  [
    { nodeTopology: { matchExpressions: [{ key: 'a', operator: 'x' }] } },
    ['CSI-CAPACITY nodeTopology.matchExpressions[0].operator: Invalid value: "x"'],
  ],
]);
testNeverThrows('storage.k8s.io/v1', 'CSIStorageCapacity');
