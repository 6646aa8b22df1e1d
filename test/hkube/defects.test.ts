/** Every defect of docs/hkube-defects.md, by its number. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { Testing } from 'cdk8s';
import { HkubeAlgorithm } from '../../src';
import { typeAndDetail, Validation } from '../../src/apimachinery/finding';
import { ClusterOptions } from '../../src/hkube/cluster-options';
import { readSpec } from '../../src/hkube/read-spec';
import { checkWorkerJob } from '../../src/hkube/worker-checks';
import { internalForm, workerJob, WorkerJobOptions } from '../../src/hkube/worker-job';
import { writeSpec } from '../../src/hkube/write-spec';
import { validateManifest } from '../../src/validation/validate';
import { errorsOf, podOf, workloadOf } from '../fixtures/manifests';
import { captureStderr } from '../fixtures/stderr';

const minimal = { name: 'print', algorithmImage: 'acme/print' };

function chartOf(spec: object) {
  const chart = Testing.chart();
  new HkubeAlgorithm(chart, 'print', { spec: { ...minimal, ...spec } });
  return chart;
}

/** What the synthesis of a plain Job says, and what it makes. Warnings go to stderr. */
function plain(spec: object): { errors: string[]; warnings: string; pod: () => any } {
  let errors: string[] = [];
  const warnings = captureStderr(() => {
    errors = errorsOf(chartOf(spec));
  });
  let pod: any;
  const render = () => {
    captureStderr(() => {
      pod = podOf(chartOf(spec));
    });
    return pod;
  };
  return { errors, warnings: warnings.join('\n'), pod: render };
}

const refused = (spec: object, ...errors: RegExp[]) =>
  expect(plain(spec).errors).toEqual(errors.map((error) => expect.stringMatching(error)));
const withSideCar = (container: object, more: object = {}) => ({
  sideCars: [{ container: { name: 'sc', image: 'busybox', ...container }, ...more }],
});
const sideCarOf = (spec: object) => plain(spec).pod().initContainers[0];

/** The worker Job of a spec as HKube's API takes it, and what is said of it. */
function worker(spec: object, cluster: ClusterOptions = {}, options: WorkerJobOptions = {}) {
  const v = new Validation(37);
  const internal = internalForm(readSpec({ ...minimal, ...spec }, v));
  checkWorkerJob(internal, cluster, v);
  const job: any = workerJob(internal, cluster, options);
  const say = ({ severity }: { severity: string }) => severity === 'error';
  return {
    pod: job.spec.template.spec,
    job,
    sideCar: job.spec.template.spec.containers[2],
    errors: [...v.findings, ...validateManifest(job, 37)]
      .filter(say)
      .map((error) => `${error.path}: ${typeAndDetail(error)}`),
    warnings: v.findings.filter((error) => !say(error)).map((error) => `${error.path}: ${typeAndDetail(error)}`),
  };
}

function affinityOf({ pod }: ReturnType<typeof worker>) {
  return pod.affinity?.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms;
}

describe("5.1 a sidecar that stops HKube's scheduler", () => {
  test.each([
    ['134217728', '268435456'],
    ['1Pi', '2Pi'],
    ['1e9', '2e9'],
  ])('5.1 memory %s is rendered right', (memory, limit) => {
    const spec = withSideCar({ resources: { requests: { memory } } });
    const resources = { requests: { memory }, limits: { memory: limit } };
    expect(sideCarOf(spec).resources).toMatchObject(resources);
    expect(worker(spec)).toMatchObject({ errors: [], sideCar: { resources } });
  });

  test('5.1 null counts as absent', () => {
    for (const resources of [null, { requests: null }]) {
      expect(plain(withSideCar({ resources })).errors).toEqual([]);
      expect(worker(withSideCar({ resources })).errors).toEqual([]);
    }
  });

  test('5.1 a sidecar without a container and values that are not quantities are refused', () => {
    refused({ sideCars: [{}] }, /sideCars\[0\].container: Required value/);
    expect(worker({ sideCars: [{}] }).errors).toEqual(['sideCars[0].container: Required value']);
    expect(plain(withSideCar({ resources: { requests: { cpu: 'banana' } } })).errors).toEqual([
      expect.stringMatching(/requests/),
    ]);
    expect(worker(withSideCar({ resources: { requests: { cpu: 'banana' } } })).errors).toEqual([
      expect.stringMatching(/requests/),
    ]);
  });
});

test('5.2 a default request is reduced to a smaller limit, and an explicit one is refused', () => {
  const spec = withSideCar({ resources: { limits: { memory: '64Mi', cpu: '50m' } } });
  expect(sideCarOf(spec).resources.requests).toEqual({ cpu: '50m', memory: '64Mi' });
  expect(worker(spec)).toMatchObject({
    errors: [],
    sideCar: { resources: { requests: { cpu: '50m', memory: '64Mi' } } },
  });

  const wrong = withSideCar({ resources: { requests: { cpu: 3 }, limits: { cpu: 1 } } });
  refused(wrong, /resources.requests: Invalid value: "3": must be less than or equal to cpu limit of 1/);
  expect(worker(wrong).errors).toEqual([expect.stringMatching(/must be less than or equal to cpu limit of 1$/)]);
});

const oneShot = withSideCar({ command: ['true'] });

test('5.3 a sidecar that exits is restarted, and the algorithm continues', () => {
  expect(sideCarOf(oneShot)).toMatchObject({ command: ['true'], restartPolicy: 'Always' });
  expect(worker(oneShot, {}, { nativeSideCars: true }).pod.initContainers).toMatchObject([
    { command: ['true'], restartPolicy: 'Always' },
  ]);
});

test('5.4 a sidecar that ends before the worker checks it is restarted', () => {
  expect(sideCarOf(oneShot).restartPolicy).toBe('Always');
});

test('5.6 the Job does not wait for sidecars', () => {
  expect(
    plain(oneShot)
      .pod()
      .containers.map(({ name }: any) => name),
  ).toEqual(['algorunner']);
  expect(worker(oneShot, {}, { nativeSideCars: true }).pod.containers.map(({ name }: any) => name)).toEqual([
    'worker',
    'algorunner',
  ]);
});

test("5.7 the names of HKube's own containers are refused, and they get no mounts or variables of sidecars", () => {
  for (const name of ['worker', 'algorunner']) {
    const spec = {
      volumes: [{ name: 'v', emptyDir: {} }],
      ...withSideCar({ name }, { environments: { A: 'b' }, volumeMounts: [{ name: 'v', mountPath: '/v' }] }),
    };
    expect(plain(spec).errors).toContainEqual(
      expect.stringMatching(
        `sideCars\\[0\\].container.name: Invalid value: "${name}": every HKube pod has its own container "${name}"`,
      ),
    );
    const { sideCar, pod, errors } = worker(spec);
    expect(errors).toContainEqual(expect.stringContaining('its own container'));
    expect(sideCar).toMatchObject({ env: [{ name: 'A', value: 'b' }], volumeMounts: [{ name: 'v', mountPath: '/v' }] });
    expect(JSON.stringify(pod.containers.slice(0, 2))).not.toContain('"/v"');
  }
  expect(plain(withSideCar({ name: 'X_y' })).errors).toEqual([expect.stringMatching(/name: Invalid value: "X_y"/)]);
});

test('5.8 a mount of an undeclared volume is refused', () => {
  const spec = { volumes: [{ name: 'shared', emptyDir: {} }], volumeMounts: [{ name: 'shred', mountPath: '/a' }] };
  refused(spec, /volumeMounts\[0\].name: Not found: "shred".*Did you mean "shared"\?/);
  expect(worker(spec).errors).toEqual([expect.stringMatching(/volumeMounts\[1\].name: Not found: "shred"/)]);
});

test('5.9 two mounts at one path are refused', () => {
  const spec = {
    volumes: [
      { name: 'v', emptyDir: {} },
      { name: 'w', emptyDir: {} },
    ],
    volumeMounts: [
      { name: 'v', mountPath: '/a' },
      { name: 'w', mountPath: '/a' },
    ],
  };
  refused(spec, /volumeMounts\[1\].mountPath: Invalid value: "\/a": must be unique/);
  expect(worker(spec).errors).toEqual([
    expect.stringMatching(/volumeMounts\[2\].mountPath: Invalid value: "\/a": must be unique$/),
  ]);
});

test('5.10 every mount of a volume is rendered', () => {
  const volumeMounts = [
    { name: 'v', mountPath: '/a', subPath: 'a' },
    { name: 'v', mountPath: '/b', subPath: 'b' },
  ];
  const spec = {
    volumes: [{ name: 'v', emptyDir: {} }],
    volumeMounts,
    ...withSideCar({ volumeMounts: [volumeMounts[0]] }, { volumeMounts: [volumeMounts[1]] }),
  };
  expect(plain(spec).pod().containers[0].volumeMounts).toEqual(volumeMounts);
  expect(sideCarOf(spec).volumeMounts).toEqual(volumeMounts);
  expect(worker(spec).pod.containers[1].volumeMounts.slice(1)).toEqual(volumeMounts);
  expect(worker(spec).sideCar.volumeMounts).toEqual(volumeMounts);
});

test('5.11 a volume with the name of another one is refused, and a mount inside another one is added', () => {
  const twice = {
    volumes: [
      { name: 'v', emptyDir: {} },
      { name: 'v', emptyDir: {} },
    ],
  };
  refused(twice, /volumes\[1\].name: Duplicate value: "v"/);
  expect(worker(twice).errors).toEqual(['volumes[1].name: Duplicate value: "v"']);
  expect(worker({ volumes: [{ name: 'algometrics', hostPath: { path: '/etc' } }] }).errors).toEqual([
    expect.stringMatching(/^volumes\[0\].name: Forbidden: HKube's own volume/),
  ]);
  expect(worker({ volumeMounts: [{ name: 'algometrics', mountPath: '/m' }] })).toMatchObject({
    errors: [],
    pod: {
      containers: [
        {},
        {
          volumeMounts: [
            { name: 'algometrics', mountPath: '/var/metrics' },
            { name: 'algometrics', mountPath: '/m' },
          ],
        },
      ],
    },
  });
});

test('5.12 a sidecar keeps all its resources', () => {
  const resources = {
    requests: { 'ephemeral-storage': '1Gi' },
    limits: { 'nvidia.com/gpu': 1, 'hugepages-2Mi': '4Mi' },
  };
  expect(sideCarOf(withSideCar({ resources })).resources).toMatchObject(resources);
  expect(worker(withSideCar({ resources }))).toMatchObject({ errors: [], sideCar: { resources } });
});

describe('5.13 the sidecar of the cluster', () => {
  const container = { name: 'fluentbit', image: 'fluent-bit' };
  const rest = {
    volumes: [{ name: 'conf', configMap: { name: 'fluentbit' } }],
    volumeMounts: [{ name: 'conf', mountPath: '/conf' }],
  };
  const clusterOptions = { fluentbitSidecarEnabled: true };

  test.each([
    ['lists, as in its chart', { container: [container], environments: [{ name: 'A', value: 'b' }] }],
    ['objects, as in its code', { container, environments: { A: 'b' } }],
  ])('5.13 %s', (_, shape) => {
    expect(worker({}, { sidecars: [{ name: 'fluentbit', ...shape, ...rest }], clusterOptions })).toMatchObject({
      errors: [],
      sideCar: { ...container, env: [{ name: 'A', value: 'b' }], volumeMounts: rest.volumeMounts },
      pod: { volumes: expect.arrayContaining(rest.volumes) },
    });
  });

  test('5.13 is missing if it is switched off', () => {
    expect(worker({}, { sidecars: [{ name: 'fluentbit', container }] }).sideCar).toBeUndefined();
  });
});

describe('5.14 values that Kubernetes cannot decode', () => {
  test('5.14 a number in a selector becomes a string, K becomes k', () => {
    expect(plain({ nodeSelector: { a: 1 } }).pod().nodeSelector).toEqual({ a: '1' });
    expect(affinityOf(worker({ nodeSelector: { a: 1 } }))[0].matchExpressions[0].values).toEqual(['1']);
    const kilo = worker(withSideCar({ resources: { requests: { memory: '200K' } } }));
    expect(kilo).toMatchObject({ errors: [], sideCar: { resources: { requests: { memory: '200k' } } } });
  });

  test('5.14 a fractional group and a list as a variable are refused', () => {
    refused(
      { securityContext: { fsGroup: 1.5 } },
      /securityContext.fsGroup: Type invalid: 1.5: expected a whole number/,
    );
    refused({ algorithmEnv: { A: ['x'] } }, /algorithmEnv\[A\]: Type invalid: expected a string/);
  });
});

test('5.15 with a part of a GPU, the node selector is kept', () => {
  expect(affinityOf(worker({ gpu: 0.5, nodeSelector: { type: 'gpu' } }, { node: 'node-7' }))).toEqual([
    {
      matchExpressions: [
        { key: 'type', operator: 'In', values: ['gpu'] },
        { key: 'kubernetes.io/hostname', operator: 'In', values: ['node-7'] },
      ],
    },
  ]);
  refused({ gpu: 0.5 }, /gpu: Invalid value: 0.5: must be a whole number/);
});

test('5.16 an empty selector matches all nodes', () => {
  expect(worker({ nodeSelector: {} }).pod).not.toHaveProperty('affinity');
  expect(plain({ nodeSelector: {} }).pod()).not.toHaveProperty('affinity');
});

test('5.17 all keys of a selector are required together', () => {
  expect(affinityOf(worker({ nodeSelector: { type: 'gpu', zone: ['z1'] } }))).toEqual([
    {
      matchExpressions: [
        { key: 'type', operator: 'In', values: ['gpu'] },
        { key: 'zone', operator: 'In', values: ['z1'] },
      ],
    },
  ]);
});

test('5.21 the requests of a sidecar are rendered', () => {
  expect(sideCarOf(withSideCar({})).resources.requests).toEqual({ cpu: '100m', memory: '128Mi' });
  expect(worker(withSideCar({})).sideCar.resources.requests).toEqual({ cpu: 0.1, memory: '128Mi' });
});

test('5.24 a digest is kept', () => {
  const algorithmImage = `acme/x@sha256:${'a'.repeat(64)}`;
  expect(plain({ algorithmImage }).pod().containers[0].image).toBe(algorithmImage);
  expect(worker({ algorithmImage }).pod.containers[1].image).toBe(algorithmImage);
});

test('5.25 the image of a user is not changed to a project of HKube or another registry', () => {
  const cluster = { versions: [{ project: 'worker', tag: 'v2.11.0' }], registry: 'r.io' };
  expect(
    worker({ algorithmImage: 'acme/worker' }, cluster)
      .pod.containers.slice(0, 2)
      .map(({ image }: any) => image),
  ).toEqual(['r.io/hkube/worker:v2.11.0', 'r.io/acme/worker']);
  expect(worker({ algorithmImage: 'a/b/x' }, cluster).pod.containers[1].image).toBe('r.io/a/b/x');
});

test('5.26 the image of a sidecar comes from the registry of the cluster', () => {
  expect(worker(withSideCar({}), { registry: 'r.io' }).sideCar.image).toBe('r.io/busybox');
  expect(worker(withSideCar({ image: 'docker.io/busybox' }), { registry: 'r.io' }).sideCar.image).toBe(
    'docker.io/busybox',
  );
});

test('5.27 a path with a hyphen is rendered with a warning', () => {
  const spec = { mounts: [{ pvcName: 'data', path: '/my-data' }] };
  expect(plain(spec).pod().containers[0].volumeMounts).toEqual([{ name: 'data-0', mountPath: '/my-data' }]);
  expect(plain(spec).warnings).toContain("HKube's API refuses this path");
});

test('5.28 the volume of a claim has a valid name', () => {
  const spec = {
    mounts: [
      { pvcName: 'my.pvc', path: '/a' },
      { pvcName: 'x'.repeat(63), path: '/b' },
    ],
  };
  const names = ['mount-0', 'mount-1'];
  expect(
    plain(spec)
      .pod()
      .volumes.map(({ name }: any) => name),
  ).toEqual(names);
  expect(plain(spec).pod().volumes[0].persistentVolumeClaim).toEqual({ claimName: 'my.pvc' });
  const ofWorker = worker(spec);
  expect(ofWorker.errors).toEqual([]);
  expect(ofWorker.pod.volumes.slice(-2).map(({ name }: any) => name)).toEqual(names);
});

test('5.29 the policy is rendered, and misspelled or dropped fields are refused', () => {
  const securityContext = { fsGroup: 1000, fsGroupChangePolicy: 'OnRootMismatch' };
  expect(plain({ securityContext }).pod().securityContext).toEqual(securityContext);
  expect(worker({ securityContext }).pod.securityContext).toEqual(securityContext);
  refused(
    { securityContext: { hasFsGroupChangePolicy: 'Always' } },
    /hasFsGroupChangePolicy: Unknown field.*reads fsGroupChangePolicy/,
  );
  refused({ securityContext: { runAsUser: 5 } }, /runAsUser: Unknown field.*fsGroup, fsGroupChangePolicy/);
});

test.each(['volumes', 'volumeMounts', 'securityContext', 'workerCustomResources', 'mem', 'stateType', 'options'])(
  '5.30 null for %s is refused with a hint',
  (field) => {
    refused({ [field]: null }, new RegExp(`${field}: Type invalid: expected .*, found null.*([Ww]rite|[Rr]emove)`));
  },
);

test('5.31 the reserved memory is derived from the memory', () => {
  expect(internalForm({ mem: '256Mi' })).toMatchObject({ reservedMemory: '52Mi' });
  expect(internalForm({ mem: '4Gi' })).toMatchObject({ reservedMemory: '820Mi', mem: 4916 });
  const pod = {
    name: 'print',
    main: { image: 'i', resources: { requests: { memory: '4Gi' } } },
    sideCars: [],
    volumes: [],
    pod: {},
    labels: {},
    annotations: {},
    cpuLimit: true,
  };
  expect(writeSpec(pod, new Validation(37), { mem: '256Mi', reservedMemory: '52Mi' })).toMatchObject({
    mem: '4Gi',
    reservedMemory: '820Mi',
  });
  expect(writeSpec(pod, new Validation(37), { mem: '256Mi', reservedMemory: '60Mi' })).toMatchObject({
    mem: '4Gi',
    reservedMemory: '60Mi',
  });
});

test("5.32 labels and annotations follow the rules of Kubernetes, and HKube's changes to them are reported", () => {
  const spec = { labels: { Team: 'Vision' }, annotations: { link: 'https://x/y' } };
  captureStderr(() => expect(workloadOf(chartOf(spec)).metadata).toMatchObject(spec));
  expect(plain(spec).warnings).toContain("HKube's API refuses this key");
  expect(worker({ labels: { group: 'mine' } })).toMatchObject({
    warnings: [expect.stringContaining('drops yours')],
    job: { metadata: { labels: { group: 'hkube' } } },
  });
  expect(worker({ gpu: 2, annotations: { 'nvidia.com/gpu': '77' } })).toMatchObject({
    errors: [expect.stringContaining('HKube counts GPUs')],
    job: { metadata: { annotations: { 'nvidia.com/gpu': '2' } } },
  });
});

test('5.33 the variables of a sidecar are checked', () => {
  refused(
    withSideCar({}, { environments: { A: { valueFrom: { fieldRef: {} } } } }),
    /sideCars\[0\].environments\[A\]: Invalid value: must not have valueFrom/,
  );
  refused(withSideCar({}, { environments: { A: {} } }), /environments\[A\]: Invalid value: must have exactly one of/);
  const odd = withSideCar({ env: [{ name: 'X', value: 'x' }] }, { environments: { N: 1.1, X: null } });
  expect(sideCarOf(odd).env).toEqual([{ name: 'N', value: '1.1' }]);
  expect(plain(odd).warnings).toMatch(/environments\[X\].*null is not a value/);
});

test('5.34 a gateway has the sidecars and volumes of its spec', () => {
  const v = new Validation(37);
  const spec = readSpec(
    { ...minimal, kind: 'gateway', mem: 512, volumes: [{ name: 'v', emptyDir: {} }], ...withSideCar({}) },
    v,
    { internal: true },
  );
  expect(v.findings).toEqual([]);
  expect(workerJob(spec)).toMatchObject({
    spec: {
      template: {
        spec: { containers: [{}, {}, { name: 'sc' }], volumes: expect.arrayContaining([{ name: 'v', emptyDir: {} }]) },
      },
    },
  });
});

test('5.36 an option of the UI that HKube ignores is refused', () => {
  expect(plain(withSideCar({ name: 'Web' })).errors).toEqual([expect.stringMatching(/name: Invalid value: "Web"/)]);
  refused({ mem: '1Pi' }, /mem: Invalid value: "1Pi": HKube does not support the unit/);
});

test('5.37 memory and fraction exclude each other', () => {
  refused(
    { kaiObject: { queue: 'test', memory: '512Mi', fraction: 0.5 } },
    /kaiObject: Forbidden: only one of memory and fraction may be given/,
  );
});

describe('the table of defects', () => {
  const table = fs
    .readFileSync(path.join(__dirname, '../../docs/hkube-defects.md'), 'utf8')
    .split('\n')
    .filter((line) => /^\| 5\.\d+ /.test(line));
  const numberOf = (row: string) => /^\| (5\.\d+) /.exec(row)![1];

  test('lists every defect once, in order', () => {
    expect(table.map(numberOf)).toEqual(Array.from({ length: 37 }, (_, i) => `5.${i + 1}`));
  });

  const elsewhere = ['5.5', '5.18', '5.19', '5.20', '5.22', '5.23', '5.35'];

  test.each(elsewhere)('states that no spec triggers %s', (number) => {
    expect(table.find((row) => numberOf(row) === number)).toContain('No spec triggers it');
  });

  test('has a test here for all others', () => {
    const tests = fs.readFileSync(__filename, 'utf8');
    for (const number of table.map(numberOf)) {
      if (!elsewhere.includes(number)) expect(tests).toMatch(new RegExp(`['"]${number.replace('.', '\\.')} `));
    }
  });
});
