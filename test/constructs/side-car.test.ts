import { Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { Algorithm, AlgorithmSettings, SharedVolume, SideCar, SideCarMode, AlgorithmWorkload } from '../../src';
import { errorsOf, podOf } from '../fixtures/manifests';
import { captureStderr } from '../fixtures/stderr';

const IMAGE = 'docker.io/acme/print:v4';
const names = (containers: any[] = []) => containers.map(({ name }) => name);

test('minimal props make a native sidecar of a Job', () => {
  const chart = Testing.chart();
  const sideCar = new Algorithm(chart, 'print', { image: IMAGE }).addSideCar('web', { image: 'httpd:2.4' });
  expect(sideCar.containerName).toBe('web');
  expect(podOf(chart).initContainers).toEqual([
    {
      name: 'web',
      image: 'httpd:2.4',
      restartPolicy: 'Always',
      resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '200m', memory: '256Mi' } },
    },
  ]);
});

test('an ordinary sidecar that looks like a server keeps a Job from ending', () => {
  const chart = Testing.chart();
  const algorithm = new Algorithm(chart, 'print', { image: IMAGE });
  const mode = SideCarMode.CONTAINER;
  algorithm.addSideCar('proxy', { image: IMAGE, mode, ports: [{ containerPort: 80 }] });
  algorithm.addSideCar('upload', { image: IMAGE, mode, command: ['upload'] });
  const warnings = captureStderr(() => expect(errorsOf(chart)).toEqual([]));
  expect(warnings).toEqual([
    'Warning: [test/print/proxy] spec.template.spec.containers[1]: "proxy" looks like a server: if it does not end ' +
      'by itself, this Job never ends. Use SideCarMode.NATIVE, the default of Jobs: such a sidecar ends with the ' +
      'main container (WARN-JOB-SERVER)',
  ]);
});

describe('the mode decides where a sidecar is rendered', () => {
  const modes: [
    string,
    AlgorithmWorkload,
    SideCarMode | undefined,
    SideCarMode | undefined,
    'containers' | 'initContainers',
  ][] = [
    ['Job', AlgorithmWorkload.job(), undefined, undefined, 'initContainers'],
    ['CronJob', AlgorithmWorkload.cronJob({ schedule: '@daily' }), undefined, undefined, 'initContainers'],
    ['Deployment', AlgorithmWorkload.deployment(), undefined, undefined, 'containers'],
    ['Job, by prop', AlgorithmWorkload.job(), SideCarMode.CONTAINER, undefined, 'containers'],
    ['Deployment, by prop', AlgorithmWorkload.deployment(), SideCarMode.NATIVE, undefined, 'initContainers'],
    ['Job, by scope', AlgorithmWorkload.job(), undefined, SideCarMode.CONTAINER, 'containers'],
    ['Deployment, by scope', AlgorithmWorkload.deployment(), undefined, SideCarMode.NATIVE, 'initContainers'],
    ['prop over scope', AlgorithmWorkload.job(), SideCarMode.NATIVE, SideCarMode.CONTAINER, 'initContainers'],
  ];
  test.each(modes)('%s', (_, workload, mode, sideCarMode, list) => {
    const chart = Testing.chart();
    if (sideCarMode) AlgorithmSettings.of(chart).set({ sideCarMode });
    new Algorithm(chart, 'print', { image: IMAGE, workload }).addSideCar('web', { image: 'httpd:2.4', mode });
    const pod = podOf(chart);
    expect(names(pod[list])).toContain('web');
    expect(names(pod[list === 'containers' ? 'initContainers' : 'containers'])).not.toContain('web');
    expect(pod[list].at(-1).restartPolicy).toBe(list === 'containers' ? undefined : 'Always');
  });
});

test('sidecars are in the order of declaration, whatever their ids are', () => {
  const chart = Testing.chart();
  const algorithm = new Algorithm(chart, 'print', { image: IMAGE });
  for (const id of ['b', '10', '2', 'default', 'a']) algorithm.addSideCar(id, { image: 'httpd:2.4' });
  for (const id of ['z', '1', 'a']) algorithm.mount(`/${id}`, SharedVolume.fromEmptyDir(algorithm, id));
  expect(names(podOf(chart).initContainers)).toEqual(['b', '10', '2', 'default', 'a']);
  expect(names(podOf(chart).volumes)).toEqual(['z', '1', 'a']);
});

test('the name is the prop or else the id as written', () => {
  const chart = Testing.chart();
  const algorithm = new Algorithm(chart, 'print', { image: IMAGE });
  algorithm.addSideCar('a/b', { image: 'httpd:2.4' });
  algorithm.addSideCar('c', { image: 'httpd:2.4', name: 'web' });
  expect(algorithm.node.children.filter((c): c is SideCar => c instanceof SideCar).map((c) => c.containerName)).toEqual(
    ['a/b', 'web'],
  );
});

test('a sidecar and a volume may have the same name', () => {
  const chart = Testing.chart();
  const algorithm = new Algorithm(chart, 'print', { image: IMAGE });
  algorithm.addSideCar('logs', { image: 'httpd:2.4' }).mount('/logs', SharedVolume.fromEmptyDir(algorithm, 'logs'));
  expect(names(podOf(chart).volumes)).toEqual(names(podOf(chart).initContainers));
});

describe('mirrorVolumeMounts', () => {
  test('gives the sidecar the mounts of the main container, also later ones, unless it uses their path itself', () => {
    const chart = Testing.chart();
    const algorithm = new Algorithm(chart, 'print', { image: IMAGE });
    const [a, b, c] = ['a', 'b', 'c'].map((id) => SharedVolume.fromEmptyDir(algorithm, id));
    const web = algorithm.addSideCar('web', { image: 'httpd:2.4', mirrorVolumeMounts: true });
    web.mount('/b/', c);
    algorithm.mount('/a', a, { readOnly: true });
    algorithm.mount('/b', b);
    const { containers, initContainers } = podOf(chart);
    expect(initContainers[0].volumeMounts).toEqual([
      { name: 'a', mountPath: '/a', readOnly: true },
      { name: 'c', mountPath: '/b/' },
    ]);
    expect(containers[0].volumeMounts).toEqual([
      { name: 'a', mountPath: '/a', readOnly: true },
      { name: 'b', mountPath: '/b' },
    ]);
  });

  test('is off by default', () => {
    const chart = Testing.chart();
    const algorithm = new Algorithm(chart, 'print', { image: IMAGE });
    algorithm.mount('/a', SharedVolume.fromEmptyDir(algorithm, 'a'));
    algorithm.addSideCar('web', { image: 'httpd:2.4' });
    expect(podOf(chart).initContainers[0]).not.toHaveProperty('volumeMounts');
  });
});

describe('a subclass', () => {
  class LogShipper extends SideCar {
    constructor(scope: Construct, id: string) {
      super(scope, id, { image: 'docker.io/fluent/fluent-bit:3.1' });
      const logs = SharedVolume.fromEmptyDir(this, 'logs');
      this.mount('/logs', logs, { readOnly: true });
      this.mainContainer.mount('/var/log/algorithm', logs);
      this.mainContainer.addEnv('LOG_DIR', '/var/log/algorithm');
    }
  }

  test('can own a volume and configure the main container', () => {
    const chart = Testing.chart();
    for (const id of ['one', 'two']) new LogShipper(new Algorithm(chart, id, { image: IMAGE }), 'shipper');
    const jobs = Testing.synth(chart);
    expect(jobs).toHaveLength(2);
    for (const {
      spec: {
        template: { spec },
      },
    } of jobs) {
      expect(spec.volumes).toEqual([{ name: 'logs', emptyDir: {} }]);
      expect(spec.containers[0]).toMatchObject({
        env: [{ name: 'LOG_DIR', value: '/var/log/algorithm' }],
        volumeMounts: [{ name: 'logs', mountPath: '/var/log/algorithm' }],
      });
      expect(spec.initContainers[0].volumeMounts).toEqual([{ name: 'logs', mountPath: '/logs', readOnly: true }]);
    }
  });

  test('can be declared in a construct inside the algorithm', () => {
    const chart = Testing.chart();
    const algorithm = new Algorithm(chart, 'print', { image: IMAGE });
    const shipper = new LogShipper(new Construct(algorithm, 'observability'), 'shipper');
    expect(shipper.mainContainer).toBe(algorithm);
    expect(names(podOf(chart).initContainers)).toEqual(['shipper']);
  });
});

test('a removed sidecar leaves nothing behind', () => {
  const chart = Testing.chart();
  const algorithm = new Algorithm(chart, 'print', { image: IMAGE });
  algorithm.addSideCar('web', { image: 'httpd:2.4', volumeMounts: [{ name: 'nope', mountPath: '' }] });
  algorithm.addSideCar('other', { image: 'httpd:2.4' });
  algorithm.node.tryRemoveChild('web');
  expect(errorsOf(chart)).toEqual([]);
  expect(names(podOf(chart).initContainers)).toEqual(['other']);
});

test('a sidecar outside of an algorithm is refused', () => {
  const chart = new Chart(Testing.app(), 'chart');
  expect(() => new SideCar(chart, 'web', { image: 'httpd:2.4' })).toThrow(
    '[chart/web] a SharedVolume or SideCar must be created in the scope of an Algorithm',
  );
  expect(() => SharedVolume.fromEmptyDir(chart, 'v')).toThrow(
    '[chart] a SharedVolume or SideCar must be created in the scope of an Algorithm',
  );
});
