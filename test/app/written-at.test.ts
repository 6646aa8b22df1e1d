import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Algorithm, ManifestValidator, SharedVolume, SideCar } from '../../src';

const appIn = () => new App({ outdir: fs.mkdtempSync(path.join(os.tmpdir(), 'written-')) });

/** The lines of the error that a synthesis throws, each without its text. */
function placesOf(run: () => unknown): string[] {
  try {
    run();
  } catch (e) {
    const lines = (e as Error).message.split('\n').slice(1);
    const places = lines.map((line) => /^ {2}(\[\S+\]).*?( \([^()]*:\d+\))?$/.exec(line)!.slice(1).join(''));
    // One construct may have several errors.
    return [...new Set(places)];
  }
  throw new Error('no error was thrown');
}

/** The line of this file that contains a text. */
const lineOf = (text: string) =>
  fs
    .readFileSync(__filename, 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(text)) + 1;
const HERE = path.relative(process.cwd(), __filename);
const at = (text: string) => ` (${HERE}:${lineOf(text)})`;

class Shipper extends SideCar {
  constructor(scope: Algorithm, id: string) {
    super(scope, id, { image: 'a b:2' }); // sidecar
  }
}

function faulty(app: App): Chart {
  const chart = new Chart(app, 'chart');
  const algorithm = new Algorithm(chart, 'print', { image: 'a b:1' }); // algorithm
  new Shipper(algorithm, 'logs');
  const volume = SharedVolume.fromHostPath(algorithm, 'data', '../x'); // volume
  algorithm.mount('/data', volume);
  return chart;
}

test('app.synth() ends each error with the place where its construct is written', () => {
  const app = appIn();
  faulty(app);
  expect(placesOf(() => app.synth())).toEqual([
    `[chart/print]${at("'a b:1' }); // algorithm")}`,
    `[chart/print/logs]${at("'a b:2' }); // sidecar")}`,
    `[chart/print/Volume:data]${at("'../x'); // volume")}`,
  ]);
});

test('Testing.synth() has no places, before and after a synthesis: snapshots would change with every edit', () => {
  const app = appIn();
  const chart = faulty(app);
  const plain = ['[chart/print]', '[chart/print/logs]', '[chart/print/Volume:data]'];
  expect(placesOf(() => Testing.synth(chart))).toEqual(plain);
  expect(placesOf(() => app.synth())[0]).toMatch(/written-at\.test\.ts:\d+\)$/);
  expect(placesOf(() => Testing.synth(chart))).toEqual(plain);
});

test("a construct of a package has no place, unless it is in one of the user's own", () => {
  const app = appIn();
  const chart = new Chart(app, 'chart');
  ManifestValidator.of(chart).enable();
  new kplus.ConfigMap(chart, 'config', { metadata: { name: 'A_B' } });
  expect(placesOf(() => app.synth())).toEqual(['[chart/config/Resource]']);
});

test('programs in other languages have no places', () => {
  process.env.JSII_AGENT = 'Python/3.12';
  try {
    const app = appIn();
    faulty(app);
    expect(placesOf(() => app.synth())[0]).toBe('[chart/print]');
  } finally {
    delete process.env.JSII_AGENT;
  }
});

test('the limit of stack traces is restored', () => {
  const before = Error.stackTraceLimit;
  faulty(appIn());
  expect(Error.stackTraceLimit).toBe(before);
});
