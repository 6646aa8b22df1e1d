import { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import type {
  CsiVolumeSource,
  DownwardApiVolumeSource,
  EphemeralVolumeSource,
  NfsVolumeSource,
  ProjectedVolumeSource,
} from './pod-types.generated';
import { podOf } from './private/pod-declaration';
import { OPTIONS_RULE, readClaim, readVolume } from './private/read-volume';
import {
  EmptyDirOptions,
  HostPathOptions,
  ImageVolumeSource,
  KeyedVolumeOptions,
  PersistentVolumeClaimOptions,
  MountedClaimOptions,
  ServiceAccountTokenOptions,
  SharedVolumeProps,
  VolumeClaimTemplateOptions,
} from './shared-volume-props';
import { finding } from '../apimachinery/finding';
import { decodeOptions, optionsType } from '../apimachinery/options';
import { apiObjectOf, nameOf, referencesOfVolume, renderVolume } from '../app/cdk8s-plus';
import { validateByItself } from '../app/manifest-validator';
import { objectNamed } from '../app/object-names';
import { rememberPlace } from '../app/written-at';
import type { VolumePart } from '../render/pod-parts';
import { applyFields, inside, Rendering } from '../render/rendering';
import type { JsonObject } from '../text/json-value';

/**
 * A volume of an algorithm's pod. Declare it once and mount it in any of the pod's containers: by object
 * (`container.mount('/dir', volume)`) or by name (`volumeMounts: [{ name, mountPath }]`).
 *
 * Its scope is the algorithm or a construct in it, such as a sidecar that has its own volume.
 *
 * At synth it is an error if two volumes of a pod have the same name, if a name is not a DNS label, or if a volume has
 * more than one source.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/
 */
export class SharedVolume extends Construct {
  /**
   * An empty directory that lives as long as the pod and is shared by all containers that mount it.
   *
   * @param scope an algorithm, or a construct in one
   * @param id the construct's id, and the volume's name
   * @param options where it is stored, and its maximum size
   * @throws when the scope is not inside an algorithm
   */
  public static fromEmptyDir(scope: Construct, id: string, options: EmptyDirOptions = {}): SharedVolume {
    return new SharedVolume(scope, id, { emptyDir: options });
  }

  /**
   * The content of a PersistentVolumeClaim.
   *
   * @param scope an algorithm, or a construct in one
   * @param id the construct's id, and the volume's name
   * @param claim a claim of cdk8s-plus, or the name of an existing one
   * @param options how it is mounted
   * @throws when the scope is not inside an algorithm
   */
  public static fromPersistentVolumeClaim(
    scope: Construct,
    id: string,
    claim: kplus.IPersistentVolumeClaim | string,
    options: MountedClaimOptions = {},
  ): SharedVolume {
    const volume = SharedVolume.with(scope, id, 'persistentVolumeClaim', { claimName: nameOf(claim) }, options);
    volume.claim = apiObjectOf(claim);
    return SharedVolume.from(claim, volume, 'PersistentVolumeClaim');
  }

  /**
   * A PersistentVolumeClaim that is created with the volume, and stays when the algorithm ends. It is checked at synth,
   * too.
   *
   * It is a warning if several pods share a claim that only one node (or one pod) can mount.
   *
   * @param scope an algorithm, or a construct in one
   * @param id the construct's id, and the volume's name
   * @param props the claim
   * @throws when the scope is not inside an algorithm
   */
  public static createPersistentVolumeClaim(
    scope: Construct,
    id: string,
    props: PersistentVolumeClaimOptions,
  ): SharedVolume {
    const { metadata, ofMetadata, readOnly, spec, findings } = readClaim(props);
    const claimName = metadata.name ?? `${podOf(scope).workload.name}-${id}`;
    const volume = new SharedVolume(scope, id, { persistentVolumeClaim: { claimName, readOnly } });
    volume.part.findings.push(...findings);
    const claim = new ApiObject(volume, 'Claim', {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { ...metadata, name: claimName },
      spec,
    });
    volume.node.defaultChild = claim;
    volume.claim = claim;
    validateByItself(claim, ofMetadata);
    return SharedVolume.from(claim, volume, 'PersistentVolumeClaim');
  }

  /**
   * A PersistentVolumeClaim for each pod of a StatefulSet. The StatefulSet creates it with the pod's number in its name
   * (`data-print-0`), and the pod gets it again whenever it is replaced. Claims stay when the StatefulSet is deleted,
   * unless its `persistentVolumeClaimRetentionPolicy` says otherwise.
   *
   * At synth it is an error if the algorithm's workload is not a StatefulSet.
   *
   * @param scope an algorithm, or a construct in one
   * @param id the construct's id, and the volume's name unless `metadata` sets another
   * @param props the claim
   * @throws when the scope is not inside an algorithm
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#volume-claim-templates
   */
  public static fromVolumeClaimTemplate(scope: Construct, id: string, props: VolumeClaimTemplateOptions): SharedVolume {
    const { metadata, ofMetadata, readOnly, spec, findings } = readClaim(props);
    const name = metadata.name ?? id;
    const volume = new SharedVolume(scope, id, { name });
    // The rules report that claims have no `readOnly`.
    const template = {
      metadata: { ...metadata, name },
      spec: { ...spec, ...(readOnly !== undefined && { readOnly }) },
    };
    volume.part.claimTemplate = template;
    volume.part.findings.push(...ofMetadata, ...inside('spec', findings));
    return volume;
  }

  /**
   * A file system in memory, for `/dev/shm`: the default one has 64 MiB, too little for many programs that share memory
   * between processes. Its content counts as memory of the containers that write it. It is a warning if a container
   * that mounts it has a lower memory limit.
   *
   * @param scope an algorithm, or a construct in one
   * @param id the construct's id, and the volume's name
   * @param sizeLimit its size, as a Kubernetes quantity: `1Gi`
   * @throws when the scope is not inside an algorithm
   */
  public static sharedMemory(scope: Construct, id: string, sizeLimit: string): SharedVolume {
    return SharedVolume.fromEmptyDir(scope, id, { medium: 'Memory', sizeLimit });
  }

  /**
   * A token of the pod's service account as a file, for one audience and a limited time.
   *
   * @param scope an algorithm, or a construct in one
   * @param id the construct's id, and the volume's name
   * @param options audience and lifetime of the token
   * @throws when the scope is not inside an algorithm
   * @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/
   */
  public static fromServiceAccountToken(
    scope: Construct,
    id: string,
    options: ServiceAccountTokenOptions = {},
  ): SharedVolume {
    const path = 'projected.sources[0].serviceAccountToken';
    const { options: read, findings } = decodeOptions(options, API_FIELDS, path, OPTIONS_RULE);
    const volume = SharedVolume.fromProjected(scope, id, {
      sources: [{ serviceAccountToken: { path: 'token', ...read } }],
    });
    volume.part.findings.push(...findings);
    return volume;
  }

  /**
   * The entries of a ConfigMap as files.
   *
   * @param scope an algorithm, or a construct in one
   * @param id the construct's id, and the volume's name
   * @param configMap a ConfigMap of cdk8s-plus, or the name of an existing one
   * @param options which keys, and the permissions of their files
   * @throws when the scope is not inside an algorithm
   */
  public static fromConfigMap(
    scope: Construct,
    id: string,
    configMap: kplus.IConfigMap | string,
    options: KeyedVolumeOptions = {},
  ): SharedVolume {
    return SharedVolume.from(
      configMap,
      SharedVolume.with(scope, id, 'configMap', { name: nameOf(configMap) }, options),
      'ConfigMap',
    );
  }

  /**
   * The entries of a Secret as files.
   *
   * @param scope an algorithm, or a construct in one
   * @param id the construct's id, and the volume's name
   * @param secret a Secret of cdk8s-plus, or the name of an existing one
   * @param options which keys, and the permissions of their files
   * @throws when the scope is not inside an algorithm
   */
  public static fromSecret(
    scope: Construct,
    id: string,
    secret: kplus.ISecret | string,
    options: KeyedVolumeOptions = {},
  ): SharedVolume {
    return SharedVolume.from(
      secret,
      SharedVolume.with(scope, id, 'secret', { secretName: nameOf(secret) }, options),
      'Secret',
    );
  }

  /**
   * A file or directory of the node that the pod runs on.
   *
   * @param scope an algorithm, or a construct in one
   * @param id the construct's id, and the volume's name
   * @param path absolute path on the node
   * @param options what must exist at the path
   * @throws when the scope is not inside an algorithm
   */
  public static fromHostPath(scope: Construct, id: string, path: string, options: HostPathOptions = {}): SharedVolume {
    return SharedVolume.with(scope, id, 'hostPath', { path }, options);
  }

  /**
   * An NFS export.
   *
   * @param scope an algorithm, or a construct in one
   * @param id the construct's id, and the volume's name
   * @param source server and path
   * @throws when the scope is not inside an algorithm
   */
  public static fromNfs(scope: Construct, id: string, source: NfsVolumeSource): SharedVolume {
    return new SharedVolume(scope, id, { nfs: source });
  }

  /**
   * A volume of a CSI driver.
   *
   * @param scope an algorithm, or a construct in one
   * @param id the construct's id, and the volume's name
   * @param source the driver and its attributes
   * @throws when the scope is not inside an algorithm
   */
  public static fromCsi(scope: Construct, id: string, source: CsiVolumeSource): SharedVolume {
    return new SharedVolume(scope, id, { csi: source });
  }

  /**
   * Several ConfigMaps, Secrets, pod fields and service account tokens in one directory.
   *
   * @param scope an algorithm, or a construct in one
   * @param id the construct's id, and the volume's name
   * @param source the sources to combine
   * @throws when the scope is not inside an algorithm
   */
  public static fromProjected(scope: Construct, id: string, source: ProjectedVolumeSource): SharedVolume {
    return new SharedVolume(scope, id, { projected: source });
  }

  /**
   * Fields of the pod as files.
   *
   * @param scope an algorithm, or a construct in one
   * @param id the construct's id, and the volume's name
   * @param source which fields, and their files
   * @throws when the scope is not inside an algorithm
   */
  public static fromDownwardApi(scope: Construct, id: string, source: DownwardApiVolumeSource): SharedVolume {
    return new SharedVolume(scope, id, { downwardApi: source });
  }

  /**
   * A PersistentVolumeClaim that is created with each pod and deleted with it.
   *
   * @param scope an algorithm, or a construct in one
   * @param id the construct's id, and the volume's name
   * @param source the claim
   * @throws when the scope is not inside an algorithm
   */
  public static fromEphemeral(scope: Construct, id: string, source: EphemeralVolumeSource): SharedVolume {
    return new SharedVolume(scope, id, { ephemeral: source });
  }

  /**
   * The content of an OCI image (Kubernetes 1.35 and newer).
   *
   * @param scope an algorithm, or a construct in one
   * @param id the construct's id, and the volume's name
   * @param source the image
   * @throws when the scope is not inside an algorithm
   */
  public static fromImage(scope: Construct, id: string, source: ImageVolumeSource): SharedVolume {
    return new SharedVolume(scope, id, { image: source });
  }

  /**
   * A volume with any source of the Kubernetes API, for sources without a separate method.
   *
   * @param scope an algorithm, or a construct in one
   * @param id the construct's id, and the volume's name unless the props set another
   * @param props the volume's source: exactly one
   * @throws when the scope is not inside an algorithm
   */
  public static fromSource(scope: Construct, id: string, props: SharedVolumeProps): SharedVolume {
    return new SharedVolume(scope, id, props);
  }

  /**
   * A volume that was created with cdk8s-plus. It keeps its name.
   *
   * @param scope an algorithm, or a construct in one
   * @param id the construct's id
   * @param volume the volume
   * @throws when the scope is not inside an algorithm
   */
  public static fromVolume(scope: Construct, id: string, volume: kplus.Volume): SharedVolume {
    const rendered = renderVolume(volume);
    const { name, ...fields } = rendered ?? {};
    const shared = new SharedVolume(scope, id, { name, fields });
    if (!rendered) {
      const hint = 'SharedVolume has a method for each source, such as an emptyDir or a ConfigMap';
      shared.part.findings.push(finding(OPTIONS_RULE, '', 'Invalid value', 'must be a Volume of cdk8s-plus', { hint }));
    }
    const references = referencesOfVolume(fields);
    const pod = podOf(shared);
    pod.dependOnReferences(references);
    const claim = references.find(({ kind }) => kind === 'PersistentVolumeClaim');
    shared.claim = claim && pod.find(claim);
    return shared;
  }

  /** A volume with a source, and options of that source. */
  private static with(
    scope: Construct,
    id: string,
    source: keyof SharedVolumeProps,
    named: object,
    options: object,
  ): SharedVolume {
    const { options: read, findings } = decodeOptions(options, API_FIELDS, source, OPTIONS_RULE);
    const rendering: Rendering = { manifest: { ...named }, findings: [] };
    applyFields(rendering, read, () => 'Remove it from the options');
    const volume = new SharedVolume(scope, id, { [source]: rendering.manifest });
    volume.part.findings.push(...findings, ...inside(source, rendering.findings));
    return volume;
  }

  private static from(source: unknown, volume: SharedVolume, kind: string): SharedVolume {
    const given = (source as { kind?: unknown } | undefined)?.kind;
    // TypeScript accepts one for the other, since cdk8s-plus' interfaces have the same shape.
    if (given !== undefined && given !== kind) {
      const path = `${kind[0].toLowerCase()}${kind.slice(1)}`;
      const hint = 'SharedVolume has a method for a ConfigMap, one for a Secret and one for a PersistentVolumeClaim';
      const more = { value: given, hint };
      volume.part.findings.push(finding('HKUBE-VOLUME', path, 'Invalid value', `must be a ${kind}`, more));
    }
    podOf(volume).dependOn(source);
    return volume;
  }

  /** Name of the volume in the pod. */
  public readonly volumeName: string;

  private readonly part: VolumePart & { claimTemplate?: JsonObject };
  private claim?: ApiObject;

  /**
   * @param scope an algorithm, or a construct in one
   * @param id the construct's id, and the volume's name unless the props set another
   * @param props the volume's source
   * @throws when the scope is not inside an algorithm
   */
  protected constructor(scope: Construct, id: string, props: SharedVolumeProps = {}) {
    const pod = podOf(scope);
    // With a prefix, so that a volume and a sidecar can have the same name.
    super(scope, `Volume:${id}`);
    rememberPlace(this);
    const { name, ...part } = readVolume(props, id);
    this.volumeName = name;
    this.part = { owner: this, ...part };
    const { persistentVolumeClaim = part.extraFields.persistentVolumeClaim } = part.fields;
    const claimNamed = () =>
      objectNamed(
        this.node.root,
        'PersistentVolumeClaim',
        pod.workload.metadata.namespace,
        persistentVolumeClaim?.claimName,
      );
    pod.addVolume({ part: this.part, construct: this, name, claim: () => this.claim ?? claimNamed() });
  }
}

/** Fields of the API are passed on unchanged; the rules check them. */
const API_FIELDS = optionsType<object>('Options', {}, { isOpen: true });
