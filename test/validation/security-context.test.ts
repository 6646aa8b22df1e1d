import { beginnings, found, long } from './rules';
import { validatePodSecurityContext } from '../../src/validation/pod-security-context';
import { validateSecurityContext } from '../../src/validation/security-context';
import { isPadded } from '../../src/validation/security-profile';
import { validateHostProcesses, validateWindowsOptions } from '../../src/validation/windows-options';

const MAX = 2147483647;

describe('a container\'s', () => {
  const sc = (context: any, minor?: number, hostUsers = true) => found((v) => validateSecurityContext(v, context, hostUsers, 's'), minor);

  test.each<[any]>([
    [{}],
    [{ runAsUser: 0, runAsGroup: MAX }],
    [{ privileged: true, allowPrivilegeEscalation: true }],
    [{ allowPrivilegeEscalation: false, capabilities: { add: ['SYS_ADMIN', 'anything'] } }],
    [{ procMount: 'Default' }],
    [{ seccompProfile: { type: 'RuntimeDefault' } }],
    [{ seccompProfile: { type: 'Localhost', localhostProfile: 'a/b.json' } }],
    [{ appArmorProfile: { type: 'Unconfined' } }],
    [{ appArmorProfile: { type: 'Localhost', localhostProfile: long(4095) } }],
    [{ windowsOptions: {} }],
  ])('%j is accepted', (context) => expect(sc(context)).toEqual([]));

  test.each<[any, string[]]>([
    [{ runAsUser: -1, runAsGroup: MAX + 1 }, ['s.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive', 's.runAsGroup: Invalid value: 2147483648']],
    [{ privileged: true, allowPrivilegeEscalation: false }, ['s: Invalid value: {"privileged":true,"allowPrivilegeEscalation":false}: cannot set `allowPrivilegeEscalation` to false and `privileged` to true']],
    [{ allowPrivilegeEscalation: false, capabilities: { add: ['CAP_SYS_ADMIN'] } }, ['s: Invalid value']],
    [{ procMount: 'x' }, ['s.procMount: Unsupported value: "x": supported values: "Default", "Unmasked"']],
    [{ procMount: 'Unmasked' }, ['s.procMount: Invalid value: "Unmasked": `hostUsers` must be false to use `Unmasked`']],
    [{ seccompProfile: {} }, ['s.seccompProfile.type: Required value: type is required when seccompProfile is set']],
    [{ seccompProfile: { type: 'x' } }, ['s.seccompProfile.type: Unsupported value: "x": supported values: "Localhost", "RuntimeDefault", "Unconfined"']],
    [{ seccompProfile: { type: 'Localhost' } }, ['s.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost']],
    [{ seccompProfile: { type: 'Localhost', localhostProfile: '/a' } }, ['s.seccompProfile.localhostProfile: Invalid value: "/a": must be a relative path']],
    [{ seccompProfile: { type: 'Unconfined', localhostProfile: '' } }, ['s.seccompProfile.localhostProfile: Invalid value: {"type":"Unconfined","localhostProfile":""}: can only be set']],
    [{ appArmorProfile: {} }, ['s.appArmorProfile.type: Required value: type is required when appArmorProfile is set']],
    [{ appArmorProfile: { type: 'x' } }, ['s.appArmorProfile.type: Unsupported value: "x"']],
    [{ appArmorProfile: { type: 'Localhost' } }, ['s.appArmorProfile.localhostProfile: Required value: must be set when AppArmor type is Localhost']],
    [{ appArmorProfile: { type: 'Localhost', localhostProfile: ' a' } }, ['s.appArmorProfile.localhostProfile: Invalid value: " a": must not be padded with whitespace']],
    [{ appArmorProfile: { type: 'Localhost', localhostProfile: long(4096) } }, ['s.appArmorProfile.localhostProfile: Too long: may not be more than 4095 bytes']],
    [{ appArmorProfile: { type: 'RuntimeDefault', localhostProfile: 'a' } }, ['s.appArmorProfile.localhostProfile: Invalid value: "a": can only be set when AppArmor type is Localhost']],
  ])('%j is refused', (context, errors) => expect(beginnings(sc(context), errors)).toEqual(errors));

  test('procMount needs the pod\'s own users, and 1.33', () => {
    expect(sc({ procMount: 'Unmasked' }, 37, false)).toEqual([]);
    expect(sc({ procMount: 'x' }, 32)).toEqual([]);
  });
});

describe('a pod\'s', () => {
  const psc = (context: any, spec: any = {}, minor?: number) => found((v) => validatePodSecurityContext(v, context, spec, 's'), minor);
  const sysctl = (...names: string[]) => ({ sysctls: names.map((name) => ({ name, value: '1' })) });

  test.each<[any]>([
    [{}],
    [{ fsGroup: 0, runAsUser: MAX, runAsGroup: 1, supplementalGroups: [0, MAX] }],
    [{ fsGroupChangePolicy: 'OnRootMismatch', supplementalGroupsPolicy: 'Strict', seLinuxChangePolicy: 'Recursive' }],
    [sysctl('kernel.shm_rmid_forced', 'net/ipv4/conf/eno2.100/rp_filter', long(253))],
    [{ seccompProfile: { type: 'RuntimeDefault' }, appArmorProfile: { type: 'RuntimeDefault' }, windowsOptions: {} }],
  ])('%j is accepted', (context) => expect(psc(context)).toEqual([]));

  test.each<[any, string[]]>([
    [{ fsGroup: -1, runAsUser: -1, runAsGroup: MAX + 1 }, ['s.fsGroup: Invalid value: -1', 's.runAsUser: Invalid value: -1', 's.runAsGroup: Invalid value: 2147483648']],
    [{ supplementalGroups: [1, -1] }, ['s.supplementalGroups[1]: Invalid value: -1: must be between 0 and 2147483647, inclusive']],
    [{ fsGroupChangePolicy: '' }, ['s.fsGroupChangePolicy: Unsupported value: "": supported values: "Always", "OnRootMismatch"']],
    [{ supplementalGroupsPolicy: 'x' }, ['s.supplementalGroupsPolicy: Unsupported value: "x": supported values: "Merge", "Strict"']],
    [{ seLinuxChangePolicy: 'x' }, ['s.seLinuxChangePolicy: Unsupported value: "x"']],
    [{ seccompProfile: {}, appArmorProfile: {}, windowsOptions: { runAsUserName: '' } }, ['s.seccompProfile.type: Required value', 's.windowsOptions.runAsUserName: Invalid value: ""', 's.appArmorProfile.type: Required value']],
    [sysctl(''), ['s.sysctls[0].name: Required value']],
    [sysctl('a.b', 'a.b'), ['s.sysctls[1].name: Duplicate value: "a.b"']],
    [sysctl('Kernel.x'), ['s.sysctls[0].name: Invalid value: "Kernel.x": must have at most 253 characters and match regex ^']],
    [sysctl(long(254)), ['s.sysctls[0].name: Invalid value']],
  ])('%j is refused', (context, errors) => expect(beginnings(psc(context), errors)).toEqual(errors));

  test('MountOption came with 1.37', () => {
    expect(psc({ seLinuxChangePolicy: 'MountOption' }, {}, 36)).toEqual(['s.seLinuxChangePolicy: Unsupported value: "MountOption": supported values: "Recursive"']);
    expect(psc({ seLinuxChangePolicy: 'MountOption' }, {}, 37)).toEqual([]);
  });

  test.each<[string, any, string[]]>([
    ['net.core.somaxconn', { hostNetwork: true }, ['s.sysctls[0].name: Invalid value: "net.core.somaxconn": may not be specified when \'hostNetwork\' is true']],
    ['net/core/somaxconn', { hostNetwork: true }, ['s.sysctls[0].name: Invalid value: "net/core/somaxconn": may not be specified when \'hostNetwork\' is true']],
    ['netx.core', { hostNetwork: true }, []],
    ['net.core.somaxconn', { hostIPC: true }, []],
    ['kernel.sem', { hostIPC: true }, ['s.sysctls[0].name: Invalid value: "kernel.sem": may not be specified when \'hostIPC\' is true']],
    ['fs.mqueue.msg_max', { hostIPC: true }, ['s.sysctls[0].name: Invalid value: "fs.mqueue.msg_max": may not be specified when \'hostIPC\' is true']],
    ['kernel.sem', { hostNetwork: true }, []],
  ])('sysctl %p with %j', (name, spec, errors) => {
    expect(psc(sysctl(name), spec)).toEqual(errors);
    expect(psc(sysctl(name), spec, 28)).toEqual([]);
  });
});

describe('windows', () => {
  const options = (value: any) => found((v) => validateWindowsOptions(v, 'SC', value, 'w'));

  test.each<[any]>([
    [{ gmsaCredentialSpecName: 'a.b', gmsaCredentialSpec: 'x' }],
    [{ gmsaCredentialSpec: long(64 * 1024) }],
    ...['user', 'DOMAIN\\user', `${long(15)}\\u`, 'sub.domain-1.example.com\\u', long(104)].map((runAsUserName) => [{ runAsUserName }] as [any]),
  ])('%# is accepted', (value) => expect(options(value)).toEqual([]));

  test.each<[any, string[]]>([
    [{ gmsaCredentialSpecName: 'A', gmsaCredentialSpec: '' }, ['w.gmsaCredentialSpecName: Invalid value: "A"', 'w.gmsaCredentialSpec: Invalid value: "": gmsaCredentialSpec cannot be an empty string']],
    [{ gmsaCredentialSpec: long(64 * 1024 + 1) }, ['w.gmsaCredentialSpec: Invalid value']],
    ...([
      ['', 'runAsUserName cannot be an empty string'],
      ['a\tb', 'runAsUserName cannot contain control characters'],
      ['a\\b\\c', 'runAsUserName cannot contain more than one backslash'],
      ['\\u', 'runAsUserName\'s Domain doesn\'t match the NetBios nor the DNS format'],
      ['.a\\u', 'runAsUserName\'s Domain doesn\'t match the NetBios nor the DNS format'],
      ['a\\', 'runAsUserName\'s User cannot be empty'],
      ['. .', 'runAsUserName\'s User cannot contain only periods or spaces'],
      ['a@b', 'runAsUserName\'s User cannot contain the following characters: "/\\:;|=,+*?<>@[]'],
    ] as const).map(([runAsUserName, message]): [any, string[]] => [{ runAsUserName }, [`w.runAsUserName: Invalid value: ${JSON.stringify(runAsUserName)}: ${message}`]]),
    [{ runAsUserName: long(105) }, ['w.runAsUserName: Invalid value']],
    [{ runAsUserName: `${long(256)}.x\\u` }, ['w.runAsUserName: Invalid value', 'w.runAsUserName: Invalid value']],
  ])('%# is refused', (value, errors) => expect(beginnings(options(value), errors)).toEqual(errors));

  test('processes of the host: all containers or none', () => {
    const check = (pod: boolean | undefined, own: Array<boolean | undefined>, hostNetwork = true) => found((v) => validateHostProcesses(v,
      own.map((hostProcess, i) => [{ securityContext: { windowsOptions: { hostProcess } } }, `c[${i}]`] as const),
      { hostNetwork, securityContext: { windowsOptions: { hostProcess: pod } } }, 'spec'));
    expect(check(undefined, [undefined, false], false)).toEqual([]);
    expect(check(true, [undefined, true])).toEqual([]);
    expect(check(undefined, [true], false)).toEqual(['spec.hostNetwork: Invalid value: false: hostNetwork must be true if pod contains any hostProcess containers']);
    expect(check(undefined, [true, undefined])).toEqual(['spec: Invalid value: "": If pod contains any hostProcess containers then all containers must be HostProcess containers']);
    expect(check(true, [false, undefined])).toEqual([
      'c[0].securityContext.windowsOptions.hostProcess: Invalid value: false: pod hostProcess value must be identical if both are specified, was true',
      'spec: Invalid value: "": If pod contains any hostProcess containers then all containers must be HostProcess containers',
    ]);
  });
});

test.each([
  ['a', false], ['a b', false], ['', false], [' a', true], ['a\n', true], ['\u00a0a', true], ['a\u0085', true], ['\ufeffa', false],
])('padding of %j: %p', (text, padded) => expect(isPadded(text)).toBe(padded));
