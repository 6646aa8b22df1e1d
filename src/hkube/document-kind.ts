/** What a value of a JSON or YAML file is: an HKube spec, a Kubernetes manifest, or something else. */

import { ALGORITHM, KINDS, SERVER_KINDS } from './schema';
import { SCHEMA_KEY, typeOf } from './spec-dialect';
import type { Finding } from '../apimachinery/finding';
import { likeKey } from '../apimachinery/hints/kind-hints';
import { isObject, JsonObject } from '../text/json-value';
import { commentHint } from '../text/parsed';

/** `specs` is a list of specs, as HKube's own examples are. */
export type DocumentKind = 'spec' | 'specs' | 'manifest' | 'other';

/** Fields of specs that objects of other programs are likely to have too. */
const COMMON_FIELDS = [
  'name',
  'kind',
  'type',
  'description',
  'version',
  'created',
  'modified',
  'errors',
  'labels',
  'annotations',
  'options',
  'env',
  'volumes',
  'volumeMounts',
  'nodeSelector',
  'securityContext',
];
const HKUBE_FIELDS = new Set([...ALGORITHM.fields.keys()].filter((name) => !COMMON_FIELDS.includes(name)));
const HKUBE_KINDS: readonly string[] = [...KINDS, ...SERVER_KINDS];

/** Whether a value is meant to be an HKube spec, a manifest, or something else. */
export function kindOfValue(value: unknown): DocumentKind {
  if (Array.isArray(value)) return value.some((item) => kindOfValue(item) === 'spec') ? 'specs' : 'other';
  if (!isObject(value)) return 'other';
  const kind: unknown = value.kind;
  if (Object.hasOwn(value, 'apiVersion') || hasMisspeltKind(value)) return 'manifest';
  if (typeof kind === 'string' && HKUBE_KINDS.includes(kind)) return 'spec';
  if (Object.keys(value).some((key) => HKUBE_FIELDS.has(key))) return 'spec';
  return kind === undefined ? 'other' : 'manifest';
}

/** Whether an object has the keys of a manifest, written in another way. */
const hasMisspeltKind = (value: JsonObject) =>
  likeKey(value, 'apiVersion') !== undefined || (likeKey(value, 'kind') !== undefined && isObject(value.metadata));

/** A value of a document that is meant to be a spec, and its path there. */
export interface SpecItem {
  readonly value: unknown;
  readonly path: string;
}

/** The specs of a document: the items of a list, or the value itself. */
export const specItems = (value: unknown): SpecItem[] =>
  Array.isArray(value) && kindOfValue(value) === 'specs'
    ? value.map((item: unknown, i) => ({ value: item, path: `[${i}]` }))
    : [{ value, path: '' }];

/** Whether a value that is neither a spec nor a manifest is far from both: most of its fields are not HKube's. */
export function isForeign(value: JsonObject): boolean {
  if (kindOfValue(value) !== 'other') return false;
  const keys = Object.keys(value).filter((key) => key !== SCHEMA_KEY);
  return keys.filter((key) => ALGORITHM.fields.has(key)).length * 2 <= keys.length;
}

/** Why a value can't be read as a spec; undefined when it can. */
export function notASpec(value: unknown): Finding | undefined {
  if (!isObject(value)) return notAnObject(value, 'an HKube spec');
  if (kindOfValue(value) === 'manifest') {
    return objectFinding(
      'this is a Kubernetes manifest, not an HKube spec: apply it as it is, or check it with validate',
    );
  }
  return isForeign(value) ? objectFinding('not an HKube spec (no algorithmImage)') : undefined;
}

/** Why a value can be read neither as a spec nor as a manifest; undefined when it can. */
export function notADocument(value: unknown): Finding | undefined {
  if (!isObject(value)) return notAnObject(value, 'an HKube spec or a Kubernetes manifest');
  if (!isForeign(value)) return undefined;
  return objectFinding('not a Kubernetes manifest (no apiVersion and kind) and not an HKube spec (no algorithmImage)');
}

function notAnObject(value: unknown, expected: string): Finding {
  let hint = '';
  if (Array.isArray(value)) hint = '. Write its items one after the other (jq ".[]" does)';
  else if (typeof value === 'string') hint = commentHint(value);
  return objectFinding(`found ${typeOf(value)}, expected an object: ${expected}${hint}`);
}

/** What is wrong with an object as a whole. */
export const objectFinding = (detail: string): Finding => ({
  rule: 'OBJECT',
  severity: 'error',
  type: 'Warning',
  path: '',
  detail,
});
