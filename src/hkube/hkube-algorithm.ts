import { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import type { HkubeAlgorithmSpec } from './algorithm-spec';
import { containerPart, mainPart, uniqueIds } from './plain-parts';
import { PlainPod, plainPod } from './plain-pod';
import { ReadSpec, readSpec } from './read-spec';
import { readSpecFile } from './read-spec-file';
import { findingsOf, SpecFile, withSpec } from './spec-file';
import { atFieldOfSpec, echoOf } from './spec-finding';
import type { KeptSpec } from './write-algorithm';
import { Finding, finding, Validation } from '../apimachinery/finding';
import { anything, decodeOptions, isOptions, optionsType } from '../apimachinery/options';
import { NEWEST_MINOR } from '../apimachinery/schema';
import { Algorithm } from '../constructs/algorithm';
import { AlgorithmOptions } from '../constructs/algorithm-options';
import type { DeclaredPod } from '../constructs/private/pod-declaration';
import { DeclaredAlgorithm, readOptions } from '../constructs/private/read-algorithm';
import { SharedVolume } from '../constructs/shared-volume';
import { SideCar } from '../constructs/side-car';
import type { SideCarPart } from '../render/pod-parts';

/** An HKube spec, and options in addition to it: labels, annotations and the pod are added to those of the spec. */
export interface HkubeAlgorithmProps extends AlgorithmOptions {
  /**
   * HKube's algorithm spec, in the form that its API accepts.
   *
   * @see https://hkube.org/learn/algorithms/
   */
  readonly spec: HkubeAlgorithmSpec;
}

const PROPS = optionsType<HkubeAlgorithmProps>(
  'HkubeAlgorithmProps',
  {
    spec: anything,
    workload: anything,
    metadata: anything,
    pod: anything,
    settings: anything,
    nameSuffixHash: anything,
    nameSuffixHashConfig: anything,
    queue: anything,
  },
  { unknownHint: 'Set it in the spec, or add it afterwards: addEnv(), mount(), ApiObject.of(…).addJsonPatch()' },
);

/** A spec as it was read, with the pod that it describes. */
interface DeclaredSpec extends DeclaredAlgorithm {
  readonly spec: ReadSpec;
  readonly plain: PlainPod;
  /** Findings about the spec. */
  readonly specFindings: readonly Finding[];
  /** Like `specFindings`, without findings that concern only a plain Job. */
  readonly forHkube: readonly Finding[];
  /** Findings about the other props. */
  readonly propFindings: readonly Finding[];
}

/**
 * An algorithm from HKube's JSON spec. It runs as a plain workload: the main container and the sidecars of the spec,
 * without HKube's worker and without the environment variables that HKube sets. Use it for images that do their work by
 * themselves. Images that wait for the worker (HKube's wrappers for Python, Node.js and Java) need HKube.
 *
 * Fields that only HKube's control plane uses (`minHotWorkers`, `gitRepository` …) are checked and kept in `spec`; they
 * are not in the manifest.
 *
 * At synth it is an error if a field is unknown or has the wrong type, in addition to everything that `Algorithm`
 * reports.
 *
 * @see https://hkube.org/learn/sidecars/
 */
export class HkubeAlgorithm extends Algorithm {
  /**
   * Reads the spec from a file: YAML if its name ends in `.yaml` or `.yml` (read as kubectl reads it), else JSON. A
   * file that can't be read, or does not contain an object, is reported at synth, like every other mistake.
   *
   * @param scope a chart, or a construct in one
   * @param id the construct's id
   * @param path path of the file, from the working directory
   * @param options options in addition to the spec
   */
  public static fromFile(scope: Construct, id: string, path: string, options: AlgorithmOptions = {}): HkubeAlgorithm {
    const file = readSpecFile(path);
    const algorithm = new HkubeAlgorithm(scope, id, withSpec(options, file));
    algorithm.file = file;
    return algorithm;
  }

  /** The spec as it was read: all fields that HKube knows, and no others. */
  public readonly spec: any;

  private file?: SpecFile;

  /**
   * @param scope a chart, or a construct in one
   * @param id the construct's id
   * @param props the spec, and options in addition to it
   */
  constructor(scope: Construct, id: string, props: HkubeAlgorithmProps) {
    // Read by `_read`.
    super(scope, id, props as any);
    const { spec, plain } = this._declared as DeclaredSpec;
    this.spec = spec;
    const volumeIds = uniqueIds(plain.volumes, 'volume');
    plain.volumes.forEach(({ name, ...fields }, i) => SharedVolume.fromSource(this, volumeIds[i], { name, fields }));
    const sideCarIds = uniqueIds(plain.sideCars, 'sideCar');
    plain.sideCars.forEach((container, i) => new HkubeSideCar(this, sideCarIds[i], { container } as any));
  }

  /** @internal */
  protected _read(props: any): DeclaredSpec {
    const v = new Validation(NEWEST_MINOR);
    const spec = readSpec(props?.spec, v);
    const ofSpec = v.findings.length;
    const plain = plainPod(spec, v);
    const { spec: _, metadata: given, pod: ofPod, ...others } = props ?? {};
    const { workload, settings, nameSuffixHash, nameSuffixHashConfig, queue, ...unknown } = others;
    const { findings: ofProps } = decodeOptions(isOptions(props) ? unknown : props, PROPS);
    const { findings, pod, metadata, ...declared } = readOptions({
      workload,
      metadata: given,
      pod: ofPod,
      settings: settings,
      nameSuffixHash,
      nameSuffixHashConfig,
      queue,
    });
    return {
      ...declared,
      main: mainPart(plain, this),
      pod: withPlainPod(pod, plain),
      metadata: withPlainMetadata(metadata, plain, spec.name),
      findings: [],
      spec,
      plain,
      specFindings: v.findings,
      forHkube: v.findings.slice(0, ofSpec),
      propFindings: [...findings, ...ofProps, ...setBoth(pod, plain)],
    };
  }

  /** @internal */
  protected _inputFindings(): Finding[] {
    const { specFindings, propFindings } = this._declared as DeclaredSpec;
    return [...findingsOf(this.file, specFindings), ...propFindings];
  }

  /** @internal */
  protected _echoes(manifest: object): (found: Finding) => boolean {
    const { specFindings } = this._declared as DeclaredSpec;
    if (specFindings.length === 0) return super._echoes(manifest);
    const isEcho = echoOf(specFindings);
    return (found) => isEcho(atFieldOfSpec(found, manifest, this.spec));
  }

  /**
   * The spec that the algorithm was read from.
   * @internal
   */
  public _keptSpec(): KeptSpec {
    const { forHkube, propFindings } = this._declared as DeclaredSpec;
    return { spec: this.spec, findings: [...findingsOf(this.file, forHkube), ...propFindings] };
  }
}

/** A sidecar in the API's own form. */
class HkubeSideCar extends SideCar {
  /** @internal */
  protected _read(id: string, { container }: any): SideCarPart {
    return containerPart(container, id, this);
  }
}

const ALONE = ['affinity', 'schedulerName'] as const;

/** Fields of the pod that the spec sets, too. */
function setBoth({ fields }: DeclaredPod, { pod }: PlainPod): Finding[] {
  return ALONE.filter((field) => pod[field] !== undefined && fields[field] !== undefined).map((field) =>
    finding('HKUBE-FIELDS', `pod.${field}`, 'Forbidden', 'is set twice', {
      hint: 'The spec sets it too: remove one of the two',
    }),
  );
}

/** The pod of the spec, with the options of the props over it. */
function withPlainPod(declared: DeclaredPod, plain: PlainPod): DeclaredPod {
  const { fields, labels, annotations } = declared;
  return {
    ...declared,
    fields: {
      ...plain.pod,
      ...fields,
      ...merged('nodeSelector', plain.pod.nodeSelector, fields.nodeSelector),
      ...merged('securityContext', plain.pod.securityContext, fields.securityContext),
    },
    labels: { ...plain.labels, ...labels },
    ...merged('annotations', plain.annotations, annotations),
  };
}

function withPlainMetadata(metadata: ApiObjectMetadata, plain: PlainPod, name?: string): ApiObjectMetadata {
  return {
    ...metadata,
    name: metadata.name ?? name,
    ...merged('labels', plain.labels, metadata.labels),
    ...merged('annotations', plain.annotations, metadata.annotations),
  };
}

/** Both maps under the field's name, unless there is nothing in them. */
function merged(field: string, a: object | undefined, b: object | undefined): object {
  const result = { ...a, ...b };
  return Object.keys(result).length > 0 ? { [field]: result } : {};
}
