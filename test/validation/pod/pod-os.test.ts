import { allContainers } from '../../../src/apimachinery/containers';
import { validatePodOs } from '../../../src/validation/pod/pod-os';
import { beginnings, found } from '../rules';

const os = (name: string, spec: any, minor?: number) =>
  found((v) => validatePodOs(v, { os: { name }, ...spec }, allContainers(spec, 's'), 's'), minor);
const windows = { windowsOptions: {} };

test.each<[string, any]>([
  [
    'linux',
    { hostPID: true, securityContext: { runAsUser: 1 }, containers: [{ securityContext: { privileged: true } }] },
  ],
  ['windows', { securityContext: windows, containers: [{ securityContext: windows }, {}], hostPID: false }],
])('%s: %j is accepted', (name, spec) => expect(os(name, spec)).toEqual([]));

test.each<[string, any, string[]]>([
  ['', {}, ['s.os.name: Required value']],
  ['darwin', {}, ['s.os: Unsupported value: "darwin": supported values: "linux", "windows"']],
  [
    'linux',
    { securityContext: windows, initContainers: [{ securityContext: windows }] },
    [
      's.securityContext.windowsOptions: Forbidden: windows options cannot be set for a linux pod',
      's.initContainers[0].securityContext.windowsOptions: Forbidden',
    ],
  ],
  [
    'windows',
    { hostUsers: true, hostPID: true, hostIPC: true, shareProcessNamespace: false },
    [
      's.hostUsers: Forbidden: cannot be set for a windows pod',
      's.hostPID: Forbidden',
      's.hostIPC: Forbidden',
      's.shareProcessNamespace: Forbidden',
    ],
  ],
  [
    'windows',
    { securityContext: { runAsUser: 1, sysctls: [{}] } },
    ['s.securityContext.runAsUser: Forbidden', 's.securityContext.sysctls: Forbidden'],
  ],
  [
    'windows',
    { containers: [{ securityContext: { privileged: false, capabilities: {} } }] },
    [
      's.containers[0].securityContext.capabilities: Forbidden',
      's.containers[0].securityContext.privileged: Forbidden',
    ],
  ],
])('%s: %j is refused', (name, spec, errors) => expect(beginnings(os(name, spec), errors)).toEqual(errors));
