/**
 * What is wrong with a document: an HKube spec, a Kubernetes manifest, or a list of manifests.
 */

import { asApplied } from './applied-object';
import { Finding, findingText, Validation } from '../apimachinery/finding';
import { isServed } from '../apimachinery/schema';
import { checkDefects } from '../hkube/defect-checks';
import { typeOf } from '../hkube/read';
import { readSpec } from '../hkube/read-spec';
import { ALGORITHM, KINDS, SERVER_KINDS } from '../hkube/schema';
import { specPathOf } from '../hkube/spec-path';
import { internalForm, workerJob } from '../hkube/worker-job';
import type { Document } from '../text/documents';
import { isObject, JsonObject, objectAt, textAt } from '../text/json-value';
import { commentHint } from '../text/parsed';
import type { TextFinding } from '../text/position';
import { redactor, secretsOf } from '../text/redact';
import { hasRules, validateManifest } from '../validation/validate';

/** A finding as reports show it. */
export interface LocatedFinding {
  readonly line: number;
  readonly column: number;
  readonly severity: 'error' | 'warning';
  readonly rule: string;
  /** Path of the field; empty for what is wrong with the text itself. */
  readonly path: string;
  /** Path, what is wrong, and what to do. */
  readonly message: string;
}

/** One object, and what there is to say about it. */
export interface ObjectReport {
  readonly file: string;
  readonly line: number;
  /** `Job print`, `algorithm print`; empty for a text that could not be read. */
  readonly label: string;
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly findings: readonly LocatedFinding[];
  /** Whether its kind is one that the rules don't know. */
  readonly isSkipped: boolean;
}

/** A path in the document, and what is wrong there. */
export interface Judgment {
  /** Path of the place in the document, if that is another than the error's. */
  readonly at?: string;
  readonly finding: Finding;
}

/** Fields of HKube's that no other JSON is likely to have. */
const HKUBE_FIELDS = new Set(
  Object.keys(ALGORITHM.fields!).filter(
    (name) =>
      ![
        'name',
        'kind',
        'type',
        'description',
        'version',
        'created',
        'modified',
        'errors',
        'labels',
        'annotations',
        'options',
        'env',
        'volumes',
      ].includes(name),
  ),
);

/** Whether most of an object's fields are none of HKube's. */
export function isForeign(value: JsonObject): boolean {
  const keys = Object.keys(value);
  return keys.filter((key) => Object.hasOwn(ALGORITHM.fields!, key)).length * 2 <= keys.length;
}

/** Whether a value is meant to be an HKube spec, a manifest, or nothing of ours. */
export function kindOfValue(value: unknown): 'spec' | 'manifest' | 'other' {
  if (!isObject(value)) return 'other';
  const kind: unknown = value.kind;
  if (Object.hasOwn(value, 'apiVersion')) return 'manifest';
  if (typeof kind === 'string' && ([...KINDS, ...SERVER_KINDS] as string[]).includes(kind)) return 'spec';
  if (Object.keys(value).some((key) => HKUBE_FIELDS.has(key))) return 'spec';
  return kind === undefined ? 'other' : 'manifest';
}

/** An object of a document, judged. */
interface Judged {
  readonly value: unknown;
  readonly label: string;
  /** Its path in the document. */
  readonly prefix: string;
  readonly judgments: readonly Judgment[];
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly isSkipped?: boolean;
}

/** The verdicts on a document: one, or one for each item of a list. */
export function judge(document: Document, minor: number): ObjectReport[] {
  const { value, errors } = document;
  if (errors.length > 0) return [unreadable(document.file, errors)];
  if (!isObject(value)) {
    return [verdictOn(document, '', [{ finding: noObject(value, 'an HKube spec or a Kubernetes manifest') }])];
  }
  if (kindOfValue(value) === 'other' && isForeign(value)) {
    const detail = 'not a Kubernetes manifest (no apiVersion and kind) and not an HKube spec (no algorithmImage)';
    return [verdictOn(document, 'object', [{ finding: objectFinding('', detail) }])];
  }
  if (kindOfValue(value) !== 'manifest') {
    return [verdictOn(document, specLabel(value), judgeSpec(value, minor, document))];
  }
  const items = itemsOf(value);
  return verdicts(
    document,
    items ? items.map((item, i) => judgeManifest(item, `items[${i}]`, minor)) : [judgeManifest(value, '', minor)],
  );
}

export const specLabel = (spec: JsonObject) => `algorithm${named(spec.name)}`;

/** The objects in a list, with what they inherit from it; undefined when it is none. */
export function itemsOf(value: JsonObject): unknown[] | undefined {
  const { apiVersion, kind, items } = value;
  if (typeof kind !== 'string' || !kind.endsWith('List') || !Array.isArray(items)) return undefined;
  const itemKind = kind.slice(0, -'List'.length);
  return items.map((item) =>
    isObject(item) && itemKind !== '' && item.apiVersion === undefined && item.kind === undefined
      ? { apiVersion, kind: itemKind, ...item }
      : item,
  );
}

/** What the API server would say to a manifest. */
function judgeManifest(value: unknown, prefix: string, minor: number): Judged {
  const { apiVersion, kind, metadata } = isObject(value) ? value : ({} as JsonObject);
  const isKind = typeof apiVersion === 'string' && typeof kind === 'string';
  // How cdk8s prints a text as YAML does not matter to a manifest that exists. Objects that are not Kubernetes' own may
  // not even be for the API server: there are configuration files of the same form.
  const findings =
    isKind && isServed(apiVersion, kind, minor) === undefined
      ? []
      : validateManifest(isObject(value) ? asApplied(value) : value, minor).filter(
          ({ rule }) => rule !== 'YAML-STRING',
        );
  if (kind === 'List' && prefix === '') {
    findings.splice(0, findings.length, objectFinding('items', 'a List has a list of items'));
  }
  return {
    value,
    label: (textAt(value, 'kind') || 'object') + named(objectAt(metadata).name ?? objectAt(metadata).generateName),
    prefix,
    judgments: findings.map((finding) => ({ finding, at: join(prefix, finding.path) })),
    ...(isKind && { apiVersion, kind, isSkipped: !hasRules(apiVersion, kind) }),
  };
}

/** What is wrong with a value that should be an object. */
export function noObject(value: unknown, expected: string): Finding {
  let hint = '';
  if (Array.isArray(value)) hint = '. Write its items one after the other (jq ".[]" does)';
  else if (typeof value === 'string') hint = commentHint(value);
  return objectFinding('', `found ${typeOf(value)}, expected an object: ${expected}${hint}`);
}

/** What is wrong with an object as a whole. */
export const objectFinding = (path: string, detail: string): Finding => ({
  rule: 'OBJECT',
  severity: 'error',
  type: 'Warning',
  path,
  detail,
});

/** A spec as HKube runs it: read as its API does, and its worker Job judged by Kubernetes' rules. */
function judgeSpec(value: JsonObject, minor: number, document: Document): Judgment[] {
  const v = new Validation(minor);
  const read = readSpec(value, v);
  const judgments = [...v.findings.map((finding): Judgment => ({ finding })), ...yamlVariables(value, document)];
  // HKube builds the images of some, and finds a node for parts of a GPU. A name that is missing is told already.
  const spec = internalForm({
    ...read,
    name: read.name || 'unnamed',
    algorithmImage: read.algorithmImage || 'registry.invalid/built-by-hkube:1',
  });
  const cluster = { node: 'node' };
  const defects = new Validation(minor);
  checkDefects(read, cluster, defects);
  // As long as HKube's own, and no hash to compute.
  const job = workerJob(spec, cluster, { suffix: 'xxxxx', hkubesEnv: false });
  const own = validateManifest(job, minor).filter(
    ({ rule, path }) => rule !== 'YAML-STRING' && !isHkubes(path, job, value),
  );
  return withoutEchoes(
    [...judgments, ...defects.findings.map((finding): Judgment => ({ finding }))],
    own.map((finding) => inSpec(finding, job, value)),
  );
}

/** Judgments on a spec, and those on the manifest made of it that are not about the same fields again. */
export function withoutEchoes(ofSpec: readonly Judgment[], ofManifest: readonly Judgment[]): Judgment[] {
  const known = new Set(
    ofSpec.filter(({ finding }) => finding.severity === 'error').map(({ finding }) => finding.path),
  );
  const isKnown = ({ path, rule }: Finding) =>
    known.has(path) ||
    // Kubernetes says it of all requests, the spec's own check of each.
    (rule === 'RES-REQ-LE-LIM' && ['cpu', 'memory'].some((name) => known.has(`${path}.${name}`)));
  return [...ofSpec, ...ofManifest.filter(({ finding }) => !isKnown(finding))];
}

/** A finding about a manifest, where the spec has what it is about. */
export function inSpec(finding: Finding, manifest: unknown, spec: JsonObject): Judgment {
  const at = specPathOf(finding.path, manifest, spec);
  return { at, finding: at === '' ? finding : { ...finding, path: at } };
}

/** Whether a place in the Job is none of the spec's, but what HKube itself puts there. */
function isHkubes(path: string, job: JsonObject, spec: JsonObject): boolean {
  const [, list, index] = /^spec\.template\.spec\.(containers|volumes)\[(\d+)\]/.exec(path) ?? [];
  return (list === 'volumes' || (list === 'containers' && index === '0')) && specPathOf(path, job, spec) === '';
}

/** YAML reads `yes` as true and 0644 as 420; as a variable it would be a text again, and another one. */
function yamlVariables(value: JsonObject, document: Document): Judgment[] {
  const paths: string[] = [];
  const values: unknown[] = [];
  const collect = (map: unknown, path: string) => {
    for (const [name, variable] of isObject(map) ? Object.entries(map) : []) {
      if (typeof variable !== 'boolean' && typeof variable !== 'number') continue;
      paths.push(`${path}[${name}]`);
      values.push(variable);
    }
  };
  collect(value.algorithmEnv, 'algorithmEnv');
  collect(value.workerEnv, 'workerEnv');
  (Array.isArray(value.sideCars) ? value.sideCars : []).forEach((sideCar, i) =>
    collect(sideCar?.environments, `sideCars[${i}].environments`),
  );
  if (paths.length === 0 || !document.isYaml) return [];
  return document.sourcesOf(paths).flatMap((source, i) => {
    if (source === '' || source === String(values[i]) || /^["'*&!]/.test(source)) return [];
    const finding: Finding = {
      rule: 'YAML-TEXT',
      severity: 'warning',
      type: 'Warning',
      path: paths[i],
      detail: `YAML reads this as ${typeof values[i] === 'boolean' ? values[i] : 'a number'}, which changes the variable`,
      hint: 'put it in quotes',
    };
    return [{ finding }];
  });
}

/** Verdicts on the objects of a document: findings at their places, without secrets. */
function verdicts(document: Document, objects: readonly Judged[]): ObjectReport[] {
  const { file, line, warnings } = document;
  const paths = objects
    .filter(({ judgments }) => judgments.length > 0)
    .flatMap(({ prefix, judgments }) => [prefix, ...judgments.map(({ at, finding }) => at ?? finding.path)]);
  // All at once, and only if there is something to report: the text is read again for it (docs/decisions/0004).
  const places = paths.length > 0 ? document.locate(paths) : [];
  let next = 0;
  return objects.map(({ value, label, judgments, apiVersion, kind, isSkipped = false }, i) => {
    const redact = redactor(judgments.length > 0 ? secretsOf(value) : []);
    const start = judgments.length > 0 ? places[next++].line : line;
    const findings = judgments.map(({ finding }): LocatedFinding => ({
      ...places[next++],
      severity: finding.severity,
      rule: finding.rule,
      path: redact(finding.path),
      message: redact(findingText(finding)),
    }));
    const ofText = i === 0 ? warnings.map((warning) => locatedFinding(warning, 'warning')) : [];
    return { file, line: start, label: redact(label), apiVersion, kind, findings: [...ofText, ...findings], isSkipped };
  });
}

/** The verdict on a document that is one object. */
export const verdictOn = (document: Document, label: string, judgments: readonly Judgment[]): ObjectReport =>
  verdicts(document, [{ value: document.value, label, prefix: '', judgments }])[0];

/** The report on a text that cannot be read. */
export function unreadable(file: string, errors: readonly TextFinding[]): ObjectReport {
  const findings = errors.map((error) => locatedFinding(error, 'error'));
  return { file, line: findings[0].line, label: '', findings, isSkipped: false };
}

/** A finding about the text itself. */
export const locatedFinding = (
  { line, column, detail }: TextFinding,
  severity: LocatedFinding['severity'],
): LocatedFinding => ({ line, column, severity, rule: 'TEXT', path: '', message: detail });

const join = (prefix: string, path: string) => (prefix === '' || path === '' ? prefix + path : `${prefix}.${path}`);

const named = (name: unknown) =>
  typeof name === 'string' && name !== '' ? ` ${name.length > 60 ? `${name.slice(0, 60)}…` : name}` : '';
