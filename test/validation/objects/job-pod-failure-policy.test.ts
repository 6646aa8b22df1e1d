import { NEWEST_MINOR } from '../../../src/apimachinery/schema';
import { validatePodFailurePolicy } from '../../../src/validation/objects/job-pod-failure-policy';
import { beginnings, found } from '../rules';

const spec = (rules: any[] | null, more: any = {}) => ({
  podFailurePolicy: { rules },
  template: { spec: { containers: [{ name: 'main' }], initContainers: [{ name: 'side' }] } },
  ...more,
});
const onExitCodes = (more: any) => [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [1], ...more } }];
const onPodConditions = (conditions: any[]) => [{ action: 'Ignore', onPodConditions: conditions }];
const numbers = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
const condition = { type: 'DisruptionTarget', status: 'True' };

test.each<[any, string[]]>([
  [spec(null), []],
  [spec([]), []],
  [spec(Array(20).fill(onExitCodes({})[0])), []],
  [spec(Array(21).fill(onExitCodes({})[0])), ['p.rules: Too many: 21: must have at most 20 items']],
  [
    spec([{ onExitCodes: { operator: 'In', values: [1] } }]),
    ['p.rules[0].action: Required value: valid values: ["Count" "FailIndex" "FailJob" "Ignore"]'],
  ],
  [
    spec([{ ...onExitCodes({})[0], action: 'failJob' }]),
    ['p.rules[0].action: Unsupported value: "failJob": supported values: "Count", "FailIndex", "FailJob", "Ignore"'],
  ],
  [
    spec([{ ...onExitCodes({})[0], action: 'FailIndex' }]),
    ['p.rules[0].action: Invalid value: "FailIndex": requires the backoffLimitPerIndex to be set'],
  ],
  [spec([{ ...onExitCodes({})[0], action: 'FailIndex' }], { backoffLimitPerIndex: 0 }), []],
  [
    spec([{ action: 'Count' }]),
    ['p.rules[0]: Invalid value: null: specifying one of OnExitCodes and OnPodConditions is required'],
  ],
  [spec([{ action: 'Count', onPodConditions: [] }]), ['p.rules[0]: Invalid value: null: specifying one of']],
  [
    spec([{ ...onExitCodes({})[0], onPodConditions: [condition] }]),
    ['p.rules[0]: Invalid value: null: specifying both OnExitCodes and OnPodConditions is not supported'],
  ],

  [spec(onExitCodes({ operator: 'NotIn', values: [0, 1, 300] })), []],
  [
    spec(onExitCodes({ operator: undefined })),
    ['p.rules[0].onExitCodes.operator: Required value: valid values: ["In" "NotIn"]'],
  ],
  [
    spec(onExitCodes({ operator: 'in' })),
    ['p.rules[0].onExitCodes.operator: Unsupported value: "in": supported values: "In", "NotIn"'],
  ],
  [
    spec(onExitCodes({ values: [0, 1] })),
    ['p.rules[0].onExitCodes.values[0]: Invalid value: 0: must not be 0 for the In operator'],
  ],
  [spec(onExitCodes({ values: [1, 1] })), ['p.rules[0].onExitCodes.values[1]: Duplicate value: 1']],
  [spec(onExitCodes({ values: [5, 1] })), ['p.rules[0].onExitCodes.values: Invalid value: [5,1]: must be ordered']],
  [
    spec(onExitCodes({ values: [] })),
    ['p.rules[0].onExitCodes.values: Invalid value: []: at least one value is required'],
  ],
  [spec(onExitCodes({ values: numbers(255) })), []],
  [
    spec(onExitCodes({ values: numbers(256) })),
    ['p.rules[0].onExitCodes.values: Too many: 256: must have at most 255 items'],
  ],
  [spec(onExitCodes({ containerName: 'main' })), []],
  [spec(onExitCodes({ containerName: 'side' })), []],
  [
    spec(onExitCodes({ containerName: 'nope' })),
    [
      'p.rules[0].onExitCodes.containerName: Invalid value: "nope": must be one of the container or ' +
        'initContainer names in the pod template',
    ],
  ],
  [spec(onExitCodes({ containerName: '' })), ['p.rules[0].onExitCodes.containerName: Invalid value: ""']],

  [spec(onPodConditions([condition, { ...condition, status: 'Unknown' }, { type: 'a.b/c', status: 'False' }])), []],
  [
    spec(onPodConditions([{ type: 'a b', status: 'True' }])),
    ['p.rules[0].onPodConditions[0].type: Invalid value: "a b"'],
  ],
  [
    spec(onPodConditions([{ type: 'a', status: 'true' }])),
    ['p.rules[0].onPodConditions[0].status: Unsupported value: "true": supported values: "False", "True", "Unknown"'],
  ],
  [spec(onPodConditions([{ type: 'a' }])), []],
  [spec(onPodConditions(Array(20).fill(condition))), []],
  [
    spec(onPodConditions(Array(21).fill(condition))),
    ['p.rules[0].onPodConditions: Too many: 21: must have at most 20 items'],
  ],
])('%j', (jobSpec, expected) => {
  expect(
    beginnings(
      found((v) => validatePodFailurePolicy(v, jobSpec, 'p', 'Job')),
      expected,
    ),
  ).toEqual(expected);
});

test.each([
  ['Job', 28, []],
  ['CronJob', 33, ['p.rules[0].onPodConditions[0].status: Required value: valid values: ["False" "True" "Unknown"]']],
  ['CronJob', 34, []],
] as const)('the default of a status in a %s of 1.%i', (controller, minor, expected) => {
  expect(
    found((v) => validatePodFailurePolicy(v, spec(onPodConditions([{ type: 'a' }])), 'p', controller), minor),
  ).toEqual(expected);
  expect(
    found((v) => validatePodFailurePolicy(v, spec(onPodConditions([condition])), 'p', controller), NEWEST_MINOR),
  ).toEqual([]);
});
