import * as fc from 'fast-check';
import { NEWEST_MINOR } from '../../../src/apimachinery/schema';
import { validateDeployment } from '../../../src/validation/objects/deployment';
import { beginnings, found, hints } from '../rules';

const pod = { containers: [{ name: 'main', image: 'a:1' }] };
const deployment = (spec: any, podSpec: any = {}, annotations?: any) => ({
  metadata: { name: 'deployment', annotations },
  spec: {
    selector: { matchLabels: { a: 'b' } },
    template: { metadata: { labels: { a: 'b' } }, spec: { ...pod, ...podSpec } },
    ...spec,
  },
});
const expectErrors = (object: any, expected: string[], minor = NEWEST_MINOR) =>
  expect(
    beginnings(
      found((v) => validateDeployment(v, object), minor),
      expected,
    ),
  ).toEqual(expected);
const strategy = (maxSurge: any, maxUnavailable: any) => ({
  strategy: { rollingUpdate: { maxSurge, maxUnavailable } },
});
const percent = "a valid percent string must be a numeric string followed by an ending '%'";

test.each<[any, string[]]>([
  [{}, []],
  [{ replicas: 0, minReadySeconds: 0, revisionHistoryLimit: 0, paused: true }, []],
  [{ replicas: -1 }, ['spec.replicas: Invalid value: -1: must be greater than or equal to 0']],
  [{ minReadySeconds: -1 }, ['spec.minReadySeconds: Invalid value: -1']],
  [{ revisionHistoryLimit: -1 }, ['spec.revisionHistoryLimit: Invalid value: -1']],

  [{ minReadySeconds: 599 }, []],
  [
    { minReadySeconds: 600 },
    ['spec.progressDeadlineSeconds: Invalid value: 600: must be greater than minReadySeconds'],
  ],
  [{ progressDeadlineSeconds: 1 }, []],
  [
    { progressDeadlineSeconds: 0 },
    ['spec.progressDeadlineSeconds: Invalid value: 0: must be greater than minReadySeconds'],
  ],
  [
    { progressDeadlineSeconds: -1, minReadySeconds: -2 },
    [
      'spec.minReadySeconds: Invalid value: -2',
      'spec.progressDeadlineSeconds: Invalid value: -1: must be greater than or equal to 0',
    ],
  ],

  [
    { selector: undefined },
    [
      'spec.selector: Required value',
      'spec.template.metadata.labels: Invalid value: {"a":"b"}: `selector` does not match template `labels`',
    ],
  ],
  [{ selector: {} }, ['spec.selector: Invalid value: {}: empty selector is invalid for deployment']],
  [
    { selector: { matchLabels: { a: 'c' } } },
    ['spec.template.metadata.labels: Invalid value: {"a":"b"}: `selector` does not match template `labels`'],
  ],
  [
    { selector: { matchLabels: { 'a b': 'c' } } },
    [
      'spec.selector.matchLabels: Invalid value: "a b"',
      'spec.selector: Invalid value: {"matchLabels":{"a b":"c"}}: invalid label selector',
    ],
  ],
  [{ selector: { matchExpressions: [{ key: 'a', operator: 'Exists' }] } }, []],
  [
    { template: undefined },
    [
      'spec.template.metadata.labels: Invalid value: null: `selector` does not match template `labels`',
      'spec.template.spec.containers: Required value',
    ],
  ],

  [{ strategy: { type: 'Recreate' } }, []],
  [
    { strategy: { type: 'Recreate', rollingUpdate: {} } },
    ["spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'"],
  ],
  [
    { strategy: { type: 'Rolling', rollingUpdate: { maxSurge: -1 } } },
    [
      'spec.strategy: Unsupported value: {"type":"Rolling","rollingUpdate":{"maxSurge":-1}}: supported values: ' +
        '"Recreate", "RollingUpdate"',
    ],
  ],
  [{ strategy: { type: 'RollingUpdate', rollingUpdate: null } }, []],
  [strategy(1, 0), []],
  [strategy(0, '1%'), []],
  [strategy(undefined, 0), []],
  [strategy('0%', '100%'), []],
  [strategy('200%', 200), []],
  [strategy(0, 0), ['spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0']],
  [strategy('0%', '00%'), ['spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "00%": may not be 0']],
  [
    strategy(1, '101%'),
    ['spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "101%": must not be greater than 100%'],
  ],
  [strategy(-1, 1), ['spec.strategy.rollingUpdate.maxSurge: Invalid value: -1: must be greater than or equal to 0']],
  [strategy(1, -1), ['spec.strategy.rollingUpdate.maxUnavailable: Invalid value: -1']],
  [
    strategy('1', '5'),
    [
      `spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "5": ${percent}`,
      `spec.strategy.rollingUpdate.maxSurge: Invalid value: "1": ${percent}`,
    ],
  ],
  [
    strategy('', 0),
    [
      `spec.strategy.rollingUpdate.maxSurge: Invalid value: "": ${percent}`,
      'spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0',
    ],
  ],
  [
    strategy('+1%', '0%'),
    [
      `spec.strategy.rollingUpdate.maxSurge: Invalid value: "+1%": ${percent}`,
      'spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "0%": may not be 0',
    ],
  ],
  [strategy('-1%', 1), [`spec.strategy.rollingUpdate.maxSurge: Invalid value: "-1%": ${percent}`]],
])('%j', (spec, expected) => expectErrors(deployment(spec), expected));

test.each<[any, string[]]>([
  [{ restartPolicy: 'Always' }, []],
  [{ restartPolicy: '' }, []],
  [
    { restartPolicy: 'Never' },
    ['spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"'],
  ],
  [
    { activeDeadlineSeconds: 1 },
    ['spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ReplicaSet is not Supported'],
  ],
  [{ activeDeadlineSeconds: null }, []],
])('the pods %j', (podSpec, expected) => expectErrors(deployment({}, podSpec), expected));

test.each([
  ['', []],
  ['0', []],
  ['+7', []],
  ['9223372036854775807', []],
  ['-3', ['spec.rollback.version: Invalid value: "-3": must be greater than or equal to 0']],
  [
    '9223372036854775808',
    ['metadata.annotations[deprecated.deployment.rollback.to]: Invalid value: "9223372036854775808": failed to parse'],
  ],
  [
    'x',
    [
      'metadata.annotations[deprecated.deployment.rollback.to]: Invalid value: "x": failed to parse ' +
        'annotation[deprecated.deployment.rollback.to]=x as int64',
    ],
  ],
])('rollbackTo the revision %s', (revision, expected) => {
  expectErrors(deployment({}, {}, { 'deprecated.deployment.rollback.to': revision }), expected);
});

test('until 1.28 several replicas may not write to the same disk', () => {
  const volumes = [{ name: 'v', gcePersistentDisk: { pdName: 'x' } }];
  const expected = [
    'spec.template.spec.volumes[0].gcePersistentDisk.readOnly: Invalid value: false: must be true for replicated ' +
      'pods > 1',
  ];
  const mount = { containers: [{ ...pod.containers[0], volumeMounts: [{ name: 'v', mountPath: '/v' }] }] };
  const errors = (replicas: number, readOnly: boolean, minor: number) => {
    const object = deployment(
      { replicas },
      { ...mount, volumes: [{ ...volumes[0], gcePersistentDisk: { pdName: 'x', readOnly } }] },
    );
    return found((v) => validateDeployment(v, object), minor).filter((error) => error.includes('readOnly'));
  };
  expect(beginnings(errors(2, false, 28), expected)).toEqual(expected);
  expect([errors(1, false, 28), errors(2, true, 28), errors(2, false, 29)]).toEqual([[], [], []]);
});

test('a percentage above zero is accepted without a surge', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), (value) => expectErrors(deployment(strategy(0, `${value}%`)), [])),
  );
});

test('rollingUpdate with the strategy Recreate has a hint', () => {
  const recreate = deployment({ strategy: { type: 'Recreate', rollingUpdate: {} } });
  expect(hints((v) => validateDeployment(v, recreate))).toEqual(['remove rollingUpdate, or use type: RollingUpdate']);
});
