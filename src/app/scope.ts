import { Construct } from 'constructs';

/**
 * @param call what it was given to
 * @throws when the scope is none, as JavaScript may have it
 */
export function checkScope(scope: unknown, call: string): void {
  if (!Construct.isConstruct(scope)) {
    throw new Error(`${call}: the scope is no construct: give an app, a chart, or what is in one`);
  }
}
