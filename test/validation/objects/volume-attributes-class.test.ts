import { validateVolumeAttributesClass } from '../../../src/validation/objects/volume-attributes-class';
import { testNeverThrows, testRule } from '../kind-table';

testRule(validateVolumeAttributesClass, { metadata: { name: 'c' }, driverName: 'a.io', parameters: { a: 'b' } }, [
  [{ driverName: undefined }, ['VAC driverName: Required value']],
  [{ driverName: 'a b' }, ['VAC driverName: Invalid value: "a b"']],
  [{ parameters: undefined }, ['VAC parameters: Required value: must contain at least one key/value pair']],
  [{ parameters: { '': 'x' } }, ['VAC parameters: Invalid value: ""']],
]);
testNeverThrows('storage.k8s.io/v1', 'VolumeAttributesClass');
