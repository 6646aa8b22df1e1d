import { Validation } from '../../../src/apimachinery/finding';
import { warnAboutTraps } from '../../../src/validation/pod/pod-traps';

const found = (spec: unknown, isJob = false) => {
  const v = new Validation(37);
  warnAboutTraps(v, spec, 'spec', isJob);
  return v.findings.map(({ rule, path, hint }) => `${rule} ${path}${hint === undefined ? '' : `: ${hint}`}`);
};
const withContainer = (container: object) => ({ containers: [container] });
const probe = (port: unknown, ports?: object[]) => withContainer({ livenessProbe: { httpGet: { port } }, ports });

test.each<[string, object, string[]]>([
  ['a declared port', probe('http', [{ name: 'http' }]), []],
  ['a number', probe(80), []],
  ['a number as text', probe('80'), []],
  [
    'a port with a typo',
    probe('htpp', [{ name: 'http' }]),
    ['WARN-PROBE-PORT spec.containers[0].livenessProbe.httpGet.port: Declared ports: "http". Did you mean "http"?'],
  ],
  [
    'a hook at a port of nobody',
    withContainer({ lifecycle: { preStop: { tcpSocket: { port: 'x' } } } }),
    ['WARN-PROBE-PORT spec.containers[0].lifecycle.preStop.tcpSocket.port: No ports declared.'],
  ],
])('ports: %s', (_, spec, expected) => expect(found(spec)).toEqual(expected));

const env = (...variables: Array<[string, string]>) => env2(variables.map(([name, value]) => ({ name, value })));
const env2 = (variables: object[], more: object = {}) => withContainer({ env: variables, ...more });
const ORDER = 'WARN-ENV-ORDER spec.containers[0].env[0].value:';

test.each<[string, object, string[]]>([
  ['before', env(['A', 'x'], ['B', '$(A)']), []],
  ['after', env(['B', '$(A)'], ['A', 'x']), [`${ORDER} move A before it`]],
  ['itself', env(['AB', '$(AB)']), [`${ORDER} move AB before it`]],
  ['a typo', env(['URL', '$(HOTS)'], ['HOST', 'x']), [`${ORDER} did you mean $(HOST)?`]],
  ['nothing like it', env(['A', '$(date)'], ['HOST', 'x']), []],
  ['escaped', env(['B', '$$(A)'], ['A', 'x']), []],
  [
    'from elsewhere',
    env2(
      [
        { name: 'A', value: '$(HOTS)' },
        { name: 'HOST', value: '' },
      ],
      { envFrom: [{}] },
    ),
    [],
  ],
])('variables: %s', (_, spec, expected) => expect(found(spec)).toEqual(expected));

const USER = 'WARN-RUN-AS-ROOT spec.containers[0].securityContext.runAsUser: use another user, or remove runAsNonRoot';

test.each<[string, object, string[]]>([
  ['both in the container', withContainer({ securityContext: { runAsNonRoot: true, runAsUser: 0 } }), [USER]],
  ['in the pod', { securityContext: { runAsNonRoot: true, runAsUser: 0 }, containers: [{}] }, [USER]],
  [
    'the container wins',
    { securityContext: { runAsNonRoot: true, runAsUser: 0 }, containers: [{ securityContext: { runAsUser: 5 } }] },
    [],
  ],
  ['root alone', withContainer({ securityContext: { runAsUser: 0 } }), []],
])('root: %s', (_, spec, expected) => expect(found(spec)).toEqual(expected));

test.each<[unknown, string[]]>([
  ['100M', ['did you mean "100m"?']],
  ['20k', ['write cores or thousandths: 0.5 or 500m']],
  [9999, []],
  ['500m', []],
  ['x', []],
])('cpu %j', (cpu, hints) => {
  expect(found(withContainer({ resources: { limits: { cpu } } }))).toEqual(
    hints.map((hint) => `WARN-CPU-UNIT spec.containers[0].resources.limits[cpu]: ${hint}`),
  );
});

test.each<[object, string[]]>([
  [{ secret: { defaultMode: 400 } }, ['secret.defaultMode: write 0400, or 256 in JSON']],
  [{ configMap: { items: [{ mode: 444 }] } }, ['configMap.items[0].mode: write 0444, or 292 in JSON']],
  [
    { projected: { sources: [{ secret: { items: [{ mode: 440 }] } }] } },
    ['projected.sources[0].secret.items[0].mode: write 0440, or 288 in JSON'],
  ],
  [{ secret: { defaultMode: 420 } }, []],
  [{ secret: { defaultMode: 256 } }, []],
])('modes %j', (volume, expected) => {
  expect(found({ volumes: [volume] })).toEqual(expected.map((each) => `WARN-MODE spec.volumes[0].${each}`));
});

const SERVER = { name: 'proxy', ports: [{ containerPort: 1 }] };
const SERVES = (i: number) => [
  `WARN-JOB-SERVER spec.containers[${i}]: ` +
    'make it an init container with restartPolicy: Always, which ends with the others',
];

test.each<[string, object[], boolean, string[]]>([
  ['next to another', [{ name: 'a' }, SERVER], true, SERVES(1)],
  ['with a probe', [{ name: 'proxy', readinessProbe: {} }, { name: 'a' }], true, SERVES(0)],
  ['alone', [SERVER], true, []],
  ['all of them', [SERVER, SERVER], true, []],
  ['in what runs forever', [{ name: 'a' }, SERVER], false, []],
])('servers in a Job: %s', (_, containers, isJob, expected) => {
  expect(found({ containers }, isJob)).toEqual(expected);
});

test.each([null, 5, {}, { containers: 5, volumes: [5] }, { containers: [null, { env: 5, ports: [1], resources: 1 }] }])(
  'no traps in %j',
  (spec) => expect(found(spec, true)).toEqual([]),
);
