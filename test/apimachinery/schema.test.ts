import * as fc from 'fast-check';
import { MORE_STRUCTS } from '../../src/apimachinery/more-structs.generated';
import {
  allKinds,
  FieldType,
  fieldHistory,
  goName,
  isServed,
  kindType,
  NEWEST_MINOR,
  OLDEST_MINOR,
  structType,
} from '../../src/apimachinery/schema';
import { KINDS, STRUCTS } from '../../src/apimachinery/schema.generated';

/** `Container`, `list of ContainerPort by containerPort, protocol` … */
function show(type: FieldType | undefined): string | undefined {
  if (type?.kind === 'list') return `list of ${show(type.of)}${type.keys.length ? ` by ${type.keys}` : ''}`;
  if (type?.kind === 'map') return `map of ${show(type.of)}`;
  if (type?.kind === 'either') return `${show(type.struct)} or ${show(type.or)}`;
  return type?.kind === 'struct' ? type.name : type?.kind;
}

test.each([
  ['Container', 'image', 'string'],
  ['Container', 'ports', 'list of ContainerPort by containerPort,protocol'],
  ['Container', 'resources', 'ResourceRequirements'],
  ['Container', 'command', 'list of string'],
  ['ResourceRequirements', 'limits', 'map of quantity'],
  ['Secret', 'data', 'map of bytes'],
  ['HTTPGetAction', 'port', 'intOrString'],
  ['JobSpec', 'backoffLimit', 'int32'],
  ['PodSpec', 'terminationGracePeriodSeconds', 'int64'],
  ['PodSpec', 'hostNetwork', 'bool'],
  ['ObjectMeta', 'creationTimestamp', 'time'],
  ['ManagedFieldsEntry', 'fieldsV1', 'json'],
  ['ServiceSpec', 'ports', 'list of ServicePort by port,protocol'],
  ['Subject@rbac/v1', 'apiGroup', 'string'],
  ['Subject@flowcontrol/v1', 'group', 'GroupSubject'],
  ['StatefulSetSpec', 'template', 'PodTemplateSpec'],
  ['ControllerRevision', 'data', 'json'],
  ['LeaseSpec', 'renewTime', 'microTime'],
  ['JSONSchemaProps', 'maximum', 'float64'],
  ['JSONSchemaProps', 'items', 'JSONSchemaProps or list of JSONSchemaProps'],
  ['JSONSchemaProps', 'additionalProperties', 'JSONSchemaProps or bool'],
  ['JSONSchemaProps', 'dependencies', 'map of JSONSchemaProps or list of string'],
  ['Container', 'Image', undefined],
  ['Container', 'constructor', undefined],
])('%s.%s is %s', (struct, field, expected) => {
  expect(show(structType(struct)!.fields.get(field)?.type)).toBe(expected);
});

test.each([
  ['SuccessPolicy by its version', 'JobSpec', 'successPolicy', [30, 37]],
  ['a field that went', 'PodSpec', 'workloadRef', [35, 35]],
  ['a field that was always there', 'PodSpec', 'volumes', [28, 37]],
])('%s', (_, struct, field, [since, until]) => {
  for (let minor = OLDEST_MINOR; minor <= NEWEST_MINOR; minor++) {
    expect(structType(struct, minor)!.fields.has(field)).toBe(since <= minor && minor <= until);
  }
  expect(fieldHistory(struct, field)).toEqual([expect.objectContaining({ name: field, since, until })]);
});

test('a type that changed has a variant for its version', () => {
  const resources = (minor: number) =>
    show(structType('PersistentVolumeClaimSpec', minor)!.fields.get('resources')!.type);
  expect([28, 29, 37].map(resources)).toEqual([
    'ResourceRequirements',
    'VolumeResourceRequirements',
    'VolumeResourceRequirements',
  ]);
  expect(fieldHistory('PersistentVolumeClaimSpec', 'resources')).toHaveLength(2);
  expect(fieldHistory('PersistentVolumeClaimSpec', 'resource')).toEqual([]);
});

test('structs are also found by their full name, and cached', () => {
  expect(structType('io.k8s.api.core.v1.Container')).toBe(structType('Container'));
  expect(structType('Container', 30)).not.toBe(structType('Container'));
  expect(structType('NoSuchStruct')).toBeUndefined();
  expect(structType('constructor')).toBeUndefined();
});

test('kinds are found only together with their API version', () => {
  expect(kindType('batch/v1', 'Job')!.name).toBe('Job');
  expect(kindType('v1', 'ConfigMap')!.name).toBe('ConfigMap');
  expect(kindType('v1', 'Event')!.fields.has('involvedObject')).toBe(true);
  expect(kindType('events.k8s.io/v1', 'Event')!.fields.has('regarding')).toBe(true);
  expect(kindType('autoscaling/v1', 'HorizontalPodAutoscaler')!.name).toBe('HorizontalPodAutoscaler@autoscaling/v1');
  expect(kindType('batch/v1beta1', 'CronJob')).toBeUndefined();
  expect(kindType('v1', 'Container')).toBeUndefined();
  expect(kindType('v1', 'ServiceList')).toBeUndefined();
  expect(kindType('constructor', 'Job')).toBeUndefined();
  expect(kindType(undefined, { kind: 1 })).toBeUndefined();
});

test.each([
  ['batch/v1', 'Job', 37, true],
  ['batch/v1', 'job', 37, false],
  ['batch/v2', 'Job', 37, false],
  ['v1', 'Deployment', 37, false],
  ['v1', 'List', 37, true],
  ['apps/v1', 'List', 37, false],
  ['apps/v1', 'DeploymentList', 37, true],
  ['extensions/v1beta1', 'Ingress', 37, false],
  ['flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema', 31, true],
  ['flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema', 32, false],
  ['acme.io/v1', 'Thing', 37, undefined],
  ['gateway.networking.k8s.io/v1', 'Gateway', 37, undefined],
  ['constructor', 'Job', 37, false],
])('%s %s in 1.%i: %s', (apiVersion, kind, minor, expected) => {
  expect(isServed(apiVersion, kind, minor)).toBe(expected);
});

test('every kind that a version serves has a struct', () => {
  for (let minor = OLDEST_MINOR; minor <= NEWEST_MINOR; minor++) {
    const kinds = allKinds(minor);
    expect(kinds.length).toBeGreaterThan(70);
    const wrong = kinds.filter(([apiVersion, kind]) => goName(kindType(apiVersion, kind, minor)?.name ?? '') !== kind);
    expect(wrong).toEqual([]);
  }
  expect(kindType('resource.k8s.io/v1', 'ResourceClaim', 33)).toBeUndefined();
  expect(kindType('resource.k8s.io/v1', 'ResourceClaim', 34)).toBeDefined();
});

const MORE = MORE_STRUCTS.trim()
  .split('\n')
  .map((line) => line.slice(0, line.indexOf(' ')));

test('every field of every version has a type', () => {
  let fields = 0;
  const check = (type: FieldType) => {
    if (type.kind === 'list' || type.kind === 'map') check(type.of);
    else if (type.kind === 'either') check(type.or);
    else expect(type.kind === 'struct' ? structType(type.name) : type.kind).toBeDefined();
    fields++;
  };
  for (let minor = OLDEST_MINOR; minor <= NEWEST_MINOR; minor++) {
    for (const struct of [...Object.keys(STRUCTS), ...MORE]) {
      for (const field of structType(struct, minor)!.fields.values()) check(field.type);
    }
  }
  expect(fields).toBeGreaterThan(25_000);
  expect(Object.values(KINDS).every((name) => structType(name))).toBe(true);
});

test('no struct is in both parts of the schema', () => {
  expect(new Set(MORE).size).toBe(MORE.length);
  expect(MORE.filter((name) => name in STRUCTS)).toEqual([]);
});

test('only names of structs have a type', () => {
  fc.assert(
    fc.property(
      fc.string(),
      (name) =>
        structType(name) === undefined ||
        [...Object.keys(STRUCTS), ...MORE].includes(name.slice(name.lastIndexOf('.') + 1)),
    ),
  );
});
