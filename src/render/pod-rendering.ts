import { IConstruct } from 'constructs';
import type { StartedAfter } from './container-order';
import { FieldError } from '../apimachinery/finding';

/** Which construct stands behind each item of a pod's lists, as they were rendered. */
export interface PodParts {
  readonly containers: (IConstruct | undefined)[];
  readonly initContainers: (IConstruct | undefined)[];
  readonly volumes: (IConstruct | undefined)[];
}

/** A pod's spec. Paths of problems are relative to it. */
export interface RenderedPod {
  readonly spec: any;
  readonly parts: PodParts;
  /** By the construct that they belong to; undefined for the algorithm. */
  readonly problems: { readonly construct?: IConstruct; readonly problem: FieldError }[];
  /** What starts after what. @default - as it comes */
  readonly order?: readonly StartedAfter[];
}

/** What a workload renders: the object's spec, the pod in it, and problems with paths from the object's root. */
export interface RenderedWorkload {
  readonly spec: any;
  readonly pod: RenderedPod;
  readonly problems: FieldError[];
}

/** A workload whose pod has no constructs for its parts. */
export function plainWorkload(spec: any): RenderedWorkload {
  return { spec, pod: { spec: spec.template.spec, parts: { containers: [], initContainers: [], volumes: [] }, problems: [] }, problems: [] };
}
