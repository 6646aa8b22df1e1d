/** Options that commands share, and what commander does not check of their values. */

import { Option } from 'commander';
import { WrongUse } from './io';
import { FORMATS } from './report';
import { minorVersions } from './version-range';
import { dnsLabel } from '../apimachinery/formats';
import { NEWEST_MINOR, OLDEST_MINOR } from '../apimachinery/schema';
import { minorVersion } from '../apimachinery/version';
import { WARNING_RULES } from '../app/warnings';
import { WorkloadKind, WORKLOADS } from '../hkube/rendered-spec';
import { PodSecurityProfile } from '../render/pod-security-profile';
import { didYouMean } from '../text/suggest';
import { cronScheduleError } from '../validation/objects/cron-schedule';

/** Options as commander hands them over. */
export type Given = Record<string, any>;

export const outputOption = (description: string, formats: readonly string[]) =>
  new Option('-o, --output <FORMAT>', description).choices(formats).default(formats[0]);

export const reportOption = () => outputOption('how the report is printed', FORMATS);

export const workloadOption = (description: string, kinds: readonly WorkloadKind[] = WORKLOADS) =>
  new Option('-w, --workload <KIND>', description).choices(kinds).default('job');

export const scheduleOption = () => new Option('--schedule <CRON>', 'when a cronjob runs, such as "0 3 * * *"');

export const versionOption = (description: string) =>
  new Option('--kubernetes-version <V>', `${description}: ${VERSIONS} (default: the newest)`);

export const podSecurityOption = (description: string) =>
  new Option('--pod-security <PROFILE>', description).choices(Object.values(PodSecurityProfile));

export const clusterOptionsOption = () =>
  new Option('--cluster-options <FILE>', 'settings of the HKube cluster, for --workload hkube');

export const warningsAsErrorsOption = () => new Option('--warnings-as-errors', 'count warnings as errors');

/** An option that may be given more than once. */
export const listOption = (flags: string, description: string) =>
  new Option(flags, description)
    .default([], 'none')
    .argParser((value: string, before: readonly string[]) => [...before, value]);

export const excludeOption = () =>
  listOption('--exclude <PATTERN>', "pass over these files and directories, such as 'test/**'; repeatable");

const VERSIONS = `1.${OLDEST_MINOR} to 1.${NEWEST_MINOR}`;

export const minor = ({ kubernetesVersion }: Given): number =>
  known(kubernetesVersion, '', () => minorVersion(kubernetesVersion));

export function minors(options: Given): number[] {
  const { kubernetesVersion } = options;
  if (!kubernetesVersion?.includes('..')) return [minor(options)];
  return known(kubernetesVersion, ', or a range such as 1.34..1.37', () => minorVersions(kubernetesVersion));
}

function known<T>(version: string, more: string, read: () => T): T {
  try {
    return read();
  } catch {
    throw new WrongUse(`--kubernetes-version ${version}: versions are ${VERSIONS}${more}`);
  }
}

/** Warnings of files only. */
const OF_FILES = ['TEXT', 'VARIABLES'];
const IGNORABLE = [...WARNING_RULES, ...OF_FILES];

/** The rules to ignore: an error can't be ignored. */
export function ignore({ ignore: rules }: Given): readonly string[] {
  for (const rule of rules as readonly string[]) {
    if (IGNORABLE.includes(rule)) continue;
    const hint = didYouMean(rule, IGNORABLE) ?? 'The report shows it behind each warning. Errors cannot be ignored';
    throw new WrongUse(`--ignore ${rule}: no warning has this rule. ${hint}`);
  }
  return rules;
}

export function schedule({ workload, schedule: given }: Given): string | undefined {
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

export function namespace({ namespace: given }: Given): string | undefined {
  const [problem] = given === undefined ? [] : dnsLabel(given);
  if (problem !== undefined) throw new WrongUse(`--namespace ${JSON.stringify(given)}: ${problem}`);
  return given;
}

export function outdir({ outdir: given }: Given): string | undefined {
  if (given === '') throw new WrongUse('--outdir needs the name of a directory; "." is the working directory');
  return given;
}

export function clusterOptions(
  { workload, clusterOptions: given }: Given,
  files: readonly string[],
): string | undefined {
  if (given === '-' && files.includes('-')) {
    throw new WrongUse('standard input holds either the specs or the --cluster-options: name a file for one of them');
  }
  if (workload !== 'hkube' && given !== undefined) throw new WrongUse('--cluster-options is for --workload hkube only');
  return given;
}
