/** What is known about a platform that creates pods from objects of its own. */

import type { JsonObject } from '../text/json-value';

/** A pod, as far as platforms recognise it. */
export interface PlatformPod {
  readonly raw: JsonObject;
  readonly name: string;
  /** Text values only. */
  readonly labels: JsonObject;
  readonly annotations: JsonObject;
  /** The object that controls the pod; empty texts when there is none. */
  readonly owner: { readonly kind: string; readonly name: string };
  /** The names of its ordinary containers. */
  readonly containers: readonly string[];
}

/** The object in which users write something, and the field. */
export interface Place {
  readonly in: string;
  readonly field?: string;
}

export type ContainerKind = 'init' | 'native' | 'ordinary';

/** A pod of a platform. */
export interface PodPlatform {
  readonly name: string;
  /** The names of containers that the platform itself adds. */
  readonly own: readonly string[];
  /** The name of the container that does the work, if the platform decides it. */
  readonly main?: string;
  /** What ends the other containers after the main one, if the platform does that. */
  readonly endsOthers?: string;
  /** Where a container's field is written. */
  container(container: { readonly name: string; readonly kind: ContainerKind }, field: string): Place;
  /** Where a pod's field is written. */
  pod(field: string): Place;
}
