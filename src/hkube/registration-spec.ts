/**
 * What is sent to HKube to register an algorithm. HKube lays it over what it has: a field that is left out keeps its old value. So
 * what a spec leaves out is said as well, where it shapes the pods.
 */

import type { HkubeAlgorithmSpec } from './read-spec';
import { ALGORITHM, DEFAULT_MEMORY, FieldSchema } from './schema';
import { isObject, JsonObject } from '../text/json-value';
import { secretsOf } from '../text/redact';

/**
 * How HKube takes back what an algorithm had: by null, or where it refuses that (5.30), by the value that means the same. How many
 * workers there are is left to whoever runs the cluster, and `kind`, `env`, `type` and `stateType` HKube lets nobody take back.
 */
const CLEARED: JsonObject = {
  cpu: null,
  mem: DEFAULT_MEMORY,
  gpu: null,
  // Computed anew (5.31).
  reservedMemory: null,
  applyCpuLimits: true,
  algorithmEnv: null,
  workerEnv: null,
  mounts: null,
  volumes: [],
  volumeMounts: [],
  sideCars: null,
  nodeSelector: null,
  labels: null,
  annotations: null,
  kaiObject: null,
  securityContext: {},
  workerCustomResources: { requests: {}, limits: {} },
  workerImage: null,
  entryPoint: null,
};

/** A spec as it is sent: without what HKube's server writes itself, and with all that is to be taken back. */
export function registrationOf(spec: HkubeAlgorithmSpec): JsonObject {
  const own = withoutServerFields(spec, ALGORITHM);
  // Where the code is that HKube builds from, only it knows.
  if (spec.type === 'Code' && spec.fileInfo !== undefined) own.fileInfo = spec.fileInfo;
  // No expression at all would match no node (5.16).
  if (Object.keys(spec.nodeSelector ?? {}).length === 0) delete own.nodeSelector;
  const cleared = Object.entries(CLEARED).filter(([field]) => !Object.hasOwn(own, field));
  return { ...own, ...Object.fromEntries(cleared) };
}

function withoutServerFields(value: object, { fields = {} }: FieldSchema): Record<string, unknown> {
  const entries = Object.entries(value).filter(([key]) => !fields[key]?.server);
  const isNested = (key: string, member: unknown): member is object => key === 'options' && isObject(member);
  return Object.fromEntries(
    entries.map(([key, member]) => [key, isNested(key, member) ? withoutServerFields(member, fields[key]) : member]),
  );
}

/** Whether a spec holds what not everyone may see: whatever messages would not show, or a private key anywhere. */
export const holdsSecret = (spec: HkubeAlgorithmSpec) =>
  secretsOf(spec).length > 0 || /-----BEGIN [A-Z ]*PRIVATE KEY/.test(JSON.stringify(spec));
