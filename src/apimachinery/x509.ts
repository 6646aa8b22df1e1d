/**
 * Certificates and requests for them, as far as an API server looks at them. What is malformed for us is so for Go's
 * crypto/x509, which the server uses; where we can't tell, we say so.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5280
 * @see https://www.rfc-editor.org/rfc/rfc2986
 */
import { crypto, KeyObject } from './crypto';
import {
  contextTag,
  isBitString,
  derBoolean,
  derItems,
  derValue,
  DerValue,
  isInteger,
  objectId,
  smallInteger,
  TAG,
  wholeBytes,
} from './der';

/** A certificate, as far as it was read. */
export interface Certificate {
  /** Whether it says that it may sign others. */
  readonly isCa: boolean;
  /** Whether all of it was understood. */
  readonly isUnderstood: boolean;
}

const BASIC_CONSTRAINTS = '2.5.29.19';
const AUTHORITY_KEY_ID = '2.5.29.35';
const ALTERNATIVE_NAMES = '2.5.29.17';
/** What must not be marked critical. */
const NEVER_CRITICAL = ['2.5.29.14', '1.3.6.1.5.5.7.1.1'];
const NAME_CONSTRAINTS = '2.5.29.30';
/** The extensions that Go reads, and what they are. */
const EXTENSIONS = new Map<string, number>([
  ['2.5.29.14', TAG.octetString],
  ['2.5.29.15', TAG.bitString],
  ['2.5.29.54', TAG.integer],
  ...[17, 19, 30, 31, 32, 33, 35, 36, 37].map((id): [string, number] => [`2.5.29.${id}`, TAG.sequence]),
  ['1.3.6.1.5.5.7.1.1', TAG.sequence],
]);

/** Reads a certificate in DER; undefined when it is malformed. */
export function readCertificate(der: Uint8Array): Certificate | undefined {
  const [body, outerAlgorithm, signature] = derItems(derValue(der, TAG.sequence), TAG.sequence) ?? [];
  const fields = derItems(body, TAG.sequence);
  if (!fields || signature?.tag !== TAG.bitString) return undefined;
  const version = fields[0]?.tag === contextTag(0) ? derItems(fields.shift(), contextTag(0)) : [];
  const number = version?.length === 0 ? 0 : smallInteger(version?.[0]);
  if (number === undefined || number < 0 || number > 2) return undefined;

  const [serial, algorithm, issuer, validity, subject, key, ...others] = fields;
  const isWellFormed =
    isInteger(serial) &&
    serial.content[0] < 0x80 &&
    isAlgorithm(algorithm) &&
    areEqual(outerAlgorithm.whole, algorithm.whole) &&
    isName(issuer) &&
    isValidity(validity) &&
    isName(subject) &&
    isPublicKeyInfo(key);
  if (!isWellFormed || readPublicKey(key.whole) === 'malformed') return undefined;
  const holder = others.find(({ tag }) => tag === contextTag(3));
  const extensions = number === 2 && holder ? readExtensions(derValue(holder.content, TAG.sequence)) : [];
  if (!extensions) return undefined;
  const constraints = extensions.find(({ id }) => id === BASIC_CONSTRAINTS);
  const isCa = constraints ? readBasicConstraints(constraints.value) : false;
  const names = readAlternativeNames(extensions);
  if (isCa === undefined || names === 'malformed') return undefined;
  const isConstrained = extensions.some(({ id }) => id === NAME_CONSTRAINTS);
  return { isCa, isUnderstood: names === 'understood' && !isConstrained && isReadable(der) };
}

/** OpenSSL and Go don't agree about all that is odd. */
function isReadable(der: Uint8Array): boolean {
  try {
    return crypto !== undefined && new crypto.X509Certificate(der).publicKey !== undefined;
  } catch {
    return false;
  }
}

/** Whether Go looks at the items of an extension. */
const isListed = (id: string) => EXTENSIONS.get(id) === TAG.sequence && id !== AUTHORITY_KEY_ID;

const isAlgorithm = (value: DerValue | undefined): value is DerValue =>
  objectId(derItems(value, TAG.sequence)?.[0]) !== undefined;

/** A name is a sequence of sets of pairs. */
function isName(value: DerValue | undefined): value is DerValue {
  const sets = derItems(value, TAG.sequence);
  return (
    sets?.every((set) =>
      derItems(set, TAG.set)?.every((pair) => {
        const items = derItems(pair, TAG.sequence);
        return items !== undefined && objectId(items[0]) !== undefined && isText(items[1]);
      }),
    ) ?? false
  );
}

const textOf = (bytes: Uint8Array) => String.fromCharCode(...bytes);
const isAscii = (bytes: Uint8Array) => bytes.every((byte) => byte < 0x80);
const areEqual = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, i) => byte === b[i]);

const UTF8 = new TextDecoder('utf-8', { fatal: true });

function isUtf8(bytes: Uint8Array): boolean {
  try {
    UTF8.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** A text that holds what its type allows. */
function isText(value: DerValue | undefined): boolean {
  if (value === undefined) return false;
  const text = textOf(value.content);
  if (value.tag === TAG.utf8String) return isUtf8(value.content);
  if (value.tag === TAG.printableString) return /^[A-Za-z0-9 '()+,\-./:=?*&]*$/.test(text);
  return value.tag !== TAG.ia5String || isAscii(value.content);
}

const DATE = '(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])';
const UTC_TIME = new RegExp(`^\\d\\d${DATE}([01]\\d|2[0-3])[0-5]\\d([0-5]\\d)?(Z|[+-]\\d{4})$`);
const GENERALIZED_TIME = new RegExp(`^\\d{4}${DATE}([01]\\d|2[0-3])[0-5]\\d[0-5]\\d(Z|[+-]\\d{4})$`);

function isTime(value: DerValue | undefined): boolean {
  const text = value ? textOf(value.content) : '';
  return value?.tag === TAG.utcTime
    ? UTC_TIME.test(text)
    : value?.tag === TAG.generalizedTime && GENERALIZED_TIME.test(text);
}

function isValidity(value: DerValue | undefined): boolean {
  const items = derItems(value, TAG.sequence);
  return items !== undefined && isTime(items[0]) && isTime(items[1]);
}

function isPublicKeyInfo(value: DerValue | undefined): value is DerValue {
  const items = derItems(value, TAG.sequence);
  return items !== undefined && isAlgorithm(items[0]) && items[1]?.tag === TAG.bitString;
}

interface Extension {
  readonly id: string;
  readonly value: Uint8Array;
}

/** No extension may stand twice. */
function readExtensions(list: DerValue | undefined): Extension[] | undefined {
  const extensions = derItems(list, TAG.sequence)?.map(readExtension);
  if (!extensions?.every((extension) => extension !== undefined)) return undefined;
  return new Set(extensions.map(({ id }) => id)).size === extensions.length ? extensions : undefined;
}

function readExtension(item: DerValue): Extension | undefined {
  const [name, ...rest] = derItems(item, TAG.sequence) ?? [];
  const id = objectId(name);
  const isCritical = rest[0]?.tag === TAG.boolean ? derBoolean(rest.shift()) : false;
  const [value] = rest;
  if (id === undefined || isCritical === undefined || value?.tag !== TAG.octetString) return undefined;
  if (NEVER_CRITICAL.includes(id) && isCritical) return undefined;
  const tag = EXTENSIONS.get(id);
  const content = tag === undefined ? undefined : derValue(value.content, tag);
  const isWellFormed = isListed(id) ? derItems(content, TAG.sequence) : content;
  if (tag === TAG.bitString && content && !isBitString(content)) return undefined;
  return tag !== undefined && !isWellFormed ? undefined : { id, value: value.content };
}

const [EMAIL, DNS, URI, IP] = [1, 2, 6, 7].map((number) => contextTag(number, false));
const PLAIN_URI = /^[a-z][a-z0-9+.-]*:\/\/[a-z0-9.-]+(:\d+)?(\/[\w\-.~/]*)?$/i;

/** Whom the certificate is for, besides its subject. We don't read all URIs as Go does. */
function readAlternativeNames(extensions: readonly Extension[]): 'malformed' | 'understood' | 'not understood' {
  const given = extensions.find(({ id }) => id === ALTERNATIVE_NAMES);
  const names = given ? derItems(derValue(given.value, TAG.sequence), TAG.sequence) : [];
  const isMalformed = names?.some(
    ({ tag, content }) =>
      ([EMAIL, DNS, URI].includes(tag) && !isAscii(content)) || (tag === IP && ![4, 16].includes(content.length)),
  );
  if (isMalformed !== false) return 'malformed';
  const uris = names!.filter(({ tag }) => tag === URI).map(({ content }) => textOf(content));
  return uris.every((uri) => PLAIN_URI.test(uri)) ? 'understood' : 'not understood';
}

function readBasicConstraints(bytes: Uint8Array): boolean | undefined {
  const items = derItems(derValue(bytes, TAG.sequence), TAG.sequence);
  if (!items) return undefined;
  const isCa = items[0]?.tag === TAG.boolean ? derBoolean(items.shift()) : false;
  const [length] = items;
  const isLength = length?.tag !== TAG.integer || (isInteger(length) && length.content[0] < 0x80);
  return isLength ? isCa : undefined;
}

/** A request for a certificate, as far as it was read. */
export interface CertificateRequest {
  /** The public key; undefined when it is of a kind that Go does not know. */
  readonly key?: KeyObject;
  /** The groups that the certificate is for. */
  readonly organizations: readonly string[];
  /** What Go says of the signature; undefined when it is right, or we can't tell. */
  readonly signatureProblem?: string;
  /** Whether all of it was understood. */
  readonly isUnderstood: boolean;
}

const ORGANIZATION = '2.5.4.10';

/** Reads a request in DER; undefined when it is malformed. */
export function readCertificateRequest(der: Uint8Array): CertificateRequest | undefined {
  const [body, algorithm, signature] = derItems(derValue(der, TAG.sequence), TAG.sequence) ?? [];
  const [version, subject, keyInfo, attributes] = derItems(body, TAG.sequence) ?? [];
  const isWellFormed =
    isInteger(version) &&
    isName(subject) &&
    isPublicKeyInfo(keyInfo) &&
    derItems(attributes, contextTag(0)) !== undefined &&
    isAlgorithm(algorithm) &&
    signature?.tag === TAG.bitString;
  if (!isWellFormed) return undefined;
  const key = readPublicKey(keyInfo.whole);
  const organizations = organizationsOf(subject);
  const extensions = readRequestedExtensions(derItems(attributes, contextTag(0))!);
  const names = extensions ? readAlternativeNames(extensions) : 'malformed';
  if (key === 'malformed' || names === 'malformed') return undefined;
  if (!crypto) return { organizations, isUnderstood: false };
  const checked = checkSignature(algorithm, body.whole, signature, key);
  return {
    key,
    organizations,
    ...checked,
    isUnderstood: checked.isUnderstood && names === 'understood',
  };
}

const EXTENSION_REQUEST = '1.2.840.113549.1.9.14';

/** The extensions that the certificate is to have; undefined when they are malformed. */
function readRequestedExtensions(attributes: readonly DerValue[]): Extension[] | undefined {
  for (const attribute of attributes) {
    const [type, values] = derItems(attribute, TAG.sequence) ?? [];
    if (objectId(type) !== EXTENSION_REQUEST) continue;
    return derItems(derItems(values, TAG.set)?.[0], TAG.sequence)
      ?.map(readRequestedExtension)
      .filter((extension) => extension !== undefined);
  }
  return [];
}

/** Go looks into one of them only. */
function readRequestedExtension(item: DerValue): Extension | undefined {
  const items = derItems(item, TAG.sequence) ?? [];
  const id = objectId(items[0]);
  return id === ALTERNATIVE_NAMES ? { id, value: items[items.length - 1].content } : undefined;
}

const organizationsOf = (subject: DerValue): string[] =>
  (derItems(subject, TAG.sequence) ?? [])
    .flatMap((set) => derItems(set, TAG.set) ?? [])
    .map((pair) => derItems(pair, TAG.sequence)!)
    .filter(([type]) => objectId(type) === ORGANIZATION)
    .map(([, value]) => new TextDecoder().decode(value.content));

/** The kinds of keys that Go reads, by their identifier. */
const KEY_KINDS = new Map([
  ['1.2.840.113549.1.1.1', 'rsa'],
  ['1.2.840.10045.2.1', 'ec'],
  ['1.3.101.112', 'ed25519'],
  ['1.3.101.110', 'x25519'],
  ['1.2.840.10040.4.1', 'dsa'],
]);
const CURVES = ['secp224r1', 'prime256v1', 'secp384r1', 'secp521r1'];

/** Reads a public key in DER; undefined when Go does not know its kind, or cryptography is missing. */
export function readPublicKey(der: Uint8Array): KeyObject | 'malformed' | undefined {
  const info = derValue(der, TAG.sequence);
  if (!isPublicKeyInfo(info)) return 'malformed';
  const [algorithm] = derItems(info, TAG.sequence)!;
  if (!KEY_KINDS.has(objectId(derItems(algorithm, TAG.sequence)![0])!)) return undefined;
  try {
    const key = crypto?.createPublicKey({ key: der as Buffer, format: 'der', type: 'spki' });
    const curve = key?.asymmetricKeyDetails?.namedCurve;
    return curve === undefined || CURVES.includes(curve) ? key : 'malformed';
  } catch {
    return 'malformed';
  }
}

const UNIMPLEMENTED = 'x509: cannot verify signature: algorithm unimplemented';
const SIGNATURES = new Map<string, readonly [kind: string, hash: string | null, problem: string]>([
  ['1.2.840.113549.1.1.5', ['rsa', 'sha1', 'crypto/rsa: verification error']],
  ['1.2.840.113549.1.1.11', ['rsa', 'sha256', 'crypto/rsa: verification error']],
  ['1.2.840.113549.1.1.12', ['rsa', 'sha384', 'crypto/rsa: verification error']],
  ['1.2.840.113549.1.1.13', ['rsa', 'sha512', 'crypto/rsa: verification error']],
  ['1.2.840.10045.4.1', ['ec', 'sha1', 'x509: ECDSA verification failure']],
  ['1.2.840.10045.4.3.2', ['ec', 'sha256', 'x509: ECDSA verification failure']],
  ['1.2.840.10045.4.3.3', ['ec', 'sha384', 'x509: ECDSA verification failure']],
  ['1.2.840.10045.4.3.4', ['ec', 'sha512', 'x509: ECDSA verification failure']],
  ['1.3.101.112', ['ed25519', null, 'x509: Ed25519 verification failure']],
]);
const RSA_PSS = '1.2.840.113549.1.1.10';
const MD5 = '1.2.840.113549.1.1.4';
const MIN_RSA_BITS = 1024;

function checkSignature(
  algorithm: DerValue,
  signed: Uint8Array,
  signature: DerValue,
  key: KeyObject | undefined,
): Pick<CertificateRequest, 'signatureProblem' | 'isUnderstood'> {
  const id = objectId(derItems(algorithm, TAG.sequence)![0])!;
  const known = SIGNATURES.get(id);
  const bytes = wholeBytes(signature);
  if (id === RSA_PSS || (known && bytes === undefined)) return { isUnderstood: false };
  if (id === MD5) return refused('x509: cannot verify signature: insecure algorithm MD5-RSA');
  if (!known || key === undefined) return refused(UNIMPLEMENTED);
  const [kind, hash, problem] = known;
  if (key.asymmetricKeyType !== kind) return refused('x509: signature algorithm is not one of the public key');
  const bits = key.asymmetricKeyDetails?.modulusLength ?? Infinity;
  if (bits < MIN_RSA_BITS) return refused(`crypto/rsa: ${bits}-bit keys are insecure`);
  return crypto!.verify(hash, signed, key, bytes!) ? { isUnderstood: true } : refused(problem);
}

const refused = (signatureProblem: string) => ({ signatureProblem, isUnderstood: true });

/** Whether a key signed a text: with RSA, by RSA-PSS. */
export function isSignedBy(key: KeyObject, text: string, signature: Uint8Array): boolean {
  const { verify, constants } = crypto!;
  const hash = key.asymmetricKeyType === 'ed25519' ? null : 'sha256';
  const options = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO };
  return verify(hash, new TextEncoder().encode(text), options, signature);
}
