import type { Output } from './io';

/** As much text is written at once. */
const MAX_LENGTH = 64 * 1024;

/** Collects texts until the process has time to write them: many small writes cost more than what is in them. */
export class BatchedOutput implements Output {
  private texts: string[] = [];
  private length = 0;

  constructor(private readonly target: (text: string) => void) {}

  public write(text: string): void {
    if (this.texts.length === 0) setImmediate(() => this.flush());
    this.texts.push(text);
    this.length += text.length;
    if (this.length >= MAX_LENGTH) this.flush();
  }

  /** Writes what is left. */
  public flush(): void {
    if (this.texts.length === 0) return;
    const text = this.texts.join('');
    this.texts = [];
    this.length = 0;
    this.target(text);
  }
}
