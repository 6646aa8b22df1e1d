/** Manifests that stand in a file, where they may be live objects, lists, or objects of other programs. */

import { asApplied } from './applied-object';
import { isClientConfiguration } from './client-configuration';
import { validateManifest, validationLevel, ValidationLevel } from './validate';
import type { Finding } from '../apimachinery/finding';
import { isServed } from '../apimachinery/schema';
import { isObject, JsonObject } from '../text/json-value';

/** How much of an object was validated; configuration that no API server reads is left out. */
export type FileLevel = ValidationLevel | 'left out';

/** An object of a file, and what the API server would say if it were applied. */
export interface FileManifest {
  readonly manifest: unknown;
  /** Its path in the file: empty, or `items[0]` in a list. */
  readonly path: string;
  readonly findings: readonly Finding[];
  readonly level: FileLevel;
}

/** Validates a manifest, or the items of a list, which kubectl applies one by one. */
export function validateFile(manifest: JsonObject, minor: number): FileManifest[] {
  const items = itemsOf(manifest);
  if (items) return items.map((item, i) => validateItem(item, `items[${i}]`, minor));
  const whole = validateItem(manifest, '', minor);
  return [isOurList(manifest, minor) ? { ...whole, findings: [NO_ITEMS], level: 'validated' } : whole];
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

function validateItem(manifest: unknown, path: string, minor: number): FileManifest {
  if (!isObject(manifest)) return { manifest, path, findings: validateManifest(manifest, minor), level: 'validated' };
  if (isClientConfiguration(manifest)) return { manifest, path, findings: [], level: 'left out' };
  return { manifest, path, findings: findingsOf(asApplied(manifest), minor), level: levelOf(manifest, minor) };
}

/** An object that is refused for its kind is validated: there is nothing more to say about it. */
function levelOf({ apiVersion, kind }: JsonObject, minor: number): ValidationLevel {
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || !apiVersion || !kind) return 'validated';
  return isServed(apiVersion, kind, minor) === false ? 'validated' : validationLevel(apiVersion, kind, minor);
}

/** The manifest exists already, so it doesn't matter what cdk8s' YAML would do to its texts. */
const findingsOf = (manifest: JsonObject, minor: number) =>
  validateManifest(manifest, minor).filter(({ rule }) => rule !== 'YAML-STRING');

const NO_ITEMS: Finding = {
  rule: 'OBJECT',
  severity: 'error',
  type: 'Warning',
  path: 'items',
  detail: 'a List has a list of items',
};
