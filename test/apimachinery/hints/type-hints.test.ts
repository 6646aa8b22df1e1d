import { hintsAbout, objectWith, podWith } from '../../fixtures/hints';

/** Values of wrong types, and what the one finding about each says to write. */
type Row = readonly [fields: object, hint: string];

const C = 'spec.containers[0]';

const OF_CONTAINERS: readonly Row[] = [
  [{ env: ['A=b=c'] }, `${C}.env[0]: write { name: "A", value: "b=c" }`],
  [{ env: ['A'] }, `${C}.env[0]: write { name: "A", value: … }`],
  [{ env: ['DB_PASSWORD=x'] }, `${C}.env[0]: write { name: "DB_PASSWORD", value: … }`],
  [{ env: [{ name: 'A', value: ['b'] }] }, `${C}.env[0].value: write one text`],
  [{ env: 'A=b' }, `${C}.env: write a list: [{ name: "A", value: "b" }]`],
  [{ env: { A: 'b' } }, `${C}.env: write a list: [{ name: "A", value: "b" }]`],
  // YAML may have read 1.10.
  [{ env: { A: 1.1 } }, `${C}.env: write a list: [{ name: "A", value: … }]`],
  [
    { env: { A: { secretKeyRef: { name: 's', key: 'k' } } } },
    `${C}.env: write a list: [{ name: "A", valueFrom: { secretKeyRef: { name: "s", key: "k" } } }]`,
  ],
  [
    { env: [{ name: 'A', value: { secretKeyRef: {} } }] },
    `${C}.env[0].value: a value that is read from elsewhere belongs in valueFrom, in place of value`,
  ],
  [{ env: [{ name: 'A', value: ['b', 'c'] }] }, `${C}.env[0].value: write one text`],
  [{ env: [{ name: 'A', valueFrom: 's' }] }, `${C}.env[0].valueFrom: write { secretKeyRef: { name: …, key: … } }`],
  [{ envFrom: ['conf'] }, `${C}.envFrom[0]: write { configMapRef: { name: "conf" } }`],
  [{ envFrom: [{ secretRef: 's' }] }, `${C}.envFrom[0].secretRef: write { name: "s" }`],
  [{ envFrom: { secretRef: { name: 's' } } }, `${C}.envFrom: write a list: [{ secretRef: { name: "s" } }]`],
  [{ ports: [8081] }, `${C}.ports[0]: write { containerPort: 8081 }`],
  [{ ports: ['8080:80'] }, `${C}.ports[0]: write { containerPort: 80 }`],
  [{ ports: ['53/udp'] }, `${C}.ports[0]: write { containerPort: 53, protocol: "UDP" }`],
  [{ ports: ['http'] }, `${C}.ports[0]: write { name: "http", containerPort: … }`],
  [{ ports: 8081 }, `${C}.ports: write a list: [{ containerPort: 8081 }]`],
  [{ ports: { http: 80 } }, `${C}.ports: write a list: [{ name: "http", containerPort: 80 }]`],
  [{ ports: { containerPort: 80 } }, `${C}.ports: write a list: [{ containerPort: 80 }]`],
  [{ ports: [{ containerPort: '8080:80' }] }, `${C}.ports[0].containerPort: write 80`],
  [{ ports: [{ containerPort: 'http' }] }, `${C}.ports[0].containerPort: write the number of the port`],
  [{ command: 'sh -c x' }, `${C}.command: write a list: ["sh", "-c", "x"]`],
  [{ command: 'a && b' }, `${C}.command: write a list: ["sh", "-c", "a && b"]`],
  [{ command: 'a\nb' }, `${C}.command: write a list: ["sh", "-c", …]`],
  [{ command: 'PASSWORD=x a' }, `${C}.command: write a list: ["sh", "-c", …]`],
  [{ command: ['sh', '-c', ['a']] }, `${C}.command[2]: write "a"`],
  [{ command: ['echo', { a: 'b' }] }, `${C}.command[1]: put it in quotes: "a: b"`],
  [{ command: ['echo', { a: null }] }, `${C}.command[1]: put it in quotes: "a:"`],
  [{ args: '--port 80' }, `${C}.args: write a list: ["--port", "80"]`],
  [{ args: 'a && b' }, `${C}.args: write a list of strings`],
  [{ args: ['--port', 80] }, `${C}.args[1]: put it in quotes: "80"`],
  [{ image: { repository: 'a', tag: '1' } }, `${C}.image: write "a:1"`],
  [{ image: ['a:1'] }, `${C}.image: write "a:1"`],
  [{ resources: '1Gi' }, `${C}.resources: write { limits: { memory: "1Gi" } }`],
  [{ resources: { limits: '1Gi' } }, `${C}.resources.limits: write { memory: "1Gi" }`],
  [{ resources: { limits: '500m' } }, `${C}.resources.limits: write { cpu: "500m" }`],
  [{ resources: { limits: ['cpu=1', 'memory=1Gi'] } }, `${C}.resources.limits: write { cpu: "1", memory: "1Gi" }`],
  [{ resources: { limits: { memory: ['1Gi'] } } }, `${C}.resources.limits[memory]: write "1Gi"`],
  [
    { volumeMounts: ['data:/data:ro'] },
    `${C}.volumeMounts[0]: write { name: "data", mountPath: "/data", readOnly: true }`,
  ],
  [{ volumeMounts: ['./data:/data'] }, `${C}.volumeMounts[0]: write { name: …, mountPath: "/data" }`],
  [{ volumeMounts: ['/data'] }, `${C}.volumeMounts[0]: write { name: …, mountPath: "/data" }`],
  [{ volumeMounts: { data: '/d' } }, `${C}.volumeMounts: write a list: [{ name: "data", mountPath: "/d" }]`],
  [{ volumeMounts: { '/d': 'data' } }, `${C}.volumeMounts: write a list: [{ name: "data", mountPath: "/d" }]`],
  [{ livenessProbe: { httpGet: '/x' } }, `${C}.livenessProbe.httpGet: write { path: "/x", port: … }`],
  [
    { livenessProbe: { httpGet: 'http://localhost:8080/x' } },
    `${C}.livenessProbe.httpGet: write { path: "/x", port: 8080 }`,
  ],
  [{ livenessProbe: { exec: ['a', 'b'] } }, `${C}.livenessProbe.exec: write { command: ["a", "b"] }`],
  [{ livenessProbe: { exec: 'a b' } }, `${C}.livenessProbe.exec: write { command: ["a", "b"] }`],
  [{ livenessProbe: { tcpSocket: 80 } }, `${C}.livenessProbe.tcpSocket: write { port: 80 }`],
  [{ livenessProbe: '/x' }, `${C}.livenessProbe: write { httpGet: { path: "/x", port: … } }`],
  [{ lifecycle: { preStop: ['a'] } }, `${C}.lifecycle.preStop: write { exec: { command: ["a"] } }`],
  [{ lifecycle: { preStop: 'sleep 5' } }, `${C}.lifecycle.preStop: write { exec: { command: ["sleep", "5"] } }`],
  [{ lifecycle: { preStop: { sleep: 5 } } }, `${C}.lifecycle.preStop.sleep: write { seconds: 5 }`],
  [
    { securityContext: { capabilities: ['NET_ADMIN'] } },
    `${C}.securityContext.capabilities: write { add: ["NET_ADMIN"] }`,
  ],
  [
    { securityContext: [{ runAsUser: 5 }, { privileged: false }] },
    `${C}.securityContext: write { runAsUser: 5, privileged: false }`,
  ],
  [{ securityContext: { runAsUser: 'root' } }, `${C}.securityContext.runAsUser: write the number: 0`],
  [{ securityContext: { runAsUser: 'app' } }, `${C}.securityContext.runAsUser: write the number of the id`],
  [{ securityContext: { privileged: 'yes' } }, `${C}.securityContext.privileged: write true`],
  [{ securityContext: { privileged: 0 } }, `${C}.securityContext.privileged: write false`],
  [
    { securityContext: { seccompProfile: 'RuntimeDefault' } },
    `${C}.securityContext.seccompProfile: write { type: "RuntimeDefault" }`,
  ],
];

test.each(OF_CONTAINERS)('in a container: %j', (fields, expected) => {
  expect(hintsAbout(podWith({}, fields))).toEqual([expected]);
});

const OF_PODS: readonly Row[] = [
  [{ activeDeadlineSeconds: '1h' }, 'spec.activeDeadlineSeconds: write seconds: 3600'],
  [{ activeDeadlineSeconds: 'soon' }, 'spec.activeDeadlineSeconds: write seconds, such as 3600'],
  [{ activeDeadlineSeconds: 1.5 }, 'spec.activeDeadlineSeconds: write 1 or 2'],
  [{ activeDeadlineSeconds: [5] }, 'spec.activeDeadlineSeconds: write 5'],
  [{ priority: 'high' }, 'spec.priority: a name belongs in priorityClassName'],
  [{ nodeSelector: ['disk=ssd'] }, 'spec.nodeSelector: write { disk: "ssd" }'],
  [{ nodeSelector: 'disk: ssd' }, 'spec.nodeSelector: write { disk: "ssd" }'],
  [{ nodeSelector: 'a=b,c=d' }, 'spec.nodeSelector: write { a: "b", c: "d" }'],
  [{ nodeSelector: [{ key: 'disk', value: 'ssd' }] }, 'spec.nodeSelector: write { disk: "ssd" }'],
  [{ nodeSelector: [{ disk: 'ssd' }, { gpu: true }] }, 'spec.nodeSelector: write { disk: "ssd", gpu: … }'],
  [{ nodeSelector: 'gpu' }, 'spec.nodeSelector: write names and values: { name: "value" }'],
  [
    { nodeSelector: { disk: ['ssd', 'hdd'] } },
    'spec.nodeSelector[disk]: write one text for each key; ' +
      'for one of several, use affinity.nodeAffinity with operator In',
  ],
  [
    { tolerations: { key: 'a', operator: 'Exists' } },
    'spec.tolerations: write a list: [{ key: "a", operator: "Exists" }]',
  ],
  [
    { tolerations: ['a=b:NoSchedule'] },
    'spec.tolerations[0]: write { key: "a", operator: "Equal", value: "b", effect: "NoSchedule" }',
  ],
  [
    { tolerations: ['a:NoExecute'] },
    'spec.tolerations[0]: write { key: "a", operator: "Exists", effect: "NoExecute" }',
  ],
  [{ imagePullSecrets: ['reg'] }, 'spec.imagePullSecrets[0]: write { name: "reg" }'],
  [{ imagePullSecrets: 'reg' }, 'spec.imagePullSecrets: write a list: [{ name: "reg" }]'],
  [{ serviceAccountName: { name: 'a' } }, 'spec.serviceAccountName: write "a"'],
  [{ hostAliases: ['1.2.3.4 a b'] }, 'spec.hostAliases[0]: write { ip: "1.2.3.4", hostnames: ["a", "b"] }'],
  [
    { initContainers: { setup: { image: 'a:1' } } },
    'spec.initContainers: write a list: [{ name: "setup", image: "a:1" }]',
  ],
  [{ initContainers: ['a:1'] }, 'spec.initContainers[0]: write { name: …, image: "a:1" }'],
  [{ dnsConfig: { options: ['ndots:1'] } }, 'spec.dnsConfig.options[0]: its fields are name, value'],
];

test.each(OF_PODS)('in a pod: %j', (fields, expected) => {
  expect(hintsAbout(podWith(fields))).toEqual([expected]);
});

const OF_VOLUMES: readonly Row[] = [
  [{ persistentVolumeClaim: 'data' }, '.persistentVolumeClaim: write { claimName: "data" }'],
  [{ configMap: 'conf' }, '.configMap: write { name: "conf" }'],
  [{ secret: 's' }, '.secret: write { secretName: "s" }'],
  [{ secret: ['s'] }, '.secret: write { secretName: "s" }'],
  [{ hostPath: '/x' }, '.hostPath: write { path: "/x" }'],
  [{ emptyDir: true }, '.emptyDir: write {}'],
  [{ emptyDir: 'Memory' }, '.emptyDir: write { medium: "Memory" }'],
  [{ nfs: 'server:/x' }, '.nfs: write { server: "server", path: "/x" }'],
  [{ configMap: { name: 'a', items: ['b'] } }, '.configMap.items[0]: write { key: "b", path: "b" }'],
  [{ configMap: { name: 'a', items: { b: 'c' } } }, '.configMap.items: write a list: [{ key: "b", path: "c" }]'],
  [{ projected: [{ secret: { name: 'a' } }] }, '.projected: write { sources: [{ secret: { name: "a" } }] }'],
  [
    { downwardAPI: { items: [{ path: 'a', fieldRef: 'metadata.name' }] } },
    '.downwardAPI.items[0].fieldRef: write { fieldPath: "metadata.name" }',
  ],
];

test.each(OF_VOLUMES)('in a volume: %j', (source, expected) => {
  const mounted = { volumeMounts: [{ name: 'data', mountPath: '/data' }] };
  const pod = podWith({ volumes: [{ name: 'data', ...source }] }, mounted);
  expect(hintsAbout(pod)).toEqual([`spec.volumes[0]${expected}`]);
});

const PORTS = [{ port: 80 }];
const ACCESS = { accessModes: ['ReadWriteOnce'] };
const paths = (number: unknown) => [
  { path: '/', pathType: 'Prefix', backend: { service: { name: 'a', port: { number } } } },
];
const OF_OTHERS: readonly (readonly [string, string, object, string])[] = [
  [
    'networking.k8s.io/v1',
    'Ingress',
    { rules: [{ http: { paths: paths('80') } }] },
    'spec.rules[0].http.paths[0].backend.service.port.number: write it without quotes: 80',
  ],
  [
    'networking.k8s.io/v1',
    'NetworkPolicy',
    { podSelector: {}, ingress: [{ ports: [80] }] },
    'spec.ingress[0].ports[0]: write { port: 80 }',
  ],
  [
    'networking.k8s.io/v1',
    'NetworkPolicy',
    { podSelector: {}, egress: [{ to: [{ ipBlock: '10.0.0.0/8' }] }] },
    'spec.egress[0].to[0].ipBlock: write { cidr: "10.0.0.0/8" }',
  ],
  ['v1', 'Service', { ports: [80] }, 'spec.ports[0]: write { port: 80 }'],
  ['v1', 'Service', { ports: ['80:8080'] }, 'spec.ports[0]: write { port: 80, targetPort: 8080 }'],
  ['v1', 'Service', { ports: [{ port: '80:8080' }] }, 'spec.ports[0].port: write 80'],
  [
    'v1',
    'Service',
    { ports: PORTS, selector: { matchLabels: { app: 'a', gpu: true } } },
    'spec.selector[matchLabels]: write the labels themselves in selector: { app: "a", gpu: … }',
  ],
  [
    'v1',
    'Service',
    { ports: PORTS, selector: { matchExpressions: [] } },
    'spec.selector[matchExpressions]: write labels in selector: it has no expressions',
  ],
  [
    'v1',
    'PersistentVolumeClaim',
    { accessModes: 'RWO', resources: { requests: { storage: '1Gi' } } },
    'spec.accessModes: write a list: ["ReadWriteOnce"]',
  ],
  [
    'v1',
    'PersistentVolumeClaim',
    { ...ACCESS, resources: { requests: '1Gi' } },
    'spec.resources.requests: write { storage: "1Gi" }',
  ],
  [
    'v1',
    'PersistentVolumeClaim',
    { ...ACCESS, resources: '1Gi' },
    'spec.resources: write { requests: { storage: "1Gi" } }',
  ],
  [
    'networking.k8s.io/v1',
    'Ingress',
    { defaultBackend: { service: { name: 'a', port: 80 } } },
    'spec.defaultBackend.service.port: write { number: 80 }',
  ],
  [
    'networking.k8s.io/v1',
    'Ingress',
    { defaultBackend: 'a' },
    'spec.defaultBackend: write { service: { name: "a", port: { number: … } } }',
  ],
  [
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    {
      maxReplicas: 2,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' },
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: '80%' } } },
      ],
    },
    'spec.metrics[0].resource.target.averageUtilization: write 80',
  ],
];

test.each(OF_OTHERS)('%s %s with %j', (apiVersion, kind, spec, expected) => {
  expect(hintsAbout(objectWith(apiVersion, kind, spec))).toEqual([expected]);
});

const TEXT = 'make it one text: write "|" after the key, or put it in quotes';

test.each<[string, object, string]>([
  ['ConfigMap', { data: { a: ['b'] } }, `data[a]: ${TEXT}`],
  ['ConfigMap', { data: { a: { b: 'c' } } }, `data[a]: ${TEXT}`],
  ['ConfigMap', { data: 'a: b' }, 'data: write { a: "b" }'],
  ['ConfigMap', { data: ['password=hunter2'] }, 'data: write { password: … }'],
  ['Secret', { stringData: { a: { b: 'c' } } }, `stringData[a]: ${TEXT}`],
  ['Secret', { stringData: ['a=hunter2'] }, 'stringData: write { a: … }'],
  ['Secret', { data: { a: 5 } }, 'data[a]: write base64, or text in quotes in stringData'],
])('%s with %j', (kind, fields, expected) => {
  expect(hintsAbout({ apiVersion: 'v1', kind, metadata: { name: 'a' }, ...fields })).toEqual([expected]);
});
