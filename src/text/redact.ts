/** Keeps secrets out of messages: those of Secrets, and values whose names say that they are secret. */

import { textOfBase64 } from './bytes';

/** Names of variables whose values must not be shown. */
const SECRET_NAME =
  /passw|passphrase|secret|token|credential|private|api_?key|access_?key|auth|_key$|^key$|_pw$|^pw$|pwd/i;
export const isSecretName = (name: string) => SECRET_NAME.test(name);
/** Fields that contain a secret (longer names of Kubernetes' that begin so contain names of Secrets). */
export const SECRET_FIELD = /^(?:token|password|passwd|passphrase|(?:api|access|secret|private)_?key)$/i;
/** HKube's maps from names of variables to their values. */
export const ENV_MAPS = ['algorithmEnv', 'workerEnv', 'environments'];
/** `https://user:secret@host`, `--password=secret`. */
export const IN_TEXT = /\/\/(?:[^/\s:@]*:)?([^/\s@]+)@|(?:passw(?:or)?d|token|secret|key)[=:]\s*["']?([^\s"',;]+)/gi;
/** Tokens of GitHub, GitLab, Slack and AWS, wherever they are. */
export const TOKEN = /\b(?:gh[opsur]_|github_pat_|glpat-|xox[a-z]-)[\w-]+|\bAKIA[0-9A-Z]{16}\b/g;
/** What all texts have that the two above find something in. */
export const MAY_HOLD_SECRET = /@|[dnty][=:]|gh[opsur]_|github_pat_|glpat-|xox[a-z]-|AKIA/i;
/** Anything shorter occurs in many messages, and is not a secret. */
const MIN_LENGTH = 3;

/** The text without the credentials in its addresses. */
export const withoutCredentials = (text: string) => text.replace(/\/\/[^/\s@"]+@/g, '//***@');

/** All secrets in a value, the longest first. */
export function secretsOf(root: unknown): string[] {
  const secrets = new Set<string>();
  const add = (value: unknown) => {
    if (typeof value === 'string' || typeof value === 'number') secrets.add(String(value));
  };
  const seen = new Set<object>();
  const todo: unknown[] = [root];
  while (todo.length > 0) {
    const value = todo.pop();
    if (typeof value === 'string') {
      for (const [, inUrl, inOption] of value.matchAll(IN_TEXT)) add(inUrl ?? inOption);
      for (const [token] of value.matchAll(TOKEN)) add(token);
    }
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    // With YAML's aliases one object may have many parents.
    seen.add(value);
    const object = value as Record<string, unknown>;
    if (typeof object.name === 'string' && SECRET_NAME.test(object.name)) add(object.value);
    for (const [key, member] of Object.entries(object)) {
      if (SECRET_FIELD.test(key)) add(member);
      const isMap = typeof member === 'object' && member !== null;
      if (isMap && object.kind === 'Secret' && (key === 'data' || key === 'stringData')) {
        for (const secret of Object.values(member)) {
          add(secret);
          if (key === 'data' && typeof secret === 'string') add(textOfBase64(secret));
        }
      }
      if (isMap && ENV_MAPS.includes(key)) {
        for (const [name, secret] of Object.entries(member)) if (SECRET_NAME.test(name)) add(secret);
      }
      todo.push(member);
    }
  }
  return [...secrets].filter((secret) => secret.length >= MIN_LENGTH).sort((a, b) => b.length - a.length);
}

/**
 * Takes secrets out of texts, also where they are quoted as in JSON or cut. The time hardly depends on the number of
 * secrets.
 */
export function redactor(secrets: readonly string[]): (text: string) => string {
  if (secrets.length === 0) return (text) => text;
  const byBeginning = new Map<string, string[]>();
  for (const form of new Set(secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]))) {
    const beginning = form.slice(0, MIN_LENGTH);
    const others = byBeginning.get(beginning);
    if (others) others.push(form);
    else byBeginning.set(beginning, [form]);
  }
  return (text) => {
    let result = '';
    for (let at = 0; at < text.length;) {
      const length = lengthOfSecret(text, at, byBeginning.get(text.slice(at, at + MIN_LENGTH)) ?? []);
      result += length > 0 ? '***' : text[at];
      at += Math.max(length, 1);
    }
    return result;
  };
}

function lengthOfSecret(text: string, at: number, candidates: readonly string[]): number {
  const whole = candidates.find((secret) => text.startsWith(secret, at));
  if (whole !== undefined) return whole.length;
  const cut = candidates.length > 0 ? text.indexOf('…', at) : -1;
  return cut - at >= MIN_LENGTH && candidates.some((secret) => secret.startsWith(text.slice(at, cut))) ? cut - at : 0;
}
