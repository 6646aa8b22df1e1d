import { Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Algorithm, AlgorithmProps, AlgorithmWorkload } from '../../../src';
import { errorsOf } from '../../fixtures/manifests';

function make(props: Partial<AlgorithmProps>, metrics?: kplus.Metric[]): Chart {
  const chart = Testing.chart();
  const target = new Algorithm(chart, 'web', {
    image: 'docker.io/library/httpd:2.4',
    workload: AlgorithmWorkload.deployment(),
    ...props,
  });
  target.addSideCar('log', { image: 'docker.io/acme/log:1' });
  new kplus.HorizontalPodAutoscaler(chart, 'autoscaler', { target, maxReplicas: 5, metrics });
  return chart;
}

test('an autoscaler accepts a Deployment', () => {
  const objects = Testing.synth(make({ metadata: { name: 'site' } }));
  expect(objects.find(({ kind }) => kind === 'HorizontalPodAutoscaler').spec).toMatchObject({
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'site' },
    maxReplicas: 5,
    minReplicas: 1,
  });
  expect(objects.find(({ kind }) => kind === 'Deployment').spec).not.toHaveProperty('replicas');
});

test('an autoscaler accepts a StatefulSet', () => {
  const objects = Testing.synth(make({ workload: AlgorithmWorkload.statefulSet() }));
  const scaled = objects.find(({ kind }) => kind === 'HorizontalPodAutoscaler').spec.scaleTargetRef;
  expect(scaled).toEqual({ apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web' });
});

test('an autoscaler accepts requests of any amount', () => {
  for (const requests of [{ cpu: '0.5' }, { memory: '1.5Gi' }]) {
    expect(errorsOf(make({ settings: { resources: { enabled: false } }, resources: { requests } as any }))).toEqual([]);
  }
});

test('without requests, cdk8s-plus requires metrics', () => {
  const defaults = { resources: { enabled: false } };
  expect(errorsOf(make({ settings: defaults })).join()).toContain('does not have metrics defined');
  expect(
    errorsOf(make({ settings: defaults }, [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(70))])),
  ).toEqual([]);
});

test('findings caused by an autoscaler are reported after it is added', () => {
  const chart = Testing.chart();
  const target = new Algorithm(chart, 'web', {
    image: 'docker.io/library/httpd:2.4',
    workload: AlgorithmWorkload.deployment({ replicas: 2 }),
  });
  expect([errorsOf(chart), target.hasAutoscaler]).toEqual([[], false]);
  new kplus.HorizontalPodAutoscaler(chart, 'autoscaler', { target, maxReplicas: 5 });
  expect([errorsOf(chart), target.hasAutoscaler]).toEqual([
    [
      '[test/web] spec.replicas: Invalid value: 2: a HorizontalPodAutoscaler decides how many pods there ' +
        'are, and each apply would set them back. Remove it',
    ],
    true,
  ]);
});

test.each([
  ['Job', AlgorithmWorkload.job()],
  ['CronJob', AlgorithmWorkload.cronJob({ schedule: '@daily' })],
  ['DaemonSet', AlgorithmWorkload.daemonSet()],
  ['Pod', AlgorithmWorkload.pod()],
])('an autoscaler refuses a %s', (kind, workload) => {
  expect(errorsOf(make({ workload }))).toEqual([
    `[test/web] kind: Invalid value: "${kind}": a HorizontalPodAutoscaler cannot scale it. Use ` +
      'a Deployment or a StatefulSet (AlgorithmWorkload)',
  ]);
});
