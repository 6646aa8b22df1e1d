import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { ALGORUNNER } from './read-algorithm';
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
    finding: aboutOurNames(finding),
  }));
}

/** Explains names that stand nowhere in the code: the default of the main container, and the hash in a name. */
function aboutOurNames(found: Finding): Finding {
  const { rule, path, value, hint } = found;
  if (rule === 'CTR-NAME-UNIQUE' && value === ALGORUNNER) {
    return { ...found, hint: `${hint}: it is the default name of the main container. Use another name` };
  }
  if (rule !== 'META-NAME-LENGTH' || path === 'metadata.name') return found;
  return { ...found, hint: `${hint}; with a hash in the name 52, since the hash takes the rest` };
}

const PART = /^(containers|initContainers|volumes)\[(\d+)\]/;
const CLAIM_TEMPLATE = /^spec\.volumeClaimTemplates\[(\d+)\]/;

/**
 * One finding for one mistake.
 *
 * @param declared what is wrong with what was declared
 * @param judged what is wrong with the manifest that was made of it: where a field is wrong already, it repeats that
 */
export function withoutEchoes(declared: readonly ConstructFinding[], judged: readonly ConstructFinding[]) {
  const known = new Set(declared.filter(({ finding }) => finding.severity === 'error').map(keyOf));
  return [...declared, ...withoutLabelEchoes(judged.filter((each) => !known.has(keyOf(each))))];
}

const keyOf = ({ construct, finding }: ConstructFinding) => `${construct.node.path} ${finding.path}`;

/** A label of the pods is a label of the workload too: the API server refuses both. */
function withoutLabelEchoes(judged: readonly ConstructFinding[]): ConstructFinding[] {
  const known = new Set<string>();
  return judged.filter((each) => {
    if (!isLabel(each)) return true;
    const mistake = mistakeOf(each);
    if (known.has(mistake)) return false;
    known.add(mistake);
    return true;
  });
}

const isLabel = ({ finding: { path, severity } }: ConstructFinding) =>
  severity === 'error' && /^(?:metadata|spec\.(?:\w+\.)*template(?:\.metadata)?)\.labels$/.test(path);

const mistakeOf = ({ construct, finding: { value, detail, hint } }: ConstructFinding) =>
  JSON.stringify([construct.node.path, value, detail, hint]);

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
export function podMetadataFindings(object: ApiObject, podMetadata: any): Finding[] {
  if (podMetadata === undefined) return [];
  const ofObject = object.metadata.toJson();
  const ofChart = { labels: Chart.of(object).labels } as any;
  return ['labels', 'annotations'].flatMap((field) =>
    Object.entries(podMetadata[field] ?? {})
      .filter(([key, value]) => ![undefined, value, ofChart[field]?.[key]].includes(ofObject[field]?.[key]))
      .map(([key]) => setTwice(`metadata.${field}[${key}]`, 'Set it either in metadata or in pod')),
  );
}
