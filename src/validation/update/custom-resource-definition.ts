/** Updates of CustomResourceDefinitions. */
import { immutable, Update } from './update';
import { listOf, objectsAt } from '../../text/json-value';

const RULE = 'UPD-IMMUTABLE';

/** Validates the update of a definition: what decides where its objects are stored stays, and so do their versions. */
export function validateDefinitionUpdate(update: Update): void {
  const { live } = update;
  if (isEstablished(live)) immutable(update, RULE, 'spec.scope', 'spec.names.kind');
  immutable(update, RULE, 'spec.group', 'spec.names.plural');
  validateStoredVersions(update);
}

/** A manifest counts as applied, and served. */
const isEstablished = ({ status }: any) =>
  status === undefined ||
  objectsAt(status, 'conditions').some(({ type, status: value }) => type === 'Established' && value === 'True');

/** Objects may still be stored in a version that once was the one to store. */
function validateStoredVersions({ v, live, next }: Update): void {
  const storage = objectsAt(live, 'spec', 'versions').find((version) => version.storage === true);
  const stored: readonly string[] = listOf(live.status?.storedVersions ?? [storage?.name].filter(Boolean));
  const left = new Set(objectsAt(next, 'spec', 'versions').map(({ name }) => name));
  stored.forEach((name, i) => {
    if (left.has(name)) return;
    const detail =
      `missing from spec.versions; ${name} was previously a storage version, and must remain in spec.versions until ` +
      `a storage migration ensures no data remains persisted in ${name} and removes ${name} from status.storedVersions`;
    const hint = `keep ${name} with served: false and storage: false`;
    v.invalid(RULE, `status.storedVersions[${i}]`, name, detail, hint);
  });
}
