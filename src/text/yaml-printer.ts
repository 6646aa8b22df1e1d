/** Prints documents as a YAML library does, byte for byte, and much faster. */

/** Prints documents of YAML. */
export type YamlStringify = (...documents: unknown[]) => string;

/** Texts that surely need no quotes: paths, images, words of six letters or more. */
const PLAIN = /^(?:[A-Za-z/]|--)[A-Za-z/._][\w./@:-]{3,100}[\w./@-]$/;
/** At the beginning of a line these may end a document. */
const MARKER = /^(?:%|---|\.\.\.)/;
/** Keys that are much longer are printed in another way. */
const LONGEST_KEY = 128;
/** So many texts are remembered. */
const MAX_KNOWN = 10_000;
/** So many documents are left to the library, before it is compared with what is known here. */
const FEW = 10;
const SEPARATOR = '---\n';

/** All layouts: nested and empty collections, long, quoted and multi-line texts. */
const SPECIMEN = {
  map: { text: 'plain', number: 1.5, quoted: '12', yes: true, none: null, long: 'word '.repeat(40), 'a b': {} },
  list: ['one', 'two\nlines\n', {}, [], [['nested'], [{ a: 'three\nlines\n\nmore' }]], { a: 1, b: [2], c: { d: 3 } }],
};

/**
 * Prints the layout of documents itself: maps, lists and their indentation. How a text is written (quotes, escapes,
 * blocks) is asked of the library and remembered, unless it is plain to see. What is more than a tree of plain values
 * is left to the library as a whole.
 */
export class YamlPrinter {
  private readonly texts = new Map<string, string>();
  private readonly keys = new Map<string, string>();
  private printed = 0;
  /** Whether the library has the layout that is known here; another version may not. */
  private isAlike?: boolean;
  /** The collections of a document. One that occurs twice is referred to the second time. */
  private seen = new Set<object>();
  /** The parts of its text. */
  private out: string[] = [];

  /** @param stringify the library; each document ends with a line break, and `---` is between them */
  constructor(private readonly stringify: YamlStringify) {}

  public print(...documents: unknown[]): string {
    this.printed += documents.length;
    if (this.printed <= FEW || !(this.isAlike ??= this.compare())) return this.stringify(...documents);
    return documents.map((document) => this.tree(document) ?? this.stringify(document)).join(SEPARATOR);
  }

  private compare(): boolean {
    return `${this.tree(SPECIMEN)}${SEPARATOR}${this.tree({})}` === this.stringify(SPECIMEN, {});
  }

  /** Undefined if a document is not a tree of plain values. */
  private tree(document: unknown): string | undefined {
    if (typeof document !== 'object' || document === null) return undefined;
    this.seen = new Set();
    this.out = [];
    try {
      this.write(document, '', '');
      return `${this.out.join('')}\n`;
    } catch (e) {
      if (e instanceof NotPlain) return undefined;
      throw e;
    }
  }

  /**
   * One function, since V8 inlines functions that call each other into each other, which takes longer than to run
   * them.
   *
   * @param lead what is before the value: a break and indentation if it is a filled map or list below its key
   * @param indent the indentation of further lines
   */
  private write(value: unknown, lead: string, indent: string): void {
    if (typeof value !== 'object' || value === null) {
      this.out.push(lead, this.scalar(value, indent));
      return;
    }
    this.see(value);
    const inner = `${indent}  `;
    let before = lead;
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) {
        this.write(value[i], `${before}- `, inner);
        before = `\n${indent}`;
      }
    } else {
      for (const key of Object.keys(value)) {
        const field = (value as any)[key];
        this.write(field, `${before}${this.key(key)}:${isFilled(field) ? `\n${inner}` : ' '}`, inner);
        before = `\n${indent}`;
      }
    }
    if (before === lead) this.out.push(lead, Array.isArray(value) ? '[]' : '{}');
  }

  private see(collection: object): void {
    if (this.seen.has(collection)) throw new NotPlain();
    if (!Array.isArray(collection) && Object.getPrototypeOf(collection) !== Object.prototype) throw new NotPlain();
    this.seen.add(collection);
  }

  private scalar(value: unknown, indent: string): string {
    if (typeof value === 'string') return PLAIN.test(value) ? value : this.text(value, indent);
    if (typeof value === 'boolean') return value ? 'true' : 'false';
    if (value === null || value === undefined) return 'null';
    if (typeof value !== 'number') throw new NotPlain();
    return Number.isSafeInteger(value) && value !== 0 ? String(value) : this.library(value);
  }

  /** How the library prints a scalar. */
  private library(value: unknown): string {
    return this.stringify(value).slice(0, -1);
  }

  private text(text: string, indent: string): string {
    if (text.includes('\n') || MARKER.test(text)) return this.block(text, indent.length / 2);
    return remembered(this.texts, text, () => this.library(text));
  }

  /** A text that is printed in another way elsewhere in a document. */
  private block(text: string, depth: number): string {
    let nested: unknown = text;
    let start = 0;
    for (let i = 0; i < depth; i++) {
      nested = { a: nested };
      // Each key begins a line; the text begins in the last one.
      start += 2 * i + 'a:\n'.length;
    }
    return this.stringify(nested).slice(start, -1);
  }

  private key(key: string): string {
    if (PLAIN.test(key)) return key;
    return remembered(this.keys, key, () => {
      if (key.length > LONGEST_KEY || MARKER.test(key)) throw new NotPlain();
      return this.stringify({ a: { [key]: 0 } }).slice('a:\n  '.length, -': 0\n'.length);
    });
  }
}

/** More than a tree of plain values. */
class NotPlain extends Error {}

function isFilled(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.length > 0;
  // eslint-disable-next-line guard-for-in -- a prototype with fields is left to the library
  for (const _ in value) return true;
  return false;
}

function remembered(known: Map<string, string>, text: string, find: () => string): string {
  const before = known.get(text);
  if (before !== undefined) return before;
  const found = find();
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(text, found);
  return found;
}
