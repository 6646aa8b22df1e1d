/** Names that people write for the fields of HKube's specs: in Python they are refused before the library gets them. */

import type { FieldType } from '../src/apimachinery/schema';
import { ALGORITHM } from '../src/hkube/schema';

type Names = Record<string, Readonly<Record<string, string>>>;

/** By the names of the structs. */
function misplacedNames(type: FieldType, found: Names = {}): Names {
  if (type.kind === 'list' || type.kind === 'map') return misplacedNames(type.of, found);
  if (type.kind !== 'struct') return found;
  const { misplaced, otherNames = {} } = type;
  const called = Object.entries(otherNames).map(([name, field]) => [name, `it is called ${field}`]);
  if (misplaced || called.length > 0) found[type.name] = { ...misplaced, ...Object.fromEntries(called) };
  for (const field of type.fields.values()) misplacedNames(field.type, found);
  return found;
}

/** A module in Python. */
export const specNames = (): string => `"""
What to do with names that people write for the fields of HKube's specs. By the structs of src/hkube/schema.ts.
"""

import typing

NAMES: typing.Mapping[str, typing.Mapping[str, str]] = ${JSON.stringify(misplacedNames(ALGORITHM), null, 4)}
`;
