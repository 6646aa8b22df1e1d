import { run } from './run';

const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {level: debug}\n';
const pod = (key: string) => `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - name: main
      image: "a.example.test/a:1"
      env:
        - name: LEVEL
          valueFrom:
            configMapKeyRef:
              name: settings
              key: ${key}
`;
const FIELD = 'spec.containers[0].env[0].valueFrom.configMapKeyRef.key';
const detail = (where: string) =>
  `Pod web: ${FIELD}: the ConfigMap "settings" (${where}) has no key "levle", so the pods never start. Declared ` +
  'keys: "level". Did you mean "level"? (WARN-KEY-MISSING)';

const linesOf = async (files: { [name: string]: string }, ...options: string[]) => {
  const { out, code } = await run(['validate', '.', ...options], { files });
  return { lines: out.split('\n').filter((line) => line.includes('WARN-') || / object/.test(line)), code };
};

test.each<[string, { [name: string]: string }, string[]]>([
  ['a key', { 'a.yaml': CONFIG, 'b.yaml': pod('level') }, []],
  ['of what may live elsewhere', { 'b.yaml': pod('levle') }, []],
  ['in other files', { 'a.yaml': CONFIG, 'b.yaml': pod('levle') }, [`b.yaml:13:20: warning: ${detail('a.yaml:1')}`]],
  ['in a later file', { 'c.yaml': CONFIG, 'b.yaml': pod('levle') }, [`b.yaml:13:20: warning: ${detail('c.yaml:1')}`]],
  ['in one file', { 'a.yaml': `${pod('levle')}---\n${CONFIG}` }, [`a.yaml:13:20: warning: ${detail('a.yaml:15')}`]],
  ['a variable without a value', { 'a.yaml': CONFIG, 'b.yaml': pod('$' + '{KEY}') }, []],
])('%s', async (_, files, expected) => {
  const { lines } = await linesOf(files);
  expect(lines.slice(0, -1)).toEqual(expected);
});

test('an object in a List is reported at its line', async () => {
  const valueFrom = { configMapKeyRef: { name: 'settings', key: 'levle' } };
  const container = { name: 'main', image: 'a.example.test/a:1', env: [{ name: 'LEVEL', valueFrom }] };
  const items = [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { level: 'debug' } },
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [container] } },
  ];
  const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, undefined, 1);
  const line = text.split('\n').findIndex((each) => each.includes('levle')) + 1;
  const { lines, code } = await linesOf({ 'a.json': text });
  expect(lines[0].replace(/:\d+: warning/, ': warning')).toBe(`a.json:${line}: warning: ${detail('a.json:1')}`);
  expect(code).toBe(0);
});

test('a warning is counted once, acknowledged by --ignore, and an error with --warnings-as-errors', async () => {
  const files = { 'a.yaml': CONFIG, 'b.yaml': pod('levle') };
  expect((await linesOf(files)).lines.slice(-1)).toEqual(['2 objects in 2 files: 1 warning']);
  expect((await linesOf(files, '--ignore', 'WARN-KEY-MISSING')).lines).toEqual(['2 objects in 2 files: nothing wrong']);
  expect(await linesOf(files, '--warnings-as-errors')).toEqual({
    lines: [`b.yaml:13:20: error: ${detail('a.yaml:1')}`, '2 objects in 2 files: 1 error'],
    code: 1,
  });
});

test('a warning is printed once for all versions, and is a test case of JUnit', async () => {
  const files = { 'a.yaml': CONFIG, 'b.yaml': pod('levle') };
  expect((await linesOf(files, '--kubernetes-version', '1.34..1.37')).lines).toHaveLength(2);
  const { out } = await run(['validate', '.', '-o', 'junit'], { files });
  expect(out).toContain('<testsuite name="b.yaml" tests="2" failures="0" skipped="0">');
  expect(out).toContain('name="Pod web (line 1): references"');
});

test('a finding in a very long document is reported at its first line', async () => {
  const long = `${pod('levle')}# ${'x'.repeat(17 * 1024 * 1024)}\n`;
  const { lines } = await linesOf({ 'a.yaml': CONFIG, 'b.yaml': long });
  expect(lines[0]).toBe(`b.yaml:1:1: warning: ${detail('a.yaml:1')}`);
});

const spec = (key: string) =>
  JSON.stringify({
    ...{ name: 'black', algorithmImage: 'a.example.test/a:1', cpu: 1, mem: '512Mi' },
    algorithmEnv: { LEVEL: { configMapKeyRef: { name: 'settings', key } } },
    volumes: [{ name: 'conf', configMap: { name: 'settings' } }],
    sideCars: [
      {
        container: { name: 'log', image: 'a.example.test/log:1' },
        volumeMounts: [{ name: 'conf', mountPath: '/conf.txt', subPath: key }],
      },
    ],
  });

test.each<[string, string, string[]]>([
  ['all keys', 'level', []],
  [
    'a key that the ConfigMap lacks',
    'levle',
    ['algorithmEnv[LEVEL].configMapKeyRef.key', 'sideCars[0].volumeMounts[0].subPath'],
  ],
])('findings in an HKube spec are at its own fields: %s', async (_, key, expected) => {
  const { lines } = await linesOf({ 'a.yaml': CONFIG, 'b.json': spec(key) });
  const found = lines
    .slice(0, -1)
    .map((line) => /^b\.json:1:\d+: warning: algorithm black: (\S+): the ConfigMap/.exec(line));
  expect(found.map((match) => match?.[1])).toEqual(expected);
});
