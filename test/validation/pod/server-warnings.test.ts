import { Validation } from '../../../src/apimachinery/finding';
import { warnAsServer } from '../../../src/validation/pod/server-warnings';

function warnings(template: any, path = 't', minor = 37): string[] {
  const v = new Validation(minor);
  warnAsServer(v, template, path);
  expect(v.findings.every(({ rule, type }) => rule === 'SERVER-WARNING' && type === 'Warning')).toBe(true);
  return v.findings.map(({ path: where, detail }) => `${where}: ${detail}`);
}

const OS = 'beta.kubernetes.io/os';
const OS_TEXT = 'deprecated since v1.14; use "kubernetes.io/os" instead';
const SECCOMP = 'non-functional in v1.27+; use the "seccompProfile" field instead';
const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/a';
const NO_SELECTOR = 'a null labelSelector results in matching no pod';
const expression = { key: OS, operator: 'In', values: ['a b'] };
const affinity = (kind: string, value: any) => ({ spec: { affinity: { [kind]: value } } });
const volume = (source: any) => ({ spec: { volumes: [{ name: 'v', ...source }] } });
const container = (fields: any) => ({ spec: { containers: [{ name: 'a', ...fields }] } });
const items = (...paths: string[]) => ({ items: paths.map((path) => ({ key: 'k', path })) });
const annotated = (annotations: any, spec: any = {}) => ({
  metadata: { annotations },
  spec: { ...container({}).spec, ...spec },
});

test.each<[any, string[]]>([
  [{}, []],
  [{ spec: { nodeSelector: { 'kubernetes.io/os': 'linux' } } }, []],
  [{ spec: { nodeSelector: { [OS]: 'linux' } } }, [`t.spec.nodeSelector[${OS}]: ${OS_TEXT}`]],
  [
    affinity('nodeAffinity', {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [expression] }] },
    }),
    [
      't.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0]' +
        `.matchExpressions[0].key: ${OS} is ${OS_TEXT}`,
    ],
  ],
  [
    affinity('podAffinity', { requiredDuringSchedulingIgnoredDuringExecution: [{}, { labelSelector: {} }] }),
    [`t.spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector: ${NO_SELECTOR}`],
  ],
  [
    affinity('podAntiAffinity', { preferredDuringSchedulingIgnoredDuringExecution: [{ podAffinityTerm: {} }] }),
    [
      't.spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm' +
        `.labelSelector: ${NO_SELECTOR}`,
    ],
  ],
  [
    { spec: { topologySpreadConstraints: [{ topologyKey: OS }] } },
    [`t.spec.topologySpreadConstraints[0].topologyKey: ${OS} is ${OS_TEXT}`],
  ],
  [
    annotated({ 'scheduler.alpha.kubernetes.io/critical-pod': '' }),
    [
      't.metadata.annotations[scheduler.alpha.kubernetes.io/critical-pod]: non-functional in v1.16+; use the ' +
        '"priorityClassName" field instead',
    ],
  ],
  [
    annotated({ 'seccomp.security.alpha.kubernetes.io/pod': 'x' }),
    [`t.metadata.annotations[seccomp.security.alpha.kubernetes.io/pod]: ${SECCOMP}`],
  ],
  [annotated({ 'seccomp.security.alpha.kubernetes.io/pod': 'x' }, { securityContext: { seccompProfile: {} } }), []],
  [
    annotated({ 'container.seccomp.security.alpha.kubernetes.io/a': 'x' }),
    [`t.metadata.annotations[container.seccomp.security.alpha.kubernetes.io/a]: ${SECCOMP}`],
  ],
  [
    annotated({ [APP_ARMOR]: 'runtime/default' }),
    [`t.metadata.annotations[${APP_ARMOR}]: deprecated since v1.30; use the "appArmorProfile" field instead`],
  ],
  ...[
    ['runtime/default', { type: 'RuntimeDefault' }],
    ['unconfined', { type: 'Unconfined' }],
    ['localhost/x', { type: 'Localhost', localhostProfile: 'x' }],
  ].map(([value, appArmorProfile]): [any, string[]] => [
    annotated({ [APP_ARMOR]: value }, { securityContext: { appArmorProfile } }),
    [],
  ]),
  [volume({ rbd: {} }), ['t.spec.volumes[0].rbd: deprecated in v1.28, non-functional in v1.31+']],
  [volume({ storageos: {} }), ['t.spec.volumes[0].storageOS: deprecated in v1.22, non-functional in v1.25+']],
  [volume({ gitRepo: {} }), ['t.spec.volumes[0].gitRepo: deprecated in v1.11, and disabled by default in v1.33+']],
  [
    volume({ ephemeral: { volumeClaimTemplate: { spec: { resources: { requests: { storage: '1500m' } } } } } }),
    [
      't.spec.volumes[0].ephemeral.volumeClaimTemplate.spec.resources.requests[storage]: fractional byte value ' +
        '"1500m" is invalid, must be an integer',
    ],
  ],
  [volume({ configMap: items('a', 'b', 'ab') }), []],
  [
    volume({ configMap: { name: 'm', ...items('a', 'a/b', 'a/') } }),
    [
      't.spec.volumes[0]: volume "v" (ConfigMap "m"): overlapping paths: "a/b" with "a"',
      't.spec.volumes[0]: volume "v" (ConfigMap "m"): overlapping paths: "a" with "a"',
      't.spec.volumes[0]: volume "v" (ConfigMap "m"): overlapping paths: "a" with "a/b"',
    ],
  ],
  [
    volume({
      projected: { sources: [{ secret: { name: 's', ...items('a') } }, { serviceAccountToken: { path: 'a' } }, {}] },
    }),
    [
      't.spec.volumes[0]: volume "v" (Projected) has no sources provided',
      't.spec.volumes[0]: volume "v" (Projected): overlapping paths: "a" (ServiceAccountToken) with "a" (Secret "s")',
    ],
  ],
  [{ spec: { imagePullSecrets: [{}] } }, ['t.spec.imagePullSecrets[0].name: invalid empty name ""']],
  [
    { spec: { overhead: { memory: '500m' } } },
    ['t.spec.overhead[memory]: fractional byte value "500m" is invalid, must be an integer'],
  ],
  [
    container({ ports: [{ containerPort: 80, hostIP: '127.0.0.1' }] }),
    [
      't.spec.containers[0].ports[0]: hostIP set without hostPort: {Name: HostPort:0 ContainerPort:80 Protocol:TCP ' +
        'HostIP:127.0.0.1}',
    ],
  ],
  [
    container({
      ports: [
        { name: 'a', containerPort: 80 },
        { name: 'a', containerPort: 81 },
      ],
    }),
    [
      't.spec.containers[0].ports[1]: duplicate port name "a" with t.spec.containers[0].ports[0], ' +
        'services and probes ' +
        'that select ports by name will use t.spec.containers[0].ports[0]',
    ],
  ],
  [
    { spec: { terminationGracePeriodSeconds: -1 } },
    ['t.spec.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1'],
  ],
  [
    { spec: { dnsConfig: { nameservers: ['1.2.3.4', 'FD00::1'] }, hostAliases: [{ ip: '01.2.3.4' }] } },
    [
      't.spec.dnsConfig.nameservers[1]: IPv6 address "FD00::1" should be in RFC 5952 canonical format ("fd00::1")',
      't.spec.hostAliases[0].ip: non-standard IP address "01.2.3.4" is invalid: use "1.2.3.4"',
    ],
  ],
])('%j', (template, expected) => expect(warnings(template)).toEqual(expected));

test('a preferred label value that no node can have is a warning', () => {
  const template = affinity('nodeAffinity', {
    preferredDuringSchedulingIgnoredDuringExecution: [{ preference: { matchExpressions: [expression] } }],
  });
  expect(warnings(template).map((text) => text.slice(-60, -1))).toHaveLength(2);
  expect(warnings(template, 't', 32)).toHaveLength(1);
});

test('a Pod has no warning about the grace period, and older versions warn less', () => {
  expect(warnings({ spec: { terminationGracePeriodSeconds: -1, nodeSelector: { [OS]: '' } } }, '')).toEqual([
    `spec.nodeSelector[${OS}]: ${OS_TEXT}`,
  ]);
  expect(warnings(volume({ gitRepo: {} }), 't', 32)).toEqual(['t.spec.volumes[0].gitRepo: deprecated in v1.11']);
  expect(warnings(volume({ gitRepo: {} }), 't', 33)).toEqual([
    't.spec.volumes[0].gitRepo: deprecated in v1.11, and disabled by default in v1.33+',
  ]);
  expect(warnings(volume({ gitRepo: {}, configMap: items('a', 'a') }), 't', 31)).toEqual([
    't.spec.volumes[0].gitRepo: deprecated in v1.11',
  ]);
});
