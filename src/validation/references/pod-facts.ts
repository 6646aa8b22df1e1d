/** What others may refer to in a pod. */

import { isObject, JsonObject, objectAt, objectsAt, scalarAt, textAt, textsAt } from '../../text/json-value';

export interface PodFacts {
  readonly labels: { readonly [key: string]: string };
  readonly containers: readonly ContainerFacts[];
  /** Resources that are requested for the pod as a whole. */
  readonly requests: readonly string[];
  /** Whether a webhook may add containers. */
  readonly isInjected: boolean;
  /** Numbers in commands, variables, probes and annotations: the ports that its programs may listen at. */
  readonly mentioned: readonly number[];
  /** Whether files or variables from elsewhere may tell its programs where to listen. */
  readonly isConfigured: boolean;
  readonly subdomain: string;
  readonly subdomainPath: string;
}

/** A container that runs as long as the pod. */
export interface ContainerFacts {
  readonly name: string;
  readonly ports: readonly PortFacts[];
  /** The names of the resources that it requests, or limits, which is as good. */
  readonly requests: readonly string[];
}

export interface PortFacts {
  readonly name: string;
  readonly number: number;
  readonly protocol: string;
}

/** Words in labels and annotations that have containers added to pods. */
const INJECTION = /inject|sidecar\.istio\.io|opentelemetry\.io|admission\.datadoghq\.com/;

/**
 * The facts of a pod template.
 *
 * @param path of the pod's spec
 */
export function podFacts(template: JsonObject, path: string): PodFacts {
  const spec = objectAt(template, 'spec');
  const sidecars = objectsAt(spec, 'initContainers').filter(({ restartPolicy }) => restartPolicy === 'Always');
  const containers = [...objectsAt(spec, 'containers'), ...sidecars];
  const metadata = objectAt(template, 'metadata');
  const labels = textsOf(metadata.labels);
  const annotations = textsOf(metadata.annotations);
  return {
    labels,
    containers: containers.map(containerFacts),
    requests: requestsIn(spec),
    isInjected: Object.entries({ ...labels, ...annotations }).some(
      ([key, value]) => INJECTION.test(key) && !/^(?:false|disabled)$/.test(value),
    ),
    mentioned: numbersIn([...containers.flatMap(textsIn), ...Object.values(annotations)]),
    isConfigured: isConfigured(spec, containers),
    subdomain: textAt(spec, 'subdomain'),
    subdomainPath: `${path}.subdomain`,
  };
}

function isConfigured(spec: JsonObject, containers: readonly JsonObject[]): boolean {
  const hasFiles = objectsAt(spec, 'volumes').some((volume) =>
    ['configMap', 'secret', 'projected'].some((source) => isObject(volume[source])),
  );
  const hasVariables = containers.some(
    (container) =>
      objectsAt(container, 'envFrom').length > 0 ||
      objectsAt(container, 'env').some((variable) => isObject(variable.valueFrom)),
  );
  return hasFiles || hasVariables;
}

function containerFacts(container: JsonObject): ContainerFacts {
  return {
    name: textAt(container, 'name'),
    ports: objectsAt(container, 'ports').map((port) => ({
      name: textAt(port, 'name'),
      number: Number(port.containerPort),
      protocol: textAt(port, 'protocol') || 'TCP',
    })),
    requests: requestsIn(container),
  };
}

const requestsIn = (value: JsonObject): string[] => [
  ...new Set(['requests', 'limits'].flatMap((list) => Object.keys(objectAt(value, 'resources', list)))),
];

export const textsOf = (map: unknown): { [key: string]: string } =>
  Object.fromEntries(
    Object.entries(isObject(map) ? map : {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );

const HANDLERS = [['livenessProbe'], ['readinessProbe'], ['startupProbe'], ['lifecycle', 'preStop']];

/** Texts that may name a port. */
function textsIn(container: JsonObject): string[] {
  return [
    ...textsAt(container, 'command'),
    ...textsAt(container, 'args'),
    ...objectsAt(container, 'env').map((variable) => textAt(variable, 'value')),
    ...HANDLERS.flatMap((handler) =>
      ['httpGet', 'tcpSocket', 'grpc'].map((kind) => scalarAt(container, ...handler, kind, 'port')),
    ),
  ];
}

/** The numbers in texts that may be ports, each once. */
function numbersIn(texts: readonly string[]): number[] {
  const numbers = texts.join(' ').match(/(?<!\d)\d{2,5}(?!\d)/g) ?? [];
  return [...new Set(numbers.map(Number))];
}
