import { typeAndDetail } from '../../../src/apimachinery/finding';
import { NEWEST_MINOR } from '../../../src/apimachinery/schema';
import { judgeUpdate, UpdateMethod } from '../../../src/validation/update/validate-update';

const isObject = (value: unknown): value is Record<string, any> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Objects are merged, anything else replaces what was there; undefined removes it. */
export function changed(base: any, change: any): any {
  if (!isObject(base) || !isObject(change)) return change;
  const keys = [...new Set([...Object.keys(base), ...Object.keys(change)])];
  const entries = keys.map((key) => [key, key in change ? changed(base[key], change[key]) : base[key]]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

export interface Asked {
  readonly method?: UpdateMethod;
  readonly minor?: number;
  /** Changes of the old object, such as its status. */
  readonly old?: any;
}

export type UpdateCase = readonly [change: any, expected: readonly string[], asked?: Asked];

/** `RULE path: text` of each finding about an update. */
export function updateFindings(old: any, manifest: any, { method = 'apply', minor = NEWEST_MINOR }: Asked = {}) {
  return judgeUpdate(old, manifest, { minor }, method).findings.map(
    (found) => `${found.rule} ${found.path}: ${typeAndDetail(found)}`,
  );
}

/** Changes an object and compares what is found: the beginning of each text is enough. */
export function testUpdates(base: any, rows: readonly UpdateCase[]): void {
  const named = rows.map(([change, expected, asked = {}]): [string, any, readonly string[], Asked] => [
    JSON.stringify([change, asked]),
    change,
    expected,
    asked,
  ]);
  test.each(named)('%s', (_name, change, expected, asked) => {
    const old = asked.old ? changed(base, asked.old) : base;
    const found = updateFindings(old, changed(base, change), asked);
    expect(found.map((text, i) => (text.startsWith(expected[i] ?? '\0') ? expected[i] : text))).toEqual(expected);
  });
}
