/** Texts in Mermaid's flowcharts, which take a part of what is written there for markup, HTML, directives or comments. */

import { oneLine } from '../text/escape';

/** Longer lines say no more to anybody. */
const MAX_LINE = 160;
/** What may mean something to Mermaid, or to the Markdown that labels may be; in the group, what does not within words: `acme.io/print:v4` */
const SPECIAL = /((?<=[A-Za-z\d])[-.:](?=[A-Za-z\d]))|[^A-Za-z\d/, ]/gu;
/** Where it does all the same: Mermaid looks for styles and icons within quotes, too, and Markdown for links. */
const TREACHEROUS = /style|classdef|fa\w*:fa-|www\./i;

/** A label of several lines, in quotes. It shows just these texts, whatever is in them. */
export function label(lines: readonly string[]): string {
  // Mermaid takes no label without a text.
  const shown = lines.map((line) => cut(oneLine(line).trim()) || '?');
  const isTreacherous = shown.some((line) => TREACHEROUS.test(line));
  const encode = (character: string, withinWord?: string) =>
    withinWord !== undefined && !isTreacherous ? character : entity(character);
  return `"${shown.map((line) => line.replace(SPECIAL, encode)).join('<br/>')}"`;
}

function cut(text: string): string {
  const characters = [...text];
  return characters.length > MAX_LINE ? `${characters.slice(0, MAX_LINE).join('')}…` : text;
}

/** Mermaid's own: `#35;`. */
const entity = (character: string) => `#${character.codePointAt(0)};`;
