import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import type { HkubeAlgorithmSpec } from './algorithm-spec';
import { ClusterOptions, HkubeClusterOptions, readClusterOptions } from './cluster-options';
import { defectWarnings } from './defect-checks';
import { checkIsBuilt } from './plain-pod';
import { ReadSpec, readSpec } from './read-spec';
import { readSpecFile } from './read-spec-file';
import { findingsOf, SpecFile, withSpec } from './spec-file';
import { atFieldOfSpec, echoOf, isOfHkube } from './spec-finding';
import { checkWorkerJob } from './worker-checks';
import { ANY_SUFFIX, HASH_LENGTH, internalForm, workerJob } from './worker-job';
import { Finding, Validation } from '../apimachinery/finding';
import { anything, decodeOptions, flag, optionsType } from '../apimachinery/options';
import { NEWEST_MINOR } from '../apimachinery/schema';
import { ConstructFinding } from '../app/findings';
import { readMetadata } from '../app/metadata';
import { judgeWorkload, checkWorkload } from '../constructs/private/workload-check';
import { Manifest, WorkloadObject } from '../constructs/private/workload-object';
import { plainWorkload } from '../render/pod-rendering';

/** Options of a worker Job, next to its spec. */
export interface HkubeWorkerJobOptions {
  /**
   * The HKube cluster that the Job is for.
   *
   * @default - a cluster with HKube's own settings
   */
  readonly cluster?: HkubeClusterOptions;

  /**
   * Whether sidecars are native ones: init containers that restart when they end, and are stopped after the algorithm.
   * HKube's own are ordinary containers, which keep its pods running. Requires Kubernetes 1.29.
   *
   * @default false
   */
  readonly nativeSideCars?: boolean;

  /**
   * Metadata of the Job. Its labels and annotations are added to HKube's, over those of the same key.
   *
   * @default - named by the spec's name and a hash of the Job, where HKube uses five random characters
   */
  readonly metadata?: ApiObjectMetadata;
}

/** An HKube algorithm, as HKube runs it. */
export interface HkubeWorkerJobProps extends HkubeWorkerJobOptions {
  /**
   * HKube's algorithm spec, as its API accepts it or as its server stores it. The latter may be of a kind that only the
   * server writes, such as `gateway`.
   *
   * @see https://hkube.org/learn/algorithms/
   */
  readonly spec: HkubeAlgorithmSpec;
}

const PROPS = optionsType<HkubeWorkerJobProps>('HkubeWorkerJobProps', {
  spec: anything,
  cluster: anything,
  nativeSideCars: flag,
  metadata: anything,
});

/**
 * The Job that HKube's task-executor creates for an algorithm: HKube's worker, the algorithm (`algorunner`) and the
 * sidecars, with everything that HKube adds to them. Review it, check it against policies, or apply it next to HKube.
 *
 * It equals HKube's Job field by field, except where Kubernetes would refuse HKube's own, or where that would lose
 * something from the spec. docs/hkube-defects.md lists those places.
 *
 * At synth it is an error if the spec or the cluster options are wrong, if a name is HKube's own, or if the API server
 * would refuse the Job. The manifest is a plain `ApiObject`: `ApiObject.of(job).addJsonPatch(…)` can change any field.
 *
 * @see https://github.com/kube-HPC/hkube
 */
export class HkubeWorkerJob extends Construct {
  /**
   * Reads the spec from a file: YAML if its name ends in `.yaml` or `.yml` (read as kubectl reads it), else JSON. A
   * file that can't be read, or does not contain an object, is reported at synth.
   *
   * @param scope a chart, or a construct in one
   * @param id the construct's id
   * @param path path of the file, from the working directory
   * @param options the options, next to the spec
   */
  public static fromFile(
    scope: Construct,
    id: string,
    path: string,
    options: HkubeWorkerJobOptions = {},
  ): HkubeWorkerJob {
    const file = readSpecFile(path);
    const job = new HkubeWorkerJob(scope, id, withSpec(options, file));
    job.file = file;
    return job;
  }

  /** The Job. */
  public readonly apiObject: ApiObject;

  private readonly spec: ReadSpec;
  private readonly cluster: ClusterOptions;
  private readonly specFindings: readonly Finding[];
  private readonly clusterFindings: readonly Finding[];
  private readonly propFindings: readonly Finding[];
  private file?: SpecFile;

  /**
   * @param scope a chart, or a construct in one
   * @param id the construct's id
   * @param props the spec and the options
   */
  constructor(scope: Construct, id: string, props: HkubeWorkerJobProps) {
    super(scope, id);
    const { options, findings } = decodeOptions(props, PROPS);
    const { spec, cluster, nativeSideCars } = options;
    const { metadata, findings: ofMetadata } = readMetadata(options.metadata);
    const [ofSpec, ofCluster] = [new Validation(NEWEST_MINOR), new Validation(NEWEST_MINOR)];
    this.spec = internalForm(readSpec(spec, ofSpec, { serverKinds: true }));
    checkIsBuilt(this.spec, ofSpec);
    this.cluster = readClusterOptions(cluster ?? {}, ofCluster, 'cluster');
    this.specFindings = ofSpec.findings;
    this.clusterFindings = ofCluster.findings;
    this.propFindings = [...ofMetadata, ...findings];

    const render = () => workerJob(this.spec, this.cluster, { nativeSideCars, suffix: ANY_SUFFIX });
    const { apiVersion, kind, metadata: own } = render();
    const object = new WorkloadObject(this, 'Resource', {
      apiVersion,
      kind,
      metadata: {
        ...metadata,
        name: metadata.name ?? (metadata.generateName === undefined ? (this.spec.name ?? id) : undefined),
        labels: { ...own.labels, ...metadata.labels },
        annotations: { ...own.annotations, ...metadata.annotations },
      },
      hashLength: metadata.name === undefined ? HASH_LENGTH : undefined,
      render: () => plainWorkload(render().spec),
    });
    this.apiObject = object;
    this.node.defaultChild = object;
    checkWorkload(this, object, (manifest) => this.judge(manifest));
  }

  private judge(manifest: Manifest): ConstructFinding[] {
    const v = new Validation(NEWEST_MINOR);
    checkWorkerJob(this.spec, this.cluster, v);
    const ofSpec = [...this.specFindings, ...v.findings, ...defectWarnings(this.spec, this.cluster, v)];
    const findings = [...findingsOf(this.file, ofSpec), ...this.clusterFindings, ...this.propFindings];
    const input = findings.map((finding) => ({ construct: this, finding }));
    // Without a readable spec there is no Job to check.
    if (input.some(({ finding }) => finding.rule === 'HKUBE-FILE')) return input;
    const isEcho = echoOf(ofSpec);
    const judged = judgeWorkload(this, manifest, 'spec.template').filter(
      ({ finding }) =>
        !isOfHkube(finding, manifest.object, this.spec) && !isEcho(atFieldOfSpec(finding, manifest.object, this.spec)),
    );
    return [...input, ...judged];
  }
}
