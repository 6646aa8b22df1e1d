/**
 * Compares the rules for updates with what a real API server answered.
 *
 *   npx tsx --tsconfig test/tsconfig.json test/validation/update-cases.ts [--kind Pod,Service]
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { FOLDER } from './cases';
import { typeAndDetail } from '../../src/apimachinery/finding';
import { judgeUpdate, UpdateMethod } from '../../src/validation/update/validate-update';

interface Answer {
  readonly expect: 'accept' | 'reject';
  readonly errors?: readonly string[];
}

export interface UpdateRow extends Answer {
  readonly id: string;
  readonly fault: string;
  readonly old: any;
  readonly new: any;
  readonly state?: string;
  /** What a full replacement gets. */
  readonly put: Answer;
}

const RECORDED_MINOR = 37;
/** What the server says of an expression in CEL. We don't compile it. */
const CEL = /compilation failed|CEL|celOverride|no such overload|undeclared reference|must evaluate to/;
/** States that a manifest does not show. */
const STATUS: Readonly<Record<string, any>> = {
  Pending: { phase: 'Pending' },
  'Pending, not scheduled': { phase: 'Pending' },
  'Bound, storage class allows expansion': { phase: 'Bound' },
};

export function updateRows(): UpdateRow[] {
  const text = gunzipSync(readFileSync(join(FOLDER, 'k8s-updates.jsonl.gz'))).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/** What we say to a row, where that is not what the server says: `false accept …`, `false refusal …`. */
export function disagreement(row: UpdateRow, method: UpdateMethod): string | undefined {
  const answer = method === 'replace' ? row.put : row;
  const status = row.state && STATUS[row.state];
  const { findings } = judgeUpdate(
    status ? { ...row.old, status } : row.old,
    row.new,
    { minor: RECORDED_MINOR },
    method,
  );
  const errors = findings.filter(({ severity }) => severity === 'error');
  if ((answer.expect === 'reject') === errors.length > 0) return undefined;
  if (answer.expect === 'reject' && answer.errors!.every((error) => CEL.test(error))) return undefined;
  const shown = errors.map((finding) => `${finding.path}: ${typeAndDetail(finding)}`).join(' | ');
  const what = errors.length > 0 ? `refusal: ${shown}` : `accept of: ${answer.errors!.join(' | ')}`;
  return `${row.id} ${row.old.kind} ${row.fault} (${row.state ?? ''}) ${method}: false ${what}`;
}

function main(args: readonly string[]): void {
  const kinds = args[args.indexOf('--kind') + 1]?.split(',');
  const rows = updateRows().filter(({ old }) => !args.includes('--kind') || kinds.includes(old.kind));
  const all = rows.flatMap((row) => (['apply', 'replace'] as const).map((method) => disagreement(row, method)));
  const found = all.filter((text) => text !== undefined);
  for (const text of found) console.log(text.slice(0, 700));
  console.log(`${rows.length} rows, ${found.length} disagreements`);
}

if (require.main === module) main(process.argv.slice(2));
