/** Lists of texts that may hold each only once. */
import { Validation } from '../../apimachinery/finding';

/** @param messagesOf what is wrong with one of the texts */
export function validateTextSet(
  v: Validation,
  rule: string,
  texts: readonly string[],
  max: number,
  path: string,
  messagesOf: (text: string) => string[],
): void {
  if (texts.length > max) return v.tooMany(rule, path, texts.length, max);
  texts.forEach((text, i) => {
    const at = `${path}[${i}]`;
    v.invalidAll(rule, at, text, messagesOf(text));
    if (texts.indexOf(text) < i) v.duplicate(rule, at, text);
  });
}
