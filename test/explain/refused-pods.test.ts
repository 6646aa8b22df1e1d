import { Testing } from 'cdk8s';
import { Algorithm, PodSecurityProfile } from '../../src';
import { changesOf, diagnosesOf, factsOf, headlines, recorded } from '../fixtures/explain';

describe('a recorded workload is explained', () => {
  test.each<[string, string, string, string]>([
    [
      'sa-missing',
      'Job sa-missing',
      'ServiceAccount "nope" is missing',
      'Algorithm "sa-missing", pod.serviceAccountName: create ServiceAccount "nope" in namespace batch, or name ' +
        'another',
    ],
    [
      'priority',
      'Job priority',
      'PriorityClass "nope" is missing',
      'Algorithm "priority", pod.priorityClassName: name one that exists: kubectl get priorityclasses',
    ],
    [
      'runtimeclass',
      'Job runtimeclass',
      'RuntimeClass "nope" is missing',
      'Algorithm "runtimeclass", pod.runtimeClassName: name one that exists: kubectl get runtimeclasses',
    ],
    [
      'quota-deploy',
      'Deployment quota-deploy',
      'quota "team" is exceeded',
      'Algorithm "quota-deploy" and its SideCars, resources: request less: one pod alone requests more than the ' +
        'whole quota',
    ],
    [
      'quota-unset',
      'Job quota-unset',
      'quota "team" requires requests and limits for every container',
      'Algorithm "quota-unset" and its SideCars, resources: set what is missing in every container',
    ],
    [
      'psa',
      'Job psa',
      'namespace batch enforces the Pod Security Standard restricted:latest',
      'Algorithm "psa", settings: { podSecurity: { profile: PodSecurityProfile.RESTRICTED } } fills in what is ' +
        'missing, and synth names what to remove (docs/security.md)',
    ],
    [
      'limits',
      'Job limits',
      'a LimitRange allows a Container at most 32Mi memory',
      'Algorithm "limits" and its SideCars, resources.limits.memory: keep it within 32Mi, or change the LimitRange',
    ],
    [
      'hook',
      'Job hook',
      'webhook "pods.example.com" does not answer, and nothing is created until it does',
      'the cluster: repair the webhook: the server behind it is down or unreachable',
    ],
    [
      'vap',
      'Job vap',
      'ValidatingAdmissionPolicy "batch" denies them',
      'Algorithm "vap": do what the message asks for',
    ],
  ])('%s', (name, object, what, change) => {
    const objects = recorded('refused', name);
    expect(headlines(objects)).toEqual([`${object}: pods are refused: ${what}`]);
    expect(changesOf(diagnosesOf(objects)[0])[0]).toBe(change);
    expect(diagnosesOf(objects)[0].severity).toBe('error');
  });

  test('a quota is shown with the request, the use and the limit', () => {
    expect(factsOf(diagnosesOf(recorded('refused', 'quota-deploy'))[0])).toMatchObject({
      'asks for': 'requests.cpu 1',
      'in use': 'requests.cpu 0',
      quota: 'requests.cpu 10m',
    });
  });

  test.each<[string, string, string, string]>([
    ['requests.cpu=1', 'requests.cpu=10', 'requests.cpu=10', 'or wait'],
    ['requests.cpu=1001m', 'requests.cpu=0', 'requests.cpu=1', 'one pod alone'],
    ['requests.cpu=1,pods=1', 'requests.cpu=1,pods=1', 'requests.cpu=1,pods=0', 'one pod alone'],
    ['requests.memory=much', 'requests.memory=0', 'requests.memory=1Gi', 'or wait'],
  ])('a quota: the request %s, the use %s and the limit %s', (requested, used, limited, expected) => {
    const refused = {
      ...job(),
      spec: {
        parallelism: 1,
        template: {
          metadata: { labels: { 'app.kubernetes.io/name': 'print' } },
          spec: { containers: [{ name: 'algorunner' }] },
        },
      },
    };
    const message =
      `Error creating: pods "x" is forbidden: exceeded quota: q, requested: ${requested}, used: ` +
      `${used}, limited: ${limited}`;
    const [change] = changesOf(diagnosesOf([refused, event('FailedCreate', message)])[0]);
    expect(change).toContain(expected);
  });

  test('each violation of a security standard is shown', () => {
    const { facts } = diagnosesOf(recorded('refused', 'psa'))[0];
    expect(facts.filter(({ label }) => label === 'violates').map(({ text }) => text.replace(/ \(.*/, ''))).toEqual([
      'allowPrivilegeEscalation != false',
      'unrestricted capabilities',
      'runAsNonRoot != true',
      'seccompProfile',
    ]);
  });

  test.each<[string, any, string]>([
    ['restricted', { 'app.kubernetes.io/name': 'print' }, 'Algorithm "print", settings'],
    ['restricted:v1.37', { 'app.kubernetes.io/name': 'print' }, 'Algorithm "print", settings'],
    ['baseline:latest', { 'app.kubernetes.io/name': 'print' }, 'Algorithm "print" and its SideCars, securityContext'],
    ['restricted:latest', {}, 'Job print, spec.template.spec.containers[*].securityContext'],
    ['restricted:latest', { group: 'hkube', 'algorithm-name': 'print' }, 'spec of HKube\'s algorithm "print"'],
  ])('the standard %s with labels %j has its place to change', (level, labels, place) => {
    const containers = ['algorunner', ...('group' in labels ? ['worker'] : [])].map((name) => ({ name }));
    const refused = { ...job(), spec: { parallelism: 1, template: { metadata: { labels }, spec: { containers } } } };
    const [change] = changesOf(
      diagnosesOf([
        refused,
        event(
          'FailedCreate',
          `Error creating: pods "x" is forbidden: violates PodSecurity "${level}": seccompProfile (pod must set it)`,
        ),
      ])[0],
    );
    expect(change.split(': ')[0]).toBe(place);
  });

  test('the advice for a security standard makes a pod that complies', () => {
    const [change] = diagnosesOf(recorded('refused', 'psa'))[0].changes;
    expect(change.do).toContain('{ podSecurity: { profile: PodSecurityProfile.RESTRICTED } }');
    const chart = Testing.chart();
    new Algorithm(chart, 'print', {
      image: 'docker.io/acme/print:v4',
      settings: { podSecurity: { profile: PodSecurityProfile.RESTRICTED } },
    });
    const [
      {
        spec: {
          template: { spec },
        },
      },
    ] = Testing.synth(chart);
    expect(spec.securityContext).toEqual({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    expect(spec.containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
    });
  });

  test('without events a Job just has no pods, but a Deployment still shows the reason', () => {
    const without = (name: string) => recorded('refused', name).filter(({ kind }) => kind !== 'Event');
    expect(headlines(without('limits'))).toEqual(['Job limits: has no pods, for an unknown reason']);
    expect(headlines(without('quota-deploy'))).toEqual([
      'Deployment quota-deploy: pods are refused: quota "team" is exceeded',
    ]);
  });
});

const job = (status: any = {}) => ({
  kind: 'Job',
  metadata: { name: 'print', namespace: 'batch', uid: 'uid-1' },
  spec: { parallelism: 1, template: { spec: { containers: [{ name: 'main' }] } } },
  status: { startTime: '2026-11-23T07:30:00Z', ...status },
});
const event = (reason: string, message: string, lastTimestamp = '2026-11-23T07:40:00Z') => ({
  kind: 'Event',
  type: 'Warning',
  reason,
  message,
  lastTimestamp,
  involvedObject: { kind: 'Job', namespace: 'batch', name: 'print', uid: 'uid-1' },
});

describe('an answer of the API server is explained', () => {
  test.each<[string, string, string]>([
    [
      'pods "x" is forbidden: minimum cpu usage per Container is 100m, but request is 10m',
      'LimitRange',
      'a LimitRange allows a Container at least 100m cpu',
    ],
    [
      'pods "x" is forbidden: maximum cpu usage per Pod is 1.  No limit is specified',
      'LimitRange',
      'a LimitRange requires a cpu limit for each Pod, at most 1',
    ],
    [
      'pods "x" is forbidden: [maximum cpu usage per Container is 1, but limit is 2, maximum memory usage per ' +
        'Container is 1Gi, but limit is 2Gi]',
      'LimitRange',
      'a LimitRange allows a Container at most 1 cpu',
    ],
    [
      'pods "x" is forbidden: memory max limit to request ratio per Container is 2, but provided ratio is 4.000000',
      'LimitRange',
      'a LimitRange allows limits of at most 2 times the requests of a Container',
    ],
    [
      'admission webhook "policy.example.com" denied the request: no latest tags',
      'AdmissionDenied',
      'webhook "policy.example.com" denies them',
    ],
    [
      'pods "x" is forbidden: unable to create new content in namespace batch because it is being terminated',
      'NamespaceTerminating',
      'namespace batch is being deleted',
    ],
    [
      'Pod "x" is invalid: spec.restartPolicy: Required value',
      'PodInvalid',
      'the pod is invalid, although its template is not',
    ],
  ])('%s', (message, cause, what) => {
    expect(diagnosesOf([job(), event('FailedCreate', `Error creating: ${message}`)])[0]).toMatchObject({
      cause,
      message,
      what: `pods are refused: ${what}`,
    });
  });

  test('a new one is shown without an explanation', () => {
    expect(
      headlines([job(), event('FailedCreate', '(combined from similar events): Error creating: something new')]),
    ).toEqual(['Job print: pods are refused by the API server']);
  });
});

describe('a refusal is over', () => {
  test.each<[string, any[], string]>([
    [
      'when a pod was created since',
      [job(), event('SuccessfulCreate', 'Created pod: x', '2026-11-23T07:40:01Z')],
      'has no pods, for an unknown reason',
    ],
    [
      'not when one was created before',
      [job(), event('SuccessfulCreate', 'Created pod: x', '2026-11-23T07:40:00Z')],
      'pods are refused by the API server',
    ],
    [
      'when all its pods are there',
      [job({ active: 1 })],
      'has 1 active pod, but no pods were read: add pods to kubectl get',
    ],
    [
      'when it has completed',
      [job({ conditions: [{ type: 'Complete', status: 'True' }] })],
      'nothing wrong: completed',
    ],
  ])('%s', (_, objects, what) => {
    expect(diagnosesOf([...objects, event('FailedCreate', 'Error creating: x')])[0].what).toBe(what);
  });
});
