import { IConstruct } from 'constructs';
import type { PodSecurity } from '../render/pod-security-profile';
import { checkScope } from './scope';
import { findingText } from '../apimachinery/finding';
import { isOptions, optionFindings, Options, optionsOf } from '../apimachinery/options';
import { BUILT_IN_RESOURCES, DefaultResources } from '../render/default-resources';
import { SideCarMode } from '../render/side-car-mode';
import { isObject, setField } from '../text/json-value';
import type { Capacity } from '../validation/admission/capacity';

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
   * The Pod Security Standard that pods keep to, and what is filled in for it.
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
   * What the cluster has for pods: its largest node, quota and limit range of the namespace. What asks for more is an error.
   *
   * @default - that of the enclosing scope; else no limits are known
   */
  readonly capacity?: Capacity;
}

/**
 * Settings by scope. The nearest scope that gives a value wins, each value (and each resource name) by itself.
 *
 * They are read when the app is synthesized, so it does not matter whether they are set before or after the
 * constructs they apply to.
 *
 * @example
 * AlgorithmDefaults.set(chart, { resources: { sideCarRequests: { memory: '64Mi' }, applyCpuLimits: false } });
 */
export class AlgorithmDefaults {
  /**
   * Sets defaults for everything in a scope. Values set earlier for the same scope stay where they are not given again.
   *
   * @param scope an app, a chart, or any construct that algorithms or sidecars are in
   * @param props the settings
   * @throws when the scope is no construct
   */
  public static set(scope: IConstruct, props: AlgorithmDefaultsProps): void {
    checkScope(scope, 'AlgorithmDefaults.set');
    if (!settings.has(scope)) scope.node.addValidation({ validate: () => problemsOf(settings.get(scope)) });
    if (isOptions(props)) settings.set(scope, merge(settings.get(scope), optionsOf(props)));
    else if (props != null) scope.node.addValidation({ validate: () => problemsOf(props) });
    if (!settings.has(scope)) settings.set(scope, {});
    generation++;
  }

  private constructor() {}
}

const settings = new WeakMap<IConstruct, AlgorithmDefaultsProps>();
let generation = 0;

/** Changes whenever any default does. */
export const defaultsGeneration = () => generation;

const BUILT_IN: AlgorithmDefaultsProps = { resources: BUILT_IN_RESOURCES };

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

/** The settings of a scope itself. */
export const settingsAt = (scope: IConstruct) => settings.get(scope);

/** The settings in force for a construct. */
export function defaultsOf(construct: IConstruct): AlgorithmDefaultsProps {
  let result = BUILT_IN;
  for (const scope of construct.node.scopes) {
    const own = settings.get(scope);
    if (own) result = merge(result, own);
  }
  return result;
}

/** Settings, their parts, and resources by name: what is deeper is replaced as a whole. */
const DEPTH = 3;

/** `b` over `a`; what `b` leaves undefined stays as `a` has it. Maps of plain values are merged key by key. */
function merge<T extends object>(a: T | undefined, b: T, depth = DEPTH): T {
  const result: any = isObject(a) ? { ...a } : {};
  for (const [key, value] of Object.entries(b)) {
    if (value !== undefined) {
      setField(result, key, isOptions(value) && depth > 1 ? merge(result[key], value, depth - 1) : value);
    }
  }
  return result;
}
