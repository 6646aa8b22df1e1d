import {
  FeatureGates,
  gateNameProblem,
  gateProblems,
  gatesOf,
  gatesOn,
  needProblems,
  NO_GATES,
  onByDefaultAfter,
  startProblems,
} from '../../src/apimachinery/feature-gates';
import { validationBy } from '../../src/apimachinery/version';

const isOn = (gate: string, minor: number, gates = NO_GATES) => gatesOn(minor, gates).has(gate);
const versionsWith = (gate: string, gates?: FeatureGates) =>
  Array.from({ length: 10 }, (_, i) => 28 + i).filter((minor) => isOn(gate, minor, gates));

test.each<[string, FeatureGates, number[]]>([
  ['JobSuccessPolicy', {}, [31, 32, 33, 34, 35, 36, 37]],
  ['JobSuccessPolicy', { JobSuccessPolicy: true }, [30, 31, 32, 33, 34, 35, 36, 37]],
  // Locked since 1.33.
  ['JobSuccessPolicy', { JobSuccessPolicy: false }, [33, 34, 35, 36, 37]],
  ['JobSuccessPolicy', { AllAlpha: true }, [30, 31, 32, 33, 34, 35, 36, 37]],
  ['JobSuccessPolicy', { AllBeta: false }, [33, 34, 35, 36, 37]],
  ['JobSuccessPolicy', { AllAlpha: true, JobSuccessPolicy: false }, [33, 34, 35, 36, 37]],
  // It is gone since 1.31: what was on stays on.
  ['MinDomainsInPodTopologySpread', {}, [28, 29, 30, 31, 32, 33, 34, 35, 36, 37]],
  ['UserNamespacesPodSecurityStandards', {}, []],
  ['WorkloadWithJob', {}, []],
  ['WorkloadWithJob', { WorkloadWithJob: true }, [36, 37]],
  ['NoSuchGate', {}, []],
])('%s with %j', (gate, gates, expected) => expect(versionsWith(gate, gates)).toEqual(expected));

test.each<[FeatureGates, number, string[]]>([
  [{}, 37, []],
  [{ WorkloadWithJob: true, AllAlpha: false, APIServerIdentity: true }, 37, []],
  [{ JobSuccessPolicy: true }, 36, []],
  [
    { JobSuccessPolicy: false },
    34,
    ['JobSuccessPolicy: Kubernetes 1.34 has it always on, and does not start otherwise. Remove it'],
  ],
  [
    { WorkloadWithJob: true },
    34,
    ['WorkloadWithJob: Kubernetes 1.34 does not have this feature gate: 1.36 to 1.37 have it'],
  ],
  [
    { WorkloadWithJobs: true },
    37,
    ['WorkloadWithJobs: not a feature gate of Kubernetes 1.28 to 1.37. Did you mean "WorkloadWithJob"?'],
  ],
  [
    { constructor: true, '': true },
    37,
    ['constructor', ''].map(
      (name) =>
        `${name}: not a feature gate of Kubernetes 1.28 to 1.37. ` +
        'Write the name as kube-apiserver --feature-gates has it',
    ),
  ],
])('%j in 1.%d', (gates, minor, expected) =>
  expect(gateProblems(gates, minor).map(([name, problem]) => `${name}: ${problem}`)).toEqual(expected),
);

const NOT_STARTED = 'Kubernetes 1.37 does not start.';
const NEEDS_GENERIC =
  `WorkloadWithJob: WorkloadWithJob needs GenericWorkload, which is off: ${NOT_STARTED} ` +
  'Turn on GenericWorkload, too';

/** As an API server answers that is started with them. */
test.each<[FeatureGates, number, string[]]>([
  [{}, 37, []],
  [{ WorkloadWithJob: true, GenericWorkload: true }, 37, []],
  [{ WorkloadWithJob: true }, 37, [NEEDS_GENERIC]],
  [{ WorkloadWithJob: true, GenericWorkload: false }, 37, [NEEDS_GENERIC]],
  [
    { DRADeviceTaints: false },
    37,
    [
      `DRADeviceTaints: DRADeviceTaintRules needs DRADeviceTaints, which is off: ${NOT_STARTED} ` +
        'Turn off DRADeviceTaintRules, too',
    ],
  ],
  [{ DRADeviceTaints: false, DRADeviceTaintRules: false }, 37, []],
  [{ AllAlpha: true, AllBeta: true }, 37, []],
  [
    { AllAlpha: true, GenericWorkload: false, CompositePodGroup: false, PodGroupPreemptionPolicy: false },
    37,
    ['TopologyAwareWorkloadScheduling', 'WorkloadWithJob'].map(
      (gate) => `GenericWorkload: ${gate} needs GenericWorkload, which is off: ${NOT_STARTED} Turn off ${gate}, too`,
    ),
  ],
  // Up to 1.34 nothing was asked of other gates.
  [{ DynamicResourceAllocation: false, DRAAdminAccess: true }, 34, []],
])('%j in 1.%d: which gates others need', (gates, minor, expected) => {
  expect(needProblems(gates, minor).map(([name, problem]) => `${name}: ${problem}`)).toEqual(expected);
  expect(startProblems(minor, gates)).toEqual(needProblems(gates, minor));
});

test.each([28, 29, 30, 31, 32, 33, 34, 35, 36, 37])('without gates a server of 1.%d starts', (minor) =>
  expect(startProblems(minor, NO_GATES)).toEqual([]),
);

test.each([
  ['jobManagedBy', 'Did you mean "JobManagedBy"?'],
  ['DRAConsumableCapasity', 'Did you mean "DRAConsumableCapacity"?'],
  ['allalpha', 'Did you mean "AllAlpha"?'],
])('a near name is proposed for %s', (name, hint) => expect(gateNameProblem(name)).toContain(hint));

test('a gate that only some of several versions have is set for those', () => {
  const gates = { WorkloadWithJob: true, JobManagedBy: false };
  expect([31, 34, 37].map((minor) => gatesOf(minor, gates))).toEqual([
    { JobManagedBy: false },
    { JobManagedBy: false },
    { WorkloadWithJob: true },
  ]);
  expect(gatesOf(37, NO_GATES)).toBe(NO_GATES);
});

test.each<[string, number, number | undefined]>([
  ['JobSuccessPolicy', 30, 31],
  ['HPAScaleToZero', 28, 37],
  ['WorkloadWithJob', 36, undefined],
])('%s after 1.%d is on by default from %p', (gate, minor, expected) =>
  expect(onByDefaultAfter(gate, minor)).toBe(expected),
);

test('gates with which a server would not start are refused with all reasons', () => {
  expect(() => validationBy({ kubernetesVersion: '1.34', featureGates: { A: true, JobSuccessPolicy: false } })).toThrow(
    /^featureGates\[A\]: not a feature gate.*\nfeatureGates\[JobSuccessPolicy\]: Kubernetes 1\.34 has it always on/,
  );
  const { minor, gates } = validationBy({ kubernetesVersion: '1.34', featureGates: { JobManagedBy: false } });
  expect([minor, gates]).toEqual([34, { JobManagedBy: false }]);
});
