import { sourceText } from '../../src/diagram/volume-source';

test.each<[object, string]>([
  [{}, 'emptyDir'],
  [{ emptyDir: {} }, 'emptyDir'],
  [{ emptyDir: null }, 'emptyDir'],
  [{ emptyDir: { medium: 'Memory', sizeLimit: '1Gi' } }, 'emptyDir in memory, up to 1Gi'],
  [{ emptyDir: { sizeLimit: 5 } }, 'emptyDir, up to 5'],
  [{ persistentVolumeClaim: { claimName: 'data' } }, 'claim data'],
  [{ configMap: { name: 'settings' } }, 'ConfigMap settings'],
  [{ secret: { secretName: 'tls' } }, 'Secret tls'],
  [{ hostPath: { path: '/var/log' } }, 'hostPath /var/log'],
  [{ image: { reference: 'acme/model:1' } }, 'image acme/model:1'],
  [{ csi: { driver: 'csi.acme.io' } }, 'CSI csi.acme.io'],
  [{ nfs: { server: 'nfs.acme.io', path: '/export' } }, 'NFS nfs.acme.io /export'],
  [
    { ephemeral: { volumeClaimTemplate: { spec: { resources: { requests: { storage: '10Gi' } } } } } },
    'claim of its own, up to 10Gi',
  ],
  [{ ephemeral: {} }, 'claim of its own'],
  [{ downwardAPI: { items: [] } }, 'fields of the pod'],
  [
    {
      projected: {
        sources: [
          { configMap: { name: 'a' } },
          { secret: { name: 'b' } },
          { serviceAccountToken: { path: 'token' } },
          { downwardAPI: {} },
          { clusterTrustBundle: {} },
          {},
        ],
      },
    },
    'projected ConfigMap a, Secret b, service account token, fields of the pod, clusterTrustBundle, nothing',
  ],
  [{ projected: {} }, 'projected'],
  [{ persistentVolumeClaim: {} }, 'claim'],
  [{ cephfs: { monitors: [] } }, 'cephfs'],
  [{ configMap: 'x' }, 'ConfigMap'],
  [{ configMap: [], secret: 5 }, 'ConfigMap'],
  [JSON.parse('{"__proto__": {"name": "x"}}'), '__proto__'],
])('%j', (source, text) => {
  expect(sourceText({ name: 'x', ...source })).toBe(text);
  expect(sourceText({ ...source, name: 'x' })).toBe(text);
});
