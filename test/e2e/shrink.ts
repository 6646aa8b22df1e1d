import { allPaths, edit, Path, REMOVED, valueAt } from './tree';

/**
 * The smallest manifest that still does what this one does, as far as it is found by leaving things out.
 *
 * @param stillDoes whether a candidate does; asked at most `budget` times
 */
export async function shrink(
  manifest: any,
  stillDoes: (candidate: any) => Promise<boolean>,
  budget = 500,
): Promise<any> {
  let current = manifest;
  let left = budget;
  const tried = new Set<string>();
  const attempt = async (candidate: any) => {
    const text = JSON.stringify(candidate);
    if (
      left <= 0 ||
      tried.has(text) ||
      candidate.apiVersion !== manifest.apiVersion ||
      candidate.kind !== manifest.kind
    ) {
      return false;
    }
    tried.add(text);
    left--;
    if (!(await stillDoes(candidate))) return false;
    current = candidate;
    return true;
  };

  for (let progress = true; progress && left > 0;) {
    progress = false;
    // Parents come first: what is gone takes its children along.
    for (let i = 0, paths = allPaths(current); i < paths.length && left > 0;) {
      const path = paths[i];
      if ((await attempt(edit(current, path, () => REMOVED))) || (await attemptSmaller(path))) {
        progress = true;
        paths = allPaths(current);
      } else {
        i++;
      }
    }
  }
  return current;

  async function attemptSmaller(path: Path): Promise<boolean> {
    for (const smaller of smallerValues(valueAt(current, path))) {
      if (await attempt(edit(current, path, () => smaller))) return true;
    }
    return false;
  }
}

const MANY = 4;
const SHORT = 8;

/** Halves of long lists and texts. */
function smallerValues(value: unknown): unknown[] {
  if (Array.isArray(value) && value.length > MANY) return halves(value);
  if (typeof value === 'string' && value.length > SHORT) return halves(value);
  return [];
}

function halves<T extends unknown[] | string>(value: T): unknown[] {
  const middle = Math.ceil(value.length / 2);
  return [value.slice(0, middle), value.slice(middle)];
}
