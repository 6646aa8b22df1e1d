import { validateVolumeAttachment } from '../../../src/validation/objects/volume-attachment';
import { testNeverThrows, testRule } from '../kind-table';

const inline = (change: any) => ({
  spec: {
    source: {
      persistentVolumeName: undefined,
      inlineVolumeSpec: { accessModes: ['ReadWriteOnce'], csi: { driver: 'a', volumeHandle: 'h' }, ...change },
    },
  },
});
const at = 'PV spec.source.inlineVolumeSpec';

testRule(
  validateVolumeAttachment,
  { metadata: { name: 'a' }, spec: { attacher: 'a.io', nodeName: 'n', source: { persistentVolumeName: 'p' } } },
  [
    [{ spec: { attacher: '' } }, ['VA spec.attacher: Required value']],
    [{ spec: { attacher: 'a b' } }, ['VA spec.attacher: Invalid value: "a b"']],
    [{ spec: { nodeName: undefined } }, ['VA spec.nodeName: Invalid value: ""']],
    [{ spec: { source: undefined } }, ['VA spec.source: Required value: must specify exactly one']],
    [{ spec: { source: { inlineVolumeSpec: {} } } }, ['VA spec.source: Forbidden: must specify exactly one']],
    [
      { spec: { source: { persistentVolumeName: '' } } },
      ['VA spec.source.persistentVolumeName: Required value', 'VA spec.source.persistentVolumeName: Invalid value: ""'],
    ],
    [inline({}), []],
    [inline({ volumeMode: 'Filesystem', persistentVolumeReclaimPolicy: 'Retain' }), []],
    [inline({ capacity: { storage: '1' } }), [`${at}.capacity: Forbidden`]],
    [inline({ claimRef: {} }), [`${at}.claimRef: Forbidden`]],
    [inline({ nodeAffinity: {} }), [`${at}.nodeAffinity: Forbidden`]],
    [inline({ storageClassName: 'a' }), [`${at}.storageClassName: Forbidden`]],
    [inline({ volumeMode: 'Block' }), [`${at}.volumeMode: Forbidden`]],
    [inline({ persistentVolumeReclaimPolicy: 'Delete' }), [`${at}.persistentVolumeReclaimPolicy: Forbidden`]],
    [inline({ csi: undefined, nfs: { server: 's', path: '/' } }), [`${at}.csi: Required value`]],
  ],
);
testNeverThrows('storage.k8s.io/v1', 'VolumeAttachment');
