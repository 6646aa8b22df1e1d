import { validatePodSecurityContext } from '../../../src/validation/pod/pod-security-context';
import { beginnings, found, long } from '../rules';

const MAX = 2147483647;
const psc = (context: any, spec: any = {}, minor?: number) =>
  found((v) => validatePodSecurityContext(v, context, spec, 's'), minor);
const sysctl = (...names: string[]) => ({ sysctls: names.map((name) => ({ name, value: '1' })) });

test.each<[any]>([
  [{}],
  [{ fsGroup: 0, runAsUser: MAX, runAsGroup: 1, supplementalGroups: [0, MAX] }],
  [{ fsGroupChangePolicy: 'OnRootMismatch', supplementalGroupsPolicy: 'Strict', seLinuxChangePolicy: 'Recursive' }],
  [sysctl('kernel.shm_rmid_forced', 'net/ipv4/conf/eno2.100/rp_filter', long(253))],
  [{ seccompProfile: { type: 'RuntimeDefault' }, appArmorProfile: { type: 'RuntimeDefault' }, windowsOptions: {} }],
])('%j is accepted', (context) => expect(psc(context)).toEqual([]));

test.each<[any, string[]]>([
  [
    { fsGroup: -1, runAsUser: -1, runAsGroup: MAX + 1 },
    ['s.fsGroup: Invalid value: -1', 's.runAsUser: Invalid value: -1', 's.runAsGroup: Invalid value: 2147483648'],
  ],
  [
    { supplementalGroups: [1, -1] },
    ['s.supplementalGroups[1]: Invalid value: -1: must be between 0 and 2147483647, inclusive'],
  ],
  [
    { fsGroupChangePolicy: '' },
    ['s.fsGroupChangePolicy: Unsupported value: "": supported values: "Always", "OnRootMismatch"'],
  ],
  [
    { supplementalGroupsPolicy: 'x' },
    ['s.supplementalGroupsPolicy: Unsupported value: "x": supported values: "Merge", "Strict"'],
  ],
  [{ seLinuxChangePolicy: 'x' }, ['s.seLinuxChangePolicy: Unsupported value: "x"']],
  [
    { seccompProfile: {}, appArmorProfile: {}, windowsOptions: { runAsUserName: '' } },
    [
      's.seccompProfile.type: Required value',
      's.windowsOptions.runAsUserName: Invalid value: ""',
      's.appArmorProfile.type: Required value',
    ],
  ],
  [sysctl(''), ['s.sysctls[0].name: Required value']],
  [sysctl('a.b', 'a.b'), ['s.sysctls[1].name: Duplicate value: "a.b"']],
  [
    sysctl('Kernel.x'),
    ['s.sysctls[0].name: Invalid value: "Kernel.x": must have at most 253 characters and match regex ^'],
  ],
  [sysctl(long(254)), ['s.sysctls[0].name: Invalid value']],
])('%j is refused', (context, errors) => expect(beginnings(psc(context), errors)).toEqual(errors));

test('MountOption requires 1.37', () => {
  expect(psc({ seLinuxChangePolicy: 'MountOption' }, {}, 36)).toEqual([
    's.seLinuxChangePolicy: Unsupported value: "MountOption": supported values: "Recursive"',
  ]);
  expect(psc({ seLinuxChangePolicy: 'MountOption' }, {}, 37)).toEqual([]);
});

test.each<[string, any, string[]]>([
  [
    'net.core.somaxconn',
    { hostNetwork: true },
    ['s.sysctls[0].name: Invalid value: "net.core.somaxconn": may not be specified when \'hostNetwork\' is true'],
  ],
  [
    'net/core/somaxconn',
    { hostNetwork: true },
    ['s.sysctls[0].name: Invalid value: "net/core/somaxconn": may not be specified when \'hostNetwork\' is true'],
  ],
  ['netx.core', { hostNetwork: true }, []],
  ['net.core.somaxconn', { hostIPC: true }, []],
  [
    'kernel.sem',
    { hostIPC: true },
    ['s.sysctls[0].name: Invalid value: "kernel.sem": may not be specified when \'hostIPC\' is true'],
  ],
  [
    'fs.mqueue.msg_max',
    { hostIPC: true },
    ['s.sysctls[0].name: Invalid value: "fs.mqueue.msg_max": may not be specified when \'hostIPC\' is true'],
  ],
  ['kernel.sem', { hostNetwork: true }, []],
])('sysctl %p with %j', (name, spec, errors) => {
  expect(psc(sysctl(name), spec)).toEqual(errors);
  expect(psc(sysctl(name), spec, 28)).toEqual([]);
});
