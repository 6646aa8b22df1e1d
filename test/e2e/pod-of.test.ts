import { podOf } from './pod-of';

const template = {
  metadata: { labels: { a: 'b' }, annotations: { c: 'd' } },
  spec: { hostname: 'h', serviceAccountName: 'sa', priority: 5 },
};
const pod = (labels: any) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { generateName: 'fuzz-', labels, annotations: { c: 'd' } },
  spec: { hostname: 'h' },
});

test('a pod has the fields of the template without those that need a cluster', () =>
  expect(podOf({ kind: 'Job', spec: { template } })).toEqual(pod({ a: 'b' })));

test('a pod has the labels that its controller adds', () => {
  expect(Object.keys(podOf({ kind: 'Deployment', spec: { template } }).metadata.labels)).toEqual([
    'a',
    'pod-template-hash',
  ]);
  expect(
    podOf({ kind: 'CronJob', metadata: { name: 'x' }, spec: { jobTemplate: { spec: { template } } } }).metadata.labels,
  ).toMatchObject({ a: 'b', 'job-name': 'x-12345678', 'batch.kubernetes.io/job-name': 'x-12345678' });
});

test.each([
  ['Job', { template }],
  ['CronJob', { jobTemplate: { spec: { template } } }],
])('a pod has its index if a %s is Indexed', (kind, spec: any) => {
  (spec.jobTemplate?.spec ?? spec).completionMode = 'Indexed';
  expect(podOf({ kind, spec }).metadata.labels).toMatchObject({ 'batch.kubernetes.io/job-completion-index': '0' });
});

test('other kinds have no pods', () => expect(podOf({ kind: 'ConfigMap', data: {} })).toBeUndefined());
