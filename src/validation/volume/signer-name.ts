/** Who signs a pod's certificates, and with which parameters. */
import { validateAnnotationsSize } from '../../apimachinery/annotations';
import { Validation } from '../../apimachinery/finding';
import { byteLength, dnsLabel, dnsSubdomain, lowerCase, qualifiedName } from '../../apimachinery/formats';

/** Whether the signer is one of Kubernetes' own. */
export const isKubernetesSigner = (name: string) => /(^|\.)kubernetes\.io$/.test(name.split('/')[0]);

/** `example.com/signer-name` */
export function validateSignerName(v: Validation, rule: string, name: string, path: string): void {
  if (name === '') return v.required(rule, path);
  const segments = name.split('/');
  if (segments.length !== 2) {
    return v.invalid(
      rule,
      path,
      name,
      "must be a fully qualified domain and path of the form 'example.com/signer-name'",
    );
  }
  const [domain, signer] = segments;
  if (byteLength(domain) > 253) v.tooLong(rule, path, 'may not be more than 253 bytes');
  validateSegment(v, rule, domain, dnsLabel, path);
  if (!domain.includes('.')) {
    v.invalid(rule, path, domain, 'should be a domain with at least two segments separated by dots');
  }
  validateSegment(v, rule, signer, dnsSubdomain, path);
  if (byteLength(name) > 571) v.tooLong(rule, path, 'may not be more than 571 bytes');
}

/** The first bad label is enough. */
function validateSegment(
  v: Validation,
  rule: string,
  segment: string,
  format: (label: string) => string[],
  path: string,
): void {
  const bad = segment.split('.').find((label) => format(label).length > 0);
  if (bad !== undefined) {
    v.invalidAll(
      rule,
      path,
      segment,
      format(bad).map((message) => `validating label ${JSON.stringify(bad)}: ${message}`),
    );
  }
}

/** What a pod tells its signer. */
export function validateUserAnnotations(
  v: Validation,
  rule: string,
  annotations: Record<string, string>,
  path: string,
): void {
  for (const key of Object.keys(annotations)) {
    if (key === '') {
      v.required(rule, path);
      continue;
    }
    const messages = qualifiedName(lowerCase(key));
    v.invalidAll(rule, path, lowerCase(key), messages);
    if (messages.length === 0 && !key.includes('/')) {
      v.invalid(rule, path, lowerCase(key), 'must be a domain-prefixed key (such as "acme.io/foo")');
    }
  }
  validateAnnotationsSize(v, rule, annotations, path);
}
