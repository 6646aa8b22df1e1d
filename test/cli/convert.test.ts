import * as fs from 'node:fs';
import * as path from 'node:path';
import { JOB, run, SPEC, YAML_JOB } from './run';

const SPEC_TEXT = JSON.stringify(SPEC);
const WRONG = YAML_JOB.replace('restartPolicy: Never', 'restartPolicy: Sometimes');
const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: print\nspec:\n  ports:\n  - port: 80\n';

test('each file becomes a chart, all in one program', async () => {
  const files = { 'a/print.json': SPEC_TEXT, 'b/print.yaml': `${YAML_JOB}---\n${SERVICE}` };
  const { code, out, err } = await run(['convert', 'a', 'b'], { files });
  expect([code, err]).toEqual([0, '']);
  expect(out.match(/^class .*/gm)).toEqual(['class PrintChart extends Chart {', 'class BPrintChart extends Chart {']);
  expect(out).toContain("new PrintChart(app, 'print');\nnew BPrintChart(app, 'b-print');\napp.synth();\n");
  expect(out).toContain("new ApiObject(this, 'print-service', {");
});

test('the objects of a list become objects of one chart', async () => {
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [JOB, { ...JOB, metadata: { name: 'two' } }] });
  const { out } = await run(['convert', '-'], { stdin: list });
  expect(out.match(/new Algorithm\(this, '\w+'/g)).toEqual([
    "new Algorithm(this, 'print'",
    "new Algorithm(this, 'two'",
  ]);
  expect(out).toContain('/** From stdin. */\nclass StdinChart');
});

test('writes Python', async () => {
  const { out, code } = await run(['convert', 'job.yaml', '--language', 'python'], { files: { 'job.yaml': YAML_JOB } });
  expect(out).toContain('class JobChart(Chart):\n    """From job.yaml."""\n');
  expect(code).toBe(0);
});

test.each([
  ['job', "env: { A: 'b' },\n    });"],
  ['cronjob', "workload: AlgorithmWorkload.cronJob({ schedule: '0 3 * * *' }),"],
  ['deployment', 'workload: AlgorithmWorkload.deployment(),'],
  ['statefulset', 'workload: AlgorithmWorkload.statefulSet(),'],
  ['daemonset', 'workload: AlgorithmWorkload.daemonSet(),'],
  ['pod', 'workload: AlgorithmWorkload.pod(),'],
])('reads a spec as a %s', async (workload, expected) => {
  const schedule = workload === 'cronjob' ? ['--schedule', '0 3 * * *'] : [];
  const files = { 'print.json': JSON.stringify({ ...SPEC, algorithmEnv: { A: 'b' } }) };
  const { out, code } = await run(['convert', 'print.json', '-w', workload, ...schedule], { files });
  expect(out).toContain(expected);
  expect(code).toBe(0);
});

test('leaves out defaults of the server on request', async () => {
  const files = { 'job.yaml': YAML_JOB.replace('spec:\n', 'spec:\n  suspend: false\n  backoffLimit: 0\n') };
  const kept = await run(['convert', 'job.yaml'], { files });
  expect(kept.out).toContain('AlgorithmWorkload.job({ suspend: false, backoffLimit: 0 })');
  const omitted = await run(['convert', 'job.yaml', '--omit-defaults'], { files });
  expect(omitted.out).toContain('AlgorithmWorkload.job({ backoffLimit: 0 })');
});

describe('writes a directory for the program', () => {
  test.each([
    ['typescript', 'main.ts'],
    ['python', 'main.py'],
  ])('%s: %s', async (language, name) => {
    const { out, cwd } = await run(['convert', 'job.yaml', '-l', language, '--outdir', 'app'], {
      files: { 'job.yaml': YAML_JOB },
    });
    expect(out).toBe(`app/${name}\n`);
    expect(fs.readFileSync(path.join(cwd, 'app', name), 'utf8')).toContain('Algorithm(');
  });

  test('an existing program is not replaced', async () => {
    const { code, err, cwd } = await run(['convert', 'job.yaml', '--outdir', '.'], {
      files: { 'job.yaml': YAML_JOB, 'main.ts': 'mine' },
    });
    expect([code, err]).toEqual([2, 'error: main.ts exists: remove it, or name another directory\n']);
    expect(fs.readFileSync(path.join(cwd, 'main.ts'), 'utf8')).toBe('mine');
  });

  test('a file with that name is an error', async () => {
    const { code, err } = await run(['convert', 'job.yaml', '--outdir', 'app'], {
      files: { 'job.yaml': YAML_JOB, app: '' },
    });
    expect([code, err]).toEqual([2, 'error: app/main.ts: is not a directory\n']);
  });
});

describe('wrong input', () => {
  test.each<[string, string, Record<string, string>, string]>([
    ['a manifest', 'job.yaml', { 'job.yaml': WRONG }, 'spec.template.spec.restartPolicy'],
    ['a spec', 'print.json', { 'print.json': '{"name":"print","algorithmImage":"a b"}' }, 'algorithmImage'],
    ['a text', 'job.yaml', { 'job.yaml': 'a: [' }, 'job.yaml:1'],
    ['neither a spec nor a manifest', 'a.json', { 'a.json': '{"a":1}' }, 'not a Kubernetes manifest'],
  ])('%s is reported as by validate, and nothing is written', async (_, file, files, text) => {
    const { code, out, err } = await run(['convert', file, '--outdir', 'app'], { files });
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(text);
    expect(err).toMatch(/^1 error: nothing is written$/m);
    const validated = await run(['validate', file], { files });
    expect(validated.out).toContain(err.split('\n')[0]);
  });

  test('warnings are printed, and the program is written', async () => {
    const files = { 'job.yaml': YAML_JOB.replace('print:v4', 'print') };
    const { code, out, err } = await run(['convert', 'job.yaml'], { files });
    expect(err).toContain('WARN-IMAGE-LATEST');
    expect(out).toContain("image: 'docker.io/acme/print',");
    expect(code).toBe(0);
  });

  test('a directory with nothing to convert is an error', async () => {
    const { code, err } = await run(['convert', 'dir'], { files: { 'dir/package.json': '{"name":"a"}' } });
    expect([code, err]).toEqual([2, 'error: there is no HKube spec and no manifest in these files\n']);
  });
});
