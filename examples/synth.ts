/**
 * Synthesizes all examples, or those that are named: `npm run synth -- cron-job`. A mistake is reported in the words of
 * the library, without a stack trace.
 */
import * as fs from 'fs';
import * as path from 'path';
import { pathToFileURL } from 'url';

const names = fs
  .readdirSync(__dirname)
  .filter((name) => fs.existsSync(path.join(__dirname, name, 'main.ts')))
  .sort();

async function synth(name: string): Promise<boolean> {
  if (!names.includes(name)) {
    console.error(`There is no example "${name}". Examples: ${names.join(', ')}`);
    return false;
  }
  const outdir = path.join('dist', 'examples', name);
  process.env.CDK8S_OUTDIR = outdir;
  fs.rmSync(outdir, { recursive: true, force: true });
  try {
    await import(pathToFileURL(path.join(__dirname, name, 'main.ts')).href);
    for (const file of fs.readdirSync(outdir)) console.log(path.join(outdir, file));
    return true;
  } catch (e) {
    console.error(`examples/${name}: ${(e as Error).message}`);
    return false;
  }
}

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  for (const name of wanted.length > 0 ? wanted : names) {
    if (!(await synth(name))) process.exitCode = 1;
  }
}

void main();
