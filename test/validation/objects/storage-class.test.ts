import { validateStorageClass } from '../../../src/validation/objects/storage-class';
import { testNeverThrows, testRule } from '../kind-table';

const topologies = (...allowedTopologies: any[]) => ({ allowedTopologies });
const term = (...matchLabelExpressions: any[]) => ({ matchLabelExpressions });
const path = 'STORAGE-CLASS allowedTopologies[0].matchLabelExpressions';

testRule(validateStorageClass, { metadata: { name: 'sc' }, provisioner: 'Acme.io/x' }, [
  [{ provisioner: '' }, ['STORAGE-CLASS provisioner: Required value']],
  [{ provisioner: 'a/b/c' }, ['STORAGE-CLASS provisioner: Invalid value: "a/b/c"']],
  [{ parameters: {} }, []],
  [{ parameters: { '': 'x' } }, ['STORAGE-CLASS parameters: Invalid value: "": field can not be empty.']],
  [{ parameters: { a: 'x'.repeat(256 * 1024 - 1) } }, []],
  [{ parameters: { a: 'x'.repeat(256 * 1024) } }, ['STORAGE-CLASS parameters: Too long']],
  [
    { parameters: Object.fromEntries(Array.from({ length: 513 }, (_, i) => [`k${i}`, ''])) },
    ['STORAGE-CLASS parameters: Too long: may not be more than 512'],
  ],
  [{ reclaimPolicy: '' }, []],
  [{ reclaimPolicy: 'Recycle' }, ['STORAGE-CLASS reclaimPolicy: Unsupported value: "Recycle"']],
  [{ volumeBindingMode: 'WaitForFirstConsumer' }, []],
  [{ volumeBindingMode: '' }, ['STORAGE-CLASS volumeBindingMode: Unsupported value: ""']],
  [topologies(term({ key: 'a', values: ['x'] }), term({ key: 'a', values: ['y'] })), []],
  [topologies({}), [`${path}: Duplicate value: ""`]],
  [
    topologies(term({ key: 'a', values: ['x', 'y'] }), term({ key: 'a', values: ['y', 'x'] })),
    ['STORAGE-CLASS allowedTopologies[1].matchLabelExpressions: Duplicate value: ""'],
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
