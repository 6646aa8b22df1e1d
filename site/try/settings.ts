/** The settings of the page. A link keeps those with fixed choices; what is typed or pasted stays on the page. */

import { NEWEST_MINOR, OLDEST_MINOR } from '../../src/apimachinery/schema';
import { WorkloadKind } from '../../src/hkube/rendered-spec';

export interface Settings {
  /** Of Kubernetes, such as `1.37`. */
  readonly version: string;
  /** What runs the algorithms of specs. */
  readonly workload: WorkloadKind;
  /** When a CronJob runs. */
  readonly schedule: string;
  /** A Pod Security Standard, or empty for none. */
  readonly podSecurity: '' | 'baseline' | 'restricted';
}

/** A choice: its value, and how the page calls it. The first is the default. */
type Choices = ReadonlyArray<readonly [value: string, label: string]>;

const MINORS = Array.from({ length: NEWEST_MINOR - OLDEST_MINOR + 1 }, (_, i) => NEWEST_MINOR - i);

export const CHOICES = {
  version: MINORS.map((minor) => [`1.${minor}`, `1.${minor}`] as const),
  workload: [
    ['job', 'Job'],
    ['cronjob', 'CronJob'],
    ['deployment', 'Deployment'],
    ['statefulset', 'StatefulSet'],
    ['daemonset', 'DaemonSet'],
    ['pod', 'Pod'],
    ['hkube', "HKube's worker Job"],
  ],
  podSecurity: [
    ['', 'not checked'],
    ['baseline', 'baseline'],
    ['restricted', 'restricted'],
  ],
} satisfies Record<string, Choices>;

export type Choice = keyof typeof CHOICES;

export const CHOICE_NAMES = Object.keys(CHOICES) as Choice[];

/** The choices in the fragment of an address, such as `#version=1.33&workload=cronjob`; others are ignored. */
export function choicesOf(fragment: string): Record<Choice, string> {
  const given = new URLSearchParams(fragment.replace(/^#/, ''));
  const choose = (name: Choice): string => {
    const choices: Choices = CHOICES[name];
    return (choices.find(([value]) => value === given.get(name)) ?? choices[0])[0];
  };
  return { version: choose('version'), workload: choose('workload'), podSecurity: choose('podSecurity') };
}

/** The fragment that keeps choices; empty for the defaults. */
export function fragmentOf(choices: Record<Choice, string>): string {
  const changed = CHOICE_NAMES.filter((name) => choices[name] !== CHOICES[name][0][0]);
  return new URLSearchParams(changed.map((name) => [name, choices[name]])).toString();
}
