import { findingText } from '../../src/apimachinery/finding';
import { validateSpec, ValidateSpecOptions } from '../../src/hkube/validate-spec';

const SPEC = { name: 'print', algorithmImage: 'docker.io/acme/print:v4' };

/** `path in the spec | text`, without hints and rule texts that are longer than that. */
const linesFor = (fields: object, options?: ValidateSpecOptions) =>
  validateSpec({ ...SPEC, ...fields }, options).map(
    (finding) => `${finding.specPath} | ${findingText(finding).slice(0, 60)}`,
  );

test('a good spec has no findings', () => {
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
])('by %s', (_, fields, lines) => {
  expect(linesFor(fields).map((line, i) => line.slice(0, lines[i]?.length))).toEqual(lines);
});

test('a spec without image and name is judged with both', () => {
  const paths = validateSpec({ nodeSelector: { '-a': 'b' } }).map(({ specPath }) => specPath);
  expect(paths).toEqual(['name', 'algorithmImage', 'nodeSelector']);
});

test("variables that YAML reads otherwise, by the text's own scalars", () => {
  const fields = { algorithmEnv: { A: true, B: 420, C: 'x', D: 5 }, sideCars: [{ environments: { E: false } }] };
  const asked: string[][] = [];
  const plainScalarsAt = (paths: readonly string[]) => {
    asked.push([...paths]);
    return ['yes', '0644', '5', ''];
  };
  const found = validateSpec({ ...SPEC, ...fields }, { plainScalarsAt }).filter(({ rule }) => rule === 'YAML-TEXT');
  expect(asked).toEqual([['algorithmEnv[A]', 'algorithmEnv[B]', 'algorithmEnv[D]', 'sideCars[0].environments[E]']]);
  expect(found.map(({ specPath, severity }) => `${severity} ${specPath}`)).toEqual([
    'warning algorithmEnv[A]',
    'warning algorithmEnv[B]',
  ]);
});

test('by the Kubernetes version', () => {
  const sideCars = [{ container: { name: 'web', image: 'b:1', restartPolicyRules: [] } }];
  const paths = (minor: number) => validateSpec({ ...SPEC, sideCars }, { minor }).map(({ type }) => type);
  expect(paths(28)).not.toEqual(paths(37));
});
