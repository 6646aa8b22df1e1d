/**
 * The structure of YAML, in libyaml's grammar: collections of block style (by indentation) and of flow style (in
 * brackets), and their keys. It recurses for what is nested; a limit keeps that shallow.
 */

import { Char, isGap } from './yaml-characters';
import { Key, Mapping, NONE, Properties, Scalar, Step, YamlValues } from './yaml-values';

/** libyaml looks for the colon of a key within so many characters. */
const MAX_KEY_LENGTH = 1024;

/** Reads one document. Throws a `Stop` at the first error that leaves the rest without meaning. */
export class YamlParser extends YamlValues {
  public document(): unknown {
    let { isAfterSeparator } = this.options;
    // Only after a byte order mark, or where JSON ends: elsewhere kubectl cuts the file at such a line.
    if (this.isDocumentMark() && this.code() === Char.DASH) {
      this.at += 3;
      this.keyAllowed = false;
      isAfterSeparator = true;
    }
    this.skip();
    if (this.code() === Char.END) return undefined;
    if (this.code() === Char.PERCENT && this.column === 0) this.fail('kubectl reads no directives: remove this line');
    if (this.isDocumentMark()) {
      if (isAfterSeparator !== true || this.code() !== Char.DOT) this.unexpected();
      this.end();
      return undefined;
    }
    const value = this.node(undefined, false);
    this.skip();
    if (this.isDocumentMark()) this.end();
    if (this.code() !== Char.END) this.unexpected();
    return value;
  }

  /** `...`, which may stand there several times. */
  private end(): void {
    while (this.isDocumentMark()) {
      this.at += 3;
      this.keyAllowed = false;
      this.skip();
    }
    if (this.code() !== Char.END) {
      this.fail('kubectl does not read what follows "...": separate documents with "---"');
    }
  }

  /** Whether the collections of block style to the right of a column end here. */
  private isEnd(column: number): boolean {
    return this.code() === Char.END || this.isDocumentMark() || this.column < column;
  }

  /** `-`, `?` or `:`, followed by a gap. */
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
   * @param mayBeList whether a list may begin at the column of the map that contains it
   * @param outer the anchor and tag on an earlier line
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
    if (this.isIndicator(Char.QUESTION) || this.isIndicator(Char.COLON)) {
      return this.complete(step, offset, outer, () => this.mapping(column));
    }

    const own = this.properties();
    if (this.lineStart !== lineStart) return this.node(step, mayBeList, this.both(outer, own, offset));
    if (this.isFlowStart()) {
      return this.complete(step, offset, this.both(outer, own, offset), () => this.flowCollection());
    }
    if (this.code() === Char.PIPE || this.code() === Char.GREATER) {
      const all = this.both(outer, own, offset);
      return this.complete(step, offset, all, () =>
        this.scalar({ text: this.block(), isPlain: false, tag: all.tag }, offset),
      );
    }
    const leaf = this.leaf(own);
    if (this.isKey(offset, lineStart)) {
      if (!keyAllowed) this.fail('a key is not allowed here: start a nested map on the next line');
      // Anchor and tag on this line belong to the key, those on earlier lines to the map.
      const key = this.key(offset, leaf, own);
      return this.complete(step, offset, outer, () => this.mapping(column, key));
    }
    if (typeof leaf === 'string' && outer !== NONE) {
      this.fail('an alias cannot have an anchor or a tag of its own', offset);
    }
    return this.leafValue(step, offset, this.both(outer, own, offset), leaf);
  }

  private both(outer: Properties, own: Properties, offset: number): Properties {
    if (outer === NONE) return own;
    for (const what of ['anchor', 'tag'] as const) {
      if (outer[what] !== undefined && own[what] !== undefined) {
        this.fail(`a second ${what} for the same value`, offset);
      }
    }
    return { anchor: own.anchor ?? outer.anchor, tag: own.tag ?? outer.tag };
  }

  /** Reads anchor and tag, in any order, up to what they belong to, which may be on another line. */
  private properties(): Properties {
    let code = this.code();
    if (code !== Char.AMPERSAND && code !== Char.EXCLAMATION) return NONE;
    const { lineStart } = this;
    let anchor: string | undefined;
    let tag: string | undefined;
    for (; (code === Char.AMPERSAND || code === Char.EXCLAMATION) && this.lineStart === lineStart; code = this.code()) {
      if ((code === Char.AMPERSAND ? anchor : tag) !== undefined) {
        this.fail(`a second ${code === Char.AMPERSAND ? 'anchor' : 'tag'} for the same value`);
      }
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
    if (code === Char.DOUBLE_QUOTE || code === Char.SINGLE_QUOTE) {
      return { text: this.quoted(), isPlain: false, tag: own.tag };
    }
    // Only anchor and tag.
    if (own !== NONE && (code === Char.END || this.isColon() || (this.flow > 0 && this.isFlowEnd()))) {
      return { text: '', isPlain: true, tag: own.tag };
    }
    if (!this.isPlainStart(code)) this.unexpected();
    return { text: this.plain(), isPlain: true, tag: own.tag };
  }

  private leafValue(step: Step, offset: number, own: Properties, leaf: Scalar | string): unknown {
    const tagged = typeof leaf === 'string' || leaf.tag === own.tag ? leaf : { ...leaf, tag: own.tag };
    return this.complete(step, offset, own, () =>
      typeof tagged === 'string' ? this.alias(tagged, offset) : this.scalar(tagged, offset),
    );
  }

  private isPlainStart(code: number): boolean {
    if (code === Char.DASH) return !isGap(this.code(1));
    if (code === Char.QUESTION || code === Char.COLON) return this.flow === 0 && !isGap(this.code(1));
    return !isGap(code) && !INDICATORS.has(code);
  }

  /** Whether what began at the offset was a key. If so, moves to its colon. */
  private isKey(offset: number, lineStart: number): boolean {
    if (this.lineStart !== lineStart) return false;
    while (this.code() === Char.SPACE || (this.code() === Char.TAB && !this.keyAllowed)) this.at++;
    if (!this.isColon()) return false;
    if (this.at - offset > MAX_KEY_LENGTH) {
      this.fail(
        `a key of more than ${MAX_KEY_LENGTH} characters: write "? " before it, and the colon on the next line`,
        offset,
      );
    }
    return true;
  }

  /** @param first the first key, if it is read already */
  private mapping(column: number, first?: Key): unknown {
    if (!first && !this.keyAllowed) this.fail('a key is not allowed here: start a nested map on the next line');
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
    this.leave();
    this.indent = outer;
    return mapping.value;
  }

  private implicitKey(): Key {
    const { at: offset, lineStart } = this;
    if (this.isIndicator(Char.COLON)) this.fail('there is no key before this colon');
    if (this.isIndicator(Char.DASH)) {
      this.fail('a list item is not allowed among the keys of a map: check the indentation');
    }
    const own = this.properties();
    const leaf = this.lineStart === lineStart ? this.leaf(own) : undefined;
    if (leaf === undefined || !this.isKey(offset, lineStart)) {
      this.fail('expected a key, followed by a colon and a space', offset);
    }
    return this.key(offset, leaf!, own);
  }

  /** `? key`, and on the next line `: value`. */
  private explicitEntry(mapping: Mapping): void {
    this.at++;
    this.keyAllowed = true;
    this.skip();
    const offset = this.at;
    const key = this.explicitKey(offset, this.node(null, true));
    this.skip();
    if (!this.isEnd(this.indent) && this.column === this.indent && this.isIndicator(Char.COLON)) {
      this.entry(mapping, key, true);
    } else {
      this.store(
        mapping,
        key,
        this.complete(key.text, this.at, NONE, () => null),
        false,
      );
    }
  }

  /** The rest of an entry, from the colon on. @param keyAllowed whether the value may be a map on this line */
  private entry(mapping: Mapping, key: Key, keyAllowed: boolean): void {
    this.at++;
    this.keyAllowed = keyAllowed;
    this.skip();
    const isAlias = this.code() === Char.STAR;
    this.store(mapping, key, this.node(key.text, true), isAlias);
  }

  private sequence(column: number): unknown {
    if (!this.keyAllowed) this.fail('a list is not allowed here: start it on the next line');
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
      // The list is at the column of the map that contains it.
      if (column === outer) break;
      this.fail('expected another "- " here: check the indentation');
    }
    this.leave();
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
    this.leave();
    if (this.flow > 0) {
      this.skip();
      if (this.code() === Char.COLON) this.fail('a key must be a string, not a list or a map', opening);
    }
    return value;
  }

  /** Moves to the next entry, and says whether there is one. */
  private hasEntry(close: Char, isFirst: boolean, opening: number): boolean {
    this.skip();
    if (!isFirst && this.code() === Char.COMMA) {
      this.at++;
      this.keyAllowed = true;
      this.skip();
    } else if (!isFirst && this.code() !== close && this.code() !== Char.END) {
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
      items.push(
        entry.key ? this.complete(items.length, offset, NONE, () => this.singlePair(entry.key!)) : entry.value,
      );
    }
    return items;
  }

  /** `[key: value]` is a list of one map. */
  private singlePair(key: Key): unknown {
    const mapping: Mapping = { value: {}, keys: new Map() };
    this.enter();
    this.flowValue(mapping, key);
    this.leave();
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

  /** A node that is not a key. */
  private flowNode(step: Step): unknown {
    const { at: offset } = this;
    const own = this.properties();
    if (this.isFlowStart()) return this.complete(step, offset, own, () => this.flowCollection());
    return this.leafValue(step, offset, own, this.leaf(own));
  }

  private unexpected(): never {
    if (this.code() === Char.TAB) this.failForTab();
    if (this.isColon()) {
      this.fail('unexpected ":": check the indentation, and put text that contains ": " in quotes');
    }
    const hint = QUOTED.has(this.code()) ? ': put the text in quotes if it begins with it' : '';
    return this.fail(`unexpected ${this.found()}${hint}`);
  }

  /** Only one character: it may be the beginning of a secret. */
  private found(): string {
    return this.code() === Char.END
      ? 'the end of the document'
      : JSON.stringify(String.fromCodePoint(this.text.codePointAt(this.at)!));
  }
}

/** Characters that mean nothing, and that a text may begin with only in quotes. */
const QUOTED = new Set([...'%@`'].map((character) => character.charCodeAt(0)));
/** Characters that a plain scalar cannot begin with. */
const INDICATORS = new Set([...',[]{}#&*!|>\'"%@`'].map((character) => character.charCodeAt(0)));
