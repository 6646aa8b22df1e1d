/** The ports of a Service, and how it is reached. */

import { at, JsonObject, objectsAt, textAt } from '../../text/json-value';

export interface ServiceFacts {
  readonly ports: readonly ServicePort[];
  readonly isHeadless: boolean;
  /** Whether it is only another name for something outside of the cluster. */
  readonly isExternal: boolean;
}

export interface ServicePort {
  readonly name: string;
  readonly number: number;
  readonly protocol: string;
  /** The port of the pods: by name or number. */
  readonly target: string | number;
  /** Path of the field that says so. */
  readonly targetPath: string;
}

export function serviceFacts(manifest: JsonObject): ServiceFacts {
  const type = textAt(manifest, 'spec', 'type') || 'ClusterIP';
  return {
    isHeadless: textAt(manifest, 'spec', 'clusterIP') === 'None',
    isExternal: type === 'ExternalName',
    ports: objectsAt(manifest, 'spec', 'ports').map(servicePort),
  };
}

function servicePort(port: JsonObject, i: number): ServicePort {
  const given = at(port, 'targetPort');
  const hasTarget = given !== undefined && given !== null && given !== 0;
  const number = Number(port.port);
  return {
    name: textAt(port, 'name'),
    number,
    protocol: textAt(port, 'protocol') || 'TCP',
    target: hasTarget && (typeof given === 'string' || typeof given === 'number') ? given : number,
    targetPath: `spec.ports[${i}].${hasTarget ? 'targetPort' : 'port'}`,
  };
}
