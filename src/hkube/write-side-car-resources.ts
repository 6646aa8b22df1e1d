/**
 * A sidecar's resources for HKube. It mostly fills in what is missing as we do. Where it would not (5.1, 5.2, 5.12),
 * all resources of the sidecar are written.
 */

import { ClusterOptions, limitFactor, sideCarDefaults } from './cluster-options';
import { isHkubeCpu, memoryInMi, memoryProblem } from './memory';
import { inHkubeUnits } from './write-resources';
import { isQuantity, parseQuantity } from '../apimachinery/quantity';
import { mergeResources } from '../render/default-resources';
import { isObject, JsonObject } from '../text/json-value';

/**
 * Writes the resources that a sidecar was given.
 *
 * @param filled the resources in the pod, with defaults
 * @param isKept whether they are those of the spec that was read, which must not change without need
 */
export function writeSideCarResources(
  given: unknown,
  filled: unknown,
  isKept: boolean,
  cluster: ClusterOptions,
): unknown {
  if (!isObject(filled)) return given;
  const defaults = { requests: sideCarDefaults({}), limits: {}, limitFactor: limitFactor(cluster), cpuLimits: true };
  if (isKept && sameResources(filled, mergeResources(given as JsonObject | undefined, defaults))) return given;
  if (sameResources(filled, filledByHkube(given, cluster))) return given;
  return Object.fromEntries(
    Object.entries(filled).map(([kind, amounts]) => [
      kind,
      isObject(amounts)
        ? Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, inKnownUnits(name, amount)]))
        : amounts,
    ]),
  );
}

/** The resources that HKube's own code would render; undefined where that fails. */
function filledByHkube(given: unknown = {}, cluster: ClusterOptions): JsonObject | undefined {
  const { requests = {}, limits = {} } = isObject(given) ? given : {};
  const { cpu, memory }: JsonObject = { ...sideCarDefaults(cluster), ...requests };
  if (typeof memory !== 'string' || memoryProblem(memory) !== undefined || !isHkubeCpu(cpu)) return undefined;
  const factor = limitFactor(cluster);
  const cpuLimit = Number(cpu) * factor;
  return {
    requests: { cpu, memory },
    limits: {
      ...(!Number.isNaN(cpuLimit) && { cpu: cpuLimit }),
      memory: `${memoryInMi(memory) * factor}Mi`,
      ...limits,
    },
  };
}

/** Whether both hold the same amounts and nothing else. */
function sameResources(a: JsonObject, b: JsonObject | undefined): boolean {
  return (
    b !== undefined &&
    Object.keys({ ...a, ...b }).every((kind) => {
      const [left, right] = [a[kind] ?? {}, b[kind] ?? {}];
      return (
        isObject(left) &&
        isObject(right) &&
        Object.keys({ ...left, ...right }).every((name) => sameAmount(left[name], right[name]))
      );
    })
  );
}

const sameAmount = (a: unknown, b: unknown) =>
  a === b || (isQuantity(a) && isQuantity(b) && parseQuantity(a) === parseQuantity(b));

function inKnownUnits(name: string, amount: unknown): unknown {
  if (!isQuantity(amount)) return amount;
  if (name === 'memory') {
    return typeof amount === 'string' && memoryProblem(amount) === undefined
      ? amount
      : inHkubeUnits(parseQuantity(amount)!);
  }
  return name === 'cpu' && !isHkubeCpu(amount) ? Number(parseQuantity(amount)!) / 1e9 : amount;
}
