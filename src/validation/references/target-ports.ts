/** Ports of Services that lead to no port of the pods. */

import type { ObjectSet } from './object-set';
import type { PortFacts } from './pod-facts';
import type { ServicePort } from './service-facts';
import type { SetObject } from './set-object';
import { Finding, finding } from '../../apimachinery/finding';
import { declared } from '../../text/suggest';

export function targetPorts(object: SetObject, set: ObjectSet): Finding[] {
  const { service, selector, namespace } = object.facts;
  if (!service || !selector || service.isExternal) return [];
  const selected = set.together(object, set.podsIn(namespace).selectedBy(selector));
  // Containers that a webhook adds may have ports, too.
  if (selected.length === 0 || selected.some(({ facts }) => facts.pods!.isInjected)) return [];
  return service.ports.flatMap((port) => {
    const hint = typeof port.target === 'string' ? missingName(port, selected) : wrongNumber(port, service, selected);
    if (hint === undefined) return [];
    const { kind, name } = selected[0].facts;
    const shown = typeof port.target === 'string' ? JSON.stringify(port.target) : port.target;
    const detail = `no container of ${kind} "${name}" (${selected[0].where}) has a port ${shown}, so requests fail`;
    return [finding('WARN-TARGET-PORT', port.targetPath, 'Warning', detail, { value: port.target, hint })];
  });
}

const portsOf = ({ facts }: SetObject, protocol: string): PortFacts[] =>
  facts.pods!.containers.flatMap(({ ports }) => ports).filter((port) => port.protocol === protocol);

/** A name is looked up in the ports that containers declare. */
function missingName({ target, protocol }: ServicePort, selected: readonly SetObject[]): string | undefined {
  const names = selected.flatMap((object) => portsOf(object, protocol).map(({ name }) => name));
  if (names.includes(target as string)) return undefined;
  return declared(
    'ports',
    target,
    [...new Set(names)].filter((name) => name !== ''),
  );
}

/**
 * A number need not be declared: a program may listen at more ports. It is wrong if the pods declare a port of the same
 * name with another number; or if both sides have just one port, and nothing in the pods mentions the number, nor may
 * a configuration that they read.
 */
function wrongNumber(
  port: ServicePort,
  { ports }: { readonly ports: readonly ServicePort[] },
  selected: readonly SetObject[],
): string | undefined {
  const { name, protocol, target } = port;
  const declaredPorts = selected.map((object) => portsOf(object, protocol));
  const isMentioned = selected.some((object) => object.facts.pods!.mentioned.includes(target as number));
  if (isMentioned || declaredPorts.some((all) => all.some(({ number }) => number === target))) return undefined;
  const named = declaredPorts.map((all) => all.find((each) => name !== '' && each.name === name));
  if (named.every((each) => each !== undefined)) return `Did you mean targetPort: ${name} (${named[0]!.number})?`;
  const areSingle = ports.length === 1 && declaredPorts.every((all) => all.length === 1);
  const isSure = areSingle && !selected.some(({ facts }) => facts.pods!.isConfigured);
  return isSure ? `Did you mean targetPort: ${declaredPorts[0][0].number}?` : undefined;
}
