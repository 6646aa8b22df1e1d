import { causeOf, CausePattern } from '../../src/explain/causes';

const CAUSES: readonly CausePattern<[pod: string]>[] = [
  [/image "([^"]*)" not found/, ([, image], pod) => ({ name: 'ImageNotFound', what: `${pod}: ${image}`, changes: [] })],
  [/not found/, (_, pod) => ({ name: 'NodeName', what: pod, changes: [] })],
];

test.each([
  ['image "a" not found', { name: 'ImageNotFound', what: 'print: a', changes: [] }],
  ['node not found', { name: 'NodeName', what: 'print', changes: [] }],
  ['fine', undefined],
])('%s', (message, cause) => expect(causeOf(CAUSES, message, 'print')).toEqual(cause));
