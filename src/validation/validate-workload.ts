import { Capacity, readCapacity } from './admission/capacity';
import { checkCapacity } from './admission/capacity-rules';
import { checkPodSpec } from './admission/own-rules';
import { checkPodSecurity } from './admission/pod-security';
import { PodParts } from './known-pods';
import type { JobMain } from './pod/job-servers';
import { warnAboutTraps } from './pod/pod-traps';
import { newWarnings } from './traps';
import { validateBy } from './validate';
import type { Server } from '../apimachinery/feature-gates';
import { Finding, joined, Validation } from '../apimachinery/finding';
import { at, fieldAt, under } from '../text/json-value';

/** By what a workload that we made ourselves is validated. */
export interface WorkloadContext extends Server {
  /** @default - no limits are known */
  readonly capacity?: Capacity;
  /** The Pod Security Standard that the pods keep to. @default - none */
  readonly podSecurityProfile?: string;
  /** The container whose end is to end a Job. @default - something else ends it */
  readonly main?: JobMain;
}

/**
 * What the API server and our own rules report about a workload of ours, as it is printed.
 *
 * @param templatePath path of the pod template in the manifest
 */
export function validateWorkload(manifest: unknown, templatePath: string, context: WorkloadContext): Finding[] {
  const { minor, gates, capacity, podSecurityProfile, main } = context;
  const podPath = under(templatePath, 'spec');
  const podSpec = fieldAt(manifest, podPath);
  const parts = new PodParts(manifest, podPath, context);
  const strict = new Validation(minor, gates, false, parts.known);
  checkPodSpec(strict, podSpec, podPath);
  checkCapacity(strict, readCapacity(capacity), podSpec, podPath);
  checkPodSecurity(strict, podSecurityProfile, manifest);
  const { findings: ofManifest, isKept } = validateBy(strict.fresh(), manifest);
  const findings = [...ofManifest, ...strict.findings];
  const traps = strict.fresh();
  warnAboutTraps(traps, podSpec, podPath, main && at(manifest, 'kind'), main);
  if (isKept && findings.length + traps.findings.length === 0) parts.remember();
  return joined([...findings, ...newWarnings(findings, traps.findings)]);
}
