/** What a container is made of is not there, or not allowed: CreateContainerConfigError. */

import { Cause, toldBy } from './causes';
import { inContainer, inPod } from './change';
import { Symptom, finding, PodContext } from './finding';
import type { Container } from './pod';
import { objectsAt, textAt } from '../text/json-value';

const kindOf = (word: string) => (word.toLowerCase() === 'secret' ? 'Secret' : 'ConfigMap');

const CAUSES: readonly Cause<[context: PodContext, container: Container]>[] = [
  [
    /(secret|configmap) "([^"]*)" not found/i,
    ([, word, name], { pod, maker }, container) => {
      const kind = kindOf(word);
      const variables = variablesFrom(container, kind, name);
      return {
        cause: `${kind}Missing`,
        what: `${kind} "${name}" is missing`,
        changes: [
          inContainer(
            maker,
            container,
            variables.field,
            `create ${kind} "${name}" in namespace ${pod.ref.namespace}, or name another${variables.text}`,
          ),
        ],
      };
    },
  ],
  [
    /couldn't find key (.*) in (Secret|ConfigMap) [^/\s]*\/(\S*)/i,
    ([, key, word, name], { maker }, container) => {
      const kind = kindOf(word);
      const variables = variablesFrom(container, kind, name, key);
      return {
        cause: `${kind}KeyMissing`,
        what: `${kind} "${name}" has no key "${key}"`,
        changes: [
          inContainer(
            maker,
            container,
            variables.field,
            `name a key that it has, or add this one to it${variables.text}`,
          ),
        ],
      };
    },
  ],
  [
    /runAsNonRoot and image (?:will run as root|has non-numeric user \(([^)]*)\))/,
    ([, user], { maker }, container) => ({
      cause: 'RunsAsRoot',
      what:
        user === undefined
          ? 'must not run as root, but its image does'
          : `must not run as root, and Kubernetes cannot tell whether user "${user}" of its image is root`,
      changes: [
        inContainer(
          maker,
          container,
          'securityContext.runAsUser',
          'give the number of a user that the image works with, such as 1000',
        ),
        inContainer(maker, container, 'image', 'or build it with a numeric USER'),
      ],
    }),
  ],
  [
    /subPath/,
    (_, { maker }, container) => ({
      cause: 'SubPath',
      what: 'the subPath of a mount cannot be prepared',
      changes: [
        inContainer(
          maker,
          container,
          'volumeMounts',
          'check its subPath: a relative path within the volume, no link out of it',
        ),
      ],
    }),
  ],
  [
    /\b(secret|configmap)s? cache|not registered|services have not yet been read/i,
    () => ({
      cause: 'NodeNotReadyYet',
      what: 'the node has not read what the container needs yet',
      changes: [],
    }),
  ],
];

export function configFinding(context: PodContext, container: Container): Symptom | undefined {
  const { waiting } = container.state;
  if (waiting?.reason !== 'CreateContainerConfigError') return undefined;
  const { pod, maker, containerEvents } = context;
  const told = toldBy(CAUSES, waiting.message, context, container);
  return finding({
    step: 'start',
    cause: told?.cause ?? 'ContainerConfig',
    container,
    what: `cannot be created: ${told?.what ?? 'its configuration is not valid here'}`,
    since: containerEvents.get(container.name)?.find(({ isWarning }) => isWarning)?.first ?? pod.since,
    message: waiting.message,
    changes: told?.changes ?? [
      inContainer(
        maker,
        container,
        'env',
        'check it, with the mounts and the security context: the message says what is wrong',
      ),
      inPod(maker, 'securityContext', 'or of the whole pod'),
    ],
    severity: told?.cause === 'NodeNotReadyYet' ? 'warning' : 'error',
  });
}

/** The variables that come from an object (names only), and the field that they are in. */
function variablesFrom(
  { spec }: Container,
  kind: string,
  name: string,
  key?: string,
): { readonly field: string; readonly text: string } {
  const [byKey, whole] = kind === 'Secret' ? ['secretKeyRef', 'secretRef'] : ['configMapKeyRef', 'configMapRef'];
  const variables = objectsAt(spec, 'env')
    .filter(
      (variable) =>
        textAt(variable, 'valueFrom', byKey, 'name') === name &&
        (key === undefined || textAt(variable, 'valueFrom', byKey, 'key') === key),
    )
    .map((variable) => textAt(variable, 'name'));
  if (variables.length > 0) {
    return { field: 'env', text: ` (${variables.join(', ')} ${variables.length === 1 ? 'comes' : 'come'} from it)` };
  }
  return {
    field: objectsAt(spec, 'envFrom').some((source) => textAt(source, whole, 'name') === name) ? 'envFrom' : 'env',
    text: '',
  };
}
