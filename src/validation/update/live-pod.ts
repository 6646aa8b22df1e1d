/** What admission controllers and the scheduler add to pods. */
import { listOf, objectsAt } from '../../text/json-value';

const TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';
const TOKEN_VOLUME = 'kube-api-access';
/** Stands for the node that the scheduler found. */
const NODE = 'node-of-the-pod';
const UNREACHABLE = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];

/** Pods stay on a broken node for five minutes, unless they say otherwise. */
export function withTolerations(spec: any): any {
  const given = objectsAt(spec, 'tolerations');
  const missing = UNREACHABLE.filter(
    (key) => !given.some((each) => (!each.key || each.key === key) && (!each.effect || each.effect === 'NoExecute')),
  );
  if (missing.length === 0) return spec;
  const added = missing.map((key) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }));
  return { ...spec, tolerations: [...given, ...added] };
}

/** A Pod after its creation; without a status it counts as started, unless gates keep it. */
export function createdPod(pod: any): any {
  const { spec } = pod;
  const account = spec.serviceAccountName || 'default';
  const isScheduled = !pod.status && listOf(spec.schedulingGates).length === 0;
  const admitted = {
    ...withTolerations(withToken(spec)),
    serviceAccountName: account,
    serviceAccount: account,
    priority: spec.priority ?? 0,
    preemptionPolicy: spec.preemptionPolicy ?? 'PreemptLowerPriority',
    ...(isScheduled && !spec.nodeName && { nodeName: NODE }),
  };
  return { ...pod, spec: admitted };
}

function withToken(spec: any): any {
  const isMounted = (container: any) =>
    objectsAt(container, 'volumeMounts').some(({ mountPath }) => mountPath === TOKEN_PATH);
  const containers = [...objectsAt(spec, 'containers'), ...objectsAt(spec, 'initContainers')];
  if (spec.automountServiceAccountToken === false || containers.every(isMounted)) return spec;
  const mount = { name: TOKEN_VOLUME, mountPath: TOKEN_PATH, readOnly: true };
  const mounted = (container: any) =>
    isMounted(container) ? container : { ...container, volumeMounts: [...listOf(container.volumeMounts), mount] };
  return {
    ...spec,
    ...(spec.initContainers && { initContainers: objectsAt(spec, 'initContainers').map(mounted) }),
    containers: objectsAt(spec, 'containers').map(mounted),
    volumes: [
      ...listOf(spec.volumes),
      {
        name: TOKEN_VOLUME,
        projected: {
          defaultMode: 0o644,
          sources: [{ serviceAccountToken: { path: 'token', expirationSeconds: 3607 } }],
        },
      },
    ],
  };
}
