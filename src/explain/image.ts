/** A container's image cannot be pulled. */

import type { CauseName } from './cause-names';
import type { FieldCause, FieldCausePattern } from './causes';
import { Change, inContainer, inPod } from './change';
import { Event, lastEvent } from './events';
import type { Container } from './pod';
import type { PodContext } from './pod-context';
import { Symptom, symptom } from './symptom';
import { objectsAt, textAt } from '../text/json-value';

/** Reasons of containers that wait for their image. */
const WAITING_REASONS = [
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
];

interface ImageCause extends FieldCause {
  /** A change of the pod that may help too. */
  readonly inPod?: readonly [field: string, hint: string];
}

const anyOf = (...patterns: readonly RegExp[]) => new RegExp(patterns.map(({ source }) => source).join('|'), 'i');

/** What the answers of registries and container runtimes mean; the first pattern that matches counts. */
const CAUSES: readonly (ImageCause & FieldCausePattern)[] = [
  {
    name: 'ImageRateLimit',
    pattern: /toomanyrequests|\b429\b|rate limit|QPS exceeded/i,
    what: 'a rate limit on pulls is exceeded',
    field: 'image',
    hint: 'pull it from your own registry, or wait: a later retry may succeed',
    inPod: ['imagePullSecrets', 'or log in: registries allow more pulls then'],
  },
  {
    name: 'ImageNoSpace',
    pattern: /no space left on device/i,
    what: 'the node has no disk space left for it',
    field: 'image',
    hint: 'use a smaller image, or free disk space on the node',
  },
  {
    name: 'ImageCertificate',
    pattern: /x509|certificate|server gave HTTP response to HTTPS client/i,
    what: 'the node does not trust the registry',
    field: 'image',
    hint: 'check the registry; if it is right, set up the nodes for it (its certificate, or access without TLS)',
  },
  {
    name: 'ImageRegistryUnreachable',
    pattern: anyOf(
      /no such host|name resolution|no route to host|network is unreachable|connection (?:refused|reset)/,
      /i\/o timeout|handshake timeout|deadline exceeded|proxyconnect|server misbehaving|\bEOF\b|\b50[0234] /,
    ),
    what: 'the registry cannot be reached',
    field: 'image',
    hint: 'check the registry; if it is right, the nodes cannot reach it (check DNS, proxy and firewall)',
  },
  {
    name: 'ImagePlatform',
    pattern: /no match for platform|no matching manifest|does not match the (?:specified|current) platform/i,
    what: 'it is not built for this kind of node',
    field: 'image',
    hint: "build it for the nodes' architecture too",
    inPod: ['nodeSelector', 'or select nodes by their label kubernetes.io/arch'],
  },
  {
    name: 'ImageDenied',
    pattern: anyOf(
      /pull access denied|unauthorized|authentication required|authorization failed|insufficient_scope/,
      /\b401\b|\b403\b|forbidden|denied|no basic auth/,
    ),
    what: 'the registry denies access: the image does not exist, or it is private',
    field: 'image',
    hint: 'check the repository and tag',
    inPod: ['imagePullSecrets', "if the image is private, name a Secret with the registry's credentials"],
  },
  {
    name: 'ImageNotFound',
    pattern: /not found|manifest unknown|does not exist|name unknown/i,
    what: 'it does not exist',
    field: 'image',
    hint: 'check the registry, repository and tag',
  },
];

const CAUSES_BY_REASON = new Map<string, ImageCause>([
  [
    'InvalidImageName',
    {
      name: 'ImageNameInvalid',
      what: 'its name is invalid',
      field: 'image',
      hint: 'write it as [registry/]repository[:tag][@digest], in lowercase',
    },
  ],
  [
    'ErrImageNeverPull',
    {
      name: 'ImageNeverPulled',
      what: 'it is not on the node, and imagePullPolicy is Never',
      field: 'imagePullPolicy',
      hint: 'remove it or set IfNotPresent, or load the image onto the nodes',
    },
  ],
  [
    'SignatureValidationFailed',
    {
      name: 'ImageSignature',
      what: 'its signature is not valid',
      field: 'image',
      hint: "use an image with a signature that the nodes' policy accepts",
    },
  ],
]);

const UNKNOWN: ImageCause = {
  name: 'ImagePull',
  what: 'the reason is not known',
  field: 'image',
  hint: 'check the registry, repository and tag',
};

export function imageSymptom(context: PodContext, container: Container): Symptom | undefined {
  const { pod, origin, events, containerEvents, cluster } = context;
  const { waiting } = container.state;
  if (!waiting || !WAITING_REASONS.includes(waiting.reason)) return undefined;
  const ofContainer = containerEvents.get(container.name) ?? [];
  const failed = lastEvent(ofContainer, ['Failed', 'InspectFailed'], /^Failed to (?:pull|inspect|apply)/);
  // The event says more than older kubelets' status, which only says that the container waits.
  const messages = [waiting.message, failed?.message ?? ''];
  const message = messages.find((text) => messageCause(text, container.image)) ?? failed?.message ?? waiting.message;
  const cause = CAUSES_BY_REASON.get(waiting.reason) ?? messageCause(message, container.image) ?? UNKNOWN;
  const noSecret = lastEvent(events, ['FailedToRetrieveImagePullSecret']);
  const isUnknown = cause === UNKNOWN && cluster.events.isEmpty;
  const missingEvents = { label: 'events', text: "none were read; they contain the registry's answer" };
  return symptom({
    step: 'image',
    cause: cause.name,
    container,
    key: container.image,
    what: `image cannot be pulled: ${cause.what}`,
    since: ofContainer.find(({ isWarning }) => isWarning)?.first ?? pod.since,
    message: message || waiting.reason,
    facts: [
      { label: 'image', text: container.image },
      ...pullSecrets(pod.spec, cause.name),
      ...(noSecret ? [{ label: 'pull secret', text: noSecret.message }] : []),
      ...(isUnknown ? [missingEvents] : []),
    ],
    changes: [inContainer(origin, container, cause.field, cause.hint), ...podChanges(context, cause, noSecret)],
  });
}

function podChanges({ pod, origin }: PodContext, cause: ImageCause, noSecret: Event | undefined): Change[] {
  if (noSecret) {
    return [inPod(origin, 'imagePullSecrets', `name a Secret that exists in namespace ${pod.ref.namespace}`)];
  }
  return cause.inPod ? [inPod(origin, ...cause.inPod)] : [];
}

const messageCause = (message: string, image: string): ImageCause | undefined =>
  CAUSES.find(({ pattern }) => pattern.test(withoutImage(message, image)));

/** A message without image names and addresses: these may contain the words of an error. */
const withoutImage = (text: string, image: string) =>
  (image === '' ? text : text.replaceAll(image, '')).replace(/https?:\/\/[^\s"]*/g, '');

function pullSecrets(spec: object, cause: CauseName) {
  if (cause !== 'ImageDenied') return [];
  const names = objectsAt(spec, 'imagePullSecrets').map((secret) => textAt(secret, 'name'));
  return [{ label: 'pull secrets', text: names.join(', ') || 'none' }];
}
