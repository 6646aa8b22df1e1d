/**
 * ObjectMeta.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/
 */
import { validateAnnotationsSize } from '../../apimachinery/annotations';
import { Validation } from '../../apimachinery/finding';
import { dnsLabel, dnsSubdomain, labelValue, lowerCase, pathSegment, qualifiedName } from '../../apimachinery/formats';
import { nonNegative } from '../../apimachinery/integers';
import { didYouMeanName } from '../../text/suggest';

type StringMap = Record<string, string> | null | undefined;

interface OwnerReference {
  readonly apiVersion?: string | null;
  readonly kind?: string | null;
  readonly name?: string | null;
  readonly uid?: string | null;
  readonly controller?: boolean | null;
  readonly blockOwnerDeletion?: boolean | null;
}

const OWNER_REFERENCE = ['apiVersion', 'kind', 'name', 'uid', 'controller', 'blockOwnerDeletion'] as const;

export interface ObjectMeta {
  readonly name?: string | null;
  readonly generateName?: string | null;
  readonly namespace?: string | null;
  readonly labels?: StringMap;
  readonly annotations?: StringMap;
  readonly finalizers?: string[] | null;
  readonly ownerReferences?: OwnerReference[] | null;
  readonly generation?: number | null;
}

const MAX_GENERATE_NAME = 58;
/** Stands for what the server appends to `generateName`. */
const RANDOM = 'xxxxx';

/** The name that the object will have, as far as it is known: five random characters are shown as `xxxxx`. */
export function objectName(metadata: ObjectMeta | null | undefined): string {
  if (metadata?.name) return metadata.name;
  return metadata?.generateName ? metadata.generateName.slice(0, MAX_GENERATE_NAME) + RANDOM : '';
}

/**
 * Metadata of nearly all kinds that have rules.
 *
 * @param nameFormat of their names
 */
export function validateObjectMeta(
  v: Validation,
  metadata: ObjectMeta | null | undefined,
  nameFormat: (name: string) => string[] = dnsSubdomain,
): void {
  validateGenericMeta(v, metadata, nameFormat);
  (metadata?.finalizers ?? []).forEach((finalizer, i) => {
    validateKubeFinalizer(v, 'META-FINALIZER', finalizer, `metadata.finalizers[${i}]`);
  });
}

/** Metadata of the few kinds whose finalizers need no domain. */
export function validateGenericMeta(
  v: Validation,
  metadata: ObjectMeta | null | undefined,
  nameFormat: (name: string) => string[] = dnsSubdomain,
): void {
  const { name, generateName } = metadata ?? {};
  if (!name && !generateName) v.required('META-NAME-REQUIRED', 'metadata.name', 'name or generateName is required');
  validateName(v, metadata ?? {}, nameFormat);
  validateCommonMeta(v, metadata ?? {});
}

/** The name, or what it will begin with, if there is one. */
export function validateName(v: Validation, metadata: ObjectMeta, nameFormat: (name: string) => string[]): void {
  const { generateName } = metadata;
  if (generateName) {
    // A dash may end it, since something is appended. The server puts an `a` for its last two bytes.
    const prefix = generateName.replace(/[\0-\x7f]-$/, 'a');
    v.invalidAll('META-GENERATENAME', 'metadata.generateName', generateName, nameFormat(prefix));
  }
  const full = objectName(metadata);
  const messages = full === '' ? [] : nameFormat(full);
  const hint = metadata.name && messages.length > 0 ? didYouMeanName(metadata.name, nameFormat) : undefined;
  for (const message of messages) {
    const rule = message.includes('no more than') ? 'META-NAME-LENGTH' : 'META-NAME-SUBDOMAIN';
    v.invalid(rule, 'metadata.name', full, message, hint);
  }
}

/** A finalizer without a domain is one of Kubernetes' own. */
function validateKubeFinalizer(v: Validation, rule: string, finalizer: string, path: string): void {
  if (finalizer.includes('/') || ['orphan', 'foregroundDeletion', 'kubernetes'].includes(finalizer)) return;
  v.invalid(
    rule,
    path,
    finalizer,
    'name is neither a standard finalizer name nor is it fully qualified',
    'prefix it with a domain of yours: acme.io/name',
  );
}

/** A finalizer. */
export function validateFinalizerName(v: Validation, rule: string, finalizer: string, path: string): void {
  v.invalidAll(rule, path, finalizer, qualifiedName(finalizer));
  validateKubeFinalizer(v, rule, finalizer, path);
}

/** For kinds whose generation is not the server's. */
export function validateGeneration(v: Validation, metadata: ObjectMeta | null | undefined): void {
  nonNegative(v, 'META-GENERATION', 'metadata.generation', metadata?.generation);
}

/** Metadata of any other kind: of its name only what holds for all. */
export function validateOtherMeta(v: Validation, metadata: ObjectMeta): void {
  const { name, generateName } = metadata;
  if (!name && !generateName) v.required('META-NAME-REQUIRED', 'metadata.name', 'name or generateName is required');
  if (name) v.invalidAll('META-NAME-SUBDOMAIN', 'metadata.name', name, pathSegment(name));
  validateCommonMeta(v, metadata);
}

/** What holds for the metadata of any object, besides its name. */
export function validateCommonMeta(v: Validation, metadata: ObjectMeta): void {
  if (metadata.namespace) {
    v.invalidAll('META-NAMESPACE', 'metadata.namespace', metadata.namespace, dnsLabel(metadata.namespace));
  }
  validateLabels(v, metadata.labels, 'metadata.labels');
  validateAnnotations(v, metadata.annotations, 'metadata.annotations');
  validateOwnerReferences(v, metadata.ownerReferences ?? []);
  validateFinalizers(v, metadata.finalizers ?? []);
}

/** The keys and values of labels; all errors are at the map's path. */
export function validateLabels(v: Validation, labels: StringMap, path: string): void {
  for (const key in labels) {
    v.invalidAll('META-LABEL-KEY', path, key, qualifiedName(key));
    const problems = labelValue(labels[key]);
    if (problems.length > 0) {
      v.invalidAll('META-LABEL-VALUE', path, labels[key], problems, `it is the value of ${JSON.stringify(key)}`);
    }
  }
}

/** The keys of annotations and their size; all errors are at the map's path. */
export function validateAnnotations(v: Validation, annotations: StringMap, path: string): void {
  for (const key in annotations) v.invalidAll('META-ANNOTATION-KEY', path, key, qualifiedName(lowerCase(key)));
  validateAnnotationsSize(v, 'META-ANNOTATION-SIZE', annotations, path);
}

/** `v1`, `apps/v1`: not empty, at most one slash, and a version behind it. */
const hasVersion = (apiVersion: string) => /^(?:[^/]*\/)?[^/]+$/.test(apiVersion);

function validateOwnerReferences(v: Validation, references: OwnerReference[]): void {
  const rule = 'META-OWNERREF';
  let controller: string | undefined;
  const seen = new Set<string>();
  references.forEach((reference) => {
    // The server removes what is there twice before it looks.
    const text = JSON.stringify(OWNER_REFERENCE.map((field) => reference[field] ?? null));
    if (seen.has(text)) return;
    const path = `metadata.ownerReferences${v.minor >= 37 ? `[${seen.size}]` : ''}`;
    seen.add(text);
    const missing = (name: string, value: unknown) => {
      if (v.minor >= 37) v.required(rule, `${path}.${name}`, 'must not be empty');
      else v.invalid(rule, `${path}.${name}`, value ?? '', 'must not be empty');
    };
    const { apiVersion, kind, name, uid } = reference;
    if (!apiVersion) {
      missing('apiVersion', apiVersion);
    } else if (!hasVersion(apiVersion)) {
      v.invalid(rule, `${path}.apiVersion`, apiVersion, 'must be <group>/<version> or <version>');
    }
    if (!kind) missing('kind', kind);
    if (!name) missing('name', name);
    if (!uid) missing('uid', uid);
    if (apiVersion === 'v1' && kind === 'Event') {
      v.invalid(rule, path, reference, '/v1, Kind=Event is disallowed from being an owner');
    }
    if (!reference.controller) return;
    const current = `${kind ?? ''}/${name ?? ''}`;
    if (controller === undefined) {
      controller = current;
    } else {
      v.invalid(
        rule,
        'metadata.ownerReferences',
        references,
        `Only one reference can have Controller set to true. Found "true" in references for ${controller} and ` +
          `${current}`,
      );
    }
  });
}

function validateFinalizers(v: Validation, finalizers: string[]): void {
  for (const finalizer of finalizers) {
    v.invalidAll('META-FINALIZER', 'metadata.finalizers', finalizer, qualifiedName(finalizer));
  }
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    v.invalid(
      'META-FINALIZER',
      'metadata.finalizers',
      finalizers,
      'finalizer orphan and foregroundDeletion cannot be both set',
    );
  }
}
