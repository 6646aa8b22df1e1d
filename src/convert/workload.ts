/** A workload, or a pod, as an Algorithm with its sidecars and volumes. */

import { call, Call, construct, Expression, Group, list, scalar, struct, Struct, variable } from './code';
import { containerCode } from './container';
import { additions, metadataCode, metadataPatches, removal } from './metadata';
import { DeclaredVolume, MountingContainer, mountProps, mountsOf, volumeGroups } from './mounts';
import { Names } from './names';
import type { Scope } from './scope';
import { pick } from './typed-value';
import { claimTemplateCode, shadowedVolumeCode, volumeCode } from './volume';
import { podProps, WorkloadKind, workloadFactory, workloadKind } from './workload-props';
import { fieldAt, isObject, JsonObject, listAt, objectAt, under } from '../text/json-value';

export interface WorkloadOptions {
  /** Whether there is nothing to add: a StatefulSet has its Service elsewhere, or none. @default true */
  readonly isComplete?: boolean;
  /** Settings of the algorithm. @default - those of the chart */
  readonly settings?: Struct;
  /** Settings of each of its sidecars. @default - those of the algorithm */
  readonly sideCarSettings?: Struct;
  /** What stands above it. @default - no comment */
  readonly comment?: string;
}

/** The name of the main container, unless it has another one. */
const ALGORUNNER = 'algorunner';

/** A container of the pod, and how it is declared. */
interface PlacedContainer {
  readonly container: JsonObject;
  readonly role: 'main' | 'init' | 'native' | 'ordinary';
}

/** The containers of the pod: the main one first, then those that start before it, then the others. */
function placedContainers(pod: JsonObject): PlacedContainer[] {
  const containers = listAt(pod, 'containers').filter(isObject);
  const main = containers.find(({ name }) => name === ALGORUNNER) ?? containers[0];
  return [
    { container: main, role: 'main' },
    ...listAt(pod, 'initContainers')
      .filter(isObject)
      .map((container) => ({ container, role: container.restartPolicy === 'Always' ? 'native' : 'init' }) as const),
    ...containers.filter((each) => each !== main).map((container) => ({ container, role: 'ordinary' }) as const),
  ];
}

/** Whether an object can be declared as an Algorithm. */
export function isWorkload(manifest: JsonObject): boolean {
  const kind = workloadKind(manifest);
  return kind !== undefined && listAt(podOf(manifest, kind), 'containers').some(isObject);
}

const podOf = (manifest: JsonObject, { templatePath }: WorkloadKind): JsonObject =>
  fieldAt(manifest, under(templatePath, 'spec'));

/** The statements that declare a workload. */
export function workloadCode(manifest: JsonObject, scope: Scope, options: WorkloadOptions = {}): Group[] {
  const kind = workloadKind(manifest)!;
  const pod = podOf(manifest, kind);
  const [{ container: main }, ...others] = placedContainers(pod);
  const { id, name } = scope.nameOf(manifest);
  const algorithm = scope.variable(id, String(manifest.kind));
  const sideCars = others
    .filter(({ role, container }) => role !== 'init' && (options.sideCarSettings || mountsOf(container).length > 0))
    .map(({ container }) => ({ container, variable: scope.variable(container.name, 'SideCar') }));
  const { declared, shadowed } = volumesOf(manifest, pod, algorithm);
  const more: Group[] = [
    ...containerGroups(others, { kind, algorithm, sideCars, settings: options.sideCarSettings }),
    ...shadowed,
    ...volumeGroups(
      declared,
      [{ container: main, variable: algorithm }, ...sideCars],
      [main, ...others.map(({ container }) => container)],
      scope,
    ),
    ...patchGroups(manifest, kind, algorithm, scope),
  ];
  const metadata = objectAt(manifest, 'metadata');
  const props = containerCode(main, {
    type: 'AlgorithmProps',
    defaultName: ALGORUNNER,
    omit: ['volumeMounts'],
    more: [
      ['workload', workloadFactory(kind, manifest, scope, options.isComplete ?? true)],
      ['metadata', metadataCode(metadata, metadata.generateName === undefined ? name : metadata.name, scope)],
      ['pod', podProps(kind, manifest, pod)],
      ['settings', options.settings],
    ],
  });
  const value = construct('Algorithm', 'this', id, props);
  return [[{ comment: options.comment, variable: more.length > 0 ? algorithm : undefined, value }], ...more];
}

/** What the statements about containers need to know. */
interface Surroundings {
  readonly kind: WorkloadKind;
  /** Variable of the algorithm. */
  readonly algorithm: string;
  /** The sidecars that have variables. */
  readonly sideCars: readonly MountingContainer[];
  /** Settings of each sidecar. @default - none */
  readonly settings?: Struct;
}

/** The statements that declare the containers besides the main one. */
function containerGroups(containers: readonly PlacedContainer[], around: Surroundings): Group[] {
  const { kind, algorithm, sideCars, settings } = around;
  return containers.map(({ container, role }, i): Group => {
    if (role === 'init') {
      const props = initContainer(container, containers.slice(0, i));
      return [{ value: call(variable(algorithm), 'addInitContainer', [], props) }];
    }
    const own = sideCars.find((one) => one.container === container)?.variable;
    const props = sideCar(container, role === 'native', kind);
    const value = call(variable(algorithm), 'addSideCar', [scalar(container.name)], props);
    const following = settings && own !== undefined ? [{ value: set(own, settings) }] : [];
    return [{ variable: own, value }, ...following];
  });
}

/** A call that sets settings for what a variable stands for. */
export const set = (scope: string, settings: Struct): Call =>
  call(call('AlgorithmSettings', 'of', [variable(scope)]), 'set', [], settings);

function sideCar(container: JsonObject, isNative: boolean, { isLongRunning }: WorkloadKind): Struct {
  const isDefault = isNative !== isLongRunning;
  const mode: Expression = { is: 'constant', name: 'SideCarMode', member: isNative ? 'NATIVE' : 'CONTAINER' };
  return containerCode(container, {
    type: 'SideCarProps',
    defaultName: container.name,
    // A native sidecar is always restarted.
    omit: ['volumeMounts', ...(isNative ? ['restartPolicy'] : [])],
    more: [['mode', isDefault ? undefined : mode]],
  });
}

/** @param before the containers that are declared before it */
function initContainer(container: JsonObject, before: readonly PlacedContainer[]): Struct {
  return containerCode(container, {
    type: 'ContainerBaseProps',
    omit: ['volumeMounts'],
    more: [...mountProps(container), ['dependsOn', dependencies(before)]],
  });
}

/** The native sidecars that an init container comes after: without a dependency all init containers come first. */
function dependencies(before: readonly PlacedContainer[]): Expression | undefined {
  const sideCars = before.filter(({ role }) => role === 'native');
  if (sideCars.length === 0) return undefined;
  return list(sideCars.map(({ container }) => struct('ContainerDependency', [['name', scalar(container.name)]])));
}

/** The volumes of a pod; in those that have the name of a claim template, nothing can be mounted. */
function volumesOf(manifest: JsonObject, pod: JsonObject, algorithm: string) {
  const templates = listAt(manifest, 'spec', 'volumeClaimTemplates').filter(isObject);
  const ids = new Names();
  const claims = templates.map((template): DeclaredVolume => {
    const { name } = objectAt(template, 'metadata');
    // The API server takes two of the same name.
    const id = ids.take(name, `${name}-`);
    return { name: id, code: () => claimTemplateCode(algorithm, id, template) };
  });
  const volumes = listAt(pod, 'volumes').filter(isObject);
  const isShadowed = (volume: JsonObject) => claims.some(({ name }) => name === volume.name);
  const mountable = volumes
    .filter((volume) => !isShadowed(volume))
    .map((volume): DeclaredVolume => ({ name: volume.name, code: (paths) => volumeCode(algorithm, volume, paths) }));
  return {
    declared: [...mountable, ...claims],
    shadowed: volumes.filter(isShadowed).map((volume): Group => [{ value: shadowedVolumeCode(algorithm, volume) }]),
  };
}

/** A statement that adds what no props have. */
function patchGroups(manifest: JsonObject, { templatePath }: WorkloadKind, algorithm: string, scope: Scope): Group[] {
  const metadata = objectAt(manifest, 'metadata');
  const template = objectAt(fieldAt(manifest, under(templatePath, 'metadata')));
  const [, ofTemplate] = pick(template, ['labels', 'annotations']);
  const ofJobs = objectAt(manifest, 'spec', 'jobTemplate', 'metadata');
  const isGenerated = metadata.name === undefined && metadata.generateName !== undefined;
  const patches = [
    ...(isGenerated && scope.language !== 'typescript' ? [removal('/metadata/name')] : []),
    ...metadataPatches(metadata, scope),
    ...metadataPatches(ofJobs, scope, '/spec/jobTemplate', metadataCode(ofJobs, ofJobs.name, scope) !== undefined),
    ...(templatePath === '' ? [] : additions(ofTemplate, `/${templatePath.replaceAll('.', '/')}/metadata`)),
  ];
  const object = call('ApiObject', 'of', [variable(algorithm)]);
  return patches.length === 0 ? [] : [[{ value: call(object, 'addJsonPatch', patches) }]];
}
