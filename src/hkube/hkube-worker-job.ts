import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { ClusterOptions, HkubeClusterOptions, readClusterOptions } from './cluster-options';
import { checkIsBuilt } from './plain-pod';
import { HkubeSpec, readSpec } from './read-spec';
import { findingsOf, readSpecFile, SpecFile, withSpec } from './spec-file';
import { checkWorkerJob } from './worker-checks';
import { HASH_LENGTH, internalForm, workerJob } from './worker-job';
import { Finding, Validation } from '../apimachinery/finding';
import { optionFindings, Options, optionsOf } from '../apimachinery/options';
import { NEWEST_MINOR } from '../apimachinery/schema';
import { ConstructFinding } from '../app/findings';
import { readMetadata } from '../app/metadata';
import { judgeWorkload, WorkloadCheck } from '../constructs/workload-check';
import { Manifest, WorkloadObject } from '../constructs/workload-object';
import { plainWorkload } from '../render/pod-rendering';

/** What is said about a worker Job beside the spec. */
export interface HkubeWorkerJobOptions {
  /**
   * The HKube cluster that the Job is for.
   *
   * @default - a cluster with HKube's own settings
   */
  readonly cluster?: HkubeClusterOptions;

  /**
   * Whether sidecars are native ones: init containers that are started again when they end, and are stopped after the algorithm.
   * HKube's own are ordinary containers, which keep its pods alive. Kubernetes 1.29 and newer.
   *
   * @default false
   */
  readonly nativeSideCars?: boolean;

  /**
   * Metadata of the Job. Its labels and annotations are added to HKube's, over those of the same key.
   *
   * @default - named by the spec's name and a hash of the Job, as HKube takes five random characters
   */
  readonly metadata?: ApiObjectMetadata;
}

/** An HKube algorithm, as HKube runs it. */
export interface HkubeWorkerJobProps extends HkubeWorkerJobOptions {
  /**
   * HKube's algorithm spec, as its API takes it, or as its server keeps it: then also of a kind that only the server writes, such as
   * `gateway`.
   *
   * @see https://hkube.org/learn/algorithms/
   */
  readonly spec: any;
}

const PROPS: Options<HkubeWorkerJobProps> = { spec: 'any', cluster: 'any', nativeSideCars: 'boolean', metadata: 'any' };

/**
 * The Job that HKube's task-executor creates for an algorithm: HKube's worker, the algorithm (`algorunner`) and the sidecars, with all
 * that HKube gives them. To be reviewed, held against policies, or applied beside HKube.
 *
 * It is HKube's Job field by field, except where HKube's own would be refused by Kubernetes or lose what the spec says;
 * docs/hkube-defects.md names those places.
 *
 * At synth it is an error when the spec or the cluster options are wrong, when a name is HKube's own, and when the API server would
 * refuse the Job. The manifest is a plain `ApiObject`: `ApiObject.of(job).addJsonPatch(…)` changes anything, and loses nothing.
 *
 * @see https://github.com/kube-HPC/hkube
 */
export class HkubeWorkerJob extends Construct {
  /**
   * Reads the spec from a file: YAML if its name ends in `.yaml` or `.yml` (read as kubectl reads it), else JSON. A file that can't be
   * read, or holds no object, is reported at synth.
   *
   * @param scope a chart, or something inside it
   * @param id the construct's id
   * @param path path of the file, from the working directory
   * @param options what is said beside the spec
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

  private readonly spec: HkubeSpec;
  private readonly cluster: ClusterOptions;
  private readonly specFindings: readonly Finding[];
  private readonly clusterFindings: readonly Finding[];
  private readonly unknownProps: readonly Finding[];
  private file?: SpecFile;

  /**
   * @param scope a chart, or something inside it
   * @param id the construct's id
   * @param props the spec, and what is said beside it
   */
  constructor(scope: Construct, id: string, props: HkubeWorkerJobProps) {
    super(scope, id);
    const { spec, cluster, metadata: anyMetadata, nativeSideCars } = optionsOf(props);
    const { metadata, findings } = readMetadata(anyMetadata);
    const [ofSpec, ofCluster] = [new Validation(NEWEST_MINOR), new Validation(NEWEST_MINOR)];
    this.spec = internalForm(readSpec(spec, ofSpec, { serverKinds: true }));
    checkIsBuilt(this.spec, ofSpec);
    this.cluster = readClusterOptions(cluster ?? {}, ofCluster, 'cluster');
    this.specFindings = ofSpec.findings;
    this.clusterFindings = ofCluster.findings;
    this.unknownProps = [...findings, ...optionFindings(props, PROPS, 'HKUBE-FIELDS')];

    const render = () => workerJob(this.spec, this.cluster, { nativeSideCars });
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
    new WorkloadCheck(this, object, (manifest) => this.judge(manifest));
  }

  private judge(manifest: Manifest): ConstructFinding[] {
    const v = new Validation(NEWEST_MINOR);
    checkWorkerJob(this.spec, this.cluster, v);
    const findings = [
      ...findingsOf(this.file, [...this.specFindings, ...v.findings]),
      ...this.clusterFindings,
      ...this.unknownProps,
    ];
    const input = findings.map((finding) => ({ construct: this, finding }));
    // Without a readable spec there is no Job to judge.
    if (input.some(({ finding }) => finding.rule === 'HKUBE-FILE')) return input;
    return [...input, ...judgeWorkload(this, manifest, 'spec.template')];
  }
}
