import { validateDnsConfig, validateDnsPolicy, validateHostAliases } from '../../../src/validation/pod/dns';
import { beginnings, found, long } from '../rules';

const config = (value: any, policy?: string, minor?: number) =>
  found((v) => validateDnsConfig(v, value, policy, 'd'), minor);
const aliases = (alias: any, minor?: number) => found((v) => validateHostAliases(v, [alias], 'h'), minor);
const IP = '10.0.0.1';
/** That many characters in all, spaces between them counted. */
const searches = (characters: number) => [...Array(8).fill(long(250)), long(characters - 8 * 251)];

test.each(['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None', '', null])(
  'the policy %p is accepted',
  (policy) => {
    expect(found((v) => validateDnsPolicy(v, policy, 'p'))).toEqual([]);
  },
);
test('the policy none is refused with the valid values', () => {
  expect(found((v) => validateDnsPolicy(v, 'none', 'p'))).toEqual([
    'p: Unsupported value: "none": supported values: "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"',
  ]);
});

test.each<[any, string | undefined]>([
  [undefined, undefined],
  [{}, 'Default'],
  [{ nameservers: [IP, '::1', IP] }, 'None'],
  [{ searches: ['a.b', 'a.b.', '_tcp.x', '.'], options: [{ name: 'ndots', value: '2' }] }, undefined],
  [{ searches: Array(32).fill('a') }, undefined],
  [{ searches: searches(2048) }, undefined],
])('%j is accepted', (value, policy) => expect(config(value, policy)).toEqual([]));

test.each<[any, string | undefined, string[]]>([
  [undefined, 'None', ['d: Required value: must provide `dnsConfig` when `dnsPolicy` is None']],
  [
    { searches: ['a b'] },
    'None',
    ['d.nameservers: Required value: must provide at least one DNS nameserver when `dnsPolicy` is None'],
  ],
  [
    { nameservers: [IP, IP, IP, IP] },
    undefined,
    [
      'd.nameservers: Invalid value: ["10.0.0.1","10.0.0.1","10.0.0.1","10.0.0.1"]: must not have more than 3 ' +
        'nameservers',
    ],
  ],
  [{ nameservers: ['x'] }, undefined, ['d.nameservers[0]: Invalid value: "x": must be a valid IP address']],
  [{ searches: Array(33).fill('a') }, undefined, ['d.searches: Invalid value']],
  [{ searches: searches(2049) }, undefined, ['d.searches: Invalid value']],
  [{ searches: ['A', ''] }, undefined, ['d.searches[0]: Invalid value: "A"', 'd.searches[1]: Invalid value: ""']],
  [{ options: [{}] }, undefined, ['d.options[0]: Required value: must not be empty']],
])('%j is refused', (value, policy, errors) => expect(beginnings(config(value, policy), errors)).toEqual(errors));

test('up to 1.32 underscores and a dot are refused in searches', () => {
  expect(config({ searches: ['_tcp.x', '.'] }, undefined, 32).map((error) => error.slice(0, 30))).toEqual([
    'd.searches[0]: Invalid value: ',
    'd.searches[1]: Invalid value: ',
  ]);
});

test.each<[any, number, string[]]>([
  [{ ip: IP, hostnames: ['a.b'] }, 37, []],
  [{ ip: '010.0.0.1' }, 35, []],
  [{ ip: '010.0.0.1' }, 37, ['h[0].ip: Invalid value: "010.0.0.1": must not have leading 0s']],
  [{}, 37, ['h[0].ip: Invalid value: "": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)']],
  [
    { ip: 'x', hostnames: ['A'] },
    29,
    ['h.ip: Invalid value: "x": must be valid IP address', 'h.hostnames: Invalid value: "A"'],
  ],
  [{ ip: IP, hostnames: ['a', 'A'] }, 30, ['h[0].hostnames[1]: Invalid value: "A"']],
])('host alias %j in 1.%d', (alias, minor, errors) =>
  expect(beginnings(aliases(alias, minor), errors)).toEqual(errors),
);
