/** How HKube reads JSON: types, limits and formats, with HKube's coercions. The values are judged no further. */

import { memoryHint, memoryInMi, memoryProblem } from './memory';
import { Format, MIN_MEMORY_MI } from './schema';
import { decodeAs } from '../apimachinery/decode';
import { childPath, Dialect, NOTHING, Parent, pathText, Place } from '../apimachinery/dialect';
import { FindingNotes, printValue, unquoted, Validation } from '../apimachinery/finding';
import { dnsSubdomain } from '../apimachinery/formats';
import { isOptions } from '../apimachinery/options';
import { FieldType, ListType, ScalarType, StructType } from '../apimachinery/schema';
import { isToken } from '../apimachinery/to-api';
import { isObject, JsonObject } from '../text/json-value';
import { isSecretName } from '../text/redact';
import { nearest } from '../text/suggest';

/** More names than this tell nothing. */
const MAX_LISTED = 20;

/** With more findings than this, unknown fields are hardly typos, and searching a suggestion for each would be slow. */
const MANY = 1000;

/** The value as HKube reads it; undefined when it is absent or wrong. Fields that are null become absent. */
export function readValue(value: unknown, type: FieldType, path: string, v: Validation): unknown {
  const read = decodeAs(HKUBE, v, value, type, path);
  return read === NOTHING ? undefined : read;
}

/** The address of the JSON Schema of a file: editors read it. */
export const SCHEMA_KEY = '$schema';

/** A file's content without what is for editors only. HKube would store it, and never read it. */
export function withoutEditorKeys(value: unknown): unknown {
  if (!isOptions(value) || !Object.hasOwn(value, SCHEMA_KEY)) return value;
  const { [SCHEMA_KEY]: _, ...others } = value;
  return others;
}

const HKUBE: Dialect = {
  copies: true,
  isObject: isOptions,
  absent,
  scalar: readScalar,
  wrongType: (place, value, type) => wrongType(place, value, type),
  unknownField,
  finishStruct: checkRequired,
  checkItems: checkUnique,
};

function absent(place: Place, given: null | undefined, type: FieldType, parent: Parent): unknown {
  if (given === undefined) return parent === 'list' ? wrongType(place, given, type) : NOTHING;
  if (type.kind === 'json') return given;
  if (type.nullable) return NOTHING;
  return wrongType(place, given, type, type.insteadOfNull ? `write ${type.insteadOfNull}` : 'remove the field');
}

function checkRequired(
  place: Place,
  given: JsonObject,
  decoded: JsonObject,
  { required = [] }: StructType,
): JsonObject {
  for (const name of required) {
    const isThere = Object.hasOwn(given, name) && given[name] !== undefined;
    const at = childPath(place.path, name);
    if (!isThere && !isMisspelt(place.v, at)) place.v.required('HKUBE-REQUIRED', at);
  }
  return decoded;
}

/** Whether the field is reported already: there is an unknown one that was probably meant to be it. */
export const isMisspelt = (v: Validation, path: string) => v.findings.some(({ meant }) => meant === path);

function unknownField({ v, path }: Place, struct: StructType, name: string): void {
  const { hint, field } = unknownHint(v, struct, name);
  const meant = field === undefined ? undefined : childPath(path, field);
  v.add('HKUBE-UNKNOWN', childPath(path, name), 'Unknown field', '', { hint, meant });
}

/** What to do with an unknown field, and the field that it was meant to be. */
function unknownHint(v: Validation, struct: StructType, name: string): { hint: string; field?: string } {
  const { fields, misplaced = {}, otherNames = {} } = struct;
  const known = [...fields.keys()];
  // In a file of something else altogether there is nothing near.
  const near = v.findings.length < MANY ? nearest(name, known) : undefined;
  if (Object.hasOwn(otherNames, name)) return { hint: `it is called ${otherNames[name]}`, field: otherNames[name] };
  if (Object.hasOwn(misplaced, name)) return { hint: misplaced[name], field: near };
  if (near !== undefined) return { hint: `did you mean ${JSON.stringify(near)}?`, field: near };
  return {
    hint: known.length > MAX_LISTED ? 'HKube does not read it: remove it' : `known fields: ${known.join(', ')}`,
  };
}

function checkUnique({ v, path }: Place, items: readonly unknown[], { unique }: ListType): void {
  if (!unique) return;
  const seen = new Set<string>();
  items.forEach((item, i) => {
    if (!isObject(item)) return;
    const text = JSON.stringify(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
    if (seen.has(text)) {
      v.duplicate('HKUBE-UNIQUE', `${pathText(path)}[${i}]`, item, 'HKube does not accept two equal items');
    }
    seen.add(text);
  });
}

/** HKube's validator (ajv with coerceTypes) reads scalars of one type as those of another where that is possible. */
function readScalar(place: Place, value: unknown, type: ScalarType): unknown {
  if (type.kind === 'json') return readJson(value, pathText(place.path), place.v);
  if (type.kind === 'object') {
    return isOptions(value) ? readJson(value, pathText(place.path), place.v) : wrongType(place, value, type);
  }
  const read = coerce(value, type.kind);
  if (read === undefined) return wrongType(place, value, type);
  const { v } = place;
  const path = pathText(place.path);
  // A number without a unit is an error, which says what to write.
  if (read !== value && !(type.format?.endsWith('memory') && memoryProblem(String(read)))) {
    const shown = type.secret ? 'it' : printValue(read);
    const given = type.secret ? undefined : value;
    const isShown = type.kind === 'string' && !type.secret;
    const notes = isShown ? unquoted(value) : { hint: `write ${article(type)}` };
    v.add('HKUBE-COERCED', path, 'Warning', `HKube reads ${shown} here`, { value: given, ...notes });
  }
  if (typeof read === 'number') checkNumber(read, type, path, v);
  if (typeof read === 'string') checkText(read, type, path, v);
  return read;
}

/**
 * JSON of any shape, which is not looked into. What JSON can't say would be lost when the spec is written. Values that
 * are only known later (tokens) stay.
 *
 * @param open the objects around it, to find circular references
 */
function readJson(value: unknown, path: string, v: Validation, open: readonly unknown[] = []): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) return value;
  if (value instanceof Date && Number.isFinite(value.getTime())) return value.toISOString();
  if (open.includes(value)) return typeProblem(v, path, 'JSON', value, { hint: 'it contains a circular reference' });
  const inside = [...open, value];
  if (Array.isArray(value)) return value.map((item, i) => readJson(item, `${path}[${i}]`, v, inside));
  if (typeof value === 'number') return typeProblem(v, path, 'a finite number', value);
  if (!isOptions(value)) return typeProblem(v, path, 'JSON', value);
  if (isToken(value)) return value;
  const entries = Object.entries(value).map(([key, member]): [string, unknown] => {
    return [key, member === undefined ? undefined : readJson(member, `${path}.${key}`, v, inside)];
  });
  return Object.fromEntries(entries);
}

export function coerce(value: unknown, kind: ScalarType['kind']): string | number | boolean | undefined {
  switch (kind) {
    case 'string':
      if (typeof value === 'string') return value;
      return typeof value === 'boolean' || Number.isFinite(value) ? String(value) : undefined;
    case 'bool':
      if (value === true || value === 'true' || value === 1) return true;
      return value === false || value === 'false' || value === 0 ? false : undefined;
    default: {
      const isNumeric = typeof value === 'boolean' || (typeof value === 'string' && value.trim() !== '');
      const number = isNumeric ? Number(value) : value;
      if (typeof number !== 'number' || !Number.isFinite(number)) return undefined;
      return kind === 'integer' && !Number.isInteger(number) ? undefined : number;
    }
  }
}

function checkNumber(value: number, type: ScalarType, path: string, v: Validation): void {
  if (type.minimum !== undefined && value < type.minimum) {
    v.invalid('HKUBE-LIMIT', path, value, `must be greater than or equal to ${type.minimum}`);
  }
}

function checkText(value: string, type: ScalarType, path: string, v: Validation): void {
  if (type.values && !type.values.includes(value)) v.notSupported('HKUBE-ENUM', path, value, type.values);
  if (type.minLength !== undefined && value.length < type.minLength) {
    v.required('HKUBE-LIMIT', path);
  } else if (type.maxLength !== undefined && value.length > type.maxLength) {
    v.tooLong('HKUBE-LIMIT', path, `must be no more than ${type.maxLength} characters`);
  } else {
    checkFormat(value, type, path, v);
  }
}

function checkFormat(value: string, type: ScalarType, path: string, v: Validation): void {
  const rule = 'HKUBE-FORMAT';
  switch (type.format as Format | undefined) {
    case 'algorithm-name':
      // HKube accepts a backslash and two dots in a row: its Job is then refused, and retried forever.
      if (value.length < 2 || dnsSubdomain(value).length > 0) {
        v.invalid(
          rule,
          path,
          value,
          'must be 2+ characters: lowercase letters, digits, "-" or "."; each part between dots must start and ' +
            'end with a letter or digit',
        );
      }
      break;
    case 'pvc':
      if (value.length < 2 || value.length > 63 || dnsSubdomain(value).length > 0) {
        v.invalid(
          rule,
          path,
          value,
          'must be 2 to 63 characters: lowercase letters, digits, "-" or "."; it must start and end with a ' +
            'letter or digit',
        );
      }
      break;
    case 'path':
      if (!isHkubePath(value)) {
        hkubeRefuses(
          v,
          path,
          value,
          'HKube\'s API refuses this path: it accepts only letters, digits, "_", "." and "/"',
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
        v.invalid(rule, path, value, problem, memoryHint(value));
      } else if (type.format === 'algorithm-memory' && memoryInMi(value) < MIN_MEMORY_MI) {
        v.invalid('HKUBE-LIMIT', path, value, `must be at least ${MIN_MEMORY_MI}Mi`);
      }
      break;
    }
  }
}

/**
 * Reports a value that Kubernetes accepts but HKube's API wrongly refuses: a warning for a plain pod, an error when it
 * is registered.
 */
export function hkubeRefuses(v: Validation, path: string, value: unknown, detail: string, hint?: string): void {
  v.warn('HKUBE-REFUSES', path, value, detail, hint);
}

/**
 * HKube's regular expression for paths, with its mistake (`\-|` is a range, so "-" is not in it): characters of its
 * set, with any one other before the end, or before a run of the character it follows.
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
  v.add(rule, path, 'Invalid value', detail, { hint });
}

const ARTICLES: Partial<Record<FieldType['kind'], string>> = {
  string: 'a string',
  number: 'a number',
  integer: 'a whole number',
  bool: 'true or false',
  struct: 'an object',
  object: 'an object',
  list: 'an array',
};

const article = ({ kind }: FieldType) => ARTICLES[kind] ?? 'a value';

/** What a value is, in words: for messages that don't show it. */
export function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'a whole number' : 'a number';
  if (typeof value === 'object' && !isOptions(value)) return `no JSON (${value.constructor?.name ?? 'object'})`;
  return (
    ({ string: 'a string', boolean: 'a boolean', object: 'an object' } as Record<string, string>)[typeof value] ??
    `no JSON (${typeof value})`
  );
}

function wrongType(
  { v, path }: Place,
  value: unknown,
  type: FieldType,
  hint = type.hint ?? objectHint(value, type),
): typeof NOTHING {
  const isShown = !type.secret && ['string', 'number', 'boolean'].includes(typeof value);
  typeProblem(v, pathText(path), article(type), value, { hint, ...(isShown && { value }) });
  return NOTHING;
}

/** How names and values in a list or a text are written as an object, and an object as a list. */
function objectHint(value: unknown, { kind }: FieldType): string | undefined {
  if (kind === 'list' && isObject(value)) return 'write it in a list: [{ … }]';
  if (kind === 'string' && Array.isArray(value) && value.length === 1) return 'write it without a list';
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  const pairs = kind === 'object' && items.length > 0 ? items.map(pairOf) : [undefined];
  if (pairs.includes(undefined)) return kind === 'object' ? 'write names and values: {"name":"value"}' : undefined;
  return `write names and values: ${JSON.stringify(Object.fromEntries(pairs as Pair[]))}`;
}

type Pair = readonly [name: string, shown: unknown];

/** `{ name: A, value: b }`, as Kubernetes has it, `{ A: b }` or `A=b`. */
function pairOf(item: unknown): Pair | undefined {
  if (typeof item === 'string') {
    const [, name, text] = /^([^=:\s]+)\s*[=:]\s*(.*)$/s.exec(item) ?? [];
    return name === undefined ? undefined : shownPair(name, text);
  }
  if (!isObject(item)) return undefined;
  if (typeof item.name === 'string') return shownPair(item.name, item.value ?? '…');
  const entries = Object.entries(item);
  return entries.length === 1 ? shownPair(...entries[0]) : undefined;
}

const shownPair = (name: string, value: unknown): Pair => [name, isSecretName(name) ? '***' : value];

export function typeProblem(
  v: Validation,
  path: string,
  expected: string,
  value: unknown,
  notes: FindingNotes = {},
): undefined {
  v.add('HKUBE-TYPE', path, 'Type invalid', `expected ${expected}, found ${typeOf(value)}`, notes);
}
