import { ApiObject, App, Chart, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Algorithm, SharedVolume, AlgorithmWorkload } from '../../../src';
import { errorsOf } from '../../fixtures/manifests';
import { captureStderr } from '../../fixtures/stderr';

const IMAGE = 'docker.io/acme/print:v4';

function warnings(chart: Chart): string[] {
  return captureStderr(() => expect(errorsOf(chart)).toEqual([])).map((line) =>
    line.replace(
      /^Warning: \[([^\]]*)\] .*claimName: "test-data" is shared by (.*), but .*\((\w+)\).*WARN-CLAIM-SHARED\).*$/s,
      '$1: $2; $3',
    ),
  );
}

function shared(workload: AlgorithmWorkload, accessModes?: string[]): string[] {
  const chart = Testing.chart();
  const algorithm = new Algorithm(chart, 'print', { image: IMAGE, workload });
  algorithm.mount(
    '/data',
    SharedVolume.createPersistentVolumeClaim(algorithm, 'data', {
      storage: '1Gi',
      accessModes,
      metadata: { name: 'test-data' },
    }),
  );
  return warnings(chart);
}

const RECREATE = { strategy: { type: 'Recreate' } };

test.each<[string, AlgorithmWorkload, string[] | undefined]>([
  ['a Job', AlgorithmWorkload.job(), undefined],
  ['one pod after the other', AlgorithmWorkload.job({ completions: 5 }), undefined],
  ['one of several', AlgorithmWorkload.job({ parallelism: 2, completions: 1 }), undefined],
  ['parallel pods', AlgorithmWorkload.job({ parallelism: 2 }), ['ReadWriteMany']],
  ['parallel pods', AlgorithmWorkload.job({ parallelism: 2 }), ['ReadOnlyMany']],
  ['parallel pods', AlgorithmWorkload.job({ parallelism: 2 }), ['ReadWriteOnce', 'ReadWriteMany']],
  ['a CronJob', AlgorithmWorkload.cronJob({ schedule: '@daily' }), undefined],
  ['a Deployment of one that is recreated', AlgorithmWorkload.deployment(RECREATE), undefined],
  ['a Deployment of none', AlgorithmWorkload.deployment({ replicas: 0 }), undefined],
  ['replicas', AlgorithmWorkload.deployment({ replicas: 2 }), ['ReadWriteMany']],
  ['a StatefulSet of one', AlgorithmWorkload.statefulSet(), undefined],
  ['replicas of a StatefulSet', AlgorithmWorkload.statefulSet({ replicas: 2 }), ['ReadWriteMany']],
  ['a DaemonSet', AlgorithmWorkload.daemonSet(), ['ReadWriteMany']],
  ['a Pod', AlgorithmWorkload.pod(), ['ReadWriteOncePod']],
])('%s may share a claim', (_, workload, modes) => expect(shared(workload, modes)).toEqual([]));

test.each<[string, AlgorithmWorkload, string[] | undefined, string]>([
  ['parallel pods', AlgorithmWorkload.job({ parallelism: 2 }), undefined, "the Job's parallel pods; ReadWriteOnce"],
  [
    'parallel pods',
    AlgorithmWorkload.job({ parallelism: 2, completions: 2 }),
    ['ReadWriteOncePod'],
    "the Job's parallel pods; ReadWriteOncePod",
  ],
  [
    'replicas of a StatefulSet',
    AlgorithmWorkload.statefulSet({ replicas: 2 }),
    undefined,
    "the StatefulSet's pods; ReadWriteOnce",
  ],
  ['on each node', AlgorithmWorkload.daemonSet(), undefined, "the DaemonSet's pods; ReadWriteOnce"],
  [
    'of a CronJob',
    AlgorithmWorkload.cronJob({ schedule: '@daily', jobTemplate: { spec: { parallelism: 2 } } }),
    undefined,
    "the Job's parallel pods; ReadWriteOnce",
  ],
  [
    'replicas',
    AlgorithmWorkload.deployment({ replicas: 2, ...RECREATE }),
    undefined,
    "the Deployment's pods; ReadWriteOnce",
  ],
  [
    'a roll-out',
    AlgorithmWorkload.deployment(),
    undefined,
    'the old and the new pod of a roll-out (with strategy Recreate there is only one); ReadWriteOnce',
  ],
])('%s may not share a claim', (_, workload, modes, expected) =>
  expect(shared(workload, modes)).toEqual([`test/print/Volume:data: ${expected}`]),
);

test('an autoscaler adds pods that share a claim', () => {
  const chart = Testing.chart();
  const algorithm = new Algorithm(chart, 'print', { image: IMAGE, workload: AlgorithmWorkload.deployment(RECREATE) });
  algorithm.mount(
    '/data',
    SharedVolume.createPersistentVolumeClaim(algorithm, 'data', { storage: '1Gi', metadata: { name: 'test-data' } }),
  );
  new kplus.HorizontalPodAutoscaler(chart, 'autoscaler', { target: algorithm, maxReplicas: 2 });
  expect(warnings(chart)).toEqual(["test/print/Volume:data: the Deployment's pods; ReadWriteOnce"]);
});

describe('of two algorithms that share a claim, the later one is reported, once', () => {
  const claims: [string, (chart: Chart, scope: Algorithm) => SharedVolume][] = [
    [
      'of cdk8s-plus',
      (chart, scope) =>
        SharedVolume.fromPersistentVolumeClaim(
          scope,
          'data',
          (chart.node.tryFindChild('claim') ??
            new kplus.PersistentVolumeClaim(chart, 'claim', {
              metadata: { name: 'test-data' },
              accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
              storage: Size.gibibytes(1),
            })) as kplus.PersistentVolumeClaim,
        ),
    ],
    [
      'by a volume of cdk8s-plus',
      (chart, scope) => {
        if (!chart.node.tryFindChild('claim')) {
          new ApiObject(chart, 'claim', {
            apiVersion: 'v1',
            kind: 'PersistentVolumeClaim',
            metadata: { name: 'test-data' },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
          });
        }
        return SharedVolume.fromVolume(
          scope,
          'data',
          kplus.Volume.fromPersistentVolumeClaim(
            scope,
            'v',
            kplus.PersistentVolumeClaim.fromClaimName(scope, 'c', 'test-data'),
            { name: 'data' },
          ),
        );
      },
    ],
  ];
  test.each(claims)('a claim %s', (_, volume) => {
    const chart = Testing.chart();
    for (const id of ['a', 'b']) {
      const algorithm = new Algorithm(chart, id, { image: IMAGE });
      algorithm.mount('/data', volume(chart, algorithm));
    }
    expect(warnings(chart)).toEqual(['test/b/Volume:data: the pods of test/a; ReadWriteOnce']);
  });

  describe('that the first creates and the second refers to', () => {
    function named(volume: (scope: Algorithm) => SharedVolume, namespace?: string): string[] {
      const app = Testing.app();
      const chart = new Chart(app, 'test');
      const algorithm = (id: string, of = chart) => new Algorithm(of, id, { image: IMAGE });
      const [b, a] = [algorithm('b', namespace ? new Chart(app, 'other', { namespace }) : chart), algorithm('a')];
      b.mount('/data', volume(b));
      a.mount(
        '/data',
        SharedVolume.createPersistentVolumeClaim(a, 'data', { storage: '1Gi', metadata: { name: 'test-data' } }),
      );
      return captureStderr(() => app.synth())
        .filter((line) => line.includes('WARN-CLAIM-SHARED'))
        .map((line) => line.replace(/, but .*/s, ''));
    }
    const byName = (scope: Algorithm) => SharedVolume.fromPersistentVolumeClaim(scope, 'data', 'test-data');
    const expected = [
      'Warning: [test/a/Volume:data] spec.template.spec.volumes[0].persistentVolumeClaim.claimName: ' +
        '"test-data" is shared by the pods of test/b',
    ];

    test('by name', () => expect(named(byName)).toEqual(expected));
    test('in props', () =>
      expect(
        named((scope) => SharedVolume.fromSource(scope, 'data', { persistentVolumeClaim: { claimName: 'test-data' } })),
      ).toEqual(expected));
    test('in fields', () =>
      expect(
        named((scope) =>
          SharedVolume.fromSource(scope, 'data', { fields: { persistentVolumeClaim: { claimName: 'test-data' } } }),
        ),
      ).toEqual(expected));
    test('but not one with another name', () =>
      expect(named((scope) => SharedVolume.fromPersistentVolumeClaim(scope, 'data', 'data'))).toEqual([]));
    test('but not one of another namespace', () => expect(named(byName, 'elsewhere')).toEqual([]));
  });

  test('but not if the first algorithm is removed', () => {
    const app = new App();
    const chart = new Chart(app, 'test');
    for (const id of ['a', 'b']) {
      const algorithm = new Algorithm(chart, id, { image: IMAGE });
      algorithm.mount('/data', claims[0][1](chart, algorithm));
    }
    chart.node.tryRemoveChild('a');
    expect(warnings(chart)).toEqual([]);
  });
});

test('a claim that is added after a synthesis counts in the next one', () => {
  const chart = Testing.chart();
  const algorithm = new Algorithm(chart, 'print', {
    image: IMAGE,
    workload: AlgorithmWorkload.job({ parallelism: 2 }),
  });
  algorithm.mount('/data', SharedVolume.fromPersistentVolumeClaim(algorithm, 'data', 'test-data'));
  expect(warnings(chart)).toEqual([]);
  new kplus.PersistentVolumeClaim(chart, 'claim', {
    metadata: { name: 'test-data' },
    accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
    storage: Size.gibibytes(1),
  });
  expect(warnings(chart)).toEqual(["test/print/Volume:data: the Job's parallel pods; ReadWriteOnce"]);
});
