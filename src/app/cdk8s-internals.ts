/**
 * What we need of cdk8s beyond its API: members that are private or internal, and methods that have to be listened to.
 * Nothing else touches them. test/app/cdk8s-internals.test.ts fails when one of them is gone.
 */
import { ApiObject, ApiObjectMetadataDefinition, App, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { shortenStack } from './own-code';

/** An operation of RFC 6902. */
export interface PatchOperation {
  readonly op: string;
  readonly path: any;
  readonly from?: any;
  readonly value?: any;
}

/** The operation of a JsonPatch; undefined for everything else. */
export function patchOperation(patch: unknown): PatchOperation | undefined {
  const { _toJson: toJson } = (patch ?? {}) as { readonly _toJson?: unknown };
  return typeof toJson === 'function' ? toJson.call(patch) : undefined;
}

/** Whether an app resolves values in a way of its own, which may differ each time. */
export function hasOwnResolvers(object: ApiObject): boolean {
  return resolversOf(App.of(object)) > CDK8S_RESOLVERS;
}

const resolversOf = (app: App): number => (app as any).resolvers?.length ?? 0;
const CDK8S_RESOLVERS = resolversOf(new App());

/** Everything in an object's metadata that may contain a value which is computed each time. */
export function metadataParts(metadata: ApiObjectMetadataDefinition): unknown[] {
  const { labels, annotations, finalizers, ownerReferences, _additionalAttributes } = metadata as any;
  return [labels, annotations, finalizers, ownerReferences, _additionalAttributes];
}

/** Methods by which metadata is edited. */
export const METADATA_EDITS = ['addLabel', 'addAnnotation', 'addFinalizers', 'addOwnerReference', 'add'] as const;

/** Calls `changed` whenever an object's metadata is edited. */
export function watchMetadata(metadata: ApiObjectMetadataDefinition, changed: () => void): void {
  for (const method of METADATA_EDITS) {
    wrap(metadata, method, (run) => {
      changed();
      return run();
    });
  }
}

/** Methods of an app that synthesize all of its charts. */
export const SYNTHESES = ['synth', 'synthYaml'] as const;

/** Calls `begin` and `end` around each synthesis of an app, and shortens its errors. Other roots have none. */
export function watchSynthesis(root: IConstruct, begin: () => void, end: () => void): void {
  for (const method of SYNTHESES) {
    wrap(root, method, (run) => {
      begin();
      try {
        return run();
      } catch (error) {
        shortenStack(error);
        throw error;
      } finally {
        end();
      }
    });
  }
}

/** Renders a chart to its manifests; undefined to leave it to cdk8s. */
type ChartSynthesis = (chart: Chart) => any[] | undefined;

/** What `chart.toJson()` calls, which may be overridden, so it can't be replaced itself. */
const SYNTHESIS = '_synthChart';

/**
 * Runs something, during which `chart.toJson()` gets the manifests of an app's charts from `synthesize`. Charts of
 * other apps are rendered as always. So are all charts if a later cdk8s has no such method.
 */
export function withChartSynthesis<T>(app: App, synthesize: ChartSynthesis, run: () => T): T {
  const cdk8s: { [SYNTHESIS]?: (chart: Chart) => any[] } = App as any;
  const original = cdk8s[SYNTHESIS];
  if (typeof original !== 'function') return run();
  cdk8s[SYNTHESIS] = (chart) => (App.of(chart) === app && synthesize(chart)) || original.call(App, chart);
  try {
    return run();
  } finally {
    cdk8s[SYNTHESIS] = original;
  }
}

/** Calls `walked` with all constructs of an app, in order, whenever cdk8s lists them: once before each validation. */
export function watchWalks(root: IConstruct, walked: (constructs: readonly IConstruct[]) => void): void {
  wrap(root.node, 'findAll', (run, args) => {
    const constructs = run();
    if (args.length === 0) walked(constructs as IConstruct[]);
    return constructs;
  });
}

/** Wraps a method of one object. The method stays hidden when the object's properties are listed or printed. */
function wrap(object: any, method: string, around: (run: () => unknown, args: unknown[]) => unknown): void {
  const original = object[method];
  if (typeof original !== 'function') return;
  const value = (...args: unknown[]) => around(() => original.apply(object, args), args);
  Object.defineProperty(object, method, { value, writable: true, configurable: true, enumerable: false });
}
