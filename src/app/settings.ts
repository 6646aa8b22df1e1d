import { Construct, IConstruct } from 'constructs';
import { Pass, perPass } from './pass';
import type { PodSecurity } from './pod-security-profile';
import { findingText } from '../apimachinery/finding';
import { isOptions, optionFindings, Options, optionsOf } from '../apimachinery/options';
import { isObject, setField } from '../text/json-value';
import type { Capacity } from '../validation/admission/capacity';

/** How a sidecar runs beside the main container. */
export enum SideCarMode {
  /**
   * A native sidecar: an init container with `restartPolicy: Always`. It starts before the main container and is
   * stopped after it, so it never keeps a Job from finishing. Kubernetes 1.29 and newer.
   *
   * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
   */
  NATIVE = 'Native',

  /** An ordinary container. In a Job it has to end by itself, or the Job never finishes. */
  CONTAINER = 'Container',

  /**
   * An init container: it runs to its end before the next one starts, and all of them before the main container does.
   *
   * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/
   */
  INIT = 'Init',
}

/** Resources of containers that don't set their own. Each value can be set or left to its default independently. */
export interface DefaultResources {
  /**
   * Requests of the main container, by resource name.
   *
   * @default - cpu: 100m, memory: 256Mi
   */
  readonly algorithmRequests?: { [name: string]: string };

  /**
   * Limits of the main container, by resource name.
   *
   * @default - computed from its requests, see `useResourceLimits`
   */
  readonly algorithmLimits?: { [name: string]: string };

  /**
   * Requests of a sidecar, by resource name.
   *
   * @default - cpu: 100m, memory: 128Mi
   */
  readonly sideCarRequests?: { [name: string]: string };

  /**
   * Limits of a sidecar, by resource name.
   *
   * @default - computed from its requests, see `useResourceLimits`
   */
  readonly sideCarLimits?: { [name: string]: string };

  /**
   * Whether computed limits equal the requests. (HKube's setting of the same name.)
   *
   * @default false - computed limits are twice the requests
   */
  readonly useResourceLimits?: boolean;

  /**
   * Whether CPU limits are filled in. A CPU limit that is set always stays. (HKube's field of the same name.)
   *
   * @default true
   */
  readonly applyCpuLimits?: boolean;

  /**
   * Whether default requests and limits are filled in at all.
   *
   * @default true
   */
  readonly enabled?: boolean;
}

/** Settings for everything in a scope: an app, a chart, an algorithm or a single sidecar. */
export interface AlgorithmDefaultsProps {
  /**
   * Default requests and limits.
   *
   * @default - those of the enclosing scope
   */
  readonly resources?: DefaultResources;

  /**
   * How sidecars run.
   *
   * @default - that of the enclosing scope; else native in Jobs and CronJobs, ordinary containers in Deployments
   */
  readonly sideCarMode?: SideCarMode;

  /**
   * The Kubernetes version of the cluster that the manifests are for, such as `1.31`. It decides which rules apply.
   *
   * @default - that of the enclosing scope; else the newest known
   */
  readonly kubernetesVersion?: string;

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
 * AlgorithmDefaults.set(chart, { resources: { sideCarRequests: { memory: '64Mi' }, applyCpuLimits: false } });
 */
export class AlgorithmDefaults {
  /**
   * Sets defaults for everything in a scope. Values that were set earlier for the same scope stay unless they are set
   * again.
   *
   * @param scope an app, a chart, or any construct that algorithms or sidecars are in
   * @param props the settings
   * @throws when the scope is not a construct
   */
  public static set(scope: IConstruct, props: AlgorithmDefaultsProps): void {
    checkScope(scope, 'AlgorithmDefaults.set');
    const pass = Pass.of(scope);
    const settings = pass.state(settingsByScope);
    if (!settings.has(scope)) scope.node.addValidation({ validate: () => problemsOf(settings.get(scope)) });
    if (isOptions(props)) settings.set(scope, merge(settings.get(scope), optionsOf(props)));
    else if (props != null) scope.node.addValidation({ validate: () => problemsOf(props) });
    if (!settings.has(scope)) settings.set(scope, {});
    pass.touch();
  }

  private constructor() {}
}

/** What was set for each scope. */
const settingsByScope = () => new WeakMap<IConstruct, AlgorithmDefaultsProps>();

const BUILT_IN: AlgorithmDefaultsProps = {
  resources: {
    algorithmRequests: { cpu: '100m', memory: '256Mi' },
    sideCarRequests: { cpu: '100m', memory: '128Mi' },
  },
};

const RESOURCES: Options<DefaultResources> = {
  algorithmRequests: 'object',
  algorithmLimits: 'object',
  sideCarRequests: 'object',
  sideCarLimits: 'object',
  useResourceLimits: 'boolean',
  applyCpuLimits: 'boolean',
  enabled: 'boolean',
};
const POD_SECURITY: Options<PodSecurity> = { profile: 'any', readOnlyRootFilesystem: 'boolean' };
const SETTINGS: Options<AlgorithmDefaultsProps> = {
  resources: RESOURCES,
  podSecurity: POD_SECURITY,
  sideCarMode: Object.values(SideCarMode),
  kubernetesVersion: 'any',
  warningsAsErrors: 'boolean',
  capacity: 'any',
};

/** What is wrong with the settings of a scope. */
const problemsOf = (given: unknown) =>
  optionFindings(given, SETTINGS, 'HKUBE-FIELDS', 'AlgorithmDefaults').map(findingText);

/** The settings that were made for a scope itself. */
export const settingsAt = (scope: IConstruct): AlgorithmDefaultsProps | undefined =>
  Pass.of(scope).state(settingsByScope).get(scope);

/** The settings in force for a construct. */
export const defaultsOf: (construct: IConstruct) => AlgorithmDefaultsProps = perPass((construct: IConstruct) => {
  const { scope } = construct.node;
  const outer = scope ? defaultsOf(scope) : BUILT_IN;
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
