import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Chart, Testing } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { LogShipper } from '../../examples/log-shipper/log-shipper';
import { CloudSqlProxy } from '../../examples/recipes/cloud-sql-proxy';
import { DockerInDocker } from '../../examples/recipes/docker-in-docker';
import { OAuth2Proxy } from '../../examples/recipes/oauth2-proxy';
import { OtelCollector } from '../../examples/recipes/otel-collector';
import { QueuedBatch } from '../../examples/recipes/queued-batch';
import { RcloneMount } from '../../examples/recipes/rclone-mount';
import { VaultAgent } from '../../examples/recipes/vault-agent';
import { Algorithm, AlgorithmSettings, PodDiagram, PodSecurityProfile } from '../../src';
import { blocksOf, twinBlocksOf } from '../fixtures/doc-blocks';
import { errorsOf } from '../fixtures/manifests';

const ROOT = path.join(__dirname, '..', '..');
const PAGE = fs.readFileSync(path.join(ROOT, 'docs', 'recipes.md'), 'utf8');
const EXAMPLES = path.join(ROOT, 'examples');
const read = (file: string) => fs.readFileSync(path.join(EXAMPLES, file), 'utf8');

/** The workloads of an example, in order. */
function workloads(name: string): any[] {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'recipes-'));
  process.env.CDK8S_OUTDIR = outdir;
  try {
    jest.isolateModules(() => jest.requireActual(path.join(EXAMPLES, name, 'main')));
    const text = fs.readFileSync(path.join(outdir, `${name}.k8s.yaml`), 'utf8');
    return parseAllDocuments(text)
      .map((document) => document.toJS())
      .filter((manifest) => manifest.spec?.template);
  } finally {
    delete process.env.CDK8S_OUTDIR;
    fs.rmSync(outdir, { recursive: true });
  }
}

test('the page shows each class as in its file', () => {
  const shown = [...PAGE.matchAll(/\(\.\.\/examples\/(\S+\.ts)\) \(\[Python\]\(\S+\/(\S+\.py)\)\):\n\n(?=```ts\n)/g)];
  for (const { 1: file, 2: python, index } of shown) {
    const [blocks] = twinBlocksOf(PAGE.slice(index));
    const inPython = read(path.join(path.dirname(file), python));
    expect(blocks).toMatchObject({ typescript: read(file), python: inPython });
  }
  const classes = fs.readdirSync(path.join(EXAMPLES, 'recipes')).filter((file) => /^(?!main\b).*\.ts$/.test(file));
  const files = [...classes.map((file) => `recipes/${file}`), 'log-shipper/log-shipper.ts'];
  expect(shown.map(([, file]) => file).sort()).toEqual(files.sort());
});

test('the programs are those of the examples', () => {
  const examplesIn = (extension: string) => ['recipes', 'log-shipper'].map((name) => read(`${name}/main.${extension}`));
  const [typescript, python] = ['ts', 'py'].map(examplesIn);
  const [whole, ...others] = twinBlocksOf(PAGE);
  for (const line of whole.typescript.split('\n')) expect(typescript[0]).toContain(line);
  for (const line of whole.python!.split('\n')) expect(python[0]).toContain(line);
  const uses = others.filter(({ isProgram }) => !isProgram);
  expect(uses).toHaveLength(Object.keys(ADDED).length - 1);
  const isPart = (part: string, examples: string[]) => examples.some((example) => example.includes(`\n\n${part}\n`));
  for (const use of uses) {
    expect([use, isPart(use.typescript, typescript), isPart(use.python!, python)]).toEqual([use, true, true]);
  }
});

test('the pictures are those of the examples', () => {
  const [first, ...others] = workloads('recipes');
  const [shipped] = workloads('log-shipper');
  const drawn = [first, shipped, ...others].map((manifest) => PodDiagram.fromManifest(manifest));
  expect(blocksOf(PAGE, 'mermaid')).toEqual(drawn);
});

const ADDED: { readonly [name: string]: (algorithm: Algorithm) => unknown } = {
  CloudSqlProxy: (scope) => new CloudSqlProxy(scope, 'x', { instance: 'a:b:c' }),
  LogShipper: (scope) => new LogShipper(scope, 'x', { target: 'stdout', directory: '/logs' }),
  OtelCollector: (scope) => new OtelCollector(scope, 'x', { endpoint: 'collector:4317' }),
  VaultAgent: (scope) => new VaultAgent(scope, 'x', { address: 'https://vault', role: 'r', templates: { a: 'b' } }),
  OAuth2Proxy: (scope) => new OAuth2Proxy(scope, 'x', { issuer: 'https://a', upstreamPort: 80, secretName: 's' }),
  RcloneMount: (scope) => new RcloneMount(scope, 'x', { remote: 'a:b', path: '/data', secretName: 's' }),
  DockerInDocker: (scope) => new DockerInDocker(scope, 'x'),
  QueuedBatch: ({ node }) =>
    new QueuedBatch(node.scope!, 'batch', { image: 'docker.io/acme/a:1', parts: 2, parallelism: 1, queue: 'q' }),
};

describe('the column about the restricted standard', () => {
  const rows = [...PAGE.matchAll(/^\|.*?`(\w+)`\]?.*\| (yes|no)\b[^|]*\|$/gm)].map(([, name, answer]) => [
    name,
    answer,
  ]);

  test('has a row for every class', () => expect(rows.map(([name]) => name).sort()).toEqual(Object.keys(ADDED).sort()));

  test.each(rows)('is correct: %s, %s', (name, answer) => {
    const chart: Chart = Testing.chart();
    AlgorithmSettings.of(chart).set({ podSecurity: { profile: PodSecurityProfile.RESTRICTED } });
    ADDED[name](new Algorithm(chart, 'main', { image: 'docker.io/acme/a:1' }));
    const errors = errorsOf(chart);
    if (answer === 'yes') expect(errors).toEqual([]);
    else expect(errors.join('\n')).toMatch(/privileged/);
  });
});
