/** What to do with an unknown field: it is of another version, has another name, or belongs somewhere else. */

import { childPath, keyOf, pathText, Place } from '../dialect';
import { FindingNotes, Validation } from '../finding';
import { rightPlace } from './misplaced';
import { fieldOfOthers, OtherName, otherName, soleEntry } from './other-names';
import { isObject, JsonObject } from '../../text/json-value';
import { nearest } from '../../text/suggest';
import { fieldHistory, StructType } from '../schema';

/** What names of fields end in, which people leave out. */
const ENDINGS = ['s', 'Seconds', 'Name', 'Ref'];
const IN_METADATA = ['name', 'namespace'];
/** Shorter beginnings and ends of names tell nothing. */
const MIN_PART = 4;

/** What to do with a field that a struct does not have. */
export function unknownNotes(place: Place, type: StructType, name: string): FindingNotes {
  const given = givenAt(place.root.value, place.path);
  const notes = meaningOf(place, type, name, given);
  const isHollow = !Object.keys(given).some((field) => type.fields.has(field));
  return isHollow || isPart(place.path, type, notes) ? { ...notes, lacking: pathText(place.path) } : notes;
}

/** Whether the struct lacks an object or a list, for which the field stands; a scalar is rarely all that is missing. */
function isPart(path: Place['path'], { fields }: StructType, { hint, meant }: FindingNotes): boolean {
  if (meant === undefined) return hint === undefined;
  const struct = pathText(path);
  if (struct !== '' && !meant.startsWith(`${struct}.`)) return false;
  const name = struct === '' ? meant : meant.slice(struct.length + 1);
  const field = fields.get(name);
  // A field of an item says nothing about what is around the list.
  if (field === undefined) return !name.includes('[');
  return ['struct', 'list', 'map'].includes(field.type.kind);
}

function meaningOf(place: Place, type: StructType, name: string, given: JsonObject): FindingNotes {
  const { v, root, path } = place;
  const [known] = fieldHistory(type.name, name);
  if (known) {
    const isNew = known.since > v.minor;
    const versions = isNew ? `since Kubernetes 1.${known.since}` : `until Kubernetes 1.${known.until}`;
    return { hint: `this field exists ${versions}` };
  }
  if (name.startsWith('$')) return { hint: 'this is a patch: render it first, kubectl kustomize' };
  if (IN_METADATA.includes(name) && type.fields.has('metadata')) {
    return { hint: 'it belongs in metadata', meant: childPath(path, `metadata.${name}`) };
  }
  if (path.length === 0 && name === 'spec' && type.fields.has('metadata')) {
    return { hint: 'this kind has no spec: write its fields at the top level' };
  }
  const other = otherName(type, name, given);
  if (other) return notesOf(place, other);
  const fields = [...type.fields.keys()];
  const spelling = spellingOf(name, fields);
  if (spelling !== undefined) return guess(path, spelling);
  const entry = soleEntry(type, name, given);
  if (entry) return notesOf(place, entry);
  const right = rightPlace(root, path, name);
  if (right) return { hint: `it belongs ${right.shown}`, meant: right.path };
  const meant = nearest(name, fields) ?? partOf(name, fields);
  if (meant !== undefined) return guess(path, meant);
  const plural = rightPlace(root, path, `${name}s`);
  if (plural) return { hint: `did you mean "${name}s"? It belongs ${plural.shown}`, meant: plural.path };
  return path.length > 1 ? {} : (inData(type) ?? fieldOfOthers(name) ?? {});
}

/** Keys of a ConfigMap or a Secret that are not in its data. */
function inData({ fields }: StructType): OtherName | undefined {
  const data = fields.has('stringData') ? 'stringData' : 'data';
  return fields.has('data') && fields.has('immutable') ? { hint: `keys belong in ${data}`, meant: data } : undefined;
}

const guess = (path: Place['path'], meant: string): FindingNotes => ({
  hint: `Did you mean ${JSON.stringify(meant)}?`,
  meant: childPath(path, meant),
});

function notesOf({ v, path }: Place, { hint, meant, isShared }: OtherName): FindingNotes {
  const isEcho = isShared && hasTwin(v, pathText(path), hint);
  return { hint, ...(meant !== undefined && { meant: childPath(path, meant) }), ...(isEcho && { isEcho }) };
}

/** Whether another field of the struct has this hint already. */
const hasTwin = ({ findings }: Validation, struct: string, hint: string) =>
  findings.some(({ type, path, hint: other }) => {
    return type === 'Unknown field' && other === hint && (struct === '' || path.startsWith(`${struct}.`));
  });

/** The name in another case, or without its ending. */
function spellingOf(name: string, fields: readonly string[]): string | undefined {
  const lower = name.toLowerCase();
  return (
    fields.find((field) => field.toLowerCase() === lower) ??
    fields.find((field) => ENDINGS.some((ending) => field === name + ending))
  );
}

/** The only field that begins with the name, or ends with it. */
function partOf(name: string, fields: readonly string[]): string | undefined {
  if (name.length < MIN_PART) return undefined;
  const lower = name.toLowerCase();
  const found = fields.filter((field) => field.startsWith(name) || field.toLowerCase().endsWith(lower));
  return found.length === 1 ? found[0] : undefined;
}

/** The struct at a path, as it is written. */
function givenAt(root: unknown, path: Place['path']): JsonObject {
  let value: any = root;
  for (const step of path) value = value?.[keyOf(step)];
  return isObject(value) ? value : {};
}
