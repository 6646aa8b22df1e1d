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

test('numbers and texts are unwrapped, whatever they stand for', () => {
  expect(
    toApi('Probe', {
      httpGet: { port: k8s.IntOrString.fromNumber(80) },
      tcpSocket: { port: k8s.IntOrString.fromString('http') },
      grpc: { port: 5 },
    }),
  ).toEqual({ httpGet: { port: 80 }, tcpSocket: { port: 'http' }, grpc: { port: 5 } });
  expect(fieldToApi('EmptyDirVolumeSource', 'sizeLimit', k8s.Quantity.fromNumber(5))).toBe(5);
});

test('an unknown field stays as it is, with all that it holds', () => {
  expect(toApi('Container', { brandNew: { hostIp: [{ a: 1 }] } })).toEqual({ brandNew: { hostIp: [{ a: 1 }] } });
});

test('a value of the wrong type stays as it is', () => {
  expect(toApi('Container', 'text')).toBe('text');
  expect(toApi('Container', { ports: { a: 1 }, command: 'x', env: [5, null] })).toEqual({
    ports: { a: 1 },
    command: 'x',
    env: [5, null],
  });
});

test('a circular reference, and what nothing could be read of, becomes a field that no type has', () => {
  const probe: any = { httpGet: { port: 80 } };
  probe.exec = probe;
  expect(toApi('Probe', probe)).toEqual({ httpGet: { port: 80 }, exec: { 'a circular reference': {} } });
  expect(
    toApi('PodSpec', { nodeSelector: new Map([['a', 'b']]), affinity: Promise.resolve(), tolerations: [new Map()] }),
  ).toEqual({ nodeSelector: { Map: {} }, affinity: { Promise: {} }, tolerations: [{ Map: {} }] });
});

test('the same object twice is there twice', () => {
  const toleration = { key: 'a' };
  const result = toApi('PodSpec', { tolerations: [toleration, toleration] });
  expect(result).toEqual({ tolerations: [{ key: 'a' }, { key: 'a' }] });
  expect(result.tolerations[0]).not.toBe(result.tolerations[1]);
});

test('objects without a prototype are objects', () => {
  expect(toApi('Toleration', Object.assign(Object.create(null), { key: 'a', value: 'b' }))).toEqual({
    key: 'a',
    value: 'b',
  });
});

test('undefined is left out, null and empty values stay', () => {
  expect(toApi('Container', { name: undefined, image: null, command: [], ports: [{}] })).toEqual({
    image: null,
    command: [],
    ports: [{}],
  });
});

test("a user's map that looks like a wrapper is a map", () => {
  expect(toApi('PodSpec', { nodeSelector: { value: 'x' } })).toEqual({ nodeSelector: { value: 'x' } });
});

test('a date prints as the API reads it', () => {
  expect(fieldToApi('ObjectMeta', 'creationTimestamp', new Date(0))).toBe('1970-01-01T00:00:00.000Z');
  expect(fieldToApi('ObjectMeta', 'creationTimestamp', new Date(NaN))).toEqual({ Date: {} });
});

test('values that cdk8s computes stay for it to compute', () => {
  const lazy = Lazy.any({ produce: () => 1 });
  expect(isToken(lazy)).toBe(true);
  expect(isToken({ resolve: () => 1 })).toBe(true);
  expect(isToken({ resolve: 1 })).toBe(false);
  expect(toApi('Container', { image: lazy }).image).toBe(lazy);
});

test('a key named __proto__ is kept and pollutes nothing', () => {
  const converted = toApi('PodSpec', JSON.parse('{"nodeSelector": {"__proto__": {"polluted": "x"}}}'));
  expect(Object.keys(converted.nodeSelector)).toEqual(['__proto__']);
  expect(({} as any).polluted).toBeUndefined();
});
