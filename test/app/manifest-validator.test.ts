import { ApiObject, App, Chart, Include, Testing } from 'cdk8s';
import { ConfigMap, Deployment } from 'cdk8s-plus-28';
import { Algorithm, AlgorithmSettings, ManifestValidator, FindingSeverity, Warnings } from '../../src';
import { errorsOf } from '../fixtures/manifests';
import { captureStderr } from '../fixtures/stderr';

const job = (container: any = {}, pod: any = {}) => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'print' },
  spec: {
    template: {
      spec: { restartPolicy: 'Never', containers: [{ name: 'algorunner', image: 'a:1', ...container }], ...pod },
    },
  },
});

describe('validate', () => {
  test('reports nothing about a valid object', () => expect(ManifestValidator.validate(job())).toEqual([]));

  test('reports an error with all its details', () => {
    expect(
      ManifestValidator.validate(
        job({ volumeMounts: [{ name: 'dta', mountPath: '/d' }] }, { volumes: [{ name: 'data', emptyDir: {} }] }),
      )[0],
    ).toEqual({
      path: 'spec.template.spec.containers[0].volumeMounts[0].name',
      type: 'Not found',
      value: 'dta',
      hint: 'Declared volumes: "data". Did you mean "data"?',
      rule: 'MNT-NOTFOUND',
      severity: FindingSeverity.ERROR,
      message:
        'spec.template.spec.containers[0].volumeMounts[0].name: Not found: "dta". Declared volumes: ' +
        '"data". Did you mean "data"?',
    });
  });

  test('reports a warning', () => {
    expect(ManifestValidator.validate(job({ image: 'a' }))).toEqual([
      expect.objectContaining({
        path: 'spec.template.spec.containers[0].image',
        rule: 'WARN-IMAGE-LATEST',
        severity: FindingSeverity.WARNING,
      }),
    ]);
  });

  test('depends on the feature gates', () => {
    const manifest = job({}, { schedulingGroup: { podGroupName: 'A' } });
    const rules = (options: any) => ManifestValidator.validate(manifest, options).map(({ rule }) => rule);
    expect(rules({})).toEqual(['DROP-GATED']);
    expect(rules({ featureGates: { GenericWorkload: true } })).toEqual(['POD-SCHEDULINGGROUP']);
    const update = (options: any) => ManifestValidator.validateUpdate(manifest, manifest, options).map((f) => f.rule);
    expect(update({ featureGates: { GenericWorkload: false } })).toEqual(['DROP-GATED']);
    expect(() => rules({ featureGates: { genericWorkload: true } })).toThrow(
      'featureGates[genericWorkload]: not a feature gate of Kubernetes 1.28 to 1.37. Did you mean "GenericWorkload"?',
    );
    expect(() => rules({ featureGates: { GenericWorkload: 'yes' } })).toThrow('must be true or false');
  });

  test('depends on the version', () => {
    const manifest = job({}, { initContainers: [{ name: 'web', image: 'a:1', restartPolicy: 'Always' }] });
    expect(ManifestValidator.validate(manifest, { kubernetesVersion: '1.28' })).toHaveLength(1);
    expect(ManifestValidator.validate(manifest, { kubernetesVersion: '1.29' })).toEqual([]);
    expect(() => ManifestValidator.validate(manifest, { kubernetesVersion: '1.2' })).toThrow(
      'kubernetesVersion: Unsupported value: "1.2": supported are 1.28 to 1.37',
    );
  });

  test.each([
    [null],
    [undefined],
    [5],
    ['text'],
    [[]],
    [{}],
    [{ kind: 'Job' }],
    [{ apiVersion: 'batch/v1', kind: 'Job', spec: [] }],
  ])('never throws: %j', (manifest) => {
    expect(ManifestValidator.validate(manifest).every(({ message }) => message.length > 0)).toBe(true);
  });
});

describe('enable and disable', () => {
  const bad = (scope: Chart, id: string) =>
    new ApiObject(scope, id, { ...job({ image: '' }), metadata: { name: id } } as any);
  const hint = 'Write the image to run, such as docker.io/acme/print:v4';
  const says = (id: string) => `[${id}] spec.template.spec.containers[0].image: Required value. ${hint}`;

  test('without a setting, other objects are validated in charts that contain an algorithm', () => {
    const app = new App();
    const [one, two] = ['one', 'two'].map((id) => new Chart(app, id));
    bad(one, 'raw');
    bad(two, 'raw');
    expect(errorsOf(one)).toEqual([]);
    new Algorithm(one, 'algorithm', { image: 'a:1' });
    expect(errorsOf(one)).toEqual([says('one/raw')]);
  });

  test('enable and disable of a scope count', () => {
    const chart = Testing.chart();
    const [first, second] = [bad(chart, 'first'), bad(chart, 'second')];
    new Algorithm(chart, 'algorithm', { image: 'a:1' });
    ManifestValidator.of(first).disable();
    expect(errorsOf(chart)).toEqual([says('test/second')]);
    ManifestValidator.of(chart).disable();
    expect(errorsOf(chart)).toEqual([]);
    ManifestValidator.of(second).enable();
    expect(errorsOf(chart)).toEqual([says('test/second')]);
  });

  describe('a mistake that only some versions refuse', () => {
    const synth = (fields: any, kubernetesVersion?: string) => {
      const chart = Testing.chart();
      if (kubernetesVersion) AlgorithmSettings.of(chart).set({ kubernetesVersion });
      ManifestValidator.of(chart).enable();
      new ApiObject(chart, 'raw', fields);
      const errors: string[] = [];
      const warnings = captureStderr(() => errors.push(...errorsOf(chart)));
      return { errors, warnings };
    };
    const { spec, ...rest } = job();
    const managed: any = { ...rest, spec: { ...spec, managedBy: 'acme.io/queue' } };
    const removed: any = {
      apiVersion: 'flowcontrol.apiserver.k8s.io/v1beta2',
      kind: 'FlowSchema',
      metadata: { name: 'a' },
      spec: { priorityLevelConfiguration: { name: 'a' } },
    };

    test.each([
      ['a newer field', managed, 'spec.managedBy: Kubernetes 1.28 refuses it: '],
      ['a removed version', removed, 'kind: Kubernetes 1.37 refuses it: '],
    ])('%s is a warning while no version is set', (_, fields, text) => {
      const { errors, warnings } = synth(fields);
      expect(errors).toEqual([]);
      expect(warnings).toEqual([expect.stringContaining(`Warning: [test/raw] ${text}`)]);
      expect(warnings[0]).toContain('(WARN-VERSION)');
    });

    test.each([
      [managed, '1.37', []],
      [managed, '1.28', [expect.stringContaining('[test/raw] spec.managedBy: Unknown field')]],
      [removed, '1.28', []],
      [removed, '1.37', [expect.stringContaining('[test/raw] kind: ')]],
    ])('with a version it is an error or nothing', (fields, version, expected) => {
      expect(synth(fields, version)).toEqual({ errors: expected, warnings: [] });
    });
  });

  test('every object of a scope is validated once, also those added later', () => {
    const app = new App();
    const chart = new Chart(app, 'chart');
    ManifestValidator.of(app).enable();
    ManifestValidator.of(app).enable();
    ManifestValidator.of(chart).enable();
    bad(chart, 'raw');
    new Include(chart, 'include', { url: `${__dirname}/../fixtures/bad-job.yaml` });
    new Algorithm(chart, 'algorithm', { image: '' });
    expect(errorsOf(chart).sort()).toEqual([
      says('chart/algorithm'),
      says('chart/include/included-job'),
      says('chart/raw'),
    ]);
  });

  test('objects outside the scope are not validated', () => {
    const app = new App();
    const [one, two] = ['one', 'two'].map((id) => new Chart(app, id));
    ManifestValidator.of(one).enable();
    bad(two, 'raw');
    expect(errorsOf(one)).toEqual([]);
  });

  test('valid objects of cdk8s-plus pass', () => {
    const chart = Testing.chart();
    ManifestValidator.of(chart).enable();
    new Deployment(chart, 'deployment', { containers: [{ image: 'a:1', portNumber: 80 }] });
    new ConfigMap(chart, 'map', { data: { a: 'b' } });
    expect(errorsOf(chart)).toEqual([]);
  });

  test('version, warnings and acknowledgements are those of the scope', () => {
    const chart = Testing.chart();
    const raw = new ApiObject(
      chart,
      'raw',
      job({ image: 'a', lifecycle: { preStop: { sleep: { seconds: 1 } } } }) as any,
    );
    ManifestValidator.of(chart).enable();
    AlgorithmSettings.of(raw).set({ kubernetesVersion: '1.37' });
    captureStderr(() => expect(errorsOf(chart)).toEqual([]));
    AlgorithmSettings.of(raw).set({ warningsAsErrors: true });
    expect(errorsOf(chart)).toEqual([expect.stringContaining('[test/raw] spec.template.spec.containers[0].image: ')]);
    Warnings.of(raw).acknowledge('WARN-IMAGE-LATEST', 'a test');
    expect(errorsOf(chart)).toEqual([]);
    AlgorithmSettings.of(raw).set({ kubernetesVersion: '1.28' });
    expect(errorsOf(chart)[0]).toContain('[test/raw] spec.template.spec.containers[0].lifecycle.preStop.sleep: ');
  });

  test.each<[string, object, object, string]>([
    [
      'a probe at an undeclared port',
      { livenessProbe: { httpGet: { port: 'htpp' } }, ports: [{ name: 'http', containerPort: 80 }] },
      {},
      'no port of this container is called "htpp". Declared ports: "http". Did you mean "http"? (WARN-PROBE-PORT)',
    ],
    [
      'an image that no kubelet pulls',
      { image: 'https://acme/a:1' },
      {},
      'Invalid value: "https://acme/a:1": must start with a valid registry host. Example: docker.io/acme/print:v4 ' +
        '(HKUBE-IMAGE)',
    ],
  ])('a likely mistake is a warning: %s', (_, container, pod, text) => {
    const chart = Testing.chart();
    const raw = new ApiObject(chart, 'raw', job(container, pod));
    ManifestValidator.of(chart).enable();
    const warnings = captureStderr(() => expect(errorsOf(chart)).toEqual([]));
    expect(warnings.map((line) => line.slice(-text.length))).toEqual([text]);
    AlgorithmSettings.of(raw).set({ warningsAsErrors: true });
    expect(errorsOf(chart)).toHaveLength(1);
    Warnings.of(raw).acknowledge(/\((.*)\)$/.exec(text)![1], 'a test');
    expect(errorsOf(chart)).toEqual([]);
  });

  test('an object that cannot be rendered is reported', () => {
    const chart = Testing.chart();
    new ApiObject(chart, 'raw', { apiVersion: 'v1', kind: 'ConfigMap', data: new Map() } as any);
    ManifestValidator.of(chart).enable();
    expect(errorsOf(chart)[0]).toContain('[test/raw] Failed serializing construct');
  });
});
