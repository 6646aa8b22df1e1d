/** Files of one volume that get into each other's way: one overwrites the other, or is to be its directory. */
import { SERVER_WARNING } from './deprecated-labels';
import { Validation } from '../../apimachinery/finding';

interface Target {
  readonly path: string;
  /** Where it comes from; empty where the volume has one source only. */
  readonly source: string;
}

/** What the API server warns about in volumes whose files are made of keys. */
export function warnAboutOverlaps(v: Validation, volumes: readonly any[], path: string): void {
  volumes.forEach((volume, i) => {
    const at = `${path}[${i}]`;
    const name = JSON.stringify(volume?.name ?? '');
    const { configMap, secret, downwardAPI, projected } = volume ?? {};
    const warn = (what: string, targets: readonly Target[]) => {
      for (const text of overlaps(targets)) {
        v.warn(SERVER_WARNING, at, undefined, `volume ${name} (${what}): overlapping paths: ${text}`);
      }
    };
    warn(`ConfigMap ${JSON.stringify(configMap?.name ?? '')}`, targetsOf(configMap, ''));
    warn(`Secret ${JSON.stringify(secret?.secretName ?? '')}`, targetsOf(secret, ''));
    warn('DownwardAPI', targetsOf(downwardAPI, ''));
    const sources: readonly any[] = projected?.sources ?? [];
    for (const source of sources) {
      if (Object.values(source ?? {}).some((value) => value != null)) continue;
      v.warn(SERVER_WARNING, at, undefined, `volume ${name} (Projected) has no sources provided`);
    }
    warn('Projected', sources.flatMap(projectedTargets));
  });
}

const targetsOf = (source: any, text: string): Target[] =>
  (source?.items ?? []).map((item: any) => ({ path: item?.path ?? '', source: text }));

function projectedTargets(source: any): Target[] {
  const { configMap, secret, downwardAPI, serviceAccountToken, clusterTrustBundle, podCertificate } = source ?? {};
  if (configMap?.items) return targetsOf(configMap, `ConfigMap ${JSON.stringify(configMap.name ?? '')}`);
  if (secret?.items) return targetsOf(secret, `Secret ${JSON.stringify(secret.name ?? '')}`);
  if (downwardAPI?.items) return targetsOf(downwardAPI, 'DownwardAPI');
  if (serviceAccountToken) return [{ path: serviceAccountToken.path ?? '', source: 'ServiceAccountToken' }];
  if (clusterTrustBundle) {
    const name = clusterTrustBundle.name ?? clusterTrustBundle.signerName ?? '';
    return [{ path: clusterTrustBundle.path ?? '', source: `ClusterTrustBundle ${JSON.stringify(name)}` }];
  }
  return [
    { path: podCertificate?.certificateChainPath, source: 'PodCertificate chain' },
    { path: podCertificate?.keyPath, source: 'PodCertificate key' },
    { path: podCertificate?.credentialBundlePath, source: 'PodCertificate credential bundle' },
  ].filter(({ path }) => path);
}

const shown = ({ path, source }: Target) => `${JSON.stringify(path)}${source && ` (${source})`}`;
const isWithin = (path: string, other: string) => `${path}/`.startsWith(`${other}/`);

/** Each target that overlaps with one before it. */
function overlaps(targets: readonly Target[]): string[] {
  const all = targets.map(({ path, source }) => ({ path: path.replace(/\/+$/, ''), source }));
  return all.flatMap((target, i) =>
    all
      .slice(0, i)
      .filter(({ path }) => path && target.path && (isWithin(path, target.path) || isWithin(target.path, path)))
      .map((other) => `${shown(target)} with ${shown(other)}`),
  );
}
