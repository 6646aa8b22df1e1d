/** What makes a schema structural: each field has a type; conditions only restrict what is declared next to them. */
import { JsonSchema } from './json-schema-type';
import { Validation } from '../../apimachinery/finding';
import { isGoRegex } from '../../text/go-regex';

type Level = 'root' | 'item' | 'field';

const EMPTY_TYPE: Record<Level, string> = {
  root: 'must not be empty at the root',
  item: 'must not be empty for specified array items',
  field: 'must not be empty for specified object fields',
};

/** Validates a schema that can be read as a structural one. */
export function validateStructure(v: Validation, rule: string, schema: JsonSchema, path: string): void {
  validatePart(v, rule, schema, 'root', path);
  validateCompleteness(v, rule, schema, schema, path, path);
}

const properties = (schema: JsonSchema | undefined): Array<[string, JsonSchema]> =>
  Object.entries<any>(schema?.properties ?? {}).map(([name, property]) => [name, property ?? {}]);

function validatePart(v: Validation, rule: string, schema: JsonSchema, level: Level, path: string): void {
  const { type, items, additionalProperties } = schema;
  const isEmbedded = Boolean(schema['x-kubernetes-embedded-resource']);
  const isIntOrString = Boolean(schema['x-kubernetes-int-or-string']);
  const preserves = Boolean(schema['x-kubernetes-preserve-unknown-fields']);
  if (type === 'array' && !items) v.required(rule, `${path}.items`, 'must be specified');
  if (items) validatePart(v, rule, items, 'item', `${path}.items`);
  for (const [name, property] of properties(schema)) {
    validatePart(v, rule, property, 'field', `${path}.properties[${name}]`);
  }
  if (additionalProperties != null) {
    const at = `${path}.additionalProperties`;
    if (level === 'root') v.forbidden(rule, at, 'must not be used at the root');
    if (typeof additionalProperties === 'object') validatePart(v, rule, additionalProperties, 'field', at);
    if (isEmbedded) v.forbidden(rule, at, 'must not be used if x-kubernetes-embedded-resource is set');
  }
  for (const [extension, isOn] of Object.entries({
    'x-kubernetes-preserve-unknown-fields': preserves,
    'x-kubernetes-embedded-resource': isEmbedded,
  })) {
    if (isIntOrString && isOn) {
      v.invalid(rule, `${path}.${extension}`, true, 'must be false if x-kubernetes-int-or-string is true');
    }
  }
  validateConditions(
    v,
    rule,
    schema,
    path,
    isIntOrStringChoice(schema.anyOf),
    isIntOrStringChoice(schema.allOf?.[0]?.anyOf),
  );
  validateType(v, rule, schema, level, path);
  validateMetadata(v, rule, schema, level, path);
  if (isEmbedded && !preserves && properties(schema).length === 0) {
    v.required(
      rule,
      `${path}.properties`,
      'must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields',
    );
  }
}

function validateType(v: Validation, rule: string, schema: JsonSchema, level: Level, path: string): void {
  const at = `${path}.type`;
  if (schema['x-kubernetes-embedded-resource'] && schema.type !== 'object') {
    const detail = 'must be object if x-kubernetes-embedded-resource is true';
    if (schema.type) v.invalid(rule, at, schema.type, detail);
    else v.required(rule, at, detail);
  } else if (!schema.type && !schema['x-kubernetes-int-or-string'] && !schema['x-kubernetes-preserve-unknown-fields']) {
    v.required(rule, at, EMPTY_TYPE[level]);
  }
  if (level === 'root' && schema.type && schema.type !== 'object') {
    v.invalid(rule, at, schema.type, 'must be object at the root');
  }
}

function validateMetadata(v: Validation, rule: string, schema: JsonSchema, level: Level, path: string): void {
  const isResource = level === 'root' || Boolean(schema['x-kubernetes-embedded-resource']);
  const own = new Map(properties(schema));
  for (const name of ['kind', 'apiVersion']) {
    const field = own.get(name);
    if (isResource && field && field.type !== 'string') {
      v.invalid(rule, `${path}.properties[${name}].type`, field.type ?? '', 'must be string');
    }
  }
  const metadata = own.get('metadata');
  if (!metadata) return;
  const at = `${path}.properties[metadata]`;
  if (isResource && metadata.type !== 'object') v.invalid(rule, `${at}.type`, metadata.type ?? '', 'must be object');
  if (level === 'root' && saysMore(metadata)) {
    v.forbidden(
      rule,
      at,
      'must not specify anything other than name and generateName, but metadata is implicitly specified',
    );
  }
}

/** Whether the metadata says more than its type, its default and the name's own rules. */
function saysMore({ type: _type, default: _default, properties: own, ...rest }: JsonSchema): boolean {
  const others = Object.keys(own ?? {}).filter((name) => name !== 'name' && name !== 'generateName');
  return others.length > 0 || Object.values(rest).some((value) => value != null && value !== false && value !== '');
}

/** How schemas used to write "a number or a text". */
const isIntOrStringChoice = (choices: unknown): boolean =>
  Array.isArray(choices) && JSON.stringify(choices) === '[{"type":"integer"},{"type":"string"}]';

function validateConditions(
  v: Validation,
  rule: string,
  schema: JsonSchema,
  path: string,
  skipAnyOf = false,
  skipFirstAnyOf = false,
): void {
  if (!skipAnyOf) {
    (schema.anyOf ?? []).forEach((part: any, i: number) => validateNested(v, rule, part ?? {}, `${path}.anyOf[${i}]`));
  }
  (schema.allOf ?? []).forEach((part: any, i: number) =>
    validateNested(v, rule, part ?? {}, `${path}.allOf[${i}]`, skipFirstAnyOf && i === 0),
  );
  (schema.oneOf ?? []).forEach((part: any, i: number) => validateNested(v, rule, part ?? {}, `${path}.oneOf[${i}]`));
  if (schema.not) validateNested(v, rule, schema.not, `${path}.not`);
  if (schema.pattern && !isGoRegex(schema.pattern)) {
    v.invalid(rule, `${path}.pattern`, schema.pattern, "must be a valid regular expression, but isn't");
  }
}

const FORBIDDEN: ReadonlyArray<readonly [field: string, detail: string]> = [
  ['type', 'must be empty to be structural'],
  ['additionalProperties', 'must be undefined to be structural'],
  ['default', 'must be undefined to be structural'],
  ['title', 'must be empty to be structural'],
  ['description', 'must be empty to be structural'],
  ['nullable', 'must be false to be structural'],
  ['x-kubernetes-preserve-unknown-fields', 'must be false to be structural'],
  ['x-kubernetes-embedded-resource', 'must be false to be structural'],
  ['x-kubernetes-int-or-string', 'must be false to be structural'],
  ['x-kubernetes-list-map-keys', 'must be empty to be structural'],
  ['x-kubernetes-list-type', 'must be undefined to be structural'],
  ['x-kubernetes-map-type', 'must be undefined to be structural'],
  ['x-kubernetes-validations', 'must be empty to be structural'],
];

const isGiven = (value: unknown) =>
  value != null && value !== false && value !== '' && !(Array.isArray(value) && value.length === 0);

/** A condition: it may restrict fields, not declare them. */
function validateNested(v: Validation, rule: string, schema: JsonSchema, path: string, skipAnyOf = false): void {
  validateConditions(v, rule, schema, path, skipAnyOf);
  if (schema.items) validateNested(v, rule, schema.items, `${path}.items`);
  for (const [name, property] of properties(schema)) {
    validateNested(v, rule, property, `${path}.properties[${name}]`);
  }
  for (const [field, detail] of FORBIDDEN) {
    const value = schema[field];
    const isPointer = field === 'x-kubernetes-list-type' || field === 'x-kubernetes-map-type';
    if (isGiven(value) || (isPointer && value === '') || (field === 'default' && value != null)) {
      v.forbidden(rule, `${path}.${field}`, detail);
    }
  }
  if (properties(schema).some(([name]) => name === 'metadata')) {
    v.forbidden(rule, `${path}.properties[metadata]`, 'must not be specified in a nested context');
  }
}

/** What conditions of the root name must be declared. */
function validateCompleteness(
  v: Validation,
  rule: string,
  conditions: JsonSchema,
  declared: JsonSchema,
  path: string,
  from: string,
): void {
  const nested = (part: any, at: string) => validateDeclared(v, rule, part ?? {}, declared, path, at);
  if (conditions.not) nested(conditions.not, `${from}.not`);
  for (const field of ['allOf', 'anyOf', 'oneOf']) {
    (conditions[field] ?? []).forEach((part: any, i: number) => nested(part, `${from}.${field}[${i}]`));
  }
}

function validateDeclared(
  v: Validation,
  rule: string,
  condition: JsonSchema,
  declared: JsonSchema | undefined,
  path: string,
  from: string,
): void {
  if (!declared) return v.required(rule, path, `because it is defined in ${from}`);
  validateCompleteness(v, rule, condition, declared, path, from);
  if (condition.items) {
    validateDeclared(v, rule, condition.items, declared.items ?? undefined, `${path}.items`, `${from}.items`);
  }
  const own = new Map(properties(declared));
  for (const [name, property] of properties(condition)) {
    const at = `properties[${name}]`;
    validateDeclared(v, rule, property, own.get(name), `${path}.${at}`, `${from}.${at}`);
  }
}
