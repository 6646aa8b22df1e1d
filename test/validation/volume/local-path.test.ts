import {
  hasBackstep,
  validateDescendingPath,
  validateNoBacksteps,
  validateNonReservedPath,
} from '../../../src/validation/volume/local-path';
import { found } from '../rules';

const ABSOLUTE = 'must be a relative path';
const BACKSTEP = "must not contain '..'";
const RESERVED = "must not start with '..'";

test.each<[string, string[], string[], string[]]>([
  ['', [], [], []],
  ['a/b', [], [], []],
  ['a..b/c..', [], [], []],
  ['..a', [], [], [RESERVED]],
  ['..', [BACKSTEP], [BACKSTEP], [BACKSTEP, RESERVED]],
  ['../a', [BACKSTEP], [BACKSTEP], [BACKSTEP]],
  ['a/../b', [BACKSTEP], [BACKSTEP], [BACKSTEP]],
  ['/a', [], [ABSOLUTE], [ABSOLUTE]],
  ['/../..', [BACKSTEP], [ABSOLUTE, BACKSTEP], [ABSOLUTE, BACKSTEP]],
])('the path %p', (value, backsteps, descending, reserved) => {
  const errors = (messages: string[]) =>
    messages.map((message) => `p: Invalid value: ${JSON.stringify(value)}: ${message}`);
  expect(found((v) => validateNoBacksteps(v, 'R', value, 'p'))).toEqual(errors(backsteps));
  expect(found((v) => validateDescendingPath(v, 'R', value, 'p'))).toEqual(errors(descending));
  expect(found((v) => validateNonReservedPath(v, 'R', value, 'p'))).toEqual(errors(reserved));
  expect(hasBackstep(value)).toBe(backsteps.length > 0);
});
