/** The API server refuses the pods of a Job or ReplicaSet: quota, security, limits, webhooks. */

import { Cause, CausePattern, causeOf } from './causes';
import { Change, inAllContainers, inPod, inTemplate, Origin } from './change';
import type { Cluster, ClusterObject } from './cluster';
import type { Event } from './events';
import { Symptom, symptom } from './symptom';
import { earliest } from './values';
import { compareQuantities, isQuantity } from '../apimachinery/quantity';

const CAUSES: readonly CausePattern<[origin: Origin, namespace: string]>[] = [
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
    /failed quota: (\S+): must specify ([^]*)/,
    ([, quota, what], origin) => ({
      name: 'QuotaNeedsResources',
      what: `quota "${quota}" requires requests and limits for every container`,
      facts: [{ label: 'missing', text: what }],
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
    /max limit to request ratio per (Container|Pod) is ([^\s,]+), but ([^]*)/,
    ([, per, ratio, why], origin) => ({
      name: 'LimitRange',
      what: `a LimitRange allows limits of at most ${ratio} times the requests of a ${per}`,
      facts: [{ label: 'but', text: why }],
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
  [
    /admission webhook "([^"]*)" denied the request:? ?([^]*)/,
    ([, webhook, why], origin) => denied(`webhook "${webhook}"`, why, origin),
  ],
  [
    /ValidatingAdmissionPolicy '([^']*)'.*denied request:? ?([^]*)/,
    ([, policy, why], origin) => denied(`ValidatingAdmissionPolicy "${policy}"`, why, origin),
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
  [
    /is invalid: ([^]*)/,
    ([, why], origin) => ({
      name: 'PodInvalid',
      what: 'the pod is invalid',
      facts: [{ label: 'invalid', text: why }],
      changes: [
        inTemplate(origin, 'fix what the message names; cdk8s-hkube validate finds it before the cluster does'),
      ],
    }),
  ],
];

const boundText = (which: string, bound: string) => `${which === 'maximum' ? 'at most' : 'at least'} ${bound}`;

function denied(who: string, why: string, origin: Origin): Cause {
  return {
    name: 'AdmissionDenied',
    what: `${who} denies them`,
    facts: why === '' ? [] : [{ label: 'because', text: why }],
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
  { ref }: ClusterObject,
  refusal: Pick<Event, 'message' | 'first'>,
  origin: Origin,
): Symptom {
  // The rest of such a message names a pod that was never created.
  const message = refusal.message.replace(/^\(combined from similar events\): /, '').replace(/^Error creating: /, '');
  const cause = causeOf(CAUSES, message, origin, ref.namespace);
  const refused = ref.kind === 'CronJob' ? 'Jobs' : 'pods';
  const why = cause ? `: ${cause.what}` : ' by the API server';
  return symptom({
    step: 'create',
    cause: cause?.name ?? 'PodRefused',
    what: `${refused} are refused${why}`,
    since: refusal.first,
    message,
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
