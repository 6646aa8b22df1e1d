import { validateTolerations } from '../../../src/validation/pod/toleration';
import { beginnings, found, hints } from '../rules';

const tolerations = (toleration: any, minor?: number) => found((v) => validateTolerations(v, [toleration], 't'), minor);

test.each<[any]>([
  [{ key: 'a', value: 'b' }],
  [{ key: 'a.b/c', operator: 'Equal', value: '', effect: 'NoSchedule' }],
  [{ operator: 'Exists' }],
  [{ key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: -1 }],
  [{ operator: 'Exists', effect: '' }],
])('%j is accepted', (toleration) => expect(tolerations(toleration)).toEqual([]));

test.each<[any, string[]]>([
  [{}, ['t[0].operator: Invalid value: "": operator must be Exists when `key` is empty, which means']],
  [{ operator: 'Equal' }, ['t[0].operator: Invalid value: "Equal"']],
  [{ key: 'a b' }, ['t[0].key: Invalid value: "a b"']],
  [{ key: 'a', value: 'a b' }, ['t[0].operator: Invalid value: "a b": a valid label must']],
  [
    { key: 'a', operator: 'Exists', value: 'x' },
    ['t[0].operator: Invalid value: "x": value must be empty when `operator` is \'Exists\''],
  ],
  [{ key: 'a', operator: 'In' }, ['t[0].operator: Unsupported value: "In": supported values: "Equal", "Exists"']],
  [
    { key: 'a', effect: 'noexecute' },
    ['t[0].effect: Unsupported value: "noexecute": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"'],
  ],
  [
    { key: 'a', effect: 'NoSchedule', tolerationSeconds: 1 },
    ['t[0].effect: Invalid value: "NoSchedule": effect must be \'NoExecute\' when `tolerationSeconds` is set'],
  ],
])('%j is refused', (toleration, errors) => expect(beginnings(tolerations(toleration), errors)).toEqual(errors));

test('Exists with a value has a hint', () => {
  const toleration = { key: 'a', operator: 'Exists', value: 'x' };
  expect(hints((v) => validateTolerations(v, [toleration], 't'))).toEqual(['remove value, or use operator: Equal']);
});

test('Lt and Gt are known, but disabled by their feature gate', () => {
  expect(tolerations({ key: 'a', operator: 'Lt', value: '1' }, 35)).toEqual([
    't[0].operator: Unsupported value: "Lt": supported values: "Equal", "Exists", "Lt", "Gt"',
  ]);
  expect(tolerations({ key: 'a', operator: 'Lt', value: '1' }, 34)).toEqual([
    't[0].operator: Unsupported value: "Lt": supported values: "Equal", "Exists"',
  ]);
});
