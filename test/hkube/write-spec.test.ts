import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import * as fc from 'fast-check';
import {
  Algorithm,
  AlgorithmSettings,
  HkubeAlgorithm,
  HkubeClusterOptions,
  HkubeRegistration,
  HkubeSpec,
  PodSecurity,
  PodSecurityProfile,
} from '../../src';
import { typeAndDetail, Validation } from '../../src/apimachinery/finding';
import { parseQuantity } from '../../src/apimachinery/quantity';
import { plainPod } from '../../src/hkube/plain-pod';
import { ReadSpec, readSpec } from '../../src/hkube/read-spec';
import { withoutFilledIn } from '../../src/hkube/write-algorithm';
import { PodToWrite, writeSpec } from '../../src/hkube/write-spec';
import { HKUBE_SPECS } from '../fixtures/hkube-specs';
import { errorLinesOf, errorsOf } from '../fixtures/manifests';

const resources = { requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '200m', memory: '512Mi' } };
const minimal: PodToWrite = {
  name: 'print',
  main: { name: 'algorunner', image: 'acme/print', resources },
  sideCars: [],
  volumes: [],
  pod: {},
  labels: {},
  annotations: {},
  cpuLimit: true,
};

function write(pod: Partial<PodToWrite>, kept?: ReadSpec): { spec: any; findings: string[] } {
  const v = new Validation(37);
  const spec = writeSpec({ ...minimal, ...pod }, v, kept);
  return {
    spec,
    findings: v.findings.map(
      (error) => `${error.severity === 'warning' ? '~' : ''}${error.path}: ${typeAndDetail(error)}`,
    ),
  };
}

const main = (fields: object) => ({ main: { ...minimal.main, ...fields } });
const requesting = (requests: object, limits: object, more: object = {}) =>
  main({ resources: { requests, limits, ...more } });
const CANNOT = 'Forbidden: HKube cannot express this';

test('a minimal pod is written', () => {
  expect(write({})).toEqual({
    spec: { name: 'print', algorithmImage: 'acme/print', cpu: 0.1, mem: '256Mi' },
    findings: [],
  });
});

test('all that HKube supports is written', () => {
  const { spec, findings } = write({
    main: {
      ...minimal.main,
      env: [
        { name: 'A', value: 'a' },
        { name: 'E' },
        { name: 'S', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
      ],
      resources: {
        requests: { cpu: '2', memory: '1Gi', 'nvidia.com/gpu': 1 },
        limits: { memory: '2Gi', 'nvidia.com/gpu': 1 },
      },
      volumeMounts: [{ name: 'v', mountPath: '/v', readOnly: true }],
    },
    sideCars: [
      {
        name: 'web',
        image: 'httpd',
        args: ['x'],
        env: [{ name: 'A', value: 'a' }],
        volumeMounts: [{ name: 'v', mountPath: '/v' }],
      },
    ],
    volumes: [{ name: 'v', emptyDir: {} }],
    cpuLimit: false,
    pod: {
      nodeSelector: { type: 'gpu' },
      securityContext: { fsGroup: 5 },
      schedulerName: 'kai-scheduler',
      restartPolicy: 'Never',
    },
    labels: { team: 'vision', 'runai/queue': 'q' },
    annotations: { ab: 'cd', 'gpu-memory': '1024' },
  });
  expect(findings).toEqual([]);
  expect(spec).toEqual({
    name: 'print',
    algorithmImage: 'acme/print',
    cpu: 2,
    mem: '1Gi',
    gpu: 1,
    applyCpuLimits: false,
    algorithmEnv: { A: 'a', E: '', S: { secretKeyRef: { name: 's', key: 'k' } } },
    volumes: [{ name: 'v', emptyDir: {} }],
    volumeMounts: [{ name: 'v', mountPath: '/v', readOnly: true }],
    sideCars: [
      {
        container: { name: 'web', image: 'httpd', args: ['x'] },
        volumeMounts: [{ name: 'v', mountPath: '/v' }],
        environments: { A: 'a' },
      },
    ],
    nodeSelector: { type: 'gpu' },
    securityContext: { fsGroup: 5 },
    kaiObject: { queue: 'q', memory: '1024Mi' },
    labels: { team: 'vision' },
    annotations: { ab: 'cd' },
  });
});

describe('resources', () => {
  test.each([
    [requesting({ cpu: '100m', memory: '134217728' }, { cpu: 0.2, memory: '256Mi' }), { cpu: 0.1, mem: '128Mi' }],
    [requesting({ memory: '1Pi' }, { memory: '2Pi' }), { mem: '1073741824Mi' }],
    [requesting({ memory: '5e6' }, { memory: '1e7' }), { mem: '5M' }],
    [requesting({ memory: '10485761' }, { memory: '20971522' }), { mem: '10.485761M' }],
    [requesting({ memory: '4097Ki' }, { memory: '8194Ki' }), { mem: '4097Ki' }],
    [requesting({ cpu: '0.0005' }, { cpu: '1m' }), { cpu: 0.0005 }],
    [requesting({}, { 'nvidia.com/gpu': '2' }), { gpu: 2 }],
    [requesting({ cpu: 1, memory: '4Mi' }, {}), { cpu: 1, mem: '4Mi' }],
    [
      { ...requesting({ cpu: 1 }, {}), cpuLimit: false },
      { cpu: 1, applyCpuLimits: false },
    ],
    [main({ resources: undefined }), {}],
  ])('%j', (pod, expected) => {
    expect(write(pod)).toEqual({ spec: { name: 'print', algorithmImage: 'acme/print', ...expected }, findings: [] });
  });

  test.each([
    [
      requesting({ memory: '256Mi' }, { memory: '513Mi' }),
      `container.resources.limits[memory]: ${CANNOT}: HKube limits memory to 2 × the request, which is 512Mi`,
    ],
    [
      requesting({}, { memory: '512Mi' }),
      `container.resources.limits[memory]: ${CANNOT}: HKube limits memory to 2 × the request, which is 1024Mi`,
    ],
    [
      requesting({ cpu: 1 }, { cpu: 1 }),
      `container.resources.limits[cpu]: ${CANNOT}: HKube limits cpu to 2 × the request, which is 2`,
    ],
    [
      requesting({ memory: '3Mi' }, { memory: '6Mi' }),
      `container.resources.requests[memory]: ${CANNOT}: its minimum is 4Mi of memory`,
    ],
    [
      requesting({ 'ephemeral-storage': '1Gi' }, {}),
      `container.resources.requests[ephemeral-storage]: ${CANNOT}: its algorithms have only cpu, memory and ` +
        'nvidia.com/gpu',
    ],
    [
      requesting({}, { 'amd.com/gpu': 1 }),
      `container.resources.limits[amd.com/gpu]: ${CANNOT}: its algorithms have only cpu, memory and nvidia.com/gpu`,
    ],
    [
      requesting({}, {}, { claims: [{ name: 'c' }] }),
      `container.resources.claims: ${CANNOT}: its algorithms have only requests and limits`,
    ],
    [
      requesting({}, { 'nvidia.com/gpu': '500m' }),
      `container.resources.limits[nvidia.com/gpu]: ${CANNOT}: GPUs must be whole numbers`,
    ],
  ])('%j cannot be written', (pod, finding) => {
    expect(write(pod).findings).toEqual([finding]);
  });
});

describe('HKube cannot express', () => {
  test.each<[Partial<PodToWrite>, string]>([
    [main({ name: 'main' }), 'container.name'],
    [main({ command: ['a'] }), 'container.command'],
    [main({ ports: [{ containerPort: 80 }] }), 'container.ports'],
    [main({ tty: false }), 'container.tty'],
    [main({ imagePullPolicy: 'Always' }), 'container.imagePullPolicy'],
    [main({ securityContext: { runAsUser: 5 } }), 'container.securityContext'],
    [
      main({
        env: [
          { name: 'A', value: 'a' },
          { name: 'A', value: 'b' },
        ],
      }),
      'container.env[1].name',
    ],
    [
      main({
        env: [
          { name: 'A', value: 'a' },
          { name: '1', value: 'b' },
        ],
      }),
      'container.env[0].name',
    ],
    [main({ env: ['A'] }), 'container.env[0]'],
    [
      main({
        volumeMounts: [
          { name: 'v', mountPath: '/a' },
          { name: 'w', mountPath: '/w' },
          { name: 'v', mountPath: '/b' },
        ],
      }),
      'container.volumeMounts[2]',
    ],
    [{ sideCars: [{ name: 'a', image: 'i', restartPolicy: 'Always' }] }, 'sideCars[0].container.restartPolicy'],
    [{ pod: { tolerations: [{ operator: 'Exists' }] } }, 'tolerations'],
    [{ pod: { serviceAccountName: 'x' } }, 'serviceAccountName'],
    [{ pod: { imagePullSecrets: [{ name: 's' }] } }, 'imagePullSecrets'],
    [{ pod: { initContainers: [{ name: 'i' }] } }, 'initContainers'],
    [{ pod: { restartPolicy: 'OnFailure' } }, 'restartPolicy'],
    [{ pod: { securityContext: { fsGroup: 1, runAsUser: 5 } } }, 'securityContext.runAsUser'],
    [{ pod: { schedulerName: 'volcano' } }, 'schedulerName'],
    [{ pod: { schedulerName: 'kai-scheduler' } }, 'schedulerName'],
    [{ pod: { affinity: { podAffinity: {} } } }, 'affinity'],
    [{ pod: { affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] } } } }, 'affinity'],
    [{ pod: { affinity: terms({ key: 'a', operator: 'Exists' }) } }, 'affinity'],
    [{ pod: { affinity: terms({ key: 'a', operator: 'In', values: ['b'] }), nodeSelector: { a: 'b' } } }, 'affinity'],
  ])('%j', (pod, path) => {
    expect(write(pod).findings).toEqual([
      expect.stringMatching(new RegExp(`^${path.replace(/[[\].]/g, '\\$&')}: ${CANNOT}`)),
    ]);
  });

  test.each<[Partial<PodToWrite>]>([
    [main({ ports: [], command: null, securityContext: {} })],
    [{ pod: { tolerations: [], affinity: {}, securityContext: {}, hostAliases: null, restartPolicy: 'Never' } }],
  ])('but can leave out an empty value: %j', (pod) => {
    expect(write(pod)).toEqual(write({}));
  });

  test('a source of a variable that it does not know', () => {
    expect(write(main({ env: [{ name: 'A', valueFrom: { fileKeyRef: {} } }] })).findings).toEqual([
      `container.env[0].valueFrom.fileKeyRef: ${CANNOT}: it supports only fieldRef, configMapKeyRef, ` +
        'resourceFieldRef, secretKeyRef',
      expect.stringContaining('algorithmEnv[A]: Unsupported value: "fileKeyRef"'),
    ]);
  });

  test.each<[Partial<PodToWrite>, string]>([
    [{ name: 'x'.repeat(33) }, 'name: Too long: must be no more than 32 characters'],
    [
      { labels: { ab: 'Upper' } },
      "labels[ab]: Forbidden: HKube's API refuses this value: use at least two lowercase letters, digits, " +
        '"-", "_" or "."',
    ],
    [
      { annotations: { 'nvidia.com/gpu': '10' } },
      'annotations[nvidia.com/gpu]: Forbidden: HKube counts GPUs by this annotation',
    ],
    [
      { sideCars: [{ name: 'worker', image: 'i' }] },
      'sideCars[0].container.name: Invalid value: "worker": every HKube pod has its own container "worker"',
    ],
    [main({ image: undefined }), 'algorithmImage: Required value'],
  ])('a value that its API would refuse: %j', (pod, finding) => {
    expect(write(pod).findings).toEqual([finding]);
  });
});

function terms(...matchExpressions: object[]) {
  return {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] } },
  };
}

describe('sidecars', () => {
  const sideCar = (container: object) =>
    write({ sideCars: [{ name: 'web', image: 'httpd', ...container }] }).spec.sideCars[0];

  test('keep variables in the container that a map cannot hold', () => {
    const env = [
      { name: 'A', value: 'a' },
      { name: 'A', value: 'b' },
    ];
    expect(sideCar({ env })).toEqual({ container: { name: 'web', image: 'httpd', env } });
  });

  test('keep mounts of one volume in the container, where HKube keeps them all', () => {
    const volumeMounts = [
      { name: 'v', mountPath: '/a', subPath: 'a' },
      { name: 'v', mountPath: '/b', subPath: 'b' },
    ];
    expect(sideCar({ volumeMounts })).toEqual({ container: { name: 'web', image: 'httpd', volumeMounts } });
  });
});

test('a selector with several values is refused', () => {
  expect(
    write({
      pod: {
        affinity: terms(
          { key: 'zone', operator: 'In', values: ['a', 'b'] },
          { key: 'type', operator: 'In', values: ['c'] },
        ),
        nodeSelector: { x: 'y' },
      },
    }).spec.nodeSelector,
  ).toEqual({ x: 'y', zone: ['a', 'b'], type: ['c'] });
});

const read = (value: unknown) => {
  const v = new Validation(37);
  const result = readSpec(value, v);
  expect(v.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  return result;
};

/** Resources with their amounts by value. */
function byValue(given: any) {
  const amounts = (map: object = {}) =>
    Object.fromEntries(Object.entries(map).map(([name, amount]) => [name, parseQuantity(amount)]));
  return given && { requests: amounts(given.requests), limits: amounts(given.limits) };
}

function comparable(value: ReadSpec) {
  const {
    main: { resources: amounts, ...rest },
    ...pod
  } = plainPod(value, new Validation(37));
  return { ...pod, main: { ...rest, resources: byValue(amounts) } };
}

describe('round trips', () => {
  test('from a spec to a pod and back give the same spec', () => {
    fc.assert(
      fc.property(HKUBE_SPECS, (value) => {
        const before = read(value);
        const { spec: after, findings } = write(
          { name: before.name!, ...plainPod(before, new Validation(37)) },
          before,
        );
        expect(findings.filter((finding) => !finding.startsWith('~'))).toEqual([]);
        // 0 is how HKube writes "not given".
        expect(after).toEqual(before);
      }),
      { numRuns: 300 },
    );
  });

  test('from a pod to a spec and back give the same pod, also without the original spec', () => {
    fc.assert(
      fc.property(HKUBE_SPECS, (value) => {
        const before = read(value);
        const { spec: after } = write({ name: before.name!, ...plainPod(before, new Validation(37)) });
        expect(comparable(read(after))).toEqual(comparable(before));
      }),
      { numRuns: 300 },
    );
  });

  test('changes are written, and the rest keeps its notation', () => {
    const before = read({
      name: 'print',
      algorithmImage: 'acme/print',
      mem: '1 Gi',
      mounts: [{ pvcName: 'data', path: '/data' }],
      algorithmEnv: { A: 1, B: null },
      sideCars: [
        { container: { name: 'a', image: 'i', env: [{ name: 'X', value: 'x' }] } },
        { container: { name: 'b', image: 'i', env: [{ name: 'X', value: 'x' }] } },
      ],
    });
    const pod = plainPod(before, new Validation(37));
    const [a, b] = pod.sideCars;
    const { spec: after } = write(
      { ...pod, name: 'print', sideCars: [a, { ...b, image: 'j' }], labels: { ab: 'cd' } },
      before,
    );
    expect(after).toEqual({
      ...before,
      labels: { ab: 'cd' },
      sideCars: [before.sideCars![0], { container: { name: 'b', image: 'j' }, environments: { X: 'x' } }],
    });
  });

  test('resources that were filled in later are written', () => {
    const before = read({
      name: 'print',
      algorithmImage: 'acme/print',
      sideCars: [{ container: { name: 'a', image: 'i' }, environments: { A: 1 } }],
    });
    const pod = plainPod(before, new Validation(37));
    const { spec: after } = write(
      { ...pod, name: 'print', main: { ...pod.main, resources }, sideCars: [{ ...pod.sideCars[0], resources }] },
      before,
    );
    expect(after).toEqual({
      ...before,
      cpu: 0.1,
      mem: '256Mi',
      sideCars: [{ container: { name: 'a', image: 'i', resources }, environments: { A: 1 } }],
    });
  });
});

test('any JSON is written or refused without throwing', () => {
  const part = fc.jsonValue({ maxDepth: 4 });
  const mainFields = fc.dictionary(fc.constantFrom('env', 'resources', 'volumeMounts', 'image', 'command'), part);
  const podFields = fc.dictionary(
    fc.constantFrom('nodeSelector', 'affinity', 'securityContext', 'schedulerName'),
    part,
  );
  const cars = fc.array(fc.dictionary(fc.constantFrom('env', 'volumeMounts', 'restartPolicy'), part));
  fc.assert(
    fc.property(mainFields, podFields, cars, (mainPart: any, podPart: any, sideCars: any) => {
      expect(write({ main: { ...minimal.main, ...mainPart }, pod: podPart, sideCars }).spec.name).toBe('print');
    }),
  );
});

// What a scope claims about the security of its pods.

const IMAGE = 'docker.io/acme/print:v4';
const RESTRICTED = { profile: PodSecurityProfile.RESTRICTED };
const BASELINE = { profile: PodSecurityProfile.BASELINE };
const UNPRIVILEGED = { isPrivileged: false };

const algorithmWith = (podSecurity?: PodSecurity) =>
  new Algorithm(Testing.chart(), 'print', { image: IMAGE, settings: { podSecurity } });

const refusals = (algorithm: Algorithm, cluster?: HkubeClusterOptions): string[] =>
  errorLinesOf(() => HkubeSpec.of(algorithm).toJson(cluster));

test.each<[string, PodSecurity | undefined, HkubeClusterOptions]>([
  ['no claim', undefined, {}],
  ['none', { profile: PodSecurityProfile.PRIVILEGED, readOnlyRootFilesystem: false }, {}],
  ['baseline, which HKube keeps in a cluster where its pods are not privileged', BASELINE, UNPRIVILEGED],
])('%s is written', (_, podSecurity, cluster) => {
  expect(refusals(algorithmWith(podSecurity), cluster)).toEqual([]);
  expect(HkubeSpec.of(algorithmWith(podSecurity)).toJson(UNPRIVILEGED)).toEqual({
    name: 'print',
    algorithmImage: IMAGE,
  });
});

const BREAKS = 'podSecurity.profile: Forbidden: HKube cannot express this: its Job breaks the profile';

test.each<[string, PodSecurity, HkubeClusterOptions, string[]]>([
  [
    'baseline',
    BASELINE,
    {},
    [`[test/print] ${BREAKS} baseline at spec.template.spec.volumes[1].hostPath and 2 more. For an`],
  ],
  [
    'restricted',
    RESTRICTED,
    UNPRIVILEGED,
    [
      `[test/print] ${BREAKS} restricted at ` +
        'spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation and 5 more. For',
    ],
  ],
  [
    'a read-only root file system',
    { readOnlyRootFilesystem: true },
    {},
    [
      '[test/print] podSecurity.readOnlyRootFilesystem: Forbidden: HKube cannot express this: the ' +
        "algorithm's container has no",
    ],
  ],
])('%s is refused, not dropped', (_, podSecurity, cluster, lines) => {
  const found = refusals(algorithmWith(podSecurity), cluster);
  expect(found.map((line, i) => line.slice(0, lines[i]?.length))).toEqual(lines);
});

test('a claim of a sidecar is refused', () => {
  const algorithm = algorithmWith();
  AlgorithmSettings.of(algorithm.addSideCar('web', { image: 'httpd:2.4' })).set({
    podSecurity: { readOnlyRootFilesystem: true },
  });
  expect(refusals(algorithm)).toHaveLength(1);
});

test("volumes and variables of the algorithm that break the claim in HKube's Job are reported", () => {
  const chart = Testing.chart();
  const spec = {
    name: 'print',
    algorithmImage: IMAGE,
    volumes: [{ name: 'host-logs', hostPath: { path: '/var/log' } }],
    volumeMounts: [{ name: 'host-logs', mountPath: '/logs' }],
  };
  const algorithm = new HkubeAlgorithm(chart, 'print', { spec, settings: { podSecurity: BASELINE } });
  expect(refusals(algorithm, UNPRIVILEGED).map((line) => line.replace(/\. For.*/, ''))).toEqual([
    `[test/print] ${BREAKS} baseline at spec.template.spec.volumes[2].hostPath`,
  ]);
});

test('all other parts that HKube cannot express are reported too, without parts that were filled in', () => {
  const algorithm = algorithmWith({ ...RESTRICTED, readOnlyRootFilesystem: true });
  algorithm.addSideCar('web', { image: 'httpd:2.4', securityContext: { runAsUser: 5 } });
  const path = '/spec/template/spec';
  ApiObject.of(algorithm).addJsonPatch(
    JsonPatch.add(`${path}/volumes/-`, { name: 'late', emptyDir: {} }),
    JsonPatch.add(`${path}/containers/0/volumeMounts/-`, { name: 'late', mountPath: '/late' }),
    JsonPatch.add(`${path}/hostNetwork`, true),
    JsonPatch.add(`${path}/containers/0/securityContext/runAsUser`, 5),
  );
  expect(refusals(algorithm).map((line) => line.replace(/: Forbidden.*/, ''))).toEqual([
    '[test/print] podSecurity.profile',
    '[test/print] podSecurity.readOnlyRootFilesystem',
    '[test/print] spec.template.spec.containers[0].securityContext',
    '[test/print] spec.template.spec.hostNetwork',
  ]);
});

test('removing filled-in items keeps the indexes of lists without gaps', () => {
  const filled = { list: [{ name: 'a' }, { name: 'tmp' }] };
  const final = { list: [{ name: 'a', more: 1 }, { name: 'tmp' }, { name: 'late' }] };
  expect(withoutFilledIn(final, filled, { list: [{ name: 'a' }] })).toEqual({
    list: [{ name: 'a', more: 1 }, { name: 'late' }],
  });
});

test('a registration reports this at synth', () => {
  const chart = Testing.chart();
  const algorithm = new Algorithm(new Chart(new App(), 'other'), 'print', {
    image: IMAGE,
    settings: { podSecurity: RESTRICTED },
  });
  new HkubeRegistration(chart, 'register', { algorithm, endpoint: 'http://api.hkube.svc/api/v1' });
  const [line, ...others] = errorsOf(chart);
  expect(line).toContain(`[test/register] [other/print] ${BREAKS} restricted`);
  expect(others).toEqual([]);
});
