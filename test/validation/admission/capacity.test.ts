import * as fc from 'fast-check';
import { Capacity } from '../../../src';
import { findingText } from '../../../src/apimachinery/finding';
import { readCapacity } from '../../../src/validation/admission/capacity';
import { printResources } from '../../../src/validation/admission/pod-resources';

const problems = (capacity: any) => readCapacity(capacity).findings.map(findingText);

test.each<[string, Capacity | undefined]>([
  ['nothing', undefined],
  ['empty', {}],
  [
    'a node',
    {
      largestNode: {
        cpu: '64',
        memory: '256Gi',
        'ephemeral-storage': '1T',
        pods: '110',
        'hugepages-2Mi': '0',
        'nvidia.com/gpu': '8',
      },
    },
  ],
  ['numbers', { largestNode: { cpu: 64 as any } }],
  [
    'a quota',
    {
      resourceQuota: {
        cpu: '1',
        'requests.cpu': '1',
        'limits.cpu': '1',
        memory: '1Gi',
        'requests.ephemeral-storage': '1Gi',
        'requests.nvidia.com/gpu': '4',
        'requests.hugepages-2Mi': '1Gi',
        pods: '10',
        'count/jobs.batch': '5',
        configmaps: '10',
        'requests.storage': '1Ti',
        'gold.storageclass.storage.k8s.io/requests.storage': '1Ti',
      },
    },
  ],
  [
    'a limit range',
    {
      limitRange: [
        {
          type: 'Container',
          max: { cpu: '2' },
          min: { cpu: '1m' },
          default: { memory: '1Gi' },
          defaultRequest: { memory: '1Gi' },
          maxLimitRequestRatio: { cpu: '10' },
        },
        { type: 'Pod', max: { 'nvidia.com/gpu': '4' } },
        { type: 'PersistentVolumeClaim', max: { storage: '1Ti' } },
      ],
    },
  ],
])('%s is accepted', (_, capacity) => expect(problems(capacity)).toEqual([]));

test.each<[any, string]>([
  [
    { largestNode: { cpu: '8 cores' } },
    'capacity.largestNode[cpu]: Type invalid: "8 cores": quantities must match the regular expression',
  ],
  [
    { largestNode: { cpu: '-1' } },
    'capacity.largestNode[cpu]: Invalid value: "-1": must be greater than or equal to 0',
  ],
  [
    { largestNode: { cpus: '8' } },
    'capacity.largestNode[cpus]: Invalid value: "cpus": must be a standard resource type or fully qualified',
  ],
  [
    { largestNode: { 'requests.cpu': '8' } },
    'capacity.largestNode[requests.cpu]: Invalid value: "requests.cpu": must be a resource of nodes: cpu, ' +
      'memory, ephemeral-storage, pods, hugepages-2Mi or a device',
  ],
  [{ largestNode: ['8'] }, 'capacity.largestNode: Type invalid'],
  [{ largestNodes: { cpu: '8' } }, 'capacity.largestNodes: Unknown field. Did you ' + 'mean "largestNode"?'],
  [
    { resourceQuota: { 'nvidia.com/gpu': '8' } },
    'capacity.resourceQuota[nvidia.com/gpu]: Invalid value: "nvidia.com/gpu": limits nothing. Write ' +
      'requests.nvidia.com/gpu',
  ],
  [
    { resourceQuota: { 'limits.nvidia.com/gpu': '8' } },
    'capacity.resourceQuota[limits.nvidia.com/gpu]: Invalid value: "limits.nvidia.com/gpu": limits nothing. ' +
      'Write requests.nvidia.com/gpu',
  ],
  [
    { resourceQuota: { storage: '8' } },
    'capacity.resourceQuota[storage]: Invalid value: "storage": must be a standard resource for quota',
  ],
  [
    { resourceQuota: { 'jobs.batch': '8' } },
    'capacity.resourceQuota[jobs.batch]: Invalid value: "jobs.batch": must be a standard resource type or fully ' +
      'qualified',
  ],
  [{ limitRange: { type: 'Pod' } }, 'capacity.limitRange: Type invalid'],
  [
    { limitRange: [{}] },
    'capacity.limitRange[0].type: Unsupported value: "": supported values: "Container", "Pod", "PersistentVolumeClaim"',
  ],
  [
    { limitRange: [{ type: 'Container', max: { pods: '1' } }] },
    'capacity.limitRange[0].max[pods]: Invalid value: "pods": must be a standard resource for containers',
  ],
  [{ limitRange: [{ type: 'Container', maximum: { cpu: '1' } }] }, 'capacity.limitRange[0].maximum: Unknown field'],
  [
    { limitRange: [{ type: 'PersistentVolumeClaim', max: { memory: '1' } }] },
    'capacity.limitRange[0].max[memory]: Unsupported value: "memory": supported values: "storage"',
  ],
  ['lots', 'capacity: Type invalid'],
])('%j is refused', (capacity, problem) => {
  expect(problems(capacity)[0]).toContain(problem);
  expect(readCapacity(capacity).findings.every(({ rule }) => rule === 'HKUBE-CAPACITY')).toBe(true);
});

test('the other resources still count', () => {
  expect(printResources(readCapacity({ largestNode: { cpu: 'x', memory: '1Gi' } }).largestNode)).toEqual({
    memory: '1Gi',
  });
});

test('a limit range has the defaults of the server', () => {
  const item = {
    type: 'Container',
    max: { cpu: '4', memory: '4Gi' },
    min: { cpu: '1', 'ephemeral-storage': '2' },
    default: { cpu: '2' },
    defaultRequest: { memory: '1Gi' },
  };
  const [range] = readCapacity({ limitRange: [item] }).limitRange;
  expect(printResources(range.default)).toEqual({ cpu: '2', memory: '4Gi' });
  expect(printResources(range.defaultRequest)).toEqual({ cpu: '2', memory: '1Gi', 'ephemeral-storage': '2' });
});

test('any capacity is read without throwing', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value: any) => {
      readCapacity(value);
      readCapacity({ largestNode: value, resourceQuota: value, limitRange: value });
      readCapacity({ limitRange: [value, { type: value, max: value }] });
    }),
  );
  expect(problems(null)).toEqual([]);
});
