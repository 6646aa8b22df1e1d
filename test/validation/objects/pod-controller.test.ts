import { Validation } from '../../../src/apimachinery/finding';
import { validateDaemonSet } from '../../../src/validation/objects/daemon-set';
import {
  reportMismatch,
  validateDaemonSelector,
  validateLongRunning,
  validateSharedDisks,
  validateTemplateSelector,
} from '../../../src/validation/objects/pod-controller';
import { validateReplicaSet } from '../../../src/validation/objects/replica-set';
import { validateReplicationController } from '../../../src/validation/objects/replication-controller';
import { expectRuled, ruled } from '../ruled';

const template = { metadata: { labels: { a: 'b' } } };

test('selectors', () => {
  const selector = { matchLabels: { a: 'b' } };
  expectRuled((v) => validateTemplateSelector(v, 'X', { selector, template }, 'deployment'), []);
  expectRuled((v) => validateDaemonSelector(v, 'X', { selector, template }), []);
  expectRuled(
    (v) => validateTemplateSelector(v, 'X', { selector: {}, template }, 'statefulset'),
    ['X spec.selector: Invalid value: {}: empty selector is invalid for statefulset'],
  );
  expectRuled((v) => reportMismatch(v, 'X', {}), ['X spec.template.metadata.labels: Invalid value: {}: `selector`']);
});

test('pods that run forever must restart', () => {
  expectRuled((v) => validateLongRunning(v, 'X', undefined, 'Y'), []);
  expectRuled(
    (v) => validateLongRunning(v, 'X', { restartPolicy: 'Never', activeDeadlineSeconds: 0 }, 'Y'),
    [
      'X-RESTARTPOLICY spec.template.spec.restartPolicy: Unsupported value: "Never"',
      'X-ACTIVEDEADLINE spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in Y is ' +
        'not Supported',
    ],
  );
});

test('up to 1.28 pods may only read from a shared disk', () => {
  const errors = (readOnly: boolean, expected: string[], minor: number) =>
    expectRuled(
      (v) => validateSharedDisks(v, { volumes: [{}, { gcePersistentDisk: { pdName: 'x', readOnly } }] }),
      expected,
      minor,
    );
  errors(false, ['VOL-OTHER spec.template.spec.volumes[1].gcePersistentDisk.readOnly: Invalid value: false'], 28);
  errors(true, [], 28);
  errors(false, [], 29);
});

test.each<[string, (v: Validation, object: any) => void, number, boolean]>([
  ['ReplicaSet', validateReplicaSet, 1, false],
  ['ReplicaSet', validateReplicaSet, 2, true],
  ['ReplicationController', validateReplicationController, 1, false],
  ['ReplicationController', validateReplicationController, 2, true],
  ['DaemonSet', validateDaemonSet, 1, true],
])('a %s shares disks', (_, validate, replicas, isShared) => {
  const volumes = [{ name: 'v', gcePersistentDisk: { pdName: 'x' } }];
  const spec = { replicas, template: { metadata: { labels: { a: 'b' } }, spec: { volumes } } };
  const found = ruled((v) => validate(v, { metadata: { name: 'a' }, spec }), 28);
  expect(found.some((error) => error.includes('gcePersistentDisk.readOnly'))).toBe(isShared);
});
