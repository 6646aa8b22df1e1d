/** Characters that look like those of YAML and JSON, as word processors and chats put them in. */

import type { OffsetFinding } from './parsed';

const SPACES: Record<string, string> = {
  '\u00a0': 'no-break space',
  '\u1680': 'space mark',
  '\u2002': 'en space',
  '\u2003': 'em space',
  '\u2007': 'figure space',
  '\u2009': 'thin space',
  '\u200b': 'zero width space',
  '\u202f': 'narrow no-break space',
  '\u205f': 'mathematical space',
  '\u2060': 'word joiner',
  '\u3000': 'ideographic space',
  '\ufeff': 'byte order mark',
};
const QUOTES = '\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u00ab\u00bb';
const DASHES = '\u2010\u2011\u2012\u2013\u2014\u2212';
const INVISIBLE = '\u200b\u2060\ufeff';
const COLONS = '\uff1a\ufe55\ua789';

/** Any of them. Looked for first, since what stands before a character takes long to look at in a long line. */
const ANY = `[${Object.keys(SPACES).join('')}${QUOTES}${DASHES}${COLONS}]`;
/** Where YAML's own characters are: in the indentation, after a dash, around a colon, before a value. */
const STRUCTURAL = new RegExp(
  `(?=${ANY})(?:(?<=^[ -]*)[${Object.keys(SPACES).join('')}]|(?<=[:-])[${Object.keys(SPACES).join('')}]|` +
    `(?<=^ *)[${DASHES}](?=[ \u00a0])|(?<=^[ -]*[\\w.]+)[${COLONS}])`,
  'gm',
);
/** What is part of a text although it should not be: quotes around it, and what is invisible. */
const IN_TEXT = new RegExp(
  `(?=${ANY})(?:(?<=[:,[{-][ \\t]+)[${QUOTES}]|[\u200b\u2060\ufeff]|\u00a0(?=[ \\t\\r]*$))`,
  'gm',
);

/** More of one text are not reported. */
const MAX_REPORTED = 5;

/** `no-break space (U+00A0)`; undefined for characters that look like no other. */
export function lookAlike(character: string): string | undefined {
  const name = nameOf(character);
  if (name === undefined) return undefined;
  return `${name} (U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')})`;
}

function nameOf(character: string): string | undefined {
  if (Object.hasOwn(SPACES, character)) return SPACES[character];
  if (QUOTES.includes(character)) return 'typographic quote';
  if (DASHES.includes(character)) return 'typographic dash';
  return COLONS.includes(character) ? 'full-width colon' : undefined;
}

function instead(character: string): string {
  if (QUOTES.includes(character)) return 'write straight quotes';
  if (DASHES.includes(character)) return 'write "-"';
  if (COLONS.includes(character)) return 'write ":"';
  return INVISIBLE.includes(character) ? 'remove it' : 'write an ordinary space, or remove it';
}

/** The first character of a YAML text that only looks as if it were one of YAML's own, up to the line of an error. */
export function structuralLookAlike(text: string, error: number): OffsetFinding | undefined {
  const lineEnd = text.indexOf('\n', error);
  const before = lineEnd < 0 ? text.length : lineEnd;
  for (const { index, 0: character } of contentMatches(text, STRUCTURAL)) {
    if (index > before) return undefined;
    return { offset: index, detail: `a ${lookAlike(character)}, which is not one of YAML's: ${instead(character)}` };
  }
  return undefined;
}

/** Characters that are part of a text, and were surely not meant to be. */
export function strayLookAlikes(text: string): OffsetFinding[] {
  return [...contentMatches(text, IN_TEXT)].slice(0, MAX_REPORTED).map(({ index, 0: character }) => ({
    offset: index,
    detail: `a ${lookAlike(character)} is part of this text: ${instead(character)}`,
  }));
}

/** The matches that are not in comments, nor at the very beginning, where a byte order mark is right. */
function* contentMatches(text: string, pattern: RegExp): Generator<RegExpExecArray> {
  for (const match of text.matchAll(pattern)) {
    const line = text.slice(text.lastIndexOf('\n', match.index - 1) + 1, match.index);
    if (match.index > 0 && !/(?:^|\s)#/.test(line)) yield match;
  }
}
