/** The command line: arguments in, exit code out. */

import { Command, CommanderError } from 'commander';
import { paintFor } from './colors';
import { COMMANDS, helpOf } from './commands';
import { FINE, Io, WRONG_USE, WrongUse } from './io';
import { packageInfo } from './package-info';
import { oneLine } from '../text/escape';

/**
 * Runs a command line, and answers with the exit code: 0 fine, 1 findings, 2 wrong use.
 *
 * @param argv the arguments, without node and the script
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let run: ((io: Io) => Promise<number>) | undefined;
  const program = commandLine(io, (action) => {
    run = action;
  });
  try {
    program.parse(argv as string[], { from: 'user' });
    return await run!(withColor(io, program));
  } catch (error) {
    // Help and version are not errors; the others are reported already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? FINE : WRONG_USE;
    const head = paintFor(io.stderr, withColor(io, program))('error', 'error');
    if (error instanceof WrongUse) {
      io.stderr.write(`${head}: ${oneLine(error.message)}\n`);
    } else {
      const message = oneLine((error as Error)?.message ?? String(error));
      io.stderr.write(`${head}: a bug in cdk8s-hkube: ${message}\nPlease report it, with the file if you can.\n`);
    }
    return WRONG_USE;
  }
}

const withColor = (io: Io, program: Command): Io => ({ ...io, color: program.opts().color });

/** @param use has an action run, once the whole command line is read */
function commandLine(io: Io, use: (action: (io: Io) => Promise<number>) => void): Command {
  const program = new Command('cdk8s-hkube')
    .description('Turns HKube algorithms into Kubernetes manifests, and validates both.')
    .version(packageInfo().version, '-V, --version', 'print the version')
    .option('--color', 'color text, even if standard output is not a terminal')
    .option('--no-color', 'color nothing')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
    })
    .showHelpAfterError('(--help tells more)')
    .addHelpText(
      'after',
      `
Examples:
  cdk8s-hkube synth print.json | kubectl apply -f -
  cdk8s-hkube validate print.json manifests/
  cdk8s-hkube diff main/dist branch/dist
  cdk8s-hkube diagram print.json > review.md
  cdk8s-hkube convert deployment.yaml > main.ts
  cdk8s-hkube explain print`,
    );
  for (const each of COMMANDS) {
    const command = program.command(each.name).description(each.description).addHelpText('after', helpOf(each));
    for (const [name, description] of Object.entries(each.args)) command.argument(name, description);
    for (const option of each.options) command.addOption(option);
    command.action(() => use((those) => each.run(command.processedArgs, command.opts(), those)));
  }
  return program;
}
