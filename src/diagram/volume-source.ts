/** The source of a volume in a few words. */

import { present } from './label';
import { listAt, objectAt, scalarAt, textAt } from '../text/json-value';

/** The field that identifies the source, for types of volumes with one such field. */
const DETAILS: Record<string, readonly [what: string, ...path: string[]]> = {
  persistentVolumeClaim: ['claim', 'claimName'],
  configMap: ['ConfigMap', 'name'],
  secret: ['Secret', 'secretName'],
  hostPath: ['hostPath', 'path'],
  image: ['image', 'reference'],
  csi: ['CSI', 'driver'],
};

/** `emptyDir in memory, up to 1Gi`, `claim data`, `ConfigMap settings` */
export function sourceText(volume: unknown): string {
  const fields = objectAt(volume);
  const isSource = (key: string) => key !== 'name' && fields[key] !== null && fields[key] !== undefined;
  // The API server makes a volume without a source an emptyDir.
  const type = Object.keys(fields).find(isSource) ?? 'emptyDir';
  const source = fields[type];
  switch (type) {
    case 'emptyDir':
      return emptyDirText(source);
    case 'nfs':
      return present(['NFS', scalarAt(source, 'server'), scalarAt(source, 'path')]).join(' ');
    case 'ephemeral':
      return present([
        'claim of its own',
        sizeText(source, 'volumeClaimTemplate', 'spec', 'resources', 'requests', 'storage'),
      ]).join(', ');
    case 'projected':
      return present(['projected', listAt(source, 'sources').map(projectedText).join(', ')]).join(' ');
    case 'downwardAPI':
      return 'fields of the pod';
  }
  const [what, ...path] = Object.hasOwn(DETAILS, type) ? DETAILS[type] : [type];
  return present([what, path.length > 0 && scalarAt(source, ...path)]).join(' ');
}

function emptyDirText(source: unknown): string {
  const isInMemory = textAt(source, 'medium') === 'Memory';
  return present([isInMemory ? 'emptyDir in memory' : 'emptyDir', sizeText(source, 'sizeLimit')]).join(', ');
}

function sizeText(value: unknown, ...keys: readonly string[]): string {
  const size = scalarAt(value, ...keys);
  return size === '' ? '' : `up to ${size}`;
}

function projectedText(source: unknown): string {
  const [type = 'nothing'] = Object.keys(objectAt(source));
  switch (type) {
    case 'configMap':
      return present(['ConfigMap', scalarAt(source, type, 'name')]).join(' ');
    case 'secret':
      return present(['Secret', scalarAt(source, type, 'name')]).join(' ');
    case 'serviceAccountToken':
      return 'service account token';
    case 'downwardAPI':
      return 'fields of the pod';
    default:
      return type;
  }
}
