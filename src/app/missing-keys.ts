import type { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { objectNamed, objectsOf } from './object-names';
import { templateContainers } from '../apimachinery/containers';
import { Finding, finding } from '../apimachinery/finding';
import { fieldAt, isObject, listOf } from '../text/json-value';
import { declared } from '../text/suggest';

/**
 * Keys that are not in the app's own ConfigMaps and Secrets: the pods wait for them for ever. What has no key at all is filled by
 * somebody else.
 *
 * @param manifest the object that runs the pods, as it is printed
 * @param path the path of the pods' spec
 */
export function missingKeys(root: IConstruct, manifest: any, path: string): Finding[] {
  return referencesIn(fieldAt(manifest, path), path).flatMap((reference): Finding[] => {
    const { kind, name, key } = reference;
    const object = objectNamed(root, kind, manifest.metadata?.namespace, name);
    const keys = object ? keysOf(object, root) : [];
    return keys.length === 0 || typeof key !== 'string' || keys.includes(key)
      ? []
      : [
          finding(
            'WARN-KEY-MISSING',
            reference.path,
            'Warning',
            `the ${kind} "${name}" (${object!.node.path}) has no key "${key}", so the pods never start`,
            { value: key, hint: declared('keys', key, keys) },
          ),
        ];
  });
}

/** Where a pod names a key that has to be there. */
interface KeyReference {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: unknown;
  readonly key: unknown;
  readonly path: string;
}

function referencesIn(spec: any, path: string): KeyReference[] {
  return [
    ...templateContainers(spec, path).flatMap(([container, at]) =>
      listOf(container?.env).flatMap((variable, i) => {
        const { configMapKeyRef, secretKeyRef } = variable?.valueFrom ?? {};
        return [
          ...keyOf(
            'ConfigMap',
            configMapKeyRef,
            configMapKeyRef?.name,
            `${at}.env[${i}].valueFrom.configMapKeyRef.key`,
          ),
          ...keyOf('Secret', secretKeyRef, secretKeyRef?.name, `${at}.env[${i}].valueFrom.secretKeyRef.key`),
        ];
      }),
    ),
    ...listOf(spec?.volumes).flatMap((volume, i) => [
      ...itemsOf(volume, volume?.secret?.secretName, `${path}.volumes[${i}]`),
      ...listOf(volume?.projected?.sources).flatMap((source, j) =>
        itemsOf(source, source?.secret?.name, `${path}.volumes[${i}].projected.sources[${j}]`),
      ),
    ]),
  ];
}

function keyOf(kind: KeyReference['kind'], source: any, name: unknown, path: string): KeyReference[] {
  return isObject(source) && source.optional !== true ? [{ kind, name, key: source.key, path }] : [];
}

/** The keys that a volume takes of its ConfigMap or Secret, one by one. */
function itemsOf(source: any, secretName: unknown, path: string): KeyReference[] {
  return (
    [
      ['ConfigMap', 'configMap', source?.configMap?.name],
      ['Secret', 'secret', secretName],
    ] as const
  ).flatMap(([kind, field, name]) =>
    source?.[field]?.optional === true
      ? []
      : listOf(source?.[field]?.items).map((item, i) => ({
          kind,
          name,
          key: item?.key,
          path: `${path}.${field}.items[${i}].key`,
        })),
  );
}

/** As of the objects of the last validation, since many pods may refer to one object. */
const known = new WeakMap<ApiObject, { readonly objects: readonly ApiObject[]; readonly keys: readonly string[] }>();

function keysOf(object: ApiObject, root: IConstruct): readonly string[] {
  const objects = objectsOf(root);
  const before = known.get(object);
  if (before?.objects === objects) return before.keys;
  const keys = readKeys(object);
  known.set(object, { objects, keys });
  return keys;
}

function readKeys(object: ApiObject): string[] {
  try {
    const { data, binaryData, stringData } = object.toJson();
    return [data, binaryData, stringData].flatMap((map) => (isObject(map) ? Object.keys(map) : []));
  } catch {
    // What can't be rendered is reported elsewhere.
    return [];
  }
}
