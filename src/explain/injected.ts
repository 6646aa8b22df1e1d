/** Containers that a mutating webhook adds to pods, so that no spec of the user's contains them. */

import { JsonObject, objectsAt, textAt } from '../text/json-value';

/** Names that well-known webhooks give their containers. */
const INJECTED_NAMES = [
  'istio-proxy',
  'istio-init',
  'istio-validation',
  'linkerd-proxy',
  'linkerd-init',
  'linkerd-network-validator',
  'gke-gcsfuse-sidecar',
  'gke-gcsfuse-metadata-prefetch',
  'vault-agent',
  'vault-agent-init',
  'consul-dataplane',
  'consul-connect-inject-init',
  'daprd',
  'kuma-sidecar',
  'kuma-init',
  'aws-network-policy-agent',
  'datadog-lib-python-init',
  'datadog-init-apm-inject',
];

export const isInjectedName = (name: string): boolean => INJECTED_NAMES.includes(name);

const LISTS = ['containers', 'initContainers'];

/**
 * The names of containers that a webhook has added to a pod.
 *
 * @param spec of the pod
 * @param template the spec in the pod template of its owner, if that was read
 */
export function injectedContainers(spec: JsonObject, template: JsonObject | undefined): ReadonlySet<string> {
  const own = template && isWhole(template) ? new Set(namesIn(template)) : undefined;
  return new Set(namesIn(spec).filter((name) => (own ? !own.has(name) : isInjectedName(name))));
}

/** Whether nothing was cut out of a pod template: all its containers have an image. */
export const isWhole = (template: JsonObject): boolean =>
  objectsAt(template, 'containers').length > 0 &&
  LISTS.flatMap((list) => objectsAt(template, list)).every((container) => textAt(container, 'image') !== '');

const namesIn = (spec: JsonObject) =>
  LISTS.flatMap((list) => objectsAt(spec, list)).map((container) => textAt(container, 'name'));
