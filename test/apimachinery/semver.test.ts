import { isBefore, isSemver } from '../../src/apimachinery/semver';

test.each([
  ['1.2.3', true],
  ['0.0.0', true],
  ['1.2.3-alpha.1+build.5', true],
  ['1.2.3--', true],
  ['1.2', false],
  ['01.2.3', false],
  ['v1.2.3', false],
  ['1.2.3-', false],
  ['1.2.3-01', false],
  ['', false],
])('%j is a version: %s', (text, expected) => expect(isSemver(text)).toBe(expected));

test.each([
  ['1.2.3', '1.2.4', true],
  ['1.9.0', '1.10.0', true],
  ['2.0.0', '1.9.9', false],
  ['1.2.3', '1.2.3', false],
  ['1.2.3', '1.2.3+build', false],
  ['1.2.3-rc', '1.2.3', true],
  ['1.2.3', '1.2.3-rc', false],
  ['1.2.3-a', '1.2.3-a.1', true],
  ['1.2.3-a.1', '1.2.3-a', false],
  ['1.2.3-2', '1.2.3-10', true],
  ['1.2.3-9', '1.2.3-a', true],
  ['1.2.3-a', '1.2.3-9', false],
  ['1.2.3-a', '1.2.3-b', true],
  ['1.2', '1.2.3', false],
])('%s comes before %s: %s', (a, b, expected) => expect(isBefore(a, b)).toBe(expected));
