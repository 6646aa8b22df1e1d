import { Chart, Testing } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import {
  Algorithm,
  AlgorithmSettings,
  AlgorithmProps,
  ContainerCondition,
  SideCarMode,
  SideCarProps,
  AlgorithmWorkload,
  HkubeSpec,
} from '../../src';
import { ContainerInPod, orderContainers } from '../../src/render/container-order';
import { errorsOf, podOf } from '../fixtures/manifests';

const { STARTED, HEALTHY, COMPLETED } = ContainerCondition;
const IMAGE = 'docker.io/acme/print:v4';
const PROBE: k8s.Probe = { httpGet: { port: k8s.IntOrString.fromNumber(80) } };

function make(props: Partial<AlgorithmProps>, sideCars: { [name: string]: Partial<SideCarProps> }): Chart {
  const chart = Testing.chart();
  const algorithm = new Algorithm(chart, 'print', { image: IMAGE, ...props });
  for (const [name, sideCar] of Object.entries(sideCars)) {
    algorithm.addSideCar(name, { image: 'httpd:2.4', ...sideCar });
  }
  return chart;
}

/** `a b* | algorunner c`: native sidecars bear a star. */
function orderOf(chart: Chart): string {
  const { initContainers = [], containers } = podOf(chart);
  const names = (list: any[]) =>
    list.map(({ name, restartPolicy }) => `${name}${restartPolicy === 'Always' ? '*' : ''}`).join(' ');
  return `${names(initContainers)} | ${names(containers)}`.trim();
}

const after = (name: string, condition?: ContainerCondition) => ({ dependsOn: [{ name, condition }] });
const DEPLOYMENT = { workload: AlgorithmWorkload.deployment() };
const INIT = (...names: string[]) => ({ pod: { initContainers: names.map((name) => ({ name, image: IMAGE })) } });

describe('containers start after their dependencies', () => {
  const rows: [string, Partial<AlgorithmProps>, { [name: string]: Partial<SideCarProps> }, string][] = [
    ['no dependency: as declared', INIT('i'), { a: {}, b: {} }, 'i a* b* | algorunner'],
    ['the main container after a sidecar', after('a'), { a: {} }, 'a* | algorunner'],
    ['a sidecar after a later one', {}, { a: after('b'), b: {} }, 'b* a* | algorunner'],
    ['a sidecar after an earlier one', {}, { a: {}, b: after('a') }, 'a* b* | algorunner'],
    ['what has no part in it stays', {}, { a: {}, b: after('d'), c: {}, d: {}, e: {} }, 'a* d* b* c* e* | algorunner'],
    ['a chain', {}, { a: after('b'), b: after('c'), c: {} }, 'c* b* a* | algorunner'],
    ['two of one', {}, { a: after('c'), b: after('c'), c: {} }, 'c* a* b* | algorunner'],
    ['one of two', {}, { a: { dependsOn: [{ name: 'c' }, { name: 'b' }] }, b: {}, c: {} }, 'c* b* a* | algorunner'],
    ['twice the same', {}, { a: { dependsOn: [{ name: 'b' }, { name: 'b' }] }, b: {} }, 'b* a* | algorunner'],
    ['completed: an init container', after('a', COMPLETED), { a: {} }, 'a | algorunner'],
    ['completed, of an init container', { ...INIT('i'), ...after('i', COMPLETED) }, {}, 'i | algorunner'],
    ['started, of an init container', {}, { a: { mode: SideCarMode.INIT }, b: after('a') }, 'a b* | algorunner'],
    ['mode Init alone', {}, { a: { mode: SideCarMode.INIT } }, 'a | algorunner'],
    [
      'in a Deployment, what is waited for is native, the others not',
      { ...DEPLOYMENT, ...after('a') },
      { a: {}, b: {} },
      'a* | algorunner b',
    ],
    [
      'in a Deployment, all that is waited for is',
      DEPLOYMENT,
      { a: after('b'), b: after('c'), c: {} },
      'c* b* | algorunner a',
    ],
    ['in a Deployment, completed', { ...DEPLOYMENT, ...after('a', COMPLETED) }, { a: {} }, 'a | algorunner'],
    [
      'an ordinary container after a native one',
      {},
      { a: { mode: SideCarMode.CONTAINER, ...after('b') }, b: {} },
      'b* | algorunner a',
    ],
    ['native, as it says', after('a'), { a: { mode: SideCarMode.NATIVE } }, 'a* | algorunner'],
  ];
  test.each(rows)('%s', (_, props, sideCars, expected) => expect(orderOf(make(props, sideCars))).toBe(expected));

  test('also an init container after a sidecar', () => {
    const chart = make(
      {
        pod: {
          initContainers: [
            { name: 'migrate', image: IMAGE, ...after('proxy') },
            { name: 'last', image: IMAGE },
          ],
        },
      },
      { log: {}, proxy: {} },
    );
    expect(orderOf(chart)).toBe('proxy* migrate last log* | algorunner');
  });

  test('also after an init container that is restarted forever, which is a native sidecar', () => {
    const chart = make(
      {
        ...after('proxy', HEALTHY),
        pod: {
          initContainers: [{ name: 'proxy', image: IMAGE, startupProbe: PROBE, fields: { restartPolicy: 'Always' } }],
        },
      },
      {},
    );
    expect(orderOf(chart)).toBe('proxy* | algorunner');
  });

  test('a dependency makes a sidecar native, whatever mode the scope sets', () => {
    const chart = make(after('a'), { a: {}, b: {} });
    AlgorithmSettings.of(chart).set({ sideCarMode: SideCarMode.CONTAINER });
    expect(orderOf(chart)).toBe('a* | algorunner b');
  });

  test('dependencies on objects can be added at any time', () => {
    const chart = make({}, {});
    const algorithm = chart.node.findChild('print') as Algorithm;
    const [a, b] = ['a', 'b'].map((id) => algorithm.addSideCar(id, { image: 'httpd:2.4', name: `the-${id}` }));
    expect(orderOf(chart)).toBe('the-a* the-b* | algorunner');
    a.addDependency(b);
    expect(orderOf(chart)).toBe('the-b* the-a* | algorunner');
    algorithm.addDependency(a, COMPLETED);
    expect(orderOf(chart)).toBe('the-b* the-a | algorunner');
  });
});

describe('a dependency on a healthy container', () => {
  const startup = (chart: Chart) => podOf(chart).initContainers[0].startupProbe;
  const pod = { restartPolicy: 'OnFailure' };
  test.each<[string, Partial<SideCarProps>, any]>([
    [
      'by its startup probe',
      { startupProbe: PROBE, readinessProbe: { exec: { command: ['a'] } } },
      { httpGet: { port: 80 } },
    ],
    [
      'by its readiness probe',
      {
        readinessProbe: { ...PROBE, successThreshold: 2, periodSeconds: 3 },
        livenessProbe: { exec: { command: ['a'] } },
      },
      { failureThreshold: 30, httpGet: { port: 80 }, periodSeconds: 3 },
    ],
    [
      'with more tries, if it has fewer',
      { readinessProbe: { ...PROBE, failureThreshold: 2 } },
      { failureThreshold: 30, httpGet: { port: 80 } },
    ],
    [
      'with its own threshold, if it is greater',
      { readinessProbe: { ...PROBE, failureThreshold: 60 } },
      { failureThreshold: 60, httpGet: { port: 80 } },
    ],
    ['by its liveness probe', { livenessProbe: PROBE }, { failureThreshold: 30, httpGet: { port: 80 } }],
  ])('%s', (_, sideCar, expected) => {
    expect(startup(make({ pod, ...after('web', HEALTHY) }, { web: sideCar }))).toEqual(expected);
  });

  test('sets no probe if the condition is STARTED', () =>
    expect(startup(make({ pod, ...after('web', STARTED) }, { web: { readinessProbe: PROBE } }))).toBeUndefined());

  test('copies the probe', () => {
    const [web] = podOf(make({ pod, ...after('web', HEALTHY) }, { web: { readinessProbe: PROBE } })).initContainers;
    expect(web.startupProbe.httpGet).toEqual(web.readinessProbe.httpGet);
    expect(web.startupProbe.httpGet).not.toBe(web.readinessProbe.httpGet);
  });
});

describe('a dependency that no pod can satisfy is refused', () => {
  const M = '[test/print] spec.template.spec.containers[0].dependsOn[0]';
  const A = '[test/print/a] spec.template.spec.initContainers[0].dependsOn[0]';
  const rows: [string, Partial<AlgorithmProps>, { [name: string]: Partial<SideCarProps> }, string[]][] = [
    [
      'an unknown name',
      after('wbe'),
      { web: {} },
      [`${M}.name: Not found: "wbe". Declared containers: "web". Did you mean "web"?`],
    ],
    [
      'the id of one that has another name',
      after('proxy'),
      { proxy: { name: 'database' } },
      [`${M}.name: Not found: "proxy". Declared containers: "database".`],
    ],
    [
      'after the main container',
      {},
      { a: after('algorunner') },
      [
        `${A}: Invalid value: "algorunner: Started": nothing can start after the main container, which starts ` +
          'last. Reverse the dependency',
      ],
    ],
    [
      'after an ordinary container',
      after('a'),
      { a: { mode: SideCarMode.CONTAINER } },
      [
        `${M}: Invalid value: "a: Started": ordinary containers all start at once, after the others. Remove ` +
          'the mode of "a", or make it SideCarMode.NATIVE',
      ],
    ],
    [
      'a native sidecar that is to complete',
      after('a', COMPLETED),
      { a: { mode: SideCarMode.NATIVE } },
      [
        `${M}: Invalid value: "a: Completed": a native sidecar runs as long as the main container. Remove the ` +
          'mode of "a", or make it SideCarMode.INIT',
      ],
    ],
    [
      'an init container that is to be healthy',
      after('a', HEALTHY),
      { a: { mode: SideCarMode.INIT } },
      [
        `${M}: Invalid value: "a: Healthy": an init container runs to completion and has no probes. Wait for ` +
          'ContainerCondition.COMPLETED',
      ],
    ],
    [
      'healthy without a probe',
      after('a', HEALTHY),
      { a: {} },
      [`${M}: Invalid value: "a: Healthy": it has no probe that shows when it is healthy. Set a startupProbe for "a"`],
    ],
    [
      'another condition',
      after('a', 'Ready' as any),
      { a: {} },
      [`${M}.condition: Unsupported value: "Ready": supported values: Started, Healthy, Completed`],
    ],
    [
      'itself',
      {},
      { a: after('a') },
      [
        '[test/print/a] spec.template.spec.initContainers[0].dependsOn: Invalid value: "a → a": these ' +
          'containers wait for each other. Remove one of the dependencies',
      ],
    ],
    [
      'a cycle',
      {},
      { x: {}, a: after('b'), b: after('c'), c: after('a') },
      [
        '[test/print/a] spec.template.spec.initContainers[3].dependsOn: Invalid value: "a → b → c → a": these ' +
          'containers wait for each other. Remove one of the dependencies',
      ],
    ],
    [
      'two cycles, each once',
      {},
      { a: after('b'), b: after('a'), c: after('d'), d: after('c') },
      [
        '[test/print/a] spec.template.spec.initContainers[1].dependsOn: Invalid value: "a → b → a": these ' +
          'containers wait for each other. Remove one of the dependencies',
        '[test/print/c] spec.template.spec.initContainers[3].dependsOn: Invalid value: "c → d → c": these ' +
          'containers wait for each other. Remove one of the dependencies',
      ],
    ],
  ];
  test.each(rows)('%s', (_, props, sideCars, expected) => expect(errorsOf(make(props, sideCars))).toEqual(expected));

  test('on a container of another algorithm', () => {
    const chart = make({}, {});
    const other = new Algorithm(chart, 'other', { image: IMAGE });
    (chart.node.findChild('print') as Algorithm).addDependency(other.addSideCar('a', { image: 'httpd:2.4' }));
    expect(errorsOf(chart)).toEqual([
      `${M}.name: Not found: "a". It is not (or no longer) a container of this pod: test/other/a`,
    ]);
  });

  test('on a cluster without native sidecars', () => {
    const chart = make(after('a'), { a: { mode: SideCarMode.NATIVE } });
    AlgorithmSettings.of(chart).set({ kubernetesVersion: '1.28' });
    expect(errorsOf(chart)).toEqual([
      expect.stringContaining('[test/print/a] spec.template.spec.initContainers[0].restartPolicy: Dropped field'),
    ]);
  });
});

test('HKube starts all containers together', () => {
  const chart = make({ ...DEPLOYMENT, ...after('a') }, { a: {} });
  expect(() => HkubeSpec.of(chart.node.findChild('print') as Algorithm).toJson()).toThrow(
    /containers\[0\]: .*it starts all containers at once/,
  );
});

test('every dependency is satisfied, and the order of other containers stays', () => {
  const name = fc.integer({ min: 0, max: 7 }).map((n) => `c${n}`);
  fc.assert(
    fc.property(fc.uniqueArray(name), fc.array(fc.tuple(name, name)), (names, edges) => {
      const containers: ContainerInPod[] = names.map((own) => ({
        manifest: { name: own },
        findings: [],
        defaultMode: SideCarMode.NATIVE,
        dependencies: edges
          .filter(([from, to]) => from === own && names.includes(to))
          .map(([, to]) => ({ name: to, condition: STARTED })),
      }));
      const placed = orderContainers(containers, true);
      const places = placed.map(({ manifest }) => manifest.name);
      expect([...places].sort()).toEqual([...names].sort());
      const cyclic = placed.some(({ findings: problems }) => problems.length > 0);
      for (const { manifest, dependencies } of cyclic ? [] : containers) {
        for (const { name: to } of dependencies) expect(places.indexOf(to)).toBeLessThan(places.indexOf(manifest.name));
      }
      if (
        containers.every(({ manifest, dependencies }) =>
          dependencies.every(({ name: to }) => names.indexOf(to) < names.indexOf(manifest.name)),
        )
      ) {
        expect(places).toEqual(names);
        expect(cyclic).toBe(false);
      }
    }),
  );
});
