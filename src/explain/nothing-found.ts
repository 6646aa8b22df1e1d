/** Why there is nothing to explain in what was read. */

import { flatten } from './cluster';
import { at, textAt } from '../text/json-value';

/** How many names are listed, and how long a name may be. */
const MAX_NAMES = 5;
const MAX_LENGTH = 63;

/** The kinds that `explain` explains. */
export const EXPLAINED = 'pods, Jobs, CronJobs, Deployments, StatefulSets or DaemonSets';

/** The command that reads them. */
export const GET_ALL = 'kubectl get pods,jobs,events -o json';

/** Whether a value may be what kubectl prints: an object with a kind, or a list. */
export const isKubernetes = (value: unknown): boolean =>
  textAt(value, 'kind') !== '' || Array.isArray(at(value, 'items'));

/** The namespaces of objects, sorted. */
export function namespacesOf(objects: readonly unknown[]): string[] {
  return distinct([...flatten(objects)].map(({ object }) => textAt(object, 'metadata', 'namespace')));
}

/** Says what was read instead. */
export function whyNothing(objects: readonly unknown[]): string {
  const kinds = distinct([...flatten(objects)].map(({ kind }) => kind));
  if (kinds.length > 0) {
    return `no ${EXPLAINED} were read, only ${listOf(kinds)}: did you run ${GET_ALL}?`;
  }
  return (
    `no ${EXPLAINED} were read, because kubectl found none. Does the namespace exist, and is it right (kubectl ` +
    '-n)?'
  );
}

/** `a, b, c, …` */
export const listOf = (names: readonly string[]): string =>
  [
    ...names.slice(0, MAX_NAMES).map((name) => name.slice(0, MAX_LENGTH)),
    ...(names.length > MAX_NAMES ? ['…'] : []),
  ].join(', ');

const distinct = (texts: readonly string[]) => [...new Set(texts.filter((text) => text !== ''))].sort();
