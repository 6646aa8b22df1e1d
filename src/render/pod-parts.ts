/** The parts of one pod as plain data. Constructs or an HKube spec declare them. */

import type { Dependency } from './container-order';
import type { GpuClaim } from './gpu-claim';
import type { Owner } from './owner';
import type { QueueTerms } from './queue-terms';
import type { Rendering } from './rendering';
import type { SideCarMode } from './side-car-mode';
import type { Finding } from '../apimachinery/finding';
import type { JsonObject } from '../text/json-value';

/** An environment variable in the API's form; paths of its finding are relative to the variable. */
export interface EnvPart {
  readonly variable: JsonObject;
  /** What is wrong with it. @default - nothing */
  readonly finding?: Finding;
}

/** A container as it was declared, in the API's form. */
export interface ContainerPart {
  /** @default - the pod's owner */
  readonly owner?: Owner;
  /** Name in the pod; undefined if it is missing, which the rules report. */
  readonly name?: string;
  /** All fields besides the name, the variables and the mounts. */
  readonly fields: JsonObject;
  readonly env: EnvPart[];
  readonly mounts: Rendering[];
  /** Fields that the props don't cover. They are added to the others; replacing one is an error. */
  readonly extraFields: JsonObject;
  /** Containers that it starts after. */
  readonly dependencies: Dependency[];
  /** The devices that it requests. @default - none */
  readonly gpu?: GpuClaim;
  /** Whether it may get a CPU limit by default. @default true */
  readonly defaultCpuLimit?: boolean;
  /** Findings about the declaration; paths are relative to the container. */
  readonly findings: Finding[];
}

/** A sidecar as it was declared. */
export interface SideCarPart extends ContainerPart {
  /** How it is to run. @default - as the other containers need it, else by the settings */
  readonly mode?: SideCarMode;
  /** Whether it mounts everything that the main container mounts. @default false */
  readonly mirrorsMounts?: boolean;
}

/** A volume as it was declared, in the API's form. */
export interface VolumePart {
  readonly owner?: Owner;
  readonly fields: JsonObject;
  readonly extraFields: JsonObject;
  /** Paths are relative to the volume. */
  readonly findings: Finding[];
  /** The claim that a StatefulSet creates for each pod, in place of a volume of the pod's spec. @default - none */
  readonly claimTemplate?: JsonObject;
}

/** Environment and mounts that all containers get, unless they have their own. */
export interface CommonParts {
  readonly env: EnvPart[];
  readonly mounts: Rendering[];
}

/** A pod as it was declared: its parts in the order of declaration. */
export interface PodParts {
  readonly main: ContainerPart;
  readonly initContainers: readonly ContainerPart[];
  readonly sideCars: readonly SideCarPart[];
  readonly volumes: readonly VolumePart[];
  readonly common: CommonParts;
  /** Fields of the pod's spec, in the API's form. */
  readonly fields: JsonObject;
  readonly extraFields: JsonObject;
  readonly labels: JsonObject;
  /** @default - none */
  readonly annotations?: JsonObject;
  /** Paths are relative to the pod's spec. */
  readonly findings: readonly Finding[];
  /** Paths are relative to the pod template. */
  readonly templateFindings: readonly Finding[];
}

/** The object that runs a pod, as it was declared. */
export interface WorkloadParts {
  readonly apiVersion: string;
  readonly kind: string;
  /** Path of the pod template in the object; empty for a Pod. */
  readonly templatePath: string;
  /** Fields of the object's spec, in the API's form. */
  readonly fields: JsonObject;
  readonly extraFields: JsonObject;
  /** The Jobs of a CronJob. @default - not a CronJob */
  readonly jobs?: JobParts;
  /** Paths are relative to the object's spec. */
  readonly findings: readonly Finding[];
}

/** The Jobs that a CronJob creates. */
export interface JobParts {
  /** Fields of the Job template, in the API's form, besides its spec. */
  readonly template: JsonObject;
  /** Fields of the Jobs' spec, in the API's form. */
  readonly fields: JsonObject;
  readonly extraFields: JsonObject;
}

/** A pod, the object that runs it, and its queue. */
export interface AlgorithmParts {
  readonly workload: WorkloadParts;
  readonly pod: PodParts;
  /** Selectors find the pods by these labels. */
  readonly selectorLabels: { readonly [key: string]: string };
  /** Whether other objects of the app use these labels. @default false */
  readonly isSelectedByOthers?: boolean;
  /** @default - no queue */
  readonly queue?: QueueTerms;
  /** Name of the headless Service of a StatefulSet that names none itself. @default - none */
  readonly serviceName?: string;
}
