import { JOB, run, SPEC, YAML_JOB } from './run';
import { fileUri } from '../../src/cli/file-uri';

const CUSTOM = 'apiVersion: acme.io/v1\nkind: Foo\nmetadata: {name: x}\n';
const FILES = {
  'a b/job.yaml': YAML_JOB.replace('name: print', 'name: print\n  namespace: batch').replace('print:v4', 'print'),
  'custom.yaml': CUSTOM,
  'other.json': '{"a": 1}',
  'print.json': JSON.stringify({ ...SPEC, mem: 'much', token: 'secret' }),
  'text.yaml': 'apiVersion: "',
};

/** The log of a command line; every test looks at the rules of all. */
async function logOf(argv: readonly string[], files: { readonly [name: string]: string }) {
  const { out, code } = await run([...argv, '-o', 'sarif'], { files });
  const log = JSON.parse(out);
  expectSound(log);
  return { out, code, run: log.runs[0] };
}

/** What the specification asks for. `npm run sarif` compares logs with the schema itself. */
function expectSound(log: any): void {
  expect(Object.keys(log)).toEqual(['$schema', 'version', 'runs']);
  expect(log.version).toBe('2.1.0');
  expect(log.runs).toHaveLength(1);
  const { tool, results, invocations } = log.runs[0];
  const { rules } = tool.driver;
  expect(new Set(rules.map(({ id }: any) => id)).size).toBe(rules.length);
  for (const rule of rules) {
    expect(rule.shortDescription.text).toMatch(/^.{1,1024}$/);
    expect(rule.helpUri).toMatch(/^https:\/\/github\.com\/cdk8s-hkube\/cdk8s-hkube\/blob\/main\/docs\/rules\.md/);
  }
  for (const { ruleId, ruleIndex, level, message, locations } of results) {
    expect(rules[ruleIndex].id).toBe(ruleId);
    expect(['error', 'warning']).toContain(level);
    expect(message.text).not.toBe('');
    const { artifactLocation, region } = locations[0].physicalLocation;
    expect(artifactLocation.uri).toMatch(/^[\w%/.-]+$/);
    expect([region.startLine, region.startColumn].every((n) => Number.isInteger(n) && n > 0)).toBe(true);
  }
  const prints = results.map(({ partialFingerprints }: any) => partialFingerprints['finding/v1']);
  expect(new Set(prints).size).toBe(prints.length);
  expect(invocations).toEqual([expect.objectContaining({ executionSuccessful: true })]);
}

test('validate prints findings, and what was not validated', async () => {
  const { run: sarif, code } = await logOf(['validate', '.'], FILES);
  expect(code).toBe(1);
  expect(sarif.tool.driver).toMatchObject({ name: 'cdk8s-hkube', version: '0.0.0' });
  expect(sarif.columnKind).toBe('utf16CodeUnits');
  expect(sarif.results[0]).toMatchObject({
    ruleId: 'WARN-IMAGE-LATEST',
    level: 'warning',
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'a%20b/job.yaml', uriBaseId: '%SRCROOT%' },
          region: { startLine: 12, startColumn: 16 },
        },
        logicalLocations: [
          { fullyQualifiedName: 'Job batch/print', kind: 'object' },
          {
            name: 'spec.template.spec.containers[0].image',
            fullyQualifiedName: 'Job batch/print: spec.template.spec.containers[0].image',
            kind: 'property',
          },
        ],
      },
    ],
  });
  expect(sarif.results.map(({ ruleId }: any) => ruleId)).toEqual([
    'WARN-IMAGE-LATEST',
    'HKUBE-FORMAT',
    'HKUBE-UNKNOWN',
    'TEXT',
  ]);
  expect(sarif.results[3].locations[0].logicalLocations).toBeUndefined();
  const [{ exitCode, toolExecutionNotifications: notes }] = sarif.invocations;
  expect(exitCode).toBe(1);
  expect(notes.map(({ message, locations }: any) => [locations[0].physicalLocation, message.text])).toEqual([
    [
      { artifactLocation: { uri: 'custom.yaml', uriBaseId: '%SRCROOT%' }, region: { startLine: 1 } },
      'Foo x: not validated: only the metadata of Foo (acme.io/v1) is known',
    ],
    [
      { artifactLocation: { uri: 'other.json', uriBaseId: '%SRCROOT%' } },
      'not validated: neither an HKube spec nor a manifest',
    ],
  ]);
  expect(sarif.properties).toMatchObject({ kubernetesVersion: '1.37', files: 5, objects: 3, notValidated: 2 });
});

test('the exit code is the same as without SARIF', async () => {
  for (const [argv, expected] of [
    [['validate', 'custom.yaml'], 0],
    [['validate', 'custom.yaml', '--fail-on-not-validated'], 1],
  ] as const) {
    const { run: sarif, code } = await logOf(argv, FILES);
    expect([code, sarif.invocations[0].exitCode]).toEqual([expected, expected]);
  }
});

test('the same input gives the same bytes', async () => {
  expect((await logOf(['validate', '.'], FILES)).out).toBe((await logOf(['validate', '.'], FILES)).out);
});

test('fingerprints stay when lines move, and differ for equal findings', async () => {
  const printsOf = async (text: string) =>
    (await logOf(['validate', 'a.yaml'], { 'a.yaml': text })).run.results.map(
      (result: any) => result.partialFingerprints,
    );
  const text = YAML_JOB.replace('print:v4', 'print');
  expect(await printsOf(`# a comment\n\n${text}`)).toEqual(await printsOf(text));
  expect(await printsOf(text.replace('name: print', 'name: other'))).not.toEqual(await printsOf(text));
  expect(await printsOf(`${text}---\n${text}`)).toHaveLength(3);
});

test('secrets are masked', async () => {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, data: { password: 'hunter2!' } };
  const { out, run: sarif } = await logOf(['validate', 's.json'], { 's.json': JSON.stringify(secret) });
  expect(sarif.results).not.toEqual([]);
  expect(out).not.toContain('hunter2');
});

test('diff prints refused objects', async () => {
  const files = {
    'old.json': JSON.stringify(JOB),
    'new.json': `${JSON.stringify({ ...JOB, spec: { ...JOB.spec, completions: 2 } })}\n{`,
  };
  const { run: sarif } = await logOf(['diff', 'old.json', 'new.json'], files);
  expect(sarif.results.map(({ ruleId }: any) => ruleId)).toEqual(['TEXT', 'UPD-JOB']);
  expect(sarif.results[1].locations[0].logicalLocations[0].fullyQualifiedName).toBe('Job print');
  expect(sarif.invocations[0].exitCode).toBe(1);
  expect(sarif.properties).toMatchObject({ kubernetesVersion: '1.37', refused: 1 });
});

test.each<[string, string, boolean]>([
  ['a.yaml', 'a.yaml', true],
  ['./b/../a.yaml', 'a.yaml', true],
  ['/repo/b/a.yaml', 'b/a.yaml', true],
  ['..a/b.yaml', '..a/b.yaml', true],
  ['a#b?c:d%20.yaml', 'a%23b%3Fc%3Ad%2520.yaml', true],
  ['ä.yaml', '%C3%A4.yaml', true],
  ['../a.yaml', 'file:///a.yaml', false],
  ['/tmp/a b.yaml', 'file:///tmp/a%20b.yaml', false],
])('%s', (file, uri, isInside) => {
  expect(fileUri(file, '/repo')).toEqual({ uri, ...(isInside && { uriBaseId: '%SRCROOT%' }) });
});
