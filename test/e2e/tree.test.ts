import { allPaths, edit, pathText, REMOVED, valueAt } from './tree';

const manifest = { spec: { containers: [{ name: 'a' }, { name: 'b' }] } };

test('changes the value at a path in a copy', () => {
  expect(edit(manifest, ['spec', 'containers', 1, 'name'], (name) => `${name}!`)).toEqual({
    spec: { containers: [{ name: 'a' }, { name: 'b!' }] },
  });
  expect(edit(manifest, ['spec', 'more'], () => 1)).toEqual({
    spec: { containers: [{ name: 'a' }, { name: 'b' }], more: 1 },
  });
  expect(edit(manifest, [], () => 1)).toBe(1);
  expect(manifest.spec.containers[1].name).toBe('b');
});

test('removes fields and items', () => {
  expect(edit(manifest, ['spec', 'containers', 0], () => REMOVED)).toEqual({ spec: { containers: [{ name: 'b' }] } });
  expect(edit(manifest, ['spec', 'containers'], () => REMOVED)).toEqual({ spec: {} });
});

test('accepts any key', () => {
  const edited = edit(JSON.parse('{"__proto__": {"a": 1}}'), ['__proto__', 'a'], () => 2);
  expect(JSON.stringify(edited)).toBe('{"__proto__":{"a":2}}');
  expect(JSON.stringify(edit({}, ['__proto__'], () => 1))).toBe('{"__proto__":1}');
  expect(valueAt(edited, ['__proto__', 'a'])).toBe(2);
  expect(valueAt({}, ['constructor'])).toBeUndefined();
});

test('lists all paths, parents first', () => {
  expect(allPaths({ a: [{ b: 1 }], c: null }).map(pathText)).toEqual(['a', 'a[0]', 'a[0].b', 'c']);
});

test.each([
  [['spec', 'containers', 0, 'name'], 'spec.containers[0].name'],
  [['metadata', 'labels', 'acme.io/a'], 'metadata.labels[acme.io/a]'],
])('%j is printed as %p', (path, text) => expect(pathText(path)).toBe(text));
