/** Why pods fail: what `kubectl get pods,jobs,events -o json` says, in plain words. */

import type { CauseName } from './cause-names';
import { Change, Maker, makerOf, roleOf } from './change';
import { readCluster, subjectOf, templateOf } from './cluster';
import { cronJobFindings } from './cron-job';
import { deploymentFindings } from './deployment';
import { byContainer, keyOf, Ref } from './events';
import { Cluster, Fact, Symptom, Other, PodContext, Severity, STEPS } from './finding';
import { healthOf } from './health';
import { failureOf, isComplete, jobFindings, retriesOf } from './job';
import type { Pod } from './pod';
import { podFindings } from './pod-findings';
import { earliest, timeText } from './values';
import { objectsAt, textAt } from '../text/json-value';
import { redactor, secretsOf } from '../text/redact';

/** One reason why an object does not do what it should; or that nothing is wrong with it. */
export interface Diagnosis {
  readonly severity: Severity;
  /** Name of the cause, which never changes: `ImageNotFound`; `Fine` when nothing is wrong. */
  readonly cause: CauseName | 'Fine';
  /** The Job, CronJob or Deployment that the pods belong to, HKube's algorithm, or the pod. */
  readonly object: Ref;
  readonly container?: { readonly name: string; readonly role: string };
  /** What is wrong, in one line. */
  readonly what: string;
  /** Since when, as far as that is known: RFC 3339. */
  readonly since?: string;
  /** As the cluster says it. */
  readonly message?: string;
  readonly facts: readonly Fact[];
  readonly changes: readonly Change[];
  /** Commands that tell more. */
  readonly commands: readonly string[];
  /** The pods (for a CronJob or an algorithm of HKube's: the Jobs) that it is about: how many, and some of their names. */
  readonly about: { readonly kind: string; readonly count: number; readonly names: readonly string[] };
}

/** What explains one object. */
interface Subject {
  readonly ref: Ref;
  readonly pods: Pod[];
  readonly workloads: Other[];
  readonly found: Map<string, Group>;
}

/** The same finding, of several pods. */
interface Group {
  readonly finding: Symptom;
  readonly maker: Maker;
  readonly raw: object;
  readonly members: Ref[];
  since?: number;
  severity: Severity;
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];
/** So many names are worth listing. */
const MAX_NAMES = 3;

/**
 * Says why pods, Jobs, CronJobs and Deployments fail, the root of it first.
 *
 * @param objects what kubectl prints: objects and lists in any mixture. Anything that is none is ignored.
 * @param now the time at which they were read
 * @returns at least one diagnosis for each object that is not part of another
 */
export function explain(objects: readonly unknown[], now: Date): Diagnosis[] {
  const cluster = readCluster(objects, now);
  const subjects = new Map<string, Subject>();
  const subjectFor = (ref: Ref): Subject => {
    const key = keyOf(ref);
    const known = subjects.get(key);
    if (known) return known;
    const subject: Subject = { ref, pods: [], workloads: [], found: new Map() };
    subjects.set(key, subject);
    return subject;
  };

  const workloadsWithPods = new Set(cluster.pods.flatMap(({ owner }) => (owner ? [keyOf(owner)] : [])));
  for (const workload of cluster.others.values()) {
    if (!['Job', 'CronJob', 'Deployment'].includes(workload.ref.kind)) continue;
    const { labels, spec } = templateOf(workload);
    const names = objectsAt(spec, 'containers').map((container) => textAt(container, 'name'));
    const maker = makerFor(labels, names, subjectOf(workload, cluster));
    const subject = subjectFor(maker.subject);
    subject.workloads.push(workload);
    const hasPods = workloadsWithPods.has(keyOf(workload.ref));
    for (const finding of workloadFindings(workload, maker, cluster, hasPods)) add(subject, finding, maker, workload);
  }
  for (const pod of cluster.pods) {
    const names = pod.containers.filter(({ kind }) => kind === 'ordinary').map(({ name }) => name);
    const maker = makerFor(pod.labels, names, subjectOf(pod, cluster));
    const subject = subjectFor(maker.subject);
    subject.pods.push(pod);
    const events = cluster.events.of(pod.ref, pod.uid);
    const context: PodContext = { pod, maker, cluster, events, containerEvents: byContainer(events) };
    for (const finding of podFindings(context)) {
      const severity = severityOf(finding, pod, cluster);
      if (severity) add(subject, { ...finding, severity }, maker, pod);
    }
  }
  return [...subjects.values()]
    .map((subject) => diagnosesOf(subject, cluster))
    .sort((a, b) => {
      const [{ object: ofA }, { object: ofB }] = [a[0], b[0]];
      return (
        worst(a) - worst(b) ||
        compare(ofA.namespace, ofB.namespace) ||
        compare(ofA.name, ofB.name) ||
        compare(ofA.kind, ofB.kind)
      );
    })
    .flat();
}

/** HKube makes Jobs of an algorithm as it needs them: what they have in common is the algorithm. */
function makerFor(labels: object, names: readonly string[], ref: Ref): Maker {
  const maker = makerOf(labels, names, ref);
  return maker.by === 'hkube'
    ? { ...maker, subject: { kind: 'HKube algorithm', namespace: ref.namespace, name: maker.name } }
    : maker;
}

function workloadFindings(workload: Other, maker: Maker, cluster: Cluster, hasPods: boolean): Symptom[] {
  switch (workload.ref.kind) {
    case 'Job':
      return jobFindings(workload, maker, cluster, hasPods);
    case 'CronJob':
      return cronJobFindings(workload, maker, cluster);
    default:
      return deploymentFindings(workload, cluster.children.get(keyOf(workload.ref)) ?? [], maker, cluster);
  }
}

/** What became of it since may have made it less, or nothing. */
function severityOf({ severity }: Symptom, pod: Pod, { others }: Cluster): Severity | undefined {
  const owner = pod.owner && others.get(keyOf(pod.owner));
  if (owner?.ref.kind === 'Job' && isComplete(owner)) return undefined;
  // A ReplicaSet has long made another.
  return pod.owner?.kind === 'ReplicaSet' && pod.phase === 'Failed' && severity === 'error' ? 'warning' : severity;
}

function add({ found }: Subject, finding: Symptom, maker: Maker, { ref, raw }: Pod | Other): void {
  const key = JSON.stringify([finding.cause, finding.container?.name, finding.what, finding.key]);
  const group = found.get(key);
  if (!group) {
    found.set(key, { finding, maker, raw, members: [ref], since: finding.since, severity: finding.severity });
    return;
  }
  group.members.push(ref);
  group.since = earliest([group.since, finding.since]);
  if (SEVERITIES.indexOf(finding.severity) < SEVERITIES.indexOf(group.severity)) group.severity = finding.severity;
}

function diagnosesOf(subject: Subject, cluster: Cluster): Diagnosis[] {
  const groups = [...subject.found.values()].sort(
    (a, b) => STEPS.indexOf(a.finding.step) - STEPS.indexOf(b.finding.step),
  );
  const roots = groups.filter(({ finding, severity }) => finding.step !== 'workload' && severity !== 'info');
  const consequences = roots.length === 0 ? [] : groups.filter(({ finding }) => finding.step === 'workload');
  const told = groups.filter((group) => !consequences.includes(group));
  const better = recovery(subject);
  const redactors: Redactors = new Map();
  const job = cluster.others.get(keyOf(subject.ref));
  const retries = job?.ref.kind === 'Job' ? retriesOf(job) : [];
  const diagnoses = told.map((group, i): Diagnosis => {
    const isOver = better !== undefined && group.severity === 'error' && (group.since ?? 0) < better.time;
    const facts = [
      ...group.finding.facts,
      ...(i === 0
        ? [
            ...consequences.map(({ members: [{ kind }], finding }) => ({
              label: 'result',
              text: `${kind} ${finding.what}`,
            })),
            ...retries,
          ]
        : []),
      ...(isOver ? [{ label: 'since then', text: `Job ${better.name} has succeeded` }] : []),
    ];
    return diagnosis({ ...group, severity: isOver ? 'warning' : group.severity }, subject.ref, facts, redactors);
  });
  return diagnoses.length > 0
    ? diagnoses
    : [healthOf(subject, cluster)].map((what): Diagnosis => ({
        severity: 'info',
        cause: 'Fine',
        object: subject.ref,
        what: `nothing wrong: ${what}`,
        facts: [],
        changes: [],
        commands: [],
        about: about(
          subject.pods.map(({ ref }) => ref),
          subject.ref,
        ),
      }));
}

/** When a CronJob has last succeeded, after Jobs that had failed. */
function recovery({ ref, workloads }: Subject): { readonly time: number; readonly name: string } | undefined {
  if (ref.kind !== 'CronJob') return undefined;
  const jobs = workloads.filter((workload) => workload.ref.kind === 'Job').map((job) => ({ job, start: startOf(job) }));
  const done = jobs.filter(({ job }) => isComplete(job)).sort((a, b) => b.start - a.start)[0];
  if (!done || jobs.some(({ job, start }) => start > done.start && failureOf(job))) return undefined;
  return { time: done.start, name: done.job.ref.name };
}

const startOf = ({ raw }: Other) => Date.parse(textAt(raw, 'status', 'startTime')) || 0;

function diagnosis(
  { finding, maker, raw, members, since, severity }: Group,
  object: Ref,
  facts: readonly Fact[],
  redactors: Redactors,
): Diagnosis {
  const { cause, container, what, message, changes, commands } = finding;
  const redactOwn = redactors.get(raw) ?? redactor(secretsOf(raw));
  redactors.set(raw, redactOwn);
  const redactQuoted = redactor(secretsOf([message ?? '', ...facts.map(({ text }) => text)].map(withoutKeys)));
  const redact = (text: string) => redactOwn(redactQuoted(text));
  return {
    severity,
    cause,
    object,
    ...(container && { container: { name: container.name, role: roleOf(maker, container) } }),
    what,
    ...(since !== undefined && { since: timeText(since) }),
    ...(message && { message: redact(message) }),
    facts: facts.map(({ label, text }) => ({ label, text: redact(text) })),
    changes,
    commands,
    about: about(members, object),
  };
}

/** What takes an object's secrets out of texts. */
type Redactors = Map<object, (text: string) => string>;

/** Names of missing keys are no secrets: `references non-existent secret key: password`. */
const withoutKeys = (text: string) => text.replaceAll(' key: ', ' key ');

function about(members: readonly Ref[], object: Ref): Diagnosis['about'] {
  const others = members.filter((ref) => ref.kind !== object.kind || ref.name !== object.name);
  return {
    kind: others[0]?.kind ?? 'Pod',
    count: others.length,
    names: others.slice(0, MAX_NAMES).map(({ name }) => name),
  };
}

const worst = (diagnoses: readonly Diagnosis[]) =>
  SEVERITIES.findIndex((each) => diagnoses.some(({ severity }) => severity === each));

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
