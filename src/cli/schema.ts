/** `cdk8s-hkube schema`: JSON Schema for editors. */

import { FINE, Io, WrongUse } from './io';
import { jsonSchema, SchemaName, SCHEMAS } from '../hkube/json-schema';
import { printedJson } from '../text/escape';

/** Prints a schema, and answers with the exit code. */
export async function schema(name: string, io: Io): Promise<number> {
  if (!isKnown(name)) throw new WrongUse(`schema ${JSON.stringify(name)}: there are ${SCHEMAS.join(' and ')}`);
  io.stdout.write(printedJson(jsonSchema(name)));
  return FINE;
}

const isKnown = (name: string): name is SchemaName => (SCHEMAS as readonly string[]).includes(name);
