import { Cause, toldBy } from '../../src/explain/causes';

const CAUSES: readonly Cause<[pod: string]>[] = [
  [
    /image "([^"]*)" not found/,
    ([, image], pod) => ({ cause: 'ImageNotFound', what: `${pod}: ${image}`, changes: [] }),
  ],
  [/not found/, (_, pod) => ({ cause: 'NodeName', what: pod, changes: [] })],
];

test.each([
  ['image "a" not found', { cause: 'ImageNotFound', what: 'print: a', changes: [] }],
  ['node not found', { cause: 'NodeName', what: 'print', changes: [] }],
  ['fine', undefined],
])('%s', (message, told) => expect(toldBy(CAUSES, message, 'print')).toEqual(told));
