import type { Output } from './io';
import { oneLine } from '../text/escape';

/** Shorter work shows no progress. Milliseconds. */
const DELAY = 1000;
/** The time between two updates. Milliseconds. */
const INTERVAL = 100;

/** Gives the process time between two pieces of work to write its output, or to notice that the reader is gone. */
export class Breath {
  private last = Date.now();

  public async take(): Promise<void> {
    if (Date.now() - this.last < INTERVAL) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.last = Date.now();
  }
}

/** One line on a terminal that shows the progress of long work. */
export class Progress {
  private readonly start = Date.now();
  private shown = 0;
  private isShown = false;

  constructor(private readonly output: Output) {}

  public show(text: () => string): void {
    if (!this.output.isTTY) return;
    const now = Date.now();
    if (now - this.start < DELAY || now - this.shown < INTERVAL) return;
    this.shown = now;
    this.isShown = true;
    this.output.write(`\r\x1b[K${oneLine(text())}`);
  }

  /** Removes the line before other output. */
  public clear(): void {
    if (this.isShown) this.output.write('\r\x1b[K');
    this.isShown = false;
  }
}
