/**
 * What an update needs to know of a field besides its type: how a patch merges it, and whether nothing differs from an
 * empty value.
 */
import { goFields } from './go-types';

/** The extensions of a field in the OpenAPI documents. */
export interface FieldSchema {
  readonly $ref?: string;
  readonly 'x-kubernetes-patch-merge-key'?: string;
  readonly 'x-kubernetes-patch-strategy'?: string;
  readonly 'x-kubernetes-list-type'?: string;
  readonly 'x-kubernetes-map-type'?: string;
}

/** A field's marks: `*` pointer, `~` retainKeys, `!` atomic, `^` set, `=key` merged by that key. */
function marks(field: FieldSchema, target: FieldSchema | undefined, isPointer: boolean): string {
  const strategies = (field['x-kubernetes-patch-strategy'] ?? '').split(',');
  const isAtomic = [field, target].some((schema) => schema?.['x-kubernetes-map-type'] === 'atomic');
  return [
    isPointer ? '*' : '',
    strategies.includes('retainKeys') ? '~' : '',
    isAtomic ? '!' : '',
    field['x-kubernetes-list-type'] === 'set' ? '^' : '',
    strategies.includes('merge') ? `=${field['x-kubernetes-patch-merge-key'] ?? ''}` : '',
  ].join('');
}

/** The notes on all fields of a struct as one text; empty when there are none. */
export function fieldNotes(
  name: string,
  properties: Readonly<Record<string, FieldSchema>>,
  definitionOf: (ref: string) => FieldSchema | undefined,
  version: string,
): string {
  const go = goFields(name, version);
  return Object.keys(properties)
    .sort()
    .map((field) => {
      const schema = properties[field];
      const target = schema.$ref === undefined ? undefined : definitionOf(schema.$ref);
      const text = marks(schema, target, go.get(field)?.isPointer === true);
      return text === '' ? '' : `${field}${text}`;
    })
    .filter((text) => text !== '')
    .join(',');
}
