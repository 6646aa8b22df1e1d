import { joined } from '../../src/apimachinery/finding';
import { NEWEST_MINOR } from '../../src/apimachinery/schema';
import { isObject } from '../../src/text/json-value';
import { validateManifest } from '../../src/validation/validate';
import { objectWith } from '../fixtures/hints';

const found = (manifest: unknown) =>
  joined(validateManifest(manifest, NEWEST_MINOR))
    .filter(({ severity }) => severity === 'error')
    .map(({ path, hint }) => (hint?.startsWith('did you mean one item') ? `${path}: ${hint.slice(23)}` : path));

const main = { name: 'main', image: 'a.example.test/a:1' };
const withContainers = (containers: unknown) => ({ containers });
const inMain = (fields: object) => withContainers([{ ...main, ...fields }]);

const POD_ROWS: [string, object, string[]][] = [
  [
    'a container',
    withContainers([{ name: 'a' }, { image: 'b:1', args: ['c'] }]),
    ['containers[0].image: Write image without the dash, under name'],
  ],
  [
    'a container after a complete one',
    withContainers([main, { image: 'b:1' }, { name: 'a' }]),
    ['containers[1].name: Write name without the dash, under image'],
  ],
  [
    'an init container',
    { ...withContainers([main]), initContainers: [{ name: 'a' }, { image: 'b:1' }] },
    ['initContainers[0].image: Write image without the dash, under name'],
  ],
  [
    'two containers, each in two parts',
    withContainers([{ name: 'a' }, { image: 'a:1' }, { name: 'b' }, { image: 'b:1' }]),
    [
      'containers[0].image: Write image without the dash, under name',
      'containers[2].image: Write image without the dash, under name',
    ],
  ],
  [
    'the end of a container',
    withContainers([main, { ports: [{ containerPort: 80 }] }]),
    ['containers[1].name: Write ports without the dash, under name'],
  ],
  [
    'a container in three parts',
    withContainers([{ name: 'a' }, { image: 'a:1' }, { args: ['b'] }]),
    ['containers[0].image: Write image and args without the dash, under name'],
  ],
  [
    'a variable',
    inMain({ env: [{ name: 'A' }, { value: 'b' }] }),
    ['containers[0].env[1].name: Write value without the dash, under name'],
  ],
  [
    'a port',
    inMain({ ports: [{ name: 'http' }, { containerPort: 80, protocol: 'TCP' }] }),
    ['containers[0].ports[0].containerPort: Write containerPort without the dash, under name'],
  ],
  [
    'a mount',
    { ...inMain({ volumeMounts: [{ name: 'v' }, { mountPath: '/v' }] }), volumes: [{ name: 'v', emptyDir: {} }] },
    ['containers[0].volumeMounts[0].mountPath: Write mountPath without the dash, under name'],
  ],
  [
    'a volume',
    { ...withContainers([main]), volumes: [{ name: 'v' }, { emptyDir: {} }] },
    ['volumes[1].name: Write emptyDir without the dash, under name'],
  ],
  ['a container without an image', withContainers([{ name: 'a' }, main]), ['containers[0].image']],
  [
    'two containers that lack the same',
    withContainers([{ name: 'a' }, { name: 'b' }]),
    ['containers[0].image', 'containers[1].image'],
  ],
  [
    'containers that lack more than the others have',
    withContainers([{ args: ['a'] }, { image: 'b:1' }]),
    ['containers[0].name', 'containers[0].image', 'containers[1].name', 'containers[1].name'],
  ],
  ['an empty container', withContainers([main, {}]), ['containers[1].name', 'containers[1].image']],
  [
    'a variable without a name',
    inMain({ env: [{ name: 'A', value: 'b' }, { valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] }),
    ['containers[0].env[1].name'],
  ],
  ['values that are not objects', withContainers([null, { image: 'a:1' }]), []],
];

test.each(POD_ROWS)('%s', (_, spec, expected) => {
  const manifest = objectWith('v1', 'Pod', spec);
  const paths = found(manifest);
  if (!Object.values(spec).flat().every(isObject)) return expect(paths.join()).not.toContain('Write');
  expect(paths).toEqual(expected.map((text) => `spec.${text}`));
});

const CLAIM = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
const template = { metadata: { labels: { app: 'a' } }, spec: withContainers([main]) };
const selector = { matchLabels: { app: 'a' } };

test.each<[string, object, string]>([
  [
    'Deployment',
    { selector, template: { ...template, spec: withContainers([{ name: 'a' }, { image: 'b:1' }]) } },
    'spec.template.spec.containers[0].image: Write image without the dash, under name',
  ],
  [
    'StatefulSet',
    { selector, template, volumeClaimTemplates: [{ metadata: { name: 'data' } }, { spec: CLAIM }] },
    'spec.volumeClaimTemplates[0].spec.accessModes: Write spec without the dash, under metadata',
  ],
])('in a %s', (kind, spec, expected) => expect(found(objectWith('apps/v1', kind, spec))).toEqual([expected]));

test.each<[string, object, string]>([
  [
    'Ingress',
    {
      spec: {
        rules: [
          {
            http: {
              paths: [
                { path: '/' },
                { pathType: 'Prefix' },
                { backend: { service: { name: 'a', port: { number: 80 } } } },
              ],
            },
          },
        ],
      },
    },
    'spec.rules[0].http.paths[0].pathType: Write pathType and backend without the dash, under path',
  ],
  [
    'Role',
    { rules: [{ apiGroups: [''] }, { resources: ['pods'] }, { verbs: ['get'] }] },
    'rules[0].verbs: Write resources and verbs without the dash, under apiGroups',
  ],
])('an item in three parts in a %s', (kind, fields, expected) => {
  const apiVersion = kind === 'Role' ? 'rbac.authorization.k8s.io/v1' : 'networking.k8s.io/v1';
  expect(found({ apiVersion, kind, metadata: { name: 'a' }, ...fields })).toEqual([expected]);
});

test('the findings of the server stay, as echoes', () => {
  const manifest = objectWith('v1', 'Pod', withContainers([{ name: 'a' }, { image: 'b:1' }]));
  const marks = validateManifest(manifest, NEWEST_MINOR).map(({ path, isEcho = false }) => [path, isEcho]);
  expect(marks).toEqual([
    ['spec.containers[0].image', false],
    ['spec.containers[1].name', true],
  ]);
});
