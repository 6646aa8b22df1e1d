import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Finding } from '../../apimachinery/finding';
import type { ConstructFinding } from '../../app/findings';
import { ownerAt, PartOwners, PodRendering, WorkloadRendering } from '../../render/pod-rendering';
import { workloadFindings } from '../../render/printed-form';
import { setTwice } from '../../render/rendering';
import { fieldAt, under } from '../../text/json-value';

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
  const podPath = under(templatePath, 'spec');
  const finalSpec = fieldAt(manifest, podPath);
  const partAt = (path: string) => {
    const claim = CLAIM_TEMPLATE.exec(path);
    if (claim) return pod.claimTemplates?.[Number(claim[1])]?.owner;
    const place = path.startsWith(`${podPath}.`) ? PART.exec(path.slice(podPath.length + 1)) : null;
    return place && ownerAt(pod, finalSpec, place[1] as keyof PartOwners, Number(place[2]));
  };
  return findings.map((finding) => ({
    construct: (partAt(finding.path) as IConstruct | undefined) ?? owner,
    finding,
  }));
}

const PART = /^(containers|initContainers|volumes)\[(\d+)\]/;
const CLAIM_TEMPLATE = /^spec\.volumeClaimTemplates\[(\d+)\]/;

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

/**
 * Reports labels and annotations that a Pod and its object set to different values, since they are the same.
 *
 * @param podMetadata those of the Pod. @default - the object is not a Pod
 */
export function podMetadataFindings(object: ApiObject, podMetadata: any = {}): Finding[] {
  const ofObject = object.metadata.toJson();
  const ofChart = { labels: Chart.of(object).labels } as any;
  return ['labels', 'annotations'].flatMap((field) =>
    Object.entries(podMetadata[field] ?? {})
      .filter(([key, value]) => ![undefined, value, ofChart[field]?.[key]].includes(ofObject[field]?.[key]))
      .map(([key]) => setTwice(`metadata.${field}[${key}]`, 'Set it either in metadata or in pod')),
  );
}
