/**
 * PriorityLevelConfiguration.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/priority-level-configuration-v1/
 */
import { canonical } from './canonical';
import { validateClusterMeta } from './cluster-meta';
import { objectName } from './object-meta';
import { Validation } from '../../apimachinery/finding';

const RULE = 'PRIORITY-LEVEL';
const V1 = 'flowcontrol.apiserver.k8s.io/v1';
const TYPES = ['Exempt', 'Limited'];
const RESPONSES = ['Queue', 'Reject'];
const MAX_QUEUES = 10_000_000;
const MAX_HASH_BITS = 60;
const DEFAULT_QUEUING = { queues: 64, handSize: 8, queueLengthLimit: 50 };
const PRESERVE_ZERO = 'flowcontrol.k8s.io/preserve-zero-concurrency-shares';
/** The server makes these itself, and they must not be changed. */
const CATCH_ALL = {
  type: 'Limited',
  limited: { nominalConcurrencyShares: 5, lendablePercent: 0, limitResponse: { type: 'Reject' } },
};

/** A PriorityLevelConfiguration. */
export function validatePriorityLevelConfiguration(v: Validation, { apiVersion, metadata, spec }: any): void {
  const { type, limited, exempt } = spec ?? {};
  const name = objectName(metadata);
  validateClusterMeta(v, { ...metadata, generation: undefined });
  // In v1beta3 it is allowed, and tells a share of 0 from none.
  if (apiVersion === V1 && metadata?.annotations && Object.hasOwn(metadata.annotations, PRESERVE_ZERO)) {
    v.forbidden(RULE, 'metadata.annotations', `annotation '${PRESERVE_ZERO}' is forbidden`);
  }
  validateType(v, type ?? '', name);
  validateChoice(v, spec ?? {});
  if (type === 'Exempt' && exempt) validateShares(v, exempt, 'spec.exempt');
  if (limited && type === 'Limited') validateLimited(v, limited, 'spec.limited');
  else if (limited && v.minor >= 37) validateResponseType(v, limited.limitResponse ?? {}, 'spec.limited.limitResponse');
  validateFixed(v, spec ?? {}, name);
}

function validateType(v: Validation, type: string, name: string): void {
  if ((name === 'exempt') !== (type === 'Exempt')) {
    v.invalid(RULE, 'spec.type', type, "must be 'Exempt' if and only if `name` is 'exempt'");
  }
  if (type === '' && v.minor >= 37) v.required(RULE, 'spec.type');
  else if (!TYPES.includes(type)) v.notSupported(RULE, 'spec.type', type, TYPES);
}

/** Since 1.37, what does not belong to the type is reported whatever the type is. */
function validateChoice(v: Validation, { type, limited, exempt }: any): void {
  const isKnown = TYPES.includes(type) || v.minor >= 37;
  if (limited && type !== 'Limited' && isKnown) {
    v.forbidden(RULE, 'spec.limited', 'must be nil if the type is not Limited');
  }
  if (exempt && type !== 'Exempt' && isKnown) v.forbidden(RULE, 'spec.exempt', 'must be nil if the type is Limited');
  if (!limited && type === 'Limited') v.required(RULE, 'spec.limited', 'must not be empty when type is Limited');
}

function validateShares(v: Validation, { nominalConcurrencyShares, lendablePercent }: any, path: string): void {
  if (nominalConcurrencyShares < 0) {
    v.invalid(RULE, `${path}.nominalConcurrencyShares`, nominalConcurrencyShares, 'must be a non-negative integer');
  }
  if (lendablePercent < 0 || lendablePercent > 100) {
    v.invalid(RULE, `${path}.lendablePercent`, lendablePercent, 'must be between 0 and 100, inclusive');
  }
}

function validateLimited(v: Validation, limited: any, path: string): void {
  const { borrowingLimitPercent, limitResponse } = limited;
  const response = limitResponse ?? {};
  const at = `${path}.limitResponse`;
  validateShares(v, limited, path);
  if (borrowingLimitPercent < 0) {
    v.invalid(
      RULE,
      `${path}.borrowingLimitPercent`,
      borrowingLimitPercent,
      'if specified, must be a non-negative integer',
    );
  }
  validateResponseType(v, response, at);
  if (!RESPONSES.includes(response.type) && (response.type || v.minor < 37)) {
    v.notSupported(RULE, `${at}.type`, response.type ?? '', RESPONSES);
  }
  if (response.type === 'Queue' && response.queuing) validateQueuing(v, response.queuing, `${at}.queuing`);
}

function validateResponseType(v: Validation, { type, queuing }: any, path: string): void {
  if (!type && v.minor >= 37) v.required(RULE, `${path}.type`);
  const isKnown = RESPONSES.includes(type) || v.minor >= 37;
  if (queuing && type !== 'Queue' && isKnown) {
    v.forbidden(RULE, `${path}.queuing`, 'must be nil if limited.limitResponse.type is not Limited');
  }
  if (!queuing && type === 'Queue') {
    v.required(RULE, `${path}.queuing`, 'must not be empty if limited.limitResponse.type is Limited');
  }
}

function validateQueuing(v: Validation, queuing: any, path: string): void {
  const queues: number = queuing.queues || DEFAULT_QUEUING.queues;
  const handSize: number = queuing.handSize || DEFAULT_QUEUING.handSize;
  const limit: number = queuing.queueLengthLimit || DEFAULT_QUEUING.queueLengthLimit;
  if (limit <= 0) v.invalid(RULE, `${path}.queueLengthLimit`, limit, 'must be positive');
  if (queues <= 0) v.invalid(RULE, `${path}.queues`, queues, 'must be positive');
  else if (queues > MAX_QUEUES) v.invalid(RULE, `${path}.queues`, queues, `must not be greater than ${MAX_QUEUES}`);
  const at = `${path}.handSize`;
  if (handSize <= 0) return v.invalid(RULE, at, handSize, 'must be positive');
  if (handSize > queues) return v.invalid(RULE, at, handSize, `should not be greater than queues (${queues})`);
  if (Math.ceil(Math.log2(queues) * handSize) > MAX_HASH_BITS) {
    v.invalid(
      RULE,
      at,
      handSize,
      `required entropy bits of deckSize ${queues} and handSize ${handSize} should not be greater than ` +
        `${MAX_HASH_BITS}`,
    );
  }
}

function validateFixed(v: Validation, spec: any, name: string): void {
  if (name === 'exempt' && (spec.type !== 'Exempt' || spec.limited)) {
    v.invalid(RULE, 'spec', spec, "spec of 'exempt' except the 'spec.exempt' field must equal the fixed value");
  }
  const given = spec.limited
    ? { ...spec, limited: { ...spec.limited, lendablePercent: spec.limited.lendablePercent ?? 0 } }
    : spec;
  if (name === 'catch-all' && canonical(given) !== canonical(CATCH_ALL)) {
    v.invalid(RULE, 'spec', spec, "spec of 'catch-all' must equal the fixed value");
  }
}
