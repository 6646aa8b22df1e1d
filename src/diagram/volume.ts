/** What a volume is made of, in a few words. */

import { Fields, itemsAt, present, textAt } from './fields';
import { at } from '../text/json-value';

/** What tells the volumes of a type apart, where that is one field. */
const DETAILS: Record<string, readonly [what: string, ...path: string[]]> = {
  persistentVolumeClaim: ['claim', 'claimName'],
  configMap: ['ConfigMap', 'name'],
  secret: ['Secret', 'secretName'],
  hostPath: ['hostPath', 'path'],
  image: ['image', 'reference'],
  csi: ['CSI', 'driver'],
};

/** `emptyDir in memory, up to 1Gi`, `claim data`, `ConfigMap settings` */
export function sourceText(volume: Fields): string {
  // Without a source it is an emptyDir, to the API server.
  const type =
    Object.keys(volume).find((key) => key !== 'name' && volume[key] !== null && volume[key] !== undefined) ??
    'emptyDir';
  const source = volume[type];
  switch (type) {
    case 'emptyDir':
      return emptyDir(source);
    case 'nfs':
      return present(['NFS', textAt(source, 'server'), textAt(source, 'path')]).join(' ');
    case 'ephemeral':
      return present([
        'claim of its own',
        size(at(source, 'volumeClaimTemplate', 'spec', 'resources', 'requests'), 'storage'),
      ]).join(', ');
    case 'projected':
      return ['projected', itemsAt(source, 'sources').map(projected).join(', ')]
        .filter((text) => text !== '')
        .join(' ');
    case 'downwardAPI':
      return 'fields of the pod';
  }
  const [what, ...path] = Object.hasOwn(DETAILS, type) ? DETAILS[type] : [type];
  return present([what, path.length > 0 && textAt(source, ...path)]).join(' ');
}

function emptyDir(source: unknown): string {
  const isInMemory = at(source, 'medium') === 'Memory';
  return present([isInMemory ? 'emptyDir in memory' : 'emptyDir', size(source, 'sizeLimit')]).join(', ');
}

const size = (value: unknown, field: string) => {
  const text = textAt(value, field);
  return text === undefined ? undefined : `up to ${text}`;
};

function projected(source: Fields): string {
  const [type = 'nothing'] = Object.keys(source);
  switch (type) {
    case 'configMap':
      return present(['ConfigMap', textAt(source, type, 'name')]).join(' ');
    case 'secret':
      return present(['Secret', textAt(source, type, 'name')]).join(' ');
    case 'serviceAccountToken':
      return 'service account token';
    case 'downwardAPI':
      return 'fields of the pod';
    default:
      return type;
  }
}
