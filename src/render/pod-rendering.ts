import type { StartedAfter } from './container-order';
import type { Owner } from './owner';
import type { Finding } from '../apimachinery/finding';
import { JsonObject, listOf } from '../text/json-value';

/** The owner of each item of a pod's lists, as rendered. */
export interface PartOwners {
  readonly containers: (Owner | undefined)[];
  readonly initContainers: (Owner | undefined)[];
  readonly volumes: (Owner | undefined)[];
}

/** A claim that a StatefulSet creates for each pod. */
export interface ClaimTemplate {
  readonly owner?: Owner;
  readonly manifest: JsonObject;
  /** Paths are relative to the template. */
  readonly findings: readonly Finding[];
}

/** A finding, and the owner of the part that it is about. @default owner - the pod's owner */
export interface OwnedFinding {
  readonly owner?: Owner;
  readonly finding: Finding;
}

/** A pod's spec. Paths of findings are relative to it. */
export interface PodRendering {
  readonly spec: any;
  readonly owners: PartOwners;
  readonly findings: readonly OwnedFinding[];
  /** What starts after what. @default - in any order */
  readonly order?: readonly StartedAfter[];
  /** @default - none */
  readonly claimTemplates?: readonly ClaimTemplate[];
}

/** What a workload renders: the object's spec, the pod in it, and findings with paths from the object's root. */
export interface WorkloadRendering {
  readonly spec: any;
  readonly pod: PodRendering;
  readonly findings: Finding[];
  /** Labels and annotations of a Pod, in addition to the object's. @default - the pods have their own metadata */
  readonly podMetadata?: any;
}

/** A workload whose pod has no owners for its parts. */
export function plainWorkload(spec: any): WorkloadRendering {
  const owners = { containers: [], initContainers: [], volumes: [] };
  return { spec, pod: { spec: spec.template.spec, owners, findings: [] }, findings: [] };
}

/**
 * The owner of an item of the final pod's lists: that of the item with the same name, since patches may have moved it.
 *
 * @param finalSpec the pod's spec in the final manifest
 */
export function ownerAt(pod: PodRendering, finalSpec: any, list: keyof PartOwners, index: number): Owner | undefined {
  const name = finalSpec?.[list]?.[index]?.name;
  // A list may be a token, which is only known at synth.
  const rendered = listOf(pod.spec[list]);
  const isUnmoved = rendered[index]?.name === name;
  return pod.owners[list][isUnmoved ? index : rendered.findIndex((item) => item.name === name)];
}
