import { forEachPodAffinityTerm } from './affinity';
import { validateCreatedMatchLabelKeys } from './match-label-keys';
import { MIRROR } from './pod-annotations';
import { validateCreatedPodResources } from './pod-resources';
import { Validation } from '../../apimachinery/finding';
import { hostPortKey } from '../container/container-port';
import { isPadded } from '../container/seccomp-apparmor';

/**
 * What the server lets a template have, and refuses in the pods that are made from it: the workload would be there, but
 * never its pods. Paths are those of the template.
 */

const NONE: readonly any[] = [];

/** What makes pods from a template. */
export interface PodMaker {
  readonly controller:
    'Job' | 'CronJob' | 'Deployment' | 'ReplicaSet' | 'ReplicationController' | 'DaemonSet' | 'StatefulSet';
  /** Whether each pod of the Job has an index. */
  readonly indexed?: boolean;
}

/** Labels that the server adds to the pods of a Job. */
export const JOB_LABELS: readonly string[] = [
  'controller-uid',
  'job-name',
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-name',
];
const INDEX_LABEL = 'batch.kubernetes.io/job-completion-index';

const ADDED_LABELS: Record<PodMaker['controller'], readonly string[]> = {
  Job: JOB_LABELS,
  CronJob: JOB_LABELS,
  Deployment: ['pod-template-hash'],
  ReplicaSet: [],
  ReplicationController: [],
  DaemonSet: ['controller-revision-hash', 'pod-template-generation'],
  StatefulSet: ['controller-revision-hash', 'statefulset.kubernetes.io/pod-name', 'apps.kubernetes.io/pod-index'],
};

/** Labels that the server and the controllers add to their pods. */
export function addedLabels({ controller, indexed }: PodMaker): readonly string[] {
  return indexed ? [...ADDED_LABELS[controller], INDEX_LABEL] : ADDED_LABELS[controller];
}

/** What to say of what the server refuses in the pods alone. */
export const refusedPodsHint = ({ controller }: PodMaker) =>
  `The server would accept the ${controller}, but refuse its pods.`;

/** Validates what holds for the pods that are made from a template. */
export function validateCreatedPod(v: Validation, template: any, path: string, maker: PodMaker): void {
  // An update is accepted, whatever becomes of the pods.
  if (v.isUpdate) return;
  validatePodOnly(v, template, path, addedLabels(maker), refusedPodsHint(maker));
}

/**
 * Validates what holds for a pod, but not for a template.
 *
 * @param added labels that it will have, besides its own
 */
export function validatePodOnly(
  v: Validation,
  template: any,
  path: string,
  added: readonly string[],
  hint?: string,
): void {
  const spec = template.spec ?? {};
  for (const kind of ['containers', 'initContainers']) {
    (spec[kind] ?? NONE).forEach(({ image }: any, i: number) => {
      if (isPadded(image ?? '')) {
        v.invalid(
          'CTR-IMAGE',
          `${path}.${kind}[${i}].image`,
          image,
          'must not have leading or trailing whitespace',
          hint,
        );
      }
    });
  }
  if (v.minor < 37) {
    (spec.volumes ?? NONE).forEach(({ image }: any, i: number) => {
      if (image && !image.reference) v.required('VOL-IMAGE', `${path}.volumes[${i}].image.reference`, '', hint);
    });
  }
  if (spec.hostNetwork) validateCreatedHostPorts(v, spec, path, hint);
  if (spec.nodeName && spec.schedulingGates?.length && !v.isUpdate) {
    v.forbidden('POD-NODENAME', `${path}.nodeName`, 'cannot be set until all schedulingGates have been cleared', hint);
  }
  if (spec.resourceClaims?.length && Object.hasOwn(template.metadata?.annotations ?? {}, MIRROR)) {
    v.forbidden('RES-CLAIMS', `${path}.resourceClaims`, 'static pods do not support resource claims', hint);
  }
  validateCreatedPodResources(v, spec, `${path}.resources`, hint);
  validateCreatedSelectors(v, template, path, added, hint);
}

/** In the host's network each port of a container becomes the host's. */
function validateCreatedHostPorts(v: Validation, spec: any, path: string, hint?: string): void {
  validateCreatedPorts(v, spec.containers ?? NONE, `${path}.containers`, hint);
  for (const container of spec.initContainers ?? NONE) {
    validateCreatedPorts(v, [container], `${path}.initContainers`, hint);
  }
}

function validateCreatedPorts(v: Validation, containers: readonly any[], path: string, hint?: string): void {
  const taken = new Map<string, boolean>();
  containers.forEach((container, i) =>
    (container.ports ?? NONE).forEach((port: any, j: number) => {
      const hostPort = port.hostPort || port.containerPort;
      if (!hostPort) return;
      const key = hostPortKey(port, hostPort);
      const written = Boolean(port.hostPort);
      // Two written ones have been reported in the template.
      if (taken.has(key) && !(written && taken.get(key))) {
        v.duplicate('HOSTPORT', `${path}[${i}].ports[${j}].hostPort`, key, hint);
      }
      taken.set(key, written || taken.get(key) === true);
    }),
  );
}

/** The pod's own labels join the selectors that name them. */
function validateCreatedSelectors(
  v: Validation,
  template: any,
  path: string,
  added: readonly string[],
  hint?: string,
): void {
  const labels = template.metadata?.labels ?? {};
  const hasLabel = (key: string) => Object.hasOwn(labels, key) || added.includes(key);
  const { affinity, topologySpreadConstraints } = template.spec ?? {};
  if (v.isOn('MatchLabelKeysInPodTopologySpreadSelectorMerge')) {
    (topologySpreadConstraints ?? NONE).forEach((constraint: any, i: number) => {
      validateCreatedMatchLabelKeys(v, 'TSC', constraint, hasLabel, `${path}.topologySpreadConstraints[${i}]`, hint);
    });
  }
  if (v.isOn('MatchLabelKeysInPodAffinity') && affinity) {
    forEachPodAffinityTerm(affinity, `${path}.affinity`, (term, at) =>
      validateCreatedMatchLabelKeys(v, 'AFF-POD', term, hasLabel, at, hint),
    );
  }
}
