import { validateHandler } from '../../../src/validation/container/handler';
import { beginnings, found, hints } from '../rules';

const handler = (value: any, minor?: number) => found((v) => validateHandler(v, 'R', value, 'h', 30), minor);

test.each<[any]>([
  [{ exec: { command: ['true'] } }],
  [{ httpGet: { port: 'http' } }],
  [{ tcpSocket: { port: 65535 } }],
  [{ grpc: { port: 1, service: '' } }],
  [{ sleep: { seconds: 30 } }],
])('%j is accepted', (value) => expect(handler(value)).toEqual([]));

test.each<[any, string[]]>([
  [{}, ['h: Required value: must specify a handler type']],
  [
    { exec: {}, sleep: {} },
    ['h.exec.command: Required value', 'h.sleep: Forbidden: may not specify more than 1 handler type'],
  ],
  [{ httpGet: { port: 0 } }, ['h.httpGet.port: Invalid value: 0: must be between 1 and 65535, inclusive']],
  [{ grpc: {} }, ['h.grpc.port: Invalid value: 0']],
  [{ sleep: { seconds: 31 } }, ['h.sleep: Invalid value: 31']],
])('%j is refused', (value, errors) => expect(beginnings(handler(value), errors)).toEqual(errors));

test.each<[object, string]>([
  [{ httpGet: { path: '/' } }, 'write port, such as port: 80'],
  [{ tcpSocket: {} }, 'write port, such as port: 80'],
  [{ grpc: {} }, 'write port, such as port: 80'],
  [{ httpGet: { port: '80' } }, 'Write the number without quotes: 80.'],
  [{ exec: { command: ['true'] }, sleep: { seconds: 1 } }, 'remove one of them'],
])('the hint for %j', (value, hint) => {
  expect(hints((v) => validateHandler(v, 'R', value, 'h', 30))).toEqual([hint]);
});
