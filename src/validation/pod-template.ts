import { Validation } from './field-error';

/** The kind of object whose controller makes pods from a template. */
export interface PodTemplateContext {
  readonly controller: 'Job' | 'CronJob' | 'Deployment';
}

/** Validates a pod template (`spec.template`). */
export function validatePodTemplate(_v: Validation, _template: any, _path: string, _context: PodTemplateContext): void {
}
