/** An HKube spec as a manifest that becomes the code of an Algorithm with the library's defaults. */

import { Validation } from '../apimachinery/finding';
import { NEWEST_MINOR } from '../apimachinery/schema';
import { plainPod } from '../hkube/plain-pod';
import { readSpec } from '../hkube/read-spec';
import { ALGORITHM } from '../hkube/schema';
import type { JsonObject } from '../text/json-value';

/** What runs the algorithm of a spec. */
export interface SpecWorkload {
  readonly kind: 'job' | 'cronjob' | 'deployment';
  /** The schedule of a CronJob. */
  readonly schedule?: string;
}

/** A spec as a manifest. */
export interface SpecManifest {
  readonly manifest: JsonObject;
  /** Fields of the spec that mean nothing without HKube. */
  readonly unused: readonly string[];
  /** Whether the main container may get a CPU limit by default. */
  readonly hasCpuLimit: boolean;
}

/** The manifest of a spec without the library's defaults. */
export function specManifest(value: JsonObject, { kind, schedule }: SpecWorkload): SpecManifest {
  const v = new Validation(NEWEST_MINOR);
  const spec = readSpec(value, v);
  const { main, sideCars, volumes, pod, labels, annotations, cpuLimit } = plainPod(spec, v);
  const isDeployment = kind === 'deployment';
  const native = isDeployment ? [] : sideCars.map((container) => ({ ...container, restartPolicy: 'Always' }));
  const metadata = { labels, annotations };
  const template = {
    metadata,
    spec: {
      ...pod,
      ...(!isDeployment && { restartPolicy: 'Never' }),
      initContainers: native,
      containers: [main, ...(isDeployment ? sideCars : [])],
      volumes,
    },
  };
  const unused = Object.keys(value).filter((field) => ALGORITHM.fields.get(field)?.type.role === 'controlPlane');
  const name = spec.name ?? 'algorithm';
  return {
    manifest: { ...workload(template, { kind, schedule }), metadata: { name, ...metadata } },
    unused,
    hasCpuLimit: cpuLimit,
  };
}

function workload(template: JsonObject, { kind, schedule }: SpecWorkload): JsonObject {
  switch (kind) {
    case 'cronjob':
      return { apiVersion: 'batch/v1', kind: 'CronJob', spec: { schedule, jobTemplate: { spec: { template } } } };
    case 'deployment':
      return { apiVersion: 'apps/v1', kind: 'Deployment', spec: { template } };
    default:
      return { apiVersion: 'batch/v1', kind: 'Job', spec: { template } };
  }
}
