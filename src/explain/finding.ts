/** What is wrong with one object; and what is known of the others, to find it out. */

import type { CauseName } from './cause-names';
import type { Change, Maker } from './change';
import type { Event, Events, Ref } from './events';
import type { Container, Pod } from './pod';
import type { JsonObject } from '../text/json-value';

/** How far a pod comes before it fails. What fails earlier is the likelier root of the rest. */
export const STEPS = ['create', 'schedule', 'volumes', 'image', 'start', 'run', 'ready', 'end', 'workload'] as const;
export type Step = (typeof STEPS)[number];

/** Errors need a change; warnings may pass, or are over; the rest is as it should be. */
export type Severity = 'error' | 'warning' | 'info';

export interface Fact {
  readonly label: string;
  readonly text: string;
}

export interface Symptom {
  readonly severity: Severity;
  readonly step: Step;
  /** Name of the cause, which never changes: `ImageNotFound`. */
  readonly cause: CauseName;
  readonly container?: Container;
  /** What tells it from others that read alike. */
  readonly key?: string;
  /** In one line; the same for all pods that fail for the same reason. */
  readonly what: string;
  readonly since?: number;
  /** As the cluster says it. */
  readonly message?: string;
  readonly facts: readonly Fact[];
  readonly changes: readonly Change[];
  /** Commands that tell more. */
  readonly commands: readonly string[];
}

/** All that was read. */
export interface Cluster {
  readonly events: Events;
  readonly pods: readonly Pod[];
  /** Objects of other kinds by `keyOf`. */
  readonly others: ReadonlyMap<string, Other>;
  /** What other objects belong to each, by its `keyOf`. */
  readonly children: ReadonlyMap<string, readonly Other[]>;
  /** The nodes, if they were read. */
  readonly nodes: readonly JsonObject[];
  readonly now: Date;
}

/** A Job, CronJob, Deployment, ReplicaSet or claim. */
export interface Other {
  readonly ref: Ref;
  readonly uid: string;
  readonly raw: JsonObject;
  readonly owner?: Ref;
}

/** A pod, and what belongs to it. */
export interface PodContext {
  readonly pod: Pod;
  readonly maker: Maker;
  readonly events: readonly Event[];
  /** The events about each container. */
  readonly containerEvents: ReadonlyMap<string, readonly Event[]>;
  readonly cluster: Cluster;
}

type Optional = 'facts' | 'changes' | 'commands' | 'severity';

export function finding(given: Omit<Symptom, Optional> & Partial<Pick<Symptom, Optional>>): Symptom {
  return { severity: 'error', facts: [], changes: [], commands: [], ...given };
}

/** Names that need no quotes in a shell. */
const PLAIN = /^[a-z0-9][a-z0-9.-]*$/;

/** A command of kubectl; none when the names are no names of Kubernetes'. */
export function kubectl(verb: string, { kind, namespace, name }: Ref, ...more: readonly string[]): string[] {
  const words = [kind.toLowerCase(), name, ...(namespace === '' ? [] : [namespace])];
  if (!words.every((word) => PLAIN.test(word)) || !more.every((word) => /^[A-Za-z0-9=-][A-Za-z0-9.=-]*$/.test(word))) {
    return [];
  }
  const object = verb === 'logs' && kind === 'Pod' ? name : `${kind.toLowerCase()} ${name}`;
  return [['kubectl', verb, object, ...(namespace === '' ? [] : ['-n', namespace]), ...more].join(' ')];
}

/** To read what a container has written, this time or the last. */
export function logsOf({ ref }: Pod, container: Container): string[] {
  const isRestarted = container.restartCount > 0 && container.state.terminated === undefined;
  return kubectl('logs', ref, '-c', container.name, ...(isRestarted ? ['--previous'] : []));
}

/** What is without events no more than a guess. */
export function eventsNote(cluster: Cluster): Fact {
  const text = cluster.events.isEmpty
    ? 'there are none in what was read, so that this is all that can be known; add them: kubectl get pods,jobs,events -o json'
    : 'there are none about it: they are kept for an hour only';
  return { label: 'events', text };
}
