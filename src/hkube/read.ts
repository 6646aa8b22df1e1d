/**
 * Reads JSON by HKube's schema: types, limits and formats, with HKube's coercions. The values are judged no further.
 */

import { memoryInMi, memoryProblem } from './memory';
import { FieldSchema, MIN_MEMORY_MI } from './schema';
import { printValue, Validation } from '../apimachinery/finding';
import { dnsSubdomain } from '../apimachinery/formats';
import { isOptions } from '../apimachinery/options';
import { isObject, JsonObject } from '../text/json-value';
import { nearest } from '../text/suggest';

/** More names than this tell nothing. */
const MAX_LISTED = 20;

/** So many findings are no slips of the pen, and a search for what was meant in each would take its time. */
const MANY = 1000;

/** The value as the schema has it; undefined when it is absent or no good. */
export function readValue(value: unknown, schema: FieldSchema, path: string, v: Validation): unknown {
  if (schema.type === 'any') return value === undefined ? undefined : readJson(value, path, v);
  if (value === null || value === undefined) {
    if (value === null && !schema.nullable) {
      invalidType(
        v,
        path,
        schema,
        value,
        schema.insteadOfNull ? `write ${schema.insteadOfNull}` : 'leave the field out',
      );
    }
    return undefined;
  }
  switch (schema.type) {
    case 'object':
      return isOptions(value) ? readFields(value, schema, path, v) : invalidType(v, path, schema, value);
    case 'map':
      return isOptions(value) ? readJson(value, path, v) : invalidType(v, path, schema, value);
    case 'array':
      return Array.isArray(value) ? readItems(value, schema, path, v) : invalidType(v, path, schema, value);
    default:
      return readScalar(value, schema, path, v);
  }
}

function readFields(value: JsonObject, schema: FieldSchema, path: string, v: Validation): JsonObject {
  const fields = schema.fields ?? {};
  const entries: [string, unknown][] = [];
  for (const [key, member] of Object.entries(value)) {
    const at = path === '' ? key : `${path}.${key}`;
    if (Object.hasOwn(fields, key)) {
      const read = readValue(member, fields[key], at, v);
      if (read !== undefined) entries.push([key, read]);
    } else if (schema.kubernetes) {
      if (member !== undefined) entries.push([key, readJson(member, at, v)]);
    } else if (member !== undefined) {
      unknownField(key, schema, at, v);
    }
  }
  for (const key of schema.required ?? []) {
    if (!Object.hasOwn(value, key) || value[key] === undefined) {
      v.required('HKUBE-REQUIRED', path === '' ? key : `${path}.${key}`);
    }
  }
  // Not by assignment: the key __proto__ would set the prototype.
  return Object.fromEntries(entries);
}

/**
 * JSON of any shape, which is looked into no further. What JSON can't say would be lost when the spec is written, and what holds itself
 * has no end. What is only known later (a token) stays.
 *
 * @param open what this is in
 */
function readJson(value: unknown, path: string, v: Validation, open: readonly unknown[] = []): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) return value;
  if (value instanceof Date && Number.isFinite(value.getTime())) return value.toISOString();
  if (open.includes(value)) return typeProblem(v, path, 'JSON', value, 'it holds itself');
  const inside = [...open, value];
  if (Array.isArray(value)) return value.map((item, i) => readJson(item, `${path}[${i}]`, v, inside));
  if (typeof value === 'number') return typeProblem(v, path, 'a finite number', value);
  if (!isOptions(value)) return typeProblem(v, path, 'JSON', value);
  if (typeof value.produce === 'function' || typeof value.resolve === 'function') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      member === undefined ? undefined : readJson(member, `${path}.${key}`, v, inside),
    ]),
  );
}

function unknownField(key: string, schema: FieldSchema, path: string, v: Validation): void {
  const known = Object.keys(schema.fields!);
  // In a file of something else altogether there is nothing near.
  const near = v.findings.length < MANY ? nearest(key, known) : undefined;
  let hint =
    known.length > MAX_LISTED ? 'nothing of HKube reads it: leave it out' : `known fields: ${known.join(', ')}`;
  if (near !== undefined) hint = `did you mean ${JSON.stringify(near)}?`;
  if (schema.misplaced && Object.hasOwn(schema.misplaced, key)) hint = schema.misplaced[key];
  v.findings.push({ rule: 'HKUBE-UNKNOWN', severity: 'error', type: 'Unknown field', path, detail: '', hint });
}

function readItems(value: readonly unknown[], schema: FieldSchema, path: string, v: Validation): unknown[] {
  const items: unknown[] = [];
  const seen = new Set<string>();
  value.forEach((item, i) => {
    const read =
      item === undefined
        ? invalidType(v, `${path}[${i}]`, schema.items!, item)
        : readValue(item, schema.items!, `${path}[${i}]`, v);
    if (schema.unique && isObject(read)) {
      const text = JSON.stringify(Object.entries(read).sort(([a], [b]) => (a < b ? -1 : 1)));
      if (seen.has(text)) v.duplicate('HKUBE-UNIQUE', `${path}[${i}]`, read, 'HKube takes no two equal items');
      seen.add(text);
    }
    if (read !== undefined) items.push(read);
  });
  return items;
}

/** HKube's validator (ajv with coerceTypes) reads scalars of one type as those of another where that is possible. */
function readScalar(value: unknown, schema: FieldSchema, path: string, v: Validation): unknown {
  const read = coerce(value, schema.type);
  if (read === undefined) return invalidType(v, path, schema, value);
  if (read !== value) {
    const shown = schema.secret ? 'it' : printValue(read);
    v.warn(
      'HKUBE-COERCED',
      path,
      schema.secret ? undefined : value,
      `HKube reads ${shown} here`,
      `write ${article(schema.type)}`,
    );
  }
  if (typeof read === 'number') checkNumber(read, schema, path, v);
  if (typeof read === 'string') checkText(read, schema, path, v);
  return read;
}

export function coerce(value: unknown, type: FieldSchema['type']): string | number | boolean | undefined {
  switch (type) {
    case 'string':
      return typeof value === 'string'
        ? value
        : typeof value === 'boolean' || Number.isFinite(value)
          ? String(value)
          : undefined;
    case 'boolean':
      if (typeof value === 'boolean') return value;
      return value === 'true' || value === 1 ? true : value === 'false' || value === 0 ? false : undefined;
    default: {
      const number =
        typeof value === 'boolean' || (typeof value === 'string' && value.trim() !== '') ? Number(value) : value;
      if (typeof number !== 'number' || !Number.isFinite(number)) return undefined;
      return type === 'integer' && !Number.isInteger(number) ? undefined : number;
    }
  }
}

function checkNumber(value: number, schema: FieldSchema, path: string, v: Validation): void {
  if (schema.minimum !== undefined && value < schema.minimum) {
    v.invalid('HKUBE-LIMIT', path, value, `must be greater than or equal to ${schema.minimum}`);
  }
}

function checkText(value: string, schema: FieldSchema, path: string, v: Validation): void {
  if (schema.values && !schema.values.includes(value)) v.notSupported('HKUBE-ENUM', path, value, schema.values);
  if (schema.minLength !== undefined && value.length < schema.minLength) {
    v.required('HKUBE-LIMIT', path);
  } else if (schema.maxLength !== undefined && value.length > schema.maxLength) {
    v.tooLong('HKUBE-LIMIT', path, `must be no more than ${schema.maxLength} characters`);
  } else {
    checkFormat(value, schema, path, v);
  }
}

function checkFormat(value: string, schema: FieldSchema, path: string, v: Validation): void {
  const rule = 'HKUBE-FORMAT';
  switch (schema.format) {
    case 'algorithm-name':
      // HKube lets pass a backslash and two dots in a row: its Job is then refused, and tried again for ever.
      if (value.length < 2 || dnsSubdomain(value).length > 0) {
        v.invalid(
          rule,
          path,
          value,
          'must be at least two lower case letters, digits, "-" or ".", and must start and end with a letter or digit, as must what stands between dots',
        );
      }
      break;
    case 'pvc':
      if (value.length < 2 || value.length > 63 || dnsSubdomain(value).length > 0) {
        v.invalid(
          rule,
          path,
          value,
          'must be 2 to 63 lower case letters, digits, "-" or ".", and must start and end with a letter or digit',
        );
      }
      break;
    case 'path':
      if (!isHkubePath(value)) {
        hkubeRefuses(
          v,
          path,
          value,
          'HKube\'s API refuses this path: it takes letters, digits, "_", "." and "/" only',
          'for HKube, use volumes and volumeMounts',
        );
      }
      break;
    case 'image':
      if (/\s/.test(value)) v.invalid(rule, path, value, 'must not contain white space');
      break;
    case 'url':
      // Without the value: addresses of repositories are known to hold tokens.
      if (!/^(f|ht)tps?:\/\//i.test(value)) {
        invalidSecret(v, rule, path, 'must begin with http://, https://, ftp:// or ftps://');
      }
      break;
    case 'memory':
    case 'algorithm-memory': {
      const problem = memoryProblem(value);
      if (problem) {
        v.invalid(rule, path, value, problem);
      } else if (schema.format === 'algorithm-memory' && memoryInMi(value) < MIN_MEMORY_MI) {
        v.invalid('HKUBE-LIMIT', path, value, `must be at least ${MIN_MEMORY_MI}Mi`);
      }
      break;
    }
  }
}

/** What Kubernetes takes and HKube's API should, but does not: fine for a plain pod, an error when it is registered. */
export function hkubeRefuses(v: Validation, path: string, value: unknown, detail: string, hint?: string): void {
  v.warn('HKUBE-REFUSES', path, value, detail, hint);
}

/**
 * HKube's regular expression for paths, with its slip (`\-|` is a range, so "-" is not in it): characters of its set, with any
 * one other before the end, or before a run of the character it follows.
 */
function isHkubePath(path: string): boolean {
  const other = /[^A-Za-z0-9.\\-|/]/.exec(path);
  if (!other) return true;
  const rest = path.slice(other.index + 1);
  return (
    !/\s/.test(other[0]) &&
    (rest === '' || (other.index > 0 && [...rest].every((character) => character === path[other.index - 1])))
  );
}

/** An `Invalid value` that does not show the value. */
export function invalidSecret(v: Validation, rule: string, path: string, detail: string, hint?: string): void {
  v.findings.push({ rule, severity: 'error', type: 'Invalid value', path, detail, hint });
}

const article = (type: FieldSchema['type']) =>
  ({
    string: 'a string',
    number: 'a number',
    integer: 'a whole number',
    boolean: 'true or false',
    object: 'an object',
    map: 'an object',
    array: 'an array',
    any: 'a value',
  })[type];

/** What a value is, in words: for messages that don't show it. */
export function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' && !isOptions(value)) return `no JSON (${value.constructor.name})`;
  if (typeof value === 'number') return Number.isInteger(value) ? 'a whole number' : 'a number';
  return (
    ({ string: 'a string', boolean: 'a boolean', object: 'an object' } as Record<string, string>)[typeof value] ??
    `no JSON (${typeof value})`
  );
}

function invalidType(v: Validation, path: string, schema: FieldSchema, value: unknown, hint = schema.hint): undefined {
  const isShown = !schema.secret && value !== null && ['string', 'number', 'boolean'].includes(typeof value);
  return typeProblem(v, path, article(schema.type), value, hint, isShown);
}

export function typeProblem(
  v: Validation,
  path: string,
  expected: string,
  value: unknown,
  hint?: string,
  isShown = false,
): undefined {
  v.findings.push({
    rule: 'HKUBE-TYPE',
    severity: 'error',
    type: 'Type invalid',
    path,
    detail: `expected ${expected}, found ${typeOf(value)}`,
    hint,
    ...(isShown && { value }),
  });
}
