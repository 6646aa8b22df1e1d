import { validateCustomMeta } from '../../../src/validation/objects/custom-resource';
import { ObjectMeta } from '../../../src/validation/objects/object-meta';
import { beginnings, found, long } from '../rules';

test.each<[string, ObjectMeta, string[]]>([
  ['acme.io', { name: 'a.b-c' }, []],
  ['acme.io', { generateName: 'a-' }, []],
  ['acme.io', {}, ['metadata.name: Required value: name or generateName is required']],
  ['acme.io', { name: 'Any' }, ['metadata.name: Invalid value: "Any": a lowercase RFC 1123 subdomain must']],
  ['acme.io', { name: 'a/b' }, ['metadata.name: Invalid value: "a/b": a lowercase RFC 1123 subdomain must']],
  ['acme.io', { name: long(254) }, ['metadata.name: Invalid value: "xxx']],
  [
    'acme.io',
    { generateName: 'A' },
    ['metadata.generateName: Invalid value: "A"', 'metadata.name: Invalid value: "Axxxxx"'],
  ],
  ['acme.io', { name: 'a', namespace: 'b.c' }, ['metadata.namespace: Invalid value: "b.c": must not contain dots']],
  ['acme.io', { name: 'a', labels: { 'b c': 'd' } }, ['metadata.labels: Invalid value: "b c"']],
  ['acme.io', { name: 'a', labels: { b: 'c d' } }, ['metadata.labels: Invalid value: "c d"']],
  ['acme.io', { name: 'a', annotations: { 'b c': 'd' } }, ['metadata.annotations: Invalid value: "b c"']],
  ['acme.io', { name: 'a', finalizers: ['cleanup'] }, []],
  ['acme.io', { name: 'a', finalizers: ['a b'] }, ['metadata.finalizers: Invalid value: "a b"']],
  [
    'acme.io',
    { name: 'a', ownerReferences: [{ kind: 'b', name: 'c', uid: 'd' }] },
    ['metadata.ownerReferences[0].apiVersion: Required'],
  ],
  ['user.openshift.io', { name: 'system:admin' }, []],
  ['openshift.io', { name: 'a:b' }, []],
  ['notopenshift.io', { name: 'a:b' }, ['metadata.name: Invalid value: "a:b"']],
  ['user.openshift.io', { name: 'a/b' }, ['metadata.name: Invalid value: "a/b": may not contain \'/\'']],
])('%s %j', (group, metadata, expected) => {
  const errors = found((v) => validateCustomMeta(v, group, metadata));
  expect(beginnings(errors, expected)).toEqual(expected);
});
