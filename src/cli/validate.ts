/** `cdk8s-hkube validate`: what is wrong with HKube specs and Kubernetes manifests. */

import { clusterOptionsOf } from './cluster-options';
import { Diagnostics } from './diagnostics';
import { documentsOf } from './documents';
import { findSources } from './files';
import { FINDINGS, FINE, Io } from './io';
import type { ObjectReport } from './object-report';
import { Breath, Progress } from './progress';
import { createReport, Format } from './report';
import { Totals } from './totals';
import { validateDocument } from './validate-document';
import { mergeReports, versionsText } from './version-range';
import { kindOfValue } from '../hkube/document-kind';
import type { RenderSpecOptions } from '../hkube/rendered-spec';
import type { Document } from '../text/documents';

export interface ValidateOptions extends Omit<RenderSpecOptions, 'cluster' | 'sourcesOf' | 'kubernetesVersion'> {
  readonly output: Format;
  /** The minor versions of Kubernetes that judge, oldest first. */
  readonly minors: readonly number[];
  /** A file with HKube's cluster options. */
  readonly clusterOptions?: string;
  readonly warningsAsErrors: boolean;
  /** Whether custom resources, and files without any object that is known, fail the command. */
  readonly failOnNotValidated: boolean;
}

/** Validates files, and answers with the exit code. */
export async function validate(files: readonly string[], options: ValidateOptions, io: Io): Promise<number> {
  const { output, minors, warningsAsErrors, failOnNotValidated } = options;
  const sources = findSources(files, io.cwd);
  const diagnostics = new Diagnostics(io.stderr);
  const newest = minors[minors.length - 1];
  const cluster = await clusterOptionsOf(options.clusterOptions, newest, io, diagnostics);
  const totals = new Totals();
  const progress = new Progress(io.stderr);
  const breath = new Breath();
  const report = createReport(output, versionsText(minors), (text) => {
    progress.clear();
    io.stdout.write(text);
  });
  const add = (one: ObjectReport) => {
    const final = warningsAsErrors
      ? { ...one, findings: one.findings.map((finding) => ({ ...finding, severity: 'error' as const })) }
      : one;
    totals.add(final);
    report.add(final);
  };
  for (const source of sources) {
    const { name: file } = source;
    totals.files++;
    for await (const document of documentsOf(source, io)) {
      await breath.take();
      progress.show(
        () => `${totals.objects} objects, ${totals.errors} errors, file ${totals.files} of ${sources.length}: ${file}`,
      );
      if (!source.isNamed && document.errors.length === 0 && kindOfValue(document.value) === 'other') {
        totals.addOtherFile(file);
        continue;
      }
      judge(document, minors, { ...options, cluster }).forEach(add);
    }
  }
  progress.clear();
  report.end(totals);
  if (totals.errors + diagnostics.errors > 0) return FINDINGS;
  if (!failOnNotValidated || totals.notValidated === 0) return FINE;
  io.stderr.write(`error: ${totals.notValidated} not validated (--fail-on-not-validated)\n`);
  return FINDINGS;
}

/** What all versions say of the objects of a document. */
function judge(document: Document, minors: readonly number[], options: RenderSpecOptions): ObjectReport[] {
  const byVersion = minors.map((minor) => validateDocument(document, { ...options, kubernetesVersion: `1.${minor}` }));
  if (minors.length === 1) return byVersion[0];
  return byVersion[0].map((_, i) =>
    mergeReports(
      byVersion.map((reports) => reports[i]),
      minors,
    ),
  );
}
