/** What commands report about the objects of files: findings with file, line and column, without secrets. */

import { asWritten, Finding, findingText } from '../apimachinery/finding';
import type { Document } from '../text/documents';
import { atPath, textAt } from '../text/json-value';
import type { Position, TextFinding } from '../text/position';
import { SecretPlaces } from '../text/secret-places';
import { variablesIn } from '../text/variables';
import type { FileLevel } from '../validation/manifest-file';
import type { ObjectFacts } from '../validation/references/object-facts';

/** A finding with its place in a file. */
export interface LocatedFinding extends Pick<Finding, 'rule' | 'severity' | 'path'> {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Path of the field; empty for what is wrong with the text itself. */
  readonly path: string;
  /** Path, what is wrong, and what to do. */
  readonly message: string;
  /** The first and the last version of Kubernetes that has it, where several judged. */
  readonly firstVersion?: string;
  readonly lastVersion?: string;
}

/** The findings of one object of a file. */
export interface ObjectReport {
  readonly file: string;
  readonly line: number;
  /** `Job print`, `algorithm print`; empty for a text that could not be read. */
  readonly label: string;
  readonly apiVersion?: string;
  readonly kind?: string;
  /** @default - none */
  readonly namespace?: string;
  readonly findings: readonly LocatedFinding[];
  /** How much of it was validated. */
  readonly level: FileLevel;
  /** What makes it the same object as another one. @default - it is like no other */
  readonly identity?: Identity;
  /** What it and other objects refer to. @default - nothing */
  readonly facts?: ObjectFacts;
  /** The text that it stands in. */
  readonly text?: ReportText;
  /** Whether it is in a file that was named, not found in a directory. @default false */
  readonly isNamed?: boolean;
  /** Whether it was reported before, and this is what others don't have that it refers to. @default false */
  readonly isLate?: boolean;
  /** Findings that are wrong only since variables have no values yet. @default - none */
  readonly unsubstituted?: readonly VariableFinding[];
}

/** The text of a document. */
export interface ReportText {
  readonly document: Document;
  /** The path of the object in it. */
  readonly path: string;
}

/** A finding about a value with variables. */
export interface VariableFinding extends LocatedFinding {
  readonly variables: readonly string[];
}

/** What distinguishes objects from each other. */
export interface Identity {
  readonly isSpec: boolean;
  readonly name: string;
  /** The name, and for manifests the group, the kind and the namespace. */
  readonly key: string;
  /** Where the name is. */
  locate(): Position;
}

/** An object of a document. */
export interface ObjectFindings {
  readonly value: unknown;
  readonly label: string;
  /** Its path in the document. */
  readonly path: string;
  readonly findings: readonly Finding[];
  /** Paths in the document of the findings' fields. @default - the findings' own paths */
  readonly fields?: readonly string[];
  readonly apiVersion?: string;
  readonly kind?: string;
  /** How much of it was validated. @default 'validated' */
  readonly level?: FileLevel;
  readonly identity?: Omit<Identity, 'locate'>;
  readonly facts?: ObjectFacts;
}

/** Reports on the objects of a document. */
export function reportsOn(document: Document, given: readonly ObjectFindings[]): ObjectReport[] {
  const { file, line, warnings } = document;
  const objects = withSources(document, given);
  const paths = objects
    .filter(({ findings }) => findings.length > 0)
    .flatMap(({ path, findings, fields }) => [path, ...(fields ?? findings.map((finding) => finding.path))]);
  // All at once, and only if there is something to report: the values of the text are searched for it.
  const places = paths.length > 0 ? document.locate(paths) : [];
  let next = 0;
  return objects.map((object, i) => {
    const { value, label, path, findings, apiVersion, kind, level = 'validated', identity, facts } = object;
    const namespace = textAt(value, 'metadata', 'namespace');
    const start = findings.length > 0 ? places[next++].line : line;
    const located = locatedFindings(document, object, places.slice(next, (next += findings.length)));
    const ofText = i === 0 ? warnings.map((warning) => locatedFinding(file, warning, 'warning')) : [];
    const nameField = identity?.isSpec ? 'name' : 'metadata.name';
    return {
      file,
      line: start,
      label,
      apiVersion,
      kind,
      ...(namespace !== '' && { namespace }),
      findings: [...ofText, ...located.filter((one) => !('variables' in one))],
      level,
      unsubstituted: located.filter((one): one is VariableFinding => 'variables' in one),
      ...(facts && { facts, text: { document, path } }),
      ...(identity && {
        identity: { ...identity, locate: () => document.locate([inDocument(path, nameField)])[0] },
      }),
    };
  });
}

function locatedFindings(
  { file, value: whole }: Document,
  { value, path: prefix, findings, fields }: ObjectFindings,
  places: readonly Position[],
): Array<LocatedFinding | VariableFinding> {
  if (findings.length === 0) return [];
  const secrets = new SecretPlaces(value);
  return findings.map((finding, i) => {
    const field = fields?.[i] ?? finding.path;
    const { severity, rule, path } = finding;
    const message = textOf(finding, field.slice(prefix.length), nameAt(whole, field), secrets);
    const located: LocatedFinding = { file, ...places[i], severity, rule, path, message };
    const written = typeof finding.value === 'string' ? finding.value : atPath(whole, field);
    const variables = typeof written === 'string' ? variablesIn(written) : [];
    return variables.length > 0 ? { ...located, variables } : located;
  });
}

/** The name of the variable, port or volume that a field is a part of: ` (PORT)`. */
function nameAt(whole: unknown, field: string): string {
  const [, item, rest] = /^(.*\b(?:env|ports|volumes)\[\d+\])(.*)$/.exec(field) ?? [];
  const name = item === undefined || rest === '.name' ? undefined : atPath(whole, `${item}.name`);
  return typeof name === 'string' && name !== '' ? ` (${name})` : '';
}

/**
 * A finding as text, without secrets.
 *
 * @param field where its value is in the object; empty if the object does not have the finding's path
 * @param name what the field is a part of, for people who don't count lists
 */
function textOf(finding: Finding, field: string, name: string, secrets: SecretPlaces): string {
  const { value, detail, hint, isUnquoted } = finding;
  const path = `${finding.path}${name}`;
  if (field === '' && path !== '') {
    return path + secrets.maskedAnywhere(findingText(finding).slice(finding.path.length));
  }
  const mask = (text: string) => secrets.maskedText(text, field);
  return findingText({
    ...finding,
    path,
    value: secrets.masked(value, field),
    detail: mask(detail),
    hint: isUnquoted && secrets.isSecret(field) ? 'put it in quotes' : hint && mask(hint),
  });
}

/** The objects with findings that quote values as the text has them; all at once, as it is searched for them. */
function withSources(document: Document, objects: readonly ObjectFindings[]): ObjectFindings[] {
  const all = objects.flatMap(({ findings }) => findings);
  const paths = objects.flatMap(({ findings, fields }) => fields ?? findings.map(({ path }) => path));
  const written = asWritten(all, (places) => document.sourcesOf(places), paths);
  let next = 0;
  return objects.map((one) => ({ ...one, findings: written.slice(next, (next += one.findings.length)) }));
}

/** The path in a document of a field of one of its objects. */
export const inDocument = (prefix: string, path: string) =>
  prefix === '' || path === '' ? prefix + path : `${prefix}${path.startsWith('[') ? '' : '.'}${path}`;

/** Reports on a document that is one object. */
export const reportOn = (
  document: Document,
  label: string,
  findings: readonly Finding[],
  fields?: readonly string[],
): ObjectReport => reportsOn(document, [{ value: document.value, label, path: '', findings, fields }])[0];

/** Reports a text that can't be read. */
export function unreadable(file: string, errors: readonly TextFinding[]): ObjectReport {
  const located = (those: readonly TextFinding[]) => those.map((error) => locatedFinding(file, error, 'error'));
  return {
    file,
    line: errors[0].line,
    label: '',
    findings: located(errors.filter(({ variable }) => variable === undefined)),
    level: 'validated',
    unsubstituted: errors.flatMap((error) =>
      error.variable === undefined ? [] : [{ ...locatedFinding(file, error, 'error'), variables: [error.variable] }],
    ),
  };
}

/** A finding about the text of a file itself. */
export const locatedFinding = (
  file: string,
  { line, column, detail }: TextFinding,
  severity: Finding['severity'],
): LocatedFinding => ({ file, line, column, severity, rule: 'TEXT', path: '', message: detail });

/** `algorithm print`, `Job print` */
export const labelOf = (kind: string, name: unknown) => {
  if (typeof name !== 'string' || name === '') return kind;
  return `${kind} ${name.length > MAX_NAME ? `${name.slice(0, MAX_NAME)}…` : name}`;
};

const MAX_NAME = 60;
