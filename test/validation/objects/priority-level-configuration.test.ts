import { validatePriorityLevelConfiguration } from '../../../src/validation/objects/priority-level-configuration';
import { testNeverThrows, testRule } from '../kind-table';

const limited = (change: any) => ({
  spec: { type: 'Limited', limited: { limitResponse: { type: 'Reject' }, ...change } },
});
const queuing = (change: any) => limited({ limitResponse: { type: 'Queue', queuing: change } });
const response = 'PRIORITY-LEVEL spec.limited.limitResponse';

testRule(validatePriorityLevelConfiguration, { metadata: { name: 'p' }, ...limited({}) }, [
  [
    { metadata: { name: 'exempt' }, spec: { type: 'Exempt', limited: undefined, exempt: { lendablePercent: 100 } } },
    [],
  ],
  [
    { metadata: { name: 'exempt' }, spec: { type: 'Exempt', limited: undefined, exempt: { lendablePercent: 101 } } },
    ['PRIORITY-LEVEL spec.exempt.lendablePercent: Invalid value: 101'],
  ],
  [
    { spec: { type: 'Exempt', limited: undefined } },
    ['PRIORITY-LEVEL spec.type: Invalid value: "Exempt": must be \'Exempt\' if and only if'],
  ],
  [{ metadata: { name: 'catch-all' }, ...limited({ nominalConcurrencyShares: 5 }) }, []],
  [{ metadata: { name: 'catch-all' } }, ['PRIORITY-LEVEL spec: Invalid value']],
  [{ spec: { type: '' } }, ['PRIORITY-LEVEL spec.type: Required value', 'PRIORITY-LEVEL spec.limited: Forbidden']],
  [{ spec: { type: '' } }, ['PRIORITY-LEVEL spec.type: Unsupported value: ""'], 36],
  [{ spec: { limited: undefined } }, ['PRIORITY-LEVEL spec.limited: Required value']],
  [{ spec: { exempt: {} } }, ['PRIORITY-LEVEL spec.exempt: Forbidden']],
  [limited({ nominalConcurrencyShares: 0, lendablePercent: 0, borrowingLimitPercent: 0 }), []],
  [
    limited({ nominalConcurrencyShares: -1 }),
    ['PRIORITY-LEVEL spec.limited.nominalConcurrencyShares: Invalid value: -1'],
  ],
  [limited({ lendablePercent: 101 }), ['PRIORITY-LEVEL spec.limited.lendablePercent: Invalid value: 101']],
  [limited({ borrowingLimitPercent: -1 }), ['PRIORITY-LEVEL spec.limited.borrowingLimitPercent: Invalid value: -1']],
  [limited({ limitResponse: undefined }), [`${response}.type: Required value`]],
  [limited({ limitResponse: undefined }), [`${response}.type: Unsupported value: ""`], 36],
  [limited({ limitResponse: { type: 'x' } }), [`${response}.type: Unsupported value: "x"`]],
  [limited({ limitResponse: { type: 'Queue' } }), [`${response}.queuing: Required value`]],
  [limited({ limitResponse: { type: 'Reject', queuing: {} } }), [`${response}.queuing: Forbidden`]],
  [queuing({}), []],
  [queuing({ queues: 64, handSize: 10 }), []],
  [queuing({ queues: 64, handSize: 11 }), [`${response}.queuing.handSize: Invalid value: 11: required entropy`]],
  [queuing({ queues: 2, handSize: 3 }), [`${response}.queuing.handSize: Invalid value: 3: should not be greater`]],
  [queuing({ handSize: -1 }), [`${response}.queuing.handSize: Invalid value: -1: must be positive`]],
  [queuing({ queueLengthLimit: -1 }), [`${response}.queuing.queueLengthLimit: Invalid value: -1`]],
  [queuing({ queues: 10000001, handSize: 1 }), [`${response}.queuing.queues: Invalid value: 10000001`]],
]);
testNeverThrows('flowcontrol.apiserver.k8s.io/v1', 'PriorityLevelConfiguration');
