import { portNumber } from '../apimachinery/formats';
import { listOf } from '../text/json-value';

/**
 * The spec of the headless Service of a StatefulSet, which gives each of its pods a name in DNS.
 *
 * @param selector labels of the pods
 * @param podSpec the spec of the pods
 */
export const headlessServiceSpec = (selector: { readonly [key: string]: string }, podSpec: any) => ({
  clusterIP: 'None',
  selector,
  ports: servicePorts(podSpec),
});

/** The ports of all containers, each once; undefined if there are none. */
export function servicePorts({ initContainers, containers }: any): object[] | undefined {
  const all = [...listOf(containers), ...listOf(initContainers)]
    .flatMap(({ ports }) => listOf(ports))
    // A wrong number is reported at the container.
    .filter(({ containerPort }) => portNumber(containerPort).length === 0);
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
