import { addedLabels, PodMaker, validateCreatedPod } from './created-pod';
import { validatePodAnnotations, validateProfileAnnotations } from './pod-annotations';
import { validatePodSpec } from './pod-spec';
import { warnAboutPod } from './pod-warnings';
import { warnAboutSpread } from './topology-spread';
import { allContainers } from '../../apimachinery/containers';
import { Validation } from '../../apimachinery/finding';
import { validateAnnotations, validateLabels } from '../objects/object-meta';

/**
 * Validates a pod template (`spec.template`).
 *
 * Of its metadata only labels and annotations are looked at; the server's paths to them leave out `metadata`.
 *
 * @param maker what makes pods from it; of a template alone it is not known
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-template-v1/#PodTemplateSpec
 */
export function validatePodTemplate(v: Validation, template: any, path: string, maker?: PodMaker): void {
  validatePodTemplateOnly(v, template, path, maker);
  warnAboutPodTemplate(v, template, path, maker);
}

/** Validates a pod template without warnings. */
export function validatePodTemplateOnly(v: Validation, template: any, path: string, maker?: PodMaker): void {
  const { labels, annotations } = template?.metadata ?? {};
  const spec = template?.spec ?? {};
  const specPath = `${path}.spec`;
  const containers = allContainers(spec, specPath);
  validateLabels(v, labels, `${path}.labels`);
  validateAnnotations(v, annotations, `${path}.annotations`);
  if (annotations) validatePodAnnotations(v, annotations, spec, containers, `${path}.annotations`);
  if (!v.isKnown(spec)) validatePodSpec(v, spec, containers, specPath);
  if (annotations) validateProfileAnnotations(v, annotations, spec, containers, specPath);
  if (spec.ephemeralContainers?.length) {
    v.forbidden('INIT-MISC', `${specPath}.ephemeralContainers`, 'ephemeral containers not allowed in pod template');
  }
  if (maker) validateCreatedPod(v, template ?? {}, specPath, maker);
}

/** Warns about what is in a pod template. */
export function warnAboutPodTemplate(v: Validation, template: any, path: string, maker?: PodMaker): void {
  const spec = template?.spec ?? {};
  const specPath = `${path}.spec`;
  if (!v.isKnown(spec)) warnAboutPod(v, spec, specPath);
  warnAboutSpread(
    v,
    spec.topologySpreadConstraints,
    template?.metadata?.labels,
    maker ? addedLabels(maker) : [],
    `${specPath}.topologySpreadConstraints`,
  );
}
