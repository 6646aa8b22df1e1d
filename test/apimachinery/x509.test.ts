import * as fc from 'fast-check';
import { readCertificate, readCertificateRequest, readPublicKey } from '../../src/apimachinery/x509';
import { CERTIFICATES, PROOFS, REQUESTS } from '../fixtures/certificates';

const der = (base64: string) => Buffer.from(base64, 'base64');
/** With another byte in place of one. */
function changed(base64: string, at: number, byte: number): Buffer {
  const bytes = der(base64);
  bytes[at < 0 ? bytes.length + at : at] = byte;
  return bytes;
}

test.each<[string, boolean, boolean]>([
  [CERTIFICATES.ca, true, true],
  [CERTIFICATES.leaf, false, true],
  [CERTIFICATES.version1, false, true],
  [CERTIFICATES.constrained, true, false],
])('the certificate of an authority (%#): %s', (base64, isCa, isUnderstood) =>
  expect(readCertificate(der(base64))).toEqual({ isCa, isUnderstood }),
);

test.each<[string, Buffer]>([
  ['nothing', Buffer.alloc(0)],
  ['a curve that Go does not know', der(CERTIFICATES.otherCurve)],
  ['a byte too much', Buffer.concat([der(CERTIFICATES.ca), Buffer.from([0])])],
  ['a byte too few', der(CERTIFICATES.ca).subarray(0, -1)],
  ['another kind of value', changed(CERTIFICATES.ca, 0, 0x31)],
  ['an unknown version', changed(CERTIFICATES.ca, 12, 3)],
  ['a negative serial number', changed(CERTIFICATES.ca, 15, 0x80)],
  ['a request', der(REQUESTS.ec)],
])('%s is malformed', (_what, bytes) => expect(readCertificate(bytes)).toBeUndefined());

test.each<[string, string | undefined, string[], boolean]>([
  ['ec', 'ec', ['dev'], true],
  ['ed25519', 'ed25519', ['dev'], true],
  ['masters', 'ec', ['system:masters'], true],
  ['pss', 'rsa', [], false],
])('a certificate request (%s)', (name, type, organizations, isUnderstood) => {
  const request = readCertificateRequest(der(REQUESTS[name as keyof typeof REQUESTS]))!;
  expect(request.key?.asymmetricKeyType).toBe(type);
  expect(request).toMatchObject({ organizations, isUnderstood });
  expect(request.signatureProblem).toBeUndefined();
});

test('a request with another signature or an unknown type of key has a problem', () => {
  const problem = (bytes: Buffer) => readCertificateRequest(bytes)?.signatureProblem;
  expect(problem(changed(REQUESTS.ec, -1, 0))).toBe('x509: ECDSA verification failure');
  expect(problem(changed(REQUESTS.ed25519, -1, 0))).toBe('x509: Ed25519 verification failure');
  expect(problem(changed(REQUESTS.rsa2048, -1, 0))).toBe('crypto/rsa: verification error');
  expect(problem(der(REQUESTS.ed448))).toBe('x509: cannot verify signature: algorithm unimplemented');
  expect(readCertificateRequest(der(CERTIFICATES.ca))).toBeUndefined();
});

test('public keys are read', () => {
  expect(readPublicKey(der(PROOFS.ec.key))).toMatchObject({ asymmetricKeyType: 'ec' });
  expect(readPublicKey(changed(PROOFS.ec.key, -1, 0))).toBe('malformed');
  expect(readPublicKey(Buffer.from('x'))).toBe('malformed');
});

test('any bytes are read without throwing', () => {
  const { ca, constrained } = CERTIFICATES;
  fc.assert(
    fc.property(
      fc.constantFrom(ca, constrained, REQUESTS.ec, REQUESTS.rsa2048),
      fc.nat({ max: 400 }),
      fc.nat({ max: 255 }),
      (base64, at, byte) => {
        const bytes = changed(base64, at, byte);
        const answers = [readCertificate(bytes), readCertificateRequest(bytes)];
        return answers.every((answer) => answer === undefined || typeof answer.isUnderstood === 'boolean');
      },
    ),
    { numRuns: 300 },
  );
});
