/** The API server refuses the pods of a Job or ReplicaSet: quota, security, limits, webhooks. */

import { Cause, CausePattern, causeOf } from './causes';
import { Change, inAllContainers, inPod, inTemplate, Origin } from './change';
import { Cluster, ClusterObject, templateOf } from './cluster';
import type { Event } from './events';
import { isWhole } from './injected';
import { Symptom, symptom } from './symptom';
import { earliest } from './values';
import { compareQuantities, isQuantity } from '../apimachinery/quantity';
import { JsonObject, objectsAt } from '../text/json-value';

const CAUSES: readonly CausePattern<[origin: Origin, namespace: string, template: JsonObject]>[] = [
  [
    /exceeded quota: (\S+), requested: (\S+), used: (\S+), limited: (\S+)/,
    ([, quota, requested, used, limited], origin, namespace) => ({
      name: 'QuotaExceeded',
      what: `quota "${quota}" is exceeded`,
      facts: [
        { label: 'asks for', text: list(requested) },
        { label: 'in use', text: list(used) },
        { label: 'quota', text: list(limited) },
      ],
      changes: [
        inAllContainers(
          origin,
          'resources',
          isBeyond(requested, limited)
            ? 'request less: one pod alone requests more than the whole quota'
            : `request less, or wait until other pods in namespace ${namespace} end`,
        ),
        { in: 'the cluster', do: `or raise ResourceQuota "${quota}"` },
      ],
    }),
  ],
  [
    /failed quota: (\S+): must specify /,
    ([, quota], origin) => ({
      name: 'QuotaNeedsResources',
      what: `quota "${quota}" requires requests and limits for every container`,
      changes: [inAllContainers(origin, 'resources', 'set what is missing in every container')],
    }),
  ],
  [
    /violates PodSecurity "([^"]*)": ([^]*)/,
    ([, level, violations], origin, namespace) => ({
      name: 'PodSecurity',
      what: `namespace ${namespace} enforces the Pod Security Standard ${level}`,
      facts: violations.split(/, (?![^()]*\))/).map((text) => ({ label: 'violates', text })),
      changes: [complyWith(level, origin)],
    }),
  ],
  [
    /(maximum|minimum) (\S+) usage per (Container|Pod|\w+Claim) is (\S+?),? but (limit|request) is ([^\s,]+)/,
    ([, which, resource, per, bound, field, value], origin) => ({
      name: 'LimitRange',
      what: `a LimitRange allows a ${per} ${boundText(which, bound)} ${resource}`,
      facts: [{ label: field, text: `${resource} ${value}` }],
      changes: [
        inAllContainers(origin, `resources.${field}s.${resource}`, `keep it within ${bound}, or change the LimitRange`),
      ],
    }),
  ],
  [
    /(maximum|minimum) (\S+) usage per (Container|Pod) is (\S+?)\. +No (limit|request) is specified/,
    ([, which, resource, per, bound, field], origin) => ({
      name: 'LimitRange',
      what: `a LimitRange requires a ${resource} ${field} for each ${per}, ${boundText(which, bound)}`,
      changes: [inAllContainers(origin, `resources.${field}s.${resource}`, 'set it in every container')],
    }),
  ],
  [
    /max limit to request ratio per (Container|Pod) is ([^\s,]+), but /,
    ([, per, ratio], origin) => ({
      name: 'LimitRange',
      what: `a LimitRange allows limits of at most ${ratio} times the requests of a ${per}`,
      changes: [inAllContainers(origin, 'resources', 'bring requests and limits closer together')],
    }),
  ],
  [
    /failed calling webhook "([^"]*)"/,
    ([, webhook]) => ({
      name: 'WebhookDown',
      what: `webhook "${webhook}" does not answer, and nothing is created until it does`,
      changes: [{ in: 'the cluster', do: 'repair the webhook: the server behind it is down or unreachable' }],
    }),
  ],
  [/admission webhook "([^"]*)" denied the request/, ([, webhook], origin) => denied(`webhook "${webhook}"`, origin)],
  [
    /ValidatingAdmissionPolicy '([^']*)'.*denied request/,
    ([, policy], origin) => denied(`ValidatingAdmissionPolicy "${policy}"`, origin),
  ],
  [
    /serviceaccount "([^"]*)" not found/,
    ([, account], origin, namespace) => ({
      name: 'ServiceAccountMissing',
      what: `ServiceAccount "${account}" is missing`,
      changes: [
        inPod(
          origin,
          'serviceAccountName',
          `create ServiceAccount "${account}" in namespace ${namespace}, or name another`,
        ),
      ],
    }),
  ],
  [
    /no PriorityClass with name (\S+) was found/,
    ([, name], origin) => ({
      name: 'PriorityClassMissing',
      what: `PriorityClass "${name}" is missing`,
      changes: [inPod(origin, 'priorityClassName', 'name one that exists: kubectl get priorityclasses')],
    }),
  ],
  [
    /RuntimeClass "([^"]*)" not found/,
    ([, name], origin) => ({
      name: 'RuntimeClassMissing',
      what: `RuntimeClass "${name}" is missing`,
      changes: [inPod(origin, 'runtimeClassName', 'name one that exists: kubectl get runtimeclasses')],
    }),
  ],
  [
    /is being terminated/,
    (_, __, namespace) => ({
      name: 'NamespaceTerminating',
      what: `namespace ${namespace} is being deleted`,
      changes: [{ in: 'the cluster', do: 'use another namespace, or wait until it is gone and create it again' }],
    }),
  ],
  [/is invalid: ([^]*)/, ([, why], origin, _, template) => invalid(why, origin, template)],
];

/**
 * The API server accepted the template, but not the pod: what a webhook or a LimitRange changed in it is wrong, or
 * rules that hold only for pods.
 */
function invalid(why: string, origin: Origin, template: JsonObject): Cause {
  const inSpec = inTemplate(
    origin,
    'fix what the message names, if it is yours; cdk8s-hkube validate finds it before the cluster does',
  );
  if (/must be less than or equal to \S+ limit/.test(why)) {
    return {
      name: 'PodInvalid',
      what: 'the pod is invalid: it requests more than its limit, which a LimitRange may have set',
      changes: [inAllContainers(origin, 'resources.limits', 'set limits that are not below the requests'), inSpec],
    };
  }
  const items = [...why.matchAll(/spec\.(initContainers|containers|volumes)\[(\d+)\]/g)];
  const added = isWhole(template)
    ? items.filter(([, list, index]) => Number(index) >= objectsAt(template, list).length)
    : items.filter(() => Object.keys(template).length === 0);
  if (added.length === 0) {
    return {
      name: 'PodInvalid',
      what: 'the pod is invalid, although its template is not',
      changes: [inSpec, WEBHOOKS],
    };
  }
  const names = [...new Set(added.map(([, list, index]) => `${list}[${index}]`))].join(', ');
  return isWhole(template)
    ? {
        name: 'PodInvalid',
        what: `the pod is invalid: ${names}, which a webhook of the cluster has added`,
        changes: [WEBHOOKS],
      }
    : {
        name: 'PodInvalid',
        what: `the pod is invalid, although its template is not: a webhook of the cluster may have added ${names}`,
        changes: [WEBHOOKS, inSpec],
      };
}

const WEBHOOKS: Change = {
  in: 'the cluster',
  do:
    'check the webhooks that add to pods (service mesh, agents), and whether they fit the version of the cluster: ' +
    'kubectl get mutatingwebhookconfigurations',
};

const boundText = (which: string, bound: string) => `${which === 'maximum' ? 'at most' : 'at least'} ${bound}`;

function denied(who: string, origin: Origin): Cause {
  return {
    name: 'AdmissionDenied',
    what: `${who} denies them`,
    changes: [inTemplate(origin, 'do what the message asks for')],
  };
}

/** The library can fill in what *restricted* requires; the other standards require nothing. */
function complyWith(level: string, origin: Origin): Change {
  if (origin.by !== 'library' || !/^restricted\b/.test(level)) {
    return inAllContainers(origin, 'securityContext', 'set what is missing and remove what is forbidden');
  }
  const { in: place } = inTemplate(origin, '');
  return {
    in: place,
    field: 'settings',
    do:
      '{ podSecurity: { profile: PodSecurityProfile.RESTRICTED } } fills in what is missing, ' +
      'and synth names what to remove (docs/security.md)',
  };
}

/** Whether a single pod requests more than the whole quota. */
function isBeyond(requested: string, limited: string): boolean {
  const hard = new Map(limited.split(',').map((entry) => entry.split('=') as [string, string]));
  return requested
    .split(',')
    .map((entry) => entry.split('='))
    .some(([name, asked]) => {
      const most = hard.get(name);
      return isQuantity(asked) && isQuantity(most) && compareQuantities(asked, most) > 0;
    });
}

/** `requests.cpu=1,pods=2` */
const list = (text: string) => text.split(',').join(', ').replaceAll('=', ' ');

/** @param refusal why the last pod was not created: an event, or a condition */
export function refusedSymptom(
  workload: ClusterObject,
  refusal: Pick<Event, 'message' | 'first'>,
  origin: Origin,
): Symptom {
  const { ref } = workload;
  // The rest of such a message names a pod that was never created.
  const message = refusal.message.replace(/^\(combined from similar events\): /, '').replace(/^Error creating: /, '');
  const cause = causeOf(CAUSES, message, origin, ref.namespace, templateOf(workload).spec);
  const refused = ref.kind === 'CronJob' ? 'Jobs' : 'pods';
  const why = cause ? `: ${cause.what}` : ' by the API server';
  return symptom({
    step: 'create',
    cause: cause?.name ?? 'PodRefused',
    what: `${refused} are refused${why}`,
    since: refusal.first,
    // The facts list the violations.
    message: message.replace(/(violates PodSecurity "[^"]*"): [^]*/, '$1'),
    facts: cause?.facts ?? [],
    changes: cause?.changes ?? [inTemplate(origin, 'do what the message asks for')],
  });
}

/** The last event about a pod that was not created, with the time of the first one. */
export function lastRefusal({ ref, uid }: ClusterObject, cluster: Cluster): Event | undefined {
  const events = cluster.events.of(ref, uid).filter(({ reason }) => reason === 'FailedCreate');
  const last = events.at(-1);
  return last && { ...last, first: earliest(events.map(({ first }) => first)) };
}
