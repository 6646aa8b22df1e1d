import { run } from './run';
import { minorVersions, versionsText } from '../../src/cli/version-range';

test.each<[string | undefined, number[]]>([
  [undefined, [37]],
  ['1.34', [34]],
  ['v1.34.2', [34]],
  ['1.34..1.37', [34, 35, 36, 37]],
  ['1.35..1.35', [35]],
])('%s is %j', (range, minors) => expect(minorVersions(range)).toEqual(minors));

test.each(['1.37..1.34', '1.34..', '..1.34', '1.27..1.30', '1.34..1.38', '1.34..1.35..1.36', 'x'])(
  '%s is not a range',
  (range) => expect(() => minorVersions(range)).toThrow(),
);

test('a range of versions', () => {
  expect(versionsText([34])).toBe('1.34');
  expect(versionsText([34, 35, 36])).toBe('1.34 to 1.36');
});

const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'a' },
  spec: { hostnameOverride: 'x', containers: [{ name: 'a', image: 'a:1', ports: [{ containerPort: 0 }] }] },
};
const ENDPOINTS = { apiVersion: 'v1', kind: 'Endpoints', metadata: { name: 'e' } };
const ADDRESS = {
  apiVersion: 'networking.k8s.io/v1beta1',
  kind: 'IPAddress',
  metadata: { name: '1.2.3.4' },
  spec: { parentRef: { resource: 'a', name: 'b' } },
};
const files = {
  'a.json': JSON.stringify(POD),
  'b.json': JSON.stringify(ENDPOINTS),
  'c.json': JSON.stringify(ADDRESS),
};
const validate = (...options: string[]) => run(['validate', ...Object.keys(files), ...options], { files });

test('prints each finding once, with the versions that have it', async () => {
  const { code, out } = await validate('--kubernetes-version', '1.32..1.37');
  expect(code).toBe(1);
  const texts = out
    .split('\n')
    .map((line) => `${/\w+\.json/.exec(line)?.[0]} ${/\((?!DEC|DROP|PORT|SERVER)[^)]*\d\)/.exec(line)?.[0]}`);
  expect(texts.slice(0, 5)).toEqual([
    'a.json (up to 1.33)',
    'a.json undefined',
    'a.json (in 1.34)',
    'b.json (since 1.33)',
    'c.json (since 1.37)',
  ]);
  expect(out).toContain('3 objects in 3 files: 4 errors, 1 warning\nKubernetes 1.32 to 1.37: 3 validated');
});

test('is the first and the last version in JSON, and a text in JUnit', async () => {
  const range = ['--kubernetes-version', '1.33..1.35'];
  const { findings, kubernetesVersion } = JSON.parse((await validate(...range, '-o', 'json')).out);
  expect(kubernetesVersion).toBe('1.33 to 1.35');
  expect(findings.map(({ rule, firstVersion, lastVersion }: any) => [rule, firstVersion, lastVersion])).toEqual([
    ['DEC-UNKNOWN-FIELD', '1.33', '1.33'],
    ['PORT', '1.33', '1.35'],
    ['DROP-GATED', '1.34', '1.34'],
    ['SERVER-WARNING', '1.33', '1.35'],
  ]);
  expect((await validate(...range, '-o', 'junit')).out).toContain('(in 1.34)');
});

test('of one version is reported like a single version', async () => {
  const { out } = await validate('--kubernetes-version', '1.34', '-o', 'json');
  expect(out).not.toContain('firstVersion');
});

test('that is not valid is wrong use', async () => {
  const { code, err } = await validate('--kubernetes-version', '1.37..1.34');
  expect(code).toBe(2);
  expect(err).toContain('--kubernetes-version 1.37..1.34: versions are 1.28 to 1.37, or a range such as 1.34..1.37');
});
