import { run, SPEC, YAML_JOB } from './run';

describe('the report', () => {
  test('in JSON', async () => {
    const { out, code } = await run(['validate', '.', '--output', 'json'], {
      files: {
        'print.json': '{"name": "print",\n"algorithmImage": "print", "mem": 5, "gpu": "1"}',
        'all.yaml': 'apiVersion: v1\nkind: Binding\nmetadata: {name: x}\n',
        'other.json': '{"a": 1}',
      },
    });
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      kubernetesVersion: '1.37',
      files: 3,
      objects: 2,
      errors: 1,
      warnings: 2,
      validated: 1,
      decodedOnly: 1,
      notValidated: 1,
      kinds: [{ apiVersion: 'v1', kind: 'Binding', level: 'decoded only', count: 1 }],
      otherFiles: ['other.json'],
      leftOut: [],
      findings: [
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
          column: 45,
          object: 'algorithm print',
          severity: 'warning',
          rule: 'HKUBE-COERCED',
          path: 'gpu',
          message: expect.stringMatching(/^gpu: /),
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

  test('in JUnit', async () => {
    const BINDING = 'apiVersion: v1\nkind: Binding\nmetadata: {name: x}\n';
    const FOO = 'apiVersion: acme.io/v1\nkind: Foo\nmetadata: {name: x}\n';
    const files = {
      'a.yaml': `${YAML_JOB}---\nkind: "<Job>"\n---\n${FOO}---\n${BINDING}---\na: "\x07\n`,
      'b&c.json': JSON.stringify({ ...SPEC, algorithmImage: 'a' }),
      'kind.yaml': 'apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\n',
      'other.json': '{}',
    };
    const NO_VERSION = "error: apiVersion: Required value: Object 'apiVersion' is missing (DEC-GVK)";
    const FORBIDDEN =
      'error: YAML does not allow the character U+0007: write it as &quot;\\u0007&quot; in double quotes (TEXT)';
    const NO_TAG =
      'warning: algorithmImage: has no tag, so :latest is pulled. Pin a version or a digest. ' + '(WARN-IMAGE-LATEST)';
    const { out } = await run(['validate', '.', '--output', 'junit'], { files });
    expect(out).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="cdk8s-hkube validate" tests="8" failures="2">
  <testsuite name="a.yaml" tests="5" failures="2" skipped="1">
    <properties>
      <property name="kubernetesVersion" value="1.37"/>
      <property name="validated" value="2"/>
      <property name="decodedOnly" value="1"/>
      <property name="notValidated" value="1"/>
    </properties>
    <testcase classname="a.yaml" name="Job print (line 1)"/>
    <testcase classname="a.yaml" name="&lt;Job&gt; (line 13)">
      <failure message="1 error">a.yaml:13:1: ${NO_VERSION}</failure>
    </testcase>
    <testcase classname="a.yaml" name="Foo x (line 15)">
      <skipped message="not validated: only the metadata of Foo (acme.io/v1) is known"/>
    </testcase>
    <testcase classname="a.yaml" name="Binding x (line 19)">
      <system-out>decoded only: no rules for Binding (v1)</system-out>
    </testcase>
    <testcase classname="a.yaml" name="document (line 23)">
      <failure message="1 error">a.yaml:23:5: ${FORBIDDEN}</failure>
    </testcase>
  </testsuite>
  <testsuite name="b&amp;c.json" tests="1" failures="0" skipped="0">
    <properties>
      <property name="kubernetesVersion" value="1.37"/>
      <property name="validated" value="1"/>
      <property name="decodedOnly" value="0"/>
      <property name="notValidated" value="0"/>
    </properties>
    <testcase classname="b&amp;c.json" name="algorithm print (line 1)">
      <system-out>b&amp;c.json:1:34: ${NO_TAG}</system-out>
    </testcase>
  </testsuite>
  <testsuite name="kind.yaml" tests="1" failures="0" skipped="1">
    <properties>
      <property name="kubernetesVersion" value="1.37"/>
      <property name="validated" value="0"/>
      <property name="decodedOnly" value="0"/>
      <property name="notValidated" value="0"/>
    </properties>
    <testcase classname="kind.yaml" name="Cluster (line 1)">
      <skipped message="left out: no API server reads Cluster (kind.x-k8s.io/v1alpha4)"/>
    </testcase>
  </testsuite>
  <testsuite name="other.json" tests="1" failures="0" skipped="1">
    <properties>
      <property name="kubernetesVersion" value="1.37"/>
      <property name="validated" value="0"/>
      <property name="decodedOnly" value="0"/>
      <property name="notValidated" value="1"/>
    </properties>
    <testcase classname="other.json" name="file">
      <skipped message="not validated: neither an HKube spec nor a manifest"/>
    </testcase>
  </testsuite>
</testsuites>
`);
  });

  test('in JUnit names the version even if nothing was validated', async () => {
    const files = { 'list.yaml': 'apiVersion: v1\nkind: List\nitems: []\n' };
    const argv = ['validate', 'list.yaml', '--output', 'junit', '--kubernetes-version', '1.30'];
    expect((await run(argv, { files })).out).toContain('<property name="kubernetesVersion" value="1.30"/>');
  });
});

test('no text in a file colors the terminal or fakes lines of a report', async () => {
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
    ['validate', '.', '--output', 'sarif'],
    ['validate', '.', '--output', 'github'],
    ['synth', ...Object.keys(files)],
  ]) {
    const { out, err } = await run(argv, { files, isTTY: true, env: { NO_COLOR: '1' } });
    // eslint-disable-next-line no-control-regex -- colours are escapes
    expect(out + err).not.toMatch(/\x1b|^::error::/m);
    expect(out + err).toMatch(/::error::|%3A%3Aerror/);
  }
});
