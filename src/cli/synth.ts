/** `cdk8s-hkube synth`: HKube specs become manifests. */

import * as path from 'node:path';
import { Yaml } from 'cdk8s';
import { clusterOptionsOf } from './cluster-options';
import { Diagnostics } from './diagnostics';
import { documentsOf } from './documents';
import { findSources } from './files';
import { FINDINGS, FINE, Io, WrongUse } from './io';
import { labelOf, ObjectReport, locatedFinding } from './object-report';
import { Breath } from './progress';
import { renderDocument } from './render-document';
import { count } from './report';
import { kindOfValue } from '../hkube/document-kind';
import type { RenderSpecOptions } from '../hkube/rendered-spec';
import type { Document } from '../text/documents';
import { FileError, makeDirectory, writeText } from '../text/file';
import type { JsonObject } from '../text/json-value';

export interface SynthOptions extends Omit<RenderSpecOptions, 'cluster'> {
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
  const origins = new Map<string, string>();
  for (const source of sources) {
    for await (const document of documentsOf(source, io)) {
      diagnostics.progress.show(
        () => `${count(origins.size, 'manifest')}, ${count(diagnostics.errors, 'error')}: ${source.name}`,
      );
      await breath.take();
      // In directories there are other things too.
      if (!source.isNamed && kindOfValue(document.value) !== 'spec' && document.errors.length === 0) continue;
      const { report, manifest } = renderDocument(document, { ...options, cluster });
      diagnostics.tell(report);
      if (!manifest) continue;
      const { name } = manifest.metadata;
      const first = origins.get(name);
      // What has no name has been told so.
      if (first !== undefined && (document.value as JsonObject).name !== undefined) {
        diagnostics.tell(twice(name, first, document));
      } else {
        origins.set(name, `${document.file}:${document.line}`);
      }
      // Only the text is kept: there may be many.
      if (diagnostics.errors === 0) manifests.push({ name, yaml: Yaml.stringify(manifest) });
    }
  }
  diagnostics.progress.clear();
  if (diagnostics.errors > 0) {
    io.stderr.write(`${count(diagnostics.errors, 'error')}: nothing is written\n`);
    return FINDINGS;
  }
  if (manifests.length === 0) throw new WrongUse('there is no HKube spec in these files');
  write(manifests, options.outdir, io);
  return FINE;
}

/** The report on a manifest that would replace another. */
function twice(name: string, first: string, document: Document): ObjectReport {
  const [position] = document.locate(['name']);
  const detail = `duplicate name ${JSON.stringify(name)} (first in ${first})`;
  return {
    file: document.file,
    line: position.line,
    label: labelOf('algorithm', (document.value as JsonObject).name),
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
