/**
 * Where in an object its secrets are: they are hidden there and nowhere else, so that a name that is also somebody's
 * password stays readable.
 */

import { textOfBase64 } from './bytes';
import { isObject } from './json-value';
import { ENV_MAPS, IN_TEXT, isSecretName, MAY_HOLD_SECRET, redactor, SECRET_FIELD, TOKEN } from './redact';

const HIDDEN = '***';
/** The option before its value, as a text of its own: `--password`, `hunter2`. */
const OPTION = /^--?(?:[\w-]*-)?(?:passw(?:or)?d|passphrase|token|secret|(?:api|access|secret|private)-?key)$/i;

/** A value, or a part of a text, that must not be shown. */
interface Secret {
  /** What must not be shown of it. */
  readonly texts: readonly string[];
  /** Whether nothing at all of it may be shown. */
  readonly isWhole: boolean;
}

/** A path in which all steps are written alike: `data[a]` and `data.a` are the same. */
const plain = (path: string) => path.replace(/\[([^\]]*)\]/g, '.$1').replace(/^\./, '');

/** The secrets of an object, by their paths without brackets: `spec.env.0.value`. */
export class SecretPlaces {
  private readonly secrets = new Map<string, Secret>();
  private redactAll?: (text: string) => string;

  /** @param root the object, such as a manifest */
  constructor(root: unknown) {
    this.search(root, '', new Set());
  }

  /** Whether nothing of a field's value may be shown. */
  public isSecret(path: string): boolean {
    return this.around(plain(path)).some(({ isWhole }) => isWhole);
  }

  /** The value of a field as it may be shown. Values that the object does not have are not known here. */
  public masked(value: unknown, path: string): unknown {
    if (value === undefined || value === null || this.secrets.size === 0) return value;
    if (this.isSecret(path)) return HIDDEN;
    if (typeof value === 'string') return this.maskedText(value, path);
    return typeof value === 'object' ? this.copyOf(value, plain(path)) : value;
  }

  /** A text about a field, as it may be shown. */
  public maskedText(text: string, path: string): string {
    return redactor(this.around(plain(path)).flatMap(({ texts }) => texts))(text);
  }

  /** A text about a field that the object does not have: it may quote any of the secrets. */
  public maskedAnywhere(text: string): string {
    this.redactAll ??= redactor([...this.secrets.values()].flatMap(({ texts }) => texts));
    return this.redactAll(text);
  }

  /** The secrets that a path leads to or into. */
  private around(path: string): Secret[] {
    const found: Secret[] = [];
    for (let end = path.length; this.secrets.size > 0 && end > 0; end = path.lastIndexOf('.', end - 1)) {
      const secret = this.secrets.get(path.slice(0, end));
      if (secret) found.push(secret);
    }
    return found;
  }

  private copyOf(value: unknown, path: string): unknown {
    const own = this.secrets.get(path);
    if (own?.isWhole) return HIDDEN;
    if (typeof value === 'string') return own ? redactor(own.texts)(value) : value;
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([key, member]): [string, unknown] => [
      key,
      this.copyOf(member, childOf(path, key)),
    ]);
    return Array.isArray(value) ? entries.map(([, member]) => member) : Object.fromEntries(entries);
  }

  private add(path: string, texts: readonly string[], isWhole: boolean): void {
    if (texts.length > 0) this.secrets.set(path, { texts, isWhole });
  }

  private search(value: unknown, path: string, open: Set<object>): void {
    if (typeof value === 'string') return this.addParts(value, path);
    // With YAML's aliases one object may have many parents. It has no place inside of itself.
    if (typeof value !== 'object' || value === null || open.has(value)) return;
    open.add(value);
    const isKindSecret = isObject(value) && value.kind === 'Secret';
    for (const [key, member] of Object.entries(value)) {
      // Hardly any text has a part that looks like a secret, so hardly any needs its path.
      const mayHold = typeof member === 'string' ? MAY_HOLD_SECRET.test(member) : typeof member === 'object';
      if (isSecretMember(value, key)) this.addWhole(member, childOf(path, key));
      else if (isKindSecret && (key === 'data' || key === 'stringData')) this.addMap(member, childOf(path, key));
      else if (ENV_MAPS.includes(key) && isObject(member)) this.addVariables(member, childOf(path, key), open);
      else if (mayHold) this.search(member, childOf(path, key), open);
    }
    open.delete(value);
  }

  private addParts(text: string, path: string): void {
    const texts = [
      ...[...text.matchAll(IN_TEXT)].map(([, inUrl, inOption]) => inUrl ?? inOption),
      ...[...text.matchAll(TOKEN)].map(([token]) => token),
    ];
    this.add(path, texts, false);
  }

  private addWhole(value: unknown, path: string): void {
    this.add(path, textsIn(value), true);
  }

  /** The entries of a Secret. */
  private addMap(map: unknown, path: string): void {
    if (!isObject(map)) return this.addWhole(map, path);
    for (const [key, value] of Object.entries(map)) {
      const texts = textsIn(value);
      this.add(childOf(path, key), [...texts, ...texts.map(textOfBase64)], true);
    }
  }

  private addVariables(map: object, path: string, open: Set<object>): void {
    for (const [name, value] of Object.entries(map)) {
      if (isSecretName(name)) this.addWhole(value, childOf(path, name));
      else this.search(value, childOf(path, name), open);
    }
  }
}

const childOf = (path: string, key: string) => (path === '' ? key : `${path}.${key}`);

/** Whether a member of an object or a list is secret because of what is next to it, or because of its name. */
function isSecretMember(parent: object, key: string): boolean {
  if (Array.isArray(parent)) {
    const before: unknown = parent[Number(key) - 1];
    return typeof before === 'string' && OPTION.test(before);
  }
  const { name } = parent as { readonly name?: unknown };
  if (key === 'value' && typeof name === 'string' && isSecretName(name)) return true;
  return SECRET_FIELD.test(key);
}

/** All texts and numbers in a value, however deep. */
function textsIn(value: unknown, open: ReadonlySet<object> = new Set()): string[] {
  if (typeof value === 'string' || typeof value === 'number') return value === '' ? [] : [String(value)];
  if (typeof value !== 'object' || value === null || open.has(value)) return [];
  const inside = new Set(open).add(value);
  return Object.values(value).flatMap((member) => textsIn(member, inside));
}
