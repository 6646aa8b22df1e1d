/**
 * The schema of a custom resource, which must be structural.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/
 */
import { validateCel } from './cel-expression';
import { fieldsInCel } from './cel-fields';
import { validateDefaults } from './json-schema-default';
import { findByPath } from './json-schema-path';
import { JsonSchema } from './json-schema-type';
import { validateStructure } from './structural-schema';
import { Validation } from '../../apimachinery/finding';

const RULE = 'CRD-SCHEMA';
const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string'];
const MAP_TYPES = ['atomic', 'granular'];
const LIST_TYPES = ['atomic', 'set', 'map'];
const REASONS = ['FieldValueDuplicate', 'FieldValueForbidden', 'FieldValueInvalid', 'FieldValueRequired'];
const META_FIELDS = ['metadata', 'kind', 'apiVersion'];

/** Whether a field says anything. */
const isSet = (value: unknown) =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
const isFilled = (map: unknown) => typeof map === 'object' && map !== null && Object.keys(map).length > 0;

/** The parts of a schema that are schemas: where they are, and how to get there. */
export function* subschemas(schema: JsonSchema): Generator<[part: JsonSchema, path: string]> {
  for (const field of ['properties', 'definitions', 'dependencies']) {
    for (const [key, part] of Object.entries<any>(schema[field] ?? {})) {
      if (!Array.isArray(part)) yield [part ?? {}, `${field}[${key}]`];
    }
  }
  for (const field of ['items', 'additionalProperties', 'not']) {
    const part = schema[field];
    if (Array.isArray(part)) for (const [i, item] of part.entries()) yield [item ?? {}, `${field}[${i}]`];
    else if (typeof part === 'object' && part !== null) yield [part, field];
  }
  for (const field of ['allOf', 'anyOf', 'oneOf']) {
    for (const [i, part] of (schema[field] ?? []).entries()) yield [part ?? {}, `${field}[${i}]`];
  }
}

/** It is asked for each rule with a path, and for each schema with such rules. */
const problems = new WeakMap<JsonSchema, { readonly problem?: string }>();

/** Why a schema cannot be structural, whatever else it says. */
export function structuralProblem(schema: JsonSchema): string | undefined {
  const known = problems.get(schema);
  if (known) return known.problem;
  const problem = findStructuralProblem(schema);
  problems.set(schema, { problem });
  return problem;
}

function findStructuralProblem(schema: JsonSchema): string | undefined {
  const unsupported = (field: string) => `OpenAPIV3Schema '${field}' is not supported`;
  for (const field of ['id', '$schema', '$ref']) {
    if (schema[field]) return unsupported(field.replace('$schema', 'schema'));
  }
  for (const field of ['patternProperties', 'dependencies', 'definitions']) {
    if (isFilled(schema[field])) return unsupported(field);
  }
  if (isSet(schema.additionalItems)) return unsupported('additionalItems');
  if (Array.isArray(schema.items) && schema.items.length > 0) {
    return "OpenAPIV3Schema 'items' must be a schema, but is an array";
  }
  if (schema['x-kubernetes-preserve-unknown-fields'] === false) {
    return "internal error: 'x-kubernetes-preserve-unknown-fields' must be true or undefined";
  }
  for (const [part] of subschemas(schema)) {
    const problem = structuralProblem(part);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** The schema of a version, or of all of them. */
export function validateSchema(v: Validation, schema: JsonSchema, path: string, hasStatus: boolean): void {
  const before = v.findings.length;
  const count = () => v.findings.slice(before).filter(({ severity }) => severity === 'error').length;
  if (hasStatus) validateRootFields(v, schema, path);
  if (schema.nullable) v.forbidden(RULE, `${path}.nullable`, 'nullable cannot be true at the root');
  const problem = structuralProblem(schema);
  if (problem === undefined) {
    const structural = v.findings.length;
    validateStructure(v, RULE, schema, path);
    if (v.findings.length === structural) validateDefaults(v, schema, path);
  }
  validateParts(v, schema, path, { isRoot: true, isInMeta: false });
  if (problem !== undefined && count() === 0) v.invalid(RULE, path, '', problem);
}

const FIRST_FORBIDDEN = ['id', '$schema', '$ref'];
const FORBIDDEN_AT_ROOT = [
  'nullable',
  'default',
  'enum',
  'maxProperties',
  'minProperties',
  'allOf',
  'oneOf',
  'anyOf',
  'not',
  'additionalProperties',
  'patternProperties',
  'dependencies',
  'additionalItems',
  'definitions',
  'x-kubernetes-embedded-resource',
  'x-kubernetes-int-or-string',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-list-type',
  'x-kubernetes-map-type',
];

/** With a status of its own, the root says little. */
function validateRootFields(v: Validation, schema: JsonSchema, path: string): void {
  const says = (field: string) => isSet(schema[field]) && schema[field] !== false;
  const isForbidden = FIRST_FORBIDDEN.some(says);
  if (!isForbidden && schema.type && schema.type !== 'object') {
    v.invalid(
      RULE,
      `${path}.type`,
      schema.type,
      'only "object" is allowed as the type at the root of the schema if the status subresource is enabled',
    );
    return;
  }
  const field = [...FIRST_FORBIDDEN, ...FORBIDDEN_AT_ROOT].find(says);
  if (field === undefined) return;
  v.invalid(
    RULE,
    path,
    schema,
    'only some fields are allowed at the root of the schema if the status subresource is enabled',
    `remove ${field}`,
  );
}

/** Where in the resource a schema is. */
interface Place {
  readonly isRoot: boolean;
  readonly isInMeta: boolean;
  /** Why there may be no default. */
  readonly noDefault?: string;
}

function validateParts(v: Validation, schema: JsonSchema, path: string, place: Place): void {
  validateFields(v, schema, path, place);
  if (schema.uniqueItems) {
    v.forbidden(
      RULE,
      `${path}.uniqueItems`,
      'uniqueItems cannot be set to true since the runtime complexity becomes quadratic',
    );
  }
  const { additionalProperties } = schema;
  if (additionalProperties != null && additionalProperties !== true && isFilled(schema.properties)) {
    v.forbidden(RULE, `${path}.additionalProperties`, 'additionalProperties and properties are mutual exclusive');
  }
  for (const [part, at] of subschemas(schema)) {
    validateParts(v, part, `${path}.${at}`, placeOf(schema, at, place));
  }
  validateExtensions(v, schema, path);
  (schema['x-kubernetes-validations'] ?? []).forEach((rule: any, i: number) =>
    validateRule(v, schema, rule ?? {}, place.isRoot, `${path}.x-kubernetes-validations[${i}]`),
  );
}

function placeOf(schema: JsonSchema, at: string, place: Place): Place {
  const { isInMeta, noDefault } = place;
  if (at === 'additionalProperties' && isInMeta) {
    return { isRoot: false, isInMeta, noDefault: 'inside additionalProperties applying to object metadata' };
  }
  const property = /^properties\[(.*)\]$/s.exec(at)?.[1] ?? '';
  const isMeta = (place.isRoot || schema['x-kubernetes-embedded-resource']) && META_FIELDS.includes(property);
  if (!isMeta) return { isRoot: false, isInMeta, noDefault };
  return { isRoot: false, isInMeta: true, noDefault: place.isRoot ? `in top-level ${property}` : noDefault };
}

function validateFields(v: Validation, schema: JsonSchema, path: string, { isInMeta, noDefault }: Place): void {
  const { type } = schema;
  if (type && !TYPES.includes(type)) v.notSupported(RULE, `${path}.type`, type, TYPES);
  if (schema.default != null && noDefault !== undefined) {
    v.forbidden(RULE, `${path}.default`, `must not be set ${noDefault}`);
  }
  if (schema.id) v.forbidden(RULE, `${path}.id`, 'id is not supported');
  for (const field of ['additionalItems', '$ref', 'dependencies']) {
    if (schema[field] != null) v.forbidden(RULE, `${path}.${field}`, `${field} is not supported`);
  }
  for (const field of ['patternProperties', 'definitions']) {
    if (isFilled(schema[field])) v.forbidden(RULE, `${path}.${field}`, `${field} is not supported`);
  }
  if (type === 'null') {
    v.forbidden(RULE, `${path}.type`, 'type cannot be set to null, use nullable as an alternative');
  }
  if (Array.isArray(schema.items) && schema.items.length > 0) {
    v.forbidden(RULE, `${path}.items`, 'items must be a schema object and not an array');
  }
  if (isInMeta && schema['x-kubernetes-embedded-resource']) {
    v.forbidden(RULE, `${path}.x-kubernetes-embedded-resource`, 'must not be used inside of resource meta');
  }
}

function validateExtensions(v: Validation, schema: JsonSchema, path: string): void {
  const mapType = schema['x-kubernetes-map-type'];
  const listType = schema['x-kubernetes-list-type'];
  if (schema['x-kubernetes-preserve-unknown-fields'] === false) {
    v.invalid(RULE, `${path}.x-kubernetes-preserve-unknown-fields`, false, 'must be true or undefined');
  }
  if (mapType != null) {
    requireType(v, schema, 'object', 'x-kubernetes-map-type', path);
    if (!MAP_TYPES.includes(mapType)) v.notSupported(RULE, `${path}.x-kubernetes-map-type`, mapType, MAP_TYPES);
  }
  if (listType != null) {
    requireType(v, schema, 'array', 'x-kubernetes-list-type', path);
    if (!LIST_TYPES.includes(listType)) v.notSupported(RULE, `${path}.x-kubernetes-list-type`, listType, LIST_TYPES);
  }
  validateList(v, schema, listType, path);
}

function requireType(v: Validation, { type }: JsonSchema, required: string, extension: string, path: string): void {
  if (type === required) return;
  const detail = `must be ${required} if ${extension} is specified`;
  if (type) v.invalid(RULE, `${path}.type`, type, detail);
  else v.required(RULE, `${path}.type`, detail);
}

function validateList(v: Validation, schema: JsonSchema, listType: string | null | undefined, path: string): void {
  const keys: readonly string[] = schema['x-kubernetes-list-map-keys'] ?? [];
  const item: JsonSchema | undefined =
    typeof schema.items === 'object' && schema.items !== null && !Array.isArray(schema.items)
      ? schema.items
      : undefined;
  if (listType === 'set' && schema.type === 'array' && item) validateSetItem(v, item, `${path}.items`);
  if (keys.length > 0 && listType !== 'map') {
    const detail = 'must be map if x-kubernetes-list-map-keys is non-empty';
    if (listType == null) v.required(RULE, `${path}.x-kubernetes-list-type`, detail);
    else v.invalid(RULE, `${path}.x-kubernetes-list-type`, listType, detail);
  }
  if (listType === 'map') validateMapList(v, schema, item, keys, path);
  if ((listType === 'set' || listType === 'map') && item?.nullable) {
    v.forbidden(RULE, `${path}.items.nullable`, `cannot be nullable when x-kubernetes-list-type is ${listType}`);
  }
  if (listType === 'map' && item) validateMapKeys(v, item, keys, `${path}.items`);
}

function validateSetItem(v: Validation, item: JsonSchema, path: string): void {
  const detail = 'must be atomic as item of a list with x-kubernetes-list-type=set';
  const listType = item['x-kubernetes-list-type'];
  const mapType = item['x-kubernetes-map-type'];
  if (item.type === 'array' && listType != null && listType !== 'atomic') {
    v.invalid(RULE, `${path}.x-kubernetes-list-type`, listType, detail);
  }
  if (item.type === 'object' && mapType !== 'atomic') {
    v.invalid(RULE, `${path}.x-kubernetes-map-type`, listType ?? null, detail);
  }
}

function validateMapList(
  v: Validation,
  schema: JsonSchema,
  item: JsonSchema | undefined,
  keys: readonly string[],
  path: string,
): void {
  const at = `${path}.x-kubernetes-list-map-keys`;
  if (keys.length === 0) v.required(RULE, at, 'must not be empty if x-kubernetes-list-type is map');
  if (schema.items == null) {
    v.required(RULE, `${path}.items`, 'must have a schema if x-kubernetes-list-type is map');
  } else if (!item) {
    v.invalid(RULE, `${path}.items`, schema.items, 'must only have a single schema if x-kubernetes-list-type is map');
  } else if (item.type !== 'object') {
    v.invalid(
      RULE,
      `${path}.items.type`,
      item.type ?? '',
      "must be object if parent array's x-kubernetes-list-type is map",
    );
  } else {
    keys.forEach((key, i) => {
      const property = propertyOf(item, key);
      if (!property) {
        v.invalid(RULE, at, keys, 'entries must all be names of item properties');
      } else if (property.type === 'array' || property.type === 'object') {
        v.invalid(
          RULE,
          `${path}.items.properties[${key}].type`,
          property.type,
          "must be a scalar type if parent array's x-kubernetes-list-type is map",
        );
      }
      if (keys.indexOf(key) < i) v.invalid(RULE, at, keys, 'must not contain duplicate entries');
    });
  }
}

const propertyOf = ({ properties }: JsonSchema, name: string): JsonSchema | undefined =>
  properties && Object.hasOwn(properties, name) ? (properties[name] ?? {}) : undefined;

function validateMapKeys(v: Validation, item: JsonSchema, keys: readonly string[], path: string): void {
  for (const key of keys) {
    const property = propertyOf(item, key);
    if (!property) continue;
    const at = `${path}.properties[${key}]`;
    if (!(item.required ?? []).includes(key) && property.default == null) {
      v.required(
        RULE,
        `${at}.default`,
        'this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property',
      );
    }
    if (property.nullable) {
      v.forbidden(RULE, `${at}.nullable`, 'this property is in x-kubernetes-list-map-keys, so it cannot be nullable');
    }
  }
}

const hasNewlines = (text: string) => /[\n\r]/.test(text);

/** A rule in CEL. */
function validateRule(v: Validation, schema: JsonSchema, given: any, isRoot: boolean, path: string): void {
  const rule: string = given.rule ?? '';
  const message: string = given.message ?? '';
  const fieldPath: string = given.fieldPath ?? '';
  if (rule.trim() === '') {
    v.required(RULE, `${path}.rule`, 'rule is not specified');
  } else if (message !== '' && message.trim() === '') {
    v.invalid(RULE, `${path}.message`, message, 'must be non-empty if specified');
  } else if (hasNewlines(message.trim())) {
    v.invalid(RULE, `${path}.message`, message, 'must not contain line breaks');
  } else if (hasNewlines(rule.trim()) && message.trim() === '') {
    v.required(RULE, `${path}.message`, 'message must be specified if rule contains line breaks');
  }
  const self = fieldsInCel(schema, isRoot);
  // As an option, the old object has methods instead.
  const fields = { self, oldSelf: given.optionalOldSelf ? undefined : self };
  const scope = { variables: ['self', 'oldSelf'], fields };
  validateCel(v, RULE, rule.trim() === '' ? '' : rule, `${path}.rule`, { ...scope, types: ['bool'] });
  if (given.messageExpression && given.messageExpression.trim() === '') {
    v.required(RULE, `${path}.messageExpression`, 'messageExpression must be non-empty if specified');
  } else {
    validateCel(v, RULE, given.messageExpression, `${path}.messageExpression`, { ...scope, types: ['string'] });
  }
  if (given.optionalOldSelf != null && !/\boldSelf\b/.test(rule)) {
    const detail = 'may not be set if oldSelf is not used in rule';
    v.invalid(RULE, `${path}.optionalOldSelf`, given.optionalOldSelf, detail);
  }
  if (given.reason != null && !REASONS.includes(given.reason)) {
    v.notSupported(RULE, `${path}.reason`, given.reason, REASONS);
  }
  validateFieldPath(v, schema, fieldPath, `${path}.fieldPath`);
}

function validateFieldPath(v: Validation, schema: JsonSchema, fieldPath: string, path: string): void {
  if (fieldPath === '') return;
  if (fieldPath.trim() === '') v.invalid(RULE, path, fieldPath, 'must be non-empty if specified');
  if (hasNewlines(fieldPath)) v.invalid(RULE, path, fieldPath, 'must not contain line breaks');
  if (structuralProblem(schema) === undefined && !findByPath(schema, fieldPath)) {
    v.invalid(RULE, path, fieldPath, 'must be a valid path');
  }
}
