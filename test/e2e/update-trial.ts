/** Random updates: an object, and what somebody makes of it. */
import { Making } from './accepted';
import { injectFault } from './faults';
import { createRandom, Random } from './random';
import { pathOf } from './transport';
import { allPaths, edit, REMOVED, valueAt } from './tree';
import { otherBase, updateBase, UpdateBase } from './update-bases';

const DENSITIES = [0.03, 0.1, 0.3];
const FAULTS = [1, 1, 1, 1, 2, 2, 3];

/** An update, with the name of the object that it is about. */
export interface UpdateTrial {
  readonly number: number;
  readonly old: any;
  /** What somebody makes of the object. */
  readonly change: (object: any) => any;
  /** Of the objects of its kind, on the server. */
  readonly path: string;
  readonly isClusterScoped: boolean;
  /** As the server has it. */
  live?: any;
  /** The changed object. */
  manifest?: any;
}

type Edit = (random: Random, manifest: any, base: UpdateBase) => any;

const pickPath = (random: Random, manifest: any, fits: (value: any) => boolean) => {
  const paths = allPaths(manifest).filter((path) => fits(valueAt(manifest, path)));
  return paths.length === 0 ? undefined : random.pick(paths);
};

const isMap = (value: any) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A list in another order. */
const reorder: Edit = (random, manifest) => {
  const path = pickPath(random, manifest, (value) => Array.isArray(value) && value.length > 1);
  return path ? edit(manifest, path, (list) => [...list].reverse()) : manifest;
};

/** What is null is not given. */
const nullify: Edit = (random, manifest) => {
  const path = pickPath(random, manifest, () => true);
  return path && path.length > 1 ? edit(manifest, path, () => null) : manifest;
};

/** One field less, of a list or map that has others. */
const shorten: Edit = (random, manifest) => {
  const path = pickPath(random, manifest, () => true);
  return path && path.length > 1 ? edit(manifest, path, () => REMOVED) : manifest;
};

const OWNER = { apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: '0a0a0a0a-0000-4000-8000-000000000001' };
const METADATA: readonly any[] = [
  { labels: { other: 'b' } },
  { labels: { app: 'other' } },
  { labels: null },
  { labels: { 'a b': 'c' } },
  { annotations: { note: 'x' } },
  { annotations: { note: null } },
  { finalizers: ['a.b/c'] },
  { finalizers: ['a.b/c', 'a.b/c'] },
  { finalizers: ['c'] },
  { finalizers: [] },
  { ownerReferences: [OWNER] },
  { ownerReferences: [OWNER, OWNER] },
  { ownerReferences: [{ ...OWNER, controller: true }] },
  { ownerReferences: [{ ...OWNER, uid: '' }] },
  { deletionTimestamp: '2026-01-01T00:00:00Z' },
  { deletionGracePeriodSeconds: 5 },
  { creationTimestamp: '2026-01-01T00:00:00Z' },
  { generateName: 'other-' },
  { generation: 7 },
  { selfLink: '/a' },
];

const changeMetadata: Edit = (random, manifest) => ({
  ...manifest,
  metadata: { ...manifest.metadata, ...random.pick(METADATA) },
});

/** Another object of the kind, in the place of this one. */
const become: Edit = (random, manifest, base) => ({ ...otherBase(random, base), metadata: manifest.metadata });

const EDITS: ReadonlyArray<readonly [edit: Edit, share: number]> = [
  [reorder, 4],
  [nullify, 6],
  [shorten, 6],
  [changeMetadata, 8],
  [become, 8],
];
/** How often an update is an edit, and not a fault of any kind. */
const EDIT_SHARE = 0.4;

function injectEdit(making: Making, manifest: any, base: UpdateBase): any {
  const { random } = making;
  if (!random.chance(EDIT_SHARE)) return injectFault(making, manifest);
  let rest = random.next() * EDITS.reduce((sum, [, share]) => sum + share, 0);
  const [change] = EDITS.find(([, share]) => (rest -= share) < 0)!;
  return change(random, manifest, base);
}

/** The same number makes the same update, whatever the name of the object. */
export function makeTrial(seed: number, number: number, minor: number, namespace: string, prefix: string): UpdateTrial {
  const random = createRandom(`update ${seed} ${number}`);
  const base = updateBase(random.int(1000), { name: `${prefix}-${seed}-${number}`, namespace, number });
  const old = base.manifest;
  const making = { random, minor, density: random.pick(DENSITIES), focus: new Set<string>() };
  const { isClusterScoped } = base;
  const path = pathOf(old.apiVersion, old.kind, isClusterScoped ? undefined : namespace);
  const change = (object: any) => {
    let manifest = object;
    for (let left = random.pick(FAULTS); left > 0; left--) manifest = injectEdit(making, manifest, base);
    // Another name is another object.
    const metadata = { ...(isMap(manifest.metadata) ? manifest.metadata : {}), name: old.metadata.name };
    for (const field of OF_SERVER) delete metadata[field];
    if (object.metadata.namespace) metadata.namespace = object.metadata.namespace;
    return { ...manifest, apiVersion: old.apiVersion, kind: old.kind, metadata };
  };
  return { number, old, change, path, isClusterScoped };
}

/** Another of these is another object, or is refused by all. */
const OF_SERVER = ['namespace', 'uid', 'resourceVersion', 'managedFields'];
