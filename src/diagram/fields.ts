/** Reads values out of manifests: what has not the type that is asked for is not there. */

import { at, isObject } from '../text/json-value';

export type Fields = { readonly [name: string]: unknown };

/** The fields of an object; none of anything else. */
export const fieldsOf = (value: unknown): Fields => (isObject(value) ? value : {});

/** The items of a list, each with its fields; none of anything else. */
export const itemsAt = (value: unknown, ...path: readonly string[]): Fields[] => {
  const list = at(value, ...path);
  return Array.isArray(list) ? list.map(fieldsOf) : [];
};

/** A text or a number as text; undefined for anything else, and for nothing. */
export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const text = at(value, ...path);
  return (typeof text === 'string' && text !== '') || typeof text === 'number' ? String(text) : undefined;
}

/** Texts that are there. */
export const present = (texts: readonly (string | undefined | false)[]): string[] =>
  texts.filter((text): text is string => typeof text === 'string');
