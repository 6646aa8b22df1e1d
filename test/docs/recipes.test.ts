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
import { blocksOf } from '../fixtures/doc-blocks';
import { errorsOf } from '../fixtures/manifests';

const ROOT = path.join(__dirname, '..', '..');
const PAGE = fs.readFileSync(path.join(ROOT, 'docs', 'recipes.md'), 'utf8');
const FOLDER = path.join(ROOT, 'examples', 'recipes');

/** The workloads of the example, in order. */
function workloads(): any[] {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'recipes-'));
  process.env.CDK8S_OUTDIR = outdir;
  try {
    jest.isolateModules(() => jest.requireActual(path.join(FOLDER, 'main')));
    const text = fs.readFileSync(path.join(outdir, 'recipes.k8s.yaml'), 'utf8');
    return parseAllDocuments(text)
      .map((document) => document.toJS())
      .filter((manifest) => manifest.spec?.template);
  } finally {
    delete process.env.CDK8S_OUTDIR;
    fs.rmSync(outdir, { recursive: true });
  }
}

test('the page shows each class as its file has it', () => {
  const shown = [...PAGE.matchAll(/\(\.\.\/examples\/recipes\/(\S+\.ts)\):\n\n```ts\n([^]*?)^```/gm)];
  for (const [, file, text] of shown) expect(text).toBe(fs.readFileSync(path.join(FOLDER, file), 'utf8'));
  const files = fs.readdirSync(FOLDER).filter((file) => file.endsWith('.ts') && file !== 'main.ts');
  expect(shown.map(([, file]) => file).sort()).toEqual(files.sort());
});

test('the pictures are those of the example', () => {
  expect(blocksOf(PAGE, 'mermaid')).toEqual(workloads().map((manifest) => PodDiagram.fromManifest(manifest)));
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

  test('is about every class', () => expect(rows.map(([name]) => name).sort()).toEqual(Object.keys(ADDED).sort()));

  test.each(rows)('is right: %s, %s', (name, answer) => {
    const chart: Chart = Testing.chart();
    AlgorithmSettings.of(chart).set({ podSecurity: { profile: PodSecurityProfile.RESTRICTED } });
    ADDED[name](new Algorithm(chart, 'main', { image: 'docker.io/acme/a:1' }));
    const errors = errorsOf(chart);
    if (answer === 'yes') expect(errors).toEqual([]);
    else expect(errors.join('\n')).toMatch(/privileged/);
  });
});
