/** The Secrets and ConfigMaps that the variables of a container come from. Values of variables are never read. */

import { listAt, scalarAt } from '../text/json-value';

/** How many names of variables are shown. */
const MAX_NAMES = 2;

const SOURCES = [
  { kind: 'Secret', ofKey: 'secretKeyRef', ofAll: 'secretRef' },
  { kind: 'ConfigMap', ofKey: 'configMapKeyRef', ofAll: 'configMapRef' },
] as const;

/** By the Secret or ConfigMap: the variables that a container takes from it: `env TOKEN`, `env, 12 variables`. */
export function environmentSources(container: unknown): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { kind, ofKey, ofAll } of SOURCES) {
    for (const [source, names] of variablesBySource(container, ofKey)) {
      const text = names.length > MAX_NAMES ? `env, ${names.length} variables` : `env ${names.join(', ')}`;
      texts.set(`${kind} ${source}`, text);
    }
    for (const from of listAt(container, 'envFrom')) {
      const source = scalarAt(from, ofAll, 'name');
      if (source !== '') texts.set(`${kind} ${source}`, 'env, all keys');
    }
  }
  return texts;
}

function variablesBySource(container: unknown, reference: string): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const variable of listAt(container, 'env')) {
    const source = scalarAt(variable, 'valueFrom', reference, 'name');
    if (source === '') continue;
    if (!names.has(source)) names.set(source, []);
    names.get(source)!.push(scalarAt(variable, 'name') || '?');
  }
  return names;
}
