/**
 * Kubernetes' name formats. Each function answers with the API server's complaints, none when the value is fine.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const QUALIFIED_NAME = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const LABEL_VALUE = `(${QUALIFIED_NAME})?`;

const anchored = (pattern: string) => new RegExp(`^(?:${pattern})$`);
const LABEL_REGEX = anchored(LABEL);
const SUBDOMAIN_REGEX = anchored(SUBDOMAIN);
const QUALIFIED_NAME_REGEX = anchored(QUALIFIED_NAME);
const LABEL_VALUE_REGEX = anchored(LABEL_VALUE);

/** Go's `len()`. */
export const byteLength = (text: string) => Buffer.byteLength(text);

const maxCharacters = (max: number) => `must be no more than ${max} characters`;
const maxBytes = (max: number) => `must be no more than ${max} bytes`;

function regexMessage(what: string, regex: string, ...examples: string[]): string {
  const shown = examples.map((example) => `'${example}'`).join(',  or ');
  return `${what} (e.g. ${shown}, regex used for validation is '${regex}')`;
}

/** A DNS-1123 label: container and volume names. */
export function dnsLabel(value: string): string[] {
  const errors: string[] = [];
  if (byteLength(value) > 63) errors.push(maxCharacters(63));
  if (!LABEL_REGEX.test(value)) {
    if (SUBDOMAIN_REGEX.test(value)) {
      // The server names the only thing that keeps a subdomain from being a label.
      errors.push('must not contain dots');
    } else {
      errors.push(regexMessage('a lowercase RFC 1123 label must consist of lower case alphanumeric characters or \'-\', and must start and end with an alphanumeric character', LABEL, 'my-name', '123-abc'));
    }
  }
  return errors;
}

/** A DNS-1123 subdomain: object names. */
export function dnsSubdomain(value: string): string[] {
  const errors: string[] = [];
  if (byteLength(value) > 253) errors.push(maxCharacters(253));
  if (!SUBDOMAIN_REGEX.test(value)) {
    errors.push(regexMessage('a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, \'-\' or \'.\', and must start and end with an alphanumeric character', SUBDOMAIN, 'example.com'));
  }
  return errors;
}

/** A label or annotation key: `[prefix/]name`. */
export function qualifiedName(value: string): string[] {
  const errors: string[] = [];
  const parts = value.split('/');
  let name: string;
  if (parts.length === 1) {
    name = parts[0];
  } else if (parts.length === 2) {
    name = parts[1];
    if (parts[0] === '') errors.push('prefix part must be non-empty');
    else errors.push(...dnsSubdomain(parts[0]).map((message) => `prefix part ${message}`));
  } else {
    return [regexMessage('a valid label key must consist of alphanumeric characters, \'-\', \'_\' or \'.\', and must start and end with an alphanumeric character', QUALIFIED_NAME, 'MyName', 'my.name', '123-abc')
      + ' with an optional DNS subdomain prefix and \'/\' (e.g. \'example.com/MyName\')'];
  }
  if (name === '') errors.push('name part must be non-empty');
  else if (byteLength(name) > 63) errors.push(`name part ${maxBytes(63)}`);
  if (!QUALIFIED_NAME_REGEX.test(name)) {
    errors.push('name part ' + regexMessage('must consist of alphanumeric characters, \'-\', \'_\' or \'.\', and must start and end with an alphanumeric character', QUALIFIED_NAME, 'MyName', 'my.name', '123-abc'));
  }
  return errors;
}

/** A label value. */
export function labelValue(value: string): string[] {
  const errors: string[] = [];
  if (byteLength(value) > 63) errors.push(maxBytes(63));
  if (!LABEL_VALUE_REGEX.test(value)) {
    errors.push(regexMessage('a valid label must be an empty string or consist of alphanumeric characters, \'-\', \'_\' or \'.\', and must start and end with an alphanumeric character', LABEL_VALUE, 'MyValue', 'my_value', '12345'));
  }
  return errors;
}
