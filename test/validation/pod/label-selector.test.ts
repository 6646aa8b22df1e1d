import * as fc from 'fast-check';
import {
  isUsableSelector,
  LabelSelector,
  matchesLabels,
  validateLabelSelector,
} from '../../../src/validation/pod/label-selector';
import { beginnings, found, hints } from '../rules';

test.each<[LabelSelector | null | undefined, string[]]>([
  [undefined, []],
  [null, []],
  [{}, []],
  [
    {
      matchLabels: { a: 'b' },
      matchExpressions: [
        { key: 'c', operator: 'In', values: ['d', ''] },
        { key: 'e', operator: 'Exists' },
      ],
    },
    [],
  ],
  [
    {
      matchExpressions: [
        { key: 'c', operator: 'NotIn', values: ['d'] },
        { key: 'e', operator: 'DoesNotExist', values: [] },
      ],
    },
    [],
  ],
  [{ matchLabels: { 'a b': 'c d' } }, ['s.matchLabels: Invalid value: "a b"', 's.matchLabels: Invalid value: "c d"']],
  [
    { matchExpressions: [{ key: 'c', operator: 'In' }] },
    ["s.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'"],
  ],
  [
    { matchExpressions: [{ key: 'c', operator: 'Exists', values: ['d'] }] },
    ["s.matchExpressions[0].values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'"],
  ],
  [
    { matchExpressions: [{ key: 'c', operator: 'exists' }] },
    ['s.matchExpressions[0].operator: Invalid value: "exists": not a valid selector operator'],
  ],
  [
    { matchExpressions: [{}] },
    [
      's.matchExpressions[0].operator: Invalid value: "": not a valid selector operator',
      's.matchExpressions[0].key: Invalid value: "": name part must be non-empty',
      's.matchExpressions[0].key: Invalid value: "": name part must consist of',
    ],
  ],
  [
    { matchExpressions: [{ key: 'c', operator: 'In', values: ['d', 'e f'] }] },
    ['s.matchExpressions[0].values[1]: Invalid value: "e f"'],
  ],
])('%j', (selector, expected) => {
  const errors = found((v) => validateLabelSelector(v, selector, 's', 'RULE'));
  expect(beginnings(errors, expected)).toEqual(expected);
  expect(isUsableSelector(selector ?? {})).toBe(expected.length === 0);
});

test('invalid values are accepted on request', () => {
  const selector = { matchExpressions: [{ key: 'c', operator: 'In', values: ['e f'] }] };
  expect(found((v) => validateLabelSelector(v, selector, 's', 'RULE', true))).toEqual([]);
});

test.each<[LabelSelector, Record<string, string> | undefined, boolean]>([
  [{}, undefined, true],
  [{ matchLabels: { a: 'b' } }, { a: 'b', c: 'd' }, true],
  [{ matchLabels: { a: 'b' } }, { a: 'c' }, false],
  [{ matchLabels: { a: 'b' } }, undefined, false],
  [{ matchLabels: { constructor: '' } }, {}, false],
  [{ matchExpressions: [{ key: 'a', operator: 'In', values: ['b', 'c'] }] }, { a: 'c' }, true],
  [{ matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] }, {}, false],
  [{ matchExpressions: [{ key: 'a', operator: 'NotIn', values: ['b'] }] }, { a: 'b' }, false],
  [{ matchExpressions: [{ key: 'a', operator: 'NotIn', values: ['b'] }] }, {}, true],
  [{ matchExpressions: [{ key: 'a', operator: 'Exists' }] }, { a: '' }, true],
  [{ matchExpressions: [{ key: 'a', operator: 'Exists' }] }, {}, false],
  [{ matchExpressions: [{ key: 'a', operator: 'DoesNotExist' }] }, { a: '' }, false],
  [{ matchExpressions: [{ key: 'a', operator: 'DoesNotExist' }] }, {}, true],
])('%j selects %j: %s', (selector, labels, expected) => expect(matchesLabels(selector, labels)).toBe(expected));

test('labels match a selector of the same labels, also with more labels, and not if one is missing', () => {
  const labels = fc.dictionary(fc.string(), fc.string(), { minKeys: 1 });
  fc.assert(
    fc.property(labels, labels, (own, more) => {
      expect(matchesLabels({ matchLabels: own }, { ...more, ...own })).toBe(true);
      const [first, ...rest] = Object.keys(own);
      expect(matchesLabels({ matchLabels: own }, Object.fromEntries(rest.map((key) => [key, own[key]])))).toBe(
        first === undefined,
      );
    }),
  );
});

test.each(['Exists', 'DoesNotExist'])('%s with values has a hint', (operator) => {
  const selector = { matchExpressions: [{ key: 'a', operator, values: ['b'] }] };
  expect(hints((v) => validateLabelSelector(v, selector, 's', 'RULE'))).toEqual([
    'remove values, or use operator: In or NotIn',
  ]);
});
