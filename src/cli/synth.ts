/** `cdk8s-hkube synth`: HKube specs become manifests. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { Yaml } from 'cdk8s';
import { findSources, reason } from './files';
import { FINDINGS, FINE, Io, WrongUse } from './io';
import { kindOfValue, specLabel, textFinding, unreadable, Verdict, verdictOn } from './judge';
import { Breath, Progress } from './progress';
import { RenderOptions, renderSpec } from './render';
import { count, findingLine } from './report';
import { documentsOf } from './source-documents';
import { ClusterOptions, readClusterOptions } from '../hkube/cluster-options';
import type { JsonObject } from '../hkube/read';
import type { Document } from '../text/documents';
import { Validation } from '../validation/field-error';

export interface SynthOptions extends RenderOptions {
  /** A file with HKube's cluster options. */
  readonly clusterOptions?: string;
  /** A directory for the manifests; standard output if undefined. */
  readonly outdir?: string;
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
      const { verdict, manifest } = renderSpec(document, options, cluster);
      tell(verdict);
      if (!manifest) continue;
      const { name } = manifest.metadata;
      const first = origins.get(name);
      // What has no name has been told so.
      if (first !== undefined && (document.value as JsonObject).name !== undefined) tell(twice(name, first, document));
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
  if (!source.isNamed) throw new WrongUse(`--cluster-options ${file}: name one file`);
  let cluster: ClusterOptions | undefined;
  for await (const document of documentsOf(source, io)) {
    const problems = cluster ? [`${source.name}:${document.line}:1: a second document: the options are one`] : document.problems;
    if (problems.length > 0) {
      tell(unreadable(source.name, problems));
      break;
    }
    const v = new Validation(minor);
    cluster = readClusterOptions(document.value, v);
    const judgments = v.errors.map((error) => ({ error }));
    tell(verdictOn(document, 'cluster options', judgments));
  }
  return cluster ?? {};
}

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
