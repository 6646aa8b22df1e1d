/** `cdk8s-hkube explain`: why pods, Jobs, CronJobs and Deployments fail. */

import { findSources } from './files';
import { FINDINGS, FINE, Io, WrongUse } from './io';
import { kubectlGet } from './kubectl';
import { documentsOf } from './source-documents';
import { flatten } from '../explain/cluster';
import { Diagnosis, explain as explainObjects } from '../explain/explain';
import { jsonReport, plainText, summaryOf, textReport } from '../explain/report';
import { isCalled, select } from '../explain/select';
import { textAt } from '../explain/values';
import type { JsonObject } from '../hkube/read';

export interface ExplainOptions {
  /** Name of a Job, CronJob, Deployment or pod, or of an algorithm. */
  readonly name?: string;
  /** Labels, as kubectl takes them. */
  readonly selector?: string;
  readonly namespace?: string;
  readonly context?: string;
  /** Files to read, instead of asking kubectl. */
  readonly files?: readonly string[];
  readonly output: 'text' | 'json';
}

/** All that pods belong to, and what tells more of it. */
const KINDS = 'jobs,cronjobs,deployments,replicasets,persistentvolumeclaims,events';
/** What one looks for by labels: all that may bear them. */
const LABELLED = 'pods,jobs,cronjobs,deployments,replicasets';

interface Read {
  readonly objects: readonly unknown[];
  readonly notes: readonly string[];
}

/** Explains what fails, and answers with the exit code. */
export async function explain(options: ExplainOptions, io: Io, now = new Date()): Promise<number> {
  const { name, namespace, selector, context, files, output } = options;
  const isByKubectl = files === undefined && [name, selector, namespace, context].some((given) => given !== undefined);
  if (files === undefined && !isByKubectl && io.stdin.isTTY) {
    throw new WrongUse('give a NAME, labels (-l) or a namespace (-n); or pipe what kubectl says: kubectl get pods,jobs,events -o json | cdk8s-hkube explain');
  }
  for (const [option, given] of [['--selector', selector], ['--context', context]] as const) {
    if (files !== undefined && given !== undefined) throw new WrongUse(`${option} is for kubectl, and does not go with --file`);
  }
  const { objects, notes } = isByKubectl ? await fromKubectl(options) : await fromFiles(files ?? ['-'], options, io);
  let diagnoses = explainObjects(objects, now);
  if (isByKubectl && diagnoses.some(nodesMatter)) diagnoses = explainObjects([...objects, await nodes(options)], now);
  const told = [...notes, ...withoutEvents(objects, diagnoses, isByKubectl)].map(plainText);
  io.stdout.write(output === 'json' ? jsonReport(diagnoses, told) : textReport(diagnoses, now, told));
  const { errors, warnings } = summaryOf(diagnoses);
  return errors + warnings > 0 ? FINDINGS : FINE;
}

async function fromKubectl(options: ExplainOptions): Promise<Read> {
  const { selector, namespace, context } = options;
  const place = { namespace, context };
  if (selector === undefined) {
    const { objects, complaint } = await kubectlGet([`pods,${KINDS}`], place);
    return { objects: named([objects], options, complaint), notes: complaint === '' ? [] : [`kubectl: ${complaint}`] };
  }
  const found = await kubectlGet([LABELLED, `--selector=${selector}`], place);
  const uids = [...flatten([found.objects])].map(({ object }) => textAt(object, 'metadata', 'uid')).filter((uid) => uid !== '');
  const labelled = new Set(uids);
  const others = await kubectlGet([KINDS], place);
  const complaint = [...new Set([found.complaint, others.complaint].filter((text) => text !== ''))].join('; ');
  const objects = select([others.objects, found.objects], (object) => labelled.has(textAt(object, 'metadata', 'uid')));
  if (!objects) throw new WrongUse(`nothing has the labels ${selector}${complaint === '' ? '' : `; kubectl: ${complaint}`}`);
  return { objects: named(objects, options, complaint), notes: complaint === '' ? [] : [`kubectl: ${complaint}`] };
}

/** Only what belongs to a name. */
function named(objects: readonly unknown[], { name, namespace }: ExplainOptions, complaint = ''): readonly unknown[] {
  if (name === undefined) return objects;
  const chosen = select(objects, isCalled(name));
  if (!chosen) {
    const where = namespace === undefined ? '' : ` in namespace ${namespace}`;
    const why = complaint === '' ? '' : `; kubectl: ${complaint}`;
    throw new WrongUse(`there is no Job, CronJob, Deployment or pod called ${JSON.stringify(name)}${where}, nor one whose label app.kubernetes.io/name says so${why}`);
  }
  return chosen;
}

async function fromFiles(files: readonly string[], options: ExplainOptions, io: Io): Promise<Read> {
  const { namespace } = options;
  const objects: unknown[] = [];
  const problems: string[] = [];
  for (const source of findSources(files, io.cwd)) {
    for await (const document of documentsOf(source, io)) {
      objects.push(document.value);
      problems.push(...document.problems);
    }
  }
  if (problems.length > 0) throw new WrongUse(problems.join('\n       '));
  const here = namespace === undefined ? objects : [...flatten(objects)].map(({ kind, object }): JsonObject => ({ ...object, kind })).filter((object) => textAt(object, 'metadata', 'namespace') === namespace);
  return { objects: named(here, options), notes: [] };
}

/** Whether nodes tell more: what they have, and how old their kubelets are. */
const nodesMatter = ({ cause, facts }: Diagnosis) => cause === 'InsufficientResources' || facts.some(({ label }) => label === 'kubelet');

/** Nodes are not everybody's to see. */
async function nodes(options: ExplainOptions): Promise<unknown> {
  try {
    return (await kubectlGet(['nodes'], { context: options.context })).objects;
  } catch {
    return undefined;
  }
}

function withoutEvents(objects: readonly unknown[], diagnoses: readonly Diagnosis[], isByKubectl: boolean): string[] {
  if (diagnoses.every(({ severity }) => severity === 'info')) return [];
  for (const { kind } of flatten(objects)) if (kind === 'Event') return [];
  return [isByKubectl
    ? 'there are no events: Kubernetes keeps them for an hour. What only they tell is missing here'
    : 'no events were read: what only they tell (volumes, probes, refused pods) is missing here. Add them: kubectl get pods,jobs,events -o json'];
}
