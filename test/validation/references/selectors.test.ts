import { deployment, found, object, service } from './found';

const web = deployment('web', { labels: { app: 'web', tier: 'frontend' } });
const selecting = (name: string, selector: object) => service(name, { selector });
const budget = (name: string, selector: object) =>
  object('policy/v1', 'PodDisruptionBudget', name, { spec: { selector } });
const policy = (name: string, podSelector: object) =>
  object('networking.k8s.io/v1', 'NetworkPolicy', name, { spec: { podSelector } });
const job = object('batch/v1', 'Job', 'train', { spec: { template: { metadata: {}, spec: {} } } });
const rollout = object('argoproj.io/v1alpha1', 'Rollout', 'api', {
  spec: { template: { metadata: { labels: { app: 'frontned' } } } },
});
const cronJob = object('batch/v1', 'CronJob', 'night', {
  spec: { jobTemplate: { spec: { template: { metadata: { labels: { app: 'night' } } } } } },
});

test.each<[string, object[]]>([
  ['pods', [web, selecting('web', { app: 'web' })]],
  ['pods by an expression', [web, budget('web', { matchExpressions: [{ key: 'app', operator: 'Exists' }] })]],
  ['no pods in the set', [selecting('web', { app: 'wbe' })]],
  ['pods of another namespace', [deployment('web', { namespace: 'other' }), selecting('web', { app: 'x' })]],
  ['pods that may live elsewhere', [web, selecting('backend', { app: 'backend' })]],
  ['another tier, which may live elsewhere', [web, selecting('store', { app: 'web', tier: 'backend' })]],
  ['names that differ by a number', [deployment('worker1'), selecting('other', { app: 'worker2' })]],
  ['names that differ by a letter', [deployment('shard-a'), selecting('other', { app: 'shard-b' })]],
  ['short names', [deployment('api'), selecting('other', { app: 'apis' })]],
  [
    'a typo, but the pods are selected by another one',
    [deployment('server'), service('server'), selecting('other', { app: 'servers' })],
  ],
  ['a label that a program may set', [web, selecting('web', { app: 'web', role: 'leader' })]],
  ['a label that the server sets', [job, selecting('train', { 'job-name': 'train' })]],
  ['a label of a pod of a StatefulSet', [web, selecting('x', { 'statefulset.kubernetes.io/pod-name': 'web-0' })]],
  ['a label of a Job of a CronJob', [cronJob, selecting('x', { app: 'night', 'job-name': 'night-1' })]],
  ['pods of a custom resource', [rollout, deployment('frontend'), selecting('x', { app: 'frontned' })]],
  ['no selector', [web, service('web', { selector: undefined })]],
  ['all pods', [web, policy('web', {})]],
])('no warning about %s', (_, objects) => expect(found(objects)).toEqual([]));

const OF_WEB = 'in those of Deployment "web" (#0). Use the labels of the pods';

test.each<[string, object[], string]>([
  [
    'the object of the same name has another value',
    [web, selecting('web', { app: 'website' })],
    `WARN-SELECTOR Service/web spec.selector[app]: selects no pods: app is "web" ${OF_WEB}`,
  ],
  [
    'the object of the same name has none of the labels',
    [web, selecting('web', { run: 'web' })],
    `WARN-SELECTOR Service/web spec.selector[run]: selects no pods: run is not set ${OF_WEB}`,
  ],
  [
    'a typo',
    [web, selecting('x', { tier: 'frontned' })],
    `WARN-SELECTOR Service/x spec.selector[tier]: selects no pods: tier is "frontend" ${OF_WEB}`,
  ],
  [
    'a typo in one of two labels',
    [web, budget('x', { matchLabels: { app: 'web', tier: 'frontent' } })],
    `WARN-SELECTOR PodDisruptionBudget/x spec.selector.matchLabels[tier]: selects no pods: tier is ` +
      `"frontend" ${OF_WEB}`,
  ],
  [
    'upper case',
    [web, policy('x', { matchLabels: { tier: 'FrontEnd' } })],
    `WARN-SELECTOR NetworkPolicy/x spec.podSelector.matchLabels[tier]: selects no pods: tier is "frontend" ${OF_WEB}`,
  ],
])('%s', (_, objects, expected) => expect(found(objects)).toEqual([expected]));
