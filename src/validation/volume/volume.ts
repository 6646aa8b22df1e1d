import * as legacy from './in-tree-volume-source';
import { validateProjected } from './projected-volume';
import * as sources from './volume-source';
import { Validation } from '../../apimachinery/finding';
import { dnsLabel } from '../../apimachinery/formats';

type VolumeSourceRule = (v: Validation, source: any, path: string) => void;

/**
 * The sources, in the order in which the server looks at them: of two, the later one is the error. The API server names
 * some of them in its own way, either when it finds something in them or when it finds one too many.
 */
const SOURCES: ReadonlyArray<readonly [field: string, rule: VolumeSourceRule, inside?: string, tooMany?: string]> = [
  ['hostPath', sources.validateHostPath],
  ['gitRepo', legacy.validateGitRepo],
  ['gcePersistentDisk', legacy.validateGcePersistentDisk, 'persistentDisk'],
  ['awsElasticBlockStore', legacy.validateAwsElasticBlockStore],
  ['secret', sources.validateSecretVolume],
  ['nfs', sources.validateNfs],
  ['iscsi', legacy.validateIscsi],
  ['glusterfs', legacy.validateGlusterfs],
  ['flocker', legacy.validateFlocker],
  ['persistentVolumeClaim', sources.validateClaimVolume],
  ['rbd', legacy.validateRbd],
  ['cinder', legacy.validateCinder],
  ['cephfs', legacy.validateCephFs, 'cephfs', 'cephFS'],
  ['quobyte', legacy.validateQuobyte],
  ['downwardAPI', sources.validateDownwardApiVolume, 'downwardAPI', 'downwarAPI'],
  ['fc', legacy.validateFc],
  ['flexVolume', legacy.validateFlexVolume],
  ['configMap', sources.validateConfigMapVolume],
  ['azureFile', legacy.validateAzureFile],
  ['vsphereVolume', legacy.validateVsphereVolume],
  ['photonPersistentDisk', legacy.validatePhotonPersistentDisk],
  ['portworxVolume', legacy.validatePortworxVolume],
  ['azureDisk', legacy.validateAzureDisk],
  ['storageos', legacy.validateStorageOs],
  ['projected', validateProjected],
  ['scaleIO', legacy.validateScaleIo],
  ['csi', sources.validateCsi],
  ['ephemeral', sources.validateEphemeral],
  ['image', sources.validateImageVolume],
];

/** A pod's volumes by name. A volume without a source is an emptyDir, as it is to the server. */
export interface Volumes {
  /** Those without a fault; others cannot be mounted. */
  readonly valid: ReadonlyMap<string, any>;
  readonly all: ReadonlyMap<string, any>;
}

const EMPTY_DIR = { emptyDir: {} };
const hasSource = (volume: any) => volume.emptyDir || SOURCES.some(([field]) => volume[field]);

/** Validates `volumes`. */
export function validateVolumes(v: Validation, volumes: readonly any[], path: string): Volumes {
  const valid = new Map<string, any>();
  const all = new Map<string, any>();
  volumes.forEach((volume, i) => {
    const name: string = volume.name ?? '';
    const at = `${path}[${i}]`;
    const before = v.findings.length;
    validateSource(v, volume, name, at);
    if (name === '') v.required('VOL-NAME', `${at}.name`);
    else v.invalidAll('VOL-NAME', `${at}.name`, name, dnsLabel(name));
    if (valid.has(name)) v.duplicate('VOL-NAME-UNIQUE', `${at}.name`, name);

    const source = hasSource(volume) ? volume : EMPTY_DIR;
    all.set(name, source);
    if (v.findings.slice(before).every(({ severity }) => severity === 'warning')) valid.set(name, source);
  });
  return { valid, all };
}

function validateSource(v: Validation, volume: any, name: string, path: string): void {
  let seen = false;
  if (volume.emptyDir) {
    sources.validateEmptyDir(v, volume.emptyDir, `${path}.emptyDir`);
    seen = true;
  }
  for (const [field, rule, inside = field, tooMany = field] of SOURCES) {
    const source = volume[field];
    if (!source) continue;
    if (seen) v.forbidden('VOL-SOURCE', `${path}.${tooMany}`, 'may not specify more than 1 volume type');
    else rule(v, source, `${path}.${inside}`);
    seen = true;
    if (field === 'iscsi') legacy.validateIscsiVolumeName(v, source, name, path);
  }
}
