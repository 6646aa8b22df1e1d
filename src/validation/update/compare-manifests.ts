/** What becomes of the objects of one set of manifests when another set is applied. */
import { judgeUpdate, UpdateMethod } from './validate-update';
import { recreation } from './way-out';
import type { Server } from '../../apimachinery/feature-gates';
import { Finding, finding } from '../../apimachinery/finding';
import { groupOf } from '../../apimachinery/schema';
import { isObject, JsonObject, textAt } from '../../text/json-value';
import { asApplied } from '../applied-object';
import { isClientConfiguration } from '../client-configuration';
import { itemsOf, validateFile } from '../manifest-file';

export type ChangeKind = 'unchanged' | 'changed' | 'refused' | 'new' | 'gone';

/** An object in a document of a file. */
export interface PlacedManifest<Place> {
  readonly manifest: JsonObject;
  /** Its path in the document: empty, or `items[0]` in a list. */
  readonly path: string;
  readonly place: Place;
}

/** What becomes of one object. */
export interface ObjectChange<Place> {
  readonly change: ChangeKind;
  /** The object as it is now; of one that is gone, as it was. */
  readonly object: PlacedManifest<Place>;
  readonly findings: readonly Finding[];
  /** The fields that are different, by their paths. */
  readonly fields: readonly string[];
  /** How to get there, when a field cannot change. */
  readonly wayOut: readonly string[];
}

/** The manifests in a document; configuration that no API server reads is left out. */
export function placedManifests<Place>(value: unknown, place: Place): Array<PlacedManifest<Place>> {
  if (!isObject(value)) return [];
  const items = itemsOf(value);
  const all = items ? items.map((manifest, i) => ({ manifest, path: `items[${i}]` })) : [{ manifest: value, path: '' }];
  return all.flatMap(({ manifest, path }) =>
    isObject(manifest) && !isClientConfiguration(manifest) ? [{ manifest, path, place }] : [],
  );
}

/** Compares the objects of the same kind, namespace and name. Those that get random names are always new. */
export function compareManifests<Place>(
  before: ReadonlyArray<PlacedManifest<Place>>,
  after: ReadonlyArray<PlacedManifest<Place>>,
  server: Server,
  method: UpdateMethod,
): Array<ObjectChange<Place>> {
  const old = new Map(before.map((object) => [identityOf(object.manifest), object]));
  const names = new Set(after.map(({ manifest }) => identityOf(manifest)));
  const seen = new Set<string>();
  const changes = after.map((object) => {
    const identity = identityOf(object.manifest);
    const previous = old.get(identity);
    const change = previous ? changeOf(previous.manifest, object, server, method) : newObject(object, server);
    const isTwin = seen.has(identity) && textAt(object.manifest, 'metadata', 'name') !== '';
    seen.add(identity);
    return isTwin ? { ...change, findings: [...change.findings, TWIN] } : change;
  });
  const gone = before.filter(({ manifest }) => !names.has(identityOf(manifest)));
  return [...changes, ...gone.map((object) => ({ change: 'gone' as const, object, ...NOTHING }))];
}

const TWIN = finding(
  'WARN-OBJECT-DUPLICATE',
  'metadata.name',
  'Warning',
  'the same object comes before in the new manifests: of the two, only the one applied last is kept',
);

const NOTHING = { findings: [], fields: [], wayOut: [] };

function identityOf(manifest: JsonObject): string {
  const name = textAt(manifest, 'metadata', 'name');
  const namespace = textAt(manifest, 'metadata', 'namespace');
  // A name that is generated is another one each time.
  if (name === '') return JSON.stringify(manifest.metadata ?? null);
  return JSON.stringify([groupOf(String(manifest.apiVersion)), manifest.kind, namespace, name]);
}

function newObject<Place>(object: PlacedManifest<Place>, server: Server): ObjectChange<Place> {
  const [{ findings }] = validateFile(object.manifest, server);
  const isRefused = findings.some(({ severity }) => severity === 'error');
  return { change: isRefused ? 'refused' : 'new', object, ...NOTHING, findings };
}

function changeOf<Place>(
  old: JsonObject,
  object: PlacedManifest<Place>,
  server: Server,
  method: UpdateMethod,
): ObjectChange<Place> {
  const { findings, isChanged } = judgeUpdate(old, object.manifest, server, method);
  const fields = differences(asApplied(old), asApplied(object.manifest));
  const errors = findings.filter(({ severity }) => severity === 'error');
  const change = { object, findings, fields, wayOut: [] };
  if (errors.length === 0) return { ...change, change: isChanged ? 'changed' : 'unchanged' };
  const isFixed = errors.some(({ rule }) => FIXED.test(rule));
  return { ...change, change: 'refused', wayOut: isFixed ? recreation(object.manifest) : [] };
}

/** Rules about fields that cannot change, which no other value would please. */
const FIXED = /^UPD-(?!PATCH|IDENTITY)/;

/** The paths of the values that are different, or are in one of the two only. */
function differences(before: unknown, after: unknown, path = ''): string[] {
  if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, i) => differences(before[i], after[i], `${path}[${i}]`)).flat();
  }
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => differences(before[key], after[key], joined(path, key)));
  }
  return before === after || (isNothing(before) && isNothing(after)) ? [] : [path];
}

const isNothing = (value: unknown) => value === undefined || value === null;

function joined(path: string, key: string): string {
  if (!/^\w+$/.test(key)) return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
}
