import { NEWEST_MINOR } from '../../../src/apimachinery/schema';
import {
  validatePersistentVolumeClaim,
  validatePersistentVolumeClaimSpec,
} from '../../../src/validation/objects/persistent-volume-claim';
import { beginnings, found, long } from '../rules';

const fine = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
const errors = (spec: any, minor = NEWEST_MINOR) =>
  found((v) => validatePersistentVolumeClaimSpec(v, spec, 'spec'), minor);
const snapshot = { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 's' };
const claim = { kind: 'PersistentVolumeClaim', name: 'c' };
const storage = (value: any) => ({ ...fine, resources: { requests: { storage: value } } });

test.each<[any, string[]]>([
  [fine, []],
  [
    {},
    ['spec.accessModes: Required value: at least 1 access mode is required', 'spec.resources[storage]: Required value'],
  ],
  [{ ...fine, accessModes: [] }, ['spec.accessModes: Required value']],
  [{ ...fine, accessModes: ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce'] }, []],
  [
    { ...fine, accessModes: ['RWX'] },
    [
      'spec.accessModes: Unsupported value: "RWX": supported values: "ReadOnlyMany", "ReadWriteMany", ' +
        '"ReadWriteOnce", "ReadWriteOncePod"',
    ],
  ],
  [{ ...fine, accessModes: ['ReadWriteOncePod'] }, []],
  [{ ...fine, accessModes: ['ReadWriteOncePod', 'ReadWriteOncePod'] }, []],
  [
    { ...fine, accessModes: ['ReadWriteOncePod', 'ReadWriteOnce'] },
    ['spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes'],
  ],
  [{ ...fine, accessModes: ['ReadWriteOncePod', 'x'] }, ['spec.accessModes: Unsupported value: "x"']],
  [{ ...fine, resources: { requests: { memory: '1Gi' } } }, ['spec.resources[storage]: Required value']],
  [{ ...fine, resources: { ...fine.resources, limits: { storage: '-1' } } }, []],
  [storage('1n'), []],
  [storage(1), []],
  [storage('0'), ['spec.resources[storage]: Invalid value: "0": must be greater than zero']],
  [storage('-1Gi'), ['spec.resources[storage]: Invalid value: "-1Gi": must be greater than zero']],
  [{ ...fine, storageClassName: '' }, []],
  [{ ...fine, storageClassName: 'a.b' }, []],
  [{ ...fine, storageClassName: 'a_b' }, ['spec.storageClassName: Invalid value: "a_b"']],
  [{ ...fine, volumeMode: 'Block' }, []],
  [{ ...fine, volumeMode: 'Filesystem' }, []],
  [{ ...fine, volumeMode: null }, []],
  [{ ...fine, volumeMode: '' }, ['spec.volumeMode: Unsupported value: "": supported values: "Block", "Filesystem"']],
  [{ ...fine, selector: { matchLabels: { a: 'b' } } }, []],
  [
    { ...fine, selector: { matchExpressions: [{ key: 'a', operator: 'In' }] } },
    ['spec.selector.matchExpressions[0].values: Required value'],
  ],
  [{ ...fine, dataSource: snapshot }, []],
  [{ ...fine, dataSource: claim }, []],
  [
    { ...fine, dataSource: { kind: 'Pod', name: 'p' } },
    ['spec.dataSource: Invalid value: "Pod": must be \'PersistentVolumeClaim\' when referencing the default apiGroup'],
  ],
  [
    { ...fine, dataSource: { apiGroup: 'a_b', kind: 'x', name: 'y' } },
    ['spec.dataSource.apiGroup: Invalid value: "a_b"'],
  ],
  [
    { ...fine, dataSource: {} },
    [
      'spec.dataSource.name: Required value',
      'spec.dataSource.kind: Required value',
      'spec.dataSource: Invalid value: ""',
    ],
  ],
  [
    { ...fine, dataSourceRef: { ...snapshot, namespace: 'Other' } },
    ['spec.dataSourceRef.namespace: Invalid value: "Other"'],
  ],
  [{ ...fine, dataSource: snapshot, dataSourceRef: snapshot }, []],
  [{ ...fine, dataSource: claim, dataSourceRef: { ...claim, apiGroup: null } }, []],
  [
    { ...fine, dataSource: claim, dataSourceRef: { ...claim, apiGroup: '' } },
    ['spec: Invalid value: "dataSource": must match dataSourceRef'],
  ],
  [
    { ...fine, dataSource: claim, dataSourceRef: { ...claim, name: 'd' } },
    ['spec: Invalid value: "dataSource": must match dataSourceRef'],
  ],
  [
    { ...fine, dataSource: claim, dataSourceRef: { ...claim, namespace: 'other' } },
    ['spec: Invalid value: "dataSource": may not be specified when dataSourceRef.namespace is specified'],
  ],
])('%j', (spec, expected) => expect(beginnings(errors(spec), expected)).toEqual(expected));

test.each<[number, any, string[]]>([
  [28, { ...fine, dataSource: { apiGroup: 'a_b', kind: 'x', name: 'y' } }, []],
  [
    29,
    { ...fine, dataSource: { apiGroup: 'a_b', kind: 'x', name: 'y' } },
    ['spec.dataSource.apiGroup: Invalid value: "a_b"'],
  ],
  [33, { ...fine, volumeAttributesClassName: 'a_b' }, []],
  [34, { ...fine, volumeAttributesClassName: 'a_b' }, ['spec.volumeAttributesClassName: Invalid value: "a_b"']],
  [34, { ...fine, volumeAttributesClassName: 'a' }, []],
  [34, { ...fine, volumeAttributesClassName: '' }, []],
])('in 1.%i: %j', (minor, spec, expected) => expect(beginnings(errors(spec, minor), expected)).toEqual(expected));

test.each<[any, string[]]>([
  [{ metadata: { name: 'a' }, spec: fine }, []],
  [{ metadata: { name: 'a' } }, ['spec.accessModes: Required value', 'spec.resources[storage]: Required value']],
  [{ metadata: { name: long(254) }, spec: fine }, ['metadata.name: Invalid value: ']],
  [
    { metadata: { name: 'a', generation: -1 }, spec: fine },
    ['metadata.generation: Invalid value: -1: must be greater than or equal to 0'],
  ],
  // The server copies the source.
  [
    { metadata: { name: 'a' }, spec: { ...fine, dataSource: { kind: claim.kind } } },
    ['spec.dataSource.name: Required value', 'spec.dataSourceRef.name: Required value'],
  ],
  [
    { metadata: { name: 'a' }, spec: { ...fine, dataSourceRef: { kind: claim.kind } } },
    ['spec.dataSource.name: Required value', 'spec.dataSourceRef.name: Required value'],
  ],
])('the claim %j', (object, expected) => {
  expect(
    beginnings(
      found((v) => validatePersistentVolumeClaim(v, object)),
      expected,
    ),
  ).toEqual(expected);
});
