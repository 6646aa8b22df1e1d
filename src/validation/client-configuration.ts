/** Configuration files that have the form of manifests, and that only programs of the user read. */

import { groupOf } from '../apimachinery/schema';
import { isObject, JsonObject } from '../text/json-value';

/** Groups of API versions that no server serves, and the end of such: `kubelet.config.k8s.io`. */
const GROUPS = [
  'audit.k8s.io',
  'backstage.io',
  'chainsaw.kyverno.io',
  'cli.kyverno.io',
  'client.authentication.k8s.io',
  'config.k8s.io',
  'config.kueue.x-k8s.io',
  'ctlptl.dev',
  'eksctl.io',
  'k0sctl.k0sproject.io',
  'k3d.io',
  'kind.x-k8s.io',
  'kpt.dev',
  'kubeadm.k8s.io',
  'kuttl.dev',
  'skaffold',
];

/** Keeps an object on the user's side, as kustomize and kpt understand it. */
const LOCAL_CONFIG = 'config.kubernetes.io/local-config';

/** Whether it is the configuration of a program such as kustomize, skaffold, kind or helm: no API server reads it. */
export function isClientConfiguration(manifest: JsonObject): boolean {
  const { apiVersion, metadata } = manifest;
  if (typeof apiVersion !== 'string') return false;
  if (isObject(metadata) && isObject(metadata.annotations) && metadata.annotations[LOCAL_CONFIG] === 'true') {
    return true;
  }
  const group = groupOf(apiVersion);
  if (GROUPS.some((known) => group === known || group.endsWith(`.${known}`))) return true;
  return apiVersion === 'builtin' || isKubeconfig(manifest) || isHelmChart(manifest);
}

const isKubeconfig = ({ apiVersion, kind, clusters, contexts }: JsonObject) =>
  apiVersion === 'v1' && kind === 'Config' && (Array.isArray(clusters) || Array.isArray(contexts));

/** `Chart.yaml`, which has no kind. */
const isHelmChart = ({ apiVersion, kind, name, version }: JsonObject) =>
  /^v[12]$/.test(apiVersion) && kind === undefined && typeof name === 'string' && typeof version === 'string';
