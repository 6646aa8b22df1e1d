import { hintsAbout, objectWith } from '../../fixtures/hints';

const service = (spec: object) => objectWith('v1', 'Service', { selector: { app: 'a' }, ...spec });

test.each<[object, string]>([
  [{ ports: [{ targetPort: 80 }] }, 'spec.ports[0].port: write the port on which the Service listens: port'],
  // One mistake, though the server names each port.
  [{ ports: [{ port: 80 }, { port: 81 }] }, 'spec.ports[0].name: name each port of several'],
  [{ ports: [{ port: 80, protocol: 'HTTP' }] }, 'spec.ports[0].protocol: write appProtocol: http, and protocol: TCP'],
  [{ ports: [{ port: 80, protocol: 'tcp' }] }, 'spec.ports[0].protocol: Did you mean "TCP"?'],
  [{ ports: [{ port: 80, nodePort: 30080 }] }, 'spec.ports[0].nodePort: write type: NodePort'],
  [{ type: 'Headless', ports: [{ port: 80 }] }, 'spec.type: write clusterIP: None'],
  ...['none', 'NONE', ' None', '<none>', 'null', 'headless', 'Headless'].map((clusterIP): [object, string] => [
    { clusterIP, ports: [{ port: 80 }] },
    'spec.clusterIPs[0]: write clusterIP: None for a headless Service',
  ]),
  ...['auto', 'dynamic', 'default', '"any"'].map((clusterIP): [object, string] => [
    { clusterIP, ports: [{ port: 80 }] },
    'spec.clusterIPs[0]: remove it: the server assigns an address',
  ]),
  [
    { type: 'ExternalName', externalName: 'https://api.example.test/v1' },
    'spec.externalName: write the host alone: "api.example.test"',
  ],
  [
    { type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.1'], ports: [{ port: 80 }] },
    'spec.LoadBalancerSourceRanges[0]: for this address alone write "10.0.0.1/32"',
  ],
  [{ type: 'nodeport', ports: [{ port: 80 }] }, 'spec.type: Did you mean "NodePort"?'],
])('%j', (spec, expected) => {
  expect(hintsAbout(service(spec))).toEqual([expected]);
});

test.each(['', 'None'])('no hint about clusterIP: %j, which is accepted', (clusterIP) => {
  expect(hintsAbout(service({ clusterIP, ports: [{ port: 80 }] }))).toEqual([]);
});
