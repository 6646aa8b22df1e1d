/** Certificates, keys and signatures that Go and OpenSSL may read differently. */
import { Validation } from '../../apimachinery/finding';

/** Reports that nobody has validated what is encoded there, so that it does not count as correct. */
export function reportUnreadable(v: Validation, path: string): void {
  v.warn(
    'CERT-NOT-VALIDATED',
    path,
    undefined,
    'this encoding is not validated: the API server may refuse it',
    'try it with kubectl apply --dry-run=server',
  );
}
