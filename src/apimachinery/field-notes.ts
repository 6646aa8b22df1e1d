/** What updates need to know of a field besides its type. The text is taken apart when it is first asked for. */
import { FIELD_NOTES } from './field-notes.generated';

export interface FieldNote {
  /** Whether nothing differs from an empty value, as `false`, `0` or `{}` are. */
  readonly isPointer: boolean;
  /** Whether a patch removes from the object all that it does not name. */
  readonly retainsKeys: boolean;
  /** Whether a server-side apply replaces the map or the struct as a whole. */
  readonly isAtomic: boolean;
  /** Whether a server-side apply takes the list for a set. */
  readonly isSet: boolean;
  /** The field by which a patch merges the list; empty where it merges plain values; undefined where it replaces it. */
  readonly mergeKey?: string;
}

const NONE: FieldNote = { isPointer: false, retainsKeys: false, isAtomic: false, isSet: false };

let texts: ReadonlyMap<string, string> | undefined;
const parsed = new Map<string, ReadonlyMap<string, FieldNote>>();

function parseNotes(text: string): ReadonlyMap<string, FieldNote> {
  return new Map(
    text.split(',').map((entry) => {
      const [, name, marks, key] = /^([^*~!^=]+)([*~!^]*)(?:=(.*))?$/.exec(entry)!;
      const note = {
        isPointer: marks.includes('*'),
        retainsKeys: marks.includes('~'),
        isAtomic: marks.includes('!'),
        isSet: marks.includes('^'),
        mergeKey: key,
      };
      return [name, note];
    }),
  );
}

/** The note on a field of a struct, such as `Container` and `env`. */
export function fieldNote(struct: string, field: string): FieldNote {
  texts ??= new Map(
    FIELD_NOTES.slice(1, -1)
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]),
  );
  let notes = parsed.get(struct);
  if (!notes) parsed.set(struct, (notes = texts.has(struct) ? parseNotes(texts.get(struct)!) : new Map()));
  return notes.get(field) ?? NONE;
}
