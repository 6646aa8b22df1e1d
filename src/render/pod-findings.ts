import { IConstruct } from 'constructs';
import type { PartOwners, PodRendering, WorkloadRendering } from './pod-rendering';
import { Finding } from '../apimachinery/finding';
import type { ConstructFinding } from '../app/findings';
import { fieldAt, listOf } from '../text/json-value';

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
    const part = place && partAt(pod, finalSpec, place[1] as keyof PartOwners, Number(place[2]));
    return { construct: part ?? owner, finding };
  });
}

/** Findings of the rendering itself, such as fields that are set twice. */
export function problemFindings(
  owner: IConstruct,
  { pod, findings }: WorkloadRendering,
  templatePath: string,
): ConstructFinding[] {
  return [
    ...findings.map((finding) => ({ construct: owner, finding })),
    ...pod.findings.map(({ construct, finding }) => ({
      construct: construct ?? owner,
      finding: { ...finding, path: `${templatePath}.spec.${finding.path}` },
    })),
  ];
}

/** The construct behind an item of the final pod's lists, which patches may have moved: the one of the same name. */
export function partAt(
  pod: PodRendering,
  finalSpec: any,
  list: keyof PartOwners,
  index: number,
): IConstruct | undefined {
  const name = finalSpec?.[list]?.[index]?.name;
  // A list may be a token, which is only known at synth.
  const rendered = listOf(pod.spec[list]);
  return pod.owners[list][rendered[index]?.name === name ? index : rendered.findIndex((item) => item.name === name)];
}
