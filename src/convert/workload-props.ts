/** What runs a pod, and the pod around its containers, as props. */

import { call, Expression, optional, struct, Struct } from './code';
import { metadataCode } from './metadata';
import type { Scope } from './scope';
import { pick, plainCode, structFields } from './typed-value';
import { structType } from '../apimachinery/schema';
import { NAME_LABEL } from '../render/name-label';
import { isEqual } from '../text/equal';
import { fieldAt, JsonObject, objectAt } from '../text/json-value';

/** A kind that an Algorithm can be. */
export interface WorkloadKind {
  /** Path of the pod template; empty for a Pod. */
  readonly templatePath: string;
  /** The method of AlgorithmWorkload. */
  readonly factory: string;
  /** Its options, and the struct of the API that they are. @default - it takes none */
  readonly options?: string;
  readonly struct: string;
  /** Whether sidecars are ordinary containers unless they say otherwise. */
  readonly isLongRunning: boolean;
}

const kindOf = (factory: string, kind: string, isLongRunning: boolean): WorkloadKind => ({
  templatePath: kind === 'CronJob' ? 'spec.jobTemplate.spec.template' : 'spec.template',
  factory,
  options: `${kind}Options`,
  struct: `${kind}Spec`,
  isLongRunning,
});

const KINDS: Readonly<Record<string, WorkloadKind>> = {
  'batch/v1 Job': kindOf('job', 'Job', false),
  'batch/v1 CronJob': kindOf('cronJob', 'CronJob', false),
  'apps/v1 Deployment': kindOf('deployment', 'Deployment', true),
  'apps/v1 StatefulSet': kindOf('statefulSet', 'StatefulSet', true),
  'apps/v1 DaemonSet': kindOf('daemonSet', 'DaemonSet', true),
  'v1 Pod': { templatePath: '', factory: 'pod', struct: 'PodSpec', isLongRunning: false },
};

/** The kind of an object that an Algorithm can be; undefined for others. */
export function workloadKind({ apiVersion, kind }: JsonObject): WorkloadKind | undefined {
  const key = `${apiVersion} ${kind}`;
  return Object.hasOwn(KINDS, key) ? KINDS[key] : undefined;
}

/**
 * What runs the pods; undefined for a Job without options, which is the default.
 *
 * @param isComplete whether the algorithm creates no Service for a StatefulSet
 */
export function workloadFactory(
  { factory, options, struct: type, templatePath }: WorkloadKind,
  manifest: JsonObject,
  scope: Scope,
  isComplete: boolean,
): Expression | undefined {
  if (options === undefined) return call('AlgorithmWorkload', factory, []);
  const [, given] = pick(objectAt(manifest, 'spec'), ['template', 'jobTemplate', 'volumeClaimTemplates']);
  const fields = {
    ...given,
    // Otherwise the algorithm creates a Service.
    ...(factory === 'statefulSet' && isComplete && given.serviceName === undefined && { serviceName: '' }),
  };
  const [{ selector }, others] = pick(fields, ['selector']);
  const isOwn = selector !== undefined && isNameSelector(manifest, templatePath);
  const props = struct(options, [
    ...structFields({ ...others, ...(selector !== undefined && !isOwn && { selector }) }, type),
    ['jobTemplate', factory === 'cronJob' ? jobTemplate(manifest, scope) : undefined],
  ]);
  return factory === 'job' && props.entries.length === 0
    ? undefined
    : call('AlgorithmWorkload', factory, [], optional(props));
}

function jobTemplate(manifest: JsonObject, scope: Scope): Struct | undefined {
  const template = objectAt(manifest, 'spec', 'jobTemplate');
  const metadata = objectAt(template, 'metadata');
  const [, fields] = pick(objectAt(template, 'spec'), ['template']);
  return optional(
    struct('JobTemplate', [
      ['metadata', metadataCode(metadata, metadata.name, scope)],
      ['spec', optional(struct('JobOptions', structFields(fields, 'JobSpec')))],
    ]),
  );
}

/** Whether the selector is the one that an algorithm has by itself. */
function isNameSelector(manifest: JsonObject, templatePath: string): boolean {
  const name: unknown = fieldAt(manifest, 'metadata.name');
  const labels = fieldAt(manifest, `${templatePath}.metadata.labels`);
  return (
    isEqual(fieldAt(manifest, 'spec.selector'), { matchLabels: { [NAME_LABEL]: name } }) &&
    labels?.[NAME_LABEL] === name
  );
}

/** Fields of the pod that are constructs. */
const CONSTRUCTS = ['containers', 'initContainers', 'volumes'];
/** Fields that are props of the same name and of another type, or none. */
const WITHOUT_PROPS = ['serviceAccount', 'ephemeralContainers'];

/** The pod around the containers; undefined if it has no fields. */
export function podProps(kind: WorkloadKind, manifest: JsonObject, pod: JsonObject): Struct | undefined {
  const { templatePath, isLongRunning } = kind;
  const isPod = templatePath === '';
  const { labels, annotations } = objectAt(isPod ? {} : fieldAt(manifest, templatePath), 'metadata');
  const [, given] = pick(pod, CONSTRUCTS);
  const [{ restartPolicy = isPod ? 'Always' : undefined, serviceAccount, serviceAccountName }, others] = pick(given, [
    'restartPolicy',
    'serviceAccount',
    'serviceAccountName',
  ]);
  // The API has two names for the account; the older one follows the newer.
  const account = serviceAccountName ?? serviceAccount;
  const isDefault = !isLongRunning && restartPolicy === 'Never';
  const fields = {
    ...(restartPolicy !== undefined && !isDefault && { restartPolicy }),
    ...(account !== undefined && { serviceAccountName: account }),
    ...others,
  };
  const known = [...structType('PodSpec')!.fields.keys()].filter((name) => !WITHOUT_PROPS.includes(name));
  const [props, unknown] = pick(fields, known);
  const isOwn = isLongRunning && isNameSelector(manifest, templatePath);
  const ownLabels = isOwn ? pick(labels, [NAME_LABEL])[1] : labels;
  return optional(
    struct('AlgorithmPod', [
      ['labels', mapOf(ownLabels)],
      ['annotations', mapOf(annotations)],
      ...structFields(props, 'PodSpec'),
      ['fields', mapOf(unknown)],
    ]),
  );
}

const mapOf = (value: JsonObject = {}): Expression | undefined =>
  Object.keys(value).length > 0 ? plainCode(value) : undefined;
