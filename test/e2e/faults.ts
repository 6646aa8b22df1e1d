import { Making, makeValue } from './accepted';
import { Random } from './random';
import { learnedStructs } from './samples';
import { clone, edit, Path, REMOVED } from './tree';
import { ALL_VALUES, roleOf, Trial } from './values';
import { Field, FieldType, kindType, ListType, MapType, ScalarType, StructType } from '../../src/apimachinery/schema';

/** A value in a manifest, with what its type says about it. */
interface Node {
  readonly path: Path;
  readonly type: FieldType;
  /** `Struct.field`; of an item or a map's value, that of the list or map. */
  readonly field: string;
  readonly value: any;
}

type Typed<T extends FieldType> = Node & { readonly type: T };

function nodesOf(manifest: any, type: StructType): Node[] {
  const nodes: Node[] = [];
  const visit = (value: any, valueType: FieldType, field: string, path: Path) => {
    nodes.push({ path, type: valueType, field, value });
    if (typeof value !== 'object' || value === null) return;
    for (const [key, child] of Object.entries(value)) {
      const step = Array.isArray(value) ? Number(key) : key;
      if (valueType.kind === 'struct') {
        const known = valueType.fields.get(key);
        if (known) visit(child, known.type, `${valueType.name}.${key}`, [...path, step]);
      } else if (valueType.kind === 'map' || valueType.kind === 'list') {
        visit(child, valueType.of, field, [...path, step]);
      }
    }
  };
  visit(manifest, type, type.name, []);
  // Another kind of object is not what is asked for.
  return nodes.filter(({ path }) => !(path.length === 1 && (path[0] === 'apiVersion' || path[0] === 'kind')));
}

/** Each field is as likely as any other, however often it is there. */
function pickNode<T extends Node>(random: Random, nodes: readonly T[]): T | undefined {
  if (nodes.length === 0) return undefined;
  const fields = [...new Set(nodes.map(({ field }) => field))];
  const field = random.pick(fields);
  return random.pick(nodes.filter((node) => node.field === field));
}

const isScalar = (node: Node): node is Typed<ScalarType> => !['struct', 'map', 'list'].includes(node.type.kind);
const isMap = (node: Node): node is Typed<MapType> => node.type.kind === 'map' && isObject(node.value);
const isList = (node: Node): node is Typed<ListType> => node.type.kind === 'list' && Array.isArray(node.value);
const isStruct = (node: Node): node is Typed<StructType> => node.type.kind === 'struct' && isObject(node.value);
const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

type Fault = (m: Making, manifest: any, nodes: readonly Node[]) => any;

const LENGTHS = [0, 1, 15, 16, 63, 64, 253, 254];

function oddValue(random: Random, { field, type }: Typed<ScalarType>): unknown {
  const { good, odd } = roleOf(field, type.kind);
  const dice = random.next();
  if (dice < 0.7 && odd.length > 0) return random.pick(odd);
  if (dice < 0.85) return random.pick(good);
  if (dice < 0.95 || type.kind !== 'string') return random.pick(ALL_VALUES);
  return random.pick(['a', 'A', '0', '-', 'é']).repeat(random.pick(LENGTHS));
}

/** A value at the limits of the field's rules, or beyond. */
const boundary: Fault = ({ random }, manifest, nodes) => {
  const node = pickNode(random, nodes.filter(isScalar));
  return node ? edit(manifest, node.path, () => oddValue(random, node)) : manifest;
};

/** Another key in a map. */
const mapKey: Fault = (m, manifest, nodes) => {
  const { random } = m;
  const node = pickNode(random, nodes.filter(isMap));
  if (!node) return manifest;
  const keys = roleOf(`${node.field}{}`);
  const key = random.pick([...keys.odd, ...keys.good].filter((odd) => typeof odd === 'string'));
  const old = random.pick(Object.keys(node.value).concat(key));
  const entries = new Map(Object.entries(node.value));
  const value = entries.get(old) ?? makeValue(m, node.type.of, node.field);
  if (random.chance(0.5)) entries.delete(old);
  entries.set(key, value);
  return edit(manifest, node.path, () => Object.fromEntries(entries));
};

/** Other values for several fields of a struct: each may be right, but not with the others. */
const scramble: Fault = (m, manifest, nodes) => {
  const { random } = m;
  const node = pickNode(
    random,
    nodes.filter(isStruct).filter(({ path }) => path.length > 0),
  );
  if (!node) return manifest;
  const entries = new Map(Object.entries(node.value));
  for (const { name, type } of node.type.fields.values()) {
    if (!random.chance(entries.has(name) ? 0.4 : 0.15)) continue;
    if (random.chance(0.2)) entries.delete(name);
    else entries.set(name, makeValue(m, type, `${node.type.name}.${name}`));
  }
  return edit(manifest, node.path, () => Object.fromEntries(entries));
};

/** A field that was not there. */
const setField: Fault = (m, manifest, nodes) => {
  const { random } = m;
  const node = pickNode(random, nodes.filter(isStruct));
  const absent: Field[] = node
    ? [...node.type.fields.values()].filter(({ name }) => !Object.hasOwn(node.value, name))
    : [];
  if (!node || absent.length === 0) return manifest;
  const { name, type } = random.pick(absent);
  const value = random.chance(0.1) ? random.pick(ALL_VALUES) : makeValue(m, type, `${node.type.name}.${name}`);
  return edit(manifest, [...node.path, name], () => value);
};

const remove: Fault = ({ random }, manifest, nodes) => {
  const node = pickNode(
    random,
    nodes.filter(({ path }) => path.length > 0),
  );
  return node ? edit(manifest, node.path, () => REMOVED) : manifest;
};

const OTHER_TYPES = [
  null,
  null,
  null,
  '',
  'a',
  0,
  1,
  -1,
  1.5,
  true,
  false,
  [],
  {},
  [null],
  [{}],
  { a: 1 },
  [[]],
  ['a'],
  [1],
  { a: null },
];

const otherType: Fault = ({ random }, manifest, nodes) => {
  const node = pickNode(
    random,
    nodes.filter(({ path }) => path.length > 0),
  );
  return node ? edit(manifest, node.path, () => clone(random.pick(OTHER_TYPES))) : manifest;
};

const unknownField: Fault = ({ random }, manifest, nodes) => {
  const node = pickNode(random, nodes.filter(isStruct));
  if (!node) return manifest;
  const known = random.pick([...node.type.fields.keys(), 'name']);
  const name = random.pick([
    known.toUpperCase(),
    `${known}s`,
    known.slice(0, -1),
    known[0].toUpperCase() + known.slice(1),
    'constructor',
    '__proto__',
    'name',
    'image',
    'source',
    'a b',
    '',
  ]);
  const value = random.pick(['a', null, 1, {}]);
  return edit(manifest, [...node.path, name], () => value);
};

/** The same item again, perhaps with a difference. */
const duplicate: Fault = (m, manifest, nodes) => {
  const { random } = m;
  const node = pickNode(
    random,
    nodes.filter(isList).filter(({ value }) => value.length > 0),
  );
  if (!node) return manifest;
  const copy = clone(random.pick(node.value as any[]));
  const changed =
    random.chance(0.5) && isObject(copy) && Object.keys(copy).length > 0
      ? edit(copy, [random.pick(Object.keys(copy))], () => REMOVED)
      : copy;
  const longer = edit(manifest, node.path, (list: any[]) =>
    random.chance(0.5) ? [...list, changed] : [changed, ...list],
  );
  return random.chance(0.3)
    ? boundary(m, longer, nodesOf(longer, kindType(longer.apiVersion, longer.kind, m.minor)!))
    : longer;
};

/** A value from elsewhere in the manifest. */
const graft: Fault = ({ random }, manifest, nodes) => {
  const target = pickNode(
    random,
    nodes.filter(({ path }) => path.length > 1),
  );
  if (!target) return manifest;
  const kindOf = ({ type }: Node) =>
    type.kind === 'struct'
      ? type.name
      : type.kind === 'list' || type.kind === 'map'
        ? `${type.kind} of ${type.of.kind}`
        : type.kind;
  const source = pickNode(
    random,
    nodes.filter((node) => kindOf(node) === kindOf(target)),
  )!;
  return edit(manifest, target.path, () => clone(source.value));
};

/** One more item, made anew. */
const append: Fault = (m, manifest, nodes) => {
  const node = pickNode(m.random, nodes.filter(isList));
  if (!node) return manifest;
  return edit(manifest, node.path, (list: any[]) => [...list, makeValue(m, node.type.of, node.field)]);
};

/** A struct, or one of its fields, as a sample has it. */
const borrow: Fault = ({ random }, manifest, nodes) => {
  const node = pickNode(
    random,
    nodes.filter(isStruct).filter(({ path, type }) => path.length > 0 && learnedStructs(type.name).length > 1),
  );
  if (!node) return manifest;
  const other = clone(random.pick(learnedStructs(node.type.name)));
  const names = Object.keys(other);
  if (names.length === 0 || random.chance(0.3)) return edit(manifest, node.path, () => other);
  const name = random.pick(names);
  return edit(manifest, [...node.path, name], () => other[name]);
};

const SIZES = [3, 4, 5, 20, 21, 32, 33, 255, 256];

/** A list that is longer than it may be. */
const grow: Fault = ({ random }, manifest, nodes) => {
  const node = pickNode(
    random,
    nodes.filter(isList).filter(({ value }) => value.length > 0 && JSON.stringify(value).length < 300),
  );
  if (!node) return manifest;
  return edit(manifest, node.path, (list) => resized(list, random.pick(SIZES)));
};

/** The same items again and again; numbers go up. */
function resized(list: any[], size: number): any[] {
  return Array.from({ length: size }, (_, i) => (typeof list[0] === 'number' ? i + 1 : clone(list[i % list.length])));
}

const DATA_LIMIT = 1024 * 1024;
const ANNOTATIONS_LIMIT = 256 * 1024;

/** As much data as there may be, or a byte more. */
const bulk: Fault = ({ random }, manifest) => {
  if (!isObject(manifest.metadata)) return manifest;
  const more = random.int(2);
  if (manifest.kind === 'ConfigMap' && random.chance(0.5)) {
    const text = random.pick(['x', 'é']);
    return {
      ...manifest,
      data: { big: text.repeat(DATA_LIMIT / Buffer.byteLength(text)) },
      binaryData: { more: more ? 'YQ==' : '' },
    };
  }
  if (manifest.kind === 'Secret' && random.chance(0.5)) {
    return {
      ...manifest,
      type: 'Opaque',
      data: { big: Buffer.alloc(DATA_LIMIT - 1 + more).toString('base64') },
      stringData: { more: 'a' },
    };
  }
  return {
    ...manifest,
    metadata: { ...manifest.metadata, annotations: { key: 'x'.repeat(ANNOTATIONS_LIMIT - 3 + more) } },
  };
};

const FAULTS: ReadonlyArray<readonly [fault: Fault, share: number]> = [
  [boundary, 38],
  [setField, 16],
  [scramble, 12],
  [mapKey, 7],
  [graft, 10],
  [remove, 7],
  [otherType, 6],
  [duplicate, 6],
  [append, 6],
  [borrow, 8],
  [grow, 2],
  [unknownField, 2],
  [bulk, 0.3],
];

/** Sets that value in one of the places of its field; undefined when there is none. */
export function tryValue(m: Making, manifest: any, { field, as, value }: Trial): any {
  const nodes = nodesOf(manifest, kindType(manifest.apiVersion, manifest.kind, m.minor)!).filter(
    (node) => node.field === field,
  );
  const places = nodes.filter(as === 'value' ? isScalar : as === 'key' ? isMap : isList);
  if (places.length === 0) return undefined;
  const node = m.random.pick(places);
  return edit(manifest, node.path, (old) => {
    if (as === 'value') return value;
    if (as === 'size') return resized(old, value as number);
    const [first = makeValue(m, (node.type as MapType).of, field)] = Object.values(old);
    return Object.fromEntries([[value, first]]);
  });
}

/** Changes one thing in a manifest, most often for the worse. */
export function injectFault(m: Making, manifest: any): any {
  const type = kindType(manifest.apiVersion, manifest.kind, m.minor)!;
  let rest = m.random.next() * FAULTS.reduce((sum, [, share]) => sum + share, 0);
  const [fault] = FAULTS.find(([, share]) => (rest -= share) < 0)!;
  return fault(m, manifest, nodesOf(manifest, type));
}
