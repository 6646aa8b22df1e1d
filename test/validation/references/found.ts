import { JsonObject } from '../../../src/text/json-value';
import { factsOf } from '../../../src/validation/references/object-facts';
import { ObjectSet } from '../../../src/validation/references/object-set';
import { referenceFindings } from '../../../src/validation/references/references';

/**
 * What is found in a set, as `RULE kind/name path: what. What to do`. Objects belong together, but for those that set
 * `scope` or `unit`.
 */
export function found(objects: readonly JsonObject[]): string[] {
  const all = objects.flatMap(({ scope = '', unit = scope, ...manifest }, i) => {
    const facts = factsOf(manifest);
    return facts ? [{ facts, scope, unit, where: `#${i}` }] : [];
  });
  const set = new ObjectSet(all);
  return all.flatMap((object) =>
    referenceFindings(object, set).map((each) => {
      expect(each).toMatchObject({ severity: 'warning', type: 'Warning' });
      return `${each.rule} ${object.facts.kind}/${object.facts.name} ${each.path}: ${each.detail}. ${each.hint}`;
    }),
  );
}

export const object = (apiVersion: string, kind: string, name: string, rest: JsonObject = {}): JsonObject => {
  const { namespace, scope, unit, ...fields } = rest;
  return { apiVersion, kind, metadata: { name, namespace }, scope, unit, ...fields };
};

/** A Deployment whose pods have the label `app` and one container, unless the pod says otherwise. */
export function deployment(name: string, pod: JsonObject = {}, more: JsonObject = {}): JsonObject {
  const { labels = { app: name }, annotations, namespace, kind = 'Deployment', ...spec } = pod;
  const template = { metadata: { labels, annotations }, spec: { containers: [{ name: 'main' }], ...spec } };
  return object('apps/v1', kind, name, { namespace, spec: { template, ...more } });
}

export const service = (name: string, spec: JsonObject = {}, namespace?: string): JsonObject =>
  object('v1', 'Service', name, { namespace, spec: { selector: { app: name }, ports: [{ port: 80 }], ...spec } });

export const config = (name: string, rest: JsonObject = {}): JsonObject =>
  object('v1', 'ConfigMap', name, { data: { level: 'debug' }, ...rest });

export const withPorts = (...ports: JsonObject[]) => ({ containers: [{ name: 'main', ports }] });
