import { validateDaemonSet } from '../../../src/validation/objects/daemon-set';
import { answersAlways } from '../any-object';
import { expectRuled } from '../ruled';

const pod = { containers: [{ name: 'main', image: 'a:1' }] };
const daemonSet = (spec: any, podSpec: any = {}) => ({
  metadata: { name: 'a' },
  spec: {
    selector: { matchLabels: { a: 'b' } },
    template: { metadata: { labels: { a: 'b' } }, spec: { ...pod, ...podSpec } },
    ...spec,
  },
});
const rolling = (rollingUpdate: any) => ({ updateStrategy: { type: 'RollingUpdate', rollingUpdate } });
const mismatch = 'DS-SELECTOR spec.template.metadata.labels: Invalid value: {"a":"b"}: `selector` does not match';
const percent = "a valid percent string must be a numeric string followed by an ending '%'";

test.each<[any, string[]]>([
  [{}, []],
  [{ minReadySeconds: 0, revisionHistoryLimit: 0 }, []],
  [{ minReadySeconds: -1 }, ['DS-NONNEG spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0']],
  [{ revisionHistoryLimit: -1 }, ['DS-NONNEG spec.revisionHistoryLimit: Invalid value: -1']],

  [{ selector: undefined }, [mismatch]],
  [{ selector: { matchLabels: { a: 'c' } } }, [mismatch]],
  [{ selector: {} }, ['DS-SELECTOR spec.selector: Invalid value: {}: empty selector is invalid for daemonset']],
  [
    { selector: { matchExpressions: [{ key: 'a', operator: 'In' }] } },
    ['DS-SELECTOR spec.selector.matchExpressions[0].values: Required value'],
  ],

  [{ updateStrategy: { type: 'OnDelete', rollingUpdate: { maxSurge: -1 } } }, []],
  [
    { updateStrategy: { type: 'Recreate' } },
    [
      'DS-STRATEGY spec.updateStrategy: Unsupported value: {"type":"Recreate"}: supported values: ' +
        '"RollingUpdate", "OnDelete"',
    ],
  ],
  [{ updateStrategy: { rollingUpdate: {} } }, []],
  [rolling(null), []],
  [rolling({ maxUnavailable: '100%' }), []],
  [rolling({ maxUnavailable: 0, maxSurge: '1%' }), []],
  [
    rolling({ maxSurge: 1 }),
    ['DS-STRATEGY spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: 1: may not be set when maxUnavailable'],
  ],
  [
    rolling({ maxUnavailable: '0%' }),
    ['DS-STRATEGY spec.updateStrategy.rollingUpdate.maxUnavailable: Required value: cannot be 0 when maxSurge is 0'],
  ],
  [
    rolling({ maxUnavailable: '101%' }),
    [
      'DS-STRATEGY spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: "101%": must not be ' +
        'greater than 100%',
    ],
  ],
  [
    rolling({ maxUnavailable: -1 }),
    ['DS-STRATEGY spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: -1: must be greater'],
  ],
  [
    rolling({ maxUnavailable: 0, maxSurge: 'all' }),
    [
      `DS-STRATEGY spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: "all": ${percent}`,
      'DS-STRATEGY spec.updateStrategy.rollingUpdate.maxUnavailable: Required value: cannot be 0',
    ],
  ],
])('%j', (spec, expected) => expectRuled((v) => validateDaemonSet(v, daemonSet(spec)), expected));

test('pods that end are refused', () =>
  expectRuled(
    (v) => validateDaemonSet(v, daemonSet({}, { restartPolicy: 'Never', activeDeadlineSeconds: 1 })),
    [
      'DS-RESTARTPOLICY spec.template.spec.restartPolicy: Unsupported value: "Never"',
      'DS-ACTIVEDEADLINE spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ' +
        'DaemonSet is not Supported',
    ],
  ));

test('any DaemonSet is validated without throwing', () => answersAlways('apps/v1', 'DaemonSet'));
