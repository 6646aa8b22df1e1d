import { validateVolumes } from '../../../src/validation/volume/volume';
import { beginnings, found, long } from '../rules';

const volume = (source: any, name = 'data') =>
  found((v) => validateVolumes(v, [{ name, ...source }], 'volumes')).map((error) => error.replace('volumes[0].', ''));
const IQN = 'iqn.2001-04.com.example:storage.disk1';
const iscsi = { targetPortal: '10.0.0.1:3260', iqn: IQN, lun: 0 };

test.each<[any]>([
  [{ gitRepo: { repository: 'r', directory: 'a/b' } }],
  [{ gcePersistentDisk: { pdName: 'p', partition: 255 } }],
  [{ awsElasticBlockStore: { volumeID: 'v' } }],
  [{ iscsi }],
  [{ iscsi: { ...iscsi, lun: 255, initiatorName: 'eui.0123456789abcdef' } }],
  [{ iscsi: { ...iscsi, iqn: `naa.${long(32, 'a')}`, chapAuthSession: true, secretRef: {} } }],
  [{ glusterfs: { endpoints: 'e', path: 'p' } }],
  [{ flocker: { datasetName: 'd' } }],
  [{ flocker: { datasetUUID: 'u' } }],
  [{ rbd: { monitors: ['m'], image: 'i' } }],
  [{ cinder: { volumeID: 'v', secretRef: { name: 's' } } }],
  [{ cephfs: { monitors: ['m'] } }],
  [{ quobyte: { registry: 'a:1,[::1]:2,:', volume: 'v', tenant: long(64) } }],
  [{ fc: { targetWWNs: ['w'], lun: 255 } }],
  [{ fc: { wwids: ['w'] } }],
  [{ flexVolume: { driver: 'd', options: { a: 'b', 'example.com/kubernetes.io': 'x' } } }],
  [{ azureFile: { secretName: 's', shareName: 'n' } }],
  [{ azureDisk: { diskName: 'd', diskURI: 'https://x' } }],
  [{ azureDisk: { diskName: 'd', diskURI: '/subscriptions/x', kind: 'Managed', cachingMode: 'None' } }],
  [{ vsphereVolume: { volumePath: 'p' } }],
  [{ photonPersistentDisk: { pdID: 'p' } }],
  [{ portworxVolume: { volumeID: 'v' } }],
  [{ scaleIO: { gateway: 'g', system: 's', volumeName: 'v' } }],
  [{ storageos: { volumeName: 'v', volumeNamespace: 'n', secretRef: { name: 's' } } }],
])('%j is accepted', (source) => expect(volume(source)).toEqual([]));

test.each<[any, string[]]>([
  [
    { gitRepo: { directory: '../a' } },
    ['gitRepo.repository: Required value', 'gitRepo.directory: Invalid value: "../a": must not contain \'..\''],
  ],
  [
    { gitRepo: { repository: 'r', directory: '/a' } },
    ['gitRepo.directory: Invalid value: "/a": must be a relative path'],
  ],
  [
    { gcePersistentDisk: { partition: 256 } },
    [
      'persistentDisk.pdName: Required value',
      'persistentDisk.partition: Invalid value: 256: must be between 1 and 255, inclusive',
    ],
  ],
  [
    { awsElasticBlockStore: { partition: -1 } },
    ['awsElasticBlockStore.volumeID: Required value', 'awsElasticBlockStore.partition: Invalid value: -1'],
  ],
  [{ iscsi: {} }, ['iscsi.targetPortal: Required value', 'iscsi.iqn: Required value']],
  [
    { iscsi: { ...iscsi, iqn: 'x' } },
    ['iscsi.iqn: Invalid value: "x": must be valid format starting with iqn, eui, or naa'],
  ],
  [
    { iscsi: { ...iscsi, iqn: 'iqn.2001.com:x' } },
    ['iscsi.iqn: Invalid value: "iqn.2001.com:x": must be valid format'],
  ],
  [{ iscsi: { ...iscsi, iqn: `${IQN} ` } }, ['iscsi.iqn: Invalid value']],
  [
    { iscsi: { ...iscsi, iqn: 'eui.short', initiatorName: 'naa.short' } },
    ['iscsi.iqn: Invalid value: "eui.short"', 'iscsi.initiatorname: Invalid value: "naa.short"'],
  ],
  [{ iscsi: { ...iscsi, lun: 256 } }, ['iscsi.lun: Invalid value: 256: must be between 0 and 255, inclusive']],
  [{ iscsi: { ...iscsi, chapAuthDiscovery: true } }, ['iscsi.secretRef: Required value']],
  [{ glusterfs: {} }, ['glusterfs.endpoints: Required value', 'glusterfs.path: Required value']],
  [{ flocker: {} }, ['flocker: Required value: one of datasetName and datasetUUID is required']],
  [
    { flocker: { datasetName: 'a/b', datasetUUID: 'u' } },
    [
      'flocker: Invalid value: "resource": datasetName and datasetUUID can not',
      'flocker.datasetName: Invalid value: "a/b": must not contain \'/\'',
    ],
  ],
  [{ rbd: {} }, ['rbd.monitors: Required value', 'rbd.image: Required value']],
  [{ cinder: { secretRef: {} } }, ['cinder.volumeID: Required value', 'cinder.secretRef.name: Required value']],
  [{ cephfs: { monitors: [] } }, ['cephfs.monitors: Required value']],
  [{ quobyte: {} }, ['quobyte.registry: Required value: must be a host:port pair', 'quobyte.volume: Required value']],
  [{ quobyte: { registry: 'a', volume: 'v' } }, ['quobyte.registry: Invalid value: "a": must be a host:port pair']],
  [{ quobyte: { registry: 'a:1:2', volume: 'v' } }, ['quobyte.registry: Invalid value: "a:1:2"']],
  [{ quobyte: { registry: 'a:1', volume: 'v', tenant: long(65) } }, ['quobyte.tenant: Required value: must be a UUID']],
  [{ fc: {} }, ['fc.targetWWNs: Required value: must specify either targetWWNs or wwids, but not both']],
  [{ fc: { targetWWNs: ['w'] } }, ['fc.lun: Required value: lun is required if targetWWNs is specified']],
  [{ fc: { targetWWNs: ['w'], lun: 256 } }, ['fc.lun: Invalid value: 256']],
  [
    { fc: { targetWWNs: ['w'], wwids: ['w'], lun: 1 } },
    ['fc.targetWWNs: Invalid value: ["w"]: targetWWNs and wwids can not be specified simultaneously'],
  ],
  [
    { flexVolume: { options: { 'K8s.io/x': '1', 'a.kubernetes.io': '2' } } },
    [
      'flexVolume.driver: Required value',
      'flexVolume.options[K8s.io/x]: Invalid value: "K8s.io/x": kubernetes.io and k8s.io',
      'flexVolume.options[a.kubernetes.io]: Invalid value',
    ],
  ],
  [
    { flexVolume: { driver: 'd', options: { 'kubernetes.İo/x': '' } } },
    ['flexVolume.options[kubernetes.İo/x]: Invalid value'],
  ],
  [{ azureFile: {} }, ['azureFile.secretName: Required value', 'azureFile.shareName: Required value']],
  [
    { azureDisk: {} },
    [
      'azureDisk.diskName: Required value',
      'azureDisk.diskURI: Required value',
      'azureDisk.diskURI: Unsupported value: "": supported values: "https://',
    ],
  ],
  [
    { azureDisk: { diskName: 'd', diskURI: '/subscriptions/x' } },
    ['azureDisk.diskURI: Unsupported value: "/subscriptions/x"'],
  ],
  [
    { azureDisk: { diskName: 'd', diskURI: 'https://x', kind: 'Managed' } },
    ['azureDisk.diskURI: Unsupported value: "https://x"'],
  ],
  [
    { azureDisk: { diskName: 'd', diskURI: 'https://x', kind: 'x', cachingMode: 'y' } },
    ['azureDisk.cachingMode: Unsupported value: "y"', 'azureDisk.kind: Unsupported value: "x"'],
  ],
  [{ vsphereVolume: {} }, ['vsphereVolume.volumePath: Required value']],
  [{ photonPersistentDisk: {} }, ['photonPersistentDisk.pdID: Required value']],
  [{ portworxVolume: {} }, ['portworxVolume.volumeID: Required value']],
  [
    { scaleIO: {} },
    ['scaleIO.gateway: Required value', 'scaleIO.system: Required value', 'scaleIO.volumeName: Required value'],
  ],
  [{ storageos: {} }, ['storageos.volumeName: Required value']],
  [
    { storageos: { volumeName: 'V', volumeNamespace: 'N', secretRef: {} } },
    [
      'storageos.volumeName: Invalid value: "V"',
      'storageos.volumeNamespace: Invalid value: "N"',
      'storageos.secretRef.name: Required value',
    ],
  ],
])('%j is refused', (source, errors) => expect(beginnings(volume(source), errors)).toEqual(errors));

test('the initiator, the volume and the portal form one limited name', () => {
  const source = { iscsi: { ...iscsi, targetPortal: long(40), initiatorName: IQN } };
  expect(volume(source, long(23))).toEqual([]);
  expect(beginnings(volume(source, long(24)), ['name: Invalid value'])).toEqual(['name: Invalid value']);
  expect(volume({ iscsi: { ...iscsi, targetPortal: long(40) } }, long(24))).toEqual([]);
});

test('a very long name is checked quickly', () => {
  expect(volume({ iscsi: { ...iscsi, iqn: 'iqn.2001-04.'.repeat(50_000) } })).toHaveLength(1);
});
