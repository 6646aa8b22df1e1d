import { Finding } from '../apimachinery/finding';
import { isOptions, readable } from '../apimachinery/options';
import { plainValue } from '../apimachinery/to-api';
import { setField } from '../text/json-value';

/** What a part of a pod renders: an API object, and what is wrong with it that can't be seen in the manifest. */
export interface Rendering {
  readonly manifest: any;
  /** Paths are relative to the part. */
  readonly findings: Finding[];
}

/**
 * Puts fields over what was rendered; what is there already was given twice.
 *
 * @param hintFor what to do instead, where that is not to leave out one of the two
 * @param name what the fields are called where they are given
 */
export function applyFields(
  rendered: Rendering,
  fields: { readonly [key: string]: any } | undefined,
  hintFor: (key: string) => string | undefined = () => undefined,
  name = 'fields',
): void {
  rendered.findings.push(...notGiven(fields, name));
  for (const [key, value] of Object.entries(readable(fields))) {
    if (value === undefined) continue;
    if (Object.hasOwn(rendered.manifest, key)) {
      rendered.findings.push(givenTwice(key, hintFor(key) ?? 'Give it once, by its property or in fields'));
    } else {
      setField(rendered.manifest, key, plainValue(value));
    }
  }
}

/** As `applyFields`, for options of what is rendered: it names the rest itself. */
export const applyOptions = (rendered: Rendering, options: object) =>
  applyFields(rendered, options, () => 'Leave it out of the options', '');

/** A field that would replace what is there already. */
export function givenTwice(path: string, hint: string): Finding {
  return { rule: 'HKUBE-FIELDS', severity: 'error', type: 'Forbidden', path, detail: 'is given twice', hint };
}

/** Problems of a part, with paths from what it is in. One about the part itself has no path of its own. */
export const inside = (part: string, findings: readonly Finding[]): Finding[] =>
  findings.map((finding) => ({ ...finding, path: [part, finding.path].filter(Boolean).join('.') }));

/** What is given and no object: nothing of it would be left. */
export const notGiven = (value: unknown, path: string): Finding[] =>
  value == null || isOptions(value) ? [] : [notAnObject(path)];

export const notAnObject = (path: string): Finding => ({
  rule: 'HKUBE-TYPE',
  severity: 'error',
  type: 'Invalid value',
  path,
  detail: 'must be an object',
});
