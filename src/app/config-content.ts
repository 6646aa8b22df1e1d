import { IConstruct } from 'constructs';
import { objectNamed } from './object-names';
import { tryManifestOf } from './printed';
import { templateContainers } from '../apimachinery/containers';
import { byKey, fieldAt, listOf } from '../text/json-value';

type ConfigKind = 'ConfigMap' | 'Secret';
type ConfigName = readonly [kind: ConfigKind, name: string];

/**
 * The content of the app's own ConfigMaps and Secrets that the pods of a workload mount or take variables from, by kind
 * and name; empty when there are none.
 *
 * @param manifest the manifest of the object that runs the pods
 */
export function configContent(root: IConstruct, manifest: any): ReadonlyArray<readonly [string, unknown]> {
  const names = namesIn(fieldAt(manifest, 'spec.template.spec'));
  const distinct = [...new Map(names.map((name) => [name.join(' '), name])).entries()];
  return distinct.sort(byKey).flatMap(([key, [kind, name]]): Array<readonly [string, unknown]> => {
    const object = objectNamed(root, kind, manifest.metadata?.namespace, name);
    const content = object && tryManifestOf(object);
    if (!content) return [];
    const { data, binaryData, stringData } = content;
    return [[key, [data, binaryData, stringData].map((map) => map ?? {})]];
  });
}

function namesIn(spec: any): ConfigName[] {
  const containers = templateContainers(spec, '').map(([container]) => container);
  const volumes = listOf(spec?.volumes);
  const sources = [...volumes, ...volumes.flatMap((volume) => listOf(volume?.projected?.sources))];
  const found: Array<readonly [ConfigKind, unknown]> = [
    ...containers.flatMap((container) => [
      ...listOf(container?.env).flatMap(({ valueFrom }: any) => refs(valueFrom, 'configMapKeyRef', 'secretKeyRef')),
      ...listOf(container?.envFrom).flatMap((source) => refs(source, 'configMapRef', 'secretRef')),
    ]),
    ...sources.flatMap((source) => refs(source, 'configMap', 'secret')),
  ];
  return found.filter((one): one is ConfigName => typeof one[1] === 'string');
}

/** The names that a source has; of a volume that is a Secret the field is another one. */
function refs(source: any, configMap: string, secret: string): Array<readonly [ConfigKind, unknown]> {
  const ofSecret = source?.[secret];
  return [
    ['ConfigMap', source?.[configMap]?.name],
    ['Secret', ofSecret?.name ?? ofSecret?.secretName],
  ];
}
