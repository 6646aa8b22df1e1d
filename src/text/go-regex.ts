/** Regular expressions as Go has them (RE2): without looking around and without references back. */

/** What Go knows behind a backslash, besides punctuation. */
const ESCAPES = [
  /[AbBdDsSwWQEafnrtvzC]/,
  /[pP](?:\{\^?\w+\}|[A-Z])/,
  /x(?:[0-9a-fA-F]{2}|\{[0-9a-fA-F]+\})/,
  /0[0-7]{0,2}|[1-7][0-7]{1,2}/,
  /[^A-Za-z0-9]/,
];
const ESCAPE = new RegExp(`^(?:${ESCAPES.map(({ source }) => source).join('|')})`, 's');
const MAX_REPEAT = 1000;

/** Whether Go would compile a pattern. */
export function isGoRegex(pattern: string): boolean {
  const plain = withoutEscapes(pattern);
  if (plain === undefined || /\(\?(?:[=!]|<[=!])/.test(plain)) return false;
  if (repeats(plain).some((count) => count > MAX_REPEAT)) return false;
  try {
    void new RegExp(
      plain.replace(/\(\?P?<\w+>/g, '(').replace(/\(\?[imsU-]*(:|\))/g, (_, end) => (end === ':' ? '(?:' : '')),
    );
    return true;
  } catch {
    return false;
  }
}

/** With an `a` in place of each escape; undefined when Go does not know one. */
function withoutEscapes(pattern: string): string | undefined {
  let plain = '';
  for (let i = 0; i < pattern.length; i++) {
    if (pattern[i] !== '\\') {
      plain += pattern[i];
      continue;
    }
    const escape = ESCAPE.exec(pattern.slice(i + 1));
    if (!escape) return undefined;
    // At a range's ends the character itself would matter; a class of characters may not stand there.
    plain += /^[^A-Za-z0-9]/s.test(escape[0]) ? `\\${escape[0]}` : 'a';
    i += escape[0].length;
  }
  return plain;
}

const repeats = (pattern: string): number[] =>
  [...pattern.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].flatMap(([, low, high]) => [Number(low), Number(high ?? 0)]);
