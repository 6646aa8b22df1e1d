/** HKube specs as Kubernetes manifests. */

import { App, Chart } from 'cdk8s';
import {
  inSpec,
  isForeign,
  Judgment,
  kindOfValue,
  noObject,
  objectFinding,
  specLabel,
  unreadable,
  ObjectReport,
  verdictOn,
  withoutEchoes,
} from './validate-document';
import { Finding, Validation } from '../apimachinery/finding';
import { Workload } from '../constructs/workload';
import type { ClusterOptions } from '../hkube/cluster-options';
import { HkubeAlgorithm } from '../hkube/hkube-algorithm';
import { checkIsBuilt } from '../hkube/plain-pod';
import { readSpec } from '../hkube/read-spec';
import { checkWorkerJob } from '../hkube/worker-checks';
import { internalForm, workerJob } from '../hkube/worker-job';
import type { Document } from '../text/documents';
import { isObject, JsonObject } from '../text/json-value';
import { validateManifest } from '../validation/validate';

export const WORKLOADS = ['job', 'cronjob', 'deployment', 'hkube'] as const;
export type WorkloadKind = (typeof WORKLOADS)[number];

export interface RenderOptions {
  readonly workload: WorkloadKind;
  /** Of a CronJob. */
  readonly schedule?: string;
  readonly namespace?: string;
  readonly kubernetesVersion?: string;
  /** The same version's number. */
  readonly minor: number;
}

interface Rendered {
  /** Undefined when none can be made. */
  readonly manifest?: JsonObject;
  readonly judgments: readonly Judgment[];
}

/** What became of a document. */
export interface RenderedDocument {
  readonly verdict: ObjectReport;
  /** Undefined when none can be made. */
  readonly manifest?: JsonObject;
}

/** The manifest of a document that should hold a spec. */
export function renderSpec(document: Document, options: RenderOptions, cluster: ClusterOptions): RenderedDocument {
  const { value, errors, file } = document;
  if (errors.length > 0) return { verdict: unreadable(file, errors) };
  if (!isObject(value)) return { verdict: verdictOn(document, '', [{ finding: noObject(value, 'an HKube spec') }]) };
  const refuse = (detail: string) => ({ verdict: verdictOn(document, '', [{ finding: objectFinding('', detail) }]) });
  if (kindOfValue(value) === 'manifest') {
    return refuse('this is a Kubernetes manifest, not an HKube spec: apply it as it is, or check it with validate');
  }
  if (kindOfValue(value) === 'other' && isForeign(value)) {
    return refuse('this is no HKube spec: it has no algorithmImage');
  }
  const { manifest, judgments } =
    options.workload === 'hkube' ? renderWorkerJob(value, options, cluster) : renderWorkload(value, options);
  return { verdict: verdictOn(document, specLabel(value), judgments), manifest };
}

/** The spec as a plain workload. */
function renderWorkload(
  spec: JsonObject,
  { workload, schedule, namespace, kubernetesVersion }: RenderOptions,
): Rendered {
  const chart = new Chart(new App(), 'chart', { namespace });
  try {
    const algorithm = new HkubeAlgorithm(chart, 'algorithm', {
      spec,
      workload:
        workload === 'cronjob'
          ? Workload.cronJob({ schedule: schedule! })
          : workload === 'deployment'
            ? Workload.deployment()
            : Workload.job(),
      defaults: { kubernetesVersion },
    });
    const findings = algorithm._findings();
    const manifest = algorithm.apiObject.toJson();
    const [ofManifest, ofSpec] = [true, false].map((wanted) =>
      findings.filter(({ finding }) => isOfManifest(finding) === wanted),
    );
    return {
      manifest,
      judgments: withoutEchoes(
        ofSpec.map(({ finding }) => ({ finding })),
        ofManifest.map(({ finding }) => inSpec(finding, manifest, spec)),
      ),
    };
  } catch (error) {
    const [detail] = (error as Error).message.split('\n');
    return { judgments: [{ finding: objectFinding('', detail) }] };
  }
}

/** The Job that HKube's task-executor creates. */
function renderWorkerJob(value: JsonObject, { minor, namespace }: RenderOptions, cluster: ClusterOptions): Rendered {
  const v = new Validation(minor);
  const spec = internalForm(readSpec(value, v, { serverKinds: true }));
  checkIsBuilt(spec, v);
  checkWorkerJob(spec, cluster, v);
  const job = JSON.parse(JSON.stringify(workerJob(spec, cluster))) as JsonObject;
  const manifest = namespace === undefined ? job : { ...job, metadata: { ...job.metadata, namespace } };
  const own = validateManifest(manifest, minor).map((finding) => inSpec(finding, manifest, value));
  return {
    manifest,
    judgments: withoutEchoes(
      v.findings.map((finding): Judgment => ({ finding })),
      own,
    ),
  };
}

const isOfManifest = ({ path: where }: Finding) => /^(?:spec|metadata)\b/.test(where);
