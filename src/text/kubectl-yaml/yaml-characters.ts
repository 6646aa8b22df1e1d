/** The characters that mean something in YAML. */

export const enum Char {
  END = 0,
  TAB = 0x09,
  SPACE = 0x20,
  EXCLAMATION = 0x21,
  DOUBLE_QUOTE = 0x22,
  HASH = 0x23,
  PERCENT = 0x25,
  AMPERSAND = 0x26,
  SINGLE_QUOTE = 0x27,
  STAR = 0x2a,
  COMMA = 0x2c,
  DASH = 0x2d,
  DOT = 0x2e,
  COLON = 0x3a,
  GREATER = 0x3e,
  QUESTION = 0x3f,
  OPEN_BRACKET = 0x5b,
  BACKSLASH = 0x5c,
  CLOSE_BRACKET = 0x5d,
  OPEN_BRACE = 0x7b,
  PIPE = 0x7c,
  CLOSE_BRACE = 0x7d,
}

export const isBreak = (code: number) =>
  code === 0x0a || code === 0x0d || code === 0x85 || code === 0x2028 || code === 0x2029;
export const isBlank = (code: number) => code === Char.SPACE || code === Char.TAB;
/** White space, a line break or the end. */
export const isGap = (code: number) =>
  code === Char.SPACE || code === 0x0a || code === Char.TAB || code === Char.END || isBreak(code);

/** Not allowed anywhere, not even in quotes: control characters, and halves of surrogate pairs. */
export const FORBIDDEN = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Letters, digits and the other characters without a meaning in a scalar without quotes. */
export const ORDINARY = Uint8Array.from({ length: 0x7f }, (_, code) =>
  /[\w./=$+;^~()<>-]/.test(String.fromCharCode(code)) ? 1 : 0,
);
/** What ends such a scalar inside of brackets. */
export const FLOW_INDICATORS = new Set<number>([
  Char.COMMA,
  Char.QUESTION,
  Char.OPEN_BRACKET,
  Char.CLOSE_BRACKET,
  Char.OPEN_BRACE,
  Char.CLOSE_BRACE,
]);
