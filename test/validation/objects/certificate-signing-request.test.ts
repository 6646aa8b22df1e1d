import { validateCertificateSigningRequest } from '../../../src/validation/objects/certificate-signing-request';
import { pem, REQUESTS } from '../../fixtures/certificates';
import { testNeverThrows, testRule } from '../kind-table';
import { found } from '../rules';

const encoded = (base64: string, type = 'CERTIFICATE REQUEST') => Buffer.from(pem(base64, type)).toString('base64');
const spec = (change: any) => ({ spec: change });
const request = 'CSR spec.request: Invalid value';
const good = {
  metadata: { name: 'c' },
  spec: { request: encoded(REQUESTS.ec), signerName: 'example.com/s', usages: ['client auth'] },
};

testRule(validateCertificateSigningRequest, good, [
  [{ metadata: { name: 'Any name:1' } }, []],
  [{ metadata: { name: 'a/b' } }, ['META-NAME-SUBDOMAIN metadata.name: Invalid value: "a/b"']],
  [spec({ request: encoded(REQUESTS.ed25519) }), []],
  [spec({ request: undefined }), [`${request}: null: PEM block type must be CERTIFICATE REQUEST`]],
  [spec({ request: 'YQ==' }), [`${request}: "YQ==": PEM block type must be CERTIFICATE REQUEST`]],
  [spec({ request: encoded(REQUESTS.ec, 'NEW CERTIFICATE REQUEST') }), [request]],
  [spec({ request: encoded('YQ==') }), [request]],
  [spec({ request: encoded(REQUESTS.ed448) }), [request]],
  [spec({ usages: ['client auth', 'server auth'] }), []],
  [spec({ usages: [] }), ['CSR spec.usages: Required value']],
  [spec({ usages: ['x'] }), ['CSR spec.usages[0]: Unsupported value: "x": supported values: "any", "cert sign"']],
  [spec({ usages: ['any', 'any'] }), ['CSR spec.usages[1]: Duplicate value: "any"']],
  [spec({ signerName: '' }), ['CSR spec.signerName: Required value']],
  [
    spec({ signerName: 'example.com' }),
    ['CSR spec.signerName: Invalid value: "example.com": must be a fully qualified'],
  ],
  [spec({ signerName: 'example/s' }), ['CSR spec.signerName: Invalid value: "example": should be a domain']],
  [spec({ signerName: 'A.b/s' }), ['CSR spec.signerName: Invalid value: "A.b": validating label "A"']],
  [spec({ signerName: 'a.b/S' }), ['CSR spec.signerName: Invalid value: "S": validating label "S"']],
  [spec({ signerName: 'kubernetes.io/legacy-unknown' }), ['CSR spec.signerName: Invalid value']],
  [spec({ expirationSeconds: 600 }), []],
  [spec({ expirationSeconds: 599 }), ['CSR spec.expirationSeconds: Invalid value: 599']],
  [spec({ request: encoded(REQUESTS.masters) }), []],
  [
    spec({ request: encoded(REQUESTS.masters), signerName: 'kubernetes.io/kube-apiserver-client' }),
    ['CSR spec.signerName: Forbidden: use of kubernetes.io/kube-apiserver-client signer with system:masters group'],
  ],
]);

test('warns about a signature that it cannot verify', () => {
  const texts = found((v) =>
    validateCertificateSigningRequest(v, { ...good, spec: { ...good.spec, request: encoded(REQUESTS.pss) } }),
  );
  expect(texts).toEqual(['spec.request: Warning: this encoding is not validated: the API server may refuse it']);
});

testNeverThrows('certificates.k8s.io/v1', 'CertificateSigningRequest');
