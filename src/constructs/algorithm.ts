import { ApiObject, ApiObjectMetadata, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct, IConstruct } from 'constructs';
import { AlgorithmOptions } from './algorithm-options';
import { ContainerBase } from './container-base';
import { ContainerBaseProps, VolumeMountOptions } from './container-props';
import { AlgorithmPodMetadata } from './pod-metadata';
import { PodResourceClaim } from './pod-props';
import type { EnvVarSource, KubeHostAlias, Toleration, TopologySpreadConstraint } from './pod-types.generated';
import { autoscalerFindings, scalingContainer } from './private/autoscaler';
import { mountedClaims, sharedClaims } from './private/claim-sharing';
import { headlessService, needsHeadlessService } from './private/headless-service';
import { PodDeclaration } from './private/pod-declaration';
import { assignFindings, podMetadataFindings } from './private/pod-findings';
import { DeclaredAlgorithm, readAlgorithm } from './private/read-algorithm';
import { dependOnSources, readContainer, readMount, setVariable } from './private/read-container';
import { dependOnPodSources, readPullSecret } from './private/read-pod';
import type { Renderings } from './private/renderings';
import { judgeWorkload, checkWorkload } from './private/workload-check';
import { Manifest, WorkloadObject } from './private/workload-object';
import type { SharedVolume } from './shared-volume';
import { SideCar, SideCarProps } from './side-car';
import type { AlgorithmWorkload } from './workload';
import { Finding, finding } from '../apimachinery/finding';
import { minorVersion } from '../apimachinery/version';
import { referencesOfEnvValue } from '../app/cdk8s-plus';
import { configContent } from '../app/config-content';
import { HASH_LENGTH, immutableContent } from '../app/content-name';
import type { ConstructFinding } from '../app/findings';
import { AlgorithmSettings, settingsOf } from '../app/settings';
import { brokenOrder } from '../render/container-order';
import { NAME_LABEL, selectorLabels } from '../render/name-label';
import type { Owner } from '../render/owner';
import type { WorkloadRendering } from '../render/pod-rendering';
import { addTo, sharedGpuFindings, suspendFindings } from '../render/queue-terms';
import { renderWorkload } from '../render/render-workload';
import { fieldAt, under } from '../text/json-value';
import { readCapacity } from '../validation/admission/capacity';
import { PodResources, podResourcesOf } from '../validation/admission/pod-resources';

/** An algorithm: its main container, and how it runs. */
export interface AlgorithmProps extends ContainerBaseProps, AlgorithmOptions {}

/**
 * An algorithm: a pod with a main container, sidecars, and volumes that they share. A Job (default) or another workload
 * runs it.
 *
 * The Algorithm is its main container: `mount()` and `addEnv()` configure it.
 *
 * All mistakes are reported together when the app is synthesized, each with the path of the construct, the path of the
 * field, the wrong value and what to do. These are the errors that the Kubernetes API server would report, fields that
 * it would drop, and pods that a container runtime can't run.
 *
 * The manifest is a plain `ApiObject`: `ApiObject.of(algorithm).addJsonPatch(…)` can change any field, and loses
 * nothing.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/
 */
export class Algorithm extends ContainerBase implements kplus.IPodSelector, kplus.INetworkPolicyPeer, kplus.IScalable {
  /** The object that runs the pods, such as the Job. */
  public readonly apiObject: ApiObject;

  /** Whether a `HorizontalPodAutoscaler` of cdk8s-plus scales the algorithm. */
  public hasAutoscaler: boolean = false;

  private readonly workloadObject: WorkloadObject;
  private readonly service?: ApiObject;
  private readonly pod: PodDeclaration;
  /** @internal */
  protected readonly _declared: DeclaredAlgorithm;
  private readonly selectorLabels: { readonly [key: string]: string };
  private readonly optionFindings: readonly Finding[];
  private isSelected = false;

  /**
   * @param scope a chart, or a construct in one
   * @param id the construct's id, and the object's name unless `metadata` sets another
   * @param props the main container, and how it runs
   */
  constructor(scope: Construct, id: string, props: AlgorithmProps) {
    super(scope, id);
    const declared = (this._declared = this._read(props));
    const { workload, metadata, pod, queue, settings } = declared;
    this._part = declared.main;
    const labels: { labels?: { [key: string]: string } } = metadata.labels ? { labels: { ...metadata.labels } } : {};
    this.optionFindings = [
      ...declared.findings,
      // The Jobs of a CronJob queue, not the CronJob itself.
      ...(workload.kind === 'CronJob' ? [] : addTo(labels, 'labels', queue?._terms.labels, 'metadata')),
    ];
    const ofPod = workload.kind === 'Pod' ? { ...metadata.labels, ...pod.labels } : pod.labels;
    this.selectorLabels = selectorLabels(ofPod, metadata.name ?? id);
    if (settings != null) AlgorithmSettings.of(this).set(settings);

    const name = metadata.name ?? (hasGeneratedName(metadata) ? undefined : id);
    this.workloadObject = new WorkloadObject(this, 'Resource', {
      apiVersion: workload.apiVersion,
      kind: workload.kind,
      metadata: { ...metadata, ...labels, name },
      hashLength: declared.nameSuffixHash ? HASH_LENGTH : undefined,
      contentOf: (object) => this.hashedContent(object, declared.nameSuffixHashConfig),
      isVolatile: declared.nameSuffixHashConfig,
      render: () => this.render(),
      version: () => this.pod.version,
      claimsOf: (object) => this.claimsOf(object),
    });
    this.apiObject = this.workloadObject;
    this.node.defaultChild = this.workloadObject;
    checkWorkload(this, this.workloadObject, (manifest) => this.judge(manifest));
    if (name !== undefined && needsHeadlessService(workload._parts)) {
      this.service = headlessService(this, this.workloadObject, this.selectorLabels, () => this.render().pod.spec);
    }
    this.pod = new PodDeclaration(this, declared.main, pod, this.workloadObject);

    this._dependOnSources(props);
  }

  /**
   * What the props declare.
   * @internal
   */
  protected _read(props: AlgorithmProps): DeclaredAlgorithm {
    return readAlgorithm(props, this);
  }

  /** @internal */
  protected _dependOnSources(props: AlgorithmProps): void {
    dependOnSources(this.pod, props);
    dependOnPodSources(this.pod, props?.pod);
  }

  /**
   * Adds a sidecar.
   *
   * @param id the construct's id, and the container's name unless the props set another
   * @param props the container
   */
  public addSideCar(id: string, props: SideCarProps): SideCar {
    return new SideCar(this, id, props);
  }

  /**
   * Sets an environment variable in all containers: the main one, sidecars and init containers, also those that are
   * declared later. A container's own variable of the same name stays.
   *
   * @param name name of the variable
   * @param value a plain value, cdk8s-plus' `EnvValue`, or `valueFrom` as in the Kubernetes API
   */
  public addEnvToAll(name: string, value: string | kplus.EnvValue | EnvVarSource): void {
    setVariable(this.pod.common.env, name, value);
    this.pod.touch();
    this.pod.dependOnReferences(referencesOfEnvValue(value));
  }

  /**
   * Mounts a volume in all containers: the main one, sidecars and init containers, also those that are declared later.
   * A container's own mount at the same path stays.
   *
   * @param mountPath absolute path in the containers
   * @param volume a volume of the algorithm
   * @param options how to mount it
   */
  public mountInAll(mountPath: string, volume: SharedVolume, options: VolumeMountOptions = {}): void {
    this.pod.common.mounts.push(readMount(volume, mountPath, options, this.pod));
    this.pod.touch();
  }

  /**
   * Adds an init container. It runs after the init containers that were added before, and must end before the sidecars
   * and the main container start.
   *
   * @param container the container; it needs a `name`
   */
  public addInitContainer(container: ContainerBaseProps): void {
    this.pod.addInitContainer(readContainer(container));
    dependOnSources(this.pod, container);
  }

  /** Adds a taint that the pods tolerate, after those of `pod.tolerations`. */
  public addToleration(toleration: Toleration): void {
    this.pod.addToList('tolerations', toleration);
  }

  /** Adds a rule of how pods are spread over zones and nodes, after those of `pod.topologySpreadConstraints`. */
  public addTopologySpreadConstraint(constraint: TopologySpreadConstraint): void {
    this.pod.addToList('topologySpreadConstraints', constraint);
  }

  /** Adds a line to /etc/hosts, after those of `pod.hostAliases`. */
  public addHostAlias(alias: KubeHostAlias): void {
    this.pod.addToList('hostAliases', alias);
  }

  /** Adds a claim of devices, after those of `pod.resourceClaims` (Kubernetes 1.34 and newer). */
  public addResourceClaim(claim: PodResourceClaim): void {
    this.pod.addToList('resourceClaims', claim);
  }

  /**
   * Adds a Secret to pull images with, after those of `pod.imagePullSecrets`.
   *
   * @param secret a Secret of cdk8s-plus, or the name of an existing one
   */
  public addImagePullSecret(secret: kplus.ISecret | string): void {
    const { reference, findings } = readPullSecret(secret);
    this.pod.addToList('imagePullSecrets', reference, findings);
    this.pod.dependOn(secret);
  }

  /** Labels and annotations of the pods. */
  public get podMetadata(): AlgorithmPodMetadata {
    return AlgorithmPodMetadata._of(this.pod);
  }

  /** A copy of the list of sidecars, in order of declaration. */
  public get sideCars(): SideCar[] {
    return this.pod.sideCarConstructs as SideCar[];
  }

  /** A copy of the list of volumes, in order of declaration. */
  public get volumes(): SharedVolume[] {
    return this.pod.volumes.map(({ construct }) => construct as SharedVolume);
  }

  /** What runs the pods. */
  public get workload(): AlgorithmWorkload {
    return this._declared.workload;
  }

  /** Called by cdk8s-plus' `HorizontalPodAutoscaler`. */
  public markHasAutoscaler(): void {
    this.hasAutoscaler = true;
    this.pod.touch();
  }

  /**
   * The algorithm's Deployment or StatefulSet as the target of cdk8s-plus' `HorizontalPodAutoscaler`, which then
   * decides the number of pods. At synth it is an error to set `replicas` too, or to scale another workload.
   */
  public toScalingTarget(): kplus.ScalingTarget {
    const { kind, apiVersion, name } = this.apiObject;
    return { kind, apiVersion, name, containers: this.render().pod.spec.containers.map(scalingContainer) };
  }

  /**
   * Name of the object that runs the pods, as it is printed: with its hash, if it has one (`nameSuffixHash`).
   * `apiObject.name` is the name without the hash.
   *
   * @throws when the manifest can't be rendered, for instance because a JSON patch can't be applied
   */
  public get printedName(): string {
    return this.workloadObject.printed.metadata?.name;
  }

  /**
   * What one pod of the algorithm requests as a whole, from the final manifest: the effective requests and limits,
   * which the scheduler and quotas use. They include the API server's defaults, and those of the limit range that
   * `AlgorithmSettings` declares. Malformed quantities are ignored.
   *
   * @throws when the manifest can't be rendered, for instance because a JSON patch can't be applied
   */
  public get podResources(): PodResources {
    const spec = fieldAt(this.workloadObject.printed, under(this._declared.workload._parts.templatePath, 'spec'));
    const { kubernetesVersion, capacity } = settingsOf(this);
    return podResourcesOf(spec, minorVersion(kubernetesVersion), readCapacity(capacity).limitRange);
  }

  /** Selects the algorithm's pods by their label `app.kubernetes.io/name`, for a Service or a NetworkPolicy. */
  public toPodSelectorConfig(): kplus.PodSelectorConfig {
    const { namespace } = this.apiObject.metadata;
    if (!this.isSelected) {
      this.isSelected = true;
      // With `defaults: false` the pods have the label from now on.
      if (settingsOf(this).defaults === false) this.pod.touch();
    }
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
   * The manifest as it is printed, without patches, and without patches and defaults.
   * @internal
   */
  public _renderings(): Renderings {
    const { object, rendered } = this.workloadObject.manifest();
    return {
      parts: this.pod.parts,
      owner: this,
      templatePath: this._declared.workload._parts.templatePath,
      rendering: rendered,
      patched: object,
      filled: this.workloadObject.withSpec(() => this.render().spec),
      given: this.workloadObject.withSpec(() => this.render(false).spec),
    };
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
   * Findings about the input that the algorithm was read from, if there is one.
   * @internal
   */
  protected _inputFindings(): Finding[] {
    return [];
  }

  /**
   * Tells which findings about the manifest repeat one about the input.
   * @internal
   */
  protected _echoes(_manifest: object): (found: Finding) => boolean {
    return () => false;
  }

  /**
   * Returns all findings without reporting them.
   * @internal
   */
  public _findings(): ConstructFinding[] {
    return this.judge(this.workloadObject.manifest());
  }

  /** @param fillIn whether defaults are filled in; else the workload has only what was declared */
  private render(fillIn = true): WorkloadRendering {
    const { workload, queue } = this._declared;
    const parts = {
      workload: workload._parts,
      pod: this.pod.parts,
      selectorLabels: this.selectorLabels,
      isSelectedByOthers: this.isSelected,
      queue: queue?._terms,
      serviceName: this.service?.name,
    };
    const around = {
      settingsOf: (part: Owner = this) => settingsOf(part as IConstruct),
      // A Pod gets them from cdk8s, like every object.
      chartLabels: workload.kind === 'Pod' ? {} : Chart.of(this).labels,
    };
    return renderWorkload(parts, around, fillIn);
  }

  /** What the hash in the name covers. The same as without configuration if the app has none that the pods read. */
  private hashedContent(object: any, withConfig: boolean): unknown {
    const config = withConfig ? configContent(this.node.root, object) : [];
    return config.length > 0 ? [immutableContent(object), config] : immutableContent(object);
  }

  private claimsOf(object: any): ApiObject[] {
    const path = under(this._declared.workload._parts.templatePath, 'spec');
    return mountedClaims(this.pod, object, path).map(({ claim }) => claim);
  }

  private judge(manifest: Manifest): ConstructFinding[] {
    const input = this._inputFindings().map((found) => ({ construct: this, finding: found }));
    // Without a readable input there is no pod to judge.
    if (input.some((found) => found.finding.rule === 'HKUBE-FILE')) return input;
    const path = this._declared.workload._parts.templatePath;
    const specPath = under(path, 'spec');
    const terms = this._declared.queue?._terms ?? {};
    const own = [
      ...this.optionFindings,
      ...(this.hasAutoscaler ? autoscalerFindings(manifest.object) : []),
      ...(terms.podAnnotations ? sharedGpuFindings(manifest.object, specPath) : []),
      ...(terms.labels ? suspendFindings(manifest.object) : []),
      ...brokenOrder(manifest.rendered.pod.order ?? [], manifest.object, specPath),
      ...podMetadataFindings(this.apiObject, manifest.rendered.podMetadata),
      ...(this.pod.hasAddedLabel(NAME_LABEL) ? [nameLabelFinding(path)] : []),
    ];
    const claims = sharedClaims(this.pod, manifest.object, specPath, this.hasAutoscaler);
    const isEcho = this._echoes(manifest.object);
    return [
      ...input,
      ...own.map((found) => ({ construct: this, finding: found })),
      ...judgeWorkload(this, manifest, path, own).filter((found) => !isEcho(found.finding)),
      ...assignFindings(claims, this, manifest.rendered.pod, manifest.object, path),
    ];
  }
}

const nameLabelFinding = (templatePath: string): Finding => {
  const path = under(templatePath, `metadata.labels[${NAME_LABEL}]`);
  const detail = "the pods are selected by this label, which can't be changed later";
  return finding('HKUBE-NAME-LABEL', path, 'Forbidden', detail, { hint: 'Set it in pod.labels' });
};

/** Whether the API server generates the name. */
const hasGeneratedName = (metadata: ApiObjectMetadata) =>
  (metadata as { generateName?: string }).generateName !== undefined;
