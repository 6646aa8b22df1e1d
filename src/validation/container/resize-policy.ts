import { Validation } from '../../apimachinery/finding';

const RESOURCES = ['cpu', 'memory'];
const POLICIES = ['NotRequired', 'RestartContainer'];

/** Validates `containers[].resizePolicy`; most of the server's paths have no index. */
export function validateResizePolicy(
  v: Validation,
  policies: readonly any[],
  podRestartPolicy: string,
  path: string,
): void {
  const seen = new Set<string>();
  policies.forEach((policy, i) => {
    const name: string = policy.resourceName ?? '';
    const restart: string = policy.restartPolicy ?? '';
    if (seen.has(name)) v.duplicate('RES-RESIZE', `${path}[${i}]`, name);
    seen.add(name);
    if (name === '') v.required('RES-RESIZE', path);
    else if (!RESOURCES.includes(name)) v.notSupported('RES-RESIZE', path, name, RESOURCES);
    if (restart === '') v.required('RES-RESIZE', path);
    else if (!POLICIES.includes(restart)) v.notSupported('RES-RESIZE', path, restart, POLICIES);
    if (podRestartPolicy === 'Never' && restart !== 'NotRequired') {
      v.invalid(
        'RES-RESIZE',
        path,
        restart,
        `must be 'NotRequired' when ${v.minor >= 36 ? 'pod ' : ''}\`restartPolicy\` is 'Never'`,
      );
    }
  });
}

/** An init container that ends does not live long enough to be restarted for a resize. */
export function validateInitResizePolicy(v: Validation, policies: readonly any[], path: string): void {
  if (v.minor < 36) return;
  policies.forEach(({ restartPolicy }, i) => {
    if (restartPolicy === 'RestartContainer') {
      v.invalid(
        'RES-RESIZE',
        `${path}[${i}].restartPolicy`,
        restartPolicy,
        "must not be set to 'RestartContainer' for non-sidecar initContainers",
      );
    }
  });
}
