/**
 * JSON Schema (draft 7) of specs and of cluster options, for editors. It is made of the tables that the reader uses, so
 * it refuses what the reader refuses: unknown fields, wrong types, values out of range. What the reader decides by more
 * than one field is left to it.
 *
 * Values that HKube reads as another type, such as "0.5" for 0.5, don't fit: `validate` warns about them.
 */

import { CLUSTER } from './cluster-options';
import { FIELD_DOCS, FieldDoc } from './field-docs.generated';
import { MEMORY_PATTERN } from './memory';
import { ALGORITHM, Format, MapFormat, VALUE_SOURCES } from './schema';
import { SUBDOMAIN } from '../apimachinery/formats';
import { FieldType, ListType, ScalarType, StructType, structType } from '../apimachinery/schema';
import type { JsonObject } from '../text/json-value';

/** What there are schemas of. */
export const SCHEMAS = ['spec', 'cluster'] as const;
export type SchemaName = (typeof SCHEMAS)[number];

const ROOTS: Readonly<Record<SchemaName, readonly [title: string, type: StructType, docs: string]>> = {
  spec: ['HKube algorithm', ALGORITHM, 'HkubeAlgorithmSpec'],
  cluster: ['Options of an HKube cluster', CLUSTER, 'HkubeClusterOptions'],
};

export function jsonSchema(name: SchemaName): JsonObject {
  const [title, type, docs] = ROOTS[name];
  const definitions = new Map<string, JsonObject>();
  const root = structSchema(type, FIELD_DOCS[docs], definitions);
  // HKube's own examples are lists of specs.
  const list = name === 'spec' ? { type: ['object', 'array'], items: { $ref: '#' } } : {};
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title,
    ...root,
    ...list,
    properties: {
      $schema: { type: 'string', description: 'The schema of this file, for editors.' },
      ...root.properties,
    },
    definitions: Object.fromEntries([...definitions].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** Schemas of Kubernetes' structs, by name. */
type Definitions = Map<string, JsonObject>;
type Docs = Readonly<Record<string, FieldDoc>>;

/** @param docs of the fields of the type, or of its items */
function schemaOf(type: FieldType, docs: Docs | undefined, definitions: Definitions): JsonObject {
  switch (type.kind) {
    case 'struct':
      return structSchema(type, docs, definitions);
    case 'list':
      return listSchema(type, schemaOf(type.of, docs, definitions));
    default:
      return scalarSchema(type as ScalarType, definitions);
  }
}

function structSchema(type: StructType, docs: Docs | undefined, definitions: Definitions): JsonObject {
  const ofKubernetes = type.isOpen ? structType(type.name) : undefined;
  const own = [...type.fields.values()].map(({ name, type: field }): [string, JsonObject] => {
    const inKubernetes = field.kind === 'struct' && field.isOpen ? structType(type.name)?.fields.get(name) : undefined;
    const schema = inKubernetes
      ? notNull(kubernetes(inKubernetes.type, definitions))
      : schemaOf(field, docsIn(docs, name), definitions);
    return [name, described(schema, docs?.[name], field)];
  });
  return nullable(type, {
    type: 'object',
    properties: { ...(ofKubernetes && propertiesOf(ofKubernetes, definitions)), ...Object.fromEntries(own) },
    ...(type.required && type.required.length > 0 && { required: type.required }),
    additionalProperties: type.isOpen === true && !ofKubernetes,
  });
}

const docsIn = (docs: Docs | undefined, field: string): Docs | undefined => FIELD_DOCS[docs?.[field]?.of ?? ''];

function described(schema: JsonObject, doc: FieldDoc | undefined, { role, hint }: FieldType): JsonObject {
  if (!doc && role === 'server') return { ...schema, readOnly: true, description: "Written by HKube's server." };
  if (!doc) return schema;
  const description = hint === undefined ? doc.text : `${doc.text} ${hint}.`;
  const { default: value } = doc;
  return { ...schema, description, ...(value !== undefined && { default: value }) };
}

const listSchema = (type: ListType, items: JsonObject): JsonObject =>
  nullable(type, { type: 'array', items, ...(type.unique && { uniqueItems: true }) });

const NAMES: Partial<Record<ScalarType['kind'], string>> = {
  bool: 'boolean',
  string: 'string',
  number: 'number',
  integer: 'integer',
};

function scalarSchema(type: ScalarType, definitions: Definitions): JsonObject {
  if (type.kind === 'json') return {};
  if (type.kind === 'object') return nullable(type, { type: 'object', ...mapSchema(type.format, definitions) });
  const { values, minimum, minLength, maxLength, format } = type;
  return nullable(type, {
    type: NAMES[type.kind],
    ...(values && { enum: values }),
    ...(minimum !== undefined && { minimum }),
    ...(minLength !== undefined && { minLength }),
    ...(maxLength !== undefined && { maxLength }),
    ...FORMATS[format as Format],
  });
}

/** What a text of a format has to be. Paths are left to the reader, which only warns about them. */
const FORMATS: Readonly<Record<Format, JsonObject>> = {
  'algorithm-name': { minLength: 2, pattern: `^(?:${SUBDOMAIN})$` },
  'algorithm-memory': { pattern: MEMORY_PATTERN },
  memory: { pattern: MEMORY_PATTERN },
  pvc: { minLength: 2, maxLength: 63, pattern: `^(?:${SUBDOMAIN})$` },
  path: {},
  url: { pattern: '^([fF]|[hH][tT])[tT][pP][sS]?://' },
  image: { pattern: '^\\S*$' },
};

/** The values of an object with keys of the user's own. */
function mapSchema(format: string | undefined, definitions: Definitions): JsonObject {
  switch (format as MapFormat | undefined) {
    case 'texts':
      return { additionalProperties: { type: 'string' } };
    case 'selector':
      return { additionalProperties: { type: ['string', 'array'], items: { type: 'string' }, minItems: 1 } };
    case 'variables':
      return { additionalProperties: variable(definitions) };
    default:
      return {};
  }
}

function variable(definitions: Definitions): JsonObject {
  const { fields } = structType('EnvVarSource')!;
  const sources = VALUE_SOURCES.map(
    (name) => [name, notNull(kubernetes(fields.get(name)!.type, definitions))] as const,
  );
  return {
    type: ['string', 'number', 'boolean', 'null', 'object'],
    properties: Object.fromEntries(sources),
    additionalProperties: false,
    minProperties: 1,
    maxProperties: 1,
  };
}

/** HKube's own fields are stricter than Kubernetes'. */
const notNull = (struct: JsonObject): JsonObject => ({ type: 'object', allOf: [struct] });

/** With null where the reader takes it for a field that is not there. */
function nullable({ nullable: isNullable }: FieldType, schema: JsonObject): JsonObject {
  if (!isNullable) return schema;
  return { ...schema, type: [schema.type, 'null'], ...(schema.enum && { enum: [...schema.enum, null] }) };
}

/** A field of a struct of Kubernetes; the struct becomes a definition. */
function kubernetes(type: FieldType, definitions: Definitions): JsonObject {
  switch (type.kind) {
    case 'struct':
      if (!definitions.has(type.name)) {
        definitions.set(type.name, {});
        const properties = propertiesOf(type, definitions);
        definitions.set(type.name, { type: ['object', 'null'], properties, additionalProperties: false });
      }
      return { $ref: `#/definitions/${type.name}` };
    case 'list':
      return { type: ['array', 'null'], items: kubernetes(type.of, definitions) };
    case 'map':
      return { type: ['object', 'null'], additionalProperties: kubernetes(type.of, definitions) };
    default:
      return KUBERNETES_TYPES[(type as ScalarType).kind] ?? {};
  }
}

const propertiesOf = (type: StructType, definitions: Definitions): JsonObject =>
  Object.fromEntries([...type.fields.values()].map((field) => [field.name, kubernetes(field.type, definitions)]));

/** Kubernetes takes null for a field that is not there. */
const KUBERNETES_TYPES: Partial<Record<ScalarType['kind'], JsonObject>> = {
  bool: { type: ['boolean', 'null'] },
  string: { type: ['string', 'null'] },
  bytes: { type: ['string', 'null'] },
  time: { type: ['string', 'null'] },
  microTime: { type: ['string', 'null'] },
  int32: { type: ['integer', 'null'] },
  int64: { type: ['integer', 'null'] },
  float64: { type: ['number', 'null'] },
  quantity: { type: ['string', 'number', 'null'] },
  intOrString: { type: ['integer', 'string', 'null'] },
};
