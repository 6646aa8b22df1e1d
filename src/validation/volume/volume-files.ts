/** The files of volumes whose manifest says which they have: from ConfigMaps, Secrets, tokens and the pod's fields. */
import { isObject, JsonObject, listAt, objectsAt, textAt } from '../../text/json-value';

export interface VolumeFiles {
  /** Their paths in the volume. */
  readonly paths: readonly string[];
  /** How many of its sources bring files that their own objects name. */
  readonly others: number;
}

/** The files of a volume; undefined for one that may hold anything. */
function volumeFiles(volume: JsonObject): VolumeFiles | undefined {
  const { configMap, secret, downwardAPI, projected } = volume;
  if (isObject(projected)) return together(objectsAt(projected, 'sources').map(filesOfSource));
  return isObject(configMap ?? secret ?? downwardAPI) ? filesOfSource({ configMap, secret, downwardAPI }) : undefined;
}

function filesOfSource(source: JsonObject): VolumeFiles {
  const { configMap, secret, downwardAPI, serviceAccountToken, clusterTrustBundle, podCertificate } = source;
  const picked = configMap ?? secret ?? downwardAPI;
  const items = listAt(picked, 'items').map((item) => textAt(item, 'path'));
  // Without items all keys are files.
  if (isObject(picked)) return { paths: items, others: items.length === 0 && picked !== downwardAPI ? 1 : 0 };
  const single = serviceAccountToken ?? clusterTrustBundle;
  if (isObject(single)) return filesAt(textAt(single, 'path'));
  if (!isObject(podCertificate)) return { paths: [], others: 1 };
  return filesAt(...CERTIFICATE_FILES.map((field) => textAt(podCertificate, field)));
}

const CERTIFICATE_FILES = ['credentialBundlePath', 'keyPath', 'certificateChainPath'];

const filesAt = (...paths: readonly string[]): VolumeFiles => ({
  paths: paths.filter((path) => path !== ''),
  others: 0,
});

const together = (all: readonly VolumeFiles[]): VolumeFiles => ({
  paths: all.flatMap(({ paths }) => paths),
  others: all.reduce((sum, { others }) => sum + others, 0),
});

/** A file that is mounted by itself. */
export interface MountedFile {
  readonly subPath: string;
  readonly volume: JsonObject;
  /** What the volume has instead. */
  readonly files: VolumeFiles;
}

/** What happens at such a mount. */
export const EMPTY_DIRECTORY = 'an empty directory is mounted in its place';

/** The file that a mount asks for, if its volume declares files, and none is that one. */
export function undeclaredFile(mount: JsonObject, spec: unknown): MountedFile | undefined {
  const subPath = textAt(mount, 'subPath');
  const volume = subPath === '' ? undefined : objectsAt(spec, 'volumes').find(({ name }) => name === mount.name);
  const files = volume && volumeFiles(volume);
  return files && !hasPath(files, subPath) ? { subPath, volume: volume!, files } : undefined;
}

/** Whether a path is that of a file, or of a directory with files. */
function hasPath({ paths }: VolumeFiles, wanted: string): boolean {
  const path = normalized(wanted);
  // `..data` has all files.
  return path.startsWith('.') || paths.map(normalized).some((each) => each === path || each.startsWith(`${path}/`));
}

const normalized = (path: string) =>
  path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
