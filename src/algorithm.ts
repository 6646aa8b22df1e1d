import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct, IConstruct } from 'constructs';
import { checkPodSpec } from './construct-rules';
import { ContainerBase, ContainerProps, dependOnSources } from './container';
import { AlgorithmDefaults, AlgorithmDefaultsProps, defaultsGeneration, defaultsOf } from './defaults';
import { assignFindings, Finding, reportFindings } from './findings';
import { minorVersion } from './kubernetes-version';
import { markSelfValidated } from './manifest-validator';
import { checkObjectName, duplicateOf } from './object-names';
import { PodProps, renderPod } from './pod';
import { PodModel } from './pod-model';
import { SideCar, SideCarProps } from './side-car';
import { FieldError, Validation } from './validation/field-error';
import { validateManifest } from './validation/validate';
import { warningsGeneration } from './warnings';
import { Workload } from './workload';
import { RenderedWorkload, WorkloadObject } from './workload-object';

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
  private readonly workload: Workload;
  private readonly selectorLabels: { readonly [key: string]: string };
  private verdict?: { readonly stamp: string | undefined; readonly errors: Map<IConstruct, string[]> };

  /**
   * @param scope a chart, or something inside it
   * @param id the construct's id, and the object's name unless `metadata` gives another
   * @param props the main container, and what runs it
   */
  constructor(scope: Construct, id: string, props: AlgorithmProps) {
    super(scope, id, props.name ?? 'algorunner', props);
    this.workload = props.workload ?? Workload.job();
    const podProps = props.pod ?? {};
    const name = props.metadata?.name ?? id;
    this.selectorLabels = { [NAME_LABEL]: podProps.labels?.[NAME_LABEL] ?? asLabelValue(name) };
    if (props.defaults) AlgorithmDefaults.set(this, props.defaults);

    this.workloadObject = new WorkloadObject(this, 'Resource', {
      apiVersion: this.workload.apiVersion,
      kind: this.workload.kind,
      metadata: { ...props.metadata, name: props.metadata?.name ?? (props.metadata?.generateName === undefined ? id : undefined) },
      render: () => this.renderWorkload(podProps),
      stamp: () => `${this.pod.stamp} ${defaultsGeneration()}`,
    });
    this.apiObject = this.workloadObject;
    this.node.defaultChild = this.workloadObject;
    this.pod = new PodModel({
      construct: this,
      name: this.containerName,
      isNative: () => false,
      render: (context) => this._renderContainer(this.pod, 'algorithm', context),
    }, this.workloadObject, (construct) => this.errorsOf(construct));

    this._dependOnSources(this.pod);
    this.pod.dependOn(podProps.serviceAccount, ...(podProps.imagePullSecrets ?? []));
    for (const container of podProps.initContainers ?? []) dependOnSources(this.pod, container);
    checkObjectName(this.workloadObject);
    markSelfValidated(this.workloadObject);
    this.node.addValidation({ validate: () => this.findErrors() });
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
    const { object, rendered } = this.workloadObject.manifest();
    return this.judge(object, rendered);
  }

  private renderWorkload(podProps: PodProps): RenderedWorkload {
    const pod = renderPod(this.pod, podProps, this.workload.kind);
    const { labels, annotations } = podProps;
    const template = {
      metadata: { labels: { ...labels, ...this.selectorLabels }, ...(annotations && { annotations: { ...annotations } }) },
      spec: pod.spec,
    };
    const { manifest, problems } = this.workload._render(template, { ...this.selectorLabels });
    return { spec: manifest, pod, problems: problems.map((problem) => ({ ...problem, path: `spec.${problem.path}` })) };
  }

  private findErrors(): string[] {
    const findings: Finding[] = [];
    let stamp: string | undefined;
    try {
      const manifest = this.workloadObject.manifest();
      stamp = this.workloadObject.cacheStamp;
      if (stamp !== undefined) stamp += ` ${warningsGeneration()}`;
      if (stamp === undefined || this.verdict?.stamp !== stamp) {
        findings.push(...this.judge(manifest.object, manifest.rendered));
        this.verdict = { stamp, errors: reportFindings(findings) };
      }
    } catch (e) {
      this.verdict = { stamp: undefined, errors: new Map([[this, [(e as Error).message]]]) };
    }
    const duplicate = duplicateOf(this.workloadObject);
    return [...this.errorsOf(this), ...(duplicate ? [duplicate] : [])];
  }

  private errorsOf(construct: IConstruct): string[] {
    return this.verdict?.errors.get(construct) ?? [];
  }

  private judge(manifest: any, { pod, problems }: RenderedWorkload): Finding[] {
    const input = this._inputProblems().map((error) => ({ construct: this, error }));
    // Without a readable input there is no pod to judge.
    if (input.some(({ error }) => error.rule === 'HKUBE-FILE')) return input;

    const version = defaultsOf(this).kubernetesVersion;
    const minor = minorVersion(version);
    const templatePath = this.workload._templatePath;
    const podPath = `${templatePath}.spec`;
    const strict = new Validation(minor);
    checkPodSpec(strict, podPath.split('.').reduce((value, key) => value?.[key], manifest), podPath);
    return [
      ...input,
      ...problems.map((error) => ({ construct: this, error })),
      ...pod.problems.map(({ construct, problem }) => ({ construct: construct ?? this, error: { ...problem, path: `${podPath}.${problem.path}` } })),
      ...assignFindings([...validateManifest(manifest, minor), ...strict.errors], this, pod, manifest, templatePath),
    ];
  }
}

/** A name cut to what a label value may hold. */
function asLabelValue(name: string): string {
  return name.slice(0, 63).replace(/[^A-Za-z0-9]+$/, '');
}
