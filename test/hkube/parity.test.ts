import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { main, ParityCase, runCase, sortedJson } from './parity';

/** Jobs that HKube's own code made. They are no part of the project: without them there is nothing to compare. */
const file = path.join(
  process.env.CDK8S_HKUBE_CASES ?? path.join(__dirname, '../../../shared/cases'),
  'hkube-jobs.json',
);
const cases: ParityCase[] = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')).cases : [];
const found = cases.length > 0 ? cases : [{ name: `no ${file}: nothing compared`, algorithm: {} }];

test.each(found)('$name', (each) => {
  if (cases.length === 0) return;
  expect(runCase(each).differences.filter(({ defect }) => defect === undefined)).toEqual([]);
});

test('a different field is found, and another notation of the same quantity is not', () => {
  const { job } = runCase({ name: 'n', algorithm: {} });
  const theirs = JSON.parse(sortedJson(job));
  theirs.spec.template.spec.containers[1].resources.limits = { cpu: '200m', memory: '536870912' };
  expect(runCase({ name: 'n', algorithm: {}, job: theirs }).differences).toEqual([]);
  theirs.spec.template.spec.containers[1].resources.limits.cpu = '201m';
  delete theirs.spec.backoffLimit;
  expect(runCase({ name: 'n', algorithm: {}, job: theirs }).differences).toEqual([
    { path: 'spec.template.spec.containers[1].resources.limits.cpu', ours: 0.2, theirs: '201m', defect: undefined },
    { path: 'spec.backoffLimit', ours: 0, theirs: undefined, defect: undefined },
  ]);
});

test('sorted JSON is independent of the order of keys', () => {
  expect(sortedJson({ b: 1, a: [{ d: null, c: 2 }] })).toBe('{"a":[{"c":2,"d":null}],"b":1}');
});

describe('the command', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'parity-'));
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  function run(content: string, ...args: string[]) {
    const given = path.join(folder, 'cases.json');
    fs.writeFileSync(given, content);
    const printed: string[] = [];
    const code = main(
      [given, ...args],
      (line) => printed.push(line),
      (line) => printed.push(line),
    );
    return { code, text: printed.join('\n') };
  }
  const one = { name: 'n', algorithm: { cpu: 1 } };
  const job = runCase(one).job;

  test.each<[string, unknown, number, string]>([
    ['cases', { cases: [{ ...one, job }] }, 0, 'n: equal\n\n1 cases: 1 equal, 0 argued, 0 different'],
    ['a list', [{ ...one, job }], 0, 'n: equal\n\n1 cases: 1 equal, 0 argued, 0 different'],
    ['a case alone', { ...one, job }, 0, 'n: equal\n\n1 cases: 1 equal, 0 argued, 0 different'],
    [
      'a case without name',
      [{ algorithm: {}, opt: null, job: runCase({ name: '', algorithm: {} }).job }],
      0,
      '0: equal\n\n1 cases: 1 equal, 0 argued, 0 different',
    ],
    [
      'a case without Job',
      [one],
      0,
      'n: no Job to compare with\n\n1 cases: 0 equal, 0 argued, 0 different, 1 with nothing to compare',
    ],
    [
      'another Job',
      [{ ...one, job: { ...job, kind: 'Pod' } }],
      1,
      'n: DIFFERENT in 1 fields\n    kind: ours "Job", HKube\'s "Pod"\n\n1 cases: 0 equal, 0 argued, 1 different',
    ],
  ])('%s', (_, content, code, text) => {
    expect(run(JSON.stringify(content))).toEqual({ code, text });
  });

  test.each<[string, string]>([
    ['null', 'expected an object with a list of cases'],
    ['{"cases": 5}', 'expected an object with a list of cases'],
    ['{"cases": [{"algorithm": {}}, null]}', 'cases[1]: expected'],
    ['{}', 'cases[0]: expected'],
    ['[{"algorithm": []}]', 'cases[0]: expected'],
    ['[{"algorithm": {}, "job": 5}]', 'cases[0]: expected'],
    ['{', 'expected a key'],
  ])('refuses %s, which is not a file of cases', (content, problem) => {
    const { code, text } = run(content);
    expect(code).toBe(2);
    expect(text).toContain(problem);
  });

  test.each([
    { sideCars: 5 },
    { sideCars: [null, {}] },
    { mounts: null, volumeMounts: [{}] },
    { volumes: [null] },
    { algorithmEnv: 5, labels: [], options: 7, kaiObject: 1 },
  ])('compares an algorithm with values of wrong types: %j', (algorithm) => {
    for (const opt of [{}, { sidecars: null, versions: [null], registry: 5, clusterOptions: 5, kubernetes: 5 }]) {
      expect(run(JSON.stringify([{ algorithm, opt, job }])).text).toMatch(/1 cases: [01] equal/);
    }
  });

  test('prints one Job', () => {
    expect(run(JSON.stringify([one]), '--print', 'n')).toEqual({ code: 0, text: sortedJson(job) });
    expect(run(JSON.stringify([one]), '--print=n').code).toBe(0);
    expect(run(JSON.stringify([one]), '--print', 'm')).toEqual({ code: 2, text: 'There is no case "m". Cases: n' });
  });

  test('prints its usage', () => {
    for (const wrong of [['--print'], ['--help'], ['a', 'b'], []]) {
      const printed: string[] = [];
      expect(main(wrong, undefined, (line) => printed.push(line))).toBe(2);
      expect(printed.join('\n')).toContain('Usage: npm run parity -- FILE [--print NAME]');
    }
    expect(main([path.join(folder, 'none.json')], undefined, () => undefined)).toBe(2);
  });
});
