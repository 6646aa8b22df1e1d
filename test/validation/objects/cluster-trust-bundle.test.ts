import { validateClusterTrustBundle } from '../../../src/validation/objects/cluster-trust-bundle';
import { CERTIFICATES, pem } from '../../fixtures/certificates';
import { testNeverThrows, testRule } from '../kind-table';
import { found, long } from '../rules';

const ca = pem(CERTIFICATES.ca);
const bundle = (trustBundle: string | undefined) => ({ spec: { trustBundle } });
const problem = (detail: string) => [`TRUST-BUNDLE spec.trustBundle: Invalid value: "<value omitted>": ${detail}`];
const named = (name: string, signerName: string) => ({ metadata: { name }, spec: { signerName } });
const good = { metadata: { name: 'b' }, spec: { trustBundle: ca } };

testRule(validateClusterTrustBundle, good, [
  [bundle(`text\n${ca}`), []],
  [bundle(undefined), problem('at least one trust anchor must be provided')],
  [bundle(pem(CERTIFICATES.ca, 'X')), problem('entry 0 has bad block type: X')],
  [bundle(ca.replace('\n', '\na: b\n\n')), problem('entry 0 has PEM block headers')],
  [bundle(ca + pem('YQ==')), problem('entry 1 does not parse as X.509')],
  [bundle(pem(CERTIFICATES.leaf)), problem('entry 0 does not have the CA bit set')],
  [bundle(pem(CERTIFICATES.version1)), problem('entry 0 does not have the CA bit set')],
  [bundle(ca + ca), problem('duplicate trust anchor (indices [0 1])')],
  [bundle(ca + long(1024 * 1024)), ['TRUST-BUNDLE spec.trustBundle: Too long']],
  [named('example.com:s:b', 'example.com/s'), []],
  [named('b', 'example.com/s'), ['META-NAME-SUBDOMAIN metadata.name: Invalid value: "b": ClusterTrustBundle for']],
  [named('example.com:s:B', 'example.com/s'), ['META-NAME-SUBDOMAIN metadata.name: Invalid value']],
  [named('a:b', ''), ['META-NAME-SUBDOMAIN metadata.name: Invalid value: "a:b": ClusterTrustBundle without']],
  [named('x:b', 'x'), ['TRUST-BUNDLE spec.signerName: Invalid value: "x"']],
]);

test('warns about an encoding that it cannot read like the server', () => {
  const trustBundle = pem(CERTIFICATES.constrained);
  expect(found((v) => validateClusterTrustBundle(v, { ...good, spec: { trustBundle } }))).toEqual([
    'spec.trustBundle: Warning: this encoding is not validated: the API server may refuse it',
  ]);
});

testNeverThrows('certificates.k8s.io/v1', 'ClusterTrustBundle');
