import * as fc from 'fast-check';
import { dnsLabel } from '../../src/apimachinery/formats';
import { declared, didYouMean, didYouMeanName, nearest } from '../../src/text/suggest';

describe('nearest', () => {
  test.each([
    ['shared-volum', ['shared-volume', 'data'], 'shared-volume'],
    ['always', ['Always', 'IfNotPresent', 'Never'], 'Always'],
    ['dta', ['data', 'dat'], 'data'],
    ['dtaa', ['data'], 'data'],
    ['a', ['b'], 'b'],
    ['scratch', ['shared', 'data'], undefined],
    ['x', ['data'], undefined],
    ['', ['data'], undefined],
    ['data', [], undefined],
    ['data', [''], undefined],
    ['d'.repeat(65), ['d'.repeat(64)], undefined],
  ])('%p among %p', (name, candidates, expected) => expect(nearest(name, candidates)).toBe(expected));

  test.each([
    [2, 'data'],
    [1, undefined],
  ])('at most %i letters differ', (most, expected) => expect(nearest('daxxta', ['data'], most)).toBe(expected));

  test('the nearest name wins, and of two equally near ones the first', () => {
    expect(nearest('volume-1', ['volume-22', 'volume-2', 'volume-3'])).toBe('volume-2');
  });

  test('an equal name is found', () =>
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1, maxLength: 20 }), { minLength: 1, maxLength: 20 }),
        (names) => nearest(names[names.length - 1], names)?.toLowerCase() === names[names.length - 1].toLowerCase(),
      ),
    ));

  test('searches a limited number of names', () => {
    const candidates = Array.from({ length: 1000 }, () => 'zzzzzzzz');
    expect(nearest('datum', [...candidates, 'data'])).toBeUndefined();
  });
});

test.each([
  ['tpc', ['TCP', 'UDP'], 'Did you mean "TCP"?'],
  ['TCP', ['TCP'], undefined],
  [7, ['TCP'], undefined],
  [undefined, ['TCP'], undefined],
])('didYouMean %p %p', (name, candidates, expected) => expect(didYouMean(name, candidates)).toBe(expected));

test.each([
  ['MyJob', 'Did you mean "my-job"?'],
  ['my_HTTP job', 'Did you mean "my-http-job"?'],
  ['_job_', 'Did you mean "job"?'],
  ['my-job', undefined],
  ['-job', undefined],
  ['_', undefined],
  ['{{ name }}', undefined],
  ['${NAME}', undefined],
  ['J'.repeat(64), undefined],
  ['J'.repeat(254), undefined],
])('didYouMeanName %p', (name, expected) => expect(didYouMeanName(name, dnsLabel)).toBe(expected));

test.each([
  ['shared-volum', ['shared-volume'], 'Declared volumes: "shared-volume". Did you mean "shared-volume"?'],
  ['x-ray', ['a', 'b'], 'Declared volumes: "a", "b".'],
  ['a', [], 'No volumes declared.'],
  [
    'a',
    Array.from({ length: 12 }, (_, i) => `volume-${i}`),
    'Declared volumes: "volume-0", "volume-1", "volume-2", "volume-3", "volume-4", "volume-5", "volume-6", ' +
      '"volume-7", "volume-8", "volume-9" and 2 more.',
  ],
])('declared %p %p', (name, candidates, expected) => expect(declared('volumes', name, candidates)).toBe(expected));
