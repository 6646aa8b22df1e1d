import {
  inAllContainers,
  inContainer,
  inPod,
  inTemplate,
  inVolume,
  inWholeContainer,
  inWorkload,
  Origin,
  originOf,
  nameWithRole,
  roleOf,
} from '../../src/explain/change';
import { changesOf, diagnosesOf, headlines, recorded } from '../fixtures/explain';

describe('a recorded pod of HKube is explained', () => {
  test.each<[string, string, string]>([
    [
      'resize',
      'HKube algorithm resize: container "mycar" (sideCar): image cannot be pulled: the registry cannot be reached',
      'spec of HKube\'s algorithm "resize", sideCars "mycar".container.image',
    ],
    [
      'crop',
      'HKube algorithm crop: container "algorunner" (algorithm): image cannot be pulled: the registry cannot be ' +
        'reached',
      'spec of HKube\'s algorithm "crop", algorithmImage',
    ],
    [
      'flip',
      'HKube algorithm flip: container "algorunner" (algorithm): out of memory (OOMKilled): it needs more than its ' +
        'limit, 24Mi',
      'spec of HKube\'s algorithm "flip", mem',
    ],
    [
      'blur',
      'HKube algorithm blur: container "mycar" (sideCar): keeps the Job running: the main container "algorunner" ' +
        'has ended',
      'spec of HKube\'s algorithm "blur", sideCars "mycar".container.command',
    ],
  ])('%s', (name, line, change) => {
    const objects = recorded('hkube', name);
    expect(headlines(objects)).toEqual([line]);
    expect(changesOf(diagnosesOf(objects)[0])[0].split(': ')[0]).toBe(change);
  });

  test('Jobs of one algorithm are one diagnosis', () => {
    const text = JSON.stringify(recorded('hkube', 'resize'));
    const objects = [text, text.replaceAll('resize-a1b2c', 'resize-x9y8z').replaceAll('uid-', 'other-')].flatMap(
      (one) => JSON.parse(one),
    );
    expect(diagnosesOf(objects)).toMatchObject([
      { about: { kind: 'Pod', count: 2, names: ['resize-a1b2c-vqgt2', 'resize-x9y8z-vqgt2'] } },
    ]);
  });
});

const subject = (kind: string) => ({ kind, namespace: 'batch', name: 'x' });
const origin = (by: Origin['by'], kind = 'Job'): Origin => ({ by, name: 'print', subject: subject(kind) });
const MAIN = { name: 'algorunner', kind: 'ordinary', isMain: true } as const;
const WEB = { name: 'web', kind: 'native', isMain: false } as const;
const FETCH = { name: 'fetch', kind: 'init', isMain: false } as const;
const WORKER = { name: 'worker', kind: 'ordinary', isMain: false } as const;
const shown = ({ in: place, field }: { in: string; field?: string }) =>
  field === undefined ? place : `${place}, ${field}`;

test.each<[object, string[], Origin['by'], string]>([
  [{ 'app.kubernetes.io/name': 'print' }, ['algorunner', 'web'], 'library', 'print'],
  [{ 'app.kubernetes.io/name': 'print' }, ['main'], 'kubernetes', 'x'],
  [{}, ['algorunner'], 'kubernetes', 'x'],
  [{ group: 'hkube', 'algorithm-name': 'print' }, ['worker', 'algorunner'], 'hkube', 'print'],
  [{ group: 'hkube', 'algorithm-name': 'print' }, ['algorunner'], 'kubernetes', 'x'],
  [{ group: 'other', 'app.kubernetes.io/name': 'print' }, ['worker', 'algorunner'], 'library', 'print'],
])('labels %j and containers %j mean that it is made by %s', (labels, names, by, name) => {
  expect(originOf(labels, names, subject('Job'))).toMatchObject({ by, name });
});

test.each<[Origin['by'], string[]]>([
  ['library', ['Algorithm', 'SideCar', 'init container', 'SideCar']],
  ['hkube', ['algorithm', 'sideCar', 'init container', "HKube's worker"]],
  ['kubernetes', ['', 'native sidecar', 'init container', '']],
])('the roles in pods made by %s', (by, roles) => {
  expect([MAIN, WEB, FETCH, WORKER].map((part) => roleOf(origin(by), part))).toEqual(roles);
});

test('a container without a role is called "container"', () => {
  expect(nameWithRole(origin('kubernetes'), MAIN)).toBe('container "algorunner"');
  expect(nameWithRole(origin('library'), WEB)).toBe('SideCar "web"');
});

describe('the place to change', () => {
  test.each<[Origin, typeof MAIN | typeof WEB | typeof FETCH | typeof WORKER, string, string]>([
    [origin('library'), MAIN, 'image', 'Algorithm "print", image'],
    [origin('library'), WEB, 'image', 'SideCar "web" of Algorithm "print", image'],
    [origin('library'), FETCH, 'image', 'SideCar "fetch" (or pod.initContainers "fetch") of Algorithm "print", image'],
    [
      origin('library'),
      MAIN,
      'resources.limits.nvidia.com/gpu',
      'Algorithm "print", gpu (or resources.limits.nvidia.com/gpu)',
    ],
    [
      origin('library'),
      WEB,
      'resources.limits.gpu.intel.com/i915',
      'SideCar "web" of Algorithm "print", gpu (or resources.limits.gpu.intel.com/i915)',
    ],
    [origin('library'), WEB, 'resources.limits.memory', 'SideCar "web" of Algorithm "print", resources.limits.memory'],
    [
      origin('kubernetes'),
      MAIN,
      'resources.limits.nvidia.com/gpu',
      'Job x, spec.template.spec.containers "algorunner".resources.limits.nvidia.com/gpu',
    ],
    [origin('hkube'), MAIN, 'image', 'spec of HKube\'s algorithm "print", algorithmImage'],
    [origin('hkube'), MAIN, 'resources.limits.memory', 'spec of HKube\'s algorithm "print", mem'],
    [origin('hkube'), MAIN, 'resources.requests.cpu', 'spec of HKube\'s algorithm "print", cpu'],
    [origin('hkube'), MAIN, 'resources.limits.nvidia.com/gpu', 'spec of HKube\'s algorithm "print", gpu'],
    [origin('hkube'), MAIN, 'env', 'spec of HKube\'s algorithm "print", algorithmEnv'],
    [origin('hkube'), MAIN, 'command', 'spec of HKube\'s algorithm "print"'],
    [origin('hkube'), WEB, 'image', 'spec of HKube\'s algorithm "print", sideCars "web".container.image'],
    [origin('hkube'), WEB, 'env', 'spec of HKube\'s algorithm "print", sideCars "web".environments'],
    [origin('hkube'), WEB, 'volumeMounts', 'spec of HKube\'s algorithm "print", sideCars "web".volumeMounts'],
    [origin('hkube'), WORKER, 'resources.limits.memory', 'spec of HKube\'s algorithm "print", workerCustomResources'],
    [origin('hkube'), WORKER, 'env', 'spec of HKube\'s algorithm "print", workerEnv'],
    [origin('hkube'), WORKER, 'image', 'spec of HKube\'s algorithm "print"'],
    [origin('kubernetes'), MAIN, 'image', 'Job x, spec.template.spec.containers "algorunner".image'],
    [origin('kubernetes', 'Pod'), WEB, 'image', 'Pod x, spec.initContainers "web".image'],
    [
      origin('kubernetes', 'CronJob'),
      MAIN,
      'image',
      'CronJob x, spec.jobTemplate.spec.template.spec.containers "algorunner".image',
    ],
  ])('a field of a container: %#', (given, part, field, place) => {
    expect(shown(inContainer(given, part, field, ''))).toBe(place);
  });

  test.each<[Origin, typeof MAIN | typeof WEB | typeof FETCH | typeof WORKER, string]>([
    [origin('library'), MAIN, 'Algorithm "print"'],
    [origin('library'), WEB, 'SideCar "web" of Algorithm "print"'],
    [origin('library'), FETCH, 'SideCar "fetch" (or pod.initContainers "fetch") of Algorithm "print"'],
    [origin('hkube'), MAIN, 'spec of HKube\'s algorithm "print"'],
    [origin('hkube'), WEB, 'spec of HKube\'s algorithm "print", sideCars "web"'],
    [origin('hkube'), WORKER, 'spec of HKube\'s algorithm "print"'],
    [origin('kubernetes'), MAIN, 'Job x, spec.template.spec.containers "algorunner"'],
  ])('a whole container: %#', (given, part, place) => {
    expect(shown(inWholeContainer(given, part, ''))).toBe(place);
  });

  test.each<[string, string, string]>([
    ['of a pod of ours', shown(inPod(origin('library'), 'tolerations', '')), 'Algorithm "print", pod.tolerations'],
    ["of HKube's", shown(inPod(origin('hkube'), 'tolerations', '')), 'spec of HKube\'s algorithm "print"'],
    [
      "of HKube's, that it has",
      shown(inPod(origin('hkube'), 'nodeSelector', '')),
      'spec of HKube\'s algorithm "print", nodeSelector',
    ],
    [
      'of a Deployment',
      shown(inPod(origin('kubernetes', 'Deployment'), 'tolerations', '')),
      'Deployment x, spec.template.spec.tolerations',
    ],
    ['volume of ours', shown(inVolume(origin('library'), 'data', '')), 'SharedVolume "data" of Algorithm "print"'],
    [
      "volume of HKube's",
      shown(inVolume(origin('hkube'), 'data', '')),
      'spec of HKube\'s algorithm "print", volumes "data"',
    ],
    ['volume of a Job', shown(inVolume(origin('kubernetes'), 'data', '')), 'Job x, spec.template.spec.volumes "data"'],
    [
      'Job of ours',
      shown(inWorkload(origin('library'), 'backoffLimit', '')),
      'Algorithm "print", workload: AlgorithmWorkload.job({ backoffLimit })',
    ],
    [
      'CronJob of ours',
      shown(inWorkload(origin('library', 'CronJob'), 'backoffLimit', '')),
      'Algorithm "print", workload: AlgorithmWorkload.cronJob({ jobTemplate: { spec: { backoffLimit } } })',
    ],
    [
      'CronJob of ours itself',
      shown(inWorkload(origin('library', 'CronJob'), 'schedule', '')),
      'Algorithm "print", workload: AlgorithmWorkload.cronJob({ schedule })',
    ],
    ["Job of HKube's", shown(inWorkload(origin('hkube'), 'backoffLimit', '')), 'spec of HKube\'s algorithm "print"'],
    [
      'CronJob',
      shown(inWorkload(origin('kubernetes', 'CronJob'), 'backoffLimit', '')),
      'CronJob x, spec.jobTemplate.spec.backoffLimit',
    ],
    ['CronJob itself', shown(inWorkload(origin('kubernetes', 'CronJob'), 'suspend', '')), 'CronJob x, spec.suspend'],
    [
      'all containers of ours',
      shown(inAllContainers(origin('library'), 'resources', '')),
      'Algorithm "print" and its SideCars, resources',
    ],
    [
      "all containers of HKube's",
      shown(inAllContainers(origin('hkube'), 'resources', '')),
      'spec of HKube\'s algorithm "print"',
    ],
    [
      'all containers of a Job',
      shown(inAllContainers(origin('kubernetes'), 'resources', '')),
      'Job x, spec.template.spec.containers[*].resources',
    ],
    ['template of ours', shown(inTemplate(origin('library'), '')), 'Algorithm "print"'],
    ["template of HKube's", shown(inTemplate(origin('hkube'), '')), 'spec of HKube\'s algorithm "print"'],
    ['template of a Job', shown(inTemplate(origin('kubernetes'), '')), 'Job x, spec.template.spec'],
  ])('a field %s', (_, place, expected) => {
    expect(place).toBe(expected);
  });

  test('is a comment if HKube has no such field', () => {
    expect(inContainer(origin('hkube'), MAIN, 'command', 'name a program').do).toBe(
      "name a program (HKube's specs have no field for command)",
    );
    expect(inPod(origin('hkube'), 'tolerations', 'tolerate it').do).toBe(
      "tolerate it (HKube's specs have no field for tolerations)",
    );
  });
});
