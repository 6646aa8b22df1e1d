/**
 * Kubernetes' name formats. Each function answers with the API server's complaints, none when the value is fine.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */

import { utf8Length } from '../text/bytes';

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
/** A DNS subdomain, as a regular expression. */
export const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const QUALIFIED_NAME = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const LABEL_VALUE = `(${QUALIFIED_NAME})?`;

const anchored = (pattern: string) => new RegExp(`^(?:${pattern})$`);
const LABEL_REGEX = anchored(LABEL);
const SUBDOMAIN_REGEX = anchored(SUBDOMAIN);
const QUALIFIED_NAME_REGEX = anchored(QUALIFIED_NAME);
const LABEL_VALUE_REGEX = anchored(LABEL_VALUE);

/** Go's `len()`: how many bytes the text has in UTF-8. */
export const byteLength = utf8Length;

/** Go's `strings.ToLower()`, which maps each character to one: İ to i. */
export const lowerCase = (text: string) => text.replace(/İ/g, 'i').toLowerCase();

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
      errors.push(
        regexMessage(
          "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start " +
            'and end with an alphanumeric character',
          LABEL,
          'my-name',
          '123-abc',
        ),
      );
    }
  }
  return errors;
}

/** A DNS-1123 subdomain: object names. */
export function dnsSubdomain(value: string): string[] {
  const errors: string[] = [];
  if (byteLength(value) > 253) errors.push(maxCharacters(253));
  if (!SUBDOMAIN_REGEX.test(value)) {
    errors.push(
      regexMessage(
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must " +
          'start and end with an alphanumeric character',
        SUBDOMAIN,
        'example.com',
      ),
    );
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
    if (parts[0] === '') {
      errors.push('prefix part must be non-empty');
    } else {
      errors.push(
        ...dnsSubdomain(parts[0]).map(
          (message) => `prefix part ${message === maxCharacters(253) ? maxBytes(253) : message}`,
        ),
      );
    }
  } else {
    return [
      regexMessage(
        "a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with " +
          'an alphanumeric character',
        QUALIFIED_NAME,
        'MyName',
        'my.name',
        '123-abc',
      ) + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
    ];
  }
  if (name === '') errors.push('name part must be non-empty');
  else if (byteLength(name) > 63) errors.push(`name part ${maxBytes(63)}`);
  if (!QUALIFIED_NAME_REGEX.test(name)) {
    errors.push(
      'name part ' +
        regexMessage(
          "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric " +
            'character',
          QUALIFIED_NAME,
          'MyName',
          'my.name',
          '123-abc',
        ),
    );
  }
  return errors;
}

/** A label value. */
export function labelValue(value: string): string[] {
  const errors: string[] = [];
  if (byteLength(value) > 63) errors.push(maxBytes(63));
  if (!LABEL_VALUE_REGEX.test(value)) {
    errors.push(
      regexMessage(
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must " +
          'start and end with an alphanumeric character',
        LABEL_VALUE,
        'MyValue',
        'my_value',
        '12345',
      ),
    );
  }
  return errors;
}

const UNDERSCORED_LABEL = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const UNDERSCORED_SUBDOMAIN = `${UNDERSCORED_LABEL}(\\.${UNDERSCORED_LABEL})*`;
const UNDERSCORED_SUBDOMAIN_REGEX = anchored(UNDERSCORED_SUBDOMAIN);

/** A DNS search domain: a subdomain whose labels may have underscores. */
export function dnsSearchDomain(value: string): string[] {
  const errors: string[] = [];
  if (byteLength(value) > 253) errors.push(maxCharacters(253));
  if (!UNDERSCORED_SUBDOMAIN_REGEX.test(value)) {
    errors.push(
      regexMessage(
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and " +
          'must start and end with an alphanumeric character',
        UNDERSCORED_SUBDOMAIN,
        'example.com',
      ),
    );
  }
  return errors;
}

/**
 * A name to which the server would append something, so that a dash may end it. The server puts an `a` for its last two
 * bytes.
 */
export function dnsSubdomainPrefix(value: string): string[] {
  return dnsSubdomain(value.replace(/[\0-\x7f]-$/, 'a'));
}

const LABEL_1035 = '[a-z]([-a-z0-9]*[a-z0-9])?';
const LABEL_1035_REGEX = anchored(LABEL_1035);

/** A DNS-1035 label, which begins with a letter: names of Services up to 1.35. */
export function dns1035Label(value: string): string[] {
  const errors: string[] = [];
  if (byteLength(value) > 63) errors.push(maxCharacters(63));
  if (!LABEL_1035_REGEX.test(value)) {
    errors.push(
      regexMessage(
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic " +
          'character, and end with an alphanumeric character',
        LABEL_1035,
        'my-name',
        'abc-123',
      ),
    );
  }
  return errors;
}

const WILDCARD_SUBDOMAIN = `\\*\\.${SUBDOMAIN}`;
const WILDCARD_SUBDOMAIN_REGEX = anchored(WILDCARD_SUBDOMAIN);

/** A DNS subdomain behind a wildcard: `*.example.com`. */
export function wildcardSubdomain(value: string): string[] {
  const errors: string[] = [];
  if (byteLength(value) > 253) errors.push(maxCharacters(253));
  if (!WILDCARD_SUBDOMAIN_REGEX.test(value)) {
    errors.push(
      regexMessage(
        "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must " +
          "consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character",
        WILDCARD_SUBDOMAIN,
        '*.example.com',
      ),
    );
  }
  return errors;
}

/** The name of a Service. */
export const serviceName = (isRelaxed: boolean) => (isRelaxed ? dnsLabel : dns1035Label);

/** A name that can stand in the path of a URL. */
export function pathSegment(value: string): string[] {
  if (value === '.' || value === '..') return [`may not be '${value}'`];
  return ['/', '%']
    .filter((character) => value.includes(character))
    .map((character) => `may not contain '${character}'`);
}

const notUpwards = (value: string): string[] =>
  value === '.'
    ? ["must not be '.'"]
    : value === '..'
      ? ["must not be '..'"]
      : value.startsWith('..')
        ? ["must not start with '..'"]
        : [];

const CONFIG_KEY = '[-._a-zA-Z0-9]+';
const CONFIG_KEY_REGEX = anchored(CONFIG_KEY);

/** A key of a ConfigMap or Secret. */
export function configKey(value: string): string[] {
  const errors: string[] = [];
  if (byteLength(value) > 253) errors.push(maxCharacters(253));
  if (!CONFIG_KEY_REGEX.test(value)) {
    errors.push(
      regexMessage(
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
        CONFIG_KEY,
        'key.name',
        'KEY_NAME',
        'key-name',
      ),
    );
  }
  errors.push(...notUpwards(value));
  return errors;
}

const ENV_NAME = '[-._a-zA-Z][-._a-zA-Z0-9]*';
const ENV_NAME_REGEX = anchored(ENV_NAME);
const RELAXED_ENV_NAME_REGEX = anchored('[ -<>-~]*');

/** The name of an environment variable by the relaxed rule, as of 1.32; keys of env files always follow it. */
export function relaxedEnvName(value: string): string[] {
  return RELAXED_ENV_NAME_REGEX.test(value)
    ? []
    : ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
}

/** The name of an environment variable. */
export function envName(value: string, isRelaxed: boolean): string[] {
  if (isRelaxed) return relaxedEnvName(value);
  const errors: string[] = [];
  if (!ENV_NAME_REGEX.test(value)) {
    errors.push(
      regexMessage(
        "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and " +
          'must not start with a digit',
        ENV_NAME,
        'my.env-name',
        'MY_ENV.NAME',
        'MyEnvName1',
      ),
    );
  }
  errors.push(...notUpwards(value));
  return errors;
}

export const inclusiveRange = (low: number, high: number) => `must be between ${low} and ${high}, inclusive`;

/** A port's number. */
export function portNumber(value: number): string[] {
  return value >= 1 && value <= 65535 ? [] : [inclusiveRange(1, 65535)];
}

const PORT_NAME_CHARACTERS = anchored('[-a-z0-9]+');

/** A port's name. */
export function portName(value: string): string[] {
  const errors: string[] = [];
  if (byteLength(value) > 15) errors.push(maxCharacters(15));
  if (!PORT_NAME_CHARACTERS.test(value)) {
    errors.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  }
  if (!/[a-z]/.test(value)) errors.push('must contain at least one letter (a-z)');
  if (value.includes('--')) errors.push('must not contain consecutive hyphens');
  if (value.startsWith('-') || value.endsWith('-')) errors.push('must not begin or end with a hyphen');
  return errors;
}

/** A user's or group's id. */
export function userId(value: number): string[] {
  return value >= 0 && value <= 2147483647 ? [] : [inclusiveRange(0, 2147483647)];
}

const HEADER_NAME = '[-A-Za-z0-9]+';
const HEADER_NAME_REGEX = anchored(HEADER_NAME);

/** The name of an HTTP header. */
export function headerName(value: string): string[] {
  return HEADER_NAME_REGEX.test(value)
    ? []
    : [
        regexMessage(
          "a valid HTTP header must consist of alphanumeric characters or '-'",
          HEADER_NAME,
          'X-Header-Name',
        ),
      ];
}
