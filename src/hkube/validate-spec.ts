/** What is wrong with a spec, at its fields: what HKube and Kubernetes would report when HKube runs it. */

import { checkDefects } from './defect-checks';
import { readSpec } from './read-spec';
import { specPathOf } from './spec-path';
import { ANY_SUFFIX, internalForm, workerJob } from './worker-job';
import { Finding, Validation } from '../apimachinery/finding';
import { NEWEST_MINOR } from '../apimachinery/schema';
import { isObject, JsonObject } from '../text/json-value';
import { validateManifest } from '../validation/validate';

/** A finding about a spec. */
export interface SpecFinding extends Finding {
  /**
   * Path of the field in the spec. It is empty where `path` is a field of the Job that no field of the spec stands for.
   */
  readonly specPath: string;
}

export interface ValidateSpecOptions {
  /** The Kubernetes minor version that judges. @default - the newest */
  readonly minor?: number;
  /**
   * Returns the texts of the scalars without quotes at these paths of a YAML file, and '' for other values.
   *
   * @default - the spec was not read from YAML
   */
  readonly plainScalarsAt?: (paths: readonly string[]) => readonly string[];
}

/** Validates a spec for HKube: it is read as HKube's API does, and Kubernetes' rules judge its worker Job. */
export function validateSpec(value: JsonObject, options: ValidateSpecOptions = {}): SpecFinding[] {
  const { minor = NEWEST_MINOR, plainScalarsAt } = options;
  const v = new Validation(minor);
  const read = readSpec(value, v);
  const unquoted = plainScalarsAt ? unquotedVariables(value, plainScalarsAt) : [];
  // HKube chooses a node for parts of a GPU.
  const cluster = { node: 'node' };
  const defects = new Validation(minor);
  checkDefects(read, cluster, defects);
  const ofSpec = [...v.findings, ...unquoted, ...defects.findings].map(atSpecField);

  // HKube builds the images of some algorithms. A missing name is reported already.
  const name = read.name || 'unnamed';
  const algorithmImage = read.algorithmImage || 'registry.invalid/built-by-hkube:1';
  const spec = internalForm({ ...read, name, algorithmImage });
  const job = workerJob(spec, cluster, { suffix: ANY_SUFFIX, hkubesEnv: false });
  // HKube sends the Job as JSON, so it doesn't matter what YAML does to its texts.
  const ofJob = validateManifest(job, minor).filter(
    ({ rule, path }) => rule !== 'YAML-STRING' && !isHkubesOwn(path, job, value),
  );
  return withoutEchoes(
    ofSpec,
    ofJob.map((finding) => atFieldOfSpec(finding, job, value)),
  );
}

/** A finding whose path is one of the spec. */
export const atSpecField = (finding: Finding): SpecFinding => ({ ...finding, specPath: finding.path });

/** A finding about a manifest, at the field of the spec that it comes from, if there is one. */
export function atFieldOfSpec(finding: Finding, manifest: unknown, spec: JsonObject): SpecFinding {
  const specPath = specPathOf(finding.path, manifest, spec);
  return { ...finding, path: specPath === '' ? finding.path : specPath, specPath };
}

/** The findings about a spec, and those about the manifest made of it that don't repeat them. */
export function withoutEchoes(ofSpec: readonly SpecFinding[], ofManifest: readonly SpecFinding[]): SpecFinding[] {
  const known = new Set(ofSpec.filter(({ severity }) => severity === 'error').map(({ path }) => path));
  const isKnown = ({ path, rule }: Finding) =>
    known.has(path) ||
    // Kubernetes reports all requests at once, the spec's own check each of them.
    (rule === 'RES-REQ-LE-LIM' && ['cpu', 'memory'].some((name) => known.has(`${path}.${name}`)));
  return [...ofSpec, ...ofManifest.filter((finding) => !isKnown(finding))];
}

/** Whether a field of the Job comes from HKube itself, not from the spec. */
function isHkubesOwn(path: string, job: JsonObject, spec: JsonObject): boolean {
  const [, list, index] = /^spec\.template\.spec\.(containers|volumes)\[(\d+)\]/.exec(path) ?? [];
  return (list === 'volumes' || (list === 'containers' && index === '0')) && specPathOf(path, job, spec) === '';
}

interface Variable {
  readonly path: string;
  readonly value: boolean | number;
}

/** YAML reads `yes` as true and 0644 as 420. As a variable it becomes a text again, and another one. */
function unquotedVariables(
  spec: JsonObject,
  plainScalarsAt: (paths: readonly string[]) => readonly string[],
): Finding[] {
  const sideCars: readonly unknown[] = Array.isArray(spec.sideCars) ? spec.sideCars : [];
  const variables = [
    ...numbersAndBooleans(spec.algorithmEnv, 'algorithmEnv'),
    ...numbersAndBooleans(spec.workerEnv, 'workerEnv'),
    ...sideCars.flatMap((sideCar, i) =>
      numbersAndBooleans(isObject(sideCar) ? sideCar.environments : undefined, `sideCars[${i}].environments`),
    ),
  ];
  if (variables.length === 0) return [];
  const scalars = plainScalarsAt(variables.map(({ path }) => path));
  return variables.filter(({ value }, i) => isReadOtherwise(scalars[i], value)).map(unquotedFinding);
}

function numbersAndBooleans(map: unknown, path: string): Variable[] {
  return Object.entries(isObject(map) ? map : {})
    .filter(([, value]) => typeof value === 'boolean' || typeof value === 'number')
    .map(([name, value]) => ({ path: `${path}[${name}]`, value }));
}

const isReadOtherwise = (scalar: string, value: boolean | number) =>
  scalar !== '' && scalar !== String(value) && !/^["'*&!]/.test(scalar);

function unquotedFinding({ path, value }: Variable): Finding {
  const read = typeof value === 'boolean' ? String(value) : 'a number';
  return {
    rule: 'YAML-TEXT',
    severity: 'warning',
    type: 'Warning',
    path,
    detail: `YAML reads this as ${read}, so the variable gets a text that differs from the one in the file`,
    hint: 'put it in quotes',
  };
}
