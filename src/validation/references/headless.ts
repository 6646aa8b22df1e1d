/** Pods whose names in DNS need a headless Service that the set does not have. */

import { labelsOf } from './object-facts';
import type { ObjectSet } from './object-set';
import { matches } from './selector-facts';
import type { SetObject } from './set-object';
import { Finding, finding } from '../../apimachinery/finding';
import { isTypo } from '../../text/typo';

const RULE = 'WARN-HEADLESS';

export function headless(object: SetObject, set: ObjectSet): Finding[] {
  const { serviceName = '', pods } = object.facts;
  const subdomain = pods?.subdomain ?? '';
  return [
    ...nameless(object, set, serviceName, 'spec.serviceName'),
    ...(pods && subdomain !== serviceName ? nameless(object, set, subdomain, pods.subdomainPath) : []),
  ];
}

/** @param name of the Service */
function nameless(object: SetObject, set: ObjectSet, name: string, path: string): Finding[] {
  if (name === '') return [];
  const { namespace } = object.facts;
  const service = { apiGroup: '', kind: 'Service', namespace, name };
  const found = set.named(service, object);
  const without = 'the pods have no names of their own in DNS';
  if (found.some(({ facts }) => facts.service!.isHeadless)) return [];
  if (found.length > 0) {
    const detail = `the Service "${name}" (${found[0].where}) is not headless, so ${without}`;
    return [finding(RULE, path, 'Warning', detail, { value: name, hint: 'Set its clusterIP to None' })];
  }
  const labels = labelsOf(object.facts);
  // It may live elsewhere, unless there is another one for these pods.
  const other = set
    .together(object, set.like(service))
    .filter(({ facts }) => facts.service!.isHeadless)
    .find(({ facts }) => isTypo(name, facts.name) || (facts.selector && matches(facts.selector, labels)));
  if (!other || set.has(service)) return [];
  const detail = `there is no Service "${name}", so ${without}`;
  const hint = `Did you mean "${other.facts.name}" (${other.where})?`;
  return [finding(RULE, path, 'Warning', detail, { value: name, hint })];
}
