import { Capacity, readCapacity } from './admission/capacity';
import { checkCapacity } from './admission/capacity-rules';
import { checkPodSpec } from './admission/own-rules';
import { checkPodSecurity } from './admission/pod-security';
import { validateManifest } from './validate';
import type { Server } from '../apimachinery/feature-gates';
import { Finding, joined, Validation } from '../apimachinery/finding';
import { fieldAt, under } from '../text/json-value';

/** By what a workload that we made ourselves is validated. */
export interface WorkloadContext extends Server {
  /** @default - no limits are known */
  readonly capacity?: Capacity;
  /** The Pod Security Standard that the pods keep to. @default - none */
  readonly podSecurityProfile?: string;
}

/**
 * What the API server and our own rules report about a workload of ours, as it is printed.
 *
 * @param templatePath path of the pod template in the manifest
 */
export function validateWorkload(manifest: unknown, templatePath: string, context: WorkloadContext): Finding[] {
  const { minor, gates, capacity, podSecurityProfile } = context;
  const podPath = under(templatePath, 'spec');
  const podSpec = fieldAt(manifest, podPath);
  const strict = new Validation(minor, gates);
  checkPodSpec(strict, podSpec, podPath);
  checkCapacity(strict, readCapacity(capacity), podSpec, podPath);
  checkPodSecurity(strict, podSecurityProfile, manifest);
  return joined([...validateManifest(manifest, minor, gates), ...strict.findings]);
}
