/**
 * Where to change something: in constructs of this library, in HKube's spec, or in the Kubernetes object, whichever the pod was
 * made of.
 */

import type { Ref } from './events';
import type { Container } from './pod';
import { ALGORUNNER, WORKER } from '../hkube/worker-template';
import { JsonObject, textAt } from '../text/json-value';

/** What a pod was made of. */
export interface Maker {
  readonly by: 'library' | 'hkube' | 'kubernetes';
  /** Name of the algorithm, for Kubernetes objects of the object. */
  readonly name: string;
  /** The object that the pod belongs to in the end. */
  readonly subject: Ref;
}

/** What to do, and where. */
export interface Change {
  /** `SideCar "web" of Algorithm "print"` */
  readonly in: string;
  /** The prop or field; undefined when there is none for it. */
  readonly field?: string;
  readonly do: string;
}

/** Our pods have a container and a label of their own; HKube's have its labels, too. */
export function makerOf(labels: JsonObject, containerNames: readonly string[], subject: Ref): Maker {
  if (containerNames.includes(ALGORUNNER)) {
    if (textAt(labels, 'group') === 'hkube' && containerNames.includes(WORKER)) {
      return { by: 'hkube', name: textAt(labels, 'algorithm-name'), subject };
    }
    const name = textAt(labels, 'app.kubernetes.io/name');
    if (name !== '') return { by: 'library', name, subject };
  }
  return { by: 'kubernetes', name: subject.name, subject };
}

type Part = Pick<Container, 'name' | 'kind' | 'isMain'>;

/** What a container is to its pod; empty when that is plain. */
export function roleOf({ by }: Maker, { name, kind, isMain }: Part): string {
  if (kind === 'init') return 'init container';
  if (by === 'library') return isMain ? 'Algorithm' : 'SideCar';
  if (by === 'hkube') return isMain ? 'algorithm' : name === WORKER ? "HKube's worker" : 'sideCar';
  return kind === 'native' ? 'native sidecar' : '';
}

/** `SideCar "web"` */
export function nameWithRole(maker: Maker, container: Part): string {
  return `${roleOf(maker, container) || 'container'} "${container.name}"`;
}

/** HKube's fields for those of the algorithm's container. */
const OF_ALGORUNNER: readonly (readonly [RegExp, string])[] = [
  [/^image$/, 'algorithmImage'],
  [/^resources\..*\.memory$/, 'mem'],
  [/^resources\..*\.cpu$/, 'cpu'],
  [/^resources\..*gpu$/, 'gpu'],
  [/^env/, 'algorithmEnv'],
  [/^volumeMounts/, 'volumeMounts'],
];

const OF_WORKER: readonly (readonly [RegExp, string])[] = [
  [/^resources\./, 'workerCustomResources'],
  [/^env/, 'workerEnv'],
];

const OF_POD: readonly (readonly [RegExp, string])[] = [
  [/^(?:nodeSelector|volumes|securityContext|labels|annotations)/, '$&'],
  [/^affinity/, 'nodeSelector'],
];

function hkubeField(table: readonly (readonly [RegExp, string])[], field: string): string | undefined {
  const entry = table.find(([pattern]) => pattern.test(field));
  return entry && (entry[1] === '$&' ? entry[0].exec(field)![0] : entry[1]);
}

/** What the prop `gpu` asks for, too. */
const DEVICE = /^resources\.limits\.[^/]+\/.+$/;

const without = (field: string, to: string) => `${to} (HKube's specs have nothing for ${field})`;

/** To change a field of a container. */
export function inContainer(maker: Maker, container: Part, field: string, to: string): Change {
  const { by, name } = maker;
  if (by === 'library') {
    const prop = field.replace(DEVICE, 'gpu (or $&)');
    if (container.isMain) return { in: `Algorithm "${name}"`, field: prop, do: to };
    // A sidecar that others wait for to complete is one, too.
    const or = container.kind === 'init' ? ` (or pod.initContainers "${container.name}")` : '';
    return { in: `SideCar "${container.name}"${or} of Algorithm "${name}"`, field: prop, do: to };
  }
  if (by === 'hkube') {
    const place = `spec of HKube's algorithm "${name}"`;
    if (container.isMain || container.name === WORKER) {
      const own = hkubeField(container.isMain ? OF_ALGORUNNER : OF_WORKER, field);
      return { in: place, field: own, do: own === undefined ? without(field, to) : to };
    }
    const own = field === 'env' ? 'environments' : field === 'volumeMounts' ? field : `container.${field}`;
    return { in: place, field: `sideCars "${container.name}".${own}`, do: to };
  }
  const list = container.kind === 'ordinary' ? 'containers' : 'initContainers';
  return { in: nameOf(maker.subject), field: `${podPath(maker.subject)}.${list} "${container.name}".${field}`, do: to };
}

/** To change something of a container that has no one field. */
export function inWholeContainer(maker: Maker, container: Part, to: string): Change {
  const { field, ...change } = inContainer(maker, container, '', to);
  if (maker.by === 'hkube' && (container.isMain || container.name === WORKER)) return { in: change.in, do: to };
  const whole = field?.replace(/\.(?:container\.)?$/, '');
  return whole ? { ...change, field: whole } : change;
}

/** To change the same field of all containers. */
export function inAllContainers({ by, name, subject }: Maker, field: string, to: string): Change {
  if (by === 'library') return { in: `Algorithm "${name}" and its SideCars`, field, do: to };
  if (by === 'hkube') {
    return {
      in: `spec of HKube's algorithm "${name}"`,
      do: `${field} of the algorithm, workerCustomResources and sideCars: ${to}`,
    };
  }
  return { in: nameOf(subject), field: `${podPath(subject)}.containers[*].${field}`, do: to };
}

/** To change something of the pod that has no one field. */
export function inTemplate({ by, name, subject }: Maker, to: string): Change {
  if (by === 'library') return { in: `Algorithm "${name}"`, do: to };
  if (by === 'hkube') return { in: `spec of HKube's algorithm "${name}"`, do: to };
  return { in: nameOf(subject), field: podPath(subject), do: to };
}

/** To change a field of the pod. */
export function inPod(maker: Maker, field: string, to: string): Change {
  const { by, name, subject } = maker;
  if (by === 'library') return { in: `Algorithm "${name}"`, field: `pod.${field}`, do: to };
  if (by === 'hkube') {
    const own = hkubeField(OF_POD, field);
    return { in: `spec of HKube's algorithm "${name}"`, field: own, do: own === undefined ? without(field, to) : to };
  }
  return { in: nameOf(subject), field: `${podPath(subject)}.${field}`, do: to };
}

/** To change a volume. */
export function inVolume(maker: Maker, volume: string, to: string): Change {
  if (maker.by === 'library') return { in: `SharedVolume "${volume}" of Algorithm "${maker.name}"`, do: to };
  return {
    ...inPod(maker, 'volumes', to),
    field: `${maker.by === 'hkube' ? 'volumes' : `${podPath(maker.subject)}.volumes`} "${volume}"`,
  };
}

/** To change a field of the Job, CronJob or Deployment. */
export function inWorkload({ by, name, subject }: Maker, field: string, to: string): Change {
  if (by === 'hkube') return { in: `spec of HKube's algorithm "${name}"`, do: without(field, to) };
  const isOfCronJob =
    subject.kind === 'CronJob' &&
    !['suspend', 'schedule', 'startingDeadlineSeconds', 'concurrencyPolicy', 'timeZone'].includes(field);
  if (by === 'kubernetes') {
    return { in: nameOf(subject), field: `${isOfCronJob ? 'spec.jobTemplate.spec' : 'spec'}.${field}`, do: to };
  }
  const factory = subject.kind.charAt(0).toLowerCase() + subject.kind.slice(1);
  return {
    in: `Algorithm "${name}"`,
    field: `workload: Workload.${factory}({ ${isOfCronJob ? `jobTemplate: { spec: { ${field} } }` : field} })`,
    do: to,
  };
}

const nameOf = ({ kind, name }: Ref) => `${kind} ${name}`;

function podPath({ kind }: Ref): string {
  return kind === 'Pod' ? 'spec' : kind === 'CronJob' ? 'spec.jobTemplate.spec.template.spec' : 'spec.template.spec';
}
