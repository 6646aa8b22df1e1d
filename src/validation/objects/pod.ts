/**
 * Pod.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
 */
import { validateGeneration, validateObjectMeta } from './object-meta';
import { allContainers } from '../../apimachinery/containers';
import { Validation } from '../../apimachinery/finding';
import { dnsLabel, dnsSubdomain } from '../../apimachinery/formats';
import { validatePodOnly } from '../pod/created-pod';
import { validatePodAnnotations, validateProfileAnnotations } from '../pod/pod-annotations';
import { validatePodSpec } from '../pod/pod-spec';
import { warnAboutPod } from '../pod/pod-warnings';
import { warnAboutStart } from '../pod/sidecar-start-warnings';
import { warnAboutSpread } from '../pod/topology-spread';

/** A Pod. */
export function validatePod(v: Validation, pod: any): void {
  const metadata = pod.metadata ?? {};
  const spec = pod.spec ?? {};
  const { annotations } = metadata;
  const containers = allContainers(spec, 'spec');
  validateObjectMeta(v, metadata);
  // Since 1.33 the server writes it.
  if (v.minor < 33) validateGeneration(v, metadata);
  if (annotations) validatePodAnnotations(v, annotations, spec, containers, 'metadata.annotations');
  validatePodSpec(v, spec, containers, 'spec');
  validateEphemeralClaims(v, metadata.name ?? '', spec.volumes ?? [], 'spec.volumes');
  if (spec.ephemeralContainers?.length && !v.isUpdate) {
    v.forbidden(
      'INIT-MISC',
      'spec.ephemeralContainers',
      'cannot be set on create',
      'Add them to the running pod with kubectl debug',
    );
  }
  if (annotations) validateProfileAnnotations(v, annotations, spec, containers, 'spec', true);
  validatePodOnly(v, pod, 'spec', []);
  warnAboutPodName(v, metadata.name ?? '');
  warnAboutPod(v, spec, 'spec');
  warnAboutSpread(v, spec.topologySpreadConstraints, metadata.labels, [], 'spec.topologySpreadConstraints');
  warnAboutStart(v, spec, 'spec', [{ seconds: spec.activeDeadlineSeconds, what: 'the pod is stopped after' }]);
}

/** The claims that are made for a pod have its name, a dash and the volume's. */
function validateEphemeralClaims(v: Validation, podName: string, volumes: readonly any[], path: string): void {
  if (podName === '') return;
  const made = new Set<string>();
  volumes.forEach(({ name, ephemeral }, i) => {
    if (!ephemeral) return;
    const claimName = `${podName}-${name ?? ''}`;
    made.add(claimName);
    for (const message of name ? dnsSubdomain(claimName) : []) {
      v.invalid('VOL-EPHEMERAL', `${path}[${i}].name`, name, `PVC name ${JSON.stringify(claimName)}: ${message}`);
    }
  });
  volumes.forEach(({ persistentVolumeClaim }, i) => {
    const claimName = persistentVolumeClaim?.claimName;
    if (!made.has(claimName)) return;
    v.invalid(
      'VOL-PVC',
      `${path}[${i}].persistentVolumeClaim.claimName`,
      claimName,
      'must not reference a PVC that gets created for an ephemeral volume',
    );
  });
}

function warnAboutPodName(v: Validation, name: string): void {
  const problems = dnsLabel(name);
  if (name === '' || problems.length === 0 || dnsSubdomain(name).length > 0) return;
  v.warn(
    'WARN-NAME',
    'metadata.name',
    name,
    `this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is ` +
      `recommended: [${problems}]`,
  );
}
