import * as fc from 'fast-check';
import { compareQuantities } from '../../src/apimachinery/quantity';
import { mayOvercommit } from '../../src/apimachinery/resource-name';
import { mergeResources, ResourceDefaults, Resources } from '../../src/render/default-resources';

const DEFAULTS: ResourceDefaults = {
  requests: { cpu: '100m', memory: '128Mi' },
  limits: {},
  limitFactor: 2,
  cpuLimits: true,
};
const WITH_LIMITS: ResourceDefaults = { ...DEFAULTS, limits: { cpu: '150m', memory: '64Mi' } };

test.each<[string, any, Partial<ResourceDefaults>, any]>([
  [
    'nothing given',
    undefined,
    {},
    { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '200m', memory: '256Mi' } },
  ],
  ['empty', {}, {}, { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '200m', memory: '256Mi' } }],
  [
    'a request: the limit follows',
    { requests: { cpu: '200m' } },
    {},
    { requests: { cpu: '200m', memory: '128Mi' }, limits: { cpu: '400m', memory: '256Mi' } },
  ],
  [
    'a limit above the default request',
    { limits: { memory: '1Gi' } },
    {},
    { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '200m', memory: '1Gi' } },
  ],
  [
    'a limit below the default request lowers it',
    { limits: { cpu: '50m', memory: '64Mi' } },
    {},
    { requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '50m', memory: '64Mi' } },
  ],
  [
    'a limit equal to the default request',
    { limits: { memory: '131072Ki' } },
    {},
    { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '200m', memory: '131072Ki' } },
  ],
  [
    'both given, even wrong: untouched',
    { requests: { cpu: '3' }, limits: { cpu: '1' } },
    {},
    { requests: { cpu: '3', memory: '128Mi' }, limits: { cpu: '1', memory: '256Mi' } },
  ],
  [
    'useResourceLimits',
    undefined,
    { limitFactor: 1 },
    { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '100m', memory: '128Mi' } },
  ],
  [
    'no CPU limits',
    undefined,
    { cpuLimits: false },
    { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
  ],
  [
    'no CPU limits, one given',
    { limits: { cpu: '1' } },
    { cpuLimits: false },
    { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '1', memory: '256Mi' } },
  ],
  [
    'another resource: printed as written, nothing added',
    { requests: { 'ephemeral-storage': '1500Ki' } },
    {},
    {
      requests: { 'ephemeral-storage': '1500Ki', cpu: '100m', memory: '128Mi' },
      limits: { cpu: '200m', memory: '256Mi' },
    },
  ],
  [
    'a device that is requested is limited',
    { requests: { 'nvidia.com/gpu': '1' } },
    {},
    {
      requests: { 'nvidia.com/gpu': '1', cpu: '100m', memory: '128Mi' },
      limits: { 'nvidia.com/gpu': '1', cpu: '200m', memory: '256Mi' },
    },
  ],
  [
    'a device with a limit alone',
    { limits: { 'nvidia.com/gpu': '2' } },
    {},
    { requests: { cpu: '100m', memory: '128Mi' }, limits: { 'nvidia.com/gpu': '2', cpu: '200m', memory: '256Mi' } },
  ],
  [
    'a malformed request',
    { requests: { cpu: 'lots' } },
    {},
    { requests: { cpu: 'lots', memory: '128Mi' }, limits: { memory: '256Mi' } },
  ],
  [
    'a malformed limit',
    { limits: { memory: '1 Gi' } },
    {},
    { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '200m', memory: '1 Gi' } },
  ],
  [
    'a negative request',
    { requests: { cpu: '-1' } },
    {},
    { requests: { cpu: '-1', memory: '128Mi' }, limits: { memory: '256Mi' } },
  ],
  [
    'null is as good as absent',
    { requests: { cpu: null }, limits: null },
    {},
    { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '200m', memory: '256Mi' } },
  ],
  [
    'a name that every object knows',
    { limits: { constructor: '2' } },
    {},
    { requests: { cpu: '100m', memory: '128Mi' }, limits: { constructor: '2', cpu: '200m', memory: '256Mi' } },
  ],
  [
    'claims stay',
    { claims: [{ name: 'gpu' }] },
    {},
    { claims: [{ name: 'gpu' }], requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '200m', memory: '256Mi' } },
  ],
  ['the wrong shape is left alone', { requests: 'x' }, {}, { requests: 'x' }],
  [
    'default limits: below the default request they lower it',
    undefined,
    WITH_LIMITS,
    { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '150m', memory: '64Mi' } },
  ],
  [
    'default limits: a given request above raises them',
    { requests: { cpu: '1', memory: '1Gi' } },
    WITH_LIMITS,
    { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '1', memory: '1Gi' } },
  ],
  ['default device', undefined, { requests: { 'nvidia.com/gpu': '1' } }, { limits: { 'nvidia.com/gpu': '1' } }],
])('%s', (_, given, defaults, expected) => {
  expect(mergeResources(given, { ...DEFAULTS, ...defaults })).toEqual(expected);
});

describe('without defaults', () => {
  test.each<[any, any]>([
    [undefined, undefined],
    [{}, {}],
    [{ requests: { cpu: '1' } }, { requests: { cpu: '1' } }],
    [
      { requests: { 'nvidia.com/gpu': '1' } },
      { requests: { 'nvidia.com/gpu': '1' }, limits: { 'nvidia.com/gpu': '1' } },
    ],
  ])('%p', (given, expected) => expect(mergeResources(given, undefined)).toEqual(expected));
});

describe('laws', () => {
  const quantity = fc
    .tuple(fc.integer({ min: 0, max: 4000 }), fc.constantFrom('m', '', 'k', 'Ki', 'Mi'))
    .map(([n, unit]) => `${n}${unit}`);
  const list = fc.dictionary(fc.constantFrom('cpu', 'memory', 'ephemeral-storage', 'nvidia.com/gpu'), quantity);
  const valid = (resources: Resources) =>
    Object.entries(resources.requests ?? {}).every(
      ([name, request]) =>
        resources.limits?.[name] === undefined || compareQuantities(request, resources.limits[name]) <= 0,
    );
  const givens = fc
    .record({ requests: list, limits: list }, { requiredKeys: [] })
    .filter(
      (given) =>
        valid(given) &&
        Object.entries(given.requests ?? {}).every(
          ([name, value]) => mayOvercommit(name) || (given.limits?.[name] ?? value) === value,
        ),
    );
  const defaults = fc.record({
    requests: list,
    limits: list,
    limitFactor: fc.constantFrom(1, 2),
    cpuLimits: fc.boolean(),
  });

  test('a valid pair stays valid with any defaults', () => {
    fc.assert(fc.property(givens, defaults, (given, d) => expect(valid(mergeResources(given, d) ?? {})).toBe(true)));
  });

  test('values of the user stay as written', () => {
    fc.assert(fc.property(givens, defaults, (given, d) => expect(mergeResources(given, d) ?? {}).toMatchObject(given)));
  });

  test('merging twice changes nothing', () => {
    fc.assert(
      fc.property(givens, defaults, (given, d) => {
        const once = mergeResources(given, d);
        expect(mergeResources(once, d)).toEqual(once);
      }),
    );
  });

  test('the arguments are not changed', () => {
    fc.assert(
      fc.property(givens, defaults, (given, d) => {
        const before = JSON.stringify([given, d]);
        mergeResources(given, d);
        expect(JSON.stringify([given, d])).toBe(before);
      }),
    );
  });
});
