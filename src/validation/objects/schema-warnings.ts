/** What an API server itself warns about in the schemas of a CustomResourceDefinition. */
import { Validation } from '../../apimachinery/finding';
import { SERVER_WARNING } from '../pod/deprecated-labels';

const FORMATS = new Set(
  (
    'bsonobjectid uri email hostname ipv4 ipv6 cidr mac uuid uuid3 uuid4 uuid5 isbn isbn10 isbn13 creditcard ssn ' +
    'hexcolor rgbcolor byte password date duration datetime k8sshortname k8slongname'
  ).split(' '),
);
const NUMBER_FORMATS: Readonly<Record<string, readonly string[]>> = {
  integer: ['int32', 'int64'],
  number: ['float', 'double'],
};
const LISTS = ['allOf', 'anyOf', 'oneOf'];
const MAPS = ['properties', 'patternProperties', 'definitions'];
const SINGLES = ['not', 'additionalProperties', 'additionalItems'];

/** Warns about formats that mean nothing, and sets of what cannot be compared. */
export function warnAboutSchemas(v: Validation, { spec }: any): void {
  (spec?.versions ?? []).forEach((version: any, i: number) => {
    const schema = version?.schema?.openAPIV3Schema;
    if (schema) warnAboutSchema(v, schema, `spec.versions[${i}].schema.openAPIV3Schema`);
  });
}

function warnAboutSchema(v: Validation, schema: any, path: string): void {
  if (typeof schema !== 'object' || schema === null) return;
  const { type = '', format, items } = schema;
  if (format && v.minor >= 34 && !isFormat(type, format)) {
    v.warn(SERVER_WARNING, `${path}.format`, undefined, `unrecognized format ${JSON.stringify(format)}`);
  }
  if (v.minor >= 37 && schema['x-kubernetes-list-type'] === 'set' && ['object', 'array'].includes(items?.type)) {
    const text =
      `x-kubernetes-list-type: set for items of type ${JSON.stringify(items.type)} is not supported by server-side ` +
      'apply or CEL validation rules';
    v.warn(SERVER_WARNING, `${path}.x-kubernetes-list-type`, undefined, text);
  }
  for (const field of SINGLES) warnAboutSchema(v, schema[field], `${path}.${field}`);
  for (const field of LISTS) {
    (schema[field] ?? []).forEach((one: any, i: number) => warnAboutSchema(v, one, `${path}.${field}[${i}]`));
  }
  for (const field of MAPS) {
    for (const [key, one] of Object.entries(schema[field] ?? {})) warnAboutSchema(v, one, `${path}.${field}[${key}]`);
  }
  if (Array.isArray(items)) items.forEach((one, i) => warnAboutSchema(v, one, `${path}.items[${i}]`));
  else warnAboutSchema(v, items, `${path}.items`);
}

function isFormat(type: string, format: string): boolean {
  if (type === '' || type === 'string') return FORMATS.has(format.replaceAll('-', ''));
  return Object.hasOwn(NUMBER_FORMATS, type) && NUMBER_FORMATS[type].includes(format);
}
