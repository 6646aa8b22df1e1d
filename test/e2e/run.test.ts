import { choose, runScenarios, Tally } from './run';
import { Scenario } from './scenario';
import { Transport } from './transport';

const passes = (name: string): Scenario => ({ name, run: async () => 'all was well' });
const fails = (name: string): Scenario => ({
  name,
  run: async () => {
    throw new Error('it was not');
  },
});

/** A cluster in which namespaces are made and deleted at once. */
function fakeCluster() {
  const namespaces = new Set<string>();
  const deleted: string[] = [];
  const labels: object[] = [];
  const request: Transport['request'] = async (method, path, body) => {
    const [, name, rest] = /^\/api\/v1\/namespaces(?:\/([^/]+)(.*))?$/.exec(path) ?? [];
    if (method === 'POST') {
      const { metadata } = JSON.parse(body!);
      namespaces.add(metadata.name);
      labels.push(metadata.labels);
    }
    if (method === 'DELETE' && rest === '') {
      namespaces.delete(name);
      deleted.push(name);
    }
    if (method === 'GET' && rest === '') return { code: namespaces.has(name) ? 200 : 404, body: {} };
    return { code: 200, body: { items: [{ metadata: { name: 'pod-1' }, status: { phase: 'Running' } }] } };
  };
  return {
    namespaces,
    deleted,
    labels,
    transport: { request, minor: async () => 37, version: async () => 'v1.37.0', close: () => {} },
  };
}

interface Ran {
  readonly tally: Tally;
  readonly lines: readonly string[];
  /** How many namespaces are left. */
  readonly left: number;
  readonly deleted: readonly string[];
  /** Of the namespaces that were made. */
  readonly labels: readonly object[];
}

async function run(scenarios: readonly Scenario[], signal = new AbortController().signal): Promise<Ran> {
  const { namespaces, deleted, labels, transport } = fakeCluster();
  const lines: string[] = [];
  const tally = await runScenarios(scenarios, {
    transport,
    image: 'busybox:1',
    minor: 37,
    signal,
    inParallel: 2,
    print: (line) => lines.push(line),
  });
  return {
    tally,
    lines: lines.map((line) => line.replace(/\(\d+\.\d s\)/, '(T)')),
    left: namespaces.size,
    deleted,
    labels,
  };
}

test('a passed scenario is printed in a line, and a failed one with its objects', async () => {
  const { tally, lines, left, deleted } = await run([passes('one'), fails('two')]);
  expect(tally).toEqual({ passed: 1, failed: 1 });
  expect(lines).toContain('ok one (T): all was well');
  expect(lines.slice(lines.indexOf('FAILED two (T): it was not'))).toContain('  Pod pod-1: Running');
  expect(left).toBe(0);
  expect(deleted.map((name) => name.replace(/[0-9a-f]{6}$/, 'X')).sort()).toEqual(['e2e-one-X', 'e2e-two-X']);
});

test('the namespace of a scenario has its labels', async () => {
  const { labels } = await run([{ ...passes('one'), namespaceLabels: { enforce: 'restricted' } }, passes('two')]);
  expect(labels).toEqual([
    { 'app.kubernetes.io/managed-by': 'cdk8s-hkube-e2e', enforce: 'restricted' },
    { 'app.kubernetes.io/managed-by': 'cdk8s-hkube-e2e' },
  ]);
});

test('an interruption stops running scenarios and starts no others', async () => {
  const controller = new AbortController();
  const waits: Scenario = {
    name: 'waits',
    run: (stage) => stage.until<string>('forever', 60, async () => void setImmediate(() => controller.abort())),
  };
  const { tally, lines, left } = await run([waits, waits, passes('later')], controller.signal);
  expect(tally).toEqual({ passed: 0, failed: 2 });
  expect(lines).toEqual(['FAILED waits (T): interrupted', 'FAILED waits (T): interrupted']);
  expect(left).toBe(0);
});

test.each([
  [[], ['job-completes', 'job-fails', 'other']],
  [['job'], ['job-completes', 'job-fails']],
  [
    ['other', 'job-f'],
    ['job-fails', 'other'],
  ],
])('the arguments %j select %j', (names, chosen) => {
  expect(choose(['job-completes', 'job-fails', 'other'].map(passes), names).map(({ name }) => name)).toEqual(chosen);
});

test('an unknown name is an error that lists all names', () => {
  expect(() => choose([passes('one')], ['one', 'two'])).toThrow('there is no scenario two; there are one');
});

test('the names of scenarios fit into the name of a namespace', async () => {
  const { deleted } = await run([passes('x'.repeat(100))]);
  expect(deleted[0].length).toBeLessThanOrEqual(63);
});
