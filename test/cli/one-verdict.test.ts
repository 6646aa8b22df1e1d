import { App, Chart } from 'cdk8s';
import * as fc from 'fast-check';
import { run } from './run';
import { AlgorithmWorkload, HkubeAlgorithm, HkubeWorkerJob } from '../../src';
import { WorkloadKind, WORKLOADS as WORKLOAD_KINDS } from '../../src/hkube/rendered-spec';
import { HKUBE_SPECS } from '../fixtures/hkube-specs';
import { errorsOf } from '../fixtures/manifests';
import { captureStderr } from '../fixtures/stderr';

const SCHEDULE = '0 0 * * *';
const CAR = { container: { name: 'car', image: 'acme/car:1' } };
const spec = (fields: object = {}) => ({ name: 'print', algorithmImage: 'acme/print:4', ...fields });
const withCar = (fields: object) => spec({ sideCars: [{ ...CAR, ...fields }] });
const withContainer = (fields: object) => spec({ sideCars: [{ container: { ...CAR.container, ...fields } }] });

/** Right and wrong ones, of all kinds of mistakes. */
const SPECS: readonly object[] = [
  spec(),
  spec({ kind: 'stream', env: 'python', cpu: 1, mem: '512Mi', gpu: 1, minHotWorkers: 2 }),
  spec({ kind: 'gateway' }),
  spec({ name: 'Print' }),
  spec({ name: undefined }),
  spec({ name: 'p'.repeat(70) }),
  spec({ name: 'print.v4' }),
  spec({ algorithmImage: 'https://r.example.test/print:1' }),
  spec({ algorithmImage: '${IMAGE}' }),
  spec({ algorithmImage: 'hkube/print' }),
  spec({ algorithmImage: 'acme/print' }),
  spec({ algorithmImage: `acme/print@sha256:${'a'.repeat(64)}` }),
  spec({ algorithmimage: 'x' }),
  spec({ cpu: '500m' }),
  spec({ mem: '1Gb' }),
  spec({ mem: '2Mi' }),
  spec({ kaiObject: { queue: 'q', fraction: 0.5 }, gpu: 0.5 }),
  spec({ kaiObject: { queue: 'q', fraction: 2 } }),
  spec({ labels: { a: 1 } }),
  spec({ labels: { 'a b': 'x' }, annotations: { A: 'X' } }),
  spec({ nodeSelector: { gpu: true, zone: ['a', 'b'] } }),
  spec({ algorithmEnv: { A: 1.5, B: null, C: { secretKeyRef: { name: 's', key: 'k' } } } }),
  spec({ algorithmEnv: { A: { secretKey: { name: 's' } } } }),
  spec({ algorithmEnv: { 'A=B': 'x' }, workerEnv: { C: 1 } }),
  spec({ volumes: [{ name: 'v', emptyDir: { medium: 'memory' } }], volumeMounts: [{ name: 'v', mountPath: '/v' }] }),
  spec({ volumes: [{ name: 'v' }], volumeMounts: [{ name: 'w', mountPath: 'w' }] }),
  spec({ mounts: [{ pvcName: 'data', path: '/data-1' }] }),
  spec({ volumes: [{ name: 'v', emptyDir: {} }] }),
  spec({ volumes: [{ name: 'v' }, { name: 'v' }] }),
  spec({ securityContext: { fsGroup: 1000, hasFsGroupChangePolicy: 'Always' } }),
  withCar({}),
  withCar({ environments: { N: 1 } }),
  withCar({ environments: [{ name: 'N', value: '1' }] }),
  withCar({ volumes: [] }),
  withCar({ volumeMounts: [{ name: 'v', mountPath: '/v' }] }),
  withContainer({ name: 'algorunner' }),
  withContainer({ name: 'Car' }),
  withContainer({ image: 'Acme' }),
  withContainer({ image: 'acme/car' }),
  withContainer({ env: [{ name: 'A', value: 1 }] }),
  withContainer({ ports: [{ containerPort: 80 }, { containerPort: 80 }] }),
  withContainer({ securityContext: { runAsUser: 0, runAsNonRoot: true } }),
  withContainer({ resources: { requests: { memory: '512m' } } }),
  withContainer({ ports: [{ containerPort: 0 }] }),
  withContainer({ resources: { requests: { memory: '1GB' } } }),
  withContainer({ resources: { requests: { cpu: 2 }, limits: { cpu: 1 } } }),
  withContainer({ livenessProbe: { httpGet: { path: '/', port: 'htpp' } } }),
  withContainer({ volumeMounts: [{ name: 'v', mountPath: 'v' }] }),
];

/** The lines about findings, whatever the command prints besides. */
const findingLines = (text: string) => text.split('\n').filter((line) => /^\S+: (?:error|warning): /.test(line));

const FILE = 'print.json';

async function verdictsOf(content: object, workload: WorkloadKind) {
  const files = { [FILE]: JSON.stringify(content) };
  const options = workload === 'cronjob' ? ['--schedule', SCHEDULE] : [];
  const validated = await run(['validate', FILE, '--workload', workload], { files });
  const synthesized = await run(['synth', FILE, '--workload', workload, ...options], { files });
  const { out: json } = await run(['validate', FILE, '--workload', workload, '-o', 'json'], { files });
  return {
    validated: findingLines(validated.out),
    synthesized: findingLines(synthesized.err),
    findings: JSON.parse(json).findings.map(textOf),
    waits: synthesized.code === 2,
    cwd: synthesized.cwd,
  };
}

/** A finding without its place: the construct names the field of the manifest where the command names the spec's. */
function textOf({ severity, rule, message }: { severity: string; rule: string; message: string }): string {
  // A file's variables are one finding of their own.
  if (rule === 'VARIABLES') return `error: ${/\$\{\w+\}/.exec(message)?.[0]}`;
  return severity === 'warning' ? `warning: ${rule}` : errorText(message);
}

/** What an error says after its place; of a variable without a value, the variable. */
function errorText(text: string): string {
  const [variable] = /"\$\{\w+\}"/.exec(text) ?? [];
  if (variable) return `error: ${variable.slice(1, -1)}`;
  return text.replace(/^(?:\S+\.json:\d+:\d+: )?[^\s:]+(?: \(\S+\))?: /, 'error: ');
}

const WORKLOADS = {
  job: () => AlgorithmWorkload.job(),
  cronjob: () => AlgorithmWorkload.cronJob({ schedule: SCHEDULE }),
  deployment: () => AlgorithmWorkload.deployment(),
  statefulset: () => AlgorithmWorkload.statefulSet(),
  daemonset: () => AlgorithmWorkload.daemonSet(),
  pod: () => AlgorithmWorkload.pod(),
};

/** What the construct reports at synth, from the file and from the object that is in it. */
function reportsOfConstruct(given: any, file: string, workload: WorkloadKind): string[][] {
  const construct = workload === 'hkube' ? HkubeWorkerJob : HkubeAlgorithm;
  const options = workload === 'hkube' ? {} : { workload: WORKLOADS[workload]() };
  return [
    (chart: Chart) => construct.fromFile(chart, 'print', file, options),
    (chart: Chart) => new construct(chart, 'print', { spec: given, ...options }),
  ].map((make) => {
    const chart = new Chart(new App(), 'test');
    make(chart);
    let errors: string[] = [];
    const printed = captureStderr(() => {
      errors = errorsOf(chart);
    });
    const warnings = printed.map((line) => `warning: ${/\(([A-Z-]+)\)/.exec(line)?.[1]}`);
    return [...errors.map((line) => errorText(line.replace(/^\[\S+\] /, ''))), ...warnings];
  });
}

/** Sorted; a construct prints a warning once. */
const onceEach = (findings: readonly string[]) => {
  const [warnings, errors] = [true, false].map((is) => findings.filter((line) => line.startsWith('warning') === is));
  return [...errors, ...new Set(warnings)].sort();
};

async function expectOneVerdict(content: object, workload: WorkloadKind) {
  const { validated, synthesized, findings, waits, cwd } = await verdictsOf(content, workload);
  expect(synthesized).toEqual(validated);
  for (const reported of reportsOfConstruct(content, `${cwd}/${FILE}`, workload)) {
    // A Job that HKube has yet to complete can't be made by a construct.
    const expected = waits ? expect.arrayContaining(onceEach(findings)) : onceEach(findings);
    expect(onceEach(reported)).toEqual(expected);
  }
}

describe.each(WORKLOAD_KINDS)('as %s', (workload) => {
  test.each(SPECS)('validate, synth and the construct agree on %j', async (content) => {
    await expectOneVerdict(content, workload);
  });

  test('and agree on any spec', async () => {
    await fc.assert(
      fc.asyncProperty(HKUBE_SPECS, (content) => expectOneVerdict(content, workload)),
      { numRuns: 15 },
    );
  });
});

test.each([
  [{ name: 'print', type: 'Git', gitRepository: { url: 'https://git.example.test/print' } }, 'HKube builds its image'],
  [spec({ gpu: 0.5 }), 'HKube chooses its node'],
])('HKube fills in %j before it creates a Job', async (content, reason) => {
  const files = { 'print.json': JSON.stringify(content), 'other.json': JSON.stringify(spec({ name: 'other' })) };
  expect(await verdictsOf(content, 'hkube')).toMatchObject({ validated: [], waits: true });
  const { code, out, err } = await run(['synth', '.', '--workload', 'hkube'], { files });
  expect(err).toContain(`algorithm print: ${reason}`);
  expect(err).toMatch(/: no Job is written\n$/);
  expect(out).toMatch(/^ {2}name: other-\w{5}$/m);
  expect(code).toBe(0);
});

test.each(['job', 'hkube'] as const)(
  'as %s, YAML with values that are read as another type is never written silently',
  async (workload) => {
    const files = {
      'a.yaml':
        'name: print\nalgorithmImage: acme/print:4\nalgorithmEnv: {COUNTRY: NO, MODE: 0644, V: 1.10, W: "no"}\n',
    };
    const lines = [
      ['COUNTRY', 'NO'],
      ['MODE', '0644'],
      ['V', '1.10'],
    ].map(([name, written]) =>
      expect.stringMatching(
        `: warning: .*algorithmEnv\\[${name}\\]: this is read as .*\\. Put it in quotes: "${written}" `,
      ),
    );
    const validated = await run(['validate', 'a.yaml', '-w', workload], { files });
    const { err, cwd } = await run(['synth', 'a.yaml', '-w', workload], { files });
    expect(findingLines(validated.out)).toEqual(lines);
    expect(findingLines(err)).toEqual(lines);
    const chart = new Chart(new App(), 'test');
    const construct = workload === 'hkube' ? HkubeWorkerJob : HkubeAlgorithm;
    construct.fromFile(chart, 'print', `${cwd}/a.yaml`);
    const printed = captureStderr(() => expect(errorsOf(chart)).toEqual([]));
    expect(printed.join('\n').match(/put it in quotes: "[^"]*"/gi)).toEqual([
      'Put it in quotes: "NO"',
      'Put it in quotes: "0644"',
      'Put it in quotes: "1.10"',
    ]);
  },
);
