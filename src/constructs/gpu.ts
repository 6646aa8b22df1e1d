import { Finding } from '../apimachinery/finding';
import { optionFindings, Options } from '../apimachinery/options';

/** How a container asks for GPUs. */
export interface GpuOptions {
  /**
   * Whether the pod tolerates nodes that are tainted with the resource's name, as nodes with GPUs usually are: any value, effect
   * `NoSchedule`.
   *
   * @default true
   */
  readonly tolerate?: boolean;
}

const OPTIONS: Options<GpuOptions> = { tolerate: 'boolean' };

/**
 * GPUs (or other devices) of a vendor for a container: a limit by the name of the vendor's resource, and the toleration that lets the
 * pod on nodes which are kept for such pods.
 *
 * @see https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus/
 */
export class Gpu {
  /**
   * GPUs of NVIDIA: `nvidia.com/gpu`.
   *
   * @param count whole GPUs
   * @param options whether the pod tolerates nodes that are kept for GPUs
   */
  public static nvidia(count: number = 1, options: GpuOptions = {}): Gpu {
    return new Gpu('nvidia.com/gpu', count, options);
  }

  /**
   * GPUs of AMD: `amd.com/gpu`.
   *
   * @param count whole GPUs
   * @param options whether the pod tolerates nodes that are kept for GPUs
   */
  public static amd(count: number = 1, options: GpuOptions = {}): Gpu {
    return new Gpu('amd.com/gpu', count, options);
  }

  /**
   * GPUs of Intel: `gpu.intel.com/i915`.
   *
   * @param count whole GPUs
   * @param options whether the pod tolerates nodes that are kept for GPUs
   */
  public static intel(count: number = 1, options: GpuOptions = {}): Gpu {
    return new Gpu('gpu.intel.com/i915', count, options);
  }

  /**
   * Devices of any vendor, or parts of them, such as `nvidia.com/mig-1g.5gb`.
   *
   * @param resourceName the extended resource that the vendor's device plugin offers
   * @param count whole devices
   * @param options whether the pod tolerates nodes that are kept for such devices
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

  /** @internal */
  public _optionFindings(): Finding[] {
    return optionFindings(this.options, OPTIONS, 'HKUBE-GPU', 'gpu');
  }

  /** @internal */
  public _toleration(): any {
    return this.options?.tolerate === false
      ? undefined
      : { key: this.resourceName, operator: 'Exists', effect: 'NoSchedule' };
  }
}

/** Whether it is one: JavaScript takes anything for it. */
export const isGpu = (gpu: unknown): gpu is Gpu => typeof (gpu as Gpu | undefined)?._toleration === 'function';

/** What keeps a container from getting its devices as they were asked for. */
export function gpuFindings(gpu: unknown): Finding[] {
  const finding = (value: unknown, detail: string, hint: string): Finding => ({
    rule: 'HKUBE-GPU',
    severity: 'error',
    type: 'Invalid value',
    path: 'gpu',
    value,
    detail,
    hint,
  });
  if (!isGpu(gpu)) return [finding(gpu, 'is no Gpu', 'Take Gpu.nvidia(1), or one of another vendor')];
  const { resourceName, count } = gpu;
  const findings = gpu._optionFindings();
  if (!Number.isInteger(count) || count < 1) {
    findings.push(
      finding(
        count,
        `must be a whole number of ${resourceName}, at least 1`,
        'For a part of a GPU take Queue.kai() with gpuFraction',
      ),
    );
  } else if (typeof resourceName !== 'string' || !resourceName.includes('/')) {
    findings.push(finding(resourceName, 'is no extended resource', 'They are called by their vendors: nvidia.com/gpu'));
  }
  return findings;
}

/** Tolerations that the GPUs of a pod's containers need beside those that it has. */
export function tolerationsFor(gpus: readonly (Gpu | undefined)[], given: unknown): any[] {
  const added: any[] = [];
  const known = Array.isArray(given) ? given : [];
  for (const toleration of gpus.map((gpu) => (isGpu(gpu) ? gpu._toleration() : undefined))) {
    if (toleration && ![...known, ...added].some((other) => tolerates(other ?? {}, toleration.key))) {
      added.push(toleration);
    }
  }
  return added;
}

/** Whether a toleration lets the pod on nodes with the taint, whatever the taint's value. */
function tolerates({ key, operator, effect }: any, taint: string): boolean {
  return (
    operator === 'Exists' &&
    (key === taint || key === undefined || key === '') &&
    [undefined, '', 'NoSchedule'].includes(effect)
  );
}
