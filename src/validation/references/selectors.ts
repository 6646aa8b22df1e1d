/** Selectors that select no pods of the set, although there is one that was probably meant. */

import { labelsOf } from './object-facts';
import type { ObjectSet } from './object-set';
import { mayMatch, missedLabels } from './selector-facts';
import type { SetObject } from './set-object';
import { Finding, finding } from '../../apimachinery/finding';
import { matchesLabels } from '../pod/label-selector';

/**
 * The pods may live elsewhere. That is most improbable if the set has pods that nothing of this kind selects, and they
 * are those of an object with the same name, or miss the selector by a typo.
 */
export function selectors(object: SetObject, set: ObjectSet): Finding[] {
  const { kind, namespace, selector } = object.facts;
  if (!selector) return [];
  const pods = set.podsIn(namespace);
  if (pods.all.length === 0 || pods.selectedBy(selector).length > 0) return [];
  const meant = set
    .together(object, [...sameName(object, set), ...withTypo(object, set)])
    .find((other) => matchesLabels(selector.others, labelsOf(other.facts)) && !isSelected(other, object, set));
  if (!meant) return [];
  const { facts, where } = meant;
  const labels = labelsOf(facts);
  const [key, value] = missedLabels(selector, labels)[0];
  const found = Object.hasOwn(labels, key) ? JSON.stringify(labels[key]) : 'not set';
  const path = `${selector.path}${kind === 'Service' ? '' : '.matchLabels'}[${key}]`;
  const detail = `selects no pods: ${key} is ${found} in those of ${facts.kind} "${facts.name}" (${where})`;
  return [finding('WARN-SELECTOR', path, 'Warning', detail, { value, hint: 'Use the labels of the pods' })];
}

/** Whether another object of the same kind selects the pods: then they are not those that are missed here. */
const isSelected = (pods: SetObject, { facts }: SetObject, set: ObjectSet): boolean =>
  set.selectorsLike(facts).some(({ facts: { selector } }) => mayMatch(selector!, labelsOf(pods.facts)));

/**
 * Objects of the same name with pods. If they have some of the labels and lack others, these may be set by a program,
 * such as the role of a database.
 */
function sameName({ facts }: SetObject, set: ObjectSet): SetObject[] {
  const selector = facts.selector!;
  return set.ofAnyKindNamed(facts.namespace, facts.name).filter((other) => {
    if (!other.facts.pods) return false;
    const labels = labelsOf(other.facts);
    const missed = missedLabels(selector, labels);
    return missed.length === selector.equal.length || missed.every(([key]) => Object.hasOwn(labels, key));
  });
}

/** Objects whose pods have all labels but one, which has a typo in its key or its value. */
function withTypo({ facts }: SetObject, set: ObjectSet): SetObject[] {
  const selector = facts.selector!;
  const pods = set.podsIn(facts.namespace);
  const near = selector.equal.flatMap(([key, value]) => pods.withTypo(key, value));
  return near.filter((object) => missedLabels(selector, labelsOf(object.facts)).length === 1);
}
