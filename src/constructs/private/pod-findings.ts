import { IConstruct } from 'constructs';
import { Finding } from '../../apimachinery/finding';
import type { ConstructFinding } from '../../app/findings';
import { ownerAt, PartOwners, PodRendering, WorkloadRendering } from '../../render/pod-rendering';
import { workloadFindings } from '../../render/printed-form';
import { fieldAt } from '../../text/json-value';

/**
 * Finds the construct that each finding is about: the container or volume at its path, which patches may have moved, or
 * the owner of the workload.
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

/** Findings of the rendering itself, such as fields that are set twice. */
export const renderingFindings = (
  construct: IConstruct,
  rendering: WorkloadRendering,
  templatePath: string,
): ConstructFinding[] =>
  workloadFindings(rendering, templatePath).map(({ owner, finding }) => ({
    construct: (owner as IConstruct | undefined) ?? construct,
    finding,
  }));
