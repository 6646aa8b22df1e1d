import { expectFindings } from './expect-findings';
import { NEWEST_MINOR } from '../../../src/apimachinery/schema';
import { answersAlways } from '../any-object';
import { long } from '../rules';

const slice = (fields: any) => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: 'a' },
  addressType: 'IPv4',
  endpoints: [],
  ...fields,
});
const ADDRESS = { addresses: ['10.0.0.1'] };
const many = (count: number, item: any) => Array.from({ length: count }, () => item);

test.each<[any, string[]]>([
  [{}, []],
  [{ endpoints: null }, []],
  [{ addressType: '' }, ['EPS-TYPE addressType: Required value']],
  [
    { addressType: 'ipv4' },
    ['EPS-TYPE addressType: Unsupported value: "ipv4": supported values: "FQDN", "IPv4", "IPv6"'],
  ],
  [{ endpoints: many(1000, ADDRESS) }, []],
  [{ endpoints: many(1001, ADDRESS) }, ['EPS-ENDPOINT endpoints: Too many: 1001: must have at most 1000 items']],
  [{ endpoints: [{ addresses: many(100, '10.0.0.1') }] }, []],
  [
    { endpoints: [{ addresses: many(101, '10.0.0.1') }] },
    ['EPS-ENDPOINT endpoints[0].addresses: Too many: 101: must have at most 100 items'],
  ],
  [{ endpoints: [{}] }, ['EPS-ENDPOINT endpoints[0].addresses: Required value']],
  [{ endpoints: [{ ...ADDRESS, nodeName: 'a.b', hostname: 'a' }] }, []],
  [{ endpoints: [{ ...ADDRESS, nodeName: 'A' }] }, ['EPS-ENDPOINT endpoints[0].nodeName: Invalid value: "A"']],
  [{ endpoints: [{ ...ADDRESS, hostname: '' }] }, ['EPS-ENDPOINT endpoints[0].hostname: Invalid value: ""']],
])('the slice %#', (fields, expected) => expectFindings(slice(fields), expected));

const VALID = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';
test.each<[string, string, string[], string[]]>([
  ['IPv4', '10.0.0.1', [], []],
  ['IPv4', '010.0.0.1', [], ['[0]: Invalid value: "010.0.0.1": must not have leading 0s']],
  [
    'IPv4',
    'x',
    ['[0]: Invalid value: "x": must be a valid IPv4 address', '[0]: Invalid value: "x": must be a valid IP address'],
    [`[0]: Invalid value: "x": ${VALID}`],
  ],
  [
    'IPv4',
    'fd00::1',
    ['[0]: Invalid value: "fd00::1": must be a valid IPv4 address'],
    [': Invalid value: "fd00::1": must be an IPv4 address'],
  ],
  [
    'IPv4',
    '127.0.0.1',
    ['[0]: Invalid value: "127.0.0.1": may not be'],
    ['[0]: Invalid value: "127.0.0.1": may not be'],
  ],
  ['IPv6', 'fd00::1', [], []],
  ['IPv6', 'FD00::1', [], ['[0]: Invalid value: "FD00::1": must be in canonical form ("fd00::1")']],
  [
    'IPv6',
    '10.0.0.1',
    ['[0]: Invalid value: "10.0.0.1": must be a valid IPv6 address'],
    [': Invalid value: "10.0.0.1": must be an IPv6 address'],
  ],
  ['FQDN', 'a.b', [], []],
  ['FQDN', 'a.b.', [], []],
  ['FQDN', '', ['[0]: Required value'], ['[0]: Required value']],
  ['FQDN', 'a', ['[0]: Invalid value: "a": should be a domain'], ['[0]: Invalid value: "a": should be a domain']],
  ['FQDN', 'A.b', ['[0]: Invalid value: "A.b": a lowercase'], ['[0]: Invalid value: "A.b": a lowercase']],
  [
    'FQDN',
    `a.${long(64)}`,
    [`[0]: Invalid value: "${long(64)}": must be no more than 63`],
    [`[0]: Invalid value: "${long(64)}": must be no more than 63`],
  ],
])('the %s address %s in 1.32 and 1.37', (addressType, address, older, newer) => {
  const object = slice({ addressType, endpoints: [{ addresses: [address] }] });
  const at = (errors: string[]) => errors.map((error) => `EPS-ENDPOINT endpoints[0].addresses${error}`);
  expectFindings(object, at(older), 32);
  expectFindings(object, at(newer), NEWEST_MINOR);
});

test('the text about missing addresses changed after 1.36', () =>
  expectFindings(
    slice({ endpoints: [null] }),
    ['EPS-ENDPOINT endpoints[0].addresses: Required value: must contain at least 1 address'],
    36,
  ));

test.each<[any[], string[]]>([
  [[{}], []],
  [[{ name: 'a', protocol: 'UDP', appProtocol: 'a/b', port: 0 }, {}], []],
  [[{}, { name: '' }], ['EPS-PORT ports[1].name: Duplicate value: ""']],
  [[{ name: 'A' }], ['EPS-PORT ports[0].name: Invalid value: "A"']],
  [[{ protocol: '' }], ['EPS-PORT ports[0].protocol: Unsupported value: ""']],
  [[{ appProtocol: 'a b' }], ['EPS-PORT ports[0].appProtocol: Invalid value: "a b"']],
  [many(20001, {}), ['EPS-PORT ports: Too many: 20001: must have at most 20000 items']],
])('the ports %#', (ports, expected) => expectFindings(slice({ ports }), expected));

const names = (count: number) => Array.from({ length: count }, (_, i) => ({ name: `a${i}` }));
test.each<[any, string[]]>([
  [{ forZones: names(8), forNodes: names(8) }, []],
  [{ forZones: [{ name: '' }] }, []],
  [{ forZones: names(9), forNodes: [{}] }, ['EPS-HINTS endpoints[0].hints.forZones: Too many: 9']],
  [{ forNodes: names(9) }, ['EPS-HINTS endpoints[0].hints.forNodes: Too many: 9']],
  [{ forZones: [{ name: 'a b' }] }, ['EPS-HINTS endpoints[0].hints.forZones[0].name: Invalid value: "a b"']],
  [{ forZones: [{}, {}] }, ['EPS-HINTS endpoints[0].hints.forZones[1].name: Duplicate value: ""']],
  [{ forNodes: [{ name: 'A' }] }, ['EPS-HINTS endpoints[0].hints.forNodes[0].name: Invalid value: "A"']],
])('the hints %j', (hints, expected) => expectFindings(slice({ endpoints: [{ ...ADDRESS, hints }] }), expected));

test('any fields are validated without throwing', () => answersAlways('discovery.k8s.io/v1', 'EndpointSlice'));
