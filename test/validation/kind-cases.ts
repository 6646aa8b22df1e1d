/**
 * Compares the rules of given kinds with what real API servers answered.
 *
 *   npx tsx --tsconfig test/tsconfig.json test/validation/kind-cases.ts [--kind Pod,Service] [--version 1.34] [--paths]
 *
 * `--paths` also prints refusals whose set of paths is not the server's. Of each kind there are the rows, the false
 * accepts and refusals, and how often the path, and the whole set of paths, is the server's.
 */
import { pathsOf, samePath } from './cases';
import { dotted, isDrop, isUndecodable, isWithin, RECORDED_MINORS, verdicts } from './decoding-cases';
import { Finding, typeAndDetail } from '../../src/apimachinery/finding';
import { NEWEST_MINOR } from '../../src/apimachinery/schema';
import { SERVER_WARNING } from '../../src/validation/pod/deprecated-labels';
import { validateManifest } from '../../src/validation/validate';

export interface KindSummary {
  readonly rows: number;
  readonly falseAccepts: readonly string[];
  readonly falseRefusals: readonly string[];
  /** Refusals by rules, how many of them name the first error's path, and how many name just the same paths. */
  readonly refused: number;
  readonly samePath: number;
  readonly sameSet: number;
  readonly otherPath: readonly string[];
  readonly otherSet: readonly string[];
  /** Rows that come back different, and we say something else of what is dropped. */
  readonly otherChanges: readonly string[];
  /** Accepted rows whose warnings we don't give, or give others of in the server's name. */
  readonly otherWarnings: readonly string[];
}

/** What the server says of an expression in CEL. Where we don't know the types, CEL-NOT-VALIDATED warns about it. */
export const CEL = /compilation failed|CEL|celOverride|no such overload|undeclared reference|must evaluate to/;

const shown = (found: readonly Finding[]) =>
  found.length === 0 ? 'nothing' : found.map((finding) => `${finding.path}: ${typeAndDetail(finding)}`).join(' | ');

/** What the server warns about and we don't, and the other way round; some of its texts begin with their path. */
function otherWarnings(server: readonly string[], found: readonly Finding[]): string[] {
  const ours = found
    .filter(({ type }) => type === 'Warning')
    .map(({ rule, path, detail }) => ({
      rule,
      texts: [detail, `${path}: ${detail}`],
    }));
  const missing = server.filter((text) => !ours.some(({ texts }) => texts.includes(text)));
  const wrong = ours.filter(
    ({ rule, texts }) => rule === SERVER_WARNING && !texts.some((text) => server.includes(text)),
  );
  return [...missing.map((text) => `not ours: ${text}`), ...wrong.map(({ texts }) => `not the server's: ${texts[1]}`)];
}

const warnsAboutCel = (object: any, minor: number) =>
  validateManifest(object, minor).some(({ rule }) => rule === 'CEL-NOT-VALIDATED');

/** Runs the rows of a kind (`apps/v1 Deployment`, `Deployment`) as Kubernetes 1.`minor` answered. */
export function runKindCases(minor: number, kind: string): KindSummary {
  const count = { rows: 0, refused: 0, samePath: 0, sameSet: 0 };
  const lists = {
    falseAccepts: [] as string[],
    falseRefusals: [] as string[],
    otherPath: [] as string[],
    otherSet: [] as string[],
    otherChanges: [] as string[],
    otherWarnings: [] as string[],
  };
  for (const row of verdicts(minor)) {
    const { object } = row;
    if (kind !== object.kind && kind !== `${object.apiVersion} ${object.kind}`) continue;
    count.rows++;
    const found = validateManifest(object, minor).filter(({ severity }) => severity === 'error');
    const all = row.errors ?? [];
    const others = all.filter((error) => !CEL.test(error));
    const isCelOnly = all.length > 0 && others.length === 0;
    const refused = found.filter(({ type }) => type !== 'Dropped field');
    if (isCelOnly && refused.length === 0 && warnsAboutCel(object, minor)) continue;
    // We may find one of several wrong expressions.
    const errors = isCelOnly ? all.filter((error) => samePath(error, found)) : others;
    const report = (list: string[], expected: string) =>
      list.push(`${row.id}\n    server: ${expected}\n    ours:   ${shown(found)}`);
    if (row.served === false || row.expect === 'reject') {
      if (found.length === 0) report(lists.falseAccepts, all.join(' | ') || 'not served');
      if (found.length === 0 || row.served === false || isUndecodable(row)) continue;
      count.refused++;
      if (errors.length === 0 || samePath(errors[0], found) === false) report(lists.otherPath, errors.join(' | '));
      else count.samePath++;
      const theirs = [...new Set(errors.flatMap(pathsOf))].sort().join(' ');
      const ours = [...new Set(found.map(({ path }) => path))].sort().join(' ');
      if (theirs === ours) count.sameSet++;
      else report(lists.otherSet, errors.join(' | '));
      continue;
    }
    if (minor === NEWEST_MINOR) {
      const other = otherWarnings(row.warnings ?? [], validateManifest(object, minor));
      if (other.length > 0) report(lists.otherWarnings, other.join(' | '));
    }
    const dropped = (row.changed ?? []).filter((path) => isDrop(path, object));
    const drops = found.filter(({ type }) => type === 'Dropped field');
    if (!dropped.every((path) => drops.some((finding) => isWithin(path, dotted(finding.path))))) {
      report(lists.otherChanges, `drops ${dropped}`);
    }
    const wrong = found.filter(({ path }) => !dropped.some((other) => isWithin(other, dotted(path))));
    if (row.pod_expect === 'reject') {
      if (found.length === 0) report(lists.falseAccepts, 'refuses its pods');
    } else if (wrong.length > 0) {
      report(lists.falseRefusals, dropped.length === 0 ? 'accept' : `accept, drops ${dropped}`);
    }
  }
  return { ...count, ...lists };
}

export function kindLine(kind: string, minor: number, summary: KindSummary): string {
  const { rows, falseAccepts, falseRefusals, refused, samePath: same, sameSet } = summary;
  return (
    `1.${minor} ${kind}: ${rows} rows, ${falseAccepts.length} false accepts, ${falseRefusals.length} false refusals, ` +
    `same path ${same}/${refused}, same set ${sameSet}/${refused}, other changes ` +
    `${summary.otherChanges.length}, other warnings ${summary.otherWarnings.length}`
  );
}

/** All kinds that there are rows of. */
export const recordedKinds = () => [
  ...new Set(verdicts(RECORDED_MINORS[0]).map(({ object }) => `${object.apiVersion} ${object.kind}`)),
];

function main(args: string[]): void {
  const option = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const version = option('--version');
  const kinds = option('--kind')?.split(',') ?? recordedKinds();
  for (const minor of version ? [Number(version.replace(/^1\./, ''))] : RECORDED_MINORS) {
    for (const kind of kinds) {
      const summary = runKindCases(minor, kind);
      for (const name of [
        'falseAccepts',
        'falseRefusals',
        'otherPath',
        'otherChanges',
        'otherWarnings',
        'otherSet',
      ] as const) {
        if (name === 'otherSet' && !args.includes('--paths')) continue;
        for (const text of summary[name]) console.log(`${kind} ${name} ${text.slice(0, 1500)}`);
      }
      console.log(kindLine(kind, minor, summary));
    }
  }
}

if (require.main === module) main(process.argv.slice(2));
