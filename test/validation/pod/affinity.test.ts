import { validateAffinity } from '../../../src/validation/pod/affinity';
import { beginnings, found } from '../rules';

const affinity = (value: any, minor?: number) => found((v) => validateAffinity(v, value, 'a'), minor);

test('node affinity is validated', () => {
  expect(affinity({ nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: {} } })).toEqual([
    'a.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms: Required value: must have ' +
      'at least one node selector term',
  ]);
});

describe('pod affinity', () => {
  const path = 'a.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]';
  const required = (term: any) => ({
    podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'zone', ...term }] },
  });
  const preferred = (term: any) => ({ podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [term] } });
  const labelSelector = { matchLabels: { app: 'x' } };

  test.each<[any]>([
    [required({})],
    [required({ labelSelector, namespaces: ['a'], namespaceSelector: {} })],
    [required({ labelSelector, matchLabelKeys: ['b'], mismatchLabelKeys: ['c'] })],
    [required({ labelSelector, matchLabelKeys: ['app'] })],
    [preferred({ weight: 100, podAffinityTerm: { topologyKey: 'a.b/c' } })],
  ])('%j is accepted', (value) => expect(affinity(value)).toEqual([]));

  test.each<[any, string[]]>([
    [
      required({ topologyKey: '' }),
      [
        `${path}.topologyKey: Required value: can not be empty`,
        `${path}.topologyKey: Invalid value: "": name part must be non-empty`,
        `${path}.topologyKey: Invalid value: "": name part must consist`,
      ],
    ],
    [required({ topologyKey: 'a b' }), [`${path}.topologyKey: Invalid value: "a b"`]],
    [required({ namespaces: ['Team_A'] }), [`${path}.namespace: Invalid value: "Team_A"`]],
    [
      required({ labelSelector: { matchLabels: { app: 'a b' } } }),
      [`${path}.labelSelector.matchLabels: Invalid value: "a b"`],
    ],
    [
      required({ namespaceSelector: { matchExpressions: [{ key: 'a', operator: 'In' }] } }),
      [`${path}.namespaceSelector.matchExpressions[0].values: Required value`],
    ],
    [
      required({ matchLabelKeys: ['a'] }),
      [`${path}.matchLabelKeys: Forbidden: must not be specified when labelSelector is not set`],
    ],
    [required({ labelSelector, mismatchLabelKeys: ['a b'] }), [`${path}.mismatchLabelKeys[0]: Invalid value: "a b"`]],
    [
      required({ labelSelector, matchLabelKeys: ['x', 'a'], mismatchLabelKeys: ['a'] }),
      [`${path}.matchLabelKeys[1]: Invalid value: "a": exists in both matchLabelKeys and mismatchLabelKeys`],
    ],
    [
      required({
        labelSelector: { ...labelSelector, matchExpressions: [{ key: 'app', operator: 'Exists' }] },
        matchLabelKeys: ['x', 'app'],
      }),
      [`${path}[1]: Invalid value: "app": exists in both matchLabelKeys and labelSelector`],
    ],
    [
      preferred({ podAffinityTerm: { topologyKey: 'zone' } }),
      ['a.podAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 0'],
    ],
    [
      preferred({ weight: 1 }),
      [1, 2, 3].map(
        () => 'a.podAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.topologyKey: ',
      ),
    ],
  ])('%j is refused', (value, errors) => expect(beginnings(affinity(value), errors)).toEqual(errors));
});
