const INTERVAL = 250;

/**
 * Looks again and again until there is something to see.
 *
 * @param what what is waited for, for the error
 * @throws when `seconds` have passed without it, or the signal says that nobody waits any more
 */
export async function until<T>(
  what: string,
  seconds: number,
  signal: AbortSignal,
  look: () => Promise<T | undefined>,
  interval = INTERVAL,
): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    if (signal.aborted) throw new Error('interrupted');
    const seen = await look();
    if (seen !== undefined) return seen;
    if (Date.now() >= deadline) throw new Error(`not within ${seconds} s: ${what}`);
    await pause(interval, signal);
  }
}

/** Ends early when the signal does. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      done();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
  });
}
