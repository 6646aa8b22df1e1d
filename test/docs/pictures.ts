/**
 * The pictures in docs/pictures, made from what the product prints and from times that scenarios measured:
 * `npm run pictures` writes them. The times are those of docs/pictures/times.json, one line of `npm run e2e` each.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, Chart } from 'cdk8s';
import { code, COLORS, line, rect, svg, text } from './svg';
import { Algorithm, SideCarMode } from '../../src';

const ROOT = path.join(__dirname, '..', '..');
const FOLDER = path.join(ROOT, 'docs', 'pictures');
const WIDTH = 860;

/** A container in time, in seconds. */
interface Life {
  readonly name: string;
  readonly starts: number;
  /** When its startup probe has succeeded. */
  readonly healthy?: number;
  readonly ends?: number;
}

/** Reads `first starts 0.0, first is healthy 1.3, …`. */
export function livesOf(times: string): Life[] {
  const lives = new Map<string, { name: string; starts: number; healthy?: number; ends?: number }>();
  for (const entry of times.split(', ')) {
    const [, name, what, seconds] = /^(\w+) (starts|is healthy|stops|ends) ([\d.]+)$/.exec(entry)!;
    const life = lives.get(name) ?? { name, starts: 0 };
    lives.set(name, life);
    if (what === 'starts') life.starts = Number(seconds);
    else if (what === 'is healthy') life.healthy = Number(seconds);
    else life.ends = Number(seconds);
  }
  return [...lives.values()];
}

/** When each container starts, is healthy and ends. */
function timeline(scenario: string, title: string): string {
  const times = JSON.parse(fs.readFileSync(path.join(FOLDER, 'times.json'), 'utf8'));
  const lives = livesOf(times[scenario]);
  const last = Math.max(...lives.map(({ starts, ends }) => ends ?? starts));
  // Nothing is printed when the main container ends: the first sidecar stops then.
  const mainEnds = Math.min(...lives.filter(({ name, ends }) => name !== 'migrate' && ends).map(({ ends }) => ends!));
  const [left, right, top, row] = [110, 30, 50, 34];
  const x = (seconds: number) => left + (seconds / Math.ceil(last)) * (WIDTH - left - right);
  const bottom = top + lives.length * row;
  const seconds = Array.from({ length: Math.ceil(last) + 1 }, (_, i) => i);
  return svg(WIDTH, bottom + 60, title, '#ffffff', [
    text(16, 28, title),
    ...seconds.flatMap((s) => [line(x(s), top, x(s), bottom), text(x(s), bottom + 18, `${s} s`, COLORS.ink, 'middle')]),
    ...lives.flatMap(({ name, starts, healthy = starts, ends = mainEnds }, i) => {
      const y = top + i * row + 6;
      return [
        text(16, y + 16, name),
        rect(x(starts), y, x(healthy) - x(starts), 22, COLORS.wait),
        rect(x(healthy), y, x(ends) - x(healthy), 22, name === 'main' ? COLORS.main : COLORS.run),
      ];
    }),
    rect(left, bottom + 34, 14, 14, COLORS.wait),
    text(left + 20, bottom + 46, 'until the startup probe succeeds'),
    rect(left + 260, bottom + 34, 14, 14, COLORS.run),
    text(left + 280, bottom + 46, 'sidecar or init container'),
    rect(left + 470, bottom + 34, 14, 14, COLORS.main),
    text(left + 490, bottom + 46, 'main container'),
  ]);
}

/** Breaks a line at spaces into pieces that fit; all but the first are indented. */
export function wrap(words: string, columns: number): string[] {
  if (words.length <= columns) return [words];
  const end = words.lastIndexOf(' ', columns);
  // A word that is too long stays whole.
  const at = end < 0 || words.slice(0, end).trim() === '' ? words.indexOf(' ', columns) : end;
  return at < 0 ? [words] : [words.slice(0, at), ...wrap(`    ${words.slice(at + 1)}`, columns)];
}

/** What the README's mistake prints, as in a terminal. */
function terminal(): string {
  const readme = fs.readFileSync(path.join(ROOT, 'README.md'), 'utf8');
  const [, printed] = /^```text\n(Validation failed[^]*?)^```/m.exec(readme)!;
  const lines = ['$ npx cdk8s synth', ...printed.trimEnd().split('\n')].flatMap((words) => wrap(words, 104));
  return svg(WIDTH, 30 + lines.length * 20, 'What a mistake looks like', COLORS.terminal, [
    ...lines.map((words, i) => code(16, 30 + i * 20, words, i === 1 ? COLORS.red : COLORS.light)),
  ]);
}

/** The CPU that a pod requests, in its phases: the greatest counts. */
function resources(): string {
  const cpus = { main: 2, proxy: 1, fetch: 4 };
  const requests = (cpu: number) => ({ resources: { requests: { cpu: `${cpu}` }, limits: { memory: '1Gi' } } });
  const algorithm = new Algorithm(new Chart(new App(), 'chart'), 'train', { image: 'a:1', ...requests(cpus.main) });
  algorithm.addSideCar('proxy', { image: 'b:1', ...requests(cpus.proxy) });
  algorithm.addSideCar('fetch', { image: 'c:1', mode: SideCarMode.INIT, ...requests(cpus.fetch) });
  const effective = Number(algorithm.podResources.requests.cpu);

  const phases: Array<[string, Array<keyof typeof cpus>]> = [
    ['while it starts', ['proxy', 'fetch']],
    ['while it runs', ['proxy', 'main']],
  ];
  const names = { main: 'main container', proxy: 'sidecar', fetch: 'init container' };
  const colors = { main: COLORS.main, proxy: COLORS.run, fetch: COLORS.yellow };
  const [left, unit, row] = [150, 120, 44];
  const bar = (y: number, containers: Array<keyof typeof cpus>) => {
    let at = left;
    return containers.flatMap((name) => {
      const width = cpus[name] * unit;
      const shapes = [
        rect(at, y, width - 2, 28, colors[name]),
        text(at + width / 2, y + 19, `${names[name]} ${cpus[name]}`, '#ffffff', 'middle'),
      ];
      at += width;
      return shapes;
    });
  };
  const title = 'The CPU that a pod requests: the greatest sum counts';
  const y = 46 + phases.length * row;
  return svg(WIDTH, y + 50, title, '#ffffff', [
    text(16, 28, title),
    ...phases.flatMap(([phase, containers], i) => [text(16, 65 + i * row, phase), ...bar(46 + i * row, containers)]),
    text(16, y + 19, 'effective'),
    rect(left, y, effective * unit - 2, 28, COLORS.ink),
    text(left + (effective * unit) / 2, y + 19, `${effective}`, '#ffffff', 'middle'),
  ]);
}

/** All pictures, by the name of their file. */
export const pictures = (): Record<string, string> => ({
  'dependencies.svg': timeline(
    'containers-depend',
    'main waits for migrate, migrate for database, database for network',
  ),
  'error.svg': terminal(),
  'lifetime.svg': timeline('containers-in-order', 'Three native sidecars start in order, and stop in reverse'),
  'resources.svg': resources(),
});

if (require.main === module) {
  for (const [name, picture] of Object.entries(pictures())) fs.writeFileSync(path.join(FOLDER, name), picture);
}
