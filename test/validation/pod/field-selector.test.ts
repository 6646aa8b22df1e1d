import { validateFieldRef, validateResourceFieldRef } from '../../../src/validation/pod/field-selector';
import { beginnings, found } from '../rules';

const FIELDS = ['metadata.name', 'metadata.labels', 'spec.nodeName'];
const field = (ref: any) => found((v) => validateFieldRef(v, 'R', ref, FIELDS, 'fieldRef'));

test.each<[any]>([
  [{ fieldPath: 'metadata.name' }],
  [{ fieldPath: 'metadata.name', apiVersion: 'v1' }],
  [{ fieldPath: 'metadata.name', apiVersion: '' }],
  [{ fieldPath: 'spec.host' }],
  [{ fieldPath: "metadata.labels['a.b/c']" }],
  [{ fieldPath: "metadata.annotations['A.B/C']" }],
  [{ fieldPath: "metadata.annotations['İ']" }],
])('fieldRef %j is accepted', (ref) => expect(field(ref)).toEqual([]));

test.each<[any, string]>([
  [{}, 'fieldRef.fieldPath: Required value'],
  [
    { fieldPath: 'metadata.uid' },
    'fieldRef.fieldPath: Unsupported value: "metadata.uid": supported values: "metadata.name", ' +
      '"metadata.labels", "spec.nodeName"',
  ],
  [
    { fieldPath: 'metadata.whoops' },
    'fieldRef.fieldPath: Invalid value: "metadata.whoops": error converting fieldPath: field label not ' +
      'supported: metadata.whoops',
  ],
  [
    { fieldPath: 'metadata.name', apiVersion: 'v2' },
    'fieldRef.fieldPath: Invalid value: "metadata.name": error converting fieldPath: unsupported pod version: v2',
  ],
  [
    { fieldPath: "metadata.name['x']" },
    'fieldRef.fieldPath: Invalid value: "metadata.name[\'x\']": error converting fieldPath: field label does not ' +
      'support subscript',
  ],
  [{ fieldPath: "metadata.labels['A.b/c']" }, 'fieldRef: Invalid value: "A.b/c": prefix part'],
  [{ fieldPath: 'metadata.labels[x]' }, 'fieldRef.fieldPath: Invalid value: "metadata.labels[x]": error converting'],
  [
    { fieldPath: "['x']" },
    'fieldRef.fieldPath: Invalid value: "[\'x\']": error converting fieldPath: field label not supported',
  ],
])('fieldRef %j is refused', (ref, error) => expect(beginnings(field(ref), [error])).toEqual([error]));

test.each<[number, readonly string[], string[]]>([
  [28, ['status.hostIPs'], ["ref: Forbidden: may not be set when feature gate 'PodHostIPs' is not enabled"]],
  [
    28,
    ['metadata.name'],
    [
      'ref.fieldPath: Unsupported value: "status.hostIPs": supported values: "metadata.name"',
      "ref: Forbidden: may not be set when feature gate 'PodHostIPs' is not enabled",
    ],
  ],
  [29, ['status.hostIPs'], []],
])('status.hostIPs in 1.%i, which knows %j', (minor, known, errors) => {
  expect(found((v) => validateFieldRef(v, 'R', { fieldPath: 'status.hostIPs' }, known, 'ref'), minor)).toEqual(errors);
});

const resource = (ref: any, inVolume = false) => found((v) => validateResourceFieldRef(v, 'R', ref, 'ref', inVolume));

test.each<[any]>([
  [{ resource: 'limits.cpu' }],
  [{ resource: 'requests.memory', divisor: '1Mi' }],
  [{ resource: 'requests.ephemeral-storage', divisor: '1024Ki' }],
  [{ resource: 'limits.hugepages-2Mi', divisor: 1 }],
  [{ resource: 'limits.cpu', divisor: '1m' }],
  [{ resource: 'limits.cpu', divisor: '0' }],
  [{ resource: 'limits.cpu', divisor: '1000m' }],
])('resourceFieldRef %j is accepted', (ref) => expect(resource(ref)).toEqual([]));

test.each<[any, boolean, string]>([
  [{}, false, 'ref.resource: Required value'],
  [{ resource: 'limits.cpu' }, true, 'ref.containerName: Required value'],
  [
    { resource: 'limits.nvidia.com/gpu' },
    false,
    'ref.resource: Unsupported value: "limits.nvidia.com/gpu": supported values: "limits.cpu", ' +
      '"limits.ephemeral-storage"',
  ],
  [
    { resource: 'limits.cpu', divisor: '2' },
    false,
    'ref.divisor: Invalid value: "limits.cpu": only divisor\'s values 1m and 1 are supported with the cpu resource',
  ],
  [{ resource: 'limits.cpu', divisor: '+1' }, false, 'ref.divisor: Invalid value: "limits.cpu"'],
  [
    { resource: 'limits.memory', divisor: '1m' },
    false,
    'ref.divisor: Invalid value: "limits.memory": only divisor\'s values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki',
  ],
  [{ resource: 'limits.memory', divisor: '1024' }, false, 'ref.divisor: Invalid value: "limits.memory"'],
  [
    { resource: 'requests.ephemeral-storage', divisor: '3' },
    false,
    'ref.divisor: Invalid value: "requests.ephemeral-storage": only divisor\'s values',
  ],
  [
    { resource: 'limits.hugepages-2Mi', divisor: '2Mi' },
    false,
    'ref.divisor: Invalid value: "limits.hugepages-2Mi": only divisor\'s values',
  ],
])('resourceFieldRef %j (in a volume: %p) is refused', (ref, inVolume, error) =>
  expect(beginnings(resource(ref, inVolume), [error])).toEqual([error]),
);

test('the reference of a volume names its container', () =>
  expect(resource({ containerName: 'c', resource: 'limits.cpu' }, true)).toEqual([]));
