/** The API server refuses the pods of a Job or ReplicaSet: quota, security, limits, webhooks. */

import { Cause, Told, toldBy } from './causes';
import { Change, inAllContainers, inPod, inTemplate, Maker } from './change';
import type { Event } from './events';
import { Cluster, Symptom, finding, Other } from './finding';
import { earliest } from './values';
import { compareQuantities, isQuantity } from '../apimachinery/quantity';

const CAUSES: readonly Cause<[maker: Maker, namespace: string]>[] = [
  [
    /exceeded quota: (\S+), requested: (\S+), used: (\S+), limited: (\S+)/,
    ([, quota, requested, used, limited], maker, namespace) => ({
      cause: 'QuotaExceeded',
      what: `quota "${quota}" is exceeded`,
      facts: [
        { label: 'asks for', text: list(requested) },
        { label: 'in use', text: list(used) },
        { label: 'quota', text: list(limited) },
      ],
      changes: [
        inAllContainers(
          maker,
          'resources',
          isBeyond(requested, limited)
            ? 'ask for less: one pod alone asks for more than the whole quota'
            : `ask for less, or wait until other pods of namespace ${namespace} end`,
        ),
        { in: 'the cluster', do: `or have ResourceQuota "${quota}" raised` },
      ],
    }),
  ],
  [
    /failed quota: (\S+): must specify ([^]*)/,
    ([, quota, what], maker) => ({
      cause: 'QuotaNeedsResources',
      what: `quota "${quota}" wants requests and limits of every container`,
      facts: [{ label: 'missing', text: what }],
      changes: [inAllContainers(maker, 'resources', 'give every container what is missing')],
    }),
  ],
  [
    /violates PodSecurity "([^"]*)": ([^]*)/,
    ([, level, violations], maker, namespace) => ({
      cause: 'PodSecurity',
      what: `namespace ${namespace} enforces the Pod Security Standard ${level}`,
      facts: violations.split(/, (?![^()]*\))/).map((text) => ({ label: 'violates', text })),
      changes: [keepTo(level, maker)],
    }),
  ],
  [
    /(maximum|minimum) (\S+) usage per (Container|Pod|PersistentVolumeClaim) is (\S+?),? but (limit|request) is ([^\s,]+)/,
    ([, which, resource, per, bound, field, value], maker) => ({
      cause: 'LimitRange',
      what: `a LimitRange allows a ${per} ${which === 'maximum' ? 'at most' : 'at least'} ${bound} ${resource}`,
      facts: [{ label: field, text: `${resource} ${value}` }],
      changes: [
        inAllContainers(
          maker,
          `resources.${field}s.${resource}`,
          `keep it within ${bound}, or have the LimitRange changed`,
        ),
      ],
    }),
  ],
  [
    /(maximum|minimum) (\S+) usage per (Container|Pod) is (\S+?)\. +No (limit|request) is specified/,
    ([, which, resource, per, bound, field], maker) => ({
      cause: 'LimitRange',
      what: `a LimitRange wants a ${field} of ${resource} for each ${per}, ${which === 'maximum' ? 'at most' : 'at least'} ${bound}`,
      changes: [inAllContainers(maker, `resources.${field}s.${resource}`, 'give it to each container')],
    }),
  ],
  [
    /max limit to request ratio per (Container|Pod) is ([^\s,]+), but ([^]*)/,
    ([, per, ratio, why], maker) => ({
      cause: 'LimitRange',
      what: `a LimitRange allows a ${per} limits of at most ${ratio} times its requests`,
      facts: [{ label: 'but', text: why }],
      changes: [inAllContainers(maker, 'resources', 'bring limits and requests nearer to each other')],
    }),
  ],
  [
    /failed calling webhook "([^"]*)"/,
    ([, webhook]) => ({
      cause: 'WebhookDown',
      what: `webhook "${webhook}" does not answer, and nothing is created without it`,
      changes: [{ in: 'the cluster', do: 'have the webhook repaired: the server behind it is down or not reachable' }],
    }),
  ],
  [
    /admission webhook "([^"]*)" denied the request:? ?([^]*)/,
    ([, webhook, why], maker) => denied(`webhook "${webhook}"`, why, maker),
  ],
  [
    /ValidatingAdmissionPolicy '([^']*)'.*denied request:? ?([^]*)/,
    ([, policy, why], maker) => denied(`ValidatingAdmissionPolicy "${policy}"`, why, maker),
  ],
  [
    /serviceaccount "([^"]*)" not found/,
    ([, account], maker, namespace) => ({
      cause: 'ServiceAccountMissing',
      what: `ServiceAccount "${account}" is missing`,
      changes: [
        inPod(
          maker,
          'serviceAccountName',
          `create ServiceAccount "${account}" in namespace ${namespace}, or name another`,
        ),
      ],
    }),
  ],
  [
    /no PriorityClass with name (\S+) was found/,
    ([, name], maker) => ({
      cause: 'PriorityClassMissing',
      what: `PriorityClass "${name}" is missing`,
      changes: [inPod(maker, 'priorityClassName', 'name one that there is: kubectl get priorityclasses')],
    }),
  ],
  [
    /RuntimeClass "([^"]*)" not found/,
    ([, name], maker) => ({
      cause: 'RuntimeClassMissing',
      what: `RuntimeClass "${name}" is missing`,
      changes: [inPod(maker, 'runtimeClassName', 'name one that there is: kubectl get runtimeclasses')],
    }),
  ],
  [
    /is being terminated/,
    (_, __, namespace) => ({
      cause: 'NamespaceTerminating',
      what: `namespace ${namespace} is being deleted`,
      changes: [{ in: 'the cluster', do: 'use another namespace, or wait until it is gone and create it again' }],
    }),
  ],
  [
    /is invalid: ([^]*)/,
    ([, why], maker) => ({
      cause: 'PodInvalid',
      what: 'the pod is invalid',
      facts: [{ label: 'invalid', text: why }],
      changes: [inTemplate(maker, 'mend what is named; cdk8s-hkube validate finds it before the cluster does')],
    }),
  ],
];

function denied(who: string, why: string, maker: Maker): Told {
  return {
    cause: 'AdmissionDenied',
    what: `${who} refuses it`,
    facts: why === '' ? [] : [{ label: 'because', text: why }],
    changes: [inTemplate(maker, 'do what the message asks for')],
  };
}

/** Of *restricted*, the library fills in what is missing; the other standards only forbid. */
function keepTo(level: string, maker: Maker): Change {
  if (maker.by !== 'library' || !/^restricted\b/.test(level)) {
    return inAllContainers(maker, 'securityContext', 'set what is missing; what is forbidden has to go');
  }
  const { in: place } = inTemplate(maker, '');
  return {
    in: place,
    field: 'defaults',
    do: '{ podSecurity: { profile: PodSecurityProfile.RESTRICTED } } fills in what is missing, and synth names what has to go (docs/security.md)',
  };
}

/** Whether a pod asks for more than the quota has when nobody else uses it. */
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

/** @param failed why the last pod was not created: an event, or a condition */
export function refusedFinding({ ref }: Other, failed: Pick<Event, 'message' | 'first'>, maker: Maker): Symptom {
  // Names of pods that never were.
  const message = failed.message.replace(/^\(combined from similar events\): /, '').replace(/^Error creating: /, '');
  const told = toldBy(CAUSES, message, maker, ref.namespace);
  return finding({
    step: 'create',
    cause: told?.cause ?? 'PodRefused',
    what: `${ref.kind === 'CronJob' ? 'Jobs' : 'pods'} are refused${told ? `: ${told.what}` : ' by the API server'}`,
    since: failed.first,
    message,
    facts: told?.facts ?? [],
    changes: told?.changes ?? [inTemplate(maker, 'do what the message asks for')],
  });
}

/** The last event about a pod that was not created, and since when there are such. */
export function lastRefusal({ ref, uid }: Other, cluster: Cluster): Event | undefined {
  const events = cluster.events.of(ref, uid).filter(({ reason }) => reason === 'FailedCreate');
  return events.length > 0
    ? { ...events[events.length - 1], first: earliest(events.map(({ first }) => first)) }
    : undefined;
}
