import { expectFindings } from './expect-findings';
import { answersAlways } from '../any-object';

const endpoints = (subsets: any, metadata: any = { name: 'a' }) => ({
  apiVersion: 'v1',
  kind: 'Endpoints',
  metadata,
  subsets,
});
const ip = '10.0.0.1';

test.each<[any, string[]]>([
  [undefined, []],
  [[{ addresses: [{ ip }] }], []],
  [[{ notReadyAddresses: [{ ip: 'fd00::1', hostname: 'a', nodeName: 'a.b' }] }], []],
  [[{}], ['EP-SUBSET subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`']],
  [
    [{ addresses: [{}] }],
    [
      'EP-SUBSET subsets[0].addresses[0].ip: Invalid value: "": must be a valid IP address, (e.g.',
      'EP-SUBSET subsets[0].addresses[0].ip: Invalid value: "": must be a valid IP address',
    ],
  ],
  [
    [{ addresses: [{ ip }], notReadyAddresses: [{ ip: '127.0.0.1' }] }],
    ['EP-SUBSET subsets[0].notReadyAddresses[0].ip: Invalid value: "127.0.0.1": may not be in the loopback range'],
  ],
  [[{ addresses: [{ ip, hostname: 'a.b' }] }], ['EP-SUBSET subsets[0].addresses[0].hostname: Invalid value: "a.b"']],
  [[{ addresses: [{ ip, hostname: '' }] }], []],
  [[{ addresses: [{ ip, nodeName: '' }] }], ['EP-SUBSET subsets[0].addresses[0].nodeName: Invalid value: ""']],
])('%j', (subsets, expected) => expectFindings(endpoints(subsets), expected));

test.each<[any[], string[]]>([
  [[{ port: 1 }], []],
  [[{ port: 65535, name: 'a', protocol: 'SCTP', appProtocol: 'kubernetes.io/h2c' }], []],
  [[{ port: 65536 }], ['EP-SUBSET subsets[0].ports[0].port: Invalid value: 65536: must be between 1 and 65535']],
  [[{}], ['EP-SUBSET subsets[0].ports[0].port: Invalid value: 0']],
  [[{ port: 1, name: 'A' }], ['EP-SUBSET subsets[0].ports[0].name: Invalid value: "A"']],
  // They may even have one name.
  [
    [
      { port: 1, name: 'a' },
      { port: 2, name: 'a' },
    ],
    [],
  ],
  [[{ port: 1, name: 'a' }, { port: 2 }], ['EP-SUBSET subsets[0].ports[1].name: Required value']],
  [[{ port: 1, protocol: 'tcp' }], ['EP-SUBSET subsets[0].ports[0].protocol: Unsupported value: "tcp"']],
  [
    [{ port: 1, appProtocol: '' }],
    [
      'EP-SUBSET subsets[0].ports[0].appProtocol: Invalid value: "": name part must be non-empty',
      'EP-SUBSET subsets[0].ports[0].appProtocol: Invalid value: "": name part must consist',
    ],
  ],
])('the ports %j', (ports, expected) => expectFindings(endpoints([{ addresses: [{ ip }], ports }]), expected));

test('metadata is validated', () => {
  expectFindings(endpoints([], { name: 'a', generation: -1 }), [
    'META-GENERATION metadata.generation: Invalid value: -1',
  ]);
  expectFindings(endpoints([], { name: 'A' }), ['META-NAME-SUBDOMAIN metadata.name: Invalid value: "A"']);
});

test('leading zeros are accepted up to 1.35', () => {
  const object = endpoints([{ addresses: [{ ip: '010.0.0.1' }] }]);
  expectFindings(object, [], 35);
  expectFindings(
    object,
    ['EP-SUBSET subsets[0].addresses[0].ip: Invalid value: "010.0.0.1": must not have leading 0s'],
    36,
  );
});

test('any fields are validated without throwing', () => answersAlways('v1', 'Endpoints'));
