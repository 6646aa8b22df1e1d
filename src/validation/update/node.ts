/** Updates of Nodes. */
import { Update } from './update';
import { isEqual } from '../../text/equal';
import { listOf } from '../../text/json-value';

const RULE = 'UPD-IMMUTABLE';

/** Validates the update of a Node: its addresses and its machine stay what they are. */
export function validateNodeUpdate({ v, live, next, wayOut }: Update): void {
  const [before, after] = [live.spec ?? {}, next.spec ?? {}];
  const [old, ranges] = [before, after].map(rangesOf);
  if (old.length > 0 && !isEqual(old, ranges)) {
    v.forbidden(RULE, 'spec.podCIDRs', 'node updates may not change podCIDR except from "" to valid', wayOut);
  }
  const isChanged = (field: string) => (before[field] || '') !== (after[field] || '');
  if (before.providerID && isChanged('providerID')) {
    const what = after.providerID ? 'modified' : 'cleared';
    v.invalid(RULE, 'spec.providerID', after.providerID, `field cannot be ${what} once set`, wayOut);
  }
  if (isChanged('externalID')) v.forbidden(RULE, 'spec.externalID', 'may not be updated', wayOut);
}

/** The older field wins over the list, if the two differ. */
function rangesOf({ podCIDR, podCIDRs }: any): readonly string[] {
  const ranges: readonly string[] = listOf(podCIDRs);
  return podCIDR && podCIDR !== ranges[0] ? [podCIDR] : ranges;
}
