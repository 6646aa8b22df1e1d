/** What somebody meant by a text that is almost a quantity. */

import { isQuantity } from '../quantity';

/** Units as people write them, in lower case, and as the API server knows them. */
const UNITS: Record<string, readonly string[]> = {
  b: [''],
  byte: [''],
  bytes: [''],
  core: [''],
  cores: [''],
  cpu: [''],
  cpus: [''],
  mcpu: ['m'],
  millicores: ['m'],
  ...Object.fromEntries(
    ['k', 'm', 'g', 't', 'p', 'e'].flatMap((letter) => {
      const binary = `${letter.toUpperCase()}i`;
      const both = [binary, letter === 'k' ? 'k' : letter.toUpperCase()];
      return [
        [letter, both],
        [`${letter}b`, both],
        [`${letter}i`, [binary]],
        [`${letter}ib`, [binary]],
      ];
    }),
  ),
};

/** `Did you mean "512Mi" or "512M"?`, or an example of a quantity. */
export function quantityHint(value: unknown): string {
  const [only, ...others] = Array.isArray(value) ? value : [];
  if (others.length === 0 && typeof only === 'string' && isQuantity(only)) return `write ${JSON.stringify(only)}`;
  const meant = typeof value === 'string' ? quantitiesLike(value) : [];
  if (meant.length > 0) return `did you mean ${meant.map((text) => JSON.stringify(text)).join(' or ')}?`;
  return 'write a quantity, such as "500m", "2" or "256Mi"';
}

/** The quantities that a text may mean, each with its unit. */
export function quantitiesLike(text: string): string[] {
  const [, number, unit] = /^\s*([+-]?(?:\d+(?:[.,]\d+)?|[.,]\d+))\s*([A-Za-z]*)\s*$/.exec(text) ?? [];
  if (number === undefined) return [];
  // Thousandths of a core are m, and millions of bytes M.
  const units = isQuantity(`1${unit}`) ? [unit] : (UNITS[unit.toLowerCase()] ?? []);
  return units.map((each) => `${number.replace(',', '.')}${each}`).filter(isQuantity);
}
