/** Labels that occur more than once in a chart are kept in a variable, as a person would write them. */

import { Entry, Expression, Group, parts, replaced, Statement, variable } from './code';
import type { Scope } from './scope';

/** Fields with the labels of pods: those that they have, and those by which they are selected. */
const FIELDS = ['labels', 'matchLabels', 'selector'];

/** Labels, wherever they occur. */
interface SharedLabels {
  /** The id of the first construct that has them. */
  readonly id: string;
  readonly places: Expression[];
}

/** The statements of a chart, after those that declare what they share. */
export function withSharedLabels(groups: readonly Group[], scope: Scope): readonly Group[] {
  const shared = sharedLabels(groups);
  if (shared.length === 0) return groups;
  const variables = new Map<Expression, Expression>();
  const declarations = shared.map(({ id, places }): Statement => {
    const name = scope.variable(shared.length > 1 ? `${id}-labels` : 'labels', 'Map');
    places.forEach((place) => variables.set(place, variable(name)));
    return { variable: name, value: places[0] };
  });
  const changed = groups.map((group) => group.map((one) => ({ ...one, value: replaced(one.value, variables) })));
  return [declarations, ...changed];
}

function sharedLabels(groups: readonly Group[]): SharedLabels[] {
  const found = new Map<string, SharedLabels>();
  for (const { value } of groups.flat()) {
    for (const labels of labelsIn(value)) {
      const key = JSON.stringify([...labels.entries].sort(([a], [b]) => (a < b ? -1 : 1)));
      const same = found.get(key) ?? { id: idOf(value), places: [] };
      found.set(key, same);
      same.places.push(labels);
    }
  }
  return [...found.values()].filter(({ places }) => places.length > 1);
}

type Labels = Extract<Expression, { is: 'map' }>;

const labelsIn = (expression: Expression): Labels[] =>
  [...parts(expression)]
    .flatMap((part) => ('entries' in part ? part.entries : []))
    .filter(([name]) => FIELDS.includes(name))
    .map(([, value]) => value)
    .filter(areLabels);

/** A single label is as short as a variable. */
const areLabels = (value: Expression): value is Labels =>
  value.is === 'map' && value.entries.length > 1 && value.entries.every(([, item]: Entry) => item.is === 'scalar');

/** The id of the construct that an expression creates. */
function idOf(expression: Expression): string {
  const id = expression.is === 'call' ? expression.args[1] : undefined;
  return id?.is === 'scalar' ? String(id.value) : '';
}
