import { ApiObject, Chart, JsonPatch, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  Algorithm,
  AlgorithmProps,
  AlgorithmSettings,
  AlgorithmWorkload,
  ManifestValidator,
  SharedVolume,
  Warnings,
} from '../../src';
import { errorsOf } from '../fixtures/manifests';
import { captureStderr } from '../fixtures/stderr';

const IMAGE = 'docker.io/acme/print:v4';
const OBJECTS: any[] = [
  { kind: 'ConfigMap', metadata: { name: 'settings' }, data: { level: 'debug' }, binaryData: { logo: 'AAAA' } },
  { kind: 'Secret', metadata: { name: 'database' }, data: { user: 'cm9vdA==' }, stringData: { password: 'test' } },
  { kind: 'Secret', metadata: { name: 'filled-later' } },
  { kind: 'Secret', metadata: { name: 'far-away', namespace: 'other' }, stringData: { a: 'b' } },
  { apiVersion: 'acme.io/v1', kind: 'Secret', metadata: { name: 'of-acme' }, stringData: { a: 'b' } },
];

function make(props: Partial<AlgorithmProps>, fields?: object): Chart {
  const chart = Testing.chart();
  const algorithm = new Algorithm(chart, 'print', { image: IMAGE, ...props });
  if (fields) algorithm.mount('/v', SharedVolume.fromSource(algorithm, 'v', { fields: fields as any }));
  OBJECTS.forEach((object, i) => new ApiObject(chart, `object-${i}`, { apiVersion: 'v1', ...object }));
  return chart;
}

const warnings = (chart: Chart) =>
  captureStderr(() => expect(errorsOf(chart)).toEqual([]))
    .join('')
    .split('\n')
    .filter((line) => line !== '');
const env = (valueFrom: any) => make({ env: { A: { valueFrom } as kplus.EnvValue } });
const configMap = (name: string, key: string, optional?: boolean) => env({ configMapKeyRef: { name, key, optional } });
const secret = (name: string, key: string, optional?: boolean) => env({ secretKeyRef: { name, key, optional } });
const volume = (fields: object) => make({}, fields);
const items = (...keys: string[]) => keys.map((key) => ({ key, path: key }));

test.each<[string, Chart]>([
  ['a key of a ConfigMap', configMap('settings', 'level')],
  ['a binary one', configMap('settings', 'logo')],
  ['a key of a Secret', secret('database', 'user')],
  ['one that is given as text', secret('database', 'password')],
  ['a key that may be missing', secret('database', 'token', true)],
  ['a key of what somebody else fills', secret('filled-later', 'token')],
  ['a key of what is not in the app', secret('of-the-cluster', 'token')],
  ["a key of another namespace's", secret('far-away', 'token')],
  ["a key of another API's", secret('of-acme', 'token')],
  ['all keys', make({ envFrom: [{ secretRef: { name: 'database' } }] })],
  ['files', volume({ secret: { secretName: 'database', items: items('user', 'password') } })],
  ['files that may be missing', volume({ secret: { secretName: 'database', optional: true, items: items('token') } })],
  ['a volume of all keys', volume({ configMap: { name: 'settings' } })],
  [
    'files of several',
    volume({
      projected: {
        sources: [
          { configMap: { name: 'settings', items: items('level') } },
          { secret: { name: 'database', items: items('user') } },
        ],
      },
    }),
  ],
])('no warning about %s', (_, chart) => expect(warnings(chart)).toEqual([]));

const SETTINGS =
  'the ConfigMap "settings" (test/object-0) has no key "levle", so the pods never start. Declared keys: ' +
  '"level", "logo". Did you mean "level"?';
const DATABASE =
  'the Secret "database" (test/object-1) has no key "token", so the pods never start. Declared keys: ' +
  '"user", "password".';

test.each<[string, Chart, string]>([
  [
    'a variable of a ConfigMap',
    configMap('settings', 'levle'),
    `[test/print] spec.template.spec.containers[0].env[0].valueFrom.configMapKeyRef.key: ${SETTINGS}`,
  ],
  [
    'a variable of a Secret',
    secret('database', 'token'),
    `[test/print] spec.template.spec.containers[0].env[0].valueFrom.secretKeyRef.key: ${DATABASE}`,
  ],
  [
    'one that must be there',
    secret('database', 'token', false),
    `[test/print] spec.template.spec.containers[0].env[0].valueFrom.secretKeyRef.key: ${DATABASE}`,
  ],
  [
    'a file of a ConfigMap',
    volume({ configMap: { name: 'settings', items: items('level', 'levle') } }),
    `[test/print/Volume:v] spec.template.spec.volumes[0].configMap.items[1].key: ${SETTINGS}`,
  ],
  [
    'a file of a Secret',
    volume({ secret: { secretName: 'database', items: items('token') } }),
    `[test/print/Volume:v] spec.template.spec.volumes[0].secret.items[0].key: ${DATABASE}`,
  ],
  [
    'a file of one of several',
    volume({ projected: { sources: [{ secret: { name: 'database', items: items('token') } }] } }),
    `[test/print/Volume:v] spec.template.spec.volumes[0].projected.sources[0].secret.items[0].key: ${DATABASE}`,
  ],
  [
    'of an init container',
    make({
      pod: {
        initContainers: [
          {
            name: 'i',
            image: IMAGE,
            env: { A: { valueFrom: { secretKeyRef: { name: 'database', key: 'token' } } } as any },
          },
        ],
      },
    }),
    `[test/print] spec.template.spec.initContainers[0].env[0].valueFrom.secretKeyRef.key: ${DATABASE}`,
  ],
])('a warning about %s', (_, chart, warning) =>
  expect(warnings(chart)).toEqual([`Warning: ${warning} (WARN-KEY-MISSING)`]),
);

test('findings are reported at a sidecar, and at objects of cdk8s-plus', () => {
  const chart = Testing.chart();
  const database = new kplus.Secret(chart, 'secret', { metadata: { name: 'database' }, stringData: { user: 'root' } });
  new Algorithm(chart, 'print', { image: IMAGE }).addSideCar('proxy', {
    image: IMAGE,
    env: { A: database.envValue('token') },
  });
  expect(warnings(chart)).toEqual([
    expect.stringMatching(
      /^Warning: \[test\/print\/proxy\] .*the Secret "database" \(test\/secret\/Resource\) has no key "token"/,
    ),
  ]);
});

test('an object that is added after a synthesis counts in the next one', () => {
  const chart = Testing.chart();
  new Algorithm(chart, 'print', {
    image: IMAGE,
    env: { A: { valueFrom: { secretKeyRef: { name: 'database', key: 'token' } } } as any },
  });
  expect(warnings(chart)).toEqual([]);
  new kplus.Secret(chart, 'secret', { metadata: { name: 'database' }, stringData: { user: 'root' } });
  expect(warnings(chart)).toHaveLength(1);
});

test('an object that cannot be rendered is not checked for keys', () => {
  const chart = make({ env: { A: { valueFrom: { secretKeyRef: { name: 'broken', key: 'token' } } } as any } });
  const broken = new ApiObject(chart, 'broken', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'broken' } });
  broken.addJsonPatch(JsonPatch.remove('/spec/none/x'));
  ManifestValidator.of(chart).disable();
  expect(() => broken.toJson()).toThrow();
  expect(warnings(chart)).toEqual([]);
});

const PORTS = { ports: [{ name: 'http', containerPort: 8080 }] };
const workload = AlgorithmWorkload.deployment();

/** A chart with a Service that leads to no port of an algorithm. */
function wrongService(): { readonly chart: Chart; readonly service: ApiObject } {
  const chart = Testing.chart();
  const web = new Algorithm(chart, 'web', { image: IMAGE, workload, ...PORTS });
  const selector = { 'app.kubernetes.io/name': web.apiObject.name };
  const spec = { selector, ports: [{ port: 80, targetPort: 'htpp' }] };
  return { chart, service: new ApiObject(chart, 'service', { apiVersion: 'v1', kind: 'Service', spec }) };
}

const TARGET =
  '[test/service] spec.ports[0].targetPort: no container of Deployment "web" (test/web) has a port ' +
  '"htpp", so requests fail. Declared ports: "http". Did you mean "http"? (WARN-TARGET-PORT)';
test('a Service of the app is checked', () => {
  expect(warnings(wrongService().chart)).toEqual([`Warning: ${TARGET}`]);
});

test('settings and acknowledgements count', () => {
  const { chart, service } = wrongService();
  AlgorithmSettings.of(chart).set({ warningsAsErrors: true });
  expect(errorsOf(chart)).toEqual([TARGET]);
  Warnings.of(service).acknowledge('WARN-TARGET-PORT', 'a webhook adds the container');
  expect(errorsOf(chart)).toEqual([]);
});

test('objects that are not validated are ignored', () => {
  const { chart } = wrongService();
  ManifestValidator.of(chart).disable();
  expect(warnings(chart)).toEqual([]);
});

describe('an autoscaler of a workload with replicas', () => {
  const scaled = (replicas?: number) => {
    const chart = Testing.chart();
    const web = new Algorithm(chart, 'web', { image: IMAGE, workload: AlgorithmWorkload.deployment({ replicas }) });
    return { chart, web };
  };

  test('is a warning if it is a separate object', () => {
    const { chart, web } = scaled(2);
    const { apiVersion, kind, name } = web.apiObject;
    new ApiObject(chart, 'hpa', {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      spec: { scaleTargetRef: { apiVersion, kind, name }, maxReplicas: 3 },
    });
    expect(warnings(chart)).toEqual([
      expect.stringMatching(/^Warning: \[test\/web\] spec\.replicas: .* \(WARN-AUTOSCALER-REPLICAS\)$/),
    ]);
  });

  test('is only an error if it takes the algorithm itself', () => {
    const { chart, web } = scaled(2);
    new kplus.HorizontalPodAutoscaler(chart, 'hpa', { target: web, maxReplicas: 3 });
    expect(captureStderr(() => expect(errorsOf(chart)).toHaveLength(1))).toEqual([]);
  });
});
