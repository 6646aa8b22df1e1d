/** What is wrong with a spec, and with the manifest that is made of it, at the fields of the spec. */

import { specPathOf } from './spec-path';
import type { Finding } from '../apimachinery/finding';
import type { JsonObject } from '../text/json-value';

/** A finding about a spec. */
export interface SpecFinding extends Finding {
  /**
   * Path of the field in the spec. It is empty where `path` is a field of the Job that no field of the spec stands for.
   */
  readonly specPath: string;
}

/** A finding whose path is one of the spec. */
export const atSpecField = (finding: Finding): SpecFinding => ({ ...finding, specPath: finding.path });

/** A finding about a manifest, at the field of the spec that it comes from, if there is one. */
export function atFieldOfSpec(finding: Finding, manifest: unknown, spec: JsonObject): SpecFinding {
  const specPath = specPathOf(finding.path, manifest, spec);
  return { ...finding, path: specPath === '' ? finding.path : specPath, specPath };
}

/** The findings about a spec, and those about the manifest made of it that don't repeat them. */
export function withoutEchoes(ofSpec: readonly Finding[], ofManifest: readonly SpecFinding[]): SpecFinding[] {
  const known = new Set(ofSpec.filter(({ severity }) => severity === 'error').map(({ path }) => path));
  const twice = new Set(ofSpec.filter(({ rule }) => rule === 'HKUBE-UNIQUE').map(({ value }) => value));
  const isKnown = ({ path, rule, type, value }: Finding) =>
    known.has(path) ||
    (rule === 'CTR-NAME-UNIQUE' && twice.has(value)) ||
    // Volumes that a sidecar declares are reported already.
    (type === 'Not found' && known.has(path.replace(/\.(?:container\.)?volumeMounts\[.*$/, '.volumes'))) ||
    // Kubernetes reports all requests at once, the spec's own check each of them.
    (rule === 'RES-REQ-LE-LIM' && ['cpu', 'memory'].some((name) => known.has(`${path}.${name}`)));
  return [...ofSpec.map(atSpecField), ...ofManifest.filter((finding) => !isKnown(finding))];
}

/** Whether a field of a worker Job comes from HKube itself, not from the spec. */
export function isHkubesOwn(path: string, job: JsonObject, spec: JsonObject): boolean {
  const [, list, index] = /^spec\.template\.spec\.(containers|volumes)\[(\d+)\]/.exec(path) ?? [];
  return (list === 'volumes' || (list === 'containers' && index === '0')) && specPathOf(path, job, spec) === '';
}
