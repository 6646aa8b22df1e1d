import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { finalNameOf, hasFinalName } from './content-name';
import { defaultsGeneration } from './settings';
import { fateOfWarning, printWarning, warningsGeneration, warningText } from './warnings';
import type { NamedReference } from './cdk8s-plus';

/**
 * Two objects of the same kind, namespace and name: the one applied last replaces the other. An error in one chart; a
 * warning across charts, which may go to different clusters.
 *
 * The names of an app are gathered once for each validation, when its root is validated, which is first.
 */
const duplicatesByRoot = new WeakMap<IConstruct, Duplicates>();
interface Duplicates {
  /** Of which settings they are. */
  readonly settings: string;
  /** The objects that were there; as long as they and their names are the same, so are their duplicates. */
  readonly objects: readonly ApiObject[];
  /** The names of those whose name depends on their content, as they were. */
  readonly finalNames: readonly string[];
  readonly texts: ReadonlyMap<ApiObject, string>;
}

/** Objects whose duplicate is reported, by their owner or by themselves. */
const reporters = new WeakSet<ApiObject>();

/**
 * Has the names checked whenever the object's app is validated.
 *
 * @param object an object whose owner reports its duplicate, by `duplicateOf`
 */
export function checkObjectName(object: ApiObject): void {
  reporters.add(object);
  const { root } = object.node;
  if (duplicatesByRoot.has(root)) return;
  duplicatesByRoot.set(root, { settings: '', objects: [], finalNames: [], texts: new Map() });
  root.node.addValidation({
    validate: () => {
      const objects = objectsIn(root);
      const known = duplicatesByRoot.get(root)!;
      const finalNames = objects.filter(hasFinalName).map(finalNameOf);
      const settings = `${defaultsGeneration()} ${warningsGeneration()}`;
      if (settings === known.settings && isSame(objects, known.objects) && isSame(finalNames, known.finalNames)) {
        return [];
      }
      const texts = findDuplicates(objects);
      duplicatesByRoot.set(root, { settings, objects, finalNames, texts });
      // What is in the root is validated after it, so each duplicate reports in its own name, in the same run.
      for (const duplicate of texts.keys()) {
        if (reporters.has(duplicate)) continue;
        reporters.add(duplicate);
        duplicate.node.addValidation({ validate: () => [duplicateOf(duplicate) ?? []].flat() });
      }
      return [];
    },
  });
}

/** All API objects in a scope, in their order. */
export function objectsIn(scope: IConstruct): ApiObject[] {
  return scope.node.findAll().filter((construct) => ApiObject.isApiObject(construct)) as ApiObject[];
}

const isSame = (a: readonly unknown[], b: readonly unknown[]) =>
  a.length === b.length && a.every((item, i) => item === b[i]);

/** What is wrong with the object's name, if an earlier object of its chart bears it. */
export function duplicateOf(object: ApiObject): string | undefined {
  return duplicatesByRoot.get(object.node.root)?.texts.get(object);
}

/** All API objects of an app whose names are checked, as of its last validation. */
export const objectsOf = (root: IConstruct): readonly ApiObject[] => duplicatesByRoot.get(root)?.objects ?? [];

const indexes = new WeakMap<readonly ApiObject[], ReadonlyMap<string, ApiObject>>();

/** An object of the core API by its kind and name, if it is one of the app's own, as of the last validation. */
export function objectNamed(
  root: IConstruct,
  kind: string,
  namespace: string | undefined,
  name: unknown,
): ApiObject | undefined {
  const objects = objectsOf(root);
  let index = indexes.get(objects);
  if (!index) {
    const core = objects.filter(({ apiVersion }) => apiVersion === 'v1');
    indexes.set(
      objects,
      (index = new Map(core.map((object) => [nameKey(object.kind, object.metadata.namespace, object.name), object]))),
    );
  }
  return typeof name === 'string' ? index.get(nameKey(kind, namespace, name)) : undefined;
}

const lookups = new WeakMap<IConstruct, Map<string, ApiObject | undefined>>();

/**
 * The object of the app that a reference names, if it is one of the app's own. Whoever refers to it holds it, so it is
 * there by now; an app is searched once for each name.
 */
export function findReferenced(from: ApiObject, { kind, name }: NamedReference): ApiObject | undefined {
  const { root } = from.node;
  let known = lookups.get(root);
  if (!known) lookups.set(root, (known = new Map()));
  const key = nameKey(kind, from.metadata.namespace, name);
  if (!known.has(key)) {
    for (const object of objectsIn(root)) {
      known.set(nameKey(object.kind, object.metadata.namespace, object.name), object);
    }
    if (!known.has(key)) known.set(key, undefined);
  }
  return known.get(key);
}

const nameKey = (kind: string, namespace: string | undefined, name: string) => `${kind} ${namespace ?? ''}/${name}`;

const ACROSS_CHARTS = 'WARN-OBJECT-DUPLICATE';

function findDuplicates(all: readonly ApiObject[]): Map<ApiObject, string> {
  const byName = new Map<string, ApiObject[]>();
  for (const object of all) {
    const key = `${object.apiGroup}/${object.kind} ${object.metadata.namespace ?? ''}/${finalNameOf(object)}`;
    const known = byName.get(key);
    if (known) known.push(object);
    else byName.set(key, [object]);
  }

  const duplicates = new Map<ApiObject, string>();
  for (const objects of byName.values()) {
    // The first of each chart, so that a name used by many charts costs no more than one used by two.
    const firsts = new Map<Chart, ApiObject>();
    for (const object of objects) {
      const chart = Chart.of(object);
      const first = firsts.get(chart);
      const describe = (other: ApiObject) =>
        `metadata.name: Duplicate value: "${object.name}". ${other.node.path} is a ${object.kind} ` +
        `of the same name${object.metadata.namespace ? ` in namespace "${object.metadata.namespace}"` : ''}; give one of them another metadata.name`;
      if (first) duplicates.set(object, describe(first));
      else firsts.set(chart, object);
      if (!first && object !== objects[0]) {
        const text = `${describe(objects[0])}, unless the charts go to different clusters`;
        const fate = fateOfWarning(object, ACROSS_CHARTS);
        if (fate === 'print') printWarning(object, ACROSS_CHARTS, text);
        if (fate === 'error') duplicates.set(object, warningText(ACROSS_CHARTS, text));
      }
    }
  }
  return duplicates;
}
