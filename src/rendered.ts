import { setField } from './fields';
import { FieldError } from './validation/field-error';

/** What a part of a pod renders: an API object, and what is wrong with it that can't be seen in the manifest. */
export interface Rendered {
  readonly manifest: any;
  /** Paths are relative to the part. */
  readonly problems: FieldError[];
}

/**
 * Puts fields over what was rendered; what is there already was given twice.
 *
 * @param hintFor what to do instead, where that is not to leave out one of the two
 */
export function applyFields(
  rendered: Rendered, fields: { readonly [key: string]: any } | undefined, hintFor: (key: string) => string | undefined = () => undefined,
): void {
  for (const [key, value] of Object.entries(fields ?? {})) {
    if (Object.hasOwn(rendered.manifest, key)) {
      rendered.problems.push(givenTwice(key, hintFor(key) ?? 'Give it once, by its property or in fields'));
    } else {
      setField(rendered.manifest, key, value);
    }
  }
}

/** A field that would replace what is there already. */
export function givenTwice(path: string, hint: string): FieldError {
  return { rule: 'HKUBE-FIELDS', severity: 'error', type: 'Forbidden', path, detail: 'is given twice', hint };
}
