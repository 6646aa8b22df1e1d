/** What pods request of a node, and what nodes have. */

import { isQuantity } from '../apimachinery/quantity';
import { NEWEST_MINOR } from '../apimachinery/schema';
import { JsonObject, objectAt } from '../text/json-value';
import { createdPod, effectiveResources } from '../validation/admission/pod-resources';
import { Amount, readResourceList, ResourceList } from '../validation/container/resource-requirements';

/** A resource list, without values that are not quantities. */
function readList(list: JsonObject): ResourceList {
  return readResourceList(Object.fromEntries(Object.entries(list).filter(([, quantity]) => isQuantity(quantity))));
}

/** What a container requests. The API server uses a limit without a request as the request. */
export const requestsOf = (container: JsonObject): ResourceList =>
  new Map([
    ...readList(objectAt(container, 'resources', 'limits')),
    ...readList(objectAt(container, 'resources', 'requests')),
  ]);

/** What a pod requests in total. */
export const totalRequests = (spec: JsonObject): ResourceList =>
  effectiveResources(createdPod(spec, NEWEST_MINOR)).requests;

/** The most of a resource that a single node has for pods; undefined when no nodes were read. */
export function mostOnANode(nodes: readonly JsonObject[], resource: string): Amount | undefined {
  const amounts = nodes.map((node) => readList(objectAt(node, 'status', 'allocatable')).get(resource));
  return amounts.reduce(
    (most, amount) => (amount && (!most || amount.value > most.value) ? amount : most),
    nodes.length > 0 ? ZERO : undefined,
  );
}

const ZERO = readResourceList({ zero: '0' }).get('zero')!;
