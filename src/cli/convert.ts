/** `cdk8s-hkube convert`: HKube specs and manifests become a program. */

import * as path from 'node:path';
import { convertibleDocument } from './convert-document';
import { Diagnostics } from './diagnostics';
import { kindOfDocument } from './document-kind';
import { documentsOf } from './documents';
import { findSources } from './files';
import { FINDINGS, FINE, Io, WrongUse } from './io';
import { withLeftOut } from './left-out';
import { Breath } from './progress';
import { count } from './report';
import type { SourceFile, SourceObject } from '../convert/chart';
import { convert as programOf } from '../convert/convert';
import type { Language } from '../convert/scope';
import type { SpecWorkload } from '../convert/spec-manifest';
import { FileError, fileExists, writeText } from '../text/file';

export interface ConvertOptions {
  readonly language: Language;
  /** What runs the algorithms of specs. */
  readonly workload: SpecWorkload;
  /** A directory for the program; standard output if undefined. */
  readonly outdir?: string;
  /** The Kubernetes version that judges. */
  readonly kubernetesVersion: string;
  /** Whether manifests lose what the API server fills in with the same values. */
  readonly omitDefaults: boolean;
  /** Patterns of files to pass over. */
  readonly exclude: readonly string[];
}

const PROGRAMS: Readonly<Record<Language, string>> = { typescript: 'main.ts', python: 'main.py' };

/** Converts files, and answers with the exit code. Nothing is written unless all of it is right. */
export async function convert(files: readonly string[], options: ConvertOptions, io: Io): Promise<number> {
  const { language, workload, outdir, kubernetesVersion, omitDefaults } = options;
  const sources = withLeftOut(findSources(files, io.cwd, options), io.cwd);
  const diagnostics = new Diagnostics(io);
  const breath = new Breath();
  const found: SourceFile[] = [];
  for (const source of sources) {
    const objects: SourceObject[] = [];
    for await (const document of documentsOf(source, io)) {
      diagnostics.progress.show(
        () => `${count(found.length, 'file')}, ${count(diagnostics.errors, 'error')}: ${source.name}`,
      );
      await breath.take();
      // In directories there are other things too.
      if (!source.isNamed && document.errors.length === 0 && kindOfDocument(document) === 'other') continue;
      const { kind, schedule } = workload;
      const item = convertibleDocument(document, { workload: kind, schedule, kubernetesVersion, omitDefaults });
      item.reports.forEach((report) => diagnostics.tell(report));
      objects.push(...item.objects);
    }
    if (objects.length > 0) found.push({ name: source.name, objects });
  }
  diagnostics.progress.clear();
  if (diagnostics.errors > 0) {
    io.stderr.write(`${count(diagnostics.errors, 'error')}: nothing is written\n`);
    return FINDINGS;
  }
  if (found.length === 0) throw new WrongUse('there is no HKube spec and no manifest in these files');
  const program = programOf(found, { language, workload });
  if (outdir === undefined) io.stdout.write(program);
  else write(path.join(outdir, PROGRAMS[language]), program, io);
  return FINE;
}

/** Writes a program, but not over another one: somebody may have changed it. */
function write(file: string, program: string, io: Io): void {
  const absolute = path.resolve(io.cwd, file);
  try {
    if (fileExists(absolute)) throw new WrongUse(`${file} exists: remove it, or name another directory`);
    writeText(absolute, program);
  } catch (error) {
    throw error instanceof FileError ? new WrongUse(`${file}: ${error.message}`) : error;
  }
  io.stdout.write(`${file}\n`);
}
