/**
 * The tokens of YAML: white space, comments, scalars, anchors and tags, in the grammar of libyaml, whose Go version
 * reads YAML for kubectl. The parser knows where a scalar is allowed.
 *
 * @see https://yaml.org/spec/1.1/
 */

import { Char, FLOW_INDICATORS, FORBIDDEN, isBlank, isBreak, isGap, ORDINARY } from './yaml-characters';
import { Stop } from '../parsed';
import { contentStart } from '../position';

const ESCAPES: Record<string, string> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};
const HEX_DIGITS: Record<string, number> = { x: 2, u: 4, U: 8 };

const ANCHOR = /[\w-]+/y;
const TAG = /!<[\w;/?:@&=+$,.!~*'()[\]%-]+>|![\w;/?:@&=+$,.!~*'()[\]%-]*/y;

const HALF_A_PAIR = 'half a surrogate pair, which is not a character';
const isSurrogate = (code: number) => code >= 0xd800 && code < 0xe000;

function whyForbidden(code: number): string {
  if (isSurrogate(code)) return HALF_A_PAIR;
  const digits = code.toString(16).padStart(4, '0');
  return `YAML does not allow the character U+${digits.toUpperCase()}: write it as "\\u${digits}" in double quotes`;
}

export const tooLarge = (bytes: number) => `more than ${bytes} bytes as JSON, which the API server does not accept`;

export class Scanner {
  protected at: number;
  /** The offset of the line. */
  protected lineStart: number;
  /** The column of the innermost collection of block style. */
  protected indent = -1;
  /** How many `[` and `{` are open. */
  protected flow = 0;
  /** Whether a key may begin here: at the beginning of a line or after an indicator. */
  protected keyAllowed = true;
  /** Ends with NUL, which no YAML text contains. */
  protected readonly text: string;

  constructor(
    text: string,
    private readonly maxSize: number,
  ) {
    // kubectl completes the last line.
    this.text = text.endsWith('\n') ? `${text}\0` : `${text}\n\0`;
    this.at = this.lineStart = contentStart(text);
    const forbidden = FORBIDDEN.exec(text);
    if (forbidden) this.fail(whyForbidden(text.charCodeAt(forbidden.index)), forbidden.index);
  }

  /** Refuses a value as soon as it is too large. */
  protected limit(size: number): void {
    if (size > this.maxSize) this.fail(tooLarge(this.maxSize));
  }

  protected get column(): number {
    return this.at - this.lineStart;
  }

  protected code(ahead = 0): number {
    return this.text.charCodeAt(this.at + ahead);
  }

  protected fail(detail: string, offset = this.at): never {
    throw new Stop({ offset: Math.min(offset, this.text.length - 1), detail });
  }

  /** Moves to the next token. */
  protected skip(): void {
    for (;;) {
      let code = this.code();
      // Tabs don't indent.
      while (code === Char.SPACE || (code === Char.TAB && (this.flow > 0 || !this.keyAllowed))) {
        this.at++;
        code = this.code();
      }
      if (code === Char.HASH) {
        while (!isBreak(code) && code !== Char.END) {
          this.at++;
          code = this.code();
        }
      }
      if (!isBreak(code)) return;
      this.breakLine();
      if (this.flow === 0) this.keyAllowed = true;
    }
  }

  /** Skips a line break, and returns it as YAML normalizes it. */
  private breakLine(): string {
    const code = this.code();
    this.at += code === 0x0d && this.code(1) === 0x0a ? 2 : 1;
    this.lineStart = this.at;
    return code === 0x2028 || code === 0x2029 ? String.fromCharCode(code) : '\n';
  }

  /** `---` or `...` at the beginning of a line. */
  protected isDocumentMark(): boolean {
    if (this.at !== this.lineStart) return false;
    const code = this.code();
    return (
      (code === Char.DASH || code === Char.DOT) && this.code(1) === code && this.code(2) === code && isGap(this.code(3))
    );
  }

  /** A scalar without quotes. */
  protected plain(): string {
    const { text, indent } = this;
    let value = '';
    let pending = '';
    for (;;) {
      // One line.
      const start = this.at;
      let at = start;
      let end = start;
      for (; ; at++) {
        const code = text.charCodeAt(at);
        // Hardly any character needs a second look.
        if (code < ORDINARY.length && ORDINARY[code] === 1) {
          end = at + 1;
        } else if (code === Char.COLON) {
          if (isGap(text.charCodeAt(at + 1))) break;
          end = at + 1;
        } else if (code === Char.HASH) {
          if (end !== at) break;
          end = at + 1;
        } else if (isBreak(code) || code === Char.END || (this.flow > 0 && FLOW_INDICATORS.has(code))) {
          break;
        } else if (!isBlank(code)) {
          end = at + 1;
        }
      }
      this.at = at;
      if (end > start) {
        value += pending + text.slice(start, end);
        this.limit(value.length);
        pending = '';
        this.keyAllowed = false;
      }
      if (!isBreak(this.code())) return value;

      this.keyAllowed = true;
      if (this.flow === 0 && this.isLastLine(indent)) return value;
      pending = this.fold(() => this.column <= indent);
      const code = this.code();
      if (
        code === Char.HASH ||
        code === Char.END ||
        this.isDocumentMark() ||
        (this.flow === 0 && this.column <= indent)
      ) {
        return value;
      }
    }
  }

  /** Whether the scalar surely ends with this line. If so, moves to the first token of the next line. */
  private isLastLine(indent: number): boolean {
    if (this.code() !== 0x0a) return false;
    const lineStart = this.at + 1;
    let at = lineStart;
    while (this.text.charCodeAt(at) === Char.SPACE) at++;
    const code = this.text.charCodeAt(at);
    if (at - lineStart > indent || isBreak(code) || code === Char.TAB) return false;
    this.at = at;
    this.lineStart = lineStart;
    return true;
  }

  /** Skips line breaks and the white space around them, and returns what is left of them in a scalar. */
  private fold(isTabWrong?: () => boolean): string {
    let first = '';
    let rest = '';
    for (;;) {
      const code = this.code();
      if (isBreak(code)) {
        if (first === '') first = this.breakLine();
        else rest += this.breakLine();
      } else if (isBlank(code)) {
        if (code === Char.TAB && isTabWrong?.()) this.failForTab();
        this.at++;
      } else {
        break;
      }
    }
    return first === '\n' ? rest || ' ' : first + rest;
  }

  protected failForTab(): never {
    return this.fail('a tab: YAML allows only spaces for indentation');
  }

  /** A scalar in quotes. */
  protected quoted(): string {
    const { text } = this;
    const opening = this.at;
    const quote = this.code();
    this.at++;
    let value = '';
    let start = this.at;
    for (;;) {
      const code = this.code();
      if (code === quote) {
        if (quote === Char.DOUBLE_QUOTE || this.code(1) !== quote) break;
        value += text.slice(start, this.at + 1);
        this.at += 2;
        start = this.at;
      } else if (code === Char.BACKSLASH && quote === Char.DOUBLE_QUOTE) {
        value += text.slice(start, this.at) + this.escape();
        start = this.at;
      } else if (isBreak(code)) {
        value += text.slice(start, this.at).replace(/[ \t]+$/, '') + this.fold();
        this.limit(value.length);
        start = this.at;
      } else if (this.isDocumentMark()) {
        this.fail('this quote is not closed before the end of the document', opening);
      } else if (code === Char.END) {
        this.fail('this quote is never closed', opening);
      } else {
        this.at++;
      }
    }
    value += text.slice(start, this.at);
    this.at++;
    this.keyAllowed = false;
    return value;
  }

  private escape(): string {
    const kind = this.text[this.at + 1];
    if (isBreak(this.code(1))) {
      // The line break is escaped; further empty lines are not.
      this.at++;
      this.breakLine();
      let breaks = '';
      for (let code = this.code(); isBlank(code) || isBreak(code); code = this.code()) {
        if (isBreak(code)) breaks += this.breakLine();
        else this.at++;
      }
      return breaks;
    }
    if (Object.hasOwn(ESCAPES, kind)) {
      this.at += 2;
      return ESCAPES[kind];
    }
    if (!Object.hasOwn(HEX_DIGITS, kind)) {
      this.fail('not a valid escape sequence: write \\\\ for a backslash, or use single quotes');
    }
    const digits = this.text.slice(this.at + 2, this.at + 2 + HEX_DIGITS[kind]);
    if (digits.length < HEX_DIGITS[kind] || !/^[\da-fA-F]+$/.test(digits)) {
      this.fail(`\\${kind} must be followed by ${HEX_DIGITS[kind]} hexadecimal digits`);
    }
    const code = parseInt(digits, 16);
    if (code > 0x10ffff) this.fail('this character does not exist');
    if (isSurrogate(code)) this.fail(`${HALF_A_PAIR}: write \\U and eight digits for the whole`);
    this.at += 2 + digits.length;
    return String.fromCodePoint(code);
  }

  /** A `|` or `>` scalar. */
  protected block(): string {
    const isLiteral = this.code() === Char.PIPE;
    this.at++;
    const header = /([+-]?)([1-9]?)([+-]?)[ \t]*(?:#.*)?/y;
    header.lastIndex = this.at;
    const [whole, before, digit, after] = header.exec(this.text)!;
    if (digit === '' ? after !== '' : before !== '' && after !== '') {
      this.fail('only one "+" or "-" is allowed here');
    }
    this.at += whole.replace(/#[^]*/, '').length;
    if (this.code() === Char.HASH) while (!isBreak(this.code()) && this.code() !== Char.END) this.at++;
    if (!isBreak(this.code()) && this.code() !== Char.END) {
      this.fail(`unexpected text after ${isLiteral ? '"|"' : '">"'}: start it on the next line`);
    }
    if (this.code() !== Char.END) this.breakLine();
    this.keyAllowed = true;

    let indent = digit === '' ? 0 : Math.max(this.indent, 0) + Number(digit);
    let value = '';
    let lineBreak = '';
    let breaks: string;
    ({ indent, breaks } = this.blockBreaks(indent));
    let wasBlank = false;
    while (this.column === indent && this.code() !== Char.END) {
      const blank = isBlank(this.code());
      if (!isLiteral && !wasBlank && !blank && lineBreak === '\n') value += breaks || ' ';
      else value += lineBreak + breaks;
      wasBlank = blank;
      const start = this.at;
      while (!isBreak(this.code()) && this.code() !== Char.END) this.at++;
      value += this.text.slice(start, this.at);
      this.limit(value.length);
      lineBreak = this.code() === Char.END ? '' : this.breakLine();
      ({ indent, breaks } = this.blockBreaks(indent));
    }
    const chomp = before || after;
    return value + (chomp === '-' ? '' : lineBreak) + (chomp === '+' ? breaks : '');
  }

  /** Skips empty lines and indentation. The first line that is not empty decides an indentation of 0. */
  private blockBreaks(indent: number): { indent: number; breaks: string } {
    let breaks = '';
    let deepest = 0;
    for (;;) {
      while ((indent === 0 || this.column < indent) && this.code() === Char.SPACE) this.at++;
      deepest = Math.max(deepest, this.column);
      if ((indent === 0 || this.column < indent) && this.code() === Char.TAB) this.failForTab();
      if (!isBreak(this.code())) break;
      breaks += this.breakLine();
    }
    return { indent: indent || Math.max(deepest, this.indent + 1, 1), breaks };
  }

  /** The name after `&` or `*`. */
  protected anchorName(): string {
    const sign = this.text[this.at];
    ANCHOR.lastIndex = this.at + 1;
    const name = ANCHOR.exec(this.text)?.[0];
    const next = name === undefined ? NaN : this.code(1 + name.length);
    if (name === undefined || !(isGap(next) || '?:,]}%@`'.includes(String.fromCharCode(next)))) {
      const kind = sign === '*' ? 'alias' : 'anchor';
      const hint = `put the text in quotes if it is not an ${kind}`;
      this.fail(`"${sign}" must be followed by a name of letters, digits, "-" and "_": ${hint}`);
    }
    this.at += 1 + name!.length;
    this.keyAllowed = false;
    return name!;
  }

  /** A tag in its full form: `tag:yaml.org,2002:str` for `!!str`. */
  protected tag(): string {
    TAG.lastIndex = this.at;
    const [whole] = TAG.exec(this.text)!;
    if (!isGap(this.code(whole.length))) {
      this.fail('a tag must be followed by a space: put the text in quotes if it is not a tag');
    }
    const [, handle, suffix] = /^(!(?:[\w-]*!)?)(.*)$/.exec(whole)!;
    if (whole.includes('%') || (handle.length > 2 && !whole.startsWith('!<')) || (handle === '!!' && suffix === '')) {
      this.fail('not a valid tag');
    }
    this.at += whole.length;
    this.keyAllowed = false;
    if (whole.startsWith('!<')) return whole.slice(2, -1);
    return handle === '!!' ? `tag:yaml.org,2002:${suffix}` : whole;
  }
}
