import { validateVolumes } from '../../../src/validation/volume/volume';
import { beginnings, found, hints, long } from '../rules';

const volume = (source: any, minor?: number) =>
  found((v) => validateVolumes(v, [{ name: 'data', ...source }], 'volumes'), minor);
const at = 'volumes[0]';

test.each<[any]>([
  [{ emptyDir: { sizeLimit: '0', medium: 'anything' } }],
  [{ hostPath: { path: 'relative' } }],
  [{ hostPath: { path: '/a', type: '' } }],
  [{ hostPath: { path: '/a', type: 'DirectoryOrCreate' } }],
  [{ secret: { secretName: 'Any name', defaultMode: 511 } }],
  [{ configMap: { name: 'c', defaultMode: 0, items: [{ key: 'any key', path: 'a/b', mode: 256 }] } }],
  [{ persistentVolumeClaim: { claimName: 'c' } }],
  [{ nfs: { server: 's', path: '/' } }],
  [{ csi: { driver: 'CSİ.example.com' } }],
  [{ csi: { driver: 'CSI.example.com', nodePublishSecretRef: { name: 's' } } }],
  [
    {
      downwardAPI: {
        items: [
          { path: 'a', fieldRef: { fieldPath: 'metadata.labels' } },
          { path: 'b', resourceFieldRef: { containerName: 'c', resource: 'limits.cpu' } },
        ],
      },
    },
  ],
  [{ image: { reference: 'busybox:1', pullPolicy: 'Never' } }],
  [
    {
      ephemeral: {
        volumeClaimTemplate: {
          metadata: { labels: { a: 'b' } },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        },
      },
    },
  ],
])('%j is accepted', (source) => expect(volume(source)).toEqual([]));

test.each<[any, string[]]>([
  [
    { emptyDir: { sizeLimit: '-1' } },
    [`${at}.emptyDir.sizeLimit: Forbidden: SizeLimit field must be a valid resource quantity`],
  ],
  [{ hostPath: {} }, [`${at}.hostPath.path: Required value`]],
  [{ hostPath: { path: '/a/../b' } }, [`${at}.hostPath.path: Invalid value: "/a/../b": must not contain '..'`]],
  [
    { hostPath: { path: '/a', type: 'Dir' } },
    [`${at}.hostPath.type: Unsupported value: "Dir": supported values: "", "BlockDevice"`],
  ],
  [
    { secret: { defaultMode: 512 } },
    [
      `${at}.secret.secretName: Required value`,
      `${at}.secret.defaultMode: Invalid value: 512: must be a number between 0 and 0777`,
    ],
  ],
  [
    { configMap: { defaultMode: -1 } },
    [`${at}.configMap.name: Required value`, `${at}.configMap.defaultMode: Invalid value: -1`],
  ],
  [
    { secret: { secretName: 's', items: [{}] } },
    [`${at}.secret.items[0].key: Required value`, `${at}.secret.items[0].path: Required value`],
  ],
  [
    { secret: { secretName: 's', items: [{ key: 'k', path: '/a', mode: 512 }] } },
    [
      `${at}.secret.items[0].path: Invalid value: "/a": must be a relative path`,
      `${at}.secret.items[0].mode: Invalid value: 512`,
    ],
  ],
  [
    { secret: { secretName: 's', items: [{ key: 'k', path: '..a' }] } },
    [`${at}.secret.items[0].path: Invalid value: "..a": must not start with '..'`],
  ],
  [{ persistentVolumeClaim: {} }, [`${at}.persistentVolumeClaim.claimName: Required value`]],
  [
    { nfs: {} },
    [
      `${at}.nfs.server: Required value`,
      `${at}.nfs.path: Required value`,
      `${at}.nfs.path: Invalid value: "": must be an absolute path`,
    ],
  ],
  [{ nfs: { server: 's', path: 'a' } }, [`${at}.nfs.path: Invalid value: "a": must be an absolute path`]],
  [{ csi: {} }, [`${at}.csi.driver: Required value`]],
  [{ csi: { driver: long(64) } }, [`${at}.csi.driver: Too long: may not be more than 63 bytes`]],
  [
    { csi: { driver: 'a_b', nodePublishSecretRef: {} } },
    [`${at}.csi.driver: Invalid value: "a_b"`, `${at}.csi.nodePublishSecretRef.name: Required value`],
  ],
  [{ csi: { driver: 'd', nodePublishSecretRef: { name: 'S' } } }, [`${at}.csi.name: Invalid value: "S"`]],
  [
    { downwardAPI: { defaultMode: 512, items: [{}] } },
    [
      `${at}.downwardAPI.defaultMode: Invalid value: 512`,
      `${at}.downwardAPI.path: Required value`,
      `${at}.downwardAPI: Required value: one of fieldRef and resourceFieldRef is required`,
    ],
  ],
  [
    { downwardAPI: { items: [{ path: 'a', mode: 512, fieldRef: { fieldPath: 'status.podIP' } }] } },
    [
      `${at}.downwardAPI.fieldRef.fieldPath: Unsupported value: "status.podIP"`,
      `${at}.downwardAPI.mode: Invalid value: 512`,
    ],
  ],
  [
    { downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'metadata.name' }, resourceFieldRef: {} }] } },
    [`${at}.downwardAPI: Invalid value: "resource": fieldRef and resourceFieldRef can not be specified simultaneously`],
  ],
  [
    { downwardAPI: { items: [{ path: 'a', resourceFieldRef: { resource: 'limits.cpu' } }] } },
    [`${at}.downwardAPI.resourceFieldRef.containerName: Required value`],
  ],
  [
    { image: { reference: 'a', pullPolicy: 'Sometimes' } },
    [`${at}.image.pullPolicy: Unsupported value: "Sometimes": supported values: "Always", "IfNotPresent", "Never"`],
  ],
  [{ image: {} }, [`${at}.image.reference: Required value`]],
  [{ ephemeral: {} }, [`${at}.ephemeral.volumeClaimTemplate: Required value`]],
  [
    { ephemeral: { volumeClaimTemplate: {} } },
    [
      `${at}.ephemeral.volumeClaimTemplate.spec.accessModes: Required value`,
      `${at}.ephemeral.volumeClaimTemplate.spec.resources[storage]: Required value`,
    ],
  ],
])('%j is refused', (source, errors) => expect(beginnings(volume(source), errors)).toEqual(errors));

test('an ephemeral claim may only have labels and annotations as metadata', () => {
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  const claim = (metadata: any) => volume({ ephemeral: { volumeClaimTemplate: { metadata, spec } } });
  const path = `${at}.ephemeral.volumeClaimTemplate.metadata`;
  expect(claim({ name: '', uid: null, generation: 0, annotations: { 'a/b': 'c' } })).toEqual([]);
  expect(claim({ name: 'x' })).toEqual([`${path}.name: Forbidden: cannot be set`]);
  expect(claim({ uid: 'x', finalizers: [] })).toEqual([
    `${path}.uID: Forbidden: cannot be set`,
    `${path}.finalizers: Forbidden: cannot be set`,
  ]);
  expect(beginnings(claim({ labels: { 'a b': 'c' } }), [`${path}.labels: Invalid value: "a b"`])).toEqual([
    `${path}.labels: Invalid value: "a b"`,
  ]);
});

test('older versions accept other sources', () => {
  expect(volume({ image: {} }, 36)).toEqual([]);
  expect(
    beginnings(volume({ csi: {} }, 34), [`${at}.csi.driver: Required value`, `${at}.csi.driver: Invalid value: ""`]),
  ).toHaveLength(2);
});

test('a mode that is probably octal has a hint', () => {
  const modes = (defaultMode: number) =>
    hints((v) => validateVolumes(v, [{ name: 'a', secret: { secretName: 's', defaultMode } }], 'volumes'));
  expect(modes(777)).toEqual(['Octal 777 is 511 in decimal.']);
  expect(modes(888)).toEqual([undefined]);
});
