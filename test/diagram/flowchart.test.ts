import * as fc from 'fast-check';
import { flowchart, titleOf } from '../../src/diagram/flowchart';

const container = (name: string, more: object = {}) => ({ name, image: `acme/${name}:1`, ...more });
const job = (pod: object, more: object = {}) => ({
  kind: 'Job',
  metadata: { name: 'print' },
  spec: { ...more, template: { spec: pod } },
});
const linesOf = (manifest: unknown) => (flowchart(manifest) ?? '').split('\n').map((line) => line.trim());

test('a pod with all parts is drawn', () => {
  expect(
    flowchart(
      job(
        {
          initContainers: [
            container('fetch', { volumeMounts: [{ name: 'data', mountPath: '/data' }] }),
            container('proxy', {
              restartPolicy: 'Always',
              startupProbe: { tcpSocket: { port: 80 } },
              ports: [{ containerPort: 80, name: 'http' }],
            }),
          ],
          containers: [
            container('main', {
              volumeMounts: [{ name: 'data', mountPath: '/in', readOnly: true, subPath: 'a/b' }],
              env: [
                { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'api', key: 'token' } } },
                { name: 'PASSWORD', value: 'hunter2' },
              ],
            }),
            container('logs', {
              ports: [{ containerPort: 53, protocol: 'UDP' }, { containerPort: 54 }],
              volumeMounts: [{ name: 'gone', mountPath: '/x' }],
              volumeDevices: [{ name: 'disk', devicePath: '/dev/x' }],
            }),
          ],
          ephemeralContainers: [container('debug')],
          volumes: [
            { name: 'data', emptyDir: {} },
            { name: 'disk', persistentVolumeClaim: { claimName: 'disk' } },
          ],
        },
        { parallelism: 2, completions: 5 },
      ),
    ),
  ).toBe(`flowchart LR
  subgraph pod["Job print<br/>5 completions, 2 at a time"]
    i0["fetch<br/>acme/fetch:1<br/>init container, runs to its end"]
    i1(["proxy<br/>acme/proxy:1<br/>port 80 http<br/>native sidecar, stops after the containers"])
    subgraph together["started together"]
      c0["main<br/>acme/main:1"]:::main
      c1["logs<br/>acme/logs:1<br/>ports 53/UDP, 54"]
    end
    e0["debug<br/>acme/debug:1<br/>for debugging"]
  end
  i0 ==>|"has completed"| i1
  i1 ==>|"startup probe has succeeded"| together
  v0[("data<br/>emptyDir")]
  v1[("disk<br/>claim disk")]
  m2[("gone<br/>not declared")]:::missing
  i0 -.-|"/data"| v0
  c0 -.-|"/in<br/>ro, subPath a/b"| v0
  c1 -.-|"/x"| m2
  c1 -.-|"/dev/x<br/>block device"| v1
  s0{{"Secret api"}}
  s0 -.->|"env TOKEN"| c0
  classDef main stroke-width:3px
  classDef missing stroke-dasharray:4
`);
});

describe('containers are in the order of the manifest', () => {
  const edges = (pod: object) => linesOf(job(pod)).filter((line) => line.includes('==>'));
  const always = { restartPolicy: 'Always' };

  test.each<[string, object, string[]]>([
    ['no init containers', { containers: [container('a')] }, []],
    [
      'an init container',
      { initContainers: [container('i')], containers: [container('a')] },
      ['i0 ==>|"has completed"| c0'],
    ],
    [
      'a native sidecar',
      { initContainers: [container('i', always)], containers: [container('a')] },
      ['i0 ==>|"has started"| c0'],
    ],
    [
      'one with a probe',
      { initContainers: [container('i', { ...always, startupProbe: {} })], containers: [container('a')] },
      ['i0 ==>|"startup probe has succeeded"| c0'],
    ],
    [
      'an init container with another restartPolicy',
      { initContainers: [container('i', { restartPolicy: 'Never', startupProbe: {} })], containers: [container('a')] },
      ['i0 ==>|"has completed"| c0'],
    ],
    [
      'several',
      { initContainers: [container('i', always), container('j')], containers: [container('a'), container('b')] },
      ['i0 ==>|"has started"| i1', 'i1 ==>|"has completed"| together'],
    ],
    ['nothing to wait for', { initContainers: [container('i')], containers: [] }, []],
  ])('%s', (_, pod, expected) => {
    expect(edges(pod)).toEqual(expected);
  });

  test("the main container is the first one or HKube's algorithm", () => {
    const main = (...names: string[]) =>
      linesOf(job({ containers: names.map((name) => container(name)) })).filter((line) => line.endsWith(':::main'));
    expect(main('a', 'b')).toEqual(['c0["a<br/>acme/a:1"]:::main']);
    expect(main('worker', 'algorunner')).toEqual(['c1["algorunner<br/>acme/algorunner:1"]:::main']);
  });
});

describe('the pod is found in', () => {
  const spec = { containers: [container('a')] };
  test.each<[string, unknown, string | undefined]>([
    ['a Job', job(spec), 'Job print'],
    [
      'a CronJob',
      {
        kind: 'CronJob',
        metadata: { name: 'x' },
        spec: { schedule: '@daily', jobTemplate: { spec: { parallelism: 3, template: { spec } } } },
      },
      'CronJob x<br/>schedule #64;daily<br/>3 at a time',
    ],
    [
      'a Job as the server completes it',
      { kind: 'Job', metadata: { name: 'x' }, spec: { parallelism: 1, completions: 1, template: { spec } } },
      'Job x',
    ],
    [
      'a Deployment of none',
      { kind: 'Deployment', metadata: { name: 'x' }, spec: { replicas: 0, template: { spec } } },
      'Deployment x<br/>0 replicas',
    ],
    [
      'a Deployment',
      { kind: 'Deployment', metadata: { name: 'x' }, spec: { replicas: 3, template: { spec } } },
      'Deployment x<br/>3 replicas',
    ],
    ['a Pod', { kind: 'Pod', metadata: { generateName: 'x-' }, spec }, 'Pod x#45;'],
    ['a PodTemplate', { kind: 'PodTemplate', template: { spec } }, 'PodTemplate'],
    [
      'a custom resource with a template',
      { kind: 'Rollout', metadata: { name: 'x' }, spec: { template: { spec } } },
      'Rollout x',
    ],
    ['nothing but a pod', { spec: { template: { spec } } }, 'Pod'],
    ['a Service', { kind: 'Service', spec: { ports: [] } }, undefined],
    ['a custom resource with containers', { kind: 'Foo', spec }, undefined],
    ['a Job without containers', job({ containers: null }), undefined],
    ['null', null, undefined],
    ['a list', [job(spec)], undefined],
    ['an inherited field', Object.create(job(spec)), undefined],
  ])('%s', (_, manifest, title) => {
    const [, text] = /subgraph pod\["(.*)"\]/.exec(flowchart(manifest) ?? '') ?? [];
    expect(text).toBe(title);
  });

  test('the title has kind and name', () => {
    expect(titleOf(job(spec))).toBe('Job print');
    expect(titleOf(5)).toBe('Pod');
  });
});

test('every container and volume is drawn once, and every mount is an edge', () => {
  const name = fc.oneof(
    fc.constantFrom('a', 'b', 'end', 'x y', '"', '];', '--> c0', 'style x:#1;', '%%{init}%%', '\n', '__proto__'),
    fc.string({ unit: 'grapheme', maxLength: 8 }),
  );
  const volumes = fc.uniqueArray(fc.record({ name }), { selector: (volume) => volume.name, maxLength: 4 });
  const part = fc.record({
    name,
    image: name,
    restartPolicy: fc.constantFrom('Always', undefined),
    volumeMounts: fc.array(fc.record({ name, mountPath: name, readOnly: fc.boolean(), subPath: fc.option(name) }), {
      maxLength: 4,
    }),
  });
  const lists = fc.record({
    initContainers: fc.array(part, { maxLength: 4 }),
    containers: fc.array(part, { minLength: 1, maxLength: 4 }),
    volumes,
  });
  fc.assert(
    fc.property(lists, (pod) => {
      const lines = linesOf(job(pod));
      const ids = (pattern: RegExp) => lines.flatMap((line) => pattern.exec(line)?.slice(1) ?? []);
      expect(ids(/^(i\d+)(?:\(|\[)/)).toEqual(pod.initContainers.map((_, i) => `i${i}`));
      expect(ids(/^(c\d+)\[/)).toEqual(pod.containers.map((_, i) => `c${i}`));
      expect(ids(/^(v\d+)\[/)).toEqual(pod.volumes.map((_, i) => `v${i}`));
      const mounts = [
        ...pod.initContainers.map((each, i) => [`i${i}`, each] as const),
        ...pod.containers.map((each, i) => [`c${i}`, each] as const),
      ].flatMap(([id, { volumeMounts }]) =>
        volumeMounts.map((mount) => {
          const volume = pod.volumes.findIndex((each) => (each.name || 'no name') === (mount.name || 'no name'));
          return `${id} ${volume < 0 ? 'm' : `v${volume}`}`;
        }),
      );
      const edges = lines.filter((line) => line.includes(' -.-|'));
      expect(edges.map((line) => line.replace(/ -\.-\|"[^"]*"\| (v\d+|m)\d*$/, ' $1'))).toEqual(mounts);
      // Nothing but lines of these forms.
      const forms = [
        /^(?:flowchart LR|end|)$/,
        /^subgraph (?:pod|together)\["[^"]+"\]$/,
        /^[ice]\d+(?:\["[^"]+"\]|\(\["[^"]+"\]\))(?::::main)?$/,
        /^[vm]\d+\[\("[^"]+"\)\](?::::missing)?$/,
        /^\w+ (?:==>|-\.-)\|"[^"]+"\| \w+$/,
        /^classDef \w+ [\w:-]+$/,
      ];
      expect(lines.filter((line) => !forms.some((form) => form.test(line)))).toEqual([]);
    }),
  );
});

test('any value gives a flowchart or undefined', () => {
  const key = fc.constantFrom(
    'kind',
    'metadata',
    'name',
    'spec',
    'template',
    'containers',
    'initContainers',
    'volumes',
    'volumeMounts',
    'env',
    'ports',
    'jobTemplate',
    '__proto__',
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 7 },
      fc.constantFrom('Pod', 'Job', '', null, true, 5),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(key, tie('any'), { maxKeys: 5 }),
    ),
  })).any;
  const pod = fc.dictionary(key, value).map((fields) => ({ kind: 'Pod', spec: { containers: [fields], ...fields } }));
  fc.assert(
    fc.property(fc.oneof(value, pod), (manifest) => {
      expect(flowchart(manifest) ?? 'flowchart LR\n').toMatch(/^flowchart LR\n/);
      expect(flowchart(manifest)).toBe(flowchart(manifest));
    }),
    { numRuns: 500 },
  );
});
