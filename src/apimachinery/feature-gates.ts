/**
 * The feature gates of an API server: what it has on by default in each version, and what a cluster sets otherwise.
 *
 * @see https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/
 */
import { FEATURE_GATES, NEEDED_GATES } from './feature-gates.generated';
import { NEWEST_MINOR, OLDEST_MINOR } from './schema';
import { didYouMean } from '../text/suggest';

/** The gates that a cluster sets, by name: whether they are on. All others are as the version has them by default. */
export type FeatureGates = Readonly<Record<string, boolean>>;

/** Which API server judges. */
export interface Server {
  /** The minor version: 37 for 1.37. */
  readonly minor: number;
  /** The feature gates that its cluster sets. @default - none */
  readonly gates?: FeatureGates;
}

export const NO_GATES: FeatureGates = {};

/** Gates that stand for all others of a stage which are not set themselves. */
const OF_STAGE: Readonly<Record<string, string>> = { AllAlpha: 'a', AllBeta: 'b' };

const ABSENT = '.';

/** Each gate with a letter for each version; see the table. */
let table: ReadonlyMap<string, string> | undefined;
const gates = () =>
  (table ??= new Map(
    FEATURE_GATES.trim()
      .split('\n')
      .map((line) => line.split(' ') as [string, string]),
  ));

const letterIn = (history: string, minor: number) => history[minor - OLDEST_MINOR] ?? ABSENT;
const isLocked = (letter: string) => letter === 'l' || letter === 'L';
const isOnByDefault = (letter: string) => letter !== letter.toLowerCase();

/** Whether a gate is on; a gate that a version has no more stays as it was last. */
function isOnWith(name: string, history: string, minor: number, set: FeatureGates): boolean {
  const letter = letterIn(history, minor);
  if (letter === ABSENT) {
    const before = history.slice(0, minor - OLDEST_MINOR).replace(/\.+$/, '');
    return before !== '' && isOnByDefault(before[before.length - 1]);
  }
  if (isLocked(letter)) return isOnByDefault(letter);
  if (Object.hasOwn(set, name)) return set[name];
  const all = Object.keys(OF_STAGE).find((each) => Object.hasOwn(set, each) && OF_STAGE[each] === letter.toLowerCase());
  return all === undefined ? isOnByDefault(letter) : set[all];
}

/** Computes once what a version and a set of gates decide: the same set is asked about for each object. */
export function oncePerServer<T>(compute: (minor: number, set: FeatureGates) => T) {
  const known = new WeakMap<FeatureGates, Map<number, T>>();
  return (minor: number, set: FeatureGates): T => {
    let byMinor = known.get(set);
    if (!byMinor) known.set(set, (byMinor = new Map()));
    let result = byMinor.get(minor);
    if (result === undefined) byMinor.set(minor, (result = compute(minor, set)));
    return result;
  };
}

/** The names of all gates that are on in Kubernetes 1.`minor`. */
export const gatesOn = oncePerServer((minor, set): ReadonlySet<string> => {
  const on = [...gates()].filter(([name, history]) => isOnWith(name, history, minor, set));
  return new Set(on.map(([name]) => name));
});

/** Whether Kubernetes 1.`minor` has a gate, and has it off. */
export const isGateOff = (name: string, minor: number, set: FeatureGates) =>
  letterIn(gates().get(name) ?? '', minor) !== ABSENT && !gatesOn(minor, set).has(name);

/** The first version after 1.`minor` in which a gate is on by default, if it ever is. */
export function onByDefaultAfter(name: string, minor: number): number | undefined {
  const history = gates().get(name) ?? '';
  for (let later = minor + 1; later <= NEWEST_MINOR; later++) {
    if (isOnWith(name, history, later, NO_GATES)) return later;
  }
  return undefined;
}

const isGate = (name: string) => gates().has(name) || Object.hasOwn(OF_STAGE, name);

/** What is wrong with the name of a gate. */
export function gateNameProblem(name: string): string | undefined {
  if (isGate(name)) return undefined;
  // Of hundreds, only those that begin alike are compared.
  const first = name.slice(0, 1).toLowerCase();
  const alike = [...gates().keys(), ...Object.keys(OF_STAGE)].filter(
    (each) => each.slice(0, 1).toLowerCase() === first && Math.abs(each.length - name.length) <= 3,
  );
  const hint = didYouMean(name, alike) ?? 'Write the name as kube-apiserver --feature-gates has it';
  return `not a feature gate of Kubernetes 1.${OLDEST_MINOR} to 1.${NEWEST_MINOR}. ${hint}`;
}

/**
 * Which gates an API server of Kubernetes 1.`minor` does not have, or not with this value: by name. A gate that does
 * nothing in the validation of manifests is fine.
 */
export function gateProblems(set: FeatureGates, minor: number): Array<[name: string, problem: string]> {
  return Object.keys(set).flatMap((name): Array<[string, string]> => {
    const problem = gateNameProblem(name) ?? versionProblem(name, set[name], minor);
    return problem === undefined ? [] : [[name, problem]];
  });
}

/** Pairs of gates of which the first needs the second, and in which versions. */
let needs: ReadonlyArray<readonly [gate: string, needed: string, versions: string]> | undefined;
const neededGates = () =>
  (needs ??= NEEDED_GATES.trim()
    .split('\n')
    .map((line) => line.split(' ') as [string, string, string]));

/**
 * Why an API server of Kubernetes 1.`minor` would not start with gates that it has: some that are on need others, which
 * are off. By the name of the gate that was set.
 */
export function needProblems(set: FeatureGates, minor: number): Array<[name: string, problem: string]> {
  const on = gatesOn(minor, set);
  const unmet = neededGates().filter(
    ([gate, needed, versions]) => versions[minor - OLDEST_MINOR] === 'x' && on.has(gate) && !on.has(needed),
  );
  return unmet.map(([gate, needed]) => {
    const name = [gate, needed, ...Object.keys(OF_STAGE)].find((each) => Object.hasOwn(set, each)) ?? gate;
    const advice = name === gate ? `Turn on ${needed}, too` : `Turn off ${gate}, too`;
    return [name, `${gate} needs ${needed}, which is off: Kubernetes 1.${minor} does not start. ${advice}`];
  });
}

/** Why an API server of Kubernetes 1.`minor` would not start with these gates: by name. */
export const startProblems = oncePerServer((minor, set): Array<[name: string, problem: string]> => {
  const problems = gateProblems(set, minor);
  return problems.length > 0 ? problems : needProblems(set, minor);
});

/** Those of some gates that Kubernetes 1.`minor` starts with: of several versions not all have the same. */
export const gatesOf = oncePerServer((minor, set): FeatureGates => {
  const wrong = new Set(gateProblems(set, minor).map(([name]) => name));
  return wrong.size === 0 ? set : Object.fromEntries(Object.entries(set).filter(([name]) => !wrong.has(name)));
});

function versionProblem(name: string, isOn: boolean, minor: number): string | undefined {
  const history = gates().get(name);
  if (history === undefined) return undefined;
  const letter = letterIn(history, minor);
  if (letter === ABSENT) return `Kubernetes 1.${minor} does not have this feature gate: ${versionsOf(history)}`;
  if (!isLocked(letter) || isOnByDefault(letter) === isOn) return undefined;
  return `Kubernetes 1.${minor} has it always ${isOn ? 'off' : 'on'}, and does not start otherwise. Remove it`;
}

/** The versions that have a gate, such as `1.30 to 1.34 have it`. */
function versionsOf(history: string): string {
  const having = [...history].flatMap((letter, i) => (letter === ABSENT ? [] : [`1.${OLDEST_MINOR + i}`]));
  const [first, last] = [having[0], having[having.length - 1]];
  return first === last ? `only ${first} has it` : `${first} to ${last} have it`;
}
