import * as fc from 'fast-check';
import { Validation } from '../../../src/apimachinery/finding';
import { NEWEST_MINOR, OLDEST_MINOR } from '../../../src/apimachinery/schema';
import { validatePodTemplate } from '../../../src/validation/pod/pod-template';
import { validateManifest } from '../../../src/validation/validate';
import { beginnings, found } from '../rules';

const main = { name: 'main', image: 'busybox:1' };
const validate = (template: any, minor = NEWEST_MINOR) => {
  const v = new Validation(minor);
  validatePodTemplate(v, template, 'spec.template', { controller: 'Job' });
  return v.findings;
};
const errors = (template: any, minor?: number) =>
  validate(template, minor).filter(({ severity }) => severity === 'error');

test.each<[any, string[]]>([
  [undefined, ['spec.template.spec.containers: Required value']],
  [{ metadata: null, spec: null }, ['spec.template.spec.containers: Required value']],
  [{ spec: { containers: [main] } }, []],
  [
    {
      metadata: { name: 'Anything At All', labels: { 'a.b/c': 'd' }, annotations: { 'A.b/c': 'd' } },
      spec: { containers: [main] },
    },
    [],
  ],
  [
    { metadata: { labels: { 'a b': '' } }, spec: { containers: [main] } },
    ['spec.template.labels: Invalid value: "a b"'],
  ],
  [
    { metadata: { annotations: { 'a b': '' } }, spec: { containers: [main] } },
    ['spec.template.annotations: Invalid value: "a b"'],
  ],
  [
    { metadata: { annotations: { 'controller.kubernetes.io/pod-deletion-cost': 'x' } }, spec: { containers: [main] } },
    ['spec.template.annotations[controller.kubernetes.io/pod-deletion-cost]: Invalid value: "x"'],
  ],
  [
    { spec: { containers: [main], ephemeralContainers: [{ ...main, name: 'debug' }] } },
    ['spec.template.spec.ephemeralContainers: Forbidden: ephemeral containers not allowed in pod template'],
  ],
  [
    { spec: { containers: [{ ...main, image: ' a:1' }] } },
    ['spec.template.spec.containers[0].image: Invalid value: " a:1"'],
  ],
])('%j', (template, expected) =>
  expect(
    beginnings(
      found((v) => validatePodTemplate(v, template, 'spec.template', { controller: 'Job' })),
      expected,
    ),
  ).toEqual(expected),
);

test('profiles in annotations and fields must agree', () => {
  const metadata = { annotations: { 'container.seccomp.security.alpha.kubernetes.io/main': 'unconfined' } };
  const spec = { containers: [{ ...main, securityContext: { seccompProfile: { type: 'RuntimeDefault' } } }] };
  expect(errors({ metadata, spec }).map(({ path }) => path)).toEqual([
    'spec.template.spec.containers[0].securityContext.seccompProfile.type',
  ]);
});

test('warnings come last and are not errors', () => {
  expect(
    validate({ spec: { containers: [{ ...main, image: 'a' }], volumes: [{ name: 'v' }] } }).map(
      ({ severity, path }) => `${severity} ${path}`,
    ),
  ).toEqual(['warning spec.template.spec.containers[0].image', 'warning spec.template.spec.volumes[0].name']);
});

test('a topology spread may select by labels that only pods of an Indexed Job have', () => {
  const labelSelector = { matchLabels: { 'batch.kubernetes.io/job-completion-index': '0' } };
  const spec = {
    containers: [main],
    topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector }],
  };
  const rules = (indexed: boolean) => {
    const v = new Validation(NEWEST_MINOR);
    validatePodTemplate(v, { spec }, 'spec.template', { controller: 'Job', indexed });
    return v.findings.map(({ rule }) => rule);
  };
  expect(rules(true)).toEqual([]);
  expect(rules(false)).toEqual(['WARN-SPREAD-SELECTOR']);
});

describe('laws', () => {
  const minor = fc.integer({ min: OLDEST_MINOR, max: NEWEST_MINOR });
  const name = fc.stringMatching(/^[a-z]([-a-z0-9]{0,20}[a-z0-9])?$/);
  const exec = { command: ['true'] };
  /** Parts of a container that are fine by themselves, with the volumes that they need. */
  const part = fc.constantFrom<any>(
    {},
    { args: ['a'], workingDir: 'x' },
    {
      env: [
        { name: 'A', value: 'b' },
        { name: 'B', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      ],
    },
    { envFrom: [{ prefix: 'A_', secretRef: { name: 's' } }] },
    { ports: [{ name: 'http', containerPort: 80 }] },
    { resources: { requests: { cpu: '100m', memory: '1Mi' }, limits: { cpu: '1', memory: '1Gi' } } },
    { resources: { limits: { 'nvidia.com/gpu': '1' } } },
    {
      volumeMounts: [
        { name: 'data', mountPath: '/data' },
        { name: 'data', mountPath: '/again', subPath: 'a' },
      ],
    },
    { volumeDevices: [{ name: 'disk', devicePath: '/dev/x' }] },
    { securityContext: { runAsUser: 1, allowPrivilegeEscalation: false } },
    { imagePullPolicy: 'Always', terminationMessagePolicy: 'File' },
  );
  const running = fc.constantFrom<any>(
    {},
    { livenessProbe: { exec } },
    { readinessProbe: { httpGet: { port: 'http' } } },
    { startupProbe: { tcpSocket: { port: 1 } } },
    { lifecycle: { preStop: { exec } } },
  );
  const podPart = fc.constantFrom<any>(
    {},
    { nodeSelector: { a: 'b' }, tolerations: [{ operator: 'Exists' }] },
    {
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] }],
          },
        },
      },
    },
    { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }] },
    { securityContext: { fsGroup: 1, sysctls: [{ name: 'kernel.sem', value: '1' }] } },
    { dnsPolicy: 'None', dnsConfig: { nameservers: ['10.0.0.1'] } },
    { serviceAccountName: 's', priorityClassName: 'p', hostname: 'h' },
    { hostAliases: [{ ip: '10.0.0.1', hostnames: ['a'] }] },
  );
  const container = fc.record({ name, parts: fc.array(part, { maxLength: 4 }), running });
  const pod = fc
    .record({
      containers: fc.uniqueArray(container, { selector: (c) => c.name, minLength: 2, maxLength: 6 }),
      inits: fc.nat({ max: 3 }),
      parts: fc.array(podPart, { maxLength: 3 }),
      restartPolicy: fc.constantFrom('Always', 'OnFailure', 'Never', undefined),
    })
    .map(({ containers, inits, parts, restartPolicy }) => {
      const count = Math.min(inits, containers.length - 1);
      const build = (c: any, whileRunning: any) =>
        Object.assign({ name: c.name, image: 'busybox:1' }, ...c.parts, whileRunning);
      return {
        spec: {
          restartPolicy,
          volumes: [{ name: 'data' }, { name: 'disk', persistentVolumeClaim: { claimName: 'c' } }],
          initContainers: containers.slice(0, count).map((c) => build(c, {})),
          containers: containers.slice(count).map((c) => build(c, c.running)),
          ...Object.assign({}, ...parts),
        },
      };
    });

  test('a pod of valid parts is valid', () =>
    fc.assert(
      fc.property(pod, minor, (template, version) => {
        expect(errors(template, version)).toEqual([]);
      }),
    ));

  const fault = fc.constantFrom<[string, any]>(
    ['image', ''],
    ['name', 'Upper'],
    ['imagePullPolicy', 'always'],
    ['env[0].name', undefined],
    ['ports[0].containerPort', undefined],
    ['volumeMounts[0].name', undefined],
    ['resources.limits[cpu]', undefined],
    ['securityContext.runAsUser', undefined],
  );
  const FAULTY: Record<string, any> = {
    'env[0].name': { env: [{}] },
    'ports[0].containerPort': { ports: [{}] },
    'volumeMounts[0].name': { volumeMounts: [{ name: 'nope', mountPath: '/x' }], volumeDevices: undefined },
    'resources.limits[cpu]': { resources: { limits: { cpu: '-1' } } },
    'securityContext.runAsUser': { securityContext: { runAsUser: -1 } },
  };

  test('a single mistake is found at its path, and no other', () =>
    fc.assert(
      fc.property(pod, minor, fault, fc.nat(), (template, version, [at, value], n) => {
        const all = [
          ...template.spec.initContainers.map((c: any, i: number) => [c, `initContainers[${i}]`]),
          ...template.spec.containers.map((c: any, i: number) => [c, `containers[${i}]`]),
        ];
        const [target, path] = all[n % all.length];
        Object.assign(target, FAULTY[at] ?? { [at]: value });
        expect([...new Set(errors(template, version).map((error) => error.path))]).toEqual([
          `spec.template.spec.${path}.${at}`,
        ]);
      }),
    ));

  /** Any JSON at all, with the names that could mean something. */
  const keys = fc.constantFrom(
    'containers',
    'initContainers',
    'volumes',
    'name',
    'image',
    'env',
    'valueFrom',
    'resources',
    'limits',
    'cpu',
    'securityContext',
    'affinity',
    'metadata',
    'annotations',
    'labels',
    'spec',
    '__proto__',
    'constructor',
    'toString',
    'x',
  );
  const anything = fc.letrec<{ value: any }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 6 },
      fc.constantFrom<any>(null, true, 0, -1, 1.5, 1e300, '', 'a', '__proto__', '\ud800'),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(keys, tie('value'), { maxKeys: 5 }),
    ),
  })).value;

  test('any template is validated without throwing', () =>
    fc.assert(
      fc.property(anything, minor, (value, version) => {
        const spec = JSON.parse(JSON.stringify({ template: { metadata: value, spec: value } }));
        expect(
          Array.isArray(
            validateManifest({ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'a' }, spec }, version),
          ),
        ).toBe(true);
      }),
      { numRuns: 300 },
    ));
});

describe('very large pods are validated', () => {
  const list = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i));
  const big = (n: number, mountOf: (i: number) => string) => ({
    spec: {
      containers: list(n, (i) => ({
        name: `c-${i}`,
        image: 'busybox:1',
        env: list(20, (j) => ({ name: `A_${j}` })),
        ports: [{ containerPort: 1 + i, name: 'http', hostPort: 1 + i }],
        volumeMounts: list(4, (j) => ({ name: mountOf(i), mountPath: `/${j}` })),
      })),
      volumes: list(n, (i) => ({ name: `volume-with-a-long-name-${i}` })),
      tolerations: list(n, () => ({ operator: 'Exists' })),
      topologySpreadConstraints: list(n, (i) => ({
        maxSkew: 1,
        topologyKey: `k${i}`,
        whenUnsatisfiable: 'DoNotSchedule',
      })),
    },
  });
  test('with 500 containers, 2,000 mounts, 10,000 variables', () => {
    expect(errors(big(500, (i) => `volume-with-a-long-name-${i}`))).toEqual([]);
  });

  test('with 2,000 mounts of missing volumes', () => {
    expect(errors(big(500, (i) => `volume-with-a-long-name-${i}-not`))).toHaveLength(2000);
  });
});
