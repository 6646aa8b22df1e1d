/**
 * Secret. No finding shows what is in it.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/secret-v1/
 */
import { MAX_DATA_SIZE } from './config-map';
import { validateGeneration, validateObjectMeta } from './object-meta';
import { base64Length } from '../../apimachinery/base64';
import { Validation } from '../../apimachinery/finding';
import { byteLength, configKey } from '../../apimachinery/formats';
import { decodeBase64, textOfBase64 } from '../../text/bytes';

const RULE = 'SECRET';
const SERVICE_ACCOUNT = 'kubernetes.io/service-account.name';

/** A Secret. */
export function validateSecret(v: Validation, secret: any): void {
  validateObjectMeta(v, secret.metadata);
  validateGeneration(v, secret.metadata);
  const data: Record<string, string> = secret.data ?? {};
  const stringData: Record<string, string> = secret.stringData ?? {};
  let size = 0;
  for (const key in data) {
    v.invalidAll(RULE, `data[${key}]`, key, configKey(key));
    if (!Object.hasOwn(stringData, key)) size += base64Length(data[key]);
    else if (!isSameText(data[key], stringData[key])) overwritten(v, key);
  }
  for (const key in stringData) {
    if (!Object.hasOwn(data, key)) v.invalidAll(RULE, `data[${key}]`, key, configKey(key));
    size += byteLength(stringData[key]);
  }
  if (size > MAX_DATA_SIZE) v.tooLong(RULE, 'data', `may not be more than ${MAX_DATA_SIZE} bytes`);
  validateType(v, secret, { data, stringData });
}

function isSameText(base64: string, text: string): boolean {
  const [left, right] = [decodeBase64(base64), new TextEncoder().encode(text)];
  return left.length === right.length && left.every((byte, i) => byte === right[i]);
}

function overwritten(v: Validation, key: string): void {
  const detail = 'stringData sets another value for this key, which wins';
  v.add('DROP-GATED', `data[${key}]`, 'Dropped field', detail, { hint: 'set the key only once' });
}

interface Data {
  readonly data: Record<string, string>;
  readonly stringData: Record<string, string>;
}

function validateType(v: Validation, secret: any, { data, stringData }: Data): void {
  const has = (key: string) => Object.hasOwn(stringData, key) || Object.hasOwn(data, key);
  const read = (key: string) => (Object.hasOwn(stringData, key) ? stringData[key] : textOfBase64(data[key]));
  const requireKey = (key: string) => {
    if (!has(key)) v.required(RULE, `data[${key}]`, '', `a Secret of type ${secret.type} must have it`);
  };
  const requireJson = (key: string) => {
    requireKey(key);
    if (has(key) && !isJsonObject(read(key))) {
      v.invalid(RULE, `data[${key}]`, '<secret contents redacted>', 'must be a JSON object');
    }
  };
  switch (secret.type) {
    case 'kubernetes.io/service-account-token':
      if (!secret.metadata?.annotations?.[SERVICE_ACCOUNT]) {
        v.required(RULE, `metadata.annotations[${SERVICE_ACCOUNT}]`);
      }
      break;
    case 'kubernetes.io/dockercfg':
      requireJson('.dockercfg');
      break;
    case 'kubernetes.io/dockerconfigjson':
      requireJson('.dockerconfigjson');
      break;
    case 'kubernetes.io/basic-auth':
      if (!has('username') && !has('password')) ['username', 'password'].forEach(requireKey);
      break;
    case 'kubernetes.io/ssh-auth':
      if (!has('ssh-privatekey') || read('ssh-privatekey') === '') v.required(RULE, 'data[ssh-privatekey]');
      break;
    case 'kubernetes.io/tls':
      ['tls.crt', 'tls.key'].forEach(requireKey);
      break;
  }
}

const MAX_DEPTH = 10_000;

/** As Go has it: null will do for an object, and numbers and depth have their limits. */
function isJsonObject(json: string): boolean {
  try {
    const value = JSON.parse(json);
    return typeof value === 'object' && !Array.isArray(value) && isWithinLimits(json);
  } catch {
    return false;
  }
}

function isWithinLimits(json: string): boolean {
  let depth = 0;
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[[\]{}]/g)) {
    if (token === '[' || token === '{') depth++;
    else if (token === ']' || token === '}') depth--;
    if (depth > MAX_DEPTH || (!token.startsWith('"') && Math.abs(Number(token)) === Infinity)) return false;
  }
  return true;
}
