/** A spec as a Kubernetes manifest. */

import { notASpec } from './document-kind';
import { checkIsBuilt } from './plain-pod';
import { readSpec } from './read-spec';
import { renderPlainWorkload } from './render-plain';
import type { RenderedSpec, RenderSpecOptions } from './rendered-spec';
import { atFieldOfSpec, atSpecField, withoutEchoes } from './validate-spec';
import { checkWorkerJob } from './worker-checks';
import { internalForm, workerJob } from './worker-job';
import { Validation } from '../apimachinery/finding';
import { minorVersion } from '../apimachinery/version';
import type { JsonObject } from '../text/json-value';
import { validateManifest } from '../validation/validate';

/** Renders a spec, and validates what comes out. */
export function renderSpec(spec: unknown, options: RenderSpecOptions): RenderedSpec {
  const refusal = notASpec(spec);
  if (refusal) return { findings: [atSpecField(refusal)] };
  return options.workload === 'hkube'
    ? renderWorkerJob(spec as JsonObject, options)
    : renderPlainWorkload(spec as JsonObject, options);
}

/** The Job that HKube's task-executor creates. */
function renderWorkerJob(
  value: JsonObject,
  { kubernetesVersion, namespace, cluster = {} }: RenderSpecOptions,
): RenderedSpec {
  const v = new Validation(minorVersion(kubernetesVersion));
  const spec = internalForm(readSpec(value, v, { serverKinds: true }));
  checkIsBuilt(spec, v);
  checkWorkerJob(spec, cluster, v);
  const job = JSON.parse(JSON.stringify(workerJob(spec, cluster))) as JsonObject;
  const manifest = namespace === undefined ? job : { ...job, metadata: { ...job.metadata, namespace } };
  const ofJob = validateManifest(manifest, v.minor).map((finding) => atFieldOfSpec(finding, manifest, value));
  return { manifest, findings: withoutEchoes(v.findings.map(atSpecField), ofJob) };
}
