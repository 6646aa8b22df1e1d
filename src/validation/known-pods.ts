/**
 * Pods and containers like those that were all right before are all right, too. A platform puts the same sidecars into
 * thousands of pods: no rule needs to look at each of them.
 */
import { NO_GATES, Server } from '../apimachinery/feature-gates';
import { isPlainObject } from '../text/equal';
import { at, fieldAt, isObject, listOf } from '../text/json-value';

/** What is remembered is small: what is rare is not worth it. */
const MAX_KNOWN = 1000;
const MAX_LENGTH = 10_000;

const known = new Set<string>();

/** The parts of one pod, each with all that rules for it depend on. */
export class PodParts {
  /** Parts that need no look: containers, and the whole spec. */
  public readonly known: ReadonlySet<unknown>;

  private readonly keys: readonly string[];

  /**
   * @param manifest of the workload
   * @param path of the pod's spec in it
   */
  constructor(manifest: unknown, path: string, { minor, gates }: Server) {
    const spec = fieldAt(manifest, path);
    // Claims of a StatefulSet are volumes of its pods.
    const around = [minor, gates ?? NO_GATES, path, at(manifest, 'spec', 'volumeClaimTemplates') ?? []];
    const parts = isObject(spec) ? partsOf(spec, around) : [];
    this.keys = parts.map(([key]) => key);
    this.known = new Set(parts.flatMap(([key, part]) => (known.has(key) ? [part] : [])));
  }

  /** To be called when nothing is wrong with the pod, and the server drops nothing of it. */
  public remember(): void {
    for (const key of this.keys) {
      // In JSON a null may be anything that JSON has no word for.
      if (known.has(key) || key.length > MAX_LENGTH || key.includes('null')) continue;
      if (known.size >= MAX_KNOWN) known.clear();
      known.add(key);
    }
  }
}

type Part = readonly [key: string, part: unknown];

function partsOf(spec: object, around: readonly unknown[]): Part[] {
  const { containers, initContainers } = spec as { containers?: unknown; initContainers?: unknown };
  try {
    if (!isJson(spec) || !isJson(around)) return [];
    const pod = JSON.stringify([...around, { ...spec, containers: undefined, initContainers: undefined }]);
    const parts: Part[] = [];
    for (const list of [initContainers, containers]) {
      const kind = list === containers ? 'container' : 'init container';
      for (const container of listOf(list)) parts.push([`${pod}\n${kind} ${containerText(container)}`, container]);
    }
    const whole = parts.map(([key]) => key.slice(pod.length)).join('');
    return [...parts, [`${pod}${whole}\nlists ${typeof initContainers} ${typeof containers}`, spec]];
  } catch {
    // It contains a circular reference, or what is not JSON.
    return [];
  }
}

/** Whether JSON has a word for all of a value: it leaves functions out, and makes other values of some objects. */
function isJson(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return typeof value !== 'function' && typeof value !== 'symbol';
  if (Array.isArray(value)) return value.every(isJson);
  return isPlainObject(value) && Object.values(value).every(isJson);
}

function containerText(container: unknown): string {
  if (!isObject(container) || !Array.isArray(container.env)) return JSON.stringify(container);
  return `${JSON.stringify({ ...container, env: undefined })} ${container.env.map(variableText).join()}`;
}

/** Rules look into a value only for references to other variables: `$(NAME)`. */
function variableText(variable: unknown): string {
  if (!isObject(variable) || Object.keys(variable).length !== 2) return JSON.stringify(variable);
  const { name, value } = variable;
  const isPlain = typeof name === 'string' && typeof value === 'string' && value !== '' && !value.includes('$');
  return isPlain ? `${JSON.stringify(name)}=` : JSON.stringify(variable);
}
