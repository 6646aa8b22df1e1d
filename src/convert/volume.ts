/** Volumes as SharedVolume. */

import { call, Call, Expression, optional, scalar, struct, Struct, variable } from './code';
import { pick, plainCode, structFields, typedCode } from './typed-value';
import { structType } from '../apimachinery/schema';
import { isEqual } from '../text/equal';
import { at, isObject, JsonObject, listOf, objectAt } from '../text/json-value';

/** How a source of a volume is passed: as props, or its name and options. */
interface Factory {
  readonly method: string;
  /** The field that is an argument of its own. @default - the source as a whole is passed */
  readonly key?: string;
  /** The fields that the options have, and their type. */
  readonly options?: readonly string[];
  readonly type?: string;
}

const KEYED = { options: ['items', 'defaultMode', 'optional'], type: 'KeyedVolumeOptions' };
const FACTORIES: Readonly<Record<string, Factory>> = {
  emptyDir: { method: 'fromEmptyDir' },
  configMap: { method: 'fromConfigMap', key: 'name', ...KEYED },
  secret: { method: 'fromSecret', key: 'secretName', ...KEYED },
  persistentVolumeClaim: {
    method: 'fromPersistentVolumeClaim',
    key: 'claimName',
    options: ['readOnly'],
    type: 'MountedClaimOptions',
  },
  hostPath: { method: 'fromHostPath', key: 'path', options: ['type'], type: 'HostPathOptions' },
  nfs: { method: 'fromNfs' },
  csi: { method: 'fromCsi' },
  projected: { method: 'fromProjected' },
  downwardAPI: { method: 'fromDownwardApi' },
  ephemeral: { method: 'fromEphemeral' },
  image: { method: 'fromImage' },
};

/** Where a volume of memory is usually mounted. */
const SHARED_MEMORY = '/dev/shm';

/** A volume that no container can mount, since a claim template has its name. */
export const shadowedVolumeCode = (scope: string, volume: JsonObject): Call =>
  call(
    'SharedVolume',
    'fromSource',
    [variable(scope), scalar(`${volume.name}-volume`)],
    struct('SharedVolumeProps', structFields(volume, 'Volume')),
  );

/**
 * A volume of a pod.
 *
 * @param scope the variable of its algorithm
 * @param paths where it is mounted
 */
export function volumeCode(scope: string, volume: JsonObject, paths: readonly string[]): Call {
  const [{ name }, sources] = pick(volume, ['name']);
  const [[kind, source] = ['emptyDir', {}]] = Object.entries(sources);
  const make = (method: string, args: readonly Expression[], props?: Struct) =>
    call('SharedVolume', method, [variable(scope), scalar(name), ...args], props);
  if (isSharedMemory(kind, source, paths)) return make('sharedMemory', [plainCode(source.sizeLimit)]);
  const token = kind === 'projected' ? onlyToken(source) : undefined;
  if (token) {
    return make(
      'fromServiceAccountToken',
      [],
      props('ServiceAccountTokenOptions', token, 'ServiceAccountTokenProjection'),
    );
  }
  const factory = Object.hasOwn(FACTORIES, kind) ? FACTORIES[kind] : undefined;
  const type = structType('Volume')!.fields.get(kind)?.type;
  if (!factory || type?.kind !== 'struct' || !isObject(source)) {
    return make('fromSource', [], struct('SharedVolumeProps', structFields(sources, 'Volume')));
  }
  const { method, key, options = [] } = factory;
  if (key === undefined) {
    const code = typedCode(source, type) as Struct;
    return make(method, [], kind === 'emptyDir' ? optional(code) : code);
  }
  const [{ [key]: named }, others] = pick(source, [key]);
  if (typeof named !== 'string' || Object.keys(others).some((field) => !options.includes(field))) {
    return make('fromSource', [], struct('SharedVolumeProps', structFields(sources, 'Volume')));
  }
  return make(method, [scalar(named)], props(factory.type!, others, type.name));
}

/** Props of a source; their type may have another name than the API's. */
const props = (type: string, value: JsonObject, goName: string): Struct | undefined =>
  optional(struct(type, structFields(value, goName)));

const isSharedMemory = (kind: string, source: JsonObject, paths: readonly string[]) =>
  kind === 'emptyDir' &&
  paths.length > 0 &&
  paths.every((path) => path === SHARED_MEMORY) &&
  source.medium === 'Memory' &&
  source.sizeLimit !== undefined &&
  Object.entries(source).length === 2;

const TOKEN_OPTIONS = ['audience', 'expirationSeconds', 'path'];

/** The token of a volume that has nothing else. */
function onlyToken(source: JsonObject): JsonObject | undefined {
  const sources = listOf(source.sources);
  const token = at(sources[0], 'serviceAccountToken');
  const isOnly = sources.length === 1 && Object.entries(source).length === 1 && Object.entries(sources[0]).length === 1;
  if (!isOnly || !isObject(token) || Object.keys(token).some((field) => !TOKEN_OPTIONS.includes(field))) {
    return undefined;
  }
  const [, others] = pick(token, token.path === 'token' ? ['path'] : []);
  return others;
}

/**
 * A claim that a StatefulSet creates for each pod.
 *
 * @param id the construct's id, and the claim's name unless it has another
 */
export function claimTemplateCode(scope: string, id: string, template: JsonObject): Call {
  const metadata = objectAt(template, 'metadata');
  const spec = objectAt(template, 'spec');
  const [, otherMetadata] = pick(metadata, metadata.name === id ? ['name'] : []);
  const [{ resources, ...options }, others] = pick(spec, [...CLAIM_OPTIONS, 'resources']);
  const [, given] = pick(options, isEqual(options.accessModes, DEFAULT_MODES) ? ['accessModes'] : []);
  const [{ requests }, otherResources] = pick(resources ?? {}, ['requests']);
  const [{ storage = '' }, otherRequests] = pick(requests ?? {}, ['storage']);
  const moreResources = { ...otherResources, ...(!isEqual(otherRequests, {}) && { requests: otherRequests }) };
  const fields = { ...others, ...(!isEqual(moreResources, {}) && { resources: moreResources }) };
  const claim = struct('VolumeClaimTemplateOptions', [
    ['storage', plainCode(storage)],
    ...structFields(given, 'PersistentVolumeClaimSpec'),
    ['metadata', optional(struct('ApiObjectMetadata', structFields(otherMetadata, 'ObjectMeta')))],
    ['fields', isEqual(fields, {}) ? undefined : plainCode(fields)],
  ]);
  return call('SharedVolume', 'fromVolumeClaimTemplate', [variable(scope), scalar(id)], claim);
}

const CLAIM_OPTIONS = ['storageClassName', 'accessModes', 'volumeMode'];
const DEFAULT_MODES = ['ReadWriteOnce'];
