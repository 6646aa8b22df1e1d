/** Positions in a text. */

/** A line and a column, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What is wrong in a text, or reads differently than it looks, and where. */
export interface TextFinding extends Position {
  readonly detail: string;
  /** The variable without a value that is there, if there is one. */
  readonly variable?: string;
}

/** `print.yaml:12:5` */
export const positionText = (file: string, { line, column }: Position) => `${file}:${line}:${column}`;

/** `print.yaml:12:5: expected "," or "}" but found "x"` */
export const textFindingLine = (file: string, finding: TextFinding) =>
  `${positionText(file, finding)}: ${finding.detail}`;

const BYTE_ORDER_MARK = 0xfeff;

/** Where the content of a text begins: after a byte order mark, if there is one. */
export const contentStart = (text: string) => (text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0);

/**
 * The positions of offsets, found in one pass over the lines. A byte order mark takes no column.
 *
 * @param from where the text itself begins, when it is a part of a file
 */
export function positionsOf(
  text: string,
  offsets: readonly number[],
  from: Position = { line: 1, column: 1 },
): Map<number, Position> {
  const positions = new Map<number, Position>();
  let { line } = from;
  let lineStart = contentStart(text) - (from.column - 1);
  let next = text.indexOf('\n');
  for (const offset of [...offsets].sort((a, b) => a - b)) {
    for (; next !== -1 && next < offset; next = text.indexOf('\n', lineStart)) {
      line++;
      lineStart = next + 1;
    }
    positions.set(offset, { line, column: Math.max(1, offset - lineStart + 1) });
  }
  return positions;
}
