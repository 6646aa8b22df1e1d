/**
 * PersistentVolumeClaim, and the spec of a claim template.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/persistent-volume-claim-v1/
 */
import { validateGeneration, validateObjectMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import { dnsLabel, dnsSubdomain } from '../../apimachinery/formats';
import { parseQuantity } from '../../apimachinery/quantity';
import { validateLabelSelector } from '../pod/label-selector';

const RULE = 'PVC';
const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
const VOLUME_MODES = ['Block', 'Filesystem'];

/** A PersistentVolumeClaim. */
export function validatePersistentVolumeClaim(v: Validation, claim: any): void {
  validateObjectMeta(v, claim.metadata);
  validateGeneration(v, claim.metadata);
  validatePersistentVolumeClaimSpec(v, withBothSources(claim.spec ?? {}), 'spec');
}

/** The server copies the one source to the other. Of a claim template it does not. */
function withBothSources(spec: any): any {
  const { dataSource, dataSourceRef } = spec;
  if (dataSource && !dataSourceRef) return { ...spec, dataSourceRef: dataSource };
  // Of another namespace there is a reference only.
  return dataSourceRef && !dataSource && !dataSourceRef.namespace ? { ...spec, dataSource: dataSourceRef } : spec;
}

/** The spec of a claim, or of an ephemeral volume's claim template. */
export function validatePersistentVolumeClaimSpec(v: Validation, spec: any, path: string): void {
  validateAccessModes(v, spec.accessModes ?? [], `${path}.accessModes`);
  validateLabelSelector(v, spec.selector, `${path}.selector`, RULE);
  validateStorage(v, spec.resources?.requests, `${path}.resources[storage]`);
  if (spec.storageClassName) {
    v.invalidAll(RULE, `${path}.storageClassName`, spec.storageClassName, dnsSubdomain(spec.storageClassName));
  }
  if (typeof spec.volumeMode === 'string' && !VOLUME_MODES.includes(spec.volumeMode)) {
    v.notSupported(RULE, `${path}.volumeMode`, spec.volumeMode, VOLUME_MODES);
  }
  validateSources(v, spec, path);
  if (spec.volumeAttributesClassName && v.minor >= 34) {
    v.invalidAll(
      RULE,
      `${path}.volumeAttributesClassName`,
      spec.volumeAttributesClassName,
      dnsSubdomain(spec.volumeAttributesClassName),
    );
  }
}

function validateAccessModes(v: Validation, modes: string[], path: string): void {
  if (modes.length === 0) {
    v.required(RULE, path, 'at least 1 access mode is required', 'add one, such as ReadWriteOnce');
  }
  for (const mode of modes) if (!ACCESS_MODES.includes(mode)) v.notSupported(RULE, path, mode, ACCESS_MODES);
  if (
    modes.includes('ReadWriteOncePod') &&
    modes.some((mode) => mode !== 'ReadWriteOncePod' && ACCESS_MODES.includes(mode))
  ) {
    v.forbidden(RULE, path, 'may not use ReadWriteOncePod with other access modes');
  }
}

function validateStorage(
  v: Validation,
  requests: Record<string, string | number> | null | undefined,
  path: string,
): void {
  if (!requests || !Object.hasOwn(requests, 'storage')) {
    v.required(RULE, path, '', 'set resources.requests.storage, such as "1Gi"');
  } else if ((parseQuantity(requests.storage) ?? 0n) <= 0n) {
    v.invalid(RULE, path, requests.storage, 'must be greater than zero');
  }
}

function validateSources(v: Validation, { dataSource, dataSourceRef }: any, path: string): void {
  if (dataSource) validateSource(v, dataSource, `${path}.dataSource`);
  if (dataSourceRef) {
    validateSource(v, dataSourceRef, `${path}.dataSourceRef`);
    if (dataSourceRef.namespace) {
      v.invalidAll(RULE, `${path}.dataSourceRef.namespace`, dataSourceRef.namespace, dnsLabel(dataSourceRef.namespace));
    }
  }
  if (!dataSource || !dataSourceRef) return;
  if (dataSourceRef.namespace) {
    v.invalid(RULE, path, 'dataSource', 'may not be specified when dataSourceRef.namespace is specified');
  } else if (['apiGroup', 'kind', 'name'].some((field) => same(dataSource, field) !== same(dataSourceRef, field))) {
    v.invalid(RULE, path, 'dataSource', 'must match dataSourceRef');
  }
}

/** An empty `apiGroup` is not the same as none. */
const same = (source: any, field: string) => source[field] ?? (field === 'apiGroup' ? undefined : '');

function validateSource(v: Validation, source: any, path: string): void {
  if (!source.name) v.required(RULE, `${path}.name`);
  if (!source.kind) v.required(RULE, `${path}.kind`);
  if (!source.apiGroup && source.kind !== 'PersistentVolumeClaim') {
    v.invalid(RULE, path, source.kind ?? '', "must be 'PersistentVolumeClaim' when referencing the default apiGroup");
  }
  if (source.apiGroup && v.minor >= 29) {
    v.invalidAll(RULE, `${path}.apiGroup`, source.apiGroup, dnsSubdomain(source.apiGroup));
  }
}
