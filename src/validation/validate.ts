import { FieldError, Validation } from './field-error';
import { validatePodTemplate } from './pod-template';

/** All findings about a manifest, as Kubernetes 1.`minor` would have them, in order. Never throws. */
export function validateManifest(manifest: any, minor: number): FieldError[] {
  const v = new Validation(minor);
  if (manifest.kind === 'Job') validatePodTemplate(v, manifest.spec?.template ?? {}, 'spec.template', { controller: 'Job' });
  if (manifest.kind === 'CronJob') validatePodTemplate(v, manifest.spec?.jobTemplate?.spec?.template ?? {}, 'spec.jobTemplate.spec.template', { controller: 'CronJob' });
  if (manifest.kind === 'Deployment') validatePodTemplate(v, manifest.spec?.template ?? {}, 'spec.template', { controller: 'Deployment' });
  return v.errors;
}
