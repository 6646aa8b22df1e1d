import { expectFindings } from './expect-findings';
import { NEWEST_MINOR } from '../../../src/apimachinery/schema';
import { hintsAbout } from '../../fixtures/hints';
import { answersAlways } from '../any-object';

const quota = (spec: any) => ({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'a' }, spec });

test.each<[any, string[]]>([
  [undefined, []],
  [{ cpu: '500m', 'limits.memory': '1Gi', pods: 3, 'requests.nvidia.com/gpu': 1, 'count/jobs.batch': '2' }, []],
  [{ 'hugepages-2Mi': '2Mi', 'requests.hugepages-2Mi': '2Mi', 'services.nodeports': 0 }, []],
  [{ storage: '1Gi' }, ['RQ-HARD spec.hard[storage]: Invalid value: "storage": must be a standard resource for quota']],
  [
    { gpu: 1 },
    [
      'RES-NAME spec.hard[gpu]: Invalid value: "gpu": must be a standard resource type or fully qualified',
      'RQ-HARD spec.hard[gpu]: Invalid value: "gpu": must be a standard resource for quota',
    ],
  ],
  [{ 'a b/c': 1 }, ['RES-NAME spec.hard[a b/c]: Invalid value: "a b/c": prefix part a lowercase']],
  [{ cpu: -1 }, ['RQ-HARD spec.hard[cpu]: Invalid value: "-1": must be greater than or equal to 0']],
  [{ pods: '500m' }, ['RQ-HARD spec.hard[pods]: Invalid value: "500m": must be an integer']],
  [{ 'acme.io/x': '500m' }, ['RQ-HARD spec.hard[acme.io/x]: Invalid value: "500m": must be an integer']],
])('the hard limits %j', (hard, expected) => expectFindings(quota({ hard }), expected));

const SCOPES = 'RQ-SCOPE spec.scopes: Invalid value: ';
test.each<[string[], any, string[], number?]>([
  [['BestEffort'], { pods: 1 }, []],
  [['BestEffort'], { cpu: 1 }, [`${SCOPES}["BestEffort"]: unsupported scope applied to resource`]],
  [['Terminating', 'NotBestEffort', 'PriorityClass'], { cpu: 1, 'limits.memory': 1, pods: 1, 'a.b/c': 1 }, []],
  [['Terminating'], { services: 1 }, [`${SCOPES}["Terminating"]: unsupported scope applied to resource`]],
  [['x'], { services: 1 }, [`${SCOPES}["x"]: unsupported scope`]],
  [['Terminating', 'NotTerminating'], {}, [`${SCOPES}["Terminating","NotTerminating"]: conflicting scopes`]],
  [['BestEffort', 'NotBestEffort'], {}, [`${SCOPES}["BestEffort","NotBestEffort"]: conflicting scopes`]],
  [['VolumeAttributesClass'], { 'requests.storage': 1, persistentvolumeclaims: 1 }, []],
  [['VolumeAttributesClass'], { pods: 1 }, [`${SCOPES}["VolumeAttributesClass"]: unsupported scope applied`]],
  [['VolumeAttributesClass'], { pods: 1 }, [`${SCOPES}["VolumeAttributesClass"]: unsupported scope`], 32],
])('the scopes %j of %j', (scopes, hard, expected, minor = NEWEST_MINOR) =>
  expectFindings(quota({ scopes, hard }), expected, minor),
);

const AT = 'RQ-SCOPE spec.scopeSelector.matchExpressions';
test.each<[any[], string[]]>([
  [[{ scopeName: 'PriorityClass', operator: 'In', values: ['a'] }], []],
  [[{ scopeName: 'Terminating', operator: 'Exists' }], []],
  [[{ scopeName: 'x', operator: 'Exists' }], [`${AT}.scopeName: Invalid value: "x": unsupported scope`]],
  [[{ scopeName: 'PriorityClass' }], [`${AT}.operator: Invalid value: "": not a valid selector operator`]],
  [[{ scopeName: 'PriorityClass', operator: 'NotIn' }], [`${AT}.values: Required value: must be at least one value`]],
  [
    [{ scopeName: 'PriorityClass', operator: 'DoesNotExist', values: ['a'] }],
    [`${AT}.values: Invalid value: ["a"]: must be no value`],
  ],
  [
    [{ scopeName: 'BestEffort', operator: 'In', values: ['a'] }],
    [`${AT}.operator: Invalid value: "In": must be 'Exists' when scope is any of ResourceQuotaScopeTerminating`],
  ],
  [
    [
      { scopeName: 'BestEffort', operator: 'Exists' },
      { scopeName: 'NotBestEffort', operator: 'Exists' },
    ],
    [`${AT}: Invalid value: null: conflicting scopes`],
  ],
])('the selector %j', (matchExpressions, expected) =>
  expectFindings(quota({ hard: { pods: 1 }, scopeSelector: { matchExpressions } }), expected),
);

test('a selected scope allows only some resources', () => {
  const matchExpressions = [{ scopeName: 'BestEffort', operator: 'Exists' }];
  expectFindings(quota({ hard: { cpu: 1 }, scopeSelector: { matchExpressions } }), [
    `${AT}: Invalid value: {"matchExpressions":[{"scopeName":"BestEffort","operator":"Exists"}]}: ` +
      'unsupported scope app',
  ]);
});

test('any fields are validated without throwing', () => answersAlways('v1', 'ResourceQuota'));

test.each<[string, string]>([
  ['request.cpu', 'Did you mean "requests.cpu"?'],
  ['limit.memory', 'Did you mean "limits.memory"?'],
  ['deployments', 'write count/deployments.apps'],
  ['cronjobs', 'write count/cronjobs.batch'],
  ['gpu', 'did you mean "requests.nvidia.com/gpu"?'],
])('%s: one finding, with a hint', (name, hint) => {
  expect(hintsAbout(quota({ hard: { [name]: 1 } }))).toEqual([`spec.hard[${name}]: ${hint}`]);
});
