import {
  validateCreatedMatchLabelKeys,
  validateMatchLabelKeys,
  validateSpreadLabelKeys,
} from '../../../src/validation/pod/match-label-keys';
import { found } from '../rules';

const labelSelector = { matchLabels: { app: 'x' }, matchExpressions: [{ key: 'tier', operator: 'Exists' }] };
const twice = 'exists in both matchLabelKeys and labelSelector';

test.each<[any, string[]]>([
  [{}, []],
  [{ matchLabelKeys: [], mismatchLabelKeys: [] }, []],
  [{ labelSelector, matchLabelKeys: ['a', 'app', 'tier'], mismatchLabelKeys: ['b', 'app2'] }, []],
  [
    { matchLabelKeys: ['a'], mismatchLabelKeys: ['b'] },
    [
      'p.matchLabelKeys: Forbidden: must not be specified when labelSelector is not set',
      'p.mismatchLabelKeys: Forbidden: must not be specified when labelSelector is not set',
    ],
  ],
  [
    { labelSelector, matchLabelKeys: ['a', 'b'], mismatchLabelKeys: ['b'] },
    ['p.matchLabelKeys[1]: Invalid value: "b": exists in both matchLabelKeys and mismatchLabelKeys'],
  ],
  [
    {
      labelSelector: { matchExpressions: [...labelSelector.matchExpressions, ...labelSelector.matchExpressions] },
      matchLabelKeys: ['tier'],
    },
    [`p[0]: Invalid value: "tier": ${twice}`],
  ],
])('%j', (term, errors) => expect(found((v) => validateMatchLabelKeys(v, 'R', term, 'p'))).toEqual(errors));

test.each<[any, string[], string[]]>([
  [{ labelSelector, matchLabelKeys: ['app'] }, ['app'], [`p[0]: Invalid value: "app": ${twice}`]],
  [{ labelSelector, matchLabelKeys: ['a', 'tier'] }, ['tier'], [`p[1]: Invalid value: "tier": ${twice}`]],
  [{ labelSelector, matchLabelKeys: ['app'] }, [], []],
  [{ labelSelector, matchLabelKeys: ['a'] }, ['a'], []],
  [{ matchLabelKeys: ['app'] }, ['app'], []],
  [{ labelSelector, mismatchLabelKeys: ['app'] }, ['app'], []],
])('%j in a pod with labels %j', (term, labels, errors) => {
  expect(found((v) => validateCreatedMatchLabelKeys(v, 'R', term, (key) => labels.includes(key), 'p', 'hint'))).toEqual(
    errors,
  );
});

test.each<[any, string[]]>([
  [{}, []],
  [{ labelSelector, matchLabelKeys: ['a'] }, []],
  [
    { labelSelector, matchLabelKeys: ['app', 'tier'] },
    [`p[0]: Invalid value: "app": ${twice}`, `p[1]: Invalid value: "tier": ${twice}`],
  ],
  [{ matchLabelKeys: ['a'] }, ['p: Forbidden: must not be specified when labelSelector is not set']],
])('up to 1.33: %j', (term, errors) =>
  expect(found((v) => validateSpreadLabelKeys(v, 'R', term, 'p'))).toEqual(errors),
);
