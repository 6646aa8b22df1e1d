import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { objectsIn } from './object-names';
import { perPass } from './pass';
import { ownerOf, tryManifestOf } from './printed';
import { Finding } from '../apimachinery/finding';
import { factsOf, ownFacts } from '../validation/references/object-facts';
import { ObjectSet } from '../validation/references/object-set';
import { mayRefer, referenceFindings } from '../validation/references/references';
import type { SetObject } from '../validation/references/set-object';

/**
 * What an object of an app refers to, and the app does not have although it has something like it.
 *
 * @param owner the construct that the object belongs to
 * @param manifest its final manifest
 */
export function referencesOf(owner: IConstruct, manifest: any): Finding[] {
  const own = ownFacts(manifest);
  // Most Jobs refer to nothing: then neither their pods nor the rest of the app matter.
  if (!own || !mayRefer(own)) return [];
  return referenceFindings(setObject(owner, manifest)!, objectsOf(owner.node.root));
}

/** All objects of an app are applied together. */
const APP = '';

/** Nothing refers to these, and they are long. */
const UNUSED = ['CustomResourceDefinition'];

/** What the objects of an app say of themselves. Those that can't be rendered are reported elsewhere. */
const objectsOf = perPass((root: IConstruct): ObjectSet => {
  const objects = objectsIn(root).filter(({ kind }) => !UNUSED.includes(kind));
  return new ObjectSet(objects.flatMap((object) => setObject(ownerOf(object), tryManifestOf(object)) ?? []));
});

function setObject(owner: IConstruct, manifest: any): SetObject | undefined {
  const facts = factsOf(manifest);
  return facts && { facts, scope: APP, unit: Chart.of(owner).node.path, where: owner.node.path };
}
