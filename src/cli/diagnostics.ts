import type { Output } from './io';
import type { ObjectReport } from './object-report';
import { Progress } from './progress';
import { findingLine } from './report';

/** What commands that print something else than findings report in addition, on standard error. */
export class Diagnostics {
  public readonly progress: Progress;
  /** Errors so far. */
  public errors = 0;

  constructor(private readonly output: Output) {
    this.progress = new Progress(output);
  }

  public tell({ label, findings }: ObjectReport): void {
    this.progress.clear();
    for (const finding of findings) {
      if (finding.severity === 'error') this.errors++;
      this.output.write(`${findingLine(label, finding)}\n`);
    }
  }
}
