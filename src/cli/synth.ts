/** `cdk8s-hkube synth`: HKube specs become manifests. */

import * as path from 'node:path';
import { clusterOptionsOf } from './cluster-options';
import { Diagnostics } from './diagnostics';
import { kindOfDocument } from './document-kind';
import { documentsOf } from './documents';
import { findSources } from './files';
import { FINDINGS, FINE, Io, WrongUse } from './io';
import { withLeftOut } from './left-out';
import { Breath } from './progress';
import { renderDocument } from './render-document';
import { count } from './report';
import { yamlPrinter } from '../app/yaml-output';
import type { RenderSpecOptions } from '../hkube/rendered-spec';
import { printedJson } from '../text/escape';
import { FileError, makeDirectory, writeText } from '../text/file';
import type { JsonObject } from '../text/json-value';

export interface SynthOptions extends Omit<RenderSpecOptions, 'cluster' | 'sourcesOf'> {
  /** The Kubernetes minor version that judges. */
  readonly minor: number;
  /** A file with HKube's cluster options. */
  readonly clusterOptions?: string;
  /** A directory for the manifests; standard output if undefined. */
  readonly outdir?: string;
  readonly output: SynthFormat;
  /** Patterns of files to pass over. */
  readonly exclude: readonly string[];
}

export const SYNTH_FORMATS = ['yaml', 'json'] as const;
export type SynthFormat = (typeof SYNTH_FORMATS)[number];

/** A manifest as it is printed. */
interface Printed {
  readonly name: string;
  readonly text: string;
}

function printerOf(format: SynthFormat): (manifest: JsonObject) => Printed {
  const yaml = yamlPrinter();
  return (manifest) => ({
    // No spec has a name with an underscore.
    name: manifest.kind === 'Service' ? `${manifest.metadata.name}_service` : manifest.metadata.name,
    text: format === 'json' ? printedJson(manifest) : yaml.print(manifest),
  });
}

/** Synthesizes files, and answers with the exit code. Nothing is written unless all of it is right. */
export async function synth(files: readonly string[], options: SynthOptions, io: Io): Promise<number> {
  const sources = withLeftOut(findSources(files, io.cwd, options), io.cwd);
  const diagnostics = new Diagnostics(io);
  const breath = new Breath();
  const cluster = await clusterOptionsOf(options.clusterOptions, options.minor, io, diagnostics);
  const manifests: Printed[] = [];
  const print = printerOf(options.output);
  const waiting: string[] = [];
  for (const source of sources) {
    for await (const document of documentsOf(source, io)) {
      diagnostics.progress.show(
        () => `${count(manifests.length, 'manifest')}, ${count(diagnostics.errors, 'error')}: ${source.name}`,
      );
      await breath.take();
      // In directories there are other things too.
      const isOurs = document.errors.length > 0 || /^specs?$/.test(kindOfDocument(document));
      if (!source.isNamed && !isOurs) continue;
      for (const item of renderDocument(document, { ...options, cluster })) {
        diagnostics.tell(item.report);
        if (item.waitsFor !== undefined) waiting.push(`${item.report.label}: ${item.waitsFor}`);
        if (!item.manifest) continue;
        // Only the text is kept: there may be many.
        if (diagnostics.errors > 0) continue;
        // The Service comes first: pods ask for their names in DNS when they start.
        const made = item.service ? [item.service, item.manifest] : [item.manifest];
        manifests.push(...made.map(print));
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
  write(manifests, options, io);
  return FINE;
}

function write(manifests: readonly Printed[], { outdir, output }: SynthOptions, io: Io): void {
  if (outdir === undefined) {
    // kubectl reads JSON values one after the other.
    const separator = output === 'json' ? '' : '---\n';
    manifests.forEach(({ text }, i) => io.stdout.write(i === 0 ? text : `${separator}${text}`));
    return;
  }
  attempt(outdir, () => makeDirectory(path.resolve(io.cwd, outdir)));
  for (const { name, text } of manifests) {
    const file = path.join(outdir, `${name}.k8s.${output}`);
    attempt(file, () => writeText(path.resolve(io.cwd, file), text));
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
