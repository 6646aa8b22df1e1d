/** Colors of text on a terminal. Node's own `util.styleText` is experimental in Node 20. */

import type { Io, Output } from './io';
import { Paint, PLAIN, Style } from '../text/paint';

/** What turns a style on: parameters of the escape sequence SGR. */
const ON: Readonly<Record<Style, string>> = { error: '1;31', warning: '1;33', good: '32', place: '1', minor: '2' };

/** How texts for an output are painted: not at all in a pipe, or where the user wants no colors. */
export const paintFor = (output: Output, io: Pick<Io, 'env' | 'color'>): Paint =>
  isColored(output, io) ? (style, text) => `\x1b[${ON[style]}m${text}\x1b[0m` : PLAIN;

/**
 * The option wins, then FORCE_COLOR, then NO_COLOR, as in Node itself.
 *
 * @see https://no-color.org
 * @see https://force-color.org
 */
function isColored({ isTTY }: Output, { env = {}, color }: Pick<Io, 'env' | 'color'>): boolean {
  if (color !== undefined) return color;
  const { FORCE_COLOR: force, NO_COLOR: none, TERM: terminal } = env;
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  if (none !== undefined && none !== '') return false;
  return isTTY === true && terminal !== 'dumb';
}
