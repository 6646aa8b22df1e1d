/** The kubelet cannot create a container, because something it refers to is missing or not allowed. */

import { CausePattern, causeOf } from './causes';
import { inContainer, inPod } from './change';
import type { Container } from './pod';
import type { PodContext } from './pod-context';
import { Symptom, symptom } from './symptom';
import { objectsAt, textAt } from '../text/json-value';

type Source = 'Secret' | 'ConfigMap';

const sourceOf = (word: string): Source => (word.toLowerCase() === 'secret' ? 'Secret' : 'ConfigMap');

const CAUSES: readonly CausePattern<[context: PodContext, container: Container]>[] = [
  [
    /(secret|configmap) "([^"]*)" not found/i,
    ([, word, name], { pod, origin }, container) => {
      const source = sourceOf(word);
      const variables = variablesFrom(container, source, name);
      return {
        name: source === 'Secret' ? 'SecretMissing' : 'ConfigMapMissing',
        what: `${source} "${name}" is missing`,
        changes: [
          inContainer(
            origin,
            container,
            variables.field,
            `create ${source} "${name}" in namespace ${pod.ref.namespace}, or name another${variables.text}`,
          ),
        ],
      };
    },
  ],
  [
    /couldn't find key (.*) in (Secret|ConfigMap) [^/\s]*\/(\S*)/i,
    ([, key, word, name], { origin }, container) => {
      const source = sourceOf(word);
      const variables = variablesFrom(container, source, name, key);
      return {
        name: source === 'Secret' ? 'SecretKeyMissing' : 'ConfigMapKeyMissing',
        what: `${source} "${name}" has no key "${key}"`,
        changes: [
          inContainer(
            origin,
            container,
            variables.field,
            `use a key that exists, or add this key to it${variables.text}`,
          ),
        ],
      };
    },
  ],
  [
    /runAsNonRoot and image (?:will run as root|has non-numeric user \(([^)]*)\))/,
    ([, user], { origin }, container) => ({
      name: 'RunsAsRoot',
      what:
        user === undefined
          ? 'must not run as root, but its image does'
          : `must not run as root, and Kubernetes cannot tell whether user "${user}" of its image is root`,
      changes: [
        inContainer(
          origin,
          container,
          'securityContext.runAsUser',
          'set the number of a user that the image works with, such as 1000',
        ),
        inContainer(origin, container, 'image', 'or build the image with a numeric USER'),
      ],
    }),
  ],
  [
    /subPath/,
    (_, { origin }, container) => ({
      name: 'SubPath',
      what: 'the subPath of a mount cannot be prepared',
      changes: [
        inContainer(
          origin,
          container,
          'volumeMounts',
          'check its subPath: it must be a relative path inside the volume and must not link out of it',
        ),
      ],
    }),
  ],
  [
    /\b(secret|configmap)s? cache|not registered|services have not yet been read/i,
    () => ({
      name: 'NodeNotReadyYet',
      what: 'the node has not read what the container needs yet',
      changes: [],
    }),
  ],
];

export function configSymptom(context: PodContext, container: Container): Symptom | undefined {
  const { waiting } = container.state;
  if (waiting?.reason !== 'CreateContainerConfigError') return undefined;
  const { pod, origin, containerEvents } = context;
  const cause = causeOf(CAUSES, waiting.message, context, container);
  return symptom({
    step: 'start',
    cause: cause?.name ?? 'ContainerConfig',
    container,
    what: `cannot be created: ${cause?.what ?? 'its configuration is not valid'}`,
    since: containerEvents.get(container.name)?.find(({ isWarning }) => isWarning)?.first ?? pod.since,
    message: waiting.message,
    changes: cause?.changes ?? [
      inContainer(
        origin,
        container,
        'env',
        'check it, the mounts and the security context: the message says what is wrong',
      ),
      inPod(origin, 'securityContext', 'or that of the whole pod'),
    ],
    severity: cause?.name === 'NodeNotReadyYet' ? 'warning' : 'error',
  });
}

const REFERENCES = {
  Secret: { ofKey: 'secretKeyRef', ofAll: 'secretRef' },
  ConfigMap: { ofKey: 'configMapKeyRef', ofAll: 'configMapRef' },
} as const;

/** The names of the variables that come from a Secret or ConfigMap, and the field that refers to it. */
function variablesFrom(
  { spec }: Container,
  source: Source,
  name: string,
  key?: string,
): { readonly field: string; readonly text: string } {
  const { ofKey, ofAll } = REFERENCES[source];
  const variables = objectsAt(spec, 'env')
    .filter(
      (variable) =>
        textAt(variable, 'valueFrom', ofKey, 'name') === name &&
        (key === undefined || textAt(variable, 'valueFrom', ofKey, 'key') === key),
    )
    .map((variable) => textAt(variable, 'name'));
  if (variables.length > 0) {
    const verb = variables.length === 1 ? 'comes' : 'come';
    return { field: 'env', text: ` (${variables.join(', ')} ${verb} from it)` };
  }
  const hasAll = objectsAt(spec, 'envFrom').some((from) => textAt(from, ofAll, 'name') === name);
  return { field: hasAll ? 'envFrom' : 'env', text: '' };
}
