import type { OwnedFinding, WorkloadRendering } from './pod-rendering';
import { inside } from './rendering';
import { isObject, JsonObject, setField, under } from '../text/json-value';

/** A manifest as cdk8s prints it: its header first, then all fields sorted, without those that are null. */
export function printedForm({ apiVersion, kind, metadata, ...rest }: JsonObject): JsonObject {
  return { apiVersion, kind, metadata: sorted(metadata), ...(sorted(rest) as JsonObject) };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => (item === null ? undefined : sorted(item)));
  if (!isObject(value)) return value;
  const result = {};
  for (const key of Object.keys(value).sort()) {
    const member: unknown = value[key];
    if (member !== undefined && member !== null) setField(result, key, sorted(member));
  }
  return result;
}

/** Findings of the rendering itself, such as fields that are set twice; paths are from the object's root. */
export const workloadFindings = ({ pod, findings }: WorkloadRendering, templatePath: string): OwnedFinding[] => [
  ...findings.map((finding) => ({ finding })),
  ...pod.findings.map(({ owner, finding }) => ({
    owner,
    finding: { ...finding, path: under(templatePath, `spec.${finding.path}`) },
  })),
  ...(pod.claimTemplates ?? []).flatMap((claim, i) =>
    inside(`spec.volumeClaimTemplates[${i}]`, claim.findings).map((finding) => ({ owner: claim.owner, finding })),
  ),
];
