import { ApiObjectMetadata } from 'cdk8s';
import { decode } from '../apimachinery/decode';
import { Dialect } from '../apimachinery/dialect';
import { Finding, Validation } from '../apimachinery/finding';
import { NEWEST_MINOR, structOf, structType } from '../apimachinery/schema';
import { SERVER } from '../apimachinery/server-dialect';
import { isToken, toApi } from '../apimachinery/to-api';
import { isObject, JsonObject } from '../text/json-value';

/** Metadata that cdk8s can print, and what is wrong with the rest. */
export interface ReadMetadata {
  readonly metadata: ApiObjectMetadata;
  readonly findings: readonly Finding[];
}

const META = structType('ObjectMeta')!;
const OBJECT = structOf('Object', { metadata: META });

/** As the API server reads it; what is only known later is taken for right. */
const DIALECT: Dialect = {
  ...SERVER,
  isObject: (value): value is JsonObject => isObject(value) && !isToken(value),
  scalar: (place, value, ...type) => (isToken(value) ? value : SERVER.scalar(place, value, ...type)),
  wrongType: (place, value, ...type) => (isToken(value) ? value : SERVER.wrongType(place, value, ...type)),
};

/**
 * Reads metadata before cdk8s does, which silently drops what is empty or not an object, and fails at what should be a
 * list.
 */
export function readMetadata(given: unknown): ReadMetadata {
  if (given === undefined || given === null) return { metadata: {}, findings: [] };
  const v = new Validation(NEWEST_MINOR);
  // A copy, so that what is changed later changes nothing here.
  const copy = toApi(META.name, given);
  const { metadata } = decode(v, { metadata: copy }, OBJECT, DIALECT);
  return { metadata: v.findings.length === 0 ? copy : (metadata ?? {}), findings: v.findings };
}
