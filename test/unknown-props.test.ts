import { App, Chart, JsonPatch, Lazy, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import {
  Algorithm,
  AlgorithmSettings,
  Gpu,
  HkubeAlgorithm,
  HkubeRegistration,
  HkubeWorkerJob,
  ManifestValidator,
  Queue,
  SharedVolume,
  SideCarMode,
  AlgorithmWorkload,
} from '../src';
import { errorsOf, podOf } from './fixtures/manifests';

const IMAGE = 'docker.io/acme/print:v4';

/** What JavaScript, or a variable of another type, hands in. */
const make = (props: any, change: (algorithm: any) => void = () => {}) => {
  const chart = Testing.chart();
  change(new Algorithm(chart, 'a', props));
  return chart;
};

/** @param isWhole whether the props are all there is */
const makeHkube = (type: any, props: any, isWhole = false) => {
  const chart = Testing.chart();
  new type(chart, 'a', isWhole ? props : { spec: { name: 'print', algorithmImage: IMAGE }, ...props });
  return chart;
};

const SETTINGS =
  'must be an object with defaults, resources, podSecurity, sideCarMode, kubernetesVersion, featureGates, ' +
  'warningsAsErrors, capacity';

const holdsItself: any = {};
holdsItself.self = holdsItself;

describe('unknown props', () => {
  test.each<[string, any, string]>([
    [
      'a typing mistake',
      { livenesProbe: {} },
      '[test/a] spec.template.spec.containers[0].livenesProbe: Unknown field. Did you mean "livenessProbe"?',
    ],
    [
      'of another container',
      { resource: { requests: { cpu: '4' } } },
      '[test/a] spec.template.spec.containers[0].resource: Unknown field',
    ],
    [
      'of the pod',
      { pod: { hostIPC: true, nodeSelektor: {} } },
      '[test/a] spec.template.spec.nodeSelektor: Unknown field',
    ],
    [
      'of an init container',
      { pod: { initContainers: [{ name: 'i', image: IMAGE, comand: ['x'] }] } },
      '[test/a] spec.template.spec.initContainers[0].comand: Unknown field',
    ],
  ])('%s', (_, props, error) => expect(errorsOf(make({ image: IMAGE, ...props })).join('\n')).toContain(error));

  test.each<[any, string]>([
    [{ workloads: 1 }, 'workload'],
    [{ nameSufixHash: true }, 'nameSuffixHash'],
    [{ dependOn: [] }, 'dependsOn'],
    [{ metaData: {} }, 'metadata'],
    [{ queu: 1 }, 'queue'],
  ])('%j gets the near name of a prop that is not a field of the API', (props, meant) => {
    const [name] = Object.keys(props);
    expect(errorsOf(make({ image: IMAGE, ...props }))).toEqual([
      `[test/a] spec.template.spec.containers[0].${name}: Unknown field. Did you mean "${meant}"?`,
    ]);
  });

  test('are reported for a sidecar', () => {
    const chart = make({ image: IMAGE }, (algorithm) => algorithm.addSideCar('s', { image: IMAGE, ports_: [] }));
    expect(errorsOf(chart).join()).toContain('[test/a/s] spec.template.spec.initContainers[0].ports_: Unknown field');
  });

  test('reach the manifest if they are fields of the API', () => {
    const chart = make({ image: IMAGE }, (algorithm) =>
      algorithm.addSideCar('s', { image: IMAGE, mode: SideCarMode.INIT, restartPolicy: 'Always' }),
    );
    expect(podOf(chart).initContainers[0].restartPolicy).toBe('Always');
  });

  test('are ignored if undefined', () => expect(errorsOf(make({ image: IMAGE, nothing: undefined }))).toEqual([]));

  test.each<[any, string]>([
    [{ podSecurty: {} }, 'AlgorithmSettings.podSecurty: Unknown field. Did you mean "podSecurity"?'],
    [
      { resources: { sidecarRequests: {} } },
      'AlgorithmSettings.resources.sidecarRequests: Unknown field. Did you mean "sideCarRequests"?',
    ],
    [
      { podSecurity: 'restricted' },
      'AlgorithmSettings.podSecurity: Invalid value: "restricted": must be an object with profile, ' +
        'readOnlyRootFilesystem',
    ],
    [
      { podSecurity: { readOnlyRootFilesystem: 'yes' } },
      'AlgorithmSettings.podSecurity.readOnlyRootFilesystem: Invalid value: "yes": must be true or false',
    ],
    [
      { resources: null },
      'AlgorithmSettings.resources: Invalid value: null: must be an object with algorithmRequests, ' +
        'algorithmLimits, sideCarRequests, sideCarLimits, useResourceLimits, applyCpuLimits, enabled',
    ],
    [
      { resources: { useResourceLimits: 'false' } },
      'AlgorithmSettings.resources.useResourceLimits: Invalid value: "false": must be true or false',
    ],
    [
      { resources: { algorithmRequests: '1' } },
      'AlgorithmSettings.resources.algorithmRequests: Invalid value: "1": must be an object',
    ],
    [
      { sideCarMode: 'native' },
      'AlgorithmSettings.sideCarMode: Unsupported value: "native": supported values: Native, Container, ' +
        'Init. Did you mean "Native"?',
    ],
    [
      { resources: new Map([['enabled', false]]) },
      'AlgorithmSettings.resources: Invalid value: "Map": must be an object with algorithmRequests, ' +
        'algorithmLimits, sideCarRequests, sideCarLimits, useResourceLimits, applyCpuLimits, enabled',
    ],
    [holdsItself, 'AlgorithmSettings.self: Unknown field'],
    [{ warningsAsErrors: holdsItself }, 'AlgorithmSettings.warningsAsErrors: Invalid value: {}: must be true or false'],
    [5, `AlgorithmSettings: Invalid value: 5: ${SETTINGS}`],
    ['restricted', `AlgorithmSettings: Invalid value: "restricted": ${SETTINGS}`],
    [[{ warningsAsErrors: true }], `AlgorithmSettings: Invalid value: [{"warningsAsErrors":true}]: ${SETTINGS}`],
    [{ warningsAsErrors: 1 }, 'AlgorithmSettings.warningsAsErrors: Invalid value: 1: must be true or false'],
  ])('of the settings %p are reported', (settings, error) => {
    const chart = make({ image: IMAGE });
    AlgorithmSettings.of(chart).set(settings);
    expect(errorsOf(chart)).toEqual([`[test] ${error}`]);
  });

  test('and a wrong mirrorVolumeMounts are reported', () => {
    const chart = make({ image: IMAGE }, (a) => {
      a.mount('/v', SharedVolume.fromEmptyDir(a, 'v'));
      a.addSideCar('s', { image: IMAGE, mirrorVolumeMounts: 'false' });
    });
    expect(errorsOf(chart)).toEqual([
      '[test/a/s] spec.template.spec.initContainers[0].mirrorVolumeMounts: Invalid value: "false": must be ' +
        'true or false',
    ]);
  });

  test('do not occur in valid or empty settings', () => {
    const chart = make({ image: IMAGE });
    AlgorithmSettings.of(chart).set({
      sideCarMode: SideCarMode.INIT,
      warningsAsErrors: false,
      podSecurity: { readOnlyRootFilesystem: false },
    });
    AlgorithmSettings.of(chart).set({ resources: { enabled: true, algorithmLimits: {} } });
    AlgorithmSettings.of(chart).set({
      sideCarMode: null,
      warningsAsErrors: null,
      resources: { enabled: null, algorithmRequests: null },
    } as any);
    expect(errorsOf(chart)).toEqual([]);
    // Null says nothing, so the built-in amounts stay.
    expect(podOf(chart).containers[0].resources.requests).toEqual({ cpu: '100m', memory: '256Mi' });
  });

  test('of a wrong type leave nothing behind', () => {
    const chart = make({ image: IMAGE });
    AlgorithmSettings.of(chart).set({ resources: 'no' } as any);
    AlgorithmSettings.of(chart).set({ resources: { enabled: false } });
    expect(errorsOf(chart)).toEqual([]);
  });

  test('with a circular reference are reported in settings', () => {
    for (const capacity of [
      { largestNode: holdsItself },
      { largestNode: { cpu: holdsItself } },
      { limitRange: [{ type: 'Pod', max: holdsItself }] },
    ]) {
      const chart = make({ image: IMAGE, settings: { capacity } });
      expect(errorsOf(chart).join()).toMatch(
        new RegExp(
          String.raw`^\[test/a\] AlgorithmSettings\.capacity\.(largestNode(\.cpu)?|limitRange\[0\]\.max)\.self: ` +
            'Invalid value: contains a circular reference',
        ),
      );
    }
  });

  test('that are a Map are reported in capacities', () => {
    expect(
      errorsOf(make({ image: IMAGE, settings: { capacity: { largestNode: new Map([['cpu', '8']]) } } }))[0],
    ).toContain('[test/a] capacity.largestNode[Map]: Type invalid');
  });

  test('with a circular reference are reported in default amounts', () => {
    expect(
      errorsOf(make({ image: IMAGE, settings: { resources: { algorithmRequests: { cpu: holdsItself } } } })).join(),
    ).toContain('[test/a] spec.template.spec.containers[0].resources.requests[cpu]: Type invalid');
  });

  test('are reported when settings are not an object, and other settings stay', () => {
    const chart = make({ image: IMAGE });
    AlgorithmSettings.of(chart).set({ resources: { enabled: false } });
    AlgorithmSettings.of(chart).set(5 as any);
    expect(errorsOf(chart)).toEqual([`[test] AlgorithmSettings: Invalid value: 5: ${SETTINGS}`]);
    expect(AlgorithmSettings.of(chart).set(null as any)).toBeUndefined();
  });

  test('in the settings of a scope are reported once, at the end', () => {
    const app = new App();
    AlgorithmSettings.of(app).set({ podSecurty: {} } as any);
    AlgorithmSettings.of(app).set({ podSecurity: undefined, kubernetesVersion: '1.33' });
    new Chart(app, 'c');
    expect(() => app.synth()).toThrow(/^[^]*AlgorithmSettings\.podSecurty: Unknown field(?![^]*Unknown field)/);
  });
});

describe('a value that must be an object', () => {
  const main = '[test/a] spec.template.spec.containers[0]';
  const volume = '[test/a/Volume:v] spec.template.spec.volumes[0]';
  const image = { image: IMAGE };
  const withVolume = (give: (a: any, options: any) => SharedVolume) => (given: any) =>
    make(image, (a) => a.mount('/v', give(a, given)));
  describe.each([[5], [true], ['image'], [[null]], [new Map([['image', 1]])]])('%p', (given: any) => {
    test.each<[string, (given: any) => Chart, string]>([
      [
        'props of an Algorithm',
        (props) => make(props),
        `${main}: Invalid value: must be an object, such as { image: 'docker.io/acme/print:v4' }`,
      ],
      [
        'props of a sidecar',
        (props) => make(image, (a) => a.addSideCar('s', props)),
        '[test/a/s] spec.template.spec.initContainers[0]: Invalid value: must be an object, such as',
      ],
      [
        'an init container',
        (props) => make({ ...image, pod: { initContainers: [props] } }),
        '[test/a] spec.template.spec.initContainers[0]: Invalid value: must be an object, such as',
      ],
      ['the pod', (pod) => make({ ...image, pod }), '[test/a] pod: Invalid value: '],
      ['the pod of an HkubeAlgorithm', (pod) => makeHkube(HkubeAlgorithm, { pod }), '[test/a] pod: Invalid value: '],
      [
        'props of an HkubeAlgorithm',
        (props) => makeHkube(HkubeAlgorithm, props, true),
        '[test/a] Invalid value: must be an object with spec, workload,',
      ],
      [
        'props of an HkubeWorkerJob',
        (props) => makeHkube(HkubeWorkerJob, props, true),
        '[test/a] Invalid value: must be an object with spec, cluster,',
      ],
      [
        'props of an HkubeRegistration',
        (props) => makeHkube(HkubeRegistration, props, true),
        '[test/a] Invalid value: must be an object with spec, algorithm,',
      ],
      ['defaults', (defaults) => make({ ...image, settings: defaults }), '[test/a] AlgorithmSettings: Invalid value: '],
      [
        'labels of the pods',
        (labels) => make({ ...image, pod: { labels } }),
        '[test/a] spec.template.metadata.labels: Invalid value: must be an object',
      ],
      [
        'annotations of the pods',
        (annotations) => make({ ...image, pod: { annotations } }),
        '[test/a] spec.template.metadata.annotations: Invalid value: must be an object',
      ],
      [
        'the cluster of a worker Job',
        (cluster) => makeHkube(HkubeWorkerJob, { cluster }),
        '[test/a] cluster: Type invalid: ',
      ],
      [
        'fields of a container',
        (fields) => make({ ...image, fields }),
        `${main}.fields: Invalid value: must be an object`,
      ],
      [
        'fields of the pod',
        (fields) => make({ ...image, pod: { fields } }),
        '[test/a] spec.template.spec.fields: Invalid value: must be an object',
      ],
      [
        'fields of the workload',
        (fields) => make({ ...image, workload: AlgorithmWorkload.job({ fields }) }),
        '[test/a] spec.fields: Invalid value: must be an object',
      ],
      [
        'props of a Job',
        (props) => make({ ...image, workload: AlgorithmWorkload.job(props) }),
        '[test/a] spec: Invalid value: must be an object',
      ],
      [
        'props of a CronJob',
        (props) => make({ ...image, workload: AlgorithmWorkload.cronJob(props) }),
        '[test/a] spec: Invalid value: must be an object',
      ],
      [
        'its Jobs',
        (jobTemplate) => make({ ...image, workload: AlgorithmWorkload.cronJob({ schedule: '@daily', jobTemplate }) }),
        '[test/a] spec.jobTemplate: Invalid value: must be an object',
      ],
      [
        'their props',
        (spec) =>
          make({ ...image, workload: AlgorithmWorkload.cronJob({ schedule: '@daily', jobTemplate: { spec } }) }),
        '[test/a] spec.jobTemplate.spec: Invalid value: must be an object',
      ],
      [
        'props of a Deployment',
        (props) => make({ ...image, workload: AlgorithmWorkload.deployment(props) }),
        '[test/a] spec: Invalid value: must be an object',
      ],
      [
        'fields of a volume',
        withVolume((a, fields) => SharedVolume.fromSource(a, 'v', { emptyDir: {}, fields })),
        `${volume}.fields: Invalid value: must be an object`,
      ],
      [
        'options of a mount',
        (options) => make(image, (a) => a.mount('/v', SharedVolume.fromEmptyDir(a, 'v'), options)),
        `${main}.volumeMounts[0]: Invalid value: must be an object`,
      ],
      [
        'options of a mount in all',
        (options) => make(image, (a) => a.mountInAll('/v', SharedVolume.fromEmptyDir(a, 'v'), options)),
        `${main}.volumeMounts[0]: Invalid value: must be an object`,
      ],
      [
        'fields of a mount',
        (fields) => make(image, (a) => a.mount('/v', SharedVolume.fromEmptyDir(a, 'v'), { fields })),
        `${main}.volumeMounts[0].fields: Invalid value: must be an object`,
      ],
      [
        'props of a volume',
        withVolume((a, props) => SharedVolume.fromSource(a, 'v', props)),
        `${volume}: Invalid value: must be an object`,
      ],
      [
        'options of a claim',
        withVolume((a, options) => SharedVolume.fromPersistentVolumeClaim(a, 'v', 'c', options)),
        `${volume}.persistentVolumeClaim: Invalid value: must be an object`,
      ],
      [
        'options of a ConfigMap',
        withVolume((a, options) => SharedVolume.fromConfigMap(a, 'v', 'c', options)),
        `${volume}.configMap: Invalid value: must be an object`,
      ],
      [
        'options of a Secret',
        withVolume((a, options) => SharedVolume.fromSecret(a, 'v', 'c', options)),
        `${volume}.secret: Invalid value: must be an object`,
      ],
      [
        'options of a path',
        withVolume((a, options) => SharedVolume.fromHostPath(a, 'v', '/x', options)),
        `${volume}.hostPath: Invalid value: must be an object`,
      ],
      [
        'options of a token',
        withVolume((a, options) => SharedVolume.fromServiceAccountToken(a, 'v', options)),
        `${volume}.projected.sources[0].serviceAccountToken: Invalid value: must be an object`,
      ],
      [
        'a new claim',
        withVolume((a, props) => SharedVolume.createPersistentVolumeClaim(a, 'v', props)),
        `${volume}: Invalid value: must be an object`,
      ],
      [
        'fields of a new claim',
        withVolume((a, fields) => SharedVolume.createPersistentVolumeClaim(a, 'v', { storage: '1Gi', fields })),
        `${volume}.fields: Invalid value: must be an object`,
      ],
      [
        'resources of a new claim',
        withVolume((a, resources) =>
          SharedVolume.createPersistentVolumeClaim(a, 'v', { storage: '1Gi', fields: { resources } }),
        ),
        `${volume}.fields.resources: Invalid value: must be an object`,
      ],
      [
        'a volume of cdk8s-plus',
        withVolume((a, other) => SharedVolume.fromVolume(a, 'v', other)),
        `${volume}: Invalid value: must be a Volume of cdk8s-plus`,
      ],
    ])('%s', (_, build, says) => {
      const [place, detail] = says.split(/(?<=: (?:Invalid value|Type invalid): )/);
      // The value may stand between them.
      const isSaid = (error: string) => error.startsWith(place) && error.includes(detail ?? '');
      expect(errorsOf(build(given)).filter(isSaid)).toHaveLength(1);
    });
  });

  test('a node selector that is a Map is reported', () => {
    expect(errorsOf(make({ ...image, pod: { nodeSelector: new Map([['disk', 'ssd']]) } }))[0]).toContain(
      '[test/a] spec.template.spec.nodeSelector[Map]: Type invalid',
    );
  });

  test('objects without a prototype, as parsers create them, are accepted', () => {
    const bare = (fields: object) => Object.assign(Object.create(null), fields);
    const chart = make(
      bare({
        image: IMAGE,
        fields: bare({ env: [bare({ name: 'A', value: 'b' })] }),
        metadata: bare({ labels: bare({ a: 'b' }) }),
      }),
    );
    expect(errorsOf(chart)).toEqual([]);
    expect(podOf(chart).containers[0].env).toEqual([{ name: 'A', value: 'b' }]);
  });
});

describe('options that repeat an argument', () => {
  const mount = '[test/a] spec.template.spec.containers[0].volumeMounts[0]';
  const volume = '[test/a/Volume:v] spec.template.spec.volumes[0]';
  test.each<[string, (a: any) => void, string]>([
    [
      'the path of a mount',
      (a) => a.mount('/v', SharedVolume.fromEmptyDir(a, 'v'), { mountPath: '/w' }),
      `${mount}.mountPath`,
    ],
    ['the volume of a mount', (a) => a.mount('/v', SharedVolume.fromEmptyDir(a, 'v'), { name: 'w' }), `${mount}.name`],
    [
      'the claim',
      (a) => a.mount('/v', SharedVolume.fromPersistentVolumeClaim(a, 'v', 'c', { claimName: 'd' } as any)),
      `${volume}.persistentVolumeClaim.claimName`,
    ],
    [
      'the ConfigMap',
      (a) => a.mount('/v', SharedVolume.fromConfigMap(a, 'v', 'c', { name: 'd' } as any)),
      `${volume}.configMap.name`,
    ],
    [
      'the Secret',
      (a) => a.mount('/v', SharedVolume.fromSecret(a, 'v', 'c', { secretName: 'd' } as any)),
      `${volume}.secret.secretName`,
    ],
    [
      'the path on the node',
      (a) => a.mount('/v', SharedVolume.fromHostPath(a, 'v', '/c', { path: '/d' } as any)),
      `${volume}.hostPath.path`,
    ],
  ])('%s', (_, change, path) => {
    expect(errorsOf(make({ image: IMAGE }, change))).toEqual([
      `${path}: Forbidden: is set twice. Remove it from the options`,
    ]);
  });

  test('undefined is accepted', () => {
    const chart = make({ image: IMAGE, fields: { image: undefined } }, (a) =>
      a.mount('/v', SharedVolume.fromHostPath(a, 'v', '/c', { path: undefined } as any), { name: undefined }),
    );
    expect(errorsOf(chart)).toEqual([]);
    expect(podOf(chart).volumes).toEqual([{ name: 'v', hostPath: { path: '/c' } }]);
  });
});

describe('props of the pod that would replace constructs', () => {
  const withParts = (pod: any) =>
    make({ image: IMAGE, pod }, (algorithm) => {
      algorithm.mount('/v', SharedVolume.fromEmptyDir(algorithm, 'v'));
      algorithm.addSideCar('s', { image: IMAGE });
    });
  const hint = 'is set twice. Containers and volumes of the algorithm are constructs: use SideCar and SharedVolume';
  test.each([
    ['volumes', [{ name: 'x', emptyDir: {} }]],
    ['volumes', []],
    ['containers', [{ name: 'x', image: IMAGE }]],
  ])('%s of the pod', (field, value) => {
    const says = [`[test/a] spec.template.spec.${field}: Forbidden: ${hint}`];
    expect(errorsOf(withParts({ [field]: value }))).toEqual(says);
    expect(errorsOf(withParts({ fields: { [field]: value } }))).toEqual(says);
  });

  test('volumes of the pod are accepted without other volumes', () => {
    expect(
      podOf(
        make({
          image: IMAGE,
          volumeMounts: [{ name: 'x', mountPath: '/x' }],
          pod: { volumes: [{ name: 'x', emptyDir: {} }] },
        }),
      ).volumes,
    ).toEqual([{ name: 'x', emptyDir: {} }]);
  });

  test.each<[string, AlgorithmWorkload, string[]]>([
    [
      "a Job's template",
      AlgorithmWorkload.job({ template: {} } as any),
      [
        '[test/a] spec.template: Forbidden: is set twice. The Algorithm writes this field: set its content on ' +
          'the Algorithm',
      ],
    ],
    [
      "a Job's template in fields",
      AlgorithmWorkload.job({ fields: { template: {} } }),
      [
        '[test/a] spec.template: Forbidden: is set twice. The Algorithm writes this field: set its content on ' +
          'the Algorithm',
      ],
    ],
    [
      'a schedule in fields',
      AlgorithmWorkload.cronJob({ schedule: '@daily', fields: { schedule: '@hourly' } }),
      ['[test/a] spec.schedule: Forbidden: is set twice. Set it once, by its property or in fields'],
    ],
    [
      "a Deployment's template",
      AlgorithmWorkload.deployment({ template: {} } as any),
      [
        '[test/a] spec.template: Forbidden: is set twice. The Algorithm writes this field: set its content on ' +
          'the Algorithm',
      ],
    ],
    [
      "the template of a CronJob's Jobs",
      AlgorithmWorkload.cronJob({ schedule: '@daily', jobTemplate: { spec: { template: {} } as any } }),
      [
        '[test/a] spec.jobTemplate.spec.template: Forbidden: is set twice. The Algorithm writes this field: ' +
          'set its content on the Algorithm',
      ],
    ],
    [
      "what belongs into the spec of a CronJob's Jobs",
      AlgorithmWorkload.cronJob({ schedule: '@daily', jobTemplate: { backoffLimit: 2 } as any }),
      ['[test/a] spec.jobTemplate.backoffLimit: Unknown field. It belongs in spec.jobTemplate.spec'],
    ],
    ['none', AlgorithmWorkload.cronJob({ schedule: '@daily', jobTemplate: { spec: { backoffLimit: 2 } } }), []],
  ])('%s', (_, workload, errors) => expect(errorsOf(make({ image: IMAGE, workload }))).toEqual(errors));
});

describe('objects of other classes', () => {
  const main = '[test/a] spec.template.spec.containers[0]';
  test.each<[string, (chart: Chart) => any, string]>([
    [
      'a promise as a variable',
      () => ({ env: { TOKEN: Promise.resolve('x') } }),
      `${main}.env[0].value: Required value: TOKEN must be a string or an EnvValue of cdk8s-plus. Use ` +
        `secret.envValue('key') or EnvValue.fromConfigMap(), for example`,
    ],
    [
      'a source that a variable cannot have',
      () => ({ env: { TOKEN: { secretRef: { name: 'hunter2' } } } }),
      `${main}.env[0].value: Required value: TOKEN must be a string or`,
    ],
    [
      'a Secret as a variable',
      (chart) => ({ env: { TOKEN: new kplus.Secret(chart, 's') } }),
      `${main}.env[0].value: Required value: TOKEN must be a string or`,
    ],
    [
      'variables as the API has them',
      () => ({ env: [{ name: 'TOKEN', value: 'hunter2' }] }),
      `${main}.env: Forbidden: must be an object. Write names and values: { LOG_LEVEL: 'debug' }`,
    ],
    [
      'variables as a Map',
      () => ({ env: new Map([['TOKEN', 'hunter2']]) }),
      `${main}.env: Forbidden: must be an object`,
    ],
    [
      'mounts as a Map',
      () => ({ volumeMounts: new Map() }),
      `${main}.volumeMounts: Invalid value: "Map": must be a list`,
    ],
    [
      'pull secrets as a Map',
      () => ({ pod: { imagePullSecrets: new Map() } }),
      '[test/a] spec.template.spec.imagePullSecrets: Invalid value: ',
    ],
    [
      'a list as an account',
      () => ({ pod: { serviceAccount: ['worker'] } }),
      '[test/a] spec.template.spec.serviceAccount: Invalid value: must be a ServiceAccount. Use one of ' +
        'cdk8s-plus, or set serviceAccountName',
    ],
    [
      'an account without a name',
      () => ({ pod: { serviceAccount: {} } }),
      '[test/a] spec.template.spec.serviceAccount: Invalid value: must be a ServiceAccount',
    ],
    [
      'a Secret as an account',
      (chart) => ({ pod: { serviceAccount: new kplus.Secret(chart, 's') } }),
      '[test/a] spec.template.spec.serviceAccount: Invalid value: must be a ServiceAccount',
    ],
    ['variables as a text', () => ({ env: 'TOKEN=hunter2' }), `${main}.env: Forbidden: must be an object`],
    [
      'a ConfigMap in envFrom',
      (chart) => ({ envFrom: [new kplus.ConfigMap(chart, 'c')] }),
      `${main}.envFrom[0].ConfigMap test/c: Unknown field`,
    ],
    [
      'a ConfigMap as an argument',
      (chart) => ({ args: [new kplus.ConfigMap(chart, 'c')] }),
      `${main}.args[0]: Type invalid`,
    ],
    [
      'pull secrets as texts',
      () => ({ pod: { imagePullSecrets: ['regcred'] } }),
      '[test/a] spec.template.spec.imagePullSecrets[0]: Type invalid',
    ],
    [
      'pull secrets as one text',
      () => ({ pod: { imagePullSecrets: 'regcred' } }),
      '[test/a] spec.template.spec.imagePullSecrets: Invalid value: ',
    ],
    ['a pull secret of another type', () => ({ pod: { imagePullSecrets: [null, { name: 'x' }] } }), ''],
    [
      'a pull secret with another field',
      () => ({ pod: { imagePullSecrets: [{ name: 'x', optional: true }] } }),
      '[test/a] spec.template.spec.imagePullSecrets[0].optional: Unknown field',
    ],
  ])('%s', (_, props, error) => {
    const chart = Testing.chart();
    new Algorithm(chart, 'a', { image: IMAGE, ...props(chart) });
    const errors = errorsOf(chart).join('\n');
    expect(errors).toContain(error);
    expect(errors).not.toContain('hunter2');
  });

  test.each<[string, (chart: Chart) => any, string]>([
    ['a volume of cdk8s-plus', (chart) => kplus.Volume.fromEmptyDir(chart, 'v', 'v'), 'Volume'],
    [
      'a claim of cdk8s-plus',
      (chart) => new kplus.PersistentVolumeClaim(chart, 'c', { storage: Size.gibibytes(1) }),
      'PersistentVolumeClaim',
    ],
    ['a promise', () => Promise.resolve(), 'Promise'],
  ])('%s in place of a SharedVolume', (_, volume, name) => {
    const chart = make({ image: IMAGE });
    ManifestValidator.of(chart).disable();
    (chart.node.findChild('a') as Algorithm).mount('/v', volume(chart));
    expect(errorsOf(chart).join('\n')).toBe(
      `${main}.volumeMounts[0].name: Invalid value: "${name}": must be a SharedVolume. ` +
        (name === 'Volume'
          ? 'Wrap it: SharedVolume.fromVolume(algorithm, id, volume)'
          : 'Create one with SharedVolume.fromEmptyDir(), fromConfigMap(), fromSecret() …'),
    );
  });

  test.each<[string, (algorithm: Algorithm, chart: Chart) => SharedVolume, string]>([
    [
      'a Secret as a ConfigMap',
      (a, c) => SharedVolume.fromConfigMap(a, 'v', new kplus.Secret(c, 's')),
      'configMap: Invalid value: "Secret": must be a ConfigMap',
    ],
    [
      'a ConfigMap as a Secret',
      (a, c) => SharedVolume.fromSecret(a, 'v', new kplus.ConfigMap(c, 's') as any),
      'secret: Invalid value: "ConfigMap": must be a Secret',
    ],
    [
      'a PersistentVolume as a claim',
      (a, c) =>
        SharedVolume.fromPersistentVolumeClaim(
          a,
          'v',
          new kplus.AwsElasticBlockStorePersistentVolume(c, 's', { volumeId: 'x' }),
        ),
      'persistentVolumeClaim: Invalid value: "PersistentVolume": must be a PersistentVolumeClaim',
    ],
  ])('%s', (_, volume, says) => {
    const chart = make({ image: IMAGE });
    ManifestValidator.of(chart).disable();
    const algorithm = chart.node.findChild('a') as Algorithm;
    algorithm.mount('/v', volume(algorithm, chart));
    expect(errorsOf(chart)).toEqual([
      `[test/a/Volume:v] spec.template.spec.volumes[0].${says}. SharedVolume has a method for ` +
        'a ConfigMap, one for a Secret and one for a PersistentVolumeClaim',
    ]);
  });

  test.each<[string, (algorithm: Algorithm, chart: Chart) => SharedVolume]>([
    ['a ConfigMap', (a, c) => SharedVolume.fromConfigMap(a, 'v', new kplus.ConfigMap(c, 's'))],
    ['an imported Secret', (a, c) => SharedVolume.fromSecret(a, 'v', kplus.Secret.fromSecretName(c, 's', 's'))],
    [
      'an imported claim',
      (a, c) => SharedVolume.fromPersistentVolumeClaim(a, 'v', kplus.PersistentVolumeClaim.fromClaimName(c, 's', 's')),
    ],
  ])('%s is accepted at the right place', (_, volume) => {
    const chart = make({ image: IMAGE });
    const algorithm = chart.node.findChild('a') as Algorithm;
    algorithm.mount('/v', volume(algorithm, chart));
    expect(errorsOf(chart)).toEqual([]);
  });

  test.each<[string, any, string]>([
    ['a list', ['team'], '["team"]'],
    ['a number', 5, '5'],
    ['a Map', new Map([['team', 'one']]), '"Map"'],
  ])("labels and annotations of an HkubeAlgorithm's pods that are %s", (__, given, shown) => {
    for (const field of ['labels', 'annotations']) {
      expect(errorsOf(makeHkube(HkubeAlgorithm, { pod: { [field]: given } }))).toContain(
        `[test/a] spec.template.metadata.${field}: Invalid value: ${shown}: must be an object`,
      );
    }
  });

  test('a construct without a name as a pull secret is refused', () => {
    const chart = Testing.chart();
    new Algorithm(chart, 'a', { image: IMAGE, pod: { imagePullSecrets: [new Construct(chart, 'c') as any] } });
    expect(errorsOf(chart)[0]).toContain('spec.template.spec.imagePullSecrets[0].Construct test/c: Unknown field');
  });

  test('a variable that cdk8s resolves at synth is accepted', () => {
    const value = Lazy.any({ produce: () => 'later' });
    expect(podOf(make({ image: IMAGE, env: { A: value } })).containers[0].env).toEqual([{ name: 'A', value: 'later' }]);
  });

  test('an object as the name of a variable is refused', () => {
    const chart = make({ image: IMAGE }, (a) => a.addEnv(new Map([['A', 1]]), 'b'));
    expect(errorsOf(chart).join()).toContain(`${main}.env[0].name: Type invalid`);
  });

  test('an invalid Date is refused', () =>
    expect(errorsOf(make({ image: IMAGE, args: [new Date(NaN)] })).join()).toContain(`${main}.args[0]: Type invalid`));

  test.each([Object.create(null), {}, ['1.31']])('the version %p is refused', (kubernetesVersion: any) =>
    expect(() => ManifestValidator.validate({}, { kubernetesVersion })).toThrow(
      /^kubernetesVersion: Unsupported value/,
    ),
  );

  test('fitting objects of cdk8s-plus are accepted', () => {
    const chart = Testing.chart();
    const pull = kplus.Secret.fromSecretName(chart, 'pull', 'regcred');
    const env = {
      A: kplus.EnvValue.fromValue('1'),
      B: kplus.Secret.fromSecretName(chart, 's', 's').envValue('k'),
      C: kplus.EnvValue.fromProcess('NOT_SET_HERE'),
    };
    new Algorithm(chart, 'a', { image: IMAGE, env, pod: { imagePullSecrets: [pull, { name: 'other' }] } });
    const { imagePullSecrets, containers } = podOf(chart);
    expect(imagePullSecrets).toEqual([{ name: 'regcred' }, { name: 'other' }]);
    expect(containers[0].env).toEqual([
      { name: 'A', value: '1' },
      { name: 'B', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
      { name: 'C' },
    ]);
  });
});

describe('modes of sidecars', () => {
  const says = 'Unsupported value: "native": supported values: Native, Container, Init. Did you mean "Native"?';
  test('an unknown mode is refused', () => {
    const chart = make({ image: IMAGE }, (algorithm) => algorithm.addSideCar('s', { image: IMAGE, mode: 'native' }));
    expect(errorsOf(chart)).toEqual([`[test/a/s] spec.template.spec.initContainers[0].mode: ${says}`]);
  });

  test('an unknown default is refused', () => {
    const chart = make({ image: IMAGE, settings: { sideCarMode: 'native' } }, (algorithm) =>
      algorithm.addSideCar('s', { image: IMAGE }),
    );
    expect(errorsOf(chart)).toEqual([`[test/a] AlgorithmSettings.sideCarMode: ${says}`]);
  });

  test.each(Object.values(SideCarMode))('%s is accepted', (mode) => {
    expect(errorsOf(make({ image: IMAGE }, (algorithm) => algorithm.addSideCar('s', { image: IMAGE, mode })))).toEqual(
      [],
    );
  });
});

describe('values of untyped JavaScript', () => {
  const main = '[test/a] spec.template.spec.containers[0]';
  test.each<[string, any, ((algorithm: any) => void) | undefined, string]>([
    ['no props', undefined, undefined, `${main}.image: Required value`],
    [
      'no props of a sidecar',
      { image: IMAGE },
      (a) => a.addSideCar('s', undefined),
      '[test/a/s] spec.template.spec.initContainers[0].image: Required value',
    ],
    [
      'dependsOn as a name',
      { image: IMAGE, dependsOn: 's' },
      undefined,
      `${main}.dependsOn: Invalid value: "s": must be a list`,
    ],
    [
      'a dependency without a name',
      { image: IMAGE, dependsOn: [{}] },
      undefined,
      `${main}.dependsOn[0].name: Not found: "". Name a container: { name: 'web' }`,
    ],
    [
      'a dependency with more than there is',
      { image: IMAGE, dependsOn: [{ name: 's', conditions: 'Healthy' }] },
      (a) => a.addSideCar('s', { image: IMAGE }),
      `${main}.dependsOn[0].conditions: Unknown field. Did you mean "condition"?`,
    ],
    [
      'a dependency on nothing',
      { image: IMAGE },
      (a) => a.addDependency(undefined),
      `${main}.dependsOn[0].name: Not found: "". Name a container`,
    ],
    [
      'a dependency on itself',
      { image: IMAGE },
      (a) => a.addDependency(a),
      `${main}.dependsOn[0]: Invalid value: "algorunner": it would wait for itself. Remove it`,
    ],
    [
      'a workload of another type',
      { image: IMAGE, workload: 'job' },
      undefined,
      '[test/a] workload: Invalid value: "job": must be an AlgorithmWorkload. AlgorithmWorkload has ' +
        'a method for each, such as AlgorithmWorkload.job()',
    ],
    [
      'a queue of another type',
      { image: IMAGE, queue: 'team-a' },
      undefined,
      '[test/a] queue: Invalid value: "team-a": must be a Queue. Use Queue.kueue() or Queue.kai()',
    ],
    [
      'a GPU of another type',
      { image: IMAGE, gpu: 1 },
      undefined,
      `${main}.gpu: Invalid value: 1: must be a Gpu. Use Gpu.nvidia(1), or that of another vendor`,
    ],
    [
      'init containers that are not a list',
      { image: IMAGE, pod: { initContainers: { name: 'i' } } },
      undefined,
      '[test/a] spec.template.spec.initContainers: Invalid value: ',
    ],
    [
      'an init container of another type',
      { image: IMAGE, pod: { initContainers: [null] } },
      undefined,
      '[test/a] spec.template.spec.initContainers[0].name: Required value',
    ],
    [
      'a mount of nothing',
      { image: IMAGE },
      (a) => a.mount('/x', undefined),
      `${main}.volumeMounts[0].name: Required value`,
    ],
    [
      'a mount of nothing in all',
      { image: IMAGE },
      (a) => a.mountInAll('/x', undefined),
      `${main}.volumeMounts[0].name: Required value`,
    ],
    [
      'a mount the wrong way round',
      { image: IMAGE },
      (a) => a.mount(SharedVolume.fromEmptyDir(a, 'v'), '/x'),
      `${main}.volumeMounts[0].mountPath: Required value`,
    ],
    [
      'a claim of another type',
      { image: IMAGE },
      (a) => SharedVolume.fromPersistentVolumeClaim(a, 'd', undefined as any),
      '[test/a/Volume:d] spec.template.spec.volumes[0].persistentVolumeClaim.claimName: Required value',
    ],
    [
      'a variable without a value',
      { image: IMAGE, env: { TOKEN: undefined } },
      undefined,
      `${main}.env[0].value: Required value: TOKEN has no value. Write "" for an empty value`,
    ],
    [
      'a variable that is added without a value',
      { image: IMAGE },
      (a) => a.addEnv('TOKEN', undefined),
      `${main}.env[0].value: Required value: TOKEN has no value`,
    ],
    [
      'a label without a value',
      { image: IMAGE },
      (a) => a.podMetadata.addLabel('team', undefined),
      '[test/a] spec.template.metadata.labels[team]: Required value: it has no value. Write "" for an empty value',
    ],
    [
      'an annotation without a value',
      { image: IMAGE },
      (a) => a.podMetadata.addAnnotation('team', null),
      '[test/a] spec.template.metadata.annotations[team]: Required value: it has no value',
    ],
    [
      'a variable for all without a value',
      { image: IMAGE },
      (a) => a.addEnvToAll('TOKEN', undefined),
      `${main}.env[0].value: Required value: TOKEN has no value`,
    ],
    [
      'a dependency on an unknown name',
      { image: IMAGE },
      (a) => a.addDependency('web'),
      `${main}.dependsOn[0].name: Not found: "web"`,
    ],
    [
      'a source of variables of another type',
      { image: IMAGE, envFrom: [null] },
      undefined,
      `${main}.envFrom: Invalid value: "": must specify one of`,
    ],
    [
      'a mount of another type',
      { image: IMAGE, volumeMounts: [null] },
      undefined,
      `${main}.volumeMounts[0]: Invalid value: null: must be an object`,
    ],
    [
      'pull secrets that are not a list',
      { image: IMAGE, pod: { imagePullSecrets: 'registry' } },
      undefined,
      '[test/a] spec.template.spec.imagePullSecrets: Invalid value: ',
    ],
    [
      'a CronJob without props',
      { image: IMAGE, workload: (AlgorithmWorkload as any).cronJob() },
      undefined,
      '[test/a] spec.schedule: Required value',
    ],
    [
      'a name that is a number',
      { image: IMAGE, metadata: { name: 5 } },
      undefined,
      '[test/a] metadata.name: Type invalid',
    ],
    [
      'a device without a name',
      { image: IMAGE, gpu: Gpu.of(undefined as any) },
      undefined,
      `${main}.gpu: Invalid value: must be an extended resource`,
    ],
    [
      'no options of a mount',
      { image: IMAGE },
      (a) => a.mount('x', SharedVolume.fromEmptyDir(a, 'v'), null),
      `${main}.volumeMounts[0].mountPath: Invalid value: "x": must be an absolute path`,
    ],
    [
      'no options of a mount in all',
      { image: IMAGE },
      (a) => a.mountInAll('x', SharedVolume.fromEmptyDir(a, 'v'), null),
      `${main}.volumeMounts[0].mountPath: Invalid value: "x": must be an absolute path`,
    ],
    [
      'a schedule of another type',
      { image: IMAGE, workload: (AlgorithmWorkload as any).cronJob() },
      undefined,
      '[test/a] spec.schedule: Required value',
    ],
    [
      'a template of Jobs of another type',
      { workload: AlgorithmWorkload.cronJob({ schedule: '@daily', jobTemplate: null as any }) },
      undefined,
      '.containers[0].image: Required value',
    ],
    ['a Job of nothing', { workload: AlgorithmWorkload.job(null as any) }, undefined, `${main}.image: Required value`],
    [
      'a Deployment of nothing',
      { workload: AlgorithmWorkload.deployment(null as any) },
      undefined,
      `${main}.image: Required value`,
    ],
    [
      'a claim of nothing',
      { image: IMAGE },
      (a) => (SharedVolume as any).createPersistentVolumeClaim(a, 'd'),
      '[test/a/Volume:d/Claim] spec.resources[storage]: Required value',
    ],
    ['dependsOn null', { dependsOn: null }, undefined, `${main}.image: Required value`],
  ])('%s', (_, props, change, error) => expect(errorsOf(make(props, change)).join('\n')).toContain(error));

  test('null as the mode means the default', () => {
    const chart = make({ image: IMAGE }, (algorithm) => algorithm.addSideCar('s', { image: IMAGE, mode: null }));
    expect(errorsOf(chart)).toEqual([]);
    expect(podOf(chart).initContainers[0].restartPolicy).toBe('Always');
  });

  test.each<[string, any, ((algorithm: any) => void) | undefined]>([
    ['a Job', { workload: AlgorithmWorkload.job(null as any) }, undefined],
    ['a CronJob', { workload: AlgorithmWorkload.cronJob({ schedule: '@daily', jobTemplate: null as any }) }, undefined],
    ['a Deployment', { workload: AlgorithmWorkload.deployment(null as any) }, undefined],
    ['a device', { gpu: Gpu.nvidia(1, null as any) }, undefined],
    ['a KAI queue', { queue: Queue.kai('q', null as any) }, undefined],
    ['a Kueue queue', { queue: Queue.kueue('q', null as any) }, undefined],
    ['a mount', {}, (a) => a.mount('/v', SharedVolume.fromEmptyDir(a, 'v'), null)],
  ])('null as the options of %s is accepted', (_, props, change) =>
    expect(errorsOf(make({ image: IMAGE, ...props }, change))).toEqual([]),
  );

  test('a name is accepted in place of a container', () => {
    const chart = make({ image: IMAGE }, (a) => {
      a.addSideCar('web', { image: IMAGE, mode: undefined });
      a.addDependency('web');
    });
    expect(errorsOf(chart)).toEqual([]);
    expect(podOf(chart)).toMatchObject({ initContainers: [{ name: 'web', restartPolicy: 'Always' }] });
  });

  test('an empty variable is kept', () =>
    expect(podOf(make({ image: IMAGE, env: { A: '' } })).containers[0].env).toEqual([{ name: 'A', value: '' }]));
});

describe('impossible devices and queues', () => {
  const main = '[test/a] spec.template.spec.containers[0]';
  test.each<[string, any, string[]]>([
    [
      'options of a GPU',
      { gpu: Gpu.nvidia(1, true as any) },
      [`${main}.gpu: Invalid value: true: must be an object with tolerate`],
    ],
    [
      'an option of a GPU',
      { gpu: Gpu.nvidia(1, { tolerate: 'false' as any }) },
      [`${main}.gpu.tolerate: Invalid value: "false": must be true or false`],
    ],
    [
      'a class that is not a text',
      { queue: Queue.kueue('q', { priorityClass: {} as any }) },
      ['[test/a] queue.priorityClass: Invalid value: {}: must be a text'],
    ],
    [
      'a label that is not a text',
      { queue: Queue.kai('q', { queueLabel: {} as any }) },
      ['[test/a] queue.queueLabel: Invalid value: {}: must be a text'],
    ],
    [
      'a queue that is not a text',
      { queue: Queue.kueue(holdsItself) },
      ['[test/a] Queue.kueue: Required value: the name of the queue'],
    ],
    [
      'options of Kueue',
      { queue: Queue.kueue('q', 5 as any) },
      ['[test/a] queue: Invalid value: 5: must be an object with priorityClass'],
    ],
    [
      'options of KAI',
      { queue: Queue.kai('q', 'half' as any) },
      ['[test/a] queue: Invalid value: "half": must be an object with gpuFraction, gpuMemory, queueLabel'],
    ],
    [
      'a part of a GPU',
      { gpu: Gpu.nvidia(0.5) },
      [
        `${main}.gpu: Invalid value: 0.5: must be a whole number of nvidia.com/gpu, at least 1. For a part of ` +
          'a GPU use Queue.kai() with gpuFraction',
      ],
    ],
    [
      'no GPU',
      { gpu: Gpu.nvidia(0) },
      [
        `${main}.gpu: Invalid value: 0: must be a whole number of nvidia.com/gpu, at least 1. For a part of a ` +
          'GPU use Queue.kai() with gpuFraction',
      ],
    ],
    [
      'cpu',
      { gpu: Gpu.of('cpu') },
      [
        `${main}.gpu: Invalid value: "cpu": must be an extended resource. Devices are named by their vendors, ` +
          'for example nvidia.com/gpu',
      ],
    ],
    [
      'a part of a GPU next to a whole one',
      { gpu: Gpu.nvidia(), queue: Queue.kai('q', { gpuFraction: 0.5 }) },
      [
        `${main}.resources.limits[nvidia.com/gpu]: Forbidden: the KAI scheduler gives a pod whole GPUs, or a ` +
          'part of one by its queue. Remove one of the two',
      ],
    ],
    [
      'a queue without a name',
      { queue: Queue.kueue('') },
      ['[test/a] Queue.kueue: Required value: the name of the queue'],
    ],
    [
      'a queue whose name is not set',
      { queue: Queue.kai(undefined as any) },
      ['[test/a] Queue.kai: Required value: the name of the queue'],
    ],
  ])('%s', (_, props, errors) =>
    expect(errorsOf(make({ image: IMAGE, ...props }))).toEqual(expect.arrayContaining(errors)),
  );

  test('whole GPUs in a queue are accepted', () =>
    expect(errorsOf(make({ image: IMAGE, gpu: Gpu.nvidia(), queue: Queue.kai('q') }))).toEqual([]));
});

describe('patches that change the order of containers', () => {
  const ordered = (patch: JsonPatch, condition?: any) =>
    make({ image: IMAGE, dependsOn: [{ name: 's', condition }] }, (algorithm) => {
      algorithm.addSideCar('s', { image: IMAGE });
      algorithm.apiObject.addJsonPatch(patch);
    });
  const INIT = '/spec/template/spec/initContainers';
  test.each<[string, JsonPatch, any, string | undefined]>([
    ['the other one is gone', JsonPatch.remove(`${INIT}/0`), undefined, 'algorunner after s: Started'],
    [
      'what was to complete never does',
      JsonPatch.add(`${INIT}/0/restartPolicy`, 'Always'),
      'Completed',
      'algorunner after s: Completed',
    ],
    ['a patch of something else', JsonPatch.add(`${INIT}/0/tty`, true), undefined, undefined],
  ])('%s', (_, patch, condition, broken) => {
    expect(errorsOf(ordered(patch, condition)).filter((error) => error.includes('order'))).toEqual(
      broken === undefined
        ? []
        : [
            `[test/a] spec.template.spec.initContainers: Invalid value: "${broken}": a patch has broken this ` +
              'order. Remove the dependency, or change the patch',
          ],
    );
  });

  test('two swapped containers are refused in the wrong order', () => {
    const chart = make({ image: IMAGE }, (algorithm) => {
      algorithm.addSideCar('x', { image: IMAGE, dependsOn: [{ name: 'y' }] });
      algorithm.addSideCar('y', { image: IMAGE });
      algorithm.apiObject.addJsonPatch(JsonPatch.move(`${INIT}/0`, `${INIT}/1`));
    });
    expect(errorsOf(chart)).toEqual([expect.stringContaining('"x after y: Started": a patch has broken this order')]);
  });
});

test('printedName is the name with its hash', () => {
  const algorithm = new Algorithm(Testing.chart(), 'a', { image: IMAGE, nameSuffixHash: true });
  expect(algorithm.printedName).toMatch(/^a-[0-9a-f]{10}$/);
  expect(new Algorithm(Testing.chart(), 'a', { image: IMAGE }).printedName).toBe('a');
});

test.each([
  ['a Deployment', AlgorithmWorkload.deployment(), 'spec.template'],
  ['a CronJob', AlgorithmWorkload.cronJob({ schedule: '@daily' }), 'spec.jobTemplate.spec.template'],
])('the label that selects the pods of %s can only be set in the props', (_, workload, template) => {
  const chart = make({ image: IMAGE, workload, pod: { labels: { 'app.kubernetes.io/name': 'mine' } } });
  expect(errorsOf(chart)).toEqual([]);
  (chart.node.findChild('a') as Algorithm).podMetadata.addLabel('app.kubernetes.io/name', 'x');
  expect(errorsOf(chart)).toEqual([
    `[test/a] ${template}.metadata.labels[app.kubernetes.io/name]: Forbidden: the pods are selected by ` +
      `this label, which can't be changed later. Set it in pod.labels`,
  ]);
});

describe('options that are changed after they were passed have no effect', () => {
  const changes: [string, any, (options: any) => void, (chart: Chart, options: any, id: string) => unknown][] = [
    [
      'a container',
      { image: IMAGE, args: ['1'], livenessProbe: { exec: { command: ['a'] } } },
      (o) => {
        o.args[0] = '2';
        o.livenessProbe.exec.command.push('b');
      },
      (chart, options, id) => new Algorithm(chart, id, options),
    ],
    [
      'a sidecar',
      { image: IMAGE, args: ['1'] },
      (o) => {
        o.args[0] = '2';
      },
      (chart, options, id) => new Algorithm(chart, id, { image: IMAGE }).addSideCar('s', options),
    ],
    [
      'the pod',
      { nodeSelector: { disk: 'ssd' }, initContainers: [{ name: 'i', image: IMAGE }] },
      (o) => {
        o.nodeSelector.disk = 'hdd';
        o.initContainers[0].args = ['2'];
      },
      (chart, pod, id) => new Algorithm(chart, id, { image: IMAGE, pod }),
    ],
    [
      'metadata',
      { labels: { a: 'b' } },
      (o) => {
        o.labels.a = 'c';
      },
      (chart, metadata, id) => new Algorithm(chart, id, { image: IMAGE, metadata }),
    ],
    [
      'defaults',
      {
        capacity: { limitRange: [{ type: 'Container', max: { cpu: '4' } }] },
        resources: { algorithmRequests: { cpu: '1' } },
      },
      (o) => {
        o.capacity.limitRange[0].max.cpu = '5';
        o.resources.algorithmRequests.cpu = '2';
      },
      (chart, defaults, id) => new Algorithm(chart, id, { image: IMAGE, settings: defaults }),
    ],
    [
      'a Job',
      {
        backoffLimit: 1,
        podFailurePolicy: { rules: [{ action: 'Count', onExitCodes: { operator: 'In', values: [1] } }] },
      },
      (o) => {
        o.backoffLimit = 2;
        o.podFailurePolicy.rules[0].action = 'Ignore';
      },
      (chart, props, id) => new Algorithm(chart, id, { image: IMAGE, workload: AlgorithmWorkload.job(props) }),
    ],
    [
      'a CronJob',
      { schedule: '@daily', jobTemplate: { spec: { backoffLimit: 1 } } },
      (o) => {
        o.jobTemplate.spec.backoffLimit = 2;
      },
      (chart, props, id) => new Algorithm(chart, id, { image: IMAGE, workload: AlgorithmWorkload.cronJob(props) }),
    ],
    [
      'a Deployment',
      { strategy: { type: 'Recreate' } },
      (o) => {
        o.strategy.type = 'RollingUpdate';
      },
      (chart, props, id) => new Algorithm(chart, id, { image: IMAGE, workload: AlgorithmWorkload.deployment(props) }),
    ],
    [
      'a volume',
      { emptyDir: { sizeLimit: '1Gi' } },
      (o) => {
        o.emptyDir.sizeLimit = '2Gi';
      },
      (chart, props, id) => {
        const algorithm = new Algorithm(chart, id, { image: IMAGE });
        algorithm.mount('/v', SharedVolume.fromSource(algorithm, 'v', props));
      },
    ],
    [
      'a mount',
      { subPath: 'a' },
      (o) => {
        o.subPath = 'b';
      },
      (chart, options, id) => {
        const algorithm = new Algorithm(chart, id, { image: IMAGE });
        const volume = SharedVolume.fromEmptyDir(algorithm, 'v');
        algorithm.mount('/v', volume, options);
        algorithm.mountInAll('/w', volume, options);
      },
    ],
    [
      "a worker Job's cluster",
      { registry: 'a.io' },
      (o) => {
        o.registry = 'b.io';
      },
      (chart, cluster, id) =>
        new HkubeWorkerJob(chart, id, { spec: { name: `print-${id}`, algorithmImage: 'print:1' }, cluster }),
    ],
    [
      'a registration',
      { ttlSecondsAfterFinished: 5, cluster: { registry: 'a.io' } },
      (o) => {
        o.ttlSecondsAfterFinished = 6;
      },
      (chart, options, id) =>
        new HkubeRegistration(chart, id, {
          spec: { name: 'print', algorithmImage: 'a.io/print:1' },
          endpoint: 'http://api/v1',
          ...options,
        }),
    ],
  ];
  test.each(changes)('%s', (_, options, change, make_) => {
    const [first, second] = [Testing.chart(), Testing.chart()];
    const original = JSON.parse(JSON.stringify(options));
    make_(first, options, 'a');
    change(options);
    make_(first, options, 'b');
    make_(second, original, 'a');
    make_(second, options, 'b');
    expect(Testing.synth(first)).toEqual(Testing.synth(second));
  });
});
