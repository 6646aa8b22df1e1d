/** What the API server says to the update of an object. */
import { serverApplied } from './applied-fields';
import { createPatch } from './create-patch';
import { withDefaults } from './defaults';
import { liveObject } from './live-object';
import { mergeJson } from './merge-json';
import { mergePatch } from './merge-patch';
import { isDirectiveName, PatchError } from './patch-format';
import { mergeServerSide } from './server-side-merge';
import { reportImmutable, Update } from './update';
import { updateRules, validatesGenerateName } from './update-rules';
import { wayOut } from './way-out';
import { decode } from '../../apimachinery/decode';
import type { Server } from '../../apimachinery/feature-gates';
import { Finding, findingText, Validation } from '../../apimachinery/finding';
import { groupOf, kindType, StructType } from '../../apimachinery/schema';
import { meansSame } from '../../apimachinery/semantic';
import { isEqual } from '../../text/equal';
import { fieldAt, isObject, JsonObject, listOf, objectAt } from '../../text/json-value';
import { LAST_APPLIED, lastApplied } from '../applied-object';
import { validateAnnotations, validateObjectMeta } from '../objects/object-meta';
import { applyRules, readManifest } from '../validate';

/**
 * How the new manifest gets into the cluster: `apply` as kubectl does, `server-side` as the API server does itself, or
 * `replace`, all of it.
 */
export const UPDATE_METHODS = ['apply', 'server-side', 'replace'] as const;
export type UpdateMethod = (typeof UPDATE_METHODS)[number];

/** The outcome of an update. */
export interface UpdateOutcome {
  /** Errors, for which it is refused, and warnings about what the server ignores. */
  readonly findings: readonly Finding[];
  /** Whether anything would change. */
  readonly isChanged: boolean;
}

/** Both manifests, and what the cluster has. */
interface Situation {
  readonly old: JsonObject;
  readonly manifest: JsonObject;
  /** The new manifest, decoded. */
  readonly wanted: JsonObject;
  readonly live: JsonObject;
  readonly type: StructType | undefined;
  readonly method: UpdateMethod;
}

const MANAGED_FIELDS = 'metadata.managedFields';

/** What decides whether two manifests are of one object. */
const IDENTITY = ['apiVersion', 'kind', 'metadata.name', 'metadata.namespace'];

/**
 * Judges an update, as an API server would. Any values will do; it never throws.
 *
 * @param old a manifest, which counts as applied and started, or an object from a cluster
 * @param manifest the new manifest
 * @param server which API server judges
 */
export function judgeUpdate(old: any, manifest: any, server: Server, method: UpdateMethod): UpdateOutcome {
  const { minor, gates } = server;
  const v = new Validation(minor, gates, true);
  const wanted = readManifest(v, manifest);
  const fatal = v.findings.filter(wanted && method === 'apply' ? isFatalToPatch : isFatal);
  if (!wanted || fatal.length > 0) return { findings: fatal, isChanged: true };
  const directives = method === 'apply' ? v.findings.filter(isDirective) : [];
  // Unknown fields are found again in what the patch makes.
  v.findings.splice(0, Infinity, ...v.findings.filter(isDrop));
  warnAboutDirectives(v, directives);
  const reader = v.fresh();
  const before = readManifest(reader, old);
  if (!before) return { findings: reader.findings.map(aboutOld), isChanged: true };

  const type = kindType(wanted.apiVersion, wanted.kind, minor);
  const live = liveObject(type ? before.object : old, type, minor);
  const situation = { old, manifest, wanted: type ? wanted.object : manifest, live, type, method };
  validateIdentity(v, situation);
  try {
    const { object, isPatched } = mergedObject(situation);
    const isChanged = validateObject(v, situation, object, isPatched) && (isPatched || method !== 'apply');
    return { findings: distinct(v.findings.map(softened)), isChanged };
  } catch (error) {
    if (!(error instanceof PatchError)) throw error;
    v.add('UPD-PATCH', error.path, 'Invalid value', error.message);
    return { findings: distinct(v.findings.map(softened)), isChanged: true };
  }
}

/** What keeps a manifest from being read. A field that is dropped does not. */
const isFatal = (found: Finding) => found.severity === 'error' && !isDrop(found);

const isDrop = ({ type }: Finding) => type === 'Dropped field';

/** kubectl reads the metadata. Of all else, only what the patch changes matters. */
const isFatalToPatch = (found: Finding) =>
  isFatal(found) && found.type !== 'Unknown field' && /^metadata\b/.test(found.path);

const aboutOld = (found: Finding): Finding => ({ ...found, detail: `${found.detail} (in the old manifest)` });

/** What the server drops it drops silently: the update is accepted. */
const softened = (found: Finding): Finding => (isDrop(found) ? { ...found, severity: 'warning' } : found);

function distinct(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter((found) => {
    const text = findingText(found);
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}

/** A field that is unknown, but means something in a patch. */
const isDirective = ({ type, path }: Finding) =>
  type === 'Unknown field' && isDirectiveName(path.slice(path.lastIndexOf('.') + 1));

/** What kubectl mistakes for its own is neither refused nor kept. */
function warnAboutDirectives(v: Validation, directives: readonly Finding[]): void {
  for (const { path, type, hint } of directives) {
    const detail = 'kubectl apply takes it for a directive of its patch; a cluster without this object refuses it';
    v.add('UPD-DIRECTIVE', path, type, detail, { severity: 'warning', hint });
  }
}

/** Two objects of different names are not an update. */
function validateIdentity(v: Validation, { old, manifest }: Situation): void {
  for (const path of IDENTITY) {
    const [before, after] = [old, manifest].map((object) => fieldAt(object, path) ?? '');
    const isDefault = path === 'metadata.namespace' && (before === '' || after === '');
    if (before === after || isDefault) continue;
    v.invalid('UPD-IDENTITY', path, after, 'field is immutable', 'these are two objects');
  }
}

/** What the object would be after the request, before the server looks at it. */
function mergedObject({ old, manifest, wanted, live, type, method }: Situation) {
  if (method === 'replace') return { object: wanted, isPatched: false };
  const applied = lastApplied(old);
  if (method === 'server-side') {
    if ((fieldAt(manifest, MANAGED_FIELDS) ?? undefined) !== undefined) {
      throw new PatchError(MANAGED_FIELDS, 'must be nil: remove it from the manifest');
    }
    const before = Object.keys(applied).length === 0 ? serverApplied(old) : applied;
    return { object: mergeServerSide(before, manifest, live, type), isPatched: false };
  }
  const sent = asKubectlSends(manifest, applied);
  if (!type) {
    const object = mergeJson(applied, sent, live);
    return { object, isPatched: !isEqual(object, live) };
  }
  const patch = createPatch(applied, sent, live, type);
  const isPatched = Object.keys(patch).length > 0 || !isEqual(noted(applied), noted(sent));
  return { object: mergePatch(live, patch, type), isPatched };
}

/** What kubectl writes into the annotation of its own: another text changes the object. */
function noted(manifest: JsonObject): JsonObject {
  const metadata = objectAt(manifest, 'metadata');
  const { [LAST_APPLIED]: _, ...annotations } = objectAt(metadata, 'annotations');
  return { ...manifest, metadata: { ...metadata, annotations } };
}

/** kubectl adds an annotation of its own, and the namespace. If an annotation is null, it loses the others. */
function asKubectlSends(manifest: JsonObject, applied: JsonObject): JsonObject {
  const before = objectAt(applied, 'metadata');
  const metadata = objectAt(manifest, 'metadata');
  const given = metadata.annotations ?? (before.annotations && {});
  const annotations = Object.values(given ?? {}).includes(null) ? {} : given;
  return {
    ...manifest,
    metadata: {
      ...metadata,
      ...(annotations && { annotations }),
      ...(before.namespace && !metadata.namespace && { namespace: before.namespace }),
    },
  };
}

/** They can't change, so they are not validated again. */
const FIXED = ['metadata.name', 'metadata.generation'];

/** Validates the merged object, and what may change of it. @returns whether it would change */
function validateObject(v: Validation, situation: Situation, merged: JsonObject, isPatched: boolean): boolean {
  const { live, wanted, type } = situation;
  const { apiVersion, kind } = wanted;
  const rules = updateRules(groupOf(apiVersion), kind);
  const decoding = new Validation(v.minor, v.gates, true);
  const decoded = type ? withDefaults(decode(decoding, merged, type), type, v.minor) : merged;
  // What is dropped of the live object was dropped before.
  v.findings.push(...decoding.findings.filter((found) => !isDrop(found)));
  const prepared = rules.prepare?.(decoded, live) ?? decoded;
  const { namespace } = live.metadata;
  const next = {
    ...prepared,
    metadata: { ...(namespace && { namespace }), ...objectAt(prepared, 'metadata') },
    ...('status' in live && { status: live.status }),
  };
  if (rules.prepare) warnAboutIgnored(v, situation, decoded, next);

  validateSystemFields(v, live.metadata, next.metadata);
  if (isPatched) validateNote(v, situation, next);
  const before = v.findings.length;
  if (rules.isAll) validateObjectMeta(v, objectAt(next, 'metadata'));
  else applyRules(v, apiVersion, kind, next);
  const fixed = validatesGenerateName(groupOf(apiVersion), kind) ? FIXED : [...FIXED, 'metadata.generateName'];
  // Warnings are for those who validate the manifest.
  const own = v.findings.splice(before).filter(({ path, severity }) => severity === 'error' && !fixed.includes(path));
  v.findings.push(...own);
  if (!type) return !isEqual(merged, live);

  const update: Update = { v, live, next, type, wayOut: wayOut(kind) };
  if (rules.refusesPatches && isPatched) reportImmutable(update, 'UPD-IMMUTABLE', rules.refusesPatches, next.data);
  else rules.validate?.(update);
  return !meansSame(withoutServerFields(next), withoutServerFields(live), type);
}

/** What only the server sets. What is not given stays. */
function validateSystemFields(v: Validation, before: JsonObject, after: JsonObject): void {
  for (const field of ['uid', 'deletionTimestamp', 'deletionGracePeriodSeconds']) {
    const [old, wanted] = [before, after].map((metadata) =>
      metadata[field] === '' ? null : (metadata[field] ?? null),
    );
    const isKept = wanted === null || wanted === old || (field === 'uid' && old === null);
    // A deletion that is under way cannot be put off, but it can be repeated.
    if (isKept || (field === 'deletionTimestamp' && old !== null)) continue;
    v.invalid('UPD-IMMUTABLE', `metadata.${field}`, wanted, 'field is immutable', `remove ${field}`);
  }
  if (!before.deletionTimestamp) return;
  const known = new Set(listOf(before.finalizers));
  const added = listOf(after.finalizers).filter((name) => !known.has(name));
  if (added.length === 0) return;
  const detail = 'no new finalizers can be added if the object is being deleted, found new finalizers';
  v.forbidden('UPD-IMMUTABLE', 'metadata.finalizers', `${detail} ${JSON.stringify(added)}`);
}

/** kubectl notes the manifest in an annotation, for which there must be room. */
function validateNote(v: Validation, { manifest, method }: Situation, { metadata }: JsonObject): void {
  if (method !== 'apply') return;
  const annotations = { ...metadata.annotations, [LAST_APPLIED]: `${JSON.stringify(manifest)}\n` };
  validateAnnotations(v, annotations, 'metadata.annotations');
}

const SERVER_FIELDS = ['creationTimestamp', 'generation', 'managedFields', 'resourceVersion', 'selfLink', 'uid'];

/** What differs without having been changed. */
function withoutServerFields({ status: _, metadata, ...object }: JsonObject): JsonObject {
  const own = Object.entries(metadata ?? {}).filter(([field]) => !SERVER_FIELDS.includes(field));
  return { ...object, metadata: Object.fromEntries(own) };
}

/** Fields of the manifest that the server replaces by its own. */
function warnAboutIgnored(v: Validation, { wanted }: Situation, merged: JsonObject, next: JsonObject): void {
  const spec = objectAt(wanted, 'spec');
  for (const field of Object.keys(spec)) {
    if (!contains(merged.spec?.[field], spec[field]) || contains(next.spec?.[field], spec[field])) continue;
    v.add('UPD-IGNORED', `spec.${field}`, 'Dropped field', 'the server ignores this change', { severity: 'warning' });
  }
}

/** Whether a value has all that is wanted of it, and maybe more. */
function contains(value: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) return Array.isArray(value) && wanted.every((item, i) => contains(value[i], item));
  if (!isObject(wanted)) return isEqual(value ?? null, wanted ?? null);
  return isObject(value) && Object.keys(wanted).every((key) => contains(value[key], wanted[key]));
}
