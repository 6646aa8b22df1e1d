/**
 * Compares our worker Jobs with Jobs that HKube's own code made.
 *
 *   npm run parity -- FILE                 one line for each case, more for what differs
 *   npm run parity -- FILE --print NAME    our Job of that case, as compact JSON with sorted keys
 *
 * The file: `{"cases": [{"name", "algorithm", "opt", "job" | "error"}]}`, the algorithm in HKube's internal form, `opt`
 * its cluster.
 */

import * as fs from 'node:fs';
import { parseArgs } from 'node:util';
import { defectOf } from './parity-defects';
import { typeAndDetail, Validation } from '../../src/apimachinery/finding';
import { compareQuantities, isQuantity } from '../../src/apimachinery/quantity';
import { ClusterOptions, readClusterOptions } from '../../src/hkube/cluster-options';
import { readSpec } from '../../src/hkube/read-spec';
import { checkWorkerJob } from '../../src/hkube/worker-checks';
import { internalForm, workerJob } from '../../src/hkube/worker-job';
import { parseJson } from '../../src/text/json';
import { isObject, JsonObject } from '../../src/text/json-value';
import { textFindingLine } from '../../src/text/position';

export interface ParityCase {
  readonly name: string;
  readonly algorithm: JsonObject;
  readonly opt?: JsonObject;
  readonly job?: JsonObject;
  readonly error?: string;
}

export interface Difference {
  readonly path: string;
  readonly ours: unknown;
  readonly theirs: unknown;
  /** The number of the defect of HKube's that explains it. */
  readonly defect?: string;
}

export interface ParityResult {
  readonly job: JsonObject;
  readonly differences: readonly Difference[];
  /** What our reading and checks say of the spec and its cluster. */
  readonly findings: readonly string[];
}

/** What the recorder gave where the algorithm has none. */
const RECORDED = { name: 'eval-alg', algorithmImage: 'hkube/algorithm-example' };

export function runCase({ algorithm, opt: recorded, job: theirs, error }: ParityCase): ParityResult {
  const v = new Validation(37);
  const opt = recorded ?? {};
  const { hotWorker, ...given } = { ...RECORDED, ...algorithm } as JsonObject;
  const cluster = readClusterOptions(clusterOptions(hotWorker === undefined ? opt : { ...opt, hotWorker }), v);
  const read = readSpec(given, v, { internal: typeof given.mem !== 'string' });
  const spec = typeof given.mem === 'string' ? internalForm(read) : read;
  checkWorkerJob(spec, cluster, v);
  const job = JSON.parse(JSON.stringify(workerJob(spec, cluster, { suffix: 'xxxxx' }))) as JsonObject;
  const raw: Difference[] = theirs
    ? differences(job, theirs, '')
    : error === undefined
      ? []
      : [{ path: '', ours: 'a Job', theirs: `error: ${error}` }];
  return {
    job,
    differences: raw.map((difference) => ({ ...difference, defect: defectOf(difference, given, opt) })),
    findings: v.findings.map((finding) => `${finding.severity}: ${finding.path}: ${typeAndDetail(finding)}`),
  };
}

/** Recorded settings in the shape of our cluster options. */
function clusterOptions({
  clusterOptions: nested,
  storage,
  kubernetes,
  registry,
  versions,
  ...opt
}: JsonObject): ClusterOptions {
  const isSwitch = ([key]: [string, unknown]) => /(Enabled|SecretName)$/.test(key);
  const flat = Object.entries(opt).filter(isSwitch);
  return {
    ...(storage !== undefined && { defaultStorage: storage }),
    ...kubernetes,
    ...(registry !== undefined && { registry: registry?.registry ?? registry }),
    ...(versions !== undefined && { versions: versions?.versions ?? versions }),
    ...((nested || flat.length > 0) && { clusterOptions: { ...nested, ...Object.fromEntries(flat) } }),
    ...Object.fromEntries(Object.entries(opt).filter((entry) => !isSwitch(entry))),
  };
}

/** Fields that differ: quantities by value, lists item by item. */
function differences(ours: unknown, theirs: unknown, path: string): Difference[] {
  if (ours === theirs) return [];
  if (
    /\.resources\.(requests|limits)\./.test(path) &&
    isQuantity(ours) &&
    isQuantity(theirs) &&
    compareQuantities(ours, theirs) === 0
  ) {
    return [];
  }
  if (
    typeof ours !== 'object' ||
    typeof theirs !== 'object' ||
    ours === null ||
    theirs === null ||
    Array.isArray(ours) !== Array.isArray(theirs)
  ) {
    return [{ path, ours, theirs }];
  }
  const keys = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
  const at = (key: string) => (Array.isArray(ours) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`);
  return [...keys].flatMap((key) => differences((ours as JsonObject)[key], (theirs as JsonObject)[key], at(key)));
}

/** JSON with sorted keys and no white space. */
export function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_, member) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

const isRecorded = ({ job, error }: ParityCase) => Boolean(job) || error !== undefined;

function report(parityCase: ParityCase, { differences: found, findings }: ParityResult): string[] {
  const open = found.filter(({ defect }) => defect === undefined);
  const argued = [...new Set(found.flatMap(({ defect }) => (defect === undefined ? [] : [defect])))];
  const state = !isRecorded(parityCase)
    ? 'no Job to compare with'
    : found.length === 0
      ? 'equal'
      : open.length === 0
        ? `argued difference (${argued.join(', ')})`
        : `DIFFERENT in ${open.length} fields`;
  return [
    `${parityCase.name}: ${state}`,
    ...found.map(
      ({ path, ours, theirs, defect }) =>
        `    ${path}${defect ? ` (${defect})` : ''}: ours ${JSON.stringify(ours) ?? 'absent'}, HKube's ` +
        `${JSON.stringify(theirs) ?? 'absent'}`,
    ),
    ...findings.map((finding) => `    ${finding}`),
  ];
}

/** The cases of a file, or what is wrong with it. A list alone will do, and so will a case alone. */
function readCases(file: string): readonly ParityCase[] | string {
  let text: string;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch (error) {
    return `${file}: ${(error as Error).message}`;
  }
  const parsed = parseJson(text);
  if (!parsed.ok) return parsed.errors.map((error) => textFindingLine(file, error)).join('\n');
  const { value } = parsed;
  const cases: unknown[] | undefined = Array.isArray(value)
    ? value
    : isObject(value)
      ? (value.cases ?? [value])
      : undefined;
  if (!Array.isArray(cases)) return `${file}: expected an object with a list of cases`;
  const odd = cases.findIndex(
    (each) => !isObject(each) || !isObject(each.algorithm) || !isObject(each.opt ?? {}) || !isObject(each.job ?? {}),
  );
  if (odd >= 0) {
    return (
      `${file}: cases[${odd}]: expected {"name", "algorithm", "opt", "job" | "error"}: name and error are ` +
      'texts, all else objects'
    );
  }
  return (cases as ParityCase[]).map((each, i) => ({ ...each, name: String(each.name ?? i) }));
}

const USAGE = 'Usage: npm run parity -- FILE [--print NAME]';

/** Runs the command: what it prints, and its exit code. */
export function main(args: readonly string[], log = console.log, warn = console.error): number {
  const fail = (problem: string) => {
    warn(problem);
    return 2;
  };
  let options;
  try {
    options = parseArgs({ args: [...args], allowPositionals: true, options: { print: { type: 'string' } } });
  } catch (error) {
    return fail(`${(error as Error).message}\n${USAGE}`);
  }
  const {
    positionals: [file, ...others],
    values: { print },
  } = options;
  if (file === undefined || others.length > 0) return fail(USAGE);
  const cases = readCases(file);
  if (typeof cases === 'string') return fail(cases);
  if (print !== undefined) {
    const wanted = cases.find(({ name }) => name === print);
    if (!wanted) {
      return fail(`There is no case ${JSON.stringify(print)}. Cases: ${cases.map(({ name }) => name).join(', ')}`);
    }
    log(sortedJson(runCase(wanted).job));
    return 0;
  }
  const results = cases.map((each) => ({ each, result: runCase(each) }));
  for (const { each, result } of results) log(report(each, result).join('\n'));
  const compared = results.filter(({ each }) => isRecorded(each));
  const count = (test: (found: readonly Difference[]) => boolean) =>
    compared.filter(({ result }) => test(result.differences)).length;
  const different = count((found) => found.some(({ defect }) => defect === undefined));
  const equal = count((found) => found.length === 0);
  const left = cases.length > compared.length ? `, ${cases.length - compared.length} with nothing to compare` : '';
  log(
    `\n${cases.length} cases: ${equal} equal, ${compared.length - equal - different} argued, ${different} ` +
      `different${left}`,
  );
  return different === 0 ? 0 : 1;
}

if (require.main === module) process.exitCode = main(process.argv.slice(2));
