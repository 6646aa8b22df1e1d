import * as fc from 'fast-check';
import '../../fast-check';
import { NEWEST_MINOR } from '../../../src/apimachinery/schema';
import { checkPodSecurity, hasOwnUsers, isWindows } from '../../../src/validation/admission/pod-security';
import { found, hints } from '../rules';

const SAFE = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };

/** A pod that keeps to the restricted standard, with what is different. */
function podWith({ pod = {}, context = {}, container = {}, init, annotations }: any = {}): any {
  return {
    kind: 'Pod',
    metadata: { annotations },
    spec: {
      containers: [{ name: 'main', securityContext: SAFE, ...container }],
      initContainers: [{ name: 'init', securityContext: SAFE, ...init }],
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' }, ...context },
      ...pod,
    },
  };
}

const inMain = (securityContext: any) => ({ container: { securityContext: { ...SAFE, ...securityContext } } });
const inInit = (securityContext: any) => ({ init: { securityContext: { ...SAFE, ...securityContext } } });
const volume = (source: any) => ({ pod: { volumes: [{ name: 'a', ...source }] } });
const sysctl = (name: string) => ({ context: { sysctls: [{ name, value: '1' }] } });
const probe = (field: string, action: any) => ({ container: { [field]: action } });
const windows = (spec: any = {}) => ({
  pod: {
    os: { name: 'windows' },
    securityContext: { runAsNonRoot: true },
    containers: [{ name: 'main' }],
    initContainers: [],
    ...spec,
  },
});
const annotation = (value: any) => ({ annotations: { 'container.apparmor.security.beta.kubernetes.io/main': value } });

const judge = (level: any, what: any, minor?: number) => found((v) => checkPodSecurity(v, level, podWith(what)), minor);

type Row = [what: any, minor?: number];

describe('baseline and restricted', () => {
  test.each<Row>([
    [{}],
    [{ pod: { hostNetwork: false, hostPID: false, hostIPC: null } }],
    [
      {
        container: {
          ports: [{ containerPort: 80 }, { containerPort: 81, hostPort: 0 }, { containerPort: 82, hostPort: null }],
        },
      },
    ],
    [inMain({ privileged: false })],
    [inMain({ capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } })],
    [volume({})],
    [volume({ emptyDir: {} })],
    [volume({ configMap: { name: 'a' } })],
    [volume({ csi: { driver: 'a' } })],
    [volume({ downwardAPI: {} })],
    [volume({ ephemeral: {} })],
    [volume({ image: { reference: 'a' } })],
    [volume({ persistentVolumeClaim: { claimName: 'a' } })],
    [volume({ projected: {} })],
    [volume({ secret: { secretName: 'a' } })],
    [volume({ hostPath: null, nfs: null })],
    // One of two sources is all that the standard looks for; two of them are refused elsewhere.
    [probe('livenessProbe', { httpGet: { port: 80, host: '' } })],
    [probe('readinessProbe', { tcpSocket: { port: 80 } })],
    [probe('startupProbe', { httpGet: { port: 80, host: '10.0.0.1' } }), 33],
    [{ context: { appArmorProfile: { type: 'RuntimeDefault' } } }],
    [inMain({ appArmorProfile: { type: 'Localhost', localhostProfile: 'a' } })],
    [annotation('runtime/default')],
    [annotation('localhost/a')],
    [annotation('')],
    [{ annotations: { 'seccomp.security.alpha.kubernetes.io/pod': 'unconfined' } }],
    [{ context: { seLinuxOptions: {} } }],
    [{ context: { seLinuxOptions: { level: 's0' } } }],
    [inMain({ seLinuxOptions: { type: '', user: '', role: '' } })],
    ...['container_t', 'container_init_t', 'container_kvm_t'].map((type): Row => [
      { context: { seLinuxOptions: { type } } },
      28,
    ]),
    [inInit({ seLinuxOptions: { type: 'container_engine_t' } }), 31],
    [inMain({ procMount: 'Default' })],
    [inMain({ procMount: null })],
    [{ context: { seccompProfile: { type: 'Localhost', localhostProfile: 'a' } } }],
    [inMain({ seccompProfile: { type: 'RuntimeDefault' } })],
    [sysctl('kernel.shm_rmid_forced'), 28],
    [sysctl('net.ipv4.ip_local_reserved_ports'), 28],
    [sysctl('net.ipv4.tcp_fin_timeout'), 29],
    [sysctl('net.ipv4.tcp_wmem'), 32],
    [sysctl('net.ipv4.tcp_notsent_lowat'), 37],
    [inMain({ windowsOptions: { hostProcess: false } })],
  ])('%j is accepted', (what, minor = NEWEST_MINOR) => {
    expect(judge('baseline', what, minor)).toEqual([]);
    expect(judge('restricted', what, minor)).toEqual([]);
  });

  test.each<[any, string, string, string, number?]>([
    [{ pod: { hostNetwork: true } }, 'spec.hostNetwork', 'true', 'host namespaces'],
    [{ pod: { hostPID: true } }, 'spec.hostPID', 'true', 'host namespaces'],
    [{ pod: { hostIPC: true } }, 'spec.hostIPC', 'true', 'host namespaces'],
    [
      { container: { ports: [{ containerPort: 1 }, { containerPort: 80, hostPort: 8080 }] } },
      'spec.containers[0].ports[1].hostPort',
      '8080',
      'hostPort',
    ],
    [
      { init: { ports: [{ containerPort: 80, hostPort: 1 }] } },
      'spec.initContainers[0].ports[0].hostPort',
      '1',
      'hostPort',
    ],
    [inMain({ privileged: true }), 'spec.containers[0].securityContext.privileged', 'true', 'privileged'],
    [inInit({ privileged: true }), 'spec.initContainers[0].securityContext.privileged', 'true', 'privileged'],
    ...['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((field) =>
      ['httpGet', 'tcpSocket'].map((action): [any, string, string, string, number] => [
        probe(field, { [action]: { port: 80, host: '10.0.0.1' } }),
        `spec.containers[0].${field}.${action}.host`,
        '"10.0.0.1"',
        'probe or lifecycle host',
        34,
      ]),
    ),
    ...['postStart', 'preStop'].flatMap((event) =>
      ['httpGet', 'tcpSocket'].map((action): [any, string, string, string, number] => [
        probe('lifecycle', { [event]: { [action]: { port: 80, host: 'a' } } }),
        `spec.containers[0].lifecycle.${event}.${action}.host`,
        '"a"',
        'probe or lifecycle host',
        37,
      ]),
    ),
    [
      { context: { appArmorProfile: { type: 'Unconfined' } } },
      'spec.securityContext.appArmorProfile.type',
      '"Unconfined"',
      'forbidden AppArmor profile',
    ],
    [
      inInit({ appArmorProfile: { type: 'Unconfined' } }),
      'spec.initContainers[0].securityContext.appArmorProfile.type',
      '"Unconfined"',
      'forbidden AppArmor profile',
    ],
    [
      annotation('unconfined'),
      'metadata.annotations[container.apparmor.security.beta.kubernetes.io/main]',
      '"unconfined"',
      'forbidden AppArmor profile',
    ],
    [
      annotation('localhost'),
      'metadata.annotations[container.apparmor.security.beta.kubernetes.io/main]',
      '"localhost"',
      'forbidden AppArmor profile',
    ],
    [
      { context: { seLinuxOptions: { type: 'spc_t' } } },
      'spec.securityContext.seLinuxOptions.type',
      '"spc_t"',
      'seLinuxOptions',
    ],
    [
      inMain({ seLinuxOptions: { type: 'container_engine_t' } }),
      'spec.containers[0].securityContext.seLinuxOptions.type',
      '"container_engine_t"',
      'seLinuxOptions',
      30,
    ],
    [
      { context: { seLinuxOptions: { user: 'system_u' } } },
      'spec.securityContext.seLinuxOptions.user',
      '"system_u"',
      'seLinuxOptions',
    ],
    [
      inMain({ seLinuxOptions: { type: 'container_t', role: 'system_r' } }),
      'spec.containers[0].securityContext.seLinuxOptions.role',
      '"system_r"',
      'seLinuxOptions',
    ],
    [inMain({ procMount: 'Unmasked' }), 'spec.containers[0].securityContext.procMount', '"Unmasked"', 'procMount'],
    [
      { ...inMain({ procMount: 'Unmasked' }), pod: { hostUsers: false } },
      'spec.containers[0].securityContext.procMount',
      '"Unmasked"',
      'procMount',
      34,
    ],
    [
      inMain({ seccompProfile: { type: 'Unconfined' } }),
      'spec.containers[0].securityContext.seccompProfile.type',
      '"Unconfined"',
      'seccompProfile',
    ],
    [
      { context: { seccompProfile: { type: 'Unconfined' } } },
      'spec.securityContext.seccompProfile.type',
      '"Unconfined"',
      'seccompProfile',
    ],
    [
      sysctl('net.ipv4.tcp_fin_timeout'),
      'spec.securityContext.sysctls[0].name',
      '"net.ipv4.tcp_fin_timeout"',
      'forbidden sysctls',
      28,
    ],
    [
      sysctl('net.ipv4.tcp_wmem'),
      'spec.securityContext.sysctls[0].name',
      '"net.ipv4.tcp_wmem"',
      'forbidden sysctls',
      31,
    ],
    [
      sysctl('net.ipv4.tcp_notsent_lowat'),
      'spec.securityContext.sysctls[0].name',
      '"net.ipv4.tcp_notsent_lowat"',
      'forbidden sysctls',
      36,
    ],
    [sysctl('net/ipv4/tcp_wmem'), 'spec.securityContext.sysctls[0].name', '"net/ipv4/tcp_wmem"', 'forbidden sysctls'],
    [
      { context: { windowsOptions: { hostProcess: true } } },
      'spec.securityContext.windowsOptions.hostProcess',
      'true',
      'hostProcess',
    ],
    [
      inInit({ windowsOptions: { hostProcess: true } }),
      'spec.initContainers[0].securityContext.windowsOptions.hostProcess',
      'true',
      'hostProcess',
    ],
  ])('%j is refused', (what, path, value, reason, minor = 37) => {
    for (const level of ['baseline', 'restricted']) {
      expect(judge(level, what, minor)).toEqual([
        `${path}: Forbidden: ${value}: violates PodSecurity "${level}:v1.${minor}": ${reason}`,
      ]);
    }
  });
});

describe('baseline only', () => {
  const refused = (what: any, minor?: number) =>
    judge('baseline', what, minor).map((line) => line.replace(/: violates PodSecurity "baseline:v1\.\d+"/, ''));

  test.each<Row>([
    [{ pod: { securityContext: null, containers: [{ name: 'main' }] } }],
    [{ context: { runAsNonRoot: false, runAsUser: 0 } }],
    [inMain({ allowPrivilegeEscalation: true })],
    [inMain({ capabilities: { add: ['CHOWN', 'SYS_CHROOT', 'AUDIT_WRITE', 'NET_BIND_SERVICE'] } })],
    [volume({ nfs: { server: 'a', path: '/' } })],
    [{ ...inMain({ procMount: 'Unmasked' }), pod: { hostUsers: false } }, 35],
    [windows()],
  ])('%j is accepted', (what, minor = NEWEST_MINOR) => expect(judge('baseline', what, minor)).toEqual([]));

  test.each<[any, string[]]>([
    [
      inMain({ capabilities: { add: ['CHOWN', 'NET_RAW', 'chown'] } }),
      [
        'spec.containers[0].securityContext.capabilities.add[1]: Forbidden: "NET_RAW": non-default capabilities',
        'spec.containers[0].securityContext.capabilities.add[2]: Forbidden: "chown": non-default capabilities',
      ],
    ],
    [
      inInit({ capabilities: { add: ['ALL'] } }),
      ['spec.initContainers[0].securityContext.capabilities.add[0]: Forbidden: "ALL": non-default capabilities'],
    ],
    [
      {
        pod: {
          volumes: [
            { name: 'a', emptyDir: {} },
            { name: 'b', hostPath: { path: '/var/secret' } },
          ],
        },
      },
      ['spec.volumes[1].hostPath: Forbidden: hostPath volumes'],
    ],
    [windows({ hostNetwork: true }), ['spec.hostNetwork: Forbidden: true: host namespaces']],
  ])('%j is refused', (what, errors) => expect(refused(what)).toEqual(errors));
});

describe('restricted only', () => {
  const refused = (what: any, minor?: number) =>
    judge('restricted', what, minor).map((line) => line.replace(/: violates PodSecurity "restricted:v1\.\d+"/, ''));
  const CONTEXT = 'spec.securityContext';
  const MAIN = 'spec.containers[0].securityContext';
  const INIT = 'spec.initContainers[0].securityContext';

  test.each<Row>([
    // Each container may say it for itself.
    [
      {
        pod: { securityContext: null },
        ...inMain({ runAsNonRoot: true, seccompProfile: { type: 'Localhost' } }),
        ...inInit({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } }),
      },
    ],
    [{ context: { runAsUser: 1 } }],
    [inMain({ runAsUser: 65534 })],
    [{ pod: { hostUsers: false }, context: { runAsNonRoot: undefined, runAsUser: 0 } }, 35],
    [
      { pod: { hostUsers: false }, context: { runAsNonRoot: false }, ...inMain({ runAsUser: 0, runAsNonRoot: false }) },
      37,
    ],
    [inMain({ capabilities: { drop: ['NET_RAW', 'ALL'] } })],
    [windows()],
    [volume({ emptyDir: {}, hostPath: { path: '/' } })],
  ])('%j is accepted', (what, minor = NEWEST_MINOR) => expect(judge('restricted', what, minor)).toEqual([]));

  test.each<[any, string[], number?]>([
    [
      { container: { securityContext: undefined } },
      [
        `${MAIN}.allowPrivilegeEscalation: Forbidden: allowPrivilegeEscalation != false`,
        `${MAIN}.capabilities.drop: Forbidden: unrestricted capabilities`,
      ],
    ],
    [
      inMain({ allowPrivilegeEscalation: true }),
      [`${MAIN}.allowPrivilegeEscalation: Forbidden: true: allowPrivilegeEscalation != false`],
    ],
    [
      inMain({ allowPrivilegeEscalation: null }),
      [`${MAIN}.allowPrivilegeEscalation: Forbidden: allowPrivilegeEscalation != false`],
    ],
    [inMain({ capabilities: {} }), [`${MAIN}.capabilities.drop: Forbidden: unrestricted capabilities`]],
    [inInit({ capabilities: { drop: [] } }), [`${INIT}.capabilities.drop: Forbidden: []: unrestricted capabilities`]],
    [
      inInit({ capabilities: { drop: ['all', 'NET_RAW'] } }),
      [`${INIT}.capabilities.drop: Forbidden: ["all","NET_RAW"]: unrestricted capabilities`],
    ],
    [
      inMain({ capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE', 'CHOWN'] } }),
      [`${MAIN}.capabilities.add[1]: Forbidden: "CHOWN": unrestricted capabilities`],
    ],
    ...[
      'hostPath',
      'nfs',
      'iscsi',
      'gcePersistentDisk',
      'flexVolume',
      'fc',
      'gitRepo',
      'azureFile',
      'rbd',
      'storageos',
    ].map((source): [any, string[]] => [
      volume({ [source]: { password: 'secret' } }),
      [`spec.volumes[0].${source}: Forbidden: restricted volume types`],
    ]),
    [{ context: { runAsNonRoot: undefined } }, [`${CONTEXT}.runAsNonRoot: Forbidden: runAsNonRoot != true`]],
    [
      { context: { runAsNonRoot: null }, ...inMain({ runAsNonRoot: true }) },
      [`${CONTEXT}.runAsNonRoot: Forbidden: runAsNonRoot != true`],
    ],
    [
      { context: { runAsNonRoot: false }, ...inMain({ runAsNonRoot: true }), ...inInit({ runAsNonRoot: true }) },
      [`${CONTEXT}.runAsNonRoot: Forbidden: false: runAsNonRoot != true`],
    ],
    [inInit({ runAsNonRoot: false }), [`${INIT}.runAsNonRoot: Forbidden: false: runAsNonRoot != true`]],
    [{ context: { runAsUser: 0 } }, [`${CONTEXT}.runAsUser: Forbidden: 0: runAsUser=0`]],
    [inMain({ runAsUser: 0 }), [`${MAIN}.runAsUser: Forbidden: 0: runAsUser=0`]],
    [
      { pod: { hostUsers: false }, context: { runAsNonRoot: undefined, runAsUser: 0 } },
      [`${CONTEXT}.runAsNonRoot: Forbidden: runAsNonRoot != true`, `${CONTEXT}.runAsUser: Forbidden: 0: runAsUser=0`],
      34,
    ],
    [{ pod: { hostUsers: true }, context: { runAsUser: 0 } }, [`${CONTEXT}.runAsUser: Forbidden: 0: runAsUser=0`], 37],
    [
      { ...inMain({ procMount: 'Unmasked' }), pod: { hostUsers: false } },
      [`${MAIN}.procMount: Forbidden: "Unmasked": procMount`],
      35,
    ],
    [{ context: { seccompProfile: undefined } }, [`${CONTEXT}.seccompProfile.type: Forbidden: seccompProfile`]],
    [
      { context: { seccompProfile: undefined }, ...inMain({ seccompProfile: { type: 'RuntimeDefault' } }) },
      [`${CONTEXT}.seccompProfile.type: Forbidden: seccompProfile`],
    ],
    [{ context: { seccompProfile: {} } }, [`${CONTEXT}.seccompProfile.type: Forbidden: seccompProfile`]],
    [windows({ securityContext: {} }), [`${CONTEXT}.runAsNonRoot: Forbidden: runAsNonRoot != true`]],
    [
      windows({ os: { name: 'linux' } }),
      [
        `${MAIN}.allowPrivilegeEscalation: Forbidden: allowPrivilegeEscalation != false`,
        `${MAIN}.capabilities.drop: Forbidden: unrestricted capabilities`,
        `${CONTEXT}.seccompProfile.type: Forbidden: seccompProfile`,
      ],
    ],
  ])('%j is refused', (what, errors, minor = NEWEST_MINOR) => expect(refused(what, minor)).toEqual(errors));
});

test('every finding has a hint', () => {
  const all = podWith({
    ...inMain({ privileged: true, runAsUser: 0, capabilities: { add: ['ALL'] } }),
    pod: { hostIPC: true, volumes: [{ name: 'a', hostPath: {} }] },
  });
  for (const level of ['baseline', 'restricted']) {
    const said = hints((v) => checkPodSecurity(v, level, all));
    expect(said.length).toBeGreaterThan(2);
    expect(said.every(Boolean)).toBe(true);
  }
});

test.each<[string, any, RegExp]>([
  ['restricted', inMain({ privileged: true }), /^remove it$/],
  ['restricted', inMain({ capabilities: { drop: ['ALL'], add: ['CHOWN'] } }), /^only NET_BIND_SERVICE may be added$/],
  [
    'baseline',
    inMain({ capabilities: { add: ['ALL'] } }),
    /^only those that containers have by default .*: AUDIT_WRITE, CHOWN, .* SYS_CHROOT$/,
  ],
  [
    'baseline',
    { context: { seLinuxOptions: { type: 'spc_t' } } },
    /^use one of container_t, container_init_t, container_kvm_t, container_engine_t$/,
  ],
  ['baseline', { context: { seLinuxOptions: { user: 'a' } } }, /^remove it$/],
  ['baseline', sysctl('a'), /^the safe ones are kernel.shm_rmid_forced, .* net.ipv4.tcp_notsent_lowat$/],
])('%s: the hint for %j', (level, what, hint) => {
  const [said] = hints((v) => checkPodSecurity(v, level, podWith(what)));
  expect(said).toMatch(hint);
});

test.each([
  ['Job', 'spec.template', 'spec.template.spec.hostPID'],
  ['Deployment', 'spec.template', 'spec.template.spec.hostPID'],
  ['CronJob', 'spec.jobTemplate.spec.template', 'spec.jobTemplate.spec.template.spec.hostPID'],
  ['PodTemplate', 'template', 'template.spec.hostPID'],
])('the template of a %s', (kind, place, path) => {
  const template = { spec: { hostPID: true }, metadata: annotation('unconfined') };
  const manifest = place.split('.').reduceRight((value: any, key) => ({ [key]: value }), template);
  const paths = found((v) => checkPodSecurity(v, 'baseline', { kind, ...manifest })).map((line) => line.split(': ')[0]);
  expect(paths).toEqual([`${place}.metadata.annotations[container.apparmor.security.beta.kubernetes.io/main]`, path]);
});

test.each(['Service', 'constructor', '__proto__', undefined, null, {}, 5])(
  'a kind without pods is not checked: %p',
  (kind) => {
    expect(
      found((v) =>
        checkPodSecurity(v, 'restricted', { kind, spec: { hostPID: true, template: { spec: { hostPID: true } } } }),
      ),
    ).toEqual([]);
  },
);

test('without a level nothing is checked, and an unknown level is reported', () => {
  const broken = podWith({ pod: { hostPID: true } });
  for (const level of [undefined, null, 'privileged'] as const) {
    expect(found((v) => checkPodSecurity(v, level, broken))).toEqual([]);
  }
  expect(found((v) => checkPodSecurity(v, 'resticted', broken))).toEqual([
    'podSecurity.profile: Unsupported value: "resticted": supported values: "privileged", "baseline", "restricted"',
  ]);
});

test('everything that baseline refuses is refused by restricted too', () => {
  const context = fc.record(
    {
      privileged: fc.boolean(),
      procMount: fc.constantFrom('Default', 'Unmasked'),
      capabilities: fc.record({
        add: fc.array(fc.constantFrom('CHOWN', 'NET_RAW', 'NET_BIND_SERVICE')),
        drop: fc.constantFrom(['ALL'], []),
      }),
      seccompProfile: fc.record({ type: fc.constantFrom('RuntimeDefault', 'Unconfined') }),
      runAsUser: fc.constantFrom(0, 1),
    },
    { requiredKeys: [] },
  );
  const containers = fc.array(fc.record({ securityContext: context }), { maxLength: 3 });
  const pods = fc.record(
    { hostUsers: fc.boolean(), hostPID: fc.boolean(), containers },
    { requiredKeys: ['containers'] },
  );
  fc.assert(
    fc.property(pods, fc.integer({ min: 28, max: 37 }), (spec, minor) => {
      const [baseline, restricted] = ['baseline', 'restricted'].map((level) =>
        found((v) => checkPodSecurity(v, level, { kind: 'Pod', spec }), minor).map((line) => line.split(': ')[0]),
      );
      expect(restricted).toEqual(expect.arrayContaining(baseline));
    }),
  );
});

test('any manifest is checked without throwing', () => {
  const keys = fc.constantFrom(
    'spec',
    'template',
    'metadata',
    'annotations',
    'containers',
    'initContainers',
    'volumes',
    'securityContext',
    'capabilities',
    'add',
    'drop',
    'sysctls',
    'ports',
    'lifecycle',
    'preStop',
    'httpGet',
    'seLinuxOptions',
    'seccompProfile',
    'windowsOptions',
    'appArmorProfile',
    'os',
    '__proto__',
    'hasOwnProperty',
    'toString',
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'medium' },
      fc.constantFrom(null, true, 0, 1, '', 'a', [], {}, 1n),
      fc.array(tie('value'), { maxLength: 3 }),
      tie('object'),
    ),
    object: fc.array(fc.tuple(keys, tie('value')), { maxLength: 6 }).map((entries) => Object.fromEntries(entries)),
  }));
  fc.assert(
    fc.property(
      value,
      fc.constantFrom('Pod', 'Job', 'CronJob'),
      fc.constantFrom('baseline', 'restricted'),
      (manifest: any, kind, level) => {
        found((v) => checkPodSecurity(v, level, manifest));
        found((v) => checkPodSecurity(v, level, { kind, ...manifest }));
        found((v) => checkPodSecurity(v, level, { kind, spec: manifest }));
        const template = { spec: manifest, metadata: manifest };
        found((v) =>
          checkPodSecurity(v, level, { kind, spec: { template, containers: manifest, securityContext: manifest } }),
        );
      },
    ),
    { numRuns: 500 },
  );
});

test('Windows pods and pods with user namespaces are recognized', () => {
  expect([{ os: { name: 'windows' } }, { os: { name: 'linux' } }, { os: 'windows' }, {}, null].map(isWindows)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
  expect(
    [{ hostUsers: false }, { hostUsers: true }, {}, null].map((spec) =>
      [34, 35].map((minor) => hasOwnUsers(spec, minor)),
    ),
  ).toEqual([
    [false, true],
    [false, false],
    [false, false],
    [false, false],
  ]);
});
