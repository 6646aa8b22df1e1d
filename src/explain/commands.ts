/** The kubectl commands that a diagnosis suggests. */

import type { Ref } from './events';
import type { Container, Pod } from './pod';

/** Names that need no quotes in a shell. */
const PLAIN_NAME = /^[a-z0-9][a-z0-9.-]*$/;
const PLAIN_WORD = /^[A-Za-z0-9=-][A-Za-z0-9.=-]*$/;

/** A command of kubectl about an object; none when a name is not a Kubernetes name, as it may be unsafe in a shell. */
export function kubectlCommand(verb: string, { kind, namespace, name }: Ref, ...more: readonly string[]): string[] {
  const type = kind.toLowerCase();
  const inNamespace = namespace === '' ? [] : ['-n', namespace];
  const names = [type, name, ...inNamespace.slice(1)];
  const isSafe = names.every((each) => PLAIN_NAME.test(each)) && more.every((word) => PLAIN_WORD.test(word));
  if (!isSafe) return [];
  const object = verb === 'logs' && kind === 'Pod' ? name : `${type} ${name}`;
  return [['kubectl', verb, object, ...inNamespace, ...more].join(' ')];
}

/** The command that prints a container's log: of the run that failed. */
export function logsCommand({ ref }: Pod, container: Container): string[] {
  const isRestarted = container.restartCount > 0 && container.state.terminated === undefined;
  return kubectlCommand('logs', ref, '-c', container.name, ...(isRestarted ? ['--previous'] : []));
}
