/**
 * `npm run bench -- [--quick] [--rounds=N] [NAME…]`: times the library as whole processes, next to programs that do
 * the same without it. NAME is the beginning of a series' name. Without --quick it writes bench/results.json,
 * docs/performance.svg and the tables of docs/performance.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { compile } from './build';
import { measure } from './measure';
import { plot } from './plot';
import { SeriesResult, tables } from './report';
import { allSeries, Series } from './series';

const ROOT = join(__dirname, '..');
const WORK = join(ROOT, 'dist/bench');
const ROUNDS = { quick: 3, full: 5 };

const BEGIN = '<!-- figures of npm run bench: begin -->';
const END = '<!-- figures of npm run bench: end -->';

async function resultOf(
  { name, unit, peer, sizes, commands, execArgv }: Series,
  rounds: number,
): Promise<SeriesResult> {
  const results = [];
  for (const size of sizes) {
    process.stderr.write(`${name}: ${size} ${unit}\n`);
    results.push({ size, programs: await measure(commands(size), rounds, execArgv) });
  }
  return { name, unit, peer, results };
}

const versionOf = (name: string): string =>
  JSON.parse(readFileSync(require.resolve(`${name}/package.json`), 'utf8')).version;

function machine(): string {
  const processors = `${cpus().length} × ${cpus()[0].model.trim()}`;
  const peers = ['cdk8s', 'cdk8s-plus-28', 'constructs'].map((name) => `${name} ${versionOf(name)}`);
  return `${processors}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node.js ${process.version}, ${peers.join(', ')}`;
}

const RESULTS = join(ROOT, 'bench/results.json');

/** Series that were not measured keep the results that they had. */
function publish(measured: readonly SeriesResult[], all: readonly Series[]): void {
  const known: SeriesResult[] = JSON.parse(readFileSync(RESULTS, 'utf8')).series;
  const series = all.flatMap(({ name }) => [...measured, ...known].find((each) => each.name === name) ?? []);
  writeFileSync(RESULTS, `${JSON.stringify({ machine: machine(), series }, undefined, 2)}\n`);
  const page = join(ROOT, 'docs/performance.md');
  const [before, rest] = readFileSync(page, 'utf8').split(BEGIN);
  const after = rest.split(END)[1];
  writeFileSync(page, `${before}${BEGIN}\n\nMeasured on ${machine()}.\n\n${tables(series)}\n\n${END}${after}`);
  const growing = series.filter(({ results }) => results.length > 1);
  writeFileSync(join(ROOT, 'docs/performance.svg'), plot(growing, WORK));
}

async function main(args: readonly string[]): Promise<void> {
  const isQuick = args.includes('--quick');
  const [, given] = /^--rounds=(\d+)$/m.exec(args.join('\n')) ?? [];
  const rounds = given === undefined ? ROUNDS[isQuick ? 'quick' : 'full'] : Number(given);
  const wanted = args.filter((arg) => !arg.startsWith('--'));
  const programs = join(compile(ROOT, ['src', 'bench/programs'], WORK), 'bench/programs');
  const all = allSeries(ROOT, programs, WORK, isQuick);
  const chosen = all.filter(({ name }) => wanted.length === 0 || wanted.some((begin) => name.startsWith(begin)));
  if (chosen.length === 0) throw new Error(`Series: ${all.map(({ name }) => name).join('; ')}`);
  const results: SeriesResult[] = [];
  for (const series of chosen) {
    results.push(await resultOf(series, rounds));
    // Each by itself: a later one may fail after half an hour.
    if (!isQuick) publish(results, all);
  }
  console.log(`${machine()}\n\n${tables(results)}`);
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
