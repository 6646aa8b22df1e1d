/** Prints diagnoses as text or JSON. */

import type { Change } from './change';
import type { Ref } from './events';
import type { Diagnosis } from './explain';
import { oneLine, printedJson } from '../text/escape';
import { Paint, PLAIN } from '../text/paint';

/** How many lines of a message are shown, since some messages are logs. */
const MAX_LINES = 8;
/** The width of the column of labels. */
const LABEL_WIDTH = 9;
/** How many objects with which nothing is wrong get a line each. */
const MAX_FINE = 20;

export interface Summary {
  readonly objects: number;
  readonly errors: number;
  readonly warnings: number;
}

export function summaryOf(diagnoses: readonly Diagnosis[]): Summary {
  return {
    objects: new Set(diagnoses.map(({ object }) => JSON.stringify(object))).size,
    errors: diagnoses.filter(({ severity }) => severity === 'error').length,
    warnings: diagnoses.filter(({ severity }) => severity === 'warning').length,
  };
}

/** The report for people: for each diagnosis a line that says what is wrong, then its details. */
export function textReport(
  diagnoses: readonly Diagnosis[],
  now: Date,
  notes: readonly string[] = [],
  paint = PLAIN,
): string {
  const hasNamespaces = new Set(diagnoses.map(({ object }) => object.namespace)).size > 1;
  const fine = diagnoses.filter(isFine);
  const shown = new Set([...diagnoses.filter((diagnosis) => !isFine(diagnosis)), ...fine.slice(0, MAX_FINE)]);
  const blocks = diagnoses
    .filter((diagnosis) => shown.has(diagnosis))
    .map((diagnosis) => block(diagnosis, now, hasNamespaces, paint));
  const left = fine.length - Math.min(fine.length, MAX_FINE);
  if (left > 0) blocks.push(`${left} more: nothing wrong\n`);
  const { objects, errors, warnings } = summaryOf(diagnoses);
  const counts = [
    ...(errors > 0 ? [count(errors, 'error')] : []),
    ...(warnings > 0 ? [count(warnings, 'warning')] : []),
  ];
  const none = diagnoses.every(isFine) ? 'nothing wrong' : 'no errors, but not everything runs yet';
  const summary = `${count(objects, 'object')}: ${counts.join(', ') || none}\n`;
  return [...blocks, ...notes.map((note) => `note: ${note}\n`), summary].join('');
}

/** The report for programs. */
export function jsonReport(diagnoses: readonly Diagnosis[], notes: readonly string[] = []): string {
  return printedJson({ ...summaryOf(diagnoses), notes, diagnoses });
}

const isFine = ({ cause }: Diagnosis) => cause === 'Fine';

/** `Job print: container "web" (SideCar): image cannot be pulled: it does not exist` */
export function headline({ object, container, what }: Diagnosis, hasNamespaces = false): string {
  const parts = [nameOf(object, hasNamespaces), ...(container ? [containerText(container)] : []), what];
  return oneLine(parts.join(': '));
}

const containerText = ({ name, role }: NonNullable<Diagnosis['container']>) =>
  role === '' ? `container "${name}"` : `container "${name}" (${role})`;

const nameOf = ({ kind, namespace, name }: Ref, hasNamespaces: boolean) =>
  `${kind} ${hasNamespaces && namespace !== '' ? `${namespace}/` : ''}${name}`;

function block(diagnosis: Diagnosis, now: Date, hasNamespaces: boolean, paint: Paint): string {
  const { severity, since, message, facts, changes, commands, about } = diagnosis;
  const head = headline(diagnosis, hasNamespaces);
  const lines = [`${severity === 'info' ? head : paint(severity, head)}\n`];
  if (since !== undefined && !isFine(diagnosis)) {
    lines.push(line('since', `${since} (${age(Date.parse(since), now.getTime())})`));
  }
  if (about.count > 0 && !isFine(diagnosis)) lines.push(line(kindLabel(about), namesText(about)));
  if (message) lines.push(line('message', message));
  for (const { label, text } of facts) lines.push(line(label, text));
  for (const change of changes) lines.push(line('change', changeText(change)));
  for (const command of commands) lines.push(line('more', command));
  return lines.join('');
}

const kindLabel = ({ kind, count: number }: Diagnosis['about']) => `${kind.toLowerCase()}${number === 1 ? '' : 's'}`;

function namesText({ count: number, names }: Diagnosis['about']): string {
  const text = names.join(', ');
  const total = number === 1 ? '' : `${number}: `;
  return number > names.length ? `${total}${text}, …` : `${total}${text}`;
}

const changeText = (change: Change) => `${[change.in, change.field].filter(Boolean).join(', ')}: ${change.do}`;

/** A label and its text. Further lines of the text are indented like the first. */
function line(label: string, text: string): string {
  const lines = text.trimEnd().split(/\r?\n/);
  const shown = lines.length > MAX_LINES ? [...lines.slice(0, 1), '…', ...lines.slice(2 - MAX_LINES)] : lines;
  const indent = `\n  ${' '.repeat(LABEL_WIDTH)} `;
  return `  ${oneLine(label).padEnd(LABEL_WIDTH)} ${shown.map(oneLine).join(indent)}\n`;
}

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`;

const UNITS: readonly (readonly [name: string, milliseconds: number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
];

/** `12 minutes ago` */
function age(since: number, now: number): string {
  const passed = now - since;
  const [name, milliseconds] = UNITS.find(([, size]) => passed >= 2 * size) ?? UNITS[3];
  return passed < 2000 ? 'just now' : `${count(Math.floor(passed / milliseconds), name)} ago`;
}
