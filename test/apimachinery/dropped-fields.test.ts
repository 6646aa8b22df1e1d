import { decode } from '../../src/apimachinery/decode';
import { DROPPED_FIELDS, dropsOf } from '../../src/apimachinery/dropped-fields';
import { FeatureGates, isGateOff, NO_GATES } from '../../src/apimachinery/feature-gates';
import { Validation } from '../../src/apimachinery/finding';
import { allKinds, FieldType, goName, kindType, NEWEST_MINOR, OLDEST_MINOR } from '../../src/apimachinery/schema';

/** The versions in which a field goes without a word. */
function dropped(kind: string, object: any): string[] {
  const found: string[] = [];
  for (let minor = OLDEST_MINOR; minor <= NEWEST_MINOR; minor++) {
    const v = new Validation(minor);
    const apiVersion = kind === 'Deployment' ? 'apps/v1' : kind === 'PersistentVolumeClaim' ? 'v1' : 'batch/v1';
    decode(v, object, kindType(apiVersion, kind, minor)!);
    for (const { type, severity, path } of v.findings) {
      if (type === 'Dropped field') found.push(`1.${minor} ${severity === 'error' ? '' : `${severity} `}${path}`);
    }
  }
  return found;
}

const BASIC = { schedulingPolicy: { basic: {} } };
const PODS_FAIL = 'spec.podFailurePolicy';
const range = (first: number, last: number, path: string) =>
  Array.from({ length: last - first + 1 }, (_, i) => `1.${first + i} ${path}`);
const job = (spec: any) => ({ spec });
const pod = (spec: any) => ({ spec: { template: { spec } } });
const inPod = 'spec.template.spec.';
const container = (fields: any) => pod({ containers: [fields] });
const inContainer = `${inPod}containers[0].`;
const initContainer = (fields: any) => pod({ initContainers: [fields] });
const inInit = `${inPod}initContainers[0].`;
const volume = (fields: any) => pod({ volumes: [fields] });
const inVolume = `${inPod}volumes[0].`;
const term = [{ matchLabelKeys: ['a'], mismatchLabelKeys: ['b'] }];

test.each<[string, any, string[]]>([
  [
    'backoffLimitPerIndex',
    job({ backoffLimitPerIndex: 1, maxFailedIndexes: 1 }),
    ['1.28 spec.backoffLimitPerIndex', '1.28 spec.maxFailedIndexes'],
  ],
  ['podReplacementPolicy', job({ podReplacementPolicy: 'Failed' }), ['1.28 spec.podReplacementPolicy']],
  [
    'FailIndex',
    job({ podFailurePolicy: { rules: [{ action: 'Count' }, { action: 'FailIndex' }] } }),
    ['1.28 spec.podFailurePolicy.rules[1].action'],
  ],
  ['successPolicy', job({ successPolicy: { rules: [{}] } }), ['1.30 spec.successPolicy']],
  ['managedBy', job({ managedBy: 'a/b' }), range(30, 31, 'spec.managedBy')],
  ['scheduling', job({ scheduling: { schedulingPolicy: { basic: {} } } }), ['1.37 spec.scheduling']],
  ['nothing much', job({ successPolicy: {}, managedBy: '', scheduling: {} }), []],

  ['hostUsers: true', pod({ hostUsers: true }), range(28, 32, `${inPod}hostUsers`)],
  ['hostUsers: false', pod({ hostUsers: false }), range(28, 32, `warning ${inPod}hostUsers`)],
  ['resourceClaims', pod({ resourceClaims: [{}] }), range(28, 33, `${inPod}resourceClaims`)],
  ['resources', pod({ resources: { limits: { cpu: 1 } } }), range(32, 33, `${inPod}resources`)],
  ['hostnameOverride', pod({ hostnameOverride: 'a' }), [`1.34 ${inPod}hostnameOverride`]],
  ['workloadRef', pod({ workloadRef: { name: 'a' } }), [`1.35 ${inPod}workloadRef`]],
  ['schedulingGroup', pod({ schedulingGroup: { podGroupName: 'a' } }), range(36, 37, `${inPod}schedulingGroup`)],
  ['evictionResponders', pod({ evictionResponders: [{}] }), [`1.37 ${inPod}evictionResponders`]],
  ['serviceAccount', pod({ serviceAccount: 'a', serviceAccountName: 'b' }), range(28, 37, `${inPod}serviceAccount`)],
  ['serviceAccount of the same name', pod({ serviceAccount: 'a', serviceAccountName: 'a' }), []],
  ['serviceAccount alone', pod({ serviceAccount: 'a', serviceAccountName: '' }), []],
  [
    'supplementalGroupsPolicy',
    pod({ securityContext: { supplementalGroupsPolicy: 'Strict' } }),
    range(31, 32, `${inPod}securityContext.supplementalGroupsPolicy`),
  ],
  [
    'seLinuxChangePolicy',
    pod({ securityContext: { seLinuxChangePolicy: 'Recursive' } }),
    [`1.32 ${inPod}securityContext.seLinuxChangePolicy`],
  ],
  [
    'matchLabelKeys',
    pod({ affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: term } } }),
    [29, 30].flatMap((minor) =>
      ['matchLabelKeys', 'mismatchLabelKeys'].map(
        (field) => `1.${minor} ${inPod}affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].${field}`,
      ),
    ),
  ],

  ['resizePolicy', container({ resizePolicy: [{}] }), range(28, 32, `${inContainer}resizePolicy`)],
  ['restartPolicy of a container', container({ restartPolicy: 'Always' }), [`1.34 ${inContainer}restartPolicy`]],
  ['a native sidecar', initContainer({ restartPolicy: 'Always' }), [`1.28 ${inInit}restartPolicy`]],
  [
    'an init container that is not tried again',
    initContainer({ restartPolicy: 'Never' }),
    [`1.28 ${inInit}restartPolicy`, `1.34 ${inInit}restartPolicy`],
  ],
  ['restartPolicyRules', container({ restartPolicyRules: [{}] }), [`1.34 ${inContainer}restartPolicyRules`]],
  ['claims', container({ resources: { claims: [{}] } }), range(28, 33, `${inContainer}resources.claims`)],
  [
    'stopSignal',
    container({ lifecycle: { stopSignal: 'SIGTERM' } }),
    range(33, 37, `${inContainer}lifecycle.stopSignal`),
  ],
  [
    'sleep',
    container({ lifecycle: { preStop: { sleep: { seconds: 1 } } } }),
    [`1.29 ${inContainer}lifecycle.preStop.sleep`],
  ],
  [
    'fileKeyRef',
    container({ env: [{ valueFrom: { fileKeyRef: { key: 'a' } } }] }),
    [`1.34 ${inContainer}env[0].valueFrom.fileKeyRef`],
  ],
  [
    'protocol',
    container({ livenessProbe: { httpGet: { protocol: 'a' } } }),
    [`1.37 ${inContainer}livenessProbe.httpGet.protocol`],
  ],
  [
    'mode of gRPC',
    container({ livenessProbe: { grpc: { mode: 'a' } } }),
    [`1.37 ${inContainer}livenessProbe.grpc.mode`],
  ],
  [
    'recursiveReadOnly',
    container({ volumeMounts: [{ recursiveReadOnly: 'Enabled' }] }),
    [`1.30 ${inContainer}volumeMounts[0].recursiveReadOnly`],
  ],
  [
    'bindMountOptions',
    container({ volumeMounts: [{ bindMountOptions: ['a'] }] }),
    [`1.37 ${inContainer}volumeMounts[0].bindMountOptions`],
  ],

  ['image volumes', volume({ image: { reference: 'a' } }), range(31, 34, `${inVolume}image`)],
  ['empty image volumes', volume({ image: {} }), range(31, 34, `${inVolume}image`)],
  ['emptyDir.mode', volume({ emptyDir: { mode: 511 } }), [`1.37 ${inVolume}emptyDir.mode`]],
  ['emptyDir.mode: 0', volume({ emptyDir: { mode: 0 } }), [`1.37 warning ${inVolume}emptyDir.mode`]],
  [
    'users of files',
    volume({ secret: { defaultUser: 1, items: [{ user: 1 }] } }),
    [`1.37 ${inVolume}secret.items[0].user`, `1.37 ${inVolume}secret.defaultUser`],
  ],
  [
    'clusterTrustBundle',
    volume({ projected: { sources: [{ clusterTrustBundle: { path: 'a' } }] } }),
    range(29, 36, `${inVolume}projected.sources[0].clusterTrustBundle`),
  ],
  [
    'podCertificate',
    volume({ projected: { sources: [{ podCertificate: { keyType: 'a' } }] } }),
    range(34, 36, `${inVolume}projected.sources[0].podCertificate`),
  ],
  [
    'volumeAttributesClassName of a template',
    volume({ ephemeral: { volumeClaimTemplate: { spec: { volumeAttributesClassName: 'a' } } } }),
    [],
  ],

  [
    'what init containers once were',
    { spec: { template: { metadata: { annotations: { 'pod.beta.kubernetes.io/init-containers': '[]' } } } } },
    range(28, 37, 'spec.template.metadata.annotations[pod.beta.kubernetes.io/init-containers]'),
  ],
])('%s', (_, object, expected) => expect(dropped('Job', object)).toEqual(expected));

test('a CronJob keeps what its Jobs drop, but not what their pods drop', () => {
  expect(
    dropped('CronJob', {
      spec: {
        jobTemplate: {
          spec: { backoffLimitPerIndex: 1, managedBy: 'a/b', podFailurePolicy: { rules: [{ action: 'FailIndex' }] } },
        },
      },
    }),
  ).toEqual([]);
  expect(dropped('CronJob', { spec: { jobTemplate: { spec: { template: { spec: { hostUsers: true } } } } } })).toEqual(
    range(28, 32, 'spec.jobTemplate.spec.template.spec.hostUsers'),
  );
});

const claim = { kind: 'PersistentVolumeClaim', name: 'a' };

test.each<[any, string[]]>([
  [{ volumeAttributesClassName: 'a' }, range(29, 33, 'spec.volumeAttributesClassName')],
  [{ resources: { claims: [{}] } }, ['1.28 spec.resources.claims']],
  [{ dataSource: claim }, []],
  [{ dataSource: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'a' } }, []],
  [{ dataSource: { kind: 'ConfigMap', name: 'a' } }, range(28, 37, 'spec.dataSource')],
  [{ dataSource: { kind: 'ConfigMap', name: 'a' }, dataSourceRef: claim }, []],
  [{ dataSourceRef: { kind: 'ConfigMap', name: 'a' } }, []],
  [{ dataSourceRef: { ...claim, namespace: 'b' } }, range(28, 37, 'spec.dataSourceRef')],
])('fields of a claim: %j', (spec, expected) => expect(dropped('PersistentVolumeClaim', { spec })).toEqual(expected));

test('rules do not see dropped fields, nor a lifecycle that is empty without its stop signal', () => {
  const decoded = decode(
    new Validation(37),
    container({ name: 'a', lifecycle: { stopSignal: 'SIGTERM', preStop: null } }),
    kindType('batch/v1', 'Job', 37)!,
  );
  expect(decoded).toEqual(container({ name: 'a' }));
});

test('each gated field is dropped exactly in the versions whose gate is off', () => {
  for (let minor = OLDEST_MINOR; minor <= NEWEST_MINOR; minor++) {
    const drops = DROPPED_FIELDS.flatMap((key) => {
      const [struct, field] = key.split('.');
      return dropsOf(struct, minor)?.get(field) ?? [];
    });
    expect(drops.filter(({ gate }) => gate !== undefined && !isGateOff(gate, minor, NO_GATES))).toEqual([]);
    expect(drops.length).toBeGreaterThan(20);
  }
});

test.each<[string, any, number, FeatureGates, string[]]>([
  ['keeps what its gate keeps', { scheduling: BASIC }, 37, { WorkloadWithJob: true }, []],
  ['drops it without', { scheduling: BASIC }, 37, { GenericWorkload: true }, ['spec.scheduling']],
  ['drops what is on by default', { managedBy: 'a/b' }, 34, { JobManagedBy: false }, ['spec.managedBy']],
  ['keeps it otherwise', { managedBy: 'a/b' }, 34, { JobManagedBy: true }, []],
  ['knows all alpha gates', { successPolicy: { rules: [{}] } }, 30, { AllAlpha: true }, []],
  ['knows all beta gates', { managedBy: 'a/b' }, 34, { AllBeta: false }, ['spec.managedBy']],
  ['prefers the gate itself', { managedBy: 'a/b' }, 34, { AllBeta: false, JobManagedBy: true }, []],
  ['drops what was never off', { podFailurePolicy: { rules: [] } }, 30, { JobPodFailurePolicy: false }, [PODS_FAIL]],
])('a server with gates %s', (_, spec, minor, gates, expected) => {
  const v = new Validation(minor, gates);
  decode(v, { spec }, kindType('batch/v1', 'Job', minor)!);
  expect(v.findings.filter(({ type }) => type === 'Dropped field').map(({ path }) => path)).toEqual(expected);
});

test.each<[FeatureGates, string]>([
  [{}, 'remove it, or set featureGates if the cluster has WorkloadWithJob on: it is off by default'],
  [{ WorkloadWithJob: false }, 'remove it: the feature gate WorkloadWithJob is off'],
])('with %j the hint explains why', (gates, hint) => {
  const v = new Validation(37, gates);
  decode(v, { spec: { scheduling: BASIC } }, kindType('batch/v1', 'Job', 37)!);
  expect(v.findings.map((each) => each.hint)).toEqual([hint]);
});

/** What a version drops of an object of any kind. */
function droppedOf(manifest: any, minor: number): string[] {
  const v = new Validation(minor);
  decode(v, manifest, kindType(manifest.apiVersion, manifest.kind, minor)!);
  return v.findings.map(({ type, path }) => `${type} ${path}`);
}

test.each<[string, any, number, string[]]>([
  [
    'all but the names of the secrets of a ServiceAccount',
    { apiVersion: 'v1', kind: 'ServiceAccount', secrets: [{ name: 'a', namespace: 'b', kind: 'Secret' }] },
    28,
    ['Dropped field secrets[0].kind', 'Dropped field secrets[0].namespace'],
  ],
  [
    'who asks for a certificate',
    {
      apiVersion: 'certificates.k8s.io/v1',
      kind: 'CertificateSigningRequest',
      spec: { username: 'a', extra: { b: ['c'] } },
    },
    37,
    ['Dropped field spec.username', 'Dropped field spec.extra'],
  ],
  [
    'the election of a Lease',
    { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', spec: { strategy: 'a', preferredHolder: 'b' } },
    37,
    ['Dropped field spec.strategy', 'Dropped field spec.preferredHolder'],
  ],
  [
    'how many pods of a StatefulSet may be away',
    { apiVersion: 'apps/v1', kind: 'StatefulSet', spec: { updateStrategy: { rollingUpdate: { maxUnavailable: 1 } } } },
    36,
    ['Dropped field spec.updateStrategy.rollingUpdate.maxUnavailable'],
  ],
  [
    'nothing of it later',
    { apiVersion: 'apps/v1', kind: 'StatefulSet', spec: { updateStrategy: { rollingUpdate: { maxUnavailable: 1 } } } },
    37,
    [],
  ],
  [
    'the taints of devices, in every version of their API',
    {
      apiVersion: 'resource.k8s.io/v1beta1',
      kind: 'ResourceSlice',
      spec: { devices: [{ basic: { taints: [{ key: 'a' }] } }] },
    },
    35,
    ['Dropped field spec.devices[0].basic.taints'],
  ],
  [
    'what a pod template of another kind loses',
    { apiVersion: 'apps/v1', kind: 'DaemonSet', spec: { template: { spec: { evictionResponders: [{ name: 'a' }] } } } },
    37,
    ['Dropped field spec.template.spec.evictionResponders'],
  ],
])('servers drop %s', (_, manifest, minor, expected) => {
  expect(droppedOf(manifest, minor)).toEqual(expected);
});

test('every dropped field exists in the schema', () => {
  const known = new Set<string>();
  const seen = new Set<FieldType>();
  const visit = (type: FieldType) => {
    if (seen.has(type)) return;
    seen.add(type);
    if (type.kind === 'list' || type.kind === 'map') visit(type.of);
    if (type.kind !== 'struct') return;
    for (const { name, type: field } of type.fields.values()) {
      known.add(`${goName(type.name)}.${name}`);
      visit(field);
    }
  };
  for (let minor = OLDEST_MINOR; minor <= NEWEST_MINOR; minor++) {
    for (const [apiVersion, kind] of allKinds(minor)) visit(kindType(apiVersion, kind, minor)!);
  }
  expect(DROPPED_FIELDS.filter((field) => !known.has(field))).toEqual([]);
});
