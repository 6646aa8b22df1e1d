/** Defaults in the schema of a custom resource: each must be valid by the schema it stands in. */
import { JsonSchema } from './json-schema-type';
import { Validation } from '../../apimachinery/finding';

const RULE = 'CRD-DEFAULT';
const META_FIELDS = ['metadata', 'kind', 'apiVersion'];

/** Validates the defaults of a structural schema. */
export function validateDefaults(v: Validation, schema: JsonSchema, path: string): void {
  validatePart(v, schema, path, false);
}

function validatePart(v: Validation, schema: JsonSchema, path: string, isInMeta: boolean): void {
  const value = schema.default;
  if (value !== undefined && value !== null) {
    const at = `${path}.default`;
    if (!isInMeta && hasUnknown(value, schema)) v.invalid(RULE, at, value, 'must not have unknown fields');
    validateValue(v, value, schema, at);
  }
  if (schema.items) validatePart(v, schema.items, `${path}.items`, isInMeta);
  const isResource = schema['x-kubernetes-embedded-resource'];
  for (const [name, property] of Object.entries<any>(schema.properties ?? {})) {
    const isMeta = isInMeta || Boolean(isResource && META_FIELDS.includes(name));
    validatePart(v, property ?? {}, `${path}.properties[${name}]`, isMeta);
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a value has fields that the server would drop. */
function hasUnknown(value: unknown, schema: JsonSchema | undefined): boolean {
  if (Array.isArray(value)) return value.some((item) => hasUnknown(item, schema?.items ?? undefined));
  if (!isObject(value)) return false;
  if (!schema) return Object.keys(value).length > 0;
  const { properties, additionalProperties } = schema;
  return Object.entries(value).some(([name, part]) => {
    if (schema['x-kubernetes-embedded-resource'] && META_FIELDS.includes(name)) return false;
    if (properties && Object.hasOwn(properties, name)) return hasUnknown(part, properties[name] ?? {});
    if (schema['x-kubernetes-preserve-unknown-fields']) return false;
    if (additionalProperties == null) return true;
    return hasUnknown(part, typeof additionalProperties === 'object' ? additionalProperties : undefined);
  });
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

const hasType = (value: unknown, type: string): boolean =>
  typeOf(value) === type || (type === 'number' && typeOf(value) === 'integer');

/** Whether a value is valid; nothing is reported. */
function isValid(value: unknown, schema: JsonSchema): boolean {
  const probe = new Validation(0);
  validateValue(probe, value, schema, '');
  return probe.findings.length === 0;
}

function validateValue(v: Validation, value: unknown, schema: JsonSchema, path: string): void {
  if (value === null && schema.nullable) return;
  if (schema['x-kubernetes-int-or-string'] && !['integer', 'string'].includes(typeOf(value))) {
    v.invalid(RULE, path, value, 'must be an integer or a string');
  }
  if (schema.type && !hasType(value, schema.type)) {
    v.invalid(RULE, path, value, `must be of type ${schema.type}: ${JSON.stringify(typeOf(value))}`);
  }
  const allowed: readonly unknown[] = (schema.enum ?? []).map((item: unknown) => item ?? null);
  if (allowed.length > 0 && !allowed.some((item) => isSame(item, value))) {
    v.notSupported(
      RULE,
      path,
      value,
      allowed.map((item) => (typeof item === 'string' ? item : JSON.stringify(item))),
    );
  }
  if (typeof value === 'number') validateNumber(v, value, schema, path);
  if (typeof value === 'string') validateText(v, value, schema, path);
  if (Array.isArray(value)) validateItems(v, value, schema, path);
  if (isObject(value)) validateProperties(v, value, schema, path);
  validateChoices(v, value, schema, path);
}

const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, part) => (isObject(part) ? Object.fromEntries(Object.entries(part).sort()) : part));

const isSame = (a: unknown, b: unknown) => sorted(a) === sorted(b);

/** Formats of numbers. The server ignores all others, such as uint64. */
const NUMBER_FORMATS = ['double', 'float', 'int32', 'int64'];
const INT32 = [-(2 ** 31), 2 ** 31 - 1] as const;
const INT64 = [-(2 ** 63), 2 ** 63] as const;
const MAX_FLOAT32 = 3.4028234663852886e38;

function isInRange(number: number, { type, format }: JsonSchema): boolean {
  if (type !== 'integer') return format !== 'float' || Math.abs(number) <= MAX_FLOAT32;
  const [least, greatest] = format === 'int32' ? INT32 : INT64;
  return Number.isInteger(number) && least <= number && number <= greatest;
}

/** The value, and each bound it is compared with, must be numbers of the schema's type. */
function validateRanges(v: Validation, value: number, schema: JsonSchema, path: string): void {
  const { maximum, minimum, multipleOf, type, format } = schema;
  const numbers = { Checked: value, MultipleOf: multipleOf, 'Minimum boundary': minimum, 'Maximum boundary': maximum };
  for (const [what, number] of Object.entries(numbers)) {
    if (number == null || isInRange(number, schema)) continue;
    const wanted = `${type} ${NUMBER_FORMATS.includes(format ?? '') ? `with format ${format}` : '(default format)'}`;
    v.invalid(RULE, path, '', `${what} value must be of type ${wanted} in ${path}`);
  }
}

function validateNumber(v: Validation, value: number, schema: JsonSchema, path: string): void {
  const { maximum, minimum, multipleOf } = schema;
  validateRanges(v, value, schema, path);
  if (maximum != null && (schema.exclusiveMaximum ? value >= maximum : value > maximum)) {
    v.invalid(RULE, path, value, `should be less than ${schema.exclusiveMaximum ? '' : 'or equal to '}${maximum}`);
  }
  if (minimum != null && (schema.exclusiveMinimum ? value <= minimum : value < minimum)) {
    v.invalid(RULE, path, value, `should be greater than ${schema.exclusiveMinimum ? '' : 'or equal to '}${minimum}`);
  }
  if (multipleOf && !Number.isInteger(value / multipleOf)) {
    v.invalid(RULE, path, value, `should be a multiple of ${multipleOf}`);
  }
}

function validateText(v: Validation, value: string, schema: JsonSchema, path: string): void {
  const length = [...value].length;
  if (schema.maxLength != null && length > schema.maxLength) {
    v.tooLong(RULE, path, `may not be more than ${schema.maxLength} bytes`);
  }
  if (schema.minLength != null && length < schema.minLength) {
    v.invalid(RULE, path, value, `should be at least ${schema.minLength} chars long`);
  }
  if (schema.pattern && matches(value, schema.pattern) === false) {
    v.invalid(RULE, path, value, `should match '${schema.pattern}'`);
  }
}

/** Undefined for a pattern that only Go can read. */
function matches(value: string, pattern: string): boolean | undefined {
  try {
    return new RegExp(pattern, 'u').test(value);
  } catch {
    return undefined;
  }
}

function validateItems(v: Validation, items: readonly unknown[], schema: JsonSchema, path: string): void {
  if (schema.maxItems != null && items.length > schema.maxItems) {
    v.tooMany(RULE, path, items.length, schema.maxItems);
  }
  if (schema.minItems != null && items.length < schema.minItems) {
    v.invalid(RULE, path, items.length, `should have at least ${schema.minItems} items`);
  }
  if (!schema.items) return;
  items.forEach((item, i) => validateValue(v, item, schema.items, `${path}[${i}]`));
}

function validateProperties(v: Validation, object: Record<string, unknown>, schema: JsonSchema, path: string): void {
  const { properties, additionalProperties, maxProperties, minProperties } = schema;
  const names = Object.keys(object);
  if (maxProperties != null && names.length > maxProperties) v.tooMany(RULE, path, names.length, maxProperties);
  if (minProperties != null && names.length < minProperties) {
    v.invalid(RULE, path, object, `should have at least ${minProperties} properties`);
  }
  for (const name of names) {
    const own = properties && Object.hasOwn(properties, name) ? (properties[name] ?? {}) : additionalProperties;
    if (isObject(own)) validateValue(v, object[name], own, `${path}.${name}`);
  }
  for (const name of schema.required ?? []) {
    if (!Object.hasOwn(object, name)) v.required(RULE, `${path}.${name}`);
  }
}

function validateChoices(v: Validation, value: unknown, schema: JsonSchema, path: string): void {
  const count = (choices: readonly any[]) => choices.filter((choice) => isValid(value, choice ?? {})).length;
  const { anyOf, oneOf, allOf, not } = schema;
  if (anyOf?.length > 0 && count(anyOf) === 0) v.invalid(RULE, path, '', 'must validate at least one schema (anyOf)');
  if (oneOf?.length > 0 && count(oneOf) !== 1) {
    v.invalid(RULE, path, '', 'must validate one and only one schema (oneOf)');
  }
  if (allOf?.length > 0 && count(allOf) < allOf.length) {
    v.invalid(RULE, path, '', 'must validate all the schemas (allOf)');
  }
  if (not && isValid(value, not)) v.invalid(RULE, path, '', 'must not validate the schema (not)');
}
