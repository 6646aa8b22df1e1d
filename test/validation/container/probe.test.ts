import { validateProbes } from '../../../src/validation/container/probe';
import { beginnings, found, hints } from '../rules';

const exec = { command: ['true'] };
const probes = (container: any) => found((v) => validateProbes(v, container, 'c'));

test.each<[any]>([
  [{}],
  [{ livenessProbe: { exec } }],
  [{ readinessProbe: { httpGet: { port: 1 } } }],
  [{ startupProbe: { tcpSocket: { port: 'http' } } }],
  [{ livenessProbe: { grpc: { port: 65535 } } }],
  [{ livenessProbe: { httpGet: { port: 80, scheme: 'HTTPS', path: '', httpHeaders: [{ name: 'X-A', value: '' }] } } }],
  [
    {
      livenessProbe: {
        exec,
        initialDelaySeconds: 0,
        timeoutSeconds: 0,
        periodSeconds: 0,
        successThreshold: 0,
        failureThreshold: 0,
      },
    },
  ],
  [{ livenessProbe: { exec, successThreshold: 1, terminationGracePeriodSeconds: 1 } }],
  [{ readinessProbe: { exec, successThreshold: 3 } }],
])('%j is accepted', (container) => expect(probes(container)).toEqual([]));

test.each<[any, string[]]>([
  [{ livenessProbe: {} }, ['c.livenessProbe: Required value: must specify a handler type']],
  [
    { startupProbe: { exec, httpGet: { port: 80 }, tcpSocket: {}, grpc: {} } },
    [
      'c.startupProbe.httpGet: Forbidden: may not specify more than 1 handler type',
      'c.startupProbe.tcpSocket: Forbidden',
      'c.startupProbe.grpc: Forbidden',
    ],
  ],
  [{ livenessProbe: { exec: { command: [] } } }, ['c.livenessProbe.exec.command: Required value']],
  [
    { livenessProbe: { httpGet: {} } },
    ['c.livenessProbe.httpGet.port: Invalid value: 0: must be between 1 and 65535, inclusive'],
  ],
  [{ livenessProbe: { httpGet: { port: 65536 } } }, ['c.livenessProbe.httpGet.port: Invalid value: 65536']],
  [
    { livenessProbe: { httpGet: { port: '80' } } },
    ['c.livenessProbe.httpGet.port: Invalid value: "80": must contain at least one letter (a-z)'],
  ],
  [
    { livenessProbe: { httpGet: { port: '' } } },
    [
      'c.livenessProbe.httpGet.port: Invalid value: "": must contain only',
      'c.livenessProbe.httpGet.port: Invalid value: "": must contain at least',
    ],
  ],
  [
    { livenessProbe: { httpGet: { port: 80, scheme: 'http', httpHeaders: [{ name: 'X_A' }] } } },
    [
      'c.livenessProbe.httpGet.scheme: Unsupported value: "http": supported values: "HTTP", "HTTPS"',
      'c.livenessProbe.httpGet.httpHeaders: Invalid value: "X_A": a valid HTTP header must',
    ],
  ],
  [{ livenessProbe: { tcpSocket: {} } }, ['c.livenessProbe.tcpSocket.port: Invalid value: 0']],
  [{ livenessProbe: { grpc: { port: 0 } } }, ['c.livenessProbe.grpc.port: Invalid value: 0']],
  [
    { livenessProbe: { exec, periodSeconds: -1, timeoutSeconds: -1 } },
    [
      'c.livenessProbe.timeoutSeconds: Invalid value: -1: must be greater than or equal to 0',
      'c.livenessProbe.periodSeconds: Invalid value: -1',
    ],
  ],
  [{ livenessProbe: { exec, successThreshold: 2 } }, ['c.livenessProbe.successThreshold: Invalid value: 2: must be 1']],
  [
    { startupProbe: { exec, successThreshold: -1 } },
    [
      'c.startupProbe.successThreshold: Invalid value: -1: must be greater',
      'c.startupProbe.successThreshold: Invalid value: -1: must be 1',
    ],
  ],
  [
    { livenessProbe: { exec, terminationGracePeriodSeconds: 0 } },
    ['c.livenessProbe.terminationGracePeriodSeconds: Invalid value: 0: must be greater than 0'],
  ],
  [
    { readinessProbe: { exec, terminationGracePeriodSeconds: 1 } },
    ['c.readinessProbe.terminationGracePeriodSeconds: Invalid value: 1: must not be set for readinessProbes'],
  ],
])('%j is refused', (container, errors) => expect(beginnings(probes(container), errors)).toEqual(errors));

test('a port number in quotes has a hint', () =>
  expect(hints((v) => validateProbes(v, { livenessProbe: { tcpSocket: { port: '80' } } }, 'c'))).toEqual([
    'Write the number without quotes: 80.',
  ]));
