import { Chart, Duration, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Algorithm, AlgorithmWorkload, SharedVolume } from '../../../src';
import { captureStderr } from '../../fixtures/stderr';

const image = 'docker.io/acme/print:v1';

/** What a synthesis reports of an app, errors and warnings, without the values that it prints. */
function reports(declare: (chart: Chart) => void): string[] {
  const chart = new Chart(Testing.app(), 'c');
  let errors: string[] = [];
  const warnings = captureStderr(() => {
    declare(chart);
    try {
      Testing.synth(chart);
    } catch (e) {
      errors = (e as Error).message.split('\n').slice(1);
    }
  });
  return [...errors, ...warnings];
}

const LONG = 'a'.repeat(70);

describe('one mistake is reported once', () => {
  test.each<[string, (chart: Chart) => void, RegExp]>([
    [
      'a volume of another algorithm',
      (chart) => {
        const other = new Algorithm(chart, 'other', { image });
        const volume = SharedVolume.fromEmptyDir(other, 'v');
        other.mount('/v', volume);
        new Algorithm(chart, 'a', { image }).mount('/v', volume);
      },
      /volumeMounts\[0\]\.name: .*belongs to another algorithm \(c\/other\/Volume:v\)/,
    ],
    [
      'a volume of cdk8s-plus',
      (chart) => new Algorithm(chart, 'a', { image }).mount('/v', kplus.Volume.fromEmptyDir(chart, 'v', 'v') as any),
      /volumeMounts\[0\]\.name: .*must be a SharedVolume\. Wrap it: SharedVolume\.fromVolume\(algorithm, id, volume\)/,
    ],
    [
      'something else as a volume',
      (chart) => new Algorithm(chart, 'a', { image }).mount('/v', {} as any),
      /volumeMounts\[0\]\.name: .*must be a SharedVolume\. Create one with SharedVolume\.fromEmptyDir\(\)/,
    ],
    [
      'a name that is too long for the labels of a Job',
      (chart) => new Algorithm(chart, 'a', { image, metadata: { name: LONG } }),
      /spec\.template\.labels: .*no more than 63 bytes\. The Job's name becomes a label of its pods/,
    ],
    [
      'a label of the pods',
      (chart) => new Algorithm(chart, 'a', { image }).podMetadata.addLabel('team', 'a b'),
      /spec\.template\.labels: Invalid value: "a b": .*It is the value of "team"/,
    ],
    [
      'the size of a claim',
      (chart) => {
        const a = new Algorithm(chart, 'a', { image });
        a.mount('/v', SharedVolume.createPersistentVolumeClaim(a, 'v', { storage: '10GB' }));
      },
      /spec\.resources\.requests\[storage\]: Type invalid: "10GB"/,
    ],
    [
      'a name that no object can have',
      (chart) => new Algorithm(chart, 'My_Name', { image }),
      /metadata\.name: Invalid value: "My_Name"/,
    ],
  ])('%s', (_, declare, text) => {
    expect(reports(declare)).toEqual([expect.stringMatching(text)]);
  });

  test('two mistakes are reported twice', () => {
    const found = reports((chart) => {
      const a = new Algorithm(chart, 'a', { image });
      a.podMetadata.addLabel('team', 'a b');
      a.podMetadata.addLabel('group', 'a b');
    });
    expect(found).toEqual([expect.stringMatching(/"group"$/), expect.stringMatching(/"team"$/)]);
  });

  test('a claim without a size is still reported', () => {
    const found = reports((chart) => {
      const a = new Algorithm(chart, 'a', { image });
      a.mount('/v', SharedVolume.createPersistentVolumeClaim(a, 'v', {} as any));
    });
    expect(found).toEqual([expect.stringContaining('spec.resources[storage]: Required value')]);
  });
});

describe('values of cdk8s-plus are rendered in the form of the API', () => {
  const rendered = (props: any) => {
    const chart = Testing.chart();
    new Algorithm(chart, 'a', { image, ...props });
    return Testing.synth(chart)[0].spec;
  };
  const container = (props: any) => rendered(props).template.spec.containers[0];

  test('Probe', () => {
    const ports = [{ containerPort: 8080 }];
    const probes = container({
      ports,
      livenessProbe: kplus.Probe.fromHttpGet('/healthz', { periodSeconds: Duration.seconds(5) }),
      readinessProbe: kplus.Probe.fromTcpSocket({ port: 9000 }),
      startupProbe: kplus.Probe.fromCommand(['true']),
    });
    expect(probes).toMatchObject({
      livenessProbe: { httpGet: { path: '/healthz', port: 8080, scheme: 'HTTP' }, periodSeconds: 5 },
      readinessProbe: { tcpSocket: { port: 9000 } },
      startupProbe: { exec: { command: ['true'] } },
    });
  });

  test('Handler', () => {
    const { lifecycle } = container({ lifecycle: { preStop: kplus.Handler.fromCommand(['sleep', '5']) } });
    expect(lifecycle).toEqual({ preStop: { exec: { command: ['sleep', '5'] } } });
  });

  test.each<[string, any, any]>([
    ['Size', { limits: { memory: Size.gibibytes(2) } }, { memory: '2Gi' }],
    ['Cpu in millis', { limits: { cpu: kplus.Cpu.millis(500) } }, { cpu: '500m' }],
    ['Cpu in units', { limits: { cpu: kplus.Cpu.units(2) } }, { cpu: '2' }],
  ])('%s', (_, resources, limits) => {
    expect(container({ resources }).resources.limits).toMatchObject(limits);
  });

  test('Duration', () => {
    const { activeDeadlineSeconds, template } = rendered({
      workload: AlgorithmWorkload.job({ activeDeadlineSeconds: Duration.minutes(5) as any }),
      pod: { terminationGracePeriodSeconds: Duration.seconds(20) },
    });
    expect([activeDeadlineSeconds, template.spec.terminationGracePeriodSeconds]).toEqual([300, 20]);
  });

  test('a Duration that is not in whole seconds is refused', () => {
    const found = reports(
      (chart) =>
        new Algorithm(chart, 'a', { image, pod: { terminationGracePeriodSeconds: Duration.millis(1) as any } }),
    );
    expect(found).toEqual([expect.stringMatching(/terminationGracePeriodSeconds: Type invalid/)]);
  });

  test('Size of a claim and of a volume in memory', () => {
    const chart = Testing.chart();
    const a = new Algorithm(chart, 'a', { image, resources: { limits: { memory: '4Gi' } } });
    a.mount('/shm', SharedVolume.sharedMemory(a, 'shm', Size.gibibytes(1) as any));
    a.mount('/data', SharedVolume.createPersistentVolumeClaim(a, 'data', { storage: Size.gibibytes(5) as any }));
    const [claim, job] = Testing.synth(chart);
    expect(claim.spec.resources.requests.storage).toBe('5Gi');
    expect(job.spec.template.spec.volumes[0].emptyDir).toEqual({ medium: 'Memory', sizeLimit: '1Gi' });
  });
});
