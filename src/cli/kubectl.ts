/** Asks kubectl. */

import { spawn } from 'node:child_process';
import { WrongUse } from './io';
import { objectsAt, textAt } from '../text/json-value';

/** Milliseconds. */
const TIMEOUT = 30_000;
/** Longer texts JavaScript has no room for. */
const MAX_SIZE = 500 * 1024 * 1024;

export interface KubectlOptions {
  readonly namespace?: string;
  readonly context?: string;
}

/** What kubectl found, and what it could not. */
export interface Answer {
  readonly objects: unknown;
  /** Kinds that it may not read, for one. */
  readonly complaint: string;
}

/**
 * What `kubectl get` finds.
 *
 * @param what kinds, and whatever else belongs behind `get`
 * @throws WrongUse when there is no kubectl, or it has no answer
 */
export async function kubectlGet(
  what: readonly string[],
  { namespace, context }: KubectlOptions,
  timeout = TIMEOUT,
): Promise<Answer> {
  const place = [
    ...(namespace === undefined ? [] : [`--namespace=${namespace}`]),
    ...(context === undefined ? [] : [`--context=${context}`]),
  ];
  const { out, err } = await run('kubectl', ['get', ...what, '--output=json', ...place], timeout);
  const complaint = sentence(err);
  try {
    return { objects: JSON.parse(out), complaint };
  } catch {
    throw new WrongUse(`kubectl: ${complaint || 'it answered with something else than JSON'}`);
  }
}

/** The namespace that kubectl looks at when it is given none; undefined when it has no context that says so. */
export async function kubectlNamespace(context: string | undefined, timeout = TIMEOUT): Promise<string | undefined> {
  try {
    const args = [
      'config',
      'view',
      '--minify',
      '--output=json',
      ...(context === undefined ? [] : [`--context=${context}`]),
    ];
    const [first] = objectsAt(JSON.parse((await run('kubectl', args, timeout)).out), 'contexts');
    return first && (textAt(first, 'context', 'namespace') || 'default');
  } catch {
    return undefined;
  }
}

async function run(
  program: string,
  args: readonly string[],
  timeout: number,
): Promise<{ readonly out: string; readonly err: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: process.env, windowsHide: true });
    const chunks: { readonly out: Buffer[]; readonly err: Buffer[] } = { out: [], err: [] };
    let size = 0;
    const fail = (message: string) => {
      clearTimeout(timer);
      // Its own children may keep the pipes open.
      child.stdout.destroy();
      child.stderr.destroy();
      child.kill('SIGKILL');
      reject(new WrongUse(message));
    };
    const timer = setTimeout(
      () => fail(`kubectl did not answer within ${timeout / 1000} seconds. ${INSTEAD}`),
      timeout,
    );
    const collect = (to: Buffer[]) => (chunk: Buffer) => {
      to.push(chunk);
      size += chunk.length;
      if (size > MAX_SIZE) fail('kubectl answers with more than 500 MiB: name what you want to know about');
    };
    child.stdout.on('data', collect(chunks.out));
    child.stderr.on('data', collect(chunks.err));
    child.on('error', (error: NodeJS.ErrnoException) =>
      fail(
        error.code === 'ENOENT'
          ? `there is no kubectl on the PATH. ${INSTEAD}`
          : `kubectl could not be started: ${error.code ?? error.message}`,
      ),
    );
    child.on('close', () => {
      clearTimeout(timer);
      resolve({ out: Buffer.concat(chunks.out).toString(), err: Buffer.concat(chunks.err).toString() });
    });
  });
}

const INSTEAD = 'Where there is one that does, run: kubectl get pods,jobs,events -o json | cdk8s-hkube explain';

/** A line of kubectl's own log, which says what its last line says better. */
const LOG = /^[IWEF]\d{4} \d\d:\d\d:\d\d\./;

/** What it wrote to standard error, on one line. It tries several times, and says the same each time. */
function sentence(text: string): string {
  const lines = text.trim().split(/\s*\n\s*/);
  const told = lines.filter((line) => !LOG.test(line));
  return [...new Set(told.length > 0 ? told : lines)].join('; ');
}
