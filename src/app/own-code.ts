/** The user's own code in a stack, among that of libraries and Node.js. */

import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that this library was loaded from. */
const OWN_FOLDER = path.dirname(__dirname) + path.sep;

/** `    at new Algorithm (/app/main.ts:12:3)`, with the path and line. */
const FRAME = /^\s*at (?:.*? \()?((?:file:|\/|[A-Za-z]:\\).*?):(\d+)(?::\d+)?\)?$/;

/** The first call in the user's own code: `src/main.ts:12`, relative to the current directory. */
export function placeIn(stack: string): string | undefined {
  for (const line of stack.split('\n')) {
    // Code that was a text has no file.
    if (line.includes('(eval at ')) return undefined;
    const place = placeOfCall(line);
    if (place !== undefined) return place;
  }
  return undefined;
}

function placeOfCall(line: string): string | undefined {
  const [, where, number] = FRAME.exec(line) ?? [];
  const file = where?.startsWith('file:') ? fileURLToPath(where) : where;
  return file !== undefined && isOwnCode(file) ? `${path.relative(process.cwd(), file)}:${number}` : undefined;
}

const isOwnCode = (file: string) =>
  path.isAbsolute(file) && !file.startsWith(OWN_FOLDER) && !file.includes(`${path.sep}node_modules${path.sep}`);

/** What cdk8s throws when constructs report errors. */
const VALIDATION = 'Validation failed with the following errors:';

/**
 * Leaves of an error of validation only the calls in the user's own code: its text says what is wrong, and the calls
 * inside cdk8s hide it. Other errors keep their calls.
 */
export function shortenStack(error: unknown): void {
  if (!(error instanceof Error) || !error.message.startsWith(VALIDATION)) return;
  const { stack } = error;
  const end = typeof stack === 'string' ? stack.indexOf(error.message) + error.message.length : 0;
  if (end < error.message.length) return;
  const calls = stack!.slice(end).split('\n');
  error.stack = [stack!.slice(0, end), ...calls.filter((call) => placeOfCall(call) !== undefined)].join('\n');
}
