import { findingText } from '../../src/apimachinery/finding';
import { renderSpec } from '../../src/hkube/render-spec';

const SPEC = { name: 'print', algorithmImage: 'docker.io/acme/print:v4' };
const CLUSTER = { versions: [{ project: 'worker', tag: 'v2.11.0' }] };

test.each([
  ['job', 'Job', 'print'],
  ['deployment', 'Deployment', 'print'],
  ['cronjob', 'CronJob', 'print'],
  ['hkube', 'Job', expect.stringMatching(/^print-[0-9a-f]{5}$/)],
] as const)('as %s', (workload, kind, name) => {
  const { manifest, findings } = renderSpec(SPEC, {
    workload,
    schedule: '0 3 * * *',
    namespace: 'batch',
    cluster: CLUSTER,
  });
  expect(findings).toEqual([]);
  expect(manifest).toMatchObject({ kind, metadata: { name, namespace: 'batch' } });
});

test.each(['job', 'hkube'] as const)('as %s, findings are at fields of the spec', (workload) => {
  const sideCars = [{ container: { name: 'Web', image: 'httpd:2.4' } }];
  const { manifest, findings } = renderSpec({ ...SPEC, sideCars }, { workload, cluster: CLUSTER });
  expect(manifest).toBeDefined();
  expect(findings.map(({ specPath }) => specPath)).toEqual(['sideCars[0].container.name']);
});

test.each(['job', 'hkube'] as const)('as %s, the Kubernetes version counts', (workload) => {
  const sideCars = [{ container: { name: 'web', image: 'b:1', restartPolicy: 'Always', restartPolicyRules: [{}] } }];
  const fieldsBy = (kubernetesVersion: string) =>
    renderSpec({ ...SPEC, sideCars }, { workload, cluster: CLUSTER, kubernetesVersion }).findings.map(
      ({ specPath, type }) => `${specPath}: ${type}`,
    );
  expect(fieldsBy('1.28')).not.toEqual(fieldsBy('1.37'));
  expect(fieldsBy('1.37')).not.toEqual([]);
});

test('a worker Job uses the images of the cluster', () => {
  const { manifest } = renderSpec(SPEC, { workload: 'hkube', cluster: { registry: 'registry.acme.io' } });
  const [worker] = manifest!.spec.template.spec.containers;
  expect(worker.image).toBe('registry.acme.io/hkube/worker');
});

test.each<[string, unknown, string]>([
  ['a list', [], 'found an array, expected an object: an HKube spec'],
  ['a manifest', { apiVersion: 'v1', kind: 'Pod' }, 'this is a Kubernetes manifest, not an HKube spec'],
  ['something else', { a: 1 }, 'not an HKube spec (no algorithmImage)'],
])('%s is refused', (_, value, text) => {
  const { manifest, findings } = renderSpec(value, { workload: 'job' });
  expect(manifest).toBeUndefined();
  expect(findings.map((finding) => findingText(finding).slice(0, text.length))).toEqual([text]);
});
