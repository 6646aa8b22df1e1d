import { validateLease } from '../../../src/validation/objects/lease';
import { answersAlways } from '../any-object';
import { expectRuled } from '../ruled';

test.each<[any, string[]]>([
  [undefined, []],
  [{ leaseDurationSeconds: 1, leaseTransitions: 0 }, []],
  [{ leaseDurationSeconds: null, leaseTransitions: null }, []],
  [{ leaseDurationSeconds: 0 }, ['LEASE-DURATION spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0']],
  [{ leaseDurationSeconds: -1 }, ['LEASE-DURATION spec.leaseDurationSeconds: Invalid value: -1']],
  [
    { leaseTransitions: -1 },
    ['LEASE-TRANSITIONS spec.leaseTransitions: Invalid value: -1: must be greater than or equal to 0'],
  ],
  [{ strategy: 'OldestEmulationVersion' }, []],
  [{ strategy: 'acme.io/newest', preferredHolder: 'a' }, []],
  [{ strategy: null, preferredHolder: '' }, []],
  [
    { strategy: 'Newest' },
    ['LEASE-STRATEGY spec.strategy.strategy: Unsupported value: "Newest": supported values: "Ol'],
  ],
  [{ strategy: '' }, ['LEASE-STRATEGY spec.strategy.strategy: Unsupported value: ""']],
  [{ strategy: 'a b/c' }, ['LEASE-STRATEGY spec.strategy.strategy: Invalid value: "a b/c": prefix part']],
  [
    { preferredHolder: 'a' },
    ['LEASE-STRATEGY spec.preferredHolder: Forbidden: may only be specified if `strategy` is defined'],
  ],
])('%j', (spec, expected) => expectRuled((v) => validateLease(v, { metadata: { name: 'a' }, spec }), expected));

test('metadata is validated', () => {
  expectRuled((v) => validateLease(v, { metadata: { name: 'a', finalizers: ['c'] } }), []);
  expectRuled(
    (v) => validateLease(v, { metadata: { name: 'a', finalizers: ['c d'] } }),
    ['META-FINALIZER metadata.finalizers: Invalid value: "c d"'],
  );
  expectRuled(
    (v) => validateLease(v, { metadata: { name: 'A' } }),
    ['META-NAME-SUBDOMAIN metadata.name: Invalid value'],
  );
  expectRuled(
    (v) => validateLease(v, { metadata: { name: 'a', generation: -1 } }),
    ['META-GENERATION metadata.generation: Invalid value: -1'],
  );
});

test('any Lease is validated without throwing', () => answersAlways('coordination.k8s.io/v1', 'Lease'));
