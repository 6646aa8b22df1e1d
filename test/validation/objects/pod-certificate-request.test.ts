import { validatePodCertificateRequest } from '../../../src/validation/objects/pod-certificate-request';
import { PROOFS, REQUESTS } from '../../fixtures/certificates';
import { testNeverThrows, testRule } from '../kind-table';
import { long } from '../rules';

const spec = (change: any) => ({ spec: change });
const proven = ({ key, proof }: { key: string; proof: string }) =>
  spec({ stubPKCS10Request: undefined, pkixPublicKey: key, proofOfPossession: proof });
const seconds = (signerName: string, maxExpirationSeconds: number) => spec({ signerName, maxExpirationSeconds });
const stub = 'POD-CERT spec.stubPKCS10Request: Invalid value';
const { ed25519, ec, rsa3072 } = PROOFS;
const good = {
  metadata: { name: 'p' },
  spec: {
    signerName: 'example.com/s',
    podName: 'p',
    podUID: 'u',
    serviceAccountName: 's',
    serviceAccountUID: 'u',
    nodeName: 'n',
    nodeUID: 'u',
    stubPKCS10Request: REQUESTS.ec,
  },
};

testRule(validatePodCertificateRequest, good, [
  [spec({ signerName: '' }), ['POD-CERT spec.signerName: Required value']],
  [spec({ podName: '' }), ['POD-CERT spec.podName: Invalid value: ""']],
  [spec({ podUID: '' }), ['POD-CERT spec.podUID: Invalid value: "": must not be empty']],
  [spec({ serviceAccountName: 'A' }), ['POD-CERT spec.serviceAccountName: Invalid value: "A"']],
  [spec({ serviceAccountUID: long(128) }), []],
  [spec({ serviceAccountUID: long(129) }), ['POD-CERT spec.serviceAccountUID: Too long']],
  [spec({ nodeName: 'a-' }), ['POD-CERT spec.nodeName: Invalid value: "a-"']],
  [spec({ nodeUID: '' }), ['POD-CERT spec.nodeUID: Invalid value: ""']],
  [spec({ unverifiedUserAnnotations: { 'a.io/b': 'c' } }), []],
  [spec({ unverifiedUserAnnotations: { b: 'c' } }), ['POD-CERT spec.unverifiedUserAnnotations: Invalid value: "b"']],
  [seconds('example.com/s', 3600), []],
  [seconds('example.com/s', 3599), ['POD-CERT spec.maxExpirationSeconds: Invalid value: 3599']],
  [seconds('example.com/s', 7862400), []],
  [seconds('example.com/s', 7862401), ['POD-CERT spec.maxExpirationSeconds: Invalid value: 7862401']],
  [seconds('kubernetes.io/s', 86400), []],
  [seconds('kubernetes.io/s', 86401), ['POD-CERT spec.maxExpirationSeconds: Invalid value: 86401']],
  [spec({ stubPKCS10Request: REQUESTS.ed25519 }), []],
  [spec({ stubPKCS10Request: 'YQ==' }), [`${stub}: must be a valid PKCS#10 CSR`]],
  [spec({ stubPKCS10Request: REQUESTS.p224 }), [`${stub}: "curve secp224r1"`]],
  [spec({ stubPKCS10Request: REQUESTS.rsa2048 }), [`${stub}: "2048-bit modulus"`]],
  [spec({ stubPKCS10Request: REQUESTS.ed448 }), [`${stub}: unknown public key type`]],
  [spec({ stubPKCS10Request: REQUESTS.ec.replace(/.{8}$/, 'AAAAAAA=') }), [`${stub}: invalid signature`]],
  [spec({ stubPKCS10Request: long(13656) }), ['POD-CERT spec.stubPKCS10Request: Too long']],
  [spec({ stubPKCS10Request: undefined }), ['POD-CERT spec: Invalid value: exactly one of (stubPKCS10Request)']],
  [spec({ proofOfPossession: 'YQ==' }), ['POD-CERT spec: Invalid value: exactly one of (stubPKCS10Request)']],
  [proven(ed25519), []],
  [proven(ec), []],
  [proven(rsa3072), []],
  [proven({ key: ec.key, proof: ed25519.proof }), ['POD-CERT spec.proofOfPossession: Invalid value: could not verify']],
  [proven({ key: 'YQ==', proof: 'YQ==' }), ['POD-CERT spec.pkixPublicKey: Invalid value: "YQ=="']],
  [spec({ stubPKCS10Request: undefined }), ['POD-CERT spec.pkixPublicKey: Invalid value: ""'], 35],
]);
testNeverThrows('certificates.k8s.io/v1', 'PodCertificateRequest');
testNeverThrows('certificates.k8s.io/v1beta1', 'PodCertificateRequest', 30);
