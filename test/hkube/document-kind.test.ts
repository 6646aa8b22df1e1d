import { kindOfValue } from '../../src/hkube/document-kind';

test.each<[string, unknown, string]>([
  ['a spec', { name: 'a', algorithmImage: 'x' }, 'spec'],
  ["a spec with a kind of HKube's", { name: 'a', kind: 'stream' }, 'spec'],
  ['a spec with a wrong kind', { name: 'a', kind: 'Stream', algorithmImage: 'x' }, 'spec'],
  ['a manifest', { apiVersion: 'v1', kind: 'Pod' }, 'manifest'],
  ['a manifest without its version', { kind: 'Pod' }, 'manifest'],
  ['a manifest without its kind', { apiVersion: 'v1' }, 'manifest'],
  ["a manifest with a field of HKube's", { apiVersion: 'v1', kind: 'Pod', sideCars: [] }, 'manifest'],
  ['nothing that we know', { name: 'a', version: '1', description: 'x' }, 'other'],
  [
    "an object with a name of JavaScript's",
    JSON.parse('{"__proto__": {"apiVersion": "v1"}, "constructor": 1}'),
    'other',
  ],
  ['a list', [], 'other'],
  ['a text', 'a', 'other'],
])('%s', (_, value, kind) => {
  expect(kindOfValue(value)).toBe(kind);
});
