/** `cdk8s-hkube synth`: HKube specs become manifests. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, Chart, Yaml } from 'cdk8s';
import { findSources, reason } from './files';
import { FINDINGS, FINE, Io, WrongUse } from './io';
import { inSpec, isForeign, Judgment, kindOfValue, specLabel, textFinding, unreadable, Verdict, verdicts, withoutEchoes } from './judge';
import { Breath, Progress } from './progress';
import { count, findingLine } from './report';
import { documentsOf } from './source-documents';
import { ClusterOptions, readClusterOptions } from '../hkube/cluster-options';
import { HkubeAlgorithm } from '../hkube/hkube-algorithm';
import { isObject, JsonObject } from '../hkube/read';
import { readSpec } from '../hkube/spec';
import { checkWorkerJob } from '../hkube/worker-checks';
import { internalForm, workerJob } from '../hkube/worker-job';
import type { Document } from '../text/documents';
import { FieldError, Validation } from '../validation/field-error';
import { validateManifest } from '../validation/validate';
import { Workload } from '../workload';

export const WORKLOADS = ['job', 'cronjob', 'deployment', 'hkube'] as const;
export type WorkloadKind = typeof WORKLOADS[number];

export interface SynthOptions {
  readonly workload: WorkloadKind;
  readonly schedule?: string;
  readonly namespace?: string;
  readonly kubernetesVersion?: string;
  readonly minor: number;
  /** A file with HKube's cluster options. */
  readonly clusterOptions?: string;
  /** A directory for the manifests; standard output if undefined. */
  readonly outdir?: string;
}

interface Rendered {
  /** Undefined when none can be made. */
  readonly manifest?: JsonObject;
  readonly judgments: readonly Judgment[];
}

/** A manifest as it is printed. */
interface Printed {
  readonly name: string;
  readonly yaml: string;
}

/** Synthesizes files, and answers with the exit code. Nothing is written unless all of it is right. */
export async function synth(files: readonly string[], options: SynthOptions, io: Io): Promise<number> {
  const sources = findSources(files, io.cwd);
  const progress = new Progress(io.stderr);
  const breath = new Breath();
  let errors = 0;
  const tell = ({ file, label, findings }: Verdict) => {
    progress.clear();
    for (const finding of findings) {
      if (finding.severity === 'error') errors++;
      io.stderr.write(`${findingLine(file, label, finding)}\n`);
    }
  };
  const cluster = options.clusterOptions === undefined ? {} : await readCluster(options.clusterOptions, options.minor, io, tell);
  const manifests: Printed[] = [];
  const origins = new Map<string, string>();
  for (const source of sources) {
    for await (const document of documentsOf(source, io)) {
      progress.show(() => `${count(origins.size, 'manifest')}, ${count(errors, 'error')}: ${source.name}`);
      await breath.take();
      // In directories there are other things too.
      if (!source.isNamed && kindOfValue(document.value) !== 'spec' && document.problems.length === 0) continue;
      const { verdict, manifest } = synthDocument(document, options, cluster);
      tell(verdict);
      if (!manifest) continue;
      const { name } = manifest.metadata;
      const first = origins.get(name);
      if (first !== undefined) tell(twice(name, first, document));
      else origins.set(name, `${document.file}:${document.line}`);
      // Only the text is kept: there may be many.
      if (errors === 0) manifests.push({ name, yaml: Yaml.stringify(manifest) });
    }
  }
  progress.clear();
  if (errors > 0) {
    io.stderr.write(`${count(errors, 'error')}: nothing is written\n`);
    return FINDINGS;
  }
  if (manifests.length === 0) throw new WrongUse('there is no HKube spec in these files');
  write(manifests, options.outdir, io);
  return FINE;
}

async function readCluster(file: string, minor: number, io: Io, tell: (verdict: Verdict) => void): Promise<ClusterOptions> {
  const [source] = findSources([file], io.cwd);
  for await (const document of documentsOf(source, io)) {
    if (document.problems.length > 0) {
      tell(unreadable(source.name, document.problems));
      return {};
    }
    const v = new Validation(minor);
    const cluster = readClusterOptions(document.value, v);
    const judgments = v.errors.map((error) => ({ error }));
    tell(verdicts(document, [{ value: document.value, label: 'cluster options', prefix: '', judgments }])[0]);
    return cluster;
  }
  return {};
}

function synthDocument(document: Document, options: SynthOptions, cluster: ClusterOptions): { verdict: Verdict; manifest?: JsonObject } {
  const { value, problems, file } = document;
  if (problems.length > 0) return { verdict: unreadable(file, problems) };
  const refuse = (detail: string) => {
    const error: FieldError = { rule: 'OBJECT', severity: 'error', type: 'Warning', path: '', detail };
    return { verdict: verdicts(document, [{ value, label: '', prefix: '', judgments: [{ error }] }])[0] };
  };
  if (!isObject(value)) return refuse(`found ${Array.isArray(value) ? 'a list' : `a ${typeof value}`}, expected an object: an HKube spec`);
  if (kindOfValue(value) === 'manifest') return refuse('this is a Kubernetes manifest, not an HKube spec: apply it as it is, or check it with validate');
  if (kindOfValue(value) === 'other' && isForeign(value)) return refuse('this is no HKube spec: it has no algorithmImage');
  const { manifest, judgments } = options.workload === 'hkube' ? synthWorkerJob(value, options, cluster) : synthWorkload(value, options);
  return { verdict: verdicts(document, [{ value, label: specLabel(value), prefix: '', judgments }])[0], manifest };
}

/** The spec as a plain workload. */
function synthWorkload(spec: JsonObject, { workload, schedule, namespace, kubernetesVersion }: SynthOptions): Rendered {
  const chart = new Chart(new App(), 'chart', { namespace });
  try {
    const algorithm = new HkubeAlgorithm(chart, 'algorithm', {
      spec,
      workload: workload === 'cronjob' ? Workload.cronJob({ schedule: schedule! }) : workload === 'deployment' ? Workload.deployment() : Workload.job(),
      defaults: { kubernetesVersion },
    });
    const findings = algorithm._findings();
    const manifest = algorithm.apiObject.toJson();
    const [ofManifest, ofSpec] = [true, false].map((wanted) => findings.filter(({ error }) => isOfManifest(error) === wanted));
    return {
      manifest,
      judgments: withoutEchoes(ofSpec.map(({ error }) => ({ error })), ofManifest.map(({ error }) => inSpec(error, manifest, spec))),
    };
  } catch (error) {
    const [detail] = (error as Error).message.split('\n');
    return { judgments: [{ error: { rule: 'OBJECT', severity: 'error', type: 'Warning', path: '', detail } }] };
  }
}

/** The Job that HKube's task-executor creates. */
function synthWorkerJob(value: JsonObject, { minor, namespace }: SynthOptions, cluster: ClusterOptions): Rendered {
  const v = new Validation(minor);
  const spec = internalForm(readSpec(value, v));
  checkWorkerJob(spec, cluster, v);
  const job = JSON.parse(JSON.stringify(workerJob(spec, cluster))) as JsonObject;
  const manifest = namespace === undefined ? job : { ...job, metadata: { ...job.metadata, namespace } };
  const own = validateManifest(manifest, minor).map((error) => inSpec(error, manifest, value));
  return { manifest, judgments: withoutEchoes(v.errors.map((error): Judgment => ({ error })), own) };
}

const isOfManifest = ({ path: where }: FieldError) => /^(?:spec|metadata)\b/.test(where);

/** What is wrong with an object that would replace another. */
function twice(name: string, first: string, document: Document): Verdict {
  const [{ line, column }] = document.locate(['name']);
  const problem = `${document.file}:${line}:${column}: the name ${JSON.stringify(name)} is there twice (first in ${first})`;
  return { file: document.file, line, label: specLabel(document.value as JsonObject), findings: [textFinding(problem, document.file, 'error')], isSkipped: false };
}

function write(manifests: readonly Printed[], outdir: string | undefined, io: Io): void {
  if (outdir === undefined) {
    manifests.forEach(({ yaml }, i) => io.stdout.write(i === 0 ? yaml : `---\n${yaml}`));
    return;
  }
  const directory = path.resolve(io.cwd, outdir);
  try {
    makeDirectory(directory);
    for (const { name, yaml } of manifests) {
      const file = `${name}.k8s.yaml`;
      fs.writeFileSync(path.join(directory, file), yaml);
      io.stdout.write(`${path.join(outdir, file)}\n`);
    }
  } catch (error) {
    throw new WrongUse(`${outdir}: ${reason(error)}`);
  }
}

/** With its parents. (Node's own way to do so never ends where the file system says that a parent is missing that is there.) */
function makeDirectory(directory: string): void {
  if (fs.existsSync(directory)) return;
  makeDirectory(path.dirname(directory));
  fs.mkdirSync(directory);
}
