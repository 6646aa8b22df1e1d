/** A file of manifests and specs as the code of a chart. */

import { apiObjectCode } from './api-object';
import { ChartCode, Group, scalar, struct, Struct } from './code';
import { Names, pascalCase } from './names';
import { Language, Scope } from './scope';
import { withSharedLabels } from './shared-labels';
import { specManifest, SpecManifest, SpecWorkload } from './spec-manifest';
import { isWorkload, set, workloadCode, WorkloadOptions } from './workload';
import type { JsonObject } from '../text/json-value';

/** An object of a file. */
export interface SourceObject {
  /** A spec, or a manifest as its user wrote it. */
  readonly value: JsonObject;
  readonly isSpec: boolean;
}

export interface SourceFile {
  /** As it is named on the command line. */
  readonly name: string;
  readonly objects: readonly SourceObject[];
}

export interface ConvertOptions {
  readonly language: Language;
  /** What runs the algorithms of specs. */
  readonly workload: SpecWorkload;
}

/** An object to declare: a manifest, and what else is known if it was a spec. */
interface Declared {
  readonly manifest: JsonObject;
  readonly spec?: SpecManifest;
}

/** The code of a chart. */
export function chartCode(file: SourceFile, names: ChartNames, { language, workload }: ConvertOptions): ChartCode {
  const objects = file.objects.map(({ value, isSpec }): Declared => {
    if (!isSpec) return { manifest: value };
    const spec = specManifest(value, workload);
    return { manifest: spec.manifest, spec };
  });
  const scope = new Scope(
    language,
    objects.map(({ manifest }) => manifest),
  );
  const hasManifests = objects.some(({ manifest, spec }) => !spec && isWorkload(manifest));
  const groups = objects.flatMap(({ manifest, spec }): Group[] => {
    if (!isWorkload(manifest)) return [apiObjectCode(manifest, scope)];
    return workloadCode(manifest, scope, spec ? specOptions(spec, hasManifests) : {});
  });
  const statements = withSharedLabels(groups, scope);
  return {
    ...names.take(file.name),
    file: file.name.replace(/^\.\//, ''),
    namespace: scope.namespace,
    groups: hasManifests ? [[WITHOUT_DEFAULTS], ...statements] : statements,
  };
}

const settings = (entries: Parameters<typeof struct>[1]): Struct => struct('AlgorithmSettingsOptions', entries);

const WITHOUT_DEFAULTS = {
  comment: "Without the library's defaults, so that the objects stay as they are.",
  value: set('this', settings([['defaults', scalar(false)]])),
};

/** Specs have the library's defaults, as `synth` gives them. */
function specOptions({ unused, hasCpuLimit }: SpecManifest, isAmongManifests: boolean): WorkloadOptions {
  const limits = (applyCpuLimits: boolean) => struct('DefaultResources', [['applyCpuLimits', scalar(applyCpuLimits)]]);
  const own = settings([
    ['defaults', isAmongManifests ? scalar(true) : undefined],
    ['resources', hasCpuLimit ? undefined : limits(false)],
  ]);
  return {
    isComplete: false,
    settings: own.entries.length > 0 ? own : undefined,
    // Those of the algorithm hold for its sidecars too.
    sideCarSettings: hasCpuLimit ? undefined : settings([['resources', limits(true)]]),
    comment: unused.length > 0 ? `Only HKube uses ${unused.join(', ')}.` : undefined,
  };
}

/** Ids and class names of charts, each once. */
export class ChartNames {
  private readonly ids = new Names();
  private readonly classes = new Names();

  /** @param file name of a file; the shortest end of its path that is free becomes the id */
  public take(file: string): { id: string; className: string } {
    const parts = file.replace(/(?:\.k8s)?\.(?:json|ya?ml)$/i, '').split(/[/\\]+/);
    const ids = parts.map((_, i) => idOf(parts.slice(parts.length - 1 - i)));
    const id = this.ids.take(...ids);
    return { id, className: this.classes.take(`${pascalCase(id)}Chart`) };
  }
}

/** An id that can be the name of a file. */
const idOf = (parts: readonly string[]): string =>
  parts
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '') || 'chart';
