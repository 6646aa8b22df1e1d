/** What a spec is rendered with, and what becomes of it. */

import type { ClusterOptions } from './cluster-options';
import type { SpecFinding } from './spec-finding';
import type { FeatureGates } from '../apimachinery/feature-gates';
import type { SourcesOf } from '../apimachinery/finding';
import type { PodSecurityProfile } from '../render/pod-security-profile';
import type { JsonObject } from '../text/json-value';

/** What runs the pod without HKube. */
export const PLAIN_WORKLOADS = ['job', 'cronjob', 'deployment', 'statefulset', 'daemonset', 'pod'] as const;
export type PlainWorkloadKind = (typeof PLAIN_WORKLOADS)[number];

export const WORKLOADS = [...PLAIN_WORKLOADS, 'hkube'] as const;
/** What runs the pod: `hkube` is the Job that HKube's task-executor creates. */
export type WorkloadKind = (typeof WORKLOADS)[number];

export interface RenderSpecOptions {
  readonly workload: WorkloadKind;
  /** The schedule of a CronJob. */
  readonly schedule?: string;
  /** @default - none: the manifest names none */
  readonly namespace?: string;
  /** The Kubernetes version that judges. @default - the newest */
  readonly kubernetesVersion?: string;
  /** The feature gates that the cluster sets. @default - none */
  readonly featureGates?: FeatureGates;
  /** The Pod Security Standard that pods are held to; plain workloads get what it asks for. @default - none */
  readonly podSecurity?: PodSecurityProfile;
  /** The HKube cluster that a worker Job is for. @default - a cluster with HKube's own settings */
  readonly cluster?: ClusterOptions;
  /** Returns how values of the spec are written in its file. @default - the spec does not come from a file */
  readonly sourcesOf?: SourcesOf;
}

/** What became of a spec. */
export interface RenderedSpec {
  /** Undefined when none can be made. */
  readonly manifest?: JsonObject;
  /** The headless Service of a StatefulSet. */
  readonly service?: JsonObject;
  /** What HKube has to do before there can be a manifest. */
  readonly waitsFor?: string;
  readonly findings: readonly SpecFinding[];
}
