import { convert } from '../../src/convert/convert';
import { programOf, programOfSpec } from '../fixtures/converted';

const containers = [{ name: 'web', image: 'docker.io/acme/web:1.2' }];
const meta = { metadata: { labels: { app: 'web' } } };
const deployment = (pod: object, more: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: { selector: { matchLabels: { app: 'web' } }, template: { ...meta, spec: { containers, ...pod } } },
  ...more,
});
const job = (pod: object, spec: object = {}) => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'web' },
  spec: { ...spec, template: { spec: { restartPolicy: 'Never', containers, ...pod } } },
});

/** The statements of a program's only chart, without the settings. */
const bodyOf = (program: string) =>
  /super\(.*\n\n(?: +\/\/ Without the .*\n.*\n\n)?([^]*?)\n {2}\}\n\}/.exec(program)![1].replace(/^ {4}/gm, '');
const typescript = (manifest: object) => bodyOf(programOf([manifest]));

test('a whole program is written', () => {
  const pod = {
    serviceAccountName: 'web',
    initContainers: [{ name: 'migrate', image: 'docker.io/acme/web:1.2', command: ['./migrate'] }],
    containers: [
      {
        ...containers[0],
        env: [
          { name: 'LEVEL', value: 'debug' },
          { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
        ],
        volumeMounts: [{ name: 'logs', mountPath: '/var/log/web' }],
      },
      { name: 'shipper', image: 'fluent/fluent-bit:3.1', volumeMounts: [{ name: 'logs', mountPath: '/logs' }] },
    ],
    volumes: [{ name: 'logs', emptyDir: {} }],
  };
  expect(programOf([deployment(pod)])).toBe(`import { App, Chart } from 'cdk8s';
import {
  Algorithm,
  AlgorithmSettings,
  AlgorithmWorkload,
  SharedVolume,
} from 'cdk8s-hkube';
import { Construct } from 'constructs';

/** From app.yaml. */
class AppChart extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    // Without the library's defaults, so that the objects stay as they are.
    AlgorithmSettings.of(this).set({ defaults: false });

    const web = new Algorithm(this, 'web', {
      name: 'web',
      image: 'docker.io/acme/web:1.2',
      env: {
        LEVEL: 'debug',
        PASSWORD: { secretKeyRef: { name: 'db', key: 'password' } },
      },
      workload: AlgorithmWorkload.deployment({
        selector: { matchLabels: { app: 'web' } },
      }),
      pod: { labels: { app: 'web' }, serviceAccountName: 'web' },
    });

    web.addInitContainer({
      name: 'migrate',
      image: 'docker.io/acme/web:1.2',
      command: ['./migrate'],
    });

    const shipper = web.addSideCar('shipper', {
      image: 'fluent/fluent-bit:3.1',
    });

    const logs = SharedVolume.fromEmptyDir(web, 'logs');
    web.mount('/var/log/web', logs);
    shipper.mount('/logs', logs);
  }
}

const app = new App();
new AppChart(app, 'app');
app.synth();
`);
});

describe('containers', () => {
  const main = { name: 'algorunner', image: 'docker.io/acme/print:v4' };
  const other = { name: 'proxy', image: 'docker.io/acme/proxy:2' };
  const native = { ...other, restartPolicy: 'Always' };

  test('named algorunner are the main one, and the others get the way they run', () => {
    expect(typescript(job({ containers: [other, main] }))).toBe(`const web = new Algorithm(this, 'web', {
  image: 'docker.io/acme/print:v4',
});

web.addSideCar('proxy', {
  image: 'docker.io/acme/proxy:2',
  mode: SideCarMode.CONTAINER,
});`);
  });

  test.each([
    ['a Job', job({ initContainers: [native] }), false],
    ['a Deployment', deployment({ initContainers: [native] }), true],
  ])('that are native sidecars of %s', (_, manifest, hasMode) => {
    const code = typescript(manifest);
    expect(code).toContain("web.addSideCar('proxy', {");
    expect(code.includes('mode: SideCarMode.NATIVE')).toBe(hasMode);
    expect(code).not.toContain('restartPolicy');
  });

  test('that are init containers wait for the native sidecars before them', () => {
    const init = [native, { name: 'check', image: 'docker.io/acme/check:1' }];
    expect(typescript(job({ initContainers: init }))).toContain("dependsOn: [{ name: 'proxy' }],");
    expect(typescript(job({ initContainers: [...init].reverse() }))).not.toContain('dependsOn');
  });

  test('keep variables that an object cannot hold in fields', () => {
    const env = [
      { name: 'A', value: 'x' },
      { name: 'A', value: 'y' },
    ];
    const code = typescript(job({ containers: [{ ...main, env }] }));
    expect(code).toContain('fields: {\n    env: [\n');
    expect(code).not.toMatch(/^ {2}env/m);
  });
});

describe('volumes', () => {
  const mounted = (volume: object, mountPath = '/data') =>
    typescript(
      job({
        containers: [{ name: 'algorunner', image: 'a:1', volumeMounts: [{ name: 'data', mountPath }] }],
        volumes: [{ name: 'data', ...volume }],
      }),
    ).split('\n\n')[1];

  test.each<[object, string]>([
    [{ emptyDir: {} }, "fromEmptyDir(web, 'data')"],
    [{}, "fromEmptyDir(web, 'data')"],
    [{ emptyDir: { sizeLimit: '1Gi' } }, "fromEmptyDir(web, 'data', { sizeLimit: '1Gi' })"],
    [{ configMap: { name: 'c' } }, "fromConfigMap(web, 'data', 'c')"],
    [{ configMap: { name: 'c', defaultMode: 0o400 } }, "fromConfigMap(web, 'data', 'c', { defaultMode: 0o400 })"],
    [{ secret: { secretName: 's', optional: true } }, "fromSecret(web, 'data', 's', { optional: true })"],
    [{ persistentVolumeClaim: { claimName: 'p' } }, "fromPersistentVolumeClaim(web, 'data', 'p')"],
    [{ hostPath: { path: '/x', type: 'Directory' } }, "fromHostPath(web, 'data', '/x', { type: 'Directory' })"],
    [{ nfs: { server: 's', path: '/' } }, "fromNfs(web, 'data', { server: 's', path: '/' })"],
    [{ image: { reference: 'a:1' } }, "fromImage(web, 'data', { reference: 'a:1' })"],
    [
      { projected: { sources: [{ serviceAccountToken: { path: 'token', audience: 'vault' } }] } },
      "fromServiceAccountToken(web, 'data', { audience: 'vault' })",
    ],
    [{ projected: { sources: [{ configMap: { name: 'c' } }] } }, "fromProjected(web, 'data', { sources: ["],
    [{ rbd: { monitors: ['m'], image: 'i' } }, "fromSource(web, 'data', { rbd: { monitors: ['m'], image: 'i' } })"],
    [{ secret: {} }, "fromSource(web, 'data', { secret: {} })"],
  ])('from %j', (source, code) => {
    // Some are longer than a line.
    expect(
      mounted(source)
        .replace(/,?\s+/g, ' ')
        .replace(/([{[(]) | (?=[)\]}])/g, '$1'),
    ).toContain(code.replace(/,?\s+/g, ' ').replace(/([{[(]) | (?=[)\]}])/g, '$1'));
  });

  test('in memory for /dev/shm', () => {
    const memory = { emptyDir: { medium: 'Memory', sizeLimit: '1Gi' } };
    expect(mounted(memory, '/dev/shm')).toContain("SharedVolume.sharedMemory(web, 'data', '1Gi')");
    expect(mounted(memory)).toContain('SharedVolume.fromEmptyDir(');
  });

  test('from a claim of a StatefulSet', () => {
    const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, volumeName: 'v' };
    const { spec, ...more } = deployment({});
    const template = { metadata: { name: 'data' }, spec: claim };
    const code = typescript({ ...more, kind: 'StatefulSet', spec: { ...spec, volumeClaimTemplates: [template] } });
    expect(code).toContain(`SharedVolume.fromVolumeClaimTemplate(web, 'data', {
  storage: '1Gi',
  fields: { volumeName: 'v' },
});`);
    // Otherwise there would be a Service, too.
    expect(code).toContain("serviceName: '',");
  });

  test('are declared next to their mounts, unless that changes the order of mounts', () => {
    const mounts = (...names: string[]) => names.map((name) => ({ name, mountPath: `/${name}` }));
    const code = (...names: string[]) =>
      typescript(
        job({
          containers: [{ name: 'algorunner', image: 'a:1', volumeMounts: mounts(...names) }],
          volumes: [{ name: 'a' }, { name: 'b' }],
        }),
      )
        .split('\n\n')
        .slice(1);
    expect(code('a', 'b')).toEqual([
      "const a = SharedVolume.fromEmptyDir(web, 'a');\nweb.mount('/a', a);",
      "const b = SharedVolume.fromEmptyDir(web, 'b');\nweb.mount('/b', b);",
    ]);
    expect(code('b', 'a')).toEqual([
      "const a = SharedVolume.fromEmptyDir(web, 'a');\nconst b = SharedVolume.fromEmptyDir(web, 'b');",
      "web.mount('/b', b);\nweb.mount('/a', a);",
    ]);
  });
});

describe('workloads', () => {
  const cronJob = {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'web' },
    spec: { schedule: '@daily', jobTemplate: { spec: { backoffLimit: 0, template: job({}).spec.template } } },
  };
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers } };

  test.each<[string, object, string]>([
    ['a Job without options is the default', job({}), "new Algorithm(this, 'web', { name: 'web', image: '"],
    ['a Job', job({}, { backoffLimit: 0 }), 'AlgorithmWorkload.job({ backoffLimit: 0 })'],
    ['a CronJob', cronJob, 'jobTemplate: { spec: { backoffLimit: 0 } },'],
    ['a Pod, which the API server restarts', pod, "pod: { restartPolicy: 'Always' },"],
    ['the older name of the account', job({ serviceAccount: 'web' }), "serviceAccountName: 'web'"],
  ])('%s', (_, manifest, code) => {
    expect(
      typescript(manifest)
        .replace(/\{\n\s+name/, '{ name')
        .replace(/,\n\s+image/, ', image'),
    ).toContain(code);
  });

  test('lose the selector that an algorithm has by default', () => {
    const labels = { 'app.kubernetes.io/name': 'web' };
    const manifest = deployment({});
    const { template } = manifest.spec;
    const code = typescript({
      ...manifest,
      spec: { selector: { matchLabels: labels }, template: { ...template, metadata: { labels } } },
    });
    expect(code).toContain('workload: AlgorithmWorkload.deployment(),');
    expect(code).not.toMatch(/selector|labels/);
  });

  describe('that repeat their labels use a variable', () => {
    const labels = { app: 'web', tier: 'front' };
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web' },
      spec: { ports: [{ port: 80 }], selector: labels },
    };
    const labelled = (name: string, own: object) => {
      const { template } = deployment({}).spec;
      const spec = { selector: { matchLabels: own }, template: { ...template, metadata: { labels: own } } };
      return { ...deployment({}), metadata: { name }, spec };
    };

    test('in TypeScript', () => {
      const code = bodyOf(programOf([service, labelled('web', labels)]));
      expect(code).toMatch(/^const labels = \{ app: 'web', tier: 'front' \};\n\nnew ApiObject/);
      expect(code).toContain('selector: labels }');
      expect(code).toContain('selector: { matchLabels: labels },');
      expect(code).toContain('pod: { labels },');
    });

    test('in Python', () => {
      const code = programOf([service, labelled('web', labels)], 'python');
      expect(code).toContain('        labels = {"app": "web", "tier": "front"}\n\n');
      expect(code).toContain('pod=AlgorithmPod(labels=labels),');
    });

    test('named after the first object with these labels, if there are several', () => {
      const code = bodyOf(programOf([labelled('web', labels), labelled('api', { app: 'api', tier: 'back' })]));
      expect(code).toMatch(/^const webLabels = \{ app: 'web', .*\nconst apiLabels = \{ app: 'api', /);
      expect(code).toContain('pod: { labels: webLabels },');
      expect(code).toContain('selector: { matchLabels: apiLabels },');
    });

    test('but not for a label that occurs once', () => {
      expect(typescript(labelled('web', { app: 'web' }))).not.toMatch(/labels =/i);
    });
  });

  test('have a patch for fields without a prop', () => {
    const manifest = job({});
    const template = { ...manifest.spec.template, metadata: { name: 'x', labels: { a: 'b' } } };
    expect(typescript({ ...manifest, spec: { template } })).toContain(`ApiObject.of(web).addJsonPatch(
  JsonPatch.add('/spec/template/metadata/name', 'x'),
);`);
  });
});

describe('other objects', () => {
  const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web' }, data: { 'a.conf': 'x\ny\n' } };

  test('have all fields in the props in TypeScript', () => {
    expect(typescript(config)).toBe(`new ApiObject(this, 'web', {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'web' },
  data: {
    'a.conf': \`x
y
\`,
  },
});`);
  });

  test('have patches for other fields in Python', () => {
    expect(bodyOfPython(programOf([config], 'python'))).toBe(`web = ApiObject(
    self,
    "web",
    api_version="v1",
    kind="ConfigMap",
    metadata=ApiObjectMetadata(name="web"),
)
web.add_json_patch(
    JsonPatch.add(
        "/data",
        {
            "a.conf": """x
y
""",
        },
    ),
)`);
  });

  test('have their kind in the id if another object has the same name', () => {
    const program = programOf([deployment({}), config]);
    expect(program).toContain("new ApiObject(this, 'web-config-map', {");
  });

  test('have their namespace in the chart if all share it', () => {
    const inNamespace = (name: string, namespace?: string) => ({ ...config, metadata: { name, namespace } });
    const shared = programOf([inNamespace('a', 'x'), inNamespace('b', 'x')]);
    expect(shared).toContain("super(scope, id, { namespace: 'x' });");
    expect(shared).toContain("metadata: { name: 'a' },");
    const several = programOf([inNamespace('a', 'x'), inNamespace('b')]);
    expect(several).toContain('super(scope, id);');
    expect(several).toContain("metadata: { name: 'a', namespace: 'x' },");
  });

  test('keep a name that the API server generates', () => {
    const generated = { ...config, metadata: { generateName: 'web-' } };
    expect(typescript(generated)).toContain("web.addJsonPatch(JsonPatch.remove('/metadata/name'));");
  });
});

const bodyOfPython = (program: string) => /super\(\)\..*\n\n([^]*?)\n\n\n/.exec(program)![1].replace(/^ {8}/gm, '');

describe('HKube specs', () => {
  const spec = { name: 'print', algorithmImage: 'docker.io/acme/print:v4' };

  test('have the defaults of the library, as in synth', () => {
    const program = programOfSpec({ ...spec, minHotWorkers: 2, entryPoint: 'main.py', version: 'a' });
    expect(bodyOf(program)).toBe(`// Only HKube uses minHotWorkers, entryPoint.
new Algorithm(this, 'print', { image: 'docker.io/acme/print:v4' });`);
    expect(program).not.toContain('AlgorithmSettings');
  });

  test('have these defaults among manifests too', () => {
    const objects = [
      { value: job({}), isSpec: false },
      { value: spec, isSpec: true },
    ];
    const program = convert([{ name: 'a.yaml', objects }], { language: 'typescript', workload: { kind: 'job' } });
    expect(program).toContain('AlgorithmSettings.of(this).set({ defaults: false });');
    expect(program).toContain('settings: { defaults: true },');
  });

  test('may lack a CPU limit, but their sidecars keep it', () => {
    const sideCars = [{ container: { name: 'web', image: 'httpd:2.4' } }];
    const code = bodyOf(programOfSpec({ ...spec, applyCpuLimits: false, sideCars }));
    expect(code).toContain('settings: { resources: { applyCpuLimits: false } },');
    expect(code).toContain('AlgorithmSettings.of(web).set({ resources: { applyCpuLimits: true } });');
  });
});

test('file names become ids, which are valid file names, and names of classes', () => {
  const objects = [{ value: job({}), isSpec: false }];
  const names = ['print.json', 'a/print.yaml', '/b/a/print.k8s.yaml', 'my file.yml', '日本.yaml', '*/.yaml'];
  const program = convert(
    names.map((name) => ({ name, objects })),
    { language: 'typescript', workload: { kind: 'job' } },
  );
  expect([...program.matchAll(/^new (\w+)\(app, (.*)\);$/gm)].map(([, type, id]) => [type, id])).toEqual([
    ['PrintChart', "'print'"],
    ['APrintChart', "'a-print'"],
    ['BAPrintChart', "'b-a-print'"],
    ['MyFileChart', "'my-file'"],
    ['ChartChart', "'chart'"],
    ['Chart2Chart', "'chart2'"],
  ]);
  expect(program).toContain('/** From *\\/.yaml. */');
});
