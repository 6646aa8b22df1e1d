/** A text that comes in pieces: the part of it that is not done with, and where in the whole that is. */

import { contentStart, Position } from './position';

export class Feed {
  /** What is there; what is done with ends at `at`. */
  public text = '';
  public at = 0;
  /** Where the line of `at` begins; before the text, when that part of the line is gone. */
  public lineStart = 0;
  /** Whether the text ends here. */
  public isComplete = false;
  private line = 1;

  public get place(): Position {
    return { line: this.line, column: this.at - this.lineStart + 1 };
  }

  /** Over a byte order mark, which takes no column. */
  public begin(): void {
    this.at = this.lineStart = contentStart(this.text);
  }

  public append(more: string): void {
    this.text = this.text.slice(this.at) + more;
    this.lineStart -= this.at;
    this.at = 0;
  }

  /** Done with all before `to`. */
  public advance(to: number): void {
    // Not by indexOf, which would look through the rest of the text for the next line.
    for (let i = this.at; i < to; i++) {
      if (this.text.charCodeAt(i) !== 0x0a) continue;
      this.line++;
      this.lineStart = i + 1;
    }
    this.at = to;
  }
}
