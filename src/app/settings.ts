import { IConstruct } from 'constructs';
import type { PodSecurity } from './pod-security-profile';
import { checkScope } from './scope';
import { Finding, findingText } from '../apimachinery/finding';
import { anything, decodeOptions, flag, isOptions, notNull, object, oneOf, optionsType } from '../apimachinery/options';
import { plainValue } from '../apimachinery/to-api';
import { ResourceDefaults } from '../render/default-resources';
import { fieldAt, isObject, setField } from '../text/json-value';
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

/** Resources of containers that don't say what they need. Each value may be given or left to the default by itself. */
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
   * Whether CPU limits are filled in. A given CPU limit always stays. (HKube's field of the same name.)
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
    if (!settings.has(scope)) {
      scope.node.addValidation({ validate: () => settings.get(scope)!.findings.map(findingText) });
    }
    const { options, findings } = decodeOptions(props, SETTINGS, NAME);
    const before = settings.get(scope) ?? { options: {}, findings: [] };
    const isSaidAnew = ({ path }: Finding) =>
      fieldAt({ [NAME]: options }, path) !== undefined || findings.some((found) => found.path === path);
    settings.set(scope, {
      options: merge(before.options, options),
      findings: [...before.findings.filter((found) => !isSaidAnew(found)), ...findings],
    });
    generation++;
  }

  private constructor() {}
}

/** What findings about settings begin with. */
const NAME = 'AlgorithmDefaults';

/** The settings of a scope, and what is wrong with them. */
interface ScopeSettings {
  readonly options: AlgorithmDefaultsProps;
  readonly findings: readonly Finding[];
}

const settings = new WeakMap<IConstruct, ScopeSettings>();
let generation = 0;

/** Changes whenever any default does. */
export const defaultsGeneration = () => generation;

const BUILT_IN: AlgorithmDefaultsProps = {
  resources: {
    algorithmRequests: { cpu: '100m', memory: '256Mi' },
    sideCarRequests: { cpu: '100m', memory: '128Mi' },
  },
};

// Null would take away what a scope around this one says.
const SETTINGS = optionsType<AlgorithmDefaultsProps>('AlgorithmDefaultsProps', {
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
  warningsAsErrors: flag,
  capacity: anything,
});

/** The settings of a scope itself. */
export const settingsAt = (scope: IConstruct) => settings.get(scope)?.options;

/** The settings in force for a construct. */
export function defaultsOf(construct: IConstruct): AlgorithmDefaultsProps {
  let result = BUILT_IN;
  for (const scope of construct.node.scopes) {
    const own = settingsAt(scope);
    if (own) result = merge(result, own);
  }
  return result;
}

/** What `mergeResources` needs to know for a container, or undefined when nothing is to be filled in. */
export function resourceDefaultsOf(container: IConstruct, role: 'algorithm' | 'sideCar'): ResourceDefaults | undefined {
  const resources = defaultsOf(container).resources ?? {};
  if (resources.enabled === false) return undefined;
  const [requests, limits] =
    role === 'algorithm'
      ? [resources.algorithmRequests, resources.algorithmLimits]
      : [resources.sideCarRequests, resources.sideCarLimits];
  return {
    requests: plainValue(requests ?? {}),
    limits: plainValue(limits ?? {}),
    limitFactor: resources.useResourceLimits ? 1 : 2,
    cpuLimits: resources.applyCpuLimits ?? true,
  };
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
