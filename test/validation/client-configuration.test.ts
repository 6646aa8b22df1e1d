import { isClientConfiguration } from '../../src/validation/client-configuration';

test.each<[object]>([
  [{ apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization' }],
  [{ apiVersion: 'kustomize.config.k8s.io/v1alpha1', kind: 'Component' }],
  [{ apiVersion: 'builtin', kind: 'PatchTransformer' }],
  [{ apiVersion: 'skaffold/v4beta11', kind: 'Config' }],
  [{ apiVersion: 'kind.x-k8s.io/v1alpha4', kind: 'Cluster' }],
  [{ apiVersion: 'config.k8s.io/v1', kind: 'ResourceList' }],
  [{ apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration' }],
  [{ apiVersion: 'v1', kind: 'Config', clusters: [], users: [] }],
  [{ apiVersion: 'v2', name: 'web', version: '1.0.0' }],
  [{ apiVersion: 'v1', kind: 'Pod', metadata: { annotations: { 'config.kubernetes.io/local-config': 'true' } } }],
])('%j is a configuration of a client, which no API server reads', (manifest) => {
  expect(isClientConfiguration(manifest)).toBe(true);
});

test.each<[object]>([
  [{ apiVersion: 'v1', kind: 'Config' }],
  [{ apiVersion: 'v1', kind: 'Service', name: 'web', version: '1.0.0' }],
  [{ apiVersion: 'v3', name: 'web', version: '1.0.0' }],
  [{ apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease' }],
  [{ apiVersion: 'myconfig.k8s.io/v1', kind: 'Thing' }],
  [{ apiVersion: 'skaffold.acme.io/v1', kind: 'Thing' }],
  [{ apiVersion: 'v1', kind: 'Pod', metadata: { annotations: { 'config.kubernetes.io/local-config': 'false' } } }],
  [{ apiVersion: 5, kind: 'Config' }],
  [{ kind: 'Kustomization' }],
])('%j may be read by an API server', (manifest) => {
  expect(isClientConfiguration(manifest)).toBe(false);
});
