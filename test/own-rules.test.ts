import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Chart, Testing } from 'cdk8s';
import { HorizontalPodAutoscaler } from 'cdk8s-plus-28';
import {
  Algorithm,
  AlgorithmProps,
  AlgorithmSettings,
  AlgorithmWorkload,
  Capacity,
  ContainerCondition,
  HkubeRegistration,
  HkubeWorkerJob,
  Queue,
  SharedVolume,
  SideCarMode,
} from '../src';
import { directoryWith } from './cli/run';
import { captureStderr } from './fixtures/stderr';
import * as finding from '../src/apimachinery/finding';
import { renderSpec } from '../src/hkube/render-spec';

/** Constructs, or an HKube spec without its name and image. */
type Case = ((chart: Chart) => unknown) | object;

const algorithm = (props: Partial<AlgorithmProps>) => (chart: Chart) =>
  new Algorithm(chart, 'train', { image: 'acme/train:1', ...props });
const mounting =
  (create: (algorithm: Algorithm, chart: Chart) => unknown, workload?: AlgorithmWorkload) => (chart: Chart) => {
    const volume = create(algorithm({ workload })(chart), chart);
    (chart.node.findChild('train') as Algorithm).mount('/data', volume as SharedVolume);
  };
const otherVolume = (chart: Chart) =>
  SharedVolume.fromEmptyDir(new Algorithm(chart, 'other', { image: 'a:1' }), 'data');
const capacity = (given: Capacity, cpu: string) => (chart: Chart) => {
  AlgorithmSettings.of(chart).set({ capacity: given });
  algorithm({ resources: { requests: { cpu }, limits: { cpu } } })(chart);
};
const scaled = (workload: AlgorithmWorkload) => (chart: Chart) =>
  new HorizontalPodAutoscaler(chart, 'hpa', { target: algorithm({ workload })(chart), maxReplicas: 3 });
const waitingFor = (condition: ContainerCondition, mode?: SideCarMode) => (chart: Chart) => {
  const made = algorithm({ workload: AlgorithmWorkload.deployment() })(chart);
  const proxy = made.addSideCar('proxy', { image: 'a:1', mode });
  made.addDependency(proxy, condition);
};
const file = (text: string) => (chart: Chart) =>
  HkubeWorkerJob.fromFile(chart, 'train', join(directoryWith({ 'spec.yaml': text }), 'spec.yaml'));
const SPEC_FILE = 'name: train\nalgorithmImage: acme/train:1\n';
const sideCars = (...names: string[]) => ({ sideCars: names.map((name) => ({ container: { name, image: 'a:1' } })) });
const claimTemplate = (made: Algorithm) =>
  SharedVolume.fromVolumeClaimTemplate(made, 'data', { storage: '1Gi' } as any);
const mountedAt = (path: string) => (chart: Chart) => {
  const made = algorithm({})(chart);
  made.mount(path, SharedVolume.fromEmptyDir(made, 'data'));
};
const secured = (profile: string) => (chart: Chart) => {
  AlgorithmSettings.of(chart).set({ podSecurity: { profile: profile as any } });
  algorithm({})(chart);
};
const withProtoKey = algorithm({ pod: { fields: { os: JSON.parse('{"name": "linux", "__proto__": "a"}') } } });
const NAME_LABEL = 'app.kubernetes.io/name';
const registered = (props: Partial<AlgorithmProps>) => (chart: Chart) =>
  new HkubeRegistration(chart, 'register', { endpoint: 'http://a.svc/api/v1', algorithm: algorithm(props)(chart) });
const registeredSpec = (spec: object) => (chart: Chart) =>
  new HkubeRegistration(chart, 'register', {
    endpoint: 'http://a.svc/api/v1',
    spec: { name: 'train', algorithmImage: 'acme/train:1', ...spec },
  });
const env = (value: unknown) => ({ algorithmEnv: { SIZE: value } });

/** Each rule of our own: what it accepts, and what it refuses or warns of. */
const RULES: Readonly<Record<string, readonly [accepted: Case, refused: Case]>> = {
  'HKUBE-AUTOSCALER': [scaled(AlgorithmWorkload.deployment()), scaled(AlgorithmWorkload.job())],
  'HKUBE-CAPACITY': [capacity({ largestNode: { cpu: '4' } }, '1'), capacity({ largestNode: { cpu: 'four' } }, '1')],
  'HKUBE-CAPACITY-LIMIT-RANGE': [
    capacity({ limitRange: [{ type: 'Container', max: { cpu: '4' } }] }, '4'),
    capacity({ limitRange: [{ type: 'Container', max: { cpu: '4' } }] }, '4001m'),
  ],
  'HKUBE-CAPACITY-NODE': [
    capacity({ largestNode: { cpu: '4' } }, '4'),
    capacity({ largestNode: { cpu: '4' } }, '4001m'),
  ],
  'HKUBE-CAPACITY-QUOTA': [
    capacity({ resourceQuota: { 'requests.cpu': '4' } }, '4'),
    capacity({ resourceQuota: { 'requests.cpu': '4' } }, '4001m'),
  ],
  'HKUBE-CLAIM-TEMPLATE': [
    mounting(claimTemplate, AlgorithmWorkload.statefulSet()),
    mounting(claimTemplate, AlgorithmWorkload.deployment()),
  ],
  'HKUBE-COERCED': [{ gpu: 1 }, { gpu: '1' }],
  'HKUBE-DEFECT': [registeredSpec({}), registeredSpec({ algorithmImage: `acme/train@sha256:${'0'.repeat(64)}` })],
  'HKUBE-ENUM': [{ type: 'Image' }, { type: 'Picture' }],
  'HKUBE-ENV': [algorithm({ env: { SIZE: '' } }), algorithm({ env: { SIZE: undefined as any } })],
  'HKUBE-ENV-NULL': [env(''), env(null)],
  'HKUBE-FIELDS': [algorithm({ fields: { tty: true } }), algorithm({ workingDir: '/a', fields: { workingDir: '/b' } })],
  'HKUBE-FILE': [file(SPEC_FILE), file(`${SPEC_FILE}mem: [`)],
  'HKUBE-FORMAT': [{ mem: '4Mi' }, { mem: 'much' }],
  'HKUBE-GPU': [{ gpu: 1 }, { gpu: 0.5 }],
  'HKUBE-IMAGE': [algorithm({ image: 'acme/train:v1' }), algorithm({ image: 'acme/Train:v1' })],
  'HKUBE-INEXPRESSIBLE': [registered({}), registered({ workload: AlgorithmWorkload.deployment() })],
  'HKUBE-KAI': [
    { kaiObject: { queue: 'a', fraction: 0.5 } },
    { kaiObject: { queue: 'a', fraction: 0.5, memory: '512Mi' } },
  ],
  'HKUBE-KEY': [algorithm({ pod: { fields: { os: JSON.parse('{"name": "linux"}') } } }), withProtoKey],
  'HKUBE-LIMIT': [{ mem: '4Mi' }, { mem: '3Mi' }],
  'HKUBE-MEDIUM': [
    mounting((made) => SharedVolume.fromEmptyDir(made, 'data', { medium: 'Memory' })),
    mounting((made) => SharedVolume.fromEmptyDir(made, 'data', { medium: 'memory' })),
  ],
  'HKUBE-MOUNT-PATH': [mountedAt('/data'), mountedAt('data')],
  'HKUBE-NAME-HASH': [
    algorithm({ nameSuffixHash: true }),
    algorithm({ nameSuffixHash: true, workload: AlgorithmWorkload.deployment() }),
  ],
  'HKUBE-NAME-LABEL': [
    (chart) => algorithm({})(chart).podMetadata.addLabel('app', 'other'),
    (chart) => algorithm({ workload: AlgorithmWorkload.deployment() })(chart).podMetadata.addLabel(NAME_LABEL, 'other'),
  ],
  'HKUBE-ORDER': [
    waitingFor(ContainerCondition.STARTED, SideCarMode.NATIVE),
    waitingFor(ContainerCondition.STARTED, SideCarMode.CONTAINER),
  ],
  'HKUBE-POD-SECURITY': [secured('baseline'), secured('strict')],
  'HKUBE-QUEUE': [algorithm({ queue: Queue.kueue('team') }), algorithm({ queue: Queue.kueue('') })],
  'HKUBE-REFUSES': [{ labels: { team: 'vision' } }, { labels: { team: 'Vision' } }],
  'HKUBE-REQUIRED': [{}, { name: undefined }],
  'HKUBE-RESERVED': [sideCars('log'), sideCars('worker')],
  'HKUBE-SELECTOR': [{ nodeSelector: { zone: ['a'] } }, { nodeSelector: { zone: [] } }],
  'HKUBE-TYPE': [{ cpu: 1 }, { cpu: [1] }],
  'HKUBE-UNIQUE': [sideCars('a', 'b'), sideCars('a', 'a')],
  'HKUBE-UNKNOWN': [{ description: 'a' }, { descriptions: 'a' }],
  'HKUBE-VOLUME': [mounting((made) => SharedVolume.fromEmptyDir(made, 'data')), mounting(() => ({ name: 'data' }))],
  'HKUBE-VOLUME-FOREIGN': [
    mounting((made) => SharedVolume.fromEmptyDir(made, 'data')),
    mounting((_, chart) => otherVolume(chart)),
  ],
  'HKUBE-YAML': [file(`${SPEC_FILE}algorithmEnv: { a: b }\n`), file(`${SPEC_FILE}algorithmEnv: { 1.50: b }\n`)],
};

/** Rules of ours that only warn of this. */
const WARNINGS = ['HKUBE-COERCED', 'HKUBE-ENV-NULL', 'HKUBE-REFUSES', 'HKUBE-YAML'];

const ruleAndSeverity = ({ rule, severity }: finding.Finding) => `${rule} ${severity}`;

/** What is found, each rule once. */
function rulesOf(given: Case): string[] {
  if (typeof given !== 'function') {
    const spec = { name: 'train', algorithmImage: 'acme/train:1', ...given };
    return [...new Set(renderSpec(spec, { workload: 'job' }).findings.map(ruleAndSeverity))];
  }
  const rules = new Set<string>();
  const { findingText } = finding;
  const spy = jest.spyOn(finding, 'findingText').mockImplementation((found, ...more) => {
    rules.add(ruleAndSeverity(found));
    return findingText(found, ...more);
  });
  try {
    captureStderr(() => {
      try {
        const chart = Testing.chart();
        given(chart);
        Testing.synth(chart);
      } catch {
        // What was found is what matters.
      }
    });
  } finally {
    spy.mockRestore();
  }
  return [...rules];
}

const ours = (rules: readonly string[]) => rules.filter((rule) => rule.startsWith('HKUBE-'));

describe('each of our own rules accepts one manifest and refuses another', () => {
  test.each(Object.entries(RULES))('%s', (rule, [accepted, refused]) => {
    expect(ours(rulesOf(accepted))).toEqual([]);
    expect(ours(rulesOf(refused))).toEqual([`${rule} ${WARNINGS.includes(rule) ? 'warning' : 'error'}`]);
  });

  test('the table has all of these rules', () => {
    const documented = readFileSync(join(__dirname, '../docs/rules.md'), 'utf8').match(/HKUBE(-[A-Z]+)+/g);
    expect(Object.keys(RULES).sort()).toEqual([...new Set(documented)].sort());
  });
});
