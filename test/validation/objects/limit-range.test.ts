import { expectFindings } from './expect-findings';
import { answersAlways } from '../any-object';

const limitRange = (limits: any, metadata: any = { name: 'a' }) => ({
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata,
  spec: { limits },
});

test.each([[undefined], [{}], [{ name: '' }], [{ namespace: 'b' }]])('the metadata %j is enough', (metadata) =>
  expectFindings({ ...limitRange([]), metadata }, []),
);

test.each<[any[], string[]]>([
  [[{ type: 'Pod' }, { type: 'Container' }, { type: 'acme.io/x' }], []],
  [[{ type: 'pod' }], ['LR-TYPE spec.limits[0].type: Invalid value: "pod": must be a standard limit type or fully']],
  [
    [{}],
    [
      'LR-TYPE spec.limits[0].type: Invalid value: "": name part must be non-empty',
      'LR-TYPE spec.limits[0].type: Invalid value: "": name part must consist',
    ],
  ],
  [[{ type: 'Pod', min: { cpu: '500m' }, max: { cpu: '2' }, maxLimitRequestRatio: { cpu: '4' } }], []],
  [
    [{ type: 'Pod', min: { cpu: '500m' }, max: { cpu: '2' }, maxLimitRequestRatio: { cpu: '4001m' } }],
    ['LR-AMOUNT spec.limits[0].maxLimitRequestRatio[cpu]: Invalid value: "4001m": ratio 4001m is greater than max/min'],
  ],
  // So large that the server counts in whole numbers: it takes 1500m as 2.
  [[{ type: 'Pod', min: { cpu: '1500m' }, max: { cpu: '10P' }, maxLimitRequestRatio: { cpu: '5P' } }], []],
  [
    [{ type: 'Pod', min: { cpu: '1500m' }, max: { cpu: '10P' }, maxLimitRequestRatio: { cpu: '6P' } }],
    ['LR-AMOUNT spec.limits[0].maxLimitRequestRatio[cpu]: Invalid value: "6P": ratio 6P is greater than max/min = 5'],
  ],
  [[{ type: 'Pod', min: { cpu: '1500m' }, max: { cpu: '1P' }, maxLimitRequestRatio: { cpu: '600T' } }], []],
  [[{ type: 'Pod' }, { type: 'Pod' }], ['LR-TYPE spec.limits[1].type: Duplicate value: "Pod"']],
  [
    [{ type: 'PersistentVolumeClaim' }],
    ['LR-STORAGE spec.limits[0].limits: Required value: either minimum or maximum storage value is required'],
  ],
  [[{ type: 'PersistentVolumeClaim', min: { storage: 1 } }], []],
  [
    [{ type: 'Pod', default: { cpu: 1 }, defaultRequest: { cpu: 1 } }],
    [
      "LR-DEFAULT spec.limits[0].default: Forbidden: may not be specified when `type` is 'Pod'",
      'LR-DEFAULT spec.limits[0].defaultRequest: Forbidden',
    ],
  ],
  [
    [{ type: 'Container', max: { storage: 1 } }],
    [
      'RES-NAME spec.limits[0].max[storage]: Invalid value: "storage": must be a standard resource for containers',
      'RES-NAME spec.limits[0].default[storage]: Invalid value',
      'RES-NAME spec.limits[0].defaultRequest[storage]: Invalid value',
    ],
  ],
  [
    [{ type: 'acme.io/x', min: { y: 1 } }],
    ['RES-NAME spec.limits[0].min[y]: Invalid value: "y": must be a standard resource type or fully qualified'],
  ],
])('%j', (limits, expected) => expectFindings(limitRange(limits), expected));

const amounts = (item: any) => Object.fromEntries(Object.entries(item).map(([field, cpu]) => [field, { cpu }]));
const AT = 'LR-AMOUNT spec.limits[0]';
test.each<[string, any, string[]]>([
  ['Container', { min: 1, defaultRequest: 2, default: 3, max: 4 }, []],
  ['Container', { min: 1, max: 1, default: 1, defaultRequest: 1, maxLimitRequestRatio: 1 }, []],
  ['Pod', { min: 2, max: 1 }, [`${AT}.min[cpu]: Invalid value: "2": min value 2 is greater than max value 1`]],
  [
    'acme.io/x',
    { min: 2, defaultRequest: 1 },
    [`${AT}.defaultRequest[cpu]: Invalid value: "1": min value 2 is greater than default request value 1`],
  ],
  [
    'acme.io/x',
    { max: 1, defaultRequest: 2 },
    [`${AT}.defaultRequest[cpu]: Invalid value: "2": default request value 2 is greater than max value 1`],
  ],
  [
    'acme.io/x',
    { default: 1, defaultRequest: 2 },
    [`${AT}.defaultRequest[cpu]: Invalid value: "2": default request value 2 is greater than default limit value 1`],
  ],
  [
    'acme.io/x',
    { min: 2, default: 1 },
    [`${AT}.default[cpu]: Invalid value: "2": min value 2 is greater than default`],
  ],
  [
    'acme.io/x',
    { max: 1, default: 2 },
    [`${AT}.default[cpu]: Invalid value: "1": default value 2 is greater than max`],
  ],
  // Of containers, the limit is the request that is not given.
  [
    'Container',
    { min: 2, default: 1 },
    [
      `${AT}.defaultRequest[cpu]: Invalid value: "1": min value 2`,
      `${AT}.default[cpu]: Invalid value: "2": min value 2`,
    ],
  ],
  [
    'Pod',
    { maxLimitRequestRatio: '900m' },
    [`${AT}.maxLimitRequestRatio[cpu]: Invalid value: "900m": ratio 900m is less`],
  ],
  ['Pod', { min: 1, max: 3, maxLimitRequestRatio: 3 }, []],
  [
    'Pod',
    { min: 2, max: 3, maxLimitRequestRatio: 2 },
    [`${AT}.maxLimitRequestRatio[cpu]: Invalid value: "2": ratio 2 is greater than max/min = 1.500000`],
  ],
  ['Pod', { min: 0, max: 3, maxLimitRequestRatio: 100 }, []],
  ['Pod', { min: '1E', max: '3E', maxLimitRequestRatio: 4 }, [`${AT}.maxLimitRequestRatio[cpu]: Invalid value: "4"`]],
])('%s %j', (type, item, expected) => expectFindings(limitRange([{ type, ...amounts(item) }]), expected));

test('the request of a resource that cannot be shared equals its limit', () => {
  const item = { type: 'Container', default: { 'acme.io/x': 2 }, defaultRequest: { 'acme.io/x': 1 } };
  expectFindings(limitRange([item]), [
    `${AT}.defaultRequest[acme.io/x]: Invalid value: "1": default value 2 must equal to defaultRequest ` +
      'value 1 in acme.io/x',
  ]);
});

test('any fields are validated without throwing', () => answersAlways('v1', 'LimitRange'));
