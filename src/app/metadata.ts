import { ApiObjectMetadata } from 'cdk8s';
import { decode } from '../apimachinery/decode';
import { Finding, Validation } from '../apimachinery/finding';
import { NEWEST_MINOR, StructType, structType } from '../apimachinery/schema';
import { isToken, toApi } from '../apimachinery/to-api';
import { isObject } from '../text/json-value';

/** Metadata that cdk8s can print, and what is wrong with the rest. */
export interface ReadMetadata {
  readonly metadata: ApiObjectMetadata;
  readonly findings: readonly Finding[];
}

const META = structType('ObjectMeta')!;
const OBJECT: StructType = {
  kind: 'struct',
  name: 'Object',
  fields: new Map([['metadata', { name: 'metadata', type: META, since: 0, until: Infinity }]]),
};

/**
 * Reads metadata before cdk8s does, which silently drops what is empty or not an object, and fails at what should be a
 * list.
 */
export function readMetadata(given: unknown): ReadMetadata {
  if (given == null) return { metadata: {}, findings: [] };
  const v = new Validation(NEWEST_MINOR);
  const { metadata } = decode(v, { metadata: withoutTokens(toApi(META.name, given)) }, OBJECT);
  // Valid metadata stays as it is, with values that are only known later.
  return v.findings.length === 0
    ? { metadata: given, findings: [] }
    : { metadata: metadata ?? {}, findings: v.findings };
}

/** @param depth how deep tokens may be nested: in the owner references */
function withoutTokens(value: unknown, depth = 3): unknown {
  if (isToken(value)) return undefined;
  if (depth === 0) return value;
  if (Array.isArray(value)) return value.map((item) => withoutTokens(item, depth - 1));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withoutTokens(member, depth - 1)]));
}
