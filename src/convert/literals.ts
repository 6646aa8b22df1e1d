/** Texts as literals of a language. */

export interface Quotes {
  /** What texts stand between, unless they contain it and not the other one. */
  readonly usual: "'" | '"';
  /** What texts of several lines stand between. */
  readonly block: '`' | '"""';
}

/** What is invisible in a program, or ends a line. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\u00a0\u2028\u2029\ufeff]/gu;
const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A text on one line; on several if it has several. */
export function literalText(text: string, { usual, block }: Quotes): string {
  const isBlock = /\n./.test(text);
  if (isBlock) return `${block}${blockContent(text, block)}${block}`;
  const other = usual === "'" ? '"' : "'";
  const quote = count(text, usual) > count(text, other) ? other : usual;
  return `${quote}${escaped(text, (character) => character === quote)}${quote}`;
}

const count = (text: string, part: string) => text.split(part).length - 1;

function blockContent(text: string, block: Quotes['block']): string {
  const lines = text.split('\n').map((line) => escaped(line, (character) => block === '`' && character === '`'));
  const content = lines.join('\n');
  if (block === '`') return content.replaceAll('${', '\\${');
  return content.replace(/"(?="")|"$/g, '\\"');
}

function escaped(text: string, isEscaped: (character: string) => boolean): string {
  return Array.from(text, (character) => {
    if (character === '\\' || isEscaped(character)) return `\\${character}`;
    return character.replace(INVISIBLE, (found) => NAMED[found] ?? codePoints(found));
  }).join('');
}

/** `\u001b`; of a character outside of the first plane its two halves, which are one in JavaScript only. */
const codePoints = (character: string) =>
  Array.from(
    { length: character.length },
    (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`,
  ).join('');
