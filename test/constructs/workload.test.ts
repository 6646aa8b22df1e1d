import { ApiObject, Chart, Cron, JsonPatch, Testing } from 'cdk8s';
import { k8s, NetworkPolicy, NetworkPolicyRule, Service } from 'cdk8s-plus-28';
import {
  Algorithm,
  AlgorithmWorkload,
  CronJobOptions,
  DaemonSetOptions,
  DeploymentOptions,
  JobOptions,
  SharedVolume,
  StatefulSetOptions,
} from '../../src';
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

  test('accepts selector and manualSelector', () => {
    const selector = { matchLabels: { 'app.kubernetes.io/name': 'print' } };
    expect(run(AlgorithmWorkload.job({ manualSelector: true, selector })).spec).toMatchObject({
      manualSelector: true,
      selector,
    });
  });

  test('keeps fields that have no prop', () => {
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

  test('accepts a schedule of cdk8s', () => {
    expect(run(AlgorithmWorkload.cronJob({ schedule: Cron.weekly() })).spec.schedule).toBe('0 0 * * 0');
  });

  test('reports findings about the Job at their path', () => {
    const chart = Testing.chart();
    const workload = AlgorithmWorkload.cronJob({
      schedule: '@daily',
      jobTemplate: { spec: { backoffLimit: 1, fields: { backoffLimit: 2 } } },
    });
    new Algorithm(chart, 'print', { image: 'docker.io/acme/print:v4', workload });
    expect(errorsOf(chart)).toEqual([
      '[test/print] spec.jobTemplate.spec.backoffLimit: Forbidden: is set twice. Set it once, by its ' +
        'property or in fields',
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

  test('can be selected by a Service and a NetworkPolicy of cdk8s-plus', () => {
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

  test('has a valid label even if its name is too long for one', () => {
    const name = `${'a'.repeat(62)}.b`;
    expect(run(AlgorithmWorkload.deployment(), { name }).spec.selector.matchLabels).toEqual({
      'app.kubernetes.io/name': 'a'.repeat(62),
    });
  });
});

const SELECTOR = { matchLabels: { 'app.kubernetes.io/name': 'print' } };
const ALL_STATEFUL_SET_PROPS: Required<Omit<StatefulSetOptions, 'fields' | 'updateStrategy'>> = {
  replicas: 3,
  serviceName: 'peers',
  selector: SELECTOR,
  podManagementPolicy: 'Parallel',
  minReadySeconds: 5,
  revisionHistoryLimit: 3,
  persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete', whenScaled: 'Retain' },
  ordinals: { start: 1 },
};

describe('StatefulSet', () => {
  const image = 'docker.io/acme/print:v4';
  const synth = (declare: (chart: Chart) => void, props = {}) => {
    const chart = new Chart(Testing.app(), 'test', props);
    declare(chart);
    return Testing.synth(chart);
  };

  test('minimal props', () => {
    const { spec, ...rest } = run(AlgorithmWorkload.statefulSet());
    expect(rest).toEqual({ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'print' } });
    expect(Object.keys(spec)).toEqual(['selector', 'serviceName', 'template']);
    expect(spec).toMatchObject({ selector: SELECTOR, serviceName: 'print' });
    expect(spec.template.spec).not.toHaveProperty('restartPolicy');
  });

  test('every field of the API is a prop or a volume', () => {
    const props = [...Object.keys(ALL_STATEFUL_SET_PROPS), 'updateStrategy', 'template', 'volumeClaimTemplates'];
    expect(props.sort()).toEqual(fieldsOf('StatefulSetSpec').sort());
  });

  test('each prop reaches the manifest', () => {
    const updateStrategy = { type: 'RollingUpdate', rollingUpdate: { partition: 2 } };
    const { template, ...spec } = run(
      AlgorithmWorkload.statefulSet({ ...ALL_STATEFUL_SET_PROPS, updateStrategy, fields: {} }),
    ).spec;
    expect(spec).toEqual({ ...ALL_STATEFUL_SET_PROPS, updateStrategy });
    expect(template.spec.containers[0].name).toBe('algorunner');
  });

  test('its headless Service is printed first, with the ports of all containers', () => {
    const [service, statefulSet] = synth(
      (chart) => {
        const algorithm = new Algorithm(chart, 'print', {
          image,
          ports: [{ containerPort: 8080, name: 'http' }],
          workload: AlgorithmWorkload.statefulSet(),
          metadata: { namespace: 'vision' },
        });
        const ports = [{ containerPort: 53, protocol: 'UDP' }, { containerPort: 9090 }];
        algorithm.addSideCar('dns', { image, ports });
      },
      { labels: { team: 'a' } },
    );
    expect(service).toEqual({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'print', namespace: 'vision', labels: { team: 'a' } },
      spec: {
        clusterIP: 'None',
        ports: [
          { name: 'http', port: 8080 },
          { name: 'udp-53', port: 53, protocol: 'UDP' },
          { name: 'tcp-9090', port: 9090 },
        ],
        selector: { 'app.kubernetes.io/name': 'print' },
      },
    });
    expect(statefulSet.kind).toBe('StatefulSet');
  });

  test('a single port may lack a name, and a Pod may lack ports', () => {
    const portsOf = (ports?: { containerPort: number }[]) =>
      synth((chart) => new Algorithm(chart, 'print', { image, ports, workload: AlgorithmWorkload.statefulSet() }))[0]
        .spec.ports;
    expect(portsOf([{ containerPort: 80 }])).toEqual([{ port: 80 }]);
    expect(portsOf()).toBeUndefined();
  });

  test.each([
    ['a Service of its own', { serviceName: 'peers' }, {}],
    ['a Service of its own, in fields', { fields: { serviceName: 'peers' } }, {}],
    ['a generated name', {}, { generateName: 'print-' }],
  ])('with %s it creates no Service', (_, props, metadata) => {
    const objects = synth(
      (chart) => new Algorithm(chart, 'print', { image, metadata, workload: AlgorithmWorkload.statefulSet(props) }),
    );
    expect(objects.map(({ kind }) => kind)).toEqual(['StatefulSet']);
    expect(objects[0].spec.serviceName).toBe(JSON.stringify(props).includes('peers') ? 'peers' : undefined);
  });

  test('findings about the Service are reported at the Service', () => {
    const chart = Testing.chart();
    new Algorithm(chart, 'print', {
      image,
      workload: AlgorithmWorkload.statefulSet(),
      ports: [
        { containerPort: 80, name: 'web' },
        { containerPort: 81, name: 'web' },
      ],
    });
    expect(errorsOf(chart)).toContain('[test/print/HeadlessService] spec.ports[1].name: Duplicate value: "web"');
  });

  test('each volume claim template becomes a claim of each pod', () => {
    const [, { spec }] = synth((chart) => {
      const algorithm = new Algorithm(chart, 'print', { image, workload: AlgorithmWorkload.statefulSet() });
      algorithm.mount('/data', SharedVolume.fromVolumeClaimTemplate(algorithm, 'data', { storage: '1Gi' }));
      SharedVolume.fromVolumeClaimTemplate(algorithm, 'other', {
        storage: '2Gi',
        storageClassName: 'fast',
        accessModes: ['ReadWriteOncePod'],
        volumeMode: 'Filesystem',
        metadata: { name: 'logs', labels: { a: 'b' } },
        fields: { selector: { matchLabels: { c: 'd' } } },
      });
    });
    expect(spec.volumeClaimTemplates).toEqual([
      {
        metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      },
      {
        metadata: { name: 'logs', labels: { a: 'b' } },
        spec: {
          storageClassName: 'fast',
          accessModes: ['ReadWriteOncePod'],
          volumeMode: 'Filesystem',
          selector: { matchLabels: { c: 'd' } },
          resources: { requests: { storage: '2Gi' } },
        },
      },
    ]);
    expect(spec.template.spec.volumes).toBeUndefined();
    expect(spec.template.spec.containers[0].volumeMounts).toEqual([{ name: 'data', mountPath: '/data' }]);
  });

  test('findings about a claim are reported at its volume', () => {
    const chart = Testing.chart();
    const algorithm = new Algorithm(chart, 'print', { image, workload: AlgorithmWorkload.statefulSet() });
    const props = { storage: '1Gi', accessModes: [], readOnly: true };
    algorithm.mount('/data', SharedVolume.fromVolumeClaimTemplate(algorithm, 'data', props));
    const place = '[test/print/Volume:data] spec.volumeClaimTemplates[0].spec';
    expect(errorsOf(chart)).toEqual([
      expect.stringContaining(`${place}.readOnly: `),
      expect.stringContaining(`${place}.accessModes: Required value`),
    ]);
  });

  test.each(['job', 'deployment', 'daemonSet', 'pod'] as const)('%s() refuses volume claim templates', (kind) => {
    const chart = Testing.chart();
    const algorithm = new Algorithm(chart, 'print', { image, workload: AlgorithmWorkload[kind]() });
    algorithm.mount('/data', SharedVolume.fromVolumeClaimTemplate(algorithm, 'data', { storage: '1Gi' }));
    const path = kind === 'pod' ? 'spec.volumes[0]' : 'spec.template.spec.volumes[0]';
    expect(errorsOf(chart)).toEqual([
      expect.stringMatching(
        `^\\[test/print/Volume:data\\] ${path.replace(/[[\]]/g, '\\$&')}: Forbidden: a \\w+ cannot`,
      ),
    ]);
  });
});

const ALL_DAEMON_SET_PROPS: Required<Omit<DaemonSetOptions, 'fields' | 'updateStrategy'>> = {
  selector: SELECTOR,
  minReadySeconds: 5,
  revisionHistoryLimit: 3,
};

describe('DaemonSet', () => {
  test('minimal props', () => {
    const { spec, ...rest } = run(AlgorithmWorkload.daemonSet());
    expect(rest).toEqual({ apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'print' } });
    expect(Object.keys(spec)).toEqual(['selector', 'template']);
    expect(spec.selector).toEqual(SELECTOR);
    expect(spec.template.spec).not.toHaveProperty('restartPolicy');
  });

  test('every field of the API is a prop', () => {
    const props = [...Object.keys(ALL_DAEMON_SET_PROPS), 'updateStrategy', 'template'];
    expect(props.sort()).toEqual(fieldsOf('DaemonSetSpec').sort());
  });

  test('each prop reaches the manifest', () => {
    const rollingUpdate = { maxUnavailable: k8s.IntOrString.fromString('50%') };
    const { template, ...spec } = run(
      AlgorithmWorkload.daemonSet({ ...ALL_DAEMON_SET_PROPS, updateStrategy: { rollingUpdate }, fields: {} }),
    ).spec;
    expect(spec).toEqual({
      ...ALL_DAEMON_SET_PROPS,
      updateStrategy: { rollingUpdate: { maxUnavailable: '50%' } },
    });
    expect(template.spec.containers[0].name).toBe('algorunner');
  });

  test('its sidecars are ordinary containers', () => {
    const chart = Testing.chart();
    const props = { image: 'docker.io/acme/print:v4' };
    new Algorithm(chart, 'print', { ...props, workload: AlgorithmWorkload.daemonSet() }).addSideCar('proxy', props);
    expect(workloadOf(chart).spec.template.spec.containers.map(({ name }: any) => name)).toEqual([
      'algorunner',
      'proxy',
    ]);
  });
});

describe('Pod', () => {
  const pod = (props: object, chart = Testing.chart()) => {
    const algorithm = new Algorithm(chart, 'print', {
      image: 'docker.io/acme/print:v4',
      workload: AlgorithmWorkload.pod(),
      ...props,
    });
    return { algorithm, chart };
  };

  test('minimal props', () => {
    const { spec, ...rest } = workloadOf(pod({}).chart);
    const labels = { 'app.kubernetes.io/name': 'print' };
    expect(rest).toEqual({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'print', labels } });
    expect(Object.keys(spec)).toEqual(['automountServiceAccountToken', 'containers', 'restartPolicy']);
    expect(spec.restartPolicy).toBe('Never');
  });

  test('its sidecars are native', () => {
    const { algorithm, chart } = pod({});
    algorithm.addSideCar('proxy', { image: 'docker.io/acme/proxy:1' });
    expect(workloadOf(chart).spec.initContainers).toMatchObject([{ name: 'proxy', restartPolicy: 'Always' }]);
  });

  test('has the labels and annotations of the chart, the object and the pod, in this order', () => {
    const { algorithm, chart } = pod(
      { metadata: { labels: { b: '2' }, annotations: { d: '4' } }, pod: { labels: { c: '3', team: 'pod' } } },
      new Chart(Testing.app(), 'test', { labels: { team: 'a', z: '9' } }),
    );
    algorithm.podMetadata.addAnnotation('a', '1');
    const { metadata } = workloadOf(chart);
    expect(JSON.stringify(metadata)).toBe(
      JSON.stringify({
        annotations: { a: '1', d: '4' },
        labels: { 'app.kubernetes.io/name': 'print', b: '2', c: '3', team: 'pod', z: '9' },
        name: 'print',
      }),
    );
  });

  test('keeps a label of the object that a Service selects by', () => {
    const { algorithm, chart } = pod({ metadata: { labels: { 'app.kubernetes.io/name': 'mine' } } });
    new Service(chart, 'service', { selector: algorithm, ports: [{ port: 80 }] });
    const [object, service] = Testing.synth(chart);
    expect(object.metadata.labels).toEqual({ 'app.kubernetes.io/name': 'mine' });
    expect(service.spec.selector).toEqual(object.metadata.labels);
  });

  test('refuses two values of one label or annotation', () => {
    const { chart } = pod({
      metadata: { labels: { a: '1', same: 'x' }, annotations: { b: '1' } },
      pod: { labels: { a: '2', same: 'x' }, annotations: { b: '2' } },
    });
    expect(errorsOf(chart)).toEqual([
      '[test/print] metadata.labels[a]: Forbidden: is set twice. Set it either in metadata or in pod',
      '[test/print] metadata.annotations[b]: Forbidden: is set twice. Set it either in metadata or in pod',
    ]);
  });

  test('reports findings at their container', () => {
    const { algorithm, chart } = pod({});
    algorithm.addSideCar('proxy', { image: 'docker.io/acme/proxy:1', ports: [{ containerPort: 0 }] });
    expect(errorsOf(chart)).toEqual([
      expect.stringContaining('[test/print/proxy] spec.initContainers[0].ports[0].containerPort: Required value'),
    ]);
  });

  test('accepts patches, has resources, and refuses a hash in its name', () => {
    const { algorithm } = pod({});
    algorithm.apiObject.addJsonPatch(JsonPatch.add('/metadata/labels/late', 'yes'));
    expect(algorithm.apiObject.toJson().metadata.labels.late).toBe('yes');
    expect(algorithm.podResources.requests).toEqual({ cpu: '100m', memory: '256Mi' });
    expect(errorsOf(pod({ nameSuffixHash: true }).chart)).toEqual([
      '[test/print] metadata.name: Forbidden: only the name of a Job can have a hash. Remove nameSuffixHash',
    ]);
  });
});

test('metadata has the given name, the namespace and labels of the chart, and generateName', () => {
  const chart = new Chart(Testing.app(), 'test', { namespace: 'vision', labels: { team: 'a' } });
  new Algorithm(chart, 'one', {
    image: 'docker.io/acme/print:v4',
    metadata: { name: 'first', annotations: { x: 'y' } },
  });
  new Algorithm(chart, 'two', { image: 'docker.io/acme/print:v4', metadata: { generateName: 'two-' } });
  const both = { name: 'third', generateName: 'three-' };
  new Algorithm(chart, 'three', { image: 'docker.io/acme/print:v4', metadata: both });
  expect(Testing.synth(chart).map(({ metadata }) => metadata)).toEqual([
    { name: 'first', namespace: 'vision', labels: { team: 'a' }, annotations: { x: 'y' } },
    { generateName: 'two-', namespace: 'vision', labels: { team: 'a' } },
    { name: 'third', generateName: 'three-', namespace: 'vision', labels: { team: 'a' } },
  ]);
});

test('ApiObject.of finds the workload', () => {
  const algorithm = new Algorithm(Testing.chart(), 'print', { image: 'docker.io/acme/print:v4' });
  expect(ApiObject.of(algorithm)).toBe(algorithm.apiObject);
  expect(algorithm.apiObject.kind).toBe('Job');
});
