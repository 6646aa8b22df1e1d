/**
 * Registers algorithms on a real cluster, with an API server that answers as HKube's does: HKube has what it takes, what it refuses
 * fails loudly, and no secret is seen anywhere.
 *
 *   npx tsx test/e2e/registration.ts
 *
 * `KUBECONFIG` names the cluster; its nodes need not reach any registry: `E2E_IMAGE` is an image that they have, by default
 * `busybox:1`, or what has `sh`, `httpd` and `wget` as well. `E2E_CURL_IMAGE` may name one with curl: then the registrations run in
 * that, which knows HKube's reasons. `KUBECTL` is the command, by default `kubectl`.
 */
import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { App, Chart } from 'cdk8s';
import { HkubeRegistration } from '../../src';

/** Runs kubectl and answers with what it prints. */
export type Kubectl = (args: readonly string[], input?: string) => Promise<string>;

export interface RegistrationImages {
  /** Of HKube's stand-in: an image with `sh` and `httpd`. */
  readonly server: string;
  /** Of the registrations. */
  readonly client: string;
  /** Whether the client knows the reason of a refusal: busybox' wget does not. */
  readonly knowsReasons: boolean;
}

const API_TOKEN = 'e2e-api-token-4711';
const SECRETS = [API_TOKEN, 'e2e-git-token-4711', 'e2e-password-4711', 'e2e-user-4711'];
const SPEC = {
  algorithmImage: 'docker.io/acme/print:v4',
  algorithmEnv: { DB_PASSWORD: SECRETS[2] },
  gitRepository: { url: 'https://git.acme.io/print', token: SECRETS[1] },
};
const PORT = 3000;

/** What HKube says to the algorithm of that name, and what becomes of its registration. */
interface Case {
  readonly name: string;
  readonly status: string;
  readonly body: string;
  /** `again`: it is tried again, until the Job's deadline. */
  readonly ends: 'complete' | 'refused' | 'again';
  readonly log: string;
  /** Comes after the log's text where the client knows it. */
  readonly reason?: string;
  readonly hasNoToken?: boolean;
  readonly port?: number;
}

const refusal = (message: string) => JSON.stringify({ error: { code: 400, message } });

const CASES: readonly Case[] = [
  {
    name: 'accepted',
    status: '201 Created',
    body: JSON.stringify({ messages: ['pushed'], algorithm: { name: 'accepted', gitRepository: { token: SECRETS[1] } } }),
    ends: 'complete',
    log: 'HKube has accepted',
  },
  {
    name: 'refused-with-201',
    status: '201 Created',
    body: refusal('maximum capacity exceeded'),
    ends: 'refused',
    log: 'HKube refuses refused-with-201, although it answers with success: maximum capacity exceeded',
  },
  { name: 'invalid', status: '400 Bad Request', body: refusal(`cannot read https://${SECRETS[3]}@git.acme.io`), ends: 'refused', log: 'HKube refuses invalid with status 400', reason: ': cannot read https://...@git.acme.io' },
  { name: 'exists', status: '409 Conflict', body: refusal('exists already'), ends: 'refused', log: 'HKube refuses exists with status 409', reason: ': exists already' },
  { name: 'no-token', status: '201 Created', body: '{}', ends: 'refused', log: 'HKube refuses no-token with status 401', reason: ': no token', hasNoToken: true },
  { name: 'login-page', status: '200 OK', body: '<html>Welcome</html>', ends: 'refused', log: 'ENDPOINT answers, but not as HKube would: is it the address of HKube\'s API?' },
  { name: 'broken', status: '500 Internal Server Error', body: refusal('busy'), ends: 'again', log: 'ENDPOINT answers 500', reason: ': busy' },
  { name: 'silent', status: '', body: '', ends: 'again', log: 'ENDPOINT does not answer: ' },
  { name: 'elsewhere', status: '', body: '', ends: 'again', log: 'ENDPOINT does not answer: ', port: PORT + 1 },
];

/** HKube's stand-in, as a CGI script: it takes the form that HKube takes, from who has the token. */
const SERVER = `#!/bin/sh
body=$(head -c "$CONTENT_LENGTH")
say() { printf 'Status: %s\\r\\nContent-Type: application/json\\r\\n\\r\\n%s' "$1" "$2"; exit; }
has() { printf %s "$body" | grep -qF -e "$1" || say "422 Unprocessable" '{"error":{"message":"the form is another"}}'; }
[ "$REQUEST_METHOD $PATH_INFO" = "POST /v1/store/algorithms/apply" ] || say '404 Not Found' '{"error":{"message":"no such path"}}'
[ "$HTTP_AUTHORIZATION" = "Bearer ${API_TOKEN}" ] || say '401 Unauthorized' '{"error":{"message":"no token"}}'
has 'name="options"'
has '{"forceUpdate":true}'
has 'name="payload"'
has '"token": "${SECRETS[1]}"'
case $body in
${CASES.map(({ name, status, body }) => `*'"name": "${name}"'*) ${status === '' ? 'exit' : `say '${status}' '${body}'`} ;;`).join('\n')}
esac
`;

/**
 * Proves it in a namespace of its own, which is deleted in the end.
 *
 * @returns one line for each registration
 * @throws when anything is not as it has to be
 */
export async function registration(kubectl: Kubectl, images: RegistrationImages): Promise<string[]> {
  const namespace = `e2e-registration-${Date.now().toString(36)}`;
  const inNamespace: Kubectl = (args, input) => kubectl(['-n', namespace, ...args], input);
  // The pods have to fit the strictest policy.
  await kubectl(['create', '-f', '-'], JSON.stringify({
    apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
  }));
  try {
    const address = await startServer(inNamespace, images.server);
    await inNamespace(['create', '-f', '-'], registrations(namespace, address, images.client));
    const seen = await Promise.all(CASES.map((each) => check(inNamespace, each, address, images)));
    await checkSecrets(inNamespace);
    return seen;
  } finally {
    await kubectl(['delete', 'namespace', namespace, '--wait=false']);
  }
}

async function startServer(kubectl: Kubectl, image: string): Promise<string> {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'server' },
    spec: {
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 65534, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [{
        name: 'server',
        image,
        command: ['httpd', '-f', '-p', String(PORT), '-h', '/www'],
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        volumeMounts: [{ name: 'script', mountPath: '/www/cgi-bin' }],
        readinessProbe: { tcpSocket: { port: PORT }, periodSeconds: 1 },
      }],
      // A Secret, for it has all of them in it.
      volumes: [{ name: 'script', secret: { secretName: 'script', defaultMode: 0o555 } }],
    },
  };
  const objects = [
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'script' }, stringData: { api: SERVER } },
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'hkube-api' }, stringData: { token: API_TOKEN } },
    pod,
  ];
  // Until a new namespace has its service account, it has no place for pods.
  await until('the namespace has its service account', 30, async () => (await kubectl(['get', 'serviceaccounts', '-o', 'name'])) !== '' || undefined);
  await kubectl(['create', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
  await kubectl(['wait', '--for=condition=Ready', 'pod/server', '--timeout=60s']);
  return kubectl(['get', 'pod', 'server', '-o', 'jsonpath={.status.podIP}']);
}

const endpointOf = (address: string, { port = PORT }: Case) => `http://${address.includes(':') ? `[${address}]` : address}:${port}/cgi-bin/api/v1`;

function registrations(namespace: string, address: string, image: string): string {
  const app = new App();
  const chart = new Chart(app, 'registrations', { namespace });
  for (const each of CASES) {
    new HkubeRegistration(chart, each.name, {
      spec: { name: each.name, ...SPEC },
      endpoint: endpointOf(address, each),
      image,
      metadata: { labels: { case: each.name } },
      ...!each.hasNoToken && { tokenSecret: { secret: 'hkube-api' } },
    });
  }
  return app.synthYaml();
}

async function check(kubectl: Kubectl, each: Case, address: string, { knowsReasons }: RegistrationImages): Promise<string> {
  const { name, ends, reason = '' } = each;
  const [job] = await list(kubectl, 'jobs', `case=${name}`);
  const ended = await until(`${name} has ended once`, 60, async () => {
    const pods = await list(kubectl, 'pods', `job-name=${job.metadata.name}`);
    return pods.find(({ status }) => status.containerStatuses?.[0].state.terminated);
  });
  const { exitCode, message = '' } = ended.status.containerStatuses[0].state.terminated;
  const log = await kubectl(['logs', ended.metadata.name]);

  const text = `${each.log.replace('ENDPOINT', endpointOf(address, each))}${knowsReasons ? reason : ''}`;
  const seen = log.trim();
  assert.ok(text.endsWith(': ') ? seen.startsWith(text) && !seen.includes('\n') : seen === text, `${name}: the log says ${JSON.stringify(log)}, not ${JSON.stringify(text)}`);
  assert.deepEqual([exitCode, message], { complete: [0, ''], refused: [2, log], again: [1, log] }[ends], name);

  // What is tried again goes on for ten minutes.
  if (ends !== 'again') {
    const type = ends === 'complete' ? 'Complete' : 'Failed';
    const condition = await until(`${name} is ${type}`, 30, async () => (await list(kubectl, 'jobs', `case=${name}`))[0].status.conditions?.find((one: any) => one.type === type));
    if (ends === 'refused') assert.equal(condition.reason, 'PodFailurePolicy', name);
  }
  return `${name}: exit code ${exitCode}: ${seen}`;
}

/** No secret is anywhere but where it was put. */
async function checkSecrets(kubectl: Kubectl): Promise<void> {
  const objects = await kubectl(['get', 'jobs,pods,configmaps,events', '-o', 'json']);
  for (const secret of SECRETS) assert.ok(!objects.includes(secret), `the objects of the namespace show ${secret}`);
  const specs = await list(kubectl, 'secrets', 'case');
  assert.deepEqual(specs.map(({ metadata }) => metadata.labels.case).sort(), CASES.map(({ name }) => name).sort());
}

const list = async (kubectl: Kubectl, kind: string, selector: string): Promise<any[]> => JSON.parse(await kubectl(['get', kind, '-l', selector, '-o', 'json'])).items;

async function until<T>(what: string, seconds: number, look: () => Promise<T | undefined>): Promise<T> {
  for (const deadline = Date.now() + seconds * 1000; ;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`not within ${seconds} s: ${what}`);
    await new Promise((done) => setTimeout(done, 500));
  }
}

/** The kubectl that a command names. */
export function kubectlOf(command: string): Kubectl {
  const [program, ...first] = command.split(' ');
  return (args, input) => new Promise((done, fail) => {
    const child = execFile(program, [...first, ...args], { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error) fail(new Error(`kubectl ${args.join(' ')}: ${stderr.trim() || error.message}`));
      else done(stdout);
    });
    child.stdin?.end(input);
  });
}

async function main(): Promise<number> {
  if (!process.env.KUBECONFIG) {
    console.error('registration: set KUBECONFIG');
    return 2;
  }
  const server = process.env.E2E_IMAGE ?? 'busybox:1';
  const curl = process.env.E2E_CURL_IMAGE;
  try {
    console.log((await registration(kubectlOf(process.env.KUBECTL ?? 'kubectl'), { server, client: curl ?? server, knowsReasons: curl !== undefined })).join('\n'));
    return 0;
  } catch (error) {
    console.error(`registration: ${(error as Error).message}`);
    return 1;
  }
}

if (require.main === module) void main().then((code) => (process.exitCode = code));
