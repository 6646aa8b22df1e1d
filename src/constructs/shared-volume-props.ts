import { ApiObjectMetadata } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';

/** Options of an `emptyDir` volume. */
export interface EmptyDirOptions {
  /**
   * `Memory` for a file system in RAM; its content counts as memory of the containers.
   *
   * @default - the node's default medium
   */
  readonly medium?: string;

  /**
   * The size at which the pod is evicted (or, with medium `Memory`, the size of the file system), as a Kubernetes
   * quantity, such as `1Gi`.
   *
   * @default - no limit
   */
  readonly sizeLimit?: string;
}

/** Options of a volume with the entries of a ConfigMap or a Secret as files. */
export interface KeyedVolumeOptions {
  /**
   * The keys, and the file for each.
   *
   * @default - all keys, each as a file with the key's name
   */
  readonly items?: kplus.k8s.KeyToPath[];

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
 * A PersistentVolumeClaim that is created with its volume.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/persistent-volume-claim-v1/
 */
export interface PersistentVolumeClaimOptions extends MountedClaimOptions {
  /** The size, as a Kubernetes quantity: `10Gi`. */
  readonly storage: string;

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
  readonly accessModes?: string[];

  /**
   * `Filesystem`, or `Block` for a block device, which containers use with `volumeDevices`.
   *
   * @default - Filesystem
   */
  readonly volumeMode?: string;

  /**
   * Metadata of the claim.
   *
   * @default - its name consists of the names of the algorithm's object and the volume: `print-data`
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * Fields of the claim's spec that these props don't cover yet, spelled as in the Kubernetes API.
   *
   * @default - none
   */
  readonly fields?: { readonly [key: string]: any };
}

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
  readonly type?: string;
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
  readonly pullPolicy?: string;
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
  readonly configMap?: kplus.k8s.ConfigMapVolumeSource;
  /** The files of a Secret. @default - none */
  readonly secret?: kplus.k8s.SecretVolumeSource;
  /** A PersistentVolumeClaim of the pod's namespace. @default - none */
  readonly persistentVolumeClaim?: kplus.k8s.PersistentVolumeClaimVolumeSource;
  /** A file or directory of the node. @default - none */
  readonly hostPath?: kplus.k8s.HostPathVolumeSource;
  /** An NFS export. @default - none */
  readonly nfs?: kplus.k8s.NfsVolumeSource;
  /** A volume of a CSI driver. @default - none */
  readonly csi?: kplus.k8s.CsiVolumeSource;
  /** Several sources in one directory. @default - none */
  readonly projected?: kplus.k8s.ProjectedVolumeSource;
  /** Fields of the pod as files. @default - none */
  readonly downwardApi?: kplus.k8s.DownwardApiVolumeSource;
  /** A claim that is created with the pod and deleted with it. @default - none */
  readonly ephemeral?: kplus.k8s.EphemeralVolumeSource;
  /** The content of an OCI image (Kubernetes 1.35 and newer). @default - none */
  readonly image?: ImageVolumeSource;
  /** An AWS EBS disk. @default - none */
  readonly awsElasticBlockStore?: kplus.k8s.AwsElasticBlockStoreVolumeSource;
  /** An Azure data disk. @default - none */
  readonly azureDisk?: kplus.k8s.AzureDiskVolumeSource;
  /** An Azure file share. @default - none */
  readonly azureFile?: kplus.k8s.AzureFileVolumeSource;
  /** A Ceph file system. @default - none */
  readonly cephfs?: kplus.k8s.CephFsVolumeSource;
  /** An OpenStack Cinder volume. @default - none */
  readonly cinder?: kplus.k8s.CinderVolumeSource;
  /** A Fibre Channel volume. @default - none */
  readonly fc?: kplus.k8s.FcVolumeSource;
  /** A volume of a FlexVolume driver. @default - none */
  readonly flexVolume?: kplus.k8s.FlexVolumeSource;
  /** A Flocker data set. @default - none */
  readonly flocker?: kplus.k8s.FlockerVolumeSource;
  /** A GCE persistent disk. @default - none */
  readonly gcePersistentDisk?: kplus.k8s.GcePersistentDiskVolumeSource;
  /** A git repository at a revision. @default - none */
  readonly gitRepo?: kplus.k8s.GitRepoVolumeSource;
  /** A GlusterFS volume. @default - none */
  readonly glusterfs?: kplus.k8s.GlusterfsVolumeSource;
  /** An iSCSI target. @default - none */
  readonly iscsi?: kplus.k8s.IscsiVolumeSource;
  /** A Photon controller's disk. @default - none */
  readonly photonPersistentDisk?: kplus.k8s.PhotonPersistentDiskVolumeSource;
  /** A Portworx volume. @default - none */
  readonly portworxVolume?: kplus.k8s.PortworxVolumeSource;
  /** A Quobyte volume. @default - none */
  readonly quobyte?: kplus.k8s.QuobyteVolumeSource;
  /** A Rados block device. @default - none */
  readonly rbd?: kplus.k8s.RbdVolumeSource;
  /** A ScaleIO volume. @default - none */
  readonly scaleIo?: kplus.k8s.ScaleIoVolumeSource;
  /** A StorageOS volume. @default - none */
  readonly storageos?: kplus.k8s.StorageOsVolumeSource;
  /** A vSphere disk. @default - none */
  readonly vsphereVolume?: kplus.k8s.VsphereVirtualDiskVolumeSource;

  /**
   * Fields of the volume that these props don't cover yet, spelled as in the Kubernetes API.
   *
   * @default - none
   */
  readonly fields?: { readonly [key: string]: any };
}
