/** `cdk8s-hkube validate`: what is wrong with HKube specs and Kubernetes manifests. */

import { BatchedOutput } from './batched-output';
import { clusterOptionsOf } from './cluster-options';
import { paintFor } from './colors';
import { createReport } from './create-report';
import { Diagnostics } from './diagnostics';
import { kindOfDocument } from './document-kind';
import { documentsOf } from './documents';
import { FileReferences } from './file-references';
import { FileVariables } from './file-variables';
import { findSources } from './files';
import { FINDINGS, FINE, Io } from './io';
import { withLeftOut } from './left-out';
import type { ObjectReport } from './object-report';
import { Breath, Progress } from './progress';
import type { Format } from './report';
import { Totals } from './totals';
import { Twins } from './twins';
import { validateDocument, ValidateDocumentOptions } from './validate-document';
import { mergeReports, versionsText } from './version-range';
import { gatesOf } from '../apimachinery/feature-gates';
import type { RenderSpecOptions } from '../hkube/rendered-spec';
import type { Document } from '../text/documents';
import { NO_COMMENTS } from '../text/parsed';

export interface ValidateOptions extends Omit<RenderSpecOptions, 'cluster' | 'sourcesOf' | 'kubernetesVersion'> {
  readonly output: Format;
  /** The minor versions of Kubernetes that judge, oldest first. */
  readonly minors: readonly number[];
  /** A file with HKube's cluster options. */
  readonly clusterOptions?: string;
  readonly warningsAsErrors: boolean;
  /** Whether custom resources, and files without any object that is known, fail the command. */
  readonly failOnNotValidated: boolean;
  /** Patterns of files to pass over. */
  readonly exclude: readonly string[];
  /** Rules whose warnings are not reported. */
  readonly ignore: readonly string[];
  /** Kinds that are not validated. */
  readonly skip: readonly string[];
}

/** Validates files, and answers with the exit code. */
export async function validate(files: readonly string[], options: ValidateOptions, io: Io): Promise<number> {
  const progress = new Progress(io.stderr);
  const out = new BatchedOutput((text) => {
    progress.clear();
    io.stdout.write(text);
  });
  try {
    return await validateTo(out, progress, files, options, io);
  } finally {
    out.flush();
  }
}

async function validateTo(
  out: BatchedOutput,
  progress: Progress,
  files: readonly string[],
  options: ValidateOptions,
  io: Io,
): Promise<number> {
  const { output, minors, failOnNotValidated } = options;
  const sources = withLeftOut(findSources(files, io.cwd, options), io.cwd);
  const diagnostics = new Diagnostics(io);
  const newest = minors[minors.length - 1];
  const cluster = await clusterOptionsOf(options.clusterOptions, newest, io, diagnostics);
  const totals = new Totals();
  const breath = new Breath();
  const report = createReport(output, {
    version: versionsText(minors),
    cwd: io.cwd,
    paint: paintFor(io.stdout, io),
    write: (text) => out.write(text),
  });
  const twins = new Twins();
  const variables = new FileVariables();
  const references = new FileReferences();
  const add = (one: ObjectReport) => {
    const final = withSeverities(one, options);
    totals.add(final);
    report.add(final);
  };
  for (const source of sources) {
    const { name: file, leftOut } = source;
    if (leftOut !== undefined) {
      totals.addLeftOut(file, leftOut);
      continue;
    }
    totals.files++;
    for await (const document of documentsOf(source, io)) {
      await breath.take();
      progress.show(
        () => `${totals.objects} objects, ${totals.errors} errors, file ${totals.files} of ${sources.length}: ${file}`,
      );
      if (!source.isNamed && isOther(document)) {
        totals.addOtherFile(file);
        continue;
      }
      for (const one of judge(document, minors, { ...options, cluster })) {
        references.add({ ...one, isNamed: source.isNamed });
        add(variables.merged(twins.checked(one)));
      }
    }
  }
  references.reports().forEach(add);
  progress.clear();
  const isWrong = totals.errors + diagnostics.errors > 0;
  const isIncomplete = failOnNotValidated && totals.notValidated > 0;
  const code = isWrong || isIncomplete ? FINDINGS : FINE;
  report.end(totals, code);
  out.flush();
  if (isIncomplete && !isWrong) {
    const head = paintFor(io.stderr, io)('error', 'error');
    io.stderr.write(`${head}: ${totals.notValidated} not validated (--fail-on-not-validated)\n`);
  }
  return code;
}

/** What all versions say of the objects of a document. */
function judge(document: Document, minors: readonly number[], options: ValidateDocumentOptions): ObjectReport[] {
  const { featureGates } = options;
  const byVersion = minors.map((minor) =>
    validateDocument(document, {
      ...options,
      kubernetesVersion: `1.${minor}`,
      featureGates: featureGates && gatesOf(minor, featureGates),
    }),
  );
  if (minors.length === 1) return byVersion[0];
  return byVersion[0].map((_, i) =>
    mergeReports(
      byVersion.map((reports) => reports[i]),
      minors,
    ),
  );
}

/** Whether a document of a directory is neither a spec nor a manifest. JSON with comments is some configuration. */
function isOther(document: Document): boolean {
  const { errors } = document;
  return errors.length > 0 ? errors[0].detail.includes(NO_COMMENTS) : kindOfDocument(document) === 'other';
}

/** The report without warnings that are ignored; others may count as errors. */
function withSeverities(report: ObjectReport, { ignore, warningsAsErrors }: ValidateOptions): ObjectReport {
  const findings = report.findings.filter(({ rule, severity }) => severity === 'error' || !ignore.includes(rule));
  return {
    ...report,
    findings: warningsAsErrors ? findings.map((finding) => ({ ...finding, severity: 'error' as const })) : findings,
  };
}
