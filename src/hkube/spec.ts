/**
 * Reads an HKube algorithm spec: checks it as HKube's API server does, and where HKube forgets to and a wrong pod would come out.
 * What only Kubernetes' rules know (names, mounts, quantities …) is left to them: they judge the pod that comes out.
 */

import { nearest } from '../nearest';
import { compareQuantities } from '../quantity';
import { ALGORITHM, FieldSchema, KINDS, MIN_MEMORY_MI, SERVER_KINDS, VALUE_SOURCES } from './schema';
import { memoryInMi, memoryProblem, toKubernetesMemory } from './units';
import { printValue, Validation } from '../validation/field-error';
import { byteLength, dnsSubdomain } from '../validation/formats';

/** An object as in JSON: its keys are its own. */
export type JsonObject = { readonly [key: string]: any };

/** A spec that was read: known fields only, of the right types; `null` became absent, save for the values of variables. */
export interface HkubeSpec {
  readonly name?: string;
  readonly kind?: string;
  readonly env?: string;
  readonly algorithmImage?: string;
  readonly type?: string;
  /** Cores. */
  readonly cpu?: number;
  readonly gpu?: number;
  /** An amount with HKube's unit; in HKube's internal form a number of Mi, with `reservedMemory` already in it. */
  readonly mem?: string | number;
  readonly reservedMemory?: string;
  readonly applyCpuLimits?: boolean;
  readonly workerCustomResources?: { readonly requests?: HkubeAmounts; readonly limits?: HkubeAmounts };
  readonly options?: {
    readonly devMode?: boolean;
    readonly devFolder?: string;
    readonly opengl?: boolean;
    readonly pending?: boolean;
    readonly debug?: boolean;
  };
  readonly mounts?: readonly HkubeMount[];
  readonly volumes?: readonly JsonObject[];
  readonly volumeMounts?: readonly JsonObject[];
  readonly sideCars?: readonly HkubeSideCar[];
  readonly algorithmEnv?: HkubeEnv;
  readonly workerEnv?: HkubeEnv;
  readonly nodeSelector?: { readonly [key: string]: string | readonly string[] };
  readonly labels?: { readonly [key: string]: string };
  readonly annotations?: { readonly [key: string]: string };
  readonly kaiObject?: { readonly queue?: string; readonly memory?: string; readonly fraction?: number };
  readonly securityContext?: { readonly fsGroup?: number; readonly fsGroupChangePolicy?: string };
  readonly entryPoint?: string;
  readonly dependencyInstallCmd?: string;
  readonly baseImage?: string;
  readonly downloadFileExt?: string;
  readonly gitRepository?: JsonObject;
  readonly workerImage?: string;
  readonly minHotWorkers?: number;
  readonly maxWorkers?: number;
  readonly quotaGuarantee?: number;
  readonly stateType?: string;
  readonly description?: string;
  readonly version?: string;
  readonly fileInfo?: unknown;
  readonly created?: unknown;
  readonly modified?: unknown;
  readonly auditTrail?: unknown;
  readonly errors?: unknown;
  readonly userInfo?: unknown;
  readonly unscheduledReason?: unknown;
  readonly buildId?: unknown;
}

export interface HkubeAmounts {
  readonly cpu?: number;
  readonly memory?: string;
}

export interface HkubeMount {
  readonly pvcName: string;
  readonly path: string;
  readonly volumeType?: string;
}

export interface HkubeSideCar {
  /** Any field of a Kubernetes container. */
  readonly container?: JsonObject;
  readonly volumeMounts?: readonly JsonObject[];
  readonly environments?: HkubeEnv;
}

/** Variables: plain values (HKube stringifies numbers and booleans), `{secretKeyRef: …}` and its like, `null` for "not set". */
export type HkubeEnv = { readonly [name: string]: string | number | boolean | null | JsonObject };

export interface ReadOptions {
  /**
   * Whether this is the form in which HKube's task-executor keeps it: `mem` is a number of Mi, the server's own kinds are
   * there, name and image may be missing.
   * @default false
   */
  readonly internal?: boolean;
}

/** The containers of every HKube worker pod. */
const RESERVED_CONTAINERS = ['worker', 'algorunner'];

/**
 * Reads a spec. What is wrong goes to `v`, with paths in the spec (`sideCars[0].container.image`); the answer holds what could be
 * read, so that the rest can be judged too.
 */
export function readSpec(value: unknown, v: Validation, options: ReadOptions = {}): HkubeSpec {
  const spec = readValue(value, options.internal ? INTERNAL : ALGORITHM, '', v) as HkubeSpec | undefined ?? {};
  checkImage(spec, v, options);
  checkWorkerResources(spec, v);
  checkKai(spec, v);
  checkSideCars(spec, v);
  checkEnv(spec.algorithmEnv, 'algorithmEnv', v);
  checkEnv(spec.workerEnv, 'workerEnv', v);
  checkTexts(spec.labels, 'labels', v);
  checkTexts(spec.annotations, 'annotations', v);
  return withNodeSelector(spec, v);
}

const INTERNAL: FieldSchema = {
  ...ALGORITHM,
  required: [],
  fields: {
    ...ALGORITHM.fields,
    mem: { type: 'number', minimum: 0, nullable: true },
    kind: { ...ALGORITHM.fields!.kind, values: [...KINDS, ...SERVER_KINDS] },
  },
};

/** The value as the schema has it; undefined when it is absent or no good. */
function readValue(value: unknown, schema: FieldSchema, path: string, v: Validation): unknown {
  if (schema.type === 'any') return value;
  if (value === null || value === undefined) {
    if (value === null && !schema.nullable) {
      invalidType(v, path, schema, value, schema.insteadOfNull ? `write ${schema.insteadOfNull}` : 'leave the field out');
    }
    return undefined;
  }
  switch (schema.type) {
    case 'object': return isObject(value) ? readFields(value, schema, path, v) : invalidType(v, path, schema, value);
    case 'map': return isObject(value) ? value : invalidType(v, path, schema, value);
    case 'array': return Array.isArray(value) ? readItems(value, schema, path, v) : invalidType(v, path, schema, value);
    default: return readScalar(value, schema, path, v);
  }
}

export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

function readFields(value: JsonObject, schema: FieldSchema, path: string, v: Validation): JsonObject {
  const fields = schema.fields ?? {};
  const entries: [string, unknown][] = [];
  for (const [key, member] of Object.entries(value)) {
    const at = path === '' ? key : `${path}.${key}`;
    if (Object.hasOwn(fields, key)) {
      const read = readValue(member, fields[key], at, v);
      if (read !== undefined) entries.push([key, read]);
    } else if (schema.kubernetes) {
      if (member !== undefined) entries.push([key, member]);
    } else if (member !== undefined) {
      unknownField(key, schema, at, v);
    }
  }
  for (const key of schema.required ?? []) {
    if (!Object.hasOwn(value, key) || value[key] === undefined) v.required('HKUBE-REQUIRED', path === '' ? key : `${path}.${key}`);
  }
  // Not by assignment: the key __proto__ would set the prototype.
  return Object.fromEntries(entries);
}

function unknownField(key: string, schema: FieldSchema, path: string, v: Validation): void {
  const known = Object.keys(schema.fields!);
  const near = nearest(key, known);
  let hint = near === undefined ? `known fields: ${known.join(', ')}` : `did you mean ${JSON.stringify(near)}?`;
  if (schema.misplaced && Object.hasOwn(schema.misplaced, key)) hint = schema.misplaced[key];
  v.errors.push({ rule: 'HKUBE-UNKNOWN', severity: 'error', type: 'Unknown field', path, detail: '', hint });
}

function readItems(value: readonly unknown[], schema: FieldSchema, path: string, v: Validation): unknown[] {
  const items: unknown[] = [];
  const seen = new Set<string>();
  value.forEach((item, i) => {
    const read = item === undefined ? invalidType(v, `${path}[${i}]`, schema.items!, item) : readValue(item, schema.items!, `${path}[${i}]`, v);
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
    v.warn('HKUBE-COERCED', path, schema.secret ? undefined : value, `HKube reads ${shown} here`, `write ${article(schema.type)}`);
  }
  if (typeof read === 'number') checkNumber(read, schema, path, v);
  if (typeof read === 'string') checkText(read, schema, path, v);
  return read;
}

function coerce(value: unknown, type: FieldSchema['type']): string | number | boolean | undefined {
  switch (type) {
    case 'string':
      return typeof value === 'string' ? value : typeof value === 'boolean' || Number.isFinite(value) ? String(value) : undefined;
    case 'boolean':
      if (typeof value === 'boolean') return value;
      return value === 'true' || value === 1 ? true : value === 'false' || value === 0 ? false : undefined;
    default: {
      const number = typeof value === 'boolean' || (typeof value === 'string' && value.trim() !== '') ? Number(value) : value;
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
        v.invalid(rule, path, value, 'must be at least two lower case letters, digits, "-" or ".", and must start and end with a letter or digit, as must what stands between dots');
      }
      break;
    case 'pvc':
      if (value.length < 2 || value.length > 63 || dnsSubdomain(value).length > 0) {
        v.invalid(rule, path, value, 'must be 2 to 63 lower case letters, digits, "-" or ".", and must start and end with a letter or digit');
      }
      break;
    case 'path':
      if (!isHkubePath(value)) {
        hkubeRefuses(v, path, value, 'HKube\'s API refuses this path: it takes letters, digits, "_", "." and "/" only', 'for HKube, use volumes and volumeMounts');
      }
      break;
    case 'image':
      if (/\s/.test(value)) v.invalid(rule, path, value, 'must not contain white space');
      break;
    case 'url':
      // Without the value: addresses of repositories are known to hold tokens.
      if (!/^(f|ht)tps?:\/\//i.test(value)) invalidSecret(v, rule, path, 'must begin with http://, https://, ftp:// or ftps://');
      break;
    case 'memory':
    case 'algorithm-memory': {
      const problem = memoryProblem(value);
      if (problem) v.invalid(rule, path, value, problem);
      else if (schema.format === 'algorithm-memory' && memoryInMi(value) < MIN_MEMORY_MI) v.invalid('HKUBE-LIMIT', path, value, `must be at least ${MIN_MEMORY_MI}Mi`);
      break;
    }
  }
}

/** What Kubernetes takes and HKube's API should, but does not: fine for a plain pod, an error when it is registered. */
function hkubeRefuses(v: Validation, path: string, value: unknown, detail: string, hint?: string): void {
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
  return !/\s/.test(other[0]) && (rest === '' || (other.index > 0 && [...rest].every((character) => character === path[other.index - 1])));
}

function checkImage(spec: HkubeSpec, v: Validation, { internal }: ReadOptions): void {
  const isBuilt = spec.type === 'Git' || spec.type === 'Code' || spec.gitRepository !== undefined || spec.fileInfo !== undefined;
  if (!internal && !isBuilt && !spec.algorithmImage) v.required('HKUBE-REQUIRED', 'algorithmImage', '', 'only algorithms of type Code or Git go without: HKube builds their image');
}

function checkWorkerResources({ workerCustomResources: resources }: HkubeSpec, v: Validation): void {
  if (!resources?.requests || !resources.limits) return;
  const path = 'workerCustomResources';
  for (const key of ['cpu', 'memory'] as const) {
    const { requests: { [key]: request }, limits: { [key]: limit } } = resources;
    if (request === undefined && limit !== undefined) v.required('HKUBE-REQUIRED', `${path}.requests.${key}`, `limits.${key} is there`);
    if (limit === undefined && request !== undefined) v.required('HKUBE-REQUIRED', `${path}.limits.${key}`, `requests.${key} is there`);
    if (request === undefined || limit === undefined) continue;
    const [low, high] = [request, limit].map((amount) => (typeof amount === 'string' ? toKubernetesMemory(amount) : amount));
    if ([request, limit].every((amount) => typeof amount === 'number' || memoryProblem(amount) === undefined) && compareQuantities(low, high) > 0) {
      v.invalid('HKUBE-LIMIT', `${path}.requests.${key}`, request, `must be less than or equal to the limit of ${limit}`);
    }
  }
}

function checkKai({ kaiObject: kai }: HkubeSpec, v: Validation): void {
  if (!kai) return;
  if (kai.memory !== undefined && kai.fraction !== undefined) v.forbidden('HKUBE-KAI', 'kaiObject', 'only one of memory and fraction may be given');
  // What the scheduler's admission says of the annotation; HKube drops 0 and sends the rest.
  if (kai.fraction !== undefined && !(kai.fraction > 0 && kai.fraction < 1)) {
    v.invalid('HKUBE-KAI', 'kaiObject.fraction', kai.fraction, 'must be greater than 0 and less than 1', 'for whole GPUs use gpu');
  }
  if (kai.memory !== undefined && !memoryProblem(kai.memory) && memoryInMi(kai.memory) < 1) {
    v.invalid('HKUBE-KAI', 'kaiObject.memory', kai.memory, 'must be at least 1Mi: HKube counts whole Mi');
  }
}

function checkSideCars({ sideCars = [] }: HkubeSpec, v: Validation): void {
  const seen = new Set<string>();
  sideCars.forEach(({ container, environments }, i) => {
    const name: unknown = container?.name;
    const path = `sideCars[${i}].container.name`;
    if (typeof name === 'string') {
      if (RESERVED_CONTAINERS.includes(name)) v.invalid('HKUBE-RESERVED', path, name, `every HKube pod has a container "${name}" of its own`);
      if (seen.has(name)) v.duplicate('HKUBE-UNIQUE', path, name);
      seen.add(name);
    }
    checkEnv(environments, `sideCars[${i}].environments`, v);
  });
}

function checkEnv(env: HkubeEnv | undefined, path: string, v: Validation): void {
  for (const [name, value] of Object.entries(env ?? {})) {
    const at = `${path}[${name}]`;
    if (value === null) {
      v.warn('HKUBE-ENV', at, null, 'null sets nothing: the variable is left out', 'for an empty variable write ""');
    } else if (typeof value === 'number' && !Number.isInteger(value)) {
      v.warn('HKUBE-ENV', at, undefined, `the number is written as ${JSON.stringify(String(value))}`, 'write it in double quotes to keep it as it stands');
    } else if (isObject(value)) {
      checkValueSource(value, at, v);
    } else if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
      typeProblem(v, at, 'a string, a number, a boolean or an object such as {"secretKeyRef": …}', value);
    }
  }
}

function checkValueSource(value: JsonObject, path: string, v: Validation): void {
  const keys = Object.keys(value);
  const wrong = keys.find((key) => !(VALUE_SOURCES as readonly string[]).includes(key));
  if (wrong === 'valueFrom') {
    invalidSecret(v, 'HKUBE-ENV', path, 'must not have valueFrom: HKube adds it', 'write its content, such as {"secretKeyRef": …}');
  } else if (wrong !== undefined) {
    const near = nearest(wrong, VALUE_SOURCES);
    v.notSupported('HKUBE-ENV', path, wrong, VALUE_SOURCES, near && `did you mean ${JSON.stringify(near)}?`);
  } else if (keys.length !== 1) {
    invalidSecret(v, 'HKUBE-ENV', path, `must have exactly one of ${VALUE_SOURCES.join(', ')}`);
  } else if (!isObject(value[keys[0]])) {
    typeProblem(v, `${path}.${keys[0]}`, 'an object', value[keys[0]]);
  }
}

/** Labels and annotations: strings, of which HKube's API refuses many that Kubernetes takes. */
function checkTexts(texts: JsonObject | undefined, field: string, v: Validation): void {
  for (const [key, value] of Object.entries(texts ?? {})) {
    const path = `${field}[${key}]`;
    if (typeof value !== 'string') {
      typeProblem(v, path, 'a string', value, 'write it in double quotes');
      continue;
    }
    const refused = refusedByHkube(key, value);
    if (refused) hkubeRefuses(v, path, undefined, `HKube's API refuses this ${refused}: it takes lower case letters, digits, "-", "_" and "." only, and at least two characters`);
  }
}

/** As HKube's API has it: of a key with a slash the first two parts count. */
function refusedByHkube(key: string, value: string): string | undefined {
  const word = /^[a-z0-9][-_.a-z0-9\\]*[a-z0-9]$/;
  const [first, second] = key.split('/');
  const name = second ?? first;
  if (!word.test(name) || byteLength(name) > 63 || (second !== undefined && !/^[a-z0-9][-.a-z0-9\\]*[a-z0-9]$/.test(first))) return 'key';
  return value !== '' && (!word.test(value) || byteLength(value) > 63) ? 'value' : undefined;
}

/** Selector values become strings; HKube sends them as they are, and Kubernetes then refuses the Job. */
function withNodeSelector(spec: HkubeSpec, v: Validation): HkubeSpec {
  if (!spec.nodeSelector) return spec;
  const entries: [string, string | string[]][] = [];
  for (const [key, value] of Object.entries(spec.nodeSelector as JsonObject)) {
    const path = `nodeSelector[${key}]`;
    if (Array.isArray(value)) {
      if (value.length === 0) v.required('HKUBE-SELECTOR', path, 'no node would match', 'leave the key out');
      const values = value.map((item, i) => selectorValue(item, `${path}[${i}]`, v)).filter((item) => item !== undefined);
      if (values.length > 0) entries.push([key, values]);
    } else {
      const text = selectorValue(value, path, v);
      if (text !== undefined) entries.push([key, text]);
    }
  }
  return { ...spec, nodeSelector: Object.fromEntries(entries) };
}

function selectorValue(value: unknown, path: string, v: Validation): string | undefined {
  const text = coerce(value, 'string');
  if (text === undefined) typeProblem(v, path, 'a string or an array of strings', value);
  else if (text !== value) v.warn('HKUBE-COERCED', path, value, `is read as ${printValue(text)}`, 'write it in double quotes: HKube sends it as it is, and Kubernetes refuses the Job');
  return text as string | undefined;
}

/** An `Invalid value` that does not show the value. */
function invalidSecret(v: Validation, rule: string, path: string, detail: string, hint?: string): void {
  v.errors.push({ rule, severity: 'error', type: 'Invalid value', path, detail, hint });
}

const article = (type: FieldSchema['type']) => ({
  string: 'a string', number: 'a number', integer: 'a whole number', boolean: 'true or false', object: 'an object', map: 'an object', array: 'an array', any: 'a value',
})[type];

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'a whole number' : 'a number';
  return ({ string: 'a string', boolean: 'a boolean', object: 'an object' } as Record<string, string>)[typeof value] ?? `no JSON (${typeof value})`;
}

function invalidType(v: Validation, path: string, schema: FieldSchema, value: unknown, hint = schema.hint): undefined {
  const isShown = !schema.secret && value !== null && ['string', 'number', 'boolean'].includes(typeof value);
  typeProblem(v, path, article(schema.type), value, hint, isShown);
}

function typeProblem(v: Validation, path: string, expected: string, value: unknown, hint?: string, isShown = false): void {
  v.errors.push({
    rule: 'HKUBE-TYPE', severity: 'error', type: 'Type invalid', path, detail: `expected ${expected}, found ${typeOf(value)}`, hint, ...(isShown && { value }),
  });
}
