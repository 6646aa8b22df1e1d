import { compareQuantities, isQuantity, multiplyQuantity } from '../apimachinery/quantity';
import { mayOvercommit } from '../apimachinery/resource-name';
import { plainValue } from '../apimachinery/to-api';
import { isObject } from '../text/json-value';

/** Default resources of containers. Each value can be set separately. */
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
   * Whether CPU limits are filled in. A CPU limit that a container sets always stays. (HKube's field of the same name.)
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

/** Default resources when no setting changes them. */
export const BUILT_IN_RESOURCES: DefaultResources = {
  algorithmRequests: { cpu: '100m', memory: '256Mi' },
  sideCarRequests: { cpu: '100m', memory: '128Mi' },
};

/** Quantities by resource name. */
export type ResourceList = { [name: string]: string | number };

/** The resources of a container, in the API's form. */
export interface Resources {
  readonly requests?: ResourceList;
  readonly limits?: ResourceList;
  /** Further fields of the API's resources, such as `claims`. */
  readonly [field: string]: any;
}

/** The defaults of a container. */
export interface ResourceDefaults {
  readonly requests: ResourceList;
  /** Limits that are set; all others are computed from the requests. */
  readonly limits: ResourceList;
  /** Limit = factor × request, for cpu and memory. */
  readonly limitFactor: number;
  /** Whether CPU limits are filled in. */
  readonly cpuLimits: boolean;
}

const atMost = (a: string | number, b: string | number) => compareQuantities(a, b) <= 0;

/**
 * Fills in default requests and limits, for each resource name separately.
 *
 * Values that are set stay unchanged. A default is adjusted so it does not exceed a limit or fall below a request that
 * is set. Without defaults only the limit of a requested device is added, since the API requires it.
 */
export function mergeResources(
  given: Resources | undefined,
  defaults: ResourceDefaults | undefined,
): Resources | undefined {
  // The rules report values of a wrong type.
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

/** Looks at a list's own names only: `constructor` is inherited. */
function amountOf(list: ResourceList = {}, name: string): Quantity | undefined {
  return Object.hasOwn(list, name) ? (list[name] ?? undefined) : undefined;
}

/** Request and limit of one resource; a malformed value is kept and not compared. */
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

/** The defaults of the main container or of a sidecar in the current settings; undefined if nothing is filled in. */
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
