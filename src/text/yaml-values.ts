/**
 * What becomes of YAML's nodes: values, keys, aliases and merges as in go-yaml v2, within limits.
 */

import { isObject, setField } from './json-value';
import { MAX_DEPTH, OnValue, show, TextProblem } from './position';
import { keyText, resolvePlain, resolveTagged, ScalarValue, TOO_LONG } from './yaml-scalar';
import { Scanner } from './yaml-scanner';

const MAX_PROBLEMS = 20;
const DEFAULT_MAX_SIZE = 64 * 1024 * 1024;

const MERGE = 'tag:yaml.org,2002:merge';

/** What stands before a node. */
export interface Properties {
  readonly anchor?: string;
  readonly tag?: string;
}

export const NONE: Properties = {};

/** A scalar as it stands there. */
export interface Scalar {
  readonly text: string;
  readonly isPlain: boolean;
  readonly tag?: string;
}

/** What an alias stands for; without a value as long as the node is not complete. */
interface Anchored {
  node?: { readonly value: unknown; readonly size: number; readonly count: number };
}

/** A mapping under construction. */
export interface Mapping {
  readonly value: Record<string, unknown>;
  /** Where each key is. */
  readonly keys: Map<string, number>;
  /** The keys that come from a merge: they may be given again. */
  merged?: Set<string>;
}

/** A key, before its value is known. */
export interface Key {
  readonly offset: number;
  readonly text: string;
  readonly isMerge: boolean;
}

/** A key or an index; undefined for the document, null for what is no value but a key. */
export type Step = string | number | undefined | null;

export interface ParserOptions {
  /** Gets what is wrong, but for what stops the parser. */
  readonly problems?: TextProblem[];
  readonly warnings?: TextProblem[];
  readonly maxSize?: number;
  readonly onValue?: OnValue;
}

/** The values of a document, and what they cost. How they are put together is the parser's business. */
export class YamlValues extends Scanner {
  private readonly anchors = new Map<string, Anchored>();
  private depth = 0;
  /** The latest scalar. */
  private last?: Scalar;
  /** Bytes of JSON, at least; nodes; and those of them that aliases made. */
  private size = 0;
  private count = 0;
  private aliased = 0;

  constructor(
    text: string,
    private readonly options: ParserOptions,
  ) {
    super(text, options.maxSize ?? DEFAULT_MAX_SIZE);
  }

  /** Tells of a node and counts it; keeps its value for aliases. */
  protected complete(step: Step, offset: number, { anchor }: Properties, read: () => unknown): unknown {
    if (step !== null) this.options.onValue?.(offset, this.depth, step);
    const { size, count } = this;
    this.count++;
    if (anchor === undefined) return read();
    const anchored: Anchored = {};
    this.anchors.set(anchor, anchored);
    const value = read();
    anchored.node = { value, size: this.size - size, count: this.count - count };
    return value;
  }

  private grow(size: number): void {
    this.size += size;
    this.limit(this.size);
  }

  /** Into a collection. */
  protected enter(): void {
    if (++this.depth > MAX_DEPTH) this.fail(`nested deeper than ${MAX_DEPTH} levels`);
  }

  protected leave(): void {
    this.depth--;
  }

  protected key(offset: number, leaf: Scalar | string, { anchor }: Properties): Key {
    this.count++;
    if (typeof leaf === 'string') return this.keyOf(offset, this.alias(leaf, offset));
    if (anchor !== undefined) {
      this.anchors.set(anchor, { node: { value: this.resolve(leaf, offset), size: leaf.text.length, count: 1 } });
    }
    return isMerge(leaf)
      ? { offset, text: leaf.text, isMerge: true }
      : this.keyOf(offset, this.resolve(leaf, offset), leaf);
  }

  private keyOf(offset: number, value: unknown, scalar?: Scalar): Key {
    if (typeof value === 'object' && value !== null) this.fail('a key must be a text, not a list or a map', offset);
    const source = scalar?.text ?? String(value);
    const text = keyText(value as ScalarValue, source);
    if (text === undefined) {
      this.fail(
        value === null
          ? 'there is no key here: write "" for an empty one, or "null" in quotes'
          : 'a key of so many digits: put it in quotes',
        offset,
      );
    }
    if (typeof value !== 'string' && text !== source) {
      this.options.warnings?.push({
        offset,
        message: `this key is read as ${show(text!)}: put it in quotes if you mean ${show(source)}`,
      });
    }
    return { offset, text: text!, isMerge: false };
  }

  protected explicitKey(offset: number, value: unknown): Key {
    return this.last && isMerge(this.last)
      ? { offset, text: this.last.text, isMerge: true }
      : this.keyOf(offset, value, this.last);
  }

  protected alias(name: string, offset: number): unknown {
    const anchored = this.anchors.get(name);
    // Not its name: it may be a password that begins with a star.
    if (!anchored) {
      this.fail('there is no anchor of this name before this alias: put it in quotes if it is no alias', offset);
    }
    if (!anchored!.node) this.fail(`this alias stands inside of what it stands for (&${name})`, offset);
    const { value, size, count } = anchored!.node!;
    this.last = undefined;
    this.count += count;
    this.aliased += count;
    this.grow(size);
    if (this.aliased > 100 && this.count > 1000 && this.aliased / this.count > allowedAliasRatio(this.count)) {
      this.fail('almost all of this document comes from aliases, which kubectl refuses', offset);
    }
    return value;
  }

  protected scalar(scalar: Scalar, offset: number): unknown {
    const value = this.resolve(scalar, offset);
    this.last = scalar;
    if (value === TOO_LONG) this.fail('this number has more digits than JSON readers keep: put it in quotes', offset);
    if (typeof value === 'number' && !Number.isFinite(value)) {
      this.fail('no number that JSON can hold: put it in quotes if it is a text', offset);
    }
    this.grow(typeof value === 'string' ? value.length + 3 : 2);
    return value;
  }

  private resolve({ text, isPlain, tag }: Scalar, offset: number): ScalarValue {
    if (tag === undefined) return isPlain ? resolvePlain(text) : text;
    try {
      return resolveTagged(text, tag);
    } catch (error) {
      return this.fail((error as Error).message, offset);
    }
  }

  protected store(mapping: Mapping, key: Key, value: unknown, isAlias: boolean): void {
    if (key.isMerge) {
      this.merge(mapping, key, value, isAlias);
      return;
    }
    this.grow(key.text.length + 3);
    const first = mapping.keys.get(key.text);
    if (first !== undefined && !mapping.merged?.delete(key.text)) this.twice(key.text, key.offset, first);
    mapping.keys.set(key.text, key.offset);
    setField(mapping.value, key.text, value);
  }

  /** `<<`: the keys of other maps. To kubectl they count at their place, so that they replace what stands before them. */
  private merge(mapping: Mapping, key: Key, value: unknown, isAlias: boolean): void {
    const maps = Array.isArray(value) && !isAlias ? value : [value];
    if (!maps.every(isObject)) {
      this.fail('after "<<" there must be a map, an alias of one, or a list of them', key.offset);
    }
    for (const name of new Set((maps as object[]).flatMap(Object.keys))) {
      const first = mapping.keys.get(name);
      if (first !== undefined) this.twice(name, key.offset, first);
      mapping.keys.set(name, key.offset);
      (mapping.merged ??= new Set()).add(name);
      // Of several maps, the first counts.
      setField(mapping.value, name, (maps as any[]).find((map) => Object.hasOwn(map, name))[name]);
    }
  }

  private twice(name: string, offset: number, first: number): void {
    const { problems = [] } = this.options;
    if (problems.length < MAX_PROBLEMS) {
      problems.push({ offset, message: `the key ${show(name)} is there twice`, first });
    }
  }
}

function isMerge({ text, isPlain, tag }: Scalar): boolean {
  return text === '<<' && ((isPlain && tag === undefined) || tag === '!' || tag === MERGE);
}

/** go-yaml's: almost anything for small documents, a tenth for those of millions of nodes. */
function allowedAliasRatio(count: number): number {
  const [low, high] = [400_000, 4_000_000];
  return count <= low ? 0.99 : count >= high ? 0.1 : 0.99 - 0.89 * ((count - low) / (high - low));
}
