/**
 * What others may refer to in an object, and what it refers to. Of a set of any size only this is kept, so it has no
 * more than the rules of this room need.
 */

import { AutoscalerFacts, autoscalerFacts } from './autoscaler-facts';
import { referencesOf } from './find-references';
import type { Identity } from './identity';
import { PodFacts, podFacts } from './pod-facts';
import type { Reference } from './reference';
import { SelectorFacts, selectorFacts } from './selector-facts';
import { ServiceFacts, serviceFacts } from './service-facts';
import { groupOf } from '../../apimachinery/schema';
import { at, fieldAt, integerAt, isObject, JsonObject, objectsAt, textAt, under } from '../../text/json-value';
import { templatePathOf } from '../admission/pod-security';

export interface ObjectFacts extends OwnFacts {
  /** The pods that it runs. @default - none */
  readonly pods?: PodFacts;
}

/** All but those about its pods, which take longest. */
export interface OwnFacts extends Identity {
  readonly references: readonly Reference[];
  /** Whether its pods name a Service that gives them names. */
  readonly hasSubdomain: boolean;
  /** Keys of a ConfigMap or Secret. @default - they are not known */
  readonly keys?: readonly string[];
  readonly service?: ServiceFacts;
  readonly selector?: SelectorFacts;
  readonly autoscaler?: AutoscalerFacts;
  /** How many pods the manifest asks for. @default - it doesn't say */
  readonly replicas?: number;
  /** The Service that gives the pods of a StatefulSet their names. */
  readonly serviceName?: string;
  /** The resources that a LimitRange sets for containers that don't. */
  readonly defaults?: readonly string[];
}

/** The facts of a manifest; undefined if nothing can refer to it, nor it to anything. */
export function factsOf(manifest: unknown): ObjectFacts | undefined {
  const own = ownFacts(manifest);
  return own && { ...own, pods: podsOf(manifest as JsonObject, own) };
}

/** As `factsOf`, without the pods. */
export function ownFacts(manifest: unknown): OwnFacts | undefined {
  const [apiVersion, kind] = [textAt(manifest, 'apiVersion'), textAt(manifest, 'kind')];
  if (apiVersion === '' || kind === '' || !isObject(manifest)) return undefined;
  const apiGroup = groupOf(apiVersion);
  const name = textAt(manifest, 'metadata', 'name');
  const namespace = textAt(manifest, 'metadata', 'namespace');
  const of: Identity = { apiGroup, kind, namespace, name };
  return {
    apiGroup,
    kind,
    namespace,
    name,
    references: referencesOf(manifest, of),
    hasSubdomain: textAt(templateOf(manifest, of)?.template, 'spec', 'subdomain') !== '',
    keys: keysOf(manifest, of),
    service: isCore(of, 'Service') ? serviceFacts(manifest) : undefined,
    selector: selectorFacts(manifest, of),
    autoscaler: apiGroup === 'autoscaling' ? autoscalerFacts(manifest) : undefined,
    replicas: integerAt(manifest, 'spec', 'replicas'),
    serviceName: kind === 'StatefulSet' ? textAt(manifest, 'spec', 'serviceName') : undefined,
    defaults: isCore(of, 'LimitRange') ? defaultsOf(manifest) : undefined,
  };
}

const isCore = ({ apiGroup, kind }: Identity, wanted: string) => apiGroup === '' && kind === wanted;

/** An object without any keys is filled by somebody else, and so is a token. */
function keysOf(manifest: JsonObject, of: Identity): string[] | undefined {
  if (!isCore(of, 'ConfigMap') && !isCore(of, 'Secret')) return undefined;
  if (manifest.type === 'kubernetes.io/service-account-token') return undefined;
  const maps = [manifest.data, manifest.binaryData, manifest.stringData].filter(isObject);
  const keys = maps.flatMap((map) => Object.keys(map));
  return keys.length > 0 ? keys : undefined;
}

function podsOf(manifest: JsonObject, of: Identity): PodFacts | undefined {
  const found = templateOf(manifest, of);
  return found && podFacts(found.template, under(found.path, 'spec'));
}

/** Custom resources may have a pod template, too: an Argo Rollout, for example. */
function templateOf(manifest: JsonObject, of: Identity): { template: JsonObject; path: string } | undefined {
  const isOurs = ['', 'apps', 'batch'].includes(of.apiGroup);
  const path = isOurs ? templatePathOf(of.kind) : 'spec.template';
  if (path === undefined) return undefined;
  const template: unknown = path === '' ? manifest : fieldAt(manifest, path);
  if (!isObject(template) || (!isOurs && !isObject(at(template, 'metadata', 'labels')))) return undefined;
  return { template, path };
}

function defaultsOf(manifest: JsonObject): string[] {
  const limits = objectsAt(manifest, 'spec', 'limits').filter(({ type }) => type === 'Container');
  return limits
    .flatMap((limit) => [limit.default, limit.defaultRequest])
    .flatMap((list) => (isObject(list) ? Object.keys(list) : []));
}

/** The labels of the pods, with those that the server gives the pods of a Job. */
export function labelsOf({ apiGroup, kind, name, pods }: ObjectFacts): PodFacts['labels'] {
  const isJob = apiGroup === 'batch' && kind === 'Job' && name !== '';
  return isJob ? { ...pods!.labels, 'job-name': name, 'batch.kubernetes.io/job-name': name } : pods!.labels;
}
