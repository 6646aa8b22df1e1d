/** Explains why live pods fail, from what `kubectl get pods,jobs,events -o json` prints. The entry of this room. */

import type { CauseName } from './cause-names';
import { Change, Origin, originOf, roleOf } from './change';
import { readCluster, subjectOf, templateOf, WORKLOADS } from './cluster';
import type { Cluster, ClusterObject } from './cluster';
import { kubectlCommand } from './commands';
import { cronJobSymptoms } from './cron-job';
import { deploymentSymptoms } from './deployment';
import { keyOf, Ref } from './events';
import { healthOf } from './health';
import { injectedContainers } from './injected';
import { failureOf, isComplete, jobSymptoms, retriesOf } from './job';
import type { PodPlatform } from './platform';
import type { Pod } from './pod';
import { podContext } from './pod-context';
import { podSymptoms } from './pod-symptoms';
import { replicaSymptoms } from './replicas';
import { Fact, Severity, STEPS, Symptom } from './symptom';
import { earliest, timeText } from './values';
import { objectsAt, textAt } from '../text/json-value';
import { redactor, secretsOf } from '../text/redact';

/** One reason why an object does not do what it should, or that nothing is wrong with it. */
export interface Diagnosis {
  readonly severity: Severity;
  /** The name of the cause, which never changes: `ImageNotFound`. `Fine` when nothing is wrong. */
  readonly cause: CauseName | 'Fine';
  /** The workload that the pods belong to, HKube's algorithm, or the pod. */
  readonly object: Ref;
  readonly container?: { readonly name: string; readonly role: string };
  /** What is wrong, in one line. */
  readonly what: string;
  /** When it began, if that is known: RFC 3339. */
  readonly since?: string;
  /** In the cluster's own words. */
  readonly message?: string;
  readonly facts: readonly Fact[];
  readonly changes: readonly Change[];
  /** Commands that show more. */
  readonly commands: readonly string[];
  /** The pods that it is about (of a CronJob or an HKube algorithm: the Jobs): how many, and some of their names. */
  readonly about: { readonly kind: string; readonly count: number; readonly names: readonly string[] };
}

/** One object to explain, with all that belongs to it. */
interface Subject {
  readonly ref: Ref;
  readonly pods: Pod[];
  readonly workloads: ClusterObject[];
  readonly groups: Map<string, Group>;
}

/** The same symptom of several pods. */
interface Group {
  readonly symptom: Symptom;
  readonly origin: Origin;
  readonly raw: object;
  readonly members: Ref[];
  since?: number;
  severity: Severity;
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];
/** How many names of pods are listed. */
const MAX_NAMES = 3;

/**
 * Explains why pods and workloads fail, the root cause first.
 *
 * @param objects what kubectl prints: objects and lists in any mixture; everything else is ignored
 * @param now when they were read
 * @returns at least one diagnosis for each object that is not part of another
 */
export function explain(objects: readonly unknown[], now: Date): Diagnosis[] {
  const cluster = readCluster(objects, now);
  const subjects = new Map<string, Subject>();
  addWorkloads(subjects, cluster);
  for (const pod of cluster.pods) addPod(subjects, pod, cluster);
  return [...subjects.values()]
    .map((subject) => diagnosesOf(subject, cluster))
    .sort(compareDiagnoses)
    .flat();
}

function subjectFor(subjects: Map<string, Subject>, ref: Ref): Subject {
  const key = keyOf(ref);
  const known = subjects.get(key);
  if (known) return known;
  const subject: Subject = { ref, pods: [], workloads: [], groups: new Map() };
  subjects.set(key, subject);
  return subject;
}

function addWorkloads(subjects: Map<string, Subject>, cluster: Cluster): void {
  const workloadsWithPods = new Set(cluster.pods.flatMap(({ owner }) => (owner ? [keyOf(owner)] : [])));
  for (const workload of cluster.objects.values()) {
    if (!WORKLOADS.includes(workload.ref.kind)) continue;
    const { labels, spec } = templateOf(workload);
    const names = objectsAt(spec, 'containers').map((container) => textAt(container, 'name'));
    const origin = groupedOrigin(labels, names, subjectOf(workload, cluster));
    const subject = subjectFor(subjects, origin.subject);
    subject.workloads.push(workload);
    const hasPods = workloadsWithPods.has(keyOf(workload.ref));
    for (const symptom of workloadSymptoms(workload, origin, cluster, hasPods)) {
      addSymptom(subject, symptom, origin, workload);
    }
  }
}

function addPod(subjects: Map<string, Subject>, pod: Pod, cluster: Cluster): void {
  const names = pod.containers.filter(({ kind }) => kind === 'ordinary').map(({ name }) => name);
  const owner = pod.owner && cluster.objects.get(keyOf(pod.owner));
  const origin = {
    ...groupedOrigin(pod.labels, names, subjectOf(pod, cluster), pod.platform),
    injected: injectedContainers(pod.spec, owner && templateOf(owner).spec),
  };
  const subject = subjectFor(subjects, origin.subject);
  subject.pods.push(pod);
  for (const symptom of podSymptoms(podContext(pod, origin, cluster))) {
    const severity = severityNow(symptom, pod, cluster);
    if (severity) addSymptom(subject, { ...symptom, severity }, origin, pod);
  }
}

/** The origin, with the algorithm as the subject of all Jobs that HKube creates for it. */
function groupedOrigin(labels: object, names: readonly string[], ref: Ref, platform?: PodPlatform): Origin {
  const origin = originOf(labels, names, ref, platform);
  return origin.by === 'hkube'
    ? { ...origin, subject: { kind: 'HKube algorithm', namespace: ref.namespace, name: origin.name } }
    : origin;
}

function workloadSymptoms(workload: ClusterObject, origin: Origin, cluster: Cluster, hasPods: boolean): Symptom[] {
  switch (workload.ref.kind) {
    case 'Job':
      return jobSymptoms(workload, origin, cluster, hasPods);
    case 'CronJob':
      return cronJobSymptoms(workload, origin, cluster);
    case 'Deployment':
      return deploymentSymptoms(workload, cluster.children.get(keyOf(workload.ref)) ?? [], origin, cluster);
    default:
      return replicaSymptoms(workload, origin, cluster);
  }
}

/** The severity by now: the owner of the pod may have recovered. Undefined when the symptom no longer matters. */
function severityNow({ severity, outlivesSuccess }: Symptom, pod: Pod, { objects }: Cluster): Severity | undefined {
  const owner = pod.owner && objects.get(keyOf(pod.owner));
  if (owner?.ref.kind === 'Job' && isComplete(owner)) return outlivesSuccess ? severity : undefined;
  // The ReplicaSet has already replaced a failed pod.
  const isReplaced = pod.owner?.kind === 'ReplicaSet' && pod.phase === 'Failed';
  return isReplaced && severity === 'error' ? 'warning' : severity;
}

function addSymptom({ groups }: Subject, symptom: Symptom, origin: Origin, { ref, raw }: Pod | ClusterObject): void {
  const key = JSON.stringify([symptom.cause, symptom.container?.name, symptom.what, symptom.key]);
  const group = groups.get(key);
  if (!group) {
    groups.set(key, { symptom, origin, raw, members: [ref], since: symptom.since, severity: symptom.severity });
    return;
  }
  group.members.push(ref);
  group.since = earliest([group.since, symptom.since]);
  if (SEVERITIES.indexOf(symptom.severity) < SEVERITIES.indexOf(group.severity)) group.severity = symptom.severity;
}

function diagnosesOf(subject: Subject, cluster: Cluster): Diagnosis[] {
  const groups = [...subject.groups.values()].sort(
    (a, b) => STEPS.indexOf(a.symptom.step) - STEPS.indexOf(b.symptom.step),
  );
  const hasRoot = groups.some(({ symptom, severity }) => symptom.step !== 'workload' && severity !== 'info');
  const consequences = hasRoot ? groups.filter(({ symptom }) => symptom.step === 'workload') : [];
  const roots = groups.filter((group) => !consequences.includes(group));
  if (roots.length === 0) return [fineDiagnosis(subject, cluster)];
  const results = [...consequences.map(resultFact), ...retriesOfSubject(subject, cluster)];
  const recovery = recoveryOf(subject);
  const hasFailed = consequences.some(({ severity }) => severity === 'error');
  const redactors: Redactors = new Map();
  return roots.map((group, i): Diagnosis => {
    const isOver = recovery !== undefined && group.severity === 'error' && (group.since ?? 0) < recovery.time;
    const facts = [
      ...group.symptom.facts,
      ...(i === 0 ? results : []),
      ...(isOver ? [{ label: 'since then', text: `Job ${recovery.name} has succeeded` }] : []),
    ];
    // What makes a Job fail needs a change, even if it would pass by itself.
    const known = i === 0 && hasFailed ? 'error' : group.severity;
    return diagnosis({ ...group, severity: isOver ? 'warning' : known }, subject.ref, facts, redactors);
  });
}

const resultFact = ({ members: [{ kind }], symptom }: Group): Fact => ({
  label: 'result',
  text: `${kind} ${symptom.what}`,
});

function retriesOfSubject({ ref }: Subject, cluster: Cluster): Fact[] {
  const job = cluster.objects.get(keyOf(ref));
  return job?.ref.kind === 'Job' ? retriesOf(job) : [];
}

/** Says that nothing is wrong; of what has no status, that it is not known. */
function fineDiagnosis(subject: Subject, cluster: Cluster): Diagnosis {
  const pods = subject.pods.map(({ ref }) => ref);
  const state = healthOf(subject, cluster);
  return {
    ...(state === undefined ? UNKNOWN : { severity: 'info', cause: 'Fine', what: `nothing wrong: ${state}` }),
    object: subject.ref,
    facts: [],
    changes: [],
    commands: state === undefined ? kubectlCommand('describe', subject.ref) : [],
    about: about(pods, subject.ref),
  };
}

const UNKNOWN = {
  severity: 'warning',
  cause: 'StatusUnknown',
  what: 'not known: what was read has no status, or only a part of it',
} as const;

/** The last successful Job of a CronJob, when no later Job has failed. */
function recoveryOf({ ref, workloads }: Subject): { readonly time: number; readonly name: string } | undefined {
  if (ref.kind !== 'CronJob') return undefined;
  const jobs = workloads.filter((workload) => workload.ref.kind === 'Job').map((job) => ({ job, start: startOf(job) }));
  const done = jobs.filter(({ job }) => isComplete(job)).sort((a, b) => b.start - a.start)[0];
  if (!done || jobs.some(({ job, start }) => start > done.start && failureOf(job))) return undefined;
  return { time: done.start, name: done.job.ref.name };
}

const startOf = ({ raw }: ClusterObject) => Date.parse(textAt(raw, 'status', 'startTime')) || 0;

function diagnosis(
  { symptom, origin, raw, members, since, severity }: Group,
  object: Ref,
  facts: readonly Fact[],
  redactors: Redactors,
): Diagnosis {
  const { cause, container, what, message, changes, commands } = symptom;
  const redactOwn = redactors.get(raw) ?? redactor(secretsOf(raw));
  redactors.set(raw, redactOwn);
  const redactQuoted = redactor(secretsOf([message ?? '', ...facts.map(({ text }) => text)].map(withoutKeys)));
  const redact = (text: string) => redactOwn(redactQuoted(text));
  return {
    severity,
    cause,
    object,
    ...(container && { container: { name: container.name, role: roleOf(origin, container) } }),
    what,
    ...(since !== undefined && { since: timeText(since) }),
    ...(message && { message: redact(message) }),
    facts: facts.map(({ label, text }) => ({ label, text: redact(text) })),
    changes,
    commands,
    about: about(members, object),
  };
}

/** By the object: what removes its secrets from a text. */
type Redactors = Map<object, (text: string) => string>;

/** Names of missing keys are not secrets: `references non-existent secret key: password`. */
const withoutKeys = (text: string) => text.replaceAll(' key: ', ' key ');

function about(members: readonly Ref[], object: Ref): Diagnosis['about'] {
  const others = members.filter((ref) => ref.kind !== object.kind || ref.name !== object.name);
  return {
    kind: others[0]?.kind ?? 'Pod',
    count: others.length,
    names: others.slice(0, MAX_NAMES).map(({ name }) => name),
  };
}

/** The worst first; then by namespace, name and kind. */
function compareDiagnoses(a: readonly Diagnosis[], b: readonly Diagnosis[]): number {
  const [{ object: ofA }] = a;
  const [{ object: ofB }] = b;
  return (
    worst(a) - worst(b) ||
    compare(ofA.namespace, ofB.namespace) ||
    compare(ofA.name, ofB.name) ||
    compare(ofA.kind, ofB.kind)
  );
}

const worst = (diagnoses: readonly Diagnosis[]) =>
  SEVERITIES.findIndex((each) => diagnoses.some(({ severity }) => severity === each));

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
