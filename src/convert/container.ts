/** Containers as props. */

import { Expression, map, Struct, struct } from './code';
import { pick, plainCode, structFields, typedCode } from './typed-value';
import { structType } from '../apimachinery/schema';
import { isObject, JsonObject, listOf } from '../text/json-value';

export interface ContainerOptions {
  /** The type of the props. */
  readonly type: string;
  /** The name that the container has without one in its props. @default - none */
  readonly defaultName?: string;
  /** Fields that are not written as props. */
  readonly omit?: readonly string[];
  /** Further props. @default - none */
  readonly more?: ReadonlyArray<readonly [string, Expression | undefined]>;
}

/** The props of a container. */
export function containerCode(container: JsonObject, options: ContainerOptions): Struct {
  const { type, defaultName, omit = [], more = [] } = options;
  const [{ name, image = '', env }, others] = pick(container, ['name', 'image', 'env', ...omit]);
  const [before, after] = pick(others, BEFORE_ENV);
  const variables = envCode(env);
  return struct(type, [
    // The image is required, although a pod template may lack it.
    ...structFields({ ...(name !== defaultName && { name }), image, ...before }, 'Container'),
    ['env', variables],
    ...structFields(after, 'Container'),
    ...more,
    ['fields', listOf(env).length > 0 && !variables ? map([['env', plainCode(env)]]) : undefined],
  ]);
}

/** What is usually written before the variables. */
const BEFORE_ENV = ['command', 'args', 'workingDir', 'ports', 'imagePullPolicy'];

const SOURCE = structType('EnvVarSource')!;
const VARIABLE_FIELDS = ['name', 'value', 'valueFrom'];

/** Variables by name; undefined where that is another list: with names that occur twice, or that JavaScript sorts. */
function envCode(env: unknown): Expression | undefined {
  const variables = listOf(env);
  const names = variables.map((each) => (isObject(each) ? each.name : undefined));
  const isByName =
    new Set(names).size === names.length &&
    names.every((name) => typeof name === 'string' && !/^\d+$/.test(name) && name !== '__proto__') &&
    variables.every((each) => Object.entries(each).every(([field]) => VARIABLE_FIELDS.includes(field)));
  if (!isByName || variables.length === 0) return undefined;
  return map(
    variables.map(({ name, value, valueFrom }) => [
      name,
      isObject(valueFrom) ? typedCode(valueFrom, SOURCE) : plainCode(value ?? ''),
    ]),
  );
}
