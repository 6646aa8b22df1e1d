import { strict as assert } from 'assert';
import { k8s, Secret } from 'cdk8s-plus-28';
import {
  Algorithm,
  AlgorithmSettings,
  HkubeRegistration,
  PodSecurityProfile,
  SharedVolume,
  AlgorithmWorkload,
} from '../../../src';
import { Scenario, Stage } from '../scenario';
import { conditionOf, lastEndOf } from '../states';

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

const OUTCOMES = { complete: 'complete', refused: 'failed at once', again: 'tried again' };

const refusal = (message: string) => JSON.stringify({ error: { code: 400, message } });

const CASES: readonly Case[] = [
  {
    name: 'accepted',
    status: '201 Created',
    body: JSON.stringify({
      messages: ['pushed'],
      algorithm: { name: 'accepted', gitRepository: { token: SECRETS[1] } },
    }),
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
  {
    name: 'invalid',
    status: '400 Bad Request',
    body: refusal(`cannot read https://${SECRETS[3]}@git.acme.io`),
    ends: 'refused',
    log: 'HKube refuses invalid with status 400',
    reason: ': cannot read https://...@git.acme.io',
  },
  {
    name: 'exists',
    status: '409 Conflict',
    body: refusal('exists already'),
    ends: 'refused',
    log: 'HKube refuses exists with status 409',
    reason: ': exists already',
  },
  {
    name: 'no-token',
    status: '201 Created',
    body: '{}',
    ends: 'refused',
    log: 'HKube refuses no-token with status 401',
    reason: ': no token',
    hasNoToken: true,
  },
  {
    name: 'login-page',
    status: '200 OK',
    body: '<html>Welcome</html>',
    ends: 'refused',
    log: "ENDPOINT answers, but not as HKube would: is it the address of HKube's API?",
  },
  {
    name: 'broken',
    status: '500 Internal Server Error',
    body: refusal('busy'),
    ends: 'again',
    log: 'ENDPOINT answers 500',
    reason: ': busy',
  },
  { name: 'silent', status: '', body: '', ends: 'again', log: 'ENDPOINT does not answer: ' },
  { name: 'elsewhere', status: '', body: '', ends: 'again', log: 'ENDPOINT does not answer: ', port: PORT + 1 },
];

/** The branch of the stand-in for a case: its answer. */
function caseOf({ name, status, body }: Case): string {
  const answer = status === '' ? 'exit' : `say '${status}' '${body}'`;
  return `*'"name": "${name}"'*) ${answer} ;;`;
}

/** HKube's stand-in, as a CGI script: it takes the form that HKube takes, from who has the token. */
const SERVER = `#!/bin/sh
body=$(head -c "$CONTENT_LENGTH")
say() { printf 'Status: %s\\r\\nContent-Type: application/json\\r\\n\\r\\n%s' "$1" "$2"; exit; }
has() { printf %s "$body" | grep -qF -e "$1" || say "422 Unprocessable" '{"error":{"message":"the form is another"}}'; }
[ "$REQUEST_METHOD $PATH_INFO" = "POST /v1/store/algorithms/apply" ] || \
say '404 Not Found' '{"error":{"message":"no such path"}}'
[ "$HTTP_AUTHORIZATION" = "Bearer ${API_TOKEN}" ] || say '401 Unauthorized' '{"error":{"message":"no token"}}'
has 'name="options"'
has '{"forceUpdate":true}'
has 'name="payload"'
has '"token": "${SECRETS[1]}"'
case $body in
${CASES.map(caseOf).join('\n')}
esac
`;

/** HKube has what it takes, what it refuses fails loudly, and no secret is seen anywhere. */
export const registrationsEnd: Scenario = {
  name: 'registrations-end',
  // The pods have to fit the strictest policy.
  namespaceLabels: { 'pod-security.kubernetes.io/enforce': 'restricted' },
  async run(stage) {
    const address = await startServer(stage);
    // busybox' wget does not know the reason of a refusal.
    const curlImage = process.env.E2E_CURL_IMAGE;
    await stage.create((chart) => {
      for (const each of CASES) {
        new HkubeRegistration(chart, each.name, {
          spec: { name: each.name, ...SPEC },
          endpoint: endpointOf(address, each),
          image: curlImage ?? stage.image,
          metadata: { labels: { case: each.name } },
          ...(!each.hasNoToken && { tokenSecret: { secret: 'hkube-api' } }),
        });
      }
    });
    await Promise.all(CASES.map((each) => check(stage, each, address, curlImage !== undefined)));
    await checkSecrets(stage);
    return CASES.map(({ name, ends }) => `${name}: ${OUTCOMES[ends]}`).join(', ');
  },
};

/** Answers with the address of HKube's stand-in. */
async function startServer(stage: Stage): Promise<string> {
  await stage.create((chart) => {
    AlgorithmSettings.of(chart).set({ podSecurity: { profile: PodSecurityProfile.RESTRICTED } });
    new Secret(chart, 'token', { metadata: { name: 'hkube-api' }, stringData: { token: API_TOKEN } });
    // A Secret, for it has all of them in it.
    const script = new Secret(chart, 'script', { metadata: { name: 'script' }, stringData: { api: SERVER } });
    const server = new Algorithm(chart, 'hkube', {
      ...stage.script(`exec httpd -f -p ${PORT} -h /www`),
      readinessProbe: { tcpSocket: { port: k8s.IntOrString.fromNumber(PORT) }, periodSeconds: 1 },
      workload: AlgorithmWorkload.deployment(),
      pod: { securityContext: { runAsUser: 65534 } },
    });
    server.mount('/www/cgi-bin', SharedVolume.fromSecret(server, 'script', script, { defaultMode: 0o555 }));
  });
  return stage.untilPod(
    'hkube',
    "HKube's stand-in is ready",
    30,
    (pod) => conditionOf(pod, 'Ready') && pod.status.podIP,
  );
}

const endpointOf = (address: string, { port = PORT }: Case) =>
  `http://${address.includes(':') ? `[${address}]` : address}:${port}/cgi-bin/api/v1`;

async function check(stage: Stage, each: Case, address: string, knowsReasons: boolean): Promise<void> {
  const { name, ends, reason = '' } = each;
  const [job] = await stage.namespace.list('Job', `case=${name}`);
  const ended = await stage.until(`${name} has ended once`, 60, async () => {
    const pods = await stage.namespace.list('Pod', `batch.kubernetes.io/job-name=${job.metadata.name}`);
    return pods.find((pod) => lastEndOf(pod.status.containerStatuses?.[0]));
  });
  const { exitCode, message = '' } = lastEndOf(ended.status.containerStatuses[0]);
  const log = await stage.namespace.log(ended.metadata.name);

  const text = `${each.log.replace('ENDPOINT', endpointOf(address, each))}${knowsReasons ? reason : ''}`;
  const seen = log.trim();
  assert.ok(
    text.endsWith(': ') ? seen.startsWith(text) && !seen.includes('\n') : seen === text,
    `${name}: the log says ${JSON.stringify(log)}, not ${JSON.stringify(text)}`,
  );
  assert.deepEqual([exitCode, message], { complete: [0, ''], refused: [2, log], again: [1, log] }[ends], name);

  // What is tried again goes on for ten minutes.
  if (ends === 'complete') await stage.end(job.metadata.name, 'Complete');
  if (ends === 'refused') assert.equal((await stage.end(job.metadata.name, 'Failed')).reason, 'PodFailurePolicy', name);
}

/** No secret is anywhere but where it was put. */
async function checkSecrets(stage: Stage): Promise<void> {
  const lists = await Promise.all(['Job', 'Pod', 'ConfigMap', 'Event'].map((kind) => stage.namespace.list(kind)));
  const objects = JSON.stringify(lists);
  for (const secret of SECRETS) assert.ok(!objects.includes(secret), `the objects of the namespace show ${secret}`);
  const specs = await stage.namespace.list('Secret', 'case');
  assert.deepEqual(specs.map(({ metadata }) => metadata.labels.case).sort(), CASES.map(({ name }) => name).sort());
}
