import * as fc from 'fast-check';
import { Capacity } from '../../../src';
import { typeAndDetail, Validation } from '../../../src/apimachinery/finding';
import { readCapacity } from '../../../src/validation/admission/capacity';
import { checkCapacity } from '../../../src/validation/admission/capacity-rules';

const container = (name: string, requests?: any, limits?: any, more: any = {}) => ({
  name,
  image: 'i',
  resources: { requests, limits },
  ...more,
});
const spec = (...containers: any[]) => ({ containers });

function errors(capacity: Capacity, podSpec: any, minor = 37): string[] {
  const v = new Validation(minor);
  checkCapacity(v, readCapacity(capacity), podSpec, 'p');
  return v.findings.map((error) => `${error.rule} ${error.path}: ${typeAndDetail(error)}`);
}

describe('the largest node', () => {
  const node = { cpu: '8', memory: '32Gi', 'nvidia.com/gpu': '2' };
  const error = (text: string) => [`HKUBE-CAPACITY-NODE p: Forbidden: ${text}`];

  test.each<[string, { [name: string]: string }, any]>([
    ['just as much', node, spec(container('a', { cpu: '5' }), container('b', { cpu: '3', memory: '32Gi' }))],
    ['limits may be greater', node, spec(container('a', { cpu: '8' }, { cpu: '100' }))],
    ['a resource that is not listed', { cpu: '8' }, spec(container('a', { memory: '1Ti' }))],
    ['a device, where none is listed', { cpu: '8' }, spec(container('a', undefined, { 'nvidia.com/gpu': '1' }))],
    ['huge pages, where devices are listed', node, spec(container('a', { 'hugepages-2Mi': '4Mi' }))],
    ['no device of an unlisted kind', node, spec(container('a', undefined, { 'amd.com/gpu': '0' }))],
    ['room for one pod', { pods: '1' }, spec(container('a', { cpu: '8' }))],
    ['no node is known', {}, spec(container('a', { cpu: '1000' }))],
  ])('accepts: %s', (_, largestNode, podSpec) => expect(errors({ largestNode }, podSpec)).toEqual([]));

  test.each<[string, { [name: string]: string }, any, string]>([
    [
      'a thousandth too much',
      node,
      spec(container('a', { cpu: '5' }), container('b', { cpu: '3001m' })),
      'requests 8001m cpu (a 5, b 3001m), but the largest node has 8',
    ],
    [
      'together',
      node,
      {
        ...spec(container('algorunner', { cpu: '8' })),
        initContainers: [container('web', { cpu: '4' }, undefined, { restartPolicy: 'Always' })],
      },
      'requests 12 cpu (algorunner 8, web 4), but the largest node has 8',
    ],
    [
      'while it starts',
      node,
      { ...spec(container('algorunner', { cpu: '1' })), initContainers: [container('fetch', { memory: '64Gi' })] },
      'requests 64Gi memory (fetch 64Gi while the pod starts), but the largest node has 32Gi',
    ],
    [
      'by a limit without a request',
      node,
      spec(container('a', undefined, { cpu: '9' })),
      'requests 9 cpu (a 9), but the largest node has 8',
    ],
    [
      'devices',
      node,
      spec(container('a', undefined, { 'nvidia.com/gpu': '3' })),
      'requests 3 nvidia.com/gpu (a 3), but the largest node has 2',
    ],
    [
      'a device of an unlisted kind, where devices are listed',
      node,
      spec(container('a', undefined, { 'amd.com/gpu': '1' })),
      'requests 1 amd.com/gpu (a 1), but the largest node has 0',
    ],
    [
      'a resource that the node has none of',
      { 'hugepages-2Mi': '0' },
      spec(container('a', { 'hugepages-2Mi': '4Mi' })),
      'requests 4Mi hugepages-2Mi (a 4Mi), but the largest node has 0',
    ],
    ['no room for pods', { pods: '0' }, spec(container('a')), 'requests 1 pods, but the largest node has 0'],
    [
      "the pod's own resources",
      node,
      { ...spec(container('a')), resources: { requests: { cpu: '9' } } },
      "requests 9 cpu (the pod's own resources 9), but the largest node has 8",
    ],
    [
      'overhead',
      node,
      { ...spec(container('a', { cpu: '8' })), overhead: { cpu: '250m' } },
      'requests 8250m cpu (a 8, overhead 250m), but the largest node has 8',
    ],
    [
      'what a limit range fills in',
      node,
      spec(container('a'), container('b', { cpu: '1' })),
      'requests 9 cpu (a 8, b 1), but the largest node has 8',
    ],
  ])('refuses: %s', (what, largestNode, podSpec, text) => {
    const limitRange = what.includes('fills in') ? [{ type: 'Container', defaultRequest: { cpu: '8' } }] : [];
    expect(errors({ largestNode, limitRange }, podSpec)).toEqual(error(text));
  });
});

describe('the limit range', () => {
  const CONTAINER = { type: 'Container', max: { cpu: '2' }, min: { cpu: '100m' }, maxLimitRequestRatio: { cpu: '3' } };

  test.each<[string, any, any]>([
    [
      'at both bounds',
      CONTAINER,
      spec(container('a', { cpu: '100m' }, { cpu: '300m' }), container('b', { cpu: '2' }, { cpu: '2' })),
    ],
    ['another resource', CONTAINER, spec(container('a', { cpu: '1', memory: '1Ti' }, { cpu: '1' }))],
    ['what it fills in itself', CONTAINER, spec(container('a'))],
    [
      'a ratio that is not whole',
      { type: 'Container', maxLimitRequestRatio: { cpu: '1.5' } },
      spec(container('a', { cpu: '2' }, { cpu: '3' })),
    ],
    [
      'a pod at its bounds',
      { type: 'Pod', max: { cpu: '3' }, min: { cpu: '3' } },
      spec(container('a', { cpu: '1' }, { cpu: '1' }), container('b', { cpu: '2' }, { cpu: '2' })),
    ],
    [
      "a pod's overhead",
      { type: 'Pod', max: { cpu: '1' } },
      { ...spec(container('a', { cpu: '1' }, { cpu: '1' })), overhead: { cpu: '1' } },
    ],
    ['a limit for claims', { type: 'PersistentVolumeClaim', max: { storage: '1Gi' } }, spec(container('a'))],
  ])('accepts: %s', (_, range, podSpec) => expect(errors({ limitRange: [range] }, podSpec)).toEqual([]));

  test.each<[string, any, any, string[]]>([
    [
      'above the maximum',
      CONTAINER,
      spec(container('a', { cpu: '1' }, { cpu: '2001m' })),
      ['p.containers[0].resources: Forbidden: maximum cpu usage per Container is 2, but limit is 2001m'],
    ],
    [
      'a request above the maximum',
      { type: 'Container', max: { cpu: '2' } },
      spec(container('a', { cpu: '3' })),
      ['p.containers[0].resources: Forbidden: maximum cpu usage per Container is 2, but request is 3'],
    ],
    [
      'below the minimum',
      CONTAINER,
      spec(container('a', { cpu: '99m' }, { cpu: '100m' })),
      ['p.containers[0].resources: Forbidden: minimum cpu usage per Container is 100m, but request is 99m'],
    ],
    [
      'a limit below the minimum',
      { type: 'Container', min: { cpu: '2' } },
      spec(container('a', { cpu: '2' }, { cpu: '1' })),
      ['p.containers[0].resources: Forbidden: minimum cpu usage per Container is 2, but limit is 1'],
    ],
    [
      'above the ratio',
      CONTAINER,
      spec(container('a', { cpu: '100m' }, { cpu: '301m' })),
      [
        'p.containers[0].resources: Forbidden: cpu max limit to request ratio per Container is 3, but provided ' +
          'ratio is 3.010000',
      ],
    ],
    [
      'a ratio without a request',
      { type: 'Container', maxLimitRequestRatio: { cpu: '2' } },
      spec(container('a')),
      [
        'p.containers[0].resources: Forbidden: cpu max limit to request ratio per Container is 2, but no request ' +
          'is specified or request is 0',
      ],
    ],
    [
      'a ratio without a limit',
      { type: 'Container', maxLimitRequestRatio: { cpu: '2' } },
      spec(container('a', { cpu: '1' })),
      [
        'p.containers[0].resources: Forbidden: cpu max limit to request ratio per Container is 2, but no limit ' +
          'is specified or limit is 0',
      ],
    ],
    [
      'in init containers too',
      CONTAINER,
      { initContainers: [container('i', { cpu: '3' }, { cpu: '3' })], containers: [] },
      ['p.initContainers[0].resources: Forbidden: maximum cpu usage per Container is 2, but limit is 3'],
    ],
    [
      'a pod above its maximum',
      { type: 'Pod', max: { cpu: '2' } },
      spec(container('a', { cpu: '1' }, { cpu: '2' }), container('b', { cpu: '1' }, { cpu: '1' })),
      ['p: Forbidden: maximum cpu usage per Pod is 2, but limit is 3'],
    ],
    [
      'a pod without',
      { type: 'Pod', max: { cpu: '2' }, min: { memory: '1Gi' } },
      spec(container('a', { cpu: '1' })),
      [
        'p: Forbidden: minimum memory usage per Pod is 1Gi.  No request is specified',
        'p: Forbidden: maximum cpu usage per Pod is 2.  No limit is specified',
      ],
    ],
    [
      'a pod by its own resources',
      { type: 'Pod', max: { cpu: '2' } },
      { ...spec(container('a')), resources: { limits: { cpu: '3' } } },
      ['p: Forbidden: maximum cpu usage per Pod is 2, but limit is 3'],
    ],
  ])('refuses: %s', (_, range, podSpec, texts) =>
    expect(errors({ limitRange: [range] }, podSpec)).toEqual(texts.map((text) => `HKUBE-CAPACITY-LIMIT-RANGE ${text}`)),
  );

  test.each<[string, any, string]>([
    [
      'a default',
      spec(container('a', { cpu: '1' })),
      'this limit is a default: set resources.limits.cpu; ' +
        'the server would refuse the pod, because of the limit range of the namespace',
    ],
    [
      "the container's own",
      spec(container('a', { cpu: '1' }, { cpu: '3' })),
      'the server would refuse the pod, because of the limit range of the namespace',
    ],
  ])('explains that the limit is %s', (_, podSpec, hint) => {
    const v = new Validation(37);
    const range = { type: 'Container', max: { cpu: '2' }, default: { cpu: '3' } };
    checkCapacity(v, readCapacity({ limitRange: [range] }), podSpec, 'p');
    expect(v.findings.map((each) => each.hint)).toEqual([hint]);
  });

  test('the huge pages of the pod itself do not count', () => {
    const podSpec = {
      ...spec(container('a', { cpu: '1' }, { 'hugepages-2Mi': '2Mi' })),
      resources: { limits: { cpu: '1', 'hugepages-2Mi': '8Mi' } },
    };
    expect(errors({ limitRange: [{ type: 'Pod', max: { 'hugepages-2Mi': '2Mi' } }] }, podSpec)).toEqual([]);
  });
});

describe('a quota requires requests or limits of every container', () => {
  test.each<[string, any, any]>([
    ['it does', { 'requests.cpu': '8', 'limits.cpu': '8' }, spec(container('a', { cpu: '1' }, { cpu: '1' }))],
    [
      'a limit is a request',
      { cpu: '8', 'requests.memory': '1Gi' },
      spec(container('a', undefined, { cpu: '1', memory: '1Gi' })),
    ],
    [
      'a container without other resources',
      { 'requests.ephemeral-storage': '1Gi', 'requests.nvidia.com/gpu': '1', pods: '1' },
      spec(container('a')),
    ],
    [
      'the pod itself does',
      { 'requests.cpu': '8', 'limits.memory': '1Gi' },
      { ...spec(container('a')), resources: { requests: { cpu: '1' } } },
    ],
  ])('accepts: %s', (_, resourceQuota, podSpec) => expect(errors({ resourceQuota }, podSpec)).toEqual([]));

  test('accepts a limit range that sets them', () => {
    expect(
      errors(
        { resourceQuota: { 'limits.cpu': '8' }, limitRange: [{ type: 'Container', default: { cpu: '1' } }] },
        spec(container('a')),
      ),
    ).toEqual([]);
  });

  test.each<[string, any, any, string]>([
    [
      'no limit',
      { 'limits.cpu': '8' },
      spec(container('a', { cpu: '1' }), container('b', undefined, { cpu: '1' })),
      'p.containers[0].resources.limits[cpu]: Required value: the quota has limits.cpu',
    ],
    [
      'no request',
      { memory: '8Gi' },
      spec(container('a')),
      'p.containers[0].resources.requests[memory]: Required value: the quota has memory',
    ],
    [
      'an init container',
      { 'requests.cpu': '8', cpu: '8' },
      { initContainers: [container('i')] },
      'p.initContainers[0].resources.requests[cpu]: Required value: the quota has requests.cpu',
    ],
  ])('refuses: %s', (_, resourceQuota, podSpec, text) =>
    expect(errors({ resourceQuota }, podSpec)).toEqual([`HKUBE-CAPACITY-QUOTA ${text}`]),
  );

  test('refuses those of the pod itself before 1.34', () => {
    const podSpec = { ...spec(container('a')), resources: { requests: { cpu: '1' } } };
    expect(errors({ resourceQuota: { cpu: '8' } }, podSpec, 33)).toEqual([
      'HKUBE-CAPACITY-QUOTA p.containers[0].resources.requests[cpu]: Required value: the quota has cpu',
    ]);
  });
});

test('any pod is checked without throwing', () => {
  const capacity: Capacity = {
    largestNode: { cpu: '1' },
    resourceQuota: { cpu: '1' },
    limitRange: [
      { type: 'Container', max: { cpu: '1' } },
      { type: 'Pod', min: { cpu: '1' } },
    ],
  };
  fc.assert(
    fc.property(fc.jsonValue(), (value: any) => {
      errors(capacity, value);
      errors(capacity, { containers: [value], initContainers: value, resources: value });
    }),
  );
});
