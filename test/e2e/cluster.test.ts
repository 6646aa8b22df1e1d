import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { createServer, IncomingMessage, Server, ServerResponse } from 'http';
import { AddressInfo } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { Cluster, openCluster, parseKubeconfig, readKubeconfig } from './cluster';

const kubeconfig = (cluster: string, user: string) => `
clusters:
  - {name: other, cluster: {server: "https://other"}}
  - {name: c, cluster: {${cluster}}}
users: [{name: u, user: {${user}}}]
contexts: [{name: x, context: {cluster: c, user: u}}]
current-context: x`;

describe('parseKubeconfig', () => {
  test('reads a token without verification of the server', () =>
    expect(
      parseKubeconfig(kubeconfig('server: "https://a:1", insecure-skip-tls-verify: true', 'token: t')),
    ).toMatchObject({ server: 'https://a:1', token: 't', insecure: true }));

  test('reads certificates from the file', () => {
    const { ca, cert, key, insecure } = parseKubeconfig(
      kubeconfig(
        'server: "https://a", certificate-authority-data: Q0E=',
        'client-certificate-data: Q0VSVA==, client-key-data: S0VZ',
      ),
    );
    expect([String(ca), String(cert), String(key), insecure]).toEqual(['CA', 'CERT', 'KEY', false]);
  });

  test('reads certificates and a token from files next to it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kubeconfig-'));
    writeFileSync(join(folder, 'ca.pem'), 'CA');
    writeFileSync(join(folder, 'token'), 't\n');
    writeFileSync(
      join(folder, 'config'),
      kubeconfig('server: "https://a", certificate-authority: ca.pem', 'tokenFile: token'),
    );
    const { ca, token } = readKubeconfig(join(folder, 'config'));
    expect([String(ca), token]).toEqual(['CA', 't']);
    rmSync(folder, { recursive: true });
  });

  test.each([
    ['', 'has no context ""'],
    ['current-context: x', 'has no context "x"'],
    ['{current-context: x, contexts: [{name: x, context: {cluster: c}}]}', 'has no cluster "c"'],
    [kubeconfig('', ''), 'has no server'],
  ])('refuses %p', (text, message) => expect(() => parseKubeconfig(text)).toThrow(message));
});

describe('openCluster', () => {
  let server: Server;
  let cluster: Cluster;
  let requests: Array<{ method?: string; url?: string; type?: string; authorization?: string; body: string }>;
  let answer: (request: IncomingMessage, response: ServerResponse) => void;

  beforeEach(async () => {
    requests = [];
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () => {
        const { method, url, headers } = request;
        requests.push({ method, url, type: headers['content-type'], authorization: headers.authorization, body });
        answer(request, response);
      });
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    cluster = openCluster(
      { server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token: 't', insecure: false },
      'team',
    );
  });

  afterEach(async () => {
    cluster.close();
    await new Promise((closed) => server.close(closed));
  });

  test('reads the version', async () => {
    answer = (_request, response) => response.end('{"major": "1", "minor": "31+"}');
    expect(await cluster.minor()).toBe(31);
  });

  test('a missing version is an error', async () => {
    answer = (_request, response) => response.end('not JSON');
    await expect(cluster.minor()).rejects.toThrow('GET /version answered 200');
  });

  test('asks for a dry run with strict decoding', async () => {
    answer = (_request, response) => {
      response.statusCode = 201;
      response.end('{"kind": "Job"}');
    };
    expect(await cluster.create('batch/v1', 'Job', 'a: é', 'yaml')).toEqual({ code: 201, body: { kind: 'Job' } });
    await cluster.create('v1', 'Secret', '{}', 'json');
    expect(requests).toEqual([
      {
        method: 'POST',
        url: '/apis/batch/v1/namespaces/team/jobs?dryRun=All&fieldValidation=Strict',
        type: 'application/yaml',
        authorization: 'Bearer t',
        body: 'a: é',
      },
      {
        method: 'POST',
        url: '/api/v1/namespaces/team/secrets?dryRun=All&fieldValidation=Strict',
        type: 'application/json',
        authorization: 'Bearer t',
        body: '{}',
      },
    ]);
  });

  test('asks again when the server is busy', async () => {
    answer = (_request, response) => {
      response.statusCode = requests.length === 1 ? 429 : 201;
      response.end('{}');
    };
    expect((await cluster.create('v1', 'Secret', '{}', 'json')).code).toBe(201);
  });

  test('treats a second closed connection as a refusal', async () => {
    answer = (request) => request.socket.destroy();
    expect(await cluster.create('v1', 'Secret', '{}', 'json')).toEqual({
      code: 500,
      body: { message: 'the server hung up' },
    });
    expect(requests).toHaveLength(2);
  });
});
