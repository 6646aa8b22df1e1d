import { Validation } from '../../../src/apimachinery/finding';
import { warnAboutTraps } from '../../../src/validation/pod/pod-traps';

const found = (spec: unknown, kind = 'Pod') => {
  const v = new Validation(37);
  warnAboutTraps(v, spec, 'spec', kind);
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
    'a hook at an undeclared port',
    withContainer({ lifecycle: { preStop: { tcpSocket: { port: 'x' } } } }),
    ['WARN-PROBE-PORT spec.containers[0].lifecycle.preStop.tcpSocket.port: No ports declared.'],
  ],
])('likely mistakes in ports: %s', (_, spec, expected) => expect(found(spec)).toEqual(expected));

const env = (...variables: Array<[string, string]>) => env2(variables.map(([name, value]) => ({ name, value })));
const env2 = (variables: object[], more: object = {}) => withContainer({ env: variables, ...more });
const ORDER = 'WARN-ENV-ORDER spec.containers[0].env[0].value:';

test.each<[string, object, string[]]>([
  ['before', env(['A', 'x'], ['B', '$(A)']), []],
  ['after', env(['B', '$(A)'], ['A', 'x']), [`${ORDER} move A before it`]],
  ['itself', env(['AB', '$(AB)']), [`${ORDER} move AB before it`]],
  ['a typo', env(['URL', '$(HOTS)'], ['HOST', 'x']), [`${ORDER} did you mean $(HOST)?`]],
  ['a variable of a Service', env(['URL', '$(WEB_SERVICE_HOST)'], ['WEC_SERVICE_HOST', 'x']), []],
  ["kustomize's", env(['APP_PREFIX', '$(JWA_PREFIX)'], ['MODE', '$(JWA_MODE)']), []],
  ['a program of the shell', env(['X', '$(date)'], ['DATE', 'x']), []],
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
])('likely mistakes in variables: %s', (_, spec, expected) => expect(found(spec)).toEqual(expected));

const command = (field: string, text: string, more: object = {}) => ({
  ...env2([{ name: 'HOST', value: 'x' }], { [field]: ['run', text], ...more }),
});
const TYPO = 'did you mean $(HOST)?';

test.each<[string, object, string[]]>([
  ['declared', command('args', '--host=$(HOST)'), []],
  ['a typo in args', command('args', '--host=$(HOTS)'), [`WARN-ENV-ORDER spec.containers[0].args[1]: ${TYPO}`]],
  ['a typo in command', command('command', '$(HOTS)'), [`WARN-ENV-ORDER spec.containers[0].command[1]: ${TYPO}`]],
  ['escaped', command('args', '$$(HOTS)'), []],
  ["a shell's", command('args', 'echo $(host) $(date)'), []],
  ['from elsewhere', command('args', '$(HOTS)', { envFrom: [{}] }), []],
  ['no variables', withContainer({ args: ['$(HOTS)'] }), []],
])('likely mistakes with variables in a command: %s', (_, spec, expected) => expect(found(spec)).toEqual(expected));

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
])('likely mistakes with root: %s', (_, spec, expected) => expect(found(spec)).toEqual(expected));

test.each<[unknown, string[]]>([
  ['100M', ['did you mean "100m"?']],
  ['20k', ['write cores or thousandths: 0.5 or 500m']],
  [9999, []],
  ['500m', []],
  ['x', []],
])('likely mistakes with cpu %j', (cpu, hints) => {
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
])('likely mistakes with modes %j', (volume, expected) => {
  expect(found({ volumes: [volume] })).toEqual(expected.map((each) => `WARN-MODE spec.volumes[0].${each}`));
});

test.each([null, 5, {}, { containers: 5, volumes: [5] }, { containers: [null, { env: 5, ports: [1], resources: 1 }] }])(
  'no warning about %j',
  (spec) => expect(found(spec, 'Job')).toEqual([]),
);

const mounted = (subPath: string, fields: object) => ({
  ...withContainer({ volumeMounts: [{ name: 'v', mountPath: '/v', subPath }] }),
  volumes: [{ name: 'v', ...fields }],
});
const items = [
  { key: 'a', path: 'app.conf' },
  { key: 'b', path: 'more/b' },
];
const projected = (...sources: object[]) => ({ projected: { sources } });
const SUB_PATH = 'WARN-SUB-PATH spec.containers[0].volumeMounts[0].subPath: Declared files:';

test.each<[string, object, string[]]>([
  ['a file', mounted('app.conf', { configMap: { items } }), []],
  ['a file, written otherwise', mounted('./more//b', { configMap: { items } }), []],
  ['a directory', mounted('more', { secret: { items } }), []],
  ['all files', mounted('..data', { secret: { items } }), []],
  ['any key', mounted('x', { configMap: { name: 'c' } }), []],
  ['any file', mounted('x', { emptyDir: {} }), []],
  ['of no volume', mounted('x', { name: 'other', secret: { items } }), []],
  ['a key instead of its file', mounted('a', { configMap: { items } }), [`${SUB_PATH} "app.conf", "more/b".`]],
  ['a typo', mounted('ap.conf', { secret: { items } }), [`${SUB_PATH} "app.conf", "more/b". Did you mean "app.conf"?`]],
  ['a part of a name', mounted('mor', { secret: { items: [items[1]] } }), [`${SUB_PATH} "more/b".`]],
  ['a field', mounted('labels', { downwardAPI: { items: [{ path: 'labels' }] } }), []],
  [
    'no field',
    mounted('label', { downwardAPI: { items: [{ path: 'labels' }] } }),
    [`${SUB_PATH} "labels". Did you mean "labels"?`],
  ],
  [
    'one of any source',
    mounted('token', projected({ configMap: { items } }, { serviceAccountToken: { path: 'token' } })),
    [],
  ],
  ['a bundle', mounted('ca.pem', projected({ clusterTrustBundle: { path: 'ca.pem' } })), []],
  ['a key of a certificate', mounted('key', projected({ podCertificate: { keyPath: 'key' } })), []],
  ['a source of a later version', mounted('x', projected({ other: {} })), []],
  ['a source with all keys', mounted('x', projected({ secret: { items } }, { secret: { name: 's' } })), []],
  [
    'one of no source',
    mounted('tokn', projected({ secret: { items: [items[0]] } }, { serviceAccountToken: { path: 'token' } })),
    [`${SUB_PATH} "app.conf", "token". Did you mean "token"?`],
  ],
])('a mounted file: %s', (_, spec, expected) => expect(found(spec)).toEqual(expected));
