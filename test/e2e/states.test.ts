import {
  conditionOf,
  eventText,
  lastEndOf,
  outcomeOf,
  podText,
  stateText,
  statusOf,
  timesOf,
  workloadText,
} from './states';

const container = (name: string, state: any, more: any = {}) => ({ name, restartCount: 0, state, ...more });
const pod = (init: any[], main: any[], more: any = {}) => ({
  metadata: { name: 'p' },
  status: { phase: 'Pending', initContainerStatuses: init, containerStatuses: main, ...more },
});
const RUNNING = { running: {} };
const waiting = (reason?: string) => ({ waiting: { reason } });
const ended = (exitCode: number, reason = exitCode ? 'Error' : 'Completed') => ({ terminated: { exitCode, reason } });
const INITIALIZING = container('main', waiting('PodInitializing'));
const UNSCHEDULABLE = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: 'no GPU' };

test.each([
  [{ status: { conditions: [{ type: 'Complete', status: 'True', reason: 'r' }] } }, 'r'],
  [{ status: { conditions: [{ type: 'Complete', status: 'False', reason: 'r' }] } }, undefined],
  [{ status: { conditions: [{ type: 'Failed', status: 'True' }] } }, undefined],
  [{ status: {} }, undefined],
  [undefined, undefined],
])('the condition of %j', (object, reason) => expect(conditionOf(object, 'Complete')?.reason).toBe(reason));

test('containers are found in all lists', () => {
  const one = pod([container('a', RUNNING)], [container('b', RUNNING)]);
  expect(['a', 'b', 'c'].map((name) => statusOf(one, name)?.name)).toEqual(['a', 'b', undefined]);
  expect(statusOf({ status: {} }, 'a')).toBeUndefined();
});

test.each([
  [container('a', ended(3)), 3],
  [container('a', RUNNING, { lastState: ended(4) }), 4],
  [container('a', ended(5), { lastState: ended(4) }), 5],
  [container('a', RUNNING, { lastState: {} }), undefined],
])('the last termination of %j', (status, exitCode) => expect(lastEndOf(status)?.exitCode).toBe(exitCode));

test.each([
  [container('a', RUNNING), 'running'],
  [container('a', RUNNING, { started: false }), 'running, not started'],
  [container('a', ended(137)), 'exited 137: Error'],
  [container('a', waiting('CrashLoopBackOff')), 'waiting: CrashLoopBackOff'],
  [{}, 'waiting: undefined'],
])('the state of %j', (status, text) => expect(stateText(status)).toBe(text));

test.each([
  ['nothing is known', pod([], []), undefined],
  ['a container is made', pod([], [container('main', waiting('ContainerCreating'))]), undefined],
  ['the sidecar waits to be started', pod([container('web', waiting())], [INITIALIZING]), undefined],
  [
    'the sidecar runs, the main container not yet',
    pod([container('web', RUNNING, { started: true })], [INITIALIZING]),
    undefined,
  ],
  ['all run', pod([container('web', RUNNING, { started: true })], [container('main', RUNNING)]), 'Running'],
  [
    'an init container is done, all others run',
    pod([container('setup', ended(0))], [container('main', RUNNING)]),
    'Running',
  ],
  [
    'the sidecar is not started',
    pod([container('web', RUNNING, { started: false })], [INITIALIZING]),
    'web: not started',
  ],
  ['the image is missing', pod([container('web', waiting('ErrImagePull'))], [INITIALIZING]), 'web: ErrImagePull'],
  ['a container has failed', pod([], [container('main', ended(3))]), 'main: Error'],
  ['no node has room', pod([], [], { conditions: [UNSCHEDULABLE] }), 'Unschedulable: no GPU'],
])('describes a value when %s', (_, one, outcome) => expect(outcomeOf(one)).toBe(outcome));

test('a pod is described in a line', () => {
  const web = container(
    'web',
    { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 10s' } },
    { restartCount: 2, lastState: ended(3) },
  );
  expect(podText(pod([web], [INITIALIZING]))).toBe(
    'Pod p: Pending; web waiting: CrashLoopBackOff, 2 restarts, before: exited 3, "back-off 10s"; main ' +
      'waiting: PodInitializing',
  );
  expect(podText(pod([], [], { conditions: [UNSCHEDULABLE] }))).toBe('Pod p: Pending; no GPU');
  expect(
    podText(
      pod([], [container('main', { terminated: { exitCode: 1, reason: 'Error', message: 'oh' } })], {
        phase: 'Failed',
        reason: 'Evicted',
      }),
    ),
  ).toBe('Pod p: Failed (Evicted); main exited 1: Error, "oh"');
});

test('a workload is described in a line', () => {
  const conditions = [
    { type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded', message: 'too often' },
    { type: 'Other', status: 'False' },
  ];
  expect(workloadText({ kind: 'Job', metadata: { name: 'j' }, status: { failed: 1, conditions } })).toBe(
    'Job j: failed 1; Failed (BackoffLimitExceeded: too often)',
  );
  expect(workloadText({ kind: 'Deployment', metadata: { name: 'd' } })).toBe('Deployment d: no status');
});

test('an event is described in a line', () => {
  const event = { type: 'Warning', reason: 'BackOff', message: 'Back-off', involvedObject: { kind: 'Pod', name: 'p' } };
  expect(eventText(event)).toBe('Warning BackOff Pod/p: Back-off');
  expect(eventText({ ...event, count: 3 })).toBe('Warning BackOff Pod/p: Back-off (3 times)');
});

test('times are parsed and sorted', () => {
  expect(timesOf('b is healthy 10.5\na starts 9\n')).toEqual([
    { what: 'a starts', seconds: 9 },
    { what: 'b is healthy', seconds: 10.5 },
  ]);
});

test.each(['', 'a', 'a starts', '12.5', 'a 1.', 'a -1'])('%p is not a time', (text) =>
  expect(() => timesOf(text)).toThrow(`not "NAME SECONDS": ${JSON.stringify(text)}`),
);
