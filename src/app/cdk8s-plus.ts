/**
 * What the rest needs to know of cdk8s-plus: the objects it hands us, as API objects and as dependencies.
 */
import { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct, IConstruct } from 'constructs';
import { structType } from '../apimachinery/schema';
import { isToken, plainValue, toApi } from '../apimachinery/to-api';

/** A cdk8s-plus object, or the name of one that exists already. */
export function nameOf(object: { readonly name: string } | string): string {
  // JavaScript gives undefined, too: the rules will miss the name.
  return typeof object === 'string' ? object : object?.name;
}

/** An entry of `env`, from a plain value, cdk8s-plus' `EnvValue`, or the API's `valueFrom`. */
export function renderEnvVar(name: string, value: string | kplus.EnvValue | object): any {
  // JavaScript may give anything for the name.
  const named = plainValue(name);
  // What is only known later has no parts yet.
  if (typeof value !== 'object' || value === null || isToken(value)) return { name: named, value };
  const source = sourceOfEnvValue(value);
  if (source !== undefined) return { name: named, valueFrom: toApi('EnvVarSource', source) };
  return { name: named, value: (value as kplus.EnvValue).value };
}

/** Whether it has the form of the API's `valueFrom`. */
export function isEnvSource(value: object): boolean {
  const { fields } = structType('EnvVarSource')!;
  return Object.keys(value).some((key) => fields.has(key));
}

/** The `valueFrom` of a variable; undefined when its value is a plain one. */
function sourceOfEnvValue(value: unknown): any {
  if (typeof value !== 'object' || value === null) return undefined;
  // Read as an object, since another copy of cdk8s-plus may have made it.
  return isEnvSource(value) ? value : (value as kplus.EnvValue).valueFrom;
}

/** An entry of `envFrom`, from the API's form or cdk8s-plus' `EnvFrom`. */
export function renderEnvFrom(source: kplus.k8s.EnvFromSource | kplus.EnvFrom): any {
  const own = source as any;
  return toApi('EnvFromSource', typeof own?._toKube === 'function' ? own._toKube() : own);
}

/**
 * A probe or handler of cdk8s-plus in the API's form; any other value stays as it is.
 *
 * @param port of the container, which they probe by default
 */
export function renderProbe(probe: unknown, port: unknown): any {
  const own = probe as any;
  return typeof own?._toKube === 'function' ? own._toKube({ portNumber: port, port }) : probe;
}

/** An object of the same namespace, from the API's form or a cdk8s-plus object. */
export function renderReference(object: kplus.ISecret | kplus.k8s.LocalObjectReference): any {
  const isNamed = Construct.isConstruct(object) && 'name' in object;
  return isNamed ? { name: object.name } : toApi('LocalObjectReference', object);
}

/** A volume of cdk8s-plus in the API's form; undefined if the value is not such a volume. */
export function renderVolume(volume: kplus.Volume): any {
  if (typeof (volume as any)?._toKube !== 'function') return undefined;
  return toApi('Volume', (volume as any)._toKube());
}

/** Whether a value is a volume of cdk8s-plus, of any version. */
export const isVolume = (value: any): boolean =>
  typeof value?._toKube === 'function' && typeof value.asVolume === 'function';

/** The API object that a cdk8s-plus object makes; undefined when it only names an existing one. */
export function apiObjectOf(object: unknown): ApiObject | undefined {
  if (typeof object !== 'object' || object === null || !('node' in object)) return undefined;
  const construct = object as IConstruct;
  if (ApiObject.isApiObject(construct)) return construct as ApiObject;
  const child = construct.node.defaultChild;
  return child && apiObjectOf(child);
}

/** The constructs that cdk8s-plus' `EnvFrom` was made of. */
export function sourcesOfEnvFrom(source: kplus.k8s.EnvFromSource | kplus.EnvFrom): unknown[] {
  const { configMap, sec } = (source as any) ?? {};
  return [configMap, sec];
}

/**
 * ConfigMaps, Secrets and claims that are referenced by name only: cdk8s-plus' `EnvValue` and `Volume` forget the
 * object.
 */
export interface NamedReference {
  readonly kind: 'ConfigMap' | 'Secret' | 'PersistentVolumeClaim';
  readonly name: string;
}

export function referencesOfEnvValue(value: unknown): NamedReference[] {
  const source = sourceOfEnvValue(value);
  return [
    reference('ConfigMap', source?.configMapKeyRef?.name),
    reference('Secret', source?.secretKeyRef?.name),
  ].flat();
}

export function referencesOfVolume(volume: any): NamedReference[] {
  return [
    reference('ConfigMap', volume.configMap?.name),
    reference('Secret', volume.secret?.secretName),
    reference('PersistentVolumeClaim', volume.persistentVolumeClaim?.claimName),
  ].flat();
}

const reference = (kind: NamedReference['kind'], name: unknown): NamedReference[] =>
  typeof name === 'string' ? [{ kind, name }] : [];
