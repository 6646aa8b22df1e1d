import { run } from './run';

/** Files with one mistake each, and the one finding about it. */

const pod = (fields: string) => `
      restartPolicy: Never
      containers: [{name: main, image: "a.example.test/a:1"${fields}}]
`;
const job = (name: string, fields = '', labels = '') => `apiVersion: batch/v1
kind: Job
metadata: {name: "${name}"}
spec:
  template:
    metadata: {labels: {${labels}}}
    spec:${pod(fields)}`;
const controller = (labels: string) => `apiVersion: v1
kind: ReplicationController
metadata: {name: a}
spec:
  template:
    metadata: {labels: {${labels}}}
    spec: {containers: [{name: main, image: "a.example.test/a:1"}]}
`;
const cronJob = (name: string) => `apiVersion: batch/v1
kind: CronJob
metadata: {name: "${name}"}
spec: {schedule: "0 0 * * *", jobTemplate: {spec: {template: {spec: {
  restartPolicy: Never, containers: [{name: main, image: "a.example.test/a:1"}]}}}}}
`;
const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "${name}"}\n`;

/** The findings: `severity rule path: message`. */
async function findingsIn(text: string): Promise<string[]> {
  const { out } = await run(['validate', 'a.yaml', '-o', 'json'], { files: { 'a.yaml': text } });
  return JSON.parse(out).findings.map(({ severity, rule, message }: any) => `${severity} ${rule} ${message}`);
}

test.each<[string, string, RegExp]>([
  [
    'a name that is too long for the labels of a Job',
    job('p'.repeat(64), '', 'a: b'),
    /^error META-NAME-LENGTH spec\.template\.labels: .*name becomes a label of its pods: use at most 63 characters$/,
  ],
  ['a name that no Job can have', job('P'.repeat(64), '', 'a: b'), /^error META-NAME-SUBDOMAIN metadata\.name: /],
  ['a name that is too long for any object', configMap('p'.repeat(254)), /^error META-NAME-LENGTH metadata\.name: /],
  ['a name that is too long for a CronJob', cronJob('p'.repeat(64)), /^error CRON-NAME metadata\.name: /],
  ["a wrong label of a Job's pods", job('a', '', 'team: a b'), /^error META-LABEL-VALUE spec\.template\.labels: /],
  ["a wrong label of a controller's pods", controller('a: "b c"'), /^error META-LABEL-VALUE spec\.template\.labels: /],
])('%s', async (_, text, expected) => {
  expect(await findingsIn(text)).toEqual([expect.stringMatching(expected)]);
});

test.each<[string, string]>([
  ['acme/print:$(TAG)', 'Kubernetes replaces $(…) only in command, args and env: write the image itself'],
  ['https://acme.example.test/print:1', 'Example: docker.io/acme/print:v4'],
])('an image that cannot be pulled: %s', async (image, hint) => {
  const text = job('a').replace('a.example.test/a:1', image);
  expect(await findingsIn(text)).toEqual([expect.stringMatching(/^warning HKUBE-IMAGE /)]);
  expect((await findingsIn(text))[0]).toContain(`. ${hint}`);
});

const claim = (spec: string) => `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: a}\nspec: {${spec}}\n`;
const backend = 'path: /, pathType: Prefix, backend: {serviceName: a, servicePort: 80}';
const ingress = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: a}
spec: {rules: [{http: {paths: [{${backend}}]}}]}
`;
const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: [{containerPort: 80}]}\n';

test.each<[string, string, string, string]>([
  [
    'secretName',
    job('a', ', env: [{name: A, valueFrom: {secretKeyRef: {secretName: s, key: k}}}]'),
    'It is called name',
    'secretKeyRef.secretName',
  ],
  ['serviceName', ingress, 'Write service: { name: …, port: { number: … } }', 'backend.serviceName'],
  ['servicePort', ingress, 'Write service: { name: …, port: { number: … } }', 'backend.servicePort'],
  ['containerPort', service, 'It is called port', 'ports[0].containerPort'],
  [
    'storage',
    claim('accessModes: [ReadWriteOnce], resources: {storage: 1Gi}'),
    'It belongs in requests',
    'resources.storage',
  ],
  ['size', claim('accessModes: [ReadWriteOnce], size: 1Gi'), 'It is called resources.requests.storage', 'spec.size'],
])('a field of another struct, or of an older version: %s', async (_, text, hint, field) => {
  const found = (await findingsIn(text)).filter((line) => line.startsWith('error DEC-UNKNOWN-FIELD'));
  expect(
    found.filter((line) => line.includes(`${field}`)).map((line) => line.replace(/^.*Unknown field\. /, '')),
  ).toEqual([hint]);
});
