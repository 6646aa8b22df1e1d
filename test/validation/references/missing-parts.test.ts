import { config, deployment, found, object, service } from './found';

const env = (name: string, key: string, more: object = {}) =>
  deployment('web', {
    containers: [{ name: 'main', env: [{ name: 'A', valueFrom: { configMapKeyRef: { name, key, ...more } } }] }],
  });
const volume = (fields: object, subPath = '') =>
  deployment('web', {
    containers: [{ name: 'main', volumeMounts: [{ name: 'v', mountPath: '/v', subPath }] }],
    volumes: [{ name: 'v', ...fields }],
  });
const LEVEL = { key: 'level', path: 'level.txt' };
const projected = (subPath: string, ...others: object[]) =>
  volume({ projected: { sources: [{ configMap: { name: 'settings' } }, ...others] } }, subPath);
const KEY =
  'the ConfigMap "settings" (#0) has no key "levle", so the pods never start. Declared keys: "level". Did you';
const MOUNTED = KEY.replace('the pods never start', 'an empty directory is mounted in its place');
const settings = config('settings');

test.each<[string, object[]]>([
  ['a key', [settings, env('settings', 'level')]],
  ['an optional key', [settings, env('settings', 'levle', { optional: true })]],
  ['of what may live elsewhere', [env('settings', 'levle')]],
  [
    'of an alternative file',
    [
      config('settings', { unit: 'a' }),
      { ...env('settings', 'levle'), unit: 'b' },
      { ...env('settings', 'level'), unit: 'a' },
    ],
  ],
  ['of another directory', [config('settings', { scope: 'other' }), env('settings', 'levle')]],
  ['of another namespace', [config('settings', { namespace: 'other' }), env('settings', 'levle')]],
  ['of what somebody else fills', [config('settings', { data: {} }), env('settings', 'levle')]],
  ['of one of two', [settings, config('settings', { data: { levle: '' } }), env('settings', 'levle')]],
  ['a custom resource may add keys', [settings, object('acme.io/v1', 'Filled', 'settings'), env('settings', 'levle')]],
  ['a file', [settings, volume({ configMap: { name: 'settings' } }, 'level')]],
  ['a file of which the items decide', [settings, volume({ configMap: { name: 'settings', items: [LEVEL] } }, 'x')]],
  ['a file of an optional object', [settings, volume({ configMap: { name: 'settings', optional: true } }, 'x')]],
  ['a projected file', [settings, projected('level')]],
  ['a projected file of one of two objects', [settings, projected('x', { secret: { name: 'other' } })]],
  ['a projected file that an item names', [settings, projected('x/y', { secret: { items: [{ path: 'x/y' }] } })]],
  ['a directory above all files', [settings, volume({ configMap: { name: 'settings' } }, '..data')]],
  ['a file of another volume', [settings, volume({ emptyDir: {} }, 'x')]],
])('no warning about %s', (_, objects) => expect(found(objects)).toEqual([]));

test.each<[string, object[], string]>([
  [
    'a variable',
    [settings, env('settings', 'levle')],
    `spec.template.spec.containers[0].env[0].valueFrom.configMapKeyRef.key: ${KEY}`,
  ],
  [
    'an item',
    [settings, volume({ configMap: { name: 'settings', items: [{ key: 'levle' }] } })],
    `spec.template.spec.volumes[0].configMap.items[0].key: ${KEY}`,
  ],
  [
    'a projected item',
    [settings, volume({ projected: { sources: [{ configMap: { name: 'settings', items: [{ key: 'levle' }] } }] } })],
    `spec.template.spec.volumes[0].projected.sources[0].configMap.items[0].key: ${KEY}`,
  ],
  [
    'a file',
    [settings, volume({ configMap: { name: 'settings' } }, 'levle')],
    `spec.template.spec.containers[0].volumeMounts[0].subPath: ${MOUNTED}`,
  ],
  [
    'a file of all keys',
    [settings, volume({ configMap: { name: 'settings', items: [] } }, 'levle')],
    `spec.template.spec.containers[0].volumeMounts[0].subPath: ${MOUNTED}`,
  ],
  [
    'a projected file, and no other source has it',
    [settings, projected('levle', { downwardAPI: { items: [{ path: 'labels' }] } })],
    `spec.template.spec.containers[0].volumeMounts[0].subPath: ${MOUNTED}`,
  ],
  [
    'the nearest of two',
    [settings, config('settings', { data: { levle: '' }, unit: 'other' }), env('settings', 'levle')],
    `spec.template.spec.containers[0].env[0].valueFrom.configMapKeyRef.key: ${KEY}`,
  ],
])('%s', (_, objects, expected) => {
  expect(found(objects)).toEqual([expect.stringContaining(`WARN-KEY-MISSING Deployment/web ${expected}`)]);
});

const tls = (secret: object) => [
  object('v1', 'Secret', 'cert', secret),
  object('networking.k8s.io/v1', 'Ingress', 'web', { spec: { tls: [{ secretName: 'cert' }] } }),
];

test('the Secret of an Ingress must have a certificate', () => {
  expect(found(tls({ data: { 'tls.crt': '', 'tls.key': '' } }))).toEqual([]);
  expect(found(tls({}))).toEqual([]);
  expect(found(tls({ stringData: { cert: '', 'tls.key': '' } }))).toEqual([
    expect.stringContaining(
      'WARN-KEY-MISSING Ingress/web spec.tls[0].secretName: the Secret "cert" (#0) has no key "tls.crt", so the ' +
        'ingress controller has no certificate',
    ),
  ]);
});

const web = service('web', { ports: [{ name: 'http', port: 80, targetPort: 8080 }] });
const ingress = (port: object) =>
  object('networking.k8s.io/v1', 'Ingress', 'in', {
    spec: { rules: [{ http: { paths: [{ backend: { service: { name: 'web', port } } }] } }] },
  });
const hook = (port?: number, namespace?: string) => ({ clientConfig: { service: { name: 'web', namespace, port } } });
const webhook = (...args: Parameters<typeof hook>) =>
  object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', 'in', { webhooks: [hook(...args)] });
const conversion = object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'in', {
  spec: { conversion: { webhook: hook() } },
});
const api = object('apiregistration.k8s.io/v1', 'APIService', 'in', { spec: hook(8080).clientConfig });
const route = (kind: string, backend: object) =>
  object('gateway.networking.k8s.io/v1', kind, 'in', { spec: { rules: [{}, { backendRefs: [{}, backend] }] } });
const NO_PORT = 'the Service "web" (#0) has no port';

test.each<[string, object[]]>([
  ['a number', [web, ingress({ number: 80 })]],
  ['a name', [web, ingress({ name: 'http' })]],
  ['a Service that may live elsewhere', [ingress({ number: 81 })]],
  ['a Service of another namespace', [service('web', {}, 'other'), ingress({ number: 81 })]],
  ['outside of the cluster', [service('web', { type: 'ExternalName', ports: [] }), ingress({ number: 81 })]],
  ['a webhook', [web, webhook(80)]],
  ['a route', [web, route('HTTPRoute', { name: 'web', port: 80 })]],
  [
    'a route to another object than a Service',
    [web, route('HTTPRoute', { group: 'a.b', kind: 'Bucket', name: 'web', port: 81 })],
  ],
  ['a route to another namespace', [web, route('HTTPRoute', { name: 'web', namespace: 'other', port: 81 })]],
  ['a webhook elsewhere', [web, webhook(81, 'other')]],
])('no warning about ports: %s', (_, objects) => expect(found(objects)).toEqual([]));

test.each<[string, object[], string]>([
  [
    'a number',
    [web, ingress({ number: 8080 })],
    `spec.rules[0].http.paths[0].backend.service.port.number: ${NO_PORT} 8080, so requests fail. ` +
      'Declared ports: "80". 8080 is the targetPort of 80.',
  ],
  [
    'a name',
    [web, ingress({ name: 'htpp' })],
    `spec.rules[0].http.paths[0].backend.service.port.name: ${NO_PORT} "htpp", so requests fail. ` +
      'Declared ports: "http". Did you mean "http"?',
  ],
  [
    'a route',
    [web, route('HTTPRoute', { name: 'web', port: 8080 })],
    `spec.rules[1].backendRefs[1].port: ${NO_PORT} 8080, so requests fail. Declared ports: "80". 8080 is the`,
  ],
  [
    'a route of another protocol',
    [web, route('GRPCRoute', { kind: 'Service', name: 'web', port: 81 })],
    `spec.rules[1].backendRefs[1].port: ${NO_PORT} 81, so requests fail. Declared ports: "80".`,
  ],
  ['the default of a webhook', [web, webhook()], `webhooks[0].clientConfig.service.port: ${NO_PORT} 443, so the API`],
  ['a conversion', [web, conversion], `spec.conversion.webhook.clientConfig.service.port: ${NO_PORT} 443, so the API`],
  ['an aggregated API', [web, api], `spec.service.port: ${NO_PORT} 8080, so the API server cannot call it. Declared`],
])('a warning about ports that a Service lacks: %s', (_, objects, expected) => {
  expect(found(objects)).toEqual([expect.stringMatching(/^WARN-SERVICE-PORT /)]);
  expect(found(objects)[0]).toContain(expected);
});
