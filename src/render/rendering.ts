import { Finding, finding } from '../apimachinery/finding';
import { JsonObject, setField } from '../text/json-value';

/** What a part of a pod renders: an API object, and what is wrong with it that can't be seen in the manifest. */
export interface Rendering {
  readonly manifest: any;
  /** Paths are relative to the part. */
  readonly findings: Finding[];
}

/**
 * Lays fields over what was rendered. A field that is there already was set twice.
 *
 * @param hintFor what to do about a field that is set twice, where that is not to remove one of the two
 */
export function applyFields(
  rendering: Rendering,
  fields: JsonObject,
  hintFor: (key: string) => string | undefined = () => undefined,
): void {
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (Object.hasOwn(rendering.manifest, key)) {
      rendering.findings.push(setTwice(key, hintFor(key) ?? 'Set it once, by its property or in fields'));
    } else {
      setField(rendering.manifest, key, value);
    }
  }
}

/** A field that would replace what is there already. */
export const setTwice = (path: string, hint: string): Finding =>
  finding('HKUBE-FIELDS', path, 'Forbidden', 'is set twice', { hint });

/** Findings about a part, with paths from what the part is in. One about the part as a whole has no path of its own. */
export const inside = (part: string, findings: readonly Finding[]): Finding[] =>
  findings.map((each) => ({ ...each, path: [part, each.path].filter(Boolean).join('.') }));
