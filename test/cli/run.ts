import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { main } from '../../src/cli/main';

/** What became of a command line. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Where it ran. */
  readonly cwd: string;
}

export interface RunOptions {
  /** Files in the working directory, by their names. */
  readonly files?: { readonly [name: string]: string | Buffer };
  readonly stdin?: string | Buffer;
  /** Whether standard error is a terminal. */
  readonly isTTY?: boolean;
  readonly env?: { readonly [name: string]: string };
}

const directories: string[] = [];
afterAll(() => directories.forEach((directory) => fs.rmSync(directory, { recursive: true, force: true })));

/** A directory of its own, with files in it; it goes away with the tests. */
export function directoryWith(files: RunOptions['files'] = {}): string {
  const directory = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-hkube-')));
  directories.push(directory);
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(directory, name)), { recursive: true });
    fs.writeFileSync(path.join(directory, name), content);
  }
  return directory;
}

/** Runs a command line in a directory of its own. */
export async function run(argv: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const { files, stdin, isTTY = false, env } = options;
  const cwd = directoryWith(files);
  let [out, err] = ['', ''];
  async function* input() {
    if (stdin !== undefined) yield stdin;
  }
  const code = await main(argv, {
    stdin: input(),
    stdout: {
      write: (text) => {
        out += text;
      },
    },
    stderr: {
      write: (text) => {
        err += text;
      },
      isTTY,
    },
    cwd,
    env,
  });
  return { code, out, err, cwd };
}

export const SPEC = { name: 'print', algorithmImage: 'docker.io/acme/print:v4' };
export const JOB = {
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'print' },
  spec: {
    template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'docker.io/acme/print:v4' }] } },
  },
};
/** The same in YAML. */
export const YAML_JOB = `apiVersion: batch/v1
kind: Job
metadata:
  name: print
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
      - name: main
        image: docker.io/acme/print:v4
`;
