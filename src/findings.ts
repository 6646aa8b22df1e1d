import { IConstruct } from 'constructs';
import { RenderedPod } from './pod';
import { FieldError, errorText } from './validation/field-error';
import { fateOfWarning, printWarning } from './warnings';

/** Whose finding it is. */
export interface Finding {
  readonly construct: IConstruct;
  readonly error: FieldError;
}

/** `spec.template.spec.containers[0].image: Required value. What to do` */
export function findingText(error: FieldError): string {
  const text = `${error.path}: ${error.type === 'Warning' ? error.detail : errorText(error)}`;
  return error.hint ? `${text}. ${error.hint[0].toUpperCase()}${error.hint.slice(1)}` : text;
}

/**
 * Finds the construct that each finding is about: the container or volume at that place, which patches may have moved,
 * else the owner of the whole.
 *
 * @param templatePath path of the pod template in the manifest
 */
export function assignFindings(errors: readonly FieldError[], owner: IConstruct, pod: RenderedPod, manifest: any, templatePath: string): Finding[] {
  const prefix = `${templatePath}.spec.`;
  const finalSpec = templatePath.split('.').reduce((value, key) => value?.[key], manifest)?.spec;
  return errors.map((error) => {
    const place = error.path.startsWith(prefix) ? /^(containers|initContainers|volumes)\[(\d+)\]/.exec(error.path.slice(prefix.length)) : null;
    if (!place) return { construct: owner, error };
    const list = place[1] as keyof RenderedPod['parts'];
    const name = finalSpec?.[list]?.[place[2]]?.name;
    const rendered: any[] = pod.spec[list] ?? [];
    const index = rendered[Number(place[2])]?.name === name ? Number(place[2]) : rendered.findIndex((item) => item.name === name);
    return { construct: pod.parts[list][index] ?? owner, error };
  });
}

/** Prints the warnings; the texts of all other findings, by construct. */
export function reportFindings(findings: readonly Finding[]): Map<IConstruct, string[]> {
  const errors = new Map<IConstruct, string[]>();
  for (const { construct, error } of findings) {
    const fate = error.severity === 'warning' ? fateOfWarning(construct, error.rule) : 'error';
    if (fate === 'print') printWarning(construct, error.rule, findingText(error));
    if (fate !== 'error') continue;
    const texts = errors.get(construct);
    if (texts) texts.push(findingText(error));
    else errors.set(construct, [findingText(error)]);
  }
  return errors;
}
