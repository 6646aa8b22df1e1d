/** A text that comes in pieces: the part of it that is not done with, and its position in the whole. */

import { contentStart, Position } from './position';

export class Feed {
  /** What is kept of the text; the part before `at` is done with. */
  public text = '';
  public at = 0;
  /** Where the line of `at` begins; negative when that part of the line is gone. */
  public lineStart = 0;
  /** Whether nothing follows this text. */
  public isComplete = false;
  private line = 1;

  public get position(): Position {
    return { line: this.line, column: this.at - this.lineStart + 1 };
  }

  /** Skips a byte order mark, which takes no column. */
  public begin(): void {
    this.at = this.lineStart = contentStart(this.text);
  }

  public append(more: string): void {
    this.text = this.text.slice(this.at) + more;
    this.lineStart -= this.at;
    this.at = 0;
  }

  /** Marks all before `to` as done with. */
  public advance(to: number): void {
    // Not by indexOf, which would look through the rest of the text for the next line.
    for (let i = this.at; i < to; i++) {
      if (this.text.charCodeAt(i) !== 0x0a) continue;
      this.line++;
      this.lineStart = i + 1;
    }
    this.at = to;
  }

  /** The position of a later offset. */
  public positionAt(offset: number): Position {
    let { line, lineStart } = this;
    for (let i = this.at; i < offset; i++) {
      if (this.text.charCodeAt(i) !== 0x0a) continue;
      line++;
      lineStart = i + 1;
    }
    return { line, column: offset - lineStart + 1 };
  }
}
