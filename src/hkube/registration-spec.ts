/**
 * What is sent to HKube to register an algorithm. HKube merges it into what it has: a missing field keeps its old
 * value. So fields that shape the pods are reset explicitly when the spec leaves them out.
 */

import type { ReadSpec } from './read-spec';
import { ALGORITHM, DEFAULT_MEMORY } from './schema';
import type { StructType } from '../apimachinery/schema';
import { isObject, JsonObject } from '../text/json-value';
import { secretsOf } from '../text/redact';

/**
 * The values that reset fields in HKube: null or, where HKube refuses null (5.30), a value that means the same. The
 * number of workers is left to the operator of the cluster; `kind`, `env`, `type` and `stateType` cannot be reset.
 */
const CLEARED: JsonObject = {
  cpu: null,
  mem: DEFAULT_MEMORY,
  gpu: null,
  // HKube computes it again (5.31).
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

/** A spec as it is sent: without what HKube's server writes itself, and with the fields to reset. */
export function registrationOf(spec: ReadSpec): JsonObject {
  const own = withoutServerFields(spec, ALGORITHM);
  // Only HKube knows where the code is that it builds from.
  if (spec.type === 'Code' && spec.fileInfo !== undefined) own.fileInfo = spec.fileInfo;
  // HKube would render an empty selector that matches no node (5.16).
  if (Object.keys(spec.nodeSelector ?? {}).length === 0) delete own.nodeSelector;
  const cleared = Object.entries(CLEARED).filter(([field]) => !Object.hasOwn(own, field));
  return { ...own, ...Object.fromEntries(cleared) };
}

function withoutServerFields(value: object, { fields }: StructType): Record<string, unknown> {
  const entries = Object.entries(value).filter(([key]) => fields.get(key)?.type.role !== 'server');
  return Object.fromEntries(
    entries.map(([key, member]) => {
      const type = fields.get(key)?.type;
      const isNested = key === 'options' && type?.kind === 'struct' && isObject(member);
      return [key, isNested ? withoutServerFields(member, type) : member];
    }),
  );
}

/** Whether a spec holds a secret: a value that messages don't show, or a private key anywhere. */
export const holdsSecret = (spec: ReadSpec) =>
  secretsOf(spec).length > 0 || /-----BEGIN [A-Z ]*PRIVATE KEY/.test(JSON.stringify(spec));
