/** Turns YAML nodes into values: keys, aliases and merges as in go-yaml v2, within limits. */

import { keyText, resolvePlain, resolveTagged, ScalarValue, TOO_LONG } from './yaml-scalar';
import { Scanner } from './yaml-scanner';
import { isObject, setField } from '../json-value';
import { OnValue } from '../locate';
import { duplicateKey, MAX_DEPTH, MAX_FINDINGS, OffsetFinding, quote } from '../parsed';

const DEFAULT_MAX_SIZE = 64 * 1024 * 1024;

const MERGE = 'tag:yaml.org,2002:merge';

/** What stands before a node. */
export interface Properties {
  readonly anchor?: string;
  readonly tag?: string;
}

export const NONE: Properties = {};

/** A scalar as written. */
export interface Scalar {
  readonly text: string;
  readonly isPlain: boolean;
  readonly tag?: string;
}

/** What an alias stands for; no node until its value is complete. */
interface Anchored {
  node?: { readonly value: unknown; readonly size: number; readonly count: number };
}

/** A mapping under construction. */
export interface Mapping {
  readonly value: Record<string, unknown>;
  /** The offset of each key. */
  readonly keys: Map<string, number>;
  /** The keys that come from a merge: they may be set again. */
  merged?: Set<string>;
}

/** A key, before its value is known. */
export interface Key {
  readonly offset: number;
  readonly text: string;
  readonly isMerge: boolean;
}

/** A key or an index; undefined for the document, null for a key, which is not a value. */
export type Step = string | number | undefined | null;

export interface ParserOptions {
  /** Collects the errors that don't stop the parser. */
  readonly errors?: OffsetFinding[];
  readonly warnings?: OffsetFinding[];
  /** Whether a line with `---` stands right before the text. */
  readonly isAfterSeparator?: boolean;
  readonly maxSize?: number;
  readonly onValue?: OnValue;
}

/** The values of a document, and their size. The parser puts them together. */
export class YamlValues extends Scanner {
  private readonly anchors = new Map<string, Anchored>();
  private depth = 0;
  /** The last scalar. */
  private last?: Scalar;
  /** The bytes of JSON (at least), the nodes, and how many of the nodes come from aliases. */
  private size = 0;
  private count = 0;
  private aliased = 0;

  constructor(
    text: string,
    protected readonly options: ParserOptions,
  ) {
    super(text, options.maxSize ?? DEFAULT_MAX_SIZE);
  }

  /** Reports a node to `onValue` and counts it; keeps its value for aliases. */
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
    if (typeof value === 'object' && value !== null) this.fail('a key must be a string, not a list or a map', offset);
    const source = scalar?.text ?? String(value);
    const text = keyText(value as ScalarValue, source);
    if (text === undefined) {
      this.fail(
        value === null
          ? 'the key is empty: write "" for an empty key, or "null" in quotes'
          : 'a key with more digits than JSON parsers keep: put it in quotes',
        offset,
      );
    }
    if (typeof value !== 'string' && text !== source) {
      this.options.warnings?.push({
        offset,
        detail: `this key is read as ${quote(text!)}: put it in quotes if you mean ${quote(source)}`,
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
    // The name is not shown: it may be a password that begins with a star.
    if (!anchored) {
      this.fail('no anchor of this name precedes this alias: put it in quotes if it is not an alias', offset);
    }
    if (!anchored!.node) this.fail(`this alias is inside of its own anchor (&${name})`, offset);
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
    if (value === TOO_LONG) this.fail('this number has more digits than JSON parsers keep: put it in quotes', offset);
    if (typeof value === 'number' && !Number.isFinite(value)) {
      this.fail('JSON cannot represent this number: put it in quotes if it is a string', offset);
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
    if (first !== undefined && !mapping.merged?.delete(key.text)) this.duplicate(key.text, key.offset, first);
    mapping.keys.set(key.text, key.offset);
    setField(mapping.value, key.text, value);
  }

  /** `<<`: the keys of other maps. For kubectl they replace keys before them, and keys after them replace them. */
  private merge(mapping: Mapping, key: Key, value: unknown, isAlias: boolean): void {
    const maps = Array.isArray(value) && !isAlias ? value : [value];
    if (!maps.every(isObject)) {
      this.fail('"<<" must be followed by a map, an alias of one, or a list of them', key.offset);
    }
    for (const name of new Set((maps as object[]).flatMap(Object.keys))) {
      const first = mapping.keys.get(name);
      if (first !== undefined) this.duplicate(name, key.offset, first);
      mapping.keys.set(name, key.offset);
      (mapping.merged ??= new Set()).add(name);
      // Of several maps, the first wins.
      setField(mapping.value, name, (maps as any[]).find((map) => Object.hasOwn(map, name))[name]);
    }
  }

  private duplicate(name: string, offset: number, first: number): void {
    const { errors = [] } = this.options;
    if (errors.length < MAX_FINDINGS) errors.push({ offset, detail: duplicateKey(name), first });
  }
}

function isMerge({ text, isPlain, tag }: Scalar): boolean {
  return text === '<<' && ((isPlain && tag === undefined) || tag === '!' || tag === MERGE);
}

/** How many of the nodes may come from aliases, as in go-yaml: almost all of few, a tenth of millions. */
function allowedAliasRatio(count: number): number {
  const [low, high] = [400_000, 4_000_000];
  if (count <= low) return 0.99;
  if (count >= high) return 0.1;
  return 0.99 - 0.89 * ((count - low) / (high - low));
}
