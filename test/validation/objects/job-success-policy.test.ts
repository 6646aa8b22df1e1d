import * as fc from 'fast-check';
import { validateSuccessPolicy } from '../../../src/validation/objects/job-success-policy';
import { beginnings, found } from '../rules';

const spec = (...rules: any[]) => ({ completions: 5, successPolicy: { rules } });
const parsing = 's.rules[0].succeededIndexes: Invalid value: ';

test.each<[any, string[]]>([
  [spec({ succeededIndexes: '0,2-4' }), []],
  [spec({ succeededIndexes: '0,2-4', succeededCount: 4 }), []],
  [spec({ succeededCount: 5 }), []],
  [spec({ succeededCount: 0, succeededIndexes: '' }), []],
  [spec({ succeededIndexes: '+0,01' }), []],
  [spec(...Array(20).fill({ succeededCount: 1 })), []],
  [spec(...Array(21).fill({ succeededCount: 1 })), ['s.rules: Too many: 21: must have at most 20 items']],
  [spec(), ['s.rules: Required value: at least one rules must be specified when the successPolicy is specified']],
  [{ completions: 5, successPolicy: {} }, ['s.rules: Required value']],
  [spec({}), ['s.rules[0]: Required value: at least one of succeededCount or succeededIndexes must be specified']],
  [spec({ succeededCount: -1 }), ['s.rules[0].succeededCount: Invalid value: -1: must be greater than or equal to 0']],
  [
    spec({ succeededCount: 6 }),
    [
      's.rules[0].succeededCount: Invalid value: 6: must be less than or equal to 5 (the number of specified ' +
        'completions)',
    ],
  ],
  [
    spec({ succeededIndexes: '0,1', succeededCount: 3 }),
    [
      's.rules[0].succeededCount: Invalid value: 3: must be less than or equal to 2 (the number of indexes in ' +
        'the specified succeededIndexes field)',
    ],
  ],
  [spec({ succeededIndexes: '5' }), [`${parsing}"5": error parsing succeededIndexes: too large index: "5"`]],
  [spec({ succeededIndexes: '0-5' }), [`${parsing}"0-5": error parsing succeededIndexes: too large index: "5"`]],
  [
    spec({ succeededIndexes: '0, 1' }),
    [`${parsing}"0, 1": error parsing succeededIndexes: cannot convert string to integer for index: " 1"`],
  ],
  [
    spec({ succeededIndexes: '1,' }),
    [`${parsing}"1,": error parsing succeededIndexes: cannot convert string to integer for index: ""`],
  ],
  [
    spec({ succeededIndexes: '1-2-3' }),
    [`${parsing}"1-2-3": error parsing succeededIndexes: the fragment "1-2-3" violates`],
  ],
  [
    spec({ succeededIndexes: '2,1' }),
    [`${parsing}"2,1": error parsing succeededIndexes: non-increasing order, previous: 2, current: 1`],
  ],
  [
    spec({ succeededIndexes: '1-3,3' }),
    [`${parsing}"1-3,3": error parsing succeededIndexes: non-increasing order, previous: 3, current: 3`],
  ],
  [
    spec({ succeededIndexes: '2-2' }),
    [`${parsing}"2-2": error parsing succeededIndexes: non-increasing order, previous: 2, current: 2`],
  ],
  [spec({ succeededIndexes: '99999999999999999999' }), [`${parsing}"99999999999999999999": error parsing`]],
])('%j', (jobSpec, expected) => {
  expect(
    beginnings(
      found((v) => validateSuccessPolicy(v, jobSpec, 's')),
      expected,
    ),
  ).toEqual(expected);
});

test('the length of the list of indexes is limited', () => {
  const indexes = (bytes: number) => ({
    completions: 2147483647,
    successPolicy: { rules: [{ succeededIndexes: '0'.repeat(bytes - 1) + '1' }] },
  });
  expect(found((v) => validateSuccessPolicy(v, indexes(65536), 's'))).toEqual([]);
  expect(found((v) => validateSuccessPolicy(v, indexes(65537), 's'))).toEqual([
    's.rules[0].succeededIndexes: Too long: may not be more than 65536 bytes',
  ]);
});

test('increasing indexes below completions are accepted', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(99), { minLength: 1 }), (indexes) => {
      indexes.sort((a, b) => a - b);
      const rule = { succeededIndexes: indexes.join(','), succeededCount: indexes.length };
      expect(
        found((v) => validateSuccessPolicy(v, { completions: 100, successPolicy: { rules: [rule] } }, 's')),
      ).toEqual([]);
    }),
  );
});
