/**
 * The table of docs/kinds.md.
 *
 *   npx tsx --tsconfig test/tsconfig.json test/docs/kinds.ts   # writes it anew
 */
import * as fs from 'fs';
import * as path from 'path';
import { allKinds, NEWEST_MINOR, OLDEST_MINOR, servedRange } from '../../src/apimachinery/schema';
import { ValidationLevel, validationLevel } from '../../src/validation/validate';

export const FILE = path.join(__dirname, '..', '..', 'docs', 'kinds.md');

const MINORS = Array.from({ length: NEWEST_MINOR - OLDEST_MINOR + 1 }, (_, i) => NEWEST_MINOR - i);
const HEAD = ['| API version | validated | decoded only |', '|---|---|---|'];

/** A row for each API version, with its kinds; in parentheses the versions of Kubernetes that serve them. */
export function kindsTable(): string {
  const kinds = new Map<string, Set<string>>();
  for (const [apiVersion, kind] of MINORS.flatMap((minor) => allKinds(minor))) {
    kinds.set(apiVersion, (kinds.get(apiVersion) ?? new Set()).add(kind));
  }
  const rows = [...kinds].map(([apiVersion, names]) => {
    const cell = (level: ValidationLevel) =>
      [...names]
        .filter((kind) => levelOf(apiVersion, kind) === level)
        .sort()
        .map((kind) => `${kind}${versions(apiVersion, kind)}`)
        .join(', ');
    return `| \`${apiVersion}\` | ${cell('validated')} | ${cell('decoded only')} |`;
  });
  return [...HEAD, ...rows.sort()].join('\n');
}

/** In the newest version that serves the kind. */
const levelOf = (apiVersion: string, kind: string) =>
  validationLevel(apiVersion, kind, servedRange(apiVersion, kind)[1]);

function versions(apiVersion: string, kind: string): string {
  const [since, until] = servedRange(apiVersion, kind);
  if (since === OLDEST_MINOR && until === NEWEST_MINOR) return '';
  return since === until ? ` (1.${since})` : ` (1.${since}–1.${until})`;
}

/** The table in a text. */
export function tableIn(text: string): string {
  const start = text.indexOf(HEAD[0]);
  return text.slice(start).split('\n\n')[0].trimEnd();
}

if (require.main === module) {
  const text = fs.readFileSync(FILE, 'utf8');
  fs.writeFileSync(
    FILE,
    text.replace(tableIn(text), () => kindsTable()),
  );
}
