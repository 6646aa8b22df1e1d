import { Validation } from '../../../src/apimachinery/finding';
import { validateTopologySpread, warnAboutSpread } from '../../../src/validation/pod/topology-spread';
import { beginnings, found } from '../rules';

const constraint = { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' };
const labelSelector = { matchLabels: { app: 'x' } };
const spread = (list: any[], minor?: number) => found((v) => validateTopologySpread(v, list, 't'), minor);

test.each<[any[]]>([
  [[]],
  [[constraint, { ...constraint, whenUnsatisfiable: 'ScheduleAnyway' }, { ...constraint, topologyKey: 'any thing' }]],
  [[{ ...constraint, minDomains: 1, nodeAffinityPolicy: 'Honor', nodeTaintsPolicy: 'Ignore', labelSelector }]],
  [[{ ...constraint, labelSelector, matchLabelKeys: ['a', 'b'] }]],
])('%j is accepted', (list) => expect(spread(list)).toEqual([]));

test.each<[any[], string[]]>([
  [
    [{}],
    [
      't[0].maxSkew: Invalid value: 0: must be greater than zero',
      't[0].topologyKey: Required value: can not be empty',
      't[0].whenUnsatisfiable: Unsupported value: "": supported values: "DoNotSchedule", "ScheduleAnyway"',
    ],
  ],
  [[{ ...constraint, maxSkew: -1 }], ['t[0].maxSkew: Invalid value: -1']],
  [
    [constraint, constraint, constraint],
    [
      't[0].{topologyKey, whenUnsatisfiable}: Duplicate value: "{zone, DoNotSchedule}"',
      't[1].{topologyKey, whenUnsatisfiable}: Duplicate',
    ],
  ],
  [[{ ...constraint, minDomains: 0 }], ['t[0].minDomains: Invalid value: 0: must be greater than zero']],
  [
    [{ ...constraint, whenUnsatisfiable: 'ScheduleAnyway', minDomains: 1 }],
    [
      't[0].minDomains: Invalid value: 1: can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ' +
        'ScheduleAnyway',
    ],
  ],
  [
    [{ ...constraint, nodeAffinityPolicy: 'x', nodeTaintsPolicy: '' }],
    [
      't[0].nodeAffinityPolicy: Unsupported value: "x": supported values: "Honor", "Ignore"',
      't[0].nodeTaintsPolicy: Unsupported value: ""',
    ],
  ],
  [
    [{ ...constraint, matchLabelKeys: ['a'] }],
    ['t[0].matchLabelKeys: Forbidden: must not be specified when labelSelector is not set'],
  ],
  [[{ ...constraint, labelSelector, matchLabelKeys: ['a b'] }], ['t[0].matchLabelKeys[0]: Invalid value: "a b"']],
  [
    [{ ...constraint, labelSelector: { matchLabels: { 'a b': 'c' } } }],
    ['t[0].labelSelector.matchLabels: Invalid value: "a b"'],
  ],
])('%j is refused', (list, errors) => expect(beginnings(spread(list), errors)).toEqual(errors));

test('up to 1.33 a key that the selector has is refused', () => {
  const once = [{ ...constraint, labelSelector, matchLabelKeys: ['app'] }];
  expect(spread(once, 34)).toEqual([]);
  expect(spread(once, 33)).toEqual([
    't[0].matchLabelKeys[0]: Invalid value: "app": exists in both matchLabelKeys and labelSelector',
  ]);
  const twice = [
    {
      ...constraint,
      labelSelector: { ...labelSelector, matchExpressions: [{ key: 'app', operator: 'Exists' }] },
      matchLabelKeys: ['app'],
    },
  ];
  expect(spread(twice, 34)).toEqual(['t[0][0]: Invalid value: "app": exists in both matchLabelKeys and labelSelector']);
});

test('keys without a selector are refused in 1.33', () => {
  expect(spread([{ ...constraint, matchLabelKeys: ['a'] }], 33)).toEqual([
    't[0].matchLabelKeys: Forbidden: must not be specified when labelSelector is not set',
  ]);
});

describe('the constraint selects', () => {
  const labels = { 'app.kubernetes.io/name': 'print', app: 'x' };
  const warned = (selector: any, of: any = labels) =>
    found((v) => warnAboutSpread(v, [{ ...constraint, labelSelector: selector }], of, ['job-name'], 't'));

  test.each<[any]>([
    [labelSelector],
    [{}],
    [{ matchExpressions: [{ key: 'app', operator: 'In', values: ['x', 'y'] }] }],
    [{ matchLabels: { 'job-name': 'print' } }],
    // What is wrong with the selector is an error already.
    [{ matchLabels: { '': 'x' } }],
  ])('the pods, or it is unknown: %j', (selector) => expect(warned(selector)).toEqual([]));

  test.each<[any]>([
    [undefined],
    [null],
    [{ matchLabels: { app: 'y' } }],
    [{ matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] }],
  ])('none of the pods: %j', (selector) => {
    const v = new Validation(37);
    warnAboutSpread(v, [{ ...constraint, labelSelector: selector }], labels, ['job-name'], 't');
    expect(v.findings).toMatchObject([
      {
        rule: 'WARN-SPREAD-SELECTOR',
        path: 't[0].labelSelector',
        detail: selector
          ? 'does not select these pods, so they are neither counted nor spread'
          : 'a null labelSelector results in matching no pod',
        hint: "Write labels of the pods, such as matchLabels: { 'app.kubernetes.io/name': 'print' }",
      },
    ]);
  });

  test('no pods if they have no labels', () => {
    expect(warned(labelSelector, null)[0]).toContain('nor spread');
    expect(found((v) => warnAboutSpread(v, undefined, labels, [], 't'))).toEqual([]);
  });
});
