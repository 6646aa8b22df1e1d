import { didYouMean } from './nearest';
import { FieldError } from './validation/field-error';

/**
 * Options that there are not, as JavaScript may give them, or a variable of a wider type: they would be lost without a word.
 *
 * @param hint what to do when no other option has a name like that
 */
export function unknownOptions(
  options: object | null, known: { readonly [name: string]: true }, rule: string, path?: string, hint?: string,
): FieldError[] {
  const names = Object.entries(options ?? {}).filter(([name, value]) => value !== undefined && !Object.hasOwn(known, name)).map(([name]) => name);
  return names.map((name) => ({
    rule,
    severity: 'error',
    type: 'Unknown field',
    path: path === undefined ? name : `${path}.${name}`,
    detail: '',
    hint: didYouMean(name, Object.keys(known)) || hint,
  }));
}

/** All names of a type's properties, so that none can be forgotten. */
export type Names<T> = { readonly [name in keyof Required<T>]: true };
