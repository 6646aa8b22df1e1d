/**
 * What is printed is what is read: cdk8s prints YAML with one library, kubectl reads it with another
 * (sigs.k8s.io/yaml), and some texts come back as something else, or not at all.
 */
import { LARGE } from './size';
import { Validation } from '../../apimachinery/finding';

const RULE = 'YAML-STRING';
/** What a value takes in JSON in addition to its text: quotes, colon, comma, brackets. */
const VALUE_SIZE = 8;

/** A cheap look first: hardly any text needs a second one. */
const SUSPICIOUS = /^[-+.]?[\d_.]|^[\n\t ]*[\n\t]|^<<$|[\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]/;
/** The printer leaves them as they are; the reader refuses them, or takes them for line breaks. */
const UNREADABLE = /[\x7f-\x9f\u2028\u2029\ufffe\uffff]/;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
/** Go's numbers, which may have underscores anywhere. */
const READ_AS_NUMBER =
  /^[-+]?(?:0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+|(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?)$|^0b[-+][01]+$/;
const FRACTION_ONLY = /^\.\d+(?:[eE][-+]?\d+)?$/;
/** What the printer knows to be a number in YAML 1.1, and puts in quotes. */
const PRINTED_IN_QUOTES = /^[-+]?(?:0b[01_]+|0x[\da-fA-F_]+|(?:\d[\d_]*)?(?:\.[\d_]*)?(?:[eE][-+]?\d+)?)$/;

/** What becomes of a text on its way through YAML, in words; undefined when it arrives as it left. */
export function yamlProblem(text: string, isKey = false): string | undefined {
  if (!SUSPICIOUS.test(text)) return undefined;
  const unreadable = UNREADABLE.exec(text);
  if (unreadable) return `has the character U+${hex(unreadable[0])}, which does not survive YAML`;
  if (LONE_SURROGATE.test(text)) return 'has half a character (a lone surrogate), which does not survive YAML';
  if (isReadAsNumber(text)) return 'is printed without quotes and read as a number';
  if (isKey) return text === '<<' ? 'is read as an instruction to merge maps' : undefined;
  return isBrokenBlock(text)
    ? 'has several lines and begins with white space, so it is read differently than it was printed'
    : undefined;
}

const hex = (character: string) => character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');

function isReadAsNumber(text: string): boolean {
  if (!/^[-+.\d]/.test(text) || PRINTED_IN_QUOTES.test(text)) return false;
  if (text.startsWith('.')) return FRACTION_ONLY.test(text);
  const digits = text.replace(/_/g, '');
  // A float that is too large stays a text.
  return READ_AS_NUMBER.test(digits) && (!/^[-+]?[\d.]+[eE]/.test(digits) || Number.isFinite(Number(digits)));
}

/** Printed as a block whose indentation its text does not show. */
function isBrokenBlock(text: string): boolean {
  const inQuotes = !text.includes('\n') || /\n[\t ]+$/.test(text) || /[\x00-\x08\x0b-\x1f]/.test(text);
  return !inQuotes && (/^\n*\t/.test(text) || (/[\t ]/.test(text) && !/[^\n\t ]/.test(text)));
}

/** Every text in the manifest, keys too. */
export function validateYaml(v: Validation, manifest: unknown): void {
  const secret = (manifest as any).kind === 'Secret';
  const todo: Array<{ value: unknown; path: string }> = [{ value: manifest, path: '' }];
  for (let next = todo.pop(); next; next = todo.pop()) {
    const { value, path } = next;
    const found = (text: string, where: string, isKey: boolean) => {
      const problem = yamlProblem(text, isKey);
      if (problem) {
        v.invalid(
          RULE,
          where,
          secret && !isKey ? '<redacted>' : text,
          problem,
          isKey ? 'use another key' : "use another spelling, or base64 in a Secret's data or a ConfigMap's binaryData",
        );
      }
    };
    if (typeof value === 'string') {
      found(value, path, false);
    } else if (Array.isArray(value)) {
      // The last one pushed comes first.
      for (let i = value.length - 1; i >= 0; i--) todo.push({ value: value[i], path: `${path}[${i}]` });
    } else if (typeof value === 'object' && value !== null) {
      const entries = Object.entries(value);
      for (const [key] of entries) found(key, path, true);
      for (const [key, child] of entries.reverse()) todo.push({ value: child, path: childPath(path, key) });
    }
  }
}

/** Names of fields are joined by dots, other keys are put in brackets. */
function childPath(path: string, key: string): string {
  if (!/^[A-Za-z]\w*$/.test(key)) return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
}

/**
 * One look at everything: whether any text is in danger, how many characters there are, roughly, and where it contains
 * itself in a circle.
 */
export function survey(manifest: unknown): { safe: boolean; size: number; cycle?: string } {
  let safe = true;
  let size = 0;
  let isLarge = false;
  const todo: unknown[] = [manifest];
  for (let value = todo.pop(); value !== undefined; value = todo.pop()) {
    size += VALUE_SIZE;
    if (typeof value === 'string') {
      size += value.length;
      safe &&= !yamlProblem(value);
    } else if (Array.isArray(value)) {
      for (const item of value) if (item !== null && item !== undefined) todo.push(item);
    } else if (typeof value === 'object' && value !== null) {
      for (const key in value) {
        size += key.length;
        safe &&= !yamlProblem(key, true);
        const child = (value as Record<string, unknown>)[key];
        if (child !== null && child !== undefined) todo.push(child);
      }
    }
    // A circular reference has no end, so it gets large: no need to look before.
    if (size >= LARGE && !isLarge) {
      isLarge = true;
      const cycle = cycleIn(manifest);
      if (cycle !== undefined) return { safe, size, cycle };
    }
  }
  return { safe, size };
}

/** The path of an object within itself, if there is one. */
function cycleIn(manifest: unknown): string | undefined {
  const open = new Set<unknown>();
  const closed = new Set<unknown>();
  const todo: Array<{ value: unknown; path: string; isDone?: boolean }> = [{ value: manifest, path: '' }];
  for (let next = todo.pop(); next; next = todo.pop()) {
    const { value, path, isDone } = next;
    if (isDone) {
      open.delete(value);
      closed.add(value);
      continue;
    }
    if (typeof value !== 'object' || value === null || closed.has(value)) continue;
    if (open.has(value)) return path;
    open.add(value);
    todo.push({ value, path, isDone: true });
    for (const [key, child] of Object.entries(value)) {
      if (typeof child === 'object') {
        todo.push({ value: child, path: Array.isArray(value) ? `${path}[${key}]` : childPath(path, key) });
      }
    }
  }
  return undefined;
}
