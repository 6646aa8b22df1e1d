import { mostOnANode, requestsOf, totalRequests } from '../../src/explain/requests';

const text = (list: ReturnType<typeof requestsOf>) =>
  Object.fromEntries([...list].map(([name, amount]) => [name, amount.text]));
const container = (requests: any, limits?: any, more: any = {}) => ({ resources: { requests, limits }, ...more });

test.each<[any, any]>([
  [container({ cpu: '1' }), { cpu: '1' }],
  [container({ cpu: '1' }, { cpu: '2', memory: '1Gi' }), { cpu: '1', memory: '1Gi' }],
  [container({ cpu: 'nonsense', memory: null, pods: {} }), {}],
  [{}, {}],
  [{ resources: [] }, {}],
])('%j asks for %j', (given, list) => {
  expect(text(requestsOf(given))).toEqual(list);
});

test.each<[string, any, any]>([
  [
    'containers run side by side',
    { containers: [container({ cpu: '1' }), container({ cpu: '500m' })] },
    { cpu: '1500m' },
  ],
  [
    'init containers one after the other',
    { containers: [container({ cpu: '1' })], initContainers: [container({ cpu: '3' }), container({ cpu: '2' })] },
    { cpu: '3' },
  ],
  [
    'native sidecars next to all of them',
    {
      containers: [container({ cpu: '1' })],
      initContainers: [container({ cpu: '2' }, undefined, { restartPolicy: 'Always' }), container({ cpu: '2' })],
    },
    { cpu: '4' },
  ],
  [
    "the runtime's overhead on top",
    { containers: [container({ cpu: '1' })], overhead: { cpu: '250m' } },
    { cpu: '1250m' },
  ],
  [
    'what the pod has of its own instead',
    { containers: [container({ cpu: '1', memory: '1Gi' })], resources: { requests: { cpu: '4' } } },
    { cpu: '4', memory: '1Gi' },
  ],
  ['nothing', {}, {}],
])('%s', (_, spec, list) => {
  expect(text(totalRequests(spec))).toEqual(list);
});

test.each<[any[], string | undefined]>([
  [[], undefined],
  [[{ status: { allocatable: { cpu: '2' } } }, { status: { allocatable: { cpu: '3500m' } } }, {}], '3500m'],
  [[{}], '0'],
])('%j', (nodes, most) => {
  expect(mostOnANode(nodes, 'cpu')?.text).toBe(most);
});
