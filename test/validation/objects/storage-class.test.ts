import { validateStorageClass } from '../../../src/validation/objects/storage-class';
import { testNeverThrows, testRule } from '../kind-table';

const topologies = (...allowedTopologies: any[]) => ({ allowedTopologies });
const term = (...matchLabelExpressions: any[]) => ({ matchLabelExpressions });
const path = 'SC allowedTopologies[0].matchLabelExpressions';

testRule(validateStorageClass, { metadata: { name: 'sc' }, provisioner: 'Acme.io/x' }, [
  [{ provisioner: '' }, ['SC provisioner: Required value']],
  [{ provisioner: 'a/b/c' }, ['SC provisioner: Invalid value: "a/b/c"']],
  [{ parameters: {} }, []],
  [{ parameters: { '': 'x' } }, ['SC parameters: Invalid value: "": field can not be empty.']],
  [{ parameters: { a: 'x'.repeat(256 * 1024 - 1) } }, []],
  [{ parameters: { a: 'x'.repeat(256 * 1024) } }, ['SC parameters: Too long']],
  [
    { parameters: Object.fromEntries(Array.from({ length: 513 }, (_, i) => [`k${i}`, ''])) },
    ['SC parameters: Too long: may not be more than 512'],
  ],
  [{ reclaimPolicy: '' }, []],
  [{ reclaimPolicy: 'Recycle' }, ['SC reclaimPolicy: Unsupported value: "Recycle"']],
  [{ volumeBindingMode: 'WaitForFirstConsumer' }, []],
  [{ volumeBindingMode: '' }, ['SC volumeBindingMode: Unsupported value: ""']],
  [topologies(term({ key: 'a', values: ['x'] }), term({ key: 'a', values: ['y'] })), []],
  [topologies({}), [`${path}: Duplicate value: ""`]],
  [
    topologies(term({ key: 'a', values: ['x', 'y'] }), term({ key: 'a', values: ['y', 'x'] })),
    ['SC allowedTopologies[1].matchLabelExpressions: Duplicate value: ""'],
  ],
  [topologies(term({ key: 'a', values: [] })), [`${path}[0].values: Required value`]],
  [topologies(term({ key: 'a', values: ['x', 'x'] })), [`${path}[0].values[1]: Duplicate value: "x"`]],
  [topologies(term({ key: 'a b', values: ['x'] })), [`${path}[0].key: Invalid value: "a b"`]],
  [
    topologies(term({ key: 'a', values: ['x'] }, { key: 'a', values: ['y'] })),
    [`${path}[1].key: Duplicate value: "a"`],
  ],
]);
testNeverThrows('storage.k8s.io/v1', 'StorageClass');
