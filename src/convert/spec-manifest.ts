/** An HKube spec as a manifest that becomes the code of an Algorithm with the library's defaults. */

import { Validation } from '../apimachinery/finding';
import { NEWEST_MINOR } from '../apimachinery/schema';
import { plainPod } from '../hkube/plain-pod';
import { readSpec } from '../hkube/read-spec';
import { workloadParts } from '../hkube/render-plain';
import type { PlainWorkloadKind } from '../hkube/rendered-spec';
import { ALGORITHM } from '../hkube/schema';
import { isLongRunning } from '../render/workload-parts';
import type { JsonObject } from '../text/json-value';

/** What runs the algorithm of a spec. */
export interface SpecWorkload {
  readonly kind: PlainWorkloadKind;
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
export function specManifest(value: JsonObject, { kind: workload, schedule }: SpecWorkload): SpecManifest {
  const v = new Validation(NEWEST_MINOR);
  const spec = readSpec(value, v);
  const { main, sideCars, volumes, pod, labels, annotations, cpuLimit } = plainPod(spec, v);
  const { apiVersion, kind, templatePath, fields } = workloadParts({ workload, schedule });
  const isServer = isLongRunning(kind);
  const native = isServer ? [] : sideCars.map((container) => ({ ...container, restartPolicy: 'Always' }));
  const metadata = { labels, annotations };
  const template = {
    metadata,
    spec: {
      ...pod,
      ...(!isServer && { restartPolicy: 'Never' }),
      initContainers: native,
      containers: [main, ...(isServer ? sideCars : [])],
      volumes,
    },
  };
  const unused = Object.keys(value).filter((field) => ALGORITHM.fields.get(field)?.type.role === 'controlPlane');
  const name = spec.name ?? 'algorithm';
  return {
    manifest: {
      apiVersion,
      kind,
      metadata: { name, ...metadata },
      spec: { ...fields, ...at(templatePath, template).spec },
    },
    unused,
    hasCpuLimit: cpuLimit,
  };
}

/** A value in the fields of a path. */
const at = (path: string, value: JsonObject): JsonObject =>
  path === '' ? value : path.split('.').reduceRight((inner, field) => ({ [field]: inner }), value);
