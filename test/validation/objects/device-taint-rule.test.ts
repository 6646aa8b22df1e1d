import { validateDeviceTaintRule } from '../../../src/validation/objects/device-taint-rule';
import { testNeverThrows, testRule } from '../kind-table';

const selector = (deviceSelector: any) => ({ spec: { deviceSelector } });

testRule(validateDeviceTaintRule, { metadata: { name: 'c' }, spec: { taint: { key: 'a', effect: 'NoExecute' } } }, [
  [{ spec: { taint: { key: '' } } }, ['DEVICE-TAINT spec.taint.key: Invalid value: ""', 'DEVICE-TAINT spec.taint.key']],
  [{ spec: { taint: { value: 'a b' } } }, ['DEVICE-TAINT spec.taint.value: Invalid value: "a b"']],
  [{ spec: { taint: { effect: '' } } }, ['DEVICE-TAINT spec.taint.effect: Required value']],
  [{ spec: { taint: { effect: 'None' } } }, []],
  [{ spec: { taint: { effect: 'None' } } }, ['DEVICE-TAINT spec.taint.effect: Unsupported value: "None"'], 34],
  [selector({ driver: 'a.io', pool: 'a/b', device: 'd' }), []],
  [selector({ driver: '' }), ['DEVICE-TAINT spec.deviceSelector.driver: Required value']],
  [selector({ pool: '' }), ['DEVICE-TAINT spec.deviceSelector.pool: Required value']],
  [selector({ pool: 'a/B' }), ['DEVICE-TAINT spec.deviceSelector.pool: Invalid value: "B"']],
  [selector({ device: 'a.b' }), ['DEVICE-TAINT spec.deviceSelector.device: Invalid value: "a.b"']],
]);
testNeverThrows('resource.k8s.io/v1', 'DeviceTaintRule');
