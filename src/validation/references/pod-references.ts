/** What the pods of an object need to exist. */

import type { Identity } from './identity';
import { Reference, ReferencePart, secretReference } from './reference';
import { templateContainers } from '../../apimachinery/containers';
import { at, fieldAt, isObject, isTrueAt, JsonObject, listAt, textAt } from '../../text/json-value';
import { EMPTY_DIRECTORY, undeclaredFile } from '../volume/volume-files';

const NEVER_STARTS = 'the pods never start';

/** @param path of the pod's spec */
export function podReferences(manifest: JsonObject, path: string, of: Identity): Reference[] {
  const spec: unknown = fieldAt(manifest, path);
  const account = textAt(spec, 'serviceAccountName');
  const containers = templateContainers(spec, path);
  const found = [
    ...containers.flatMap(([container, place]) => variableReferences(container, place, of)),
    ...indexed(spec, 'volumes').flatMap(([volume, i]) => volumeReferences(volume, `${path}.volumes[${i}]`, of)),
    ...containers.flatMap(([container, place]) => subPathReferences(container, place, spec, of)),
    ...indexed(spec, 'imagePullSecrets').map(([secret, i]): Reference => {
      const place = `${path}.imagePullSecrets[${i}].name`;
      return { ...secretReference(textAt(secret, 'name'), place, of), use: 'pull secret' };
    }),
    reference('ServiceAccount', account, `${path}.serviceAccountName`, of),
  ];
  return found.filter(({ name }) => name !== '');
}

/** The objects in a list, with their places in it. */
const indexed = (value: unknown, ...keys: readonly string[]): Array<[JsonObject, number]> =>
  listAt(value, ...keys).flatMap((item, i): Array<[JsonObject, number]> => (isObject(item) ? [[item, i]] : []));

const reference = (kind: string, name: string, path: string, { namespace }: Identity): Reference => ({
  ...{ use: 'pod', apiGroup: '', kind, namespace, name, path },
});

type ConfigKind = 'ConfigMap' | 'Secret';

/** Where a ConfigMap or a Secret is named, by kind: the field of the source, and in it the field with the name. */
type Fields = ReadonlyArray<readonly [kind: ConfigKind, field: string, name: string]>;
const KEY_REFS: Fields = [
  ['ConfigMap', 'configMapKeyRef', 'name'],
  ['Secret', 'secretKeyRef', 'name'],
];
const ENV_REFS: Fields = [
  ['ConfigMap', 'configMapRef', 'name'],
  ['Secret', 'secretRef', 'name'],
];
const VOLUMES: Fields = [
  ['ConfigMap', 'configMap', 'name'],
  ['Secret', 'secret', 'secretName'],
];
const PROJECTED: Fields = [
  ['ConfigMap', 'configMap', 'name'],
  ['Secret', 'secret', 'name'],
];

interface Source {
  readonly kind: ConfigKind;
  readonly name: string;
  readonly value: JsonObject;
  /** Path of the source, and of its name. */
  readonly path: string;
  readonly namePath: string;
}

/** The ConfigMap and the Secret that something names and that have to exist. */
function sourcesIn(value: unknown, path: string, fields: Fields): Source[] {
  return fields.flatMap(([kind, field, nameField]) => {
    const source = at(value, field);
    if (!isObject(source) || isTrueAt(source, 'optional')) return [];
    const place = `${path}.${field}`;
    const namePath = `${place}.${nameField}`;
    return [{ kind, name: textAt(source, nameField), value: source, path: place, namePath }];
  });
}

function variableReferences(container: unknown, path: string, of: Identity): Reference[] {
  return [
    ...indexed(container, 'env').flatMap(([variable, i]) =>
      variable.valueFrom === undefined
        ? []
        : sourcesIn(variable.valueFrom, `${path}.env[${i}].valueFrom`, KEY_REFS).map((source) =>
            withKey(source, textAt(source.value, 'key'), `${source.path}.key`, of),
          ),
    ),
    ...indexed(container, 'envFrom').flatMap(([source, i]) =>
      sourcesIn(source, `${path}.envFrom[${i}]`, ENV_REFS).map((each) => withKey(each, '', '', of)),
    ),
  ];
}

/** A reference to an object, and to a key of it if there is one. */
function withKey({ kind, name, namePath }: Source, key: string, path: string, of: Identity): Reference {
  const part: ReferencePart = { value: key, path, otherwise: NEVER_STARTS };
  return { ...reference(kind, name, namePath, of), ...(key !== '' && { part }) };
}

function volumeReferences(volume: JsonObject, path: string, of: Identity): Reference[] {
  const claim = at(volume, 'persistentVolumeClaim');
  return [
    ...sourcesOf(volume, path).flatMap((source) => itemReferences(source, of)),
    reference('PersistentVolumeClaim', textAt(claim, 'claimName'), `${path}.persistentVolumeClaim.claimName`, of),
  ];
}

/** The ConfigMaps and Secrets of which a volume has files. */
const sourcesOf = (volume: JsonObject, path: string): Source[] => [
  ...sourcesIn(volume, path, VOLUMES),
  ...indexed(volume, 'projected', 'sources').flatMap(([source, i]) =>
    sourcesIn(source, `${path}.projected.sources[${i}]`, PROJECTED),
  ),
];

/** The keys that a volume picks; none if it has all. */
function itemReferences(source: Source, of: Identity): Reference[] {
  const items = indexed(source.value, 'items').map(([item, i]) =>
    withKey(source, textAt(item, 'key'), `${source.path}.items[${i}].key`, of),
  );
  return items.length > 0 ? items : [withKey(source, '', '', of)];
}

/**
 * Files of a volume that are mounted by themselves, and that can only be keys of one of its sources. What no source can
 * have is a mistake of the pod itself.
 */
function subPathReferences(container: unknown, path: string, spec: unknown, of: Identity): Reference[] {
  return indexed(container, 'volumeMounts').flatMap(([mount, i]) => {
    const file = undeclaredFile(mount, spec);
    if (file?.files.others !== 1) return [];
    const { subPath, volume } = file;
    return sourcesOf(volume, path)
      .filter(({ value }) => listAt(value, 'items').length === 0)
      .map((source): Reference => {
        const place = `${path}.volumeMounts[${i}].subPath`;
        const part = { value: subPath.split('/')[0], path: place, otherwise: EMPTY_DIRECTORY };
        return { ...reference(source.kind, source.name, place, of), part };
      });
  });
}
