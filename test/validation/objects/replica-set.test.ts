import { validateReplicaSet } from '../../../src/validation/objects/replica-set';
import { answersAlways } from '../any-object';
import { expectRuled } from '../ruled';

const pod = { containers: [{ name: 'main', image: 'a:1' }] };
const replicaSet = (spec: any, podSpec: any = {}, metadata: any = { name: 'a' }) => ({
  metadata,
  spec: {
    selector: { matchLabels: { a: 'b' } },
    template: { metadata: { labels: { a: 'b' } }, spec: { ...pod, ...podSpec } },
    ...spec,
  },
});
const mismatch = 'RS-SELECTOR spec.template.metadata.labels: Invalid value: {"a":"b"}: `selector` does not match';

test.each<[any, string[]]>([
  [{}, []],
  [{ replicas: 0, minReadySeconds: 0 }, []],
  [{ replicas: -1 }, ['RS-NONNEG spec.replicas: Invalid value: -1: must be greater than or equal to 0']],
  [{ minReadySeconds: -1 }, ['RS-NONNEG spec.minReadySeconds: Invalid value: -1']],
  [{ selector: null }, ['RS-SELECTOR spec.selector: Required value', mismatch]],
  [{ selector: {} }, ['RS-SELECTOR spec.selector: Invalid value: {}: empty selector is invalid for deployment']],
  [{ selector: { matchLabels: { a: 'c' } } }, [mismatch]],
  [
    { selector: { matchExpressions: [{ key: 'a', operator: 'is' }] } },
    [
      'RS-SELECTOR spec.selector.matchExpressions[0].operator: Invalid value: "is": not a valid selector operator',
      'RS-SELECTOR spec.selector: Invalid value: {"matchExpressions":[{"key":"a","operator":"is"}]}: ' +
        'invalid label selector',
    ],
  ],
  [
    { template: null },
    [
      'RS-SELECTOR spec.template.metadata.labels: Invalid value: null: `selector` does not match',
      'CTR-REQUIRED spec.template.spec.containers: Required value',
    ],
  ],
])('%j', (spec, expected) => expectRuled((v) => validateReplicaSet(v, replicaSet(spec)), expected));

test.each<[any, string[]]>([
  [{ restartPolicy: 'Always', activeDeadlineSeconds: null }, []],
  [
    { restartPolicy: 'OnFailure', activeDeadlineSeconds: 1 },
    [
      'RS-RESTARTPOLICY spec.template.spec.restartPolicy: Unsupported value: "OnFailure": supported values: "Always"',
      'RS-ACTIVEDEADLINE spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ' +
        'ReplicaSet is not Supported',
    ],
  ],
])('the pods %j', (podSpec, expected) => expectRuled((v) => validateReplicaSet(v, replicaSet({}, podSpec)), expected));

test('names are validated', () => {
  expectRuled(
    (v) => validateReplicaSet(v, replicaSet({}, {}, {})),
    ['META-NAME-REQUIRED metadata.name: Required value: name or generateName is required'],
  );
  expectRuled(
    (v) => validateReplicaSet(v, replicaSet({}, {}, { name: 'a.b' })),
    ['warning WARN-NAME metadata.name: Warning: "a.b": this is used in Pod names and hostnames'],
  );
});

test('any ReplicaSet is validated without throwing', () => answersAlways('apps/v1', 'ReplicaSet'));
