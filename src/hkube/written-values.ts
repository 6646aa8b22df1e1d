/** Values of a spec as its file writes them: YAML reads `NO` as false, and as a variable that becomes "false". */

import { asWritten, Finding, finding, SourcesOf, unquoted } from '../apimachinery/finding';
import { isObject } from '../text/json-value';
import { isSecretName } from '../text/redact';

interface Variable {
  readonly path: string;
  readonly name: string;
  readonly value: boolean | number;
}

/**
 * The findings about a spec, with hints that quote what its file says, and with those variables that get another text
 * than the one in the file.
 */
export function withWritten(findings: readonly Finding[], spec: unknown, sourcesOf: SourcesOf): Finding[] {
  const variables = variablesOf(spec);
  const sources = variables.length > 0 ? sourcesOf(variables.map(({ path }) => path)) : [];
  return [...asWritten(findings, sourcesOf), ...variables.flatMap((each, i) => otherText(each, sources[i]))];
}

/** The variables that are numbers and booleans to YAML and JSON. */
export function variablesOf(spec: unknown): Variable[] {
  if (!isObject(spec)) return [];
  const sideCars: readonly unknown[] = Array.isArray(spec.sideCars) ? spec.sideCars : [];
  return [
    ...numbersAndBooleans(spec.algorithmEnv, 'algorithmEnv'),
    ...numbersAndBooleans(spec.workerEnv, 'workerEnv'),
    ...sideCars.flatMap((sideCar, i) =>
      numbersAndBooleans(isObject(sideCar) ? sideCar.environments : undefined, `sideCars[${i}].environments`),
    ),
  ];
}

function numbersAndBooleans(map: unknown, path: string): Variable[] {
  return Object.entries(isObject(map) ? map : {}).flatMap(([name, value]) =>
    typeof value === 'boolean' || typeof value === 'number' ? [{ path: `${path}[${name}]`, name, value }] : [],
  );
}

function otherText({ path, name, value }: Variable, source: string): Finding[] {
  const text = String(value);
  if (source === '' || source === text) return [];
  const read = typeof value === 'boolean' ? text : 'a number';
  const isSecret = isSecretName(name);
  const gets = isSecret ? 'a text that differs from the one in the file' : `the text ${JSON.stringify(text)}`;
  return [
    finding('YAML-TEXT', path, 'Warning', `this is read as ${read}, so the variable gets ${gets}`, {
      hint: isSecret ? 'put it in quotes' : unquoted(source).hint,
    }),
  ];
}
