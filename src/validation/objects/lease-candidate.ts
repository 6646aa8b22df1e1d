/**
 * LeaseCandidate.
 *
 * @see https://kubernetes.io/docs/concepts/cluster-administration/coordinated-leader-election/
 */
import { validateGeneration, validateGenericMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import { configKey, qualifiedName } from '../../apimachinery/formats';
import { isBefore, isSemver } from '../../apimachinery/semver';

const RULE = 'LEASE-CANDIDATE';
const OLDEST = 'OldestEmulationVersion';

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
  else validateStrategy(v, strategy, emulationVersion ?? '');
}

function validateVersion(v: Validation, version: string, path: string): void {
  if (!isSemver(version)) v.invalid(RULE, path, version, 'must be a valid semantic version');
}

/** The server reports a strategy twice as deep as it stands. */
function validateStrategy(v: Validation, strategy: string, emulationVersion: string): void {
  const path = 'spec.strategy.strategy';
  const isVersion = isSemver(emulationVersion) && !/^0\.0\.0(\+.*)?$/.test(emulationVersion);
  if (strategy === OLDEST && !isVersion) {
    v.required(RULE, 'spec.emulationVersion', `must be specified when \`strategy\` is '${OLDEST}'`);
  }
  if (strategy.includes('/')) v.invalidAll(RULE, path, strategy, qualifiedName(strategy));
  else if (strategy !== OLDEST) v.notSupported(RULE, path, strategy, [OLDEST]);
}
