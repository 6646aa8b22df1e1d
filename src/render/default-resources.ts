import { compareQuantities, isQuantity, multiplyQuantity } from '../apimachinery/quantity';
import { mayOvercommit } from '../apimachinery/resource-name';
import { plainValue } from '../apimachinery/to-api';
import { isObject } from '../text/json-value';

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

/** Default resources where no setting says otherwise. */
export const BUILT_IN_RESOURCES: DefaultResources = {
  algorithmRequests: { cpu: '100m', memory: '256Mi' },
  sideCarRequests: { cpu: '100m', memory: '128Mi' },
};

/** Quantities by resource name. */
export type ResourceList = { [name: string]: string | number };

/** What a container asks for, in the API's shape. */
export interface Resources {
  readonly requests?: ResourceList;
  readonly limits?: ResourceList;
  /** Further fields of the API's resources, such as `claims`. */
  readonly [field: string]: any;
}

/** What a container gets when it doesn't say. */
export interface ResourceDefaults {
  readonly requests: ResourceList;
  /** Limits that are given; all others are computed from the requests. */
  readonly limits: ResourceList;
  /** Limit = factor × request, for cpu and memory. */
  readonly limitFactor: number;
  /** Whether CPU limits are filled in. */
  readonly cpuLimits: boolean;
}

const atMost = (a: string | number, b: string | number) => compareQuantities(a, b) <= 0;

/**
 * Fills in default requests and limits, each resource name by itself.
 *
 * Given values stay as they are; a default gives way where it would exceed a given limit or fall below a given request.
 * Without defaults only what the API demands is added: the limit of a device that is requested.
 */
export function mergeResources(
  given: Resources | undefined,
  defaults: ResourceDefaults | undefined,
): Resources | undefined {
  // What has the wrong shape is left for the rules to report.
  if ([given, given?.requests, given?.limits].some((part) => part != null && !isObject(part))) return given;
  const requests: ResourceList = { ...given?.requests };
  const limits: ResourceList = { ...given?.limits };
  const names = new Set([requests, limits, defaults?.requests ?? {}, defaults?.limits ?? {}].flatMap(Object.keys));

  for (const name of names) {
    const request = amountOf(requests, name);
    const limit = amountOf(limits, name);
    if (!mayOvercommit(name)) {
      // A device, or huge pages: request and limit are equal. A limit alone is enough: the API server requests as much.
      limits[name] = (limit ?? request ?? amountOf(defaults?.limits, name) ?? amountOf(defaults?.requests, name))!;
    } else if (defaults) {
      const filled = fillIn(name, request, limit, defaults);
      if (filled.request !== undefined) requests[name] = filled.request;
      if (filled.limit !== undefined) limits[name] = filled.limit;
    }
  }

  const merged = { ...given, ...(hasAny(requests) && { requests }), ...(hasAny(limits) && { limits }) };
  return hasAny(merged) ? merged : given;
}

type Quantity = string | number;

/** Of a list's own names only: it has no `constructor` unless it was given one. */
function amountOf(list: ResourceList = {}, name: string): Quantity | undefined {
  return Object.hasOwn(list, name) ? (list[name] ?? undefined) : undefined;
}

/** Request and limit of one resource; a malformed value is kept and compared with nothing. */
function fillIn(
  name: string,
  givenRequest: Quantity | undefined,
  givenLimit: Quantity | undefined,
  defaults: ResourceDefaults,
) {
  let request = givenRequest;
  let limit = givenLimit;

  if (request === undefined) {
    request = amountOf(defaults.requests, name);
    if (request !== undefined && isQuantity(limit) && !atMost(request, limit)) request = limit;
  }
  if (limit === undefined && (name !== 'cpu' || defaults.cpuLimits)) {
    limit = amountOf(defaults.limits, name);
    if (limit === undefined) {
      if ((name === 'cpu' || name === 'memory') && isQuantity(request) && atMost(0, request)) {
        limit = multiplyQuantity(request, defaults.limitFactor);
      }
    } else if (isQuantity(request) && !atMost(request, limit)) {
      if (givenRequest === undefined) request = limit;
      else limit = request;
    }
  }
  return { request, limit };
}

const hasAny = (object: object) => Object.keys(object).length > 0;

/** The defaults of the main container or of a sidecar, by the settings in force; undefined when nothing is to be filled in. */
export function resourceDefaults(
  resources: DefaultResources = {},
  role: 'algorithm' | 'sideCar',
): ResourceDefaults | undefined {
  if (resources.enabled === false) return undefined;
  const isMain = role === 'algorithm';
  return {
    requests: plainValue((isMain ? resources.algorithmRequests : resources.sideCarRequests) ?? {}),
    limits: plainValue((isMain ? resources.algorithmLimits : resources.sideCarLimits) ?? {}),
    limitFactor: resources.useResourceLimits ? 1 : 2,
    cpuLimits: resources.applyCpuLimits ?? true,
  };
}
