import { Finding, finding } from '../apimachinery/finding';
import { decodeOptions, flag, optionsType } from '../apimachinery/options';
import type { GpuClaim } from '../render/gpu-claim';

/** How a container requests GPUs. */
export interface GpuOptions {
  /**
   * Whether the pod tolerates nodes with a taint of the resource's name (any value, effect `NoSchedule`). Nodes with
   * GPUs usually have this taint.
   *
   * @default true
   */
  readonly tolerate?: boolean;
}

const OPTIONS = optionsType<GpuOptions>('GpuOptions', { tolerate: flag });

/**
 * GPUs (or other devices) of a vendor for a container: a limit with the name of the vendor's resource, and the
 * toleration that allows the pod on nodes that are reserved for such pods.
 *
 * @see https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus/
 */
export class Gpu {
  /**
   * GPUs of NVIDIA: `nvidia.com/gpu`.
   *
   * @param count whole GPUs
   * @param options whether the pod tolerates nodes that are reserved for GPUs
   */
  public static nvidia(count: number = 1, options: GpuOptions = {}): Gpu {
    return new Gpu('nvidia.com/gpu', count, options);
  }

  /**
   * GPUs of AMD: `amd.com/gpu`.
   *
   * @param count whole GPUs
   * @param options whether the pod tolerates nodes that are reserved for GPUs
   */
  public static amd(count: number = 1, options: GpuOptions = {}): Gpu {
    return new Gpu('amd.com/gpu', count, options);
  }

  /**
   * GPUs of Intel: `gpu.intel.com/i915`.
   *
   * @param count whole GPUs
   * @param options whether the pod tolerates nodes that are reserved for GPUs
   */
  public static intel(count: number = 1, options: GpuOptions = {}): Gpu {
    return new Gpu('gpu.intel.com/i915', count, options);
  }

  /**
   * Devices of any vendor, or parts of them, such as `nvidia.com/mig-1g.5gb`.
   *
   * @param resourceName the extended resource that the vendor's device plugin offers
   * @param count whole devices
   * @param options whether the pod tolerates nodes that are reserved for such devices
   */
  public static of(resourceName: string, count: number = 1, options: GpuOptions = {}): Gpu {
    return new Gpu(resourceName, count, options);
  }

  private constructor(
    /** Name of the extended resource. */
    public readonly resourceName: string,
    /** How many devices. */
    public readonly count: number,
    private readonly options: GpuOptions,
  ) {}

  /**
   * The devices that a container requests, if they are valid, and findings.
   * @internal
   */
  public _claim(): { readonly claim?: GpuClaim; readonly findings: Finding[] } {
    const { resourceName, count } = this;
    const { options, findings } = decodeOptions(this.options, OPTIONS, 'gpu', RULE);
    const invalid = this.problem();
    if (invalid) return { findings: [...findings, invalid] };
    return { claim: { resourceName, count, tolerate: options.tolerate ?? true }, findings: [...findings] };
  }

  private problem(): Finding | undefined {
    const { resourceName, count } = this;
    if (typeof resourceName !== 'string' || !resourceName.includes('/')) {
      const hint = 'Devices are named by their vendors, for example nvidia.com/gpu';
      return finding(RULE, 'gpu', 'Invalid value', 'must be an extended resource', { value: resourceName, hint });
    }
    if (Number.isInteger(count) && count >= 1) return undefined;
    const detail = `must be a whole number of ${resourceName}, at least 1`;
    const hint = 'For a part of a GPU use Queue.kai() with gpuFraction';
    return finding(RULE, 'gpu', 'Invalid value', detail, { value: count, hint });
  }
}

const RULE = 'HKUBE-GPU';
