import { validatePriorityClass } from '../../../src/validation/objects/priority-class';
import { answersAlways } from '../any-object';
import { expectRuled } from '../ruled';

const reserved =
  "PRIO-SYSTEM metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for " +
  'system use only. error:';
const critical = { metadata: { name: 'system-node-critical' }, value: 2000001000 };

test.each<[any, string[]]>([
  [{}, []],
  [{ value: 1000000000, preemptionPolicy: 'Never', globalDefault: true }, []],
  [{ value: -2147483648 }, []],
  [
    { value: 1000000001 },
    ['PRIO-VALUE value: Forbidden: maximum allowed value of a user defined priority is 1000000000'],
  ],
  [{ preemptionPolicy: null }, []],
  [{ preemptionPolicy: '' }, ['PRIO-PREEMPTION preemptionPolicy: Required value']],
  [
    { preemptionPolicy: 'never' },
    ['PRIO-PREEMPTION preemptionPolicy: Unsupported value: "never": supported values: "PreemptLowerPriority", "Never"'],
  ],
  [{ metadata: {} }, ['META-NAME-REQUIRED metadata.name: Required value']],
  [critical, []],
  [{ ...critical, value: 2000000000 }, [`${reserved} value of system-node-critical PriorityClass must be 2000001000`]],
  [
    { ...critical, globalDefault: true },
    [`${reserved} globalDefault of system-node-critical PriorityClass must be false`],
  ],
  [{ metadata: { name: 'system-cluster-critical' }, value: 2000000000 }, []],
  [{ metadata: { name: 'system-x' }, value: 1 }, [`${reserved} system-x is not a known system priority class`]],
  [{ metadata: { generateName: 'system-' } }, [`${reserved} system-xxxxx is not a known system priority class`]],
])('%j', (object, expected) =>
  expectRuled((v) => validatePriorityClass(v, { metadata: { name: 'a' }, ...object }), expected),
);

test('any PriorityClass is validated without throwing', () => answersAlways('scheduling.k8s.io/v1', 'PriorityClass'));
