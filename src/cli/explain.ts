/** `cdk8s-hkube explain`: why pods and workloads fail. */

import { paintFor } from './colors';
import { documentsOf } from './documents';
import { findSources } from './files';
import { FINDINGS, FINE, Io, WrongUse } from './io';
import { kubectlGet, kubectlNamespace } from './kubectl';
import { flatten } from '../explain/cluster';
import { Diagnosis, explain as explainObjects } from '../explain/explain';
import { EXPLAINED, GET_ALL, isKubernetes, listOf, namespacesOf, whyNothing } from '../explain/nothing-found';
import { jsonReport, summaryOf, textReport } from '../explain/report';
import { isCalled, select } from '../explain/select';
import { oneLine } from '../text/escape';
import { JsonObject, textAt } from '../text/json-value';
import { textFindingLine } from '../text/position';

export interface ExplainOptions {
  /** Name of a workload, a pod or an algorithm. */
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
const KINDS = 'jobs,cronjobs,deployments,statefulsets,daemonsets,replicasets,persistentvolumeclaims,events';
/** What one looks for by labels: all that may bear them. */
const LABELLED = 'pods,jobs,cronjobs,deployments,statefulsets,daemonsets,replicasets';

interface Read {
  readonly objects: readonly unknown[];
  readonly notes: readonly string[];
}

/** Explains what fails, and answers with the exit code. */
export async function explain(options: ExplainOptions, io: Io, now = new Date()): Promise<number> {
  const { name, namespace, selector, context, files, output } = options;
  const isByKubectl = files === undefined && [name, selector, namespace, context].some((given) => given !== undefined);
  if (files === undefined && !isByKubectl && io.stdin.isTTY) {
    throw new WrongUse(
      `pass a NAME, labels (-l) or a namespace (-n); or pipe the output of kubectl: ${GET_ALL} | cdk8s-hkube explain`,
    );
  }
  for (const [option, given] of [
    ['--selector', selector],
    ['--context', context],
  ] as const) {
    if (files !== undefined && given !== undefined) {
      throw new WrongUse(`${option} is for kubectl, and cannot be used with --file`);
    }
  }
  const { objects, notes } = isByKubectl
    ? await fromKubectl(options, io)
    : await fromFiles(files ?? ['-'], options, io);
  let diagnoses = explainObjects(objects, now);
  if (diagnoses.length === 0) {
    throw new WrongUse(
      isByKubectl ? await notFound(`there are no ${EXPLAINED}`, options, io, { objects, notes }) : whyNothing(objects),
    );
  }
  if (isByKubectl) {
    const more = [
      ...(diagnoses.some(nodesMatter) ? [await optional('nodes', { context })] : []),
      ...(diagnoses.some(({ cause }) => cause === 'Queued')
        ? [await optional('workloads.kueue.x-k8s.io', { namespace, context })]
        : []),
    ];
    if (more.length > 0) diagnoses = explainObjects([...objects, ...more], now);
  }
  const events = withoutEvents(objects, diagnoses, isByKubectl, notes.length > 0);
  const told = [...notes, ...events, ...(isByKubectl && io.stdin.isPiped ? [UNREAD] : [])].map(oneLine);
  const paint = paintFor(io.stdout, io);
  io.stdout.write(output === 'json' ? jsonReport(diagnoses, told) : textReport(diagnoses, now, told, paint));
  const { errors, warnings } = summaryOf(diagnoses);
  return errors + warnings > 0 ? FINDINGS : FINE;
}

/** A pipe may be somebody else's, or never end: only who asks for it has it read. */
const UNREAD = 'standard input was not read, because kubectl was run; to read it instead, add -f -';

async function fromKubectl(options: ExplainOptions, io: Io): Promise<Read> {
  const { name, selector, namespace, context } = options;
  const place = { namespace, context };
  const complaints: string[] = [];
  const ask = async (what: readonly string[]) => {
    const { objects: found, complaint } = await kubectlGet(what, place);
    if (complaint !== '' && !complaints.includes(complaint)) complaints.push(complaint);
    return found;
  };
  let objects: readonly unknown[];
  if (selector === undefined) {
    objects = [await ask([`pods,${KINDS}`])];
  } else {
    const found = await ask([LABELLED, `--selector=${selector}`]);
    const labelled = new Set(
      [...flatten([found])].map(({ object }) => textAt(object, 'metadata', 'uid')).filter((uid) => uid !== ''),
    );
    const others = await ask([KINDS]);
    objects = select([others, found], (object) => labelled.has(textAt(object, 'metadata', 'uid'))) ?? [];
  }
  const notes = complaints.length > 0 ? [`kubectl: ${complaints.join('; ')}`] : [];
  const chosen = named(objects, name);
  if (!chosen || objects.length === 0) {
    throw new WrongUse(
      await notFound(name === undefined ? 'no objects were found' : noObjectNamed(name), options, io, {
        objects,
        notes,
      }),
    );
  }
  return { objects: chosen, notes };
}

/** Only what belongs to a name; undefined when nothing does. */
const named = (objects: readonly unknown[], name: string | undefined) =>
  name === undefined ? objects : select(objects, isCalled(name));

const noObjectNamed = (name: string) =>
  `no workload or pod has the name or the label app.kubernetes.io/name ${JSON.stringify(name)}`;

/** Where nothing was found, and what may be the reason. */
async function notFound(
  what: string,
  { name, selector, namespace, context }: ExplainOptions,
  io: Io,
  { objects, notes }: Read,
): Promise<string> {
  const searched = namespace ?? namespacesOf(objects)[0] ?? (await kubectlNamespace(context));
  const where = searched === undefined ? "in kubectl's namespace" : `in namespace ${searched}`;
  const labels = selector === undefined ? '' : ` with the labels ${selector}`;
  // If a cluster does not answer, it is unknown what there is.
  if (notes.length > 0 && flatten(objects).next().done) {
    return `nothing${labels} was found ${where}, and not all could be read; ${notes.join('; ')}`;
  }
  const help =
    name !== undefined || selector !== undefined
      ? 'Is it in another one (-n)?'
      : 'Does it exist? kubectl get namespaces';
  const unread = io.stdin.isPiped ? [UNREAD] : [];
  return `${[`${what}${labels} ${where}`, ...notes, ...unread].join('; ')}. ${help}`;
}

const NOT_AN_OBJECT = 'not a Kubernetes object';

async function fromFiles(files: readonly string[], { name, namespace }: ExplainOptions, io: Io): Promise<Read> {
  const objects: unknown[] = [];
  const errors: string[] = [];
  const sources = findSources(files, io.cwd);
  for (const source of sources) {
    for await (const { value, line, errors: ofText } of documentsOf(source, io)) {
      errors.push(...ofText.map((error) => textFindingLine(source.name, error)));
      if (ofText.length > 0) continue;
      if (isKubernetes(value)) objects.push(value);
      // Directories contain other files too.
      else if (source.isNamed) errors.push(textFindingLine(source.name, { line, column: 1, detail: NOT_AN_OBJECT }));
    }
  }
  const what = `explain reads what kubectl prints with -o json or -o yaml: ${GET_ALL} | cdk8s-hkube explain`;
  if (errors.length > 0) throw new WrongUse([...errors, ...(objects.length === 0 ? [what] : [])].join('; '));
  const names = listOf(sources.map((source) => source.name));
  if (objects.length === 0) throw new WrongUse(`there are no Kubernetes objects in ${names}; ${what}`);
  const here =
    namespace === undefined
      ? objects
      : [...flatten(objects)]
          .map(({ kind, object }): JsonObject => ({ ...object, kind }))
          .filter((object) => textAt(object, 'metadata', 'namespace') === namespace);
  if (here.length === 0) {
    const read = listOf(namespacesOf(objects)) || 'none';
    throw new WrongUse(`there are no objects of namespace ${namespace} in ${names}; their namespaces: ${read}`);
  }
  const chosen = named(here, name);
  if (!chosen) {
    throw new WrongUse(
      `${noObjectNamed(name!)} in ${names}${namespace === undefined ? '' : `, namespace ${namespace}`}`,
    );
  }
  return { objects: chosen, notes: [] };
}

/** Whether nodes tell more: what they have, and how old their kubelets are. */
const nodesMatter = ({ cause, facts }: Diagnosis) =>
  cause === 'InsufficientResources' || cause === 'CommandFormat' || facts.some(({ label }) => label === 'kubelet');

/** Objects that tell more, if the user may read them and the cluster has them. */
async function optional(type: string, place: Parameters<typeof kubectlGet>[1]): Promise<unknown> {
  try {
    return (await kubectlGet([type], place)).objects;
  } catch {
    return undefined;
  }
}

/** @param isPartial whether there is something that kubectl could not read */
function withoutEvents(
  objects: readonly unknown[],
  diagnoses: readonly Diagnosis[],
  isByKubectl: boolean,
  isPartial: boolean,
): string[] {
  if (diagnoses.every(({ severity }) => severity === 'info')) return [];
  for (const { kind } of flatten(objects)) if (kind === 'Event') return [];
  if (isByKubectl && isPartial) {
    return [EVENTS_NOT_READ];
  }
  return [isByKubectl ? EVENTS_GONE : EVENTS_MISSING];
}

const EVENTS_GONE =
  'there are no events: Kubernetes keeps them for an hour. Causes that only events show are missing here';
const EVENTS_NOT_READ =
  'no events were read: causes that only they show (volumes, probes, refused pods) are missing here';
const EVENTS_MISSING = `${EVENTS_NOT_READ}. Add them: kubectl get pods,jobs,events -o json`;
