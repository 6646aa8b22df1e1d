/** What is wrong with one object, found by one of this room's files. */

import type { CauseName } from './cause-names';
import type { Change } from './change';
import type { Cluster } from './cluster';
import type { Container } from './pod';

/** The steps of a pod's life, in order. A failure at an earlier step is more likely the root of the others. */
export const STEPS = ['create', 'schedule', 'volumes', 'image', 'start', 'run', 'ready', 'end', 'workload'] as const;
export type LifeStep = (typeof STEPS)[number];

/** An error needs a change; a warning may pass by itself or is over; info is as it should be. */
export type Severity = 'error' | 'warning' | 'info';

/** Something that is known about the object, with a short label. */
export interface Fact {
  readonly label: string;
  readonly text: string;
}

export interface Symptom {
  readonly severity: Severity;
  readonly step: LifeStep;
  /** Name of the cause, which never changes: `ImageNotFound`. */
  readonly cause: CauseName;
  readonly container?: Container;
  /** Distinguishes symptoms with the same text. */
  readonly key?: string;
  /** In one line; the same for all pods that fail for the same reason. */
  readonly what: string;
  /** When it began, in milliseconds. */
  readonly since?: number;
  /** In the cluster's own words. */
  readonly message?: string;
  readonly facts: readonly Fact[];
  readonly changes: readonly Change[];
  /** Commands that show more. */
  readonly commands: readonly string[];
  /** Whether it matters even after the work has succeeded. */
  readonly outlivesSuccess?: boolean;
}

type Optional = 'facts' | 'changes' | 'commands' | 'severity';

/** A symptom: an error, unless another severity is given. */
export function symptom(given: Omit<Symptom, Optional> & Partial<Pick<Symptom, Optional>>): Symptom {
  return { severity: 'error', facts: [], changes: [], commands: [], ...given };
}

/** Why a symptom without events is only a guess. */
export function noEventsFact({ events }: Cluster): Fact {
  const text = events.isEmpty
    ? 'none were read, so the reason is unknown; add them: kubectl get pods,jobs,events -o json'
    : 'there are none about it: Kubernetes keeps events for only an hour';
  return { label: 'events', text };
}
