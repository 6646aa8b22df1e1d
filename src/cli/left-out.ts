/**
 * Files in directories that are not manifests by themselves: parts of Helm charts, patches and other inputs of
 * kustomize. Rendering makes manifests of them.
 */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { isValuesFile } from './document-kind';
import type { Source } from './files';
import { readDocuments } from '../text/documents';
import { at, isObject, listAt, listOf, textAt, textsAt } from '../text/json-value';

const KUSTOMIZATIONS = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
/** So far above a file a chart or a kustomization that it is a part of is looked for. */
const MAX_PARENTS = 5;
/** Parts of a chart: templates, other charts, and values for tests. */
const CHART_DIRECTORIES = ['templates', 'charts', 'ci'];

/** The sources, with the reason why some are not read. */
export function withLeftOut(sources: readonly Source[], cwd: string): Source[] {
  const parents = new Parents(cwd);
  return sources.map((source) => {
    if (source.isNamed || source.path === undefined || source.leftOut !== undefined) return source;
    const leftOut = parents.reasonFor(source.path);
    return leftOut === undefined ? source : { ...source, leftOut };
  });
}

/** What the directories around files have, each looked at once. */
class Parents {
  private readonly charts = new Map<string, boolean>();
  private readonly inputs = new Map<string, ReadonlySet<string>>();

  constructor(private readonly cwd: string) {}

  public reasonFor(file: string): string | undefined {
    const isKustomization = KUSTOMIZATIONS.includes(path.basename(file));
    for (const directory of parentsOf(file)) {
      const shown = path.relative(this.cwd, directory) || '.';
      if (this.isChart(directory) && isPartOfChart(path.relative(directory, file))) {
        return `Helm chart: helm template ${shown} | cdk8s-hkube validate -`;
      }
      if (isKustomization || this.inputsOf(directory).has(file)) {
        return `kustomize: kubectl kustomize ${shown} | cdk8s-hkube validate -`;
      }
    }
    return undefined;
  }

  private isChart(directory: string): boolean {
    return cached(this.charts, directory, () => fs.existsSync(path.join(directory, 'Chart.yaml')));
  }

  private inputsOf(directory: string): ReadonlySet<string> {
    return cached(this.inputs, directory, () => kustomizeInputs(directory));
  }
}

function cached<T>(known: Map<string, T>, key: string, compute: () => T): T {
  let value = known.get(key);
  if (value === undefined) known.set(key, (value = compute()));
  return value;
}

/** The directories around a file, the nearest first. */
function parentsOf(file: string): string[] {
  const parents: string[] = [];
  for (let directory = path.dirname(file); parents.length < MAX_PARENTS; directory = path.dirname(directory)) {
    if (directory === parents[parents.length - 1]) break;
    parents.push(directory);
  }
  return parents;
}

/** Charts may have files of other kinds, such as definitions of custom resources: these are read. */
function isPartOfChart(relative: string): boolean {
  const [first, ...rest] = relative.split(path.sep);
  return rest.length > 0 ? CHART_DIRECTORIES.includes(first) : first === 'Chart.yaml' || isValuesFile(first);
}

/** The files that a kustomization names as patches or as other inputs, and not as resources. */
function kustomizeInputs(directory: string): ReadonlySet<string> {
  const name = KUSTOMIZATIONS.find((each) => fs.existsSync(path.join(directory, each)));
  const names = name === undefined ? [] : documentsIn(path.join(directory, name)).flatMap(inputNames);
  return new Set(names.map((each) => path.resolve(directory, each)));
}

/** What can't be read is reported when it is read for itself, or by kustomize. */
function documentsIn(file: string): unknown[] {
  try {
    return [...readDocuments(fs.readFileSync(file, 'utf8'), 'kustomization.yaml')].map(({ value }) => value);
  } catch {
    return [];
  }
}

/** Fields of a kustomization that list names of files, or objects with one in `path`. */
const LISTS = [
  'patches',
  'patchesStrategicMerge',
  'patchesJson6902',
  'replacements',
  'transformers',
  'generators',
  'validators',
  'configurations',
  'crds',
];

function inputNames(kustomization: unknown): string[] {
  if (!isObject(kustomization)) return [];
  const generated = ['configMapGenerator', 'secretGenerator'].flatMap((list) => listAt(kustomization, list));
  return [
    ...LISTS.flatMap((list) => listAt(kustomization, list)).map((item) =>
      typeof item === 'string' ? item : textAt(item, 'path'),
    ),
    ...generated.flatMap((item) => [...textsAt(item, 'files'), ...textsAt(item, 'envs')].map(fileOf)),
    ...listAt(kustomization, 'helmCharts').flatMap((chart) => [
      textAt(chart, 'valuesFile'),
      ...listOf(at(chart, 'additionalValuesFiles')),
    ]),
    textAt(kustomization, 'openapi', 'path'),
    // An inline patch is not a name.
  ].filter((name): name is string => typeof name === 'string' && name !== '' && !name.includes('\n'));
}

/** `config.yaml` of `key=config.yaml` */
const fileOf = (text: string) => text.slice(text.indexOf('=') + 1);
