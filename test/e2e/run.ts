/** Runs scenarios, some at a time, each in a namespace of its own. */
import { randomBytes } from 'crypto';
import { Namespace } from './namespace';
import { forEach } from './pool';
import { Scenario, Stage } from './scenario';
import { Transport } from './transport';
import { until } from './until';

export interface RunOptions {
  readonly transport: Transport;
  readonly image: string;
  readonly minor: number;
  readonly signal: AbortSignal;
  /** How many scenarios run at the same time. */
  readonly inParallel: number;
  readonly print: (line: string) => void;
}

export interface Tally {
  passed: number;
  failed: number;
}

/** Those that begin with one of the names; all when there are none. */
export function choose(scenarios: readonly Scenario[], names: readonly string[]): readonly Scenario[] {
  const unknown = names.filter((name) => !scenarios.some((scenario) => scenario.name.startsWith(name)));
  if (unknown.length > 0) {
    throw new Error(
      `there is no scenario ${unknown.join(', ')}; there are ${scenarios.map(({ name }) => name).join(', ')}`,
    );
  }
  return names.length === 0
    ? scenarios
    : scenarios.filter((scenario) => names.some((name) => scenario.name.startsWith(name)));
}

/** Each scenario ends in one line, a failure in several. Namespaces are deleted in any case. */
export async function runScenarios(scenarios: readonly Scenario[], options: RunOptions): Promise<Tally> {
  const tally: Tally = { passed: 0, failed: 0 };
  const namespaces: Namespace[] = [];
  await forEach(scenarios, options.inParallel, async (scenario) => {
    if (options.signal.aborted) return;
    const namespace = new Namespace(options.transport, namespaceName(scenario.name));
    namespaces.push(namespace);
    const lines = await runScenario(scenario, namespace, options);
    tally[lines[0].startsWith('ok') ? 'passed' : 'failed']++;
    for (const line of lines) options.print(line);
  });
  await waitForEnd(namespaces, options.print);
  return tally;
}

async function runScenario(
  scenario: Scenario,
  namespace: Namespace,
  { image, minor, signal }: RunOptions,
): Promise<string[]> {
  const started = Date.now();
  const title = () => `${scenario.name} (${((Date.now() - started) / 1000).toFixed(1)} s)`;
  const stage = new Stage({ namespace, image, minor, signal });
  try {
    await namespace.open(scenario.namespaceLabels);
    // No pod starts before its service account is there.
    await stage.until('the namespace has a service account', 30, () => namespace.get('ServiceAccount', 'default'));
    const seen = await scenario.run(stage);
    return [`ok ${title()}: ${seen}`];
  } catch (error) {
    const failure = `FAILED ${title()}: ${(error as Error).message}`;
    const state = signal.aborted ? [] : await stage.describe().catch((other) => [String(other)]);
    return [failure, ...state.map((line) => `  ${line}`)];
  } finally {
    await namespace.remove().catch(() => {});
  }
}

/** Names what is left, if there is something. */
async function waitForEnd(namespaces: readonly Namespace[], print: (line: string) => void): Promise<void> {
  const left = async () =>
    (await Promise.all(namespaces.map(async (one) => ((await one.exists()) ? [one.name] : [])))).flat();
  await until(
    'namespaces are deleted',
    30,
    new AbortController().signal,
    async () => ((await left()).length === 0 ? true : undefined),
    500,
  ).catch(async () => print(`still being deleted: ${(await left()).join(', ')}`));
}

/** At most 63 characters. */
const namespaceName = (scenario: string) => `e2e-${scenario.slice(0, 50)}-${randomBytes(3).toString('hex')}`;
