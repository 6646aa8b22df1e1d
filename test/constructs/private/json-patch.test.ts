import { JsonPatch } from 'cdk8s';
import { applyJsonPatch } from '../../../src/constructs/private/json-patch';

const document = () => ({ spec: { 'a/b': { '~': [{ image: 'x' }] }, text: 'x', none: null } });

test.each<[JsonPatch, any]>([
  [
    JsonPatch.replace('/spec/a~1b/~0/0/image', 'y'),
    { spec: { 'a/b': { '~': [{ image: 'y' }] }, text: 'x', none: null } },
  ],
  [JsonPatch.add('/spec/a~1b/~0/-', 1), { spec: { 'a/b': { '~': [{ image: 'x' }, 1] }, text: 'x', none: null } }],
  [JsonPatch.replace('', { a: 1 }), { a: 1 }],
])('a patch is applied', (patch, expected) => expect(applyJsonPatch(document(), patch)).toEqual(expected));

test.each<[JsonPatch, string]>([
  [JsonPatch.add('/spec/nope/deeper', 1), '{"op":"add","path":"/spec/nope/deeper"}: there is no /spec/nope'],
  [JsonPatch.add('/spec/nope/far/deeper', 1), '{"op":"add","path":"/spec/nope/far/deeper"}: there is no /spec/nope'],
  [
    JsonPatch.replace('/spec/a~1b/~0/1/image', 'y'),
    '{"op":"replace","path":"/spec/a~1b/~0/1/image"}: there is no /spec/a~1b/~0/1',
  ],
  [JsonPatch.remove('/spec/none/x'), '{"op":"remove","path":"/spec/none/x"}: there is no /spec/none'],
  [
    JsonPatch.move('/spec/nope/x', '/spec/text'),
    '{"op":"move","from":"/spec/nope/x","path":"/spec/text"}: there is no /spec/nope',
  ],
  [
    JsonPatch.add('spec/text', 1),
    '{"op":"add","path":"spec/text"}: a path must start with "/", and have one between all keys',
  ],
  [
    JsonPatch.add('spec.text', 1),
    '{"op":"add","path":"spec.text"}: a path must start with "/", and have one between all keys',
  ],
  [
    JsonPatch.copy('spec.text', '/spec/other'),
    '{"op":"copy","from":"spec.text","path":"/spec/other"}: a path must start with "/", and have one between all keys',
  ],
])('a patch that does not fit is an error with its reason', (patch, message) =>
  expect(() => applyJsonPatch(document(), patch)).toThrow(new Error(message)),
);

test('a failed test is an error with its reason', () => {
  expect(() => applyJsonPatch(document(), JsonPatch.test('/spec/text', 'y'))).toThrow(
    /^\{"op":"test","path":"\/spec\/text"\}: Test operation failed$/,
  );
});

test('an error does not show the value', () => {
  const tell = () =>
    applyJsonPatch(
      document(),
      JsonPatch.add('/spec/template/spec/containers/0/env', [{ name: 'PASSWORD', value: 'hunter2' }]),
    );
  expect(tell).toThrow('there is no /spec/template');
  expect(tell).not.toThrow(/hunter2/);
});

test.each<[unknown]>([[null], [undefined], ['add'], [{ op: 'add', path: '/a', value: 1 }], [[JsonPatch.add('/a', 1)]]])(
  '%p is not a patch',
  (patch: any) => {
    expect(() => applyJsonPatch({}, patch)).toThrow(
      'must be a JsonPatch of cdk8s: pass JsonPatch.add(), replace() and so on, each as its own argument',
    );
  },
);

test('a patch without a value, which would change nothing, is an error', () => {
  for (const patch of [JsonPatch.add('/a', undefined), JsonPatch.replace('/a', undefined)]) {
    expect(() => applyJsonPatch({ a: 1 }, patch)).toThrow(/"path":"\/a"}: a value is required$/);
  }
  expect(applyJsonPatch({}, JsonPatch.add('/a', null))).toEqual({ a: null });
  expect(applyJsonPatch({ a: 1 }, JsonPatch.test('/a', 1))).toEqual({ a: 1 });
});

test('a value that cannot be printed becomes a field that the rules report', () => {
  const self: any = {};
  self.self = self;
  expect(applyJsonPatch({}, JsonPatch.add('/a', new Map([['a', 'b']])))).toEqual({ a: { Map: {} } });
  expect(applyJsonPatch({}, JsonPatch.add('/a', self))).toEqual({ a: { self: { 'a circular reference': {} } } });
});
