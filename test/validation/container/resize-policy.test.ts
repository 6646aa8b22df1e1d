import { validateInitResizePolicy, validateResizePolicy } from '../../../src/validation/container/resize-policy';
import { found } from '../rules';

const resize = (policies: any[], podPolicy = 'Always', minor?: number) =>
  found((v) => validateResizePolicy(v, policies, podPolicy, 'r'), minor);
const cpu = { resourceName: 'cpu', restartPolicy: 'NotRequired' };

test.each<[any[], string]>([
  [[], 'Never'],
  [[cpu, { resourceName: 'memory', restartPolicy: 'RestartContainer' }], 'OnFailure'],
  [[cpu], 'Never'],
])('%j is accepted with %s', (policies, podPolicy) => expect(resize(policies, podPolicy)).toEqual([]));

test.each<[any[], string, number, string[]]>([
  [[cpu, cpu], 'Always', 37, ['r[1]: Duplicate value: "cpu"']],
  [[{}], 'Always', 37, ['r: Required value', 'r: Required value']],
  [[{ ...cpu, resourceName: 'gpu' }], 'Always', 37, ['r: Unsupported value: "gpu": supported values: "cpu", "memory"']],
  [
    [{ ...cpu, restartPolicy: 'x' }],
    'Always',
    37,
    ['r: Unsupported value: "x": supported values: "NotRequired", "RestartContainer"'],
  ],
  [
    [{ ...cpu, restartPolicy: 'RestartContainer' }],
    'Never',
    36,
    ["r: Invalid value: \"RestartContainer\": must be 'NotRequired' when pod `restartPolicy` is 'Never'"],
  ],
  [
    [{ ...cpu, restartPolicy: 'RestartContainer' }],
    'Never',
    35,
    ["r: Invalid value: \"RestartContainer\": must be 'NotRequired' when `restartPolicy` is 'Never'"],
  ],
])('%j is refused with %s in 1.%d', (policies, podPolicy, minor, errors) =>
  expect(resize(policies, podPolicy, minor)).toEqual(errors),
);

test('init containers that end may not require a restart since 1.36', () => {
  const ending = (restartPolicy: string, minor: number) =>
    found((v) => validateInitResizePolicy(v, [{ ...cpu, restartPolicy }], 'r'), minor);
  expect(ending('NotRequired', 36)).toEqual([]);
  expect(ending('RestartContainer', 35)).toEqual([]);
  expect(ending('RestartContainer', 36)).toEqual([
    'r[0].restartPolicy: Invalid value: "RestartContainer": must not be set to \'RestartContainer\' for ' +
      'non-sidecar initContainers',
  ]);
});
