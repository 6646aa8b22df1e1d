import type { ContainersWithPath } from '../../apimachinery/containers';
import { Validation } from '../../apimachinery/finding';

const RULE = 'POD-OS';
const SYSTEMS = ['linux', 'windows'];
const FORBIDDEN_IN_POD_CONTEXT = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'fsGroup',
  'fsGroupChangePolicy',
  'runAsUser',
  'runAsGroup',
  'supplementalGroups',
  'supplementalGroupsPolicy',
  'seLinuxChangePolicy',
];
const FORBIDDEN_IN_CONTAINER_CONTEXT = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
];

/** A pod that names its operating system has none of another's fields. */
export function validatePodOs(v: Validation, spec: any, containers: ContainersWithPath, path: string): void {
  const name: string = spec.os.name ?? '';
  if (name === '') v.required(RULE, `${path}.os.name`);
  else if (!SYSTEMS.includes(name)) v.notSupported(RULE, `${path}.os`, name, SYSTEMS);
  else if (name === 'linux') validateLinux(v, spec, containers, path);
  else validateWindows(v, spec, containers, path);
}

function validateLinux(v: Validation, spec: any, containers: ContainersWithPath, path: string): void {
  const contexts = [[spec, path] as const, ...containers];
  for (const [{ securityContext }, at] of contexts) {
    if (securityContext?.windowsOptions) {
      v.forbidden(RULE, `${at}.securityContext.windowsOptions`, 'windows options cannot be set for a linux pod');
    }
  }
}

function validateWindows(v: Validation, spec: any, containers: ContainersWithPath, path: string): void {
  const forbid = (at: string) => v.forbidden(RULE, at, 'cannot be set for a windows pod');
  const context = spec.securityContext ?? {};
  for (const field of FORBIDDEN_IN_POD_CONTEXT) if (context[field] != null) forbid(`${path}.securityContext.${field}`);
  if (context.sysctls?.length) forbid(`${path}.securityContext.sysctls`);
  if (spec.hostUsers != null) forbid(`${path}.hostUsers`);
  if (spec.hostPID) forbid(`${path}.hostPID`);
  if (spec.hostIPC) forbid(`${path}.hostIPC`);
  if (spec.shareProcessNamespace != null) forbid(`${path}.shareProcessNamespace`);
  for (const [{ securityContext }, at] of containers) {
    for (const field of FORBIDDEN_IN_CONTAINER_CONTEXT) {
      if (securityContext?.[field] != null) forbid(`${at}.securityContext.${field}`);
    }
  }
}
