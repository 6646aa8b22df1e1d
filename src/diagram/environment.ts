/** Where the variables of a container come from. Their values are nobody's business. */

import { Fields, itemsAt, textAt } from './fields';

/** So many names are worth showing. */
const MAX_NAMES = 2;

const SOURCES = [
  ['Secret', 'secretKeyRef', 'secretRef'],
  ['ConfigMap', 'configMapKeyRef', 'configMapRef'],
] as const;

/** The Secrets and ConfigMaps that a container's variables come from, and what it takes from there: `env TOKEN`, `env, 12 variables`. */
export function environmentSources(container: Fields): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [kind, ofOne, ofAll] of SOURCES) {
    const names = new Map<string, string[]>();
    for (const variable of itemsAt(container, 'env')) {
      const source = textAt(variable, 'valueFrom', ofOne, 'name');
      if (source === undefined) continue;
      if (!names.has(source)) names.set(source, []);
      names.get(source)!.push(textAt(variable, 'name') ?? '?');
    }
    for (const [source, all] of names) {
      texts.set(`${kind} ${source}`, all.length > MAX_NAMES ? `env, ${all.length} variables` : `env ${all.join(', ')}`);
    }
    for (const from of itemsAt(container, 'envFrom')) {
      const source = textAt(from, ofAll, 'name');
      if (source !== undefined) texts.set(`${kind} ${source}`, 'env, all keys');
    }
  }
  return texts;
}
