/** What to do when the server refuses a change. */
import { JsonObject } from '../../text/json-value';

const WORKLOADS = 'use another name, or delete it first';

/** By kind; other kinds have to be deleted and created again. */
const WAYS: Readonly<Record<string, string>> = {
  Job: 'use another name for the Job, for example with a hash (nameSuffixHash), or delete it first',
  Pod: 'use another name for the Pod, or delete it first',
  ConfigMap: 'use another name for the ConfigMap, for example with a hash of its content, and refer to that',
  Secret: 'use another name for the Secret, for example with a hash of its content, and refer to that',
  Deployment: WORKLOADS,
  DaemonSet: WORKLOADS,
  ReplicaSet: WORKLOADS,
  StatefulSet: 'delete the StatefulSet with --cascade=orphan, and create it again: its pods and claims stay',
  PersistentVolumeClaim: 'create another claim and copy the data',
  PersistentVolume: 'create another volume',
  Service: 'delete the Service first: it gets another address',
  CustomResourceDefinition: 'define another kind: when this one is deleted, all its objects are',
};

export const wayOut = (kind: string): string =>
  Object.hasOwn(WAYS, kind) ? WAYS[kind] : `delete the ${kind} first, or give it another name`;

/** Kinds whose data is lost when they are deleted. */
const WITH_DATA = ['PersistentVolumeClaim', 'PersistentVolume', 'Namespace', 'CustomResourceDefinition'];

/** Kinds whose pods are deleted with them. */
const WITH_PODS = ['Job', 'Deployment', 'DaemonSet', 'ReplicaSet', 'ReplicationController'];

/**
 * How to delete and create an object that cannot become what it should, by what deploys it; empty where that would lose
 * data.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/
 */
export function recreation({ kind }: JsonObject): readonly string[] {
  if (WITH_DATA.includes(kind)) return [];
  const force = 'kustomize.toolkit.fluxcd.io/force: enabled';
  return [
    byKubectl(kind),
    'Argo CD: set the annotation argocd.argoproj.io/sync-options: Force=true,Replace=true',
    `Flux: set the annotation ${force}, or spec.force of the Kustomization`,
  ].map((way, i) => (kind === 'StatefulSet' && i > 0 ? `${way}: its pods are deleted, too` : way));
}

function byKubectl(kind: string): string {
  if (kind === 'StatefulSet') {
    return 'kubectl: kubectl delete --cascade=orphan -f FILE, then kubectl apply -f FILE: its pods stay';
  }
  const what = WITH_PODS.includes(kind) ? 'it and its pods' : 'it';
  return `kubectl: kubectl replace --force -f FILE deletes and creates ${what}`;
}
