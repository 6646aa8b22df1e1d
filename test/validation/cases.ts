/**
 * Compares `validateManifest` with what real API servers answered.
 *
 *   npx tsx test/validation/cases.ts [--only RULE-ID-PREFIX] [--version 1.30] [--paths] [--max 50]
 *
 * `--only` takes the beginning of a rule or of a case id (`R7.12` for random ones). `--paths` also prints refusals
 * whose set of paths is not the server's. The cases are looked for in ../shared/cases, else where CDK8S_HKUBE_CASES
 * points.
 */
import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { gunzipSync } from 'zlib';
import { typeAndDetail, Finding } from '../../src/apimachinery/finding';
import { NEWEST_MINOR, OLDEST_MINOR } from '../../src/apimachinery/schema';
import { validateManifest } from '../../src/validation/validate';

type Verdict = 'accept' | 'reject';

interface Case {
  readonly id: string;
  readonly rule: string;
  readonly object: any;
  readonly expand?: Array<{ path: string[]; repeat: string; count: number }>;
  readonly expect: Verdict;
  readonly error_contains?: string;
  readonly errors?: string[];
  readonly by_version?: Record<string, { expect: Verdict; error_contains?: string }>;
  readonly silently_dropped?: Record<string, string[]>;
  readonly pod_expect?: Verdict;
  readonly pod_layer?: string;
  readonly changed?: string[];
}

export interface Disagreement {
  readonly id: string;
  readonly version: string;
  readonly problem: 'false accept' | 'false refusal' | 'other path';
  readonly expected: string;
  readonly found: string[];
}

export interface Summary {
  cases: number;
  agree: number;
  falseAccepts: number;
  falseRefusals: number;
  /** Refusals whose path is known, and how many of those name the server's path. */
  paths: number;
  samePath: number;
  /** Refusals whose complete list of paths is known, and how many of those name just the same. */
  pathSets: number;
  samePathSet: number;
  disagreements: Disagreement[];
}

export const FOLDER = process.env.CDK8S_HKUBE_CASES ?? join(__dirname, '..', '..', '..', 'shared', 'cases');
const VERDICTS = join(FOLDER, 'k8s-verdicts.jsonl');
const RANDOM = join(FOLDER, 'k8s-random.jsonl.gz');
const RANDOM_MINOR = 37;

export const VERSIONS = Array.from({ length: NEWEST_MINOR - OLDEST_MINOR + 1 }, (_, i) => OLDEST_MINOR + i);
export const haveCases = () => existsSync(VERDICTS) && existsSync(RANDOM);

const parseLines = (text: string): Case[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

function readCases(): { verdicts: Case[]; random: Case[] } {
  const verdicts = parseLines(readFileSync(VERDICTS, 'utf8'));
  for (const { object, expand } of verdicts) {
    for (const { path, repeat, count } of expand ?? []) {
      const parent = path.slice(0, -1).reduce((value, key) => value[key], object);
      parent[path[path.length - 1]] = repeat.repeat(count);
    }
  }
  return { verdicts, random: parseLines(gunzipSync(readFileSync(RANDOM)).toString()) };
}

/** Quantities come back in canonical form, and some metadata is the server's own. */
const harmlessChange = (path: string) => /^metadata\.|\.(requests|limits)\.|\.(sizeLimit|divisor)$/.test(path);

/** What the server does to the object; the texts are those that are known. */
function expectation(row: Case, version: string): { reject: boolean; texts: string[]; complete: boolean } {
  const own = row.by_version?.[version];
  const verdict = own?.expect ?? row.expect;
  if (verdict === 'reject') {
    if (own) return { reject: true, texts: own.error_contains ? [own.error_contains] : [], complete: false };
    return { reject: true, texts: row.errors ?? [row.error_contains ?? ''], complete: row.errors !== undefined };
  }
  // Whether there is such a PriorityClass or RuntimeClass is the cluster's affair, and random rows with one are
  // accepted.
  const podsRefused = row.pod_expect === 'reject' && !row.pod_layer?.startsWith('admission');
  const dropped = row.silently_dropped?.[version] ?? row.changed?.filter((path) => !harmlessChange(path)) ?? [];
  return { reject: dropped.length > 0 || podsRefused, texts: [], complete: false };
}

const FIELD_ERROR =
  /^(.*?): (?:Required value|Invalid value|Unsupported value|Duplicate value|Not found|Forbidden|Too long|Too many)/s;

/** The paths that an error text names; none where it names none, or where it was cut off. */
export function pathsOf(text: string): string[] {
  const unknown = [...text.matchAll(/unknown field "([^"]*)"/g)].map((match) => match[1]);
  if (unknown.length) return unknown;
  const type = /Go struct field \w+\.(\S+) of type/.exec(text);
  if (type) return [type[1]];
  const field = FIELD_ERROR.exec(text);
  return field ? [field[1]] : [];
}

/** Type errors name no index, no key of a map, but the structs that Go embeds. */
const loose = (path: string) => path.replace(/\[[^\]]*\]/g, '').replace(/\.[A-Z]\w*(?=\.)/g, '');

export function samePath(text: string, found: readonly Finding[]): boolean | undefined {
  const paths = pathsOf(text);
  if (paths.length === 0) return undefined;
  const normal = text.includes('Go struct field') ? loose : (path: string) => path;
  const ours = found.map(({ path }) => normal(path));
  // Some texts are cut off at the left.
  return paths.every((path) => ours.some((other) => other.endsWith(normal(path))));
}

function judge(row: Case, minor: number, summary: Summary): void {
  const version = `1.${minor}`;
  const { reject, texts, complete } = expectation(row, version);
  const found = validateManifest(row.object, minor).filter(({ severity }) => severity === 'error');
  const report = (problem: Disagreement['problem'], expected: string) =>
    summary.disagreements.push({
      id: row.id,
      version,
      problem,
      expected,
      found: found.map((error) => `${error.rule} ${error.path}: ${typeAndDetail(error)}`),
    });

  summary.cases++;
  if (found.length > 0 !== reject) {
    if (reject) summary.falseAccepts++;
    else summary.falseRefusals++;
    report(
      reject ? 'false accept' : 'false refusal',
      texts[0] ?? JSON.stringify(row.silently_dropped?.[version] ?? row.changed ?? row.pod_expect ?? 'accept'),
    );
    return;
  }
  summary.agree++;
  if (!reject) return;

  const same = texts.length === 0 ? undefined : samePath(texts[0], found);
  if (same !== undefined) {
    summary.paths++;
    if (same) summary.samePath++;
  }
  if (complete && texts.every((text) => FIELD_ERROR.test(text))) {
    summary.pathSets++;
    const theirs = [...new Set(texts.flatMap(pathsOf))].sort().join(' ');
    const ours = [...new Set(found.map(({ path }) => path))].sort().join(' ');
    if (theirs === ours) summary.samePathSet++;
    else report('other path', texts.join(' | '));
  } else if (same === false) {
    report('other path', texts[0]);
  }
}

const emptySummary = (): Summary => ({
  cases: 0,
  agree: 0,
  falseAccepts: 0,
  falseRefusals: 0,
  paths: 0,
  samePath: 0,
  pathSets: 0,
  samePathSet: 0,
  disagreements: [],
});

let cases: ReturnType<typeof readCases> | undefined;

/** Judges the cases with one version; the random ones were asked of 1.37 only. */
export function runCases(minor: number, only = ''): { verdicts: Summary; random: Summary } {
  cases ??= readCases();
  const wanted = ({ id, rule }: Case) => rule.startsWith(only) || id.startsWith(only);
  const result = { verdicts: emptySummary(), random: emptySummary() };
  for (const row of cases.verdicts.filter(wanted)) judge(row, minor, result.verdicts);
  if (minor === RANDOM_MINOR) for (const row of cases.random.filter(wanted)) judge(row, minor, result.random);
  return result;
}

export function summaryLine(name: string, summary: Summary): string {
  const { cases: all, agree, falseAccepts, falseRefusals, paths, samePath: same, pathSets, samePathSet } = summary;
  return (
    `${name}: ${all} cases, ${agree} agree, ${falseAccepts} false accepts, ${falseRefusals} false refusals, ` +
    `same path ${same}/${paths}, same set of paths ${samePathSet}/${pathSets}`
  );
}

function main(args: string[]): void {
  const option = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const version = option('--version');
  let left = Number(option('--max') ?? 50);
  for (const minor of version ? [Number(version.replace(/^1\./, ''))] : VERSIONS) {
    const { verdicts, random } = runCases(minor, option('--only'));
    for (const [name, summary] of [
      [`1.${minor}`, verdicts],
      [`1.${minor} random`, random],
    ] as const) {
      if (summary.cases === 0) continue;
      for (const { id, problem, expected, found } of summary.disagreements) {
        if (problem === 'other path' && !args.includes('--paths')) continue;
        if (left-- <= 0) continue;
        console.log(`${id} (${name}) ${problem}\n    server: ${expected.slice(0, 600)}`);
        for (const text of found.slice(0, 5)) console.log(`    ours:   ${text.slice(0, 300)}`);
      }
      console.log(summaryLine(name, summary));
    }
  }
}

if (require.main === module) main(process.argv.slice(2));
