/**
 * Random manifests: some that the API server takes, most with a fault or two.
 *
 * The same seed, number and minor version make the same manifest.
 */
import { makeObject } from './accepted';
import { injectFault, setOddValue } from './faults';
import { pickFocus } from './focus';
import { createRandom } from './random';

const DENSITIES = [0.03, 0.08, 0.15, 0.3, 0.5];
/** How many faults are tried; many of them are none. */
const FAULTS = [0, 0, 1, 1, 1, 1, 2, 2, 2, 3, 4];

export function generate(seed: number, number: number, minor: number): any {
  const random = createRandom(`${seed} ${number}`);
  const { kind, fields } = pickFocus(random, number, minor);
  const focused = number % 2 === 0 || random.chance(0.7);
  const making = { random, minor, density: random.pick(DENSITIES), focus: new Set(focused ? fields : []) };
  let manifest = makeObject(making, focused ? kind : undefined);
  // One odd value, and nothing that hides what comes of it.
  if (focused && random.chance(0.5)) return setOddValue(making, manifest, fields[fields.length - 1]);
  for (let left = random.pick(FAULTS); left > 0; left--) manifest = injectFault(making, manifest);
  return manifest;
}
