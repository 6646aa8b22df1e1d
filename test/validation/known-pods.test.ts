import { NEWEST_MINOR } from '../../src/apimachinery/schema';
import type { JsonObject } from '../../src/text/json-value';
import { PodParts } from '../../src/validation/known-pods';
import { validateWorkload } from '../../src/validation/validate-workload';

const MAIN = { name: 'main', image: 'acme/print:v4', env: [{ name: 'LEVEL', value: 'debug' }] };
const WEB = { name: 'web', image: 'acme/web:v1', restartPolicy: 'Always' };
const PROBED = { name: 'api', image: 'acme/api:v1', livenessProbe: { tcpSocket: { port: 80 } } };
const DATA = { name: 'data', mountPath: '/data' };

/** A Job of a pod; another kind has its spec too. */
const job = (pod: JsonObject, manifest: JsonObject = {}, spec: JsonObject = {}): JsonObject => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'print' },
  ...manifest,
  spec: { ...spec, template: { spec: { restartPolicy: 'Never', ...pod } } },
});
const containers = (main: JsonObject, ...sidecars: JsonObject[]) => ({
  containers: [{ ...MAIN, ...main }],
  initContainers: sidecars.map((each) => ({ ...WEB, ...each })),
});
const env = (...variables: JsonObject[]) => containers({ env: variables });

const judge = (manifest: JsonObject, minor = NEWEST_MINOR) =>
  validateWorkload(manifest, 'spec.template', { minor }).map(({ rule, path }) => `${rule} ${path}`);
const isKnown = (manifest: JsonObject, part = manifest.spec.template.spec, minor = NEWEST_MINOR) =>
  new PodParts(manifest, 'spec.template.spec', { minor }).known.has(part);

const STATEFUL = { apiVersion: 'apps/v1', kind: 'StatefulSet' };
const LABELS = { selector: { matchLabels: { app: 'print' } }, serviceName: 'print' };
const stateful = (spec: JsonObject): JsonObject => {
  const set = job({ ...containers({ volumeMounts: [DATA] }), restartPolicy: 'Always' }, STATEFUL, {
    ...LABELS,
    ...spec,
  });
  set.spec.template.metadata = { labels: { app: 'print' } };
  return set;
};
const CLAIM = {
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};

/** A pod that is all right, and one that differs from it and is not. */
const PAIRS: Array<[what: string, right: JsonObject, wrong: JsonObject]> = [
  ['the image', job(containers({})), job(containers({ image: 'Acme' }))],
  ['the name of a variable', job(env({ name: 'A', value: 'x' })), job(env({ name: 'A=', value: 'x' }))],
  [
    'a variable that refers to a later one',
    job(env({ name: 'A', value: 'x' }, { name: 'B', value: 'y' })),
    job(env({ name: 'A', value: '$(B)' }, { name: 'B', value: 'y' })),
  ],
  [
    'a value, and where it comes from',
    job(env({ name: 'A', value: 'x' })),
    job(env({ name: 'A', value: 'x', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } })),
  ],
  ['a value that is not a text', job(env({ name: 'A', value: 'x' })), job(env({ name: 'A', value: 1 }))],
  ['what JSON has no word for', job(env({ name: 'A' })), job(env({ name: 'A', value: NaN }))],
  ['a function', job(env({ name: 'A' })), job(env({ name: 'A', value: (() => 1) as any }))],
  ['a symbol', job(env({ name: 'A' })), job(env({ name: 'A', value: Symbol('x') as any }))],
  ['an object of a class', job(env({ name: 'A', value: 'x' })), job(env({ name: 'A', value: new Map() as any }))],
  ['a list in the place of a variable', job(env({ name: 'A', value: 'x' })), job(env(['A'] as any))],
  [
    'the kind of a container',
    job({ containers: [MAIN, PROBED] }),
    job({ containers: [MAIN], initContainers: [PROBED] }),
  ],
  [
    'a volume of the pod',
    job({ ...containers({ volumeMounts: [DATA] }), volumes: [{ name: 'data', emptyDir: {} }] }),
    job(containers({ volumeMounts: [DATA] })),
  ],
  [
    'the user of the pod',
    job({ ...containers({ securityContext: { runAsUser: 0 } }), securityContext: { runAsNonRoot: false } }),
    job({ ...containers({ securityContext: { runAsUser: 0 } }), securityContext: { runAsNonRoot: true } }),
  ],
  ['a second container of the name', job(containers({}, {})), job(containers({ name: 'web' }, {}))],
  ['a claim of the StatefulSet', stateful({ volumeClaimTemplates: [CLAIM] }), stateful({})],
];

test.each(PAIRS)('a mistake is found even if a similar correct pod was validated before: %s', (_, right, wrong) => {
  const before = judge(wrong);
  expect(before).not.toEqual([]);
  expect(judge(wrong)).toEqual(before);

  expect(judge(right)).toEqual([]);
  expect(isKnown(right)).toBe(true);
  expect(isKnown(wrong)).toBe(false);
  expect(judge(wrong)).toEqual(before);
});

test('a container is only known from a pod of the same version without findings', () => {
  const pod = (main: JsonObject) =>
    job({ ...containers({ image: 'acme/sum:v1', ...main }, { name: 'log' }), hostIPC: true });
  const other = pod({ name: 'other' });
  const [log] = other.spec.template.spec.initContainers;
  judge(pod({ image: 'Acme' }));
  expect(isKnown(other, log)).toBe(false);

  expect(judge(pod({}))).toEqual([]);
  expect(isKnown(other, log)).toBe(true);
  expect(isKnown(other)).toBe(false);
  expect(isKnown(other, log, NEWEST_MINOR - 1)).toBe(false);
});

test('another value of a variable is the same container, unless it refers to a variable', () => {
  expect(judge(job(env({ name: 'SIZE', value: '1' })))).toEqual([]);
  expect(isKnown(job(env({ name: 'SIZE', value: '2' })))).toBe(true);
  expect(isKnown(job(env({ name: 'SIZE', value: '$2' })))).toBe(false);
});

test('fields that the server drops are dropped each time', () => {
  const silent = job({ ...containers({ resizePolicy: [] }), hostIPC: true });
  const before = judge(silent, 28);
  expect(judge(silent, 28)).toEqual(before);
});

test.each([[undefined], [null], [[]], [{}], [{ containers: 1 }], [{ containers: [1, null], initContainers: {} }]])(
  'any pod is validated twice with the same result: %p',
  (spec) => {
    const manifest = job({});
    manifest.spec.template.spec = spec;
    expect(judge(manifest)).toEqual(judge(manifest));
  },
);
