import { Finding, finding } from '../apimachinery/finding';
import { JsonObject, setField } from '../text/json-value';

/** The rendering of a part of a pod: an API object, and findings that can't be derived from the manifest. */
export interface Rendering {
  readonly manifest: any;
  /** Paths are relative to the part. */
  readonly findings: Finding[];
}

/**
 * Adds fields to a rendering. A field that exists already was set twice.
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

/** Reports a field that would replace an existing one. */
export const setTwice = (path: string, hint: string): Finding =>
  finding('HKUBE-FIELDS', path, 'Forbidden', 'is set twice', { hint });

/** Findings about a part, with the part's path added. A finding about the whole part has an empty path. */
export const inside = (part: string, findings: readonly Finding[]): Finding[] =>
  findings.map((each) => ({ ...each, path: [part, each.path].filter(Boolean).join('.') }));
