/**
 * VolumeAttachment.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/volume-attachment-v1/
 */
import { validateClusterMeta } from './cluster-meta';
import { validatePersistentVolumeSpec } from './persistent-volume';
import { Validation } from '../../apimachinery/finding';
import { dnsSubdomain } from '../../apimachinery/formats';
import { validateCsiDriver } from '../volume/volume-source';

const RULE = 'VA';

/** A VolumeAttachment. */
export function validateVolumeAttachment(v: Validation, attachment: any): void {
  const { attacher, source, nodeName } = attachment.spec ?? {};
  validateClusterMeta(v, attachment.metadata);
  validateCsiDriver(v, attacher ?? '', 'spec.attacher', RULE);
  validateSource(v, source ?? {});
  v.invalidAll(RULE, 'spec.nodeName', nodeName ?? '', dnsSubdomain(nodeName ?? ''));
}

function validateSource(v: Validation, { inlineVolumeSpec, persistentVolumeName }: any): void {
  const path = 'spec.source';
  const hasName = persistentVolumeName != null;
  const detail = 'must specify exactly one of inlineVolumeSpec and persistentVolumeName';
  if (!inlineVolumeSpec && !hasName) {
    v.required(RULE, path, detail);
  } else if (inlineVolumeSpec && hasName) {
    v.forbidden(RULE, path, detail);
  } else if (persistentVolumeName === '') {
    v.required(RULE, `${path}.persistentVolumeName`, 'must specify non empty persistentVolumeName');
  } else if (inlineVolumeSpec) {
    validatePersistentVolumeSpec(v, inlineVolumeSpec, `${path}.inlineVolumeSpec`, { name: '', isInline: true });
  }
  if (hasName) {
    v.invalidAll(RULE, `${path}.persistentVolumeName`, persistentVolumeName, dnsSubdomain(persistentVolumeName));
  }
}
