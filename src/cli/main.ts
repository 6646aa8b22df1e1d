/** The command line: arguments in, exit code out. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { diagram, DiagramFormat, DIAGRAM_FORMATS } from './diagram';
import { diff } from './diff';
import { explain } from './explain';
import { FINE, Io, WRONG_USE, WrongUse } from './io';
import { FORMATS, Format } from './report';
import { synth, SynthFormat, SYNTH_FORMATS } from './synth';
import { validate } from './validate';
import { minorVersions } from './version-range';
import { dnsLabel } from '../apimachinery/formats';
import { NEWEST_MINOR, OLDEST_MINOR } from '../apimachinery/schema';
import { minorVersion } from '../apimachinery/version';
import { WARNING_RULES } from '../app/warnings';
import { WorkloadKind, WORKLOADS } from '../hkube/rendered-spec';
import { PodSecurityProfile } from '../render/pod-security-profile';
import { oneLine } from '../text/escape';
import { didYouMean } from '../text/suggest';
import { cronScheduleError } from '../validation/objects/cron-schedule';
import { UPDATE_METHODS, UpdateMethod } from '../validation/update/validate-update';

const FILES_HELP = `
FILE is a JSON or YAML file (read as kubectl reads it), a directory with all
that is in it (.json, .yaml, .yml), a pattern in quotes ('specs/**/*.json'), or
- for standard input.

Exit codes: 0 all is fine, 1 something is wrong with the files, 2 something is
wrong with the command.`;

/**
 * Runs a command line, and answers with the exit code: 0 fine, 1 findings, 2 wrong use.
 *
 * @param argv the arguments, without node and the script
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let run: (() => Promise<number>) | undefined;
  const program = commands(io, (action) => {
    run = action;
  });
  try {
    program.parse(argv as string[], { from: 'user' });
    return await run!();
  } catch (error) {
    // Help and version are not errors; the others are reported already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? FINE : WRONG_USE;
    if (error instanceof WrongUse) {
      io.stderr.write(`error: ${oneLine(error.message)}\n`);
    } else {
      const message = oneLine((error as Error)?.message ?? String(error));
      io.stderr.write(`error: a bug in cdk8s-hkube: ${message}\nPlease report it, with the file if you can.\n`);
    }
    return WRONG_USE;
  }
}

/** Has an action run, once the whole command line is read. */
type Use = (action: () => Promise<number>) => void;

function commands(io: Io, use: Use): Command {
  const program = new Command('cdk8s-hkube')
    .description('Turns HKube algorithms into Kubernetes manifests, and validates both.')
    .version(version(), '-V, --version', 'print the version')
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
  cdk8s-hkube explain print`,
    );

  addSynth(program, io, use);
  addValidate(program, io, use);
  addDiff(program, io, use);
  addDiagram(program, io, use);
  addExplain(program, io, use);
  return program;
}

function addSynth(program: Command, io: Io, use: Use): void {
  program
    .command('synth')
    .description('Turns HKube specs into Kubernetes manifests.')
    .argument('<FILE...>', 'HKube specs')
    .option('--outdir <DIR>', 'write NAME.k8s.yaml files into this directory, instead of all to standard output')
    .addOption(new Option('-o, --output <FORMAT>', 'format of the manifests').choices(SYNTH_FORMATS).default('yaml'))
    .addOption(workloadOption('what runs the algorithm; hkube is the worker Job that HKube itself creates'))
    .option('--schedule <CRON>', 'when a cronjob runs, such as "0 3 * * *"')
    .option('-n, --namespace <NS>', 'namespace of the manifests')
    .addOption(versionOption('version of the cluster'))
    .addOption(podSecurityOption('fill in what the standard asks for, and hold the pods to it'))
    .addOption(clusterOptionsOption())
    .addOption(excludeOption())
    .addHelpText(
      'after',
      `${FILES_HELP}

Examples:
  cdk8s-hkube synth print.json | kubectl apply -f -
  cdk8s-hkube synth specs/ --outdir manifests --namespace batch
  cdk8s-hkube synth print.json --workload cronjob --schedule '0 3 * * *'
  cat print.json | cdk8s-hkube synth - --workload hkube --cluster-options cluster.yaml`,
    )
    .action((files: string[], options: Record<string, any>) =>
      use(() =>
        synth(
          files,
          {
            outdir: outdir(options),
            output: options.output as SynthFormat,
            exclude: options.exclude,
            podSecurity: options.podSecurity as PodSecurityProfile | undefined,
            workload: options.workload as WorkloadKind,
            schedule: schedule(options),
            namespace: namespace(options),
            kubernetesVersion: options.kubernetesVersion,
            minor: minor(options),
            clusterOptions: clusterOptions(options, files),
          },
          io,
        ),
      ),
    );
}

function addValidate(program: Command, io: Io, use: Use): void {
  program
    .command('validate')
    .description('Validates HKube specs and Kubernetes manifests.')
    .argument('<FILE...>', 'HKube specs and manifests')
    .addOption(new Option('-o, --output <FORMAT>', 'how the report is printed').choices(FORMATS).default('text'))
    .addOption(workloadOption('what runs the algorithms of specs, as for synth'))
    .addOption(versionOption('version that judges, or versions, such as 1.34..1.37'))
    .addOption(podSecurityOption('hold the pods to this Pod Security Standard'))
    .addOption(clusterOptionsOption())
    .addOption(excludeOption())
    .addOption(listOption('--ignore <RULE>', 'report no warnings of this rule, such as WARN-IMAGE-LATEST; repeatable'))
    .addOption(listOption('--skip <KIND>', "don't validate objects of this kind, such as RayJob; repeatable"))
    .option('--warnings-as-errors', 'count warnings as errors')
    .option('--fail-on-not-validated', 'exit code 1 when custom resources or other files were not validated')
    .addHelpText(
      'after',
      `${FILES_HELP}

Examples:
  cdk8s-hkube validate print.json manifests/
  cdk8s-hkube validate 'specs/**/*.yaml' --kubernetes-version 1.31 --warnings-as-errors
  kubectl get jobs -A -o yaml | cdk8s-hkube validate - --output junit > report.xml`,
    )
    .action((files: string[], options: Record<string, any>) =>
      use(() =>
        validate(
          files,
          {
            output: options.output as Format,
            workload: options.workload as WorkloadKind,
            // Any will do: it is not a part of the spec.
            schedule: '0 0 * * *',
            minors: minors(options),
            clusterOptions: clusterOptions(options, files),
            podSecurity: options.podSecurity as PodSecurityProfile | undefined,
            exclude: options.exclude,
            ignore: ignore(options),
            skip: options.skip,
            warningsAsErrors: options.warningsAsErrors === true,
            failOnNotValidated: options.failOnNotValidated === true,
          },
          io,
        ),
      ),
    );
}

function addDiff(program: Command, io: Io, use: Use): void {
  program
    .command('diff')
    .description('Shows what becomes of the objects of OLD when NEW is applied, and what the API server refuses.')
    .argument('<OLD>', 'manifests that were applied, or objects as the cluster has them')
    .argument('<NEW>', 'manifests that take their place')
    .addOption(new Option('-o, --output <FORMAT>', 'how the report is printed').choices(FORMATS).default('text'))
    .addOption(
      new Option('-m, --method <METHOD>', 'how NEW gets into the cluster').choices(UPDATE_METHODS).default('apply'),
    )
    .addOption(versionOption('version that judges, or versions, such as 1.34..1.37'))
    .option('--warnings-as-errors', 'count warnings as errors')
    .addHelpText(
      'after',
      `${FILES_HELP}

Examples:
  cdk8s-hkube diff main/dist branch/dist
  kubectl get jobs,services -o yaml | cdk8s-hkube diff - dist/app.k8s.yaml`,
    )
    .action((before: string, after: string, options: Record<string, any>) =>
      use(() =>
        diff(
          before,
          after,
          {
            output: options.output as Format,
            method: options.method as UpdateMethod,
            minor: minor(options),
            warningsAsErrors: options.warningsAsErrors === true,
          },
          io,
        ),
      ),
    );
}

function addDiagram(program: Command, io: Io, use: Use): void {
  program
    .command('diagram')
    .description('Draws the pods of HKube specs and Kubernetes manifests, as Mermaid flowcharts.')
    .argument('<FILE...>', 'HKube specs and manifests')
    .addOption(
      new Option('-o, --output <FORMAT>', 'Markdown with a diagram for each workload, or the one diagram')
        .choices(DIAGRAM_FORMATS)
        .default('markdown'),
    )
    .addOption(workloadOption('what runs the algorithms of specs, as for synth', ['job', 'deployment', 'hkube']))
    .addOption(clusterOptionsOption())
    .addOption(excludeOption())
    .addHelpText(
      'after',
      `${FILES_HELP}

Examples:
  cdk8s-hkube diagram print.json > review.md
  kubectl get deployment web -o yaml | cdk8s-hkube diagram - -o mermaid`,
    )
    .action((files: string[], options: Record<string, any>) =>
      use(() =>
        diagram(
          files,
          {
            output: options.output as DiagramFormat,
            exclude: options.exclude,
            workload: options.workload as WorkloadKind,
            minor: NEWEST_MINOR,
            clusterOptions: clusterOptions(options, files),
          },
          io,
        ),
      ),
    );
}

function addExplain(program: Command, io: Io, use: Use): void {
  program
    .command('explain')
    .description('Explains why pods and the workloads that run them fail, and what to change.')
    .argument('[NAME]', 'name of a workload or pod, or of the algorithm (label app.kubernetes.io/name)')
    .option('-l, --selector <LABELS>', 'label selector, as for kubectl')
    .option('-n, --namespace <NS>', "namespace (default: kubectl's)")
    .option('-f, --file <FILE...>', 'what kubectl printed, instead of asking it; - is standard input')
    .option('--context <NAME>', 'context of kubectl')
    .addOption(
      new Option('-o, --output <FORMAT>', 'how the report is printed').choices(['text', 'json']).default('text'),
    )
    .addHelpText(
      'after',
      `
With a NAME, labels or a namespace it runs kubectl. Otherwise it reads what
kubectl printed from standard input: JSON or YAML, lists or objects. Include
events, which Kubernetes keeps for an hour. To look for a NAME in standard
input, add -f -.

Exit codes: 0 nothing is wrong, 1 something is wrong, 2 the command is wrong or
there is nothing to explain.

Examples:
  cdk8s-hkube explain print
  cdk8s-hkube explain -l app.kubernetes.io/name=print -n batch
  kubectl get pods,jobs,events -o json | cdk8s-hkube explain`,
    )
    .action((name: string | undefined, options: Record<string, any>) =>
      use(() =>
        explain(
          {
            name,
            selector: options.selector,
            namespace: namespace(options),
            files: options.file,
            context: options.context,
            output: options.output,
          },
          io,
        ),
      ),
    );
}

const workloadOption = (description: string, kinds: readonly WorkloadKind[] = WORKLOADS) =>
  new Option('-w, --workload <KIND>', description).choices(kinds).default('job');

const versionOption = (description: string) =>
  new Option(
    '--kubernetes-version <V>',
    `${description}: 1.${OLDEST_MINOR} to 1.${NEWEST_MINOR} (default: the newest)`,
  );

const clusterOptionsOption = () =>
  new Option('--cluster-options <FILE>', 'settings of the HKube cluster, for --workload hkube');

function minors({ kubernetesVersion }: Record<string, string>): number[] {
  if (!kubernetesVersion?.includes('..')) return [minor({ kubernetesVersion })];
  try {
    return minorVersions(kubernetesVersion);
  } catch {
    throw new WrongUse(
      `--kubernetes-version ${kubernetesVersion}: versions are 1.${OLDEST_MINOR} to 1.${NEWEST_MINOR}, ` +
        'or a range such as 1.34..1.37',
    );
  }
}

const podSecurityOption = (description: string) =>
  new Option('--pod-security <PROFILE>', description).choices(Object.values(PodSecurityProfile));

/** An option that may be given more than once. */
const listOption = (flags: string, description: string) =>
  new Option(flags, description)
    .default([], 'none')
    .argParser((value: string, before: readonly string[]) => [...before, value]);

const excludeOption = () =>
  listOption('--exclude <PATTERN>', "pass over these files and directories, such as 'test/**'; repeatable");

/** The rules to ignore: an error can't be ignored. */
function ignore({ ignore: rules }: Record<string, readonly string[]>): readonly string[] {
  for (const rule of rules) {
    if (IGNORABLE.includes(rule)) continue;
    const hint = didYouMean(rule, IGNORABLE) ?? 'The report shows it behind each warning. Errors cannot be ignored';
    throw new WrongUse(`--ignore ${rule}: no warning has this rule. ${hint}`);
  }
  return rules;
}

/** Warnings of files only, some of which are errors of constructs. */
const OF_FILES = ['HKUBE-DEFECT', 'HKUBE-IMAGE', 'HKUBE-MEDIUM', 'HKUBE-MOUNT-PATH', 'TEXT', 'VARIABLES'];
const IGNORABLE = [...WARNING_RULES, ...OF_FILES];

function minor({ kubernetesVersion }: Record<string, string>): number {
  try {
    return minorVersion(kubernetesVersion);
  } catch {
    throw new WrongUse(
      `--kubernetes-version ${kubernetesVersion}: versions are 1.${OLDEST_MINOR} to 1.${NEWEST_MINOR}`,
    );
  }
}

function schedule({ workload, schedule: given }: Record<string, string>): string | undefined {
  if (workload === 'cronjob' && given === undefined) {
    throw new WrongUse('--workload cronjob needs a --schedule, such as "0 3 * * *"');
  }
  if (workload !== 'cronjob' && given !== undefined) throw new WrongUse('--schedule is for --workload cronjob only');
  const problem = given === undefined ? undefined : cronScheduleError(given);
  if (problem !== undefined) {
    throw new WrongUse(`--schedule ${JSON.stringify(given)}: ${problem}. Write five fields, such as "0 3 * * *"`);
  }
  return given;
}

function namespace({ namespace: given }: Record<string, string>): string | undefined {
  const [problem] = given === undefined ? [] : dnsLabel(given);
  if (problem !== undefined) throw new WrongUse(`--namespace ${JSON.stringify(given)}: ${problem}`);
  return given;
}

function outdir({ outdir: given }: Record<string, string>): string | undefined {
  if (given === '') throw new WrongUse('--outdir needs the name of a directory; "." is the working directory');
  return given;
}

function clusterOptions(
  { workload, clusterOptions: given }: Record<string, string>,
  files: readonly string[],
): string | undefined {
  if (given === '-' && files.includes('-')) {
    throw new WrongUse('standard input holds either the specs or the --cluster-options: name a file for one of them');
  }
  if (workload !== 'hkube' && given !== undefined) throw new WrongUse('--cluster-options is for --workload hkube only');
  return given;
}

function version(): string {
  const { version: text } = JSON.parse(fs.readFileSync(path.join(__dirname, '..', '..', 'package.json'), 'utf8'));
  return text;
}
