import { Validation } from '../../../src/apimachinery/finding';
import { validateRequestPolicy } from '../../../src/validation/objects/capacity-policy';
import { testRule } from '../kind-table';

const rule = (v: Validation, policy: any) => validateRequestPolicy(v, policy, '10', 'p');
const values = (...validValues: any[]) => ({ default: '1', validValues });
const range = (validRange: any, usual = '2') => ({ default: usual, validRange });
const eleven = Array.from({ length: 11 }, (_, i) => `${i + 1}`);

testRule(rule, {}, [
  [values('1', '2'), []],
  [{ validValues: ['1'] }, ['SLICE p.default: Required value: required when validValues is defined']],
  [values('2', '1'), ['SLICE p.validValues[1]: Invalid value: "1": values must be sorted']],
  [values('2'), ['SLICE p.validValues: Invalid value: "1": default value is not valid']],
  [values('1', '11'), ['SLICE p.validValues[1]: Invalid value: "11": option is larger than capacity value: 10']],
  [values('1', '1'), ['SLICE p.validValues[1]: Duplicate value: "1"']],
  [values('500m', '1'), ['SLICE p.validValues[1]: Duplicate value: "1"']],
  [values(...eleven), ['SLICE p.validValues: Too many: 11', 'SLICE p.validValues: Invalid value: "1": default value']],
  [{ ...values('1'), validRange: {} }, ['SLICE p: Forbidden: exactly one policy']],
  [{ validRange: {} }, ['SLICE p.default: Required value: required when validRange is defined']],
  [range({}), ['SLICE p.validRange.min: Required value']],
  [range({ min: '2', max: '10', step: '2' }), []],
  [range({ min: '10', max: '10' }, '10'), []],
  [range({ min: '11' }, '11'), ['SLICE p.validRange.min: Invalid value: "11": min is larger than capacity value: 10']],
  [range({ min: '3' }), ['SLICE p.validRange.default: Invalid value: "2": default is less than min: 3']],
  [range({ min: '3' }), ['SLICE p.validRange.min: Invalid value: "2": default is less than min: 3'], 36],
  [range({ min: '1', max: '1' }), ['SLICE p.validRange.default: Invalid value: "2": default is more than max: 1']],
  [range({ min: '1', max: '1' }), ['SLICE p.validRange.max: Invalid value: "2": default is more than max: 1'], 36],
  [range({ min: '1', max: '11' }), ['SLICE p.validRange.max: Invalid value: "11": max is larger than capacity']],
  [
    range({ min: '3', max: '2' }, '3'),
    ['SLICE p.validRange.max: Invalid value: "3": min is larger', 'SLICE p.validRange.default: Invalid value: "3"'],
  ],
  [range({ min: '1', step: '0' }), ['SLICE p.validRange.step: Invalid value: "0": must be greater than zero']],
  [range({ min: '1', step: '10' }, '1'), ['SLICE p.validRange.step: Invalid value: "10": one step 11 is larger']],
  [range({ min: '1', step: '2' }), ['SLICE p.validRange.step: Invalid value: "2": value is not a multiple']],
  [range({ min: '1', max: '4', step: '2' }, '3'), ['SLICE p.validRange.step: Invalid value: "4": value is not']],
  [range({ min: '500m', step: '250m' }, '1'), []],
  [range({ min: '500m', step: '300m' }, '1'), []],
  [range({ min: '1u', step: '1' }, '1'), []],
  [range({ min: '1', step: '1500m' }, '2'), ['SLICE p.validRange.step: Invalid value: "2": value is not a multiple']],
  [
    range({ min: '-1', step: '1' }, '1'),
    ['SLICE p.validRange.min: Invalid value: "-1": must be greater than or equal'],
  ],
]);

/** As the API server of Kubernetes 1.37.2 answers. */
describe('with DRAFractionalCapacityRange, amounts are not rounded up', () => {
  const tooFine = 'value cannot be represented as a milli value';
  testRule(
    rule,
    {},
    [
      [values('500m', '1'), []],
      [values('1', '1'), ['SLICE p.validValues[1]: Duplicate value: "1"']],
      [range({ min: '500m', max: '2', step: '500m' }), []],
      [range({ min: '500m', step: '500m' }, '700m'), ['SLICE p.validRange.step: Invalid value: "700m": value is not']],
      [range({ min: '1', step: '1' }, '1500m'), ['SLICE p.validRange.step: Invalid value: "1500m": value is not']],
      [
        range({ min: '500m', max: '1900m', step: '500m' }, '1'),
        ['SLICE p.validRange.step: Invalid value: "1900m": value is not a multiple'],
      ],
      [
        range({ min: '1u' }, '1u'),
        [
          `SLICE p.validRange.default: Invalid value: "1u": ${tooFine}`,
          `SLICE p.validRange.min: Invalid value: "1u": ${tooFine}`,
        ],
      ],
      [range({ min: '1', step: '1u' }), [`SLICE p.validRange.step: Invalid value: "1u": ${tooFine}`]],
      [range({ min: '1', step: '2' }), ['SLICE p.validRange.step: Invalid value: "2": value is not a multiple']],
      [
        range({ min: '-1', step: '1' }, '1'),
        ['SLICE p.validRange.min: Invalid value: "-1": must be greater than or equal'],
      ],
    ],
    { DRAFractionalCapacityRange: true },
  );
});
