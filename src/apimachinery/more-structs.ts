/** The structs that few runs need. Their text is taken apart when the first of them is asked for. */
import { CLUSTER_KINDS, MORE_KINDS, MORE_STRUCTS } from './more-structs.generated';

/** Lines of a key and a value. */
function parseLines(text: string, endOfKey: (line: string) => number): ReadonlyMap<string, string> {
  const lines = text.slice(1, -1).split('\n');
  return new Map(
    lines.map((line) => {
      const end = endOfKey(line);
      return [line.slice(0, end), line.slice(end + 1)];
    }),
  );
}

const firstSpace = (line: string) => line.indexOf(' ');
const lastSpace = (line: string) => line.lastIndexOf(' ');

let structs: ReadonlyMap<string, string> | undefined;
let clusterKinds: ReadonlyMap<string, string> | undefined;
let kinds: ReadonlyMap<string, string> | undefined;

/** The fields of a struct, as in `STRUCTS`. */
export function moreFields(struct: string): string | undefined {
  structs ??= parseLines(MORE_STRUCTS, firstSpace);
  return structs.get(struct);
}

/** The name of a kind's struct. */
export function structOfKind(apiVersion: string, kind: string): string {
  kinds ??= parseLines(MORE_KINDS, lastSpace);
  return kinds.get(`${apiVersion} ${kind}`) ?? kind;
}

/** Whether objects of a kind of Kubernetes' own are in no namespace. */
export function isClusterScoped(group: string, kind: string): boolean {
  clusterKinds ??= parseLines(CLUSTER_KINDS, firstSpace);
  return clusterKinds.get(group)?.split(',').includes(kind) ?? false;
}
