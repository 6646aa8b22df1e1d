/**
 * Random manifests: some that the API server takes, most with a fault or two.
 *
 * The same seed, number and minor version make the same manifest. Of 5,000, all fields are tried several times; three
 * seeds in a row try each of them with each of its values.
 */
import { makeObject } from './accepted';
import { injectFault, tryValue } from './faults';
import { allFields, focusOn } from './focus';
import { createRandom } from './random';
import { samplesOf } from './samples';
import { clone } from './tree';
import { Trial, TRIALS } from './values';

const DENSITIES = [0.03, 0.08, 0.15, 0.3, 0.5];
/** How many faults are tried; many of them are none. */
const FAULTS = [0, 0, 1, 1, 1, 1, 2, 2, 2, 3, 4];
/** How far a seed goes on in the list of trials. */
const TRIALS_PER_SEED = 2500;

/** How many changes a sample gets. */
const CHANGES = [0, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4];

/** A sample of the next of those kinds, changed at random. */
export function generateOf(
  kinds: ReadonlyArray<readonly [apiVersion: string, kind: string]>,
  seed: number,
  number: number,
  minor: number,
): any {
  const random = createRandom(`sample ${seed} ${number}`);
  const [apiVersion, kind] = kinds[number % kinds.length];
  const making = { random, minor, density: random.pick(DENSITIES), focus: new Set<string>() };
  let manifest = clone(random.pick(samplesOf(apiVersion, kind, minor)));
  for (let left = random.pick(CHANGES); left > 0; left--) manifest = injectFault(making, manifest);
  return manifest;
}

export function generate(seed: number, number: number, minor: number): any {
  const half = Math.floor(number / 2);
  return number % 2 === 0 ? withFaults(seed, number, minor, half) : withTrial(seed, number, minor, half);
}

/** An object with the next of all fields, and faults of any kind. */
function withFaults(seed: number, number: number, minor: number, turn: number): any {
  const random = createRandom(`${seed} ${number}`);
  const fields = allFields(minor);
  const focus = focusOn(random, fields[turn % fields.length], minor);
  const making = { random, minor, density: random.pick(DENSITIES), focus: new Set(focus.fields) };
  let manifest = makeObject(making, focus.kind);
  for (let left = random.pick(FAULTS); left > 0; left--) manifest = injectFault(making, manifest);
  return manifest;
}

/** An object with the next of all values in its field, and most often nothing that would hide what comes of it. */
function withTrial(seed: number, number: number, minor: number, turn: number): any {
  const random = createRandom(`${seed} ${number}`);
  const trials = trialsFor(minor);
  const trial = trials[(seed * TRIALS_PER_SEED + turn) % trials.length];
  for (let attempt = 0; ; attempt++) {
    const focus = focusOn(random, trial.field, minor);
    const company = focus.fields.flatMap((field) => COMPANY[field.slice(0, field.indexOf('.'))] ?? []);
    const making = {
      random,
      minor,
      density: random.pick(DENSITIES.slice(0, 3)),
      focus: new Set([...focus.fields, ...company]),
    };
    const made = makeObject(making, focus.kind);
    const manifest = tryValue(making, made, trial);
    // Some objects have no place for it, because it does not fit.
    if (manifest === undefined && attempt < MAX_ATTEMPTS) continue;
    return manifest === undefined || random.chance(0.2) ? injectFault(making, manifest ?? made) : manifest;
  }
}

const MAX_ATTEMPTS = 20;
/** Without these fields there is no place for such a struct. */
const COMPANY: Record<string, readonly string[]> = {
  VolumeMount: ['PodSpec.volumes'],
  VolumeDevice: ['PodSpec.volumes', 'Volume.persistentVolumeClaim'],
  FileKeySelector: ['PodSpec.volumes', 'Volume.emptyDir'],
  SuccessPolicyRule: ['JobSpec.completionMode'],
};

const trialsByMinor = new Map<number, readonly Trial[]>();

/** Those of fields that the version has. */
function trialsFor(minor: number): readonly Trial[] {
  let trials = trialsByMinor.get(minor);
  if (!trials) {
    const known = new Set(allFields(minor));
    trialsByMinor.set(minor, (trials = TRIALS.filter(({ field }) => known.has(field))));
  }
  return trials;
}
