import { validateLifecycle } from '../../../src/validation/container/lifecycle';
import { beginnings, found } from '../rules';

const exec = { command: ['true'] };
const lifecycle = (hooks: any, minor?: number, gracePeriod = 30) =>
  found((v) => validateLifecycle(v, hooks, 'l', { gracePeriod }), minor);
const sleep = (seconds: any) => ({ preStop: { sleep: { seconds } } });

test.each<[any, number]>([
  [{}, 37],
  [{ postStart: { exec }, preStop: { httpGet: { port: 80 } } }, 37],
  [sleep(0), 37],
  [sleep(null), 33],
  [sleep(30), 37],
  [sleep(1), 30],
])('%j is accepted in 1.%d', (hooks, minor) => expect(lifecycle(hooks, minor)).toEqual([]));

test.each<[any, number, string]>([
  [{ preStop: {} }, 37, 'l.preStop: Required value: must specify a handler type'],
  [
    { postStart: { exec, sleep: { seconds: 1 } } },
    37,
    'l.postStart.sleep: Forbidden: may not specify more than 1 handler type',
  ],
  [
    sleep(31),
    37,
    'l.preStop.sleep: Invalid value: 31: must be non-negative and less than terminationGracePeriodSeconds (30)',
  ],
  [sleep(-1), 33, 'l.preStop.sleep: Invalid value: -1: must be non-negative'],
  [
    sleep(0),
    32,
    'l.preStop.sleep: Invalid value: 0: must be greater than 0 and less than terminationGracePeriodSeconds (30). ' +
      'Enable',
  ],
  [
    sleep(31),
    31,
    'l.preStop.sleep: Invalid value: 31: must be greater than 0 and less than terminationGracePeriodSeconds (30)',
  ],
])('%j is refused in 1.%d', (hooks, minor, error) =>
  expect(beginnings(lifecycle(hooks, minor), [error])).toEqual([error]),
);

test('the grace period of the pod is the upper limit', () => {
  expect(lifecycle(sleep(5), 37, 5)).toEqual([]);
  expect(lifecycle(sleep(6), 37, 5)).toEqual([
    'l.preStop.sleep: Invalid value: 6: must be non-negative and less than terminationGracePeriodSeconds (5)',
  ]);
});
