import { sortedByKey } from '../../text/json-value';

/** A text that is the same for values that the server takes for the same: nothing, false and empty are alike. */
export function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, part) => {
      if (part === null || part === false || part === '') return undefined;
      if (Array.isArray(part) && part.length === 0) return undefined;
      if (typeof part !== 'object' || Array.isArray(part)) return part;
      return sortedByKey(part);
    }) ?? ''
  );
}
