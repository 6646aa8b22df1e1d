/** Objects of other kinds, which no construct of ours stands for, as ApiObject. */

import { call, construct, Group, scalar, struct, variable } from './code';
import { additions, metadataCode, metadataPatches, removal } from './metadata';
import type { Scope } from './scope';
import { pick, plainCode } from './typed-value';
import { JsonObject, objectAt } from '../text/json-value';

/** The statements that declare an object. */
export function apiObjectCode(manifest: JsonObject, scope: Scope): Group {
  const { apiVersion, kind } = manifest;
  const metadata = objectAt(manifest, 'metadata');
  const { id } = scope.nameOf(manifest);
  const [, fields] = pick(manifest, ['apiVersion', 'kind', 'metadata']);
  // In other languages the props have no further fields.
  const [props, patched] = scope.language === 'typescript' ? [fields, {}] : [{}, fields];
  const object = construct(
    'ApiObject',
    'this',
    id,
    struct('ApiObjectProps', [
      ['apiVersion', scalar(apiVersion)],
      ['kind', scalar(kind)],
      ['metadata', metadataCode(metadata, metadata.name, scope)],
      ...Object.entries(props).map(([key, value]) => [key, plainCode(value)] as const),
    ]),
  );
  const patches = [
    // cdk8s gives every object a name.
    ...(metadata.name === undefined ? [removal('/metadata/name')] : []),
    ...metadataPatches(metadata, scope),
    ...additions(patched, ''),
  ];
  if (patches.length === 0) return [{ value: object }];
  const name = scope.variable(id, kind);
  return [{ variable: name, value: object }, { value: call(variable(name), 'addJsonPatch', patches) }];
}
