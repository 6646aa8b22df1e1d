/**
 * Asks a live API server and `validateManifest` about random manifests, and prints where they differ.
 *
 *   npm run fuzz -- --count 5000 --seed 1 [--number 17] [--kind KIND] [--paths] [--record FILE]
 *                 [--feature-gates AllAlpha=true]
 *   npm run fuzz -- --updates --count 3000 --seed 1
 *
 * `KUBECONFIG` names the cluster; nothing is created there, all are dry runs. `--number` asks about that one only,
 * `--kind` about objects of that kind (`Pod`, `apps/v1 Deployment`). `--paths` also prints, of what both refuse, where
 * the server's paths are not among ours. `--record` writes manifests and answers to a file (see record.ts).
 * `--feature-gates` are those that the server was started with.
 *
 * Exit code 0: no disagreement; 1: some; 2: no cluster to ask.
 */
import { Yaml } from 'cdk8s';
import { Cluster, connect, Format, openCluster } from './cluster';
import { foundIn } from './found';
import { fuzzUpdates } from './fuzz-updates';
import { generate, generateOf } from './generate';
import { complaints, Disagreement, Evidence, isSame, judge, Judgement } from './judge';
import { lossesOf } from './kept';
import { podOf } from './pod-of';
import { forEach } from './pool';
import { createRandom } from './random';
import { writeRecord } from './record';
import { samplesOf } from './samples';
import { shrink } from './shrink';
import { openTransport } from './transport';
import { FeatureGates } from '../../src/apimachinery/feature-gates';
import { Finding } from '../../src/apimachinery/finding';
import { allKinds } from '../../src/apimachinery/schema';
import { readGates } from '../../src/cli/gates-option';
import { hasRules } from '../../src/validation/validate';

const IN_FLIGHT = 8;
const YAML_SHARE = 0.25;

interface Result {
  readonly number: number;
  readonly manifest: any;
  readonly format: Format;
  readonly found: readonly Finding[];
  readonly evidence: Evidence;
  readonly judgement: Judgement;
}

/** Who is asked. */
interface Asked {
  readonly cluster: Cluster;
  readonly minor: number;
  /** With which the server was started. */
  readonly gates: FeatureGates;
}

async function gather(cluster: Cluster, manifest: any, minor: number, format: Format): Promise<Evidence> {
  const { apiVersion, kind } = manifest;
  const body = format === 'yaml' ? Yaml.stringify(manifest) : JSON.stringify(manifest);
  const answer = await cluster.create(apiVersion, kind, body, format);
  if (answer.code >= 300) return { answer, losses: { lost: [], hollow: [] } };
  const losses = lossesOf(manifest, answer.body, minor);
  const pod = losses.lost.length === 0 ? podOf(answer.body) : undefined;
  return { answer, losses, podAnswer: pod && (await cluster.create('v1', 'Pod', JSON.stringify(pod), 'json')) };
}

async function ask(asked: Asked, manifest: any, number: number, format: Format): Promise<Result> {
  const { cluster, minor, gates } = asked;
  const found = foundIn(manifest, minor, format, gates);
  const evidence = await gather(cluster, manifest, minor, format);
  return { number, manifest, format, found, evidence, judgement: judge(evidence, found) };
}

function formatOf(manifest: any, minor: number, seed: number, number: number): Format {
  const strange = foundIn(manifest, minor, 'yaml').some(({ rule }) => rule === 'YAML-STRING');
  return strange || createRandom(`format ${seed} ${number}`).chance(YAML_SHARE) ? 'yaml' : 'json';
}

async function report(asked: Asked, seed: number, { number, manifest, format, judgement }: Result): Promise<void> {
  const original = judgement.disagreement!;
  const smallest = await shrink(manifest, async (candidate) =>
    isSame(original, (await ask(asked, candidate, number, format)).judgement.disagreement),
  );
  const { problem, server, ours } = (await ask(asked, smallest, number, format)).judgement.disagreement ?? original;
  console.log(`\n#${number} of seed ${seed}, as ${format.toUpperCase()}: ${problem}\n  ${printable(smallest)}`);
  for (const text of server.slice(0, 5)) console.log(`  server: ${cut(text)}`);
  for (const text of ours.slice(0, 5)) console.log(`  ours:   ${cut(text)}`);
}

const cut = (text: string) => (text.length > 600 ? `${text.slice(0, 600)}…` : text);

/** As JSON that shows what is invisible. */
const printable = (manifest: any) =>
  cut(
    JSON.stringify(manifest).replace(
      /[\u007f-\uffff]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  );

function reportPaths({ number, found, evidence }: Result): void {
  console.log(`\n#${number}: other paths`);
  for (const text of complaints(evidence.answer)) console.log(`  server: ${cut(text).slice(0, 250)}`);
  for (const { rule, path, detail } of found) console.log(`  ours:   ${rule} ${path}: ${cut(detail).slice(0, 200)}`);
}

type Kinds = ReadonlyArray<readonly [apiVersion: string, kind: string]>;

/** The kinds that have rules and samples, and that the server serves. */
async function kindsOf(cluster: Cluster, minor: number, wanted?: string): Promise<Kinds> {
  const kinds: Array<readonly [string, string]> = [];
  for (const [apiVersion, kind] of allKinds(minor)) {
    if (wanted && wanted !== kind && wanted !== `${apiVersion} ${kind}`) continue;
    if (!hasRules(apiVersion, kind) || samplesOf(apiVersion, kind, minor).length === 0) continue;
    if (await cluster.serves(apiVersion, kind)) kinds.push([apiVersion, kind]);
  }
  if (wanted && kinds.length === 0) {
    throw new Error(`no rules and samples of ${wanted}, or the server has no such kind`);
  }
  return kinds;
}

/** Every fourth is an object made of the fields of Jobs and the like; the others are changed samples of all kinds. */
function manifestOf(kinds: Kinds, seed: number, number: number, minor: number, isOfKind: boolean): any {
  if (kinds.length === 0) return generate(seed, number, minor);
  if (!isOfKind && number % 4 === 0) return generate(seed, number / 4, minor);
  return generateOf(kinds, seed, number, minor);
}

async function fuzz(asked: Asked, options: Options): Promise<number> {
  const { cluster, minor } = asked;
  const { count, seed, only, paths } = options;
  const kinds = await kindsOf(cluster, minor, options.kind);
  const started = Date.now();
  const numbers = only === undefined ? Array.from({ length: count }, (_, i) => i + 1) : [only];
  const tally = { accepted: 0, refused: 0, skipped: 0, samePath: 0, paths: 0, celOnly: 0 };
  const disagreements: Result[] = [];
  const otherPaths: Result[] = [];
  const recorded: Result[] = [];
  await forEach(numbers, IN_FLIGHT, async (number) => {
    const manifest = manifestOf(kinds, seed, number, minor, options.kind !== undefined);
    const result = await ask(asked, manifest, number, formatOf(manifest, minor, seed, number));
    const { verdict, samePath, disagreement } = result.judgement;
    tally[verdict]++;
    if (result.judgement.celOnly) tally.celOnly++;
    if (samePath !== undefined) tally.paths++;
    if (samePath) tally.samePath++;
    if (disagreement) disagreements.push(result);
    if (options.record) recorded.push(result);
    if (samePath === false && paths) otherPaths.push(result);
  });
  const seconds = (Date.now() - started) / 1000;
  if (options.record) writeRecord(options.record, { server: await cluster.version(), minor, seed, count }, recorded);

  const byNumber = (a: Result, b: Result) => a.number - b.number;
  const reported: Array<{ number: number; disagreement: Disagreement }> = [];
  for (const result of disagreements.sort(byNumber)) {
    const disagreement = result.judgement.disagreement!;
    const known = reported.find((other) => isSame(other.disagreement, disagreement));
    if (known) {
      console.log(
        `\n#${result.number} of seed ${seed}: ${disagreement.problem}, like #${known.number}: ` +
          `${cut(disagreement.marks[0])}`,
      );
    } else {
      await report(asked, seed, result);
    }
    if (!known) reported.push({ number: result.number, disagreement });
  }
  otherPaths.sort(byNumber).forEach(reportPaths);

  const share = tally.paths === 0 ? 100 : Math.floor((1000 * tally.samePath) / tally.paths) / 10;
  if (tally.celOnly > 0) console.log(`${tally.celOnly} refused for expressions in CEL alone, which are not validated`);
  if (tally.skipped > 0) console.log(`${tally.skipped} not judged: refused for what else is in the cluster`);
  console.log(
    `${numbers.length} manifests, ${tally.accepted} accepted, ${tally.refused} refused, ` +
      `${disagreements.length} disagreements, ` +
      `same path ${share} %, ${Math.round(numbers.length / seconds)}/s`,
  );
  return disagreements.length > 0 ? 1 : 0;
}

interface Options {
  readonly count: number;
  readonly seed: number;
  readonly only?: number;
  /** `Pod`, `apps/v1 Deployment` */
  readonly kind?: string;
  readonly paths: boolean;
  /** The file that manifests and answers are written to. */
  readonly record?: string;
  readonly gates: FeatureGates;
}

function readOptions(args: readonly string[]): Options {
  const option = (name: string) => {
    if (!args.includes(name)) return undefined;
    const value = Number(args[args.indexOf(name) + 1]);
    if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${name} needs a whole number`);
    return value;
  };
  const textOf = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  return {
    count: option('--count') ?? 500,
    seed: option('--seed') ?? 1,
    only: option('--number'),
    kind: textOf('--kind'),
    paths: args.includes('--paths'),
    record: textOf('--record'),
    gates: readGates(textOf('--feature-gates') ?? ''),
  };
}

/** Answers with the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  let connected: { server: { close(): void }; minor: number } | undefined;
  try {
    const options = readOptions(args);
    if (args.includes('--updates')) {
      const { server, minor } = await connect((connection) => openTransport(connection, 'cdk8s-hkube-fuzz', IN_FLIGHT));
      connected = { server, minor };
      return await fuzzUpdates(server, minor, options);
    }
    const { server, minor } = await connect((connection) => openCluster(connection, 'default', IN_FLIGHT));
    connected = { server, minor };
    return await fuzz({ cluster: server, minor, gates: options.gates }, options);
  } catch (error) {
    console.error(`fuzz: ${connected ? (error as Error).stack : (error as Error).message}`);
    return 2;
  } finally {
    connected?.server.close();
  }
}

if (require.main === module) void main(process.argv.slice(2)).then((code) => (process.exitCode = code));
