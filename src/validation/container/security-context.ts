import { validateAppArmorProfile, validateSeccompProfile } from './seccomp-apparmor';
import { Validation } from '../../apimachinery/finding';
import { userId } from '../../apimachinery/formats';
import { validateWindowsOptions } from '../pod/windows-options';

const PROC_MOUNTS = ['Default', 'Unmasked'];

/** Validates `containers[].securityContext`. */
export function validateSecurityContext(v: Validation, context: any, hostUsers: boolean, path: string): void {
  const { runAsUser, runAsGroup, procMount, seccompProfile, appArmorProfile, windowsOptions } = context;
  if (runAsUser != null) v.invalidAll('SC', `${path}.runAsUser`, runAsUser, userId(runAsUser));
  if (runAsGroup != null) v.invalidAll('SC', `${path}.runAsGroup`, runAsGroup, userId(runAsGroup));
  // Without the gate servers replace it by Default.
  if (procMount != null && v.isOn('ProcMountType')) validateProcMount(v, procMount, hostUsers, `${path}.procMount`);
  if (seccompProfile) validateSeccompProfile(v, 'SC', seccompProfile, `${path}.seccompProfile`);
  if (context.allowPrivilegeEscalation === false) validateNoEscalation(v, context, path);
  if (windowsOptions) validateWindowsOptions(v, 'SC', windowsOptions, `${path}.windowsOptions`);
  if (appArmorProfile) validateAppArmorProfile(v, 'SC', appArmorProfile, `${path}.appArmorProfile`);
}

function validateProcMount(v: Validation, procMount: string, hostUsers: boolean, path: string): void {
  if (!PROC_MOUNTS.includes(procMount)) v.notSupported('SC', path, procMount, PROC_MOUNTS);
  if (hostUsers && procMount === 'Unmasked') {
    v.invalid('SC', path, procMount, '`hostUsers` must be false to use `Unmasked`');
  }
}

function validateNoEscalation(v: Validation, context: any, path: string): void {
  if (context.privileged) {
    v.invalid('SC', path, context, 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true');
  }
  for (const capability of context.capabilities?.add ?? []) {
    // The server knows it by this name only.
    if (capability === 'CAP_SYS_ADMIN') {
      v.invalid(
        'SC',
        path,
        context,
        'cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN',
      );
    }
  }
}
