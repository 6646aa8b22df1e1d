import { validateReplicationController } from '../../../src/validation/objects/replication-controller';
import { answersAlways } from '../any-object';
import { expectRuled } from '../ruled';

const pod = { containers: [{ name: 'main', image: 'a:1' }] };
const template = { metadata: { labels: { a: 'b' } }, spec: pod };
const expectErrors = (spec: any, expected: string[], metadata: any = {}) =>
  expectRuled((v) => validateReplicationController(v, { metadata: { name: 'a', ...metadata }, spec }), expected);
const mismatch = 'RC-SELECTOR spec.template.metadata.labels: Invalid value: {"a":"b"}: `selector` does not match';

test.each<[any, string[]]>([
  [{ template }, []],
  [{ template, selector: { a: 'b' }, replicas: 0, minReadySeconds: 0 }, []],
  [{ template, selector: {} }, []],
  [{ template, selector: { a: 'c' } }, [mismatch]],
  [{ template, replicas: -1 }, ['RC-NONNEG spec.replicas: Invalid value: -1: must be greater than or equal to 0']],
  [{ template, minReadySeconds: -1 }, ['RC-NONNEG spec.minReadySeconds: Invalid value: -1']],
  [{ template: { spec: pod } }, ['RC-SELECTOR spec.selector: Required value']],
  [{}, ['RC-SELECTOR spec.selector: Required value', 'RC-TEMPLATE spec.template: Required value']],
  [{ selector: { a: 'b' } }, ['RC-TEMPLATE spec.template: Required value']],
  [
    { template: { ...template, spec: { ...pod, restartPolicy: 'Never', activeDeadlineSeconds: 5 } } },
    [
      'RC-RESTARTPOLICY spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"',
      'RC-ACTIVEDEADLINE spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ' +
        'ReplicationController is not',
    ],
  ],
])('%j', (spec, expected) => expectErrors(spec, expected));

test('without labels it gets those of its pods', () => {
  const bad = { metadata: { labels: { a: 'b c' } }, spec: pod };
  const ofPods = 'META-LABEL-VALUE spec.template.labels: Invalid value: "b c"';
  expectErrors({ template: bad }, ['META-LABEL-VALUE metadata.labels: Invalid value: "b c"', ofPods]);
  expectErrors({ template: bad }, [ofPods], { labels: { x: 'y' } });
});

test('a name that is not a host name is a warning', () =>
  expectErrors({ template }, ['warning WARN-NAME metadata.name: Warning: "a.b"'], { name: 'a.b' }));

test('any ReplicationController is validated without throwing', () => answersAlways('v1', 'ReplicationController'));
