import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import type { NamedReference } from './cdk8s-plus';
import type { ConstructFinding } from './findings';
import { Pass, perPass } from './pass';
import { printedName } from './printed';
import { Finding } from '../apimachinery/finding';

/** All API objects in a scope, in order. */
export const objectsIn: (scope: IConstruct) => readonly ApiObject[] = perPass((scope: IConstruct) => {
  const constructs = scope.node.scope ? scope.node.findAll() : Pass.of(scope).constructs;
  return constructs.filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
});

const nameKey = (kind: string, namespace: string | undefined, name: string) => `${kind} ${namespace ?? ''}/${name}`;

/** The objects of the core API in an app, by kind, namespace and name. */
const coreObjects = perPass((root: IConstruct): ReadonlyMap<string, ApiObject> => {
  const core = objectsIn(root).filter(({ apiVersion }) => apiVersion === 'v1');
  return new Map(core.map((object) => [nameKey(object.kind, object.metadata.namespace, object.name), object]));
});

/** An object of the core API by its kind, namespace and name, if the app has one. */
export function objectNamed(
  root: IConstruct,
  kind: string,
  namespace: string | undefined,
  name: unknown,
): ApiObject | undefined {
  return typeof name === 'string' ? coreObjects(root).get(nameKey(kind, namespace, name)) : undefined;
}

const references = () => new Map<string, ApiObject | undefined>();

/**
 * The object of the app that a reference names, if the app has one. It is searched once for each name, while the app is
 * declared: a construct that refers to the object received it, so it already exists.
 */
export function findReferenced(from: ApiObject, { kind, name }: NamedReference): ApiObject | undefined {
  const { root } = from.node;
  const known = Pass.of(root).state(references);
  const key = nameKey(kind, from.metadata.namespace, name);
  if (!known.has(key)) {
    for (const construct of root.node.findAll()) {
      if (!ApiObject.isApiObject(construct)) continue;
      const object = construct as ApiObject;
      known.set(nameKey(object.kind, object.metadata.namespace, object.name), object);
    }
    if (!known.has(key)) known.set(key, undefined);
  }
  return known.get(key);
}

const RULE = 'WARN-OBJECT-DUPLICATE';

/**
 * Objects of the same kind, namespace and name: the one that is applied last replaces the other. An error in one chart;
 * a warning across charts, which may go to different clusters.
 */
export function duplicateFindings(root: IConstruct): ConstructFinding[] {
  const byName = new Map<string, ApiObject[]>();
  for (const object of objectsIn(root)) {
    const key = `${object.apiGroup}/${nameKey(object.kind, object.metadata.namespace, printedName(object))}`;
    const objects = byName.get(key);
    if (objects) objects.push(object);
    else byName.set(key, [object]);
  }
  return [...byName.values()].flatMap((objects) => (objects.length > 1 ? duplicatesAmong(objects) : []));
}

/** Each object but the first is compared with the first of its chart, and each chart's first with the first of all. */
function duplicatesAmong(objects: readonly ApiObject[]): ConstructFinding[] {
  const firsts = new Map<Chart, ApiObject>();
  const findings: ConstructFinding[] = [];
  for (const object of objects) {
    const chart = Chart.of(object);
    const first = firsts.get(chart);
    if (first) {
      findings.push({ construct: object, finding: duplicateInChart(object, first) });
      continue;
    }
    firsts.set(chart, object);
    if (object !== objects[0]) {
      findings.push({ construct: object, finding: duplicateAcrossCharts(object, objects[0]) });
    }
  }
  return findings;
}

const RENAME = 'Change the metadata.name of one of them';

const duplicateInChart = (object: ApiObject, first: ApiObject): Finding => ({
  rule: RULE,
  severity: 'error',
  type: 'Duplicate value',
  path: 'metadata.name',
  value: object.name,
  detail: describe(first),
  hint: RENAME,
});

const duplicateAcrossCharts = (object: ApiObject, first: ApiObject): Finding => ({
  rule: RULE,
  severity: 'warning',
  type: 'Warning',
  path: 'metadata.name',
  value: object.name,
  detail: `Duplicate value: ${JSON.stringify(object.name)}: ${describe(first)}`,
  hint: `${RENAME}, unless the charts go to different clusters`,
});

function describe({ node, kind, metadata: { namespace } }: ApiObject): string {
  const place = namespace ? ` in namespace "${namespace}"` : '';
  return `${node.path} is a ${kind} of the same name${place}`;
}
