import { run, SPEC, YAML_JOB } from './run';

describe('reports', () => {
  test('JSON', async () => {
    const { out, code } = await run(['validate', '.', '--output', 'json'], {
      files: {
        'print.json': '{"name": "print",\n"algorithmImage": "print", "mem": 5}',
        'all.yaml': 'apiVersion: v1\nkind: Binding\nmetadata: {name: x}\n',
        'other.json': '{"a": 1}',
      },
    });
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      files: 3,
      objects: 2,
      errors: 1,
      warnings: 2,
      skipped: [{ apiVersion: 'v1', kind: 'Binding', count: 1 }],
      otherFiles: ['other.json'],
      findings: [
        {
          file: 'print.json',
          line: 2,
          column: 35,
          object: 'algorithm print',
          severity: 'warning',
          rule: 'HKUBE-COERCED',
          path: 'mem',
          message: expect.stringMatching(/^mem: /),
        },
        {
          file: 'print.json',
          line: 2,
          column: 35,
          object: 'algorithm print',
          severity: 'error',
          rule: 'HKUBE-FORMAT',
          path: 'mem',
          message: expect.stringMatching(/^mem: Invalid value: "5"/),
        },
        {
          file: 'print.json',
          line: 2,
          column: 19,
          object: 'algorithm print',
          severity: 'warning',
          rule: 'WARN-IMAGE-LATEST',
          path: 'algorithmImage',
          message: expect.stringMatching(/^algorithmImage: /),
        },
      ],
    });
  });

  test('JUnit', async () => {
    const files = {
      'a.yaml': `${YAML_JOB}---\nkind: "<Job>"\n---\napiVersion: acme.io/v1\nkind: Foo\n---\na: "\x07\n`,
      'b&c.json': JSON.stringify({ ...SPEC, algorithmImage: 'a' }),
    };
    const { out } = await run(['validate', '.', '--output', 'junit'], { files });
    expect(out).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="cdk8s-hkube validate" tests="5" failures="2">
  <testsuite name="a.yaml" tests="4" failures="2">
    <testcase classname="a.yaml" name="Job print (line 1)"/>
    <testcase classname="a.yaml" name="&lt;Job&gt; (line 13)">
      <failure message="1 error">a.yaml:13:1: error: apiVersion: Required value: Object 'apiVersion' is missing (DEC-GVK)</failure>
    </testcase>
    <testcase classname="a.yaml" name="Foo (line 15)">
      <skipped message="no rules for Foo (acme.io/v1)"/>
    </testcase>
    <testcase classname="a.yaml" name="document (line 18)">
      <failure message="1 error">a.yaml:18:5: error: the character U+0007 may not stand in YAML: write it as &quot;\\u0007&quot; in double quotes (TEXT)</failure>
    </testcase>
  </testsuite>
  <testsuite name="b&amp;c.json" tests="1" failures="0">
    <testcase classname="b&amp;c.json" name="algorithm print (line 1)">
      <system-out>b&amp;c.json:1:34: warning: algorithmImage: has no tag, so the latest image is taken. Name a version or a digest. (WARN-IMAGE-LATEST)</system-out>
    </testcase>
  </testsuite>
</testsuites>
`);
  });
});

test('nothing in a file colours a terminal or makes up lines of a report', async () => {
  const hostile = 'x\n::error::y\x1b[2K';
  const files = {
    [`${hostile}.json`]: JSON.stringify({
      apiVersion: 'v1',
      kind: hostile,
      metadata: { name: hostile, labels: { [hostile]: hostile } },
    }),
  };
  for (const argv of [
    ['validate', '.'],
    ['validate', '.', '--output', 'junit'],
    ['synth', ...Object.keys(files)],
  ]) {
    const { out, err } = await run(argv, { files, isTTY: true });
    // eslint-disable-next-line no-control-regex
    expect(out + err).not.toMatch(/\x1b|^::error/m);
    expect(out + err).toContain('::error');
  }
});
