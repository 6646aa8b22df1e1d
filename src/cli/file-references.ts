/** What objects refer to and others do not have: known only when all files are read. */

import * as path from 'node:path';
import { inDocument, LocatedFinding, ObjectReport, ReportText } from './object-report';
import { Finding, findingText } from '../apimachinery/finding';
import type { Document } from '../text/documents';
import { variablesIn } from '../text/variables';
import type { ObjectFacts } from '../validation/references/object-facts';
import { ObjectSet } from '../validation/references/object-set';
import type { PodFacts } from '../validation/references/pod-facts';
import { mayRefer, referenceFindings } from '../validation/references/references';
import type { SetObject } from '../validation/references/set-object';

/** So many documents are kept, and so many characters of them, to find the places of fields: others have a line. */
const MAX_DOCUMENTS = 2000;
const MAX_TEXT = 16 * 1024 * 1024;
/** So many different pods are compared, since those of a generated file are often the same. */
const MAX_PODS = 10_000;

/** No directory has this name. */
const NAMED = '';

/** An object of a file, as small as can be: there may be very many. */
class FileObject implements SetObject {
  /** @param unit its file */
  constructor(
    public readonly facts: ObjectFacts,
    public readonly unit: string,
    private readonly isNamed: boolean,
    private readonly line: number,
    /** What is kept to report on it. @default - nothing, as it refers to nothing */
    public readonly report?: ObjectReport,
  ) {}

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
  private readonly pods = new Map<string, PodFacts>();
  private readonly documents = new Set<Document>();
  private length = 0;

  public add(report: ObjectReport): void {
    const { file, line, isNamed = false, facts: given } = report;
    if (given === undefined) return;
    const facts = this.detached(given);
    const kept = mayRefer(facts) ? { ...report, facts: undefined, text: this.kept(report.text) } : undefined;
    this.objects.push(new FileObject(facts, file, isNamed, line, kept));
  }

  /** A copy, since a part of a text keeps all of the text in memory. */
  private detached({ pods, ...facts }: ObjectFacts): ObjectFacts {
    const copy = JSON.parse(JSON.stringify(facts)) as ObjectFacts;
    return pods ? { ...copy, pods: this.sharedPods(JSON.stringify(pods)) } : copy;
  }

  private sharedPods(text: string): PodFacts {
    const known = this.pods.get(text);
    if (known) return known;
    const pods = JSON.parse(text) as PodFacts;
    if (this.pods.size < MAX_PODS) this.pods.set(text, pods);
    return pods;
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
    const set = new ObjectSet(this.objects);
    return this.objects.flatMap((object) => {
      const { report } = object;
      if (report === undefined) return [];
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
