/** Defaults of pods and of what they contain. */
import { Defaulting, filled, filledZeros } from './fill';
import { JsonObject } from '../../text/json-value';

const always =
  (defaults: JsonObject): Defaulting =>
  (object) =>
    filled(object, defaults);
const zeros =
  (defaults: JsonObject): Defaulting =>
  (object) =>
    filledZeros(object, defaults);

const FILE_MODE = 0o644;

/** `Always` for an image without a tag or with the tag `latest`. */
function pullPolicyOf(image: unknown): string {
  const [name, digest] = String(image ?? '').split('@');
  const tag = name.slice(name.lastIndexOf('/') + 1).split(':')[1];
  const isLatest = tag === undefined ? digest === undefined : tag === 'latest';
  return isLatest ? 'Always' : 'IfNotPresent';
}

const container: Defaulting = (object) =>
  filledZeros(object, {
    imagePullPolicy: pullPolicyOf(object.image),
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  });

const volume: Defaulting = (object) => {
  const hasSource = Object.keys(object).some((field) => field !== 'name' && (object[field] ?? undefined) !== undefined);
  return hasSource ? object : { ...object, emptyDir: {} };
};

/** Both names of the field are the same; the new one wins. */
const podSpec: Defaulting = (object) => {
  const account = object.serviceAccountName || object.serviceAccount;
  const named = account ? { ...object, serviceAccountName: account, serviceAccount: account } : object;
  return filled(
    filledZeros(named, { dnsPolicy: 'ClusterFirst', restartPolicy: 'Always', schedulerName: 'default-scheduler' }),
    { securityContext: {}, terminationGracePeriodSeconds: 30 },
  );
};

/** Of pods only, not of templates. */
const pod: Defaulting = (object) => {
  const spec = filled(object.spec ?? {}, { enableServiceLinks: true });
  const lists = ['containers', 'initContainers'].filter((field) => Array.isArray(spec[field]));
  const withContainers = lists.map((field) => [field, spec[field].map((each: any) => containerOfPod(each, spec))]);
  return { ...object, spec: { ...spec, ...Object.fromEntries(withContainers) } };
};

function containerOfPod(object: JsonObject, spec: JsonObject): JsonObject {
  const { limits, requests } = object.resources ?? {};
  const withRequests = limits
    ? { ...object, resources: { ...object.resources, requests: { ...limits, ...requests } } }
    : object;
  if (!spec.hostNetwork || !object.ports) return withRequests;
  return {
    ...withRequests,
    ports: object.ports.map((port: any) => filledZeros(port, { hostPort: port.containerPort })),
  };
}

export const POD_DEFAULTS: Readonly<Record<string, Defaulting>> = {
  Pod: pod,
  PodSpec: podSpec,
  Container: container,
  EphemeralContainer: container,
  ContainerPort: zeros({ protocol: 'TCP' }),
  Volume: volume,
  Probe: zeros({ timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 }),
  HTTPGetAction: zeros({ path: '/', scheme: 'HTTP' }),
  GRPCAction: always({ service: '' }),
  ObjectFieldSelector: zeros({ apiVersion: 'v1' }),
  FileKeySelector: always({ optional: false }),
  SecretVolumeSource: always({ defaultMode: FILE_MODE }),
  ConfigMapVolumeSource: always({ defaultMode: FILE_MODE }),
  DownwardAPIVolumeSource: always({ defaultMode: FILE_MODE }),
  ProjectedVolumeSource: always({ defaultMode: FILE_MODE }),
  ServiceAccountTokenProjection: always({ expirationSeconds: 3600 }),
  HostPathVolumeSource: always({ type: '' }),
  ImageVolumeSource: (object) => filledZeros(object, { pullPolicy: pullPolicyOf(object.reference) }),
  ISCSIVolumeSource: zeros({ iscsiInterface: 'default' }),
  ISCSIPersistentVolumeSource: zeros({ iscsiInterface: 'default' }),
  RBDVolumeSource: zeros({ pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' }),
  RBDPersistentVolumeSource: zeros({ pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' }),
  AzureDiskVolumeSource: always({ cachingMode: 'ReadWrite', fsType: 'ext4', kind: 'Shared', readOnly: false }),
  ScaleIOVolumeSource: zeros({ storageMode: 'ThinProvisioned', fsType: 'xfs' }),
  ScaleIOPersistentVolumeSource: zeros({ storageMode: 'ThinProvisioned', fsType: 'xfs' }),
  PersistentVolumeClaimSpec: always({ volumeMode: 'Filesystem' }),
};
