/** Whether a name is another one with a typo: names of a set often differ by a number or a letter on purpose. */

import { nearest } from './suggest';
import { variablesIn } from './variables';

/** Shorter parts of names are near to any other. */
const MIN_PART = 4;
const MAX_EDITS = 2;
const SEPARATOR = /[-._/]/;

/** Whether one of the names was probably meant where the other is written. */
export function isTypo(written: string, name: string): boolean {
  if (written === name || variablesIn(written).length > 0) return false;
  if (plain(written) === plain(name)) return true;
  const [parts, others] = [written, name].map((text) => text.split(SEPARATOR));
  if (parts.length !== others.length) return false;
  const different = parts.map((part, i) => [part, others[i]]).filter(([part, other]) => part !== other);
  if (different.length !== 1) return false;
  const [part, other] = different[0];
  const isLong = part.length >= MIN_PART && other.length >= MIN_PART;
  return isLong && digits(part) === digits(other) && nearest(part, [other], MAX_EDITS) !== undefined;
}

/** Of all names those that were probably meant. */
export const typosOf = <T>(written: string, all: Iterable<T>, nameOf: (each: T) => string): T[] =>
  [...all].filter((each) => isTypo(written, nameOf(each)));

/** The name without case and separators. */
const plain = (name: string) => name.toLowerCase().split(SEPARATOR).join('');

const digits = (text: string) => text.replace(/\D/g, '');
