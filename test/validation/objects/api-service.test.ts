import { validateApiService } from '../../../src/validation/objects/api-service';
import { testNeverThrows, testRule } from '../kind-table';

const service = (change: any) => ({ spec: { service: { name: 'n', namespace: 's', ...change } } });

testRule(
  validateApiService,
  {
    metadata: { name: 'v1.a.io' },
    spec: { group: 'a.io', version: 'v1', groupPriorityMinimum: 1, versionPriority: 1 },
  },
  [
    [{ metadata: { name: 'v2.a.io' } }, ['API-SERVICE metadata.name: Invalid value: "v2.a.io"']],
    [{ metadata: { name: 'v1/a.io' } }, ['META-NAME-SUBDOMAIN metadata.name: Invalid value: "v1/a.io"']],
    [{ metadata: { name: 'v1.' }, spec: { group: '' } }, []],
    [{ metadata: { name: 'v2.' }, spec: { group: '', version: 'v2' } }, ['API-SERVICE spec.group: Required value']],
    [{ metadata: { name: 'v1.A' }, spec: { group: 'A' } }, ['API-SERVICE spec.group: Invalid value: "A"']],
    [{ metadata: { name: '1.a.io' }, spec: { version: '1' } }, ['API-SERVICE spec.version: Invalid value: "1"']],
    [{ spec: { groupPriorityMinimum: 20000, versionPriority: 1000 } }, []],
    [
      { spec: { groupPriorityMinimum: 20001, versionPriority: 1001 } },
      ['API-SERVICE spec.groupPriorityMinimum: Invalid value', 'API-SERVICE spec.versionPriority: Invalid value'],
    ],
    [{ spec: { groupPriorityMinimum: undefined } }, ['API-SERVICE spec.groupPriorityMinimum: Invalid value: 0']],
    [{ spec: { caBundle: 'YQ==' } }, ['API-SERVICE spec.caBundle: Invalid value']],
    [{ spec: { insecureSkipTLSVerify: true } }, ['API-SERVICE spec.insecureSkipTLSVerify: Invalid value: true: local']],
    [service({}), []],
    [
      service({ name: '', namespace: '' }),
      ['API-SERVICE spec.service.namespace: Required', 'API-SERVICE spec.service.name: Required'],
    ],
    [service({ port: 0 }), ['API-SERVICE spec.service.port: Invalid value: 0']],
    [
      { spec: { ...service({}).spec, caBundle: 'YQ==', insecureSkipTLSVerify: true } },
      ['API-SERVICE spec.insecureSkipTLSVerify: Invalid value: true: may not be true if caBundle is present'],
    ],
  ],
);
testNeverThrows('apiregistration.k8s.io/v1', 'APIService');
