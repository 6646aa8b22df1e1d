import {
  validateContainerRestartPolicy,
  validateInitRestartPolicy,
} from '../../../src/validation/container/restart-policy';
import { beginnings, found } from '../rules';

const regular = (container: any, minor?: number) =>
  found((v) => validateContainerRestartPolicy(v, container, 'c'), minor);
const init = (container: any, minor?: number) => found((v) => validateInitRestartPolicy(v, container, 'c'), minor);
const onExit = (operator: string, count = 1) => ({
  action: 'Restart',
  exitCodes: { operator, values: Array(count).fill(1) },
});
const NOTHING: string[] = [];

test.each<[any, number, string[], string[]]>([
  [{}, 28, NOTHING, NOTHING],
  [{}, 37, NOTHING, NOTHING],
  [{ restartPolicy: 'Always' }, 37, NOTHING, NOTHING],
  [{ restartPolicy: 'OnFailure' }, 35, NOTHING, NOTHING],
  [{ restartPolicy: 'Always' }, 33, ['c.restartPolicy: Forbidden: may not be set for non-init containers'], NOTHING],
  [
    { restartPolicy: 'Never' },
    33,
    ['c.restartPolicy: Forbidden'],
    ['c.restartPolicy: Unsupported value: "Never": supported values: "Always"'],
  ],
  [
    { restartPolicy: 'always' },
    35,
    ['c.restartPolicy: Unsupported value: "always": supported values: "Always", "Never", "OnFailure"'],
    ['c.restartPolicy: Unsupported value: "always"'],
  ],
  [
    { restartPolicy: 'Always', restartPolicyRules: [onExit('In')] },
    35,
    NOTHING,
    [
      'c.restartPolicyRules: Forbidden: restartPolicyRules are not allowed for init containers with restart ' +
        'policy Always',
    ],
  ],
  [{ restartPolicy: 'Always', restartPolicyRules: [onExit('NotIn', 255)] }, 36, NOTHING, NOTHING],
  [
    { restartPolicyRules: [{}] },
    37,
    [
      'c.restartPolicy: Required value: must specify restartPolicy when restart rules are used',
      'c.restartPolicyRules[0].action: Unsupported value: ""',
      'c.restartPolicyRules[0].exitCodes: Required value',
    ],
    ['c.restartPolicy: Required value'],
  ],
  [
    { restartPolicy: 'Never', restartPolicyRules: [{ ...onExit('in'), action: 'RestartAllContainers' }] },
    36,
    ['c.restartPolicyRules[0].exitCodes.operator: Unsupported value: "in"'],
    ['c.restartPolicyRules[0].exitCodes.operator'],
  ],
  [
    { restartPolicy: 'Never', restartPolicyRules: [{ ...onExit('In'), action: 'RestartAllContainers' }] },
    35,
    ['c.restartPolicyRules[0].action: Unsupported value: "RestartAllContainers": supported values: "Restart"'],
    ['c.restartPolicyRules[0].action'],
  ],
  [
    { restartPolicy: 'Never', restartPolicyRules: [onExit('In', 256)] },
    37,
    ['c.restartPolicyRules[0].exitCodes.values: Too many: 256: must have at most 255 items'],
    ['c.restartPolicyRules[0].exitCodes.values: Too many'],
  ],
  [{ restartPolicy: 'Never', restartPolicyRules: Array(20).fill(onExit('In')) }, 37, NOTHING, NOTHING],
  [
    { restartPolicy: 'Never', restartPolicyRules: Array(21).fill(onExit('In')) },
    37,
    ['c.restartPolicyRules: Too many: 21: must have at most 20 items'],
    ['c.restartPolicyRules: Too many'],
  ],
  [
    { restartPolicy: 'Never', restartPolicyRules: Array(21).fill(onExit('In')) },
    35,
    ['c.restartPolicyRules: Too long'],
    ['c.restartPolicyRules: Too long'],
  ],
])('%j in 1.%d', (container, minor, asRegular, asInit) => {
  expect(beginnings(regular(container, minor), asRegular)).toEqual(asRegular);
  expect(beginnings(init(container, minor), asInit)).toEqual(asInit);
});
