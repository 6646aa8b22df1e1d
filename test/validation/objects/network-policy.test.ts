import { expectFindings } from './expect-findings';
import { NEWEST_MINOR } from '../../../src/apimachinery/schema';
import { hintsAbout } from '../../fixtures/hints';
import { answersAlways } from '../any-object';

const policy = (spec: any) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'a' },
  spec,
});

test.each<[any, string[]]>([
  [undefined, []],
  [{ podSelector: { matchLabels: { a: 'b' } }, policyTypes: ['Ingress', 'Egress'], ingress: [{}], egress: [] }, []],
  [
    { podSelector: { matchExpressions: [{ key: 'a', operator: 'x' }] } },
    ['NP-SELECTOR spec.podSelector.matchExpressions[0].operator: Invalid value: "x"'],
  ],
  [{ podSelector: { matchLabels: { a: 'b c' } } }, ['META-LABEL-VALUE spec.podSelector.matchLabels: Invalid value']],
  [
    { policyTypes: ['ingress'] },
    ['NP-TYPES spec.policyTypes[0]: Unsupported value: "ingress": supported values: "Ing'],
  ],
  [
    { policyTypes: ['Ingress', 'x', 'Egress'] },
    ['NP-TYPES spec.policyTypes: Invalid value: ["Ingress","x","Egress"]: may not specify more than two policyTypes'],
  ],
])('%j', (spec, expected) => expectFindings(policy(spec), expected));

test.each<[any, string[], number?]>([
  [{}, []],
  [{ port: 1, protocol: 'SCTP' }, []],
  [{ port: 1, endPort: 1 }, []],
  [{ port: 'http' }, []],
  [{ protocol: 'tcp' }, ['.protocol: Unsupported value: "tcp": supported values: "TCP", "UDP", "SCTP"']],
  [{ port: 65536 }, ['.port: Invalid value: 65536']],
  [{ port: 'a--b' }, ['.port: Invalid value: "a--b"']],
  [{ port: 2, endPort: 1 }, ['.endPort: Invalid value: 1: must be greater than or equal to `port`']],
  [{ port: 2, endPort: 1 }, ['.endPort: Invalid value: 2: must be greater than or equal to `port`'], 36],
  [{ port: 2, endPort: 65536 }, ['.endPort: Invalid value: 65536: must be between']],
  [{ port: 'a', endPort: 1 }, ['.endPort: Invalid value: 1: may not be specified when `port` is non-numeric']],
  [{ endPort: 1 }, ['.endPort: Invalid value: 1: may not be specified when `port` is not specified']],
])('the port %j', (port, expected, minor = NEWEST_MINOR) => {
  const at = (path: string) => expected.map((error) => `NP-PORT ${path}.ports[0]${error}`);
  expectFindings(policy({ ingress: [{ ports: [port] }] }), at('spec.ingress[0]'), minor);
  expectFindings(policy({ egress: [{}, { ports: [port] }] }), at('spec.egress[1]'), minor);
});

const ipBlock = { cidr: '10.0.0.0/8' };
test.each<[any, string[], number?]>([
  [{ podSelector: {} }, []],
  [{ namespaceSelector: {}, podSelector: {} }, []],
  [{ ipBlock }, []],
  [{ ipBlock: { ...ipBlock, except: ['10.1.0.0/16', '10.0.0.0/9'] } }, []],
  [{}, ['NP-PEER : Required value: must specify a peer']],
  [{ ipBlock, podSelector: {} }, ['NP-PEER : Forbidden: may not specify both ipBlock and another peer']],
  [{ ipBlock, namespaceSelector: {} }, ['NP-PEER : Forbidden: may not specify both ipBlock and another peer']],
  [{ ipBlock: {} }, ['NP-CIDR .ipBlock.cidr: Required value']],
  [
    { ipBlock: { cidr: 'x', except: ['y'] } },
    ['NP-CIDR .ipBlock.cidr: Invalid value: "x": must be a valid CIDR value'],
  ],
  [{ ipBlock: { cidr: 'x' } }, ['NP-CIDR .ipBlock.cidr: Invalid value: "x": not a valid CIDR'], 29],
  [{ ipBlock: { cidr: '10.0.0.1/8' } }, ['NP-CIDR .ipBlock.cidr: Invalid value: "10.0.0.1/8": must not have bits']],
  [{ ipBlock: { cidr: '10.0.0.1/8' } }, [], 35],
  [
    { ipBlock: { ...ipBlock, except: ['10.0.0.0/8', 'x', '11.0.0.0/16'] } },
    [
      'NP-CIDR .ipBlock.except[0]: Invalid value: "10.0.0.0/8": must be a strict subset of `cidr`',
      'NP-CIDR .ipBlock.except[1]: Invalid value: "x": must be a valid CIDR value',
      'NP-CIDR .ipBlock.except[2]: Invalid value: "11.0.0.0/16": must be a strict subset of `cidr`',
    ],
  ],
  [
    { ipBlock: { ...ipBlock, except: ['x', '11.0.0.0/16'] } },
    ['NP-CIDR .ipBlock.except[0]: Invalid value: "x": not a valid CIDR'],
    29,
  ],
])('the peer %j', (peer, expected, minor = NEWEST_MINOR) => {
  const at = (path: string) => expected.map((error) => error.replace(' ', ` ${path}`));
  expectFindings(policy({ ingress: [{ from: [peer] }] }), at('spec.ingress[0].from[0]'), minor);
  expectFindings(policy({ egress: [{ to: [peer] }] }), at('spec.egress[0].to[0]'), minor);
});

test('any fields are validated without throwing', () => answersAlways('networking.k8s.io/v1', 'NetworkPolicy'));

test.each<[object, string]>([
  [{ ports: [{ port: '80' }] }, 'ports[0].port: write the number without quotes: 80'],
  [{ ports: [{ port: '80-90' }] }, 'ports[0].port: write port: 80 and endPort: 90'],
  [{ ports: [{ port: '80:90' }] }, 'ports[0].port: write port: 80 and endPort: 90'],
  [{ from: [{ ipBlock: { cidr: '10.0.0.1' } }] }, 'from[0].ipBlock.cidr: for this address alone write "10.0.0.1/32"'],
  [
    { from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.0.0.1'] } }] },
    'from[0].ipBlock.except[0]: for this address alone write "10.0.0.1/32"',
  ],
])('the hint for %j', (ingress, expected) => {
  const spec = { podSelector: {}, ingress: [ingress] };
  expect(hintsAbout(policy(spec))).toEqual([`spec.ingress[0].${expected}`]);
});
