import { NEWEST_MINOR } from '../../../src/apimachinery/schema';
import { validateStatefulSet } from '../../../src/validation/objects/stateful-set';
import { answersAlways } from '../any-object';
import { expectRuled } from '../ruled';
import { hints, long } from '../rules';

const main = { name: 'main', image: 'a:1' };
const claim = (name: string | undefined, spec: any = {}) => ({
  metadata: { name },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
});
const statefulSet = (spec: any, podSpec: any = {}, name = 'a') => ({
  metadata: { name },
  spec: {
    selector: { matchLabels: { a: 'b' } },
    template: { metadata: { labels: { a: 'b' } }, spec: { containers: [main], ...podSpec } },
    ...spec,
  },
});
const expectErrors = (object: any, expected: string[], minor = NEWEST_MINOR) =>
  expectRuled((v) => validateStatefulSet(v, object), expected, minor);
const rolling = (rollingUpdate: any) => ({ updateStrategy: { rollingUpdate } });
const maxUnavailable = 'STS-STRATEGY spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value';
const mismatch = 'STS-SELECTOR spec.template.metadata.labels: Invalid value: {"a":"b"}: `selector` does not match';

test.each<[any, string[]]>([
  [{}, []],
  [{ replicas: 0, minReadySeconds: 0, ordinals: { start: 0 }, podManagementPolicy: '', serviceName: '' }, []],
  [{ replicas: -1 }, ['STS-NONNEG spec.replicas: Invalid value: -1: must be greater than or equal to 0']],
  [{ minReadySeconds: -1 }, ['STS-NONNEG spec.minReadySeconds: Invalid value: -1']],
  [{ ordinals: { start: -1 } }, ['STS-NONNEG spec.ordinals.start: Invalid value: -1']],
  [{ revisionHistoryLimit: -1 }, []],

  [{ podManagementPolicy: 'Parallel' }, []],
  [
    { podManagementPolicy: 'parallel' },
    [`STS-POLICY spec.podManagementPolicy: Invalid value: "parallel": must be 'OrderedReady' or 'Parallel'`],
  ],

  [{ updateStrategy: { type: 'OnDelete' } }, []],
  [
    { updateStrategy: { type: 'OnDelete', rollingUpdate: {} } },
    [
      'STS-STRATEGY spec.updateStrategy.rollingUpdate: Invalid value: {}: only allowed for updateStrategy ' +
        "'RollingUpdate'",
    ],
  ],
  [
    { updateStrategy: { type: 'Recreate' } },
    [`STS-STRATEGY spec.updateStrategy: Invalid value: {"type":"Recreate"}: must be 'RollingUpdate' or 'OnDelete'`],
  ],
  [rolling({ partition: 0, maxUnavailable: '100%' }), []],
  [rolling({ partition: -1 }), ['STS-STRATEGY spec.updateStrategy.rollingUpdate.partition: Invalid value: -1']],
  [rolling({ maxUnavailable: 0 }), [`${maxUnavailable}: 0: cannot be 0`]],
  [rolling({ maxUnavailable: -1 }), [`${maxUnavailable}: -1: must be greater than or equal to 0`]],
  [rolling({ maxUnavailable: '101%' }), [`${maxUnavailable}: "101%": must not be greater than 100%`]],
  [
    rolling({ maxUnavailable: 'x' }),
    [`${maxUnavailable}: "x": a valid percent`, `${maxUnavailable}: "x": cannot be 0`],
  ],

  [{ persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete', whenScaled: '' } }, []],
  [
    { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Keep', whenScaled: 'retain' } },
    [
      'STS-RETENTION spec.persistentVolumeClaimRetentionPolicy.whenDeleted: Unsupported value: "Keep": ' +
        'supported values: "Retain", "Delete"',
      'STS-RETENTION spec.persistentVolumeClaimRetentionPolicy.whenScaled: Unsupported value: "retain"',
    ],
  ],

  [{ serviceName: 'web' }, []],
  [{ serviceName: 'web.x' }, ['STS-SERVICENAME spec.serviceName: Invalid value: "web.x": must not contain dots']],

  [{ selector: undefined }, ['STS-SELECTOR spec.selector: Required value', mismatch]],
  [{ selector: {} }, ['STS-SELECTOR spec.selector: Invalid value: {}: empty selector is invalid for statefulset']],
  [{ selector: { matchLabels: { a: 'c' } } }, [mismatch]],
  [
    { selector: { matchLabels: { 'a b': 'c' } } },
    [
      'META-LABEL-KEY spec.selector.matchLabels: Invalid value: "a b"',
      'STS-SELECTOR spec.selector: Invalid value: {"matchLabels":{"a b":"c"}}',
    ],
  ],
])('%j', (spec, expected) => expectErrors(statefulSet(spec), expected));

test.each<[any, string[]]>([
  [{ restartPolicy: 'Always', hostname: 'A b', subdomain: 'A b' }, []],
  [
    { restartPolicy: 'Never', activeDeadlineSeconds: 1 },
    [
      'STS-RESTARTPOLICY spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"',
      'STS-ACTIVEDEADLINE spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ' +
        'StatefulSet is not Supported',
    ],
  ],
  [{ containers: [] }, ['CTR-REQUIRED spec.template.spec.containers: Required value']],
])('the pods %j', (podSpec, expected) => expectErrors(statefulSet({}, podSpec), expected));

describe('claim templates', () => {
  const mount = (name: string) => ({ containers: [{ ...main, volumeMounts: [{ name, mountPath: '/x' }] }] });

  test('are volumes of the pods', () => {
    expectErrors(statefulSet({ volumeClaimTemplates: [claim('data')] }, mount('data')), []);
    expectErrors(statefulSet({ volumeClaimTemplates: [claim('data')] }, mount('other')), [
      'MNT-NOTFOUND spec.template.spec.containers[0].volumeMounts[0].name: Not found: "other"',
    ]);
  });

  test('replace volumes of the pods with the same name', () => {
    const podSpec = { ...mount('data'), volumes: [{ name: 'data', secret: {} }] };
    expectErrors(statefulSet({ volumeClaimTemplates: [claim('data')] }, podSpec), []);
    expectErrors(statefulSet({}, podSpec), [
      'VOL-SECRET spec.template.spec.volumes[0].secret.secretName: Required value',
      'MNT-NOTFOUND spec.template.spec.containers[0].volumeMounts[0].name: Not found: "data"',
    ]);
  });

  test('require a name, and each its own', () => {
    expectErrors(statefulSet({ volumeClaimTemplates: [claim(undefined)] }), [
      'VOL-PVC spec.template.spec.volumes[0].persistentVolumeClaim.claimName: Required value',
      'VOL-NAME spec.template.spec.volumes[0].name: Required value',
    ]);
    expectErrors(statefulSet({ volumeClaimTemplates: [claim('a'), claim('b'), claim('a')] }), [
      'STS-CLAIM-UNIQUE spec.volumeClaimTemplates[2].metadata.name: Duplicate value: "a"',
    ]);
  });

  test('with a wrong label or annotation are refused when pods are created', () => {
    const metadata = { name: 'data', labels: { good: 'a b' }, annotations: { 'c d': '' } };
    const place = 'warning WARN-CLAIM-TEMPLATE spec.volumeClaimTemplates[0].metadata';
    expectErrors(statefulSet({ volumeClaimTemplates: [{ ...claim('data'), metadata }] }), [
      expect.stringContaining(`${place}.labels: Warning: "a b": no pod starts: `),
      expect.stringContaining(`${place}.annotations: Warning: "c d": no pod starts: `),
    ]);
  });

  test('are validated since 1.34, and before no pod would start', () => {
    const object = statefulSet({ volumeClaimTemplates: [claim('data', { accessModes: [] })] });
    expectErrors(object, ['PVC spec.volumeClaimTemplates[0].spec.accessModes: Required value'], 34);
    expectErrors(
      object,
      ['warning WARN-CLAIM-TEMPLATE spec.volumeClaimTemplates[0].spec.accessModes: Warning: no pod starts: at least 1'],
      33,
    );
  });
});

test('before 1.34 the server refused the pods and not the StatefulSet', () => {
  const hint = 'The server would accept the StatefulSet, but refuse its pods.';
  const podsHints = (minor: number) =>
    hints((v) => validateStatefulSet(v, statefulSet({}, { containers: [{ image: 'a:1' }] })), minor);
  expect([podsHints(33), podsHints(34)]).toEqual([[hint], [undefined]]);
  const serviceHints = (minor: number) =>
    hints((v) => validateStatefulSet(v, statefulSet({ serviceName: 'A' })), minor);
  expect([serviceHints(32), serviceHints(33)]).toEqual([[hint], [undefined]]);
});

test.each<[string, string[]]>([
  ['a', []],
  [long(52, 'a'), []],
  [long(53, 'a'), ['warning WARN-STATEFULSET-NAME metadata.name: Warning: "aaaa']],
  [long(63, 'a'), ['warning WARN-STATEFULSET-NAME metadata.name: Warning: "aaaa']],
  [long(64, 'a'), ['META-NAME-LENGTH metadata.name: Invalid value: "aaaa']],
  ['a.b', ['META-NAME-SUBDOMAIN metadata.name: Invalid value: "a.b": must not contain dots']],
])('the name %s', (name, expected) => expectErrors(statefulSet({}, {}, name), expected));

test('warnings name the volumes as written', () =>
  expectErrors(statefulSet({ volumeClaimTemplates: [claim('data')] }, { volumes: [{ name: 'data' }, { name: 'b' }] }), [
    'warning WARN-VOLUME-UNMOUNTED spec.template.spec.volumes[0].name',
    'warning WARN-VOLUME-UNMOUNTED spec.template.spec.volumes[1].name',
  ]));

test('any StatefulSet is validated without throwing', () => answersAlways('apps/v1', 'StatefulSet'));
