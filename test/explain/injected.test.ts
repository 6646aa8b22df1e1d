import { isWhole } from '../../src/explain/injected';
import { changesOf, diagnosesOf, podOf, running, terminated } from '../fixtures/explain';

const TEMPLATE = { spec: { containers: [{ name: 'app', image: 'a:1' }] } };
const job = (template: any = TEMPLATE) => ({
  kind: 'Job',
  metadata: { name: 'etl', namespace: 'batch' },
  spec: { template },
  status: { active: 1 },
});
const oom = { restartCount: 1, state: terminated(137, { reason: 'OOMKilled' }) };
const pod = (sidecar: string, more: any = oom) =>
  podOf({
    metadata: { labels: {}, ownerReferences: [{ kind: 'Job', name: 'etl', controller: true }] },
    containers: [
      { name: sidecar, resources: { limits: { memory: '64Mi' } }, ...more },
      { name: 'app', ...running() },
    ],
  });

test.each<[string, any[], string, string]>([
  ['that the template does not have', [job(), pod('agent')], 'added by a webhook', 'resources.limits.memory'],
  [
    'that is known by its name',
    [pod('istio-proxy')],
    'added by a webhook',
    'annotation sidecar.istio.io/proxyMemoryLimit',
  ],
])('the webhook that added a container is named, not the spec: %s', (_, objects, role, field) => {
  const [diagnosis] = diagnosesOf(objects);
  const { name } = diagnosis.container!;
  expect(diagnosis.container!.role).toBe(role);
  expect(changesOf(diagnosis)[0]).toMatch(`the webhook that adds container "${name}", ${field}: raise it (now 64Mi)`);
});

test.each<[string, any[]]>([
  ['its template has it', [job({ spec: { containers: [{ name: 'agent', image: 'b:1' }] } }), pod('agent')]],
  ['its template was cut', [job({ spec: { containers: [{ name: 'app' }] } }), pod('agent')]],
  ['its template was not read', [pod('agent')]],
])('a container is not attributed to a webhook: %s', (_, objects) => {
  expect(diagnosesOf(objects)[0].container).toEqual({ name: 'agent', role: '' });
});

test('a container of a webhook is not the main one, even if it is the first', () => {
  const [diagnosis] = diagnosesOf([
    podOf({
      metadata: { labels: {} },
      containers: [
        { name: 'linkerd-proxy', ...running() },
        { name: 'app', state: terminated(0) },
      ],
    }),
  ]);
  expect(diagnosis.what).toBe('keeps the pod running: the main container "app" has ended');
  expect(changesOf(diagnosis)).toEqual([
    'the webhook that adds container "linkerd-proxy": have it added as a native sidecar (restartPolicy: Always), ' +
      'which ends with the main container',
  ]);
});

describe('a pod that is invalid although its template is valid', () => {
  const refused = (template: any, why: string) =>
    diagnosesOf([
      { ...job(template), status: {} },
      {
        kind: 'Event',
        involvedObject: { kind: 'Job', namespace: 'batch', name: 'etl' },
        reason: 'FailedCreate',
        type: 'Warning',
        message: `Error creating: Pod "etl-x" is invalid: ${why}`,
        lastTimestamp: '2026-11-23T07:42:00Z',
      },
    ])[0];
  const PROBE = 'spec.initContainers[0].readinessProbe: Forbidden: may not be set for init containers';

  test.each<[string, any, string, string, number]>([
    ['in a container of a webhook', TEMPLATE, PROBE, 'the pod is invalid: initContainers[0], which a webhook', 1],
    [
      'when the template was not read',
      {},
      PROBE,
      'the pod is invalid, although its template is not: a webhook of the cluster may have added initContainers[0]',
      2,
    ],
    [
      'in a container of the template',
      TEMPLATE,
      'spec.containers[0].env[0].name: Required value',
      'the pod is invalid, although its template is not',
      2,
    ],
    [
      'by a LimitRange',
      TEMPLATE,
      'spec.containers[0].resources.requests: Invalid value: "1": must be less than or equal to cpu limit of 500m',
      'the pod is invalid: it requests more than its limit, which a LimitRange may have set',
      2,
    ],
  ])('%s', (_, template, why, what, changes) => {
    const diagnosis = refused(template, why);
    expect(diagnosis.what).toMatch(`pods are refused: ${what}`);
    expect(diagnosis.changes).toHaveLength(changes);
    // The cluster's own words are printed once.
    expect(diagnosis.facts).toEqual([]);
  });
});

test.each<[any, boolean]>([
  [{}, false],
  [{ containers: [] }, false],
  [{ containers: [{ name: 'a', image: 'x' }], initContainers: [{ name: 'b' }] }, false],
  [{ containers: [{ name: 'a', image: 'x' }], initContainers: [{ name: 'b', image: 'y' }] }, true],
])('%j is a complete template: %p', (template, whole) => {
  expect(isWhole(template)).toBe(whole);
});
