/** `cdk8s-hkube synth`: HKube specs become manifests. */

import * as path from 'node:path';
import { Yaml } from 'cdk8s';
import { clusterOptionsOf } from './cluster-options';
import { Diagnostics } from './diagnostics';
import { documentsOf } from './documents';
import { findSources } from './files';
import { FINDINGS, FINE, Io, WrongUse } from './io';
import { inDocument, ObjectReport, locatedFinding } from './object-report';
import { Breath } from './progress';
import { renderDocument, RenderedItem } from './render-document';
import { count } from './report';
import { kindOfValue } from '../hkube/document-kind';
import type { RenderSpecOptions } from '../hkube/rendered-spec';
import type { Document } from '../text/documents';
import { FileError, makeDirectory, writeText } from '../text/file';

export interface SynthOptions extends Omit<RenderSpecOptions, 'cluster' | 'sourcesOf'> {
  /** The Kubernetes minor version that judges. */
  readonly minor: number;
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
  const diagnostics = new Diagnostics(io.stderr);
  const breath = new Breath();
  const cluster = await clusterOptionsOf(options.clusterOptions, options.minor, io, diagnostics);
  const manifests: Printed[] = [];
  const waiting: string[] = [];
  const origins = new Map<string, string>();
  for (const source of sources) {
    for await (const document of documentsOf(source, io)) {
      diagnostics.progress.show(
        () => `${count(origins.size, 'manifest')}, ${count(diagnostics.errors, 'error')}: ${source.name}`,
      );
      await breath.take();
      // In directories there are other things too.
      const isOurs = document.errors.length > 0 || /^specs?$/.test(kindOfValue(document.value));
      if (!source.isNamed && !isOurs) continue;
      for (const item of renderDocument(document, { ...options, cluster })) {
        diagnostics.tell(item.report);
        if (item.waitsFor !== undefined) waiting.push(`${item.report.label}: ${item.waitsFor}`);
        if (!item.manifest) continue;
        const { name } = item.manifest.metadata;
        const first = origins.get(name);
        // What has no name has been told so.
        if (first !== undefined && item.name !== undefined) {
          diagnostics.tell(twice(name, first, document, item));
        } else {
          origins.set(name, `${document.file}:${item.report.line}`);
        }
        // Only the text is kept: there may be many.
        if (diagnostics.errors === 0) manifests.push({ name, yaml: Yaml.stringify(item.manifest) });
      }
    }
  }
  diagnostics.progress.clear();
  if (diagnostics.errors > 0) {
    io.stderr.write(`${count(diagnostics.errors, 'error')}: nothing is written\n`);
    return FINDINGS;
  }
  if (manifests.length === 0) {
    const reason = waiting.length > 0 ? `there is no Job yet: ${waiting[0]}` : 'there is no HKube spec in these files';
    throw new WrongUse(reason);
  }
  for (const each of waiting) io.stderr.write(`${each}: no Job is written\n`);
  write(manifests, options.outdir, io);
  return FINE;
}

/** The report on a manifest that would replace another. */
function twice(name: string, first: string, document: Document, { path: at, report }: RenderedItem): ObjectReport {
  const [position] = document.locate([inDocument(at, 'name')]);
  const detail = `duplicate name ${JSON.stringify(name)} (first in ${first})`;
  return {
    file: document.file,
    line: position.line,
    label: report.label,
    findings: [locatedFinding(document.file, { ...position, detail }, 'error')],
    level: 'validated',
  };
}

function write(manifests: readonly Printed[], outdir: string | undefined, io: Io): void {
  if (outdir === undefined) {
    manifests.forEach(({ yaml }, i) => io.stdout.write(i === 0 ? yaml : `---\n${yaml}`));
    return;
  }
  attempt(outdir, () => makeDirectory(path.resolve(io.cwd, outdir)));
  for (const { name, yaml } of manifests) {
    const file = path.join(outdir, `${name}.k8s.yaml`);
    attempt(file, () => writeText(path.resolve(io.cwd, file), yaml));
    io.stdout.write(`${file}\n`);
  }
}

function attempt(file: string, action: () => void): void {
  try {
    action();
  } catch (error) {
    throw error instanceof FileError ? new WrongUse(`${file}: ${error.message}`) : error;
  }
}
