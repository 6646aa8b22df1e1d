/** Keys of ConfigMaps and Secrets and ports of Services that these objects of the set do not have. */

import type { ObjectSet } from './object-set';
import type { Reference } from './reference';
import type { SetObject } from './set-object';
import { Finding, finding } from '../../apimachinery/finding';
import { declared } from '../../text/suggest';

export function missingParts(object: SetObject, set: ObjectSet): Finding[] {
  return object.facts.references.flatMap((reference) => {
    const { part, kind, name } = reference;
    if (part === undefined) return [];
    const objects = set.named(reference, object);
    const known = objects.flatMap((each) => partsOf(each, set) ?? []);
    // If it is there twice, or somebody else fills it, it may have the part.
    const isKnown = objects.length > 0 && objects.every((each) => partsOf(each, set) !== undefined);
    if (!isKnown || known.includes(part.value)) return [];
    const what = kind === 'Service' ? 'port' : 'key';
    const shown = typeof part.value === 'string' ? JSON.stringify(part.value) : part.value;
    const detail = `the ${kind} "${name}" (${objects[0].where}) has no ${what} ${shown}, so ${part.otherwise}`;
    const hint = kind === 'Service' ? portHint(reference, objects[0]) : declared('keys', part.value, texts(known));
    const rule = kind === 'Service' ? 'WARN-SERVICE-PORT' : 'WARN-KEY-MISSING';
    return [finding(rule, part.path, 'Warning', detail, { value: part.value, hint })];
  });
}

/** The keys of an object, or the names and numbers of its ports; undefined if there may be more. */
function partsOf({ facts }: SetObject, set: ObjectSet): readonly (string | number)[] | undefined {
  const { service, keys, namespace, name } = facts;
  if (service) {
    // One without ports is outside of the cluster, or refused.
    const isKnown = !service.isExternal && service.ports.length > 0;
    return isKnown ? service.ports.flatMap((port) => [port.name, port.number]) : undefined;
  }
  // A custom resource of the same name, such as an ExternalSecret, may add keys.
  const isAlone = set.ofAnyKindNamed(namespace, name).every((other) => !isCustom(other));
  return isAlone ? keys : undefined;
}

const isCustom = ({ facts: { apiGroup } }: SetObject) => apiGroup.includes('.') && !apiGroup.endsWith('.k8s.io');

const texts = (values: readonly (string | number)[]) =>
  values.filter((value): value is string => typeof value === 'string');

/** Requests come to the ports of the Service, not to those of its pods. */
function portHint({ part }: Reference, { facts: { service } }: SetObject): string {
  const ports = service!.ports;
  const isNumber = typeof part!.value === 'number';
  const all = ports.map(({ name, number }) => (isNumber ? String(number) : name)).filter((text) => text !== '');
  const behind = ports.find(({ target }) => target === part!.value);
  const question = behind ? ` ${part!.value} is the targetPort of ${behind.number}.` : '';
  return `${declared('ports', String(part!.value), all)}${question}`;
}
