/**
 * What to change where: in constructs of this library, in HKube's spec or in the Kubernetes object, depending on the
 * origin of the pod.
 */

import type { Ref } from './events';
import type { Place, PodPlatform } from './platform';
import type { Container } from './pod';
import { ALGORUNNER, WORKER } from '../hkube/worker-template';
import { JsonObject, textAt } from '../text/json-value';

/** Where a pod comes from. */
export interface Origin {
  /** Who made it: this library, HKube, or somebody else. */
  readonly by: 'library' | 'hkube' | 'kubernetes';
  /** The name of the algorithm; of any other pod, the name of the subject. */
  readonly name: string;
  /** The object at the top of the pod's owners. */
  readonly subject: Ref;
  /** The platform that created it, if it is one that is known. */
  readonly platform?: PodPlatform;
  /** The names of containers that a webhook has added. */
  readonly injected?: ReadonlySet<string>;
}

/** One thing to change: in `SideCar "web" of Algorithm "print"`, the prop `image`, for example. */
export interface Change extends Place {
  /** What to do about it. */
  readonly do: string;
}

/**
 * Recognises pods by the algorithm's container and by their labels.
 *
 * @param platform that created the pod, if it is one that is known
 */
export function originOf(
  labels: JsonObject,
  containerNames: readonly string[],
  subject: Ref,
  platform?: PodPlatform,
): Origin {
  if (containerNames.includes(ALGORUNNER)) {
    if (textAt(labels, 'group') === 'hkube' && containerNames.includes(WORKER)) {
      return { by: 'hkube', name: textAt(labels, 'algorithm-name'), subject };
    }
    const name = textAt(labels, 'app.kubernetes.io/name');
    if (name !== '') return { by: 'library', name, subject };
  }
  return { by: 'kubernetes', name: subject.name, subject, platform };
}

type Part = Pick<Container, 'name' | 'kind' | 'isMain'>;

/** The role of a container in its pod; empty when there is nothing special about it. */
export function roleOf({ by, injected, platform }: Origin, { name, kind, isMain }: Part): string {
  if (injected?.has(name)) return 'added by a webhook';
  if (platform?.own.includes(name)) return `added by ${platform.name}`;
  if (kind === 'init') return 'init container';
  if (by === 'library') return isMain ? 'Algorithm' : 'SideCar';
  if (by === 'hkube') return isMain ? 'algorithm' : hkubeRole(name);
  return kind === 'native' ? 'native sidecar' : '';
}

const hkubeRole = (name: string) => (name === WORKER ? "HKube's worker" : 'sideCar');

/** Whether a webhook or a platform has added a container, so that no spec of the user's contains it. */
export const isAdded = ({ injected, platform }: Origin, { name }: Part): boolean =>
  injected?.has(name) === true || platform?.own.includes(name) === true;

/** `SideCar "web"` */
export function nameWithRole(origin: Origin, container: Part): string {
  return `${roleOf(origin, container) || 'container'} "${container.name}"`;
}

/** Fields of a container or pod, and the field of HKube's spec that sets them; `$&` is the same name. */
type HkubeFields = readonly (readonly [field: RegExp, hkubeField: string])[];

const ALGORUNNER_FIELDS: HkubeFields = [
  [/^image$/, 'algorithmImage'],
  [/^resources\..*\.memory$/, 'mem'],
  [/^resources\..*\.cpu$/, 'cpu'],
  [/^resources\..*gpu$/, 'gpu'],
  [/^env/, 'algorithmEnv'],
  [/^volumeMounts/, 'volumeMounts'],
];

const WORKER_FIELDS: HkubeFields = [
  [/^resources\./, 'workerCustomResources'],
  [/^env/, 'workerEnv'],
];

const POD_FIELDS: HkubeFields = [
  [/^(?:nodeSelector|volumes|securityContext|labels|annotations)/, '$&'],
  [/^affinity/, 'nodeSelector'],
];

function hkubeField(fields: HkubeFields, field: string): string | undefined {
  for (const [pattern, name] of fields) {
    const match = pattern.exec(field);
    if (match) return name === '$&' ? match[0] : name;
  }
  return undefined;
}

/** Fields that the prop `gpu` may have set. */
const DEVICE = /^resources\.limits\.[^/]+\/.+$/;

const withoutField = (field: string, hint: string) => `${hint} (HKube's specs have no field for ${field})`;

const specOf = (algorithm: string) => `spec of HKube's algorithm "${algorithm}"`;

/** A change of a field of HKube's spec; the hint says so when the spec has no such field. */
function inHkubeSpec(algorithm: string, fields: HkubeFields, field: string, hint: string): Change {
  const own = hkubeField(fields, field);
  return { in: specOf(algorithm), field: own, do: own === undefined ? withoutField(field, hint) : hint };
}

/** A change of a container's field. */
export function inContainer(origin: Origin, container: Part, field: string, hint: string): Change {
  const { by, name, subject, platform } = origin;
  if (origin.injected?.has(container.name)) return inInjector(container, field, hint);
  if (by === 'library') {
    return { in: constructOf(name, container), field: field.replace(DEVICE, 'gpu (or $&)'), do: hint };
  }
  if (by === 'hkube') {
    if (container.isMain) return inHkubeSpec(name, ALGORUNNER_FIELDS, field, hint);
    if (container.name === WORKER) return inHkubeSpec(name, WORKER_FIELDS, field, hint);
    return { in: specOf(name), field: `sideCars "${container.name}".${sideCarField(field)}`, do: hint };
  }
  if (platform) return { ...platform.container(container, field), do: hint };
  const list = container.kind === 'ordinary' ? 'containers' : 'initContainers';
  return { in: nameOf(subject), field: `${podPath(subject)}.${list} "${container.name}".${field}`, do: hint };
}

function constructOf(algorithm: string, { name, kind, isMain }: Part): string {
  if (isMain) return `Algorithm "${algorithm}"`;
  // A SideCar that others wait for to complete is an init container too.
  const or = kind === 'init' ? ` (or pod.initContainers "${name}")` : '';
  return `SideCar "${name}"${or} of Algorithm "${algorithm}"`;
}

/** Annotations of the pod that set fields of containers which well-known webhooks add. */
const INJECTOR_ANNOTATIONS = new Map([
  ['istio-proxy resources.limits.memory', 'annotation sidecar.istio.io/proxyMemoryLimit'],
  ['istio-proxy resources.requests.memory', 'annotation sidecar.istio.io/proxyMemory'],
  ['istio-proxy image', 'annotation sidecar.istio.io/proxyImage'],
  ['gke-gcsfuse-sidecar resources.limits.memory', 'annotation gke-gcsfuse/memory-limit'],
  ['gke-gcsfuse-sidecar resources.limits.ephemeral-storage', 'annotation gke-gcsfuse/ephemeral-storage-limit'],
  ['linkerd-proxy resources.limits.memory', 'annotation config.linkerd.io/proxy-memory-limit'],
]);

/** A change of a container that a webhook has added: no spec of the user's contains it. */
function inInjector({ name }: Part, field: string, hint: string): Change {
  const annotation = INJECTOR_ANNOTATIONS.get(`${name} ${field}`);
  const place = { in: `the webhook that adds container "${name}"`, do: hint };
  return field === '' ? place : { ...place, field: annotation ?? field };
}

/** The field of a `sideCars` item in HKube's spec that sets a container's field. */
function sideCarField(field: string): string {
  if (field === 'env') return 'environments';
  return field === 'volumeMounts' ? field : `container.${field}`;
}

/** A change of a container that concerns no single field. */
export function inWholeContainer(origin: Origin, container: Part, hint: string): Change {
  const { field, ...change } = inContainer(origin, container, '', hint);
  if (origin.injected?.has(container.name)) return change;
  if (origin.by === 'hkube' && (container.isMain || container.name === WORKER)) return { in: change.in, do: hint };
  const whole = field?.replace(/\.(?:container\.)?$/, '');
  return whole ? { ...change, field: whole } : change;
}

/** A change of the same field in all containers. */
export function inAllContainers({ by, name, subject, platform }: Origin, field: string, hint: string): Change {
  if (platform) return { in: platform.pod('').in, do: `${field} of all containers: ${hint}` };
  if (by === 'library') return { in: `Algorithm "${name}" and its SideCars`, field, do: hint };
  if (by === 'hkube') {
    return {
      in: specOf(name),
      do: `${field} of the algorithm, workerCustomResources and sideCars: ${hint}`,
    };
  }
  return { in: nameOf(subject), field: `${podPath(subject)}.containers[*].${field}`, do: hint };
}

/** A change of the pod that concerns no single field. */
export function inTemplate({ by, name, subject, platform }: Origin, hint: string): Change {
  if (platform) return { ...platform.pod(''), do: hint };
  if (by === 'library') return { in: `Algorithm "${name}"`, do: hint };
  if (by === 'hkube') return { in: specOf(name), do: hint };
  return { in: nameOf(subject), field: podPath(subject), do: hint };
}

/** A change of a pod's field. */
export function inPod(origin: Origin, field: string, hint: string): Change {
  const { by, name, subject, platform } = origin;
  if (platform) return { ...platform.pod(field), do: hint };
  if (by === 'library') return { in: `Algorithm "${name}"`, field: `pod.${field}`, do: hint };
  if (by === 'hkube') return inHkubeSpec(name, POD_FIELDS, field, hint);
  return { in: nameOf(subject), field: `${podPath(subject)}.${field}`, do: hint };
}

/** A change of a volume. */
export function inVolume(origin: Origin, volume: string, hint: string): Change {
  if (origin.by === 'library') return { in: `SharedVolume "${volume}" of Algorithm "${origin.name}"`, do: hint };
  if (origin.platform) return inPod(origin, `volumes "${volume}"`, hint);
  const list = origin.by === 'hkube' ? 'volumes' : `${podPath(origin.subject)}.volumes`;
  return { ...inPod(origin, 'volumes', hint), field: `${list} "${volume}"` };
}

/** Fields of a CronJob itself; the others belong to its Jobs. */
const CRON_JOB_FIELDS = ['suspend', 'schedule', 'startingDeadlineSeconds', 'concurrencyPolicy', 'timeZone'];

/** A change of a field of the workload. */
export function inWorkload({ by, name, subject }: Origin, field: string, hint: string): Change {
  if (by === 'hkube') return { in: specOf(name), do: withoutField(field, hint) };
  const isInJobTemplate = subject.kind === 'CronJob' && !CRON_JOB_FIELDS.includes(field);
  if (by === 'kubernetes') {
    return { in: nameOf(subject), field: `${isInJobTemplate ? 'spec.jobTemplate.spec' : 'spec'}.${field}`, do: hint };
  }
  const factory = subject.kind.charAt(0).toLowerCase() + subject.kind.slice(1);
  const option = isInJobTemplate ? `jobTemplate: { spec: { ${field} } }` : field;
  return { in: `Algorithm "${name}"`, field: `workload: AlgorithmWorkload.${factory}({ ${option} })`, do: hint };
}

const nameOf = ({ kind, name }: Ref) => `${kind} ${name}`;

function podPath({ kind }: Ref): string {
  switch (kind) {
    case 'Pod':
      return 'spec';
    case 'CronJob':
      return 'spec.jobTemplate.spec.template.spec';
    default:
      return 'spec.template.spec';
  }
}
