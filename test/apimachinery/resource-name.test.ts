import {
  isCountedInIntegers,
  mayOvercommit,
  validateContainerResourceName,
  validatePodResourceName,
} from '../../src/apimachinery/resource-name';
import { beginnings, found, long } from '../validation/rules';

const container = (name: string) => found((v) => validateContainerResourceName(v, name, 'r'));

test.each([
  'cpu',
  'memory',
  'ephemeral-storage',
  'hugepages-2Mi',
  'nvidia.com/gpu',
  'kubernetes.io/x',
  'a.kubernetes.io/x',
  `${long(244)}/x`,
  `a.b/${long(63)}`,
])('a container may have %p', (name) => expect(container(name)).toEqual([]));

test.each<[string, string[]]>([
  [
    'gpu',
    [
      'r: Invalid value: "gpu": must be a standard resource type or fully qualified',
      'r: Invalid value: "gpu": must be a standard resource for containers',
    ],
  ],
  ['pods', ['r: Invalid value: "pods": must be a standard resource for containers']],
  ['requests.cpu', ['r: Invalid value: "requests.cpu": must be a standard resource for containers']],
  [
    'requests.nvidia.com/gpu',
    ['r: Invalid value: "requests.nvidia.com/gpu": doesn\'t follow extended resource name standard'],
  ],
  [`${long(245)}/x`, [`r: Invalid value: "${long(200 - 1)}`]],
  [
    'a b',
    [
      'r: Invalid value: "a b": name part must consist of',
      'r: Invalid value: "a b": must be a standard resource for containers',
    ],
  ],
  ['A.b/c', ['r: Invalid value: "A.b/c": prefix part', 'r: Invalid value: "A.b/c": doesn\'t follow']],
  [`a.b/${long(64)}`, ['r: Invalid value', 'r: Invalid value']],
  [
    '',
    [
      'r: Invalid value: "": name part must be non-empty',
      'r: Invalid value: "": name part must consist',
      'r: Invalid value: "": must be a standard resource for containers',
    ],
  ],
])('a container may not have %p', (name, errors) => expect(beginnings(container(name), errors)).toEqual(errors));

const pod = (name: string) => found((v) => validatePodResourceName(v, name, 'r'));

test.each(['cpu', 'memory', 'hugepages-2Mi'])('a pod may have %p', (name) => expect(pod(name)).toEqual([]));

test.each<[string, string]>([
  ['ephemeral-storage', 'r: Unsupported value: "ephemeral-storage": supported values: "cpu", "hugepages-", "memory"'],
  ['nvidia.com/gpu', 'r: Unsupported value: "nvidia.com/gpu"'],
  ['gpu', 'r: Invalid value: "gpu": must be a standard resource type or fully qualified'],
])('a pod may not have %p', (name, error) => expect(beginnings(pod(name), [error])).toEqual([error]));

test.each([
  ['cpu', true, false],
  ['hugepages-2Mi', false, false],
  ['nvidia.com/gpu', false, true],
  ['kubernetes.io/x', true, false],
  ['pods', true, true],
])('%p may be overcommitted: %p, must be an integer: %p', (name, overcommit, integers) => {
  expect([mayOvercommit(name), isCountedInIntegers(name)]).toEqual([overcommit, integers]);
});
