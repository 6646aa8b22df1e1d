import { unservedHint } from '../../src/apimachinery/served-kinds';

test.each([
  ['batch/v1beta1', 'CronJob', 37, 'batch/v1beta1 CronJob was removed in 1.25: write batch/v1'],
  ['extensions/v1beta1', 'Ingress', 37, 'extensions/v1beta1 Ingress was removed in 1.22: write networking.k8s.io/v1'],
  ['extensions/v1beta1', 'Deployment', 28, 'extensions/v1beta1 Deployment was removed in 1.16: write apps/v1'],
  [
    'autoscaling/v2beta2',
    'HorizontalPodAutoscaler',
    37,
    'autoscaling/v2beta2 HorizontalPodAutoscaler was removed in 1.26: write autoscaling/v2',
  ],
  [
    'policy/v1beta1',
    'PodSecurityPolicy',
    37,
    'policy/v1beta1 PodSecurityPolicy was removed in 1.25: remove it, and label namespaces for Pod Security admission',
  ],
  [
    'policy/v1beta1',
    'PodDisruptionBudget',
    37,
    'policy/v1beta1 PodDisruptionBudget was removed in 1.25: write policy/v1',
  ],
  [
    'storage.k8s.io/v1beta1',
    'CSIStorageCapacity',
    37,
    'storage.k8s.io/v1beta1 CSIStorageCapacity was removed in 1.27: write storage.k8s.io/v1',
  ],
  [
    'flowcontrol.apiserver.k8s.io/v1beta1',
    'FlowSchema',
    28,
    'flowcontrol.apiserver.k8s.io/v1beta1 FlowSchema was removed in 1.26: write flowcontrol.apiserver.k8s.io/v1beta3',
  ],
  [
    'flowcontrol.apiserver.k8s.io/v1beta3',
    'FlowSchema',
    32,
    'flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema was removed in 1.32: write flowcontrol.apiserver.k8s.io/v1',
  ],
  ['networking.k8s.io/v1alpha1', 'ClusterCIDR', 37, 'networking.k8s.io/v1alpha1 ClusterCIDR was removed in 1.29'],
  [
    'resource.k8s.io/v1',
    'ResourceClaim',
    32,
    'resource.k8s.io/v1 ResourceClaim is served since 1.34: write resource.k8s.io/v1beta1 for older versions',
  ],
  [
    'lifecycle.k8s.io/v1alpha1',
    'EvictionRequest',
    30,
    'lifecycle.k8s.io/v1alpha1 EvictionRequest is served since 1.37',
  ],
  ['apps/v1', 'CronJob', 37, 'write apiVersion: batch/v1'],
  ['v1', 'Deployment', 37, 'write apiVersion: apps/v1'],
  ['batch', 'Job', 37, 'write apiVersion: batch/v1'],
  ['apps/v1', 'Event', 37, 'write apiVersion: v1'],
  ['batch/v1', 'job', 37, 'write kind: Job'],
  ['v1', 'configmap', 37, 'write kind: ConfigMap'],
  ['v1', 'Sevice', 37, 'Did you mean "Service"?'],
  ['v1', 'Xyzzy', 37, undefined],
  ['constructor', 'constructor', 37, undefined],
])('%s %s in 1.%i: %s', (apiVersion, kind, minor, expected) => {
  expect(unservedHint(apiVersion, kind, minor)).toBe(expected);
});
