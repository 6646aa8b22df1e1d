import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FieldType, goName, structType, StructType } from '../../src/apimachinery/schema';
import { camelCase, Names, pascalCase, snakeCase, typeName, variableName } from '../../src/convert/names';

test.each([
  ['hostIP', 'hostIp'],
  ['setHostnameAsFQDN', 'setHostnameAsFqdn'],
  ['CSIVolumeSource', 'CsiVolumeSource'],
  ['downwardAPI', 'downwardApi'],
  ['image', 'image'],
])('camelCase(%s)', (name, expected) => expect(camelCase(name)).toBe(expected));

test.each([
  ['hostIp', 'host_ip'],
  ['awsElasticBlockStore', 'aws_elastic_block_store'],
  ['volumeId', 'volume_id'],
])('snakeCase(%s)', (name, expected) => expect(snakeCase(name)).toBe(expected));

test.each([
  ['print-every-10-sec', 'printEvery10Sec', 'PrintEvery10Sec'],
  ['web', 'web', 'Web'],
  ['10-workers', 'n10Workers', 'N10Workers'],
  ['', 'nOne', 'N'],
  ['a.b_c', 'aBC', 'ABC'],
])('%j becomes a variable and a class', (text, variable, type) => {
  expect(variableName(text)).toBe(variable);
  expect(pascalCase(text)).toBe(type);
});

test('no name is used twice', () => {
  const names = new Names(['new']);
  expect(names.take('data', 'dataVolume')).toBe('data');
  expect(names.take('data', 'dataVolume')).toBe('dataVolume');
  expect(names.take('data', 'dataVolume')).toBe('dataVolume2');
  expect(names.take('new')).toBe('new2');
});

describe('the props of pods and workloads are complete', () => {
  const SRC = join(__dirname, '../../src/constructs');
  const sources = readdirSync(SRC)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(SRC, file), 'utf8'));
  const bodies = new Map(
    sources.flatMap((text) =>
      [...text.matchAll(/^export interface (\w+)[^{]*\{([^]*?)^\}/gm)].map(([, name, body]) => [name, body]),
    ),
  );

  function* structsIn(type: FieldType, seen = new Set<string>()): Generator<StructType> {
    if (type.kind === 'list' || type.kind === 'map') yield* structsIn(type.of, seen);
    if (type.kind !== 'struct' || seen.has(type.name) || NOT_TAKEN.includes(type.name)) return;
    seen.add(type.name);
    yield type;
    for (const { type: inner } of type.fields.values()) yield* structsIn(inner, seen);
  }
  /** What no props take, or another package has. */
  const NOT_TAKEN = ['EphemeralContainer', 'PodTemplateSpec', 'PersistentVolumeClaim', 'ObjectMeta'];
  /** Their fields are arguments, or props of other types. */
  const ROOTS = ['PodSpec', 'JobSpec', 'DeploymentSpec', 'StatefulSetSpec', 'DaemonSetSpec'];
  const PARTS = ['Container', 'EnvVar', 'Volume'];
  const structs = [
    ...new Map(ROOTS.flatMap((root) => [...structsIn(structType(root)!)].map((each) => [each.name, each]))).values(),
  ].filter(({ name }) => ![...ROOTS, ...PARTS].includes(name));

  test.each(structs.map((struct) => [typeName(goName(struct.name)), struct] as const))('for %s', (name, struct) => {
    const body = bodies.get(name);
    const props = [...struct.fields.keys()].map(camelCase).filter((prop) => !['name', 'mountPath'].includes(prop));
    expect(props.filter((prop) => !new RegExp(`readonly ${prop}\\??:`).test(bodyOf(body)))).toEqual([]);
  });

  /** Of a mount, the options are those of another type. */
  const bodyOf = (body: string | undefined) => `${body ?? ''}${bodies.get('VolumeMountOptions')}`;
});
