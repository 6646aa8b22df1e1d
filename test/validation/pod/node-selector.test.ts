import { validateNodeAffinity } from '../../../src/validation/pod/node-selector';
import { beginnings, found, hints } from '../rules';

const affinity = ({ nodeAffinity }: any, minor?: number) =>
  found((v) => validateNodeAffinity(v, nodeAffinity, 'a.nodeAffinity'), minor);
const path = 'a.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms';
const required = (...nodeSelectorTerms: any[]) => ({
  nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
});
const preferred = (term: any) => ({ nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [term] } });
const expression = (operator: string, ...values: string[]) =>
  required({ matchExpressions: [{ key: 'zone', operator, values }] });
const field = (operator: string, ...values: string[]) =>
  required({ matchFields: [{ key: 'metadata.name', operator, values }] });

test.each<[any]>([
  [{ nodeAffinity: {} }],
  [required({})],
  [expression('In', 'a', '')],
  [expression('NotIn', 'a')],
  [expression('Exists')],
  [expression('DoesNotExist')],
  [expression('Gt', 'no-number')],
  [field('In', 'node-1')],
  [preferred({ weight: 1, preference: { matchExpressions: [{ key: 'zone', operator: 'In', values: ['a b'] }] } })],
  [preferred({ weight: 100 })],
])('%j is accepted', (value) => expect(affinity(value)).toEqual([]));

test.each<[any, string[]]>([
  [required(), [`${path}: Required value: must have at least one node selector term`]],
  [expression('In'), [`${path}[0].matchExpressions[0].values: Required value: must be specified when`]],
  [expression('Exists', 'a'), [`${path}[0].matchExpressions[0].values: Forbidden: may not be specified when`]],
  [expression('Lt'), [`${path}[0].matchExpressions[0].values: Required value: must be specified single value`]],
  [expression('Gt', '1', '2'), [`${path}[0].matchExpressions[0].values: Required value`]],
  [
    expression('in', 'a'),
    [`${path}[0].matchExpressions[0].operator: Invalid value: "in": not a valid selector operator`],
  ],
  [expression('In', 'a b'), [`${path}[0].matchExpressions[0].values[0]: Invalid value: "a b"`]],
  [
    required({ matchExpressions: [{ key: 'a b', operator: 'Exists' }] }),
    [`${path}[0].matchExpressions[0].key: Invalid value: "a b"`],
  ],
  [field('In'), [`${path}[0].matchFields[0].values: Required value: must be only one value`]],
  [field('In', 'a', 'b'), [`${path}[0].matchFields[0].values: Required value`]],
  [field('Exists'), [`${path}[0].matchFields[0].operator: Invalid value: "Exists"`]],
  [field('In', 'Node_1'), [`${path}[0].matchFields[0].values[0]: Invalid value: "Node_1"`]],
  [
    required({ matchFields: [{ key: 'x', operator: 'In', values: ['a'] }] }),
    [`${path}[0].matchFields[0].key: Invalid value: "x": not a valid field selector key`],
  ],
  [
    preferred({}),
    [
      'a.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 0: must be in ' +
        'the range 1-100',
    ],
  ],
  [
    preferred({ weight: 101 }),
    ['a.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 101'],
  ],
])('%j is refused', (value, errors) => expect(beginnings(affinity(value), errors)).toEqual(errors));

test('up to 1.32 required values may have any form', () => expect(affinity(expression('In', 'a b'), 32)).toEqual([]));

test.each(['Exists', 'DoesNotExist'])('%s with values has a hint', (operator) => {
  const { nodeAffinity } = expression(operator, 'b');
  expect(hints((v) => validateNodeAffinity(v, nodeAffinity, 'a'))).toEqual([
    'remove values, or use operator: In or NotIn',
  ]);
});
