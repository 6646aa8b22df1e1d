/** Values in one line, as YAML and JavaScript both read them: `{ name: "data", mountPath: "/data" }`. For hints. */

import { isObject } from './json-value';

/** Stands for what only the author knows. */
export const BLANK = Symbol('…');

/** Hints that are longer are not read. */
const MAX_LENGTH = 160;

/** The value in one line. What is too long is left out. */
export function inFlow(value: unknown): string {
  const text = print(value);
  return text.length > MAX_LENGTH ? print(outline(value)) : text;
}

function print(value: unknown): string {
  if (value === BLANK) return '…';
  if (Array.isArray(value)) return `[${value.map(print).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? String(value);
  const entries = Object.entries(value).map(([key, member]) => `${keyText(key)}: ${print(member)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

const keyText = (key: string) => (/^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key));

/** The value without what is in its lists and objects. */
function outline(value: unknown): unknown {
  if (Array.isArray(value)) return value.length > 1 ? [outline(value[0]), BLANK] : value.map(outline);
  if (!isObject(value)) return BLANK;
  return Object.fromEntries(Object.keys(value).map((key) => [key, BLANK]));
}
