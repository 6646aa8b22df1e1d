/** Updates of claims and volumes, and of what describes storage. */
import { immutable, isSameAt, typeAt, Update } from './update';
import { parseQuantity } from '../../apimachinery/quantity';
import { StructType } from '../../apimachinery/schema';
import { meansSame } from '../../apimachinery/semantic';
import { objectsAt } from '../../text/json-value';

const CLAIM = 'UPD-PVC';
const VOLUME = 'UPD-PV';
const CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class';
/** The feature gate of classes of attributes. */
const ATTRIBUTES = 'VolumeAttributesClass';

/** Labels that became others; a volume may follow. */
const GA_LABELS: Readonly<Record<string, string>> = {
  'failure-domain.beta.kubernetes.io/zone': 'topology.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region': 'topology.kubernetes.io/region',
  'beta.kubernetes.io/os': 'kubernetes.io/os',
  'beta.kubernetes.io/arch': 'kubernetes.io/arch',
  'beta.kubernetes.io/instance-type': 'node.kubernetes.io/instance-type',
};

/** Validates the update of a claim. */
export function validateClaimUpdate(update: Update): void {
  const { v, live, next, type, wayOut } = update;
  const [before, after] = [live.spec ?? {}, next.spec ?? {}];
  const isBound = live.status?.phase === 'Bound';
  const [oldClass, newClass] = [live, next].map(({ metadata }) => metadata?.annotations?.[CLASS_ANNOTATION]);
  const compared = { ...after };
  const expected = { ...before };
  if (!before.volumeName) expected.volumeName = after.volumeName;
  const isNamedNow = (before.storageClassName ?? undefined) === undefined && typeof after.storageClassName === 'string';
  const isFromAnnotation =
    isNamedNow && oldClass !== undefined && after.storageClassName === oldClass && (newClass ?? oldClass) === oldClass;
  if (!isFromAnnotation && (newClass ?? '') !== (oldClass ?? '')) {
    v.invalid(CLAIM, `metadata.annotations.${CLASS_ANNOTATION}`, newClass ?? '', 'field is immutable', wayOut);
  }
  if (isNamedNow && (oldClass === undefined || after.storageClassName === oldClass)) {
    compared.storageClassName = before.storageClassName;
  }
  if (isBound) {
    if (after.resources?.requests) {
      const requests = { ...after.resources.requests, storage: before.resources?.requests?.storage };
      compared.resources = { ...after.resources, requests };
    }
    compared.volumeAttributesClassName = before.volumeAttributesClassName;
  }
  if (!meansSame(compared, expected, typeAt(type, 'spec'))) {
    const detail =
      'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';
    v.forbidden(CLAIM, 'spec', detail, wayOut);
  }
  validateSize(update);
  if (!isSameAt(update, 'spec.volumeMode')) {
    v.invalid(CLAIM, 'volumeMode', after.volumeMode, 'field is immutable', wayOut);
  }
  validateAttributes(update);
}

function validateSize({ v, live, next }: Update): void {
  const sizeOf = (amounts: any) => parseQuantity(amounts?.storage ?? 0) ?? 0n;
  const [before, after] = [live, next].map(({ spec }) => sizeOf(spec?.resources?.requests));
  if (after >= before) return;
  const path = 'spec.resources.requests.storage';
  if (!v.isOn('RecoverVolumeExpansionFailure')) {
    v.forbidden(CLAIM, path, 'field can not be less than previous value');
  } else if (after <= sizeOf(capacityOf(live))) {
    v.forbidden(CLAIM, path, 'field can not be less than status.capacity');
  }
}

/** A bound claim has at least what it asked for. */
const capacityOf = ({ spec, status }: any) =>
  status?.capacity ?? (status?.phase === 'Bound' ? spec?.resources?.requests : undefined);

function validateAttributes(update: Update): void {
  const { v, live, next } = update;
  const path = 'spec.volumeAttributesClassName';
  if (!v.isOn(ATTRIBUTES) || isSameAt(update, path)) return;
  if ((live.status?.currentVolumeAttributesClassName ?? undefined) === undefined) return;
  const name = next.spec?.volumeAttributesClassName ?? undefined;
  if (name) return;
  const to = name === undefined ? 'nil' : 'empty string';
  const detail = `update to ${to} is forbidden when status.currentVolumeAttributesClassName is not nil`;
  v.forbidden(CLAIM, path, detail);
}

/** Fields of a volume's spec that are not its source. */
const NOT_SOURCES = [
  'accessModes',
  'capacity',
  'claimRef',
  'mountOptions',
  'nodeAffinity',
  'persistentVolumeReclaimPolicy',
  'storageClassName',
  'volumeAttributesClassName',
  'volumeMode',
];

/** Validates the update of a volume. */
export function validateVolumeUpdate(update: Update): void {
  const { v, live, next, type, wayOut } = update;
  const [before, after] = [live.spec ?? {}, next.spec ?? {}];
  const sourceOf = (spec: any) =>
    Object.fromEntries(Object.entries(spec).filter(([field]) => !NOT_SOURCES.includes(field)));
  const specType = typeAt(type, 'spec') as StructType;
  if (!meansSame(withoutNewSecret(sourceOf(after), before), sourceOf(before), specType)) {
    const detail = 'spec.persistentvolumesource is immutable after creation';
    v.forbidden(VOLUME, 'spec.persistentvolumesource', detail, wayOut);
  }
  if (!isSameAt(update, 'spec.volumeMode')) {
    v.invalid(VOLUME, 'volumeMode', after.volumeMode, 'field is immutable', wayOut);
  }
  if (
    before.nodeAffinity &&
    !v.isOn('MutablePVNodeAffinity') &&
    !isSameAffinity(update, before.nodeAffinity, after.nodeAffinity)
  ) {
    const detail = 'field is immutable, except for updating from beta label to GA';
    v.invalid(VOLUME, 'nodeAffinity', after.nodeAffinity, detail, wayOut);
  }
  const attributes = 'volumeAttributesClassName';
  const isUnset = typeof before[attributes] === 'string' && typeof after[attributes] !== 'string';
  if (v.isOn(ATTRIBUTES) && isUnset) {
    v.forbidden(VOLUME, `spec.${attributes}`, 'update from non-nil value to nil is forbidden');
  }
}

/** A secret for resizing may be added. */
function withoutNewSecret(source: any, before: any): any {
  if (!before.csi || before.csi.controllerExpandSecretRef || !source.csi?.controllerExpandSecretRef) return source;
  const { controllerExpandSecretRef: _, ...csi } = source.csi;
  return { ...source, csi };
}

function isSameAffinity({ type }: Update, before: any, after: any): boolean {
  const newLabels = objectsAt(after, 'required', 'nodeSelectorTerms');
  const renamed = {
    ...before,
    required: before.required && {
      ...before.required,
      nodeSelectorTerms: objectsAt(before, 'required', 'nodeSelectorTerms').map((term, i) => ({
        ...term,
        ...(term.matchExpressions && {
          matchExpressions: objectsAt(term, 'matchExpressions').map((expression, j) => {
            const key = objectsAt(newLabels[i], 'matchExpressions')[j]?.key;
            return GA_LABELS[expression.key] === key ? { ...expression, key } : expression;
          }),
        }),
      })),
    },
  };
  return meansSame(renamed, after, typeAt(type, 'spec.nodeAffinity'));
}

/** Validates the update of a CSINode: drivers come and go, but stay what they are. */
export function validateCsiNodeUpdate({ v, live, next, type, wayOut }: Update): void {
  const listType = typeAt(type, 'spec.drivers');
  const driverType = listType.kind === 'list' ? listType.of : listType;
  const comparable = ({ allocatable, ...driver }: any) =>
    v.isOn('MutableCSINodeAllocatableCount') ? driver : { ...driver, allocatable };
  for (const before of objectsAt(live, 'spec', 'drivers')) {
    for (const after of objectsAt(next, 'spec', 'drivers')) {
      if (before.name !== after.name || meansSame(comparable(before), comparable(after), driverType)) continue;
      v.invalid('UPD-IMMUTABLE', 'spec.drivers', after, 'field is immutable', wayOut);
    }
  }
}

/** Validates the update of a CSIDriver. */
export function validateCsiDriverUpdate(update: Update): void {
  const { v, next, wayOut } = update;
  if (!isSameAt(update, 'spec.attachRequired')) {
    // The server names it so.
    v.invalid('UPD-IMMUTABLE', 'spec.attachedRequired', next.spec?.attachRequired, 'field is immutable', wayOut);
  }
  immutable(update, 'UPD-IMMUTABLE', 'spec.volumeLifecycleModes');
}

/** Validates the update of a VolumeAttributesClass. */
export function validateVolumeAttributesClassUpdate(update: Update): void {
  for (const field of ['driverName', 'parameters']) {
    if (isSameAt(update, field)) continue;
    update.v.forbidden('UPD-IMMUTABLE', field, `updates to ${field} are forbidden.`, update.wayOut);
  }
}
