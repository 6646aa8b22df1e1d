/** A pod, with everything that is needed to find out what is wrong with it. */

import type { Origin } from './change';
import type { Cluster } from './cluster';
import { byContainer, Event } from './events';
import type { Pod } from './pod';

export interface PodContext {
  readonly pod: Pod;
  readonly origin: Origin;
  readonly events: readonly Event[];
  /** The events about each container, by its name. */
  readonly containerEvents: ReadonlyMap<string, readonly Event[]>;
  readonly cluster: Cluster;
}

export function podContext(pod: Pod, origin: Origin, cluster: Cluster): PodContext {
  const events = cluster.events.of(pod.ref, pod.uid);
  return { pod, origin, events, containerEvents: byContainer(events), cluster };
}
