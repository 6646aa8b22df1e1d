import { Validation } from '../../apimachinery/finding';
import { isHugePages, isPodResource, validatePodResourceName } from '../../apimachinery/resource-name';
import {
  Amount,
  readResourceList,
  ResourceList,
  validateResourceRequirements,
} from '../container/resource-requirements';

/** Resources of a pod as a whole, and what its containers come to together. */

export const isSidecar = (container: any) => container.restartPolicy === 'Always';

/** Adds what is in a list to a total. */
export function add(total: ResourceList, list: ResourceList): void {
  for (const [name, added] of list) {
    const before = total.get(name);
    total.set(name, before ? sum(before, added) : added);
  }
}

/** Printed in the style of the first that is not zero, as the server does. */
function sum(a: Amount, b: Amount): Amount {
  return a.value === 0n ? b : a.plus(b.value);
}

function atLeast(total: ResourceList, name: string, needed: Amount): void {
  const before = total.get(name);
  if (!before || needed.value > before.value) total.set(name, needed);
}

/**
 * What the containers need together: regular containers and sidecars run side by side, an init container next to
 * the sidecars before it.
 */
export function aggregate(spec: any, read: (container: any) => ResourceList): ResourceList {
  const total: ResourceList = new Map();
  for (const container of spec.containers ?? []) add(total, read(container));
  const sidecars: ResourceList = new Map();
  const starting: ResourceList = new Map();
  for (const container of spec.initContainers ?? []) {
    const list = read(container);
    if (isSidecar(container)) {
      add(total, list);
      add(sidecars, list);
    }
    // Of other resources no more is needed than before.
    for (const [name, needed] of list) {
      const beside = sidecars.get(name);
      atLeast(starting, name, !beside ? needed : isSidecar(container) ? beside : sum(needed, beside));
    }
  }
  for (const [name, needed] of starting) atLeast(total, name, needed);
  return total;
}

const requestsOf = (container: any) => readResourceList(container.resources?.requests);
const limitsOf = (container: any) => readResourceList(container.resources?.limits);

/** Validates `spec.resources`. */
export function validatePodResources(v: Validation, spec: any, claimNames: ReadonlySet<string>, path: string): void {
  const { resources } = spec;
  if (!v.isOn('PodLevelResources') || !resources) return;
  if (spec.os?.name === 'windows') return v.forbidden('RES-POD', path, 'may not be set for a windows pod');
  if (resources.claims) v.forbidden('RES-POD', `${path}.claims`, 'claims may not be set for Resources at pod-level');
  validateResourceRequirements(v, resources, claimNames, path, validatePodResourceName);

  const requests = readResourceList(resources.requests);
  for (const [name, needed] of aggregate(spec, requestsOf)) {
    const given = requests.get(name);
    if (given && needed.value > given.value) {
      v.invalid(
        'RES-POD',
        `${path}.requests[${name}]`,
        given.text,
        `must be greater than or equal to aggregate container requests of ${needed.text}`,
      );
    }
  }
  const limits = readResourceList(resources.limits);
  for (const [name, needed] of aggregate(spec, limitsOf)) {
    const given = limits.get(name);
    if (given && isHugePages(name) && needed.value > given.value) {
      v.invalid(
        'RES-POD',
        `${path}.limits[${name}]`,
        given.text,
        `must be greater than or equal to aggregate container limits of ${needed.text}`,
      );
    }
  }
  (spec.containers ?? []).forEach((container: any, i: number) => {
    for (const [name, limit] of limitsOf(container)) {
      const given = limits.get(name);
      if (given && limit.value > given.value) {
        v.invalid(
          'RES-POD',
          `${path}.containers[${i}][${name}].limits`,
          limit.text,
          `must be less than or equal to pod limits of ${given.text}`,
        );
      }
    }
  });
}

/** A created pod's containers request what they are limited to, unless they say otherwise. */
const createdRequestsOf = (container: any): ResourceList => new Map([...limitsOf(container), ...requestsOf(container)]);

/**
 * A created pod gets defaults which a template does not have: its containers' requests, and its own requests from
 * theirs. They may exceed what the pod has.
 */
export function validateCreatedPodResources(v: Validation, spec: any, path: string, hint?: string): void {
  const { resources } = spec;
  if (!v.isOn('PodLevelResources') || !resources) return;
  const requests = readResourceList(resources.requests);
  const limits = readResourceList(resources.limits);
  const inTemplate = aggregate(spec, requestsOf);
  for (const [name, needed] of aggregate(spec, createdRequestsOf)) {
    const request = requests.get(name);
    const limit = limits.get(name);
    if (request) {
      // What the template itself exceeds has been said.
      if (needed.value > request.value && (inTemplate.get(name)?.value ?? 0n) <= request.value) {
        v.invalid(
          'RES-POD',
          `${path}.requests[${name}]`,
          request.text,
          `must be greater than or equal to aggregate container requests of ${needed.text}`,
          hint,
        );
      }
    } else if (limit && isPodResource(name) && !isHugePages(name) && needed.value > limit.value) {
      v.invalid(
        'RES-POD',
        `${path}.requests`,
        needed.text,
        `must be less than or equal to ${name} limit of ${limit.text}`,
        hint,
      );
    }
  }
}
