import { findingText } from '../../src/apimachinery/finding';
import { renderSpec } from '../../src/hkube/render-spec';
import type { RenderSpecOptions } from '../../src/hkube/rendered-spec';

const SPEC = { name: 'print', algorithmImage: 'docker.io/acme/print:v4' };

const findingsFor = (spec: object, options: Partial<RenderSpecOptions> = {}) =>
  renderSpec(spec, { workload: 'hkube', ...options }).findings;

/** `path in the spec | text`, without hints and rule texts that are longer than that. */
const linesFor = (fields: object, options: Partial<RenderSpecOptions> = {}) =>
  findingsFor({ ...SPEC, ...fields }, options).map(
    (finding) => `${finding.specPath} | ${findingText(finding).slice(0, 60)}`,
  );

test('a valid spec has no findings', () => {
  expect(linesFor({ mem: '512Mi', sideCars: [{ container: { name: 'web', image: 'httpd:2.4' } }] })).toEqual([]);
});

test.each<[string, object, string[]]>([
  ['its own schema', { sidecars: [] }, ['sidecars | sidecars: Unknown field. Did you mean "sideCars"?']],
  [
    "HKube's defects",
    { algorithmImage: 'acme/print@sha256:' + 'a'.repeat(64) },
    ['algorithmImage | algorithmImage: Invalid value: "acme/print@sha256:aaaaaaaaaa'],
  ],
  [
    'Kubernetes, at the field of the spec',
    { sideCars: [{ container: { name: 'Web', image: 'httpd:2.4' } }] },
    ['sideCars[0].container.name | sideCars[0].container.name: Invalid value: "Web": a lowercas'],
  ],
  [
    'one field once',
    { sideCars: [{ container: { name: 'web', image: 'b:1' }, volumeMounts: [{ name: 'data', mountPath: '/data' }] }] },
    ['sideCars[0].volumeMounts[0].name | sideCars[0].volumeMounts[0].name: Not found: "data"'],
  ],
])('findings come from %s', (_, fields, lines) => {
  expect(linesFor(fields).map((line, i) => line.slice(0, lines[i]?.length))).toEqual(lines);
});

test('a spec without image and name is validated with placeholders for both', () => {
  const paths = findingsFor({ cpu: 1, nodeSelector: { '-a': 'b' } }).map(({ specPath }) => specPath);
  expect(paths).toEqual(['name', 'algorithmImage', 'nodeSelector']);
});

test('findings depend on the Kubernetes version', () => {
  const sideCars = [{ container: { name: 'web', image: 'b:1', restartPolicyRules: [] } }];
  const paths = (minor: number) =>
    findingsFor({ ...SPEC, sideCars }, { kubernetesVersion: `1.${minor}` }).map(({ type }) => type);
  expect(paths(28)).not.toEqual(paths(37));
});
