import { changesOf, diagnosesOf, factsOf, headlines, podOf, recorded, running, terminated } from '../fixtures/explain';

describe('a recorded Job is explained', () => {
  test.each<[string, string]>([
    ['deadline', 'Job deadline: has failed: it took longer than its activeDeadlineSeconds'],
    ['pod-deadline', 'Job pod-deadline: ended: it ran longer than its activeDeadlineSeconds (10)'],
    ['failure-policy', 'Job failure-policy: container "algorunner" (Algorithm): fails: exit code 42'],
    ['indexes', 'Job indexes: container "algorunner" (Algorithm): fails: exit code 1'],
    ['max-indexes', 'Job max-indexes: container "algorunner" (Algorithm): fails: exit code 5'],
    ['suspended', 'Job suspended: is suspended: it starts no pods'],
    ['kueue', 'Job kueue: waits in Kueue\'s queue "gpu-queue"; whether there will be room for it is not known'],
    ['nightly', 'CronJob nightly: container "algorunner" (Algorithm): fails: exit code 9'],
    ['paused', 'CronJob paused: is suspended: it starts no Jobs'],
    ['lost-pods', 'Job side-startup-onfailure: has failed: its pods failed more often than backoffLimit allows'],
  ])('%s', (name, line) => {
    expect(headlines(recorded('workload', name))).toEqual([line]);
  });

  test.each<[string, string]>([
    ['failure-policy', 'Job has failed: its podFailurePolicy does not retry this failure'],
    ['indexes', 'Job has failed: some of its indexes failed'],
    ['max-indexes', 'Job has failed: more of its indexes failed than maxFailedIndexes allows'],
    ['pod-deadline', 'Job has failed: its pods failed more often than backoffLimit allows'],
  ])('%s has the end of the Job as a result of what its pods did', (name, result) => {
    expect(factsOf(diagnosesOf(recorded('workload', name))[0]).result).toBe(result);
  });

  test('the events of removed pods are listed', () => {
    const [{ facts }] = diagnosesOf(recorded('workload', 'lost-pods'));
    expect(facts.filter(({ label }) => label === 'event').map(({ text }) => text)).toEqual([
      expect.stringMatching(/^container "web": Back-off restarting failed container web in pod /),
      'container "web": Startup probe failed: Get "http://10.244.0.54:80/": dial tcp 10.244.0.54:80: connect: ' +
        'connection refused',
    ]);
    expect(facts).toContainEqual({
      label: 'pods',
      text: 'none are left: only events show why they failed; look for their logs where your cluster keeps them',
    });
  });

  test('the deadline is named', () => {
    expect(factsOf(diagnosesOf(recorded('workload', 'deadline'))[0])).toEqual({
      limit: 'activeDeadlineSeconds 10',
      ended: '1 failed',
      pods: 'none are left: the reason is unknown; look for their logs where your cluster keeps them',
    });
  });

  test.each<[string, string, string]>([
    [
      'suspended',
      'warning',
      'Algorithm "suspended", workload: AlgorithmWorkload.job({ suspend }): set it to false or remove it',
    ],
    [
      'paused',
      'warning',
      'Algorithm "paused", workload: AlgorithmWorkload.cronJob({ suspend }): set it to false or remove it',
    ],
    ['kueue', 'info', ''],
  ])('%s is a %s', (name, severity, change) => {
    const [diagnosis] = diagnosesOf(recorded('workload', name));
    expect(diagnosis.severity).toBe(severity);
    expect(changesOf(diagnosis).join()).toBe(change);
  });
});

const job = (status: any, spec: any = {}) => ({
  kind: 'Job',
  metadata: { name: 'print', namespace: 'batch' },
  spec: { ...spec, template: { spec: { containers: [{ name: 'main' }] } } },
  status: { startTime: '2026-11-23T07:30:00Z', ...status },
});
const condition = (type: string, status: string, more: any = {}) => ({
  type,
  status,
  lastTransitionTime: '2026-11-23T07:40:00Z',
  ...more,
});

describe('a Job', () => {
  test.each<[string, any, string, string]>([
    [
      'that fail for a new reason',
      job({ conditions: [condition('Failed', 'True', { reason: 'New' })] }),
      'JobFailed',
      'has failed: New',
    ],
    ['that fail for none', job({ conditions: [condition('Failed', 'True')] }), 'JobFailed', 'has failed'],
    [
      'that are about to fail',
      job({ conditions: [condition('FailureTarget', 'True', { reason: 'BackoffLimitExceeded' })] }),
      'BackoffLimitExceeded',
      'has failed: its pods failed more often than backoffLimit allows',
    ],
    [
      'that have not failed',
      job({ conditions: [condition('Failed', 'False', { reason: 'BackoffLimitExceeded' })], active: 2 }),
      'PodsNotRead',
      'has 2 active pods, but no pods were read: add pods to kubectl get',
    ],
    [
      'that have completed',
      job({ conditions: [condition('Complete', 'True')], failed: 2, completionTime: '2026-11-23T07:41:00Z' }),
      'Fine',
      'nothing wrong: completed at 2026-11-23T07:41:00Z, after 2 pods had failed',
    ],
    [
      'whose success policy is met',
      job({ conditions: [condition('SuccessCriteriaMet', 'True')] }),
      'Fine',
      'nothing wrong: completed',
    ],
    [
      'that somebody else manages',
      job({}, { managedBy: 'kueue.x-k8s.io/multikueue' }),
      'NoPods',
      'has no pods: "kueue.x-k8s.io/multikueue" manages it',
    ],
    [
      'whose indexes failed',
      job({ conditions: [condition('Failed', 'True', { reason: 'FailedIndexes' })] }),
      'FailedIndexes',
      'has failed: some of its indexes failed',
    ],
    [
      'too many of whose indexes failed',
      job({ conditions: [condition('Failed', 'True', { reason: 'MaxFailedIndexesExceeded' })] }),
      'MaxFailedIndexesExceeded',
      'has failed: more of its indexes failed than maxFailedIndexes allows',
    ],
    [
      'that give up by policy',
      job({ conditions: [condition('Failed', 'True', { reason: 'PodFailurePolicy' })] }),
      'PodFailurePolicy',
      'has failed: its podFailurePolicy does not retry this failure',
    ],
    [
      'whose pods never come',
      job({ startTime: '2026-11-23T07:41:59Z' }),
      'NoPods',
      'has no pods, for an unknown reason',
    ],
    ['that were just created', job({ startTime: '2026-11-23T07:42:00Z' }), 'Fine', 'nothing wrong: no pods yet'],
  ])('%s', (_, object, cause, what) => {
    expect(diagnosesOf([object])[0]).toMatchObject({ cause, what });
  });

  test.each<[any, string]>([
    [{ conditions: [condition('Suspended', 'True')] }, '2026-11-23T07:40:00Z'],
    [{}, '2026-11-23T07:00:00Z'],
  ])('may be suspended: %j', (status, since) => {
    const suspended = job({ startTime: undefined, ...status }, { suspend: true });
    expect(
      diagnosesOf([
        { ...suspended, metadata: { ...suspended.metadata, creationTimestamp: '2026-11-23T07:00:00Z' } },
      ])[0],
    ).toMatchObject({ cause: 'Suspended', since });
  });

  test('that completed has no finding about pods that failed before', () => {
    const pod = podOf({
      metadata: { ownerReferences: [{ kind: 'Job', name: 'print', controller: true }] },
      status: { phase: 'Failed' },
      containers: [{ name: 'main', state: terminated(1) }],
    });
    expect(headlines([job({ conditions: [condition('Complete', 'True')] }), pod])).toEqual([
      'Job print: nothing wrong: completed',
    ]);
    expect(headlines([job({ active: 1 }), pod])).toEqual(['Job print: container "main": fails: exit code 1']);
    expect(factsOf(diagnosesOf([job({ active: 1, failed: 2 }, { backoffLimit: 6 }), pod])[0]).result).toBe(
      'Job retries: 2 failed, backoffLimit 6',
    );
    expect(factsOf(diagnosesOf([job({ active: 1 }, { backoffLimit: 6 }), pod])[0]).result).toBeUndefined();
    expect(
      factsOf(
        diagnosesOf([
          job({ failed: 1, conditions: [condition('Failed', 'True', { reason: 'BackoffLimitExceeded' })] }),
          pod,
        ])[0],
      ).result,
    ).toBe('Job has failed: its pods failed more often than backoffLimit allows');
  });
});

test('may be running', () => {
  const pod = podOf({
    metadata: { ownerReferences: [{ kind: 'Job', name: 'print', controller: true }] },
    containers: [{ name: 'main', ready: true, ...running() }],
  });
  expect(headlines([job({ active: 1 }), pod])).toEqual(['Job print: nothing wrong: running']);
});
