/**
 * What an API server took and did not keep: compares what was sent with what came back.
 */
import { Path, pathText } from './tree';
import { isClusterScoped } from '../../src/apimachinery/more-structs';
import { parseQuantity, roundUpToMilli } from '../../src/apimachinery/quantity';
import { FieldType, groupOf, kindType, ScalarKind } from '../../src/apimachinery/schema';

/** Whether the field is the server's own, whoever writes it. */
export const isOwned = (path: string) => OWNED.test(path);
const OF_METADATA = [
  ...['uid', 'resourceVersion', 'generation', 'creationTimestamp', 'deletionTimestamp'],
  ...['deletionGracePeriodSeconds', 'managedFields', 'selfLink'],
];
const OWNED = new RegExp(String.raw`^(status|metadata\.(${OF_METADATA.join('|')}))(?![A-Za-z])`);

export interface Losses {
  /** The paths of what was lost or changed. */
  readonly lost: string[];
  /** The paths of what was lost, but held nothing: `0`, `{ a: {} }`. It may be missed or not. */
  readonly hollow: string[];
}

/** Defaults that were added, and other spellings of a value, are no losses. */
export function lossesOf(sent: any, kept: any, minor: number): Losses {
  const lost: string[] = [];
  const hollow: string[] = [];
  const type = kindType(sent.apiVersion, sent.kind, minor)!;
  const object = sent.kind === 'Secret' ? withoutStringData(sent) : sent;
  const isInNoNamespace = isClusterScoped(groupOf(sent.apiVersion), sent.kind);
  compare(object, kept, type, []);
  return { lost, hollow };

  function compare(before: any, after: any, fieldType: FieldType | undefined, path: Path): void {
    if (isOwned(pathText(path)) || (isInNoNamespace && pathText(path) === 'metadata.namespace')) return;
    if (isNothing(before)) return void (before !== null && after === undefined && hollow.push(pathText(path)));
    if (Array.isArray(before) && fieldType?.kind !== 'bytes') {
      if (!Array.isArray(after) && !holdsSomething(before)) return void hollow.push(pathText(path));
      const items = pathText(path) === 'metadata.ownerReferences' ? withoutTwins(before) : before;
      items.forEach((item, i) =>
        compare(
          item,
          Array.isArray(after) ? after[i] : undefined,
          fieldType?.kind === 'list' ? fieldType.of : undefined,
          [...path, i],
        ),
      );
    } else if (typeof before === 'object' && fieldType?.kind !== 'bytes') {
      if (typeof after !== 'object' || after === null) {
        return void (holdsSomething(before) || fieldType?.kind === 'map' ? lost : hollow).push(pathText(path));
      }
      for (const [name, value] of Object.entries(before)) {
        const next =
          fieldType?.kind === 'struct'
            ? fieldType.fields.get(name)?.type
            : fieldType?.kind === 'map'
              ? fieldType.of
              : undefined;
        const there = Object.hasOwn(after, name) ? after[name] : undefined;
        // A map keeps its keys, and an empty value is one.
        if (fieldType?.kind === 'map' && (there === undefined || (value === '' && there !== ''))) {
          lost.push(pathText([...path, name]));
        } else {
          compare(value, there, next, [...path, name]);
        }
      }
    } else if (!isSame(before, after, fieldType?.kind as ScalarKind | undefined)) {
      lost.push(pathText(path));
    }
  }
}

/** Zero values are as good as none. */
function isNothing(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    value === 0 ||
    value === false ||
    (typeof value === 'object' && Object.keys(value).length === 0)
  );
}

function holdsSomething(value: unknown): boolean {
  return !isNothing(value) && (typeof value !== 'object' || Object.values(value!).some(holdsSomething));
}

const bytesOf = (value: unknown) =>
  (Array.isArray(value) ? Buffer.from(value) : Buffer.from(String(value), 'base64')).toString('hex');

function isSame(before: unknown, after: unknown, kind: ScalarKind | undefined): boolean {
  if (before === after) return true;
  switch (kind) {
    case 'quantity': {
      const [x, y] = [before, after].map((value) => (isNothing(value) ? 0n : parseQuantity(value as string)));
      return x !== undefined && y !== undefined && (x === y || roundUpToMilli(x) === y);
    }
    case 'bytes':
      return bytesOf(before) === bytesOf(after ?? '');
    case 'time':
    case 'microTime':
      return secondsOf(before) === secondsOf(after);
    default:
      return false;
  }
}

/** Go takes offsets that JavaScript does not, such as `+24:00`. */
function secondsOf(time: unknown): number | undefined {
  const match = /^(\d+)-(\d+)-(\d+)T(\d+):(\d+):(\d+).*?(?:Z|([+-])(\d+):(\d+))$/.exec(String(time));
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number);
  const offset = match[7] ? Number(`${match[7]}1`) * (Number(match[8]) * 60 + Number(match[9])) : 0;
  return Date.UTC(year, month - 1, day, hour, minute - offset, second) / 1000;
}

/** What the server removes from owner references: the same again. */
function withoutTwins(references: any[]): any[] {
  const key = (reference: any) =>
    JSON.stringify(
      ['apiVersion', 'kind', 'name', 'uid', 'controller', 'blockOwnerDeletion'].map(
        (name) => reference?.[name] ?? null,
      ),
    );
  return [...new Map(references.map((reference) => [key(reference), reference])).values()];
}

/** `stringData` comes back as `data`; for a key in both it wins, and what is in `data` is lost. */
function withoutStringData({ stringData, ...secret }: any): any {
  if (isNothing(stringData) || typeof stringData !== 'object') return secret;
  const data = new Map(Object.entries(secret.data ?? {}));
  for (const [key, text] of Object.entries(stringData)) {
    if (!data.has(key)) data.set(key, Buffer.from((text ?? '') as string).toString('base64'));
  }
  return { ...secret, data: Object.fromEntries(data) };
}
