/** Keeps secrets out of messages: those of Secrets, and values whose names say what they are. */

/** Names of variables whose values nobody should read. */
const SECRET_NAME = /passw|passphrase|secret|token|credential|private|api_?key|access_?key|auth|_key$|^key$|_pw$|^pw$|pwd/i;
/** Fields that hold a secret themselves (those of Kubernetes whose names begin so hold names of Secrets). */
const SECRET_FIELD = /^(?:token|password|passwd|passphrase|apikey|api_key|accesskey|access_key|secretkey|secret_key|privatekey|private_key)$/i;
/** Maps of HKube's from names of variables to their values. */
const ENV_MAPS = ['algorithmEnv', 'workerEnv', 'environments'];
/** `https://user:secret@host`, `--password=secret`. */
const IN_TEXT = /\/\/(?:[^/\s:@]*:)?([^/\s@]+)@|(?:passw(?:or)?d|token|secret|key)[=:]\s*["']?([^\s"',;]+)/gi;
/** Anything shorter is in every other message, and no secret. */
const MIN_LENGTH = 3;
/** Messages show no more of a value. */
const LONGEST_SHOWN = 400;

/** All secrets in a value. */
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
    }
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    // Aliases in YAML make one object stand in many places.
    seen.add(value);
    const object = value as Record<string, unknown>;
    if (typeof object.name === 'string' && SECRET_NAME.test(object.name)) add(object.value);
    for (const [key, member] of Object.entries(object)) {
      if (SECRET_FIELD.test(key)) add(member);
      const isMap = typeof member === 'object' && member !== null;
      if (isMap && object.kind === 'Secret' && (key === 'data' || key === 'stringData')) {
        for (const secret of Object.values(member)) {
          add(secret);
          if (key === 'data' && typeof secret === 'string') add(Buffer.from(secret, 'base64').toString());
        }
      }
      if (isMap && ENV_MAPS.includes(key)) for (const [name, secret] of Object.entries(member)) if (SECRET_NAME.test(name)) add(secret);
      todo.push(member);
    }
  }
  return [...secrets].filter((secret) => secret.length >= MIN_LENGTH).sort((a, b) => b.length - a.length);
}

/** A text without the secrets in it, also where they are quoted as in JSON, or cut. */
export function redact(text: string, secrets: readonly string[]): string {
  let result = text;
  for (const secret of secrets) {
    for (const form of new Set([secret, JSON.stringify(secret).slice(1, -1)])) {
      result = result.replaceAll(form, '***');
      for (let cut = result.indexOf('…'); cut >= 0; cut = result.indexOf('…', cut + 1)) {
        for (let length = Math.min(form.length, cut, LONGEST_SHOWN); length >= MIN_LENGTH; length--) {
          if (!result.endsWith(form.slice(0, length), cut)) continue;
          result = `${result.slice(0, cut - length)}***${result.slice(cut)}`;
          break;
        }
      }
    }
  }
  return result;
}
