/** Runs programs as whole processes, in turns, so that all of them meet the same machine. */
import { fork } from 'node:child_process';

/** What a process took. Times are in seconds. */
export interface Sample {
  /** From start to end, by the clock. */
  readonly wall: number;
  /** Of all its threads. */
  readonly cpu: number;
  /** CPU time after everything was loaded. */
  readonly work: number;
  /** The most memory that was in use, in MiB. */
  readonly memory: number;
}

/** A program and its arguments. */
export type Command = readonly [program: string, ...args: unknown[]];

function run([program, ...args]: Command, execArgv: string[]): Promise<Sample> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = fork(program, args.map(String), { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], execArgv });
    let took: { cpu: number; work: number; memory: number } | undefined;
    let stderr = '';
    child.stderr!.on('data', (chunk) => (stderr += chunk));
    child.on('message', (message: any) => (took = message));
    child.on('error', reject);
    child.on('close', (code) => {
      if (!took || code !== 0) return reject(new Error(`${program} ${args.join(' ')}:\n${stderr}`));
      const wall = (performance.now() - start) / 1000;
      resolve({ wall, cpu: took.cpu / 1000, work: took.work / 1000, memory: took.memory });
    });
  });
}

const median = (numbers: number[]): number => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Medians for each command, after one run that is not counted. */
export async function measure<N extends string>(
  commands: Readonly<Record<N, Command>>,
  rounds: number,
  execArgv: string[] = [],
): Promise<Record<N, Sample>> {
  const names = Object.keys(commands) as N[];
  const samples = new Map(names.map((name) => [name, [] as Sample[]]));
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const sample = await run(commands[name], execArgv);
      if (round > 0) samples.get(name)!.push(sample);
    }
  }
  const middle = (name: N, field: keyof Sample) => median(samples.get(name)!.map((sample) => sample[field]));
  return Object.fromEntries(
    names.map((name) => [
      name,
      {
        wall: middle(name, 'wall'),
        cpu: middle(name, 'cpu'),
        work: middle(name, 'work'),
        memory: middle(name, 'memory'),
      },
    ]),
  ) as Record<N, Sample>;
}
