import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as http from 'node:http';
import { AddressInfo } from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { REGISTRATION_SCRIPT } from '../../src/hkube/registration-script';
import { toolFolder } from '../fixtures/http-tools';

/** The script is run as the Job runs it, against a server that says what HKube says. */
const SPEC = '{\n  "name": "print",\n  "algorithmImage": "acme/print:1"\n}\n';
const STORED = {
  buildId: null,
  messages: ['The algorithm print has been successfully pushed'],
  algorithm: { name: 'print', gitRepository: { token: 'ghp_stored' } },
};
const TOKEN = 'aGk=.s3cr3t"\\$`\'';

interface Received {
  readonly method?: string;
  readonly url?: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

let folder: string;
let server: http.Server;
let endpoint: string;
let received: Received[];
let answer: { status: number; body: unknown };

beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hkube-'));
  fs.mkdirSync(path.join(folder, 'tmp'));
  fs.writeFileSync(path.join(folder, 'spec.json'), SPEC);
  received = [];
  answer = { status: 200, body: STORED };
  server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const { method, url, headers } = request;
      received.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(answer.status, { 'Content-Type': 'application/json', Location: '/elsewhere' });
      response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`;
});

afterEach(async () => {
  await new Promise((resolve) => {
    server.close(resolve);
  });
  fs.rmSync(folder, { recursive: true });
});

type Client = Parameters<typeof toolFolder>[1];

const register = (client: Client, env: Record<string, string> = {}) =>
  run(toolFolder(path.join(folder, 'bin'), client), env);

function run(PATH: string, env: Record<string, string> = {}): Promise<{ code: number; output: string }> {
  const given = {
    PATH,
    HKUBE_ENDPOINT: endpoint,
    HKUBE_ALGORITHM: 'print',
    HKUBE_SPEC: path.join(folder, 'spec.json'),
    TMPDIR: path.join(folder, 'tmp'),
    ...env,
  };
  return new Promise((resolve) => {
    execFile(path.join(PATH, 'sh'), ['-c', REGISTRATION_SCRIPT], { env: given }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr });
    });
  });
}

describe.each<[Client & string]>([['curl'], ['wget'], ['busybox wget']])('%s', (client) => {
  // What busybox' wget gets with an error it does not show.
  const knowsReason = client !== 'busybox wget';
  const reason = (text: string) => (knowsReason ? `: ${text}` : '');

  test("sends the form that HKube's API accepts", async () => {
    expect(await register(client)).toEqual({ code: 0, output: 'HKube has print\n' });
    const [{ method, url, headers, body }, ...more] = received;
    expect(more).toEqual([]);
    expect([method, url]).toEqual(['POST', '/api/v1/store/algorithms/apply']);
    expect(headers.authorization).toBeUndefined();
    const boundary = /^multipart\/form-data; boundary=(\S+)$/.exec(headers['content-type']!)![1];
    expect(body).toBe(
      [
        `--${boundary}`,
        'Content-Disposition: form-data; name="options"',
        '',
        '{"forceUpdate":true}',
        `--${boundary}`,
        'Content-Disposition: form-data; name="payload"',
        '',
        SPEC,
        `--${boundary}--`,
        '',
      ].join('\r\n'),
    );
    // By a reader of such forms that is not ours.
    const form = await new Response(body, { headers: { 'content-type': headers['content-type']! } }).formData();
    expect([form.get('options'), JSON.parse(form.get('payload') as string)]).toEqual([
      '{"forceUpdate":true}',
      JSON.parse(SPEC),
    ]);
  });

  test('fails after status 400', async () => {
    answer = { status: 400, body: { error: { code: 400, message: 'data.mem should be "string"' } } };
    expect(await register(client)).toEqual({
      code: 2,
      output: `HKube refuses print with status 400${reason('data.mem should be \\"string\\"')}\n`,
    });
  });

  test.each([
    ['compact', JSON.stringify({ error: { name: 'print', code: 400, message: 'maximum capacity exceeded' } })],
    ['pretty', '{ "error" : {\n  "message": "maximum capacity exceeded"\n} }\n'],
  ])('fails although the status is 201: %s', async (_, body) => {
    answer = { status: 201, body };
    expect(await register(client)).toEqual({
      code: 2,
      output: 'HKube refuses print, although it answers with success: maximum capacity exceeded\n',
    });
    expect(received).toHaveLength(1);
  });

  test("hides the credentials of an address in HKube's reason", async () => {
    answer = { status: 201, body: { error: { message: 'cannot read https://me:pw@git.acme.io/x' } } };
    const { code, output } = await register(client);
    expect(code).toBe(2);
    expect(output).toContain('cannot read https://...@git.acme.io/x');
  });

  test.each([[401], [403], [404]])('fails for good after status %d', async (status) => {
    answer = { status, body: '<html>no</html>' };
    expect(await register(client)).toEqual({ code: 2, output: `HKube refuses print with status ${status}\n` });
  });

  test.each([[500], [503], [429]])('is tried again after status %d', async (status) => {
    answer = { status, body: { error: { message: 'busy' } } };
    expect(await register(client)).toEqual({ code: 1, output: `${endpoint} answers ${status}${reason('busy')}\n` });
  });

  test.each([['<html>Welcome</html>'], [''], [JSON.stringify({ algorithm: { name: 'printer' } })]])(
    'fails on the answer of another server: %j',
    async (body) => {
      answer = { status: 200, body };
      const { code, output } = await register(client);
      expect(code).toBe(2);
      expect(output).toMatch(/answers, but not as HKube would: is it the address of HKube's API\?\n$/);
    },
  );

  test('is tried again if the server is unreachable', async () => {
    const { code, output } = await register(client, { HKUBE_ENDPOINT: 'http://127.0.0.1:1/api/v1' });
    expect(code).toBe(1);
    expect(output).toMatch(/^http:\/\/127\.0\.0\.1:1\/api\/v1 does not answer: \S.*\n$/);
  });

  test('sends the token and prints it nowhere', async () => {
    for (const [status, body] of [
      [200, STORED],
      [400, { error: { message: 'no' } }],
      [201, { error: { message: 'no' } }],
      [503, ''],
      [200, 'x'],
    ] as const) {
      answer = { status, body };
      fs.rmSync(path.join(folder, 'bin'), { recursive: true, force: true });
      const { output } = await register(client, { HKUBE_TOKEN: `${TOKEN}\n` });
      expect(output).not.toContain(TOKEN);
      expect(output).not.toContain('ghp_stored');
    }
    expect(received.map(({ headers }) => headers.authorization)).toEqual(Array(5).fill(`Bearer ${TOKEN}`));
  });

  test('sends no further header for a line break in the token', async () => {
    await register(client, { HKUBE_TOKEN: 'a\r\nX-Evil: 1' });
    expect(received[0].headers).toMatchObject({ authorization: 'Bearer aX-Evil: 1' });
    expect(received[0].headers['x-evil']).toBeUndefined();
  });
});

test.each<[Client & string]>([['wget'], ['busybox wget']])(
  '%s waits at most a minute for an answer',
  async (client) => {
    const limits = path.join(folder, 'limits');
    server.removeAllListeners('request');
    const tools = path.join(folder, 'bin');
    toolFolder(tools, client);
    // A minute is too long for a test.
    const real = fs.realpathSync(path.join(tools, 'timeout'));
    fs.rmSync(path.join(tools, 'timeout'));
    fs.writeFileSync(
      path.join(tools, 'timeout'),
      `#!/bin/sh\nprintf %s "$1" >${limits}\nshift\nexec ${real} 0.5 "$@"\n`,
      { mode: 0o755 },
    );
    expect(await run(tools)).toEqual({ code: 1, output: expect.stringMatching(`^${endpoint} does not answer: `) });
    expect(fs.readFileSync(limits, 'utf8')).toBe('60');
    server.closeAllConnections();
  },
);

test('curl follows no redirects', async () => {
  answer = { status: 302, body: STORED };
  expect(await register('curl')).toEqual({ code: 2, output: 'HKube refuses print with status 302\n' });
});

test('without curl and wget it fails with a message', async () => {
  expect(await register(undefined)).toEqual({ code: 2, output: 'this image has neither curl nor wget\n' });
});

test('without a spec it fails with a message', async () => {
  const { code, output } = await register('curl', { HKUBE_SPEC: path.join(folder, 'missing') });
  expect(code).toBe(2);
  expect(output).toContain('cannot read the spec');
  expect(received).toEqual([]);
});

test('it runs with the shell and tools of busybox', async () => {
  // Where there is no busybox, the machine's sh has run everything above.
  const busybox = ['/bin/busybox', '/usr/bin/busybox'].find((file) => fs.existsSync(file)) ?? '/bin/sh';
  const args = busybox.endsWith('busybox') ? ['sh', '-c', REGISTRATION_SCRIPT] : ['-c', REGISTRATION_SCRIPT];
  const env = {
    PATH: process.env.PATH!,
    HKUBE_ENDPOINT: endpoint,
    HKUBE_ALGORITHM: 'print',
    HKUBE_SPEC: path.join(folder, 'spec.json'),
    TMPDIR: path.join(folder, 'tmp'),
  };
  const output = await new Promise((resolve) => {
    execFile(busybox, args, { env }, (_, stdout, stderr) => resolve(stdout + stderr));
  });
  expect(output).toBe('HKube has print\n');
});

test('it contains no $(NAME), which Kubernetes would replace', () => {
  expect(REGISTRATION_SCRIPT).not.toMatch(/\$\((HKUBE_[A-Z]+|TMPDIR)\)/);
  expect(REGISTRATION_SCRIPT).not.toContain('$$');
});
