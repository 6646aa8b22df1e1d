import { hasBackstep } from './local-path';
import { Volumes } from './volume';
import { lastOfEachName } from './volume-mount';
import { Validation } from '../../apimachinery/finding';
import { declared } from '../../text/suggest';

/** Validates `containers[].volumeDevices`: volumes as raw devices. */
export function validateVolumeDevices(v: Validation, container: any, volumes: Volumes, path: string): void {
  const devices: readonly any[] = container.volumeDevices ?? [];
  if (devices.length === 0) return;
  const mounts: readonly any[] = container.volumeMounts ?? [];
  const mountNames = new Set(mounts.map(({ name }) => name ?? ''));
  const mountPaths = lastOfEachName(mounts, 'mountPath');
  const names = new Set<string>();
  const paths = new Set<string>();

  devices.forEach((device, i) => {
    const at = `${path}[${i}]`;
    const name: string = device.name ?? '';
    const devicePath: string = device.devicePath ?? '';
    const volume = volumes.valid.get(name);
    if (name === '') v.required('DEV', `${at}.name`);
    if (name !== '' && names.has(name)) v.invalid('DEV', `${at}.name`, name, 'must be unique');
    if (!volume) {
      v.notFound(
        'DEV',
        `${at}.name`,
        name,
        '',
        v.searchHint(() => declared('volumes', name, [...volumes.all.keys()])),
      );
    } else if (!volume.persistentVolumeClaim && !volume.ephemeral) {
      v.invalid(
        'DEV',
        `${at}.name`,
        name,
        'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode',
      );
    }
    if (devicePath === '') v.required('DEV', `${at}.devicePath`);
    if (paths.has(devicePath)) v.invalid('DEV', `${at}.devicePath`, devicePath, 'must be unique');
    if (hasBackstep(devicePath)) v.invalid('DEV', `${at}.devicePath`, devicePath, "can not contain backsteps ('..')");
    else paths.add(devicePath);
    if (mountNames.has(name)) v.invalid('DEV', `${at}.name`, name, 'must not already exist in volumeMounts');
    if (mountPaths.has(devicePath)) {
      v.invalid('DEV', `${at}.devicePath`, devicePath, 'must not already exist as a path in volumeMounts');
    }
    names.add(name);
  });
}
