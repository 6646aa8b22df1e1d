import { hintsAbout, objectWith, podWith } from '../../fixtures/hints';

/** Fields that do not exist, and what the one finding about each says to do. */
type Row = readonly [fields: object, hint: string];

const C = 'spec.containers[0]';
const IN_RESOURCES = 'it belongs in resources.requests and resources.limits';

const OF_CONTAINERS: readonly Row[] = [
  [{ port: 80 }, `${C}.port: write ports: [{ containerPort: 80 }]`],
  [{ portNumber: '80' }, `${C}.portNumber: write ports: [{ containerPort: 80 }]`],
  [{ port: 'http' }, `${C}.port: write ports: [{ containerPort: … }]`],
  [{ cpu: 1 }, `${C}.cpu: ${IN_RESOURCES}`],
  [{ cpu: 1, memory: '1Gi' }, `${C}.cpu: ${IN_RESOURCES}`],
  [{ entrypoint: ['a'] }, `${C}.entrypoint: it is called command`],
  [{ environment: {} }, `${C}.environment: it is called env`],
  [{ env: [{ A: 'b' }] }, `${C}.env[0].A: write { name: "A", value: "b" }`],
  [{ env: [{ key: 'A', value: 'b' }] }, `${C}.env[0].key: it is called name`],
  [
    { env: [{ name: 'A', secretKeyRef: { name: 's', key: 'k' } }] },
    `${C}.env[0].secretKeyRef: it belongs in valueFrom`,
  ],
  [
    { env: [{ name: 'A', valueFrom: { name: 's', key: 'k' } }] },
    `${C}.env[0].valueFrom.name: write secretKeyRef: { name: …, key: … }, or configMapKeyRef`,
  ],
  [{ envFrom: [{ configMap: { name: 'a' } }] }, `${C}.envFrom[0].configMap: it is called configMapRef`],
  [{ envFrom: [{ name: 'a' }] }, `${C}.envFrom[0].name: write configMapRef: { name: … }, or secretRef`],
  [{ ports: [{ number: 80 }] }, `${C}.ports[0].number: it is called containerPort`],
  [{ resources: { cpu: 1 } }, `${C}.resources.cpu: it belongs in requests and limits`],
  [{ livenessProbe: { path: '/x', port: 80 } }, `${C}.livenessProbe.path: write httpGet: { path: "/x", port: 80 }`],
  [{ livenessProbe: { port: 'http' } }, `${C}.livenessProbe.port: write tcpSocket: { port: "http" }`],
  [{ livenessProbe: { command: ['a'] } }, `${C}.livenessProbe.command: write exec: { command: ["a"] }`],
  [{ livenessProbe: { http: { port: 80 } } }, `${C}.livenessProbe.http: it is called httpGet`],
  [
    { livenessProbe: { tcpSocket: { port: 80 }, timeout: 5 } },
    `${C}.livenessProbe.timeout: Did you mean "timeoutSeconds"?`,
  ],
  [
    { lifecycle: { postStart: { command: ['a'] } } },
    `${C}.lifecycle.postStart.command: write exec: { command: ["a"] }`,
  ],
  [{ securityContext: { user: 5 } }, `${C}.securityContext.user: it is called runAsUser`],
  [{ volumeMounts: [{ data: '/x' }] }, `${C}.volumeMounts[0].data: write { name: "data", mountPath: "/x" }`],
  // Nothing resembles it.
  [{ constructor: 5 }, `${C}.constructor: undefined`],
];

test.each(OF_CONTAINERS)('in a container: %j', (fields, expected) => {
  expect(hintsAbout(podWith({}, fields))).toEqual([expected]);
});

const OF_VOLUMES: readonly Row[] = [
  [{ persistentVolumeClaim: { name: 'a' } }, 'persistentVolumeClaim.name: it is called claimName'],
  [{ secret: { name: 'a' } }, 'secret.name: it is called secretName'],
  [{ configMap: { configMapName: 'a' } }, 'configMap.configMapName: it is called name'],
  [{ emptyDir: { size: '1Gi' } }, 'emptyDir.size: it is called sizeLimit'],
  [{ configMap: { name: 'a', items: [{ b: 'c' }] } }, 'configMap.items[0].b: write { key: "b", path: "c" }'],
  [{ ephemeral: { spec: {} } }, 'ephemeral.spec: it belongs in volumeClaimTemplate'],
  // What is missing is what was meant.
  [{ persistentVolumeClaim: { foo: 'a' } }, 'persistentVolumeClaim.foo: claimName is missing here: was it meant?'],
];

test.each(OF_VOLUMES)('in a volume: %j', (source, expected) => {
  const mounted = { volumeMounts: [{ name: 'data', mountPath: '/data' }] };
  expect(hintsAbout(podWith({ volumes: [{ name: 'data', ...source }] }, mounted))).toEqual([
    `spec.volumes[0].${expected}`,
  ]);
});

const template = { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'a', image: 'a:1' }] } };
const HOST_PATH = { accessModes: ['ReadWriteOnce'], hostPath: { path: '/x' } };
const ENDING = { spec: { ...template.spec, restartPolicy: 'Never' } };
const paths = (backend: object) => [{ path: '/', pathType: 'Prefix', backend }];
const rules = (backend: object) => ({ rules: [{ http: { paths: paths(backend) } }] });
const BACKEND = 'spec.rules[0].http.paths[0].backend';
const ACCESS = { accessModes: ['ReadWriteOnce'] };
const STORAGE = 'write resources: { requests: { storage: "1Gi" } }';

const OF_OTHERS: readonly (readonly [string, string, object, string])[] = [
  [
    'networking.k8s.io/v1',
    'Ingress',
    rules({ serviceName: 'web', servicePort: 80 }),
    `${BACKEND}.serviceName: write service: { name: "web", port: { number: 80 } }`,
  ],
  [
    'networking.k8s.io/v1',
    'Ingress',
    rules({ servicePort: 'http', serviceName: 'web' }),
    `${BACKEND}.servicePort: write service: { name: "web", port: { name: "http" } }`,
  ],
  [
    'networking.k8s.io/v1',
    'Ingress',
    rules({ service: 'web', port: { number: 80 } }),
    `${BACKEND}.service: write { name: "web", port: { number: … } }`,
  ],
  ['networking.k8s.io/v1', 'Ingress', { backend: { serviceName: 'web' } }, 'spec.backend: it is called defaultBackend'],
  ['v1', 'Service', { ports: [{ containerPort: 80 }] }, 'spec.ports[0].containerPort: it is called port'],
  [
    'v1',
    'Service',
    { ports: [{ port: 80, containerPort: 80 }] },
    'spec.ports[0].containerPort: it is called targetPort',
  ],
  ['v1', 'Service', { port: 80, targetPort: 8080 }, 'spec.port: write ports: [{ port: 80, targetPort: 8080 }]'],
  [
    'v1',
    'Service',
    { ports: [{ port: 80 }], replicas: 2 },
    'spec.replicas: it is a field of Deployments, StatefulSets',
  ],
  ['v1', 'PersistentVolumeClaim', { ...ACCESS, storage: '1Gi' }, `spec.storage: ${STORAGE}`],
  ['v1', 'PersistentVolumeClaim', { ...ACCESS, capacity: { storage: '1Gi' } }, `spec.capacity: ${STORAGE}`],
  ['v1', 'PersistentVolumeClaim', { ...ACCESS, requests: { storage: '1Gi' } }, `spec.requests: ${STORAGE}`],
  [
    'v1',
    'PersistentVolumeClaim',
    { ...ACCESS, resources: { storage: '1Gi' } },
    'spec.resources.storage: it belongs in requests',
  ],
  [
    'v1',
    'PersistentVolumeClaim',
    { ...ACCESS, resources: { request: {} } },
    'spec.resources.request: Did you mean "requests"?',
  ],
  ['apps/v1', 'Deployment', { selector: { app: 'a' }, template }, 'spec.selector.app: write matchLabels: { app: "a" }'],
  [
    'apps/v1',
    'DaemonSet',
    { replicas: 2, selector: { matchLabels: { app: 'a' } }, template },
    'spec.replicas: remove it: a DaemonSet runs one pod on each node',
  ],
  [
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    {
      maxReplicas: 2,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' },
      targetCPUUtilizationPercentage: 80,
    },
    'spec.targetCPUUtilizationPercentage: write metrics: ' +
      '[{ type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 80 } } }]',
  ],
  [
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    {
      maxReplicas: 2,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' },
      metrics: [{ type: 'Resource', resource: { name: 'cpu', targetAverageUtilization: 80 } }],
    },
    'spec.metrics[0].resource.targetAverageUtilization: ' +
      'write target: { type: "Utilization", averageUtilization: 80 }',
  ],
  ['v1', 'PersistentVolume', { ...HOST_PATH, storage: '1Gi' }, 'spec.storage: write capacity: { storage: "1Gi" }'],
  [
    'v1',
    'PersistentVolume',
    { ...HOST_PATH, resources: { requests: { storage: '1Gi' } } },
    'spec.resources: write capacity: { storage: "1Gi" }',
  ],
  ['v1', 'ResourceQuota', { cpu: 1, 'limits.cpu': 2 }, 'spec.cpu: write hard: { cpu: 1, "limits.cpu": 2 }'],
  [
    'apps/v1',
    'StatefulSet',
    {
      selector: { matchLabels: { app: 'a' } },
      template,
      volumeClaimTemplates: [{ name: 'd', spec: { ...ACCESS, resources: { requests: { storage: '1Gi' } } } }],
    },
    'spec.volumeClaimTemplates[0].name: it belongs in metadata',
  ],
  ...['persistentVolumeClaims', 'volumeClaims'].map((field): [string, string, object, string] => [
    'apps/v1',
    'StatefulSet',
    { selector: { matchLabels: { app: 'a' } }, template, [field]: [] },
    `spec.${field}: it is called volumeClaimTemplates`,
  ]),
  [
    'apps/v1',
    'Deployment',
    { selector: { matchLabels: { app: 'a' } }, containers: template.spec.containers },
    'spec.containers: it belongs in spec.template.spec',
  ],
  [
    'apps/v1',
    'Deployment',
    { selector: { matchExpressions: [{ key: 'app', operator: 'In', value: 'a' }] }, template },
    'spec.selector.matchExpressions[0].value: Did you mean "values"?',
  ],
  [
    'batch/v1',
    'CronJob',
    { schedule: '@daily', jobTemplate: { spec: { containers: template.spec.containers } } },
    'spec.jobTemplate.spec.containers: it belongs in spec.jobTemplate.spec.template.spec',
  ],
  ['batch/v1', 'Job', { schedule: '@daily', template: ENDING }, 'spec.schedule: it is a field of CronJobs'],
];

test.each(OF_OTHERS)('%s %s with %j', (apiVersion, kind, spec, expected) => {
  expect(hintsAbout(objectWith(apiVersion, kind, spec))).toEqual([expected]);
});

test.each<[string, object, string]>([
  ['ConfigMap', { name: 'a' }, 'name: it belongs in metadata'],
  [
    'ConfigMap',
    { metadata: { name: 'a' }, spec: { data: {} } },
    'spec: this kind has no spec: write its fields at the top level',
  ],
  ['ConfigMap', { metadata: { name: 'a' }, 'conf.yaml': 'a' }, 'conf.yaml: keys belong in data'],
  ['ConfigMap', { metadata: { name: 'a' }, stringData: {} }, 'stringData: it is called data'],
  ['Secret', { metadata: { name: 'a' }, conf: 'a' }, 'conf: keys belong in stringData'],
])('%s with %j', (kind, fields, expected) => {
  expect(hintsAbout({ apiVersion: 'v1', kind, ...fields })).toEqual([expected]);
});
