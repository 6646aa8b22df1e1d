import { beginnings, found } from './rules';
import { validateTopologySpread } from '../../src/validation/topology-spread';

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
  [[{}], ['t[0].maxSkew: Invalid value: 0: must be greater than zero', 't[0].topologyKey: Required value: can not be empty', 't[0].whenUnsatisfiable: Unsupported value: "": supported values: "DoNotSchedule", "ScheduleAnyway"']],
  [[{ ...constraint, maxSkew: -1 }], ['t[0].maxSkew: Invalid value: -1']],
  [[constraint, constraint, constraint], ['t[0].{topologyKey, whenUnsatisfiable}: Duplicate value: "{zone, DoNotSchedule}"', 't[1].{topologyKey, whenUnsatisfiable}: Duplicate']],
  [[{ ...constraint, minDomains: 0 }], ['t[0].minDomains: Invalid value: 0: must be greater than zero']],
  [[{ ...constraint, whenUnsatisfiable: 'ScheduleAnyway', minDomains: 1 }], ['t[0].minDomains: Invalid value: 1: can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ScheduleAnyway']],
  [[{ ...constraint, nodeAffinityPolicy: 'x', nodeTaintsPolicy: '' }], ['t[0].nodeAffinityPolicy: Unsupported value: "x": supported values: "Honor", "Ignore"', 't[0].nodeTaintsPolicy: Unsupported value: ""']],
  [[{ ...constraint, matchLabelKeys: ['a'] }], ['t[0].matchLabelKeys: Forbidden: must not be specified when labelSelector is not set']],
  [[{ ...constraint, labelSelector, matchLabelKeys: ['a b'] }], ['t[0].matchLabelKeys[0]: Invalid value: "a b"']],
  [[{ ...constraint, labelSelector: { matchLabels: { 'a b': 'c' } } }], ['t[0].labelSelector.matchLabels: Invalid value: "a b"']],
])('%j is refused', (list, errors) => expect(beginnings(spread(list), errors)).toEqual(errors));

test('a key that is selected already', () => {
  const once = [{ ...constraint, labelSelector, matchLabelKeys: ['app'] }];
  expect(spread(once, 34)).toEqual([]);
  expect(spread(once, 33)).toEqual(['t[0].matchLabelKeys[0]: Invalid value: "app": exists in both matchLabelKeys and labelSelector']);
  const twice = [{ ...constraint, labelSelector: { ...labelSelector, matchExpressions: [{ key: 'app', operator: 'Exists' }] }, matchLabelKeys: ['app'] }];
  expect(spread(twice, 34)).toEqual(['t[0][0]: Invalid value: "app": exists in both matchLabelKeys and labelSelector']);
});

test('keys without a selector in 1.33', () => {
  expect(spread([{ ...constraint, matchLabelKeys: ['a'] }], 33)).toEqual(['t[0].matchLabelKeys: Forbidden: must not be specified when labelSelector is not set']);
});
