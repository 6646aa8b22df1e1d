import type { Output } from './io';
import { Progress } from './progress';
import { findingLine } from './report';
import type { ObjectReport } from './validate-document';

/** What commands that print something else than findings say beside it, on standard error. */
export class Diagnostics {
  public readonly progress: Progress;
  /** Errors so far. */
  public errors = 0;

  constructor(private readonly output: Output) {
    this.progress = new Progress(output);
  }

  public tell({ file, label, findings }: ObjectReport): void {
    this.progress.clear();
    for (const finding of findings) {
      if (finding.severity === 'error') this.errors++;
      this.output.write(`${findingLine(file, label, finding)}\n`);
    }
  }
}
