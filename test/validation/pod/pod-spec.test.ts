import { allContainers } from '../../../src/apimachinery/containers';
import { validatePodSpec } from '../../../src/validation/pod/pod-spec';
import { beginnings, found, long } from '../rules';

const containers = [{ name: 'main', image: 'busybox:1' }];
const pod = (fields: any, minor?: number) =>
  found(
    (v) => validatePodSpec(v, { containers, ...fields }, allContainers({ containers, ...fields }, 's'), 's'),
    minor,
  );

test.each<[any]>([
  [{}],
  ...['Always', 'OnFailure', 'Never', '', null].map((restartPolicy): [any] => [{ restartPolicy }]),
  [{ activeDeadlineSeconds: 1 }],
  [{ activeDeadlineSeconds: 2147483647, terminationGracePeriodSeconds: -5 }],
  [
    {
      serviceAccountName: 'a.b',
      priorityClassName: 'p',
      runtimeClassName: 'r',
      nodeName: 'n',
      schedulerName: 'Any thing',
      hostname: 'h',
      subdomain: 's',
    },
  ],
  [{ serviceAccountName: '', priorityClassName: '', nodeName: '', hostname: '', imagePullSecrets: [{}, {}] }],
  [{ preemptionPolicy: 'Never', overhead: { cpu: '1' } }],
  [
    {
      nodeSelector: { 'a.b/c': 'd' },
      readinessGates: [{ conditionType: 'a.b/c' }],
      schedulingGates: [{ name: 'a' }, { name: 'b' }],
    },
  ],
  [{ hostnameOverride: long(64) }],
  [{ shareProcessNamespace: true, hostIPC: true }],
  [{ hostPID: true, shareProcessNamespace: false }],
  [{ hostUsers: false }],
  [{ hostUsers: true, hostNetwork: true, hostPID: true, hostIPC: true }],
])('%j is accepted', (fields) => expect(pod(fields)).toEqual([]));

test.each<[any, string[]]>([
  [{ containers: [] }, ['s.containers: Required value']],
  [
    { restartPolicy: 'never' },
    ['s.restartPolicy: Unsupported value: "never": supported values: "Always", "OnFailure", "Never"'],
  ],
  [
    { activeDeadlineSeconds: 0 },
    ['s.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive'],
  ],
  [{ activeDeadlineSeconds: 2147483648 }, ['s.activeDeadlineSeconds: Invalid value: 2147483648']],
  [{ serviceAccountName: 'A' }, ['s.serviceAccountName: Invalid value: "A"']],
  [{ serviceAccount: 'A' }, ['s.serviceAccountName: Invalid value: "A"']],
  [{ serviceAccount: 'A', serviceAccountName: 'a' }, []],
  [{ priorityClassName: 'A' }, ['s.priorityClassName: Invalid value: "A"']],
  [{ runtimeClassName: '' }, ['s.runtimeClassName: Invalid value: ""']],
  [{ nodeName: 'Node_1' }, ['s.nodeName: Invalid value: "Node_1"']],
  [
    { hostname: 'a.b', subdomain: 'A' },
    ['s.hostname: Invalid value: "a.b": must not contain dots', 's.subdomain: Invalid value: "A"'],
  ],
  [{ preemptionPolicy: '' }, ['s.preemptionPolicy: Required value']],
  [
    { preemptionPolicy: 'never' },
    ['s.preemptionPolicy: Unsupported value: "never": supported values: "PreemptLowerPriority", "Never"'],
  ],
  [{ overhead: { cpu: '-1' } }, ['s.overhead.limits[cpu]: Invalid value: "-1": must be greater than or equal to 0']],
  [{ nodeSelector: { a: 'us east' } }, ['s.nodeSelector: Invalid value: "us east": a valid label must be']],
  [
    { readinessGates: [{}] },
    [
      's.readinessGates[0].conditionType: Invalid value: "": name part must be non-empty',
      's.readinessGates[0].conditionType: Invalid value: ""',
    ],
  ],
  [
    { schedulingGates: [{ name: 'a' }, { name: 'a' }, { name: 'a b' }] },
    ['s.schedulingGates[1]: Duplicate value: "a"', 's.schedulingGates[2]: Invalid value: "a b"'],
  ],
  [
    { hostnameOverride: long(65), setHostnameAsFQDN: true, hostNetwork: true },
    [
      's.hostnameOverride: Forbidden: may not be specified when setHostnameAsFQDN is true',
      's.hostnameOverride: Forbidden: may not be specified when hostNetwork is true',
      's.hostnameOverride: Too long: may not be more than 64 bytes',
    ],
  ],
  [{ hostnameOverride: '' }, ['s.hostnameOverride: Invalid value: ""']],
  [
    { hostPID: true, shareProcessNamespace: true },
    ['s.shareProcessNamespace: Invalid value: true: ShareProcessNamespace and HostPID cannot both be enabled'],
  ],
  [
    { hostUsers: false, hostNetwork: true, hostPID: true, hostIPC: true },
    ['s.hostNetwork: Forbidden: when `hostUsers` is false', 's.HostPID: Forbidden', 's.HostIPC: Forbidden'],
  ],
  [
    { hostNetwork: true, containers: [{ ...containers[0], ports: [{ containerPort: 1, hostPort: 2 }] }] },
    ['s.containers[0].ports[0].hostPort: Invalid value: 2: must match'],
  ],
  [
    {
      containers: [{ ...containers[0], volumeMounts: [{ name: 'x', mountPath: '/x' }] }],
      volumes: [{ name: 'x', nfs: {} }],
    },
    [
      's.volumes[0].nfs.server: Required value',
      's.volumes[0].nfs.path: Required value',
      's.volumes[0].nfs.path: Invalid value',
      's.containers[0].volumeMounts[0].name: Not found: "x"',
    ],
  ],
  [
    {
      initContainers: [
        {
          ...containers[0],
          name: 'a',
          env: [{ name: 'A', valueFrom: { fileKeyRef: { volumeName: 'v', path: 'p', key: 'k' } } }],
        },
      ],
    },
    ['s.initContainers[0].env[0].valueFrom.fileKeyRef.volumeName: Not found: "v"'],
  ],
])('%j is refused', (fields, errors) => expect(beginnings(pod(fields), errors)).toEqual(errors));

test('each part is validated', () => {
  const fields = {
    resourceClaims: [{}],
    ephemeralContainers: [containers[0]],
    resources: { claims: [] },
    dnsPolicy: 'x',
    dnsConfig: { options: [{}] },
    hostAliases: [{}],
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: {} } },
    tolerations: [{}],
    topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'z' }],
    securityContext: { runAsUser: -1, windowsOptions: { hostProcess: true } },
    os: {},
  };
  expect([...new Set(pod(fields).map((error) => error.split(': ')[0]))]).toEqual([
    's.resourceClaims[0].name',
    's.resourceClaims[0]',
    's.ephemeralContainers[0].name',
    's.resources.claims',
    's.dnsPolicy',
    's.dnsConfig.options[0]',
    's.hostAliases[0].ip',
    's.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms',
    's.tolerations[0].operator',
    's.topologySpreadConstraints[0].whenUnsatisfiable',
    's.securityContext.runAsUser',
    's.hostNetwork',
    's.os.name',
  ]);
});

test('older versions accept other fields', () => {
  expect(pod({ hostPID: true, shareProcessNamespace: true }, 36)).toEqual([
    's.securityContext.shareProcessNamespace: Invalid value: true: ShareProcessNamespace and HostPID cannot both ' +
      'be enabled',
  ]);
  expect(pod({ hostUsers: false, hostNetwork: true }, 33)).toEqual([
    's.hostNetwork: Forbidden: when `pod.Spec.HostUsers` is false',
  ]);
});

test('a user namespace and raw devices exclude each other since 1.34', () => {
  const fields = {
    hostUsers: false,
    volumes: [{ name: 'c', persistentVolumeClaim: { claimName: 'c' } }],
    containers: [{ ...containers[0], volumeDevices: [{ name: 'c', devicePath: '/d' }] }],
  };
  expect(pod(fields, 34)).toEqual(['s.containers[0].volumeDevices: Forbidden: when `hostUsers` is false']);
  expect(pod(fields, 33)).toEqual([]);
});
