import type { Difference } from './parity';
import { compareQuantities, isQuantity } from '../../src/apimachinery/quantity';
import { toKubernetesMemory } from '../../src/hkube/memory';
import { isObject, JsonObject } from '../../src/text/json-value';

/** What a difference was found in. */
interface Context {
  readonly algorithm: JsonObject;
  readonly opt: JsonObject;
  /** The sidecar of the spec that the difference is in. */
  readonly sideCar?: JsonObject;
}

/** A difference that is HKube's defect, by its number in docs/hkube-defects.md. */
interface Rule {
  readonly defect: string;
  /** The fields that the defect is about. @default - any */
  readonly path?: RegExp;
  readonly matches: (difference: Difference, context: Context) => boolean;
}

const CONTAINERS = 'spec\\.template\\.spec\\.containers';
const ALGORUNNER_MOUNTS = new RegExp(`^${CONTAINERS}\\[1\\]\\.volumeMounts`);
const IMAGES = new RegExp(`^${CONTAINERS}\\[[01]\\]\\.(image|env\\[\\d+\\]\\.value)$`);
const AFFINITY = /^spec\.template\.spec\.affinity/;
const RESOURCES = /\.resources(\.|$)/;

const PLATFORM = [
  'algometrics',
  'storage-volume',
  'logs',
  'varlog',
  'varlibdockercontainers',
  'datasources-storage',
  'datasciencemetrics-storage',
  'xsocket',
  'hkube-dev-sources',
];
const SOURCES = ['fieldRef', 'configMapKeyRef', 'resourceFieldRef', 'secretKeyRef'];

const objectsOf = (items: unknown): JsonObject[] =>
  Array.isArray(items) ? items.map((item) => (isObject(item) ? item : {})) : [];
const sideCarsOf = (algorithm: JsonObject): JsonObject[] => objectsOf(algorithm.sideCars);
const namesOf = (items: unknown) => objectsOf(items).map(({ name }) => name);
const hasTwice = (names: readonly unknown[]) => new Set(names).size < names.length;
const amountOf = (sideCar: JsonObject | undefined, path: string): unknown => {
  const [, kind, name] = /\.resources\.(requests|limits)\.(\w+)$/.exec(path) ?? [];
  return sideCar?.container?.resources?.[kind]?.[name];
};

const isNothing = (amount: unknown) => amount === null || amount === '' || amount === 0;

/** Values that are no variable: refused, and of no use to Kubernetes. */
const isOdd = (value: unknown) =>
  typeof value === 'object' &&
  value !== null &&
  (Array.isArray(value) || Object.keys(value).length !== 1 || !SOURCES.includes(Object.keys(value)[0]));
const hasOddValue = (env: unknown) => Array.isArray(env) || Object.values(env ?? {}).some(isOdd);

/** Images that HKube takes for its own project, or a part of whose path it takes for a registry. */
function isMisread(image: unknown, { versions, registry }: JsonObject): boolean {
  const [first, ...rest] = String(image).split('/');
  const repository = (rest.at(-1) ?? first).split(/[:@]/)[0];
  const isProject = objectsOf([versions?.versions ?? versions].flat()).some(
    ({ project }: JsonObject) => project === repository,
  );
  return (
    (isProject && !/^([^/]+\/)?hkube\/[^/]+$/.test(String(image))) ||
    (registry !== undefined && (rest.length > 1 || first === 'localhost'))
  );
}

const RULES: readonly Rule[] = [
  {
    defect: '5.1',
    path: /^$/,
    matches: ({ theirs }) =>
      /^error: .*(unit|must be >= 0|Cannot (read|destructure)|undefined|null)/.test(String(theirs)),
  },
  {
    // HKube finds a container by the first of its name.
    defect: '5.7',
    matches: (_, { algorithm }) =>
      hasTwice(['worker', 'algorunner', ...sideCarsOf(algorithm).map(({ container }) => container?.name)]),
  },
  // The cluster's own sidecars come first.
  {
    defect: '5.13',
    path: new RegExp(`^(${CONTAINERS}\\[[2-9]|spec\\.template\\.spec\\.volumes)`),
    matches: (_, { opt, sideCar }) => opt.sidecars?.length > 0 && !sideCar,
  },

  // Resources of a sidecar.
  {
    defect: '5.12',
    path: RESOURCES,
    matches: ({ path, theirs }, { sideCar }) => !!sideCar && !/\.(cpu|memory)$/.test(path) && theirs === undefined,
  },
  {
    // The default limit is computed from the request, which HKube cannot read as Kubernetes does.
    defect: '5.14',
    path: RESOURCES,
    matches: ({ ours, theirs }, { sideCar }) =>
      !!sideCar && (/^NaN/.test(String(theirs)) || (isQuantity(ours) && /\d *K"/.test(JSON.stringify(sideCar)))),
  },
  {
    defect: '5.14',
    path: RESOURCES,
    matches: ({ ours, theirs }, { sideCar }) => !!sideCar && ours === String(theirs).replace(/\s/g, ''),
  },
  {
    // What is null, empty or zero HKube loses.
    defect: '5.1',
    path: RESOURCES,
    matches: ({ path }, { sideCar }) =>
      [path, path.replace('limits', 'requests')].some((each) => isNothing(amountOf(sideCar, each))),
  },
  {
    defect: '5.2',
    path: /\.resources\.requests\.\w+$/,
    matches: ({ path, ours, theirs }, { sideCar }) => {
      const given = amountOf(sideCar, path.replace('requests', 'limits'));
      const limit = typeof given === 'string' ? toKubernetesMemory(given) : given;
      if (!isQuantity(limit) || !isQuantity(ours) || !isQuantity(theirs)) return false;
      return compareQuantities(ours, limit) === 0 && compareQuantities(theirs, limit) > 0;
    },
  },

  // Mounts and volumes.
  {
    defect: '5.10',
    path: /\.volumeMounts/,
    matches: (_, { sideCar }) =>
      !!sideCar && hasTwice([...namesOf(sideCar.container?.volumeMounts), ...namesOf(sideCar.volumeMounts)]),
  },
  {
    defect: '5.11',
    path: ALGORUNNER_MOUNTS,
    matches: (_, { algorithm: { volumeMounts, mounts } }) => {
      const platform = [
        ...PLATFORM,
        ...objectsOf(mounts).map(({ pvcName }: JsonObject, i: number) => `${pvcName}-${i}`),
      ];
      return namesOf(volumeMounts).some((name) => platform.includes(name));
    },
  },
  { defect: '5.10', path: ALGORUNNER_MOUNTS, matches: (_, { algorithm }) => hasTwice(namesOf(algorithm.volumeMounts)) },
  {
    defect: '5.28',
    path: /\.volume(Mount)?s\[\d+\]\.name$/,
    matches: ({ ours, theirs }) => /^mount-\d+$/.test(String(ours)) && !/^[-a-z0-9]{1,63}$/.test(String(theirs)),
  },

  // Variables that are refused: HKube sends what Kubernetes cannot decode.
  { defect: '5.33', path: /\.env/, matches: (_, { sideCar }) => !!sideCar && hasOddValue(sideCar.environments) },
  {
    defect: '5.14',
    path: new RegExp(`^${CONTAINERS}\\[1\\]\\.env`),
    matches: (_, { algorithm }) => hasOddValue(algorithm.algorithmEnv),
  },
  {
    defect: '5.14',
    path: new RegExp(`^${CONTAINERS}\\[0\\]\\.env`),
    matches: (_, { algorithm }) => hasOddValue(algorithm.workerEnv),
  },

  // Nodes.
  {
    defect: '5.14',
    path: AFFINITY,
    matches: ({ ours, theirs }) => typeof ours === 'string' && theirs !== undefined && ours === String(theirs),
  },
  // Without a node there is none to choose: refused.
  {
    defect: '5.14',
    path: AFFINITY,
    matches: ({ ours, theirs }) => ours === undefined && JSON.stringify(theirs).includes('"values":[null]'),
  },
  {
    defect: '5.15',
    path: AFFINITY,
    matches: (_, { algorithm: { gpu = 0, nodeSelector } }) =>
      gpu % 1 !== 0 && Object.keys(nodeSelector ?? {}).length > 0,
  },
  {
    defect: '5.16',
    path: AFFINITY,
    matches: (_, { algorithm: { nodeSelector } }) =>
      Object.values(nodeSelector ?? {}).every((value) => Array.isArray(value) && value.length === 0),
  },

  // Images.
  {
    defect: '5.24',
    path: IMAGES,
    matches: ({ ours, theirs }) => String(ours).includes('@') && String(ours).replace('@', ':') === theirs,
  },
  {
    defect: '5.26',
    path: /\.image$/,
    matches: ({ ours, theirs }, { opt, sideCar }) =>
      !!sideCar && ours === `${opt.registry?.registry ?? opt.registry}/${theirs}`,
  },
  {
    defect: '5.25',
    path: IMAGES,
    matches: ({ ours }, { algorithm: { algorithmImage, workerImage }, opt }) =>
      [algorithmImage, workerImage].some((image) => image && String(ours).includes(image) && isMisread(image, opt)),
  },

  {
    defect: '5.32',
    path: /annotations\.nvidia\.com\/gpu$/,
    matches: (_, { algorithm: { gpu, annotations } }) => gpu && Object.hasOwn(annotations ?? {}, 'nvidia.com/gpu'),
  },
];

/** The sidecar of the spec that a path in the Job is about: those of the cluster are before them. */
function sideCarAt(
  path: string,
  algorithm: JsonObject,
  { sidecars, clusterOptions }: JsonObject,
): JsonObject | undefined {
  const index = Number(/^spec\.template\.spec\.containers\[(\d+)\]/.exec(path)?.[1] ?? 0) - 2;
  return sideCarsOf(algorithm)[
    index - objectsOf(sidecars).filter(({ name }) => clusterOptions?.[`${name}SidecarEnabled`]).length
  ];
}

/** The defect that explains a difference; undefined when none does. */
export function defectOf(difference: Difference, algorithm: JsonObject, opt: JsonObject): string | undefined {
  const context = { algorithm, opt, sideCar: sideCarAt(difference.path, algorithm, opt) };
  return RULES.find(({ path, matches }) => (path?.test(difference.path) ?? true) && matches(difference, context))
    ?.defect;
}
