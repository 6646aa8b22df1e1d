/**
 * What to write in place of a kind that a version of Kubernetes does not serve.
 *
 * @see https://kubernetes.io/docs/reference/using-api/deprecation-guide/
 */
import { allKinds, groupOf, isServed, NEWEST_MINOR, servedRange } from './schema';
import { didYouMean, nearest } from '../text/suggest';

interface Removal {
  /** The minor version that serves them no more. */
  readonly minor: number;
  readonly kinds: readonly string[];
  /** The API version that took their place. */
  readonly successor: string;
}

const removal = (minor: number, kinds: string, successor: string): Removal => ({
  minor,
  kinds: kinds.split(' '),
  successor,
});

/** What was removed before the oldest version of the schema, by API version. */
const REMOVED: Readonly<Record<string, readonly Removal[]>> = {
  'extensions/v1beta1': [
    removal(16, 'DaemonSet Deployment ReplicaSet', 'apps/v1'),
    removal(16, 'NetworkPolicy', 'networking.k8s.io/v1'),
    removal(22, 'Ingress', 'networking.k8s.io/v1'),
  ],
  'apps/v1beta1': [removal(16, 'ControllerRevision Deployment StatefulSet', 'apps/v1')],
  'apps/v1beta2': [removal(16, 'ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet', 'apps/v1')],
  'admissionregistration.k8s.io/v1beta1': [
    removal(22, 'MutatingWebhookConfiguration ValidatingWebhookConfiguration', 'admissionregistration.k8s.io/v1'),
  ],
  'apiextensions.k8s.io/v1beta1': [removal(22, 'CustomResourceDefinition', 'apiextensions.k8s.io/v1')],
  'apiregistration.k8s.io/v1beta1': [removal(22, 'APIService', 'apiregistration.k8s.io/v1')],
  'authentication.k8s.io/v1beta1': [removal(22, 'TokenReview', 'authentication.k8s.io/v1')],
  'authorization.k8s.io/v1beta1': [
    removal(
      22,
      'LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview',
      'authorization.k8s.io/v1',
    ),
  ],
  'certificates.k8s.io/v1beta1': [removal(22, 'CertificateSigningRequest', 'certificates.k8s.io/v1')],
  'coordination.k8s.io/v1beta1': [removal(22, 'Lease', 'coordination.k8s.io/v1')],
  'networking.k8s.io/v1beta1': [removal(22, 'Ingress IngressClass', 'networking.k8s.io/v1')],
  'rbac.authorization.k8s.io/v1beta1': [
    removal(22, 'ClusterRole ClusterRoleBinding Role RoleBinding', 'rbac.authorization.k8s.io/v1'),
  ],
  'scheduling.k8s.io/v1beta1': [removal(22, 'PriorityClass', 'scheduling.k8s.io/v1')],
  'storage.k8s.io/v1beta1': [
    removal(22, 'CSIDriver CSINode StorageClass VolumeAttachment', 'storage.k8s.io/v1'),
    removal(27, 'CSIStorageCapacity', 'storage.k8s.io/v1'),
  ],
  'batch/v1beta1': [removal(25, 'CronJob', 'batch/v1')],
  'discovery.k8s.io/v1beta1': [removal(25, 'EndpointSlice', 'discovery.k8s.io/v1')],
  'events.k8s.io/v1beta1': [removal(25, 'Event', 'events.k8s.io/v1')],
  'autoscaling/v2beta1': [removal(25, 'HorizontalPodAutoscaler', 'autoscaling/v2')],
  'policy/v1beta1': [removal(25, 'PodDisruptionBudget', 'policy/v1')],
  'node.k8s.io/v1beta1': [removal(25, 'RuntimeClass', 'node.k8s.io/v1')],
  'autoscaling/v2beta2': [removal(26, 'HorizontalPodAutoscaler', 'autoscaling/v2')],
  'flowcontrol.apiserver.k8s.io/v1beta1': [
    removal(26, 'FlowSchema PriorityLevelConfiguration', 'flowcontrol.apiserver.k8s.io/v1'),
  ],
};

/** Removed kinds that nothing took the place of, with what to do. */
const WITHOUT_SUCCESSOR: Readonly<Record<string, { readonly minor: number; readonly instead: string }>> = {
  'extensions/v1beta1 PodSecurityPolicy': {
    minor: 16,
    instead: 'remove it, and label namespaces for Pod Security admission',
  },
  'policy/v1beta1 PodSecurityPolicy': {
    minor: 25,
    instead: 'remove it, and label namespaces for Pod Security admission',
  },
};

/** What to write in place of a kind that Kubernetes 1.`minor` does not serve. */
export function unservedHint(apiVersion: string, kind: string, minor: number): string | undefined {
  return (
    removedHint(apiVersion, kind, minor) ??
    otherVersionHint(apiVersion, kind, minor) ??
    misspeltHint(apiVersion, kind, minor)
  );
}

function removedHint(apiVersion: string, kind: string, minor: number): string | undefined {
  const name = `${apiVersion} ${kind}`;
  const gone = [name, ...Object.keys(WITHOUT_SUCCESSOR).reverse()].find(
    (one) => one.endsWith(` ${kind}`) && Object.hasOwn(WITHOUT_SUCCESSOR, one),
  );
  if (gone !== undefined) {
    const { minor: removed, instead } = WITHOUT_SUCCESSOR[gone];
    return `${gone} was removed in 1.${removed}: ${instead}`;
  }
  const removals = Object.hasOwn(REMOVED, apiVersion) ? REMOVED[apiVersion] : [];
  const removed = removals.find(({ kinds }) => kinds.includes(kind));
  if (removed) {
    const known = isServed(removed.successor, kind, minor) ? removed.successor : versionsOf(kind, minor, apiVersion)[0];
    return `${name} was removed in 1.${removed.minor}: write ${known}`;
  }
  const [since, until] = servedRange(apiVersion, kind);
  if (since > minor && since <= NEWEST_MINOR) {
    const [other] = versionsOf(kind, minor, apiVersion);
    return `${name} is served since 1.${since}${other ? `: write ${other} for older versions` : ''}`;
  }
  if (until >= minor || until < 0) return undefined;
  const [other] = versionsOf(kind, minor, apiVersion);
  return `${name} was removed in 1.${until + 1}${other ? `: write ${other}` : ''}`;
}

function otherVersionHint(apiVersion: string, kind: string, minor: number): string | undefined {
  const [other] = versionsOf(kind, minor, apiVersion);
  return other && `write apiVersion: ${other}`;
}

/** The short names of kubectl, and others in use. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  cj: 'CronJob',
  cm: 'ConfigMap',
  crd: 'CustomResourceDefinition',
  deploy: 'Deployment',
  ds: 'DaemonSet',
  ep: 'Endpoints',
  hpa: 'HorizontalPodAutoscaler',
  ing: 'Ingress',
  netpol: 'NetworkPolicy',
  no: 'Node',
  ns: 'Namespace',
  pc: 'PriorityClass',
  pdb: 'PodDisruptionBudget',
  po: 'Pod',
  pv: 'PersistentVolume',
  pvc: 'PersistentVolumeClaim',
  quota: 'ResourceQuota',
  rc: 'ReplicationController',
  rs: 'ReplicaSet',
  sa: 'ServiceAccount',
  sc: 'StorageClass',
  sts: 'StatefulSet',
  svc: 'Service',
};

function misspeltHint(apiVersion: string, kind: string, minor: number): string | undefined {
  const served = allKinds(minor);
  const lower = kind.toLowerCase();
  const meant = Object.hasOwn(SHORT_NAMES, lower) ? SHORT_NAMES[lower].toLowerCase() : lower;
  const same = served.find(([, name]) => name.toLowerCase() === meant);
  if (same) return kindHint(apiVersion, same[1], minor);
  const ofVersion = served.filter(([version]) => version === apiVersion).map(([, name]) => name);
  const near = didYouMean(kind, ofVersion);
  if (near) return near;
  const other = nearest(kind, COMMON_KINDS);
  return other && kindHint(apiVersion, other, minor);
}

/** In which other API versions a misspelt kind is looked for. */
const COMMON_KINDS = [...Object.values(SHORT_NAMES), 'Job', 'Secret', 'Role', 'RoleBinding', 'ClusterRole'];

/** How to write a kind, and its API version if that is another one. */
function kindHint(apiVersion: string, kind: string, minor: number): string {
  const versions = versionsOf(kind, minor, apiVersion);
  const isRight = versions.length === 0 || versions.includes(apiVersion);
  return isRight ? `write kind: ${kind}` : `write apiVersion: ${versions[0]} and kind: ${kind}`;
}

/** The API versions that serve a kind, those of the same group first, then the most stable. */
export function versionsOf(kind: string, minor: number, apiVersion = ''): string[] {
  const group = groupOf(apiVersion);
  const rank = (other: string) => (groupOf(other) === group ? 0 : 10) + instability(other);
  return allKinds(minor)
    .filter(([, name]) => name === kind)
    .map(([version]) => version)
    .sort((a, b) => rank(a) - rank(b) || (a < b ? 1 : -1));
}

function instability(apiVersion: string): number {
  if (apiVersion.includes('alpha')) return 2;
  return apiVersion.includes('beta') ? 1 : 0;
}
