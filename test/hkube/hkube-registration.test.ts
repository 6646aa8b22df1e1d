import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import {
  Algorithm,
  HkubeAlgorithm,
  HkubeRegistration,
  HkubeRegistrationOptions,
  HkubeRegistrationProps,
  ManifestValidator,
  Warnings,
  AlgorithmWorkload,
  HkubeSpec,
} from '../../src';
import { REGISTRATION_SCRIPT } from '../../src/hkube/registration-script';
import { registrationOf } from '../../src/hkube/registration-spec';
import { errorsOf } from '../fixtures/manifests';
import { captureStderr } from '../fixtures/stderr';

const SPEC = { name: 'print', algorithmImage: 'docker.io/acme/print:v4' };
const ENDPOINT = 'http://api-server.hkube.svc:3000/api/v1';
const TOKEN = 'ghp_0123456789secret';

function chartOf(props: Partial<HkubeRegistrationProps> = {}, spec: any = SPEC) {
  const chart = Testing.chart();
  new HkubeRegistration(chart, 'register', { endpoint: ENDPOINT, ...(props.algorithm ? {} : { spec }), ...props });
  return chart;
}

/** The objects of a registration. */
function objectsOf(chart: Chart) {
  const objects = Testing.synth(chart);
  const [job] = objects.filter(({ kind, spec }) => kind === 'Job' && spec.podFailurePolicy);
  const [specObject] = objects.filter(({ kind }) => kind === 'ConfigMap' || kind === 'Secret');
  return { job, specObject, pod: job.spec.template.spec, container: job.spec.template.spec.containers[0] };
}

const sent = (specObject: any) => JSON.parse((specObject.data ?? specObject.stringData)['spec.json']);

test('unknown props are reported', () => {
  expect(errorsOf(chartOf({ tokensecret: { secret: 'x' } } as any))).toEqual([
    '[test/register] tokensecret: Unknown field. Did you mean "tokenSecret"?',
  ]);
});

test('minimal props are rendered', () => {
  const { job, specObject } = objectsOf(chartOf());
  expect(specObject).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: expect.stringMatching(/^register-[0-9a-f]{10}$/) },
    immutable: true,
    data: { 'spec.json': `${JSON.stringify(registrationOf(SPEC), undefined, 2)}\n` },
  });
  expect(job).toEqual({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: expect.stringMatching(/^register-[0-9a-f]{10}$/) },
    spec: {
      activeDeadlineSeconds: 600,
      podFailurePolicy: {
        rules: [{ action: 'FailJob', onExitCodes: { containerName: 'register', operator: 'In', values: [2] } }],
      },
      template: {
        metadata: { labels: { 'app.kubernetes.io/name': 'hkube-registration' } },
        spec: {
          automountServiceAccountToken: false,
          containers: [
            {
              name: 'register',
              image: 'docker.io/curlimages/curl:8.12.1',
              command: ['/bin/sh', '-c', REGISTRATION_SCRIPT],
              env: [
                { name: 'HKUBE_ENDPOINT', value: ENDPOINT },
                { name: 'HKUBE_ALGORITHM', value: 'print' },
                { name: 'HKUBE_SPEC', value: '/hkube/spec.json' },
                { name: 'TMPDIR', value: '/tmp' },
              ],
              resources: { requests: { cpu: '50m', memory: '32Mi' }, limits: { cpu: '100m', memory: '64Mi' } },
              securityContext: {
                allowPrivilegeEscalation: false,
                capabilities: { drop: ['ALL'] },
                readOnlyRootFilesystem: true,
              },
              terminationMessagePolicy: 'FallbackToLogsOnError',
              volumeMounts: [
                { name: 'spec', mountPath: '/hkube', readOnly: true },
                { name: 'tmp', mountPath: '/tmp' },
              ],
            },
          ],
          restartPolicy: 'Never',
          securityContext: {
            runAsGroup: 65534,
            runAsNonRoot: true,
            runAsUser: 65534,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          volumes: [
            { name: 'spec', configMap: { name: specObject.metadata.name } },
            { name: 'tmp', emptyDir: { medium: 'Memory', sizeLimit: '16Mi' } },
          ],
        },
      },
    },
  });
});

test('all props are rendered', () => {
  const chart = Testing.chart();
  new HkubeRegistration(chart, 'register', {
    spec: {
      ...SPEC,
      sideCars: [{ container: { name: 's', image: 'i:1', resources: { limits: { memory: '64Mi' } } } }],
    },
    endpoint: 'https://hkube.acme.io/hkube/api-server/api/v1/',
    image: 'registry.acme.io/busybox:1.37',
    tokenSecret: { secret: 'hkube-api', key: 'bearer' },
    useSecret: true,
    cluster: { sideCarResources: { memory: '64Mi' } },
    metadata: { name: 'mine', namespace: 'hkube', labels: { team: 'vision' }, annotations: { note: 'fine' } },
    ttlSecondsAfterFinished: 3600,
  });
  const { job, specObject, pod, container } = objectsOf(chart);
  for (const { metadata } of [job, specObject]) {
    expect(metadata).toEqual({
      name: expect.stringMatching(/^mine-[0-9a-f]{10}$/),
      namespace: 'hkube',
      labels: { team: 'vision' },
      annotations: { note: 'fine' },
    });
  }
  expect(specObject).toMatchObject({
    kind: 'Secret',
    immutable: true,
    stringData: { 'spec.json': expect.any(String) },
  });
  expect(specObject.data).toBeUndefined();
  expect(pod.volumes[0]).toEqual({ name: 'spec', secret: { secretName: specObject.metadata.name } });
  expect(container.image).toBe('registry.acme.io/busybox:1.37');
  expect(container.env).toContainEqual({
    name: 'HKUBE_ENDPOINT',
    value: 'https://hkube.acme.io/hkube/api-server/api/v1',
  });
  expect(container.env).toContainEqual({
    name: 'HKUBE_TOKEN',
    valueFrom: { secretKeyRef: { name: 'hkube-api', key: 'bearer' } },
  });
  expect(job.spec.ttlSecondsAfterFinished).toBe(3600);
});

test('the token comes from a Secret of cdk8s-plus, which is printed before the Job', () => {
  const chart = Testing.chart();
  const registration = new HkubeRegistration(chart, 'register', {
    spec: SPEC,
    endpoint: ENDPOINT,
    tokenSecret: { secret: new Secret(chart, 'api', { stringData: { token: 'x' }, metadata: { name: 'api' } }) },
  });
  const objects = Testing.synth(chart);
  expect(objects.map(({ kind }) => kind).at(-1)).toBe('Job');
  expect(objects.at(-1).spec.template.spec.containers[0].env).toContainEqual({
    name: 'HKUBE_TOKEN',
    valueFrom: { secretKeyRef: { name: 'api', key: 'token' } },
  });
  expect(ApiObject.of(registration)).toBe(registration.job);
});

describe('a spec with a secret', () => {
  const withToken = { ...SPEC, gitRepository: { url: 'https://github.com/acme/print', token: TOKEN } };

  test('is printed in a Secret and nowhere else', () => {
    const chart = chartOf({}, withToken);
    const { specObject, ...others } = objectsOf(chart);
    expect(specObject.kind).toBe('Secret');
    expect(sent(specObject).gitRepository.token).toBe(TOKEN);
    expect(JSON.stringify(others)).not.toContain(TOKEN);
  });

  test('is printed in a ConfigMap on request', () => {
    expect(objectsOf(chartOf({ useSecret: false }, withToken)).specObject.kind).toBe('ConfigMap');
  });

  test('is never shown in a message', () => {
    const chart = chartOf(
      { endpoint: `http://me:${TOKEN}@hkube` },
      {
        ...withToken,
        gitRepository: { url: `nope://${TOKEN}`, token: TOKEN, gitKind: 'svn' },
        algorithmEnv: { PASSWORD: [TOKEN] },
      },
    );
    const lines = errorsOf(chart);
    expect(lines.length).toBeGreaterThanOrEqual(4);
    expect(lines.join('\n')).not.toContain(TOKEN);
  });
});

describe('names are hashes of the content', () => {
  const names = (
    props: Partial<HkubeRegistrationProps> = {},
    spec: object = SPEC,
    change: (registration: HkubeRegistration) => void = () => {},
  ) => {
    const chart = chartOf(props, spec);
    change(chart.node.findChild('register') as HkubeRegistration);
    const { job, specObject } = objectsOf(chart);
    return [specObject.metadata.name, job.metadata.name];
  };
  const [spec, job] = names();

  test('which stay the same for the same content', () => {
    expect(names()).toEqual([spec, job]);
    expect(names({}, { ...SPEC, version: 'written by the server', modified: 5, auditTrail: [] })).toEqual([spec, job]);
    expect(names({ metadata: { labels: { a: 'b' } } })).toEqual([spec, job]);
  });

  test('which change in both names with another spec', () => {
    const [otherSpec, otherJob] = names({}, { ...SPEC, cpu: 2 });
    expect(otherSpec).not.toBe(spec);
    expect(otherJob).not.toBe(job);
  });

  test('which change in the name of the Job with another endpoint or image', () => {
    for (const props of [
      { endpoint: 'http://other/api/v1' },
      { image: 'busybox:1' },
      { ttlSecondsAfterFinished: 5 },
      { tokenSecret: { secret: 's' } },
    ]) {
      const [sameSpec, otherJob] = names(props);
      expect(sameSpec).toBe(spec);
      expect(otherJob).not.toBe(job);
    }
  });

  test('which include patches', () => {
    const [otherSpec, otherJob] = names({}, SPEC, ({ specObject }) =>
      specObject.addJsonPatch(JsonPatch.replace('/data/spec.json', '{"name":"print"}')),
    );
    expect(otherSpec).not.toBe(spec);
    expect(otherJob).not.toBe(job);
    const [sameSpec, patchedJob] = names({}, SPEC, (registration) =>
      registration.job.addJsonPatch(JsonPatch.add('/spec/template/spec/priorityClassName', 'high')),
    );
    expect(sameSpec).toBe(spec);
    expect(patchedJob).not.toBe(job);
  });
});

describe('an Algorithm', () => {
  test('is registered as by HkubeSpec, with all changes until synth', () => {
    const chart = Testing.chart();
    const algorithm = new Algorithm(chart, 'print', { image: 'acme/print:1' });
    new HkubeRegistration(chart, 'register', { algorithm, endpoint: ENDPOINT });
    const before = objectsOf(chart);
    algorithm.addEnv('A', 'a');
    const after = objectsOf(chart);
    expect(sent(after.specObject)).toEqual(registrationOf(HkubeSpec.of(algorithm).toJson()));
    expect(sent(after.specObject).algorithmEnv).toEqual({ A: 'a' });
    expect(after.job.metadata.name).not.toBe(before.job.metadata.name);
    algorithm.addEnv('API_TOKEN', 'abc');
    expect(objectsOf(chart).specObject.kind).toBe('Secret');
  });

  test('of another app is registered although its Job is not printed', () => {
    const algorithm = new HkubeAlgorithm(new Chart(new App(), 'elsewhere'), 'print', {
      spec: { ...SPEC, minHotWorkers: 2 },
    });
    const chart = chartOf({ algorithm });
    expect(Testing.synth(chart)).toHaveLength(2);
    expect(sent(objectsOf(chart).specObject)).toMatchObject({ name: 'print', minHotWorkers: 2 });
  });

  test('that HKube cannot express is refused', () => {
    const chart = Testing.chart();
    const algorithm = new Algorithm(chart, 'print', {
      image: 'acme/print:1',
      workload: AlgorithmWorkload.deployment(),
      command: ['x'],
    });
    new HkubeRegistration(chart, 'register', { algorithm, endpoint: ENDPOINT });
    expect(errorsOf(chart)).toEqual([
      expect.stringMatching(/^\[test\/register\] \[test\/print\] kind: Forbidden: HKube cannot express this/),
      expect.stringMatching(
        /^\[test\/register\] \[test\/print\] spec\.template\.spec\.containers\[0\]\.command: Forbidden/,
      ),
    ]);
  });

  test("that was read from a spec has warnings about HKube's defects", () => {
    const algorithm = new HkubeAlgorithm(new Chart(new App(), 'elsewhere'), 'print', {
      spec: {
        ...SPEC,
        sideCars: [{ container: { name: 's', image: 'i:1', resources: { limits: { 'nvidia.com/gpu': 1 } } } }],
      },
    });
    expect(errorsOf(chartOf({ algorithm }))).toEqual([
      expect.stringContaining(
        '[test/register] sideCars[0].container.resources.limits[nvidia.com/gpu]: Forbidden: HKube drops it',
      ),
    ]);
  });

  test('that cannot be rendered is refused', () => {
    const algorithm = new Algorithm(new Chart(new App(), 'elsewhere'), 'print', { image: 'a:1' });
    ApiObject.of(algorithm).addJsonPatch(JsonPatch.replace('/nope/deeper', 1));
    expect(errorsOf(chartOf({ algorithm }))).toEqual([
      expect.stringContaining("[test/register] [elsewhere/print]: Forbidden: JSON patch 1 of 1 can't be applied"),
    ]);
  });
});

describe('mistakes', () => {
  const errors = (spec: object, props: Partial<HkubeRegistrationProps> = {}) => {
    let lines: string[] = [];
    captureStderr(() => {
      lines = errorsOf(chartOf(props, { ...SPEC, ...spec }));
    });
    return lines;
  };

  test.each<[string, object, string]>([
    ['an unknown field', { volumeMount: [] }, '[test/register] volumeMount: Unknown field'],
    [
      'what only HKube refuses (HKUBE-REFUSES)',
      { labels: { team: 'Vision' } },
      "[test/register] labels[team]: Forbidden: HKube's API refuses this value",
    ],
    [
      'a path with a hyphen (5.27)',
      { mounts: [{ pvcName: 'data', path: '/my-data' }] },
      "[test/register] mounts[0].path: Forbidden: HKube's API refuses this path",
    ],
    [
      'what HKube makes wrong',
      { algorithmImage: `acme/print@sha256:${'a'.repeat(64)}` },
      '[test/register] algorithmImage: Invalid value',
    ],
    [
      'what stops HKube',
      { sideCars: [{ container: { name: 's', image: 'i:1', resources: null } }] },
      '[test/register] sideCars[0].container.resources: Invalid value: null',
    ],
    [
      'what Kubernetes refuses of HKube',
      { volumeMounts: [{ name: 'v', mountPath: '/v' }] },
      '[test/register] job.spec.template.spec.containers[1].volumeMounts[1].name: Not found: "v"',
    ],
    ['a missing name', { name: undefined }, '[test/register] name: Required value'],
  ])('%s', (_, spec, line) => {
    expect(errors(spec)).toEqual([expect.stringContaining(line)]);
  });

  test.each<[unknown, string]>([
    ['', 'must be an address'],
    ['api-server', 'must be an address'],
    ['ftp://hkube', 'must be an address'],
    ['http://a b', 'must be an address'],
    [undefined, 'must be an address'],
    ['http://me:pw@hkube', 'without credentials, query and fragment'],
    ['http://hkube/api?x=1', 'without credentials, query and fragment'],
  ])('the endpoint %j is refused', (endpoint, line) => {
    expect(errors({}, { endpoint: endpoint as string })).toEqual([
      expect.stringContaining('[test/register] endpoint: Invalid value: must be an address'),
    ]);
    expect(errors({}, { endpoint: endpoint as string })[0]).toContain(line);
  });

  test('cluster options of the wrong type are refused', () => {
    expect(errors({}, { cluster: { isPrivileged: 'maybe' } as any })).toEqual([
      expect.stringContaining('[test/register] cluster.isPrivileged: Type invalid'),
    ]);
  });

  test('both or neither of spec and algorithm are refused', () => {
    const algorithm = new Algorithm(new Chart(new App(), 'c'), 'print', { image: 'a:1' });
    const chart = Testing.chart();
    new HkubeRegistration(chart, 'both', { spec: SPEC, algorithm, endpoint: ENDPOINT });
    new HkubeRegistration(chart, 'neither', { endpoint: ENDPOINT });
    expect(errorsOf(chart)).toEqual([
      '[test/both] spec: Forbidden: must not be set together with algorithm. Remove one of them',
      '[test/neither] spec: Required value. Set spec or algorithm',
    ]);
  });

  test('warnings stay warnings', () => {
    const chart = chartOf({}, { ...SPEC, algorithmEnv: { A: null }, cpu: '1' });
    expect(captureStderr(() => Testing.synth(chart))).toEqual([
      expect.stringContaining('(HKUBE-COERCED)'),
      expect.stringContaining('(HKUBE-ENV-NULL)'),
    ]);
    expect(sent(objectsOf(chart).specObject)).toMatchObject({ cpu: 1, algorithmEnv: { A: null } });
    const known = chartOf({}, { ...SPEC, cpu: '1' });
    Warnings.of(known).acknowledge('HKUBE-COERCED', 'known');
    expect(captureStderr(() => Testing.synth(known))).toEqual([]);
  });

  test('a Job and a ConfigMap that the API server would refuse are refused', () => {
    const chart = chartOf({ metadata: { name: 'Register' }, image: 'Odd/Image' });
    expect(errorsOf(chart)).toEqual([
      expect.stringContaining('[test/register] metadata.name: Invalid value'),
      expect.stringContaining('[test/register] spec.template.spec.containers[0].image: Invalid value: "Odd/Image"'),
      expect.stringContaining('[test/register/Spec] metadata.name: Invalid value'),
    ]);
  });

  test('a spec that is too long for a ConfigMap is refused', () => {
    expect(errors({ algorithmEnv: { A: 'x'.repeat(1024 * 1024) } })).toContainEqual(
      expect.stringContaining('[test/register/Spec] []: Too long'),
    );
  });

  test('findings of validateAll are reported once', () => {
    const chart = chartOf({ metadata: { name: 'Register' } });
    ManifestValidator.of(chart).enable();
    expect(errorsOf(chart)).toHaveLength(2);
  });

  test.each([[null], [5], ['text'], [[]], [JSON.parse('{"__proto__": {"name": "x"}}')]])(
    'a spec that is %p',
    (spec) => {
      expect(errorsOf(chartOf({ spec })).length).toBeGreaterThan(0);
    },
  );
});

test('the spec of an algorithm is computed once for many charts', () => {
  const app = new App();
  const algorithm = new Algorithm(new Chart(app, 'algorithms'), 'print', { image: 'a:1' });
  const write = jest.spyOn(algorithm, '_renderings');
  for (let i = 0; i < 5; i++) new Chart(app, `c${i}`);
  new HkubeRegistration(new Chart(app, 'registrations'), 'register', { algorithm, endpoint: ENDPOINT });
  app.synthYaml();
  expect(write).toHaveBeenCalledTimes(1);
});

describe('fromFile', () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hkube-'));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));
  const options: HkubeRegistrationOptions = { endpoint: ENDPOINT };

  test('a valid file is read', () => {
    const file = path.join(folder, 'print.json');
    fs.writeFileSync(file, JSON.stringify(SPEC));
    const chart = Testing.chart();
    HkubeRegistration.fromFile(chart, 'register', file, options);
    expect(Testing.synth(chart)).toEqual(Testing.synth(chartOf()));
  });

  test('mistakes have their place in the file', () => {
    const file = path.join(folder, 'print.json');
    fs.writeFileSync(file, '{\n  "name": "print",\n  "algorithmImage": "a:1",\n  "labels": {"team": "Vision"}\n}');
    const chart = Testing.chart();
    HkubeRegistration.fromFile(chart, 'register', file, options);
    expect(errorsOf(chart).map((line) => line.replace(folder, ''))).toEqual([
      expect.stringMatching(/^\[test\/register\] \/print\.json:4:22: labels\[team\]: Forbidden/),
    ]);
  });

  test('a missing file is reported', () => {
    const chart = Testing.chart();
    HkubeRegistration.fromFile(chart, 'register', path.join(folder, 'nope.json'), options);
    expect(errorsOf(chart)).toEqual([expect.stringMatching(/^\[test\/register\] .*nope\.json: no such file/)]);
  });
});
