/** Which pods an object selects. */

import type { Identity } from './identity';
import { textsOf } from './pod-facts';
import { at, isObject, JsonObject, objectsAt, textAt, textsAt } from '../../text/json-value';
import { LabelSelector, matchesLabels } from '../pod/label-selector';

export interface SelectorFacts {
  readonly path: string;
  /** Labels that have just this value. */
  readonly equal: ReadonlyArray<readonly [key: string, value: string]>;
  /** All other requirements. */
  readonly others: LabelSelector;
}

/** Where objects select pods by labels. */
const SELECTORS: Readonly<Record<string, string>> = {
  'policy PodDisruptionBudget': 'selector',
  'networking.k8s.io NetworkPolicy': 'podSelector',
};

/** The selector of an object; undefined if it has none, or selects all pods. */
export function selectorFacts(manifest: JsonObject, { apiGroup, kind }: Identity): SelectorFacts | undefined {
  if (apiGroup === '' && kind === 'Service') {
    return selectorOf({ matchLabels: at(manifest, 'spec', 'selector') }, 'spec.selector');
  }
  const field = SELECTORS[`${apiGroup} ${kind}`];
  return field === undefined ? undefined : selectorOf(at(manifest, 'spec', field), `spec.${field}`);
}

function selectorOf(selector: unknown, path: string): SelectorFacts | undefined {
  const labels = Object.entries(textsOf(isObject(selector) ? selector.matchLabels : undefined));
  const expressions = objectsAt(selector, 'matchExpressions').map((expression) => ({
    key: textAt(expression, 'key'),
    operator: textAt(expression, 'operator'),
    values: textsAt(expression, 'values'),
  }));
  if (labels.length + expressions.length === 0) return undefined;
  const isEqual = ({ operator, values }: (typeof expressions)[number]) => operator === 'In' && values.length === 1;
  const equal = expressions.filter(isEqual).map(({ key, values }): [string, string] => [key, values[0]]);
  return {
    path,
    equal: [...labels, ...equal],
    others: { matchExpressions: expressions.filter((each) => !isEqual(each)) },
  };
}

/** Labels that the cluster gives to pods: whether they match is unknown. */
const GIVEN = [
  'apps.kubernetes.io/pod-index',
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-completion-index',
  'batch.kubernetes.io/job-name',
  'controller-revision-hash',
  'controller-uid',
  'job-name',
  'pod-template-generation',
  'pod-template-hash',
  'statefulset.kubernetes.io/pod-name',
];

type Labels = { readonly [key: string]: string };

/** The labels that a selector wants and a pod does not have; none if it may be selected. */
export function missedLabels({ equal }: SelectorFacts, labels: Labels): SelectorFacts['equal'] {
  return equal.filter(([key, value]) => {
    if (Object.hasOwn(labels, key)) return labels[key] !== value;
    return !GIVEN.includes(key);
  });
}

/** Whether a selector surely selects pods with these labels. */
export const matches = ({ equal, others }: SelectorFacts, labels: Labels): boolean =>
  equal.every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value) && matchesLabels(others, labels);

/** Whether a selector may select pods with these labels. */
export const mayMatch = (selector: SelectorFacts, labels: Labels): boolean =>
  missedLabels(selector, labels).length === 0 && matchesLabels(selector.others, labels);
