import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { readCapacity } from './capacity';
import { ContainerBase, ContainerProps, dependOnSources } from './container';
import { AlgorithmDefaults, AlgorithmDefaultsProps, defaultsGeneration, defaultsOf } from './defaults';
import { Finding } from './findings';
import type { HkubeClusterOptions } from './hkube/cluster-options';
import { KeptSpec, saveSpec, specOrError, writeAlgorithm, WrittenSpec } from './hkube/write-algorithm';
import { minorVersion } from './kubernetes-version';
import { PodProps, renderPod } from './pod';
import { PodModel } from './pod-model';
import { PodResources, podResourcesOf } from './pod-resources';
import { SideCar, SideCarProps } from './side-car';
import { FieldError } from './validation/field-error';
import { judgeWorkload, Verdict } from './verdict';
import { Workload } from './workload';
import { Manifest, RenderedWorkload, WorkloadObject } from './workload-object';

/** An algorithm: its main container, and what runs it. */
export interface AlgorithmProps extends ContainerProps {
  /**
   * What runs the algorithm's pods.
   *
   * @default Workload.job()
   */
  readonly workload?: Workload;

  /**
   * Metadata of the Job, CronJob or Deployment.
   *
   * @default - named by the construct's id, without a hash; namespace and labels of the chart
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * The pod around the containers.
   *
   * @default - nothing but the containers
   */
  readonly pod?: PodProps;

  /**
   * Defaults for this algorithm and its sidecars.
   *
   * @default - those of the enclosing scope
   */
  readonly defaults?: AlgorithmDefaultsProps;
}

/** Label of the pods, with the name of the algorithm's object. */
const NAME_LABEL = 'app.kubernetes.io/name';

/**
 * An algorithm: a pod with a main container, sidecars beside it and volumes that they share, run by a Job (default), a
 * CronJob or a Deployment.
 *
 * The Algorithm is its main container: `mount()` and `addEnv()` configure it.
 *
 * All mistakes are reported together when the app is synthesized, each with the path of the construct, the path of the
 * field, the offending value and what to do: whatever the Kubernetes API server would refuse or drop, and what a
 * container runtime can't run.
 *
 * The manifest is a plain `ApiObject`: `ApiObject.of(algorithm).addJsonPatch(…)` changes anything, and loses nothing.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/
 */
export class Algorithm extends ContainerBase implements kplus.IPodSelector, kplus.INetworkPolicyPeer {
  /** The Job, CronJob or Deployment. */
  public readonly apiObject: ApiObject;

  private readonly workloadObject: WorkloadObject;
  private readonly pod: PodModel;
  private readonly podProps: PodProps;
  private readonly workload: Workload;
  private readonly selectorLabels: { readonly [key: string]: string };

  /**
   * @param scope a chart, or something inside it
   * @param id the construct's id, and the object's name unless `metadata` gives another
   * @param props the main container, and what runs it
   */
  constructor(scope: Construct, id: string, props: AlgorithmProps) {
    super(scope, id, props.name ?? 'algorunner', props);
    this.workload = props.workload ?? Workload.job();
    const podProps = this.podProps = props.pod ?? {};
    const name = props.metadata?.name ?? id;
    this.selectorLabels = { [NAME_LABEL]: podProps.labels?.[NAME_LABEL] ?? asLabelValue(name) };
    if (props.defaults) AlgorithmDefaults.set(this, props.defaults);

    this.workloadObject = new WorkloadObject(this, 'Resource', {
      apiVersion: this.workload.apiVersion,
      kind: this.workload.kind,
      metadata: { ...props.metadata, name: props.metadata?.name ?? (props.metadata?.generateName === undefined ? id : undefined) },
      render: () => this.renderWorkload(),
      stamp: () => `${this.pod.stamp} ${defaultsGeneration()}`,
    });
    this.apiObject = this.workloadObject;
    this.node.defaultChild = this.workloadObject;
    const verdict = new Verdict(this, this.workloadObject, (manifest) => this.judge(manifest));
    this.pod = new PodModel({
      construct: this,
      name: this.containerName,
      isNative: () => false,
      render: (context) => this._renderContainer(this.pod, 'algorithm', context),
    }, this.workloadObject, (construct) => verdict.errorsOf(construct));

    this._dependOnSources(this.pod);
    this.pod.dependOn(podProps.serviceAccount, ...(podProps.imagePullSecrets ?? []));
    for (const container of podProps.initContainers ?? []) dependOnSources(this.pod, container);
  }

  /**
   * Adds a sidecar.
   *
   * @param id the construct's id, and the container's name unless the props give another
   * @param props the container
   */
  public addSideCar(id: string, props: SideCarProps): SideCar {
    return new SideCar(this, id, props);
  }

  /**
   * What each of the algorithm's pods asks for as a whole, by the final manifest: effective requests and limits, by which the scheduler
   * finds a node and a quota is charged. The API server's defaults are counted in, with those of the limit range that
   * `AlgorithmDefaults` declares. A malformed quantity counts as none.
   *
   * @throws when the manifest can't be rendered: by a JSON patch that can't be applied, for instance
   */
  public get podResources(): PodResources {
    const spec = `${this.workload._templatePath}.spec`.split('.').reduce((value, key) => value?.[key], this.workloadObject.manifest().object);
    const { kubernetesVersion, capacity } = defaultsOf(this);
    return podResourcesOf(spec, minorVersion(kubernetesVersion), readCapacity(capacity).limitRange);
  }

  /**
   * Selects the algorithm's pods by their label `app.kubernetes.io/name`, for a Service, a NetworkPolicy and the like.
   */
  public toPodSelectorConfig(): kplus.PodSelectorConfig {
    const { namespace } = this.apiObject.metadata;
    return {
      labelSelector: kplus.LabelSelector.of({ labels: { ...this.selectorLabels } }),
      ...(namespace !== undefined && { namespaces: { names: [namespace] } }),
    };
  }

  /** The algorithm's pods as the peer of a NetworkPolicy. */
  public toNetworkPolicyPeerConfig(): kplus.NetworkPolicyPeerConfig {
    return { podSelector: this.toPodSelectorConfig() };
  }

  /** The algorithm's pods as the peer of a NetworkPolicy. */
  public toPodSelector(): kplus.IPodSelector | undefined {
    return this;
  }

  /**
   * The algorithm as a spec for HKube, as its API takes it: what was given, in HKube's terms. Defaults that HKube fills in itself are
   * left out. Of an `HkubeAlgorithm` the spec comes back, with what has changed since.
   *
   * The namespace and the labels of the chart are not part of it: HKube has a namespace of its own.
   *
   * @param cluster the HKube cluster that the spec is for: its default resources, and what its pods have anyway
   * @throws when there is something that HKube cannot express, or takes and loses: one error, which lists all of it, each with the
   * construct, the field and the reason
   * @see https://hkube.org/learn/algorithms/
   */
  public toHkubeSpec(cluster: HkubeClusterOptions = {}): any {
    return specOrError(this, this._writeHkubeSpec(cluster));
  }

  /**
   * Writes the spec for HKube to a file, as JSON. Call it beside `app.synth()`.
   *
   * @param file the file. By default it is `hkube/NAME.json` in the app's output directory, beside the manifests: in a folder of its
   * own, since `kubectl apply -f dist/` takes every JSON file that it finds in `dist`
   * @param cluster the HKube cluster that the spec is for
   * @returns the path of the file
   * @throws when there is something that HKube cannot express, as `toHkubeSpec()`; no file is written then
   */
  public writeHkubeSpec(file?: string, cluster: HkubeClusterOptions = {}): string {
    return saveSpec(this, this.toHkubeSpec(cluster), file);
  }

  /**
   * The spec for HKube, and all that keeps it from being written.
   * @internal
   */
  public _writeHkubeSpec(cluster: HkubeClusterOptions): WrittenSpec {
    const { object, rendered } = this.workloadObject.manifest();
    return writeAlgorithm({
      construct: this,
      model: this.pod,
      templatePath: this.workload._templatePath,
      rendered,
      final: object,
      filled: this.workloadObject.withSpec(() => this.renderWorkload().spec),
      given: this.workloadObject.withSpec(() => this.renderWorkload(false).spec),
      kept: this._keptSpec(),
    }, cluster);
  }

  /**
   * The same as long as the manifest is; undefined when it may differ each time.
   * @internal
   */
  public get _stamp(): string | undefined {
    this.workloadObject.manifest();
    return this.workloadObject.cacheStamp;
  }

  /**
   * The spec that the algorithm was read from, if it was read from one.
   * @internal
   */
  protected _keptSpec(): KeptSpec | undefined {
    return undefined;
  }

  /**
   * What is wrong with the input that the algorithm was made of, if it was made of any.
   * @internal
   */
  protected _inputProblems(): FieldError[] {
    return [];
  }

  /**
   * All findings, which nobody is told of.
   * @internal
   */
  public _findings(): Finding[] {
    return this.judge(this.workloadObject.manifest());
  }

  /**
   * @param fillIn whether defaults are filled in; else the workload has what was given
   */
  private renderWorkload(fillIn = true): RenderedWorkload {
    const pod = renderPod(this.pod, this.podProps, this.workload.kind, fillIn);
    const { labels, annotations } = this.podProps;
    const template = {
      metadata: { labels: { ...labels, ...(fillIn && this.selectorLabels) }, ...(annotations && { annotations: { ...annotations } }) },
      spec: pod.spec,
    };
    const { manifest, problems } = this.workload._render(template, { ...this.selectorLabels });
    return { spec: manifest, pod, problems: problems.map((problem) => ({ ...problem, path: `spec.${problem.path}` })) };
  }

  private judge(manifest: Manifest): Finding[] {
    const input = this._inputProblems().map((error) => ({ construct: this, error }));
    // Without a readable input there is no pod to judge.
    if (input.some(({ error }) => error.rule === 'HKUBE-FILE')) return input;
    return [...input, ...judgeWorkload(this, manifest, this.workload._templatePath)];
  }
}

/** A name cut to what a label value may hold. */
function asLabelValue(name: string): string {
  return name.slice(0, 63).replace(/[^A-Za-z0-9]+$/, '');
}
