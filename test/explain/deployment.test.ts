import { diagnosesOf, podOf } from '../fixtures/explain';

const condition = (type: string, status: string, more: any = {}) => ({
  type,
  status,
  lastTransitionTime: '2026-11-23T07:40:00Z',
  ...more,
});

describe('a Deployment', () => {
  const deployment = (status: any, spec: any = {}) => ({
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'batch', creationTimestamp: '2026-11-23T07:00:00Z' },
    spec: { replicas: 3, ...spec },
    status,
  });

  test.each<[string, any, string, string, string]>([
    [
      'ready',
      deployment({ readyReplicas: 3, conditions: [condition('Available', 'True')] }),
      'Fine',
      'nothing wrong: 3 of 3 pods ready',
      'info',
    ],
    [
      'not ready',
      deployment({ readyReplicas: 1, conditions: [condition('Available', 'False')] }),
      'Unavailable',
      'has too few ready pods',
      'warning',
    ],
    [
      'none wanted',
      deployment({ conditions: [condition('Available', 'False')] }, { replicas: 0 }),
      'Fine',
      'nothing wrong: 0 of 0 pods ready',
      'info',
    ],
    [
      'stuck',
      deployment({ conditions: [condition('Progressing', 'False', { reason: 'ProgressDeadlineExceeded' })] }),
      'ProgressDeadlineExceeded',
      'does not become ready: its rollout took longer than progressDeadlineSeconds',
      'error',
    ],
    [
      'paused',
      deployment({ updatedReplicas: 2 }, { paused: true }),
      'Paused',
      'is paused: changes to it are not rolled out',
      'warning',
    ],
    [
      'paused, with nothing to do',
      deployment({ updatedReplicas: 3, readyReplicas: 3 }, { paused: true }),
      'Fine',
      'nothing wrong: 3 of 3 pods ready',
      'info',
    ],
    [
      'refused',
      deployment({
        conditions: [
          condition('ReplicaFailure', 'True', {
            message: 'pods "x" is forbidden: no PriorityClass with name high was found',
          }),
        ],
      }),
      'PriorityClassMissing',
      'pods are refused: PriorityClass "high" is missing',
      'error',
    ],
  ])('%s', (_, object, cause, what, severity) => {
    expect(diagnosesOf([object])[0]).toMatchObject({ cause, what, severity });
  });

  test.each<[any, string]>([
    [{}, '0 of 3 ready'],
    [{ readyReplicas: 2 }, '2 of 3 ready'],
  ])('names how many of its pods are ready: %j', (status, text) => {
    expect(diagnosesOf([deployment({ ...status, conditions: [condition('Available', 'False')] })])[0].facts).toEqual([
      { label: 'pods', text },
    ]);
  });

  test('only warns about a failed pod that was replaced', () => {
    const pod = podOf({
      metadata: {
        labels: { 'pod-template-hash': 'abc' },
        ownerReferences: [{ kind: 'ReplicaSet', name: 'web-abc', controller: true }],
      },
      status: { phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource: memory. ' },
    });
    expect(diagnosesOf([deployment({ readyReplicas: 3 }), pod])).toMatchObject([
      { severity: 'warning', cause: 'EvictedMemory', object: { kind: 'Deployment', name: 'web' } },
    ]);
  });
});
