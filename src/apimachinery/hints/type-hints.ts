/** What to write in place of a value of a wrong type. */

import { pathText, Place, Root } from '../dialect';
import { FindingNotes, unquoted } from '../finding';
import { isQuantity } from '../quantity';
import { FieldType, goName, ListType, MapType, StructType } from '../schema';
import { amountOf, entryForm, labelsIn, listForm, shortForm } from './short-forms';
import { mapped, shown, shownEntry } from './shown-value';
import { typesAlong } from './types-along';
import { commandWords } from '../../text/command-words';
import { secondsIn } from '../../text/duration';
import { BLANK, inFlow } from '../../text/flow';
import { isObject, JsonObject } from '../../text/json-value';
import { isSecretName } from '../../text/redact';
import { longForm } from '../../text/suggest';

/** Where a value is: the struct around it, if there is one, and the field of that struct. */
interface Around {
  readonly struct?: string;
  readonly field: string;
  /** Its key in the map that `field` is. */
  readonly key?: string;
}

/** Texts that are longer, or have lines, are not repeated. */
const MAX_TEXT = 80;
/** Structs with more fields are not listed. */
const MAX_FIELDS = 8;

/** What to do about a value that has another type than its field. */
export function typeNotes({ root, path }: Place, value: unknown, type: FieldType): FindingNotes {
  const isNumber = typeof value === 'number' || typeof value === 'boolean';
  if (type.kind === 'string' && isNumber) return unquoted(value);
  const isPart = type.kind === 'struct' || type.kind === 'list' || type.kind === 'map';
  return {
    hint: hintOf(value, type, aroundOf(root, path)),
    ...(isPart && path.length > 0 && { lacking: pathText(path.slice(0, -1)) }),
  };
}

function hintOf(value: unknown, type: FieldType, around: Around): string | undefined {
  switch (type.kind) {
    case 'list':
      return listHint(value, type, around);
    case 'struct':
      return structHint(value, type);
    case 'map':
      return mapHint(value, type, around);
    case 'string':
      return textHint(value, around);
    case 'bytes':
      return 'write base64, or text in quotes in stringData';
    case 'bool':
      return boolHint(value);
    case 'int32':
    case 'int64':
      return intHint(value, around);
    default:
      return undefined;
  }
}

function aroundOf({ type }: Root, path: ReadonlyArray<string | number>): Around {
  const types = typesAlong(type, path);
  let at = path.length - 1;
  while (at > 0 && types[at]?.kind !== 'struct') at--;
  const struct = types[at];
  return {
    field: String(path[at]),
    ...(types[path.length - 1]?.kind === 'map' && { key: String(path[path.length - 1]).slice(1, -1) }),
    ...(struct?.kind === 'struct' && { struct: goName(struct.name) }),
  };
}

function listHint(value: unknown, { of }: ListType, { field }: Around): string {
  const items = itemsFor(value, of, field);
  if (items) return `write a list: ${inFlow(items)}`;
  return of.kind === 'string' ? 'write a list of strings' : 'make it a list';
}

function itemsFor(value: unknown, of: FieldType, field: string): unknown[] | undefined {
  if (of.kind === 'string') return typeof value === 'string' ? wordsFor(value, field) : undefined;
  if (of.kind !== 'struct') return typeof value === 'number' ? [value] : undefined;
  if (!isObject(value)) {
    const item = shortForm(of, value);
    return item && [item];
  }
  if (hasOnlyFields(value, of)) return [shown(value, of)];
  const entries = Object.entries(value).map(([key, member]) => entryForm(of, key, member));
  return entries.includes(undefined) ? undefined : entries.map((entry) => shown(entry, of));
}

/** A text in the place of a list of strings. */
function wordsFor(text: string, field: string): unknown[] | undefined {
  if (field === 'command' || field === 'args') {
    const words = commandWords(text);
    if (words || field === 'args') return words;
    return ['sh', '-c', text.length > MAX_TEXT || text.includes('\n') || isSecretName(text) ? BLANK : text];
  }
  const words = text.split(/[,\s]+/).filter((word) => word !== '');
  return words.length === 0 ? undefined : words.map((word) => longForm(word) ?? word);
}

function structHint(value: unknown, struct: StructType): string | undefined {
  const object = Array.isArray(value) ? objectFor(value, struct) : shortForm(struct, value);
  if (object) return `write ${inFlow(object)}`;
  const { size } = struct.fields;
  if (size === 1) return `its only field is ${[...struct.fields.keys()][0]}`;
  return size > 0 && size <= MAX_FIELDS ? `its fields are ${[...struct.fields.keys()].join(', ')}` : undefined;
}

/** A list in the place of an object: one item, or items that have a field each. */
function objectFor(items: readonly unknown[], struct: StructType): unknown {
  const [first] = items;
  if (items.length === 1 && !isObject(first)) return shortForm(struct, first) ?? listForm(struct, items);
  return mergedFields(items, struct) ?? listForm(struct, items);
}

function mergedFields(items: readonly unknown[], struct: StructType): unknown {
  if (items.length === 0 || !items.every((item) => isObject(item) && hasOnlyFields(item, struct))) return undefined;
  const merged = merge(items as JsonObject[]);
  return merged && shown(merged, struct);
}

/** The entries of all objects; undefined if a key is there twice. */
function merge(objects: readonly JsonObject[]): JsonObject | undefined {
  const entries = objects.flatMap((object) => Object.entries(object));
  return new Set(entries.map(([key]) => key)).size === entries.length ? Object.fromEntries(entries) : undefined;
}

function mapHint(value: unknown, map: MapType, around: Around): string | undefined {
  const { of } = map;
  const object = mapFor(value, of, around);
  const isSecret = around.struct === 'Secret';
  if (object) {
    return `write ${inFlow(mapped(object, (member, key) => (isSecret ? BLANK : shownEntry(key, member, map))))}`;
  }
  return of.kind === 'string' ? 'write names and values: { name: "value" }' : undefined;
}

function mapFor(value: unknown, of: FieldType, around: Around): JsonObject | undefined {
  if (of.kind === 'quantity' && (typeof value === 'string' || typeof value === 'number')) return amount(value, around);
  if (typeof value === 'string') return of.kind === 'string' ? labelsIn(value) : undefined;
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const entries = value.map((item: unknown) => (typeof item === 'string' ? labelsIn(item) : pairOf(item)));
  return entries.includes(undefined) ? undefined : merge(entries as JsonObject[]);
}

/** `{ disk: ssd }`, or `{ key: disk, value: ssd }`. */
function pairOf(item: unknown): JsonObject | undefined {
  if (!isObject(item)) return undefined;
  const { key, name = key, value, ...others } = item;
  return typeof name === 'string' && value !== undefined && Object.keys(others).length === 0 ? { [name]: value } : item;
}

/** A quantity without the name of its resource. */
function amount(value: string | number, { struct }: Around): JsonObject | undefined {
  const isStorage = struct === 'VolumeResourceRequirements' || struct === 'PersistentVolumeSpec';
  return isStorage && isQuantity(value) ? { storage: value } : amountOf(value);
}

/** A list or an object in the place of a text. */
function textHint(value: unknown, around: Around): string | undefined {
  const { struct, field, key } = around;
  if (key !== undefined) return entryHint(value, field, key);
  if (struct === 'EnvVar' && field === 'value' && isObject(value)) {
    return 'a value that is read from elsewhere belongs in valueFrom, in place of value';
  }
  // It may be a secret.
  if (struct === 'EnvVar') return 'write one text';
  const text = Array.isArray(value) && value.length === 1 ? value[0] : nameIn(value, field);
  if (typeof text === 'string') return `write ${JSON.stringify(text)}`;
  return (isObject(value) && colonHint(value)) || 'write one text';
}

/** In a list, `echo: it` without quotes is an object. */
function colonHint(value: JsonObject): string | undefined {
  const [[key, member] = [], ...others] = Object.entries(value);
  const isText = member === null || typeof member === 'string';
  if (key === undefined || others.length > 0 || !isText || isSecretName(key)) return undefined;
  return `put it in quotes: ${JSON.stringify(member === null ? `${key}:` : `${key}: ${member}`)}`;
}

/** The name in an object; the whole name of an image that is in parts. */
function nameIn(value: unknown, field: string): string | undefined {
  if (!isObject(value)) return undefined;
  const { name, repository = name, tag, ...others } = value;
  if (typeof repository !== 'string' || Object.keys(others).length > 0) return undefined;
  if (tag === undefined) return repository;
  return field === 'image' && typeof tag === 'string' ? `${repository}:${tag}` : undefined;
}

/** Maps of labels, and what to write for one of several values. */
const LABELS: Readonly<Record<string, string>> = {
  labels: 'write one text for each key',
  selector: 'write one text for each key',
  matchLabels: 'write one text for each key; for one of several, use matchExpressions with operator In',
  nodeSelector: 'write one text for each key; for one of several, use affinity.nodeAffinity with operator In',
};

/** A list or an object as the value of a label, or of a key of a ConfigMap. */
function entryHint(value: unknown, field: string, key: string): string {
  if (!Object.hasOwn(LABELS, field)) return 'make it one text: write "|" after the key, or put it in quotes';
  if (key === 'matchLabels' && isObject(value)) {
    return `write the labels themselves in ${field}: ${inFlow(texts(value))}`;
  }
  if (key === 'matchExpressions') return `write labels in ${field}: it has no expressions`;
  return LABELS[field];
}

/** With the values that are not texts left open. */
const texts = (map: JsonObject): JsonObject => shown(map, { kind: 'map', of: { kind: 'string' } }) as JsonObject;

const isYes = (word: string) => ['true', 'yes', 'on', 'y', '1'].includes(word);
const isNo = (word: string) => ['false', 'no', 'off', 'n', '0'].includes(word);

function boolHint(value: unknown): string {
  if (typeof value === 'object') return 'write true or false';
  const word = String(value).trim().toLowerCase();
  if (word === 'true' || word === 'false') return `write it without quotes: ${word}`;
  if (!isYes(word) && !isNo(word)) return 'write true or false';
  return `write ${isYes(word)}`;
}

/** What a text means in the place of a number. Without quotes, YAML reads 010 as 8. */
function intHint(value: unknown, { field }: Around): string | undefined {
  if (Array.isArray(value)) return value.length === 1 && Number.isInteger(value[0]) ? `write ${value[0]}` : undefined;
  if (typeof value === 'number') return `write ${Math.floor(value)} or ${Math.ceil(value)}`;
  if (typeof value !== 'string') return undefined;
  const digits = value.trim();
  if (/^-?(?:0|[1-9]\d*)$/.test(digits)) return `write it without quotes: ${digits}`;
  if (/^0[0-7]+$/.test(digits)) return `in octal this is ${parseInt(digits, 8)}: write the number you mean`;
  if (/^\d+%$/.test(digits)) return `write ${parseInt(digits, 10)}`;
  if (/Seconds$/.test(field)) return secondsHint(digits);
  if (/Port$/i.test(field)) return portHint(digits, field);
  if (/^runAs|^fsGroup$/.test(field)) return digits === 'root' ? 'write the number: 0' : 'write the number of the id';
  return field === 'priority' ? 'a name belongs in priorityClassName' : undefined;
}

function secondsHint(text: string): string {
  const seconds = secondsIn(text);
  return seconds === undefined ? 'write seconds, such as 3600' : `write seconds: ${seconds}`;
}

/** `8080:80` of Docker has the port of the host, or of the Service, first. */
function portHint(text: string, field: string): string {
  const [, first, second] = /^(\d+)(?::(\d+))?(?:\/\w+)?$/.exec(text) ?? [];
  if (first === undefined) return 'write the number of the port';
  return `write ${second !== undefined && field === 'containerPort' ? second : first}`;
}

const hasOnlyFields = (object: JsonObject, { fields }: StructType) => {
  const keys = Object.keys(object);
  return keys.length > 0 && keys.every((key) => fields.has(key));
};
