/** Names of the attributes and capacities of devices. */
import { Validation } from '../../apimachinery/finding';
import { byteLength, dnsSubdomain } from '../../apimachinery/formats';
import { validateCsiDriver } from '../volume/volume-source';

const MAX_ID = 32;
const MAX_DOMAIN = 63;
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** `domain/name` of an attribute. */
export function validateAttributeName(v: Validation, rule: string, name: string, path: string): void {
  if (name === '' && v.minor <= 34) return v.required(rule, path, 'name required');
  validateQualifiedAttribute(v, rule, name, path, v.minor >= 37);
  if (!name.includes('/')) {
    v.invalid(rule, path, name, 'a fully qualified name must be a domain and a name separated by a slash');
  }
}

/** The name of an attribute or a capacity, with or without a domain. The server lets any with two slashes pass. */
export function validateQualifiedAttribute(
  v: Validation,
  rule: string,
  name: string,
  path: string,
  isStrict = false,
): void {
  const parts = name.split('/');
  if (parts.length > 2) return;
  const id = parts[parts.length - 1];
  if (parts.length === 2) {
    const [domain] = parts;
    if (domain === '') v.invalid(rule, path, '', 'the domain must not be empty');
    else if (isStrict) validateStrictDomain(v, rule, domain, path);
    else validateCsiDriver(v, domain, path, rule);
    if (id === '') return v.invalid(rule, path, '', 'the name must not be empty');
  }
  validateIdentifier(v, rule, id, path);
}

function validateStrictDomain(v: Validation, rule: string, domain: string, path: string): void {
  if (byteLength(domain) > MAX_DOMAIN) v.tooLong(rule, path, `may not be more than ${MAX_DOMAIN} bytes`);
  v.invalidAll(rule, path, domain, dnsSubdomain(domain));
}

/** A name as programs have them. */
function validateIdentifier(v: Validation, rule: string, id: string, path: string): void {
  if (byteLength(id) > MAX_ID) v.tooLong(rule, path, `may not be more than ${MAX_ID} bytes`);
  if (!IDENTIFIER.test(id)) {
    v.invalid(
      rule,
      path,
      id,
      "a valid C identifier must start with alphabetic character or '_', followed by a string of " +
        "alphanumeric characters or '_' (e.g. 'my_name',  or 'MY_NAME',  or 'MyName', regex used for " +
        "validation is '[A-Za-z_][A-Za-z0-9_]*')",
    );
  }
}
