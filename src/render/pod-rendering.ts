import { IConstruct } from 'constructs';
import type { StartedAfter } from './container-order';
import { Finding } from '../apimachinery/finding';

/** Which construct stands behind each item of a pod's lists, as they were rendered. */
export interface PartOwners {
  readonly containers: (IConstruct | undefined)[];
  readonly initContainers: (IConstruct | undefined)[];
  readonly volumes: (IConstruct | undefined)[];
}

/** A pod's spec. Paths of problems are relative to it. */
export interface PodRendering {
  readonly spec: any;
  readonly owners: PartOwners;
  /** By the construct that they belong to; undefined for the algorithm. */
  readonly findings: { readonly construct?: IConstruct; readonly finding: Finding }[];
  /** What starts after what. @default - as it comes */
  readonly order?: readonly StartedAfter[];
}

/** What a workload renders: the object's spec, the pod in it, and problems with paths from the object's root. */
export interface WorkloadRendering {
  readonly spec: any;
  readonly pod: PodRendering;
  readonly findings: Finding[];
}

/** A workload whose pod has no constructs for its parts. */
export function plainWorkload(spec: any): WorkloadRendering {
  return {
    spec,
    pod: { spec: spec.template.spec, owners: { containers: [], initContainers: [], volumes: [] }, findings: [] },
    findings: [],
  };
}
