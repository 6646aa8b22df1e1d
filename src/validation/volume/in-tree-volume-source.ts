import { validateDescendingPath } from './local-path';
import { Validation } from '../../apimachinery/finding';
import { byteLength, dnsLabel, inclusiveRange, lowerCase } from '../../apimachinery/formats';

/** The volume sources of single vendors and protocols; CSI drivers have taken their place. */

const RULE = 'VOL-OTHER';

/** Fields that must not be empty. */
export function validateRequired(v: Validation, source: any, path: string, ...fields: string[]): void {
  for (const field of fields) if (!source[field]?.length) v.required(RULE, `${path}.${field}`);
}

function validateByte(v: Validation, value: number | null | undefined, path: string, shownLow = 0): void {
  if (value != null && (value < 0 || value > 255)) v.invalid(RULE, path, value, inclusiveRange(shownLow, 255));
}

export function validateGitRepo(v: Validation, source: any, path: string): void {
  validateRequired(v, source, path, 'repository');
  validateDescendingPath(v, RULE, source.directory ?? '', `${path}.directory`);
}

export function validateGcePersistentDisk(v: Validation, source: any, path: string): void {
  validateRequired(v, source, path, 'pdName');
  validateByte(v, source.partition, `${path}.partition`, 1);
}

export function validateAwsElasticBlockStore(v: Validation, source: any, path: string): void {
  validateRequired(v, source, path, 'volumeID');
  validateByte(v, source.partition, `${path}.partition`, 1);
}

const ISCSI_NAMES: ReadonlyArray<readonly [prefix: string, format: RegExp]> = [
  ['iqn', /iqn\.\d{4}-\d{2}\.[A-Za-z0-9.-]+:[^,;*&$|\t\n\f\r ]+$/],
  ['eui', /^eui[^\n][A-Za-z0-9]{16}$/],
  ['naa', /^naa[^\n][A-Za-z0-9]{32}$/],
];
/** No name is that long; it bounds what the search for a name's beginning may cost. */
const MAX_ISCSI_NAME = 4096;

function validateIscsiName(v: Validation, name: string, path: string): void {
  const known = ISCSI_NAMES.find(([prefix]) => name.startsWith(prefix));
  if (!known) v.invalid(RULE, path, name, 'must be valid format starting with iqn, eui, or naa');
  else if (name.length > MAX_ISCSI_NAME || !known[1].test(name)) v.invalid(RULE, path, name, 'must be valid format');
}

export function validateIscsi(v: Validation, source: any, path: string): void {
  validateRequired(v, source, path, 'targetPortal', 'iqn');
  if (source.iqn) validateIscsiName(v, source.iqn, `${path}.iqn`);
  validateByte(v, source.lun, `${path}.lun`);
  if ((source.chapAuthDiscovery || source.chapAuthSession) && !source.secretRef) v.required(RULE, `${path}.secretRef`);
  if (source.initiatorName != null) validateIscsiName(v, source.initiatorName, `${path}.initiatorname`);
}

/** With an initiator's name, the volume's name becomes part of a longer one. */
export function validateIscsiVolumeName(v: Validation, source: any, name: string, path: string): void {
  if (source.initiatorName != null && byteLength(`${name}:${source.targetPortal ?? ''}`) > 64) {
    v.invalid(
      RULE,
      `${path}.name`,
      name,
      'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is ' +
        'specified.',
    );
  }
}

export function validateGlusterfs(v: Validation, source: any, path: string): void {
  validateRequired(v, source, path, 'endpoints', 'path');
}

export function validateFlocker(v: Validation, { datasetName, datasetUUID }: any, path: string): void {
  if (!datasetName && !datasetUUID) v.required(RULE, path, 'one of datasetName and datasetUUID is required');
  if (datasetName && datasetUUID) {
    v.invalid(RULE, path, 'resource', 'datasetName and datasetUUID can not be specified simultaneously');
  }
  if (datasetName?.includes('/')) v.invalid(RULE, `${path}.datasetName`, datasetName, "must not contain '/'");
}

export function validateRbd(v: Validation, source: any, path: string): void {
  validateRequired(v, source, path, 'monitors', 'image');
}

export function validateCinder(v: Validation, source: any, path: string): void {
  validateRequired(v, source, path, 'volumeID');
  if (source.secretRef) validateRequired(v, source.secretRef, `${path}.secretRef`, 'name');
}

export function validateCephFs(v: Validation, source: any, path: string): void {
  validateRequired(v, source, path, 'monitors');
}

const REGISTRY = 'must be a host:port pair or multiple pairs separated by commas';

export function validateQuobyte(v: Validation, source: any, path: string): void {
  if (!source.registry) {
    v.required(RULE, `${path}.registry`, REGISTRY);
  } else if (byteLength(source.tenant ?? '') >= 65) {
    v.required(RULE, `${path}.tenant`, 'must be a UUID and may not exceed a length of 64 characters');
  } else if (!source.registry.split(',').every(isHostPort)) {
    v.invalid(RULE, `${path}.registry`, source.registry, REGISTRY);
  }
  validateRequired(v, source, path, 'volume');
}

/** `host:port`, `[v6]:port`; either side may be empty. */
const isHostPort = (pair: string) => /^(\[[^[\]]*\]|[^[\]:]*):[^[\]:]*$/.test(pair);

export function validateFc(v: Validation, { targetWWNs, wwids, lun }: any, path: string): void {
  const byName = targetWWNs?.length > 0;
  const byId = wwids?.length > 0;
  if (!byName && !byId) v.required(RULE, `${path}.targetWWNs`, 'must specify either targetWWNs or wwids, but not both');
  if (byName && byId) {
    v.invalid(RULE, `${path}.targetWWNs`, targetWWNs, 'targetWWNs and wwids can not be specified simultaneously');
  }
  if (!byName) return;
  if (lun == null) v.required(RULE, `${path}.lun`, 'lun is required if targetWWNs is specified');
  else validateByte(v, lun, `${path}.lun`);
}

export function validateFlexVolume(v: Validation, source: any, path: string): void {
  validateRequired(v, source, path, 'driver');
  for (const option of Object.keys(source.options ?? {})) {
    if (/\.(kubernetes|k8s)\.io$/.test(`.${lowerCase(option).split('/')[0]}`)) {
      v.invalid(RULE, `${path}.options[${option}]`, option, 'kubernetes.io and k8s.io namespaces are reserved');
    }
  }
}

export function validateAzureFile(v: Validation, source: any, path: string): void {
  validateRequired(v, source, path, 'secretName', 'shareName');
}

const CACHING_MODES = ['None', 'ReadOnly', 'ReadWrite'];
const DISK_KINDS = ['Dedicated', 'Managed', 'Shared'];

export function validateAzureDisk(v: Validation, source: any, path: string): void {
  validateRequired(v, source, path, 'diskName', 'diskURI');
  const { diskURI = '', cachingMode } = source;
  const kind: string = source.kind ?? 'Shared';
  if (cachingMode != null && !CACHING_MODES.includes(cachingMode)) {
    v.notSupported(RULE, `${path}.cachingMode`, cachingMode, CACHING_MODES);
  }
  if (!DISK_KINDS.includes(kind)) v.notSupported(RULE, `${path}.kind`, kind, DISK_KINDS);
  const [prefix, example] =
    kind === 'Managed'
      ? [
          '/subscriptions/',
          '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}',
        ]
      : ['https://', 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd'];
  if (!diskURI?.startsWith(prefix)) {
    v.notSupported(
      RULE,
      `${path}.diskURI`,
      diskURI,
      [example],
      source.kind == null ? 'The default kind is "Shared".' : undefined,
    );
  }
}

export function validateVsphereVolume(v: Validation, source: any, path: string): void {
  validateRequired(v, source, path, 'volumePath');
}

export function validatePhotonPersistentDisk(v: Validation, source: any, path: string): void {
  validateRequired(v, source, path, 'pdID');
}

export function validatePortworxVolume(v: Validation, source: any, path: string): void {
  validateRequired(v, source, path, 'volumeID');
}

export function validateScaleIo(v: Validation, source: any, path: string): void {
  validateRequired(v, source, path, 'gateway', 'system', 'volumeName');
}

export function validateStorageOs(v: Validation, source: any, path: string): void {
  validateRequired(v, source, path, 'volumeName');
  if (source.volumeName) v.invalidAll(RULE, `${path}.volumeName`, source.volumeName, dnsLabel(source.volumeName));
  if (source.volumeNamespace) {
    v.invalidAll(RULE, `${path}.volumeNamespace`, source.volumeNamespace, dnsLabel(source.volumeNamespace));
  }
  if (source.secretRef) validateRequired(v, source.secretRef, `${path}.secretRef`, 'name');
}
