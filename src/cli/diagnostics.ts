import { FileVariables } from './file-variables';
import type { Output } from './io';
import type { ObjectReport } from './object-report';
import { Progress } from './progress';
import { findingLine } from './report';
import { Twins } from './twins';

/** What commands that print something else than findings report in addition, on standard error. */
export class Diagnostics {
  public readonly progress: Progress;
  /** Errors so far. */
  public errors = 0;
  private readonly variables = new FileVariables();
  private readonly twins = new Twins();

  constructor(private readonly output: Output) {
    this.progress = new Progress(output);
  }

  public tell(report: ObjectReport): void {
    this.progress.clear();
    const { label, findings } = this.variables.merged(this.twins.checked(report));
    for (const finding of findings) {
      if (finding.severity === 'error') this.errors++;
      this.output.write(`${findingLine(label, finding)}\n`);
    }
  }
}
