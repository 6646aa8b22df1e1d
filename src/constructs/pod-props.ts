import type * as kplus from 'cdk8s-plus-28';
import type { ContainerBaseProps, ResourceRequirements } from './container-props';
import type {
  Affinity,
  EvictionResponder,
  KubeHostAlias,
  KubePodSecurityContext,
  LocalObjectReference,
  PodDnsConfig,
  PodOs,
  PodReadinessGate,
  PodSchedulingGate,
  PodSchedulingGroup,
  Toleration,
  TopologySpreadConstraint,
} from './pod-types.generated';

/**
 * A claim of devices that the pod's containers can use. Set exactly one of `resourceClaimName` and
 * `resourceClaimTemplateName`.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/
 */
export interface PodResourceClaim {
  /** Name by which containers refer to the claim. */
  readonly name: string;
  /** Name of an existing ResourceClaim. @default - none */
  readonly resourceClaimName?: string;
  /** Name of a ResourceClaimTemplate, from which a claim is created for each pod. @default - none */
  readonly resourceClaimTemplateName?: string;
}

/**
 * The pod around the containers: every field of the Kubernetes API's pod except containers, sidecars and volumes, which
 * are constructs.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodSpec
 */
export interface AlgorithmPod {
  /**
   * Labels of the pods.
   *
   * @default - only `app.kubernetes.io/name`, with the algorithm's object name; see `defaults` of AlgorithmSettings
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
  readonly initContainers?: ContainerBaseProps[];

  /**
   * Whether containers are restarted when they end: `Never`, `OnFailure` or `Always`.
   *
   * @default - Never in Jobs, CronJobs and Pods; Always, set by the API server, in other workloads
   */
  readonly restartPolicy?: 'Always' | 'OnFailure' | 'Never' | (string & {});

  /**
   * The service account of the pod.
   *
   * @default - the namespace's default account
   */
  readonly serviceAccount?: kplus.IServiceAccount;

  /**
   * Name of the pod's service account, instead of `serviceAccount`.
   *
   * @default - the namespace's default account
   */
  readonly serviceAccountName?: string;

  /**
   * Whether the containers get the account's token.
   *
   * @default false - if a service account is set, its own setting applies
   */
  readonly automountServiceAccountToken?: boolean;

  /**
   * Secrets to pull the images with.
   *
   * @default - those of the service account
   */
  readonly imagePullSecrets?: (kplus.ISecret | LocalObjectReference)[];

  /** Labels that the node must have. @default - any node */
  readonly nodeSelector?: { readonly [key: string]: string };
  /** Name of the node; the scheduler is bypassed. @default - the scheduler chooses */
  readonly nodeName?: string;
  /** Rules for nodes and for other pods on them. @default - none */
  readonly affinity?: Affinity;
  /** Taints that the pod tolerates. @default - none */
  readonly tolerations?: Toleration[];
  /** How pods are spread over zones and nodes. @default - by the scheduler's defaults */
  readonly topologySpreadConstraints?: TopologySpreadConstraint[];
  /** Name of the scheduler. @default - default-scheduler */
  readonly schedulerName?: string;
  /** Gates: the pod is not scheduled until they are removed. @default - none */
  readonly schedulingGates?: PodSchedulingGate[];
  /** The group of pods that are scheduled together (Kubernetes 1.36 and newer, off by default). @default - none */
  readonly schedulingGroup?: PodSchedulingGroup;
  /** Name of a PriorityClass. @default - the cluster's default class, if there is one */
  readonly priorityClassName?: string;
  /** Priority; must equal that of the class. @default - the class's */
  readonly priority?: number;
  /** `PreemptLowerPriority` or `Never`. @default - the class's */
  readonly preemptionPolicy?: 'PreemptLowerPriority' | 'Never' | (string & {});
  /** Name of a RuntimeClass. @default - the node's default runtime */
  readonly runtimeClassName?: string;
  /**
   * What all containers together request and may use at most: `cpu`, `memory` and huge pages (Kubernetes 1.34 and
   * newer).
   *
   * @default - the sum of the containers
   */
  readonly resources?: ResourceRequirements;
  /** Resources that the runtime itself needs, by resource name. @default - the RuntimeClass's */
  readonly overhead?: { readonly [name: string]: string | number | kplus.k8s.Quantity };
  /** Operating system of the containers. @default - linux */
  readonly os?: PodOs;

  /** Privileges of all containers. @default - none */
  readonly securityContext?: KubePodSecurityContext;
  /** Seconds between SIGTERM and SIGKILL. @default 30 */
  readonly terminationGracePeriodSeconds?: number;
  /** Seconds after which the pod is stopped. @default - no limit */
  readonly activeDeadlineSeconds?: number;

  /** `ClusterFirst`, `ClusterFirstWithHostNet`, `Default` or `None`. @default - ClusterFirst */
  readonly dnsPolicy?: 'ClusterFirst' | 'ClusterFirstWithHostNet' | 'Default' | 'None' | (string & {});
  /** Name servers, search domains and resolver options. @default - by `dnsPolicy` */
  readonly dnsConfig?: PodDnsConfig;
  /** Lines for /etc/hosts. @default - none */
  readonly hostAliases?: KubeHostAlias[];
  /** Host name of the pod. @default - the pod's name */
  readonly hostname?: string;
  /**
   * Host name as the pod itself sees it, instead of `hostname` and `subdomain`; DNS records stay the same (Kubernetes
   * 1.35 and newer).
   *
   * @default - none
   */
  readonly hostnameOverride?: string;
  /** Subdomain of the pod's host name. @default - none */
  readonly subdomain?: string;
  /** Whether the host name is the fully qualified domain name. @default false */
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

  /** Conditions that must be true before the pod is ready. @default - none */
  readonly readinessGates?: PodReadinessGate[];
  /**
   * Programs that can delay the eviction of the pod (Kubernetes 1.37 and newer, off by default). Not together with
   * `schedulingGroup`.
   *
   * @default - none
   */
  readonly evictionResponders?: EvictionResponder[];
  /** Devices that are claimed for the pod (Kubernetes 1.34 and newer). @default - none */
  readonly resourceClaims?: PodResourceClaim[];

  /**
   * Fields of the pod that these props don't cover yet, spelled as in the Kubernetes API.
   *
   * @default - none
   */
  readonly fields?: { readonly [key: string]: any };
}
