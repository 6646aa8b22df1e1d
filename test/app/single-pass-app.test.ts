import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ApiObject, App, AppProps, Chart, Include, IResolver, Lazy, Testing, Yaml, YamlOutputType } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { Algorithm, ManifestValidator, SharedVolume, SinglePassApp } from '../../src';
import { captureStderr } from '../fixtures/stderr';

const IMAGE = 'docker.io/acme/print:v4';

let dir: string;
beforeAll(() => (dir = mkdtempSync(join(tmpdir(), 'single-pass-app-'))));
afterAll(() => rmSync(dir, { recursive: true }));

// Include reads its file in a process of its own, which takes longer than all the rest.
beforeEach(() => {
  const config = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
  jest.spyOn(Yaml, 'load').mockImplementation((url) => [config(`${url}-a`), config(`${url}-b`)]);
});

/** Kinds of things that stand in a chart. */
const THINGS = {
  config: (chart: Chart, id: string) => new kplus.ConfigMap(chart, id, { data: { key: id } }),
  service: (chart: Chart, id: string) => {
    const spec = Lazy.any({ produce: () => ({ clusterIP: 'None', ports: [{ port: 80 }] }) });
    return new ApiObject(chart, id, { apiVersion: 'v1', kind: 'Service', spec });
  },
  job: (chart: Chart, id: string) => {
    const job = new kplus.Job(chart, id);
    job.addContainer({ image: IMAGE, envVariables: { A: kplus.EnvValue.fromValue('${ID}') } });
    return job;
  },
  algorithm: (chart: Chart, id: string) => {
    const algorithm = new Algorithm(chart, id, { image: IMAGE, nameSuffixHash: true });
    algorithm.mount('/data', SharedVolume.fromEmptyDir(algorithm, 'data'));
    algorithm.addSideCar('web', { image: IMAGE });
    return algorithm;
  },
  wrong: (chart: Chart, id: string) => new Algorithm(chart, id, { image: '' }),
  unreadable: (chart: Chart, id: string) =>
    new ApiObject(chart, id, { apiVersion: 'v1', kind: 'ConfigMap', data: { date: new Date(0) } }),
  include: (chart: Chart, id: string) => new Include(chart, id, { url: id }),
  empty: (chart: Chart, id: string) => new Construct(chart, id),
};

interface RandomApp {
  /** The charts, each with the chart that it is in; the app if that is itself or a later one. */
  readonly charts: readonly { readonly parent: number; readonly namespace?: string; readonly ownJson: boolean }[];
  readonly things: readonly { readonly kind: keyof typeof THINGS; readonly chart: number; readonly id: string }[];
  /** Indexes of charts and things, of which the first depends on the second. */
  readonly dependencies: readonly (readonly [number, number])[];
  readonly props: AppProps;
  readonly hasResolver: boolean;
  readonly isValidated: boolean;
}

/** Charts that change what they print, as users write them. */
class LabellingChart extends Chart {
  public toJson(): any[] {
    return super.toJson().map((object) => ({ ...object, labelled: this.node.id }));
  }
}

const REPLACING: IResolver = {
  resolve: (context) => context.value === '${ID}' && context.replaceValue(context.obj.node.id),
};

function declare(random: RandomApp, make: (props: AppProps) => App, outdir: string): App {
  const app = make({ ...random.props, outdir, resolvers: random.hasResolver ? [REPLACING] : undefined });
  const charts: Chart[] = [];
  random.charts.forEach(({ parent, namespace, ownJson }, i) => {
    const labels = i % 2 ? { chart: `c${i}` } : undefined;
    charts.push(new (ownJson ? LabellingChart : Chart)(charts[parent] ?? app, `c${i}`, { namespace, labels }));
  });
  const things = random.things.map(({ kind, chart, id }, i) =>
    THINGS[kind](charts[chart % charts.length], /^\d/.test(id) ? `${id}${i}` : `${id}-${i}`),
  );
  const all: Construct[] = [...charts, ...things];
  for (const [from, to] of random.dependencies) {
    all[from % all.length].node.addDependency(all[to % all.length]);
  }
  if (random.isValidated) ManifestValidator.of(app).enable();
  return app;
}

/** What a run throws; undefined if it does not. */
function errorOf(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (e) {
    return (e as Error).message;
  }
}

function filesIn(root: string): Record<string, string> {
  const paths = readdirSync(root, { recursive: true }).map((path) => join(root, String(path)));
  const files = paths.filter((path) => statSync(path).isFile()).sort();
  return Object.fromEntries(files.map((path) => [relative(root, path), readFileSync(path, 'utf8')]));
}

/** Everything that can be seen of an app's synthesis. */
function outcome(random: RandomApp, make: (props: AppProps) => App) {
  const outdir = mkdtempSync(join(dir, 'out-'));
  let error: string | undefined;
  let yaml: string | undefined;
  const stderr = captureStderr(() => {
    error = errorOf(() => declare(random, make, outdir).synth());
    const again = errorOf(() => (yaml = declare(random, make, outdir).synthYaml()));
    expect(again).toBe(error);
  });
  return { files: filesIn(outdir), error, yaml, stderr };
}

const index = fc.nat({ max: 30 });
const usualThings = fc.constantFrom<keyof typeof THINGS>('config', 'service', 'job', 'algorithm', 'include', 'empty');
const randomApp = (things: fc.ArrayConstraints): fc.Arbitrary<RandomApp> =>
  fc.record({
    charts: fc.array(
      fc.record({
        parent: fc.nat({ max: 12 }),
        namespace: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
        ownJson: fc.boolean(),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    things: fc.array(
      fc.record({
        kind: fc.oneof(
          { weight: 40, arbitrary: usualThings },
          { weight: 1, arbitrary: fc.constantFrom<keyof typeof THINGS>('wrong', 'unreadable') },
        ),
        chart: index,
        id: fc.constantFrom('x', 'thing', '1'),
      }),
      things,
    ),
    dependencies: fc.array(fc.tuple(index, index), { maxLength: 4 }),
    props: fc.record(
      {
        yamlOutputType: fc.constantFrom(
          YamlOutputType.FILE_PER_APP,
          YamlOutputType.FILE_PER_CHART,
          YamlOutputType.FILE_PER_RESOURCE,
          YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
        ),
        outputFileExtension: fc.constantFrom('.yaml', '.k8s.yml'),
        recordConstructMetadata: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    hasResolver: fc.boolean(),
    isValidated: fc.boolean(),
  });

test.each([
  ['small', { maxLength: 12 }, 100, 5],
  // The first objects are printed by cdk8s in any case.
  ['large', { minLength: 20, maxLength: 30 }, 20, 0],
])("random %s apps come out as with cdk8s' own App", (_, things, numRuns, atLeast) => {
  const seen = { error: 0, files: 0 };
  fc.assert(
    fc.property(randomApp(things), (random) => {
      const expected = outcome(random, (props) => new App(props));
      expect(outcome(random, (props) => new SinglePassApp(props))).toEqual(expected);
      seen[expected.error === undefined ? 'files' : 'error']++;
    }),
    { numRuns },
  );
  // Both ends are tried often enough.
  expect(Math.min(seen.error, seen.files)).toBeGreaterThan(atLeast);
});

/** An app of ours with some charts, and how often an object of each was validated. */
function countingApp(charts: number) {
  const app = new SinglePassApp({ outdir: join(dir, 'counting') });
  let validations = 0;
  for (let i = 0; i < charts; i++) {
    const config = new kplus.ConfigMap(new Chart(app, `c${i}`), 'config');
    config.node.addValidation({ validate: () => (validations++, []) });
  }
  return { app, validations: () => validations };
}

test.each([
  ['synth', (app: App) => app.synth()],
  ['synthYaml', (app: App) => app.synthYaml()],
])('%s validates each object once', (_, synthesize) => {
  const { app, validations } = countingApp(5);
  synthesize(app);
  expect(validations()).toBe(5);
  synthesize(app);
  expect(validations()).toBe(10);
});

test.each([
  ['chart.toJson()', (chart: Chart) => chart.toJson()],
  ['Testing.synth()', (chart: Chart) => Testing.synth(chart)],
])('%s validates the whole app, as always', (_, print) => {
  const { app, validations } = countingApp(5);
  app.synthYaml();
  expect(print(app.charts[0])).toHaveLength(1);
  expect(validations()).toBe(10);
});

test('a synthesis that fails restores the methods of cdk8s', () => {
  const { app, validations } = countingApp(2);
  let errors = ['no'];
  app.node.addValidation({ validate: () => errors });
  expect(() => app.synth()).toThrow('no');
  errors = [];
  Testing.synth(app.charts[0]);
  expect(validations()).toBe(4);
});

test('another app that is synthesized meanwhile is synthesized by cdk8s itself', () => {
  const own = new App();
  const chart = new Chart(own, 'own');
  let validations = 0;
  chart.node.addValidation({ validate: () => (validations++, []) });
  new kplus.ConfigMap(chart, 'config');
  const app = new SinglePassApp();
  const data = Lazy.any({ produce: () => ({ objects: `${chart.toJson().length}` }) });
  new ApiObject(new Chart(app, 'chart'), 'config', { apiVersion: 'v1', kind: 'ConfigMap', data });
  expect(app.synthYaml()).toContain('objects: "1"');
  expect(validations).toBe(1);
});

describe('an object that a chart adds while it is printed', () => {
  /** A chart that declares something at the last moment. */
  const lateChart = (app: App, add: (chart: Chart) => void): Chart => {
    const chart = new Chart(app, 'late');
    const toJson = chart.toJson.bind(chart);
    Object.assign(chart, { toJson: () => (add(chart), toJson()) });
    return chart;
  };

  test('is validated', () => {
    const app = new SinglePassApp();
    lateChart(app, (chart) => new Algorithm(chart, 'print', { image: '' }));
    expect(() => app.synthYaml()).toThrow('[late/print] spec.template.spec.containers[0].image');
  });

  test('is validated if only props of a container are added', () => {
    const app = new SinglePassApp();
    const print = new Algorithm(
      lateChart(app, () => print.addEnv('A=B', 'c')),
      'print',
      { image: IMAGE },
    );
    expect(() => app.synthYaml()).toThrow('[late/print] spec.template.spec.containers[0].env[0].name');
  });

  test('is ordered by its dependencies', () => {
    const print = (app: App) => {
      lateChart(app, (chart) => {
        const [a, b] = ['a', 'b'].map((id) => new kplus.ConfigMap(chart, id));
        a.node.addDependency(b);
      });
      return app.synthYaml();
    };
    expect(print(new SinglePassApp())).toBe(print(new App()));
  });
});
