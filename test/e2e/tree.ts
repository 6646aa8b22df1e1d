/** JSON trees, edited by path. Keys such as `__proto__` are keys like any other. */

export type Path = ReadonlyArray<string | number>;

export const REMOVED = Symbol('removed');

const isTree = (value: unknown): value is object => typeof value === 'object' && value !== null;

export function valueAt(root: unknown, path: Path): any {
  let value: any = root;
  for (const step of path) value = isTree(value) && Object.hasOwn(value, step) ? (value as any)[step] : undefined;
  return value;
}

/** A copy in which the value at the path is changed, or gone when the change says `REMOVED`. */
export function edit(root: any, path: Path, change: (value: any) => any): any {
  if (path.length === 0) return change(root);
  const [step, ...rest] = path;
  if (Array.isArray(root)) {
    const changed = edit(root[step as number], rest, change);
    return changed === REMOVED
      ? root.filter((_, i) => i !== step)
      : root.map((item, i) => (i === step ? changed : item));
  }
  const entries = new Map(Object.entries(root));
  const changed = edit(entries.get(String(step)), rest, change);
  if (changed === REMOVED) entries.delete(String(step));
  else entries.set(String(step), changed);
  return Object.fromEntries(entries);
}

/** The paths of all values but the root, parents before children. */
export function allPaths(root: unknown): Path[] {
  const paths: Path[] = [];
  const visit = (value: unknown, path: Path) => {
    if (!isTree(value)) return;
    const steps = Array.isArray(value) ? value.keys() : Object.keys(value);
    for (const step of steps) {
      const child = [...path, step];
      paths.push(child);
      visit((value as any)[step], child);
    }
  };
  visit(root, []);
  return paths;
}

export const clone = <T>(value: T): T => JSON.parse(JSON.stringify(value));

/** `spec.containers[0].name`, `metadata.labels[acme.io/a]` */
export function pathText(path: Path): string {
  return path
    .map((step, i) =>
      typeof step === 'number' || !/^[A-Za-z]\w*$/.test(step) ? `[${step}]` : i === 0 ? step : `.${step}`,
    )
    .join('');
}
