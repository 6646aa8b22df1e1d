import { numberOf, validateAtMost100Percent, validateIntOrPercent } from '../../src/apimachinery/int-or-percent';
import { expectRuled } from '../validation/ruled';

const percent = "a valid percent string must be a numeric string followed by an ending '%'";

test.each<[number | string, number, string[]]>([
  [0, 0, []],
  [7, 7, []],
  [-1, -1, ['X p: Invalid value: -1: must be greater than or equal to 0']],
  ['0%', 0, []],
  ['100%', 100, []],
  ['101%', 101, ['X p: Invalid value: "101%": must not be greater than 100%']],
  ['7', 7, [`X p: Invalid value: "7": ${percent}`]],
  ['1.5%', 0, [`X p: Invalid value: "1.5%": ${percent}`]],
  ['', 0, [`X p: Invalid value: "": ${percent}`]],
  ['x', 0, [`X p: Invalid value: "x": ${percent}`]],
])('%j', (value, number, expected) => {
  expect(numberOf(value)).toBe(number);
  expectRuled((v) => {
    validateIntOrPercent(v, 'X', value, 'p');
    validateAtMost100Percent(v, 'X', value, 'p');
  }, expected);
});
