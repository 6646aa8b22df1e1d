import { validateLeaseCandidate } from '../../../src/validation/objects/lease-candidate';
import { testNeverThrows, testRule } from '../kind-table';

const spec = (change: any) => ({ spec: change });
const strategy = 'LEASE-CANDIDATE spec.strategy.strategy';

testRule(
  validateLeaseCandidate,
  { metadata: { name: 'c' }, spec: { leaseName: 'l', binaryVersion: '1.30.0', strategy: 'a.io/b' } },
  [
    [{ metadata: { name: 'A_b.' } }, []],
    [{ metadata: { name: 'c', finalizers: ['c'] } }, []],
    [{ metadata: { name: 'a b' } }, ['META-NAME-SUBDOMAIN metadata.name: Invalid value: "a b"']],
    [spec({ leaseName: '' }), ['LEASE-CANDIDATE spec.leaseName: Required value']],
    [spec({ binaryVersion: '' }), ['LEASE-CANDIDATE spec.binaryVersion: Required value']],
    [spec({ binaryVersion: '1.30' }), ['LEASE-CANDIDATE spec.binaryVersion: Invalid value: "1.30"']],
    [spec({ emulationVersion: '1.30.0' }), []],
    [spec({ emulationVersion: 'x' }), ['LEASE-CANDIDATE spec.emulationVersion: Invalid value: "x"']],
    [spec({ emulationVersion: '1.31.0' }), ['LEASE-CANDIDATE spec.binaryVersion: Invalid value: "1.30.0": must be']],
    [spec({ strategy: '' }), ['LEASE-CANDIDATE spec.strategy: Required value']],
    [spec({ strategy: 'x' }), [`${strategy}: Unsupported value: "x"`]],
    [spec({ strategy: 'a b/c' }), [`${strategy}: Invalid value: "a b/c"`]],
    [spec({ strategy: 'OldestEmulationVersion', emulationVersion: '1.29.0' }), []],
    [spec({ strategy: 'OldestEmulationVersion' }), ['LEASE-CANDIDATE spec.emulationVersion: Required value']],
    [
      spec({ strategy: 'OldestEmulationVersion', emulationVersion: '0.0.0' }),
      ['LEASE-CANDIDATE spec.emulationVersion: Required value'],
    ],
  ],
);
testNeverThrows('coordination.k8s.io/v1beta1', 'LeaseCandidate');
