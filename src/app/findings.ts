import { IConstruct } from 'constructs';
import { fieldAt, listOf } from '../text/json-value';
import type { PodParts, RenderedPod, RenderedWorkload } from '../render/pod-rendering';
import { FieldError, findingText } from '../apimachinery/finding';
import { fateOfWarning, printWarning, warningText } from './warnings';

/** Whose finding it is. */
export interface Finding {
  readonly construct: IConstruct;
  readonly error: FieldError;
}

/**
 * Finds the construct that each finding is about: the container or volume at that place, which patches may have moved,
 * else the owner of the whole.
 *
 * @param templatePath path of the pod template in the manifest
 */
export function assignFindings(errors: readonly FieldError[], owner: IConstruct, pod: RenderedPod, manifest: any, templatePath: string): Finding[] {
  const prefix = `${templatePath}.spec.`;
  const finalSpec = fieldAt(manifest, `${templatePath}.spec`);
  return errors.map((error) => {
    const place = error.path.startsWith(prefix) ? /^(containers|initContainers|volumes)\[(\d+)\]/.exec(error.path.slice(prefix.length)) : null;
    return { construct: (place && partAt(pod, finalSpec, place[1] as keyof PodParts, Number(place[2]))) ?? owner, error };
  });
}

/** What rendering itself found wrong: fields that are given twice, for instance. */
export function problemFindings(owner: IConstruct, { pod, problems }: RenderedWorkload, templatePath: string): Finding[] {
  return [
    ...problems.map((error) => ({ construct: owner, error })),
    ...pod.problems.map(({ construct, problem }) => ({ construct: construct ?? owner, error: { ...problem, path: `${templatePath}.spec.${problem.path}` } })),
  ];
}

/** The construct behind an item of the final pod's lists, which patches may have moved: that of the same name. */
export function partAt(pod: RenderedPod, finalSpec: any, list: keyof PodParts, index: number): IConstruct | undefined {
  const name = finalSpec?.[list]?.[index]?.name;
  // A list may be a token, which is only known at synth.
  const rendered = listOf(pod.spec[list]);
  return pod.parts[list][rendered[index]?.name === name ? index : rendered.findIndex((item) => item.name === name)];
}

/** Prints the warnings; the texts of all other findings, by construct. */
export function reportFindings(findings: readonly Finding[]): Map<IConstruct, string[]> {
  const errors = new Map<IConstruct, string[]>();
  for (const { construct, error } of findings) {
    const fate = error.severity === 'warning' ? fateOfWarning(construct, error.rule) : 'error';
    if (fate === 'print') printWarning(construct, error.rule, findingText(error));
    if (fate !== 'error') continue;
    const text = error.severity === 'warning' ? warningText(error.rule, findingText(error)) : findingText(error);
    const texts = errors.get(construct);
    if (texts) texts.push(text);
    else errors.set(construct, [text]);
  }
  return errors;
}
