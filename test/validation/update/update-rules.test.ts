import { testUpdates, updateFindings } from './expect-update';

const object = (apiVersion: string, kind: string, fields: any = {}) => ({
  apiVersion,
  kind,
  metadata: { name: 'x' },
  ...fields,
});
const immutable = (path: string) => `UPD-IMMUTABLE ${path}: Invalid value: `;

describe('controllers of pods', () => {
  const spec = {
    selector: { matchLabels: { a: 'b' } },
    template: { metadata: { labels: { a: 'b', c: 'd' } }, spec: { containers: [{ name: 'main', image: 'a:1' }] } },
  };
  const other = { spec: { selector: { matchLabels: { c: 'd' } } } };
  const image = { spec: { template: { spec: { containers: [{ name: 'main', image: 'a:2' }] } } } };
  for (const kind of ['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet']) {
    testUpdates(object('apps/v1', kind, { spec }), [
      [image, []],
      [image, [], { method: 'replace' }],
      [{ spec: { minReadySeconds: 1 } }, []],
      [other, [immutable('spec.selector')]],
      [
        { spec: { minReadySeconds: -1 } },
        [`${{ Deployment: 'DEP', ReplicaSet: 'RS', DaemonSet: 'DS', StatefulSet: 'STS' }[kind]}-NONNEG`],
      ],
    ]);
  }
  const claim = (storage: string) => ({
    metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } },
  });
  testUpdates(object('apps/v1', 'StatefulSet', { spec: { ...spec, volumeClaimTemplates: [claim('1Gi')] } }), [
    [{ spec: { volumeClaimTemplates: [claim('1024Mi')] } }, []],
    [{ spec: { volumeClaimTemplates: [{ ...claim('1Gi'), kind: 'Other' }] } }, []],
    [{ spec: { volumeClaimTemplates: [claim('2Gi')] } }, [immutable('spec.volumeClaimTemplates')]],
    [{ spec: { volumeClaimTemplates: undefined } }, [immutable('spec.volumeClaimTemplates')]],
    [{ spec: { serviceName: 'b' } }, [immutable('spec.serviceName')]],
    [{ spec: { serviceName: '' } }, []],
    [{ spec: { podManagementPolicy: 'OrderedReady', replicas: 3 } }, []],
    [{ spec: { podManagementPolicy: 'Parallel' } }, [immutable('spec.podManagementPolicy')]],
  ]);
});

describe('ConfigMaps and Secrets', () => {
  const DATA = 'UPD-DATA data: Forbidden: field is immutable when `immutable` is set';
  const IMMUTABLE = 'UPD-DATA immutable: Forbidden';
  const bound = { immutable: true };
  testUpdates(object('v1', 'ConfigMap', { data: { a: '1' } }), [
    [{ data: { a: '2' } }, []],
    [bound, []],
    [{ metadata: { labels: { a: 'b' } }, ...bound }, [], { old: bound }],
    [{ data: { a: '2' }, ...bound }, [DATA], { old: bound }],
    [{ immutable: false }, [IMMUTABLE], { old: bound }],
    [{ binaryData: { b: 'Yg==' }, ...bound }, ['UPD-DATA binaryData: Forbidden'], { old: bound }],
  ]);
  testUpdates(object('v1', 'Secret', { stringData: { a: '1' } }), [
    [{ stringData: { a: '2' } }, []],
    [{ type: 'Opaque' }, []],
    [{ type: 'b' }, [immutable('type')]],
    [{ stringData: undefined, data: { a: 'MQ==' }, ...bound }, [], { old: bound }],
    [{ stringData: { a: '2' }, ...bound }, [DATA], { old: bound }],
  ]);
});

describe('other kinds', () => {
  const role = { roleRef: { kind: 'Role', name: 'a', apiGroup: 'rbac.authorization.k8s.io' } };
  testUpdates(object('rbac.authorization.k8s.io/v1', 'RoleBinding', role), [
    [{ subjects: [{ kind: 'User', name: 'u' }] }, []],
    [{ roleRef: { name: 'b' } }, [immutable('roleRef')]],
  ]);
  testUpdates(object('v1', 'ResourceQuota', { spec: { hard: { pods: '1' }, scopes: ['BestEffort'] } }), [
    [{ spec: { hard: { pods: '2' } } }, []],
    [{ spec: { scopes: ['NotBestEffort'] } }, [immutable('spec.scopes')]],
  ]);
  testUpdates(object('scheduling.k8s.io/v1', 'PriorityClass', { value: 5 }), [
    [{ description: 'a', preemptionPolicy: 'PreemptLowerPriority' }, []],
    [{ value: 6 }, ['UPD-IMMUTABLE value: Forbidden: may not be changed in an update.']],
    [{ preemptionPolicy: 'Never' }, [immutable('preemptionPolicy')]],
  ]);
  testUpdates(object('node.k8s.io/v1', 'RuntimeClass', { handler: 'a' }), [[{ handler: 'b' }, [immutable('handler')]]]);
  testUpdates(object('networking.k8s.io/v1', 'IngressClass', { spec: { controller: 'a.b/c' } }), [
    [{ spec: { controller: 'a.b/d' } }, [immutable('spec.controller')]],
  ]);
  testUpdates(object('discovery.k8s.io/v1', 'EndpointSlice', { addressType: 'IPv4', endpoints: [] }), [
    [{ addressType: 'IPv6' }, [immutable('addressType')]],
  ]);
  testUpdates(object('networking.k8s.io/v1', 'ServiceCIDR', { spec: { cidrs: ['10.0.0.0/24'] } }), [
    [{ spec: { cidrs: ['10.0.0.0/24', 'fd00::/64'] } }, []],
    [{ spec: { cidrs: ['10.0.1.0/24'] } }, [immutable('spec.cidrs')]],
  ]);
  const devices = (count: number) => ({
    devices: { requests: [{ name: 'a', exactly: { deviceClassName: 'b', count } }] },
  });
  testUpdates(object('resource.k8s.io/v1', 'ResourceClaim', { spec: devices(1) }), [
    [{ metadata: { labels: { a: 'b' } } }, []],
    [{ spec: devices(2) }, [immutable('spec')]],
  ]);
  const slice = { driver: 'a.b', nodeName: 'n', pool: { name: 'p', resourceSliceCount: 1 } };
  testUpdates(object('resource.k8s.io/v1', 'ResourceSlice', { spec: slice }), [
    [{ spec: { pool: { generation: 2, resourceSliceCount: 2 }, devices: [{ name: 'a' }] } }, []],
    [{ spec: { pool: { name: 'q' } } }, [immutable('spec.pool.name')]],
    [{ spec: { driver: 'a.c' } }, [immutable('spec.driver')]],
    [{ spec: { nodeName: 'm' } }, [immutable('spec.nodeName')]],
  ]);
  testUpdates(
    object('coordination.k8s.io/v1beta1', 'LeaseCandidate', {
      spec: { leaseName: 'a', binaryVersion: '1.0.0', emulationVersion: '1.0.0', strategy: 'OldestEmulationVersion' },
    }),
    [
      [{ spec: { binaryVersion: '1.1.0' } }, []],
      [{ spec: { leaseName: 'b' } }, [immutable('spec.leaseName')]],
    ],
  );
  testUpdates(
    object('storagemigration.k8s.io/v1', 'StorageVersionMigration', { spec: { resource: { resource: 'a' } } }),
    [
      [{ metadata: { labels: { a: 'b' } } }, []],
      [{ spec: { resource: { resource: 'b' } } }, [immutable('spec')]],
    ],
  );
  const event = {
    metadata: { name: 'x', namespace: 'default' },
    eventTime: '2026-01-01T00:00:00.000000Z',
    reportingController: 'a.b/c',
    reportingInstance: 'c-1',
    action: 'Bind',
    reason: 'Bound',
    type: 'Normal',
    regarding: { kind: 'Pod', namespace: 'default', name: 'p' },
  };
  testUpdates(object('events.k8s.io/v1', 'Event', event), [
    [{ series: { count: 2, lastObservedTime: '2026-01-01T00:00:00.000000Z' } }, []],
    [{ note: 'a' }, [immutable('note')]],
    [{ reason: 'Other' }, [immutable('reason')]],
  ]);
  testUpdates(
    object('networking.k8s.io/v1', 'Ingress', {
      spec: { ingressClassName: 'a', defaultBackend: { service: { name: 's', port: { number: 80 } } } },
    }),
    [[{ metadata: { annotations: { 'kubernetes.io/ingress.class': 'b' } } }, []]],
  );
});

describe('fields that only the server sets', () => {
  const map = object('v1', 'ConfigMap');
  const time = '2026-01-01T00:00:00Z';
  const dying = { metadata: { uid: 'u', deletionTimestamp: time, finalizers: ['a.b/c'] } };
  const metadata = (fields: any) => ({ metadata: fields });
  testUpdates(map, [
    [metadata({ creationTimestamp: time, generation: 3 }), []],
    [metadata({ deletionTimestamp: time }), [immutable('metadata.deletionTimestamp')]],
    [metadata({ deletionTimestamp: time, finalizers: ['a.b/c'] }), [], { old: dying }],
    [
      metadata({ finalizers: ['d.e/f'] }),
      ['UPD-IMMUTABLE metadata.finalizers: Forbidden: no new finalizers'],
      { old: dying },
    ],
    [metadata({ deletionGracePeriodSeconds: 5 }), [immutable('metadata.deletionGracePeriodSeconds')]],
    [metadata({ uid: 'v' }), [immutable('metadata.uid')], { old: metadata({ uid: 'u' }) }],
    [metadata({ uid: 'v' }), []],
  ]);
});

describe('values that the server ignores or validates only if they change', () => {
  const enforce = (level: string) => ({ metadata: { labels: { 'pod-security.kubernetes.io/enforce': level } } });
  testUpdates(object('v1', 'Namespace'), [
    [enforce('baseline'), []],
    [{ spec: { finalizers: ['a.b/c'] } }, ['UPD-IGNORED spec.finalizers: Dropped field']],
    [enforce('x'), ['NS-POD-SECURITY metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: "x"']],
    [enforce('x'), [], { old: enforce('x') }],
  ]);
  const request = { spec: { request: 'YQ==', signerName: 'a.b/c', usages: ['client auth'] } };
  testUpdates(object('certificates.k8s.io/v1', 'CertificateSigningRequest', request), [
    [{ spec: { signerName: 'a.b/d' } }, ['UPD-IGNORED spec.signerName: Dropped field']],
  ]);
  // A patch rewrites the text of the data, which counts as a change.
  testUpdates(object('apps/v1', 'ControllerRevision', { revision: 1, data: { a: 1 } }), [
    [{}, []],
    [{ metadata: { labels: { a: 'b' } } }, [immutable('data')]],
    [{ metadata: { labels: { a: 'b' } } }, [], { method: 'replace' }],
    [{ data: { a: 2 } }, [immutable('data')], { method: 'replace' }],
    // kubectl notes what is applied, also what changes nothing else.
    [{ metadata: { generateName: '' } }, [immutable('data')]],
  ]);
  // Of a custom resource nothing is known.
  testUpdates(object('a.b/v1', 'Thing', { spec: 1 }), [
    [{ spec: 2 }, []],
    [{ metadata: { labels: { a: 'x y' } } }, ['META-LABEL-VALUE metadata.labels']],
  ]);
});

describe('the annotation that kubectl apply adds', () => {
  const TOO_LONG = ['META-ANNOTATION-SIZE metadata.annotations: Too long'];
  const data = { big: 'x'.repeat(256 * 1024) };
  testUpdates(object('v1', 'ConfigMap', { data: { a: '1' } }), [
    [{ data }, TOO_LONG],
    [{ data }, [], { method: 'server-side' }],
    [{ data }, [], { method: 'replace' }],
  ]);
});

describe('the objects are not one and its update', () => {
  const map = object('v1', 'ConfigMap');
  test.each<[string, any, any, string[]]>([
    ['another name', map, { ...map, metadata: { name: 'y' } }, ['UPD-IDENTITY metadata.name: Invalid value: "y"']],
    ['another kind', map, object('v1', 'Secret'), ['UPD-IDENTITY kind: Invalid value: "Secret"']],
    ['no manifest', map, 1, ['DEC-TYPE : Type invalid']],
    ['no old manifest', 1, map, ['DEC-TYPE : Type invalid']],
    ['an unknown field', map, { ...map, dta: {} }, ['DEC-UNKNOWN-FIELD dta: Unknown field']],
  ])('%s', (_name, old, manifest, expected) => {
    const found = updateFindings(old, manifest);
    expect(found.map((text, i) => text.slice(0, expected[i]?.length))).toEqual(expected);
  });
});

describe('some kinds validate generateName although the object has a name', () => {
  const wrong = { metadata: { generateName: 'A b' } };
  const refused = 'META-GENERATENAME metadata.generateName: Invalid value: "A b"';
  testUpdates(object('node.k8s.io/v1', 'RuntimeClass', { handler: 'a' }), [
    [{ metadata: { generateName: 'a-' } }, []],
    [wrong, [refused]],
    [wrong, [refused], { method: 'replace' }],
    [wrong, [refused], { method: 'server-side' }],
  ]);
  testUpdates(object('v1', 'ConfigMap'), [[wrong, [refused]]]);
  testUpdates(object('v1', 'ResourceQuota', { spec: {} }), [[wrong, []]]);
  testUpdates(object('scheduling.k8s.io/v1', 'PriorityClass', { value: 5 }), [[wrong, []]]);
});

describe('the generation is counted by the server, whatever the manifest has', () => {
  testUpdates(object('v1', 'ConfigMap'), [
    [{ metadata: { generation: -1 } }, []],
    [{ metadata: { generation: -1 } }, [], { method: 'replace' }],
    [{ metadata: { generation: -1 } }, [], { method: 'server-side' }],
  ]);
});

describe('kubectl apply loses all annotations when one is null', () => {
  const annotations = { a: null, 'not a key': 'b' };
  testUpdates(object('v1', 'ConfigMap'), [
    [{ metadata: { annotations: { 'not a key': 'b' } } }, ['META-ANNOTATION-KEY metadata.annotations']],
    [{ metadata: { annotations } }, []],
    [{ metadata: { annotations } }, ['META-ANNOTATION-KEY metadata.annotations'], { method: 'replace' }],
  ]);
});
