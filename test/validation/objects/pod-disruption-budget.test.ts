import { validatePodDisruptionBudget } from '../../../src/validation/objects/pod-disruption-budget';
import { answersAlways } from '../any-object';
import { expectRuled } from '../ruled';
import { found } from '../rules';

const percent = "a valid percent string must be a numeric string followed by an ending '%'";

test.each<[any, string[]]>([
  [undefined, []],
  [{}, []],
  [{ selector: {}, minAvailable: 0, unhealthyPodEvictionPolicy: 'AlwaysAllow' }, []],
  [{ maxUnavailable: '100%', unhealthyPodEvictionPolicy: null }, []],
  [{ minAvailable: null, maxUnavailable: 0 }, []],
  [
    { minAvailable: 1, maxUnavailable: 1 },
    [
      'PDB-LIMIT spec: Invalid value: {"minAvailable":1,"maxUnavailable":1}: minAvailable and ' +
        'maxUnavailable cannot be both set',
    ],
  ],
  [{ minAvailable: -1 }, ['PDB-LIMIT spec.minAvailable: Invalid value: -1: must be greater than or equal to 0']],
  [{ minAvailable: '1' }, [`PDB-LIMIT spec.minAvailable: Invalid value: "1": ${percent}`]],
  [{ maxUnavailable: '1.5%' }, [`PDB-LIMIT spec.maxUnavailable: Invalid value: "1.5%": ${percent}`]],
  [{ maxUnavailable: '101%' }, ['PDB-LIMIT spec.maxUnavailable: Invalid value: "101%": must not be greater than 100%']],
  [
    { selector: { matchExpressions: [{ key: 'a', operator: 'Exists', values: ['b'] }] } },
    ['PDB-SELECTOR spec.selector.matchExpressions[0].values: Forbidden: may not be specified'],
  ],
  [
    { unhealthyPodEvictionPolicy: '' },
    [
      'PDB-EVICTION spec.unhealthyPodEvictionPolicy: Unsupported value: "": supported values: ' +
        '"AlwaysAllow", "IfHealthyBudget"',
    ],
  ],
])('%j', (spec, expected) =>
  expectRuled((v) => validatePodDisruptionBudget(v, { metadata: { name: 'a' }, spec }), expected),
);

test('its name is validated like others', () => {
  expectRuled((v) => validatePodDisruptionBudget(v, { metadata: { name: 'A_b' } }), []);
  expectRuled(
    (v) => validatePodDisruptionBudget(v, { metadata: { name: 'a/b' } }),
    [`META-NAME-SUBDOMAIN metadata.name: Invalid value: "a/b": may not contain '/'`],
  );
  expectRuled((v) => validatePodDisruptionBudget(v, {}), ['META-NAME-REQUIRED metadata.name: Required value']);
});

test('any PodDisruptionBudget is validated without throwing', () => answersAlways('policy/v1', 'PodDisruptionBudget'));

test('warns about the label that the server removes', () => {
  const reserved = { key: 'pdb.kubernetes.io/deprecated-v1beta1-empty-selector-match', operator: 'Exists' };
  const texts = (selector: any) =>
    found((v) => validatePodDisruptionBudget(v, { metadata: { name: 'b' }, spec: { selector } }));
  expect(texts({ matchExpressions: [reserved] })).toEqual([]);
  expect(texts({ matchExpressions: [reserved], matchLabels: { a: 'b' } })).toEqual([
    'spec.selector.matchExpressions[0]: Warning: the server drops this requirement: the label is reserved',
  ]);
});
