/** An update as its rules see it. */
import { Validation } from '../../apimachinery/finding';
import { FieldType, StructType } from '../../apimachinery/schema';
import { meansSame } from '../../apimachinery/semantic';
import { fieldAt } from '../../text/json-value';

/** Both objects are complete: with the defaults, and with what the server adds. */
export interface Update {
  readonly v: Validation;
  /** What the cluster has. */
  readonly live: any;
  /** What it would have. */
  readonly next: any;
  readonly type: StructType;
  /** What to do about a field that cannot change. */
  readonly wayOut?: string;
}

const ANYTHING: FieldType = { kind: 'json' };

/** The type of a field, by a path such as `spec.template`. */
export function typeAt(type: FieldType, path: string): FieldType {
  let found: FieldType = type;
  for (const name of path.split('.')) {
    if (found.kind !== 'struct') return ANYTHING;
    found = found.fields.get(name)?.type ?? ANYTHING;
  }
  return found;
}

/** Whether a field means the same before and after: an empty one is like a missing one, unless it is a pointer. */
export function isSameAt({ live, next, type }: Update, path: string): boolean {
  const end = path.lastIndexOf('.');
  const field = path.slice(end + 1);
  const parent = end < 0 ? type : typeAt(type, path.slice(0, end));
  const [before, after] = [live, next].map((object) => ({ [field]: fieldAt(object, path) }));
  return meansSame(before, after, parent);
}

/** Reports each of the fields that is changed, although it must not. */
export function immutable(update: Update, rule: string, ...paths: readonly string[]): void {
  for (const path of paths) {
    if (!isSameAt(update, path)) reportImmutable(update, rule, path, fieldAt(update.next, path));
  }
}

export function reportImmutable({ v, wayOut }: Update, rule: string, path: string, value: unknown): void {
  v.invalid(rule, path, value, 'field is immutable', wayOut);
}
