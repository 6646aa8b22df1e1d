import { makeObject } from './accepted';
import { allFields } from './focus';
import { generate } from './generate';
import { createRandom } from './random';
import { ALL_VALUES, knownFields, TRIALS } from './values';
import { FieldType, kindType, NEWEST_MINOR, OLDEST_MINOR } from '../../src/apimachinery/schema';
import { validateManifest } from '../../src/validation/validate';

const COUNT = 5000;

test('the same seed and number make the same manifest', () => {
  const text = (seed: number, number: number) => JSON.stringify(generate(seed, number, NEWEST_MINOR));
  for (let number = 0; number < 20; number++) expect(text(1, number)).toBe(text(1, number));
  expect(text(1, 1)).not.toBe(text(1, 2));
  expect(text(1, 1)).not.toBe(text(2, 1));
});

test('every field of every type is set sooner or later', () => {
  const missing = new Set(allFields(NEWEST_MINOR));
  const visit = (value: any, type: FieldType) => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, child] of Object.entries(value)) {
      const next =
        type.kind === 'struct'
          ? type.fields.get(name)?.type
          : type.kind === 'map' || type.kind === 'list'
            ? type.of
            : undefined;
      if (type.kind === 'struct') missing.delete(`${type.name}.${name}`);
      if (next) visit(child, next);
    }
  };
  for (let number = 0; number < COUNT && missing.size > 0; number++) {
    const manifest = generate(1, number, NEWEST_MINOR);
    visit(manifest, kindType(manifest.apiVersion, manifest.kind, NEWEST_MINOR)!);
  }
  expect([...missing]).toEqual([]);
});

test('three seeds in a row use all values', () => {
  // By field: most fields have no values of their own, and their values need not be printed.
  const untried = new Map<string, Set<string>>();
  for (const { field, value, as } of TRIALS) {
    if (as !== 'value') continue;
    untried.set(field, (untried.get(field) ?? new Set()).add(JSON.stringify(value)));
  }
  const count = () => [...untried.values()].reduce((sum, { size }) => sum + size, 0);
  const all = count();
  const visit = (value: any, type: FieldType, field: string) => {
    const ofField = untried.get(field);
    if (ofField && ofField.size > 0) ofField.delete(JSON.stringify(value));
    if (typeof value !== 'object' || value === null) return;
    for (const [name, child] of Object.entries(value)) {
      const next =
        type.kind === 'struct'
          ? type.fields.get(name)?.type
          : type.kind === 'map' || type.kind === 'list'
            ? type.of
            : undefined;
      if (next) visit(child, next, type.kind === 'struct' ? `${type.name}.${name}` : field);
    }
  };
  for (const seed of [1, 2, 3]) {
    for (let number = 1; number < COUNT; number += 2) {
      const manifest = generate(seed, number, NEWEST_MINOR);
      visit(manifest, kindType(manifest.apiVersion, manifest.kind, NEWEST_MINOR)!, '');
    }
  }
  // Some places are taken away again, because they do not fit.
  expect(count()).toBeLessThan(all / 50);
});

test('old versions have fewer fields', () => {
  const manifests = Array.from({ length: 200 }, (_, number) => JSON.stringify(generate(1, number, OLDEST_MINOR)));
  expect(manifests.filter((text) => text.includes('evictionResponders'))).toEqual([]);
});

/** How many of `count` objects the rules take. */
function accepted(make: (number: number) => any, minor: number, count: number): number {
  const isAccepted = (manifest: any) =>
    validateManifest(manifest, minor).every(({ severity }) => severity === 'warning');
  return Array.from({ length: count }, (_, number) => make(number)).filter(isAccepted).length;
}

// An old version drops some fields that the new one keeps.
test.each([
  [OLDEST_MINOR, 180],
  [NEWEST_MINOR, 250],
])('most objects without a fault are accepted by 1.%p', (minor, least) => {
  const make = (number: number) =>
    makeObject({ random: createRandom(`accepted ${number}`), minor, density: 0.1, focus: new Set() });
  expect(accepted(make, minor, 300)).toBeGreaterThan(least);
});

test('of objects with faults many are accepted and many refused', () => {
  const count = accepted((number) => generate(3, number, NEWEST_MINOR), NEWEST_MINOR, 500);
  expect(count).toBeGreaterThan(150);
  expect(count).toBeLessThan(300);
});

test('every value belongs to a field that exists', () => {
  const known = new Set(allFields(NEWEST_MINOR));
  expect(knownFields().filter((field) => !known.has(field.replace('{}', '')))).toEqual([]);
});

test('no value keeps a server busy for minutes', () => {
  // A quantity with a power of ten of many digits keeps an API server busy for minutes.
  expect(ALL_VALUES.filter((value) => /^[\d.]+[eE][+-]?\d{4,9}$/.test(String(value)))).toEqual([]);
});
