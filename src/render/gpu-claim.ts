/** Devices that a container requests, as a vendor's extended resource. */
export interface GpuClaim {
  readonly resourceName: string;
  readonly count: number;
  /** Whether the pod tolerates nodes that are tainted with the resource's name. */
  readonly tolerate: boolean;
}

/** Tolerations that the devices of a pod's containers need in addition to those that it has. */
export function tolerationsFor(claims: readonly (GpuClaim | undefined)[], given: unknown): any[] {
  const added: any[] = [];
  const known = Array.isArray(given) ? given : [];
  for (const claim of claims) {
    if (!claim?.tolerate) continue;
    const taint = claim.resourceName;
    if ([...known, ...added].some((toleration) => tolerates(toleration ?? {}, taint))) continue;
    added.push({ key: taint, operator: 'Exists', effect: 'NoSchedule' });
  }
  return added;
}

/** Whether a toleration allows the pod on nodes with the taint, for any value of the taint. */
function tolerates({ key, operator, effect }: any, taint: string): boolean {
  const isForKey = key === taint || key === undefined || key === '';
  return operator === 'Exists' && isForKey && [undefined, '', 'NoSchedule'].includes(effect);
}
