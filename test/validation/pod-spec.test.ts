import { beginnings, found, long } from './rules';
import { validatePodOs } from '../../src/validation/pod-os';
import { allContainers, validatePodSpec } from '../../src/validation/pod-spec';
import { validateResourceClaims } from '../../src/validation/resource-claim';

const containers = [{ name: 'main', image: 'busybox:1' }];
const pod = (fields: any, minor?: number) => found((v) => validatePodSpec(v, { containers, ...fields }, allContainers({ containers, ...fields }, 's'), 's'), minor);

test.each<[any]>([
  [{}],
  ...['Always', 'OnFailure', 'Never', '', null].map((restartPolicy): [any] => [{ restartPolicy }]),
  [{ activeDeadlineSeconds: 1 }],
  [{ activeDeadlineSeconds: 2147483647, terminationGracePeriodSeconds: -5 }],
  [{ serviceAccountName: 'a.b', priorityClassName: 'p', runtimeClassName: 'r', nodeName: 'n', schedulerName: 'Any thing', hostname: 'h', subdomain: 's' }],
  [{ serviceAccountName: '', priorityClassName: '', nodeName: '', hostname: '', imagePullSecrets: [{}, {}] }],
  [{ preemptionPolicy: 'Never', overhead: { cpu: '1' } }],
  [{ nodeSelector: { 'a.b/c': 'd' }, readinessGates: [{ conditionType: 'a.b/c' }], schedulingGates: [{ name: 'a' }, { name: 'b' }] }],
  [{ hostnameOverride: long(64) }],
  [{ shareProcessNamespace: true, hostIPC: true }],
  [{ hostPID: true, shareProcessNamespace: false }],
  [{ hostUsers: false }],
  [{ hostUsers: true, hostNetwork: true, hostPID: true, hostIPC: true }],
])('%j is accepted', (fields) => expect(pod(fields)).toEqual([]));

test.each<[any, string[]]>([
  [{ containers: [] }, ['s.containers: Required value']],
  [{ restartPolicy: 'never' }, ['s.restartPolicy: Unsupported value: "never": supported values: "Always", "OnFailure", "Never"']],
  [{ activeDeadlineSeconds: 0 }, ['s.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive']],
  [{ activeDeadlineSeconds: 2147483648 }, ['s.activeDeadlineSeconds: Invalid value: 2147483648']],
  [{ serviceAccountName: 'A' }, ['s.serviceAccountName: Invalid value: "A"']],
  [{ serviceAccount: 'A' }, ['s.serviceAccountName: Invalid value: "A"']],
  [{ serviceAccount: 'A', serviceAccountName: 'a' }, []],
  [{ priorityClassName: 'A' }, ['s.priorityClassName: Invalid value: "A"']],
  [{ runtimeClassName: '' }, ['s.runtimeClassName: Invalid value: ""']],
  [{ nodeName: 'Node_1' }, ['s.nodeName: Invalid value: "Node_1"']],
  [{ hostname: 'a.b', subdomain: 'A' }, ['s.hostname: Invalid value: "a.b": must not contain dots', 's.subdomain: Invalid value: "A"']],
  [{ preemptionPolicy: '' }, ['s.preemptionPolicy: Required value']],
  [{ preemptionPolicy: 'never' }, ['s.preemptionPolicy: Unsupported value: "never": supported values: "PreemptLowerPriority", "Never"']],
  [{ overhead: { cpu: '-1' } }, ['s.overhead.limits[cpu]: Invalid value: "-1": must be greater than or equal to 0']],
  [{ nodeSelector: { a: 'us east' } }, ['s.nodeSelector: Invalid value: "us east": a valid label must be']],
  [{ readinessGates: [{}] }, ['s.readinessGates[0].conditionType: Invalid value: "": name part must be non-empty', 's.readinessGates[0].conditionType: Invalid value: ""']],
  [{ schedulingGates: [{ name: 'a' }, { name: 'a' }, { name: 'a b' }] }, ['s.schedulingGates[1]: Duplicate value: "a"', 's.schedulingGates[2]: Invalid value: "a b"']],
  [{ hostnameOverride: long(65), setHostnameAsFQDN: true, hostNetwork: true }, ['s.hostnameOverride: Forbidden: may not be specified when setHostnameAsFQDN is true', 's.hostnameOverride: Forbidden: may not be specified when hostNetwork is true', 's.hostnameOverride: Too long: may not be more than 64 bytes']],
  [{ hostnameOverride: '' }, ['s.hostnameOverride: Invalid value: ""']],
  [{ hostPID: true, shareProcessNamespace: true }, ['s.shareProcessNamespace: Invalid value: true: ShareProcessNamespace and HostPID cannot both be enabled']],
  [{ hostUsers: false, hostNetwork: true, hostPID: true, hostIPC: true }, ['s.hostNetwork: Forbidden: when `hostUsers` is false', 's.HostPID: Forbidden', 's.HostIPC: Forbidden']],
  [{ hostNetwork: true, containers: [{ ...containers[0], ports: [{ containerPort: 1, hostPort: 2 }] }] }, ['s.containers[0].ports[0].hostPort: Invalid value: 2: must match']],
  [{ containers: [{ ...containers[0], volumeMounts: [{ name: 'x', mountPath: '/x' }] }], volumes: [{ name: 'x', nfs: {} }] }, ['s.volumes[0].nfs.server: Required value', 's.volumes[0].nfs.path: Required value', 's.volumes[0].nfs.path: Invalid value', 's.containers[0].volumeMounts[0].name: Not found: "x"']],
  [{ initContainers: [{ ...containers[0], name: 'a', env: [{ name: 'A', valueFrom: { fileKeyRef: { volumeName: 'v', path: 'p', key: 'k' } } }] }] }, ['s.initContainers[0].env[0].valueFrom.fileKeyRef.volumeName: Not found: "v"']],
])('%j is refused', (fields, errors) => expect(beginnings(pod(fields), errors)).toEqual(errors));

test('each part is looked at', () => {
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
    's.resourceClaims[0].name', 's.resourceClaims[0]', 's.ephemeralContainers[0].name', 's.ephemeralContainers', 's.resources.claims', 's.dnsPolicy', 's.dnsConfig.options[0]', 's.hostAliases[0].ip',
    's.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms', 's.tolerations[0].operator', 's.topologySpreadConstraints[0].whenUnsatisfiable',
    's.securityContext.runAsUser', 's.hostNetwork', 's.os.name',
  ]);
});

test('older versions', () => {
  expect(pod({ hostPID: true, shareProcessNamespace: true }, 36)).toEqual(['s.securityContext.shareProcessNamespace: Invalid value: true: ShareProcessNamespace and HostPID cannot both be enabled']);
  expect(pod({ hostUsers: false, hostNetwork: true }, 33)).toEqual(['s.hostNetwork: Forbidden: when `pod.Spec.HostUsers` is false']);
});

test('own users and raw devices do not go together since 1.34', () => {
  const fields = { hostUsers: false, volumes: [{ name: 'c', persistentVolumeClaim: { claimName: 'c' } }], containers: [{ ...containers[0], volumeDevices: [{ name: 'c', devicePath: '/d' }] }] };
  expect(pod(fields, 34)).toEqual(['s.containers[0].volumeDevices: Forbidden: when `hostUsers` is false']);
  expect(pod(fields, 33)).toEqual([]);
});

describe('os', () => {
  const os = (name: string, spec: any, minor?: number) => found((v) => validatePodOs(v, { os: { name }, ...spec }, allContainers(spec, 's'), 's'), minor);
  const windows = { windowsOptions: {} };

  test.each<[string, any]>([
    ['linux', { hostPID: true, securityContext: { runAsUser: 1 }, containers: [{ securityContext: { privileged: true } }] }],
    ['windows', { securityContext: windows, containers: [{ securityContext: windows }, {}], hostPID: false }],
  ])('%s: %j is accepted', (name, spec) => expect(os(name, spec)).toEqual([]));

  test.each<[string, any, string[]]>([
    ['', {}, ['s.os.name: Required value']],
    ['darwin', {}, ['s.os: Unsupported value: "darwin": supported values: "linux", "windows"']],
    ['linux', { securityContext: windows, initContainers: [{ securityContext: windows }] }, ['s.securityContext.windowsOptions: Forbidden: windows options cannot be set for a linux pod', 's.initContainers[0].securityContext.windowsOptions: Forbidden']],
    ['windows', { hostUsers: true, hostPID: true, hostIPC: true, shareProcessNamespace: false }, ['s.hostUsers: Forbidden: cannot be set for a windows pod', 's.hostPID: Forbidden', 's.hostIPC: Forbidden', 's.shareProcessNamespace: Forbidden']],
    ['windows', { securityContext: { runAsUser: 1, sysctls: [{}] } }, ['s.securityContext.runAsUser: Forbidden', 's.securityContext.sysctls: Forbidden']],
    ['windows', { containers: [{ securityContext: { privileged: false, capabilities: {} } }] }, ['s.containers[0].securityContext.capabilities: Forbidden', 's.containers[0].securityContext.privileged: Forbidden']],
  ])('%s: %j is refused', (name, spec, errors) => expect(beginnings(os(name, spec), errors)).toEqual(errors));
});

describe('resourceClaims', () => {
  const claims = (...list: any[]) => found((v) => validateResourceClaims(v, list, 'r'));
  const gpu = { name: 'gpu', resourceClaimName: 'c' };

  test.each<[any[]]>([[[]], [[gpu, { name: 'net', resourceClaimTemplateName: 'a.b' }]]])('%j is accepted', (list) => expect(claims(...list)).toEqual([]));

  test.each<[any[], string[]]>([
    [[{ resourceClaimName: 'c' }], ['r[0].name: Required value']],
    [[{ ...gpu, name: 'Gpu' }], ['r[0].name: Invalid value: "Gpu"']],
    [[gpu, gpu], ['r[1].name: Duplicate value: "gpu"']],
    [[{ name: 'gpu' }], ['r[0]: Invalid value: {"name":"gpu"}: must specify one of: `resourceClaimName`, `resourceClaimTemplateName`']],
    [[{ ...gpu, resourceClaimTemplateName: 'T' }], ['r[0]: Invalid value', 'r[0].resourceClaimTemplateName: Invalid value: "T"']],
    [[{ name: 'gpu', resourceClaimName: '' }], ['r[0].resourceClaimName: Invalid value: ""']],
  ])('%j is refused', (list, errors) => expect(beginnings(claims(...list), errors)).toEqual(errors));
});
