/** Suggests what was probably meant by an unknown name. */

/** Names beyond these bounds are not typos, and comparing them would cost too much. */
const MAX_LENGTH = 64;
const MAX_CANDIDATES = 50;
const MAX_SHOWN = 10;
/** Shorter beginnings of names tell nothing. */
const MIN_BEGINNING = 4;

/** How many letters must be inserted, removed, replaced or swapped with a neighbour; `max + 1` for more than `max`. */
function editDistance(a: string, b: string, max: number): number {
  if (Math.abs(a.length - b.length) > max) return max + 1;
  // A common beginning and end need not be compared.
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return distance(a.slice(start, a.length - end), b.slice(start, b.length - end), max);
}

function distance(a: string, b: string, max: number): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > max) return max + 1;
    [before, above] = [above, row];
  }
  return above[b.length];
}

/**
 * The candidate that resembles the name most; undefined when none does. Case is ignored.
 *
 * @param most how many letters may differ; never more than a third
 */
export function nearest(name: string, candidates: Iterable<string>, most = Infinity): string | undefined {
  if (name === '' || name.length > MAX_LENGTH) return undefined;
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let bound = Math.min(most, Math.max(1, Math.floor(wanted.length / 3)));
  let left = MAX_CANDIDATES;
  for (const candidate of candidates) {
    if (left-- === 0) break;
    if (candidate === '' || candidate.length > MAX_LENGTH) continue;
    const edits = editDistance(wanted, candidate.toLowerCase(), bound);
    if (edits > bound) continue;
    best = candidate;
    bound = edits - 1;
    if (bound < 0) break;
  }
  return best;
}

/** Short forms that kubectl prints. */
const SHORT: Record<string, string> = {
  RWO: 'ReadWriteOnce',
  ROX: 'ReadOnlyMany',
  RWX: 'ReadWriteMany',
  RWOP: 'ReadWriteOncePod',
};

/** The word that a short form stands for. */
export const longForm = (text: string): string | undefined =>
  Object.hasOwn(SHORT, text.toUpperCase()) ? SHORT[text.toUpperCase()] : undefined;

/** `Did you mean "x"?`, or undefined. */
export function didYouMean(name: unknown, candidates: Iterable<string>): string | undefined {
  const all = [...candidates];
  const long = typeof name === 'string' ? all.find((candidate) => longForm(name) === candidate) : undefined;
  const meant = long ?? (typeof name === 'string' ? (nearest(name, all) ?? continued(name, all)) : undefined);
  return meant === undefined || meant === name ? undefined : `Did you mean ${JSON.stringify(meant)}?`;
}

/** The only candidate that begins with a name. */
function continued(name: string, candidates: readonly string[]): string | undefined {
  if (name.length < MIN_BEGINNING) return undefined;
  const found = candidates.filter((candidate) => candidate.toLowerCase().startsWith(name.toLowerCase()));
  return found.length === 1 ? found[0] : undefined;
}

/** As long as a name may be in Kubernetes. */
const MAX_NAME = 253;

/** `Did you mean "my-job"?` for names in another style, such as `MyJob`; undefined if that would be wrong, too. */
export function didYouMeanName(name: string, mistakesIn: (name: string) => string[]): string | undefined {
  // Anything else may be a variable that has no value yet.
  if (name.length > MAX_NAME || !/^[A-Za-z0-9._ -]+$/.test(name)) return undefined;
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[_ ]/);
  const meant = words.filter((word) => word !== '').join('-');
  return meant === name || mistakesIn(meant).length > 0 ? undefined : `Did you mean ${JSON.stringify(meant)}?`;
}

/** `Declared volumes: "a", "b". Did you mean "a"?` for a name that is not declared. */
export function declared(what: string, name: unknown, candidates: readonly string[]): string {
  if (candidates.length === 0) return `No ${what} declared.`;
  const shown = candidates
    .slice(0, MAX_SHOWN)
    .map((candidate) => JSON.stringify(candidate))
    .join(', ');
  const more = candidates.length > MAX_SHOWN ? ` and ${candidates.length - MAX_SHOWN} more` : '';
  const question = didYouMean(name, candidates);
  return `Declared ${what}: ${shown}${more}.${question ? ` ${question}` : ''}`;
}
