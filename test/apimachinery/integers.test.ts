import { nonNegative } from '../../src/apimachinery/integers';
import { found } from '../validation/rules';

test.each<[number | null | undefined, string[]]>([
  [undefined, []],
  [null, []],
  [0, []],
  [1, []],
  [-1, ['a: Invalid value: -1: must be greater than or equal to 0']],
])('%s', (value, expected) => expect(found((v) => nonNegative(v, 'RULE', 'a', value))).toEqual(expected));
