/** `cdk8s-hkube validate`: what is wrong with HKube specs and Kubernetes manifests. */

import { findSources, readText } from './files';
import { FINDINGS, FINE, Io } from './io';
import { judge, kindOfValue, unreadable, Verdict } from './judge';
import { Breath, Progress } from './progress';
import { createReport, Format, Totals } from './report';
import { readDocuments } from '../text/documents';

export interface ValidateOptions {
  readonly output: Format;
  /** The minor version of the Kubernetes that judges. */
  readonly minor: number;
  readonly warningsAsErrors: boolean;
}

/** A file with so many documents that make no sense is no file of ours. */
const MAX_UNREADABLE = 20;

/** Validates files, and answers with the exit code. */
export async function validate(files: readonly string[], { output, minor, warningsAsErrors }: ValidateOptions, io: Io): Promise<number> {
  const sources = findSources(files, io.cwd);
  const totals = new Totals();
  const progress = new Progress(io.stderr);
  const breath = new Breath();
  const report = createReport(output, (text) => {
    progress.clear();
    io.stdout.write(text);
  });
  const add = (verdict: Verdict) => {
    const final = warningsAsErrors ? { ...verdict, findings: verdict.findings.map((finding) => ({ ...finding, severity: 'error' as const })) } : verdict;
    totals.add(final);
    report.add(final);
  };
  for (const source of sources) {
    const { name: file } = source;
    totals.files++;
    const content = await readText(source, io);
    if ('problem' in content) {
      add(unreadable(file, [content.problem]));
      continue;
    }
    let count = 0;
    let bad = 0;
    for (const document of readDocuments(content.text, file)) {
      count++;
      await breath.take();
      progress.show(() => `${totals.objects} objects, ${totals.errors} errors, file ${totals.files} of ${sources.length}: ${file}`);
      if (!source.isNamed && document.problems.length === 0 && kindOfValue(document.value) === 'other') {
        if (totals.otherFiles[totals.otherFiles.length - 1] !== file) totals.otherFiles.push(file);
        continue;
      }
      for (const verdict of judge(document, minor)) add(verdict);
      if (document.problems.length === 0 || ++bad < MAX_UNREADABLE) continue;
      add(unreadable(file, [`${file}:${document.line}:1: the rest of the file is left out, after ${MAX_UNREADABLE} documents that could not be read`]));
      break;
    }
    if (count === 0 && source.isNamed) add(unreadable(file, [`${file}:1:1: there is nothing in it`]));
  }
  progress.clear();
  report.end(totals);
  return totals.errors > 0 ? FINDINGS : FINE;
}
