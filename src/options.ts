import { didYouMean } from './nearest';
import { FieldError } from './validation/field-error';

/** Options that there are not, as JavaScript may give them: they would be lost without a word. */
export function unknownOptions(options: object | null, known: { readonly [name: string]: true }, rule: string, path: string): FieldError[] {
  return Object.keys(options ?? {}).filter((name) => !Object.hasOwn(known, name)).map((name) => (
    { rule, severity: 'error', type: 'Unknown field', path: `${path}.${name}`, detail: '', hint: didYouMean(name, Object.keys(known)) }
  ));
}

/** All names of a type's properties, so that none can be forgotten. */
export type Names<T> = { readonly [name in keyof Required<T>]: true };
