import { validateConfigMap } from './objects/config-map';
import { validateControllerRevision } from './objects/controller-revision';
import { validateCronJob } from './objects/cron-job';
import { validateCustomMeta } from './objects/custom-resource';
import { validateDaemonSet } from './objects/daemon-set';
import { decode } from '../apimachinery/decode';
import { validateDeployment } from './objects/deployment';
import { Finding, Validation } from '../apimachinery/finding';
import {
  validateHorizontalPodAutoscaler,
  validateHorizontalPodAutoscalerV1,
} from './objects/horizontal-pod-autoscaler';
import { validateJob } from './objects/job';
import { validateLease } from './objects/lease';
import { ObjectMeta, validateOtherMeta } from './objects/object-meta';
import { validatePersistentVolumeClaim } from './objects/persistent-volume-claim';
import { validatePod } from './objects/pod';
import { validatePodDisruptionBudget } from './objects/pod-disruption-budget';
import { validatePodTemplateObject } from './objects/pod-template';
import { validatePriorityClass } from './objects/priority-class';
import { validateReplicaSet } from './objects/replica-set';
import { validateReplicationController } from './objects/replication-controller';
import { validateRuntimeClass } from './objects/runtime-class';
import { isClusterScoped } from '../apimachinery/more-structs';
import { groupOf, isServed, kindType, NEWEST_MINOR, structType } from '../apimachinery/schema';
import { unservedHint } from '../apimachinery/served-kinds';
import { validateSecret } from './objects/secret';
import { validateStatefulSet } from './objects/stateful-set';
import { LARGE, validateSize } from './printed/size';
import { survey, validateYaml } from './printed/yaml-safety';

const RULES: Record<string, (v: Validation, object: any) => void> = {
  'batch/v1 Job': validateJob,
  'batch/v1 CronJob': validateCronJob,
  'apps/v1 Deployment': validateDeployment,
  'v1 PersistentVolumeClaim': validatePersistentVolumeClaim,
  'v1 ConfigMap': validateConfigMap,
  'v1 Secret': validateSecret,
  'v1 Pod': validatePod,
  'v1 PodTemplate': validatePodTemplateObject,
  'v1 ReplicationController': validateReplicationController,
  'apps/v1 ReplicaSet': validateReplicaSet,
  'apps/v1 StatefulSet': validateStatefulSet,
  'apps/v1 DaemonSet': validateDaemonSet,
  'apps/v1 ControllerRevision': validateControllerRevision,
  'autoscaling/v1 HorizontalPodAutoscaler': validateHorizontalPodAutoscalerV1,
  'autoscaling/v2 HorizontalPodAutoscaler': validateHorizontalPodAutoscaler,
  'policy/v1 PodDisruptionBudget': validatePodDisruptionBudget,
  'scheduling.k8s.io/v1 PriorityClass': validatePriorityClass,
  'node.k8s.io/v1 RuntimeClass': validateRuntimeClass,
  'coordination.k8s.io/v1 Lease': validateLease,
};

/** Whether there are rules for a kind; of others only the fields are checked where they are known, else the metadata. */
export const hasRules = (apiVersion: string, kind: string) => Object.hasOwn(RULES, `${apiVersion} ${kind}`);

/**
 * How much of a kind's objects is validated: all, by rules; the fields, their types and the metadata; or the metadata
 * alone, as of custom resources.
 */
export type ValidationLevel = 'validated' | 'decoded' | 'not validated';

export function validationLevel(apiVersion: string, kind: string, minor = NEWEST_MINOR): ValidationLevel {
  if (hasRules(apiVersion, kind)) return 'validated';
  return kindType(apiVersion, kind, minor) ? 'decoded' : 'not validated';
}

/**
 * All findings about a manifest, as Kubernetes 1.`minor` would have them, in order: what does not decode, what the rules
 * say, and what would not survive being printed as YAML. Any value will do; it never throws.
 *
 * Kinds without rules are decoded, and their metadata is validated. Of custom resources only the metadata is known.
 */
export function validateManifest(manifest: unknown, minor: number): Finding[] {
  const v = new Validation(minor);
  if (typeof manifest !== 'object' || manifest === null || Array.isArray(manifest)) {
    v.findings.push({
      rule: 'DEC-TYPE',
      severity: 'error',
      type: 'Type invalid',
      path: '',
      detail: 'a manifest is an object',
    });
    return v.findings;
  }
  const { apiVersion, kind, metadata } = manifest as any;
  if (!validateKind(v, apiVersion, kind)) return v.findings;

  const type = kindType(apiVersion, kind, minor);
  const object = type
    ? decode(v, manifest, type)
    : { metadata: decode(v, { metadata }, { kind: 'struct', name: kind, fields: METADATA }).metadata ?? {} };
  const rules = RULES[`${apiVersion} ${kind}`];
  const decoded = v.findings.length;
  if (rules) rules(v, object);
  else validateMetaOf(v, apiVersion, kind, object.metadata ?? {});
  const findings = decoded === 0 ? v.findings : withoutEchoes(v.findings, decoded);
  const { safe, size, cycle } = survey(manifest);
  if (cycle !== undefined) {
    return [
      ...findings,
      {
        rule: 'DEC-TYPE',
        severity: 'error',
        type: 'Type invalid',
        path: cycle,
        detail: 'holds itself, which no JSON can say',
      },
    ];
  }
  if (safe && size < LARGE) return findings;
  const whole = new Validation(minor);
  if (!safe) validateYaml(whole, manifest);
  if (size >= LARGE) validateSize(whole, manifest);
  return [...findings, ...whole.findings];
}

/** The metadata of an object whose kind has no rules of its own. */
function validateMetaOf(v: Validation, apiVersion: string, kind: string, metadata: ObjectMeta): void {
  const isKubernetes = isServed(apiVersion, kind, v.minor) === true;
  // What kubectl takes apart has no name.
  if (isKubernetes && kind.endsWith('List')) return;
  if (isKubernetes) validateOtherMeta(v, beforeValidation(apiVersion, kind, metadata));
  else validateCustomMeta(v, groupOf(apiVersion), metadata);
}

/** Kinds that are asked and not kept. */
const REVIEWS = /^(?:authentication|authorization)\.k8s\.io$/;

/** Metadata as the server validates it: some of it is set or replaced before. */
function beforeValidation(apiVersion: string, kind: string, metadata: ObjectMeta): ObjectMeta {
  const group = groupOf(apiVersion);
  const { name, generateName } = metadata;
  const isNamed = name || generateName || !(REVIEWS.test(group) || (group === '' && kind === 'LimitRange'));
  return {
    ...metadata,
    name: isNamed ? name : 'x',
    namespace: isClusterScoped(group, kind) ? undefined : metadata.namespace,
    labels: group === '' && kind === 'Namespace' ? withoutNameLabel(metadata.labels) : metadata.labels,
  };
}

function withoutNameLabel(labels: ObjectMeta['labels']): ObjectMeta['labels'] {
  const { 'kubernetes.io/metadata.name': _, ...rest } = labels ?? {};
  return rest;
}

const METADATA = new Map([
  ['metadata', { name: 'metadata', type: structType('ObjectMeta')!, since: 0, until: Infinity }],
]);

/** Whether the object is of a kind that this version has, or may have. */
function validateKind(v: Validation, apiVersion: unknown, kind: unknown): boolean {
  const rule = 'DEC-GVK';
  for (const [field, value] of Object.entries({ apiVersion, kind })) {
    if (value === undefined || value === null || value === '') {
      v.required(rule, field, `Object '${field === 'kind' ? 'Kind' : field}' is missing`);
    } else if (typeof value !== 'string') {
      v.findings.push({ rule, severity: 'error', type: 'Type invalid', path: field, detail: 'must be a string' });
    }
  }
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || !apiVersion || !kind) return false;
  if (isServed(apiVersion, kind, v.minor) !== false) return true;
  v.invalid(
    rule,
    'kind',
    kind,
    `no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}`,
    unservedHint(apiVersion, kind, v.minor),
  );
  return false;
}

/** The rules did not see what was wrong or dropped: what they miss there is no news, nor are references to it. */
function withoutEchoes(findings: readonly Finding[], decoded: number): Finding[] {
  const gone = new Set(
    findings
      .slice(0, decoded)
      .filter(({ type }) => type !== 'Unknown field')
      .map(({ path }) => path),
  );
  const broken = findings.slice(0, decoded).some(({ type }) => type === 'Type invalid');
  return findings.filter(
    ({ path, type }, i) => i < decoded || !(isWithin(path, gone) || (broken && type === 'Not found')),
  );
}

/** Whether a path is one of those, or leads on from one. */
function isWithin(path: string, paths: ReadonlySet<string>): boolean {
  for (let end = 1; end <= path.length; end++) {
    if ((end === path.length || path[end] === '.' || path[end] === '[') && paths.has(path.slice(0, end))) return true;
  }
  return false;
}
