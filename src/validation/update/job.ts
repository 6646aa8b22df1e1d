/** Updates of Jobs. */
import { immutable, typeAt, Update } from './update';
import { meansSame } from '../../apimachinery/semantic';
import { listOf, objectsAt } from '../../text/json-value';

const RULE = 'UPD-JOB';

/** Of a suspended Job, what may change. */
interface Freedom {
  readonly scheduling: boolean;
  readonly resources: boolean;
}

/** Validates the update of a Job. */
export function validateJobUpdate(update: Update): void {
  validateCompletions(update);
  immutable(update, RULE, 'spec.selector');
  validateTemplate(update);
  immutable(
    update,
    RULE,
    'spec.completionMode',
    'spec.podFailurePolicy',
    'spec.backoffLimitPerIndex',
    'spec.managedBy',
    'spec.successPolicy',
  );
}

function freedomOf({ v, live }: Update): Freedom {
  const isSuspended = live.spec?.suspend === true;
  const { startTime, active, conditions } = live.status ?? {};
  const wasSuspended = listOf(conditions).some(({ type, status }) => type === 'Suspended' && status === 'True');
  const isFree = isSuspended && (!startTime || wasSuspended) && !active;
  return {
    scheduling: v.isOn('MutableSchedulingDirectivesForSuspendedJobs') ? isFree : isSuspended && !startTime,
    // Also after it has run.
    resources: v.isOn('MutablePodResourcesForSuspendedJobs') && isFree,
  };
}

/** The completions of an indexed Job change with its parallelism. */
function validateCompletions(update: Update): void {
  const { v, live, next } = update;
  const path = 'spec.completions';
  if (next.spec?.completionMode !== 'Indexed') return immutable(update, RULE, path);
  const { completions, parallelism } = next.spec;
  if (completions === undefined || completions === null || completions === live.spec?.completions) return;
  if (completions === parallelism) return;
  v.invalid(RULE, path, completions, 'can only be modified in tandem with spec.parallelism');
}

function validateTemplate(update: Update): void {
  const { live, next, type } = update;
  const freedom = freedomOf(update);
  const template = next.spec?.template ?? {};
  let allowed = live.spec?.template ?? {};
  if (freedom.scheduling) allowed = withScheduling(allowed, template);
  if (freedom.resources && live.spec?.suspend) {
    allowed = { ...allowed, spec: withResources(allowed.spec ?? {}, template.spec ?? {}) };
  }
  const path = freedom.resources ? 'spec.template.spec' : 'spec.template';
  const [old, changed] = freedom.resources ? [allowed.spec, template.spec] : [allowed, template];
  if (meansSame(old, changed, typeAt(type, path))) return;
  // The server prints all of the template here.
  update.v.add(RULE, path, 'Invalid value', 'field is immutable', { hint: update.wayOut });
}

/** The old template with what decides where the pods run, and how they are labelled, of the new one. */
function withScheduling(before: any, { metadata, spec = {} }: any): any {
  const { nodeSelector, tolerations, schedulingGates } = spec;
  return {
    metadata: { ...before.metadata, labels: metadata?.labels, annotations: metadata?.annotations },
    spec: {
      ...before.spec,
      affinity: withNodeAffinity(before.spec?.affinity, spec.affinity),
      nodeSelector,
      tolerations,
      schedulingGates,
    },
  };
}

function withNodeAffinity(before: any, after: any): any {
  if (!after && !before) return undefined;
  if (after) return { ...before, nodeAffinity: after.nodeAffinity };
  const { nodeAffinity: _, ...rest } = before;
  return Object.keys(rest).length === 0 ? undefined : rest;
}

function withResources(before: any, after: any): any {
  const lists = ['containers', 'initContainers'].map((field) => {
    const [old, changed] = [objectsAt(before, field), objectsAt(after, field)];
    const isSame = old.length === changed.length;
    const merged = old.map((container, i) =>
      isSame && changed[i].name === container.name ? { ...container, resources: changed[i].resources } : container,
    );
    return [field, merged];
  });
  return { ...before, ...Object.fromEntries(lists) };
}
