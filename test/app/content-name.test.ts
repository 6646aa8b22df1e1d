import { withContentName } from '../../src/app/content-name';

const object = (content: object, metadata: any = { name: 'spec' }) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata,
  ...content,
});
const name = (content: object, metadata?: any, length = 10) =>
  withContentName(object(content, metadata), length).metadata.name;

test('the name ends in a hash of the content', () => {
  expect(name({ data: { a: '1' } })).toMatch(/^spec-[0-9a-f]{10}$/);
  expect(name({ data: { a: '1' } }, { name: 'x' }, 5)).toMatch(/^x-[0-9a-f]{5}$/);
});

test.each([
  ['the order of keys', { data: { a: '1', b: '2' } }, { data: { b: '2', a: '1' } }],
  ['labels', { data: { a: '1' } }, { data: { a: '1' } }],
])('the same content has the same name, whatever %s', (_, a, b) => {
  expect(name(a, { name: 'spec', labels: { x: 'y' } })).toBe(name(b));
});

test.each([
  ['a value', { data: { a: '2' } }],
  ['a key', { data: { b: '1' } }],
  ['the order of a list', { data: { a: '1' }, list: [2, 1] }],
  ['null', { data: { a: null } }],
  ['a field', { data: { a: '1' }, immutable: true }],
])('other content has another name: %s', (_, other) => {
  expect(name(other)).not.toBe(name({ data: { a: '1' }, list: [1, 2] }));
  expect(name(other)).not.toBe(name({ data: { a: '1' } }));
});

test('without a name nothing is changed, and other fields stay unchanged', () => {
  const generated = object({ data: { a: '1' } }, { generateName: 'spec-' });
  expect(withContentName(generated, 5)).toEqual(generated);
  expect(withContentName(object({ data: { a: '1' } }, { name: 'x', labels: { l: 'm' } }), 5)).toMatchObject({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { labels: { l: 'm' } },
    data: { a: '1' },
  });
});
