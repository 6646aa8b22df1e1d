/** A spec as a Kubernetes manifest: what `synth` writes and `validate` judges. */

import type { ClusterOptions } from './cluster-options';
import { defectWarnings } from './defect-checks';
import { notASpec } from './document-kind';
import { ReadSpec, readSpec } from './read-spec';
import { renderPlainWorkload } from './render-plain';
import type { RenderedSpec, RenderSpecOptions } from './rendered-spec';
import { atFieldOfSpec, atSpecField, isOfHkube, SpecFinding, withoutEchoes } from './spec-finding';
import { checkWorkerJob } from './worker-checks';
import { internalForm, workerJob } from './worker-job';
import { withWritten } from './written-values';
import { validationBy } from '../apimachinery/version';
import type { JsonObject } from '../text/json-value';
import { validateWorkload } from '../validation/validate-workload';

/** Renders a spec, and validates what comes out. */
export function renderSpec(spec: unknown, options: RenderSpecOptions): RenderedSpec {
  const refusal = notASpec(spec);
  if (refusal) return { findings: [atSpecField(refusal)] };
  const value = spec as JsonObject;
  const { findings, ...rendered } =
    options.workload === 'hkube' ? renderWorkerJob(value, options) : renderPlainWorkload(value, options);
  return { ...rendered, findings: written(findings, value, options) };
}

/** Findings with values as the file has them. */
function written(findings: readonly SpecFinding[], value: JsonObject, { sourcesOf }: RenderSpecOptions): SpecFinding[] {
  if (!sourcesOf) return [...findings];
  return withWritten(findings, value, sourcesOf).map((each) => ({ specPath: each.path, ...each }));
}

/** Stand for what HKube fills in before it creates a Job. A missing name is reported already. */
const BUILT_IMAGE = 'registry.invalid/built-by-hkube:1';
const CHOSEN_NODE = 'chosen-by-hkube';

/** The Job that HKube's task-executor creates. */
function renderWorkerJob(value: JsonObject, options: RenderSpecOptions): RenderedSpec {
  const { namespace, podSecurity, cluster = {} } = options;
  const v = validationBy(options);
  const read = readSpec(value, v, { serverKinds: true });
  const waitsFor = waits(read, cluster);
  const spec = internalForm({
    ...read,
    name: read.name || 'unnamed',
    algorithmImage: read.algorithmImage || BUILT_IMAGE,
  });
  const scheduled = { ...cluster, node: cluster.node ?? CHOSEN_NODE };
  checkWorkerJob(spec, scheduled, v);
  const defects = defectWarnings(read, scheduled, v);

  const job = JSON.parse(JSON.stringify(workerJob(spec, waitsFor ? scheduled : cluster))) as JsonObject;
  const manifest = namespace === undefined ? job : { ...job, metadata: { ...job.metadata, namespace } };
  const ofJob = validateWorkload(manifest, 'spec.template', {
    minor: v.minor,
    gates: v.gates,
    podSecurityProfile: podSecurity,
  })
    .filter((finding) => !isOfHkube(finding, manifest, value))
    .map((finding) => atFieldOfSpec(finding, manifest, value));
  const findings = withoutEchoes([...v.findings, ...defects], ofJob);
  return waitsFor ? { waitsFor, findings } : { manifest, findings };
}

function waits({ algorithmImage, gpu, kaiObject }: ReadSpec, { node }: ClusterOptions): string | undefined {
  if (!algorithmImage) return 'HKube builds its image first';
  const isPart = gpu !== undefined && !Number.isInteger(gpu) && !kaiObject;
  return isPart && node === undefined ? 'HKube chooses its node first: set node in the cluster options' : undefined;
}
