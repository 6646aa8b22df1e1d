/** Whether a name is another one with a typo: names of a set often differ by a number or a letter on purpose. */

import { nearest } from './suggest';
import { variablesIn } from './variables';

/** Shorter parts of names are near to any other. */
const MIN_PART = 4;
const MAX_EDITS = 2;
const SEPARATOR = /[-._/]/;

/** A name, taken apart once to be compared with many. */
interface Spelling {
  readonly name: string;
  readonly parts: readonly string[];
  /** The name without case and separators. */
  readonly plain: string;
  readonly digits: string;
}

function spellingOf(name: string): Spelling {
  const parts = name.split(SEPARATOR);
  return { name, parts, plain: parts.join('').toLowerCase(), digits: digitsIn(name) };
}

const digitsIn = (text: string) => text.replace(/\D+/g, '');

/** Whether one of the names was probably meant where the other is written. */
export const isTypo = (written: string, name: string): boolean =>
  variablesIn(written).length === 0 && isNear(spellingOf(written), spellingOf(name));

function isNear(written: Spelling, other: Spelling): boolean {
  if (written.name === other.name) return false;
  if (written.plain === other.plain) return true;
  const { parts } = written;
  if (parts.length !== other.parts.length) return false;
  const first = parts.findIndex((part, i) => part !== other.parts[i]);
  for (let i = first + 1; i < parts.length; i++) if (parts[i] !== other.parts[i]) return false;
  // All other parts are equal: their digits are, too.
  return written.digits === other.digits && isNearPart(parts[first], other.parts[first]);
}

const isNearPart = (part: string, other: string): boolean =>
  part.length >= MIN_PART && other.length >= MIN_PART && nearest(part, [other], MAX_EDITS) !== undefined;

/** Of all names those that were probably meant. */
export const typosOf = <T>(written: string, all: Iterable<T>, nameOf: (each: T) => string): T[] =>
  new TypoIndex(all, nameOf).typosOf(written);

/** Names, among which those that were probably meant are found without a look at each: their digits are the same. */
export class TypoIndex<T> {
  private readonly byDigits = new Map<string, { readonly spelling: Spelling; readonly each: T }[]>();

  constructor(all: Iterable<T>, nameOf: (each: T) => string) {
    for (const each of all) {
      const spelling = spellingOf(nameOf(each));
      const known = this.byDigits.get(spelling.digits);
      if (known) known.push({ spelling, each });
      else this.byDigits.set(spelling.digits, [{ spelling, each }]);
    }
  }

  /** Of all names those that were probably meant, in their order. */
  public typosOf(written: string): T[] {
    if (variablesIn(written).length > 0) return [];
    const spelling = spellingOf(written);
    const candidates = this.byDigits.get(spelling.digits) ?? [];
    return candidates.filter((other) => isNear(spelling, other.spelling)).map(({ each }) => each);
  }
}
