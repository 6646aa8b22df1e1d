import { validateStorageVersionMigration } from '../../../src/validation/objects/storage-version-migration';
import { testNeverThrows, testRule } from '../kind-table';

const of = (resource: any) => ({ spec: { resource } });

testRule(validateStorageVersionMigration, { metadata: { name: 'c' }, spec: { resource: { resource: 'pods' } } }, [
  [of({ group: 'a.io' }), []],
  [of({ resource: '' }), ['SVM spec.resource.resource: Required value']],
  [of({ resource: 'pods/log' }), ['SVM spec.resource.resource: Invalid value: "pods/log"']],
  [of({ group: 'A' }), ['SVM spec.resource.group: Invalid value: "A"']],
]);
testNeverThrows('storagemigration.k8s.io/v1', 'StorageVersionMigration');
