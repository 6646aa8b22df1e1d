import { validateAffinity } from './affinity';
import { validateDnsConfig, validateDnsPolicy, validateHostAliases } from './dns';
import { validateEviction } from './eviction';
import { validatePodOs } from './pod-os';
import { validatePodResources } from './pod-resources';
import { validatePodSecurityContext } from './pod-security-context';
import { validateResourceClaims } from './resource-claim';
import { validateTolerations } from './toleration';
import { validateTopologySpread } from './topology-spread';
import { validateHostProcesses } from './windows-options';
import type { ContainersWithPath } from '../../apimachinery/containers';
import { Validation } from '../../apimachinery/finding';
import { byteLength, dnsLabel, dnsSubdomain, inclusiveRange, qualifiedName } from '../../apimachinery/formats';
import {
  ContainerContext,
  validateContainers,
  validateEphemeralContainers,
  validateInitContainers,
} from '../container/container';
import { validateHostNetworkPorts } from '../container/container-port';
import { validateFileKeyRefVolumes } from '../container/env';
import { validateResourceRequirements } from '../container/resource-requirements';
import { validateLabels } from '../objects/object-meta';
import { validateVolumes } from '../volume/volume';

const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];
const PREEMPTION_POLICIES = ['PreemptLowerPriority', 'Never'];
const DEFAULT_GRACE_PERIOD = 30;
const NONE: readonly any[] = [];

/**
 * Validates a pod's `spec` in a template.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodSpec
 */
export function validatePodSpec(v: Validation, spec: any, containersWithPath: ContainersWithPath, path: string): void {
  const containers = spec.containers ?? NONE;
  const volumes = validateVolumes(v, spec.volumes ?? NONE, `${path}.volumes`);
  const claimNames = validateResourceClaims(v, spec.resourceClaims ?? NONE, `${path}.resourceClaims`);
  const context: ContainerContext = {
    volumes,
    claimNames,
    restartPolicy: spec.restartPolicy || 'Always',
    gracePeriod: spec.terminationGracePeriodSeconds ?? DEFAULT_GRACE_PERIOD,
    hostUsers: spec.hostUsers ?? true,
    os: spec.os?.name ?? (spec.os ? '' : undefined),
  };
  validateContainers(v, containers, context, `${path}.containers`);
  validateInitContainers(v, spec.initContainers ?? NONE, containers, context, `${path}.initContainers`);
  if (spec.ephemeralContainers?.length) validateEphemeralContainers(v, spec, context, `${path}.ephemeralContainers`);
  validatePodResources(v, spec, claimNames, `${path}.resources`);
  if (spec.hostNetwork) validateHostNetworkPorts(v, containers, `${path}.containers`);
  if (spec.restartPolicy && !RESTART_POLICIES.includes(spec.restartPolicy)) {
    v.notSupported('JOB-RESTARTPOLICY', `${path}.restartPolicy`, spec.restartPolicy, RESTART_POLICIES);
  }
  validateNetwork(v, spec, path);
  validateScheduling(v, spec, path);
  validateHostNamespaces(v, spec, containersWithPath, path);
  validateHostProcesses(v, containersWithPath, spec, path);
  if (spec.os) validatePodOs(v, spec, containersWithPath, path);
  for (const [container, at] of containersWithPath) {
    validateFileKeyRefVolumes(v, container.env ?? NONE, volumes.all, `${at}.env`);
  }

  const serviceAccountName = spec.serviceAccountName || spec.serviceAccount;
  if (serviceAccountName) {
    v.invalidAll(
      'POD-SERVICEACCOUNT',
      `${path}.serviceAccountName`,
      serviceAccountName,
      dnsSubdomain(serviceAccountName),
    );
  }
  const seconds = spec.activeDeadlineSeconds;
  if (seconds != null && (seconds < 1 || seconds > 2147483647)) {
    v.invalid('JOB-ACTIVEDEADLINE-TEMPLATE', `${path}.activeDeadlineSeconds`, seconds, inclusiveRange(1, 2147483647));
  }
  (spec.readinessGates ?? NONE).forEach(({ conditionType }: any, i: number) => {
    v.invalidAll(
      'POD-READINESSGATE',
      `${path}.readinessGates[${i}].conditionType`,
      conditionType ?? '',
      qualifiedName(conditionType ?? ''),
    );
  });
  if (spec.runtimeClassName != null) {
    v.invalidAll(
      'POD-RUNTIMECLASS',
      `${path}.runtimeClassName`,
      spec.runtimeClassName,
      dnsSubdomain(spec.runtimeClassName),
    );
  }
  if (spec.overhead) validateResourceRequirements(v, { limits: spec.overhead }, new Set(), `${path}.overhead`);
}

function validateNetwork(v: Validation, spec: any, path: string): void {
  const { hostname, subdomain } = spec;
  validateDnsPolicy(v, spec.dnsPolicy, `${path}.dnsPolicy`);
  validateDnsConfig(v, spec.dnsConfig, spec.dnsPolicy, `${path}.dnsConfig`);
  validateHostAliases(v, spec.hostAliases ?? NONE, `${path}.hostAliases`);
  if (hostname) v.invalidAll('POD-HOSTNAME', `${path}.hostname`, hostname, dnsLabel(hostname));
  if (subdomain) v.invalidAll('POD-HOSTNAME', `${path}.subdomain`, subdomain, dnsLabel(subdomain));
  if (spec.hostnameOverride != null) validateHostnameOverride(v, spec, `${path}.hostnameOverride`);
}

function validateHostnameOverride(
  v: Validation,
  { hostnameOverride, setHostnameAsFQDN, hostNetwork }: any,
  path: string,
): void {
  if (setHostnameAsFQDN) v.forbidden('POD-HOSTNAME', path, 'may not be specified when setHostnameAsFQDN is true');
  if (hostNetwork) v.forbidden('POD-HOSTNAME', path, 'may not be specified when hostNetwork is true');
  if (byteLength(hostnameOverride) > 64) v.tooLong('POD-HOSTNAME', path, 'may not be more than 64 bytes');
  v.invalidAll('POD-HOSTNAME', path, hostnameOverride, dnsSubdomain(hostnameOverride));
}

function validateScheduling(v: Validation, spec: any, path: string): void {
  const { nodeName, priorityClassName, preemptionPolicy } = spec;
  validateLabels(v, spec.nodeSelector, `${path}.nodeSelector`);
  if (spec.affinity) validateAffinity(v, spec.affinity, `${path}.affinity`);
  validateTolerations(v, spec.tolerations ?? NONE, `${path}.tolerations`);
  validateTopologySpread(v, spec.topologySpreadConstraints ?? NONE, `${path}.topologySpreadConstraints`);
  validateSchedulingGates(v, spec.schedulingGates ?? NONE, `${path}.schedulingGates`);
  if (nodeName) v.invalidAll('POD-NODENAME', `${path}.nodeName`, nodeName, dnsSubdomain(nodeName));
  if (priorityClassName) {
    v.invalidAll('POD-PRIORITYCLASS', `${path}.priorityClassName`, priorityClassName, dnsSubdomain(priorityClassName));
  }
  validatePreemptionPolicy(v, 'POD-PREEMPTION', preemptionPolicy, `${path}.preemptionPolicy`);
  validateEviction(v, spec, path);
}

/** Validates the `preemptionPolicy` of a pod or of a class of priorities. */
export function validatePreemptionPolicy(
  v: Validation,
  rule: string,
  policy: string | null | undefined,
  path: string,
): void {
  if (policy === '') {
    v.required(rule, path);
  } else if (policy != null && !PREEMPTION_POLICIES.includes(policy)) {
    v.notSupported(rule, path, policy, PREEMPTION_POLICIES);
  }
}

function validateSchedulingGates(v: Validation, gates: readonly any[], path: string): void {
  const names = new Set<string>();
  gates.forEach((gate, i) => {
    const name: string = gate.name ?? '';
    v.invalidAll('POD-SCHEDGATE', `${path}[${i}]`, name, qualifiedName(name));
    if (names.has(name)) v.duplicate('POD-SCHEDGATE', `${path}[${i}]`, name);
    names.add(name);
  });
}

function validateHostNamespaces(v: Validation, spec: any, containers: ContainersWithPath, path: string): void {
  const { securityContext, shareProcessNamespace, hostPID } = spec;
  if (securityContext) validatePodSecurityContext(v, securityContext, spec, `${path}.securityContext`);
  if (shareProcessNamespace && hostPID) {
    const at = v.minor >= 37 ? path : `${path}.securityContext`;
    v.invalid(
      'POD-HOSTNS',
      `${at}.shareProcessNamespace`,
      true,
      'ShareProcessNamespace and HostPID cannot both be enabled',
    );
  }
  if (spec.hostUsers !== false) return;
  const forbid = (at: string) =>
    v.forbidden('POD-HOSTNS', at, `when \`${v.minor >= 34 ? 'hostUsers' : 'pod.Spec.HostUsers'}\` is false`);
  if (spec.hostNetwork && !v.isOn('UserNamespacesHostNetworkSupport')) forbid(`${path}.hostNetwork`);
  // The server writes these two as they are called in Go.
  if (hostPID) forbid(`${path}.HostPID`);
  if (spec.hostIPC) forbid(`${path}.HostIPC`);
  if (v.minor < 34) return;
  for (const [container, at] of containers) if (container.volumeDevices?.length) forbid(`${at}.volumeDevices`);
}
