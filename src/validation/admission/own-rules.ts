import { templateContainers } from '../../apimachinery/containers';
import { Validation } from '../../apimachinery/finding';
import { imageReferenceError } from '../../apimachinery/image-reference';
import { listOf } from '../../text/json-value';
import { variablesIn } from '../../text/variables';
import { normalizePath } from '../volume/local-path';

/**
 * Our own rules, stricter than the API server's: what it accepts although no container runtime can run it, or it
 * is certainly a mistake. They are listed in docs/rules.md and hold for what constructs make, not for other manifests.
 *
 * @param spec the pod's spec in the final manifest
 * @param path the path of the spec
 */
export function checkPodSpec(v: Validation, spec: any, path: string): void {
  if (v.isKnown(spec)) return;
  for (const [container, at] of templateContainers(spec, path)) checkContainer(v, container, at);
  listOf(spec?.volumes).forEach((volume, i) =>
    checkMedium(v, volume?.emptyDir?.medium, `${path}.volumes[${i}].emptyDir.medium`),
  );
}

/** The server accepts any medium; the kubelet mounts these, and waits forever with others. */
function checkMedium(v: Validation, medium: unknown, path: string): void {
  if (typeof medium !== 'string' || /^(Memory|HugePages(-.*)?)?$/.test(medium)) return;
  v.notSupported('HKUBE-MEDIUM', path, medium, ['Memory', 'HugePages', 'HugePages-2Mi', 'HugePages-1Gi']);
}

function imageHint(image: string): string {
  const [variable] = variablesIn(image);
  if (variable !== undefined) return `Put in the value of ${variable} first`;
  if (/\$\(.*\)/.test(image)) return 'Kubernetes replaces $(…) only in command, args and env: write the image itself';
  return 'Example: docker.io/acme/print:v4';
}

function checkContainer(v: Validation, container: any, path: string): void {
  if (v.isKnown(container)) return;
  const { image } = container ?? {};
  // An empty image, or one with surrounding white space, is the API server's to refuse.
  if (typeof image === 'string' && image !== '' && image.trim() === image) {
    const error = imageReferenceError(image);
    if (error) v.invalid('HKUBE-IMAGE', `${path}.image`, image, error, imageHint(image));
  }

  const paths = new Map<unknown, unknown>();
  listOf(container?.volumeMounts).forEach((mount, i) => {
    const { mountPath } = mount ?? {};
    if (typeof mountPath !== 'string' || mountPath === '') return;
    const field = `${path}.volumeMounts[${i}].mountPath`;
    // A Windows path starts with a drive, or names a pipe: \\.\pipe\docker_engine.
    const rest = mountPath.replace(/^(?:[A-Za-z]:(?=[\\/])|\\\\)/, '/');
    if (!rest.startsWith('/')) {
      v.invalid('HKUBE-MOUNT-PATH', field, mountPath, 'must be an absolute path', `Write "/${mountPath}"`);
    }
    if (rest.includes(':')) v.invalid('HKUBE-MOUNT-PATH', field, mountPath, 'must not contain ":"');
    const normal = normalizePath(mountPath);
    const taken = paths.get(normal);
    // The very same text twice is the API server's to refuse.
    if (taken !== undefined && taken !== mountPath) {
      v.invalid('HKUBE-MOUNT-PATH', field, mountPath, `is the same directory as "${taken}"`);
    }
    paths.set(normal, mountPath);
  });
}
