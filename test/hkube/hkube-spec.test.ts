import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ApiObject, ApiObjectMetadata, App, Chart, JsonPatch, Lazy, Testing } from 'cdk8s';
import { EnvValue, Secret, ServiceAccount } from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import {
  Algorithm,
  AlgorithmSettings,
  AlgorithmProps,
  HkubeAlgorithm,
  JobOptions,
  AlgorithmPod,
  SharedVolume,
  SideCarMode,
  SideCarProps,
  AlgorithmWorkload,
  HkubeSpec,
} from '../../src';
import { parseQuantity } from '../../src/apimachinery/quantity';
import { withoutFilledIn } from '../../src/hkube/write-algorithm';
import { HKUBE_SPECS } from '../fixtures/hkube-specs';
import { errorsOf, podOf } from '../fixtures/manifests';
import { captureStderr } from '../fixtures/stderr';

const IMAGE = 'docker.io/acme/print:v4';
const CANNOT = 'Forbidden: HKube cannot express this:';

function algorithmOf(props: Partial<AlgorithmProps> = {}) {
  return new Algorithm(Testing.chart(), 'print', { image: IMAGE, ...props });
}

/** The lines of the one error that says why there is no spec; none when there is one. */
function refusals(algorithm: Algorithm): string[] {
  try {
    HkubeSpec.of(algorithm).toJson();
    return [];
  } catch (e) {
    const [heading, ...lines] = (e as Error).message.split('\n');
    expect(heading).toBe(`[${algorithm.node.path}] can't be written as a spec for HKube:`);
    return lines.map((line) => line.trim());
  }
}

test('minimal props are written', () => {
  expect(HkubeSpec.of(algorithmOf()).toJson()).toEqual({ name: 'print', algorithmImage: IMAGE });
});

test.each(['/metadata', '/spec/template/metadata'])(
  'labels and annotations that a patch sets to null, at %s, are ignored',
  (place) => {
    const algorithm = algorithmOf();
    algorithm.apiObject.addJsonPatch(
      JsonPatch.add(`${place}/labels`, null),
      JsonPatch.add(`${place}/annotations`, null),
    );
    expect(HkubeSpec.of(algorithm).toJson()).toEqual({ name: 'print', algorithmImage: IMAGE });
  },
);

test('all that HKube supports is written', () => {
  const chart = Testing.chart();
  const algorithm = new Algorithm(chart, 'id', {
    image: IMAGE,
    env: {
      A: 'a',
      TOKEN: EnvValue.fromSecretValue({ secret: Secret.fromSecretName(chart, 'secret', 'keys'), key: 'token' }),
    },
    resources: { requests: { cpu: '500m', memory: '1Gi', 'nvidia.com/gpu': '1' }, limits: { memory: '2Gi' } },
    metadata: { name: 'print' },
    pod: {
      labels: { team: 'vision' },
      annotations: { note: 'fine' },
      nodeSelector: { type: 'gpu' },
      securityContext: { fsGroup: 5 },
      restartPolicy: 'Never',
    },
    workload: AlgorithmWorkload.job({ backoffLimit: 0 }),
  });
  const data = SharedVolume.fromEmptyDir(algorithm, 'data', { sizeLimit: '1Gi' });
  algorithm.mount('/data', data, { readOnly: true });
  const web = algorithm.addSideCar('web', {
    image: 'httpd:2.4',
    env: { B: 'b' },
    args: ['x'],
    ports: [{ containerPort: 80 }],
  });
  web.mount('/a', data, { subPath: 'a' });
  web.mount('/b', data, { subPath: 'b' });
  algorithm.addSideCar('small', { image: 'small:1', resources: { limits: { memory: '64Mi' } } });

  expect(HkubeSpec.of(algorithm).toJson()).toEqual({
    name: 'print',
    algorithmImage: IMAGE,
    cpu: 0.5,
    mem: '1Gi',
    gpu: 1,
    algorithmEnv: { A: 'a', TOKEN: { secretKeyRef: { name: 'keys', key: 'token' } } },
    labels: { team: 'vision' },
    annotations: { note: 'fine' },
    nodeSelector: { type: 'gpu' },
    securityContext: { fsGroup: 5 },
    volumes: [{ name: 'data', emptyDir: { sizeLimit: '1Gi' } }],
    volumeMounts: [{ name: 'data', mountPath: '/data', readOnly: true }],
    sideCars: [
      {
        // HKube loses one of two mounts of a volume, unless they are the container's own (5.10).
        container: {
          name: 'web',
          image: 'httpd:2.4',
          args: ['x'],
          ports: [{ containerPort: 80 }],
          volumeMounts: [
            { name: 'data', mountPath: '/a', subPath: 'a' },
            { name: 'data', mountPath: '/b', subPath: 'b' },
          ],
        },
        environments: { B: 'b' },
      },
      // HKube would request more than the limit (5.2).
      {
        container: {
          name: 'small',
          image: 'small:1',
          resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '200m', memory: '64Mi' } },
        },
      },
    ],
  });
});

describe('everything that HKube cannot express is refused in one error', () => {
  const job = (props: JobOptions) => ({ workload: AlgorithmWorkload.job(props) });
  const pod = (props: AlgorithmPod) => ({ pod: props });
  const metadata = (props: ApiObjectMetadata) => ({ metadata: props });

  test.each<[string, Partial<AlgorithmProps>, string]>([
    [
      'a CronJob',
      { workload: AlgorithmWorkload.cronJob({ schedule: '@daily' }) },
      `kind: ${CANNOT} it runs algorithms in its own Jobs, not in a CronJob`,
    ],
    [
      'a Deployment',
      { workload: AlgorithmWorkload.deployment() },
      `kind: ${CANNOT} it runs algorithms in its own Jobs, not in a Deployment`,
    ],
    ['retries', job({ backoffLimit: 3 }), `spec.backoffLimit: ${CANNOT}`],
    ['several pods', job({ completions: 2 }), `spec.completions: ${CANNOT}`],
    ['a TTL', job({ ttlSecondsAfterFinished: 5 }), `spec.ttlSecondsAfterFinished: ${CANNOT}`],
    [
      'a namespace',
      metadata({ namespace: 'other' }),
      `metadata.namespace: ${CANNOT} it runs all algorithms in its own namespace`,
    ],
    ['a label of the Job alone', metadata({ labels: { a: 'b' } }), `metadata.labels[a]: ${CANNOT}`],
    [
      'a label of the Job that the pods have otherwise',
      { ...metadata({ labels: { ab: 'cd' } }), ...pod({ labels: { ab: 'ef' } }) },
      `metadata.labels[ab]: ${CANNOT}`,
    ],
    ['an annotation of the Job alone', metadata({ annotations: { a: 'b' } }), `metadata.annotations[a]: ${CANNOT}`],
    ['a finalizer', metadata({ finalizers: ['acme.io/x'] }), `metadata.finalizers: ${CANNOT}`],
    ['a generated name', metadata({ generateName: 'print-' } as any), 'name: Required value'],
    [
      'another name of the container',
      { name: 'main' },
      `spec.template.spec.containers[0].name: ${CANNOT} its main container is called algorunner`,
    ],
    ['a command', { command: ['run'] }, `spec.template.spec.containers[0].command: ${CANNOT}`],
    [
      'a probe',
      { livenessProbe: { exec: { command: ['true'] } } },
      `spec.template.spec.containers[0].livenessProbe: ${CANNOT}`,
    ],
    ['fields', { fields: { stdin: true } }, `spec.template.spec.containers[0].stdin: ${CANNOT}`],
    [
      "a limit that is not HKube's",
      { resources: { limits: { memory: '1Gi' } } },
      `spec.template.spec.containers[0].resources.limits[memory]: ${CANNOT} HKube limits memory to 2 × the ` +
        'request, which is 512Mi',
    ],
    [
      'another resource',
      { resources: { requests: { 'ephemeral-storage': '1Gi' } } },
      `spec.template.spec.containers[0].resources.requests[ephemeral-storage]: ${CANNOT}`,
    ],
    [
      'an init container',
      pod({ initContainers: [{ name: 'a', image: 'i:1' }] }),
      `spec.template.spec.initContainers[0]: ${CANNOT} it has no init containers`,
    ],
    ['tolerations', pod({ tolerations: [{ operator: 'Exists' }] }), `spec.template.spec.tolerations: ${CANNOT}`],
    ['restarts', pod({ restartPolicy: 'OnFailure' }), `spec.template.spec.restartPolicy: ${CANNOT}`],
    [
      'a token, though not mounting it is the default',
      pod({ automountServiceAccountToken: false }),
      `spec.template.spec.automountServiceAccountToken: ${CANNOT}`,
    ],
    ['a service account', pod({ serviceAccountName: 'me' }), `spec.template.spec.serviceAccountName: ${CANNOT}`],
    [
      'resources of the pod',
      pod({ fields: { resources: { limits: { cpu: '1' } } } }),
      `spec.template.spec.resources: ${CANNOT}`,
    ],
    [
      'a field that is given twice',
      pod({ hostNetwork: true, fields: { hostNetwork: false } }),
      'spec.template.spec.hostNetwork: Forbidden: is set twice',
    ],
    ['a name that HKube refuses', metadata({ name: 'x'.repeat(33) }), 'name: Too long'],
    [
      'a label that HKube refuses',
      pod({ labels: { team: 'Vision' } }),
      "labels[team]: Forbidden: HKube's API refuses this value",
    ],
    [
      "a label of HKube's own",
      pod({ labels: { type: 'gpu' } }),
      'labels[type]: Forbidden: HKube sets this label itself and drops yours',
    ],
    [
      'a variable that HKube sets later',
      { env: { DEV_MODE: 'x', STORAGE_BINARY: 'y' } },
      'algorithmEnv[STORAGE_BINARY]: Forbidden: HKube sets this variable after yours, so yours has no effect',
    ],
    ['an image with a digest', { image: `acme/print@sha256:${'a'.repeat(64)}` }, 'algorithmImage: Invalid value'],
  ])('%s', (_, props, line) => {
    expect(refusals(algorithmOf(props))).toContainEqual(expect.stringContaining(`[test/print] ${line}`));
  });

  test.each<[string, Partial<AlgorithmProps>]>([
    [
      "what HKube's Jobs do anyway",
      {
        workload: AlgorithmWorkload.job({
          backoffLimit: 0,
          completions: 1,
          parallelism: 1,
          completionMode: 'NonIndexed',
          suspend: false,
        }),
      },
    ],
    [
      'labels of Job and pods alike',
      {
        metadata: { labels: { ab: 'cd' }, annotations: { ab: 'cd' } },
        pod: { labels: { ab: 'cd' }, annotations: { ab: 'cd' } },
      },
    ],
    ["a limit that is HKube's", { resources: { requests: { memory: '512Mi' }, limits: { memory: '1Gi' } } }],
    ["HKube's default, written down", { resources: { limits: { memory: '512Mi', cpu: '0.2' } } }],
  ])('but not %s', (_, props) => {
    expect(refusals(algorithmOf(props))).toEqual([]);
  });

  const sideCar = (props: Partial<SideCarProps>) => {
    const algorithm = algorithmOf();
    algorithm.addSideCar('first', { image: 'first:1' });
    algorithm.addSideCar('web', { image: 'httpd:2.4', ...props });
    return refusals(algorithm);
  };

  test.each<[string, Partial<SideCarProps>, string]>([
    [
      'a native one',
      { mode: SideCarMode.NATIVE },
      `[test/print/web] spec.template.spec.initContainers[1]: ${CANNOT} its sidecars are ordinary ` +
        'containers, not native ones. Remove the mode',
    ],
    [
      'a restart policy',
      { fields: { restartPolicy: 'Always' } },
      `[test/print/web] spec.template.spec.initContainers[1].restartPolicy: ${CANNOT}`,
    ],
    [
      'a GPU, which HKube drops (5.12)',
      { resources: { limits: { 'nvidia.com/gpu': '1' } } },
      '[test/print/web] sideCars[1].container.resources.limits[nvidia.com/gpu]: Forbidden: HKube drops it',
    ],
    [
      "a name of HKube's own",
      { name: 'worker' },
      '[test/print/web] sideCars[1].container.name: Invalid value: "worker"',
    ],
    [
      'a mount of no volume',
      { volumeMounts: [{ name: 'v', mountPath: '/v' }] },
      '[test/print] job.spec.template.spec.containers[3].volumeMounts[0].name: Not found: "v"',
    ],
  ])('including, in a sidecar, %s', (_, props, line) => {
    expect(sideCar(props)).toContainEqual(expect.stringContaining(line));
  });

  test.each<[string, Partial<SideCarProps>]>([
    ['an ordinary one', { mode: SideCarMode.CONTAINER }],
    ['any field of a container', { lifecycle: { preStop: { exec: { command: ['stop'] } } }, fields: { stdin: true } }],
  ])('but not, in a sidecar, %s', (_, props) => {
    expect(sideCar(props)).toEqual([]);
  });

  test('including native sidecars that a scope sets', () => {
    const algorithm = algorithmOf({ settings: { sideCarMode: SideCarMode.NATIVE } });
    algorithm.addSideCar('web', { image: 'httpd:2.4' });
    expect(refusals(algorithm)).toEqual([
      expect.stringContaining('[test/print/web] spec.template.spec.initContainers[0]: Forbidden'),
    ]);
  });

  test('with the construct of each', () => {
    const chart = Testing.chart();
    const algorithm = new Algorithm(chart, 'print', {
      image: IMAGE,
      command: ['run'],
      pod: { serviceAccount: ServiceAccount.fromServiceAccountName(chart, 'sa', 'me'), hostNetwork: true },
    });
    algorithm.addSideCar('web', { image: 'httpd:2.4', mode: SideCarMode.NATIVE });
    expect(refusals(algorithm).map((line) => line.split(`: ${CANNOT}`)[0])).toEqual([
      '[test/print/web] spec.template.spec.initContainers[0]',
      '[test/print] spec.template.spec.containers[0].command',
      '[test/print] spec.template.spec.hostNetwork',
      '[test/print] spec.template.spec.serviceAccountName',
    ]);
  });
});

describe('of the chart', () => {
  test('the namespace and the labels are left out', () => {
    const chart = new Chart(new App(), 'chart', { namespace: 'ns', labels: { app: 'vision' } });
    expect(HkubeSpec.of(new Algorithm(chart, 'print', { image: IMAGE })).toJson()).toEqual({
      name: 'print',
      algorithmImage: IMAGE,
    });
  });
});

describe('default resources', () => {
  const filled = (defaults: AlgorithmProps['settings'], props: Partial<AlgorithmProps> = {}) => {
    const algorithm = algorithmOf({ settings: defaults, ...props });
    algorithm.addSideCar('web', { image: 'httpd:2.4' });
    return algorithm;
  };

  test("that differ from HKube's are written", () => {
    const { cpu, mem, sideCars } = HkubeSpec.of(
      filled({
        resources: { algorithmRequests: { memory: '1Gi' }, sideCarRequests: { memory: '134217729' } },
      }),
    ).toJson();
    expect({ cpu, mem }).toEqual({ mem: '1Gi' });
    expect(sideCars[0].container.resources).toEqual({
      requests: { cpu: '100m', memory: '134.217729M' },
      limits: { cpu: '200m', memory: '268.435458M' },
    });
  });

  test('without CPU limits are written', () => {
    expect(HkubeSpec.of(filled({ resources: { applyCpuLimits: false } })).toJson()).toMatchObject({
      applyCpuLimits: false,
    });
    expect(
      HkubeSpec.of(filled({ resources: { enabled: false } }, { resources: { requests: { cpu: '1' } } })).toJson(),
    ).toMatchObject({ cpu: 1, applyCpuLimits: false });
  });

  test('with limits that equal requests are refused, as the cluster decides this', () => {
    const algorithm = filled(
      { resources: { useResourceLimits: true } },
      { resources: { requests: { memory: '1Gi' } } },
    );
    expect(refusals(algorithm)).toEqual([
      `[test/print] spec.template.spec.containers[0].resources.limits[memory]: ${CANNOT} HKube limits ` +
        'memory to 2 × the request, which is 2Gi',
      `[test/print] spec.template.spec.containers[0].resources.limits[cpu]: ${CANNOT} HKube limits cpu to 2 ` +
        '× the request, which is 200m',
    ]);
    expect(HkubeSpec.of(algorithm).toJson({ useResourceLimits: true })).toEqual({
      name: 'print',
      algorithmImage: IMAGE,
      mem: '1Gi',
      sideCars: [{ container: { name: 'web', image: 'httpd:2.4' } }],
    });
  });

  test('that are switched off are left to HKube', () => {
    expect(HkubeSpec.of(filled({ resources: { enabled: false } })).toJson()).toEqual({
      name: 'print',
      algorithmImage: IMAGE,
      sideCars: [{ container: { name: 'web', image: 'httpd:2.4' } }],
    });
  });

  test('equal to those of the cluster for sidecars are left out', () => {
    const [
      {
        container: { resources },
      },
    ] = HkubeSpec.of(filled({})).toJson({ sideCarResources: { memory: '1Gi' } }).sideCars;
    expect(resources).toEqual({ requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '200m', memory: '256Mi' } });
  });

  test('cluster options of the wrong type are refused', () => {
    expect(() => HkubeSpec.of(algorithmOf()).toJson({ useResourceLimits: 'maybe' } as any)).toThrow(
      'cluster.useResourceLimits: Type invalid',
    );
  });
});

describe('JSON patches', () => {
  const patched = (...patches: JsonPatch[]) => {
    const algorithm = algorithmOf();
    algorithm.addSideCar('web', { image: 'httpd:2.4' });
    algorithm.addSideCar('log', { image: 'log:1' });
    ApiObject.of(algorithm).addJsonPatch(...patches);
    return algorithm;
  };
  const POD = '/spec/template/spec';

  test('are written if HKube supports the field, without the defaults around it', () => {
    expect(
      HkubeSpec.of(
        patched(
          JsonPatch.replace(`${POD}/containers/0/image`, 'other:2'),
          JsonPatch.add(`${POD}/containers/0/resources/limits/nvidia.com~1gpu`, '1'),
          JsonPatch.replace(`${POD}/initContainers/0/resources/limits/memory`, '1Gi'),
          JsonPatch.add('/spec/template/metadata/labels/team', 'vision'),
        ),
      ).toJson(),
    ).toEqual({
      name: 'print',
      algorithmImage: 'other:2',
      gpu: 1,
      labels: { team: 'vision' },
      sideCars: [
        { container: { name: 'web', image: 'httpd:2.4', resources: { limits: { memory: '1Gi' } } } },
        { container: { name: 'log', image: 'log:1' } },
      ],
    });
  });

  test('are refused if HKube does not know the field', () => {
    expect(
      refusals(
        patched(
          JsonPatch.add('/spec/suspend', true),
          JsonPatch.add(`${POD}/tolerations`, [{ operator: 'Exists' }]),
          JsonPatch.add(`${POD}/containers/0/tty`, true),
          JsonPatch.add('/spec/template/metadata/finalizers', ['a.b/c']),
          JsonPatch.add(`${POD}/initContainers/0`, { name: 'setup', image: 'setup:1' }),
          JsonPatch.remove(`${POD}/initContainers/2/restartPolicy`),
        ),
      ).map((line) => line.split(`: ${CANNOT}`)[0]),
    ).toEqual([
      '[test/print] spec.suspend',
      '[test/print] spec.template.metadata.finalizers',
      '[test/print] spec.template.spec.initContainers[0]',
      '[test/print/log] spec.template.spec.initContainers[2]',
      '[test/print] spec.template.spec.containers[0].tty',
      '[test/print] spec.template.spec.tolerations',
    ]);
  });

  test('may move, add and remove containers', () => {
    const { algorithmImage, sideCars } = HkubeSpec.of(
      patched(
        JsonPatch.add(`${POD}/containers/0`, { name: 'extra', image: 'extra:1' }),
        JsonPatch.move(`${POD}/initContainers/0`, `${POD}/initContainers/1`),
      ),
    ).toJson();
    expect(algorithmImage).toBe(IMAGE);
    expect(sideCars.map(({ container }: any) => container.name)).toEqual(['web', 'log', 'extra']);
    expect(HkubeSpec.of(patched(JsonPatch.remove(`${POD}/initContainers/0`))).toJson().sideCars).toHaveLength(1);
  });

  test("a patch that can't be applied", () => {
    expect(() => HkubeSpec.of(patched(JsonPatch.replace('/spec/nope/deeper', 1))).toJson()).toThrow(
      "JSON patch 1 of 1 can't be applied",
    );
  });

  // As JSON has it: -0 is not in it.
  const json = fc.json({ maxDepth: 3 }).map((text): unknown => JSON.parse(text));
  const places = fc.constantFrom(
    '/metadata',
    '/spec',
    '/spec/template',
    '/spec/template/metadata',
    POD,
    `${POD}/containers`,
    `${POD}/containers/0`,
    `${POD}/containers/0/resources`,
    `${POD}/initContainers`,
    `${POD}/initContainers/1`,
    `${POD}/initContainers/1/resources`,
    `${POD}/initContainers/0/env`,
    `${POD}/volumes`,
    `${POD}/affinity`,
    `${POD}/securityContext`,
  );
  test('with any value result in a spec or in one error that names the reason', () => {
    fc.assert(
      fc.property(places, json, (place, value) => {
        const algorithm = patched(JsonPatch.add(place, value));
        try {
          expect(HkubeSpec.of(algorithm).toJson().name).toBe('print');
        } catch (e) {
          expect((e as Error).message).toMatch(
            /^\[test\/print\] can't be written as a spec for HKube:\n {2}\[test\/print/,
          );
        }
      }),
    );
  });

  test.each<[string, unknown, string]>([
    ['/spec', [], 'spec'],
    ['/metadata/labels', 'x', 'metadata.labels'],
    ['/spec/template/metadata/annotations', { aa: 5 }, 'spec.template.metadata.annotations[aa]'],
    [`${POD}/initContainers`, { a: 1 }, 'spec.template.spec.initContainers'],
    [`${POD}/volumes`, ['v'], 'spec.template.spec.volumes[0]'],
    [`${POD}/nodeSelector`, ['a'], 'spec.template.spec.nodeSelector'],
    [`${POD}/containers/-`, 'x', 'spec.template.spec.containers[1]'],
    [`${POD}/containers/0/env`, { A: 'b' }, 'spec.template.spec.containers[0].env'],
    [`${POD}/containers/0/image`, 5, 'spec.template.spec.containers[0].image'],
  ])('cannot make %s %j', (place, value, field) => {
    expect(refusals(patched(JsonPatch.add(place, value)))).toEqual([
      expect.stringContaining(`[test/print] ${field}: Type invalid: `),
    ]);
  });

  test('may add null to a list, which counts as an object without fields', () => {
    expect(refusals(patched(JsonPatch.add(`${POD}/containers/-`, null)))).toEqual([
      '[test/print] sideCars[2].container.name: Required value',
      '[test/print] sideCars[2].container.image: Required value',
    ]);
    expect(refusals(patched(JsonPatch.add(`${POD}/volumes`, [null])))).toContainEqual(
      '[test/print] volumes[0].name: Required value',
    );
  });

  test('may use the keys of Object.prototype as names', () => {
    expect(() => HkubeSpec.of(patched(JsonPatch.add(POD, { valueOf: 1, toString: 2, __proto__: 3 }))).toJson()).toThrow(
      'spec.template.spec.valueOf: Forbidden: HKube cannot express this',
    );
  });

  test('keep what they set, and defaults are removed otherwise', () => {
    fc.assert(
      fc.property(json, json, (filled, given) => {
        expect(withoutFilledIn(JSON.parse(JSON.stringify(filled)), filled, given)).toBe(given);
      }),
    );
    fc.assert(
      fc.property(json, json, (final, filled) => {
        expect(withoutFilledIn(final, filled, filled)).toEqual(final);
      }),
    );
  });
});

test('values that cdk8s resolves at synth are resolved', () => {
  const algorithm = algorithmOf();
  algorithm.addSideCar('web', { image: 'httpd:2.4', args: [Lazy.any({ produce: () => 'late' })] });
  expect(HkubeSpec.of(algorithm).toJson().sideCars[0].container.args).toEqual(['late']);
});

describe('an algorithm from a spec', () => {
  const SPEC = {
    name: 'print',
    algorithmImage: IMAGE,
    mem: '1 Gi',
    minHotWorkers: 2,
    gitRepository: { url: 'https://github.com/acme/print', token: 'ghp_secret' },
    workerEnv: { A: 'b' },
    auditTrail: [{ user: 'u' }],
    nodeSelector: {},
    mounts: [{ pvcName: 'data', path: '/data' }],
    sideCars: [
      {
        container: {
          name: 'web',
          image: 'httpd',
          env: [{ name: 'A', value: 'a' }],
          resources: { requests: { memory: '134217728' } },
        },
        environments: { N: null },
      },
    ],
  };

  const hkube = (spec: any = SPEC) => new HkubeAlgorithm(Testing.chart(), 'print', { spec });

  test('is written as it was read', () => {
    expect(HkubeSpec.of(hkube()).toJson()).toEqual(SPEC);
  });

  test('is written with later changes', () => {
    const algorithm = hkube();
    algorithm.addEnv('B', 'b');
    algorithm.addSideCar('log', { image: 'log:1' });
    expect(HkubeSpec.of(algorithm).toJson()).toEqual({
      ...SPEC,
      algorithmEnv: { B: 'b' },
      sideCars: [...SPEC.sideCars, { container: { name: 'log', image: 'log:1' } }],
    });
  });

  test('is written without an image if HKube builds it', () => {
    const { algorithmImage, ...git } = SPEC;
    expect(HkubeSpec.of(hkube(git)).toJson()).toEqual(git);
  });

  test('is written without CPU limits', () => {
    expect(HkubeSpec.of(hkube({ ...SPEC, applyCpuLimits: false })).toJson()).toEqual({
      ...SPEC,
      applyCpuLimits: false,
    });
  });

  test('keeps the notation and the order of keys', () => {
    const spec = {
      ...SPEC,
      volumes: [{ name: 'v', emptyDir: { sizeLimit: '1Gi', medium: 'Memory' } }],
      volumeMounts: [{ name: 'v', mountPath: '/v' }],
      labels: { zone: 'aa', area: 'bb' },
    };
    const written = HkubeSpec.of(hkube(spec)).toJson();
    for (const field of ['volumes', 'volumeMounts', 'labels'] as const) {
      expect(JSON.stringify(written[field])).toBe(JSON.stringify(spec[field]));
    }
  });

  test('is refused if the spec has errors, which would get lost', () => {
    expect(refusals(hkube({ ...SPEC, reservedMemory: '', kind: 'x' }))).toEqual([
      expect.stringContaining('reservedMemory: Invalid value'),
      expect.stringContaining('kind: Unsupported value'),
    ]);
    expect(refusals(hkube({ ...SPEC, volumeMount: [] }))).toEqual([
      '[test/print] volumeMount: Unknown field. Did you mean "volumeMounts"?',
    ]);
    expect(refusals(hkube({ ...SPEC, mounts: [{ pvcName: 'data', path: '/my-data' }] }))).toEqual([
      "[test/print] mounts[0].path: Forbidden: HKube's API refuses this path: it accepts only letters, " +
        'digits, "_", "." and "/". For HKube, use volumes and volumeMounts',
    ]);
  });
});

describe('round trips through constructs', () => {
  const constructs = (spec: any) => new HkubeAlgorithm(Testing.chart(), 'print', { spec });

  test('from a spec to constructs and back give the same spec', () => {
    fc.assert(
      fc.property(HKUBE_SPECS, (value) => {
        captureStderr(() => expect(HkubeSpec.of(constructs(value)).toJson()).toEqual(value));
      }),
      { numRuns: 100 },
    );
  });

  const word = fc.stringMatching(/^[a-z][a-z0-9]{1,8}$/);
  const amounts = fc.record(
    {
      cpu: fc.constantFrom('100m', '0.5', '2', '1500u'),
      memory: fc.constantFrom('64Mi', '1Gi', '200M', '134217728', '1e9', '0.5Gi'),
    },
    { requiredKeys: [] },
  );
  const env = fc.dictionary(fc.stringMatching(/^[A-Z]{1,5}$/), fc.string(), { maxKeys: 3 });
  const resources = fc.record(
    {
      requests: amounts,
      limits: fc.constantFrom<Record<string, string>>({}, { memory: '64Mi' }, { memory: '2Gi', cpu: '3' }),
    },
    { requiredKeys: [] },
  );
  const mounts = fc.uniqueArray(fc.constantFrom('/a', '/b', '/c'), { maxLength: 3 });
  const algorithms = fc.record({
    name: word,
    env,
    requests: amounts,
    mount: fc.boolean(),
    pod: fc.record(
      {
        nodeSelector: fc.dictionary(word, word, { minKeys: 1, maxKeys: 2 }),
        labels: fc.dictionary(
          word.map((key) => `l-${key}`),
          word,
          { maxKeys: 2 },
        ),
      },
      { requiredKeys: [] },
    ),
    sideCars: fc.array(fc.record({ env, resources, mounts, args: fc.array(fc.string(), { maxLength: 2 }) }), {
      maxLength: 3,
    }),
  });

  test('from constructs to a spec and back give the same pod', () => {
    fc.assert(
      fc.property(algorithms, ({ name, sideCars, mount, requests, pod, ...props }) => {
        const chart = Testing.chart();
        const algorithm = new Algorithm(chart, name, { image: IMAGE, ...props, pod, resources: { requests } });
        const volume = SharedVolume.fromEmptyDir(algorithm, 'shared');
        if (mount) algorithm.mount('/shared', volume);
        sideCars.forEach(({ mounts: paths, ...container }, i) => {
          const sideCar = algorithm.addSideCar(`sc-${i}`, { image: 'sc:1', ...container });
          for (const place of paths) sideCar.mount(place, volume, { subPath: place.slice(1) });
        });
        captureStderr(() => {
          // A request may exceed a limit: no pod for anyone.
          fc.pre(errorsOf(chart).length === 0);
          const again = constructs(HkubeSpec.of(algorithm).toJson());
          expect(byValue(podOf(again.node.scope as Chart))).toEqual(byValue(podOf(chart)));
        });
      }),
      { numRuns: 100 },
    );
  });
});

/** Amounts in numbers, as they may be written otherwise. */
function byValue(pod: any): any {
  return JSON.parse(JSON.stringify(pod), (key, value) =>
    key === 'cpu' || key === 'memory' ? String(parseQuantity(value)) : value,
  );
}

describe('write() creates the file', () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hkube-'));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  test('next to the manifests, where kubectl apply -f does not read it', () => {
    const algorithm = new Algorithm(new Chart(new App({ outdir: folder }), 'chart'), 'print', { image: IMAGE });
    expect(HkubeSpec.of(algorithm).write()).toBe(path.join(folder, 'hkube', 'print.json'));
    expect(fs.readFileSync(path.join(folder, 'hkube', 'print.json'), 'utf8')).toBe(
      `{\n  "name": "print",\n  "algorithmImage": "${IMAGE}"\n}\n`,
    );
  });

  test('at the given path, for the given cluster', () => {
    const file = path.join(folder, 'new', 'spec.json');
    const algorithm = algorithmOf({ settings: { resources: { useResourceLimits: true } } });
    expect(HkubeSpec.of(algorithm).write(file, { useResourceLimits: true })).toBe(file);
    expect(HkubeAlgorithm.fromFile(Testing.chart(), 'print', file).spec).toEqual({
      name: 'print',
      algorithmImage: IMAGE,
    });
  });

  test('only if HKube can express everything', () => {
    expect(() => HkubeSpec.of(algorithmOf({ command: ['x'] })).write(path.join(folder, 'x.json'))).toThrow(
      "can't be written",
    );
    expect(fs.readdirSync(folder)).toEqual([]);
  });
});

test('defaults of a scope that equal those of HKube change nothing', () => {
  const algorithm = algorithmOf();
  AlgorithmSettings.of(algorithm.node.root).set({ resources: { algorithmRequests: { cpu: '0.1' } } });
  expect(HkubeSpec.of(algorithm).toJson()).toEqual({ name: 'print', algorithmImage: IMAGE });
});
