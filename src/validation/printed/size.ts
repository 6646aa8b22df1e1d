import { Validation } from '../../apimachinery/finding';
import { byteLength } from '../../apimachinery/formats';

const RULE = 'DEC-SIZE';
/** From so many characters on it is worth counting: each may take six bytes. */
export const LARGE = 250_000;
const MAX_REQUEST = 3 * 1024 * 1024;
/** What etcd stores at most, unless it is configured otherwise. */
const MAX_STORED = 1.5 * 1024 * 1024;

/** The size of the whole object as it is sent: JSON, in which kubectl writes `<`, `>` and `&` with six characters. */
export function validateSize(v: Validation, manifest: unknown): void {
  const bytes = requestSize(manifest);
  if (bytes > MAX_REQUEST) {
    v.tooLong(
      RULE,
      '',
      `Request entity too large: limit is ${MAX_REQUEST}`,
      `it has ${bytes} bytes: move data into several objects, or into an image`,
    );
  } else if (bytes > MAX_STORED) {
    v.warn(
      RULE,
      '',
      bytes,
      `more than etcd stores by default: ${MAX_STORED} bytes`,
      'move data into several objects, or into an image',
    );
  }
}

function requestSize(manifest: unknown): number {
  try {
    const json = JSON.stringify(manifest);
    return byteLength(json) + 5 * (json.match(/[<>&]/g)?.length ?? 0);
  } catch {
    // It is not JSON, or nested too deep: others report that.
    return 0;
  }
}
