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
const MAX_PARENTS = 8;
/** Parts of a chart: templates, other charts, and values for tests. */
const CHART_DIRECTORIES = ['templates', 'charts', 'ci'];

/** The sources, with the reason why some are not read. */
export function withLeftOut(sources: readonly Source[], cwd: string): Source[] {
  const parents = new Parents(cwd, sources);
  return sources.map((source) => {
    if (source.isNamed || source.path === undefined || source.leftOut !== undefined) return source;
    const leftOut = parents.reasonFor(source.path);
    return leftOut === undefined ? source : { ...source, leftOut };
  });
}

/** What the directories around files have, each looked at once. */
class Parents {
  private readonly charts = new Map<string, boolean>();
  private readonly kustomizations = new Map<string, Kustomization>();
  /** The directory of the first kustomization that builds on the one in a directory. */
  private readonly builtOn = new Map<string, string>();

  constructor(
    private readonly cwd: string,
    sources: readonly Source[],
  ) {
    for (const { path: file } of sources) {
      if (file === undefined || !KUSTOMIZATIONS.includes(path.basename(file))) continue;
      const directory = path.dirname(file);
      for (const base of this.kustomizationIn(directory).bases) {
        if (base !== directory && !this.builtOn.has(base)) this.builtOn.set(base, directory);
      }
    }
  }

  public reasonFor(file: string): string | undefined {
    const isKustomization = KUSTOMIZATIONS.includes(path.basename(file));
    const parents = parentsOf(file);
    // Rendering the outermost one renders those in it.
    const chart = parents.filter((each) => this.isChart(each) && isPartOfChart(path.relative(each, file))).pop();
    if (chart !== undefined) return `Helm chart: helm template ${this.shown(chart)} | cdk8s-hkube validate -`;
    const directory = parents.find((each) => isKustomization || this.kustomizationIn(each).inputs.has(file));
    if (directory === undefined) return undefined;
    return `kustomize: kubectl kustomize ${this.shown(this.topOf(directory))} | cdk8s-hkube validate -`;
  }

  private shown(directory: string): string {
    return path.relative(this.cwd, directory) || '.';
  }

  /** The kustomization that builds on one, and that no other one builds on: a component can only be rendered so. */
  private topOf(directory: string): string {
    const seen = new Set<string>();
    let top = directory;
    for (let next: string | undefined = top; next !== undefined && !seen.has(next); next = this.builtOn.get(next)) {
      seen.add(next);
      top = next;
    }
    return top;
  }

  private isChart(directory: string): boolean {
    return cached(this.charts, directory, () => fs.existsSync(path.join(directory, 'Chart.yaml')));
  }

  private kustomizationIn(directory: string): Kustomization {
    return cached(this.kustomizations, directory, () => readKustomization(directory));
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

/** What a kustomization names, as paths. */
interface Kustomization {
  /** Patches and other inputs that are not resources. */
  readonly inputs: ReadonlySet<string>;
  /** Its resources and components, among them the directories of others. */
  readonly bases: ReadonlySet<string>;
}

/** An empty one if the directory has none. */
function readKustomization(directory: string): Kustomization {
  const name = KUSTOMIZATIONS.find((each) => fs.existsSync(path.join(directory, each)));
  const documents = name === undefined ? [] : documentsIn(path.join(directory, name));
  const paths = (names: readonly string[]) => new Set(names.map((each) => path.resolve(directory, each)));
  return { inputs: paths(documents.flatMap(inputNames)), bases: paths(documents.flatMap(baseNames)) };
}

const baseNames = (kustomization: unknown): string[] =>
  ['resources', 'components', 'bases'].flatMap((list) => textsAt(kustomization, list));

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
