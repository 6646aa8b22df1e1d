import { Construct, IConstruct } from 'constructs';
import { Pass, perPass } from './pass';
import { reportErrors } from './written-at';
import { Finding, findingText } from '../apimachinery/finding';
import {
  anything,
  decodeOptions,
  flag,
  mapOf,
  notNull,
  isOptions,
  object,
  oneOf,
  optionsType,
} from '../apimachinery/options';
import { BUILT_IN_RESOURCES, DefaultResources } from '../render/default-resources';
import type { PodSecurity } from '../render/pod-security-profile';
import { SideCarMode } from '../render/side-car-mode';
import { fieldAt, isObject, setField } from '../text/json-value';
import type { Capacity } from '../validation/admission/capacity';

/** Settings for everything in a scope: an app, a chart, an algorithm or a single sidecar. */
export interface AlgorithmSettingsOptions {
  /**
   * Whether the library fills in what you did not write.
   *
   * With `false`, containers get no requests and limits, nothing sets `automountServiceAccountToken`, and pods have the
   * label `app.kubernetes.io/name` only if something selects them by it: a workload without a `selector`, a headless
   * Service, or a Service that was given the algorithm.
   *
   * @default - that of the enclosing scope; else true
   */
  readonly defaults?: boolean;

  /**
   * Default requests and limits.
   *
   * @default - those of the enclosing scope
   */
  readonly resources?: DefaultResources;

  /**
   * How sidecars run.
   *
   * @default - that of the enclosing scope; else native in Jobs, CronJobs and Pods, ordinary containers in other
   * workloads
   */
  readonly sideCarMode?: SideCarMode;

  /**
   * The Kubernetes version of the cluster that the manifests are for, such as `1.31`. It decides which rules apply.
   *
   * @default - that of the enclosing scope; else the newest known
   */
  readonly kubernetesVersion?: string;

  /**
   * Which feature gates the cluster turns on or off, by name, such as `WorkloadWithJob`. They decide which fields its
   * API server keeps, and which rules apply. All others are as the version has them by default.
   *
   * @default - those of the enclosing scope; else none
   * @see https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/
   */
  readonly featureGates?: { readonly [name: string]: boolean };

  /**
   * The Pod Security Standard that pods follow, and what is filled in for it.
   *
   * @default - that of the enclosing scope; else none
   */
  readonly podSecurity?: PodSecurity;

  /**
   * Whether warnings stop the synthesis as errors do.
   *
   * @default - that of the enclosing scope; else false
   */
  readonly warningsAsErrors?: boolean;

  /**
   * What the cluster has for pods: its largest node, quota and limit range of the namespace. Requesting more is an
   * error.
   *
   * @default - that of the enclosing scope; else no limits are known
   */
  readonly capacity?: Capacity;
}

/**
 * Settings by scope. The nearest scope that sets a value wins, for each value (and each resource name) independently.
 *
 * They are read when the app is synthesized, so they can be set before or after the constructs that they apply to are
 * created.
 *
 * @example
 * import { Chart } from 'cdk8s';
 * import { AlgorithmSettings } from 'cdk8s-hkube';
 *
 * declare const chart: Chart;
 * AlgorithmSettings.of(chart).set({ resources: { sideCarRequests: { memory: '64Mi' }, applyCpuLimits: false } });
 */
export class AlgorithmSettings {
  /**
   * The settings of a scope.
   *
   * @param scope an app, a chart, or any construct that algorithms or sidecars are in
   * @throws when the scope is not a construct
   */
  public static of(scope: IConstruct): AlgorithmSettings {
    checkScope(scope, 'AlgorithmSettings.of');
    return new AlgorithmSettings(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Sets values for everything in the scope. Values that were set earlier for the same scope stay unless they are set
   * again.
   *
   * @param settings the settings
   */
  public set(settings: AlgorithmSettingsOptions): void {
    const { scope } = this;
    const pass = Pass.of(scope);
    const known = pass.state(settingsByScope);
    if (!known.has(scope)) {
      reportErrors(scope, () => known.get(scope)!.findings.map(findingText));
    }
    const { options, findings } = decodeOptions(settings, SETTINGS, NAME);
    const before = known.get(scope) ?? { options: {}, findings: [] };
    const isSetAgain = ({ path }: Finding) =>
      fieldAt({ [NAME]: options }, path) !== undefined || findings.some((found) => found.path === path);
    known.set(scope, {
      options: merge(before.options, options),
      findings: [...before.findings.filter((found) => !isSetAgain(found)), ...findings],
    });
    pass.touch();
  }
}

/** What findings about settings begin with. */
const NAME = 'AlgorithmSettings';

/** The settings of a scope, and what is wrong with them. */
interface ScopeSettings {
  readonly options: AlgorithmSettingsOptions;
  readonly findings: readonly Finding[];
}

/** What was set for each scope. */
const settingsByScope = () => new WeakMap<IConstruct, ScopeSettings>();

const BUILT_IN: AlgorithmSettingsOptions = { resources: BUILT_IN_RESOURCES };

// Null would remove the value of an outer scope.
const SETTINGS = optionsType<AlgorithmSettingsOptions>('AlgorithmSettingsOptions', {
  defaults: flag,
  resources: notNull(
    optionsType<DefaultResources>('DefaultResources', {
      algorithmRequests: object,
      algorithmLimits: object,
      sideCarRequests: object,
      sideCarLimits: object,
      useResourceLimits: flag,
      applyCpuLimits: flag,
      enabled: flag,
    }),
  ),
  podSecurity: notNull(optionsType<PodSecurity>('PodSecurity', { profile: anything, readOnlyRootFilesystem: flag })),
  sideCarMode: oneOf(Object.values(SideCarMode)),
  kubernetesVersion: anything,
  featureGates: notNull(mapOf(flag)),
  warningsAsErrors: flag,
  capacity: anything,
});

/** The settings that were made for a scope itself. */
export const settingsAt = (scope: IConstruct): AlgorithmSettingsOptions | undefined =>
  Pass.of(scope).state(settingsByScope).get(scope)?.options;

/** The settings in force for a construct. */
export const settingsOf: (construct: IConstruct) => AlgorithmSettingsOptions = perPass((construct: IConstruct) => {
  const { scope } = construct.node;
  const outer = scope ? settingsOf(scope) : BUILT_IN;
  const own = settingsAt(construct);
  return own ? merge(outer, own) : outer;
});

/**
 * @param call the call that was passed the scope
 * @throws when the scope is not a construct, as may happen in plain JavaScript
 */
export function checkScope(scope: unknown, call: string): void {
  if (!Construct.isConstruct(scope)) {
    throw new Error(`${call}: the scope must be a construct: pass an app, a chart, or a construct in one`);
  }
}

/** Settings, their parts, and resources by name. Anything deeper is replaced as a whole. */
const DEPTH = 3;

/** `b` over `a`; values that `b` leaves undefined keep those of `a`. Maps of plain values are merged key by key. */
function merge<T extends object>(a: T | undefined, b: T, depth = DEPTH): T {
  const result: any = isObject(a) ? { ...a } : {};
  for (const [key, value] of Object.entries(b)) {
    if (value !== undefined) {
      setField(result, key, isOptions(value) && depth > 1 ? merge(result[key], value, depth - 1) : value);
    }
  }
  return result;
}
