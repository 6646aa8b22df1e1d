import * as fc from 'fast-check';
import { explain } from '../../src/explain/explain';
import { jsonReport, textReport } from '../../src/explain/report';
import {
  diagnosesOf,
  eventOf,
  FAMILIES,
  headlines,
  NOW,
  podOf,
  recorded,
  running,
  terminated,
  waiting,
} from '../fixtures/explain';

const ownedBy = (kind: string, name: string) => ({ ownerReferences: [{ kind, name, controller: true }] });
const broken = (name: string, metadata: any = {}) =>
  podOf({
    metadata: { name, uid: name, ...metadata },
    status: { phase: 'Failed' },
    containers: [{ name: 'algorunner', state: terminated(1) }],
  });

describe('every cause is found', () => {
  test.each<[string, { readonly [name: string]: string }]>([
    [
      'config',
      {
        'secret-missing': 'SecretMissing',
        'secret-key': 'SecretKeyMissing',
        'configmap-missing': 'ConfigMapMissing',
        'configmap-key': 'ConfigMapKeyMissing',
        envfrom: 'ConfigMapMissing',
        'envfrom-secret': 'SecretMissing',
        nonroot: 'RunsAsRoot',
      },
    ],
    [
      'exit',
      {
        'exit-1': 'ExitCode',
        'exit-127': 'ExitCode',
        'exit-137': 'ExitCode',
        'exit-many': 'ExitCode',
        'exit-onfailure': 'ExitCode',
        crash: 'ExitCode',
        ends: 'EndsByItself',
        oom: 'OOMKilled',
        'oom-side': 'Fine',
        'init-fails': 'ExitCode',
        'init-crash': 'ExitCode',
        'side-crash': 'ExitCode',
      },
    ],
    [
      'hkube',
      {
        resize: 'ImageRegistryUnreachable',
        blur: 'SidecarKeepsAlive',
        crop: 'ImageRegistryUnreachable',
        flip: 'OOMKilled',
      },
    ],
    [
      'image',
      {
        'image-missing': 'ImageRegistryUnreachable',
        'image-main': 'ImageRegistryUnreachable',
        'image-invalid': 'ImageNameInvalid',
        'image-never': 'ImageNeverPulled',
        'image-deploy': 'ImageRegistryUnreachable',
        'pull-secret': 'ImageRegistryUnreachable',
        bare: 'ImageRegistryUnreachable',
      },
    ],
    [
      'lifetime',
      {
        alive: 'SidecarKeepsAlive',
        'alive-failed': 'ExitCode, SidecarKeepsAlive',
        finalizer: 'Finalizers',
        'ignores-term': 'IgnoresSigterm',
        'init-endless': 'InitContainerRuns',
        fine: 'Fine',
        running: 'Fine',
        'fine-deploy': 'Fine',
      },
    ],
    [
      'probe',
      {
        'side-startup-never': 'StartupProbe',
        'side-startup-onfailure': 'StartupProbe',
        'side-startup-deploy': 'StartupProbe',
        liveness: 'LivenessProbe',
        readiness: 'ReadinessProbe',
        poststart: 'PostStartHook',
      },
    ],
    [
      'refused',
      {
        'sa-missing': 'ServiceAccountMissing',
        priority: 'PriorityClassMissing',
        runtimeclass: 'RuntimeClassMissing',
        'quota-deploy': 'QuotaExceeded',
        'quota-unset': 'QuotaNeedsResources',
        psa: 'PodSecurity',
        limits: 'LimitRange',
        hook: 'WebhookDown',
        vap: 'AdmissionDenied',
      },
    ],
    [
      'scheduling',
      {
        cpu: 'InsufficientResources',
        memory: 'InsufficientResources',
        gpu: 'InsufficientResources',
        selector: 'NodeSelector',
        affinity: 'PodAffinity',
        podaffinity: 'PodAffinity',
        hostport2: 'HostPort',
        spread: 'TopologySpread',
        gates: 'SchedulingGated',
        'claim-missing': 'ClaimMissing',
        'claim-unbound': 'ClaimUnbound',
        'claim-noclass': 'ClaimUnbound',
        'claim-far': 'VolumeElsewhere',
      },
    ],
    [
      'start',
      {
        'cmd-missing': 'CommandNotFound',
        'cmd-missing-onfailure': 'CommandNotFound',
        'cmd-missing-deploy': 'CommandNotFound',
        'cmd-denied': 'CommandNotExecutable',
        'cmd-workdir': 'StartReadOnly',
        'mount-onfile': 'StartMountType',
        'side-cmd': 'CommandNotFound',
      },
    ],
    [
      'volumes',
      {
        'vol-secret': 'SecretMissing',
        'vol-configmap': 'ConfigMapMissing',
        'vol-key': 'ConfigMapKeyMissing',
        'vol-hostpath': 'HostPath',
        'vol-nfs': 'VolumeMount',
        'vol-csi': 'CsiDriverMissing',
      },
    ],
    [
      'workload',
      {
        deadline: 'DeadlineExceeded',
        'pod-deadline': 'PodDeadline',
        'failure-policy': 'ExitCode',
        indexes: 'ExitCode',
        'max-indexes': 'ExitCode',
        suspended: 'Suspended',
        kueue: 'Queued',
        nightly: 'ExitCode',
        paused: 'Suspended',
        'lost-pods': 'BackoffLimitExceeded',
      },
    ],
  ])('in the fixtures of %s', (family, causes) => {
    const found = Object.entries(FAMILIES[family]).map(([name, objects]) => [
      name,
      diagnosesOf(objects)
        .map(({ cause }) => cause)
        .join(', '),
    ]);
    expect(Object.fromEntries(found)).toEqual(causes);
  });
});

describe('what belongs together', () => {
  test('pods of one Job with the same failure are one diagnosis, and others are separate', () => {
    const pods = Array.from({ length: 1000 }, (_, i) => broken(`print-${i}`, ownedBy('Job', 'print')));
    const other = podOf({
      metadata: { name: 'print-x', ...ownedBy('Job', 'print') },
      status: { phase: 'Failed' },
      containers: [{ name: 'algorunner', state: terminated(2) }],
    });
    expect(diagnosesOf([...pods, other])).toMatchObject([
      { what: 'fails: exit code 1', about: { kind: 'Pod', count: 1000, names: ['print-0', 'print-1', 'print-2'] } },
      { about: { count: 1, names: ['print-x'] } },
    ]);
  });

  test.each<[string, any[], string]>([
    ['a bare pod', [broken('print-x')], 'Pod print-x'],
    ['a pod of a Job', [broken('print-x', ownedBy('Job', 'print'))], 'Job print'],
    [
      "a pod of a CronJob's Job",
      [
        broken('n-1-x', ownedBy('Job', 'n-1')),
        {
          kind: 'Job',
          metadata: { name: 'n-1', namespace: 'batch', ...ownedBy('CronJob', 'n') },
          status: { active: 1 },
        },
      ],
      'CronJob n',
    ],
    [
      "a pod of a Deployment's ReplicaSet",
      [
        broken('web-1-x', ownedBy('ReplicaSet', 'web-1')),
        { kind: 'ReplicaSet', metadata: { name: 'web-1', namespace: 'batch', ...ownedBy('Deployment', 'web') } },
      ],
      'Deployment web',
    ],
    [
      'a pod of a ReplicaSet that was not read',
      [broken('web-1-x', { labels: { 'pod-template-hash': '1' }, ...ownedBy('ReplicaSet', 'web-1') })],
      'Deployment web',
    ],
    ['a pod of a ReplicaSet by itself', [broken('web-x', ownedBy('ReplicaSet', 'web'))], 'ReplicaSet web'],
    ['a pod of something else', [broken('db-0', ownedBy('StatefulSet', 'db'))], 'StatefulSet db'],
    [
      'a pod whose owner does not control it',
      [broken('print-x', { ownerReferences: [{ kind: 'Job', name: 'print' }] })],
      'Pod print-x',
    ],
  ])('%s', (_, objects, line) => {
    expect(headlines(objects)[0]).toMatch(new RegExp(`^${line}: .*fails: exit code 1$`));
  });

  test('objects of two namespaces are separate', () => {
    const elsewhere = broken('print-x', { namespace: 'other', ...ownedBy('Job', 'print') });
    expect(
      diagnosesOf([broken('print-x', ownedBy('Job', 'print')), elsewhere]).map(({ object }) => object.namespace),
    ).toEqual(['batch', 'other']);
  });

  test('events of an earlier pod with the same name are ignored', () => {
    const pod = podOf({
      status: { phase: 'Pending' },
      containers: [{ name: 'algorunner', ...waiting('ContainerCreating') }],
    });
    const event = eventOf('FailedMount', 'MountVolume.SetUp failed for volume "a" : secret "a" not found');
    expect(diagnosesOf([pod, event])[0].cause).toBe('SecretMissing');
    event.involvedObject.uid = 'uid-0';
    expect(diagnosesOf([pod, event])[0].cause).toBe('Creating');
  });
});

describe('the order', () => {
  test('errors, warnings, and healthy objects, each sorted by name', () => {
    const fine = (name: string) => podOf({ metadata: { name } });
    const warned = podOf({ metadata: { name: 'a' }, status: { phase: 'Failed', reason: 'Terminated' } });
    expect(
      diagnosesOf([fine('d'), broken('c'), warned, fine('e'), broken('b')]).map(
        ({ object, severity }) => `${severity} ${object.name}`,
      ),
    ).toEqual(['error b', 'error c', 'warning a', 'info d', 'info e']);
  });

  test("the diagnoses of one object, in the order of a pod's life, as the later ones may follow", () => {
    const pod = podOf({
      initContainers: [
        {
          name: 'web',
          restartPolicy: 'Always',
          restartCount: 2,
          ...waiting('CrashLoopBackOff'),
          lastState: terminated(1),
        },
      ],
      containers: [
        { name: 'algorunner', readinessProbe: { tcpSocket: { port: 1 } }, ...running() },
        { name: 'log', ...waiting('CreateContainerConfigError', 'secret "a" not found') },
        { name: 'car', ...waiting('ErrImagePull', 'not found') },
      ],
    });
    expect(diagnosesOf([pod]).map(({ cause }) => cause)).toEqual([
      'ImageNotFound',
      'SecretMissing',
      'ExitCode',
      'ReadinessProbe',
    ]);
  });
});

describe('the input may be', () => {
  const pod = recorded('volumes', 'vol-secret').find(({ kind }) => kind === 'Pod');
  const others = recorded('volumes', 'vol-secret').filter(({ kind }) => kind !== 'Pod');
  const expected = headlines([pod, ...others]);

  test.each<[string, unknown[]]>([
    ['a List', [{ kind: 'List', items: [pod, ...others] }]],
    [
      "Lists of one kind, whose items don't repeat it",
      [{ kind: 'PodList', items: [{ ...pod, kind: undefined }] }, ...others],
    ],
    [
      'Lists in Lists',
      [
        {
          kind: 'List',
          items: [
            { kind: 'List', items: [pod] },
            { kind: 'List', items: others },
          ],
        },
      ],
    ],
    ['an object twice', [pod, pod, ...others]],
    ['events first', [...others].reverse().concat(pod)],
    [
      'objects next to values of other types',
      [pod, ...others, null, 1, 'a', [], { kind: 'Secret', metadata: { name: 'a' } }, {}],
    ],
    [
      'events of events.k8s.io/v1',
      [
        pod,
        ...others.map((object) => {
          if (object.kind !== 'Event') return object;
          const { involvedObject, message, firstTimestamp, lastTimestamp, count, ...event } = object;
          const times = {
            deprecatedFirstTimestamp: firstTimestamp,
            deprecatedLastTimestamp: lastTimestamp,
            deprecatedCount: count,
          };
          return { ...event, ...times, regarding: involvedObject, note: message };
        }),
      ],
    ],
  ])('%s', (_, objects) => {
    expect(headlines(objects)).toEqual(expected);
  });

  test('nothing', () => {
    expect(diagnosesOf([])).toEqual([]);
    expect(diagnosesOf([null, 'a', { kind: 'List', items: [] }])).toEqual([]);
  });
});

describe('secrets', () => {
  test.each<[string, any, string]>([
    ['of a variable', { env: [{ name: 'DB_PASSWORD', value: 'hunter2' }] }, 'login with hunter2 failed'],
    ['of an argument', { args: ['--token=hunter2'] }, 'token hunter2 has expired'],
    ['of an address', {}, 'cannot reach https://user:hunter2@db.acme.example'],
  ])('%s are kept out of messages', (_, container, message) => {
    const pod = podOf({
      status: { phase: 'Failed' },
      containers: [{ name: 'algorunner', ...container, state: terminated(1, { message }) }],
    });
    const report = JSON.stringify(diagnosesOf([pod]));
    expect(report).toContain('***');
    expect(report).not.toContain('hunter2');
  });

  test('values of variables are never shown', () => {
    const pod = podOf({
      status: { phase: 'Failed' },
      containers: [
        {
          name: 'algorunner',
          env: [{ name: 'MODE', value: 'verySpecial' }],
          command: ['run', 'verySpecial'],
          state: terminated(1),
        },
      ],
    });
    expect(JSON.stringify(diagnosesOf([pod]))).not.toContain('verySpecial');
  });
});

describe('any input is explained without a crash', () => {
  const all = Object.values(FAMILIES).flatMap((family) => Object.values(family));
  /** Values of all types, with what trips up those who don't expect it. */
  const strange = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom<unknown>(
      null,
      [],
      {},
      '',
      -1,
      1e300,
      Number.MAX_SAFE_INTEGER,
      '__proto__',
      JSON.parse('{"__proto__": {"a": 1}}'),
      { toString: 1, valueOf: 1 },
      [null],
      [[]],
      '2026-99-99T00:00:00Z',
      '9999-12-31T23:59:59Z',
      '\u202e\u001b[2J',
    ),
  );

  /** Puts a value into the place that a number stands for. */
  function mutate(value: any, place: number, replacement: unknown): any {
    const places: (readonly [object: any, key: string])[] = [];
    const walk = (node: any) => {
      if (typeof node !== 'object' || node === null) return;
      for (const key of Object.keys(node)) {
        places.push([node, key]);
        walk(node[key]);
      }
    };
    const copy = structuredClone(value);
    walk(copy);
    const [object, key] = places[place % places.length];
    object[key] = replacement;
    return copy;
  }

  test('with any values in any fields of fixtures', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...all),
        fc.array(fc.tuple(fc.nat(), strange), { minLength: 1, maxLength: 4 }),
        (objects, changes) => {
          const changed = changes.reduce((value, [place, replacement]) => mutate(value, place, replacement), objects);
          const diagnoses = explain(changed, NOW);
          const text = textReport(diagnoses, NOW);
          expect(text).toMatch(/^\d+ objects?: /m);
          // eslint-disable-next-line no-control-regex -- none of them may be printed
          expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/);
          expect(JSON.parse(jsonReport(diagnoses)).diagnoses).toHaveLength(diagnoses.length);
          for (const { what, object, severity } of diagnoses) {
            expect(what).not.toBe('');
            expect(['error', 'warning', 'info']).toContain(severity);
            expect(typeof object.name).toBe('string');
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('with any JSON', () => {
    fc.assert(
      fc.property(fc.array(strange), (objects) => {
        expect(Array.isArray(explain(objects, NOW))).toBe(true);
      }),
    );
  });

  test.each(Object.entries(FAMILIES))('%s: the order of objects does not matter', (_, family) => {
    for (const objects of Object.values(family)) {
      const causes = diagnosesOf(objects).map(({ cause }) => cause);
      expect(diagnosesOf([...objects].reverse()).map(({ cause }) => cause)).toEqual(causes);
    }
  });

  test('a part of a fixture is explained', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...all).chain((objects) => fc.subarray(objects)),
        (part) => {
          const pods = part.filter(({ kind }) => kind === 'Pod');
          expect(diagnosesOf(part).length).toBeGreaterThanOrEqual(pods.length > 0 ? 1 : 0);
        },
      ),
    );
  });

  test('10,000 pods with the same failure are one diagnosis', () => {
    const text = JSON.stringify(recorded('image', 'image-missing').filter(({ kind }) => kind !== 'Job'));
    const objects = Array.from({ length: 10_000 }, (_, i) =>
      JSON.parse(text.replaceAll('7tr8q', String(i)).replaceAll('uid-', `uid-${i}-`)),
    ).flat();
    const diagnoses = explain(objects, NOW);
    expect(diagnoses).toMatchObject([{ about: { count: 10_000 } }]);
  });
});
