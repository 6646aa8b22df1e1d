/** What is measured. */
import { join } from 'node:path';
import { kubeconform, writeManifests, writeQuickStart, writeSpecs } from './inputs';
import type { Command } from './measure';

/** The same work done by several programs, at several sizes. */
export interface Series {
  readonly name: string;
  /** What is counted. */
  readonly unit: string;
  readonly sizes: readonly number[];
  /** The program that the others are compared with. */
  readonly peer: string;
  readonly commands: (size: number) => Readonly<Record<string, Command>>;
  readonly execArgv?: string[];
}

/** @param isQuick whether small sizes do */
export function allSeries(root: string, programs: string, work: string, isQuick: boolean): Series[] {
  const program = (name: string) => join(programs, `${name}.js`);
  const synth = (maker: string, charts: number, jobs: number): Command => [
    program('synth'),
    maker,
    charts,
    jobs,
    join(work, maker),
  ];
  const isTooSlow = (charts: number) => charts > 1000;
  return [
    {
      name: 'One chart',
      unit: 'Jobs',
      sizes: isQuick ? [50, 500] : [100, 1000, 5000],
      peer: 'raw',
      commands: (jobs) => ({
        SinglePassApp: synth('SinglePassApp', 1, jobs),
        App: synth('App', 1, jobs),
        raw: synth('raw', 1, jobs),
        floor: synth('floor', 1, jobs),
      }),
    },
    {
      name: 'Many charts of one Job',
      unit: 'charts',
      sizes: isQuick ? [30, 200] : [100, 1000, 3000],
      peer: 'raw',
      commands: (charts) => ({
        SinglePassApp: synth('SinglePassApp', charts, 1),
        // They take the square of the time.
        ...(isTooSlow(charts) ? {} : { App: synth('App', charts, 1), padded: synth('padded', charts, 1) }),
        raw: synth('raw', charts, 1),
        floor: synth('floor', charts, 1),
      }),
    },
    {
      name: 'HKube specs, by the command line',
      unit: 'specs',
      sizes: [isQuick ? 100 : 1000],
      peer: 'raw',
      commands: (specs) => ({
        'cdk8s-hkube synth': [
          program('command'),
          'synth',
          writeSpecs(join(work, `specs-${specs}`), specs),
          '--outdir',
          join(work, 'synth'),
        ],
        raw: synth('raw', 1, specs),
      }),
    },
    {
      name: 'Manifests, by the command line',
      unit: 'manifests',
      sizes: [isQuick ? 400 : 4000],
      peer: 'parsing',
      commands: (manifests) => {
        const files = writeManifests(join(work, `manifests-${manifests}`), manifests);
        const other = kubeconform(join(work, 'schemas'), files);
        return {
          'cdk8s-hkube validate': [program('command'), 'validate', files],
          parsing: [program('parse'), files],
          ...(other && { 'kubeconform -strict': [program('other'), ...other] }),
        };
      },
    },
    {
      name: 'A Job with three sidecars, in memory',
      unit: 'times',
      sizes: [isQuick ? 300 : 3000],
      peer: 'printing',
      commands: (times) => ({
        'ManifestValidator.validate': [program('objects'), 'validate', times],
        printing: [program('objects'), 'print', times],
      }),
    },
    {
      name: 'Quick start in TypeScript, by tsx',
      unit: 'times',
      sizes: [1],
      peer: 'raw',
      execArgv: ['--import', 'tsx'],
      commands: () => {
        const modules = { 'cdk8s-hkube': join(programs, '../../src'), report: program('report') };
        const [ours, raw] = writeQuickStart(join(work, 'quick-start'), root, modules);
        return { 'cdk8s-hkube': [ours], raw: [raw] };
      },
    },
    {
      name: 'Import',
      unit: 'times',
      sizes: [1],
      peer: 'cdk8s-plus-28',
      commands: () => ({
        'cdk8s-hkube': [program('load'), join(programs, '../../src')],
        'cdk8s-plus-28': [program('load'), 'cdk8s-plus-28'],
      }),
    },
  ];
}
