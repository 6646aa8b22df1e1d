import { sideCarResources } from '../../src/hkube/worker-side-car-resources';

const [both, useResourceLimits] = [{}, { useResourceLimits: true }];

describe('resources as HKube computes them', () => {
  test.each([
    [undefined, both, { cpu: 0.1, memory: '128Mi' }, { cpu: 0.2, memory: '256Mi' }],
    [{}, useResourceLimits, { cpu: 0.1, memory: '128Mi' }, { cpu: 0.1, memory: '128Mi' }],
    [{ requests: { cpu: 0.2 } }, both, { cpu: 0.2, memory: '128Mi' }, { cpu: 0.4, memory: '256Mi' }],
    [{ requests: { cpu: '0.5' } }, both, { cpu: '0.5', memory: '128Mi' }, { cpu: 1, memory: '256Mi' }],
    [{ requests: { cpu: '200m' } }, both, { cpu: '200m', memory: '128Mi' }, { memory: '256Mi' }],
    [{ requests: { memory: '64Mi' } }, both, { cpu: 0.1, memory: '64Mi' }, { cpu: 0.2, memory: '128Mi' }],
    [{ requests: { memory: '1Gi' } }, both, { cpu: 0.1, memory: '1Gi' }, { cpu: 0.2, memory: '2048Mi' }],
    [
      { requests: { cpu: 1, memory: '1G' } },
      useResourceLimits,
      { cpu: 1, memory: '1G' },
      { cpu: 1, memory: '953.67431640625Mi' },
    ],
    [{ limits: { cpu: '1', memory: '1Gi' } }, both, { cpu: 0.1, memory: '128Mi' }, { cpu: '1', memory: '1Gi' }],
    [
      { requests: { cpu: 0.25, memory: '256Mi' }, limits: { memory: '256Mi' } },
      both,
      { cpu: 0.25, memory: '256Mi' },
      { cpu: 0.5, memory: '256Mi' },
    ],
    [{}, { sideCarResources: { cpu: 1, memory: '1Gi' } }, { cpu: 1, memory: '1Gi' }, { cpu: 2, memory: '2048Mi' }],
  ])('%j in %j', (given, cluster, requests, limits) => {
    expect(sideCarResources(given, cluster)).toEqual({ requests, limits });
  });
});

describe('resources that HKube computes wrong', () => {
  test.each([
    [{ limits: { memory: '64Mi' } }, { cpu: 0.1, memory: '64Mi' }, { cpu: 0.2, memory: '64Mi' }],
    [{ limits: { cpu: '50m' } }, { cpu: '50m', memory: '128Mi' }, { cpu: '50m', memory: '256Mi' }],
    [{ requests: { memory: '134217728' } }, { cpu: 0.1, memory: '134217728' }, { cpu: 0.2, memory: '268435456' }],
    [{ requests: { memory: 1e9 } }, { cpu: 0.1, memory: 1e9 }, { cpu: 0.2, memory: '2000000000' }],
    [{ requests: { memory: '1Pi' } }, { cpu: 0.1, memory: '1Pi' }, { cpu: 0.2, memory: '2Pi' }],
    [{ requests: { memory: '200K' } }, { cpu: 0.1, memory: '200k' }, { cpu: 0.2, memory: '400k' }],
    [
      { requests: null, limits: { memory: null } },
      { cpu: 0.1, memory: '128Mi' },
      { cpu: 0.2, memory: '256Mi' },
    ],
    [null, { cpu: 0.1, memory: '128Mi' }, { cpu: 0.2, memory: '256Mi' }],
    [
      { limits: { 'nvidia.com/gpu': 1 } },
      { cpu: 0.1, memory: '128Mi' },
      { cpu: 0.2, memory: '256Mi', 'nvidia.com/gpu': 1 },
    ],
    [
      { requests: { 'ephemeral-storage': '1Gi' } },
      { cpu: 0.1, memory: '128Mi', 'ephemeral-storage': '1Gi' },
      { cpu: 0.2, memory: '256Mi' },
    ],
  ])('%j', (given, requests, limits) => {
    expect(sideCarResources(given, {})).toEqual({ requests, limits });
  });

  test('claims stay unchanged', () => {
    expect(sideCarResources({ claims: [{ name: 'c' }] }, {})).toMatchObject({ claims: [{ name: 'c' }] });
  });
});

describe("values that are not quantities are left for Kubernetes' rules to report", () => {
  test.each(['banana', '-5Mi', ''])('%j', (memory) => {
    expect(sideCarResources({ requests: { memory } }, {})).toEqual({
      requests: { cpu: 0.1, memory },
      limits: { cpu: 0.2 },
    });
  });

  test.each(['banana', 5, []])('resources %j', (given) => {
    expect(sideCarResources(given, {})).toBe(given);
  });
});
