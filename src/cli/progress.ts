import type { Output } from './io';
import { oneLine } from '../text/one-line';

/** Milliseconds: shorter work needs no progress, and nobody reads faster. */
const PATIENCE = 1000;
const INTERVAL = 100;

/** Lets the process see to its output between two pieces of work: that it is written, or that nobody reads on. */
export class Breath {
  private last = Date.now();

  public async take(): Promise<void> {
    if (Date.now() - this.last < INTERVAL) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.last = Date.now();
  }
}

/** One line on a terminal that says how far the work is, when it takes long. */
export class Progress {
  private readonly start = Date.now();
  private shown = 0;
  private isShown = false;

  constructor(private readonly output: Output) {}

  public show(text: () => string): void {
    if (!this.output.isTTY) return;
    const now = Date.now();
    if (now - this.start < PATIENCE || now - this.shown < INTERVAL) return;
    this.shown = now;
    this.isShown = true;
    this.output.write(`\r\x1b[K${oneLine(text())}`);
  }

  /** Makes room for other output. */
  public clear(): void {
    if (this.isShown) this.output.write('\r\x1b[K');
    this.isShown = false;
  }
}
