import { ApiObject, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { AlgorithmOptions, algorithmFindings, isWorkload } from './algorithm-options';
import { autoscalerFindings, scalingContainer } from './autoscaler';
import { ContainerBase, dependOnSources, setEnv } from './container-base';
import { ContainerProps, MountOptions } from './container-props';
import { addTo, enqueuePod, QueueTerms, sharedGpuFindings, suspendFindings } from './queue';
import type { SharedVolume } from './shared-volume';
import { SideCar, SideCarProps } from './side-car';
import { Workload } from './workload';
import { judgeWorkload, WorkloadCheck } from './workload-check';
import { Manifest, WorkloadObject } from './workload-object';
import { referencesOfEnvValue } from '../apimachinery/cdk8s-plus';
import { Finding } from '../apimachinery/finding';
import { copyOf, isOptions, optionsOf, readable } from '../apimachinery/options';
import { plainValue } from '../apimachinery/to-api';
import { minorVersion } from '../apimachinery/version';
import { HASH_LENGTH, immutableContent } from '../app/content-name';
import { ConstructFinding } from '../app/findings';
import { readMetadata } from '../app/metadata';
import { AlgorithmDefaults, defaultsOf } from '../app/settings';
import type { HkubeClusterOptions } from '../hkube/cluster-options';
import { KeptSpec, saveSpec, specOrError, writeAlgorithm, WrittenSpec } from '../hkube/hkube-spec';
import { mountedClaims, sharedClaims } from '../render/claim-sharing';
import { brokenOrder } from '../render/container-order';
import { assignFindings } from '../render/pod-findings';
import { PodParts } from '../render/pod-parts';
import { WorkloadRendering } from '../render/pod-rendering';
import { PodProps, renderPod } from '../render/render-pod';
import { inside, notGiven } from '../render/rendering';
import { securePod } from '../render/secure-pod';
import { fieldAt, listOf } from '../text/json-value';
import { readCapacity } from '../validation/admission/capacity';
import { PodResources, podResourcesOf } from '../validation/admission/pod-resources';

/** An algorithm: its main container, and what runs it. */
export interface AlgorithmProps extends ContainerProps, AlgorithmOptions {}

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
  private readonly pod: PodParts;
  private readonly podProps: PodProps;
  private readonly workload: Workload;
  private readonly selectorLabels: { readonly [key: string]: string };
  private readonly queue: QueueTerms;
  private readonly optionFindings: readonly Finding[];

  /**
   * @param scope a chart, or something inside it
   * @param id the construct's id, and the object's name unless `metadata` gives another
   * @param props the main container, and what runs it
   */
  constructor(scope: Construct, id: string, props: AlgorithmProps) {
    const { workload, metadata: anyMetadata, pod, defaults, nameSuffixHash, queue, ...container } = optionsOf(props);
    super(scope, id, container.name ?? 'algorunner', isOptions(props) ? container : props);
    const { metadata: givenMetadata, findings } = readMetadata(anyMetadata);
    this.workload = isWorkload(workload) ? workload : Workload.job();
    const podProps = (this.podProps = readable(pod));
    const name = givenMetadata.name ?? id;
    this.queue = queue?._terms ?? {};
    const metadata: any = { ...givenMetadata, ...(givenMetadata.labels && { labels: { ...givenMetadata.labels } }) };
    this.optionFindings = [
      ...findings,
      ...algorithmFindings({ workload, metadata: givenMetadata, pod, nameSuffixHash, queue }),
      // The Jobs of a CronJob queue, not itself.
      ...(this.workload.kind === 'CronJob' ? [] : addTo(metadata, 'labels', this.queue.labels, 'metadata')),
    ];
    this.selectorLabels = { [NAME_LABEL]: podProps.labels?.[NAME_LABEL] ?? asLabelValue(name) };
    if (defaults != null) AlgorithmDefaults.set(this, defaults);

    this.workloadObject = new WorkloadObject(this, 'Resource', {
      apiVersion: this.workload.apiVersion,
      kind: this.workload.kind,
      metadata: { ...metadata, name: metadata.name ?? (metadata.generateName === undefined ? id : undefined) },
      hashLength: nameSuffixHash ? HASH_LENGTH : undefined,
      contentOf: immutableContent,
      render: () => this.renderWorkload(),
      version: () => this.pod.version,
      claimsOf: (object) => this.claimsOf(object),
    });
    this.apiObject = this.workloadObject;
    this.node.defaultChild = this.workloadObject;
    const check = new WorkloadCheck(this, this.workloadObject, (manifest) => this.judge(manifest));
    this.pod = new PodParts(
      {
        construct: this,
        name: this.containerName,
        dependencies: this._dependencies,
        gpu: container.gpu,
        render: (context) => this._renderContainer(this.pod, 'algorithm', context),
      },
      this.workloadObject,
      (construct) => check.errorsOf(construct),
    );

    this._dependOnSources(this.pod);
    this.pod.dependOn(podProps.serviceAccount, ...listOf(podProps.imagePullSecrets));
    for (const each of listOf(podProps.initContainers)) dependOnSources(this.pod, each ?? {});
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
    setEnv(this.pod.common.env, name, value);
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
    this.pod.common.mounts.push({ volume, mountPath, options: copyOf(options) ?? {} });
    this.pod.touch();
  }

  /**
   * Gives the pods a label, in place of one of the same key.
   *
   * Pods have the labels of the chart, those of `pod.labels`, and `app.kubernetes.io/name`, by which they are selected: that one can only be
   * given in `pod.labels`, and is an error at synth here.
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
   * Name of the Job, CronJob or Deployment as it is printed: with its hash, if it has one (`nameSuffixHash`). `apiObject.name` is without.
   *
   * @throws when the manifest can't be rendered: by a JSON patch that can't be applied, for instance
   */
  public get objectName(): string {
    return this.workloadObject.manifest().object.metadata?.name;
  }

  /**
   * What each of the algorithm's pods asks for as a whole, by the final manifest: effective requests and limits, by which the scheduler
   * finds a node and a quota is charged. The API server's defaults are counted in, with those of the limit range that
   * `AlgorithmDefaults` declares. A malformed quantity counts as none.
   *
   * @throws when the manifest can't be rendered: by a JSON patch that can't be applied, for instance
   */
  public get podResources(): PodResources {
    const spec = fieldAt(this.workloadObject.manifest().object, `${this.workload._templatePath}.spec`);
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
    return writeAlgorithm(
      {
        construct: this,
        model: this.pod,
        templatePath: this.workload._templatePath,
        rendered,
        final: object,
        filled: this.workloadObject.withSpec(() => this.renderWorkload().spec),
        given: this.workloadObject.withSpec(() => this.renderWorkload(false).spec),
        kept: this._keptSpec(),
      },
      cluster,
    );
  }

  /**
   * Whether the manifest stays the same until the pass changes; else it may differ each time.
   * @internal
   */
  public get _isKept(): boolean {
    this.workloadObject.manifest();
    return this.workloadObject.isKept;
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
  protected _inputFindings(): Finding[] {
    return [];
  }

  /**
   * All findings, which nobody is told of.
   * @internal
   */
  public _findings(): ConstructFinding[] {
    return this.judge(this.workloadObject.manifest());
  }

  /**
   * @param fillIn whether defaults are filled in; else the workload has what was given
   */
  private renderWorkload(fillIn = true): WorkloadRendering {
    const given = renderPod(this.pod, this.podProps, this.workload.kind, fillIn);
    const pod = fillIn ? securePod(given, (part = this) => defaultsOf(part)) : given;
    const { labels, annotations } = this.podProps;
    const added = this.pod.metadata;
    const metadata = {
      labels: {
        ...(fillIn && Chart.of(this).labels),
        ...readable(labels),
        ...Object.fromEntries(added.labels),
        ...(fillIn && this.selectorLabels),
      },
      ...((annotations || added.annotations.size > 0) && {
        annotations: { ...readable(annotations), ...Object.fromEntries(added.annotations) },
      }),
    };
    const template = { metadata: plainValue(metadata), spec: pod.spec };
    const ofMetadata = [...notGiven(labels, 'metadata.labels'), ...notGiven(annotations, 'metadata.annotations')];
    const inQueue = inside(this.workload._templatePath, [...ofMetadata, ...enqueuePod(this.queue, template)]);
    const { manifest, findings } = this.workload._render(template, { ...this.selectorLabels });
    if (this.queue.labels && this.workload.kind === 'CronJob') {
      manifest.jobTemplate.metadata ??= {};
      inQueue.push(...addTo(manifest.jobTemplate.metadata, 'labels', this.queue.labels, 'spec.jobTemplate.metadata'));
    }
    return { spec: manifest, pod, findings: [...inside('spec', findings), ...inQueue] };
  }

  private claimsOf(object: any): ApiObject[] {
    return mountedClaims(this.pod, object, `${this.workload._templatePath}.spec`).map(({ claim }) => claim);
  }

  private judge(manifest: Manifest): ConstructFinding[] {
    const input = this._inputFindings().map((finding) => ({ construct: this, finding }));
    // Without a readable input there is no pod to judge.
    if (input.some(({ finding }) => finding.rule === 'HKUBE-FILE')) return input;
    const path = this.workload._templatePath;
    const specPath = `${path}.spec`;
    const own = [
      ...this.optionFindings,
      ...(this.hasAutoscaler ? autoscalerFindings(manifest.object) : []),
      ...(this.queue.podAnnotations ? sharedGpuFindings(manifest.object, specPath) : []),
      ...(this.queue.labels ? suspendFindings(manifest.object) : []),
      ...brokenOrder(manifest.rendered.pod.order ?? [], manifest.object, specPath),
      ...(this.pod.metadata.labels.has(NAME_LABEL) ? [nameLabelFinding(path)] : []),
      ...withoutValue(this.pod.metadata, path),
    ];
    const claims = sharedClaims(this.pod, manifest.object, specPath, this.hasAutoscaler);
    return [
      ...input,
      ...own.map((finding) => ({ construct: this, finding })),
      ...judgeWorkload(this, manifest, path),
      ...assignFindings(claims, this, manifest.rendered.pod, manifest.object, path),
    ];
  }
}

const nameLabelFinding = (templatePath: string): Finding => ({
  rule: 'HKUBE-NAME-LABEL',
  severity: 'error',
  type: 'Forbidden',
  path: `${templatePath}.metadata.labels[${NAME_LABEL}]`,
  detail: "the pods are selected by this label, which can't be changed later",
  hint: 'Give it in pod.labels',
});

/** Labels and annotations that were added without a value: `process.env.TEAM`, where there is none. */
function withoutValue(
  added: { readonly [field: string]: ReadonlyMap<string, unknown> },
  templatePath: string,
): Finding[] {
  return Object.entries(added).flatMap(([field, members]) =>
    [...members]
      .filter(([, value]) => value == null)
      .map(([key]): Finding => ({
        rule: 'HKUBE-FIELDS',
        severity: 'error',
        type: 'Required value',
        path: `${templatePath}.metadata.${field}[${key}]`,
        detail: 'it has no value',
        hint: 'An empty one is ""',
      })),
  );
}

/** A name cut to what a label value may hold; what is no text is left for the rules to report. */
function asLabelValue(name: string): string {
  return typeof name === 'string' ? name.slice(0, 63).replace(/[^A-Za-z0-9]+$/, '') : name;
}
