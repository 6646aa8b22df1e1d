import { ApiObject, Chart, Cron, Testing } from 'cdk8s';
import { k8s, NetworkPolicy, NetworkPolicyRule, Service } from 'cdk8s-plus-28';
import { Algorithm, CronJobOptions, DeploymentOptions, JobOptions, AlgorithmWorkload } from '../../src';
import { structType } from '../../src/apimachinery/schema';
import { errorsOf, workloadOf } from '../fixtures/manifests';

const run = (workload: AlgorithmWorkload, metadata?: any) => {
  const chart = Testing.chart();
  new Algorithm(chart, 'print', { image: 'docker.io/acme/print:v4', workload, metadata });
  return workloadOf(chart);
};
const fieldsOf = (struct: string) => [...structType(struct, 28)!.fields.keys()];

const ALL_JOB_PROPS: Required<Omit<JobOptions, 'fields' | 'selector' | 'manualSelector' | 'scheduling'>> = {
  backoffLimit: 3,
  backoffLimitPerIndex: 1,
  maxFailedIndexes: 2,
  completions: 5,
  completionMode: 'Indexed',
  parallelism: 2,
  activeDeadlineSeconds: 600,
  ttlSecondsAfterFinished: 60,
  suspend: true,
  podFailurePolicy: { rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }] },
  podReplacementPolicy: 'Failed',
  successPolicy: { rules: [{ succeededIndexes: '0,2-4', succeededCount: 2 }] },
  managedBy: 'acme.io/queue',
};

describe('Job', () => {
  test('minimal props', () => {
    const { spec, ...rest } = run(AlgorithmWorkload.job());
    expect(rest).toEqual({ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'print' } });
    expect(Object.keys(spec)).toEqual(['template']);
  });

  test('every field of the API is a prop', () => {
    const props = [...Object.keys(ALL_JOB_PROPS), 'selector', 'manualSelector', 'template'];
    // These two are younger than 1.28.
    expect(props.filter((prop) => prop !== 'successPolicy' && prop !== 'managedBy').sort()).toEqual(
      fieldsOf('JobSpec').sort(),
    );
  });

  test('each prop reaches the manifest', () => {
    const { template, ...spec } = run(AlgorithmWorkload.job(ALL_JOB_PROPS)).spec;
    expect(spec).toEqual(ALL_JOB_PROPS);
    expect(template.spec.containers[0].name).toBe('algorunner');
  });

  test('selector and manualSelector', () => {
    const selector = { matchLabels: { 'app.kubernetes.io/name': 'print' } };
    expect(run(AlgorithmWorkload.job({ manualSelector: true, selector })).spec).toMatchObject({
      manualSelector: true,
      selector,
    });
  });

  test("fields that the props don't know", () => {
    expect(run(AlgorithmWorkload.job({ fields: { backoffLimit: 2 } })).spec.backoffLimit).toBe(2);
  });
});

const ALL_CRON_JOB_PROPS: Required<Omit<CronJobOptions, 'fields' | 'jobTemplate'>> = {
  schedule: '*/5 * * * *',
  timeZone: 'Europe/Berlin',
  concurrencyPolicy: 'Forbid',
  startingDeadlineSeconds: 30,
  suspend: false,
  successfulJobsHistoryLimit: 1,
  failedJobsHistoryLimit: 2,
};

describe('CronJob', () => {
  test('minimal props', () => {
    const { spec, ...rest } = run(AlgorithmWorkload.cronJob({ schedule: '@daily' }));
    expect(rest).toEqual({ apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'print' } });
    expect(Object.keys(spec)).toEqual(['jobTemplate', 'schedule']);
    expect(Object.keys(spec.jobTemplate)).toEqual(['spec']);
    expect(Object.keys(spec.jobTemplate.spec)).toEqual(['template']);
  });

  test('every field of the API is a prop', () => {
    expect([...Object.keys(ALL_CRON_JOB_PROPS), 'jobTemplate'].sort()).toEqual(fieldsOf('CronJobSpec').sort());
  });

  test('each prop reaches the manifest', () => {
    const metadata = { labels: { a: 'b' }, annotations: { c: 'd' } };
    const {
      jobTemplate: {
        spec: { template, ...job },
        ...rest
      },
      ...spec
    } = run(
      AlgorithmWorkload.cronJob({
        ...ALL_CRON_JOB_PROPS,
        jobTemplate: { metadata, spec: ALL_JOB_PROPS },
      }),
    ).spec;
    expect(spec).toEqual(ALL_CRON_JOB_PROPS);
    expect(rest).toEqual({ metadata });
    expect(job).toEqual(ALL_JOB_PROPS);
    expect(template.spec.restartPolicy).toBe('Never');
  });

  test('a schedule of cdk8s', () => {
    expect(run(AlgorithmWorkload.cronJob({ schedule: Cron.weekly() })).spec.schedule).toBe('0 0 * * 0');
  });

  test('problems of the job are found at their path', () => {
    const chart = Testing.chart();
    const workload = AlgorithmWorkload.cronJob({
      schedule: '@daily',
      jobTemplate: { spec: { backoffLimit: 1, fields: { backoffLimit: 2 } } },
    });
    new Algorithm(chart, 'print', { image: 'docker.io/acme/print:v4', workload });
    expect(errorsOf(chart)).toEqual([
      '[test/print] spec.jobTemplate.spec.backoffLimit: Forbidden: is set twice. Set it once, by its property or in fields',
    ]);
  });
});

const ALL_DEPLOYMENT_PROPS: Required<Omit<DeploymentOptions, 'fields' | 'strategy'>> = {
  replicas: 2,
  selector: { matchLabels: { 'app.kubernetes.io/name': 'print' } },
  minReadySeconds: 5,
  progressDeadlineSeconds: 300,
  revisionHistoryLimit: 3,
  paused: true,
};

describe('Deployment', () => {
  test('minimal props', () => {
    const { spec, ...rest } = run(AlgorithmWorkload.deployment());
    expect(rest).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'print' } });
    expect(Object.keys(spec)).toEqual(['selector', 'template']);
    expect(spec.selector).toEqual({ matchLabels: { 'app.kubernetes.io/name': 'print' } });
    expect(spec.template.metadata.labels).toEqual({ 'app.kubernetes.io/name': 'print' });
  });

  test('every field of the API is a prop', () => {
    expect([...Object.keys(ALL_DEPLOYMENT_PROPS), 'strategy', 'template'].sort()).toEqual(
      fieldsOf('DeploymentSpec').sort(),
    );
  });

  test('each prop reaches the manifest', () => {
    const { template, ...spec } = run(
      AlgorithmWorkload.deployment({
        ...ALL_DEPLOYMENT_PROPS,
        strategy: {
          rollingUpdate: { maxSurge: k8s.IntOrString.fromString('50%'), maxUnavailable: k8s.IntOrString.fromNumber(0) },
        },
      }),
    ).spec;
    expect(spec).toEqual({
      ...ALL_DEPLOYMENT_PROPS,
      strategy: { rollingUpdate: { maxSurge: '50%', maxUnavailable: 0 } },
    });
    expect(template.spec).not.toHaveProperty('restartPolicy');
  });

  test('stands behind a cdk8s-plus Service and NetworkPolicy', () => {
    const chart = new Chart(Testing.app(), 'test', { namespace: 'vision' });
    const algorithm = new Algorithm(chart, 'print', {
      image: 'docker.io/acme/print:v4',
      workload: AlgorithmWorkload.deployment(),
      ports: [{ containerPort: 80 }],
    });
    new Service(chart, 'service', { selector: algorithm, ports: [{ port: 80 }] });
    new NetworkPolicy(chart, 'policy', {
      selector: algorithm,
      ingress: { rules: [{ peer: algorithm } as NetworkPolicyRule] },
    });
    const [, service, policy] = Testing.synth(chart);
    const labels = { 'app.kubernetes.io/name': 'print' };
    expect(service.spec.selector).toEqual(labels);
    expect(policy.spec.podSelector.matchLabels).toEqual(labels);
    expect(policy.spec.ingress[0].from[0]).toEqual({
      podSelector: { matchLabels: labels },
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'vision' } },
    });
  });

  test('of a name longer than a label value keeps a valid label', () => {
    const name = `${'a'.repeat(62)}.b`;
    expect(run(AlgorithmWorkload.deployment(), { name }).spec.selector.matchLabels).toEqual({
      'app.kubernetes.io/name': 'a'.repeat(62),
    });
  });
});

test("metadata: given name, chart's namespace and labels, generateName", () => {
  const chart = new Chart(Testing.app(), 'test', { namespace: 'vision', labels: { team: 'a' } });
  new Algorithm(chart, 'one', {
    image: 'docker.io/acme/print:v4',
    metadata: { name: 'first', annotations: { x: 'y' } },
  });
  new Algorithm(chart, 'two', { image: 'docker.io/acme/print:v4', metadata: { generateName: 'two-' } });
  expect(Testing.synth(chart).map(({ metadata }) => metadata)).toEqual([
    { name: 'first', namespace: 'vision', labels: { team: 'a' }, annotations: { x: 'y' } },
    { generateName: 'two-', namespace: 'vision', labels: { team: 'a' } },
  ]);
});

test('ApiObject.of finds the workload', () => {
  const algorithm = new Algorithm(Testing.chart(), 'print', { image: 'docker.io/acme/print:v4' });
  expect(ApiObject.of(algorithm)).toBe(algorithm.apiObject);
  expect(algorithm.apiObject.kind).toBe('Job');
});
