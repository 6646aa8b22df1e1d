/**
 * The resources of a sidecar in a worker pod: HKube's defaults, merged with what was given.
 *
 * A missing request is HKube's default, a missing limit is the request times the cluster's factor. Unlike in HKube, a
 * default is lowered to a smaller limit, resources other than cpu and memory are kept, and every Kubernetes quantity is
 * understood.
 */

import { ClusterOptions, limitFactor, sideCarDefaults } from './cluster-options';
import { memoryInMi, memoryProblem, toKubernetesMemory } from './memory';
import { compareQuantities, isQuantity, multiplyQuantity, parseQuantity } from '../apimachinery/quantity';
import { isObject, JsonObject } from '../text/json-value';

export function sideCarResources(given: unknown, cluster: ClusterOptions): unknown {
  // The rules report what has the wrong shape.
  if (!isObjectOrNone(given) || !isObjectOrNone(given?.requests) || !isObjectOrNone(given?.limits)) return given;
  const factor = limitFactor(cluster);
  const defaults = sideCarDefaults(cluster);
  const requests = amounts(given?.requests);
  const limits = amounts(given?.limits);

  const cpu = requests.get('cpu') ?? atMost(defaults.cpu, limits.get('cpu'));
  const memory = requests.get('memory') ?? atMost(defaults.memory, limits.get('memory'));
  const { requests: _requests, limits: _limits, ...others } = given ?? {};
  return {
    ...others,
    requests: { ...Object.fromEntries(requests), cpu, memory },
    limits: {
      ...Object.fromEntries(limits),
      ...withValue('cpu', limits.get('cpu') ?? cpuLimit(cpu, factor)),
      ...withValue('memory', limits.get('memory') ?? memoryLimit(memory, factor)),
    },
  };
}

const isObjectOrNone = (value: unknown): value is JsonObject | null | undefined => value == null || isObject(value);

/** Amounts by name, as Kubernetes writes them; null means not given. */
function amounts(given: unknown): Map<string, unknown> {
  const entries = Object.entries(isObject(given) ? given : {}).filter(([, amount]) => amount !== null);
  return new Map(
    entries.map(([name, amount]) => [name, typeof amount === 'string' ? toKubernetesMemory(amount) : amount]),
  );
}

const atMost = (amount: string | number, limit: unknown) =>
  isQuantity(limit) && compareQuantities(amount, limit) > 0 ? limit : amount;

/** As in HKube: only for numbers, since `"200m" * 2` is not one. */
function cpuLimit(cpu: unknown, factor: number): number | undefined {
  const limit = Number(cpu) * factor;
  return cpu === '' || Number.isNaN(limit) ? undefined : limit;
}

/** In Mi as in HKube, or where that fails, in the unit of the request. */
function memoryLimit(memory: unknown, factor: number): string | undefined {
  if (typeof memory === 'string' && memoryProblem(memory) === undefined) return `${memoryInMi(memory) * factor}Mi`;
  return isQuantity(memory) && parseQuantity(memory)! >= 0n ? multiplyQuantity(memory, factor) : undefined;
}

const withValue = (name: string, value: unknown): JsonObject => (value === undefined ? {} : { [name]: value });
