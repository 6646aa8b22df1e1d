/** The image of a container is not there. */

import type { CauseName } from './cause-names';
import { inContainer, inPod } from './change';
import { lastEvent } from './events';
import { Symptom, finding, PodContext } from './finding';
import type { Container } from './pod';
import { objectsAt, textAt } from '../text/json-value';

const REASONS = [
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
];

interface Cause {
  readonly cause: CauseName;
  readonly pattern: RegExp;
  readonly what: string;
  readonly field: string;
  readonly to: string;
  /** What may help in the pod. */
  readonly inPod?: readonly [field: string, to: string];
}

/** What registries, and the runtimes that ask them, answer; the first that fits. */
const CAUSES: readonly Cause[] = [
  {
    cause: 'ImageRateLimit',
    pattern: /toomanyrequests|\b429\b|rate limit|QPS exceeded/i,
    what: 'the registry refuses so many pulls',
    field: 'image',
    to: 'take it from a registry of your own; or wait, it may work by itself later',
    inPod: ['imagePullSecrets', 'log in: registries allow more then'],
  },
  {
    cause: 'ImageNoSpace',
    pattern: /no space left on device/i,
    what: 'the node has no room for it',
    field: 'image',
    to: 'use a smaller image, or have room made on the node',
  },
  {
    cause: 'ImageCertificate',
    pattern: /x509|certificate|server gave HTTP response to HTTPS client/i,
    what: 'the registry is not trusted',
    field: 'image',
    to: 'name the right registry; else the nodes have to be set up for it (certificate, or a registry without TLS)',
  },
  {
    cause: 'ImageRegistryUnreachable',
    pattern:
      /no such host|i\/o timeout|connection (?:refused|reset)|network is unreachable|no route to host|handshake timeout|deadline exceeded|proxyconnect|name resolution|server misbehaving|\bEOF\b|\b50[0234] /i,
    what: 'the registry cannot be reached',
    field: 'image',
    to: 'name the right registry; if it is right, the nodes have no way to it (DNS, proxy, firewall)',
  },
  {
    cause: 'ImagePlatform',
    pattern: /no match for platform|no matching manifest|does not match the (?:specified|current) platform/i,
    what: 'there is none for this kind of node',
    field: 'image',
    to: "build it for the nodes' architecture as well",
    inPod: ['nodeSelector', 'or choose nodes by their kubernetes.io/arch'],
  },
  {
    cause: 'ImageDenied',
    pattern:
      /pull access denied|unauthorized|authentication required|authorization failed|insufficient_scope|\b401\b|\b403\b|forbidden|denied|no basic auth/i,
    what: 'the registry denies it: there is no such image, or it is private',
    field: 'image',
    to: 'check repository and tag',
    inPod: ['imagePullSecrets', "if it is private, name a Secret with the registry's credentials"],
  },
  {
    cause: 'ImageNotFound',
    pattern: /not found|manifest unknown|does not exist|name unknown/i,
    what: 'there is no such image',
    field: 'image',
    to: 'check registry, repository and tag: this one is not there',
  },
];

const BY_REASON = new Map<string, Omit<Cause, 'pattern'>>([
  [
    'InvalidImageName',
    {
      cause: 'ImageNameInvalid',
      what: 'its name is invalid',
      field: 'image',
      to: 'write it as [registry/]repository[:tag][@digest], in lower case',
    },
  ],
  [
    'ErrImageNeverPull',
    {
      cause: 'ImageNeverPulled',
      what: 'it is not on the node, and imagePullPolicy is Never',
      field: 'imagePullPolicy',
      to: 'leave it out, or set IfNotPresent; or load the image onto the nodes',
    },
  ],
  [
    'SignatureValidationFailed',
    {
      cause: 'ImageSignature',
      what: 'its signature is not valid',
      field: 'image',
      to: "name an image that is signed as the nodes' policy wants it",
    },
  ],
]);

const UNKNOWN: Omit<Cause, 'pattern'> = {
  cause: 'ImagePull',
  what: 'the reason is not told',
  field: 'image',
  to: 'check registry, repository and tag',
};

export function imageFinding(
  { pod, maker, events, containerEvents, cluster }: PodContext,
  container: Container,
): Symptom | undefined {
  const { waiting } = container.state;
  if (!waiting || !REASONS.includes(waiting.reason)) return undefined;
  const ofContainer = containerEvents.get(container.name) ?? [];
  const failed = lastEvent(ofContainer, ['Failed', 'InspectFailed'], /^Failed to (?:pull|inspect|apply)/);
  // Older kubelets repeat only that they wait.
  const message =
    [waiting.message, failed?.message ?? ''].find((text) =>
      CAUSES.some(({ pattern }) => pattern.test(withoutImage(text, container.image))),
    ) ??
    failed?.message ??
    waiting.message;
  const {
    cause,
    what,
    field,
    to,
    inPod: help,
  } = BY_REASON.get(waiting.reason) ??
  CAUSES.find(({ pattern }) => pattern.test(withoutImage(message, container.image))) ??
  UNKNOWN;
  const noSecret = lastEvent(events, ['FailedToRetrieveImagePullSecret']);
  const isTold = cause !== UNKNOWN.cause || !cluster.events.isEmpty;
  return finding({
    step: 'image',
    cause,
    container,
    key: container.image,
    what: `image cannot be pulled: ${what}`,
    since: ofContainer.find(({ isWarning }) => isWarning)?.first ?? pod.since,
    message: message || waiting.reason,
    facts: [
      { label: 'image', text: container.image },
      ...pullSecrets(pod.spec, cause),
      ...(noSecret ? [{ label: 'pull secret', text: noSecret.message }] : []),
      ...(isTold
        ? []
        : [{ label: 'events', text: "there are none in what was read; they have the registry's answer" }]),
    ],
    changes: [
      inContainer(maker, container, field, to),
      ...(noSecret
        ? [inPod(maker, 'imagePullSecrets', `name a Secret that is in namespace ${pod.ref.namespace}`)]
        : help
          ? [inPod(maker, ...help)]
          : []),
    ],
  });
}

/** Images may be called like errors. */
const withoutImage = (text: string, image: string) =>
  (image === '' ? text : text.replaceAll(image, '')).replace(/https?:\/\/[^\s"]*/g, '');

function pullSecrets(spec: object, cause: CauseName) {
  if (cause !== 'ImageDenied') return [];
  const names = objectsAt(spec, 'imagePullSecrets').map((secret) => textAt(secret, 'name'));
  return [{ label: 'pull secrets', text: names.join(', ') || 'none' }];
}
