import type { Difference } from './parity';
import { JsonObject } from '../../src/hkube/read';

/** A difference that is HKube's defect, by its number in docs/hkube-defects.md. */
interface Rule {
  readonly defect: string;
  readonly matches: (difference: Difference, algorithm: JsonObject, opt: JsonObject) => boolean;
}

const sideCars = (algorithm: JsonObject): JsonObject[] => algorithm.sideCars ?? [];
const isSideCar = (path: string) => /^spec\.template\.spec\.containers\[([2-9]|\d\d+)\]/.test(path);
const inSideCar = (field: string) => ({ path }: Difference) => isSideCar(path) && path.includes(field);
const mountsTwice = (mounts: readonly JsonObject[] = []) => new Set(mounts.map(({ name }) => name)).size < mounts.length;
const isOdd = (value: unknown) => typeof value === 'object' && value !== null
  && (Array.isArray(value) || Object.keys(value).length !== 1 || !/^(fieldRef|configMapKeyRef|resourceFieldRef|secretKeyRef)$/.test(Object.keys(value)[0]));
const hasOddValue = (env: JsonObject = {}) => Object.values(env ?? {}).some(isOdd);
const PLATFORM = /^(algometrics|storage-volume|logs|varlog|varlibdockercontainers|datasources-storage|datasciencemetrics-storage|xsocket|hkube-dev-sources)$/;

const RULES: readonly Rule[] = [
  { defect: '5.1', matches: ({ path, theirs }) => path === '' && /^error: .*(unit|must be >= 0|Cannot (read|destructure)|undefined|null)/.test(String(theirs)) },
  {
    // HKube finds a container by the first of its name.
    defect: '5.7',
    matches: (_, algorithm) => sideCars(algorithm).some(({ container }, i, all) => ['worker', 'algorunner', ...all.slice(0, i).map((other) => other.container?.name)]
      .includes(container?.name)),
  },
  {
    defect: '5.12',
    matches: ({ path, theirs }) => isSideCar(path) && /\.resources\.((requests|limits)\.(?!cpu$|memory$)|claims)/.test(path) && theirs === undefined,
  },
  { defect: '5.14', matches: ({ path, theirs }) => isSideCar(path) && path.includes('.resources.') && /\d *K$/.test(String(theirs)) },
  {
    // The default limit is computed from the request, which HKube cannot read as Kubernetes does.
    defect: '5.14',
    matches: ({ path }, algorithm) => isSideCar(path) && path.endsWith('.resources.limits.memory') && /\d *K"/.test(JSON.stringify(sideCars(algorithm))),
  },
  { defect: '5.2', matches: ({ path, ours, theirs }) => isSideCar(path) && path.includes('.resources.requests.') && ours !== undefined && theirs !== undefined },
  {
    defect: '5.10',
    matches: (difference, algorithm) => inSideCar('.volumeMounts')(difference)
      && sideCars(algorithm).some(({ container, volumeMounts }) => mountsTwice([...container?.volumeMounts ?? [], ...volumeMounts ?? []])),
  },
  {
    defect: '5.11',
    matches: ({ path }, { volumeMounts = [] }) => path.startsWith('spec.template.spec.containers[1].volumeMounts') && volumeMounts.some(({ name }: JsonObject) => PLATFORM.test(name)),
  },
  { defect: '5.10', matches: ({ path }, { volumeMounts }) => path.startsWith('spec.template.spec.containers[1].volumeMounts') && mountsTwice(volumeMounts) },
  { defect: '5.13', matches: ({ path }, _, { sidecars = [] }) => sidecars.length > 0 && /containers\[([2-9]|\d\d+)\]|volumes/.test(path) },
  { defect: '5.14', matches: ({ path, ours, theirs }) => path.includes('matchExpressions') && String(ours) === String(theirs) },
  // Variables that are refused: HKube sends what Kubernetes cannot decode.
  { defect: '5.33', matches: ({ path }, algorithm) => isSideCar(path) && path.includes('.env') && sideCars(algorithm).some(({ environments }) => hasOddValue(environments)) },
  { defect: '5.14', matches: ({ path }, { algorithmEnv, workerEnv }) => path.includes('.env') && (hasOddValue(algorithmEnv) || hasOddValue(workerEnv)) },
  { defect: '5.15', matches: ({ path }, { gpu, nodeSelector }) => path.includes('affinity') && gpu % 1 !== 0 && Object.keys(nodeSelector ?? {}).length > 0 },
  { defect: '5.16', matches: ({ path, ours }, { nodeSelector }) => path.endsWith('.affinity') && ours === undefined && Object.keys(nodeSelector ?? { a: 1 }).length === 0 },
  { defect: '5.24', matches: ({ ours, theirs }) => String(ours).includes('@') && String(ours).replace('@', ':') === String(theirs) },
  { defect: '5.26', matches: (difference) => isSideCar(difference.path) && difference.path.endsWith('.image') },
  { defect: '5.25', matches: ({ path }) => /containers\[[01]\]\.(image|env\[\d+\]\.value)$/.test(path) },
  { defect: '5.28', matches: ({ path, ours }) => /volume(Mount)?s\[\d+\]\.name$/.test(path) && /^mount-\d+$/.test(String(ours)) },
  { defect: '5.32', matches: ({ path }) => path.endsWith('annotations.nvidia.com/gpu') },
];

/** The defect that explains a difference; undefined when none does. */
export function defectOf(difference: Difference, algorithm: JsonObject, opt: JsonObject): string | undefined {
  return RULES.find(({ matches }) => matches(difference, algorithm, opt))?.defect;
}
