/** Labels of Mermaid's flowcharts. Mermaid takes parts of a text for markup, HTML, directives or comments. */

import { oneLine } from '../text/escape';

/** The longest line that is shown, in characters. */
const MAX_LINE = 160;
/**
 * Characters with a meaning in Mermaid, or in Markdown, which labels may contain. The group matches those that have no
 * meaning inside a word: `acme.io/print:v4`.
 */
const SPECIAL = /((?<=[A-Za-z\d])[-.:](?=[A-Za-z\d]))|[^A-Za-z\d/, ]/gu;
/** Words that have a meaning even inside quotes: Mermaid looks for styles and icons, Markdown for links. */
const SPECIAL_WORDS = /style|classdef|fa\w*:fa-|www\./i;

/** A quoted label of several lines. It shows exactly these texts, whatever they contain. */
export function label(lines: readonly string[]): string {
  // Mermaid does not accept an empty label.
  const shown = lines.map((line) => cut(oneLine(line).trim()) || '?');
  const hasSpecialWords = shown.some((line) => SPECIAL_WORDS.test(line));
  const encode = (character: string, insideWord?: string) =>
    insideWord !== undefined && !hasSpecialWords ? character : entity(character);
  return `"${shown.map((line) => line.replace(SPECIAL, encode)).join('<br/>')}"`;
}

/** The texts that are not empty. */
export const present = (texts: readonly (string | false)[]): string[] =>
  texts.filter((text): text is string => text !== false && text !== '');

function cut(text: string): string {
  const characters = [...text];
  return characters.length > MAX_LINE ? `${characters.slice(0, MAX_LINE).join('')}…` : text;
}

/** A character as Mermaid's entity: `#35;`. */
const entity = (character: string) => `#${character.codePointAt(0)};`;
