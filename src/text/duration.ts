/** Durations as people write them. */

const SECONDS: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86400 };
/** The beginning of each unit in words. */
const UNIT = /^(ms|millis?|s|m|h|d)/;

/** The whole seconds of a duration: `1h30m`, `10 minutes`, `PT1H`; undefined for anything else. */
export function secondsIn(text: string): number | undefined {
  const iso = /^p(?:(\d+)d)?t?(.*)$/i.exec(text.trim().toLowerCase());
  const rest = iso ? `${iso[1] ? `${iso[1]}d` : ''}${iso[2]}` : text.trim().toLowerCase();
  const parts = [...rest.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)\s*/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== rest) return undefined;
  const units = parts.map(([, , word]) => unitOf(word));
  if (units.includes(undefined)) return undefined;
  const seconds = parts.reduce((sum, [, amount], i) => sum + Number(amount) * SECONDS[units[i]!], 0);
  return Number.isSafeInteger(seconds) ? seconds : undefined;
}

const WORDS = /^(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|ms|millis?|milliseconds?)$/;

function unitOf(word: string): string | undefined {
  if (!WORDS.test(word)) return undefined;
  const [unit] = UNIT.exec(word)!;
  return unit.startsWith('mill') ? 'ms' : unit;
}
