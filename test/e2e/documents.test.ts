import { containersOf, documentsOf, fullImageName } from './documents';

test('documents are split where cdk8s splits them', () => {
  const text = 'kind: A\ndata: |\n  ---\n  x\n---\nkind: B\n';
  expect(documentsOf(text).map(({ object }) => object)).toEqual([{ kind: 'A', data: '---\nx\n' }, { kind: 'B' }]);
  expect(
    documentsOf(text)
      .map((document) => document.text)
      .join('---'),
  ).toBe(text);
  expect(documentsOf('')).toEqual([]);
});

test.each([
  [
    { kind: 'Job', spec: { template: { spec: { initContainers: [{ name: 'a' }], containers: [{ name: 'b' }] } } } },
    ['a', 'b'],
  ],
  [{ kind: 'Deployment', spec: { template: { spec: { containers: [{ name: 'b' }] } } } }, ['b']],
  [
    { kind: 'CronJob', spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: 'c' }] } } } } } },
    ['c'],
  ],
  [{ kind: 'Pod', spec: { containers: [{ name: 'd' }] } }, ['d']],
  [{ kind: 'Service', spec: { ports: [] } }, []],
  [{ kind: 'Secret' }, []],
])('finds the containers of %j', (object, names) =>
  expect(containersOf(object).map(({ name }) => name)).toEqual(names),
);

test.each([
  ['httpd', 'docker.io/library/httpd:latest'],
  ['httpd:2.4', 'docker.io/library/httpd:2.4'],
  ['acme/print:v4', 'docker.io/acme/print:v4'],
  ['docker.io/acme/print', 'docker.io/acme/print:latest'],
  ['localhost/print:1', 'localhost/print:1'],
  ['registry:5000/print', 'registry:5000/print:latest'],
  ['quay.io/a/b@sha256:00', 'quay.io/a/b@sha256:00'],
])('the image %s is loaded as %s', (reference, name) => expect(fullImageName(reference)).toBe(name));
