import { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import type { KeptSpec } from './write-algorithm';
import { containerPart, mainPart, uniqueIds } from './plain-parts';
import { PlainPod, plainPod } from './plain-pod';
import { HkubeAlgorithmSpec, readSpec } from './read-spec';
import { readSpecFile } from './read-spec-file';
import { findingsOf, SpecFile, withSpec } from './spec-file';
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

/** An HKube algorithm, and what is said about it beside its spec: labels, annotations and the pod are added to what the spec says. */
export interface HkubeAlgorithmProps extends AlgorithmOptions {
  /**
   * HKube's algorithm spec, as its API takes it.
   *
   * @see https://hkube.org/learn/algorithms/
   */
  readonly spec: any;
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
    queue: anything,
  },
  { unknownHint: 'Say it in the spec, or afterwards: addEnv(), mount(), ApiObject.of(…).addJsonPatch()' },
);

/** A spec as it was read, with the pod that it describes. */
interface DeclaredSpec extends DeclaredAlgorithm {
  readonly spec: HkubeAlgorithmSpec;
  readonly plain: PlainPod;
  /** What is wrong with the spec. */
  readonly specFindings: readonly Finding[];
  /** As `specFindings`, without what only a plain Job cannot do. */
  readonly forHkube: readonly Finding[];
  /** What is wrong with the other props. */
  readonly propFindings: readonly Finding[];
}

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

  private file?: SpecFile;

  /**
   * @param scope a chart, or something inside it
   * @param id the construct's id
   * @param props the spec, and what is said beside it
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
    const { spec: _, workload, metadata: given, pod: ofPod, settings, nameSuffixHash, queue, ...unknown } = props ?? {};
    const { findings: ofProps } = decodeOptions(isOptions(props) ? unknown : props, PROPS);
    const { findings, pod, metadata, ...declared } = readOptions({
      workload,
      metadata: given,
      pod: ofPod,
      settings: settings,
      nameSuffixHash,
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

/** What the spec says of the pod, and over it what is said beside the spec. */
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
