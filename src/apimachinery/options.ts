import { Finding } from './finding';
import { isObject, JsonObject, setField } from '../text/json-value';
import { didYouMean } from '../text/suggest';

/** What an option has to be: one of some texts, options of its own …; `any` is judged where it is read. */
export type OptionType = 'any' | 'boolean' | 'text' | 'object' | readonly string[] | Options<any>;

/** All options of a type, so that none can be forgotten. */
export type Options<T> = { readonly [name in keyof Required<T>]: OptionType };

/**
 * Options that there are not, or that are none, as JavaScript may give them, or a variable of a wider type: they would be lost without a
 * word. Null and undefined are not given.
 *
 * @param path where they are; none for the props of a construct, whose value is not shown: it may be a secret
 * @param hint what to do when no other option has a name like that
 */
export function optionFindings(
  options: unknown,
  known: Options<any>,
  rule: string,
  path?: string,
  hint?: string,
): Finding[] {
  if (options == null) return [];
  const names = Object.keys(known);
  if (!isOptions(options)) return notAnObject(options, known, rule, path);
  return Object.entries(options).flatMap(([name, value]): Finding[] => {
    const at = path === undefined ? name : `${path}.${name}`;
    if (value === undefined) return [];
    if (Object.hasOwn(known, name)) return valueFindings(value, known[name], rule, at);
    return [
      { rule, severity: 'error', type: 'Unknown field', path: at, detail: '', hint: didYouMean(name, names) || hint },
    ];
  });
}

function valueFindings(value: unknown, type: OptionType, rule: string, path: string): Finding[] {
  if (type === 'any') return [];
  // Options of its own: null in their place would take away those of a scope around it.
  if (typeof type === 'object' && !isTexts(type)) {
    return value === null ? notAnObject(value, type, rule, path) : optionFindings(value, type, rule, path);
  }
  if (value === null) return [];
  const finding = (kind: Finding['type'], detail: string, hint?: string): Finding[] => [
    { rule, severity: 'error', type: kind, path, value, detail, hint },
  ];
  if (type === 'boolean') return typeof value === 'boolean' ? [] : finding('Invalid value', 'must be true or false');
  if (type === 'text') return typeof value === 'string' ? [] : finding('Invalid value', 'must be a text');
  if (type === 'object') return isOptions(value) ? [] : finding('Invalid value', 'must be an object');
  return type.includes(value as string)
    ? []
    : finding('Unsupported value', `supported values: ${type.join(', ')}`, didYouMean(value, type));
}

function notAnObject(value: unknown, known: Options<any>, rule: string, path?: string): Finding[] {
  const detail = `must be an object with ${Object.keys(known).join(', ')}`;
  return [
    {
      rule,
      severity: 'error',
      type: 'Invalid value',
      path: path ?? '',
      value: path === undefined ? undefined : value,
      detail,
    },
  ];
}

const isTexts = (type: OptionType): type is readonly string[] => Array.isArray(type);

/** Whether it is an object that may say something: a Date, a Map or a promise says nothing that could be read. */
export function isOptions(value: unknown): value is JsonObject {
  if (!isObject(value)) return false;
  return Object.keys(value).length > 0 || isPlain(value);
}

/** Whether an object is of no class; of none at all, as some parsers make them. */
export function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Options that can be read: none when what is given is no object. */
export const readable = <T>(given: T): NonNullable<T> => (isOptions(given) ? given : ({} as NonNullable<T>));

/** Options to be kept, as they are now. */
export const optionsOf = <T>(given: T): NonNullable<T> => copyOf(readable(given));

/**
 * A copy of lists and plain objects, so that what is changed later, for the next construct, changes nothing here. Objects of a class
 * (constructs, values of cdk8s-plus, what is only known later) stay themselves.
 */
export function copyOf<T>(value: T, copies: Map<unknown, unknown> = new Map()): T {
  if (typeof value !== 'object' || value === null) return value;
  const isList = Array.isArray(value);
  if (!isList && !isPlain(value)) return value;
  if (copies.has(value)) return copies.get(value) as T;
  const copy: any = isList ? [] : {};
  copies.set(value, copy);
  if (isList) for (const item of value) copy.push(copyOf(item, copies));
  else for (const [key, item] of Object.entries(value)) setField(copy, key, copyOf(item, copies));
  return copy;
}
