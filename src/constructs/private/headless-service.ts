import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { validateByItself } from '../../app/manifest-validator';
import type { WorkloadParts } from '../../render/pod-parts';
import { listOf } from '../../text/json-value';

/** Whether an algorithm creates the headless Service of its StatefulSet: not if the user names another one. */
export const needsHeadlessService = ({ kind, fields, extraFields }: WorkloadParts): boolean =>
  kind === 'StatefulSet' && fields.serviceName === undefined && extraFields.serviceName === undefined;

/**
 * The headless Service of a StatefulSet, which gives each of its pods a name in DNS. It has the name of the
 * StatefulSet.
 *
 * @param selector labels of the pods
 * @param podSpec the spec of the pods, as it is rendered
 */
export function headlessService(
  scope: Construct,
  statefulSet: ApiObject,
  selector: { readonly [key: string]: string },
  podSpec: () => any,
): ApiObject {
  const service = new ApiObject(scope, 'HeadlessService', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: statefulSet.name, namespace: statefulSet.metadata.namespace },
    spec: { clusterIP: 'None', selector, ports: Lazy.any({ produce: () => servicePorts(podSpec()) }) },
  });
  statefulSet.addDependency(service);
  validateByItself(service);
  return service;
}

/** The ports of all containers, each once; undefined if there are none. */
function servicePorts({ initContainers, containers }: any): object[] | undefined {
  const all = [...listOf(containers), ...listOf(initContainers)].flatMap(({ ports }) => listOf(ports));
  const byNumber = new Map(all.map((port) => [`${port.containerPort}/${port.protocol ?? 'TCP'}`, port]));
  const ports = [...byNumber.values()].map(({ name, containerPort, protocol }) => ({
    name: name ?? (byNumber.size > 1 ? portName(containerPort, protocol) : undefined),
    port: containerPort,
    protocol,
  }));
  return ports.length > 0 ? ports : undefined;
}

/** Several ports of a Service need names. */
const portName = (port: number, protocol: string = 'TCP') => `${protocol.toLowerCase()}-${port}`;
