/** Whether a certificate and its private key belong together, as far as a Secret of type kubernetes.io/tls shows. */
import { crypto, KeyObject } from '../../apimachinery/crypto';
import { PemBlock, pemBlocks } from '../../apimachinery/pem';
import { readCertificate } from '../../apimachinery/x509';
import { textOfBase64 } from '../../text/bytes';

const CERTIFICATE = 'tls.crt';
const KEY = 'tls.key';
const NO_PEM = 'tls: failed to find any PEM data in';

interface Problem {
  readonly path: string;
  /** In the words of Go's crypto/tls. */
  readonly text: string;
}

type Texts = Readonly<Record<string, string>>;

const isKeyType = ({ type }: PemBlock) => type === 'PRIVATE KEY' || type.endsWith(' PRIVATE KEY');

/** What is wrong with the pair; nothing where we cannot tell. */
export function tlsPairProblem(data: Texts, stringData: Texts): Problem | undefined {
  const read = (name: string) =>
    Object.hasOwn(stringData, name) ? stringData[name] : textOfBase64(Object.hasOwn(data, name) ? data[name] : '');
  const certificateText = read(CERTIFICATE);
  const blocks = pemBlocks(certificateText);
  const certificate = blocks.find(({ type }) => type === 'CERTIFICATE');
  if (!certificate) return { path: `data[${CERTIFICATE}]`, text: certificateProblem(blocks) };
  const keyText = read(KEY);
  const keys = pemBlocks(keyText);
  if (!keys.some(isKeyType)) return { path: `data[${KEY}]`, text: keyProblem(keys) };
  const text = readCertificate(certificate.bytes)?.isUnderstood ? mismatch(certificate, keyText) : undefined;
  return text === undefined ? undefined : { path: `data[${KEY}]`, text };
}

const typesOf = (blocks: readonly PemBlock[]) => `[${blocks.map(({ type }) => type).join(' ')}]`;

function certificateProblem(blocks: readonly PemBlock[]): string {
  if (blocks.length === 0) return `${NO_PEM} certificate input`;
  if (blocks.length === 1 && blocks[0].type.endsWith('PRIVATE KEY')) {
    return (
      'tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may ' +
      'have been switched'
    );
  }
  return (
    'tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following ' +
    `types: ${typesOf(blocks)}`
  );
}

function keyProblem(blocks: readonly PemBlock[]): string {
  if (blocks.length === 0) return `${NO_PEM} key input`;
  if (blocks.length === 1 && blocks[0].type === 'CERTIFICATE') {
    return 'tls: found a certificate rather than a key in the PEM for the private key';
  }
  return (
    'tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the ' +
    `following types: ${typesOf(blocks)}`
  );
}

/** Why a key is not the certificate's; nothing where it is, or cannot be read. */
function mismatch(certificate: PemBlock, key: string): string | undefined {
  if (!crypto) return undefined;
  try {
    const { publicKey } = new crypto.X509Certificate(certificate.bytes);
    const own = crypto.createPublicKey(crypto.createPrivateKey(key));
    if (own.asymmetricKeyType !== publicKey.asymmetricKeyType) {
      return 'tls: private key type does not match public key type';
    }
    return isSame(own, publicKey) ? undefined : 'tls: private key does not match public key';
  } catch {
    return undefined;
  }
}

const isSame = (a: KeyObject, b: KeyObject) =>
  a.export({ format: 'pem', type: 'spki' }) === b.export({ format: 'pem', type: 'spki' });
