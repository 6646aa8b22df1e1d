import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { createServer, Server } from 'http';
import { AddressInfo } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { main } from './fuzz';
import { NEWEST_MINOR } from '../../src/apimachinery/schema';

// A server that is not Kubernetes, so that there is something to find.
let folder: string;
let server: Server;
let version: number;
let respond: (body: any) => { code: number; body: any };
let printed: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
  printed = [];
  version = NEWEST_MINOR;
  jest.spyOn(console, 'log').mockImplementation((text) => void printed.push(String(text)));
  jest.spyOn(console, 'error').mockImplementation((text) => void printed.push(String(text)));
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      const isJson = request.headers['content-type'] === 'application/json';
      const answer =
        request.method === 'GET'
          ? { code: 200, body: { minor: String(version) } }
          : respond(isJson ? JSON.parse(body) : undefined);
      response.statusCode = answer.code;
      response.end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  writeFileSync(
    join(folder, 'config'),
    JSON.stringify({
      'current-context': 'x',
      contexts: [{ name: 'x', context: { cluster: 'c' } }],
      clusters: [{ name: 'c', cluster: { server: `http://127.0.0.1:${port}` } }],
    }),
  );
  process.env.KUBECONFIG = join(folder, 'config');
});

const kubeconfig = process.env.KUBECONFIG;

afterEach(async () => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
  if (kubeconfig === undefined) delete process.env.KUBECONFIG;
  else process.env.KUBECONFIG = kubeconfig;
  await new Promise((closed) => server.close(closed));
});

const summary = () =>
  /^(\d+) manifests, (\d+) accepted, (\d+) refused, (\d+) disagreements, same path [\d.]+ %, \d+\/s$/
    .exec(printed[printed.length - 1])
    ?.slice(1)
    .map(Number);

test('a manifest that only the rules accept is shrunk and printed', async () => {
  respond = (body) =>
    JSON.stringify(body ?? '').includes('"image"')
      ? {
          code: 422,
          body: { details: { causes: [{ field: 'spec.image', message: 'Invalid value: no images here' }] } },
        }
      : { code: 403, body: {} };
  expect(await main(['--count', '30', '--seed', '1'])).toBe(1);
  expect(summary()![3]).toBeGreaterThan(0);
  const text = printed.find((one) => one.includes('false accept') && one.includes('of seed 1'))!;
  expect(text).toContain('"image"');
  expect(text.length).toBeLessThan(400);
  expect(printed).toContain('  server: spec.image: Invalid value: no images here');
});

test('one manifest is asked about again, and all is well when both refuse it', async () => {
  respond = () => ({ code: 403, body: {} });
  expect(await main(['--seed', '1', '--number', '7'])).toBe(0);
  expect(summary()).toEqual([1, 0, 0, 0]);
  expect(printed[0]).toBe('1 not judged: refused for what else is in the cluster');
});

test.each([
  ['no KUBECONFIG', () => delete process.env.KUBECONFIG, [], 'no cluster to ask: KUBECONFIG is not set'],
  ['no such file', () => (process.env.KUBECONFIG = join(folder, 'none')), [], 'ENOENT'],
  ['an unknown version', () => (version = 99), [], 'it is Kubernetes 1.99; the rules know 1.28 to 1.37'],
  ['no number', () => undefined, ['--count', 'many'], '--count needs a whole number'],
])('%s: exit code 2', async (_what, prepare, args, message) => {
  prepare();
  expect(await main(args)).toBe(2);
  expect(printed.join()).toContain(message);
});

test('a missing server has exit code 2', async () => {
  writeFileSync(
    join(folder, 'config'),
    JSON.stringify({
      'current-context': 'x',
      contexts: [{ name: 'x', context: { cluster: 'c' } }],
      clusters: [{ name: 'c', cluster: { server: 'http://127.0.0.1:1' } }],
    }),
  );
  expect(await main([])).toBe(2);
  expect(printed.join()).toContain('cannot ask http://127.0.0.1:1: ');
});
