import {
  validateContainerPorts,
  validateHostNetworkPorts,
  validateUniqueHostPorts,
} from '../../../src/validation/container/container-port';
import { beginnings, found, long } from '../rules';

const http = { containerPort: 80 };

describe('ports', () => {
  test.each<[string, any[]]>([
    ['none', []],
    ['the lowest and the highest', [{ containerPort: 1 }, { containerPort: 65535 }]],
    ['all protocols', ['TCP', 'UDP', 'SCTP', '', null].map((protocol) => ({ containerPort: 80, protocol }))],
    [
      'names',
      [
        { ...http, name: 'http' },
        { ...http, name: 'a-1' },
        { ...http, name: '' },
        { ...http, name: null },
      ],
    ],
    ['the longest name', [{ ...http, name: long(15) }]],
    ['the same port twice', [http, http]],
    [
      'host ports',
      [
        { ...http, hostPort: 0 },
        { ...http, hostPort: 65535 },
      ],
    ],
  ])('accepts %s', (_, ports) => expect(found((v) => validateContainerPorts(v, ports, 'ports'))).toEqual([]));

  test.each<[any[], string[]]>([
    [[{}], ['ports[0].containerPort: Required value']],
    [[{ containerPort: 0 }], ['ports[0].containerPort: Required value']],
    [
      [{ containerPort: 65536 }],
      ['ports[0].containerPort: Invalid value: 65536: must be between 1 and 65535, inclusive'],
    ],
    [[{ containerPort: -1 }], ['ports[0].containerPort: Invalid value: -1: must be between']],
    [[{ ...http, hostPort: 65536 }], ['ports[0].hostPort: Invalid value: 65536: must be between']],
    [
      [{ ...http, protocol: 'tcp' }],
      ['ports[0].protocol: Unsupported value: "tcp": supported values: "SCTP", "TCP", "UDP"'],
    ],
    [
      [{ ...http, name: long(16) }],
      ['ports[0].name: Invalid value: "xxxxxxxxxxxxxxxx": must be no more than 15 characters'],
    ],
    [[{ ...http, name: '80' }], ['ports[0].name: Invalid value: "80": must contain at least one letter (a-z)']],
    [
      [{ ...http, name: '-a--b-' }],
      [
        'ports[0].name: Invalid value: "-a--b-": must not contain consecutive',
        'ports[0].name: Invalid value: "-a--b-": must not begin or end',
      ],
    ],
    [
      [
        { ...http, name: 'http' },
        { ...http, name: 'http' },
      ],
      ['ports[1].name: Duplicate value: "http"'],
    ],
  ])('refuses %j', (ports, errors) =>
    expect(
      beginnings(
        found((v) => validateContainerPorts(v, ports, 'ports')),
        errors,
      ),
    ).toEqual(errors),
  );
});

describe('host ports of several containers', () => {
  const unique = (...ports: any[]) =>
    found((v) =>
      validateUniqueHostPorts(
        v,
        ports.map((port) => ({ ports: [port] })),
        'containers',
      ),
    );

  test.each<[string, any[]]>([
    ['no host port', [http, http]],
    ['another port', [{ hostPort: 80 }, { hostPort: 81 }]],
    ['another protocol', [{ hostPort: 80 }, { hostPort: 80, protocol: 'UDP' }]],
    ['another address', [{ hostPort: 80 }, { hostPort: 80, hostIP: '10.0.0.1' }]],
  ])('accepts %s', (_, ports) => expect(unique(...ports)).toEqual([]));

  test('refuses the same one', () => {
    expect(unique({ hostPort: 80 }, { hostPort: 80, protocol: 'TCP' })).toEqual([
      'containers[1].ports[0].hostPort: Duplicate value: "TCP//80"',
    ]);
    expect(unique({ hostPort: 9, hostIP: 'x' }, {}, { hostPort: 9, hostIP: 'x' })).toEqual([
      'containers[2].ports[0].hostPort: Duplicate value: "TCP/x/9"',
    ]);
  });
});

test.each<[any, string[]]>([
  [{ containerPort: 80 }, []],
  [{ containerPort: 80, hostPort: 0 }, []],
  [{ containerPort: 80, hostPort: 80 }, []],
  [
    { containerPort: 80, hostPort: 81 },
    ['c[0].ports[0].hostPort: Invalid value: 81: must match `containerPort` when `hostNetwork` is true'],
  ],
])('the host network requires: %j', (port, errors) => {
  expect(found((v) => validateHostNetworkPorts(v, [{ ports: [port] }, {}], 'c'))).toEqual(errors);
});
