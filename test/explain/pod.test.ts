import { hasBegun, readPod } from '../../src/explain/pod';
import { podOf } from '../fixtures/explain';

const REF = { kind: 'Pod', namespace: 'batch', name: 'x' };
const read = (parts: Parameters<typeof podOf>[0]) => readPod(podOf(parts), REF);

test('containers are in the order in which they start, each with its status', () => {
  const { containers } = read({
    containers: [
      { name: 'web', ready: true },
      { name: 'algorunner', restartCount: 2 },
    ],
    initContainers: [{ name: 'fetch' }, { name: 'log', restartPolicy: 'Always', started: true }],
  });
  expect(containers.map(({ name, kind, isMain }) => [name, kind, isMain])).toEqual([
    ['fetch', 'init', false],
    ['log', 'native', false],
    ['web', 'ordinary', false],
    ['algorunner', 'ordinary', true],
  ]);
  expect(containers.map(({ isReady, isStarted, restartCount }) => [isReady, isStarted, restartCount])).toEqual([
    [false, false, 0],
    [false, true, 0],
    [true, false, 0],
    [false, false, 2],
  ]);
});

test.each<[any, boolean, string | undefined, string]>([
  ['Never', false, undefined, 'never'],
  ['OnFailure', false, undefined, 'onFailure'],
  ['Always', false, undefined, 'always'],
  [undefined, false, undefined, 'always'],
  ['Never', true, undefined, 'never'],
  ['Always', true, undefined, 'onFailure'],
  ['Never', true, 'Always', 'always'],
  ['Never', false, 'OnFailure', 'onFailure'],
])('policy %s of the pod, init %s, own policy %s: restarts %s', (restartPolicy, isInit, own, restarts) => {
  const { containers } = read({
    spec: { restartPolicy },
    [isInit ? 'initContainers' : 'containers']: [{ name: 'c', restartPolicy: own }],
  });
  expect(containers[0].restarts).toBe(restarts);
});

test.each<[any, any, boolean]>([
  [{ running: {} }, 0, true],
  [{ terminated: { exitCode: 0 } }, 0, true],
  [{ waiting: { reason: 'CrashLoopBackOff' } }, 1, true],
  [{ waiting: { reason: 'ContainerCreating' } }, 0, false],
  [{}, 0, false],
])('state %j after %i restarts', (state, restartCount, begun) => {
  expect(hasBegun(read({ containers: [{ name: 'c', state, restartCount }] }).containers[0])).toBe(begun);
});

test('the end of a long log is kept, and the beginning of other messages', () => {
  const message = `${'a'.repeat(3000)}${'b'.repeat(3000)}`;
  const of = (reason: string) =>
    read({ containers: [{ name: 'c', state: { terminated: { exitCode: 1, reason, message } } }] }).containers[0].state
      .terminated!.message;
  expect(of('Error')).toBe('b'.repeat(2048));
  expect(of('StartError')).toBe('a'.repeat(2048));
});

test('an exit code of the wrong type is -1', () => {
  expect(
    read({ containers: [{ name: 'c', state: { terminated: { reason: 'Error', exitCode: '1' } } }] }).containers[0].state
      .terminated!.exitCode,
  ).toBe(-1);
});

test('an event that never happened has no time', () => {
  const {
    containers: [{ state }],
  } = read({
    containers: [
      {
        name: 'c',
        state: { terminated: { exitCode: 128, startedAt: '1970-01-01T00:00:00Z', finishedAt: '0001-01-01T00:00:00Z' } },
      },
    ],
  });
  expect(state.terminated).toMatchObject({ start: undefined, end: undefined });
});
