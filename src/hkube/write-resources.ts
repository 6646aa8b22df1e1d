/** The algorithm's resources in HKube's terms: cores, memory with a unit, GPUs; limits are twice the requests. */

import { ClusterOptions, limitFactor } from './cluster-options';
import { memoryProblem, toKubernetesMemory } from './memory';
import { GPU } from './plain-pod';
import type { HkubeAlgorithmSpec } from './read-spec';
import { MIN_MEMORY_MI } from './schema';
import { Validation } from '../apimachinery/finding';
import { compareQuantities, isQuantity, multiplyQuantity, ONE, parseQuantity } from '../apimachinery/quantity';
import { isObject, JsonObject } from '../text/json-value';

export type WrittenResources = Pick<HkubeAlgorithmSpec, 'cpu' | 'gpu' | 'mem' | 'applyCpuLimits'>;

/**
 * What to write for resources. Limits may be left out: they are HKube's then. Where the kept spec says the same in other words, its
 * words stay.
 *
 * @param cpuLimit false when there is to be no limit for cpu, not HKube's either
 */
export function writeResources(
  resources: JsonObject,
  cpuLimit: boolean,
  kept: HkubeAlgorithmSpec,
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
    cannot(v, `${path}.${field}`, "HKube's algorithms have requests and limits only");
  }
  for (const [kind, amounts] of Object.entries({ requests, limits })) {
    for (const name of Object.keys(amounts)) {
      if (!['cpu', 'memory', GPU].includes(name)) {
        cannot(v, at(kind, name), `HKube's algorithms have cpu, memory and ${GPU} only`);
      }
    }
  }

  const memoryRequest = requests.memory ?? limits.memory;
  const cpuRequest = requests.cpu ?? limits.cpu;
  const factor = limitFactor(cluster);
  checkLimit('memory', memoryRequest, limits.memory, factor, at('limits', 'memory'), v);
  checkLimit('cpu', cpuRequest, limits.cpu, factor, at('limits', 'cpu'), v);
  return defined({
    // To HKube 0 is "not given"; it stays where it was said.
    cpu:
      cpuRequest === undefined
        ? kept.cpu === 0
          ? 0
          : undefined
        : writeCpu(cpuRequest, kept, at('requests', 'cpu'), v),
    mem: memoryRequest === undefined ? undefined : writeMemory(memoryRequest, kept, at('requests', 'memory'), v),
    gpu: writeGpu(limits[GPU] ?? requests[GPU], kept, at('limits', GPU), v),
    // true is HKube's default; it stays where it was said.
    applyCpuLimits: cpuLimit ? kept.applyCpuLimits || undefined : false,
  });
}

function checkLimit(name: string, request: unknown, limit: unknown, factor: number, path: string, v: Validation): void {
  if (!isQuantity(request) || !isQuantity(limit)) return;
  const hkubes = multiplyQuantity(request, factor)!;
  if (compareQuantities(limit, hkubes) !== 0) {
    cannot(v, path, `HKube limits ${name} to ${factor} × the request, which is ${hkubes}`);
  }
}

function writeCpu(request: unknown, { cpu }: HkubeAlgorithmSpec, path: string, v: Validation): number | undefined {
  const value = isQuantity(request) ? parseQuantity(request)! : undefined;
  if (value === undefined) return cannot(v, path, 'this is no quantity');
  if (cpu !== undefined && parseQuantity(cpu) === value) return cpu;
  return Number(value) / 1e9;
}

const KIBI = 1024n;

function writeMemory(request: unknown, { mem }: HkubeAlgorithmSpec, path: string, v: Validation): string | undefined {
  const value = isQuantity(request) ? parseQuantity(request)! : undefined;
  if (value === undefined) return cannot(v, path, 'this is no quantity');
  if (value < BigInt(MIN_MEMORY_MI) * KIBI * KIBI * ONE) {
    return cannot(v, path, `HKube's least memory is ${MIN_MEMORY_MI}Mi`);
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

/** An amount (in units of 10^-9 bytes) in a unit that both HKube and Kubernetes know. */
export function inHkubeUnits(value: bigint): string {
  const bytes = (value + ONE - 1n) / ONE;
  if (bytes % (KIBI * KIBI) === 0n) return `${bytes / (KIBI * KIBI)}Mi`;
  if (bytes % KIBI === 0n) return `${bytes / KIBI}Ki`;
  const digits = String(bytes).padStart(7, '0');
  const decimals = digits.slice(-6).replace(/0+$/, '');
  return `${digits.slice(0, -6)}${decimals && `.${decimals}`}M`;
}

/** A part of a GPU is no resource of Kubernetes', and so only in the kept spec. */
function writeGpu(amount: unknown, { gpu }: HkubeAlgorithmSpec, path: string, v: Validation): number | undefined {
  if (amount === undefined) return gpu === 0 || (gpu !== undefined && !Number.isInteger(gpu)) ? gpu : undefined;
  const value = isQuantity(amount) ? parseQuantity(amount)! : undefined;
  if (value === undefined || value % ONE !== 0n) return cannot(v, path, 'GPUs are whole numbers');
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
