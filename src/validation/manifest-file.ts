/** Manifests that stand in a file, where they may be live objects, lists, or objects of other programs. */

import { checkPodSecurity } from './admission/pod-security';
import { asApplied, withoutGenerated } from './applied-object';
import { isClientConfiguration } from './client-configuration';
import { withTraps } from './traps';
import { validateManifest, validationLevel, ValidationLevel } from './validate';
import type { Server } from '../apimachinery/feature-gates';
import { Finding, Validation } from '../apimachinery/finding';
import { groupOf, isServed } from '../apimachinery/schema';
import { isObject, JsonObject } from '../text/json-value';

/** How much of an object was validated; configuration that no API server reads is left out. */
export type FileLevel = ValidationLevel | 'skipped' | 'left out';

export interface ValidateFileOptions extends Server {
  /** The Pod Security Standard that pods are held to. @default - none */
  readonly podSecurityProfile?: string;
  /** Kinds that are not validated: `Kind`, `Kind.group` or `group/version/Kind`. @default - none */
  readonly skip?: readonly string[];
}

/** An object of a file, and what the API server would say if it were applied. */
export interface FileManifest {
  readonly manifest: unknown;
  /** Its path in the file: empty, or `items[0]` in a list. */
  readonly path: string;
  readonly findings: readonly Finding[];
  readonly level: FileLevel;
}

/** Validates a manifest, or the items of a list, which kubectl applies one by one. */
export function validateFile(manifest: JsonObject, options: ValidateFileOptions): FileManifest[] {
  const { minor } = options;
  const items = itemsOf(manifest);
  if (!items) {
    const whole = validateItem(manifest, '', options);
    return [isOurList(manifest, minor) ? { ...whole, findings: [NO_ITEMS], level: 'validated' } : whole];
  }
  return items.map((item, i) => {
    const path = `items[${i}]`;
    if (!isObject(item) || !isOurList(item, minor)) return validateItem(item, path, options);
    return { manifest: item, path, findings: [LIST_IN_LIST], level: 'validated' };
  });
}

/** Whether it is a list of Kubernetes' own: `List`, `JobList`. */
const isOurList = ({ apiVersion, kind }: JsonObject, minor: number) =>
  kind === 'List' ||
  (typeof apiVersion === 'string' &&
    typeof kind === 'string' &&
    kind.endsWith('List') &&
    isServed(apiVersion, kind, minor) === true);

/** The objects in a list, with what they inherit from it; undefined when it is not a list. */
export function itemsOf(manifest: JsonObject): unknown[] | undefined {
  const { apiVersion, kind, items } = manifest;
  if (typeof kind !== 'string' || !kind.endsWith('List') || !Array.isArray(items)) return undefined;
  const itemKind = kind.slice(0, -'List'.length);
  return items.map((item) =>
    isObject(item) && itemKind !== '' && item.apiVersion === undefined && item.kind === undefined
      ? { apiVersion, kind: itemKind, ...item }
      : item,
  );
}

function validateItem(manifest: unknown, path: string, options: ValidateFileOptions): FileManifest {
  const { minor, gates, skip = [] } = options;
  if (!isObject(manifest)) {
    return { manifest, path, findings: validateManifest(manifest, minor, gates), level: 'validated' };
  }
  if (isClientConfiguration(manifest)) return { manifest, path, findings: [], level: 'left out' };
  if (skip.some((kind) => isOfKind(manifest, kind))) return { manifest, path, findings: [], level: 'skipped' };
  return { manifest, path, findings: findingsOf(asApplied(manifest), options), level: levelOf(manifest, minor) };
}

/** Whether an object is of a kind, as users write it: in any case, with its group or without. */
function isOfKind({ apiVersion, kind }: JsonObject, wanted: string): boolean {
  if (typeof kind !== 'string') return false;
  const version = typeof apiVersion === 'string' ? apiVersion : '';
  return [kind, `${kind}.${groupOf(version)}`, `${version}/${kind}`].some(
    (name) => name.toLowerCase() === wanted.toLowerCase(),
  );
}

/** An object that is refused for its kind is validated: there is nothing more to say about it. */
function levelOf({ apiVersion, kind }: JsonObject, minor: number): ValidationLevel {
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || !apiVersion || !kind) return 'validated';
  return isServed(apiVersion, kind, minor) === false ? 'validated' : validationLevel(apiVersion, kind, minor);
}

/** The manifest exists already, so it doesn't matter what cdk8s' YAML would do to its texts. */
function findingsOf(manifest: JsonObject, { minor, gates, podSecurityProfile }: ValidateFileOptions): Finding[] {
  const v = new Validation(minor, gates);
  checkPodSecurity(v, podSecurityProfile, manifest);
  const findings = validateManifest(manifest, minor, gates).filter(({ rule }) => rule !== 'YAML-STRING');
  return withTraps([...withoutGenerated(findings, manifest), ...v.findings], manifest, v);
}

const LIST_IN_LIST: Finding = {
  rule: 'OBJECT',
  severity: 'error',
  type: 'Warning',
  path: '',
  detail: 'a List in a List, which kubectl refuses',
  hint: 'move its items into the outer List',
};

const NO_ITEMS: Finding = {
  rule: 'OBJECT',
  severity: 'error',
  type: 'Warning',
  path: 'items',
  detail: 'a List has a list of items',
};
