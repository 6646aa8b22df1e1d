/**
 * Objects of all kinds that an API server accepts (in samples/), and what they teach: the values of fields, and structs
 * whose fields fit each other.
 */
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { decode } from '../../src/apimachinery/decode';
import { Validation } from '../../src/apimachinery/finding';
import { FieldType, groupOf, kindType, NEWEST_MINOR } from '../../src/apimachinery/schema';

const FOLDER = join(__dirname, 'samples');

export const SAMPLES: readonly any[] = readdirSync(FOLDER)
  .sort()
  .flatMap((file) => parseAllDocuments(readFileSync(join(FOLDER, file), 'utf8')).map((document) => document.toJS()));

const known = new Map<string, readonly any[]>();

/** Those of the kind; of a beta kind those of another version that it can be written as. */
export function samplesOf(apiVersion: string, kind: string, minor = NEWEST_MINOR): readonly any[] {
  const key = `${apiVersion} ${kind} ${minor}`;
  const samples = known.get(key) ?? findSamples(apiVersion, kind, minor);
  known.set(key, samples);
  return samples;
}

function findSamples(apiVersion: string, kind: string, minor: number): readonly any[] {
  const own = SAMPLES.filter((sample) => sample.apiVersion === apiVersion && sample.kind === kind);
  const type = kindType(apiVersion, kind, minor);
  if (own.length > 0 || !type) return own;
  return SAMPLES.filter((sample) => sample.kind === kind && groupOf(sample.apiVersion) === groupOf(apiVersion))
    .map((sample) => ({ ...sample, apiVersion }))
    .filter((sample) => {
      const v = new Validation(minor);
      decode(v, sample, type);
      return v.findings.length === 0;
    });
}

/** By `Struct.field` the values of scalars and of lists and maps of such; by `Struct.field{}` the keys of maps. */
const values = new Map<string, Set<unknown>>();
/** By struct the objects that stand for one. */
const structs = new Map<string, any[]>();

function learn(value: any, type: FieldType, field: string): void {
  if (type.kind === 'struct') {
    structs.set(type.name, [...(structs.get(type.name) ?? []), value]);
    for (const [name, child] of Object.entries(value)) {
      const own = type.fields.get(name);
      if (own) learn(child, own.type, `${type.name}.${name}`);
    }
  } else if (type.kind === 'list') {
    for (const item of value) learn(item, type.of, field);
  } else if (type.kind === 'map') {
    for (const [key, item] of Object.entries(value)) {
      note(`${field}{}`, key);
      learn(item, type.of, field);
    }
  } else {
    note(field, value);
  }
}

function note(field: string, value: unknown): void {
  const others = values.get(field);
  if (others) others.add(value);
  else values.set(field, new Set([value]));
}

for (const sample of SAMPLES) learn(sample, kindType(sample.apiVersion, sample.kind)!, '');

/** The values that a field has in the samples. */
export const learnedValues = (field: string): readonly unknown[] => [...(values.get(field) ?? [])];

/** The texts of all samples that are no longer than a name may be. */
export const LEARNED_TEXTS: readonly string[] = [...new Set([...values.values()].flatMap((some) => [...some]))].filter(
  (value): value is string => typeof value === 'string' && value.length < 254,
);

/** The objects that stand for a struct in the samples. */
export const learnedStructs = (struct: string): readonly any[] => structs.get(struct) ?? [];
