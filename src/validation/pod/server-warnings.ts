/** What an API server itself warns about in a pod, in its words. */
import { SERVER_WARNING, warnAboutLabel, warnAboutTerm } from './deprecated-labels';
import { warnAboutOverlaps } from './overlapping-paths';
import { allContainers, ContainersWithPath } from '../../apimachinery/containers';
import { Validation } from '../../apimachinery/finding';
import { ipWarning } from '../../apimachinery/ip';
import { readResourceList } from '../container/resource-requirements';

const NON_FUNCTIONAL: ReadonlyMap<string, string> = new Map([
  ['scheduler.alpha.kubernetes.io/critical-pod', 'non-functional in v1.16+; use the "priorityClassName" field instead'],
  ['security.alpha.kubernetes.io/sysctls', 'non-functional in v1.11+; use the "sysctls" field instead'],
  ['security.alpha.kubernetes.io/unsafe-sysctls', 'non-functional in v1.11+; use the "sysctls" field instead'],
]);
const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';
const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';
const SECCOMP = 'non-functional in v1.27+; use the "seccompProfile" field instead';

/** Sources of volumes that no version runs any more; persistent volumes have some of them, too. */
export const DEPRECATED_VOLUMES: Readonly<Record<string, string>> = {
  photonPersistentDisk: 'deprecated in v1.11, non-functional in v1.16+',
  scaleIO: 'deprecated in v1.16, non-functional in v1.22+',
  flocker: 'deprecated in v1.22, non-functional in v1.25+',
  storageos: 'deprecated in v1.22, non-functional in v1.25+',
  quobyte: 'deprecated in v1.22, non-functional in v1.25+',
  glusterfs: 'deprecated in v1.25, non-functional in v1.26+',
  cephfs: 'deprecated in v1.28, non-functional in v1.31+',
  rbd: 'deprecated in v1.28, non-functional in v1.31+',
};

/** The name by which the server reports a source: Go's, of one of them. */
export const sourceField = (source: string) => (source === 'storageos' ? 'storageOS' : source);

/**
 * Warns about a pod, or the template of one.
 *
 * @param path of the template; empty when it is a pod
 */
export function warnAsServer(v: Validation, { metadata, spec: given }: any, path: string): void {
  const spec = given ?? {};
  const at = path === '' ? '' : `${path}.`;
  const specPath = `${at}spec`;
  const containers = allContainers(spec, specPath);
  if (!v.isKnown(spec)) warnAboutPlaces(v, spec, specPath);
  if (metadata?.annotations) {
    warnAboutAnnotations(v, metadata.annotations, spec, containers, `${at}metadata.annotations`);
  }
  if (!v.isKnown(spec)) warnAboutSpec(v, spec, specPath, containers, path === '');
}

function warnAboutSpec(
  v: Validation,
  spec: any,
  specPath: string,
  containers: ContainersWithPath,
  isPod: boolean,
): void {
  const warn = (where: string, text: string) => v.warn(SERVER_WARNING, where, undefined, text);
  warnAboutVolumes(v, spec.volumes ?? [], `${specPath}.volumes`);
  if (v.minor >= 32) warnAboutOverlaps(v, spec.volumes ?? [], `${specPath}.volumes`);
  (spec.imagePullSecrets ?? []).forEach((secret: any, i: number) => {
    if (!secret?.name) warn(`${specPath}.imagePullSecrets[${i}].name`, 'invalid empty name ""');
  });
  warnAboutFractions(v, spec.overhead, ['memory', 'ephemeral-storage'], `${specPath}.overhead`);
  if (v.minor >= 33) warnAboutPortNames(v, containers);
  for (const [{ ports }, where] of containers) {
    (ports ?? []).forEach((port: any, i: number) => {
      if (port.hostIP && !port.hostPort) warn(`${where}.ports[${i}]`, `hostIP set without hostPort: ${goPort(port)}`);
    });
  }
  // Of a pod itself the server has set it to 1 by then.
  if (spec.terminationGracePeriodSeconds < 0 && !isPod) {
    warn(
      `${specPath}.terminationGracePeriodSeconds`,
      'must be >= 0; negative values are invalid and will be treated as 1',
    );
  }
  if (v.minor < 33) return;
  (spec.dnsConfig?.nameservers ?? []).forEach((server: string, i: number) =>
    warnAboutIp(v, server, `${specPath}.dnsConfig.nameservers[${i}]`),
  );
  (spec.hostAliases ?? []).forEach((alias: any, i: number) =>
    warnAboutIp(v, alias?.ip ?? '', `${specPath}.hostAliases[${i}].ip`),
  );
}

/** Warns about an address in another form than its own. */
export function warnAboutIp(v: Validation, address: string, path: string): void {
  const text = ipWarning(address);
  if (text !== undefined) v.warn(SERVER_WARNING, path, undefined, text);
}

const goPort = ({ name, hostPort, containerPort, protocol, hostIP }: any) =>
  `{Name:${name ?? ''} HostPort:${hostPort ?? 0} ContainerPort:${containerPort ?? 0} ` +
  `Protocol:${protocol || 'TCP'} HostIP:${hostIP ?? ''}}`;

/** Where the pod may run, and next to which. */
function warnAboutPlaces(v: Validation, spec: any, path: string): void {
  for (const label of Object.keys(spec.nodeSelector ?? {})) {
    warnAboutLabel(v, label, `${path}.nodeSelector[${label}]`, false);
  }
  const node = spec.affinity?.nodeAffinity;
  const [required, preferred] = ['required', 'preferred'].map((how) => `${how}DuringSchedulingIgnoredDuringExecution`);
  (node?.[required]?.nodeSelectorTerms ?? []).forEach((term: any, i: number) =>
    warnAboutTerm(v, term, false, `${path}.affinity.nodeAffinity.${required}.nodeSelectorTerms[${i}]`),
  );
  (node?.[preferred] ?? []).forEach((term: any, i: number) =>
    warnAboutTerm(v, term?.preference, true, `${path}.affinity.nodeAffinity.${preferred}[${i}].preference`),
  );
  (spec.topologySpreadConstraints ?? []).forEach((constraint: any, i: number) =>
    warnAboutLabel(v, constraint?.topologyKey ?? '', `${path}.topologySpreadConstraints[${i}].topologyKey`),
  );
  for (const kind of ['podAffinity', 'podAntiAffinity']) {
    const affinity = spec.affinity?.[kind];
    (affinity?.[required] ?? []).forEach((term: any, i: number) =>
      warnAboutNoSelector(v, term, `${path}.affinity.${kind}.${required}[${i}]`),
    );
    (affinity?.[preferred] ?? []).forEach((term: any, i: number) =>
      warnAboutNoSelector(v, term?.podAffinityTerm, `${path}.affinity.${kind}.${preferred}[${i}].podAffinityTerm`),
    );
  }
}

function warnAboutNoSelector(v: Validation, term: any, path: string): void {
  if (term?.labelSelector != null) return;
  v.warn(SERVER_WARNING, `${path}.labelSelector`, undefined, 'a null labelSelector results in matching no pod');
}

function warnAboutAnnotations(
  v: Validation,
  annotations: Record<string, string>,
  spec: any,
  containers: ContainersWithPath,
  path: string,
): void {
  const warn = (key: string, text: string) => {
    if (Object.hasOwn(annotations, key)) v.warn(SERVER_WARNING, `${path}[${key}]`, undefined, text);
  };
  for (const [key, text] of NON_FUNCTIONAL) warn(key, text);
  const { seccompProfile, appArmorProfile } = spec.securityContext ?? {};
  if (!seccompProfile) warn(SECCOMP_POD, SECCOMP);
  for (const [{ name = '', securityContext }] of containers) {
    if (!securityContext?.seccompProfile) warn(`${SECCOMP_CONTAINER}${name}`, SECCOMP);
    const key = `${APP_ARMOR}${name}`;
    const isTold = securityContext?.appArmorProfile || isSameProfile(appArmorProfile, annotations[key]);
    if (v.minor >= 30 && !isTold) warn(key, 'deprecated since v1.30; use the "appArmorProfile" field instead');
  }
}

/** Whether an annotation says what the pod's profile says. */
function isSameProfile(profile: any, annotation: string | undefined): boolean {
  if (!profile) return false;
  const { type, localhostProfile } = profile;
  const given = type === 'Localhost' ? `localhost/${localhostProfile ?? ''}` : undefined;
  return annotation === (given ?? (type === 'RuntimeDefault' ? 'runtime/default' : 'unconfined'));
}

function warnAboutVolumes(v: Validation, volumes: readonly any[], path: string): void {
  volumes.forEach((volume, i) => {
    const at = `${path}[${i}]`;
    for (const [source, text] of Object.entries(DEPRECATED_VOLUMES)) {
      const isOld = (source === 'cephfs' || source === 'rbd') && v.minor < 28;
      if (volume?.[source] && !isOld) v.warn(SERVER_WARNING, `${at}.${sourceField(source)}`, undefined, text);
    }
    if (volume?.gitRepo) {
      const isOff = v.minor >= 33 && !v.isOn('GitRepoVolumeDriver');
      const text = `deprecated in v1.11${isOff ? ', and disabled by default in v1.33+' : ''}`;
      v.warn(SERVER_WARNING, `${at}.gitRepo`, undefined, text);
    }
    const claim = volume?.ephemeral?.volumeClaimTemplate;
    if (claim) warnAboutClaim(v, claim.spec, `${at}.ephemeral.volumeClaimTemplate.spec`);
  });
}

/** Warns about the size of a claim. */
export function warnAboutClaim(v: Validation, spec: any, path: string): void {
  for (const list of ['requests', 'limits']) {
    warnAboutFractions(v, spec?.resources?.[list], ['storage'], `${path}.resources.${list}`);
  }
}

/** Parts of bytes. */
export function warnAboutFractions(
  v: Validation,
  list: any,
  names: readonly string[],
  path: string,
  rule = SERVER_WARNING,
  hintOf: (name: string) => string | undefined = () => undefined,
): void {
  const amounts = readResourceList(list);
  for (const name of names) {
    const amount = amounts.get(name);
    if (!amount || amount.isWhole) continue;
    const text = `fractional byte value ${JSON.stringify(amount.text)} is invalid, must be an integer`;
    v.warn(rule, `${path}[${name}]`, undefined, text, hintOf(name));
  }
}

function warnAboutPortNames(v: Validation, containers: ContainersWithPath): void {
  const owners = new Map<string, string>();
  for (const [{ ports }, where] of containers) {
    (ports ?? []).forEach(({ name }: any, i: number) => {
      const at = `${where}.ports[${i}]`;
      const owner = owners.get(name);
      if (name && owner !== undefined) {
        v.warn(
          SERVER_WARNING,
          at,
          undefined,
          `duplicate port name ${JSON.stringify(name)} with ${owner}, services and probes that select ports by name ` +
            `will use ${owner}`,
        );
      } else if (name) {
        owners.set(name, at);
      }
    });
  }
}
