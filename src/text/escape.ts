/** Escapes what must not reach a reader as it is: one function for each kind of output. */

/**
 * Characters that end a line, steer a terminal, turn the writing direction, are invisible or look like a space, and
 * halves of surrogate pairs.
 */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/gu;
const NAMED: Record<string, string> = { '\n': '\\n', '\t': '\\t' };

/** A text on one line that a terminal shows as it is: messages quote names and values from files. */
export const oneLine = (text: string): string =>
  text.replace(UNPRINTABLE, (character) => NAMED[character] ?? unicodeEscape(character));

/** JSON for standard output. `JSON.stringify` escapes only some of the control characters. */
export const printedJson = (value: unknown): string =>
  `${JSON.stringify(value, undefined, 2).replace(/[\x7f-\x9f\u2028\u2029]/g, unicodeEscape)}\n`;

/** A text for XML, which has no way to write most control characters. */
export function xmlText(text: string): string {
  return text
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');
}

/** `\u001b`; of a character outside of the first plane its two halves. */
const unicodeEscape = (character: string) =>
  Array.from({ length: character.length }, (_, i) => {
    const code = character.charCodeAt(i).toString(16);
    return `\\u${code.padStart(4, '0')}`;
  }).join('');
