import { isKubernetes, listOf, namespacesOf, whyNothing } from '../../src/explain/nothing-found';

test.each<[unknown, boolean]>([
  [{ kind: 'Pod' }, true],
  [{ kind: 'PodList', items: [] }, true],
  [{ items: [] }, true],
  [{ kind: '' }, false],
  [{ kind: 1 }, false],
  [{ items: {} }, false],
  [{}, false],
  [[], false],
  [[{ kind: 'Pod' }], false],
  ['Pod', false],
  [null, false],
  [undefined, false],
  [JSON.parse('{"__proto__": {"kind": "Pod"}}'), false],
])('%j is output of kubectl: %s', (value, expected) => {
  expect(isKubernetes(value)).toBe(expected);
});

test.each<[unknown[], string]>([
  [[], 'no pods, Jobs, CronJobs, Deployments, StatefulSets or DaemonSets were read, because kubectl found none.'],
  [[{ kind: 'List', items: [] }], 'kubectl found none.'],
  [[{ kind: 'ServiceList', items: [{}] }], 'only Service: '],
  [[{ kind: 'b' }, { kind: 'a' }, { kind: 'b' }], 'only a, b: '],
  [[null, 1, { kind: { toString: 1 } }], 'kubectl found none.'],
])('%j', (objects, expected) => {
  expect(whyNothing(objects)).toContain(expected);
});

test('namespaces are listed', () => {
  const of = (namespace?: unknown) => ({ kind: 'Pod', metadata: { namespace } });
  expect(namespacesOf([of('b'), { items: [of('a'), of('b'), of(), of(1)] }])).toEqual(['a', 'b']);
});

test.each<[string[], string]>([
  [[], ''],
  [['a', 'b', 'c', 'd', 'e'], 'a, b, c, d, e'],
  [['a', 'b', 'c', 'd', 'e', 'f'], 'a, b, c, d, e, …'],
  [['x'.repeat(64)], 'x'.repeat(63)],
])('%j as %s', (names, expected) => {
  expect(listOf(names)).toBe(expected);
});
