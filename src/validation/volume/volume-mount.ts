import { validateDescendingPath } from './local-path';
import { Volumes } from './volume';
import { Validation } from '../../apimachinery/finding';
import { declared } from '../../text/suggest';

const PROPAGATIONS = ['Bidirectional', 'HostToContainer', 'None'];
const BIND_OPTIONS = ['nodev', 'noexec', 'nosuid'];
const RECURSIVE_READ_ONLY = ['Disabled', 'Enabled', 'IfPossible'];

/** Validates `containers[].volumeMounts`. */
export function validateVolumeMounts(v: Validation, container: any, volumes: Volumes, path: string): void {
  const mounts: readonly any[] = container.volumeMounts ?? [];
  if (mounts.length === 0) return;
  const devices: readonly any[] = container.volumeDevices ?? [];
  const deviceNames = new Set(devices.map(({ name }) => name ?? ''));
  const devicePaths = lastOfEachName(devices, 'devicePath');
  const mountPaths = new Map<string, string>();

  mounts.forEach((mount, i) => {
    const at = `${path}[${i}]`;
    const name: string = mount.name ?? '';
    const mountPath: string = mount.mountPath ?? '';
    if (name === '') v.required('MNT-NAME', `${at}.name`);
    if (!volumes.valid.has(name)) {
      v.add('MNT-NOTFOUND', `${at}.name`, 'Not found', '', {
        value: name,
        hint: v.searchHint(() => missingVolume(name, volumes)),
        isEcho: volumes.all.has(name),
      });
    }
    if (mountPath === '') v.required('MNT-PATH', `${at}.mountPath`);
    const other = mountPaths.get(mountPath);
    if (other !== undefined) {
      v.invalid('MNT-PATH', `${at}.mountPath`, mountPath, 'must be unique', `${other} is mounted there, too`);
    } else {
      mountPaths.set(mountPath, `${at} (${JSON.stringify(name)})`);
    }
    if (deviceNames.has(name)) v.invalid('DEV', `${at}.name`, name, 'must not already exist in volumeDevices');
    if (devicePaths.has(mountPath)) {
      v.invalid('DEV', `${at}.mountPath`, mountPath, 'must not already exist as a path in volumeDevices');
    }
    validateSubPaths(v, mount, volumes.valid.get(name), path, at);
    if (mount.mountPropagation != null) {
      validatePropagation(v, mount.mountPropagation, container, `${path}.mountPropagation`);
    }
    if (mount.recursiveReadOnly != null) validateRecursiveReadOnly(v, mount, `${path}.recursiveReadOnly`);
    if (mount.bindMountOptions?.length > 0) {
      validateBindOptions(v, mount.bindMountOptions, volumes.valid.get(name), `${at}.bindMountOptions`);
    }
  });
}

/** Paths of mounts or devices, as the server gathers them: of two with one name, only the last counts. */
export function lastOfEachName(items: readonly any[], field: string): Set<string> {
  return new Set(new Map(items.map((item) => [item.name ?? '', item[field] ?? ''])).values());
}

function missingVolume(name: string, volumes: Volumes): string {
  return volumes.all.has(name)
    ? `Volume ${JSON.stringify(name)} is declared, but not valid.`
    : declared('volumes', name, [...volumes.all.keys()]);
}

/** The server's paths have no index here. */
function validateSubPaths(v: Validation, { subPath, subPathExpr }: any, volume: any, path: string, at: string): void {
  if (volume?.image && v.minor <= 32) {
    if (subPath) v.invalid('MNT-SUBPATH', `${at}.subPath`, subPath, 'not allowed in image volume sources');
    if (subPathExpr) v.invalid('MNT-SUBPATH', `${at}.subPathExpr`, subPathExpr, 'not allowed in image volume sources');
  }
  if (subPath) validateDescendingPath(v, 'MNT-SUBPATH', subPath, `${path}.subPath`);
  if (subPathExpr) {
    if (subPath) {
      v.invalid('MNT-SUBPATH', `${at}.subPathExpr`, subPathExpr, 'subPathExpr and subPath are mutually exclusive');
    }
    validateDescendingPath(v, 'MNT-SUBPATH', subPathExpr, `${path}.subPathExpr`);
  }
}

function validatePropagation(v: Validation, propagation: string, container: any, path: string): void {
  if (!PROPAGATIONS.includes(propagation)) v.notSupported('MNT-PROPAGATION', path, propagation, PROPAGATIONS);
  if (propagation === 'Bidirectional' && !container.securityContext?.privileged) {
    v.forbidden('MNT-PROPAGATION', path, 'Bidirectional mount propagation is available only to privileged containers');
  }
}

function validateBindOptions(v: Validation, options: readonly string[], volume: any, path: string): void {
  const rule = 'MNT-OPTIONS';
  options.forEach((option, i) => {
    if (!BIND_OPTIONS.includes(option)) v.notSupported(rule, `${path}[${i}]`, option, BIND_OPTIONS);
    if (options.indexOf(option) < i) v.duplicate(rule, `${path}[${i}]`, option);
  });
  if (volume?.image) v.invalid(rule, path, options, 'bindMountOptions may not be used with image volumes');
}

function validateRecursiveReadOnly(
  v: Validation,
  { recursiveReadOnly, readOnly, mountPropagation }: any,
  path: string,
): void {
  if (!RECURSIVE_READ_ONLY.includes(recursiveReadOnly)) {
    return v.notSupported('MNT-RRO', path, recursiveReadOnly, RECURSIVE_READ_ONLY);
  }
  if (recursiveReadOnly === 'Disabled') return;
  if (!readOnly) v.forbidden('MNT-RRO', path, 'may only be specified when readOnly is true');
  if (mountPropagation != null && mountPropagation !== 'None') {
    v.forbidden('MNT-RRO', path, 'may only be specified when mountPropagation is None or not specified');
  }
}
