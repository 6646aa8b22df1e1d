/** What was measured, as tables. */
import type { Sample } from './measure';

export interface SeriesResult {
  readonly name: string;
  readonly unit: string;
  readonly peer: string;
  readonly results: readonly { readonly size: number; readonly programs: Readonly<Record<string, Sample>> }[];
}

const seconds = (value: number) => value.toFixed(value < 10 ? 2 : 1);

/** One table for each series, in Markdown. */
export function tables(series: readonly SeriesResult[]): string {
  return series
    .map((each) => [`**${each.name}**`, table(each), growth(each)].filter(Boolean).join('\n\n'))
    .join('\n\n');
}

function table({ unit, peer, results }: SeriesResult): string {
  const rows = results.flatMap(({ size, programs }) =>
    Object.entries(programs).map(([name, sample]) => {
      const ratios = FIELDS.map((field) =>
        name === peer || sample[field] === 0 ? '' : (sample[field] / programs[peer][field]).toFixed(2),
      );
      const figures = FIELDS.map((field) => figure(field, sample[field]));
      return [size.toLocaleString('en'), name, ...figures, ...ratios];
    }),
  );
  const header = [unit, 'program', ...UNITS, ...UNITS.map((field) => `${field} ÷ ${peer}`)];
  return [header, header.map((_, i) => (i === 1 ? '---' : '--:')), ...rows].map(row).join('\n');
}

/** A figure of 0 is not known. */
function figure(field: keyof Sample, value: number): string {
  if (value === 0) return '';
  return field === 'memory' ? value.toFixed(0) : seconds(value);
}

const FIELDS = ['wall', 'cpu', 'work', 'memory'] as const;
const UNITS = ['s', 'CPU s', 'loaded CPU s', 'MiB'];

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

/**
 * By which power of the size the work grows: 1 is linear, 2 the square. Between the two largest sizes, without what is
 * spent on loading.
 */
function growth({ results }: SeriesResult): string {
  if (results.length < 2) return '';
  const [small, large] = results.slice(-2);
  const names = Object.keys(large.programs).filter((name) => name in small.programs);
  const exponents = names.map((name) => {
    const power = Math.log(large.programs[name].work / small.programs[name].work) / Math.log(large.size / small.size);
    return `${name} ${power.toFixed(2)}`;
  });
  return `Growth exponents: ${exponents.join(', ')}.`;
}
