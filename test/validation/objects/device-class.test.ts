import { validateDeviceClass } from '../../../src/validation/objects/device-class';
import { testNeverThrows, testRule } from '../kind-table';

const named = (extendedResourceName: string) => ({ spec: { extendedResourceName } });
const path = 'DEVICE-CLASS spec.extendedResourceName: Invalid value';

testRule(validateDeviceClass, { metadata: { name: 'c' }, spec: {} }, [
  [
    { metadata: { name: undefined, generateName: 'A' } },
    ['META-NAME-SUBDOMAIN metadata.name: Invalid value: "Axxxxx"'],
  ],
  [
    { metadata: { name: undefined, generateName: 'A' } },
    ['META-GENERATENAME metadata.generateName: Invalid value', 'META-NAME-SUBDOMAIN metadata.name: Invalid value'],
    34,
  ],
  // The server sets it anew.
  [{ metadata: { generation: -1 } }, []],
  [named('a.io/x'), []],
  [named('x'), [path]],
  [named('kubernetes.io/x'), [path]],
  [named('requests.a.io/x'), [path]],
  [{ spec: { selectors: [{}] } }, ['DEVICE-CLASS spec.selectors[0].cel: Required value']],
  [{ spec: { config: [{}] } }, ['DEVICE-CLASS spec.config[0].opaque: Required value']],
]);
testNeverThrows('resource.k8s.io/v1', 'DeviceClass');
