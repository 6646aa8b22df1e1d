import { unknownOptions } from '../src/options';

test.each<[object, object[]]>([
  [{}, []],
  [{ size: undefined }, []],
  [{ Size: 1, weight: 2 }, [
    { path: 'box.Size', type: 'Unknown field', rule: 'R', severity: 'error', detail: '', hint: 'Did you mean "size"?' },
    { path: 'box.weight', type: 'Unknown field', rule: 'R', severity: 'error', detail: '', hint: undefined },
  ]],
  // Not by inheritance.
  [{ toString: 1 }, [{ path: 'box.toString', type: 'Unknown field', rule: 'R', severity: 'error', detail: '', hint: undefined }]],
])('%j', (options, expected) => expect(unknownOptions(options, { size: true }, 'R', 'box')).toEqual(expected));

test('at the top, with a hint', () => {
  expect(unknownOptions({ Size: 1, weight: 2 }, { size: true }, 'R', undefined, 'Weigh it')).toEqual([
    { path: 'Size', type: 'Unknown field', rule: 'R', severity: 'error', detail: '', hint: 'Did you mean "size"?' },
    { path: 'weight', type: 'Unknown field', rule: 'R', severity: 'error', detail: '', hint: 'Weigh it' },
  ]);
});
