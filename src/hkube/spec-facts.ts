/** What the workload of a spec refers to, and others in it, said in the fields of the spec. */

import { specPathOf } from './spec-path';
import type { JsonObject } from '../text/json-value';
import { factsOf, ObjectFacts } from '../validation/references/object-facts';
import type { Reference } from '../validation/references/reference';

/**
 * The facts of a spec.
 *
 * @param manifest of the workload that it was rendered to
 */
export function specFacts(spec: unknown, manifest: JsonObject): ObjectFacts | undefined {
  const facts = factsOf(manifest);
  const inSpec = (path: string) => specPathOf(path, manifest, spec);
  return (
    facts && {
      ...facts,
      references: facts.references.map((reference) => withPaths(reference, inSpec)),
      // The Service of a StatefulSet comes with it.
      ...{ hasSubdomain: false, serviceName: undefined },
    }
  );
}

const withPaths = (reference: Reference, inSpec: (path: string) => string): Reference => ({
  ...reference,
  path: inSpec(reference.path),
  ...(reference.part && { part: { ...reference.part, path: inSpec(reference.part.path) } }),
});
