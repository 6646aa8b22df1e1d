import { validateLabelSelector } from './label-selector';
import { validateMatchLabelKeys } from './match-label-keys';
import { validateNodeAffinity, validateWeight } from './node-selector';
import { Validation } from '../../apimachinery/finding';
import { dnsLabel, qualifiedName } from '../../apimachinery/formats';

const RULE = 'AFF-POD';

/** Validates a pod's `affinity`. */
export function validateAffinity(v: Validation, affinity: any, path: string): void {
  if (affinity.nodeAffinity) validateNodeAffinity(v, affinity.nodeAffinity, `${path}.nodeAffinity`);
  forEachWeightedTerm(affinity, path, (term, at) => validateWeight(v, RULE, term.weight, `${at}.weight`));
  forEachPodAffinityTerm(affinity, path, (term, at) => validatePodAffinityTerm(v, term, at));
}

type Visit = (term: any, path: string) => void;

function forEachWeightedTerm(affinity: any, path: string, visit: Visit): void {
  for (const kind of ['podAffinity', 'podAntiAffinity']) {
    (affinity[kind]?.preferredDuringSchedulingIgnoredDuringExecution ?? []).forEach((term: any, i: number) => {
      visit(term, `${path}.${kind}.preferredDuringSchedulingIgnoredDuringExecution[${i}]`);
    });
  }
}

/** All terms of pod affinity and anti-affinity, required and preferred ones. */
export function forEachPodAffinityTerm(affinity: any, path: string, visit: Visit): void {
  for (const kind of ['podAffinity', 'podAntiAffinity']) {
    (affinity[kind]?.requiredDuringSchedulingIgnoredDuringExecution ?? []).forEach((term: any, i: number) => {
      visit(term, `${path}.${kind}.requiredDuringSchedulingIgnoredDuringExecution[${i}]`);
    });
  }
  forEachWeightedTerm(affinity, path, (term, at) => visit(term.podAffinityTerm ?? {}, `${at}.podAffinityTerm`));
}

function validatePodAffinityTerm(v: Validation, term: any, path: string): void {
  const topologyKey: string = term.topologyKey ?? '';
  validateLabelSelector(v, term.labelSelector, `${path}.labelSelector`, RULE);
  validateLabelSelector(v, term.namespaceSelector, `${path}.namespaceSelector`, RULE);
  // The server's path is singular and has no index.
  for (const namespace of term.namespaces ?? []) {
    v.invalidAll(RULE, `${path}.namespace`, namespace, dnsLabel(namespace));
  }
  validateMatchLabelKeys(v, RULE, term, path);
  if (topologyKey === '') v.required(RULE, `${path}.topologyKey`, 'can not be empty');
  v.invalidAll(RULE, `${path}.topologyKey`, topologyKey, qualifiedName(topologyKey));
}
