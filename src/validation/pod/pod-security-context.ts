import { validateWindowsOptions } from './windows-options';
import { Validation } from '../../apimachinery/finding';
import { byteLength, userId } from '../../apimachinery/formats';
import { validateAppArmorProfile, validateSeccompProfile } from '../container/seccomp-apparmor';

const GROUP_CHANGE_POLICIES = ['Always', 'OnRootMismatch'];
const SUPPLEMENTAL_POLICIES = ['Merge', 'Strict'];

/** Validates a pod's `securityContext`. */
export function validatePodSecurityContext(v: Validation, context: any, spec: any, path: string): void {
  for (const field of ['fsGroup', 'runAsUser', 'runAsGroup']) {
    if (context[field] != null) v.invalidAll('PSC', `${path}.${field}`, context[field], userId(context[field]));
  }
  (context.supplementalGroups ?? []).forEach((group: number, i: number) => {
    v.invalidAll('PSC', `${path}.supplementalGroups[${i}]`, group, userId(group));
  });
  validateSysctls(v, context.sysctls ?? [], spec, `${path}.sysctls`);
  validateOneOf(v, context.fsGroupChangePolicy, GROUP_CHANGE_POLICIES, `${path}.fsGroupChangePolicy`);
  if (context.seccompProfile) validateSeccompProfile(v, 'PSC', context.seccompProfile, `${path}.seccompProfile`);
  if (context.windowsOptions) validateWindowsOptions(v, 'PSC', context.windowsOptions, `${path}.windowsOptions`);
  if (context.appArmorProfile) validateAppArmorProfile(v, 'PSC', context.appArmorProfile, `${path}.appArmorProfile`);
  validateOneOf(v, context.supplementalGroupsPolicy, SUPPLEMENTAL_POLICIES, `${path}.supplementalGroupsPolicy`);
  validateOneOf(
    v,
    context.seLinuxChangePolicy,
    v.minor >= 37 ? ['MountOption', 'Recursive'] : ['Recursive'],
    `${path}.seLinuxChangePolicy`,
  );
}

function validateOneOf(
  v: Validation,
  value: string | null | undefined,
  supported: readonly string[],
  path: string,
): void {
  if (value != null && !supported.includes(value)) v.notSupported('PSC', path, value, supported);
}

const SEGMENT = '[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const SYSCTL = `^(${SEGMENT}[\\./])*${SEGMENT}$`;
const SYSCTL_REGEX = new RegExp(SYSCTL);

function validateSysctls(v: Validation, sysctls: readonly any[], spec: any, path: string): void {
  const names = new Set<string>();
  sysctls.forEach((sysctl, i) => {
    const name: string = sysctl.name ?? '';
    const at = `${path}[${i}].name`;
    if (name === '') {
      v.required('PSC', at);
    } else if (byteLength(name) > 253 || !SYSCTL_REGEX.test(name)) {
      v.invalid('PSC', at, name, `must have at most 253 characters and match regex ${SYSCTL}`);
    } else if (names.has(name)) {
      v.duplicate('PSC', at, name);
    }
    names.add(name);
    if (v.minor >= 29) validateHostSysctl(v, name, spec, at);
  });
}

const IPC_SYSCTLS = new Set([
  'kernel.sem',
  'kernel.shmall',
  'kernel.shmmax',
  'kernel.shmmni',
  'kernel.shm_rmid_forced',
  'kernel.shm',
  'kernel.msgmax',
  'kernel.msgmnb',
  'kernel.msgmni',
  'kernel.msg',
]);

/** The host's own namespaces are not changed for a pod. */
function validateHostSysctl(v: Validation, name: string, spec: any, path: string): void {
  const dotted = dottedName(name);
  if (spec.hostNetwork && dotted.startsWith('net.')) {
    v.invalid('PSC', path, name, "may not be specified when 'hostNetwork' is true");
  } else if (spec.hostIPC && (IPC_SYSCTLS.has(dotted) || dotted.startsWith('fs.mqueue.'))) {
    v.invalid('PSC', path, name, "may not be specified when 'hostIPC' is true");
  }
}

/** `net/ipv4/conf/eno2.100/rp_filter` is `net.ipv4.conf.eno2/100.rp_filter`; what follows a `*` does not count. */
function dottedName(name: string): string {
  const slashed = /^[^./]*\//.test(name);
  const dotted = slashed ? name.replace(/[./]/g, (separator) => (separator === '.' ? '/' : '.')) : name;
  return dotted.split('*')[0];
}
