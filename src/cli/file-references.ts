/** What objects refer to and others do not have: known only when all files are read. */

import * as path from 'node:path';
import { inDocument, LocatedFinding, ObjectReport, ReportText } from './object-report';
import { Finding, findingText } from '../apimachinery/finding';
import type { Document } from '../text/documents';
import { variablesIn } from '../text/variables';
import type { ObjectFacts } from '../validation/references/object-facts';
import { ObjectSet } from '../validation/references/object-set';
import { mayRefer, referenceFindings } from '../validation/references/references';
import type { SetObject } from '../validation/references/set-object';

/** So many documents are kept, and so many characters of them, to find the places of fields: others have a line. */
const MAX_DOCUMENTS = 2000;
const MAX_TEXT = 16 * 1024 * 1024;
/** No directory has this name. */
const NAMED = '';

/** An object of a file, as small as can be: there may be very many. */
class FileObject implements SetObject {
  /** @param unit its file */
  constructor(
    private readonly known: ObjectFacts | string,
    public readonly unit: string,
    private readonly isNamed: boolean,
    private readonly line: number,
    /** What is kept to report on it. @default - nothing, as it refers to nothing */
    public readonly report?: ObjectReport,
  ) {}

  /** Of what refers to nothing there may be very many: it is read when it is asked for. */
  public get facts(): ObjectFacts {
    return typeof this.known === 'string' ? JSON.parse(this.known) : this.known;
  }

  /** Files that are named belong together; of those that are found, the files of one directory do. */
  public get scope(): string {
    return this.isNamed ? NAMED : path.dirname(this.unit);
  }

  public get where(): string {
    return `${this.unit}:${this.line}`;
  }
}

export class FileReferences {
  private readonly objects: FileObject[] = [];
  private readonly documents = new Set<Document>();
  private length = 0;

  public add(report: ObjectReport): void {
    const { file, line, isNamed = false, facts: given, label, apiVersion, kind, namespace, level } = report;
    if (given === undefined) return;
    // Copies, since a part of a text keeps all of the text in memory.
    if (!mayRefer(given)) {
      this.objects.push(new FileObject(JSON.stringify(given), file, isNamed, line));
      return;
    }
    const parts = { facts: given, report: { file, line, label, apiVersion, kind, namespace, level, findings: [] } };
    const copy = JSON.parse(JSON.stringify(parts)) as { facts: ObjectFacts; report: ObjectReport };
    const kept = { ...copy.report, text: this.kept(report.text) };
    this.objects.push(new FileObject(copy.facts, file, isNamed, line, kept));
  }

  private kept(text: ReportText | undefined): ReportText | undefined {
    if (text === undefined || this.documents.has(text.document)) return text;
    if (this.documents.size >= MAX_DOCUMENTS || this.length + text.document.length > MAX_TEXT) return undefined;
    this.documents.add(text.document);
    this.length += text.document.length;
    return text;
  }

  /** What was found, when all files are read. */
  public reports(): ObjectReport[] {
    const referring = this.objects.filter(({ report }) => report !== undefined);
    if (referring.length === 0) return [];
    const set = new ObjectSet(this.objects);
    return referring.flatMap((object) => {
      const report = object.report!;
      const findings = referenceFindings(object, set).filter(({ value }) => variablesIn(String(value)).length === 0);
      return findings.length > 0 ? [{ ...report, findings: located(report, findings), isLate: true }] : [];
    });
  }
}

/** The findings at their places; at the beginning of the object, if its text was too long to keep. */
function located({ file, line, text }: ObjectReport, findings: readonly Finding[]): LocatedFinding[] {
  const places = text?.document.locate(findings.map((finding) => inDocument(text.path, finding.path)));
  return findings.map((finding, i) => {
    const { rule, severity, path: field } = finding;
    const place = places?.[i] ?? { line, column: 1 };
    return { file, ...place, rule, severity, path: field, message: findingText(finding) };
  });
}
