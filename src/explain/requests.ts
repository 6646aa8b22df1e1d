/** What pods ask of a node, and what nodes have. */

import { isQuantity } from '../apimachinery/quantity';
import { NEWEST_MINOR } from '../apimachinery/schema';
import { JsonObject, objectAt } from '../text/json-value';
import { createdPod, effectiveResources } from '../validation/admission/pod-resources';
import { Amount, readResourceList, ResourceList } from '../validation/container/resource-requirements';

/** A list of resources, without what is no quantity. */
function readList(list: JsonObject): ResourceList {
  return readResourceList(Object.fromEntries(Object.entries(list).filter(([, quantity]) => isQuantity(quantity))));
}

/** What a container asks for; as in a pod that exists, a limit alone is a request, too. */
export const requestsOf = (container: JsonObject): ResourceList =>
  new Map([
    ...readList(objectAt(container, 'resources', 'limits')),
    ...readList(objectAt(container, 'resources', 'requests')),
  ]);

/** What a pod asks for in all. */
export const totalRequests = (spec: JsonObject): ResourceList =>
  effectiveResources(createdPod(spec, NEWEST_MINOR)).requests;

/** The most of a resource that one node has for pods; undefined when no node is known. */
export function mostOnANode(nodes: readonly JsonObject[], resource: string): Amount | undefined {
  const amounts = nodes.map((node) => readList(objectAt(node, 'status', 'allocatable')).get(resource));
  return amounts.reduce(
    (most, amount) => (amount && (!most || amount.value > most.value) ? amount : most),
    nodes.length > 0 ? ZERO : undefined,
  );
}

const ZERO = readResourceList({ zero: '0' }).get('zero')!;
