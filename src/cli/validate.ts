/** `cdk8s-hkube validate`: what is wrong with HKube specs and Kubernetes manifests. */

import { documentsOf } from './documents';
import { findSources } from './files';
import { FINDINGS, FINE, Io } from './io';
import type { ObjectReport } from './object-report';
import { Breath, Progress } from './progress';
import { createReport, Format } from './report';
import { Totals } from './totals';
import { validateDocument } from './validate-document';
import { kindOfValue } from '../hkube/document-kind';

export interface ValidateOptions {
  readonly output: Format;
  /** The minor version of the Kubernetes that judges. */
  readonly minor: number;
  readonly warningsAsErrors: boolean;
  /** Whether custom resources, and files without any object that is known, fail the command. */
  readonly failOnNotValidated: boolean;
}

/** Validates files, and answers with the exit code. */
export async function validate(
  files: readonly string[],
  { output, minor, warningsAsErrors, failOnNotValidated }: ValidateOptions,
  io: Io,
): Promise<number> {
  const sources = findSources(files, io.cwd);
  const totals = new Totals();
  const progress = new Progress(io.stderr);
  const breath = new Breath();
  const report = createReport(output, `1.${minor}`, (text) => {
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
      validateDocument(document, minor).forEach(add);
    }
  }
  progress.clear();
  report.end(totals);
  if (totals.errors > 0) return FINDINGS;
  if (!failOnNotValidated || totals.notValidated === 0) return FINE;
  io.stderr.write(`error: ${totals.notValidated} not validated (--fail-on-not-validated)\n`);
  return FINDINGS;
}
