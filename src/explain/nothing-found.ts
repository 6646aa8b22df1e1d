/** Why there is nothing to explain, in what was read. */

import { flatten } from './cluster';
import { at, textAt } from '../text/json-value';

/** So many names are worth listing, and so long. */
const MAX_NAMES = 5;
const MAX_LENGTH = 63;

/** What is explained. */
export const EXPLAINED = 'pods, Jobs, CronJobs or Deployments';

/** How to get what is. */
export const GET_ALL = 'kubectl get pods,jobs,events -o json';

/** Whether a value may be what kubectl prints: an object with a kind, or a list. */
export const isKubernetes = (value: unknown): boolean =>
  textAt(value, 'kind') !== '' || Array.isArray(at(value, 'items'));

/** The namespaces of objects. */
export function namespacesOf(objects: readonly unknown[]): string[] {
  return distinct([...flatten(objects)].map(({ object }) => textAt(object, 'metadata', 'namespace')));
}

/** What there is instead, in a sentence. */
export function whyNothing(objects: readonly unknown[]): string {
  const kinds = distinct([...flatten(objects)].map(({ kind }) => kind));
  if (kinds.length > 0) {
    return `there are no ${EXPLAINED} in what was read, only ${listOf(kinds)}: was kubectl asked for them (${GET_ALL})?`;
  }
  return `there are no ${EXPLAINED} in what was read: kubectl has found nothing. Is the namespace right (kubectl get -n), and does it exist?`;
}

/** `a, b, c, …` */
export const listOf = (names: readonly string[]): string =>
  [
    ...names.slice(0, MAX_NAMES).map((name) => name.slice(0, MAX_LENGTH)),
    ...(names.length > MAX_NAMES ? ['…'] : []),
  ].join(', ');

const distinct = (texts: readonly string[]) => [...new Set(texts.filter((text) => text !== ''))].sort();
