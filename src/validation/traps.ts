/** Traps in the pods of any manifest, as warnings. */

import { checkPodSpec } from './admission/own-rules';
import { templatePathOf } from './admission/pod-security';
import { warnAboutTraps } from './pod/pod-traps';
import { Finding, joined, Validation } from '../apimachinery/finding';
import { fieldAt, JsonObject, under } from '../text/json-value';

/**
 * What was found in a manifest, without echoes, and with warnings about what the server takes and no pod runs with. Of
 * what our constructs make, some of it is an error.
 *
 * @param findings what is wrong with it: no warning is added at a field that has a finding
 * @param v which version judges
 */
export function withTraps(findings: readonly Finding[], manifest: JsonObject, v: Validation): Finding[] {
  const { kind } = manifest;
  const templatePath = templatePathOf(kind);
  if (templatePath === undefined) return joined(findings);
  const path = under(templatePath, 'spec');
  const spec: unknown = fieldAt(manifest, path);
  const traps = v.fresh();
  checkPodSpec(traps, spec, path);
  warnAboutTraps(traps, spec, path, kind);
  return joined([...findings, ...newWarnings(findings, traps.findings)]);
}

/** Findings as warnings; without those about fields that have a finding already. */
export function newWarnings(known: readonly Finding[], findings: readonly Finding[]): Finding[] {
  const paths = new Set(known.map(({ path }) => path));
  return findings.filter(({ path }) => !paths.has(path)).map((each) => ({ ...each, severity: 'warning' as const }));
}
