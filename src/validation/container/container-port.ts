import { Validation } from '../../apimachinery/finding';
import { portName, portNumber } from '../../apimachinery/formats';

/** What a port can speak. */
export const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

/** Validates `containers[].ports`. */
export function validateContainerPorts(v: Validation, ports: readonly any[], path: string): void {
  const names = new Set<string>();
  ports.forEach((port, i) => {
    const at = `${path}[${i}]`;
    if (port.name) {
      const messages = portName(port.name);
      v.invalidAll('PORT', `${at}.name`, port.name, messages);
      if (messages.length === 0 && names.has(port.name)) v.duplicate('PORT', `${at}.name`, port.name);
      names.add(port.name);
    }
    if (!port.containerPort) v.required('PORT', `${at}.containerPort`);
    else v.invalidAll('PORT', `${at}.containerPort`, port.containerPort, portNumber(port.containerPort));
    if (port.hostPort) v.invalidAll('HOSTPORT', `${at}.hostPort`, port.hostPort, portNumber(port.hostPort));
    if (port.protocol && !PROTOCOLS.includes(port.protocol)) {
      v.notSupported('PORT', `${at}.protocol`, port.protocol, PROTOCOLS);
    }
  });
}

/** What makes a port of the host: `TCP//80`. */
export const hostPortKey = (port: any, hostPort: number) =>
  `${port.protocol || 'TCP'}/${port.hostIP ?? ''}/${hostPort}`;

/** No two containers ask for the same port of the host. */
export function validateUniqueHostPorts(v: Validation, containers: readonly any[], path: string): void {
  const taken = new Set<string>();
  containers.forEach((container, i) =>
    (container.ports ?? []).forEach((port: any, j: number) => {
      if (!port.hostPort) return;
      const key = hostPortKey(port, port.hostPort);
      if (taken.has(key)) v.duplicate('HOSTPORT', `${path}[${i}].ports[${j}].hostPort`, key);
      taken.add(key);
    }),
  );
}

/** In the host's network a container's port is the host's. */
export function validateHostNetworkPorts(v: Validation, containers: readonly any[], path: string): void {
  containers.forEach((container, i) =>
    (container.ports ?? []).forEach((port: any, j: number) => {
      if (port.hostPort && port.hostPort !== (port.containerPort ?? 0)) {
        v.invalid(
          'HOSTPORT',
          `${path}[${i}].ports[${j}].hostPort`,
          port.hostPort,
          'must match `containerPort` when `hostNetwork` is true',
        );
      }
    }),
  );
}
