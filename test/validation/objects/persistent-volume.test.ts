import { validatePersistentVolume } from '../../../src/validation/objects/persistent-volume';
import { testNeverThrows, testRule } from '../kind-table';

const spec = { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], nfs: { server: 's', path: '/p' } };
const csi = { driver: 'd.io', volumeHandle: 'h' };
const secret = (name: any, namespace: any) => ({
  nfs: undefined,
  csi: { ...csi, nodeExpandSecretRef: { name, namespace } },
});
const terms = (...nodeSelectorTerms: any[]) => ({ required: { nodeSelectorTerms } });
const term = { matchExpressions: [{ key: 'a', operator: 'Exists' }] };
const only = (source: any) => ({ spec: { nfs: undefined, ...source } });

testRule(validatePersistentVolume, { metadata: { name: 'pv' }, spec }, [
  [{ metadata: { name: 'P' } }, ['META-NAME-SUBDOMAIN metadata.name: Invalid value: "P"']],
  [{ spec: { accessModes: [] } }, ['PV spec.accessModes: Required value']],
  [{ spec: { accessModes: ['ReadWriteOncePod'] } }, []],
  [{ spec: { accessModes: ['x'] } }, ['PV spec.accessModes: Unsupported value: "x"']],
  [
    { spec: { accessModes: ['ReadWriteOncePod', 'ReadOnlyMany'] } },
    ['PV spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes'],
  ],
  [{ spec: { capacity: undefined } }, ['PV spec.capacity: Required value', 'PV spec.capacity: Unsupported value: ']],
  [{ spec: { capacity: { cpu: '1' } } }, ['PV spec.capacity: Unsupported value: {"storage":"1Gi","cpu":"1"}']],
  [{ spec: { capacity: { storage: '1m' } } }, []],
  [
    { spec: { capacity: { storage: '0' } } },
    ['PV spec.capacity[storage]: Invalid value: "0": must be greater than zero'],
  ],
  [
    { spec: { capacity: { storage: '-1' } } },
    [
      'PV spec.capacity[storage]: Invalid value: "-1": must be a valid resource quantity',
      'PV spec.capacity[storage]: Invalid value: "-1": must be greater than zero',
    ],
  ],
  [{ spec: { persistentVolumeReclaimPolicy: 'Recycle' } }, []],
  [{ spec: { persistentVolumeReclaimPolicy: 'x' } }, ['PV spec.persistentVolumeReclaimPolicy: Unsupported value: "x"']],
  [only({ hostPath: { path: '/a/..' } }), ['VOL-HOSTPATH spec.hostPath.path: Invalid value']],
  [
    only({ hostPath: { path: '//.' }, persistentVolumeReclaimPolicy: 'Recycle' }),
    ["PV spec.persistentVolumeReclaimPolicy: Forbidden: may not be 'recycle' for a hostPath mount of '/'"],
  ],
  [only({}), ['PV spec: Required value: must specify a volume type']],
  [{ spec: { csi } }, ['PV spec.csi: Forbidden: may not specify more than 1 volume type']],
  [{ spec: { flexVolume: { driver: 'd' } } }, []],
  [only({ local: { path: '/a' } }), ['PV spec.nodeAffinity: Required value: Local volume requires node affinity']],
  [only({ local: { path: '/a' }, nodeAffinity: terms(term) }), []],
  [only({ local: {}, nodeAffinity: terms(term) }), ['PV spec.local.path: Required value']],
  [{ spec: { nodeAffinity: {} } }, ['PV spec.nodeAffinity.required: Required value']],
  [{ spec: { nodeAffinity: terms() } }, ['AFF-NODE spec.nodeAffinity.required.nodeSelectorTerms: Required value']],
  [only({ csi: { driver: 'd.io' } }), ['PV spec.csi.volumeHandle: Required value']],
  [only({ csi: { ...csi, driver: 'a b' } }), ['PV spec.csi.driver: Invalid value: "a b"']],
  [{ spec: secret('s', 'n') }, []],
  [
    { spec: secret('', '') },
    [
      'PV spec.csi.nodeExpandSecretRef.name: Required value',
      'PV spec.csi.nodeExpandSecretRef.namespace: Required value',
    ],
  ],
  [
    only({ cinder: { volumeID: 'v', secretRef: { name: 's' } } }),
    ['VOL-OTHER spec.cinder.secretRef.namespace: Required value'],
  ],
  [
    only({ azureFile: { secretName: 's', shareName: 's', secretNamespace: '' } }),
    ['PV spec.azureFile.secretNamespace: Required value'],
  ],
  [
    only({ glusterfs: { endpoints: 'e', path: 'p', endpointsNamespace: '' } }),
    ['PV spec.glusterfs.endpointsNamespace: Invalid value: ""'],
  ],
  [only({ gcePersistentDisk: {} }), ['VOL-OTHER spec.persistentDisk.pdName: Required value']],
  [
    only({ iscsi: { targetPortal: 'x'.repeat(62), iqn: 'iqn.2020-01.a:b', initiatorName: 'iqn.2020-01.a:b' } }),
    ['PV spec.iscsi.targetportal: Invalid value'],
  ],
  [only({ iscsi: { targetPortal: 'x'.repeat(61), iqn: 'iqn.2020-01.a:b', initiatorName: 'iqn.2020-01.a:b' } }), []],
  [
    only({ iscsi: { targetPortal: 'x', iqn: 'iqn.2020-01.a:b', secretRef: {} } }),
    ['VOL-OTHER spec.iscsi.secretRef.name: Required value'],
  ],
  [{ spec: { storageClassName: 'A' } }, ['PV spec.storageClassName: Invalid value: "A"']],
  [{ spec: { volumeMode: 'Block' } }, []],
  [{ spec: { volumeMode: 'block' } }, ['PV spec.volumeMode: Unsupported value: "block"']],
  [only({ csi, volumeAttributesClassName: 'c' }), []],
  [only({ csi, volumeAttributesClassName: '' }), ['PV spec.volumeAttributesClassName: Required value']],
  [{ spec: { volumeAttributesClassName: 'c' } }, ['PV spec.csi: Required value: has to be specified']],
  [{ spec: { volumeAttributesClassName: 'c' } }, [], 33],
  [{ metadata: { annotations: { 'volume.beta.kubernetes.io/mount-options': 'ro' } } }, []],
  [
    {
      metadata: { annotations: { 'volume.beta.kubernetes.io/mount-options': 'ro' } },
      ...only({ csi }),
    },
    ['PV metadata.annotations.volume.beta.kubernetes.io/mount-options: Forbidden'],
  ],
]);
testNeverThrows('v1', 'PersistentVolume');
