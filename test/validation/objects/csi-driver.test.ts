import { validateCsiDriverObject } from '../../../src/validation/objects/csi-driver';
import { testNeverThrows, testRule } from '../kind-table';

const requests = (...tokenRequests: any[]) => ({ spec: { tokenRequests } });
const expires = (expirationSeconds: number) => requests({ audience: 'a', expirationSeconds });
const seconds = 'CSI-DRIVER spec.tokenRequests[0].expirationSeconds: Invalid value';

testRule(validateCsiDriverObject, { metadata: { name: 'd.io' }, spec: {} }, [
  [{ spec: { fsGroupPolicy: 'None' } }, []],
  [{ spec: { fsGroupPolicy: 'none' } }, ['CSI-DRIVER spec.fsGroupPolicy: Unsupported value: "none"']],
  [
    { spec: { volumeLifecycleModes: ['Ephemeral', 'x'] } },
    ['CSI-DRIVER spec.volumeLifecycleModes: Unsupported value: "x"'],
  ],
  [requests({}, { audience: 'a' }), []],
  [requests({}, {}), ['CSI-DRIVER spec.tokenRequests[1].audience: Duplicate value: ""']],
  [expires(600), []],
  [expires(599), [`${seconds}: 599: may not specify a duration less than 10 minutes`]],
  [expires(2 ** 32), []],
  [expires(2 ** 32 + 1), [`${seconds}: 4294967297: may not specify a duration larger`]],
  [{ spec: { nodeAllocatableUpdatePeriodSeconds: 10 } }, []],
  [
    { spec: { nodeAllocatableUpdatePeriodSeconds: 9 } },
    ['CSI-DRIVER spec.nodeAllocatableUpdatePeriodSeconds: Invalid value: 9'],
  ],
  [
    { spec: { serviceAccountTokenInSecrets: false } },
    ['CSI-DRIVER spec.serviceAccountTokenInSecrets: Invalid value: false'],
  ],
  [{ spec: { serviceAccountTokenInSecrets: true, tokenRequests: [{}] } }, []],
]);
testNeverThrows('storage.k8s.io/v1', 'CSIDriver');
