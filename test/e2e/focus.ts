import { Random } from './random';
import { FieldType, kindType, StructType } from '../../src/apimachinery/schema';

/** A field, and a way to it: what it needs around it is made. */
export interface Focus {
  readonly kind: string;
  /** The fields from the object down, as `Struct.field`; the last one is the field itself. */
  readonly fields: readonly string[];
}

const OBJECTS = [
  ['batch/v1', 'Job'],
  ['batch/v1', 'CronJob'],
  ['apps/v1', 'Deployment'],
  ['v1', 'PersistentVolumeClaim'],
  ['v1', 'ConfigMap'],
  ['v1', 'Secret'],
] as const;

interface Graph {
  /** All fields, as `Struct.field`. */
  readonly fields: readonly string[];
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
  return { fields, parents };
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

/** A way to the field. */
export function focusOn(random: Random, field: string, minor: number): Focus {
  const { parents } = graphOf(minor);
  const way = [field];
  for (;;) {
    const struct = way[0].slice(0, way[0].indexOf('.'));
    const above = parents.get(struct);
    if (!above) return { kind: struct, fields: way };
    // No template may have ephemeral containers, so that little is learned from them.
    const likely = random.chance(0.95) ? above.filter((parent) => !parent.startsWith('Ephemeral')) : [];
    way.unshift(random.pick(likely.length > 0 ? likely : above));
  }
}
