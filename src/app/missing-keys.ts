import type { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { objectNamed } from './object-names';
import { perPass } from './pass';
import { tryManifestOf } from './printed';
import { templateContainers } from '../apimachinery/containers';
import { Finding, finding } from '../apimachinery/finding';
import { fieldAt, isObject, listOf } from '../text/json-value';
import { declared } from '../text/suggest';

/**
 * Reports references to keys that the app's own ConfigMap or Secret does not define; such pods never start. Objects
 * without any keys are skipped, since they are filled at run time.
 *
 * @param manifest the final manifest of the object that runs the pods
 * @param path the path of the pods' spec
 */
export function missingKeys(root: IConstruct, manifest: any, path: string): Finding[] {
  return referencesIn(fieldAt(manifest, path), path).flatMap((reference): Finding[] => {
    const { kind, name, key } = reference;
    const object = objectNamed(root, kind, manifest.metadata?.namespace, name);
    const keys = object ? keysOf(object) : [];
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

/** A place where a pod names a key that has to exist. */
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

/** The keys that a volume picks from its ConfigMap or Secret. */
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

/** The keys of an object; none when it can't be rendered, which is reported elsewhere. */
const keysOf = perPass((object: ApiObject): readonly string[] => {
  const { data, binaryData, stringData } = tryManifestOf(object) ?? {};
  return [data, binaryData, stringData].flatMap((map) => (isObject(map) ? Object.keys(map) : []));
});
