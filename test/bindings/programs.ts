/** Runs programs, and compares what they write with what the same program in TypeScript writes. */
import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';

const ROOT = path.join(__dirname, '..', '..');
const TSX = [path.join(ROOT, 'node_modules/tsx/dist/cli.mjs'), '--tsconfig', path.join(ROOT, 'test/tsconfig.json')];

/** jsii warns about versions of Node.js that are no longer supported, but not about those that this names. */
export const QUIET = { JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: process.versions.node.split('.')[0] };

/** What a program wrote, and the findings of its synthesis. */
export interface Outcome {
  readonly files: { readonly [name: string]: string };
  readonly findings: readonly string[];
  readonly warnings: readonly string[];
  readonly stdout: string;
}

/** What follows a prefix, once each. Only TypeScript knows the line of a construct. */
function reported(stderr: string, prefix: string): string[] {
  const lines = stderr.matchAll(new RegExp(`^${prefix}(\\[.*?)(?: \\(\\S+:\\d+\\))?$`, 'gm'));
  return [...new Set([...lines].map(([, finding]) => finding))];
}

/** Runs a program in a folder. */
export async function runProgram(command: string, args: readonly string[], cwd: string): Promise<Outcome> {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'program-'));
  const env = { ...process.env, CDK8S_OUTDIR: outdir, ...QUIET };
  try {
    const { stdout, stderr, error } = await promisify(execFile)(command, args, { cwd, env }).then(
      (printed) => ({ ...printed, error: undefined }),
      (failure: Error & { stdout: string; stderr: string }) => ({ ...failure, error: failure }),
    );
    const findings = error ? reported(stderr, ' {2}') : [];
    if (error && findings.length === 0) throw new Error(stderr || error.message);
    const names = fs
      .readdirSync(outdir, { recursive: true, encoding: 'utf8' })
      .filter((name) => fs.statSync(path.join(outdir, name)).isFile())
      .sort();
    const files = names.map((name) => [name, fs.readFileSync(path.join(outdir, name), 'utf8')]);
    return { files: Object.fromEntries(files), findings, warnings: reported(stderr, 'Warning: '), stdout };
  } finally {
    fs.rmSync(outdir, { recursive: true });
  }
}

/** @param file in TypeScript */
export const runTypeScript = (file: string) => runProgram(process.execPath, [...TSX, file], path.dirname(file));

/** The difference between what a TypeScript program and another one write. */
export function differenceOf(typescript: Outcome, other: Outcome): string | undefined {
  if (Object.keys(typescript.files).length === 0 && typescript.findings.length === 0) return 'it prints nothing';
  const [expected, printed] = [typescript, other].map(({ files, findings, warnings }) =>
    JSON.stringify({ files, findings, warnings }, null, 1).replaceAll('\\n', '\n'),
  );
  return expected === printed ? undefined : `TypeScript:\n${expected}\nthe other one:\n${printed}`;
}

/** Counts what passed, and sets the exit code. */
export class Results {
  private passed = 0;
  private failed = 0;

  /** @param check fails by what it throws, or by the problem that it answers with */
  public async add(name: string, check: () => Promise<string | undefined | void>): Promise<void> {
    const problem = await check().catch((error: Error) => error.message);
    if (problem === undefined) this.passed++;
    else this.failed++;
    console.log(problem === undefined ? `ok: ${name}` : `FAILED: ${name}\n${problem}`);
  }

  public report(): void {
    console.log(`${this.passed} passed, ${this.failed} failed`);
    if (this.failed > 0) process.exitCode = 1;
  }
}
