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
])('one finding: %s', async (_, text, expected) => {
  expect(await findingsIn(text)).toEqual([expect.stringMatching(expected)]);
});

test.each<[string, string]>([
  ['acme/print:$(TAG)', 'Kubernetes replaces $(…) only in command, args and env: write the image itself'],
  ['https://acme.example.test/print:1', 'Example: docker.io/acme/print:v4'],
])('one finding for an image that cannot be pulled: %s', async (image, hint) => {
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
const secretKey = 'env: [{name: A, valueFrom: {secretKeyRef: {secretName: s, key: k}}}]';
const STORAGE = 'Write resources: { requests: { storage: "1Gi" } }';

/** More of this kind are in test/apimachinery/hints/unknown-hints.test.ts. */
test.each<[string, string, string]>([
  ['secretName', job('a', `, ${secretKey}`), 'It is called name'],
  ['serviceName', ingress, 'Write service: { name: "a", port: { number: 80 } }'],
  ['containerPort', service, 'It is called port'],
  ['storage', claim('accessModes: [ReadWriteOnce], resources: {storage: 1Gi}'), 'It belongs in requests'],
  ['size', claim('accessModes: [ReadWriteOnce], size: 1Gi'), STORAGE],
])('one finding for a field of another struct or of an older version: %s', async (field, text, hint) => {
  expect(await findingsIn(text)).toEqual([
    expect.stringMatching(new RegExp(`^error DEC-UNKNOWN-FIELD .*\\.${field}(?: \\(A\\))?: Unknown field\\. `)),
  ]);
  expect((await findingsIn(text))[0]).toContain(hint);
});

const statefulSet = (template: string, more = '') => `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: a}
spec:
  serviceName: a
  selector: {matchLabels: {a: b}}
  template:
    metadata: {labels: {a: b}}
    spec:
      containers: [{name: main, image: "a.example.test/a:1", volumeMounts: [{name: data, mountPath: /d}]}]
  volumeClaimTemplates: [{${template}}]
  ${more}
`;
const MODES = 'accessModes: [ReadWriteOnce]';
const STORAGE_OF = 'resources: {requests: {storage: 1Gi}}';
const aClaim = (text: string) => `apiVersion: v1\nkind: PersistentVolumeClaim\n${text}\n`;

test.each<[string, string, string]>([
  ['next to the spec of a claim', aClaim(`metadata: {name: a}\n${MODES}\nspec: {${STORAGE_OF}}`), 'It belongs in spec'],
  ['in the metadata of a claim', aClaim(`metadata: {name: a, ${MODES}}\nspec: {${STORAGE_OF}}`), 'It belongs in spec'],
  ['in the resources of a claim', claim(`resources: {requests: {storage: 1Gi}, ${MODES}}`), 'It belongs in spec'],
  [
    'in the singular next to the spec of a claim',
    aClaim(`metadata: {name: a}\naccessMode: ReadWriteOnce\nspec: {${STORAGE_OF}}`),
    'Did you mean "accessModes"? It belongs in spec',
  ],
  [
    'next to the spec of a claim template',
    statefulSet(`metadata: {name: data}, ${MODES}, spec: {${STORAGE_OF}}`),
    'It belongs in spec.volumeClaimTemplates[0].spec',
  ],
  [
    'in the metadata of a claim template',
    statefulSet(`metadata: {name: data, ${MODES}}, spec: {${STORAGE_OF}}`),
    'It belongs in spec.volumeClaimTemplates[0].spec',
  ],
  [
    'next to the claim templates',
    statefulSet(`metadata: {name: data}, spec: {${STORAGE_OF}}`, MODES),
    'It belongs in spec.volumeClaimTemplates[].spec',
  ],
])('one finding for access modes %s', async (_, text, hint) => {
  const [finding, ...others] = await findingsIn(text);
  expect(others).toEqual([]);
  expect(finding).toMatch(/^error DEC-UNKNOWN-FIELD .*accessModes?: Unknown field\. /);
  expect(finding.endsWith(`. ${hint}`)).toBe(true);
});

test.each(['volumeClaimTemplate', 'persistentVolumeClaims'])(
  'one finding for claim templates called %s',
  async (name) => {
    const text = statefulSet(`metadata: {name: data}, spec: {${MODES}, ${STORAGE_OF}}`);
    const findings = await findingsIn(text.replace('volumeClaimTemplates', name));
    expect(findings).toEqual([expect.stringMatching(/Unknown field\. .*\bvolumeClaimTemplates\b/)]);
  },
);

test('one finding for the name of a claim template next to its metadata', async () => {
  const text = statefulSet(`name: data, spec: {${MODES}, ${STORAGE_OF}}`);
  expect(await findingsIn(text)).toEqual([expect.stringContaining('.name: Unknown field. It belongs in metadata')]);
});

const SERVICE = 'metadata: {name: a}\nspec: {ports: [{port: 80}], selector: {a: b}}\n';

/** Keys and kinds that kubectl does not know, at their lines. */
test.each<[string, string, string]>([
  ['Kind: Service', `apiVersion: v1\nKind: Service\n${SERVICE}`, '2 Write kind, not Kind'],
  ['apiversion: v1', `apiversion: v1\nkind: Service\n${SERVICE}`, '1 Write apiVersion, not apiversion'],
  ['api_version: v1', `api_version: v1\nkind: Service\n${SERVICE}`, '1 Write apiVersion, not api_version'],
  ['no apiVersion', `kind: Service\n${SERVICE}`, '1 Write apiVersion: v1'],
  ['no kind', `apiVersion: v1\n${SERVICE}`, '1 Write kind: Service'],
  ['a kind in the plural', `apiVersion: v1\nkind: Services\n${SERVICE}`, '2 Did you mean "Service"?'],
  ['a short name', `apiVersion: v1\nkind: svc\n${SERVICE}`, '2 Write kind: Service'],
  ['a group of another kind', `apiVersion: apps/v1\nkind: Service\n${SERVICE}`, '2 Write apiVersion: v1'],
  [
    'both in another case',
    `ApiVersion: v1\nKind: Service\n${SERVICE}`,
    '1 Write apiVersion, not ApiVersion; 2 Write kind, not Kind',
  ],
])('%s', async (_, text, expected) => {
  const { out } = await run(['validate', 'a.yaml', '-o', 'json'], { files: { 'a.yaml': text } });
  const found = JSON.parse(out).findings.map(
    ({ line, message }: any) => `${line} ${message.replace(/^.*\. (?=[A-Z])/, '')}`,
  );
  expect(found.join('; ')).toBe(expected);
});
