import { ApiObject, Chart, JsonPatch, Testing } from 'cdk8s';
import { EnvValue, Secret } from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import {
  Algorithm,
  AlgorithmProps,
  HkubeAlgorithm,
  JobOptions,
  SharedVolume,
  SideCarMode,
  AlgorithmWorkload,
  HkubeSpec,
} from '../../src';
import { errorsOf, podOf, podTemplateOf, workloadOf } from '../fixtures/manifests';

const IMAGE = 'docker.io/acme/print:v4';

describe('a hash in the name', () => {
  function nameOf(props: Partial<AlgorithmProps> = {}, change: (algorithm: Algorithm) => void = () => {}): string {
    const chart = Testing.chart();
    change(new Algorithm(chart, 'print', { image: IMAGE, nameSuffixHash: true, ...props }));
    return workloadOf(chart).metadata.name;
  }
  const job = (props: JobOptions) => nameOf({ workload: AlgorithmWorkload.job(props) });

  test('is optional', () => {
    expect(nameOf()).toMatch(/^print-[0-9a-f]{10}$/);
    expect(nameOf({ nameSuffixHash: false })).toBe('print');
    expect(nameOf({ metadata: { name: 'other' } })).toMatch(/^other-[0-9a-f]{10}$/);
  });

  test('stays the same from release to release', () => expect(nameOf()).toBe('print-23e8948961'));

  test.each<[string, () => string]>([
    ['the order of properties', () => nameOf({ resources: { limits: { memory: '1Gi', cpu: '1' } } })],
    [
      'parallelism',
      () =>
        nameOf({
          resources: { limits: { cpu: '1', memory: '1Gi' } },
          workload: AlgorithmWorkload.job({ parallelism: 1 }),
        }),
    ],
    [
      'a JSON patch of metadata',
      () =>
        nameOf({ resources: { limits: { cpu: '1', memory: '1Gi' } } }, (algorithm) =>
          algorithm.apiObject.metadata.addLabel('a', 'b'),
        ),
    ],
    [
      "the chart's place",
      () => {
        const chart = new Chart(Testing.app(), 'elsewhere');
        new Algorithm(chart, 'print', {
          image: IMAGE,
          nameSuffixHash: true,
          resources: { limits: { cpu: '1', memory: '1Gi' } },
        });
        return workloadOf(chart).metadata.name;
      },
    ],
  ])('does not depend on %s', (_, name) =>
    expect(name()).toBe(nameOf({ resources: { limits: { cpu: '1', memory: '1Gi' } } })),
  );

  test.each<[string, () => string]>([
    ['the image', () => nameOf({ image: 'docker.io/acme/print:v5' })],
    ['a sidecar', () => nameOf({}, (algorithm) => algorithm.addSideCar('a', { image: 'httpd:2.4' }))],
    ['a label of the pods', () => nameOf({ pod: { labels: { a: 'b' } } })],
    [
      'a JSON patch',
      () =>
        nameOf({}, (algorithm) => algorithm.apiObject.addJsonPatch(JsonPatch.add('/spec/template/spec/hostname', 'a'))),
    ],
    ['completions', () => job({ completions: 2 })],
    ['completionMode', () => job({ completionMode: 'Indexed', completions: 2 })],
    [
      'podFailurePolicy',
      () => job({ podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [1] } }] } }),
    ],
    ['backoffLimitPerIndex', () => job({ completionMode: 'Indexed', completions: 3, backoffLimitPerIndex: 1 })],
    ['managedBy', () => job({ managedBy: 'acme.io/runner' })],
  ])('depends on %s', (_, name) => expect(name()).not.toBe(nameOf()));

  test.each<[string, JobOptions]>([
    ['parallelism', { parallelism: 3 }],
    ['suspend', { suspend: true }],
    ['activeDeadlineSeconds', { activeDeadlineSeconds: 60 }],
    ['backoffLimit', { backoffLimit: 1 }],
    ['ttlSecondsAfterFinished', { ttlSecondsAfterFinished: 60 }],
    ['podReplacementPolicy', { podReplacementPolicy: 'Failed' }],
  ])('does not depend on %s, which may change', (_, props) => expect(job(props)).toBe(nameOf()));

  test('does not depend on the size of an elastic indexed Job', () => {
    const size = (completions: number, parallelism: number) =>
      job({ completionMode: 'Indexed', completions, parallelism });
    expect(size(5, 5)).toBe(size(2, 2));
    expect(size(5, 2)).not.toBe(size(2, 2));
  });

  test('is left out of the labels of the pods, so that selectors find all versions', () => {
    const chart = Testing.chart();
    new Algorithm(chart, 'print', { image: IMAGE, nameSuffixHash: true });
    expect(podTemplateOf(chart).metadata.labels).toEqual({ 'app.kubernetes.io/name': 'print' });
  });

  test('is possible for an HKube algorithm too', () => {
    const chart = Testing.chart();
    new HkubeAlgorithm(chart, 'print', { spec: { name: 'print', algorithmImage: IMAGE }, nameSuffixHash: true });
    expect(workloadOf(chart).metadata.name).toMatch(/^print-[0-9a-f]{10}$/);
  });

  test('makes two versions in one chart two Jobs, and refuses the same one twice', () => {
    const chart = Testing.chart();
    const make = (id: string, image: string) =>
      new Algorithm(chart, id, { image, nameSuffixHash: true, metadata: { name: 'print' } });
    make('a', IMAGE);
    make('b', 'docker.io/acme/print:v5');
    expect(errorsOf(chart)).toEqual([]);
    make('c', IMAGE);
    expect(errorsOf(chart)).toEqual([expect.stringContaining('[test/c] metadata.name: Duplicate value')]);
  });

  test.each<[string, Partial<AlgorithmProps>, string]>([
    [
      'a CronJob',
      { workload: AlgorithmWorkload.cronJob({ schedule: '@daily' }) },
      'a CronJob can be updated in place, and under a new name the old one would keep running',
    ],
    [
      'a Deployment',
      { workload: AlgorithmWorkload.deployment() },
      'a Deployment can be updated in place, and under a new name the old one would keep running',
    ],
    ['a generated name', { metadata: { generateName: 'print-' } }, 'generateName already creates a new name each time'],
  ])('is refused for %s', (_, props, detail) => {
    const chart = Testing.chart();
    new Algorithm(chart, 'print', { image: IMAGE, nameSuffixHash: true, ...props });
    expect(errorsOf(chart)).toEqual([`[test/print] metadata.name: Forbidden: ${detail}. Remove nameSuffixHash`]);
  });

  test('may make the name too long, which is refused', () => {
    const chart = Testing.chart();
    for (const length of [52, 53]) new Algorithm(chart, 'x'.repeat(length), { image: IMAGE, nameSuffixHash: true });
    expect(errorsOf(chart)).toContainEqual(
      expect.stringMatching(
        /^\[test\/x{53}\] .*The Job's name becomes a label of its pods: use at most 63 characters; with a hash/,
      ),
    );
    expect(errorsOf(chart)).not.toContainEqual(expect.stringMatching(/^\[test\/x{52}\]/));
  });

  test('is equal for equal pods, and different for different pods', () => {
    const env = fc.dictionary(fc.constantFrom('A', 'B', 'C'), fc.constantFrom('1', '2'));
    const name = (variables: { [name: string]: string }) => nameOf({ env: variables });
    fc.assert(
      fc.property(env, env, (a, b) => {
        const same = JSON.stringify(Object.entries(a)) === JSON.stringify(Object.entries(b));
        expect(name(a) === name(b)).toBe(same);
      }),
      { numRuns: 30 },
    );
  });
});

describe('for all containers at once', () => {
  function make(): { chart: Chart; algorithm: Algorithm } {
    const chart = Testing.chart();
    const algorithm = new Algorithm(chart, 'print', {
      image: IMAGE,
      env: { OWN: '1' },
      pod: { initContainers: [{ name: 'init', image: IMAGE }] },
    });
    return { chart, algorithm };
  }
  const each = (chart: Chart, field: string) => {
    const { initContainers, containers } = podOf(chart);
    return Object.fromEntries(
      [...initContainers, ...containers].map((container) => [container.name, container[field]]),
    );
  };

  test('variables are set', () => {
    const { chart, algorithm } = make();
    algorithm.addEnvToAll('A', '0');
    algorithm.addEnvToAll('B', '$(A)');
    algorithm.addEnvToAll('A', '1');
    algorithm.addSideCar('late', { image: 'httpd:2.4', env: { B: 'own' } });
    algorithm.addSideCar('plain', { image: 'httpd:2.4', mode: SideCarMode.CONTAINER });
    const both = [
      { name: 'A', value: '1' },
      { name: 'B', value: '$(A)' },
    ];
    expect(each(chart, 'env')).toEqual({
      init: both,
      algorunner: [...both, { name: 'OWN', value: '1' }],
      late: [
        { name: 'A', value: '1' },
        { name: 'B', value: 'own' },
      ],
      plain: both,
    });
  });

  test(
    "a container's own variable is there for the common ones that refer to it, and after those that it " + 'refers to',
    () => {
      const { chart, algorithm } = make();
      algorithm.addEnvToAll('LEVEL', 'debug');
      algorithm.addEnvToAll('GREETING', 'at $(LEVEL)');
      algorithm.addSideCar('own', { image: 'httpd:2.4', env: { OTHER: '1', LEVEL: 'warn' } });
      algorithm.addSideCar('refers', { image: 'httpd:2.4', env: { OTHER: '1', LEVEL: '$(OTHER)' } });
      const { own, refers } = each(chart, 'env');
      expect(own.map(({ name, value }: any) => `${name}=${value}`)).toEqual([
        'LEVEL=warn',
        'GREETING=at $(LEVEL)',
        'OTHER=1',
      ]);
      expect(refers.map(({ name, value }: any) => `${name}=${value}`)).toEqual([
        'GREETING=at $(LEVEL)',
        'OTHER=1',
        'LEVEL=$(OTHER)',
      ]);
    },
  );

  test('variables of an object in another chart are set, and the object is printed first', () => {
    const app = Testing.app();
    const [chart, other] = [new Chart(app, 'a'), new Chart(app, 'b')];
    const algorithm = new Algorithm(chart, 'print', { image: IMAGE });
    algorithm.addEnvToAll(
      'TOKEN',
      EnvValue.fromSecretValue({ secret: new Secret(other, 'token', { metadata: { name: 'token' } }), key: 'token' }),
    );
    expect(podOf(chart).containers[0].env).toEqual([
      { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'token', key: 'token' } } },
    ]);
    expect(chart.node.dependencies.length + algorithm.apiObject.node.dependencies.length).toBeGreaterThan(0);
  });

  test('volumes are mounted', () => {
    const { chart, algorithm } = make();
    const [a, b] = ['a', 'b'].map((id) => SharedVolume.fromEmptyDir(algorithm, id));
    algorithm.mountInAll('/a', a, { readOnly: true });
    algorithm.mountInAll('/b', b);
    algorithm.mount('/a/', b);
    algorithm.addSideCar('late', { image: 'httpd:2.4' }).mount('/c', a);
    algorithm.addSideCar('mirror', { image: 'httpd:2.4', mirrorVolumeMounts: true });
    const [onA, onB] = [
      { mountPath: '/a', name: 'a', readOnly: true },
      { mountPath: '/b', name: 'b' },
    ];
    expect(each(chart, 'volumeMounts')).toEqual({
      init: [onA, onB],
      algorunner: [onB, { mountPath: '/a/', name: 'b' }],
      late: [onA, onB, { mountPath: '/c', name: 'a' }],
      mirror: [onB, { mountPath: '/a/', name: 'b' }],
    });
  });

  test('a volume of another algorithm is refused', () => {
    const { chart, algorithm } = make();
    algorithm.mountInAll('/a', SharedVolume.fromEmptyDir(new Algorithm(chart, 'other', { image: IMAGE }), 'a'));
    expect(errorsOf(chart).join()).toContain(
      '[test/print] spec.template.spec.containers[0].volumeMounts[0].name: Invalid value: "a": belongs to ' +
        'another algorithm',
    );
  });
});

describe('labels and annotations of the pods', () => {
  test('come from the chart, the props, added ones and our own', () => {
    const chart = new Chart(Testing.app(), 'test', {
      labels: { team: 'a', tier: 'chart', 'app.kubernetes.io/name': 'chart' },
    });
    const algorithm = new Algorithm(chart, 'print', {
      image: IMAGE,
      pod: { labels: { tier: 'pod', own: '1' }, annotations: { a: '1', b: '1' } },
    });
    algorithm.podMetadata.addLabel('own', '2');
    algorithm.podMetadata.addLabel('more', '3');
    algorithm.podMetadata.addAnnotation('b', '2');
    expect(podTemplateOf(chart).metadata).toEqual({
      labels: { team: 'a', tier: 'pod', own: '2', more: '3', 'app.kubernetes.io/name': 'print' },
      annotations: { a: '1', b: '2' },
    });
  });

  test('stay out of the selector of a Deployment', () => {
    const chart = new Chart(Testing.app(), 'test', { labels: { team: 'a' } });
    new Algorithm(chart, 'print', { image: IMAGE, workload: AlgorithmWorkload.deployment() });
    expect(workloadOf(chart).spec.selector).toEqual({ matchLabels: { 'app.kubernetes.io/name': 'print' } });
  });

  test('that belong to the chart stay out of an HKube spec', () => {
    const chart = new Chart(Testing.app(), 'test', { labels: { team: 'a' } });
    expect(HkubeSpec.of(new Algorithm(chart, 'print', { image: IMAGE })).toJson()).toEqual({
      name: 'print',
      algorithmImage: IMAGE,
    });
  });

  test('are refused if invalid', () => {
    const chart = Testing.chart();
    new Algorithm(chart, 'print', { image: IMAGE }).podMetadata.addLabel('a b', 'c');
    expect(errorsOf(chart)[0]).toContain('[test/print] spec.template.labels: Invalid value: "a b"');
  });
});

test("the default child is the workload's object", () => {
  const chart = Testing.chart();
  const algorithm = new Algorithm(chart, 'print', { image: IMAGE });
  expect(ApiObject.of(algorithm)).toBe(algorithm.apiObject);
});
