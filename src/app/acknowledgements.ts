/** Which warnings are accepted where, and which of these acceptances are of use. */

import { IConstruct } from 'constructs';
import { Pass } from './pass';

/** Rule of an acknowledgement that nothing in its scope needs: it would hide the warning when it comes back. */
export const UNUSED_ACKNOWLEDGEMENT = 'WARN-UNUSED-ACKNOWLEDGEMENT';

/** A warning that is accepted in a scope. */
interface Acknowledgement {
  readonly scope: IConstruct;
  readonly id: string;
  isUsed: boolean;
}

const acknowledgements = (): Acknowledgement[] => [];

/**
 * Accepts a warning in a scope.
 *
 * @param reportUnused called at the end of each synthesis for an acknowledgement that nothing has needed
 */
export function addAcknowledgement(
  scope: IConstruct,
  id: string,
  reportUnused: (scope: IConstruct, id: string) => void,
): void {
  const pass = Pass.of(scope);
  const all = pass.state(acknowledgements);
  if (all.some((each) => each.scope === scope && each.id === id)) return;
  if (all.length === 0) {
    pass.atEnd(() => all.filter(({ isUsed }) => !isUsed).forEach((each) => reportUnused(each.scope, each.id)));
  }
  all.push({ scope, id, isUsed: false });
}

/** Whether a warning of a construct is accepted, by the construct itself or a scope around it. */
export function isAcknowledged(construct: IConstruct, id: string): boolean {
  const { scopes } = construct.node;
  const accepting = Pass.of(construct)
    .state(acknowledgements)
    .filter((each) => each.id === id && scopes.includes(each.scope));
  for (const each of accepting) each.isUsed = true;
  return accepting.length > 0;
}
