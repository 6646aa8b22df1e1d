import { deployment, found, service, withPorts } from './found';

const HTTP = { name: 'http', containerPort: 8080 };
const web = deployment('web', withPorts(HTTP));
const port = (...ports: object[]) => service('web', { ports });
const main = (more: object) => deployment('web', { containers: [{ name: 'main', ports: [HTTP], ...more }] });

test.each<[string, object[]]>([
  ['a name', [web, port({ port: 80, targetPort: 'http' })]],
  ['a number', [web, port({ port: 80, targetPort: 8080 })]],
  ['the same number', [web, port({ port: 8080 })]],
  ['no targetPort', [web, port({ port: 8080, targetPort: 0 })]],
  ['pods that may live elsewhere', [deployment('other'), port({ port: 80, targetPort: 'htpp' })]],
  ['pods of another namespace', [deployment('web', { namespace: 'other' }), port({ port: 80, targetPort: 'htpp' })]],
  ['a port of one of two', [web, deployment('b', { labels: { app: 'web' } }), port({ port: 80, targetPort: 'http' })]],
  [
    'a port of a sidecar',
    [
      deployment('web', { initContainers: [{ name: 's', restartPolicy: 'Always', ports: [HTTP] }] }),
      port({ port: 80, targetPort: 'http' }),
    ],
  ],
  [
    'a container that a webhook adds',
    [
      deployment('web', { annotations: { 'linkerd.io/inject': 'enabled' } }),
      port({ port: 80, targetPort: 'linkerd-admin' }),
    ],
  ],
  ['more ports than are declared', [web, port({ name: 'a', port: 80, targetPort: 8080 }, { name: 'b', port: 81 })]],
  ['no ports are declared', [deployment('web'), port({ port: 80 })]],
  ['several are declared', [deployment('web', withPorts(HTTP, { containerPort: 1 })), port({ port: 80 })]],
  ['a port that a command names', [main({ args: ['--listen=:9090'] }), port({ port: 9090 })]],
  ['a port that a probe names', [main({ readinessProbe: { httpGet: { port: 9090 } } }), port({ port: 9090 })]],
  [
    'a port that a file may name',
    [deployment('web', { ...withPorts(HTTP), volumes: [{ configMap: {} }] }), port({ port: 443 })],
  ],
  ['a port that a variable may name', [main({ envFrom: [{}] }), port({ port: 443 })]],
  ['another protocol', [web, port({ port: 53, protocol: 'UDP' })]],
  ['no selector', [web, service('web', { selector: undefined, ports: [{ port: 80, targetPort: 'x' }] })]],
  ['outside of the cluster', [web, service('web', { type: 'ExternalName', ports: [{ port: 80, targetPort: 'x' }] })]],
])('no warning about %s', (_, objects) => expect(found(objects)).toEqual([]));

const NO = (shown: string) => `no container of Deployment "web" (#0) has a port ${shown}, so requests fail.`;

test.each<[string, object[], string]>([
  [
    'a name with a typo',
    [web, port({ port: 80, targetPort: 'htpp' })],
    `spec.ports[0].targetPort: ${NO('"htpp"')} Declared ports: "http". Did you mean "http"?`,
  ],
  [
    'a name of another protocol',
    [web, port({ port: 80, targetPort: 'http', protocol: 'UDP' })],
    `spec.ports[0].targetPort: ${NO('"http"')} No ports declared.`,
  ],
  [
    'a number, where both have one port',
    [web, port({ port: 80, targetPort: 8008 })],
    `spec.ports[0].targetPort: ${NO('8008')} Did you mean targetPort: 8080?`,
  ],
  ['a missing targetPort', [web, port({ port: 80 })], `spec.ports[0].port: ${NO('80')} Did you mean targetPort: 8080?`],
  [
    'a number, where a port of the same name has another',
    [web, port({ name: 'http', port: 80 }, { name: 'b', port: 81 })],
    `spec.ports[0].port: ${NO('80')} Did you mean targetPort: http (8080)?`,
  ],
])('%s', (_, objects, expected) => expect(found(objects)).toEqual([`WARN-TARGET-PORT Service/web ${expected}`]));
