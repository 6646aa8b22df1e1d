import { changed, testUpdates } from './expect-update';

const claim = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'x' },
  spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'a', resources: { requests: { storage: '2Gi' } } },
};
const SPEC = 'UPD-PVC spec: Forbidden: spec is immutable after creation except resources.requests';
const size = (storage: string) => ({ spec: { resources: { requests: { storage } } } });
const pending = { old: { status: { phase: 'Pending' } } };

describe('a claim', () => {
  const SIZE = 'UPD-PVC spec.resources.requests.storage: Forbidden: field can not be less than ';
  const source = { kind: 'PersistentVolumeClaim', name: 'b' };
  testUpdates(claim, [
    [{}, []],
    [{ spec: { volumeMode: 'Filesystem' } }, []],
    [size('2048Mi'), []],
    [size('3Gi'), []],
    [size('3Gi'), [SPEC], pending],
    [size('1Gi'), [`${SIZE}status.capacity`]],
    [size('1Gi'), [`${SIZE}previous value`], { minor: 31 }],
    [size('1Gi'), [], { old: { status: { phase: 'Bound', capacity: { storage: '512Mi' } } } }],
    [{ spec: { volumeAttributesClassName: 'b' } }, []],
    [{ spec: { volumeAttributesClassName: 'b' } }, [SPEC], pending],
    [{ spec: { volumeName: 'v' } }, [], pending],
    [{ spec: { volumeName: 'v' } }, [SPEC], { old: { spec: { volumeName: 'w' } } }],
    [{ spec: { storageClassName: 'b' } }, [SPEC]],
    [{ spec: { accessModes: ['ReadWriteMany'] } }, [SPEC]],
    [{ spec: { resources: { limits: { storage: '9Gi' } } } }, [SPEC]],
    [{ spec: { dataSource: source } }, [SPEC]],
    [{ spec: { dataSourceRef: source } }, [], { old: { spec: { dataSource: source } } }],
    [{ spec: { volumeMode: 'Block' } }, [SPEC, 'UPD-PVC volumeMode: Invalid value: "Block": field is immutable']],
    [
      { metadata: { annotations: { 'volume.beta.kubernetes.io/storage-class': 'b' } } },
      ['UPD-PVC metadata.annotations.volume.beta.kubernetes.io/storage-class: Invalid value: "b": field is immutable'],
    ],
    [
      { spec: { volumeAttributesClassName: undefined } },
      ['UPD-PVC spec.volumeAttributesClassName: Forbidden: update to nil is forbidden'],
      {
        old: {
          spec: { volumeAttributesClassName: 'b' },
          status: { phase: 'Bound', currentVolumeAttributesClassName: 'b' },
        },
      },
    ],
  ]);
});

describe('a volume', () => {
  const SOURCE = 'UPD-PV spec.persistentvolumesource: Forbidden: spec.persistentvolumesource is immutable';
  const AFFINITY = 'UPD-PV nodeAffinity: Invalid value: ';
  const affinity = (key: string) => ({
    required: { nodeSelectorTerms: [{ matchExpressions: [{ key, operator: 'In', values: ['a'] }] }] },
  });
  const csi = { driver: 'a.b', volumeHandle: 'v' };
  const volume = {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'x' },
    spec: { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' }, csi },
  };
  const secret = { name: 'a', namespace: 'b' };
  testUpdates(volume, [
    [{ spec: { capacity: { storage: '2Gi' }, storageClassName: 'b', mountOptions: ['ro'] } }, []],
    [{ spec: { persistentVolumeReclaimPolicy: 'Delete', volumeMode: 'Filesystem' } }, []],
    [{ spec: { csi: { readOnly: false } } }, []],
    [{ spec: { csi: { controllerExpandSecretRef: secret } } }, []],
    [{ spec: { csi: { controllerPublishSecretRef: secret } } }, [SOURCE]],
    [{ spec: { csi: { volumeHandle: 'w' } } }, [SOURCE]],
    [{ spec: { csi: undefined, hostPath: { path: '/a' } } }, [SOURCE]],
    [{ spec: { volumeMode: 'Block' } }, ['UPD-PV volumeMode: Invalid value: "Block": field is immutable']],
    [{ spec: { nodeAffinity: affinity('a') } }, []],
    [{ spec: { nodeAffinity: affinity('a') } }, [AFFINITY], { old: { spec: { nodeAffinity: affinity('b') } } }],
    [
      { spec: { nodeAffinity: affinity('topology.kubernetes.io/zone') } },
      [],
      { old: { spec: { nodeAffinity: affinity('failure-domain.beta.kubernetes.io/zone') } } },
    ],
    [
      {},
      ['UPD-PV spec.volumeAttributesClassName: Forbidden: update from non-nil value to nil'],
      { old: { spec: { volumeAttributesClassName: 'b' } } },
    ],
  ]);
});

describe('objects that describe drivers', () => {
  const object = (kind: string, fields: any) => ({
    apiVersion: 'storage.k8s.io/v1',
    kind,
    metadata: { name: 'x' },
    ...fields,
  });
  const driver = { name: 'a', nodeID: 'n', topologyKeys: ['k'] };
  testUpdates(object('CSINode', { spec: { drivers: [driver] } }), [
    [{ spec: { drivers: [{ ...driver, allocatable: { count: 1 } }] } }, []],
    [{ spec: { drivers: [{ ...driver, name: 'b', nodeID: 'm' }] } }, []],
    [{ spec: { drivers: [{ ...driver, nodeID: 'm' }] } }, ['UPD-IMMUTABLE spec.drivers: Invalid value']],
    [
      { spec: { drivers: [{ ...driver, allocatable: { count: 1 } }] } },
      ['UPD-IMMUTABLE spec.drivers: Invalid value'],
      { minor: 34 },
    ],
  ]);
  testUpdates(object('CSIDriver', { spec: {} }), [
    [{ spec: { attachRequired: true, fsGroupPolicy: 'None' } }, []],
    [{ spec: { attachRequired: false } }, ['UPD-IMMUTABLE spec.attachedRequired: Invalid value: false']],
    [{ spec: { volumeLifecycleModes: ['Ephemeral'] } }, ['UPD-IMMUTABLE spec.volumeLifecycleModes: Invalid value']],
  ]);
  testUpdates(object('VolumeAttributesClass', { driverName: 'a', parameters: { a: 'b' } }), [
    [{ metadata: { labels: { a: 'b' } } }, []],
    [{ driverName: 'b' }, ['UPD-IMMUTABLE driverName: Forbidden: updates to driverName are forbidden.']],
    [{ parameters: { a: 'c' } }, ['UPD-IMMUTABLE parameters: Forbidden: updates to parameters are forbidden.']],
  ]);
  testUpdates(object('StorageClass', { provisioner: 'a.b/c' }), [
    [{ reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate', allowVolumeExpansion: true }, []],
    [{ reclaimPolicy: 'Retain' }, ['UPD-IMMUTABLE reclaimPolicy: Invalid value: "Retain": field is immutable']],
    [{ provisioner: 'b' }, ['UPD-IMMUTABLE provisioner: Invalid value: "b": field is immutable']],
    [{ parameters: { a: 'b' } }, ['UPD-IMMUTABLE parameters: Invalid value: {"a":"b"}: field is immutable']],
  ]);
  testUpdates(object('CSIStorageCapacity', { storageClassName: 'a' }), [
    [{ capacity: '1Gi' }, []],
    [{ storageClassName: 'b' }, ['UPD-IMMUTABLE storageClassName: Invalid value: "b": field is immutable']],
  ]);
});

test('changed() keeps fields that the change does not mention', () => {
  expect(changed({ a: { b: 1, c: 2 } }, { a: { b: undefined } })).toEqual({ a: { c: 2 } });
});
