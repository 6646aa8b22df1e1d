/**
 * CustomResourceDefinition.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/extend-resources/custom-resource-definition-v1/
 */
import { canonical } from './canonical';
import { validateGenericMeta } from './cluster-meta';
import { structuralProblem, validateSchema } from './json-schema';
import { findByPath } from './json-schema-path';
import { JsonSchema } from './json-schema-type';
import { objectName } from './object-meta';
import { validateWebhookService, validateWebhookUrl } from './webhook';
import { Validation } from '../../apimachinery/finding';
import { byteLength, dns1035Label, dnsSubdomain, lowerCase } from '../../apimachinery/formats';

const RULE = 'CRD';
const SCOPES = ['Cluster', 'Namespaced'];
const STRATEGIES = ['None', 'Webhook'];
const REVIEW_VERSIONS = ['v1', 'v1beta1'];
const COLUMN_TYPES = ['boolean', 'date', 'integer', 'number', 'string'];
const COLUMN_FORMATS = ['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password'];
const SELECTABLE_TYPES = ['string', 'boolean', 'integer'];
const MAX_SELECTABLE = 8;
const MAX_DEPRECATION_WARNING = 256;
const APPROVED = 'api-approved.kubernetes.io';

/** A CustomResourceDefinition. */
export function validateCustomResourceDefinition(v: Validation, { metadata, spec }: any): void {
  const definition = spec ?? {};
  const versions: readonly any[] = (definition.versions ?? []).map((version: any) => version ?? {});
  validateName(v, metadata, definition);
  validateGroup(v, definition.group ?? '');
  if (!definition.scope) v.required(RULE, 'spec.scope');
  else if (!SCOPES.includes(definition.scope)) v.notSupported(RULE, 'spec.scope', definition.scope, SCOPES);
  validateVersions(v, definition, versions);
  validateNames(v, definition.names ?? {});
  validateConversion(v, definition, 'spec.conversion');
  validateStoredVersions(v, versions);
  validateApproval(v, definition.group ?? '', metadata?.annotations);
  if (definition.preserveUnknownFields) {
    v.invalid(
      RULE,
      'spec.preserveUnknownFields',
      true,
      'cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead',
    );
  }
}

function validateName(v: Validation, metadata: any, { names, group }: any): void {
  validateGenericMeta(v, metadata);
  const required = `${names?.plural ?? ''}.${group ?? ''}`;
  const detail = 'must be spec.names.plural+"."+spec.group';
  const name = objectName(metadata);
  if (metadata?.generateName) {
    v.invalid(RULE, 'metadata.generateName', metadata.generateName, detail, `set metadata.name: ${required}`);
  }
  if (name !== '' && name !== required) v.invalid(RULE, 'metadata.name', name, detail, `write ${required}`);
}

function validateGroup(v: Validation, group: string): void {
  if (group === '') return v.required(RULE, 'spec.group');
  const problems = dnsSubdomain(group);
  if (problems.length > 0) v.invalid(RULE, 'spec.group', group, problems.join(','));
  else if (!group.includes('.')) v.invalid(RULE, 'spec.group', group, 'should be a domain with at least one dot');
}

/** What all versions share is shown as the spec's own. */
function isShared(versions: readonly any[], field: string): boolean {
  const [first, ...others] = versions.map((version) => canonical(version[field]));
  return versions.length > 0 && others.every((other) => other === first);
}

function validateVersions(v: Validation, spec: any, versions: readonly any[]): void {
  const [sharesSchema, sharesSubresources, sharesColumns, sharesFields] = [
    'schema',
    'subresources',
    'additionalPrinterColumns',
    'selectableFields',
  ].map((field) => isShared(versions, field));
  const shared = versions[0] ?? {};
  validateDefaultsAllowed(v, spec, versions);
  versions.forEach((version, i) => {
    const path = `spec.versions[${i}]`;
    const schema: JsonSchema | undefined = version.schema?.openAPIV3Schema ?? undefined;
    if (!schema) v.required(RULE, `${path}.schema.openAPIV3Schema`);
    validateLabel(v, version.name ?? '', `${path}.name`);
    validateDeprecation(v, version, `${path}.deprecationWarning`);
    if (!sharesSchema && schema) {
      validateSchema(v, schema, `${path}.schema.openAPIV3Schema`, hasStatus(version));
    }
    if (!sharesSubresources) validateSubresources(v, version.subresources, `${path}.subresources`);
    if (!sharesColumns) validateColumns(v, version.additionalPrinterColumns ?? [], `${path}.additionalPrinterColumns`);
    if (!sharesFields) {
      // Where the schema is shared, the server does not find it here.
      validateSelectableFields(v, version.selectableFields ?? [], sharesSchema ? undefined : schema, path);
    }
  });
  validateVersionNames(v, versions);
  const schema = shared.schema?.openAPIV3Schema ?? undefined;
  if (sharesSchema && schema) validateSchema(v, schema, 'spec.validation.openAPIV3Schema', versions.some(hasStatus));
  if (sharesSubresources) validateSubresources(v, shared.subresources, 'spec.subresources');
  if (sharesColumns) validateColumns(v, shared.additionalPrinterColumns ?? [], 'spec.additionalPrinterColumns');
  if (sharesFields) {
    validateSelectableFields(v, shared.selectableFields ?? [], sharesSchema ? schema : undefined, 'spec');
  }
}

const hasStatus = (version: any): boolean => Boolean(version?.subresources?.status);

function validateDefaultsAllowed(v: Validation, spec: any, versions: readonly any[]): void {
  if (!spec.preserveUnknownFields || !versions.some((version) => hasDefaults(version.schema?.openAPIV3Schema))) return;
  v.invalid(RULE, 'spec.preserveUnknownFields', true, 'must be false in order to use defaults in the schema');
}

function hasDefaults(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return false;
  if (Array.isArray(schema)) return schema.some(hasDefaults);
  const { default: value, ...rest } = schema as any;
  return (value !== undefined && value !== null) || Object.values(rest).some(hasDefaults);
}

function validateVersionNames(v: Validation, versions: readonly any[]): void {
  const names = versions.map(({ name }) => name ?? '');
  if (new Set(names).size < names.length) {
    v.invalid(RULE, 'spec.versions', versions, 'must contain unique version names');
  }
  if (versions.filter(({ storage }) => storage).length !== 1) {
    v.invalid(
      RULE,
      'spec.versions',
      versions.length > 0 ? versions : null,
      'must have exactly one version marked as storage version',
    );
  }
  if (names.length > 0 && names[0] !== '') validateLabel(v, names[0], 'spec.version');
}

function validateLabel(v: Validation, label: string, path: string): void {
  const problems = dns1035Label(label);
  if (problems.length > 0) v.invalid(RULE, path, label, problems.join(','));
}

const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]*$/u;

function validateDeprecation(v: Validation, { deprecated, deprecationWarning: text }: any, path: string): void {
  if (text == null) return;
  if (!deprecated) return v.invalid(RULE, path, text, 'can only be set for deprecated versions');
  if (byteLength(text) > MAX_DEPRECATION_WARNING) {
    v.invalid(RULE, path, text, `must be <= ${MAX_DEPRECATION_WARNING} characters long`);
  }
  if (text === '') v.invalid(RULE, path, text, 'must not be an empty string');
  if (!PRINTABLE.test(text)) v.invalid(RULE, path, text, 'must only contain printable UTF-8 characters');
}

function validateNames(v: Validation, names: any): void {
  const path = 'spec.names';
  const kind: string = names.kind ?? '';
  const singular: string = names.singular || lowerCase(kind);
  const listKind: string = names.listKind || (kind === '' ? '' : `${kind}List`);
  const given = { plural: names.plural ?? '', singular, kind, listKind };
  for (const [field, value] of Object.entries(given)) if (value === '') v.required(RULE, `${path}.${field}`);
  for (const field of ['plural', 'singular'] as const) {
    if (given[field] !== '') validateLabel(v, given[field], `${path}.${field}`);
  }
  for (const field of ['kind', 'listKind'] as const) validateMixedCase(v, given[field], `${path}.${field}`);
  (names.shortNames ?? []).forEach((name: string, i: number) => validateLabel(v, name, `${path}.shortNames[${i}]`));
  if (kind !== '' && kind === listKind) {
    v.invalid(RULE, `${path}.listKind`, listKind, 'kind and listKind may not be the same');
  }
  (names.categories ?? []).forEach((name: string, i: number) => validateLabel(v, name, `${path}.categories[${i}]`));
}

function validateMixedCase(v: Validation, name: string, path: string): void {
  const problems = name === '' ? [] : dns1035Label(lowerCase(name));
  if (problems.length === 0) return;
  v.invalid(RULE, path, name, `may have mixed case, but should otherwise match: ${problems.join(',')}`);
}

function validateSubresources(v: Validation, subresources: any, path: string): void {
  const scale = subresources?.scale;
  if (!scale) return;
  for (const [field, parent] of [
    ['specReplicasPath', 'spec'],
    ['statusReplicasPath', 'status'],
  ]) {
    const value: string = scale[field] ?? '';
    const at = `${path}.scale.${field}`;
    if (value === '') v.required(RULE, at);
    else if (!value.startsWith('.')) v.invalid(RULE, at, value, 'must be a simple json path starting with .');
    else if (!value.startsWith(`.${parent}.`)) v.invalid(RULE, at, value, `should be a json path under .${parent}`);
  }
  const selector: string = scale.labelSelectorPath ?? '';
  const at = `${path}.scale.labelSelectorPath`;
  if (selector === '') return;
  if (!selector.startsWith('.')) {
    v.invalid(RULE, at, selector, 'must be a simple json path starting with .');
  } else if (!/^\.(?:spec|status)\./.test(selector)) {
    v.invalid(RULE, at, selector, 'should be a json path under either .status or .spec');
  }
}

function validateColumns(v: Validation, columns: readonly any[], path: string): void {
  columns.forEach((column, i) => {
    const { name, type, format, jsonPath } = column ?? {};
    const at = `${path}[${i}]`;
    const types = `must be one of ${COLUMN_TYPES.join(',')}`;
    if (!name) v.required(RULE, `${at}.name`);
    if (!type) v.required(RULE, `${at}.type`, types);
    else if (!COLUMN_TYPES.includes(type)) v.invalid(RULE, `${at}.type`, type, types);
    if (format && !COLUMN_FORMATS.includes(format)) {
      v.invalid(RULE, `${at}.format`, format, `must be one of ${COLUMN_FORMATS.join(',')}`);
    }
    // The server names the field as it is in Go.
    if (!jsonPath) {
      v.required(RULE, `${at}.JSONPath`);
    } else if (!jsonPath.startsWith('.')) {
      v.invalid(RULE, `${at}.JSONPath`, jsonPath, 'must be a simple json path starting with .');
    }
  });
}

function validateSelectableFields(
  v: Validation,
  fields: readonly any[],
  schema: JsonSchema | undefined,
  parent: string,
): void {
  const path = `${parent}.selectableFields`;
  if (fields.length === 0) return;
  if (!schema) return v.invalid(RULE, path, '', 'may only be set when a schema is included');
  const problem = structuralProblem(schema);
  if (problem !== undefined) return v.invalid(RULE, `${parent}.schema.openAPIV3Schema`, '', problem);
  const seen = new Set<string>();
  fields.forEach((field, i) => {
    const jsonPath: string = field?.jsonPath ?? '';
    const at = `${path}[${i}].jsonPath`;
    if (jsonPath === '') return v.required(RULE, at);
    const found = jsonPath.includes('[') ? undefined : findByPath(schema, jsonPath);
    if (!found) return v.invalid(RULE, at, jsonPath, 'is an invalid path: does not refer to a valid field');
    if (/^\.metadata(?:\.|$)/.test(jsonPath)) {
      v.invalid(RULE, at, jsonPath, 'must not point to fields in metadata');
    }
    if (!SELECTABLE_TYPES.includes(found.type ?? '')) {
      v.invalid(
        RULE,
        at,
        jsonPath,
        'must point to a field of type string, boolean or integer. Enum string fields and strings with ' +
          'formats are allowed.',
      );
    }
    if (seen.has(jsonPath)) v.duplicate(RULE, at, jsonPath);
    seen.add(jsonPath);
  });
  if (seen.size > MAX_SELECTABLE) v.tooMany(RULE, path, seen.size, MAX_SELECTABLE);
}

function validateConversion(v: Validation, { conversion, preserveUnknownFields }: any, path: string): void {
  if (!conversion) return;
  const { strategy, webhook } = conversion;
  const client = webhook?.clientConfig;
  const reviewVersions: readonly string[] = webhook?.conversionReviewVersions ?? [];
  if (preserveUnknownFields && strategy !== 'None') {
    v.invalid(RULE, `${path}.strategy`, strategy ?? '', 'must be None if spec.preserveUnknownFields is true');
  }
  if (!strategy) v.required(RULE, `${path}.strategy`);
  else if (!STRATEGIES.includes(strategy)) v.notSupported(RULE, `${path}.strategy`, strategy, STRATEGIES);
  // The server shows both fields as they were before v1.
  if (strategy !== 'Webhook') {
    const detail = 'should not be set when strategy is not set to Webhook';
    if (client) v.forbidden(RULE, `${path}.webhookClientConfig`, detail);
    if (reviewVersions.length > 0) v.forbidden(RULE, `${path}.conversionReviewVersions`, detail);
    return;
  }
  validateClient(v, client, `${path}.webhookClientConfig`);
  validateReviewVersions(v, reviewVersions, `${path}.conversionReviewVersions`);
}

function validateClient(v: Validation, client: any, path: string): void {
  if (!client) return v.required(RULE, path, 'required when strategy is set to Webhook');
  const { url, service } = client;
  if ((url == null) === (service == null)) v.required(RULE, path, 'exactly one of url or service is required');
  else if (url != null) validateWebhookUrl(v, RULE, url, `${path}.url`);
  else validateWebhookService(v, RULE, service, `${path}.service`);
}

function validateReviewVersions(v: Validation, versions: readonly string[], path: string): void {
  if (versions.length === 0) return v.required(RULE, path);
  versions.forEach((version, i) => {
    const at = `${path}[${i}]`;
    if (versions.indexOf(version) < i) v.invalid(RULE, at, version, 'duplicate version');
    else v.invalidAll(RULE, at, version, dns1035Label(version));
  });
  if (!versions.some((version) => REVIEW_VERSIONS.includes(version))) {
    v.invalid(RULE, path, versions, `must include at least one of ${REVIEW_VERSIONS.join(', ')}`);
  }
}

/** The server keeps objects in the first storage version. */
function validateStoredVersions(v: Validation, versions: readonly any[]): void {
  const path = 'status.storedVersions';
  const stored = versions.filter(({ storage }) => storage).map(({ name }) => name ?? '');
  if (stored.length === 0) return v.invalid(RULE, path, null, 'must have at least one stored version');
  for (const name of stored) {
    if (name !== stored[0]) v.invalid(RULE, path, [stored[0]], `must have the storage version ${name}`);
  }
}

function validateApproval(v: Validation, group: string, annotations: Record<string, string> | null | undefined): void {
  if (!/(?:^|\.)(?:k8s|kubernetes)\.io$/.test(group)) return;
  const path = `metadata.annotations[${APPROVED}]`;
  const value = annotations && Object.hasOwn(annotations, APPROVED) ? annotations[APPROVED] : '';
  if (value === '') {
    v.required(
      RULE,
      path,
      `protected groups must have approval annotation "${APPROVED}", see ` +
        'https://github.com/kubernetes/enhancements/pull/1111',
    );
  } else if (!value.startsWith('unapproved') && !/^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#\s]+/.test(value)) {
    v.invalid(
      RULE,
      path,
      value,
      `protected groups must have approval annotation "${APPROVED}" with either a URL or a reason starting ` +
        'with "unapproved", see https://github.com/kubernetes/enhancements/pull/1111',
    );
  }
}
