/**
 * Compares the decoding of all kinds with what real API servers answered.
 *
 *   npx tsx --tsconfig test/tsconfig.json test/validation/decoding-cases.ts [--version 1.34] [--kind ServiceAccount]
 *
 * The cases are looked for where those of `cases.ts` are.
 */
import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { gunzipSync } from 'zlib';
import { FOLDER, samePath } from './cases';
import { Finding } from '../../src/apimachinery/finding';
import { validateManifest } from '../../src/validation/validate';

export interface Verdict {
  readonly expect: 'accept' | 'reject';
  readonly errors?: readonly string[];
  /** Fields that were accepted and came back different. */
  readonly changed?: readonly string[];
  readonly served?: boolean;
  /** What the server warned about; recorded of the newest version only. */
  readonly warnings?: readonly string[];
  /** Of an accepted workload: what the server says to its pods. */
  readonly pod_expect?: 'accept' | 'reject';
}

export interface Row extends Verdict {
  readonly id: string;
  readonly object: any;
}

export interface DecodingSummary {
  readonly rows: number;
  /** Rows that the server refuses, for whatever reason, and how many of these we refuse. */
  readonly refused: number;
  readonly refusedByUs: number;
  /** Rows that the server can't decode; how many of these we can't, and at how many it is the same path and text. */
  readonly undecodable: number;
  readonly undecodableForUs: number;
  readonly samePath: number;
  readonly sameText: number;
  /** Rows of which the server drops a field, and of how many of these we say so. */
  readonly dropped: number;
  readonly droppedForUs: number;
  /** Rows that the server takes as they are, and we refuse. */
  readonly falseRefusals: readonly string[];
  /** Rows that the server can't decode, or drops something of, and we don't say so, or say something else. */
  readonly missed: readonly string[];
}

const KINDS = join(FOLDER, 'k8s-kinds.jsonl.gz');
const OTHER_VERSIONS = join(FOLDER, 'k8s-kinds-versions.jsonl.gz');

export const RECORDED_MINORS = [31, 34, 35, 37];
export const haveKinds = () => existsSync(KINDS) && existsSync(OTHER_VERSIONS);

function readLines(file: string): any[] {
  const lines = gunzipSync(readFileSync(file)).toString().split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line));
}

let recorded: { rows: Row[]; others: Map<string, Record<string, Partial<Verdict>>> } | undefined;

export function verdicts(minor: number): Array<Row> {
  recorded ??= {
    rows: readLines(KINDS),
    others: new Map(readLines(OTHER_VERSIONS).map(({ id, by_version: byVersion }) => [id, byVersion])),
  };
  const { rows, others } = recorded;
  return rows.map((row) => ({ ...row, ...others.get(row.id)?.[`1.${minor}`] }));
}

export const isUndecodable = ({ expect, errors }: Verdict) =>
  expect === 'reject' && / cannot be handled as an? /.test(errors?.[0] ?? '');

/**
 * What the server sets whatever is given; what is given in another form; the items of lists that are null, which become
 * empty values; and the addresses of nodes, of which one stands for the others.
 */
export function isDrop(path: string, object: any): boolean {
  if (/^(?:metadata\.|stringData$|spec\.podCIDRs)/.test(path)) return false;
  const value = path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .reduce((at, part) => at?.[part], object);
  return value !== null;
}

/** The keys of maps as the server shows them where it decodes. */
export const dotted = (path: string) => path.replace(/\[(?!\d+\])([^\]]*)\]/g, '.$1');

/** Whether one path is the other, or in it. */
export const isWithin = (path: string, other: string) =>
  path === other || (/^[.[]/.test(path.slice(other.length)) && path.startsWith(other));

export function runDecodingCases(minor: number, kind?: string): DecodingSummary {
  const count = { refused: 0, refusedByUs: 0, undecodable: 0, undecodableForUs: 0, samePath: 0, sameText: 0 };
  const drops = { dropped: 0, droppedForUs: 0 };
  const falseRefusals: string[] = [];
  const missed: string[] = [];
  const rows = verdicts(minor).filter(({ object }) => !kind || object.kind === kind);
  for (const row of rows) {
    const name = `${row.id} ${row.object.kind}`;
    const found = validateManifest(row.object, minor).filter(({ severity }) => severity === 'error');
    const decoding = found.filter(({ rule }) => rule.startsWith('DEC-'));
    const ours = found.filter(({ type }) => type === 'Dropped field');
    const isRefused = row.served === false || row.expect === 'reject';
    if (isRefused) {
      count.refused++;
      if (found.length > 0) count.refusedByUs++;
      if (row.served === false && decoding.length === 0) missed.push(`${name} is not served`);
    }
    if (row.served !== false && isUndecodable(row)) {
      count.undecodable++;
      const text = row.errors![0].replace(/^.*? cannot be handled as an? \w+: /s, '');
      if (decoding.length > 0) count.undecodableForUs++;
      if (decoding.length > 0 && hasSamePath(text, decoding)) count.samePath++;
      if (decoding.some(({ detail }) => text.startsWith(serverText(detail)))) count.sameText++;
      else missed.push(`${name} ${text}`);
    }
    if (isRefused) continue;
    const dropped = (row.changed ?? []).filter((path) => isDrop(path, row.object));
    const isFound = dropped.every((path) => ours.some((finding) => isWithin(path, dotted(finding.path))));
    if (dropped.length > 0) {
      drops.dropped++;
      if (isFound) drops.droppedForUs++;
      else missed.push(`${name} drops ${dropped}`);
    }
    const wrong = found.filter(({ path }) => !dropped.some((other) => isWithin(other, dotted(path))));
    const isFine = wrong.length === 0 || row.pod_expect === 'reject';
    if (!isFine) falseRefusals.push(`${name} ${wrong.map(shown).join(', ')}`);
  }
  return { rows: rows.length, ...count, ...drops, falseRefusals, missed };
}

const hasSamePath = (text: string, found: Finding[]) =>
  [found, found.map((finding) => ({ ...finding, path: dotted(finding.path) }))].some(
    (findings) => samePath(text, findings) !== false,
  );

/** The server's own text, which stands behind ours. */
const serverText = (detail: string) => /\((json: .*)\)$/s.exec(detail)?.[1] ?? detail;

const shown = ({ path, type, detail }: Finding) => `${path}: ${type}: ${detail}`;

export function decodingLine(summary: DecodingSummary): string {
  const { rows, refused, refusedByUs, undecodable, undecodableForUs, samePath: path, sameText } = summary;
  return (
    `${rows} manifests of all kinds; refused: ${refused} by the server, ${refusedByUs} of these by us; ` +
    `not decoded: ${undecodable} by the server, ${undecodableForUs} of these by us, ` +
    `same path ${path}, same text ${sameText}; ` +
    `drops: ${summary.dropped} by the server, ${summary.droppedForUs} of these by us; ` +
    `false refusals: ${summary.falseRefusals.length}; missed: ${summary.missed.length}`
  );
}

function main(args: string[]): void {
  const option = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const version = option('--version');
  for (const minor of version ? [Number(version.replace(/^1\./, ''))] : RECORDED_MINORS) {
    const summary = runDecodingCases(minor, option('--kind'));
    for (const text of summary.falseRefusals) console.log(`1.${minor} false refusal: ${text.slice(0, 400)}`);
    for (const text of summary.missed) console.log(`1.${minor} missed: ${text.slice(0, 400)}`);
    console.log(`1.${minor} ${decodingLine(summary)}`);
  }
}

if (require.main === module) main(process.argv.slice(2));
