import { printValue } from './finding';
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
