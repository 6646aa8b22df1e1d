/** The process `cdk8s-hkube`: see main.ts. */

import * as fs from 'node:fs';
import * as v8 from 'node:v8';
import { main } from './main';
import { reason } from '../text/file';

// Node 20 optimizes code that has run only for a moment, and most of our runs last seconds. Others lack this flag.
if (process.versions.node.startsWith('20.')) v8.setFlagsFromString('--interrupt-budget=500000');

// The reader of our output may stop early: `cdk8s-hkube synth … | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') process.stderr.write(`error: cannot write: ${reason(error)}\n`);
  process.exit(error.code === 'EPIPE' ? 0 : 2);
});
process.stderr.on('error', () => process.exit(2));

function isPiped(): boolean {
  try {
    const stats = fs.fstatSync(0);
    return stats.isFIFO() || (stats.isFile() && stats.size > 0);
  } catch {
    // Standard input may be closed.
    return false;
  }
}

const stdin = Object.assign(process.stdin, { isPiped: isPiped() });
const { stdout, stderr, env } = process;
void main(process.argv.slice(2), { stdin, stdout, stderr, env, cwd: process.cwd() }).then((code) => {
  process.exitCode = code;
});
