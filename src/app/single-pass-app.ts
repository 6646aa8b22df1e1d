import { ApiObject, App, AppProps, Chart, DependencyGraph } from 'cdk8s';
import { IConstruct } from 'constructs';
import { withChartSynthesis } from './cdk8s-internals';
import { Pass } from './pass';
import { printedObject } from './printed';
import { withYamlPrinter } from './yaml-output';

/**
 * An app that validates everything once for each synthesis. It replaces cdk8s' `App` in one line, and writes the same
 * files with the same content.
 *
 * cdk8s' own `App` walks and validates the whole app again for each chart, so its time grows with the square of the
 * number of charts. In this one it grows with the size of the app, whatever the charts contain: algorithms, objects of
 * cdk8s-plus, `Include`, `Helm`.
 *
 * Only `synth()` and `synthYaml()` differ. `chart.toJson()` and `Testing.synth(chart)` validate the whole app, as they
 * do with cdk8s' own. So does a chart that was changed after the validation, for instance in a `toJson()` of its own.
 *
 * @example
 * import { SinglePassApp } from 'cdk8s-hkube';
 *
 * const app = new SinglePassApp();
 */
export class SinglePassApp extends App {
  private validated?: Validated;

  /** @param props as for cdk8s' own `App` */
  constructor(props: AppProps = {}) {
    super(props);
    // The pass is first, since it drops what is known when something has changed.
    const pass = Pass.of(this);
    this.node.addValidation({
      validate: () => {
        this.validated = { version: pass.version, sizes: sizesOf(this) };
        return [];
      },
    });
  }

  /** Synthesizes all manifests to the output directory. */
  public synth(): void {
    this.withSinglePass(() => super.synth());
  }

  /** Synthesizes the app into a YAML string. */
  public synthYaml(): string {
    return this.withSinglePass(() => super.synthYaml());
  }

  private withSinglePass<T>(synthesize: () => T): T {
    return withChartSynthesis(
      this,
      (chart) => this.printChart(chart),
      () => withYamlPrinter(synthesize),
    );
  }

  /** The manifests of a chart, in the order of cdk8s; undefined if it has changed since it was validated. */
  private printChart(chart: Chart): any[] | undefined {
    const { version, sizes } = this.validated ?? {};
    const constructs = chart.node.findAll();
    if (version !== Pass.of(this).version || sizes?.get(chart) !== constructs.length) return undefined;
    // What it returns is only printed.
    const isOwn = chart.toJson === Chart.prototype.toJson;
    return inOrder(chart, constructs)
      .filter((construct) => ApiObject.isApiObject(construct) && Chart.of(construct) === chart)
      .map((object) => (isOwn ? jsonToPrint(object as ApiObject) : (object as ApiObject).toJson()));
  }
}

/** The manifest of an object, which is only read: one of ours is not copied for that. */
const jsonToPrint = (object: ApiObject): any =>
  (Object.hasOwn(object, 'toJson') ? undefined : printedObject(object)?.manifest()) ?? object.toJson();

/** The app as it was when it was validated last. */
interface Validated {
  readonly version: number;
  /** Number of constructs in each chart. */
  readonly sizes: ReadonlyMap<Chart, number>;
}

const sizesOf = (app: App): Map<Chart, number> => {
  const charts = app.node.findAll().filter((construct): construct is Chart => Chart.isChart(construct));
  return new Map(charts.map((chart) => [chart, chart.node.findAll().length]));
};

/** Without dependencies the order is that of declaration, which needs no graph. */
function inOrder({ node }: Chart, constructs: IConstruct[]): IConstruct[] {
  const hasDependencies = constructs.some((construct) => construct.node.dependencies.length > 0);
  return hasDependencies ? new DependencyGraph(node).topology() : constructs;
}
