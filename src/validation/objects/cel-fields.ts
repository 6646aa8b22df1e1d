/**
 * The names that fields of a custom resource have in CEL.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/
 */
import { JsonSchema } from './json-schema-type';
import { isCelKeyword } from '../../apimachinery/cel';

const ESCAPES: Readonly<Record<string, string>> = { __: 'underscores', '.': 'dot', '-': 'dash', '/': 'slash' };

/** `a-b` is called `a__dash__b`. The server also knows some names as they are, such as `namespace`. */
const namesInCel = (name: string) => [
  name,
  isCelKeyword(name) ? `__${name}__` : name.replace(/__|[.\-/]/g, (found) => `__${ESCAPES[found]}__`),
];

/** Fields that every object has, and every object inside of another one that is a resource. */
const OF_RESOURCES = ['apiVersion', 'kind', 'metadata'];

/** The fields of an object with this schema, as CEL calls them; undefined if it may have others. */
export function fieldsInCel(schema: JsonSchema, isRoot: boolean): ReadonlySet<string> | undefined {
  const { type, properties, additionalProperties } = schema;
  const isOpen = additionalProperties != null || schema['x-kubernetes-preserve-unknown-fields'] != null;
  if (type !== 'object' || isOpen) return undefined;
  const isResource = isRoot || schema['x-kubernetes-embedded-resource'];
  return new Set([...Object.keys(properties ?? {}).flatMap(namesInCel), ...(isResource ? OF_RESOURCES : [])]);
}
