/** A plot of the results, by Apache ECharts, which is installed when it is first needed. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { SeriesResult } from './report';

const LIBRARY = 'echarts@6.0.0';

/** The plot as SVG: CPU time by size, both logarithmic, one panel for each series. */
export function plot(series: readonly SeriesResult[], work: string): string {
  const echarts = load(work);
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 900, height: 380 });
  const panels = series.map((_, i) => ({ left: `${8 + 50 * i}%`, width: '38%', top: 80, bottom: 50 }));
  chart.setOption({
    animation: false,
    backgroundColor: '#fff',
    title: series.map(({ name }, i) => ({ text: name, left: `${8 + 50 * i}%`, textStyle: { fontSize: 14 } })),
    legend: { top: 34 },
    grid: panels,
    xAxis: series.map(({ unit }, i) => ({
      type: 'log',
      name: unit,
      nameLocation: 'middle',
      nameGap: 28,
      gridIndex: i,
    })),
    yAxis: series.map((_, i) => ({ type: 'log', name: 'CPU s', gridIndex: i })),
    series: series.flatMap(linesOf),
  });
  const svg = chart.renderToSVGString();
  // Its timers would keep the program running.
  chart.dispose();
  return `${svg}\n`;
}

function linesOf({ results }: SeriesResult, panel: number): object[] {
  const names = [...new Set(results.flatMap(({ programs }) => Object.keys(programs)))];
  return names.map((name) => ({
    name,
    type: 'line',
    xAxisIndex: panel,
    yAxisIndex: panel,
    data: results.filter(({ programs }) => name in programs).map(({ size, programs }) => [size, programs[name].cpu]),
  }));
}

function load(work: string): any {
  const prefix = join(work, 'plot');
  if (!existsSync(join(prefix, 'node_modules'))) {
    mkdirSync(prefix, { recursive: true });
    execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', '--prefix', prefix, LIBRARY]);
  }
  return createRequire(join(prefix, 'index.js'))('echarts');
}
