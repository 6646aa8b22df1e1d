import { validateCreatedPod } from '../../../src/validation/pod/created-pod';
import { found, hints } from '../rules';

const created = (spec: any, { labels = {}, minor = 37, controller = 'Job', indexed }: any = {}) =>
  found((v) => validateCreatedPod(v, { metadata: { labels }, spec }, 's', { controller, indexed }), minor);
const port = (containerPort: number, hostPort?: number) => ({ ports: [{ containerPort, hostPort }] });

test.each<[any]>([
  [{}],
  [{ containers: [{ image: 'a b' }], initContainers: [{}] }],
  [{ containers: [port(80), port(80)] }],
  [{ hostNetwork: true, containers: [port(80), port(81), {}] }],
  [{ hostNetwork: true, containers: [port(80)], initContainers: [port(80), port(80)] }],
  [{ nodeName: 'n', schedulingGates: [] }],
])('%j is accepted', (spec) => expect(created(spec)).toEqual([]));

test.each<[any, string[]]>([
  [
    { containers: [{ image: ' a ' }], initContainers: [{ image: 'a\n' }] },
    [
      's.containers[0].image: Invalid value: " a ": must not have leading or trailing whitespace',
      's.initContainers[0].image: Invalid value: "a\\n": must not have leading or trailing whitespace',
    ],
  ],
  [
    { hostNetwork: true, containers: [port(80), port(80)] },
    ['s.containers[1].ports[0].hostPort: Duplicate value: "TCP//80"'],
  ],
  [
    { hostNetwork: true, containers: [port(80, 80), port(80)] },
    ['s.containers[1].ports[0].hostPort: Duplicate value: "TCP//80"'],
  ],
  [{ hostNetwork: true, containers: [port(80, 80), port(80, 80)] }, []],
  [
    { hostNetwork: true, initContainers: [{ ports: [{ containerPort: 1 }, { containerPort: 1 }] }] },
    ['s.initContainers[0].ports[1].hostPort: Duplicate value: "TCP//1"'],
  ],
  [
    { nodeName: 'n', schedulingGates: [{ name: 'g' }] },
    ['s.nodeName: Forbidden: cannot be set until all schedulingGates have been cleared'],
  ],
  [
    { resources: { limits: { cpu: '1' } }, containers: [{ resources: { requests: { cpu: '2' } } }] },
    ['s.resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1'],
  ],
])('%j: the pods are refused', (spec, errors) => expect(created(spec)).toEqual(errors));

test('the hint names what is accepted and what is refused', () =>
  expect(
    hints((v) => validateCreatedPod(v, { spec: { containers: [{ image: ' a' }] } }, 's', { controller: 'Deployment' })),
  ).toEqual(['The server would accept the Deployment, but refuse its pods.']));

test('an image volume without an image is refused up to 1.36', () => {
  expect(created({ volumes: [{ image: {} }] }, { minor: 36 })).toEqual([
    's.volumes[0].image.reference: Required value',
  ]);
  expect(created({ volumes: [{ image: {} }] })).toEqual([]);
});

test('static pods have no resource claims', () => {
  const template = (annotations: any, resourceClaims: any) => ({ metadata: { annotations }, spec: { resourceClaims } });
  const errors = (annotations: any, resourceClaims: any) =>
    found((v) => validateCreatedPod(v, template(annotations, resourceClaims), 's', { controller: 'Job' }));
  const mirror = { 'kubernetes.io/config.mirror': '' };
  expect(errors(mirror, [{ name: 'a' }])).toEqual([
    's.resourceClaims: Forbidden: static pods do not support resource claims',
  ]);
  expect(errors(mirror, [])).toEqual([]);
  expect(errors({ other: '' }, [{ name: 'a' }])).toEqual([]);
  expect(errors(null, [{ name: 'a' }])).toEqual([]);
});

describe('labels of the pod are added to selectors', () => {
  const labelSelector = { matchLabels: { app: 'x' } };
  const spread = (matchLabelKeys: string[]) => ({ topologySpreadConstraints: [{ labelSelector, matchLabelKeys }] });
  const affinity = (term: any) => ({
    affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector, ...term }] } },
  });
  const twice = 'exists in both matchLabelKeys and labelSelector';
  const spreadError = `s.topologySpreadConstraints[0][0]: Invalid value: "app": ${twice}`;
  const affinityError =
    's.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0][0]: Invalid ' + `value: "app": ${twice}`;

  test.each<[any, any, string[]]>([
    [spread(['app']), { labels: { app: 'x' } }, [spreadError]],
    [spread(['app']), { labels: {} }, []],
    [spread(['other']), { labels: { app: 'x', other: 'y' } }, []],
    [spread(['app']), { labels: { app: 'x' }, minor: 33 }, []],
    [
      spread(['other', 'other']),
      { labels: { other: 'y' } },
      [`s.topologySpreadConstraints[0][1]: Invalid value: "other": ${twice}`],
    ],
    [{ topologySpreadConstraints: [{ matchLabelKeys: ['app'] }] }, { labels: { app: 'x' } }, []],
    [affinity({ matchLabelKeys: ['app'] }), { labels: { app: 'x' } }, [affinityError]],
    [affinity({ matchLabelKeys: ['app'] }), { labels: { app: 'x' }, minor: 30 }, []],
    [affinity({ mismatchLabelKeys: ['app'] }), { labels: { app: 'x' } }, []],
  ])('%j %j', (spec, options, errors) => expect(created(spec, options)).toEqual(errors));

  test('also labels that the controller adds', () => {
    const constraint = (key: string) => ({
      topologySpreadConstraints: [{ labelSelector: { matchLabels: { [key]: 'x' } }, matchLabelKeys: [key] }],
    });
    expect(created(constraint('pod-template-hash'), { controller: 'Deployment' })).toHaveLength(1);
    expect(created(constraint('pod-template-hash'))).toEqual([]);
    expect(created(constraint('job-name'), { controller: 'CronJob' })).toHaveLength(1);
    const index = constraint('batch.kubernetes.io/job-completion-index');
    expect(created(index)).toEqual([]);
    expect(created(index, { indexed: true })).toHaveLength(1);
    expect(created(index, { indexed: true, controller: 'CronJob' })).toHaveLength(1);
    expect(created(index, { indexed: true, minor: 33 })).toEqual([]);
  });

  test('and errors of the template are not repeated', () => {
    const both = { matchLabels: { app: 'x' }, matchExpressions: [{ key: 'app', operator: 'Exists' }] };
    expect(
      created(
        { topologySpreadConstraints: [{ labelSelector: both, matchLabelKeys: ['app'] }] },
        { labels: { app: 'x' } },
      ),
    ).toEqual([]);
  });
});
