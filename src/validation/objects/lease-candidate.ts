/**
 * LeaseCandidate.
 *
 * @see https://kubernetes.io/docs/concepts/cluster-administration/coordinated-leader-election/
 */
import { OLDEST_EMULATION, validateLeaseStrategy } from './lease';
import { validateGeneration, validateGenericMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import { configKey } from '../../apimachinery/formats';
import { isBefore, isSemver } from '../../apimachinery/semver';

const RULE = 'LEASE-CANDIDATE';

/** A LeaseCandidate. */
export function validateLeaseCandidate(v: Validation, { metadata, spec }: any): void {
  const { leaseName, emulationVersion, binaryVersion, strategy } = spec ?? {};
  validateGenericMeta(v, metadata, configKey);
  validateGeneration(v, metadata);
  if (!leaseName) v.required(RULE, 'spec.leaseName');
  if (emulationVersion) validateVersion(v, emulationVersion, 'spec.emulationVersion');
  if (binaryVersion) validateVersion(v, binaryVersion, 'spec.binaryVersion');
  else v.required(RULE, 'spec.binaryVersion');
  if (isBefore(binaryVersion ?? '', emulationVersion ?? '')) {
    v.invalid(RULE, 'spec.binaryVersion', binaryVersion, 'must be greater than or equal to `emulationVersion`');
  }
  if (!strategy) v.required(RULE, 'spec.strategy');
  else validateLeaseStrategy(v, RULE, strategy);
  if (strategy === OLDEST_EMULATION && !isVersion(emulationVersion ?? '')) {
    v.required(RULE, 'spec.emulationVersion', `must be specified when \`strategy\` is '${OLDEST_EMULATION}'`);
  }
}

const isVersion = (text: string) => isSemver(text) && !/^0\.0\.0(\+.*)?$/.test(text);

function validateVersion(v: Validation, version: string, path: string): void {
  if (!isSemver(version)) v.invalid(RULE, path, version, 'must be a valid semantic version');
}
