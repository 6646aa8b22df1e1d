/** How diagnoses are printed. */

import type { Ref } from './events';
import type { Diagnosis } from './explain';
import { oneLine, printedJson } from '../text/escape';

/** Lines of messages are logs, sometimes. */
const MAX_LINES = 8;
const WIDTH = 9;
/** So many objects with which nothing is wrong are worth a line each. */
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

/** For people: a line that says what is wrong, and lines that say more. */
export function textReport(diagnoses: readonly Diagnosis[], now: Date, notes: readonly string[] = []): string {
  const hasNamespaces = new Set(diagnoses.map(({ object }) => object.namespace)).size > 1;
  const isFine = ({ cause }: Diagnosis) => cause === 'Fine';
  const fine = diagnoses.filter(isFine);
  const shown = new Set([...diagnoses.filter((diagnosis) => !isFine(diagnosis)), ...fine.slice(0, MAX_FINE)]);
  const blocks = diagnoses
    .filter((diagnosis) => shown.has(diagnosis))
    .map((diagnosis) => block(diagnosis, now, hasNamespaces));
  const left = fine.length - Math.min(fine.length, MAX_FINE);
  if (left > 0) blocks.push(`${left} more: nothing wrong\n`);
  const { objects, errors, warnings } = summaryOf(diagnoses);
  const found =
    [errors > 0 && count(errors, 'error'), warnings > 0 && count(warnings, 'warning')].filter(Boolean).join(', ') ||
    'nothing wrong';
  return `${blocks.join('')}${notes.map((note) => `note: ${note}\n`).join('')}${count(objects, 'object')}: ${found}\n`;
}

/** For programs. */
export function jsonReport(diagnoses: readonly Diagnosis[], notes: readonly string[] = []): string {
  return printedJson({ ...summaryOf(diagnoses), notes, diagnoses });
}

/** `Job print: container "web" (SideCar): image cannot be pulled: there is no such image` */
export function headline({ object, container, what }: Diagnosis, hasNamespaces = false): string {
  const role = container && container.role !== '' ? ` (${container.role})` : '';
  return oneLine(
    [nameOf(object, hasNamespaces), ...(container ? [`container "${container.name}"${role}`] : []), what].join(': '),
  );
}

const nameOf = ({ kind, namespace, name }: Ref, hasNamespaces: boolean) =>
  `${kind} ${hasNamespaces && namespace !== '' ? `${namespace}/` : ''}${name}`;

function block(diagnosis: Diagnosis, now: Date, hasNamespaces: boolean): string {
  const { since, message, facts, changes, commands, about } = diagnosis;
  const more = [
    ...(since === undefined || diagnosis.cause === 'Fine'
      ? []
      : [line('since', `${since} (${age(Date.parse(since), now.getTime())})`)]),
    ...(about.count === 0 || diagnosis.cause === 'Fine'
      ? []
      : [
          line(
            `${about.kind.toLowerCase()}${about.count === 1 ? '' : 's'}`,
            `${about.count === 1 ? '' : `${about.count}: `}${about.names.join(', ')}${about.count > about.names.length ? ', …' : ''}`,
          ),
        ]),
    ...(message ? [line('message', message)] : []),
    ...facts.map(({ label, text }) => line(label, text)),
    ...changes.map((change) =>
      line('change', `${change.in}${change.field === undefined ? '' : `, ${change.field}`}: ${change.do}`),
    ),
    ...commands.map((command) => line('more', command)),
  ];
  return `${headline(diagnosis, hasNamespaces)}\n${more.join('')}`;
}

/** Further lines of a text are indented as the first is. */
function line(label: string, text: string): string {
  const lines = text.trimEnd().split(/\r?\n/);
  const shown = lines.length > MAX_LINES ? [...lines.slice(0, 1), '…', ...lines.slice(2 - MAX_LINES)] : lines;
  return `  ${oneLine(label).padEnd(WIDTH)} ${shown.map(oneLine).join(`\n  ${' '.repeat(WIDTH)} `)}\n`;
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
