/** The algorithm's resources in HKube's terms: cores, memory with a unit, GPUs; limits are twice the requests. */

import { ClusterOptions, limitFactor } from './cluster-options';
import { memoryProblem, toKubernetesMemory } from './memory';
import { GPU } from './plain-pod';
import type { ReadSpec } from './read-spec';
import { MIN_MEMORY_MI } from './schema';
import { Validation } from '../apimachinery/finding';
import { compareQuantities, isQuantity, multiplyQuantity, ONE, parseQuantity } from '../apimachinery/quantity';
import { isObject, JsonObject } from '../text/json-value';

export type WrittenResources = Pick<ReadSpec, 'cpu' | 'gpu' | 'mem' | 'applyCpuLimits'>;

/**
 * Writes resources in HKube's terms. Missing limits are HKube's own. Where the kept spec says the same in another way,
 * that stays.
 *
 * @param cpuLimit false when there must be no CPU limit, not even HKube's
 */
export function writeResources(
  resources: JsonObject,
  cpuLimit: boolean,
  kept: ReadSpec,
  cluster: ClusterOptions,
  path: string,
  v: Validation,
): WrittenResources {
  const { requests: givenRequests, limits: givenLimits, ...others } = resources;
  const [requests, limits] = [givenRequests, givenLimits].map((amounts): JsonObject =>
    isObject(amounts) ? amounts : {},
  );
  const at = (kind: string, name: string) => `${path}.${kind}[${name}]`;
  for (const field of Object.keys(others)) {
    cannot(v, `${path}.${field}`, 'its algorithms have only requests and limits');
  }
  for (const [kind, amounts] of Object.entries({ requests, limits })) {
    for (const name of Object.keys(amounts)) {
      if (!['cpu', 'memory', GPU].includes(name)) {
        cannot(v, at(kind, name), `its algorithms have only cpu, memory and ${GPU}`);
      }
    }
  }

  const memoryRequest = requests.memory ?? limits.memory;
  const cpuRequest = requests.cpu ?? limits.cpu;
  const factor = limitFactor(cluster);
  checkLimit('memory', memoryRequest, limits.memory, factor, at('limits', 'memory'), v);
  checkLimit('cpu', cpuRequest, limits.cpu, factor, at('limits', 'cpu'), v);
  return defined({
    cpu: cpuRequest === undefined ? keptZero(kept) : writeCpu(cpuRequest, kept, at('requests', 'cpu'), v),
    mem: memoryRequest === undefined ? undefined : writeMemory(memoryRequest, kept, at('requests', 'memory'), v),
    gpu: writeGpu(limits[GPU] ?? requests[GPU], kept, at('limits', GPU), v),
    // true is HKube's default: it is kept where the spec had it.
    applyCpuLimits: cpuLimit ? kept.applyCpuLimits || undefined : false,
  });
}

/** To HKube, 0 means "not given": it is kept where the spec had it. */
const keptZero = ({ cpu }: ReadSpec) => (cpu === 0 ? 0 : undefined);

function checkLimit(name: string, request: unknown, limit: unknown, factor: number, path: string, v: Validation): void {
  if (!isQuantity(request) || !isQuantity(limit)) return;
  const hkubes = multiplyQuantity(request, factor)!;
  if (compareQuantities(limit, hkubes) !== 0) {
    cannot(v, path, `HKube limits ${name} to ${factor} × the request, which is ${hkubes}`);
  }
}

function writeCpu(request: unknown, { cpu }: ReadSpec, path: string, v: Validation): number | undefined {
  const value = isQuantity(request) ? parseQuantity(request)! : undefined;
  if (value === undefined) return cannot(v, path, 'this is not a quantity');
  if (cpu !== undefined && parseQuantity(cpu) === value) return cpu;
  return Number(value) / 1e9;
}

const KIBI = 1024n;

function writeMemory(request: unknown, { mem }: ReadSpec, path: string, v: Validation): string | undefined {
  const value = isQuantity(request) ? parseQuantity(request)! : undefined;
  if (value === undefined) return cannot(v, path, 'this is not a quantity');
  if (value < BigInt(MIN_MEMORY_MI) * KIBI * KIBI * ONE) {
    return cannot(v, path, `its minimum is ${MIN_MEMORY_MI}Mi of memory`);
  }
  if (
    typeof mem === 'string' &&
    isQuantity(toKubernetesMemory(mem)) &&
    compareQuantities(toKubernetesMemory(mem), request as string) === 0
  ) {
    return mem;
  }
  const written = String(request).trim();
  return memoryProblem(written) === undefined ? written : inHkubeUnits(value);
}

/** An amount, in units of 10^-9 bytes, as text with a unit that both HKube and Kubernetes know. */
export function inHkubeUnits(value: bigint): string {
  const bytes = (value + ONE - 1n) / ONE;
  if (bytes % (KIBI * KIBI) === 0n) return `${bytes / (KIBI * KIBI)}Mi`;
  if (bytes % KIBI === 0n) return `${bytes / KIBI}Ki`;
  const digits = String(bytes).padStart(7, '0');
  const decimals = digits.slice(-6).replace(/0+$/, '');
  return `${digits.slice(0, -6)}${decimals && `.${decimals}`}M`;
}

/** Kubernetes has no resource for part of a GPU, so only the kept spec knows it. */
function writeGpu(amount: unknown, { gpu }: ReadSpec, path: string, v: Validation): number | undefined {
  if (amount === undefined) return gpu === 0 || (gpu !== undefined && !Number.isInteger(gpu)) ? gpu : undefined;
  const value = isQuantity(amount) ? parseQuantity(amount)! : undefined;
  if (value === undefined || value % ONE !== 0n) return cannot(v, path, 'GPUs must be whole numbers');
  return Number(value / ONE);
}

export const INEXPRESSIBLE = 'HKUBE-INEXPRESSIBLE';

/** Reports what HKube cannot express. */
export function cannot(v: Validation, path: string, why: string, hint?: string): undefined {
  v.forbidden(INEXPRESSIBLE, path, `HKube cannot express this: ${why}`, hint);
}

/** Without the members that are undefined. */
export function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}
