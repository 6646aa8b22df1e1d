/** Runs kubectl. */

import { spawn } from 'node:child_process';
import { WrongUse } from './io';
import { objectsAt, textAt } from '../text/json-value';

/** Milliseconds. */
const TIMEOUT = 30_000;
/** JavaScript cannot hold longer strings. Bytes. */
const MAX_SIZE = 500 * 1024 * 1024;

export interface KubectlOptions {
  readonly namespace?: string;
  readonly context?: string;
}

/** The objects that kubectl found, and its messages. */
export interface Answer {
  readonly objects: unknown;
  /** What kubectl wrote to standard error, such as kinds that it must not read; empty for nothing. */
  readonly complaint: string;
}

/**
 * The objects that `kubectl get` finds.
 *
 * @param what the arguments of `get`: kinds and more
 * @throws WrongUse when kubectl is missing or fails
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
    throw new WrongUse(`kubectl: ${complaint || 'its output is not JSON'}`);
  }
}

/** The namespace that kubectl uses by default; undefined when it has no such context. */
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
      // kubectl's child processes may keep the pipes open.
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
      if (size > MAX_SIZE) fail('kubectl printed more than 500 MiB: select fewer objects, by a NAME or labels (-l)');
    };
    child.stdout.on('data', collect(chunks.out));
    child.stderr.on('data', collect(chunks.err));
    child.on('error', (error: NodeJS.ErrnoException) =>
      fail(
        error.code === 'ENOENT'
          ? `kubectl is not on the PATH. ${INSTEAD}`
          : `kubectl could not be started: ${error.code ?? error.message}`,
      ),
    );
    child.on('close', () => {
      clearTimeout(timer);
      resolve({ out: Buffer.concat(chunks.out).toString(), err: Buffer.concat(chunks.err).toString() });
    });
  });
}

const INSTEAD =
  'Or run kubectl elsewhere and pipe its output: kubectl get pods,jobs,events -o json | cdk8s-hkube explain';

/** A line of kubectl's log. Its last message says the same more clearly. */
const LOG = /^[IWEF]\d{4} \d\d:\d\d:\d\d\./;

/** What kubectl wrote to standard error, on one line. It retries, and then repeats its message. */
function sentence(text: string): string {
  const lines = text.trim().split(/\s*\n\s*/);
  const told = lines.filter((line) => !LOG.test(line));
  return [...new Set(told.length > 0 ? told : lines)].join('; ');
}
