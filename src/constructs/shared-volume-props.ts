import { ApiObjectMetadata } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type {
  AwsElasticBlockStoreVolumeSource,
  AzureDiskVolumeSource,
  AzureFileVolumeSource,
  CephFsVolumeSource,
  CinderVolumeSource,
  ConfigMapVolumeSource,
  CsiVolumeSource,
  DownwardApiVolumeSource,
  EphemeralVolumeSource,
  FcVolumeSource,
  FlexVolumeSource,
  FlockerVolumeSource,
  GcePersistentDiskVolumeSource,
  GitRepoVolumeSource,
  GlusterfsVolumeSource,
  HostPathVolumeSource,
  IscsiVolumeSource,
  KeyToPath,
  NfsVolumeSource,
  PersistentVolumeClaimVolumeSource,
  PhotonPersistentDiskVolumeSource,
  PortworxVolumeSource,
  ProjectedVolumeSource,
  QuobyteVolumeSource,
  RbdVolumeSource,
  ScaleIoVolumeSource,
  SecretVolumeSource,
  StorageOsVolumeSource,
  VsphereVirtualDiskVolumeSource,
} from './pod-types.generated';

/** Options of an `emptyDir` volume. */
export interface EmptyDirOptions {
  /**
   * `Memory` for a file system in RAM; its content counts as memory of the containers.
   *
   * @default - the node's default medium
   */
  readonly medium?: 'Memory' | 'HugePages' | (string & {});

  /**
   * The size at which the pod is evicted (or, with medium `Memory`, the size of the file system), as a Kubernetes
   * quantity, such as `1Gi`.
   *
   * @default - no limit
   */
  readonly sizeLimit?: string | number | kplus.k8s.Quantity;

  /**
   * Permission bits of the directory: a number from 0 to 0o1777 (Kubernetes 1.37 and newer, with the feature gate
   * EmptyDirVolumeMode).
   *
   * @default 0o777
   */
  readonly mode?: number;
}

/** Options of a volume with the entries of a ConfigMap or a Secret as files. */
export interface KeyedVolumeOptions {
  /**
   * The keys, and the file for each.
   *
   * @default - all keys, each as a file with the key's name
   */
  readonly items?: KeyToPath[];

  /**
   * Permission bits of the files: a number from 0 to 0o777.
   *
   * @default - 0o644, set by the API server
   */
  readonly defaultMode?: number;

  /**
   * Whether the pod starts even if the object or a key is missing.
   *
   * @default false
   */
  readonly optional?: boolean;
}

/** Options of a volume with a PersistentVolumeClaim. */
export interface MountedClaimOptions {
  /**
   * Whether all mounts of the volume are read-only.
   *
   * @default false
   */
  readonly readOnly?: boolean;
}

/**
 * A claim that a StatefulSet creates for each of its pods.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/persistent-volume-claim-v1/
 */
export interface VolumeClaimTemplateOptions {
  /** The size, as a Kubernetes quantity: `10Gi`. */
  readonly storage: string | number | kplus.k8s.Quantity;

  /**
   * Name of the StorageClass. The empty string means no class: the claim is bound to an existing volume.
   *
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;

  /**
   * Which pods can mount it: `ReadWriteOnce` (pods on one node), `ReadOnlyMany`, `ReadWriteMany` or `ReadWriteOncePod`.
   *
   * @default - ReadWriteOnce
   */
  readonly accessModes?: ('ReadWriteOnce' | 'ReadOnlyMany' | 'ReadWriteMany' | 'ReadWriteOncePod' | (string & {}))[];

  /**
   * `Filesystem`, or `Block` for a block device, which containers use with `volumeDevices`.
   *
   * @default - Filesystem
   */
  readonly volumeMode?: 'Filesystem' | 'Block' | (string & {});

  /**
   * Metadata of the claim.
   *
   * @default - the name of a template is the volume's name; of any other claim it consists of the names of the
   * algorithm's object and the volume: `print-data`
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * Fields of the claim's spec that these props don't cover yet, spelled as in the Kubernetes API.
   *
   * @default - none
   */
  readonly fields?: { readonly [key: string]: any };
}

/**
 * A PersistentVolumeClaim that is created with its volume.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/persistent-volume-claim-v1/
 */
export interface PersistentVolumeClaimOptions extends VolumeClaimTemplateOptions, MountedClaimOptions {}

/** Options of a volume with a token of the pod's service account. */
export interface ServiceAccountTokenOptions {
  /**
   * The audience that the receiver of the token expects.
   *
   * @default - the API server
   */
  readonly audience?: string;

  /**
   * Seconds after which the token expires, at least 600. The kubelet renews the token before that.
   *
   * @default - 3600, set by the API server
   */
  readonly expirationSeconds?: number;

  /**
   * File of the token in the volume.
   *
   * @default token
   */
  readonly path?: string;
}

/** Options of a `hostPath` volume. */
export interface HostPathOptions {
  /**
   * What must exist at the path: `DirectoryOrCreate`, `Directory`, `FileOrCreate`, `File`, `Socket`, `CharDevice` or
   * `BlockDevice`.
   *
   * @default - not checked
   */
  readonly type?:
    | 'DirectoryOrCreate'
    | 'Directory'
    | 'FileOrCreate'
    | 'File'
    | 'Socket'
    | 'CharDevice'
    | 'BlockDevice'
    | (string & {});
}

/** An OCI image or artifact. */
export interface ImageVolumeSource {
  /** Reference of the image. */
  readonly reference: string;

  /**
   * `Always`, `IfNotPresent` or `Never`.
   *
   * @default - Always for the tag `latest` or no tag, else IfNotPresent
   */
  readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never' | (string & {});
}

/**
 * A volume with exactly one source. The sources have the names and the types of the Kubernetes API.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/volume/
 */
export interface SharedVolumeProps {
  /**
   * Name of the volume in the pod.
   *
   * @default - the construct's id
   */
  readonly name?: string;

  /** A directory that lives as long as the pod. @default - none */
  readonly emptyDir?: EmptyDirOptions;
  /** The files of a ConfigMap. @default - none */
  readonly configMap?: ConfigMapVolumeSource;
  /** The files of a Secret. @default - none */
  readonly secret?: SecretVolumeSource;
  /** A PersistentVolumeClaim of the pod's namespace. @default - none */
  readonly persistentVolumeClaim?: PersistentVolumeClaimVolumeSource;
  /** A file or directory of the node. @default - none */
  readonly hostPath?: HostPathVolumeSource;
  /** An NFS export. @default - none */
  readonly nfs?: NfsVolumeSource;
  /** A volume of a CSI driver. @default - none */
  readonly csi?: CsiVolumeSource;
  /** Several sources in one directory. @default - none */
  readonly projected?: ProjectedVolumeSource;
  /** Fields of the pod as files. @default - none */
  readonly downwardApi?: DownwardApiVolumeSource;
  /** A claim that is created with the pod and deleted with it. @default - none */
  readonly ephemeral?: EphemeralVolumeSource;
  /** The content of an OCI image (Kubernetes 1.35 and newer). @default - none */
  readonly image?: ImageVolumeSource;
  /** An AWS EBS disk. @default - none */
  readonly awsElasticBlockStore?: AwsElasticBlockStoreVolumeSource;
  /** An Azure data disk. @default - none */
  readonly azureDisk?: AzureDiskVolumeSource;
  /** An Azure file share. @default - none */
  readonly azureFile?: AzureFileVolumeSource;
  /** A Ceph file system. @default - none */
  readonly cephfs?: CephFsVolumeSource;
  /** An OpenStack Cinder volume. @default - none */
  readonly cinder?: CinderVolumeSource;
  /** A Fibre Channel volume. @default - none */
  readonly fc?: FcVolumeSource;
  /** A volume of a FlexVolume driver. @default - none */
  readonly flexVolume?: FlexVolumeSource;
  /** A Flocker data set. @default - none */
  readonly flocker?: FlockerVolumeSource;
  /** A GCE persistent disk. @default - none */
  readonly gcePersistentDisk?: GcePersistentDiskVolumeSource;
  /** A git repository at a revision. @default - none */
  readonly gitRepo?: GitRepoVolumeSource;
  /** A GlusterFS volume. @default - none */
  readonly glusterfs?: GlusterfsVolumeSource;
  /** An iSCSI target. @default - none */
  readonly iscsi?: IscsiVolumeSource;
  /** A Photon controller's disk. @default - none */
  readonly photonPersistentDisk?: PhotonPersistentDiskVolumeSource;
  /** A Portworx volume. @default - none */
  readonly portworxVolume?: PortworxVolumeSource;
  /** A Quobyte volume. @default - none */
  readonly quobyte?: QuobyteVolumeSource;
  /** A Rados block device. @default - none */
  readonly rbd?: RbdVolumeSource;
  /** A ScaleIO volume. @default - none */
  readonly scaleIo?: ScaleIoVolumeSource;
  /** A StorageOS volume. @default - none */
  readonly storageos?: StorageOsVolumeSource;
  /** A vSphere disk. @default - none */
  readonly vsphereVolume?: VsphereVirtualDiskVolumeSource;

  /**
   * Fields of the volume that these props don't cover yet, spelled as in the Kubernetes API.
   *
   * @default - none
   */
  readonly fields?: { readonly [key: string]: any };
}
