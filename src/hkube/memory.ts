/**
 * Amounts of memory as HKube writes them: a number and one of its units, with or without white space between them.
 *
 * Most are Kubernetes quantities too. Exceptions are `K` (Kubernetes writes `k`) and white space. HKube refuses what
 * only Kubernetes knows: plain bytes, `Pi`, `1e9`.
 *
 * @see https://github.com/kube-HPC/units-converter.hkube
 */

import { quantitiesLike } from '../apimachinery/hints/quantity-hint';

const UNITS = new Map<string, number>([
  ['m', 1e-3],
  ['K', 1e3],
  ['M', 1e6],
  ['G', 1e9],
  ['T', 1e12],
  ['Ki', 2 ** 10],
  ['Mi', 2 ** 20],
  ['Gi', 2 ** 30],
  ['Ti', 2 ** 40],
]);

/** A regular expression of all amounts that HKube reads. */
export const MEMORY_PATTERN = `^\\+?(\\d+(\\.\\d*)?|\\.\\d+) *(${[...UNITS.keys()].join('|')})$`;

const SYNTAX = /^(\+?)(\d+(?:\.\d*)?|\.\d+) *([A-Za-z]\w*)?$/;

/** What is wrong with an amount of memory by HKube's rules; undefined when nothing is. */
export function memoryProblem(text: string): string | undefined {
  const match = SYNTAX.exec(text);
  const units = [...UNITS.keys()].join(', ');
  if (!match) return `must be a number and a unit (${units}), such as "256Mi"`;
  if (match[3] === undefined) return `must have a unit: one of ${units}`;
  if (!UNITS.has(match[3])) return `HKube does not support the unit "${match[3]}". Supported: ${units}`;
  return undefined;
}

/** What was meant by an amount that HKube does not read: one with a unit. Large numbers are bytes. */
export function memoryHint(text: string): string | undefined {
  const number = /^\d+$/.test(text.trim()) ? Number(text) : undefined;
  const meant = number === undefined ? quantitiesLike(text) : [`${isBytes(number) ? number / MI : number}Mi`];
  const known = meant.filter((amount) => memoryProblem(amount) === undefined);
  return known.length === 0 ? undefined : `did you mean ${known.map((amount) => JSON.stringify(amount)).join(' or ')}?`;
}

const MI = 2 ** 20;
const isBytes = (number: number) => number >= MI && number % MI === 0;

/** Whether HKube can read an amount of cpu: cores, or thousandths of one. */
export const isHkubeCpu = (amount: unknown) =>
  typeof amount === 'number' || (typeof amount === 'string' && /^\+?(\d+\.?\d*|\.\d+)m?$/.test(amount));

/** An amount of memory in Mi, as HKube counts it. */
export function memoryInMi(text: string): number {
  const match = SYNTAX.exec(text);
  return match ? (Number(match[2]) * (UNITS.get(match[3] ?? '') ?? NaN)) / 2 ** 20 : NaN;
}

/** The Kubernetes quantity for an amount of memory: the same text, except for `K` and white space. */
export function toKubernetesMemory(text: string): string {
  const match = SYNTAX.exec(text);
  if (!match || !UNITS.has(match[3])) return text;
  const [, sign, number, unit] = match;
  return `${sign}${number}${unit === 'K' ? 'k' : unit}`;
}

/**
 * The memory that HKube's server reserves for its cache, in addition to the algorithm's: a fifth of it, in whole Mi.
 */
export const reservedMemoryFor = (mem: string) => `${Math.ceil(memoryInMi(mem) * 0.2)}Mi`;
