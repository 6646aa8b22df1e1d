import * as kplus from 'cdk8s-plus-28';
import { IConstruct } from 'constructs';
import { ContainerInPod, orderContainers, ORDER_RULE, StartedAfter } from './container-order';
import { PodParts } from './pod-parts';
import { PartOwners, PodRendering } from './pod-rendering';
import { applyFields, givenTwice, inside, Rendering } from './rendering';
import { nameOf, renderReference } from '../apimachinery/cdk8s-plus';
import { Finding } from '../apimachinery/finding';
import { apiName, fieldToApi, plainValue } from '../apimachinery/to-api';
import { SideCarMode } from '../app/settings';
import { dependenciesOf, renderContainer } from '../constructs/container-base';
import { ContainerProps } from '../constructs/container-props';
import { tolerationsFor } from '../constructs/gpu';
import { setField } from '../text/json-value';

/**
 * A claim of devices that the pod's containers can use, by one of the two names.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/
 */
export interface PodResourceClaim {
  /** Name by which containers refer to the claim. */
  readonly name: string;
  /** Name of a ResourceClaim that exists. @default - none */
  readonly resourceClaimName?: string;
  /** Name of a ResourceClaimTemplate that a claim is made from for each pod. @default - none */
  readonly resourceClaimTemplateName?: string;
}

/**
 * The pod around the containers: every field of the Kubernetes API's pod but containers, sidecars and volumes, which
 * are constructs.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodSpec
 */
export interface PodProps {
  /**
   * Labels of the pods.
   *
   * @default - `app.kubernetes.io/name`, with the algorithm's object name; it is there in any case
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations of the pods.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };

  /**
   * Containers that run to completion, one after the other, before the sidecars and the main container start. Each
   * needs a `name`.
   *
   * @default - none
   */
  readonly initContainers?: ContainerProps[];

  /**
   * What is restarted when it ends: `Never`, `OnFailure` or `Always`.
   *
   * @default - Never in Jobs and CronJobs; Always, set by the API server, in Deployments
   */
  readonly restartPolicy?: string;

  /**
   * The account that the pod acts as.
   *
   * @default - the namespace's default account
   */
  readonly serviceAccount?: kplus.IServiceAccount;

  /**
   * Name of the account that the pod acts as, instead of `serviceAccount`.
   *
   * @default - the namespace's default account
   */
  readonly serviceAccountName?: string;

  /**
   * Whether the containers get the account's token.
   *
   * @default false - when a service account is given, its own setting applies
   */
  readonly automountServiceAccountToken?: boolean;

  /**
   * Secrets to pull the images with.
   *
   * @default - those of the service account
   */
  readonly imagePullSecrets?: (kplus.ISecret | kplus.k8s.LocalObjectReference)[];

  /** Labels that the node must have. @default - any node */
  readonly nodeSelector?: { readonly [key: string]: string };
  /** Name of the node, past the scheduler. @default - the scheduler chooses */
  readonly nodeName?: string;
  /** Rules for nodes and for other pods on them. @default - none */
  readonly affinity?: kplus.k8s.Affinity;
  /** Taints of nodes that don't keep the pod away. @default - none */
  readonly tolerations?: kplus.k8s.Toleration[];
  /** How pods are spread over zones and nodes. @default - by the scheduler's defaults */
  readonly topologySpreadConstraints?: kplus.k8s.TopologySpreadConstraint[];
  /** Name of the scheduler. @default - default-scheduler */
  readonly schedulerName?: string;
  /** Gates that keep the pod from being scheduled. @default - none */
  readonly schedulingGates?: kplus.k8s.PodSchedulingGate[];
  /** Name of a PriorityClass. @default - the cluster's default class, if there is one */
  readonly priorityClassName?: string;
  /** Priority, as the class has it. @default - the class's */
  readonly priority?: number;
  /** `PreemptLowerPriority` or `Never`. @default - the class's */
  readonly preemptionPolicy?: string;
  /** Name of a RuntimeClass. @default - the node's default runtime */
  readonly runtimeClassName?: string;
  /** What the runtime itself needs, by resource name. @default - the RuntimeClass's */
  readonly overhead?: { readonly [name: string]: string };
  /** Operating system of the containers. @default - linux */
  readonly os?: kplus.k8s.PodOs;

  /** Privileges that hold for all containers. @default - none */
  readonly securityContext?: kplus.k8s.PodSecurityContext;
  /** Seconds between the signal to stop and the kill. @default 30 */
  readonly terminationGracePeriodSeconds?: number;
  /** Seconds after which the pod is stopped. @default - no limit */
  readonly activeDeadlineSeconds?: number;

  /** `ClusterFirst`, `ClusterFirstWithHostNet`, `Default` or `None`. @default - ClusterFirst */
  readonly dnsPolicy?: string;
  /** Name servers, search domains and resolver options. @default - by `dnsPolicy` */
  readonly dnsConfig?: kplus.k8s.PodDnsConfig;
  /** Lines for /etc/hosts. @default - none */
  readonly hostAliases?: kplus.k8s.HostAlias[];
  /** Host name of the pod. @default - the pod's name */
  readonly hostname?: string;
  /** Subdomain of the pod's host name. @default - none */
  readonly subdomain?: string;
  /** Whether the host name is the fully qualified one. @default false */
  readonly setHostnameAsFqdn?: boolean;
  /** Whether services appear as environment variables. @default true */
  readonly enableServiceLinks?: boolean;

  /** Whether the pod uses the node's network. @default false */
  readonly hostNetwork?: boolean;
  /** Whether the pod sees the node's processes. @default false */
  readonly hostPid?: boolean;
  /** Whether the pod uses the node's IPC namespace. @default false */
  readonly hostIpc?: boolean;
  /** Whether the pod uses the node's user namespace (`false`: Kubernetes 1.33 and newer). @default true */
  readonly hostUsers?: boolean;
  /** Whether the containers see each other's processes. @default false */
  readonly shareProcessNamespace?: boolean;

  /** Conditions that have to hold for the pod to be ready. @default - none */
  readonly readinessGates?: kplus.k8s.PodReadinessGate[];
  /** Devices that are claimed for the pod (Kubernetes 1.34 and newer). @default - none */
  readonly resourceClaims?: PodResourceClaim[];

  /**
   * Further fields of the pod, spelled as in the Kubernetes API: what these props don't know yet.
   *
   * @default - none
   */
  readonly fields?: { readonly [key: string]: any };
}

const CONSTRUCTS = 'Containers and volumes of the algorithm are constructs: addSideCar(), SharedVolume';

/**
 * Renders a pod for a workload of some kind. Nothing in the result is shared with the props.
 *
 * @param fillIn whether defaults are filled in; else the pod has what was given
 */
export function renderPod(model: PodParts, props: PodProps, kind: string, fillIn = true): PodRendering {
  const {
    labels: _,
    annotations: __,
    initContainers: given,
    serviceAccount,
    imagePullSecrets,
    fields,
    ...plain
  } = props;
  const initContainers: ContainerProps[] = Array.isArray(given) ? given.map((container) => container ?? {}) : [];
  const spec: any = {};
  const parts: PartOwners = { containers: [], initContainers: [], volumes: [] };
  const problems: PodRendering['findings'] = [];
  const add = (list: keyof PartOwners, { manifest, findings: own }: Rendering, construct?: IConstruct) => {
    const index = (spec[list] ??= []).push(manifest) - 1;
    parts[list].push(construct);
    problems.push(...inside(`${list}[${index}]`, own).map((finding) => ({ construct, finding })));
  };

  // Resources of the whole pod leave nothing to fill in, and a default could exceed them.
  const containers = renderContainers(model, initContainers, kind, fillIn && fields?.resources == null);
  const order: StartedAfter[] = [];
  for (const { list, construct, after, ...rendered } of orderContainers(containers, fillIn)) {
    add(list, rendered, construct);
    order.push(...after);
  }
  for (const volume of model.volumes) add('volumes', volume.render(), volume.construct);

  for (const [key, value] of Object.entries(plain)) {
    if (value === undefined) continue;
    const field = apiName('PodSpec', key);
    // From JavaScript, or by a cast: containers and volumes are constructs.
    if (Object.hasOwn(spec, field)) problems.push({ finding: givenTwice(field, CONSTRUCTS) });
    else setField(spec, field, fieldToApi('PodSpec', field, value));
  }
  if (fillIn) {
    const tolerations = tolerationsFor(
      [model.main, ...model.sideCars, ...initContainers].map(({ gpu }) => gpu),
      spec.tolerations,
    );
    if (tolerations.length > 0) spec.tolerations = [...(spec.tolerations ?? []), ...tolerations];
  }
  if (imagePullSecrets) {
    spec.imagePullSecrets = Array.isArray(imagePullSecrets)
      ? imagePullSecrets.map(renderReference)
      : plainValue(imagePullSecrets);
  }
  const pod: Rendering = { manifest: spec, findings: [] };
  // What is no list is left for the rules to report.
  if (given != null && !Array.isArray(given)) spec.initContainers = plainValue(given);
  if (serviceAccount != null) {
    pod.findings.push(...accountFindings(serviceAccount));
    applyFields(pod, { serviceAccountName: nameOf(serviceAccount) });
  }
  applyFields(pod, fields, (key) => (Object.hasOwn(parts, key) ? CONSTRUCTS : undefined));
  problems.push(...pod.findings.map((finding) => ({ finding })));

  if (fillIn && kind !== 'Deployment') spec.restartPolicy ??= 'Never';
  if (fillIn && spec.serviceAccountName === undefined) spec.automountServiceAccountToken ??= false;
  // What can't be kept is reported already.
  const isKept = !problems.some(({ finding }) => finding.rule === ORDER_RULE);
  return { spec, owners: parts, findings: problems, order: isKept ? order : [] };
}

/** What has no name would be lost; a Secret has one, but is no account. */
function accountFindings(account: unknown): Finding[] {
  const name = nameOf(account as any);
  const { kind = ACCOUNT } = Object(account);
  if (typeof name === 'string' && name !== '' && kind === ACCOUNT) return [];
  return [
    {
      rule: 'HKUBE-TYPE',
      severity: 'error',
      type: 'Invalid value',
      path: 'serviceAccount',
      detail: 'is no ServiceAccount',
      hint: 'Take one of cdk8s-plus, or give serviceAccountName',
    },
  ];
}

const ACCOUNT = 'ServiceAccount';

/** All containers of the pod, as they are declared. */
function renderContainers(
  model: PodParts,
  initContainers: readonly ContainerProps[],
  kind: string,
  defaultResources: boolean,
): ContainerInPod[] {
  const main = model.main.render({ defaultResources });
  return [
    ...initContainers.map((container) => ({
      mode: SideCarMode.INIT,
      dependencies: dependenciesOf(container),
      ...renderContainer(container, model.common),
    })),
    { ...model.main, ...main },
    ...model.sideCars.map(({ render, construct, dependencies, mode, defaultMode }) => ({
      construct,
      dependencies,
      mode,
      defaultMode: defaultMode(kind),
      ...render({ defaultResources, mainMounts: main.manifest.volumeMounts }),
    })),
  ];
}
