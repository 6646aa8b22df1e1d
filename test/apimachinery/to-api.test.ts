import { Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { apiName, fieldToApi, isToken, toApi } from '../../src/apimachinery/to-api';

test.each([
  ['PodSpec', 'hostIpc', 'hostIPC'],
  ['PodSpec', 'hostIPC', 'hostIPC'],
  ['PodSpec', 'setHostnameAsFqdn', 'setHostnameAsFQDN'],
  ['ContainerPort', 'hostIp', 'hostIP'],
  ['Volume', 'downwardApi', 'downwardAPI'],
  ['Volume', 'scaleIo', 'scaleIO'],
  ['GlusterfsVolumeSource', 'path', 'path'],
  ['Container', 'noSuchField', 'noSuchField'],
])('%s.%s is %s', (struct, name, expected) => expect(apiName(struct, name)).toBe(expected));

test('wrapped numbers and texts are unwrapped, whatever they stand for', () => {
  expect(
    toApi('Probe', {
      httpGet: { port: k8s.IntOrString.fromNumber(80) },
      tcpSocket: { port: k8s.IntOrString.fromString('http') },
      grpc: { port: 5 },
    }),
  ).toEqual({ httpGet: { port: 80 }, tcpSocket: { port: 'http' }, grpc: { port: 5 } });
  expect(fieldToApi('EmptyDirVolumeSource', 'sizeLimit', k8s.Quantity.fromNumber(5))).toBe(5);
});

test('an unknown field keeps its name and its value', () => {
  expect(toApi('Container', { brandNew: { hostIp: [{ a: 1 }] } })).toEqual({ brandNew: { hostIp: [{ a: 1 }] } });
});

test('a value of the wrong type stays unchanged', () => {
  expect(toApi('Container', 'text')).toBe('text');
  expect(toApi('Container', { ports: { a: 1 }, command: 'x', env: [5, null] })).toEqual({
    ports: { a: 1 },
    command: 'x',
    env: [5, null],
  });
});

test('a circular reference, or an object that cannot be read, becomes an unknown field that names it', () => {
  const probe: any = { httpGet: { port: 80 } };
  probe.exec = probe;
  expect(toApi('Probe', probe)).toEqual({ httpGet: { port: 80 }, exec: { 'a circular reference': {} } });
  expect(
    toApi('PodSpec', { nodeSelector: new Map([['a', 'b']]), affinity: Promise.resolve(), tolerations: [new Map()] }),
  ).toEqual({ nodeSelector: { Map: {} }, affinity: { Promise: {} }, tolerations: [{ Map: {} }] });
});

test('an object that occurs twice is rendered twice', () => {
  const toleration = { key: 'a' };
  const result = toApi('PodSpec', { tolerations: [toleration, toleration] });
  expect(result).toEqual({ tolerations: [{ key: 'a' }, { key: 'a' }] });
  expect(result.tolerations[0]).not.toBe(result.tolerations[1]);
});

test('objects without a prototype are read as objects', () => {
  expect(toApi('Toleration', Object.assign(Object.create(null), { key: 'a', value: 'b' }))).toEqual({
    key: 'a',
    value: 'b',
  });
});

test('undefined is left out, and null and empty values stay', () => {
  expect(toApi('Container', { name: undefined, image: null, command: [], ports: [{}] })).toEqual({
    image: null,
    command: [],
    ports: [{}],
  });
});

test('a map of the user that looks like a wrapper stays a map', () => {
  expect(toApi('PodSpec', { nodeSelector: { value: 'x' } })).toEqual({ nodeSelector: { value: 'x' } });
});

test('a date is printed in the format of the API', () => {
  expect(fieldToApi('ObjectMeta', 'creationTimestamp', new Date(0))).toBe('1970-01-01T00:00:00.000Z');
  expect(fieldToApi('ObjectMeta', 'creationTimestamp', new Date(NaN))).toEqual({ Date: {} });
});

test('values that cdk8s resolves at synth stay unresolved', () => {
  const lazy = Lazy.any({ produce: () => 1 });
  expect(isToken(lazy)).toBe(true);
  expect(isToken({ resolve: () => 1 })).toBe(true);
  expect(isToken({ resolve: 1 })).toBe(false);
  expect(toApi('Container', { image: lazy }).image).toBe(lazy);
});

test('a key named __proto__ is kept and changes no prototype', () => {
  const converted = toApi('PodSpec', JSON.parse('{"nodeSelector": {"__proto__": {"polluted": "x"}}}'));
  expect(Object.keys(converted.nodeSelector)).toEqual(['__proto__']);
  expect(({} as any).polluted).toBeUndefined();
});
