import type { PodRendering } from './pod-rendering';
import { PodSecurityProfile } from './pod-security-profile';
import type { SettingsOf } from './render-pod';
import { Finding, finding } from '../apimachinery/finding';
import { isToken } from '../apimachinery/to-api';
import { minorVersion } from '../apimachinery/version';
import { isObject, listOf } from '../text/json-value';
import { hasOwnUsers, isWindows } from '../validation/admission/pod-security';
import { normalizePath } from '../validation/volume/local-path';

/**
 * Fills in the fields that the pod's security settings require: as few as possible, and never a field that is set. A
 * value that is only known later (a token), or has a wrong type, stays unchanged.
 */
export function securePod(pod: PodRendering, settingsOf: SettingsOf): PodRendering {
  const { podSecurity, kubernetesVersion } = settingsOf();
  const profile = podSecurity?.profile;
  const isRestricted = profile === PodSecurityProfile.RESTRICTED;
  const spec = { ...pod.spec };
  const findings = [...pod.findings];
  const tmp = freeVolumeName(spec.volumes);
  let usesTmp = false;

  for (const list of ['initContainers', 'containers'] as const) {
    if (!Array.isArray(spec[list])) continue;
    spec[list] = spec[list].map((container: any, i: number) => {
      if (!isAddable(container)) return container;
      const owner = pod.owners[list][i];
      const { profile: ofPart, readOnlyRootFilesystem } = settingsOf(owner).podSecurity ?? {};
      if (ofPart !== profile) findings.push({ owner, finding: profileOfPart(`${list}[${i}]`, ofPart) });
      const secured = secureContainer(container, isRestricted && !isWindows(spec), readOnlyRootFilesystem === true);
      const isReadOnly = secured.securityContext?.readOnlyRootFilesystem === true;
      if (!readOnlyRootFilesystem || !isReadOnly || tmp === undefined || !canMountTmp(secured)) return secured;
      usesTmp = true;
      // One volume with a directory for each container, so containers don't see each other's temporary files.
      return {
        ...secured,
        volumeMounts: [...listOf(secured.volumeMounts), { name: tmp, mountPath: TMP, subPath: secured.name }],
      };
    });
  }
  if (usesTmp) spec.volumes = [...listOf(spec.volumes), { name: tmp, emptyDir: {} }];
  if (isRestricted) securePodContext(spec, kubernetesVersion);
  return { ...pod, spec, findings: findings };
}

function secureContainer(container: any, isRestricted: boolean, isReadOnly: boolean): any {
  if (!isFillable(container.securityContext)) return container;
  const context = { ...container.securityContext };
  if (isRestricted) {
    // The API refuses it for privileged containers. The rules report the privilege.
    if (!isPrivileged(context)) context.allowPrivilegeEscalation ??= false;
    if (isFillable(context.capabilities)) {
      context.capabilities = { ...context.capabilities, drop: context.capabilities?.drop ?? ['ALL'] };
    }
  }
  if (isReadOnly) context.readOnlyRootFilesystem ??= true;
  return Object.keys(context).length > 0 ? { ...container, securityContext: context } : container;
}

const isPrivileged = ({ privileged, capabilities }: any) =>
  privileged === true || listOf(capabilities?.add).includes('CAP_SYS_ADMIN');

/** Sets pod-level defaults for fields that at least one container leaves unset. */
function securePodContext(spec: any, version: string | undefined): void {
  if (!isFillable(spec.securityContext)) return;
  const context = { ...spec.securityContext };
  const containers = [...listOf(spec.initContainers), ...listOf(spec.containers)];
  const fillIn = (field: string, value: unknown) => {
    if (containers.some((container) => container?.securityContext?.[field] == null)) context[field] ??= value;
  };
  // The standard allows root here.
  if (spec.hostUsers !== false || !hasOwnUsers(spec, minorVersion(version))) fillIn('runAsNonRoot', true);
  if (!isWindows(spec)) fillIn('seccompProfile', { type: 'RuntimeDefault' });
  if (Object.keys(context).length > 0) spec.securityContext = context;
}

const TMP = '/tmp';

function canMountTmp({ volumeMounts }: any): boolean {
  return (
    (volumeMounts == null || Array.isArray(volumeMounts)) &&
    !listOf(volumeMounts).some((mount) => normalizePath(mount?.mountPath) === TMP)
  );
}

/** `tmp`, or the next name that no volume has; undefined if volumes can't be added. */
function freeVolumeName(volumes: unknown): string | undefined {
  if (volumes != null && !Array.isArray(volumes)) return undefined;
  const taken = new Set(listOf(volumes).map((volume) => volume?.name));
  let name = 'tmp';
  for (let i = 1; taken.has(name); i++) name = `tmp-${i}`;
  return name;
}

/** Reports a profile of a single container. */
const profileOfPart = (path: string, profile: unknown): Finding =>
  finding('HKUBE-POD-SECURITY', path, 'Forbidden', 'podSecurity.profile applies to whole pods', {
    value: profile,
    hint: 'Set it for the algorithm, or for a scope around it',
  });

/** Whether a value is an object to which fields can be added. */
const isAddable = (value: unknown) => isObject(value) && !isToken(value);

const isFillable = (value: unknown) => value == null || isAddable(value);
