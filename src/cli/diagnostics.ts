import { paintFor } from './colors';
import { FileVariables } from './file-variables';
import type { Io } from './io';
import type { ObjectReport } from './object-report';
import { Progress } from './progress';
import { findingLine } from './report';
import { Twins } from './twins';
import type { Paint } from '../text/paint';

/** What commands that print something else than findings report in addition, on standard error. */
export class Diagnostics {
  public readonly progress: Progress;
  /** Errors so far. */
  public errors = 0;
  private readonly variables = new FileVariables();
  private readonly twins = new Twins();
  private readonly paint: Paint;

  constructor(private readonly io: Io) {
    this.progress = new Progress(io.stderr);
    this.paint = paintFor(io.stderr, io);
  }

  public tell(report: ObjectReport): void {
    this.progress.clear();
    const { label, findings } = this.variables.merged(this.twins.checked(report));
    for (const finding of findings) {
      if (finding.severity === 'error') this.errors++;
      this.io.stderr.write(`${findingLine(label, finding, this.paint)}\n`);
    }
  }
}
