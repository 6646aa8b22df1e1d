import { Random } from './random';
import { knownFields } from './values';
import { FieldType, kindType, StructType } from '../../src/validation/schema';

/** Each field of all types is to be tried: a random one, and the way to it. */
export interface Focus {
  readonly kind: string;
  /** The fields from the object down, as `Struct.field`; the last one is the field itself. */
  readonly fields: readonly string[];
}

const OBJECTS = [['batch/v1', 'Job'], ['batch/v1', 'CronJob'], ['apps/v1', 'Deployment'], ['v1', 'PersistentVolumeClaim'], ['v1', 'ConfigMap'], ['v1', 'Secret']] as const;

interface Graph {
  /** All fields, as `Struct.field`. */
  readonly fields: readonly string[];
  /** Those that have values of their own. */
  readonly special: readonly string[];
  /** The fields of a struct's type. */
  readonly parents: Map<string, string[]>;
}

const graphs = new Map<number, Graph>();

function readGraph(minor: number): Graph {
  const fields: string[] = [];
  const parents = new Map<string, string[]>();
  const visit = (type: StructType) => {
    for (const field of type.fields.values()) {
      const name = `${type.name}.${field.name}`;
      const struct = structIn(field.type);
      fields.push(name);
      if (!struct) continue;
      const known = parents.get(struct.name);
      if (known) {
        known.push(name);
      } else {
        parents.set(struct.name, [name]);
        visit(struct);
      }
    }
  };
  for (const [apiVersion, kind] of OBJECTS) visit(kindType(apiVersion, kind, minor)!);
  const known = new Set(knownFields().map((field) => field.replace('{}', '')));
  return { fields, special: fields.filter((field) => known.has(field)), parents };
}

function structIn(type: FieldType): StructType | undefined {
  if (type.kind === 'list' || type.kind === 'map') return structIn(type.of);
  return type.kind === 'struct' ? type : undefined;
}

function graphOf(minor: number): Graph {
  const graph = graphs.get(minor) ?? readGraph(minor);
  graphs.set(minor, graph);
  return graph;
}

/** All fields of the six kinds and of what they are made of. */
export const allFields = (minor: number): readonly string[] => graphOf(minor).fields;

/** Every other number takes the next of all fields; those between, one that has values of its own. */
export function pickFocus(random: Random, number: number, minor: number): Focus {
  const { fields, special, parents } = graphOf(minor);
  const way = [number % 2 === 0 ? fields[number / 2 % fields.length] : random.pick(special)];
  for (;;) {
    const struct = way[0].slice(0, way[0].indexOf('.'));
    const above = parents.get(struct);
    if (!above) return { kind: struct, fields: way };
    // No template may have ephemeral containers, so that little is learned from them.
    const likely = random.chance(0.95) ? above.filter((field) => !field.startsWith('Ephemeral')) : [];
    way.unshift(random.pick(likely.length > 0 ? likely : above));
  }
}
