import { ApiObject, ApiObjectMetadata, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { autoscalerProblems, scalingContainer } from './autoscaler';
import { readCapacity } from './capacity';
import { sharedClaims } from './claim-sharing';
import { ContainerBase, dependOnSources } from './container';
import { ContainerProps, MountOptions } from './container-props';
import { HASH_LENGTH, immutableContent } from './content-name';
import { AlgorithmDefaults, AlgorithmDefaultsProps, defaultsGeneration, defaultsOf } from './defaults';
import { assignFindings, Finding } from './findings';
import type { HkubeClusterOptions } from './hkube/cluster-options';
import { KeptSpec, saveSpec, specOrError, writeAlgorithm, WrittenSpec } from './hkube/write-algorithm';
import { referencesOfEnvValue } from './kplus';
import { minorVersion } from './kubernetes-version';
import { PodProps, renderPod } from './pod';
import { PodModel } from './pod-model';
import { PodResources, podResourcesOf } from './pod-resources';
import { securePod } from './pod-security';
import { addTo, enqueuePod, Queue, QueueTerms } from './queue';
import type { SharedVolume } from './shared-volume';
import { SideCar, SideCarProps } from './side-car';
import { FieldError } from './validation/field-error';
import { judgeWorkload, Verdict } from './verdict';
import { Workload } from './workload';
import { Manifest, RenderedWorkload, WorkloadObject } from './workload-object';

/** What runs an algorithm, and what is around its main container. */
export interface AlgorithmOptions {
  /**
   * What runs the algorithm's pods.
   *
   * @default Workload.job()
   */
  readonly workload?: Workload;

  /**
   * Metadata of the Job, CronJob or Deployment.
   *
   * @default - named by the construct's id, without a hash (an HkubeAlgorithm by its spec's name); namespace and labels of the chart
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

  /**
   * Whether the Job's name ends in a hash of everything that can't be changed of a Job: its pod template, `completions`,
   * `podFailurePolicy` and the like. What has changed is then applied as another Job, and runs; what has not stays the same Job, and
   * does not run again. The hash is the same on every machine and in every run. `kubectl apply` does not delete the Job of the old name:
   * see `Workload.job({ ttlSecondsAfterFinished })`, or `kubectl apply --prune`.
   *
   * For Jobs only: the template of a CronJob or a Deployment can be changed.
   *
   * @default false - a change of the template makes `kubectl apply` fail: "field is immutable"
   */
  readonly nameSuffixHash?: boolean;

  /**
   * The queue that the pods wait in until there is room for them, of Kueue or of the KAI scheduler.
   *
   * @default - none
   */
  readonly queue?: Queue;
}

/** An algorithm: its main container, and what runs it. */
export interface AlgorithmProps extends ContainerProps, AlgorithmOptions {
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
export class Algorithm extends ContainerBase implements kplus.IPodSelector, kplus.INetworkPolicyPeer, kplus.IScalable {
  /** The Job, CronJob or Deployment. */
  public readonly apiObject: ApiObject;

  /** Whether an autoscaler of cdk8s-plus has the algorithm's Deployment as its target. */
  public hasAutoscaler: boolean = false;

  private readonly workloadObject: WorkloadObject;
  private readonly pod: PodModel;
  private readonly podProps: PodProps;
  private readonly workload: Workload;
  private readonly selectorLabels: { readonly [key: string]: string };
  private readonly queue: QueueTerms;
  private readonly optionProblems: readonly FieldError[];

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
    this.queue = props.queue?._terms ?? {};
    const metadata: any = { ...props.metadata, ...props.metadata?.labels && { labels: { ...props.metadata.labels } } };
    this.optionProblems = [
      ...this.queue.problems ?? [],
      // The Jobs of a CronJob queue, not itself.
      ...this.workload.kind === 'CronJob' ? [] : addTo(metadata, 'labels', this.queue.labels, 'metadata'),
      ...props.nameSuffixHash ? nameHashProblems(this.workload.kind, props.metadata) : [],
    ];
    this.selectorLabels = { [NAME_LABEL]: podProps.labels?.[NAME_LABEL] ?? asLabelValue(name) };
    if (props.defaults) AlgorithmDefaults.set(this, props.defaults);

    this.workloadObject = new WorkloadObject(this, 'Resource', {
      apiVersion: this.workload.apiVersion,
      kind: this.workload.kind,
      metadata: { ...metadata, name: metadata.name ?? (metadata.generateName === undefined ? id : undefined) },
      hashLength: props.nameSuffixHash ? HASH_LENGTH : undefined,
      contentOf: immutableContent,
      render: () => this.renderWorkload(),
      stamp: () => `${this.pod.stamp} ${defaultsGeneration()}`,
    });
    this.apiObject = this.workloadObject;
    this.node.defaultChild = this.workloadObject;
    const verdict = new Verdict(this, this.workloadObject, (manifest) => this.judge(manifest));
    this.pod = new PodModel({
      construct: this,
      name: this.containerName,
      dependencies: this._dependencies,
      gpu: props.gpu,
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
   * Sets an environment variable in all containers: the main one, sidecars and init containers, those that are declared later as well. A
   * container's own variable of the same name stays.
   *
   * @param name name of the variable
   * @param value a plain value, or cdk8s-plus' `EnvValue`
   */
  public addEnvToAll(name: string, value: string | kplus.EnvValue): void {
    const { env } = this.pod.common;
    const known = env.find(([key]) => key === name);
    if (known) known[1] = value;
    else env.push([name, value]);
    this.pod.touch();
    this.pod.dependOnReferences(referencesOfEnvValue(value));
  }

  /**
   * Mounts a volume in all containers: the main one, sidecars and init containers, those that are declared later as well. What a container
   * itself mounts at the path stays.
   *
   * @param mountPath absolute path in the containers
   * @param volume a volume of the algorithm
   * @param options how to mount it
   */
  public mountToAll(mountPath: string, volume: SharedVolume, options: MountOptions = {}): void {
    this.pod.common.mounts.push({ volume, mountPath, options });
    this.pod.touch();
  }

  /**
   * Gives the pods a label, in place of one of the same key.
   *
   * Pods have the labels of the chart, those of `pod.labels`, and `app.kubernetes.io/name`.
   */
  public addPodLabel(key: string, value: string): void {
    this.pod.metadata.labels.set(key, value);
    this.pod.touch();
  }

  /** Gives the pods an annotation, in place of one of the same key. */
  public addPodAnnotation(key: string, value: string): void {
    this.pod.metadata.annotations.set(key, value);
    this.pod.touch();
  }

  /** Called by cdk8s-plus' `HorizontalPodAutoscaler`. */
  public markHasAutoscaler(): void {
    this.hasAutoscaler = true;
    this.pod.touch();
  }

  /**
   * The algorithm's Deployment as the target of cdk8s-plus' `HorizontalPodAutoscaler`, which then decides how many pods there are: at
   * synth it is an error to give `replicas` as well, or to scale what is no Deployment.
   */
  public toScalingTarget(): kplus.ScalingTarget {
    const { kind, apiVersion, name } = this.apiObject;
    return { kind, apiVersion, name, containers: this.renderWorkload().pod.spec.containers.map(scalingContainer) };
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
    const given = renderPod(this.pod, this.podProps, this.workload.kind, fillIn);
    const pod = fillIn ? securePod(given, (part = this) => defaultsOf(part)) : given;
    const { labels, annotations } = this.podProps;
    const added = this.pod.metadata;
    const template = {
      metadata: {
        labels: { ...(fillIn && Chart.of(this).labels), ...labels, ...Object.fromEntries(added.labels), ...(fillIn && this.selectorLabels) },
        ...((annotations || added.annotations.size > 0) && { annotations: { ...annotations, ...Object.fromEntries(added.annotations) } }),
      },
      spec: pod.spec,
    };
    const inQueue = enqueuePod(this.queue, template).map((problem) => ({ ...problem, path: `${this.workload._templatePath}.${problem.path}` }));
    const { manifest, problems } = this.workload._render(template, { ...this.selectorLabels });
    if (this.queue.labels && this.workload.kind === 'CronJob') {
      manifest.jobTemplate.metadata ??= {};
      inQueue.push(...addTo(manifest.jobTemplate.metadata, 'labels', this.queue.labels, 'spec.jobTemplate.metadata'));
    }
    return { spec: manifest, pod, problems: [...problems.map((problem) => ({ ...problem, path: `spec.${problem.path}` })), ...inQueue] };
  }

  private judge(manifest: Manifest): Finding[] {
    const input = this._inputProblems().map((error) => ({ construct: this, error }));
    // Without a readable input there is no pod to judge.
    if (input.some(({ error }) => error.rule === 'HKUBE-FILE')) return input;
    const own = [...this.optionProblems, ...this.hasAutoscaler ? autoscalerProblems(manifest.object) : []];
    const path = this.workload._templatePath;
    const claims = sharedClaims(this.pod, manifest.object, `${path}.spec`, this.hasAutoscaler);
    return [
      ...input,
      ...own.map((error) => ({ construct: this, error })),
      ...judgeWorkload(this, manifest, path),
      ...assignFindings(claims, this, manifest.rendered.pod, manifest.object, path),
    ];
  }
}

/** What keeps a workload from having a hash in its name. */
function nameHashProblems(kind: string, metadata: ApiObjectMetadata = {}): FieldError[] {
  const problem = (detail: string): FieldError => (
    { rule: 'HKUBE-NAME-HASH', severity: 'error', type: 'Forbidden', path: 'metadata.name', detail, hint: 'Leave nameSuffixHash out' }
  );
  if (kind !== 'Job') return [problem(`a ${kind} can be changed, and under another name the old one would go on`)];
  return metadata.name === undefined && metadata.generateName !== undefined ? [problem('generateName makes another name each time')] : [];
}

/** A name cut to what a label value may hold. */
function asLabelValue(name: string): string {
  return name.slice(0, 63).replace(/[^A-Za-z0-9]+$/, '');
}
