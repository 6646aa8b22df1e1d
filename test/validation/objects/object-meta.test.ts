import { Validation } from '../../../src/apimachinery/finding';
import { NEWEST_MINOR } from '../../../src/apimachinery/schema';
import {
  objectName,
  ObjectMeta,
  validateAnnotations,
  validateLabels,
  validateObjectMeta,
  validateOtherMeta,
} from '../../../src/validation/objects/object-meta';
import { beginnings, found, long } from '../rules';

const owner = { apiVersion: 'v1', kind: 'ConfigMap', name: 'a', uid: 'b' };

test.each<[ObjectMeta | null | undefined, string[]]>([
  [{ name: 'a' }, []],
  [{ name: 'a.b-c.0' }, []],
  [{ name: long(253) }, []],
  [{ name: long(254) }, ['metadata.name: Invalid value: "xxx']],
  [{ name: 'A' }, ['metadata.name: Invalid value: "A": a lowercase RFC 1123 subdomain must consist of']],
  [{ name: 'a_b' }, ['metadata.name: Invalid value: "a_b"']],
  [{ name: 'a-' }, ['metadata.name: Invalid value: "a-"']],
  [{ name: 'a\n' }, ['metadata.name: Invalid value: "a\\n"']],
  [undefined, ['metadata.name: Required value: name or generateName is required']],
  [null, ['metadata.name: Required value']],
  [{ name: '', generateName: '' }, ['metadata.name: Required value']],
  [{ generateName: 'a-' }, []],
  [{ generateName: 'a_' }, ['metadata.generateName: Invalid value: "a_"', 'metadata.name: Invalid value: "a_xxxxx"']],
  [{ name: 'a', generateName: 'a_' }, ['metadata.generateName: Invalid value: "a_"']],
  [{ name: 'a', namespace: 'b-c' }, []],
  [{ name: 'a', namespace: long(63) }, []],
  [{ name: 'a', namespace: long(64) }, ['metadata.namespace: Invalid value: "xxx']],
  [{ name: 'a', namespace: 'b.c' }, ['metadata.namespace: Invalid value: "b.c": must not contain dots']],
  [{ name: 'a', namespace: 'B' }, ['metadata.namespace: Invalid value: "B": a lowercase RFC 1123 label']],
  [{ name: 'a', labels: { 'b c': 'd' } }, ['metadata.labels: Invalid value: "b c"']],
  [{ name: 'a', annotations: { 'b c': 'd' } }, ['metadata.annotations: Invalid value: "b c"']],
  [{ name: 'a', finalizers: ['orphan', 'kubernetes', 'acme.io/b'] }, []],
  [
    { name: 'a', finalizers: ['cleanup'] },
    [
      'metadata.finalizers[0]: Invalid value: "cleanup": name is neither a standard finalizer name nor is it ' +
        'fully qualified',
    ],
  ],
  [{ name: 'a', finalizers: ['acme.io/b c'] }, ['metadata.finalizers: Invalid value: "acme.io/b c"']],
  [
    { name: 'a', finalizers: ['orphan', 'foregroundDeletion'] },
    [
      'metadata.finalizers: Invalid value: ["orphan","foregroundDeletion"]: finalizer orphan and ' +
        'foregroundDeletion cannot be both set',
    ],
  ],
])('%j', (metadata, expected) => {
  expect(
    beginnings(
      found((v) => validateObjectMeta(v, metadata)),
      expected,
    ),
  ).toEqual(expected);
});

test('the hint names the label, which the server does not', () => {
  const v = new Validation(NEWEST_MINOR);
  validateObjectMeta(v, { name: 'a', labels: { 'acme.io/good': 'x', 'acme.io/queue': 'a b' } });
  expect(v.findings).toMatchObject([
    { path: 'metadata.labels', value: 'a b', hint: 'it is the value of "acme.io/queue"' },
  ]);
});

test.each<[number, any[], string[]]>([
  [37, [owner, { ...owner, uid: 'c', controller: true }], []],
  [
    37,
    [
      { ...owner, apiVersion: 'apps/v1' },
      { ...owner, apiVersion: '/v1' },
    ],
    [],
  ],
  [
    37,
    [{}],
    ['apiVersion', 'kind', 'name', 'uid'].map(
      (field) => `metadata.ownerReferences[0].${field}: Required value: must not be empty`,
    ),
  ],
  [
    36,
    [{}],
    ['apiVersion', 'kind', 'name', 'uid'].map(
      (field) => `metadata.ownerReferences.${field}: Invalid value: "": must not be empty`,
    ),
  ],
  [
    37,
    [owner, { ...owner, apiVersion: 'a/b/c' }],
    ['metadata.ownerReferences[1].apiVersion: Invalid value: "a/b/c": must be <group>/<version> or <version>'],
  ],
  [37, [{ ...owner, apiVersion: 'apps/' }], ['metadata.ownerReferences[0].apiVersion: Invalid value: "apps/"']],
  [37, [{ ...owner, kind: 'Event' }], ['metadata.ownerReferences[0]: Invalid value: {']],
  [
    37,
    [
      { ...owner, controller: true },
      { ...owner, name: 'c', controller: true },
    ],
    ['metadata.ownerReferences: Invalid value: ['],
  ],
  [
    37,
    [
      { ...owner, controller: true },
      { ...owner, controller: true, blockOwnerDeletion: null },
    ],
    [],
  ],
  // What differs in one field is another owner; of what is the same, one counts.
  ...[{ apiVersion: 'v2' }, { kind: 'Other' }, { name: 'c' }, { uid: 'c' }, { blockOwnerDeletion: true }].map(
    (other): [number, any[], string[]] => [
      37,
      [
        { ...owner, controller: true },
        { ...owner, controller: true, ...other },
      ],
      ['metadata.ownerReferences: Invalid value: ['],
    ],
  ),
])('the owners in 1.%i: %j', (minor, ownerReferences, expected) => {
  expect(
    beginnings(
      found((v) => validateObjectMeta(v, { name: 'a', ownerReferences }), minor),
      expected,
    ),
  ).toEqual(expected);
});

test.each<[Record<string, string> | null | undefined, string[]]>([
  [undefined, []],
  [null, []],
  [{ a: '', 'A_b.C-d': 'e', 'acme.io/f': long(63), [long(63)]: 'A.b' }, []],
  [{ [`${long(253)}/a`]: '' }, []],
  [{ [`${long(254)}/a`]: '' }, ['l: Invalid value: "xxx']],
  [{ [long(64)]: '' }, ['l: Invalid value: "xxx']],
  [{ 'Acme.io/a': '' }, ['l: Invalid value: "Acme.io/a": prefix part a lowercase RFC 1123 subdomain']],
  [{ '/a': '' }, ['l: Invalid value: "/a": prefix part must be non-empty']],
  [{ 'a/b/c': '' }, ['l: Invalid value: "a/b/c": a valid label key must consist of']],
  [
    { 'a/': '' },
    ['l: Invalid value: "a/": name part must be non-empty', 'l: Invalid value: "a/": name part must consist of'],
  ],
  [{ a: long(64) }, ['l: Invalid value: "xxx']],
  [{ a: 'b c' }, ['l: Invalid value: "b c": a valid label must be an empty string or consist of']],
  [{ a: '-b' }, ['l: Invalid value: "-b"']],
])('the labels %j', (labels, expected) => {
  expect(
    beginnings(
      found((v) => validateLabels(v, labels, 'l')),
      expected,
    ),
  ).toEqual(expected);
});

test.each<[Record<string, string> | null | undefined, string[]]>([
  [undefined, []],
  [{ 'Acme.IO/Key': 'any value at all \u0000' }, []],
  [{ 'İ.io/İ': '', K: '' }, []],
  [{ É: '' }, ['a: Invalid value: "É"']],
  [{ 'a b': '' }, ['a: Invalid value: "a b"']],
  [{ k: long(262143) }, []],
  [{ k: long(262144) }, ['a: Too long: may not be more than 262144 bytes']],
  [{ k: long(131072, 'é') }, ['a: Too long: may not be more than 262144 bytes']],
])('annotations', (annotations, expected) => {
  expect(
    beginnings(
      found((v) => validateAnnotations(v, annotations, 'a')),
      expected,
    ),
  ).toEqual(expected);
});

test.each<[ObjectMeta, string[]]>([
  [{ name: 'Any:Name' }, []],
  [{ generateName: 'a-' }, []],
  [{}, ['metadata.name: Required value']],
  [{ name: '.' }, ['metadata.name: Invalid value: ".": may not be \'.\'']],
  [{ name: '..' }, ['metadata.name: Invalid value: "..": may not be \'..\'']],
  [
    { name: 'a/b%' },
    [
      'metadata.name: Invalid value: "a/b%": may not contain \'/\'',
      'metadata.name: Invalid value: "a/b%": may not contain \'%\'',
    ],
  ],
  [{ name: 'a', labels: { 'b c': '' } }, ['metadata.labels: Invalid value: "b c"']],
  [{ name: 'a', finalizers: ['b c'] }, ['metadata.finalizers: Invalid value: "b c"']],
])('the metadata of any other kind: %j', (metadata, expected) => {
  expect(
    beginnings(
      found((v) => validateOtherMeta(v, metadata), NEWEST_MINOR),
      expected,
    ),
  ).toEqual(expected);
});

test.each<[ObjectMeta | undefined, string]>([
  [{ name: 'a', generateName: 'b' }, 'a'],
  [{ generateName: 'b-' }, 'b-xxxxx'],
  [{ generateName: long(70) }, `${long(58)}xxxxx`],
  [undefined, ''],
])('the name of %j is %s', (metadata, expected) => expect(objectName(metadata)).toBe(expected));

test.each<[ObjectMeta, (string | undefined)[]]>([
  [{ name: 'MyJob' }, ['Did you mean "my-job"?']],
  // Of a name that the server completes only the beginning is known.
  [{ generateName: 'MyJob-' }, [undefined, undefined]],
])('the hints for %j', (metadata, expected) => {
  const v = new Validation(37);
  validateObjectMeta(v, metadata);
  expect(v.findings.map(({ hint }) => hint)).toEqual(expected);
});
