import { kubectlCommand, logsCommand } from '../../src/explain/commands';
import { readPod } from '../../src/explain/pod';
import { podOf, running, terminated, waiting } from '../fixtures/explain';

const POD = { kind: 'Pod', namespace: 'batch', name: 'print-x' };

test.each<[string, { kind: string; namespace: string; name: string }, string[], string | undefined]>([
  ['describe', POD, [], 'kubectl describe pod print-x -n batch'],
  ['logs', POD, ['-c', 'web', '--tail=5'], 'kubectl logs print-x -n batch -c web --tail=5'],
  ['describe', { ...POD, namespace: '' }, [], 'kubectl describe pod print-x'],
  ['describe', { ...POD, name: 'x; rm -rf /' }, [], undefined],
  ['describe', { ...POD, name: '-x' }, [], undefined],
  ['describe', { ...POD, name: '' }, [], undefined],
  ['describe', { ...POD, namespace: '$(x)' }, [], undefined],
  ['describe', { ...POD, kind: 'HKube algorithm' }, [], undefined],
  ['logs', POD, ['-c', '`x`'], undefined],
  ['logs', POD, ['-c', 'a b'], undefined],
])('kubectl %s of %j, %j', (verb, ref, more, command) => {
  expect(kubectlCommand(verb, ref, ...more)).toEqual(command === undefined ? [] : [command]);
});

test.each<[string, any, boolean]>([
  ['runs', running(), false],
  ['has ended', { state: terminated(1) }, false],
  ['was started again', { ...running(), restartCount: 1 }, true],
  ['waits to be started again', { ...waiting('CrashLoopBackOff'), restartCount: 1 }, true],
  ['was started again, and has ended', { state: terminated(1), restartCount: 1 }, false],
])('the right log of a container that %s', (_, container, isPrevious) => {
  const pod = readPod(podOf({ containers: [{ name: 'web', ...container }] }), POD);
  expect(logsCommand(pod, pod.containers[0])).toEqual([
    `kubectl logs print-x -n batch -c web${isPrevious ? ' --previous' : ''}`,
  ]);
});
