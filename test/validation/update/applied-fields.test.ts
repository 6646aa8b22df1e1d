import { serverApplied } from '../../../src/validation/update/applied-fields';

const ports = [
  { containerPort: 80, protocol: 'TCP', name: 'http' },
  { containerPort: 81, protocol: 'TCP' },
];
const object = (managedFields: any[]) => ({
  metadata: { name: 'x', labels: { a: '1', b: '2' }, finalizers: ['a.b/c', 'd.e/f'], managedFields },
  spec: { replicas: 1, selector: { matchLabels: { a: '1' } }, ports },
});
const entry = (manager: string, fieldsV1: any, more: any = {}) => ({ manager, operation: 'Apply', fieldsV1, ...more });

test.each<[string, any[], any]>([
  ['nothing', [], {}],
  ['a field', [entry('kubectl', { 'f:spec': { 'f:replicas': {} } })], { spec: { replicas: 1 } }],
  [
    'a struct as a whole',
    [entry('kubectl', { 'f:spec': { 'f:selector': {} } })],
    { spec: { selector: { matchLabels: { a: '1' } } } },
  ],
  [
    'a key of a map',
    [entry('kubectl', { 'f:metadata': { 'f:labels': { '.': {}, 'f:b': {} } } })],
    { metadata: { labels: { b: '2' } } },
  ],
  [
    'a value of a set',
    [entry('kubectl', { 'f:metadata': { 'f:finalizers': { 'v:"d.e/f"': {} } } })],
    { metadata: { finalizers: ['d.e/f'] } },
  ],
  [
    'an item of a list',
    [
      entry('kubectl', {
        'f:spec': { 'f:ports': { 'k:{"containerPort":80,"protocol":"TCP"}': { '.': {}, 'f:name': {} } } },
      }),
    ],
    { spec: { ports: [ports[0]] } },
  ],
  ['what is there no more', [entry('kubectl', { 'f:spec': { 'f:paused': {} } })], { spec: {} }],
  [
    'what others set',
    [
      entry('helm', { 'f:spec': {} }, { operation: 'Update' }),
      entry('kubectl', { 'f:status': {} }, { subresource: 'status' }),
    ],
    {},
  ],
  [
    'kubectl before others',
    [entry('a', { 'f:spec': {} }), entry('kubectl', { 'f:spec': { 'f:replicas': {} } })],
    { spec: { replicas: 1 } },
  ],
  ['others, if kubectl did nothing', [entry('a', { 'f:spec': { 'f:replicas': {} } })], { spec: { replicas: 1 } }],
])('%s', (_name, managedFields, expected) => expect(serverApplied(object(managedFields))).toEqual(expected));
