/** What a report of `validate` counts. */

import type { ObjectReport } from './object-report';
import type { FileLevel } from '../validation/manifest-file';

/** Objects of one kind that were not validated, or only decoded, or left out. */
export interface KindCount {
  readonly apiVersion: string;
  readonly kind: string;
  readonly level: FileLevel;
  count: number;
}

/** What was found in all, and how much was validated. */
export class Totals {
  public files = 0;
  /** Without those that are left out. */
  public objects = 0;
  public errors = 0;
  public warnings = 0;
  /** Files found in directories and by patterns that hold nothing of ours. */
  public readonly otherFiles: string[] = [];
  /** Files that are not read, by the reason. */
  public readonly leftOut = new Map<string, string[]>();
  private readonly byKind = new Map<string, KindCount>();
  private readonly byLevel = { validated: 0, 'decoded only': 0, 'not validated': 0, skipped: 0, 'left out': 0 };

  public add({ findings, label, level, apiVersion, kind, isLate }: ObjectReport): void {
    for (const { severity } of findings) {
      if (severity === 'error') this.errors++;
      else this.warnings++;
    }
    if (label === '' || isLate) return;
    this.byLevel[level]++;
    if (level !== 'left out') this.objects++;
    if (level !== 'validated') this.addKind(text(apiVersion), text(kind), level);
  }

  /** @param name a file that is neither a spec nor a manifest; more than once when more of its documents are */
  public addOtherFile(name: string): void {
    if (this.otherFiles[this.otherFiles.length - 1] !== name) this.otherFiles.push(name);
  }

  /** @param reason why a file is not read */
  public addLeftOut(name: string, reason: string): void {
    const names = this.leftOut.get(reason);
    if (names) names.push(name);
    else this.leftOut.set(reason, [name]);
  }

  /** Objects of which all was validated. */
  public get validated(): number {
    return this.byLevel.validated;
  }

  /** Objects of which fields and metadata were validated: there are no rules for their kinds. */
  public get decodedOnly(): number {
    return this.byLevel['decoded only'];
  }

  /** Custom resources, of which only the metadata was validated, what was skipped, and other files. */
  public get notValidated(): number {
    return this.byLevel['not validated'] + this.byLevel.skipped + this.otherFiles.length;
  }

  /** The kinds of which not all was validated. */
  public get kinds(): readonly KindCount[] {
    return [...this.byKind.values()];
  }

  private addKind(apiVersion: string, kind: string, level: FileLevel): void {
    const key = `${level} ${apiVersion} ${kind}`;
    const entry = this.byKind.get(key);
    if (entry) entry.count++;
    else this.byKind.set(key, { apiVersion, kind, level, count: 1 });
  }
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');
