import { ApiObject, App, Chart, JsonPatch, Lazy, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct, IConstruct } from 'constructs';
import {
  Algorithm,
  AlgorithmSettings,
  ChartResources,
  ManifestValidator,
  SharedVolume,
  AlgorithmWorkload,
} from '../../src';
import { Pass, perPass } from '../../src/app/pass';
import { errorLinesOf, errorsOf } from '../fixtures/manifests';
import { captureStderr } from '../fixtures/stderr';

const IMAGE = 'docker.io/acme/print:v4';

describe('a cached value', () => {
  /** An app, and a function that counts how often it is computed. */
  function counted() {
    const app = new App();
    let count = 0;
    const count1 = perPass((_: IConstruct) => ++count);
    return { app, value: () => count1(app), pass: Pass.of(app) };
  }

  test('is computed once', () => {
    const { value } = counted();
    expect([value(), value()]).toEqual([1, 1]);
  });

  test('is computed once even if it is undefined', () => {
    const compute = jest.fn(() => undefined);
    const value = perPass(compute);
    const app = new App();
    value(app);
    value(app);
    expect(compute).toHaveBeenCalledTimes(1);
  });

  test('is computed for each construct, and for each function', () => {
    const app = new App();
    const [path, id] = [perPass(({ node }: IConstruct) => node.path), perPass(({ node }: IConstruct) => node.id)];
    const [a, b] = ['a', 'b'].map((name) => new Construct(new Construct(app, name), 'c'));
    expect([path(a), path(b), id(b)]).toEqual(['a/c', 'b/c', 'c']);
  });

  test('is dropped by touch()', () => {
    const { value, pass } = counted();
    const { version } = pass;
    value();
    pass.touch();
    expect([value(), pass.version === version]).toEqual([2, false]);
  });

  test('is not kept if something changes while it is computed', () => {
    const app = new App();
    const pass = Pass.of(app);
    let count = 0;
    const value = perPass((_: IConstruct) => {
      if (++count === 1) pass.touch();
      return count;
    });
    expect([value(app), value(app), value(app)]).toEqual([1, 2, 2]);
  });

  test('stays when nothing changes, and is dropped when a construct is added or removed', () => {
    const { app, value, pass } = counted();
    const chart = new Chart(app, 'chart');
    const values = [chart, undefined, 'a', undefined, 'b'].map((change) => {
      pass.refresh();
      if (change === 'a') new Construct(chart, 'a');
      if (change === 'b') chart.node.tryRemoveChild('a');
      pass.refresh();
      return value();
    });
    expect(values).toEqual([1, 1, 2, 2, 3]);
  });

  test('is dropped when a watched value changes', () => {
    const { value, pass } = counted();
    pass.refresh();
    let isSame = true;
    pass.watch(() => isSame);
    value();
    pass.refresh();
    expect(value()).toBe(1);
    isSame = false;
    pass.refresh();
    expect(value()).toBe(2);
  });
});

test('the state of a pass stays', () => {
  const app = new App();
  const names = () => new Set<string>();
  Pass.of(app).state(names).add('a');
  Pass.of(app).touch();
  expect([...Pass.of(new Chart(app, 'chart')).state(names)]).toEqual(['a']);
  expect(Pass.of(new App()).state(names).size).toBe(0);
});

test('there is one pass for each root', () => {
  const [a, b] = [new App(), new App()];
  const chart = new Chart(a, 'chart');
  expect(Pass.of(chart)).toBe(Pass.of(a));
  expect(Pass.of(b)).not.toBe(Pass.of(a));
});

test('watched values are compared once for each synthesis of an app or of a single chart', () => {
  const app = new App();
  const charts = ['a', 'b', 'c'].map((id) => new Chart(app, id));
  const pass = Pass.of(app);
  pass.refresh();
  const isSame = jest.fn(() => true);
  pass.watch(isSame);
  app.synthYaml();
  expect(isSame).toHaveBeenCalledTimes(1);
  app.synthYaml();
  expect(isSame).toHaveBeenCalledTimes(2);
  for (const chart of charts) Testing.synth(chart);
  expect(isSame).toHaveBeenCalledTimes(5);
});

test('a synthesis that throws is ended too', () => {
  const app = new App();
  const chart = new Chart(app, 'chart');
  let errors: string[] = ['no'];
  chart.node.addValidation({ validate: () => errors });
  const pass = Pass.of(app);
  expect(() => app.synthYaml()).toThrow('no');
  errors = [];
  const isSame = jest.fn(() => true);
  pass.watch(isSame);
  Testing.synth(chart);
  expect(isSame).toHaveBeenCalledTimes(1);
});

test('the methods of an app keep their names', () => {
  const app = new App();
  const before = Object.keys(app);
  Pass.of(app);
  expect(Object.keys(app)).toEqual(before);
});

describe('edits of other objects between two syntheses are noticed', () => {
  const syntheses: [string, (chart: Chart) => string[]][] = [
    ['Testing.synth', (chart) => errorsOf(chart)],
    ['app.synthYaml', (chart) => errorLinesOf(() => (chart.node.root as App).synthYaml())],
  ];

  describe.each(syntheses)('%s', (_, synthesize) => {
    /** Objects that are not ours need not be complete here. */
    function chartOfAny(): Chart {
      const chart = Testing.chart();
      ManifestValidator.of(chart).disable();
      return chart;
    }

    /** Errors and warnings of a synthesis; warnings are errors, since they are printed once. */
    function chartWithWarnings(): Chart {
      const chart = chartOfAny();
      AlgorithmSettings.of(chart).set({ warningsAsErrors: true });
      return chart;
    }

    test('of the keys of a ConfigMap', () => {
      const chart = chartWithWarnings();
      const settings = new kplus.ConfigMap(chart, 'settings', { data: { level: 'debug' } });
      new Algorithm(chart, 'print', { image: IMAGE, env: { A: kplus.EnvValue.fromConfigMap(settings, 'color') } });
      expect(synthesize(chart)).toEqual([expect.stringContaining('has no key "color"')]);
      settings.addData('color', 'red');
      expect(synthesize(chart)).toEqual([]);
      ApiObject.of(settings).addJsonPatch(JsonPatch.remove('/data/color'));
      expect(synthesize(chart)).toEqual([expect.stringContaining('has no key "color"')]);
      ApiObject.of(settings).addJsonPatch(JsonPatch.remove('/data/level'), JsonPatch.remove('/data'));
      expect(synthesize(chart)).toEqual([]);
    });

    test('of an object with the same name', () => {
      const chart = chartOfAny();
      new Algorithm(chart, 'print', { image: IMAGE });
      expect(synthesize(chart)).toEqual([]);
      new ApiObject(chart, 'raw', { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'print' } });
      expect(synthesize(chart)).toEqual([expect.stringMatching(/^\[test\/raw\] metadata.name: Duplicate value/)]);
      chart.node.tryRemoveChild('raw');
      expect(synthesize(chart)).toEqual([]);
    });

    test('of pods that use a quota', () => {
      const chart = chartOfAny();
      AlgorithmSettings.of(chart).set({ capacity: { resourceQuota: { pods: '2' } } });
      new Algorithm(chart, 'print', { image: IMAGE });
      let parallelism = 1;
      const job = new ApiObject(chart, 'raw', {
        apiVersion: 'batch/v1',
        kind: 'Job',
        spec: { parallelism: Lazy.any({ produce: () => parallelism }), completions: 9, template: { spec: {} } },
      });
      expect(synthesize(chart)).toEqual([]);
      parallelism = 2;
      expect(synthesize(chart)).toEqual([expect.stringContaining('3 pods in all (test/raw 2, test/print 1)')]);
      job.addJsonPatch(JsonPatch.replace('/spec/parallelism', 1));
      expect(synthesize(chart)).toEqual([]);
    });

    test('of an object under validateAll', () => {
      const chart = Testing.chart();
      ManifestValidator.of(chart).enable();
      const secret = new kplus.Secret(chart, 'secret', { type: 'Opaque' });
      expect(synthesize(chart)).toEqual([]);
      secret.addStringData('not a key', 'x');
      expect(synthesize(chart)).toEqual([expect.stringMatching(/^\[test\/secret\/Resource\] .*not a key/)]);
      new ApiObject(chart, 'raw', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'A' } });
      expect(synthesize(chart)).toHaveLength(2);
      chart.node.tryRemoveChild('secret');
      chart.node.tryRemoveChild('raw');
      expect(synthesize(chart)).toEqual([]);
    });

    test('of an autoscaler', () => {
      const chart = Testing.chart();
      AlgorithmSettings.of(chart).set({ capacity: { resourceQuota: { pods: '4' } } });
      new Algorithm(chart, 'serve', { image: IMAGE, workload: AlgorithmWorkload.deployment() });
      const spec = { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'serve' }, maxReplicas: 2 };
      const kind = 'HorizontalPodAutoscaler';
      const scaler = new ApiObject(chart, 'hpa', { apiVersion: 'autoscaling/v2', kind, spec });
      expect(synthesize(chart)).toEqual([]);
      scaler.addJsonPatch(JsonPatch.replace('/spec/maxReplicas', 9));
      expect(synthesize(chart)).toEqual([expect.stringContaining('exceeds the quota')]);
      chart.node.tryRemoveChild('hpa');
      expect(synthesize(chart)).toEqual([]);
    });

    test('of the access modes of a claim', () => {
      const chart = chartWithWarnings();
      const claim = new ApiObject(chart, 'claim', {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteMany'] },
      });
      for (const id of ['a', 'b']) {
        const algorithm = new Algorithm(chart, id, { image: IMAGE });
        algorithm.mount('/data', SharedVolume.fromPersistentVolumeClaim(algorithm, 'data', 'data'));
      }
      expect(synthesize(chart)).toEqual([]);
      claim.addJsonPatch(JsonPatch.replace('/spec/accessModes/0', 'ReadWriteOnce'));
      expect(synthesize(chart)).toEqual([expect.stringContaining('is shared by the pods of test/a')]);
      chart.node.tryRemoveChild('a');
      expect(synthesize(chart)).toEqual([]);
    });

    test('of one edit that undoes another', () => {
      const chart = Testing.chart();
      const print = new Algorithm(chart, 'print', { image: IMAGE });
      print.addSideCar('web', { image: '' });
      expect(synthesize(chart)).toEqual([expect.stringContaining('[test/print/web]')]);
      print.node.tryRemoveChild('web');
      expect(synthesize(chart)).toEqual([]);
      print.addSideCar('web', { image: '' });
      expect(synthesize(chart)).toHaveLength(1);
    });
  });

  test('in the totals of a chart, without a synthesis', () => {
    const chart = Testing.chart();
    const total = ChartResources.of(chart);
    let replicas = 1;
    new ApiObject(chart, 'raw', {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      spec: { replicas: Lazy.any({ produce: () => replicas }), template: { spec: {} } },
    });
    expect(total.pods).toBe(1);
    replicas = 3;
    expect(total.pods).toBe(3);
    chart.node.tryRemoveChild('raw');
    expect(total.pods).toBe(0);
  });
});

test('a warning is printed once, however often all values are dropped', () => {
  const chart = Testing.chart();
  const print = new Algorithm(chart, 'print', { image: 'docker.io/acme/print' });
  const output = captureStderr(() => {
    Testing.synth(chart);
    print.addEnv('A', 'b');
    Testing.synth(chart);
  });
  expect(output).toHaveLength(1);
});

test('other objects are rendered once for checks and once to be printed, whatever the number of charts', () => {
  const app = new App();
  let count = 0;
  for (let i = 0; i < 10; i++) {
    const chart = new Chart(app, `c${i}`);
    ManifestValidator.of(chart).enable();
    const data = Lazy.any({ produce: () => ({ key: `${++count}` }) });
    new ApiObject(chart, 'config', { apiVersion: 'v1', kind: 'ConfigMap', data });
    const configMapKeyRef = { name: ApiObject.of(chart.node.findChild('config')).name, key: 'key' };
    new Algorithm(chart, `print-${i}`, { image: IMAGE, env: { A: { valueFrom: { configMapKeyRef } } as any } });
  }
  app.synthYaml();
  expect(count).toBe(20);
});
