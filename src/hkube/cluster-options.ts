/**
 * What HKube's task-executor knows of its cluster when it creates a Job: its configuration, the cluster's options, and what the
 * scheduler decided for this one pod.
 */

import { JsonObject, readValue } from './read';
import type { FieldSchema } from './schema';
import type { HkubeEnv } from './spec';
import { Validation } from '../validation/field-error';

export interface ClusterOptions {
  /** Where results are kept (`DEFAULT_STORAGE`): `s3`, `fs`, or another storage that needs nothing in the pod. @default 's3' */
  readonly defaultStorage?: string;
  /** Where the shared file system is mounted with storage `fs` (`BASE_FS_ADAPTER_DIRECTORY`). @default '/hkubedata' */
  readonly baseFsAdapterDirectory?: string;
  /** Whether workers may read the node's logs (`IS_PRIVILEGED`). @default true */
  readonly isPrivileged?: boolean;
  /** Where the node keeps the output of containers, if not where Docker does. @default '/var/lib/docker/containers' */
  readonly outputMountPath?: string;
  /** The tracer's host, of use where the cluster is not privileged. @default - no tracing, unless privileged */
  readonly jaeger?: { readonly host?: string };
  /** Whether limits equal requests (`USE_RESOURCE_LIMITS`), instead of being twice as much. @default false */
  readonly useResourceLimits?: boolean;
  /** Whether workers get resources without being asked (`RESOURCES_ENABLE`). @default false */
  readonly applyResources?: boolean;
  /** What workers get then: cores and Mi (`WORKER_CPU`, `WORKER_MEMORY`). @default 0.5 cores, 512 Mi */
  readonly workerResources?: { readonly cpu?: number; readonly mem?: number };
  /** What sidecars request (`DEFAULT_SIDECAR_CPU`, `DEFAULT_SIDECAR_MEMORY`). @default 0.1 cores, 128Mi */
  readonly sideCarResources?: { readonly cpu?: number; readonly memory?: string };
  /** The registry of images that name none. @default - none */
  readonly registry?: string;
  /** Tags (or whole images) of HKube's own projects: the `hkube-versions` ConfigMap. @default - none */
  readonly versions?: readonly { readonly project: string; readonly tag?: string; readonly image?: string }[];
  /** Switches of the cluster. @default - all off */
  readonly clusterOptions?: {
    readonly devModeEnabled?: boolean;
    readonly datasourcesServiceEnabled?: boolean;
    readonly optunaDashboardEnabled?: boolean;
    readonly fluentbitSidecarEnabled?: boolean;
    /** The Secret with the registries' credentials. */
    readonly imagePullSecretName?: string;
    readonly [option: string]: unknown;
  };
  /** Sidecars of the cluster; `NAME` is in every pod when the option `NAMESidecarEnabled` is on. @default - none */
  readonly sidecars?: readonly ClusterSideCar[];
  /** The node that the scheduler chose; it matters for parts of a GPU. @default - none */
  readonly node?: string;
  /** Whether the worker stays up without work. @default false */
  readonly hotWorker?: boolean;
}

/** Lists where HKube's Helm chart has lists; one container where it has none. */
export interface ClusterSideCar {
  readonly name: string;
  readonly container: JsonObject | readonly JsonObject[];
  readonly volumes?: readonly JsonObject[];
  readonly volumeMounts?: readonly JsonObject[];
  readonly environments?: HkubeEnv | readonly JsonObject[];
}

const text: FieldSchema = { type: 'string' };
const flag: FieldSchema = { type: 'boolean' };
const anything: FieldSchema = { type: 'any' };

const SCHEMA: FieldSchema = {
  type: 'object',
  fields: {
    defaultStorage: text,
    baseFsAdapterDirectory: text,
    isPrivileged: flag,
    outputMountPath: text,
    jaeger: { type: 'object', fields: { host: text } },
    useResourceLimits: flag,
    applyResources: flag,
    workerResources: { type: 'object', fields: { cpu: { type: 'number', minimum: 0 }, mem: { type: 'number', minimum: 0 } } },
    sideCarResources: { type: 'object', fields: { cpu: { type: 'number', minimum: 0 }, memory: { ...text, format: 'memory' } } },
    registry: text,
    versions: { type: 'array', items: { type: 'object', required: ['project'], fields: { project: text, tag: text, image: text } } },
    clusterOptions: {
      type: 'object',
      // Every cluster has further options that make no difference to a pod, and one for each of its sidecars.
      kubernetes: true,
      fields: {
        devModeEnabled: flag,
        datasourcesServiceEnabled: flag,
        optunaDashboardEnabled: flag,
        fluentbitSidecarEnabled: flag,
        imagePullSecretName: { ...text, nullable: true },
      },
    },
    sidecars: {
      type: 'array',
      items: {
        type: 'object',
        required: ['name', 'container'],
        fields: {
          name: text,
          container: anything,
          volumes: { type: 'array', items: { type: 'object', kubernetes: true }, nullable: true },
          volumeMounts: { type: 'array', items: { type: 'object', kubernetes: true }, nullable: true },
          environments: { ...anything, secret: true },
        },
      },
    },
    node: text,
    hotWorker: flag,
  },
};

/** Reads cluster options, from a file for instance. What is wrong goes to `v`. */
export function readClusterOptions(value: unknown, v: Validation): ClusterOptions {
  return readValue(value, SCHEMA, '', v) as ClusterOptions | undefined ?? {};
}
