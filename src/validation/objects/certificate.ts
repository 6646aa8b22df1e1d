/** Certificates, keys and signatures that Go and OpenSSL may read differently. */
import { Validation } from '../../apimachinery/finding';

/** Reports what is encoded there as not validated, so that it does not count as correct. */
export function reportUnreadable(v: Validation, path: string): void {
  v.warn(
    'CERT-NOT-VALIDATED',
    path,
    undefined,
    'this encoding is not validated: the API server may refuse it',
    'try it with kubectl apply --dry-run=server',
  );
}
