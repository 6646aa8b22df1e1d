/**
 * Asks a live API server and `judgeUpdate` about random updates, and prints where they differ.
 *
 *   npm run fuzz -- --updates --count 3000 --seed 1
 *
 * The old objects are created for real, in a namespace of their own or with names of their own, and deleted in the end.
 * The updates are dry runs: by `kubectl apply`, which has to be on the PATH, and by a full replacement.
 */
import { execFile } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { injectFault } from './faults';
import { Namespace } from './namespace';
import { forEach } from './pool';
import { createRandom } from './random';
import { Answer, pathOf, Transport } from './transport';
import { updateBase } from './update-bases';
import { Finding, typeAndDetail } from '../../src/apimachinery/finding';
import { judgeUpdate, UpdateMethod } from '../../src/validation/update/validate-update';

const IN_FLIGHT = 8;
/** So many files are given to kubectl at once. */
const BATCH = 50;
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const DENSITIES = [0.03, 0.1, 0.3];
/** Kinds whose state no manifest shows. */
const WITH_STATUS = ['Pod', 'PersistentVolumeClaim'];
/** Said by what else is in the cluster, and of expressions in CEL. */
const NOT_JUDGED =
  /\(Forbidden\)|exceeded quota|object is being deleted|compilation failed|not found$|provided port is (?:already allocated|not in)|must evaluate to/;

interface Trial {
  readonly number: number;
  readonly old: any;
  readonly manifest: any;
  readonly path: string;
  live?: any;
}

function makeTrial(seed: number, number: number, minor: number, namespace: string): Trial {
  const random = createRandom(`update ${seed} ${number}`);
  const { manifest: old, isClusterScoped } = updateBase(random.int(1000), `upd-${seed}-${number}`);
  const making = { random, minor, density: random.pick(DENSITIES), focus: new Set<string>() };
  let manifest = old;
  const faults = random.pick([1, 1, 1, 1, 2, 2, 3]);
  for (let i = 0; i < faults; i++) manifest = injectFault(making, manifest);
  // Another name is another object.
  const metadata = { ...(typeof manifest.metadata === 'object' ? manifest.metadata : {}), name: old.metadata.name };
  for (const field of ['namespace', 'generateName', 'uid', 'resourceVersion', 'deletionTimestamp', 'managedFields']) {
    delete metadata[field];
  }
  const path = pathOf(old.apiVersion, old.kind, isClusterScoped ? undefined : namespace);
  return { number, old, manifest: { ...manifest, metadata }, path };
}

/** With spaces, as most clients don't send it: the server keeps the text of a ControllerRevision's data. */
const spaced = (value: unknown) => JSON.stringify(value, null, 1);

/** A number that is too large for a field: a patch takes the rest of it, which we refuse. */
const isWrapped = (found: readonly Finding[]) =>
  found.every(({ detail }) => /cannot unmarshal number -?\d/.test(detail));

/** What dry runs don't notice. */
const isOfNodes = (found: readonly Finding[]) => found.every(({ rule }) => rule === 'SVC-NODEPORT');

/** With the note that kubectl makes. */
function annotated(manifest: any, namespace: string): any {
  const noted = { ...manifest, metadata: { annotations: {}, ...manifest.metadata, namespace } };
  const annotations = { ...manifest.metadata.annotations, [LAST_APPLIED]: `${JSON.stringify(noted)}\n` };
  return { ...manifest, metadata: { ...manifest.metadata, annotations } };
}

/** What kubectl says of each file, by number; nothing of what it accepts. It breaks down at some: those are refused. */
async function applyAll(files: readonly string[], namespace: string): Promise<ReadonlyMap<number, string>> {
  const stderr = await kubectlApply(files, namespace);
  if (!stderr.includes('panic: ')) return errorsByNumber(stderr);
  if (files.length === 1) return new Map([[numberOf(files[0]), stderr.slice(0, 200)]]);
  const middle = Math.ceil(files.length / 2);
  const halves = [files.slice(0, middle), files.slice(middle)];
  const found = await Promise.all(halves.map((half) => applyAll(half, namespace)));
  return new Map(found.flatMap((half) => [...half]));
}

function kubectlApply(files: readonly string[], namespace: string): Promise<string> {
  const args = ['apply', '--dry-run=server', '--namespace', namespace, ...files.flatMap((file) => ['-f', file])];
  return new Promise((done) => execFile('kubectl', args, { maxBuffer: 1e9 }, (_error, _out, stderr) => done(stderr)));
}

const numberOf = (file: string) => Number(/(\d+)\.json$/.exec(file)![1]);

/** Each error begins a line, and names its file. */
function errorsByNumber(stderr: string): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const text of stderr.split(/^(?=Error from server|error|unable to |The \w+ "upd-)/m)) {
    const file = /^(?:for: |unable to decode |error\b.*?)"[^"]*?(\d+)\.json"/m.exec(text);
    const number = (file ?? /^The \w+ "upd-\d+-(\d+)" is invalid/.exec(text))?.[1];
    if (number === undefined) continue;
    const said = text.slice(text.search(/error when patching|$/));
    found.set(Number(number), said === '' ? text : `${text.split('\n')[0]} ${said}`);
  }
  return found;
}

async function replace(transport: Transport, { path, manifest, live }: Trial): Promise<Answer> {
  const body = { ...manifest, metadata: { ...manifest.metadata, resourceVersion: live.metadata.resourceVersion } };
  const query = 'dryRun=All&fieldValidation=Strict';
  return transport.request('PUT', `${path}/${manifest.metadata.name}?${query}`, spaced(body));
}

/** Where we and the server differ. */
function compare(trial: Trial, method: UpdateMethod, minor: number, error: string | undefined): string | undefined {
  const { number, old, manifest, live } = trial;
  if (error !== undefined && NOT_JUDGED.test(error)) return undefined;
  const status = WITH_STATUS.includes(old.kind) ? { status: live.status } : {};
  const isLive = number % 2 === 0;
  const { findings } = judgeUpdate(isLive ? live : { ...old, ...status }, manifest, minor, method);
  const errors = findings.filter(({ severity }) => severity === 'error');
  if ((error !== undefined) === errors.length > 0) return undefined;
  if (error === undefined && (isOfNodes(errors) || (method === 'apply' && isWrapped(errors)))) return undefined;
  const ours = errors.map((finding) => `${finding.rule} ${finding.path}: ${typeAndDetail(finding)}`).join('\n    ');
  return (
    `#${number} ${old.kind} ${method}, ${isLive ? 'live' : 'manifest'}: ` +
    `${error === undefined ? `false refusal\n    ${ours}` : `false accept\n    ${error.trim().slice(-700)}`}\n` +
    `    ${JSON.stringify(old)}\n    ${JSON.stringify(manifest).slice(0, 2000)}`
  );
}

export interface UpdateOptions {
  readonly count: number;
  readonly seed: number;
  readonly only?: number;
}

/** Answers with the exit code. */
export async function fuzzUpdates(transport: Transport, minor: number, options: UpdateOptions): Promise<number> {
  const { count, seed, only } = options;
  const namespace = new Namespace(transport, `updates-${seed}-${Date.now().toString(36)}`);
  const numbers = only === undefined ? Array.from({ length: count }, (_, i) => i + 1) : [only];
  const trials = numbers.map((number) => makeTrial(seed, number, minor, namespace.name));
  const folder = mkdtempSync(join(tmpdir(), 'updates-'));
  try {
    await namespace.open();
    return await ask(transport, minor, trials, namespace.name, folder);
  } finally {
    rmSync(folder, { recursive: true });
    const inCluster = trials.filter(({ path }) => !path.includes('/namespaces/'));
    await forEach(inCluster, IN_FLIGHT, async ({ path, old }) => {
      await transport.request('DELETE', `${path}/${old.metadata.name}`);
    });
    await namespace.remove();
  }
}

async function ask(transport: Transport, minor: number, trials: readonly Trial[], namespace: string, folder: string) {
  await forEach(trials, IN_FLIGHT, async (trial) => {
    const { code, body } = await transport.request('POST', trial.path, spaced(annotated(trial.old, namespace)));
    if (code >= 300) throw new Error(`create ${trial.old.kind}: ${code} ${body?.message}`);
  });
  // Controllers have their say, such as that a Job has started.
  await new Promise((ready) => setTimeout(ready, 5000));
  await forEach(trials, IN_FLIGHT, async (trial) => {
    trial.live = (await transport.request('GET', `${trial.path}/${trial.old.metadata.name}`)).body;
    trial.live = { ...trial.live, apiVersion: trial.old.apiVersion, kind: trial.old.kind };
  });
  const files = trials.map(({ number }) => join(folder, `${number}.json`));
  trials.forEach(({ manifest }, i) => writeFileSync(files[i], JSON.stringify(manifest)));
  const batches = Array.from({ length: Math.ceil(files.length / BATCH) }, (_, i) =>
    files.slice(i * BATCH, (i + 1) * BATCH),
  );
  const applied = new Map<number, string>();
  await forEach(batches, 2, async (batch) => {
    for (const [number, error] of await applyAll(batch, namespace)) applied.set(number, error);
  });
  const found: string[] = [];
  const tally = { accepted: 0, refused: 0 };
  await forEach(trials, IN_FLIGHT, async (trial) => {
    const answer = await replace(transport, trial);
    const replaced = answer.code < 300 ? undefined : `${answer.code} ${answer.body?.message}`;
    for (const [method, error] of [
      ['apply', applied.get(trial.number)],
      ['replace', replaced],
    ] as const) {
      tally[error === undefined ? 'accepted' : 'refused']++;
      const text =
        replaced?.startsWith('409') && method === 'replace' ? undefined : compare(trial, method, minor, error);
      if (text) found.push(text);
    }
  });
  for (const text of found) console.log(`\n${text}`);
  console.log(
    `${trials.length} updates by two methods, ${tally.accepted} accepted, ${tally.refused} refused, ` +
      `${found.length} disagreements`,
  );
  return found.length > 0 ? 1 : 0;
}
