import { FeatureGates, startProblems } from './feature-gates';
import { printValue, Validation } from './finding';
import { NEWEST_MINOR, OLDEST_MINOR } from './schema';

/**
 * The minor version of a Kubernetes version: 31 of `1.31`, `v1.31.4` or `1.31.4-gke.1`.
 *
 * @param version none for the newest known
 * @throws when it is not a version, or not one that the rules know
 */
export function minorVersion(version: string | null | undefined): number {
  if (version == null) return NEWEST_MINOR;
  // From JavaScript: not every object has a text.
  const text = typeof version === 'object' ? '' : String(version);
  const minor = Number(/^v?1\.(\d+)(?:[.+-].*)?$/.exec(text)?.[1]);
  if (!(minor >= OLDEST_MINOR && minor <= NEWEST_MINOR)) {
    throw new Error(
      `kubernetesVersion: Unsupported value: ${printValue(version)}: supported are 1.${OLDEST_MINOR} to ` +
        `1.${NEWEST_MINOR}`,
    );
  }
  return minor;
}

/** The API server that judges, as users describe it. */
export interface ServerOptions {
  /** @default - the newest */
  readonly kubernetesVersion?: string | null;
  /** The feature gates that the cluster sets. @default - none */
  readonly featureGates?: FeatureGates;
}

/**
 * A validation by a certain API server.
 *
 * @throws when the rules don't know the version, or the server would not start with the feature gates
 */
export function validationBy({ kubernetesVersion, featureGates }: ServerOptions): Validation {
  const minor = minorVersion(kubernetesVersion);
  const problems = featureGates === undefined ? [] : startProblems(minor, featureGates);
  if (problems.length > 0) {
    throw new Error(problems.map(([name, problem]) => `featureGates[${name}]: ${problem}`).join('\n'));
  }
  return new Validation(minor, featureGates);
}
