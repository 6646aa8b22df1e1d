import { IConstruct } from 'constructs';
import { fateOfWarning, printWarning, warningText } from './warnings';
import { Finding, findingText } from '../apimachinery/finding';
import { ownerAt, PartOwners, PodRendering, WorkloadRendering } from '../render/pod-rendering';
import { workloadFindings } from '../render/printed-form';
import { fieldAt } from '../text/json-value';

/** Whose finding it is. */
export interface ConstructFinding {
  readonly construct: IConstruct;
  readonly finding: Finding;
}

/**
 * Finds the construct that each finding is about: the container or volume at that place, which patches may have moved,
 * else the owner of the whole.
 *
 * @param templatePath path of the pod template in the manifest
 */
export function assignFindings(
  findings: readonly Finding[],
  owner: IConstruct,
  pod: PodRendering,
  manifest: any,
  templatePath: string,
): ConstructFinding[] {
  const prefix = `${templatePath}.spec.`;
  const finalSpec = fieldAt(manifest, `${templatePath}.spec`);
  return findings.map((finding) => {
    const place = finding.path.startsWith(prefix)
      ? /^(containers|initContainers|volumes)\[(\d+)\]/.exec(finding.path.slice(prefix.length))
      : null;
    const part = place && ownerAt(pod, finalSpec, place[1] as keyof PartOwners, Number(place[2]));
    return { construct: (part as IConstruct | undefined) ?? owner, finding };
  });
}

/** What rendering itself found wrong: fields that are set twice, for instance. */
export const renderingFindings = (
  construct: IConstruct,
  rendering: WorkloadRendering,
  templatePath: string,
): ConstructFinding[] =>
  workloadFindings(rendering, templatePath).map(({ owner, finding }) => ({
    construct: (owner as IConstruct | undefined) ?? construct,
    finding,
  }));

/** Prints the warnings; the texts of all other findings, by construct. */
export function reportFindings(findings: readonly ConstructFinding[]): Map<IConstruct, string[]> {
  const errors = new Map<IConstruct, string[]>();
  for (const { construct, finding } of findings) {
    const fate = finding.severity === 'warning' ? fateOfWarning(construct, finding.rule) : 'error';
    if (fate === 'print') printWarning(construct, finding.rule, findingText(finding));
    if (fate !== 'error') continue;
    const text =
      finding.severity === 'warning' ? warningText(finding.rule, findingText(finding)) : findingText(finding);
    const texts = errors.get(construct);
    if (texts) texts.push(text);
    else errors.set(construct, [text]);
  }
  return errors;
}
