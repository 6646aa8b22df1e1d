/** What is wrong with a spec, and with the manifest that is made of it, at the fields of the spec. */

import { specPathOf } from './spec-path';
import { isHkubes } from './worker-image';
import { Finding, findingText } from '../apimachinery/finding';
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
  const isEcho = echoOf(ofSpec);
  return [...ofSpec.map(atSpecField), ...withoutTwins(ofManifest.filter((finding) => !isEcho(finding)))];
}

/** Whether a finding about the manifest, at a field of the spec, repeats one of those about the spec. */
export function echoOf(ofSpec: readonly Finding[]): (ofManifest: Finding) => boolean {
  const known = new Set(ofSpec.filter(({ severity }) => severity === 'error').map(({ path }) => path));
  const twice = new Set(ofSpec.filter(({ rule }) => rule === 'HKUBE-UNIQUE').map(({ value }) => value));
  return ({ path, rule, type, value }) =>
    known.has(path) ||
    (rule === 'CTR-NAME-UNIQUE' && twice.has(value)) ||
    // The name is a label of the pods, too.
    (rule === 'META-NAME-LENGTH' && known.has('name')) ||
    // Volumes that a sidecar declares are reported already.
    (type === 'Not found' && known.has(path.replace(/\.(?:container\.)?volumeMounts\[.*$/, '.volumes'))) ||
    // Kubernetes reports all requests at once, the spec's own check each of them.
    (rule === 'RES-REQ-LE-LIM' && ['cpu', 'memory'].some((name) => known.has(`${path}.${name}`)));
}

/** A label or an annotation of the spec is one of the object and of its pods: each of them is refused. */
function withoutTwins(findings: readonly SpecFinding[]): SpecFinding[] {
  return [...new Map(findings.map((finding) => [`${finding.rule} ${findingText(finding)}`, finding])).values()];
}

/**
 * Whether a finding about a worker Job doesn't concern the user: a warning about HKube's own parts, or about a version
 * that HKube fills in.
 */
export function isOfHkube({ rule, severity, path, value }: Finding, job: JsonObject, spec: JsonObject): boolean {
  if (severity === 'error') return false;
  return isHkubesOwn(path, job, spec) || (rule === 'WARN-IMAGE-LATEST' && isHkubes(String(value)));
}

/** Whether a field of a worker Job comes from HKube itself, not from the spec. */
function isHkubesOwn(path: string, job: JsonObject, spec: JsonObject): boolean {
  const [, list, index] = /^spec\.template\.spec\.(containers|volumes)\[(\d+)\]/.exec(path) ?? [];
  return (list === 'volumes' || (list === 'containers' && index === '0')) && specPathOf(path, job, spec) === '';
}
