import { annotationsSize, MAX_ANNOTATIONS_SIZE } from '../../apimachinery/annotations';
import { Validation } from '../../apimachinery/finding';
import { byteLength } from '../../apimachinery/formats';

const RULE = 'DEC-SIZE';
/** From so many characters on it is worth counting: each may take six bytes. */
export const LARGE = 250_000;
/** From so many characters on kubectl's copy of the object may be too long for an annotation. */
export const MAYBE_LARGE = 40_000;
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
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
  } else {
    validateApplied(v, manifest);
  }
}

/** `kubectl apply` keeps the whole object in one of its annotations. */
function validateApplied(v: Validation, manifest: any): void {
  const { [LAST_APPLIED]: _, ...own } = manifest?.metadata?.annotations ?? {};
  const others = annotationsSize(own);
  // As kubectl writes it: it fills in a namespace, and a line feed ends the copy.
  const metadata = { namespace: 'default', ...manifest?.metadata, annotations: own };
  const total = others + byteLength(LAST_APPLIED) + requestSize({ ...manifest, metadata }) + 1;
  // With more of their own the server refuses them anyway.
  if (others > MAX_ANNOTATIONS_SIZE || total <= MAX_ANNOTATIONS_SIZE) return;
  v.warn(
    'WARN-APPLY-SIZE',
    '',
    total,
    `kubectl apply copies the object into an annotation, and annotations may have ${MAX_ANNOTATIONS_SIZE} bytes: ` +
      `with this object they would have ${total}`,
    'use kubectl apply --server-side, or kubectl create',
  );
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
