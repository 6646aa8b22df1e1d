import { kindType } from '../../../src/apimachinery/schema';
import { createPatch } from '../../../src/validation/update/create-patch';
import { mergePatch } from '../../../src/validation/update/merge-patch';
import { PatchError } from '../../../src/validation/update/patch-format';

function merge(apiVersion: string, kind: string, original: any, modified: any, current: any) {
  const type = kindType(apiVersion, kind);
  const patch = createPatch(original, modified, current, type);
  return { patch, object: mergePatch(current, patch, type) };
}

/** As pods are merged: by the fields of their spec. */
const pods = (original: any, modified: any, current: any) =>
  (merge('v1', 'Pod', { spec: original }, { spec: modified }, { spec: current }).object as any).spec;

test.each<[string, any, any, any, any]>([
  ['sets, removes, keeps', { a: 1, b: 2 }, { a: 3 }, { a: 1, b: 2, c: 4 }, { a: 3, c: 4 }],
  ['null removes', {}, { a: null, b: { c: null, d: 1 } }, { a: 1 }, { b: { d: 1 } }],
  ['other types replace', { a: 1 }, { a: { b: 1 } }, { a: 1 }, { a: { b: 1 } }],
  [
    'lists without a key are replaced',
    { tolerations: [1] },
    { tolerations: [2] },
    { tolerations: [1, 3] },
    { tolerations: [2] },
  ],
  [
    'items of a list are merged by their key',
    { containers: [{ name: 'a', image: '1', tty: true }] },
    { containers: [{ name: 'a', image: '2' }] },
    { containers: [{ name: 'a', image: '1', tty: true, stdin: true }] },
    { containers: [{ name: 'a', image: '2', stdin: true }] },
  ],
  [
    'what is given is in its order, others keep their place',
    { containers: [{ name: 'a' }, { name: 'b' }] },
    { containers: [{ name: 'b' }, { name: 'a' }, { name: 'n' }] },
    { containers: [{ name: 'a' }, { name: 'x' }, { name: 'b' }] },
    { containers: [{ name: 'x' }, { name: 'b' }, { name: 'a' }, { name: 'n' }] },
  ],
  [
    'items are removed by their key',
    { containers: [{ name: 'a' }, { name: 'b' }] },
    { containers: [{ name: 'b' }] },
    { containers: [{ name: 'a' }, { name: 'b' }, { name: 'x' }] },
    { containers: [{ name: 'b' }, { name: 'x' }] },
  ],
  [
    'of a volume, only what is given stays',
    { volumes: [{ name: 'v', emptyDir: {} }] },
    { volumes: [{ name: 'v', hostPath: { path: '/a' } }] },
    { volumes: [{ name: 'v', emptyDir: {}, secret: {} }] },
    { volumes: [{ name: 'v', hostPath: { path: '/a' } }] },
  ],
  [
    'of two items with one key, the last of each are compared, and the first is changed',
    { containers: [{ name: 'a', ports: [] }] },
    {
      containers: [
        {
          name: 'a',
          env: [
            { name: 'E', value: '1' },
            { name: 'E', value: '3' },
          ],
        },
      ],
    },
    {
      containers: [
        {
          name: 'a',
          env: [
            { name: 'E', value: '1' },
            { name: 'E', value: '2' },
          ],
        },
      ],
    },
    {
      containers: [
        {
          name: 'a',
          env: [
            { name: 'E', value: '3' },
            { name: 'E', value: '2' },
          ],
        },
      ],
    },
  ],
  [
    'what of two items with one key is removed and set again is merged',
    { containers: [{ name: 'a', ports: [{ containerPort: 1 }] }, { name: 'b' }] },
    { containers: [{ name: 'a', ports: [{ containerPort: 1, name: 'p' }] }, { name: 'a' }] },
    { containers: [{ name: 'a', ports: [{ containerPort: 1, protocol: 'UDP' }] }, { name: 'b' }] },
    { containers: [{ name: 'a', ports: [{ containerPort: 1, protocol: 'UDP', name: 'p' }] }] },
  ],
])('%s', (_name, original, modified, current, expected) => expect(pods(original, modified, current)).toEqual(expected));

test('a list of values is merged value by value', () => {
  const of = (finalizers: string[]) => ({ metadata: { finalizers } });
  const { object } = merge('v1', 'ConfigMap', of(['a', 'b']), of(['b', 'c']), of(['a', 'b', 'x']));
  expect(object).toEqual(of(['b', 'c', 'x']));
});

test('the patch names removed keys and the order of the others', () => {
  const of = (...containers: any[]) => ({ spec: { containers } });
  const [a, b] = [{ name: 'a', image: '1', tty: true }, { name: 'b' }];
  const { patch } = merge('v1', 'Pod', of(a, b), of({ name: 'a', image: '2' }), of({ ...a, stdin: true }, b));
  expect(patch).toEqual({
    spec: {
      containers: [
        { name: 'a', image: '2', tty: null },
        { name: 'b', $patch: 'delete' },
      ],
      '$setElementOrder/containers': [{ name: 'a' }],
    },
  });
});

test('a value that is applied once and was applied twice is removed', () => {
  const of = (...finalizers: string[]) => ({ metadata: { finalizers } });
  const { object, patch } = merge('v1', 'ConfigMap', of('a', 'a', 'b'), of('a', 'b'), of('a', 'b'));
  expect(patch.metadata).toMatchObject({ '$deleteFromPrimitiveList/finalizers': ['a'] });
  expect(object).toEqual(of('b'));
});

test('without changes the patch is empty', () => {
  expect(merge('v1', 'ConfigMap', { data: { a: '1' } }, { data: { a: '1' } }, { data: { a: '1', b: '2' } })).toEqual({
    object: { data: { a: '1', b: '2' } },
    patch: {},
  });
});

test('a patch that kubectl cannot compute is an error', () => {
  const unnamed = { containers: [{ image: '1' }] };
  expect(() => pods({}, unnamed, { containers: [{ name: 'a' }] })).toThrow(PatchError);
  expect(() => pods({}, { containers: [1] }, { containers: [{ name: 'a' }] })).toThrow('not identical');
  const twice = [{ name: 'a' }, { name: 'b' }, { name: 'a' }, { name: 'b' }];
  expect(() => pods({}, { containers: twice }, { containers: [{ name: 'x' }] })).toThrow('the order of the patch');
});
