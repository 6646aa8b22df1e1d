/**
 * YAML as kubectl reads it: one document, in the grammar and with the values of go-yaml v2 (see yaml-scalar.ts), of which
 * sigs.k8s.io/yaml makes JSON. In a few places kubectl loses without a word what was written; there we refuse: keys that are
 * twice there, content after `...`, numbers with more digits than JSON readers keep.
 *
 * @see https://pkg.go.dev/sigs.k8s.io/yaml
 */

import { locateWith, MAX_DEPTH, OnValue, Place, printProblems, show, Stop, TextProblem } from './places';
import { keyText, resolvePlain, resolveTagged, ScalarValue, TOO_LONG } from './yaml-scalar';
import { Char, isGap, Scanner } from './yaml-scanner';

/** A value (undefined when there is nothing but comments), or what is wrong with the text, a line each: `print.yaml:12:5: …` */
export type ParsedYaml =
  | { readonly ok: true; readonly value: unknown; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly problems: readonly string[] };

export interface YamlOptions {
  /** Where the text begins, when it is a part of the file. */
  readonly from?: Place;
  /** The most bytes of JSON that the value may have, whatever its aliases make of it. @default 64 MiB */
  readonly maxSize?: number;
}

/** Reads one document. */
export function parseYaml(text: string, fileName: string, { from, maxSize }: YamlOptions = {}): ParsedYaml {
  try {
    const parser = new Parser(text, maxSize);
    const value = parser.document();
    if (parser.problems.length > 0) return { ok: false, problems: printProblems(parser.problems, text, fileName, from) };
    return { ok: true, value, warnings: printProblems(parser.warnings, text, fileName, from) };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { ok: false, problems: printProblems([error.problem], text, fileName, from) };
  }
}

/** Where fields are in a YAML text, which must be valid; see `locateWith`. */
export function locateYaml(text: string, paths: readonly string[], from?: Place): Place[] {
  return locateWith((onValue) => new Parser(text, undefined, onValue).document(), text, paths, from);
}

const MAX_PROBLEMS = 20;
const DEFAULT_MAX_SIZE = 64 * 1024 * 1024;
/** libyaml looks no further for the colon after a key. */
const MAX_KEY_LENGTH = 1024;

const MERGE = 'tag:yaml.org,2002:merge';

/** What stands before a node. */
interface Properties {
  readonly anchor?: string;
  readonly tag?: string;
}

const NONE: Properties = {};

/** A scalar as it stands there. */
interface Scalar {
  readonly text: string;
  readonly isPlain: boolean;
  readonly tag?: string;
}

/** What an alias stands for; without a value as long as the node is not complete. */
interface Anchored {
  node?: { readonly value: unknown; readonly size: number; readonly count: number };
}

/** A mapping under construction. */
interface Mapping {
  readonly value: Record<string, unknown>;
  /** Where each key is. */
  readonly keys: Map<string, number>;
  /** The keys that come from a merge: they may be given again. */
  merged?: Set<string>;
}

/** A key, before its value is known. */
interface Key {
  readonly offset: number;
  readonly text: string;
  readonly isMerge: boolean;
}

/** A key or an index; undefined for the document, null for what is no value but a key. */
type Step = string | number | undefined | null;

class Parser extends Scanner {
  public readonly problems: TextProblem[] = [];
  public readonly warnings: TextProblem[] = [];
  private readonly anchors = new Map<string, Anchored>();
  private depth = 0;
  /** The latest scalar. */
  private last?: Scalar;
  /** Bytes of JSON, at least; nodes; and those of them that aliases made. */
  private size = 0;
  private count = 0;
  private aliased = 0;

  constructor(text: string, private readonly maxSize = DEFAULT_MAX_SIZE, private readonly onValue?: OnValue) {
    super(text);
  }

  public document(): unknown {
    // Only after a byte order mark: kubectl cuts the file where a line begins so.
    if (this.isDocumentMark() && this.code() === Char.DASH) {
      this.at += 3;
      this.keyAllowed = false;
    }
    this.skip();
    if (this.code() === Char.END) return undefined;
    if (this.code() === Char.PERCENT && this.column === 0) this.fail('kubectl reads no directives: leave the line out');
    if (this.isDocumentMark()) this.unexpected();
    const value = this.node(undefined, false);
    this.skip();
    if (this.isDocumentMark()) {
      this.at += 3;
      this.keyAllowed = false;
      this.skip();
      if (this.code() !== Char.END) this.fail('kubectl does not read what follows "...": separate documents with "---"');
    }
    if (this.code() !== Char.END) this.unexpected();
    return value;
  }

  /** Whether nothing more belongs to the collections of block style that are right of the column. */
  private isEnd(column: number): boolean {
    return this.code() === Char.END || this.isDocumentMark() || this.column < column;
  }

  /** `-`, `?` or `:`, and then a gap. */
  private isIndicator(code: Char): boolean {
    return this.code() === code && isGap(this.code(1));
  }

  private isFlowStart(): boolean {
    return this.code() === Char.OPEN_BRACKET || this.code() === Char.OPEN_BRACE;
  }

  private isFlowEnd(): boolean {
    const code = this.code();
    return code === Char.COMMA || code === Char.CLOSE_BRACKET || code === Char.CLOSE_BRACE;
  }

  /** A colon that ends a key. */
  private isColon(): boolean {
    return this.code() === Char.COLON && (this.flow > 0 || isGap(this.code(1)));
  }

  /**
   * A node of block style.
   *
   * @param mayBeList whether a list may begin at the column of the map that it is in
   * @param outer what stood before the node on an earlier line
   */
  private node(step: Step, mayBeList: boolean, outer: Properties = NONE): unknown {
    const { at: offset, column, keyAllowed, lineStart } = this;
    const isList = this.isIndicator(Char.DASH);
    const isBlock = this.code() === Char.PIPE || this.code() === Char.GREATER;
    const mayBeHere = column === this.indent && (isBlock || (mayBeList && isList)) && !this.isDocumentMark();
    if (this.isEnd(this.indent + 1) && !mayBeHere) {
      return this.complete(step, offset, outer, () => this.scalar({ text: '', isPlain: true, tag: outer.tag }, offset));
    }
    if (isList) return this.complete(step, offset, outer, () => this.sequence(column));
    if (this.isIndicator(Char.QUESTION) || this.isIndicator(Char.COLON)) return this.complete(step, offset, outer, () => this.mapping(column));

    const own = this.properties();
    if (this.lineStart !== lineStart) return this.node(step, mayBeList, this.both(outer, own, offset));
    if (this.isFlowStart()) return this.complete(step, offset, this.both(outer, own, offset), () => this.flowCollection());
    if (this.code() === Char.PIPE || this.code() === Char.GREATER) {
      const all = this.both(outer, own, offset);
      return this.complete(step, offset, all, () => this.scalar({ text: this.block(), isPlain: false, tag: all.tag }, offset));
    }
    const leaf = this.leaf(own);
    if (this.isKey(offset, lineStart)) {
      if (!keyAllowed) this.fail('no key may stand here: a map as a value begins on the next line');
      // What stands on its line is the key's, what stands before that the map's.
      const key = this.key(offset, leaf, own);
      return this.complete(step, offset, outer, () => this.mapping(column, key));
    }
    if (typeof leaf === 'string' && outer !== NONE) this.fail('an alias cannot have an anchor or a tag of its own', offset);
    return this.leafValue(step, offset, this.both(outer, own, offset), leaf);
  }

  private both(outer: Properties, own: Properties, offset: number): Properties {
    if (outer === NONE) return own;
    for (const what of ['anchor', 'tag'] as const) {
      if (outer[what] !== undefined && own[what] !== undefined) this.fail(`a second ${what} for the same value`, offset);
    }
    return { anchor: own.anchor ?? outer.anchor, tag: own.tag ?? outer.tag };
  }

  /** Tells of a node and counts it; keeps its value for aliases. */
  private complete(step: Step, offset: number, { anchor }: Properties, read: () => unknown): unknown {
    if (this.onValue && step !== null) this.onValue(offset, this.depth, step);
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
    if (this.size > this.maxSize) this.fail(`more than ${this.maxSize} bytes as JSON: the API server takes no such object`);
  }

  private enter(): void {
    if (++this.depth > MAX_DEPTH) this.fail(`nested deeper than ${MAX_DEPTH} levels`);
  }

  /** Anchor and tag, in any order; then at what they belong to, which may be on another line. */
  private properties(): Properties {
    let code = this.code();
    if (code !== Char.AMPERSAND && code !== Char.EXCLAMATION) return NONE;
    const { lineStart } = this;
    let anchor: string | undefined;
    let tag: string | undefined;
    for (; (code === Char.AMPERSAND || code === Char.EXCLAMATION) && this.lineStart === lineStart; code = this.code()) {
      if ((code === Char.AMPERSAND ? anchor : tag) !== undefined) this.fail(`a second ${code === Char.AMPERSAND ? 'anchor' : 'tag'} for the same value`);
      if (code === Char.AMPERSAND) anchor = this.anchorName();
      else tag = this.tag();
      this.skip();
    }
    return { anchor, tag };
  }

  /** A scalar that begins on this line, or the name of an alias. */
  private leaf(own: Properties): Scalar | string {
    const code = this.code();
    if (code === Char.STAR) {
      if (own !== NONE) this.fail('an alias cannot have an anchor or a tag of its own');
      return this.anchorName();
    }
    if (code === Char.DOUBLE_QUOTE || code === Char.SINGLE_QUOTE) return { text: this.quoted(), isPlain: false, tag: own.tag };
    // Nothing but the properties.
    if (own !== NONE && (code === Char.END || this.isColon() || (this.flow > 0 && this.isFlowEnd()))) return { text: '', isPlain: true, tag: own.tag };
    if (!this.isPlainStart(code)) this.unexpected();
    return { text: this.plain(), isPlain: true, tag: own.tag };
  }

  private leafValue(step: Step, offset: number, own: Properties, leaf: Scalar | string): unknown {
    return this.complete(step, offset, own, () => (typeof leaf === 'string' ? this.alias(leaf, offset) : this.scalar({ ...leaf, tag: own.tag }, offset)));
  }

  private isPlainStart(code: number): boolean {
    if (code === Char.DASH) return !isGap(this.code(1));
    if (code === Char.QUESTION || code === Char.COLON) return this.flow === 0 && !isGap(this.code(1));
    return !isGap(code) && !INDICATORS.has(code);
  }

  /** Whether what began at the offset was a key: then at its colon. */
  private isKey(offset: number, lineStart: number): boolean {
    if (this.lineStart !== lineStart) return false;
    while (this.code() === Char.SPACE || (this.code() === Char.TAB && !this.keyAllowed)) this.at++;
    if (!this.isColon()) return false;
    if (this.at - offset > MAX_KEY_LENGTH) this.fail(`more than ${MAX_KEY_LENGTH} characters are too long for a key: write "? " before it, and the colon on the next line`, offset);
    return true;
  }

  private key(offset: number, leaf: Scalar | string, { anchor }: Properties): Key {
    this.count++;
    if (typeof leaf === 'string') return this.keyOf(offset, this.alias(leaf, offset));
    if (anchor !== undefined) this.anchors.set(anchor, { node: { value: this.resolve(leaf, offset), size: leaf.text.length, count: 1 } });
    return isMerge(leaf) ? { offset, text: leaf.text, isMerge: true } : this.keyOf(offset, this.resolve(leaf, offset), leaf);
  }

  private keyOf(offset: number, value: unknown, scalar?: Scalar): Key {
    if (typeof value === 'object' && value !== null) this.fail('a key must be a text, not a list or a map', offset);
    const source = scalar?.text ?? String(value);
    const text = keyText(value as ScalarValue, source);
    if (text === undefined) this.fail(value === null ? 'there is no key here: write "" for an empty one, or "null" in quotes' : 'a key of so many digits: put it in quotes', offset);
    if (typeof value !== 'string' && text !== source) {
      this.warnings.push({ offset, message: `this key is read as ${show(text!)}: put it in quotes if you mean ${show(source)}` });
    }
    return { offset, text: text!, isMerge: false };
  }

  private alias(name: string, offset: number): unknown {
    const anchored = this.anchors.get(name);
    if (!anchored) this.fail(`there is no anchor &${name} before this alias: put it in quotes if it is no alias`, offset);
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

  private scalar(scalar: Scalar, offset: number): unknown {
    const value = this.resolve(scalar, offset);
    this.last = scalar;
    if (value === TOO_LONG) this.fail('this number has more digits than JSON readers keep: put it in quotes', offset);
    if (typeof value === 'number' && !Number.isFinite(value)) this.fail('no number that JSON can hold: put it in quotes if it is a text', offset);
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

  /** @param first the first key, when we are at its colon already */
  private mapping(column: number, first?: Key): unknown {
    if (!first && !this.keyAllowed) this.fail('no key may stand here: a map as a value begins on the next line');
    const outer = this.indent;
    this.indent = column;
    this.enter();
    const mapping: Mapping = { value: {}, keys: new Map() };
    for (let key = first; ; key = undefined) {
      if (!key && this.isIndicator(Char.QUESTION)) this.explicitEntry(mapping);
      else this.entry(mapping, key ?? this.implicitKey(), false);
      this.skip();
      if (this.isEnd(column)) break;
      if (this.column > column || !this.keyAllowed) this.unexpected();
    }
    this.depth--;
    this.indent = outer;
    return mapping.value;
  }

  private implicitKey(): Key {
    const { at: offset, lineStart } = this;
    if (this.isIndicator(Char.COLON)) this.fail('there is no key before this colon');
    if (this.isIndicator(Char.DASH)) this.fail('a list item among the keys of a map: is the indentation right?');
    const own = this.properties();
    const leaf = this.lineStart === lineStart ? this.leaf(own) : undefined;
    if (leaf === undefined || !this.isKey(offset, lineStart)) this.fail('there must be a key here, with a colon and a space after it', offset);
    return this.key(offset, leaf!, own);
  }

  /** `? key` and on a line of its own `: value` */
  private explicitEntry(mapping: Mapping): void {
    this.at++;
    this.keyAllowed = true;
    this.skip();
    const offset = this.at;
    const key = this.explicitKey(offset, this.node(null, true));
    this.skip();
    if (!this.isEnd(this.indent) && this.column === this.indent && this.isIndicator(Char.COLON)) this.entry(mapping, key, true);
    else this.store(mapping, key, this.complete(key.text, this.at, NONE, () => null), false);
  }

  private explicitKey(offset: number, value: unknown): Key {
    return this.last && isMerge(this.last) ? { offset, text: this.last.text, isMerge: true } : this.keyOf(offset, value, this.last);
  }

  /** From the colon on. @param keyAllowed whether the value may be a map that begins on this line */
  private entry(mapping: Mapping, key: Key, keyAllowed: boolean): void {
    this.at++;
    this.keyAllowed = keyAllowed;
    this.skip();
    const isAlias = this.code() === Char.STAR;
    this.store(mapping, key, this.node(key.text, true), isAlias);
  }

  private store(mapping: Mapping, key: Key, value: unknown, isAlias: boolean): void {
    if (key.isMerge) {
      this.merge(mapping, key, value, isAlias);
      return;
    }
    this.grow(key.text.length + 3);
    const first = mapping.keys.get(key.text);
    if (first !== undefined && !mapping.merged?.delete(key.text)) this.twice(key.text, key.offset, first);
    mapping.keys.set(key.text, key.offset);
    set(mapping.value, key.text, value);
  }

  /** `<<`: the keys of other maps. To kubectl they count at their place, so that they replace what stands before them. */
  private merge(mapping: Mapping, key: Key, value: unknown, isAlias: boolean): void {
    const isMap = (item: unknown): item is object => typeof item === 'object' && item !== null && !Array.isArray(item);
    const maps = Array.isArray(value) && !isAlias ? value : [value];
    if (!maps.every(isMap)) this.fail('after "<<" there must be a map, an alias of one, or a list of them', key.offset);
    for (const name of new Set((maps as object[]).flatMap(Object.keys))) {
      const first = mapping.keys.get(name);
      if (first !== undefined) this.twice(name, key.offset, first);
      mapping.keys.set(name, key.offset);
      (mapping.merged ??= new Set()).add(name);
      // Of several maps, the first counts.
      set(mapping.value, name, (maps as any[]).find((map) => Object.hasOwn(map, name))[name]);
    }
  }

  private twice(name: string, offset: number, first: number): void {
    if (this.problems.length < MAX_PROBLEMS) this.problems.push({ offset, message: `the key ${show(name)} is there twice`, first });
  }

  private sequence(column: number): unknown {
    if (!this.keyAllowed) this.fail('no list may begin here: it begins on the next line');
    const outer = this.indent;
    this.indent = column;
    this.enter();
    const items: unknown[] = [];
    for (;;) {
      this.at++;
      this.keyAllowed = true;
      this.skip();
      items.push(this.node(items.length, false));
      this.skip();
      if (this.isEnd(column)) break;
      if (this.column > column || !this.keyAllowed) this.unexpected();
      if (this.isIndicator(Char.DASH)) continue;
      // It stands at the column of the map that it is in.
      if (column === outer) break;
      this.fail('there must be another "- " here: is the indentation right?');
    }
    this.depth--;
    this.indent = outer;
    return items;
  }

  private flowCollection(): unknown {
    const { at: opening } = this;
    const close = this.code() === Char.OPEN_BRACE ? Char.CLOSE_BRACE : Char.CLOSE_BRACKET;
    this.enter();
    this.flow++;
    this.at++;
    this.keyAllowed = true;
    const value = close === Char.CLOSE_BRACE ? this.flowMapping(opening) : this.flowSequence(opening);
    this.at++;
    this.keyAllowed = false;
    this.flow--;
    this.depth--;
    if (this.flow > 0) {
      this.skip();
      if (this.code() === Char.COLON) this.fail('a key must be a text, not a list or a map', opening);
    }
    return value;
  }

  /** To the next entry: whether there is one. */
  private hasEntry(close: Char, isFirst: boolean, opening: number): boolean {
    this.skip();
    if (!isFirst && this.code() === Char.COMMA) {
      this.at++;
      this.keyAllowed = true;
      this.skip();
    } else if (!isFirst && this.code() !== close) {
      this.fail(`expected "," or "${String.fromCharCode(close)}" but found ${this.found()}`);
    }
    if (this.code() === Char.END) this.fail(`this "${this.text[opening]}" is never closed`, opening);
    return this.code() !== close;
  }

  private flowSequence(opening: number): unknown {
    const items: unknown[] = [];
    while (this.hasEntry(Char.CLOSE_BRACKET, items.length === 0, opening)) {
      const { at: offset } = this;
      const entry = this.flowEntry(items.length);
      items.push(entry.key ? this.complete(items.length, offset, NONE, () => this.singlePair(entry.key!)) : entry.value);
    }
    return items;
  }

  /** `[key: value]` is a list of one map. */
  private singlePair(key: Key): unknown {
    const mapping: Mapping = { value: {}, keys: new Map() };
    this.enter();
    this.flowValue(mapping, key);
    this.depth--;
    return mapping.value;
  }

  private flowMapping(opening: number): unknown {
    const mapping: Mapping = { value: {}, keys: new Map() };
    for (let isFirst = true; this.hasEntry(Char.CLOSE_BRACE, isFirst, opening); isFirst = false) {
      const { at: offset } = this;
      const { key, value } = this.flowEntry(null);
      if (key) this.flowValue(mapping, key);
      else this.store(mapping, this.explicitKey(offset, value), null, false);
    }
    return mapping.value;
  }

  /** A key, or a value without one. */
  private flowEntry(step: Step): { key?: Key; value?: unknown } {
    const { lineStart, keyAllowed } = this;
    let { at: offset } = this;
    if (this.code() === Char.QUESTION) {
      this.at++;
      this.keyAllowed = false;
      this.skip();
      offset = this.at;
      if (this.isFlowEnd() || this.code() === Char.COLON) this.fail('there is no key after this "?"', offset);
      return { key: this.explicitKey(offset, this.flowNode(null)) };
    }
    const own = this.properties();
    if (this.isFlowStart()) return { value: this.complete(step, offset, own, () => this.flowCollection()) };
    const leaf = this.leaf(own);
    if (keyAllowed && this.isKey(offset, lineStart)) return { key: this.key(offset, leaf, own) };
    return { value: this.leafValue(step, offset, own, leaf) };
  }

  private flowValue(mapping: Mapping, key: Key): void {
    this.skip();
    let value: unknown = null;
    let isAlias = false;
    if (this.code() === Char.COLON) {
      this.at++;
      this.keyAllowed = false;
      this.skip();
      isAlias = this.code() === Char.STAR;
      if (!this.isFlowEnd()) value = this.flowNode(key.text);
    }
    this.store(mapping, key, value, isAlias);
  }

  /** A node that is no key. */
  private flowNode(step: Step): unknown {
    const { at: offset } = this;
    const own = this.properties();
    if (this.isFlowStart()) return this.complete(step, offset, own, () => this.flowCollection());
    return this.leafValue(step, offset, own, this.leaf(own));
  }

  private unexpected(): never {
    if (this.code() === Char.TAB) this.failForTab();
    return this.fail(`unexpected ${this.found()}`);
  }

  /** One character only: what stands there may be the beginning of a secret. */
  private found(): string {
    return this.code() === Char.END ? 'end of the document' : JSON.stringify(String.fromCodePoint(this.text.codePointAt(this.at)!));
  }
}

/** Characters that no plain scalar begins with. */
const INDICATORS = new Set([...',[]{}#&*!|>\'"%@`'].map((character) => character.charCodeAt(0)));

function isMerge({ text, isPlain, tag }: Scalar): boolean {
  return text === '<<' && ((isPlain && tag === undefined) || tag === '!' || tag === MERGE);
}

/** A key of any name, `__proto__` too. */
function set(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
}

/** go-yaml's: almost anything for small documents, a tenth for those of millions of nodes. */
function allowedAliasRatio(count: number): number {
  const [low, high] = [400_000, 4_000_000];
  return count <= low ? 0.99 : count >= high ? 0.1 : 0.99 - 0.89 * ((count - low) / (high - low));
}
