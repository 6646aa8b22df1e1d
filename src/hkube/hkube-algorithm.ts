import { Construct } from 'constructs';
import type { KeptSpec } from './hkube-spec';
import { PlainPod, plainPod } from './plain-pod';
import { HkubeSpec, readSpec } from './read-spec';
import { findingsOf, readSpecFile, SpecFile, withSpec } from './spec-file';
import { Finding, Validation } from '../apimachinery/finding';
import { isOptions, optionFindings, Options, readable } from '../apimachinery/options';
import { NEWEST_MINOR } from '../apimachinery/schema';
import { readMetadata } from '../app/metadata';
import { Algorithm, AlgorithmProps } from '../constructs/algorithm';
import { AlgorithmOptions } from '../constructs/algorithm-options';
import { ContainerProps } from '../constructs/container-props';
import { SharedVolume } from '../constructs/shared-volume';
import { SideCar } from '../constructs/side-car';
import { ResourceDefaults } from '../render/default-resources';
import { PodProps } from '../render/render-pod';
import { isObject, JsonObject } from '../text/json-value';

/** An HKube algorithm, and what is said about it beside its spec: labels, annotations and the pod are added to what the spec says. */
export interface HkubeAlgorithmProps extends AlgorithmOptions {
  /**
   * HKube's algorithm spec, as its API takes it.
   *
   * @see https://hkube.org/learn/algorithms/
   */
  readonly spec: any;
}

const PROPS: Options<HkubeAlgorithmProps> = {
  spec: 'any',
  workload: 'any',
  metadata: 'any',
  pod: 'object',
  defaults: 'any',
  nameSuffixHash: 'any',
  queue: 'any',
};

/**
 * An algorithm that is described by HKube's own JSON. It runs as a plain workload: the main container and the sidecars
 * of the spec, without HKube's worker and without the environment that HKube gives its containers. That suits images
 * which do their work by themselves; those that wait for the worker (HKube's wrappers for Python, Node.js and Java) need
 * HKube.
 *
 * Fields that only HKube's control plane uses (`minHotWorkers`, `gitRepository` …) are checked and kept in `spec`; they
 * don't show in the manifest.
 *
 * At synth it is an error when a field is unknown or of the wrong type, besides everything that `Algorithm` reports.
 *
 * @see https://hkube.org/learn/sidecars/
 */
export class HkubeAlgorithm extends Algorithm {
  /**
   * Reads the spec from a file: YAML if its name ends in `.yaml` or `.yml` (read as kubectl reads it), else JSON. A file
   * that can't be read, or holds no object, is reported at synth, as every other mistake is.
   *
   * @param scope a chart, or something inside it
   * @param id the construct's id
   * @param path path of the file, from the working directory
   * @param options what is said beside the spec
   */
  public static fromFile(scope: Construct, id: string, path: string, options: AlgorithmOptions = {}): HkubeAlgorithm {
    const file = readSpecFile(path);
    const algorithm = new HkubeAlgorithm(scope, id, withSpec(options, file));
    algorithm.file = file;
    return algorithm;
  }

  /** The spec as it was read: everything that HKube knows, and nothing else. */
  public readonly spec: any;

  private readonly findings: readonly Finding[];
  private readonly specFindings: readonly Finding[];
  private readonly unknownProps: readonly Finding[];
  private readonly cpuLimit: boolean;
  private file?: SpecFile;

  /**
   * @param scope a chart, or something inside it
   * @param id the construct's id
   * @param props the spec, and what is said beside it
   */
  constructor(scope: Construct, id: string, props: HkubeAlgorithmProps) {
    const v = new Validation(NEWEST_MINOR);
    const spec = readSpec(props?.spec, v);
    const read = v.findings.length;
    const plain = plainPod(spec, v);
    const plained = v.findings.length;
    const { metadata, findings } = readMetadata(props?.metadata);
    super(scope, id, algorithmProps(spec, plain, { ...props, metadata }, v));
    this.spec = spec;
    this.findings = v.findings;
    const hint = 'Say it in the spec, or afterwards: addEnv(), mount(), ApiObject.of(…).addJsonPatch()';
    this.unknownProps = [...findings, ...optionFindings(props, PROPS, 'HKUBE-FIELDS', undefined, hint)];
    // What a plain Job can't do is nothing to HKube.
    this.specFindings = [...v.findings.slice(0, read), ...v.findings.slice(plained)];
    this.cpuLimit = plain.cpuLimit;
    for (const { name, value, valueFrom } of plain.main.env ?? []) {
      this._appendEnv(name, valueFrom === undefined ? value : { valueFrom });
    }

    const volumeIds = new Ids('volume');
    for (const { name, ...fields } of plain.volumes) {
      new SharedVolume(this, volumeIds.next(name), { name, fields });
    }
    const sideCarIds = new Ids('sideCar');
    for (const container of plain.sideCars) {
      new HkubeSideCar(this, sideCarIds.next(container.name), container);
    }
  }

  /** @internal */
  protected _inputFindings(): Finding[] {
    return [...findingsOf(this.file, this.findings), ...this.unknownProps];
  }

  /** @internal */
  protected _keptSpec(): KeptSpec {
    return { spec: this.spec, findings: [...findingsOf(this.file, this.specFindings), ...this.unknownProps] };
  }

  /** HKube's `applyCpuLimits` is the main container's alone. @internal */
  protected _resourceDefaults(role: 'algorithm' | 'sideCar'): ResourceDefaults | undefined {
    const defaults = super._resourceDefaults(role);
    return defaults && { ...defaults, cpuLimits: defaults.cpuLimits && this.cpuLimit };
  }
}

/** A sidecar in the API's own form. */
class HkubeSideCar extends SideCar {
  constructor(scope: Construct, id: string, container: JsonObject) {
    const { env } = container;
    const isList =
      Array.isArray(env) &&
      env.every(
        (variable) =>
          isObject(variable) && Object.keys(variable).every((key) => ['name', 'value', 'valueFrom'].includes(key)),
      );
    super(scope, id, containerProps(isList ? { ...container, env: undefined } : container));
    if (isList) {
      for (const { name, value, valueFrom } of env) {
        this._appendEnv(name, valueFrom === undefined ? value : { valueFrom });
      }
    }
  }
}

/** A container of the API as props: what constructs complete or check by name, and the rest as it is. */
function containerProps({ name, image, resources, volumeMounts, ...rest }: JsonObject): ContainerProps {
  const fields = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const props = { name, image, resources };
  return Array.isArray(volumeMounts) && volumeMounts.every(isObject)
    ? { ...props, volumeMounts: volumeMounts as any, fields }
    : { ...props, fields: { ...fields, ...(volumeMounts !== undefined && { volumeMounts }) } };
}

function algorithmProps(spec: HkubeSpec, plain: PlainPod, options: AlgorithmOptions, v: Validation): AlgorithmProps {
  const { env: _, ...main } = plain.main;
  const { metadata, workload, defaults, nameSuffixHash, queue } = options;
  const pod: PodProps = readable(options.pod);
  for (const field of ['affinity', 'schedulerName'] as const) {
    if (plain.pod[field] !== undefined && pod[field] !== undefined) {
      v.forbidden(
        'HKUBE-FIELDS',
        `pod.${field}`,
        'is given twice',
        'The spec says it too: leave it out of one of the two',
      );
    }
  }
  return {
    ...containerProps(main),
    workload,
    defaults,
    nameSuffixHash,
    queue,
    metadata: {
      ...metadata,
      name: metadata?.name ?? spec.name,
      ...merged('labels', plain.labels, metadata?.labels),
      ...merged('annotations', plain.annotations, metadata?.annotations),
    },
    pod: {
      ...plain.pod,
      ...pod,
      ...merged('nodeSelector', plain.pod.nodeSelector, pod.nodeSelector),
      ...merged('securityContext', plain.pod.securityContext, pod.securityContext),
      ...merged('labels', plain.labels, pod.labels),
      ...merged('annotations', plain.annotations, pod.annotations),
    },
  };
}

/** Both maps under the field's name, unless there is nothing in them. */
function merged(field: string, a: object | undefined, b: object | undefined): object {
  // What is no object is handed on, to be told of.
  if (b != null && !isOptions(b)) return { [field]: b };
  const result = { ...a, ...b };
  return Object.keys(result).length > 0 ? { [field]: result } : {};
}

/** Ids of our own, since names in JSON may be missing or used twice, which is for the rules to report. */
class Ids {
  private readonly used = new Set<string>();

  constructor(private readonly fallback: string) {}

  public next(name: unknown): string {
    const base = typeof name === 'string' && name !== '' ? name : this.fallback;
    let id = base;
    for (let i = 2; this.used.has(id); i++) id = `${base}-${i}`;
    this.used.add(id);
    return id;
  }
}
