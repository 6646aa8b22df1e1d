import { NEWEST_MINOR } from '../../../src/apimachinery/schema';
import { validateManifest } from '../../../src/validation/validate';
import { long } from '../rules';

const MAX = 3 * 1024 * 1024;
const job = (value: string) => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'a' },
  spec: {
    template: {
      spec: { containers: [{ name: 'main', image: 'a:1', env: [{ name: 'A', value }] }], restartPolicy: 'Never' },
    },
  },
});
const rest = JSON.stringify(job('')).length;
// What kubectl adds: an empty map of annotations, the namespace, its own key and a line feed.
const APPLIED =
  256 * 1024 -
  rest -
  ',"annotations":{},"namespace":"default"'.length -
  'kubectl.kubernetes.io/last-applied-configuration\n'.length;
const find = (manifest: unknown) =>
  validateManifest(manifest, NEWEST_MINOR).map(({ severity, rule, path }) => `${severity} ${rule} ${path}`);

test.each<[string, string, string[]]>([
  ['little', 'x', []],
  ['as much as kubectl apply takes', long(APPLIED), []],
  ['one byte more', long(APPLIED + 1), ['warning WARN-APPLY-SIZE ']],
  ['with escaped characters', long(45_000, '<'), ['warning WARN-APPLY-SIZE ']],
  ['as much as is surely stored', long(1.5 * 1024 * 1024 - rest), ['warning WARN-APPLY-SIZE ']],
  ['one byte more', long(1.5 * 1024 * 1024 - rest + 1), ['warning DEC-SIZE ']],
  ['as much as may be sent', long(MAX - rest), ['warning DEC-SIZE ']],
  ['one byte more', long(MAX - rest + 1), ['error DEC-SIZE ']],
  ['characters of two bytes', long(MAX / 2, 'é'), ['error DEC-SIZE ']],
  ['characters that are escaped', long(MAX / 6, '&'), ['error DEC-SIZE ']],
  ['control characters', long(MAX / 6, '\u0001'), ['error DEC-SIZE ']],
])('%s', (_, value, expected) => expect(find(job(value))).toEqual(expected));

test('many small values are summed up', () => {
  const data = Object.fromEntries(Array.from({ length: 400_000 }, (_, i) => [`k${i}`, '']));
  expect(find({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data })).toEqual(['error DEC-SIZE ']);
});

test('a value that cannot be written as JSON has no size', () => {
  let deep: unknown = long(300_000);
  for (let i = 0; i < 100_000; i++) deep = [deep];
  expect(find({ ...job('x'), metadata: { name: 'a', managedFields: [{ fieldsV1: deep }] } })).toEqual([]);
});

test.each([
  // The other annotations count, and the copy of an object that was applied before does not.
  [{ a: long(1000) }, 1],
  [{ 'kubectl.kubernetes.io/last-applied-configuration': long(1000) }, 0],
])('the size with the annotations %#', (annotations, expected) => {
  const data = { a: long(261_000) };
  const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', annotations }, data };
  expect(find(map)).toHaveLength(expected);
});
