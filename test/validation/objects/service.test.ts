import { expectFindings } from './expect-findings';
import { joined } from '../../../src/apimachinery/finding';
import { NEWEST_MINOR } from '../../../src/apimachinery/schema';
import { validateManifest } from '../../../src/validation/validate';
import { answersAlways } from '../any-object';
import { long } from '../rules';

const service = (spec: any, metadata: any = { name: 'a' }) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata,
  spec: { ports: [{ port: 80 }], ...spec },
});
const expectErrors = (spec: any, expected: string[], minor = NEWEST_MINOR) =>
  expectFindings(service(spec), expected, minor);
const balanced = (spec: any) => ({ type: 'LoadBalancer', ...spec });

test.each<[any, string[], number?]>([
  [{ name: 'a' }, []],
  [{ name: '1a' }, [], 36],
  [{ name: '1a' }, ['META-NAME-SUBDOMAIN metadata.name: Invalid value: "1a": a DNS-1035 label must'], 35],
  [{ name: long(63) }, []],
  [{ name: long(64) }, [`META-NAME-LENGTH metadata.name: Invalid value: "${long(64)}"`]],
  [{ name: 'a.b' }, ['META-NAME-SUBDOMAIN metadata.name: Invalid value: "a.b": must not contain dots']],
  [{ generateName: 'a-' }, []],
  [{ generateName: 'a-' }, [], 35],
  [{ name: 'a', generation: -1 }, ['META-GENERATION metadata.generation: Invalid value: -1']],
])('the metadata %j', (metadata, expected, minor = NEWEST_MINOR) =>
  expectFindings(service({}, metadata), expected, minor),
);

test.each<[any, string[]]>([
  [{}, []],
  [{ type: '' }, []],
  [{ type: 'NodePort' }, []],
  [{ type: 'LoadBalancer' }, []],
  [{ type: 'Headless' }, ['SVC-TYPE spec.type: Unsupported value: "Headless": supported values: "ClusterIP", "Ext']],
  [{ clusterIP: 'None' }, []],
  [{ clusterIP: 'None', ports: [] }, []],
  [{ ports: [] }, ['SVC-PORT spec.ports: Required value']],
  [{ ports: null }, ['SVC-PORT spec.ports: Required value']],
  [
    { type: 'NodePort', clusterIP: 'None' },
    ['SVC-TYPE spec.clusterIPs[0]: Invalid value: "None": may not be set to \'None\' for NodePort services'],
  ],
  [
    { type: 'LoadBalancer', clusterIP: 'None' },
    ['SVC-TYPE spec.clusterIPs[0]: Invalid value: "None": may not be set to \'None\' for LoadBalancer services'],
  ],
  [{ selector: { a: 'b' } }, []],
  [{ selector: { 'a b': 'c' } }, ['META-LABEL-KEY spec.selector: Invalid value: "a b"']],
])('%j', (spec, expected) => expectErrors(spec, expected));

test.each<[any, string[]]>([
  [{ externalName: 'a.b' }, []],
  [{ externalName: 'a.b.', ports: null }, []],
  [{}, ['SVC-EXTERNALNAME spec.externalName: Required value']],
  [{ externalName: '.' }, ['SVC-EXTERNALNAME spec.externalName: Required value']],
  [{ externalName: 'a_b' }, ['SVC-EXTERNALNAME spec.externalName: Invalid value: "a_b"']],
  [
    { externalName: 'a', clusterIP: 'None' },
    ['SVC-EXTERNALNAME spec.clusterIPs: Forbidden: may not be set for ExternalName services'],
  ],
  [
    { externalName: 'a', ipFamilies: ['x'], ipFamilyPolicy: '' },
    ['SVC-EXTERNALNAME spec.ipFamilies: Forbidden', 'SVC-EXTERNALNAME spec.ipFamilyPolicy: Forbidden'],
  ],
])('the ExternalName %j', (spec, expected) => expectErrors({ type: 'ExternalName', ...spec }, expected));

test.each<[any[], string[]]>([
  [[{ port: 1 }], []],
  [[{ port: 65535, targetPort: 65535, protocol: 'SCTP', name: 'a', appProtocol: 'a/b' }], []],
  [[{ port: 80, targetPort: 'http' }], []],
  [[{ port: 80, targetPort: '' }], []],
  [[{ port: 80, targetPort: 0 }], []],
  [
    [{ port: 99999 }],
    ['SVC-PORT spec.ports[0].port: Invalid value: 99999', 'SVC-PORT spec.ports[0].targetPort: Invalid value: 99999'],
  ],
  [[null], ['SVC-PORT spec.ports[0].port: Invalid value: 0', 'SVC-PORT spec.ports[0].targetPort: Invalid value: 0']],
  [[{ port: 80, targetPort: 'a--b' }], ['SVC-PORT spec.ports[0].targetPort: Invalid value: "a--b": must not contain']],
  [[{ port: 80, protocol: 'tcp' }], ['SVC-PORT spec.ports[0].protocol: Unsupported value: "tcp"']],
  [[{ port: 80, name: 'A' }], ['SVC-PORT spec.ports[0].name: Invalid value: "A"']],
  [[{ port: 80, name: 'a.b' }], ['SVC-PORT spec.ports[0].name: Invalid value: "a.b"']],
  [[{ port: 80, appProtocol: 'a b' }], ['SVC-PORT spec.ports[0].appProtocol: Invalid value: "a b"']],
  [[{ port: 80, name: 'a' }, { port: 81 }], ['SVC-PORT spec.ports[1].name: Required value']],
  [
    [
      { port: 80, name: 'a' },
      { port: 81, name: 'a' },
    ],
    ['SVC-PORT spec.ports[1].name: Duplicate value: "a"'],
  ],
  [
    [
      { port: 80, name: 'a' },
      { port: 80, name: 'b', protocol: 'UDP' },
    ],
    [],
  ],
  [
    [
      { port: 80, name: 'a', protocol: 'TCP' },
      { port: 80, name: 'b' },
    ],
    ['SVC-PORT spec.ports[1]: Duplicate value: {"Name":"","Protocol":"TCP","AppProtocol":null,"Port":80,'],
  ],
  [
    [{ port: 80, nodePort: 30000 }],
    ["SVC-NODEPORT spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'C"],
  ],
])('the ports %j', (ports, expected) => expectErrors({ ports }, expected));

test.each<[any[], string[]]>([
  [[{ port: 80, nodePort: 30000 }], []],
  [[{ port: 80, nodePort: 32767 }], []],
  [
    [{ port: 80, nodePort: 29999 }],
    [
      'SVC-NODEPORT spec.ports[0].nodePort: Invalid value: 29999: provided port is not in the valid range. ' +
        'The range of',
    ],
  ],
  [[{ port: 80, nodePort: 32768 }], ['SVC-NODEPORT spec.ports[0].nodePort: Invalid value: 32768']],
  [
    [
      { port: 80, nodePort: 30001, name: 'a' },
      { port: 81, name: 'b' },
    ],
    [],
  ],
  [
    [
      { port: 80, nodePort: 30001, name: 'a' },
      { port: 81, nodePort: 30001, name: 'b', protocol: 'UDP' },
    ],
    ['SVC-NODEPORT spec.ports[1].nodePort: Invalid value: 30001: provided port is already allocated'],
  ],
  [
    [
      { port: 53, nodePort: 30001, name: 'a' },
      { port: 53, nodePort: 30001, name: 'b', protocol: 'UDP' },
    ],
    [],
  ],
  [
    [
      { port: 53, name: 'a' },
      { port: 53, nodePort: 30001, name: 'b', protocol: 'UDP' },
      { port: 54, nodePort: 30001, name: 'c', protocol: 'SCTP' },
    ],
    ['SVC-NODEPORT spec.ports[2].nodePort: Invalid value: 30001: provided port is already allocated'],
  ],
  [
    [
      { port: 53, nodePort: 30001, name: 'a' },
      { port: 53, nodePort: 30002, name: 'b', protocol: 'UDP' },
    ],
    [],
  ],
  [
    [
      { port: 80, nodePort: 30001, name: 'a' },
      { port: 81, nodePort: 30001, name: 'b' },
    ],
    [
      'SVC-NODEPORT spec.ports[1].nodePort: Duplicate value: 30001',
      'SVC-NODEPORT spec.ports[1].nodePort: Invalid value: 30001: provided port is already allocated',
    ],
  ],
])('the node ports %j', (ports, expected) => {
  expectErrors({ type: 'NodePort', ports }, expected);
  expectErrors(balanced({ ports }), expected);
});

test('up to 1.32 a load balancer may not use the port of the kubelet', () => {
  const ports = [{ port: 10250 }];
  const error = 'SVC-PORT spec.ports[0]: Invalid value: 10250: may not expose port 10250 externally';
  expectErrors(balanced({ ports }), [error], 32);
  expectErrors(balanced({ ports }), [], 33);
  expectErrors({ ports }, [], 32);
});

const SECONDS = 'spec.sessionAffinityConfig.clientIP.timeoutSeconds';
test.each<[any, string[]]>([
  [{ sessionAffinity: 'None' }, []],
  [{ sessionAffinity: 'ClientIP' }, []],
  [{ sessionAffinity: 'ClientIP', sessionAffinityConfig: {} }, []],
  [{ sessionAffinity: 'clientIP' }, ['SVC-AFFINITY spec.sessionAffinity: Unsupported value: "clientIP"']],
  ...[
    [1, true],
    [86400, true],
    [0, false],
    [86401, false],
  ].map(([timeoutSeconds, fits]): [any, string[]] => [
    { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds } } },
    fits
      ? []
      : [`SVC-AFFINITY ${SECONDS}: Invalid value: ${timeoutSeconds}: must be greater than 0 and less than 86400`],
  ]),
  [
    { sessionAffinityConfig: { clientIP: { timeoutSeconds: 5 } } },
    ['DROP-GATED spec.sessionAffinityConfig: Dropped field'],
  ],
  [
    { type: 'ExternalName', externalName: 'a.io', internalTrafficPolicy: 'Local' },
    ['DROP-GATED spec.internalTrafficPolicy: Dropped field'],
  ],
])('the affinity %j', (spec, expected) => expectErrors(spec, expected));

const [FOUR, SIX] = ['10.0.0.1', 'fd00::1'];
test.each<[any, string[]]>([
  [{ clusterIP: FOUR }, []],
  [{ clusterIP: FOUR, clusterIPs: [FOUR] }, []],
  [{ clusterIP: FOUR, clusterIPs: [FOUR, SIX], ipFamilyPolicy: 'PreferDualStack' }, []],
  [{ clusterIP: FOUR, clusterIPs: [FOUR, SIX], ipFamilyPolicy: 'RequireDualStack', ipFamilies: ['IPv4', 'IPv6'] }, []],
  [{ clusterIP: 'None', ipFamilies: ['IPv6', 'IPv4'] }, []],
  [{ clusterIP: '10.0.0' }, ['SVC-IP spec.clusterIPs[0]: Invalid value: "10.0.0": must be a valid IP address']],
  [{ clusterIP: 'none' }, ['SVC-IP spec.clusterIPs[0]: Invalid value: "none": must be a valid IP address']],
  [
    { clusterIP: FOUR, clusterIPs: [SIX] },
    [`SVC-IP spec.clusterIPs: Invalid value: ["${SIX}"]: first value must match \`clusterIP\``],
  ],
  [
    { clusterIPs: [FOUR] },
    [`SVC-IP spec.clusterIPs: Invalid value: ["${FOUR}"]: must be empty when \`clusterIP\` is not specified`],
  ],
  [
    { clusterIP: 'None', clusterIPs: ['None', FOUR] },
    [`SVC-IP spec.clusterIPs: Invalid value: ["None","${FOUR}"]: 'None' must be the first and only value`],
  ],
  [
    { clusterIP: FOUR, clusterIPs: [FOUR, 'None'] },
    ['SVC-IP spec.clusterIPs[1]: Invalid value: "None": must be a valid IP address'],
  ],
  [
    { clusterIP: FOUR, clusterIPs: [FOUR, SIX, SIX] },
    [`SVC-IP spec.clusterIPs: Invalid value: ["${FOUR}","${SIX}","${SIX}"]: may only hold up to 2 values`],
  ],
  [
    { clusterIP: FOUR, clusterIPs: [FOUR, '10.0.0.2'], ipFamilyPolicy: 'PreferDualStack' },
    ['SVC-IP spec.clusterIPs: Invalid value: ["10.0.0.1","10.0.0.2"]: may specify no more than one IP for each'],
  ],
  [
    { clusterIP: FOUR, ipFamilies: ['IPv6'] },
    [`SVC-IP spec.clusterIPs[0]: Invalid value: "${FOUR}": expected an IPv6 value as indicated by \`ipFamilies[0]\``],
  ],
  [
    { clusterIP: SIX, ipFamilies: ['IPv4'] },
    [`SVC-IP spec.clusterIPs[0]: Invalid value: "${SIX}": expected an IPv4 value as indicated by`],
  ],
  [
    { ipFamilies: ['IPv5'] },
    ['SVC-IP spec.ipFamilies[0]: Unsupported value: "IPv5": supported values: "IPv4", "IPv6"'],
  ],
  [{ ipFamilies: ['IPv4', 'IPv4'] }, ['SVC-IP spec.ipFamilies[1]: Duplicate value: "IPv4"']],
  [{ ipFamilyPolicy: 'DualStack' }, ['SVC-IP spec.ipFamilyPolicy: Unsupported value: "DualStack"']],
  [
    { clusterIP: FOUR, clusterIPs: [FOUR, SIX] },
    [
      'SVC-IP spec.ipFamilyPolicy: Invalid value: "SingleStack": must be \'RequireDualStack\' or ' +
        "'PreferDualStack' when multiple cluster IPs",
    ],
  ],
  [
    { ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'SingleStack' },
    [
      'SVC-IP spec.ipFamilyPolicy: Invalid value: "SingleStack": must be \'RequireDualStack\' or ' +
        "'PreferDualStack' when multiple IP families",
    ],
  ],
  [
    { clusterIP: 'None', selector: { a: 'b' }, ipFamilies: ['IPv4', 'IPv6'] },
    ['SVC-IP spec.ipFamilyPolicy: Invalid value: "SingleStack"'],
  ],
  [{ externalIPs: [FOUR, SIX] }, []],
  [{ externalIPs: ['x'] }, ['SVC-IP spec.externalIPs[0]: Invalid value: "x": must be a valid IP address, (e.g.']],
  [{ externalIPs: ['127.0.0.1'] }, ['SVC-IP spec.externalIPs[0]: Invalid value: "127.0.0.1": may not be in the loop']],
])('the addresses %j', (spec, expected) => expectErrors(spec, expected));

const SOURCE_RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';
const annotated = (value: string, type = 'LoadBalancer') =>
  service({ type }, { name: 'a', annotations: { [SOURCE_RANGES]: value } });

test.each<[any, string[]]>([
  [balanced({ loadBalancerSourceRanges: ['10.0.0.0/8', ' fd00::/8 '] }), []],
  [
    balanced({ loadBalancerSourceRanges: ['10.0.0.0/33'] }),
    ['SVC-LB spec.LoadBalancerSourceRanges[0]: Invalid value: "10.0.0.0/33": must be a valid CIDR value'],
  ],
  [
    { loadBalancerSourceRanges: ['10.0.0.0/8'] },
    ["SVC-LB spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer'"],
  ],
  [balanced({ allocateLoadBalancerNodePorts: false, loadBalancerClass: 'a/b' }), []],
  [{ allocateLoadBalancerNodePorts: false }, ['SVC-LB spec.allocateLoadBalancerNodePorts: Forbidden']],
  [{ allocateLoadBalancerNodePorts: null, loadBalancerClass: null }, []],
  [{ loadBalancerClass: 'a/b' }, ['SVC-LB spec.loadBalancerClass: Forbidden: may only be used when']],
  [balanced({ loadBalancerClass: 'a b' }), ['SVC-LB spec.loadBalancerClass: Invalid value: "a b"']],
])('the load balancer %j', (spec, expected) => expectErrors(spec, expected));

test.each<[any, string[], number?]>([
  [annotated('10.0.0.0/8, fd00::/8'), []],
  [annotated(' '), []],
  [annotated('x'), [`SVC-LB metadata.annotations[${SOURCE_RANGES}]: Invalid value: "x": must be a valid CIDR value`]],
  [
    annotated('x'),
    [`SVC-LB metadata.annotations[${SOURCE_RANGES}]: Invalid value: "x": must be a list of IP ranges. For`],
    29,
  ],
  [annotated('10.0.0.0/8'), [], 29],
  [annotated('10.0.0.0/8', 'ClusterIP'), [`SVC-LB metadata.annotations[${SOURCE_RANGES}]: Forbidden`]],
  [
    service(balanced({ loadBalancerSourceRanges: ['x', '::/0'] })),
    ['SVC-LB spec.LoadBalancerSourceRanges: Invalid value: "[x ::/0]": must be a list of IP ranges'],
    29,
  ],
])('the source ranges of %#', (object, expected, minor = NEWEST_MINOR) => expectFindings(object, expected, minor));

test.each<[any, string[], number?]>([
  [{ type: 'NodePort', externalTrafficPolicy: 'Local' }, []],
  [balanced({ externalTrafficPolicy: 'Cluster' }), []],
  [{ externalIPs: [FOUR], externalTrafficPolicy: 'Local' }, []],
  [
    { externalIPs: [FOUR], externalTrafficPolicy: 'Local' },
    ['SVC-TRAFFIC spec.externalTrafficPolicy: Invalid value: "Local": may only be set when `type` is \'NodePort\''],
    28,
  ],
  [{ externalTrafficPolicy: 'Local' }, ['SVC-TRAFFIC spec.externalTrafficPolicy: Invalid value: "Local": may only be']],
  [
    balanced({ externalTrafficPolicy: 'local' }),
    ['SVC-TRAFFIC spec.externalTrafficPolicy: Unsupported value: "local"'],
  ],
  [balanced({ externalTrafficPolicy: 'Local', healthCheckNodePort: 30000 }), []],
  [
    balanced({ externalTrafficPolicy: 'Local', healthCheckNodePort: 70000 }),
    ['SVC-TRAFFIC spec.healthCheckNodePort: Invalid value: 70000: must be between 1 and 65535'],
  ],
  [
    balanced({ externalTrafficPolicy: 'Local', healthCheckNodePort: 80 }),
    ['SVC-NODEPORT spec.healthCheckNodePort: Invalid value: 80: provided port is not in the valid range'],
  ],
  [
    balanced({ healthCheckNodePort: 30000 }),
    ["SVC-TRAFFIC spec.healthCheckNodePort: Invalid value: 30000: may only be set when `type` is 'LoadBalancer' and"],
  ],
  [{ internalTrafficPolicy: 'Local' }, []],
  [{ internalTrafficPolicy: '' }, ['SVC-TRAFFIC spec.internalTrafficPolicy: Unsupported value: ""']],
  [{ trafficDistribution: 'PreferClose' }, [], 31],
  [{ trafficDistribution: 'PreferSameNode' }, [], 34],
  [
    { trafficDistribution: 'PreferSameNode' },
    ['SVC-TRAFFIC spec.trafficDistribution: Unsupported value: "PreferSameNode": supported values: "PreferClose"'],
    33,
  ],
  [
    { trafficDistribution: 'x' },
    [
      'SVC-TRAFFIC spec.trafficDistribution: Unsupported value: "x": supported values: "PreferClose", ' +
        '"PreferSameZone", "PreferSameNode"',
    ],
  ],
])('the traffic policy %j', (spec, expected, minor = NEWEST_MINOR) => expectErrors(spec, expected, minor));

test('the two annotations about topology must agree', () => {
  const [hints, mode] = ['topology-aware-hints', 'topology-mode'].map((name) => `service.kubernetes.io/${name}`);
  const object = (annotations: any) => service({}, { name: 'a', annotations });
  expectFindings(object({ [hints]: 'Auto', [mode]: 'Auto' }), []);
  expectFindings(object({ [hints]: 'Auto' }), []);
  expectFindings(object({ [hints]: 'Auto', [mode]: 'auto' }), [
    `SVC-TRAFFIC metadata.annotations[${mode}]: Invalid value: "auto": must match annotations[${hints}] when both are`,
  ]);
});

test('any fields are validated without throwing', () => answersAlways('v1', 'Service'));

test.each<[any, string[]]>([
  [{ port: 99999 }, ['spec.ports[0].port']],
  [{ port: 99999, targetPort: 99999 }, ['spec.ports[0].port', 'spec.ports[0].targetPort']],
])('the finding about the port %j is at %j', (port, paths) => {
  const findings = joined(validateManifest(service({ ports: [port] }), NEWEST_MINOR));
  expect(findings.map(({ path }) => path)).toEqual(paths);
});
