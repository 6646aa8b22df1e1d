import { JOB, run, SPEC, YAML_JOB } from './run';

const diagram = (files: { [name: string]: string }, ...options: string[]) =>
  run(['diagram', ...Object.keys(files), ...options], { files });
const titles = (text: string) => text.split('\n').filter((line) => line.startsWith('## '));

describe('draws', () => {
  test('a spec as synth renders it', async () => {
    const spec = { ...SPEC, sideCars: [{ container: { name: 'web', image: 'acme/web:1' } }] };
    const { out, err, code } = await diagram({ 'print.json': JSON.stringify(spec) });
    expect(out).toBe(`## Job print

\`\`\`mermaid
flowchart LR
  subgraph pod["Job print"]
    i0(["web<br/>acme/web:1<br/>native sidecar, stops after the containers"])
    c0["algorunner<br/>docker.io/acme/print:v4"]:::main
  end
  i0 ==>|"has started"| c0
  classDef main stroke-width:3px
\`\`\`
`);
    expect(err).toBe('');
    expect(code).toBe(0);
    const worker = await run(['diagram', '-', '-w', 'hkube', '--cluster-options', 'c.yaml'], {
      stdin: JSON.stringify(spec),
      files: { 'c.yaml': 'registry: registry.acme.io\n' },
    });
    expect(worker.out).toContain('["worker<br/>registry.acme.io/hkube/worker"]');
  });

  test.each([
    ['CronJob', 'CronJob print<br/>schedule #64;daily', '--schedule', '@daily'],
    ['Deployment', 'Deployment print'],
    ['StatefulSet', 'StatefulSet print'],
    ['DaemonSet', 'DaemonSet print'],
    ['Pod', 'Pod print'],
  ])('a spec as a %s', async (kind, title, ...options) => {
    const files = { 'print.json': JSON.stringify(SPEC) };
    const { out, code } = await diagram(files, '--workload', kind.toLowerCase(), ...options);
    expect(out).toContain(`subgraph pod["${title}"]`);
    expect(code).toBe(0);
  });

  test('manifests, lists and specs in a directory, and leaves out other things', async () => {
    const files = {
      'a.yaml': `${YAML_JOB}---\napiVersion: v1\nkind: Service\n`,
      'b.json': JSON.stringify({
        apiVersion: 'batch/v1',
        kind: 'JobList',
        items: [
          { ...JOB, kind: undefined, apiVersion: undefined, metadata: { name: 'listed' } },
          { ...JOB, metadata: { name: 'other' } },
        ],
      }),
      'c.json': JSON.stringify({ ...SPEC, name: 'spec' }),
      'package.json': '{}',
    };
    const { out, err, code } = await run(['diagram', '.'], { files });
    expect(titles(out)).toEqual(['## Job print', '## Job listed', '## Job other', '## Job spec']);
    expect(out.match(/^```mermaid\nflowchart LR\n[^]*?^```$/gm)).toHaveLength(4);
    expect(err).toBe('');
    expect(code).toBe(0);
  });

  test('one workload as plain Mermaid', async () => {
    const { out, code } = await diagram({ 'job.yaml': YAML_JOB }, '-o', 'mermaid');
    expect(out).toMatch(/^flowchart LR\n[^`]*$/);
    expect(code).toBe(0);
    const several = await diagram({ 'job.yaml': `${YAML_JOB}---\n${YAML_JOB}` }, '--output', 'mermaid');
    expect(several).toMatchObject({
      code: 2,
      out: '',
      err:
        'error: --output mermaid prints one diagram, but there are several workloads: use --output markdown, ' +
        'or name a file ' +
        'with one\n',
    });
  });

  test('headings that no name breaks out of', async () => {
    const manifest = { ...JOB, kind: 'Job<b>', metadata: { name: 'x\n```\n[a](b) *é*' } };
    expect(titles((await diagram({ 'job.json': JSON.stringify(manifest) })).out)).toEqual([
      '## Job&#60;b&#62; x&#92;n&#96;&#96;&#96;&#92;n&#91;a&#93;&#40;b&#41; &#42;é&#42;',
    ]);
  });
});

describe('wrong input', () => {
  test.each<[string, { [name: string]: string }, number, RegExp]>([
    ['a text', { 'x.yaml': 'a: [\n' }, 1, /^x\.yaml:1:4: error: this "\[" is never closed/],
    ['a spec', { 'x.json': JSON.stringify({ ...SPEC, cpu: 'x' }) }, 1, /^x\.json:1:\d+: error: algorithm print: cpu: /],
    ['something else', { 'x.json': '{"a": 1}' }, 1, /^x\.json:1:1: error: not an HKube spec/],
    [
      'nothing to draw',
      { 'x.yaml': 'apiVersion: v1\nkind: Service\n' },
      2,
      /^error: there is no HKube spec and no pod in these files/,
    ],
  ])('%s', async (_, files, expected, message) => {
    const { code, out, err } = await diagram(files);
    expect(err).toMatch(message);
    expect(out).toBe('');
    expect(code).toBe(expected);
  });

  test('the other files are drawn anyway', async () => {
    const { code, out } = await diagram({ 'x.json': '{', 'job.yaml': YAML_JOB });
    expect(titles(out)).toEqual(['## Job print']);
    expect(code).toBe(1);
  });
});
