/**
 * Writes an Algorithm as an HKube spec: its final manifest, without the defaults that were filled in, since HKube fills
 * in its own. Each finding names the construct and the field of the manifest that it is about.
 */

import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { ClusterOptions, HkubeClusterOptions, limitFactor, readClusterOptions } from './cluster-options';
import type { ReadSpec } from './read-spec';
import { DEFAULT_CPU, DEFAULT_MEMORY } from './schema';
import { cannot, INEXPRESSIBLE } from './write-resources';
import { checkPodSecurityClaims, writeSpec } from './write-spec';
import { decode } from '../apimachinery/decode';
import { Finding, Validation } from '../apimachinery/finding';
import { compareQuantities, isQuantity, multiplyQuantity } from '../apimachinery/quantity';
import { kindType } from '../apimachinery/schema';
import { validationBy } from '../apimachinery/version';
import type { ConstructFinding } from '../app/findings';
import { settingsOf } from '../app/settings';
import { renderingFindings } from '../constructs/private/pod-findings';
import type { Renderings } from '../constructs/private/renderings';
import { ownerAt } from '../render/pod-rendering';
import { defaultMode } from '../render/render-pod';
import { SideCarMode } from '../render/side-car-mode';
import { isEqual } from '../text/equal';
import { fieldAt, isObject, JsonObject, under } from '../text/json-value';

/** A spec that was read, and what was wrong with it. */
export interface KeptSpec {
  readonly spec: ReadSpec;
  readonly findings: readonly Finding[];
}

/** An algorithm's manifest in its stages, and the spec that it was read from, if there was one. */
interface Source extends Renderings {
  readonly kept?: KeptSpec;
}

/** A spec, and what HKube cannot express of the algorithm. */
export interface WrittenSpec {
  readonly spec: JsonObject;
  readonly findings: readonly ConstructFinding[];
}

/** Writes an algorithm for a cluster. */
export function writeAlgorithm(source: Source, clusterOptions: HkubeClusterOptions): WrittenSpec {
  const { owner: construct, patched: final, templatePath, rendering, kept } = source;
  const v = validationBy(settingsOf(construct));
  const cluster = readClusterOptions(clusterOptions, v, 'cluster');
  for (const finding of kept?.findings ?? []) v.findings.push(finding);
  const undecodable = undecodableFields(final, v.fresh());
  if (undecodable.length > 0) {
    return {
      spec: {},
      findings: errorsOnly([...v.findings, ...undecodable].map((finding) => ({ construct, finding }))),
    };
  }
  const given = withoutFilledIn(final, source.filled, source.given);
  checkWorkload(final, given, v);
  checkMetadata(construct, final, given, templatePath, v);

  const { main, sideCars, refused } = sortContainers(source, partsOf(source, given));
  const { containers: _, initContainers: __, volumes, ...pod } = fieldAt(given, under(templatePath, 'spec')) ?? {};
  const { labels, annotations } = fieldAt(given, under(templatePath, 'metadata')) ?? {};
  const own = v.fresh();
  const spec = writeSpec(
    {
      name: final.metadata?.name,
      main: { ...main?.given, resources: mainResources(main?.final?.resources, main?.given?.resources, cluster) },
      cpuLimit: hasCpuLimit(main?.final?.resources, kept?.spec),
      sideCars: sideCars.map((part) => part.given),
      filledSideCarResources: sideCars.map((part) => part.final?.resources),
      volumes: listOf(volumes),
      pod,
      labels: labels ?? {},
      annotations: annotations ?? {},
    },
    own,
    kept?.spec,
    cluster,
  );
  const parts = [construct, ...source.parts.sideCars.map(({ owner }) => owner as IConstruct)];
  checkPodSecurityClaims(
    parts.map((part) => settingsOf(part).podSecurity),
    spec,
    cluster,
    v,
  );

  // Findings about the spec that was read would be repeated for the one that is written.
  const isReadable = !kept?.findings.some(({ severity }) => severity === 'error');
  const findings = [
    ...v.findings.map((finding) => ({ construct, finding })),
    ...renderingFindings(construct, rendering, templatePath),
    ...refused,
    ...own.findings
      .filter(({ rule }) => isReadable || rule === INEXPRESSIBLE)
      .map((finding) => locateFinding(finding, source, main, sideCars)),
  ];
  return { spec, findings: errorsOnly(findings) };
}

const errorsOnly = (findings: readonly ConstructFinding[]) =>
  findings.filter(({ finding }) => finding.severity === 'error');

/** Reports values that patches changed to another type than the API's: their meaning is unknown. */
function undecodableFields(manifest: JsonObject, v: Validation): Finding[] {
  const type = kindType(manifest.apiVersion, manifest.kind, v.minor);
  if (type) decode(v, manifest, type);
  return v.findings.filter((finding) => finding.type === 'Type invalid');
}

/**
 * What was given, and what patches made of it: the final value without what defaults alone have put there.
 *
 * @param final with defaults and patches
 * @param filled with defaults only
 * @param given with neither
 */
export function withoutFilledIn(final: unknown, filled: unknown, given: unknown): any {
  if (isEqual(final, filled)) return given;
  if (Array.isArray(final) && Array.isArray(filled)) {
    const items = final.map((item, i) => {
      const same =
        isObject(item) && 'name' in item && filled[i]?.name !== item.name
          ? filled.findIndex((other) => other?.name === item.name)
          : i;
      return same < 0 || same >= filled.length
        ? item
        : withoutFilledIn(item, filled[same], Array.isArray(given) ? given[same] : undefined);
    });
    return items.filter((item) => item !== undefined);
  }
  if (!isObject(final) || !isObject(filled)) return final;
  const entries = Object.entries(final).map(([key, value]): [string, unknown] =>
    Object.hasOwn(filled, key)
      ? [
          key,
          withoutFilledIn(value, filled[key], isObject(given) && Object.hasOwn(given, key) ? given[key] : undefined),
        ]
      : [key, value],
  );
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** As the API has it, null is an object without fields. */
const listOf = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.map((item) => item ?? {}) : []);

/** Fields of a Job that say what HKube's Jobs do anyway. */
const AS_HKUBE: JsonObject = {
  backoffLimit: 0,
  completions: 1,
  parallelism: 1,
  completionMode: 'NonIndexed',
  suspend: false,
};

function checkWorkload({ kind }: JsonObject, { spec }: JsonObject, v: Validation): void {
  if (kind !== 'Job') {
    cannot(
      v,
      'kind',
      `it runs algorithms in its own Jobs, not in a ${kind}`,
      'its pipelines and triggers decide when they run',
    );
    return;
  }
  for (const [field, value] of Object.entries(spec ?? {})) {
    if (field !== 'template' && AS_HKUBE[field] !== value) {
      cannot(v, `spec.${field}`, 'it makes the Job itself, which runs once');
    }
  }
}

/** Namespace and labels of the chart are for what is in the chart, which HKube's pods are not. */
function checkMetadata(
  construct: IConstruct,
  final: JsonObject,
  given: JsonObject,
  templatePath: string,
  v: Validation,
): void {
  const chart = Chart.of(construct);
  const pod = fieldAt(given, under(templatePath, 'metadata')) ?? {};
  const { name: _, namespace, labels, annotations, ...others } = final.metadata ?? {};
  if (namespace !== undefined && namespace !== chart.namespace) {
    cannot(v, 'metadata.namespace', 'it runs all algorithms in its own namespace');
  }
  for (const [key, value] of Object.entries(labels ?? {})) {
    if (pod.labels?.[key] !== value && chart.labels?.[key] !== value) {
      cannot(v, `metadata.labels[${key}]`, ALIKE, 'set the same label on the pods');
    }
  }
  for (const [key, value] of Object.entries(annotations ?? {})) {
    if (pod.annotations?.[key] !== value) {
      cannot(v, `metadata.annotations[${key}]`, ALIKE, 'set the same annotation on the pods');
    }
  }
  for (const field of Object.keys(others)) cannot(v, `metadata.${field}`, 'it makes the Job itself');
  for (const field of Object.keys(pod)) {
    if (field !== 'labels' && field !== 'annotations') {
      cannot(v, under(templatePath, `metadata.${field}`), 'it makes the pod itself');
    }
  }
}

const ALIKE = 'labels and annotations are those of Job and pods alike';

/** A container: as it was given, as it is in the final manifest, and where. */
interface Part {
  readonly construct?: IConstruct;
  readonly given: JsonObject;
  readonly final: JsonObject;
  readonly place: string;
}

function partsOf(
  { patched: final, templatePath, rendering: { pod } }: Source,
  given: JsonObject,
): { containers: Part[]; initContainers: Part[] } {
  const list = (name: 'containers' | 'initContainers'): Part[] => {
    const place = under(templatePath, `spec.${name}`);
    const items = fieldAt(given, place);
    return listOf(fieldAt(final, place)).map((container, i) => ({
      construct: ownerAt(pod, fieldAt(final, under(templatePath, 'spec')), name, i) as IConstruct | undefined,
      given: items[i] ?? {},
      final: container,
      place: `${place}[${i}]`,
    }));
  };
  return { containers: list('containers'), initContainers: list('initContainers') };
}

function sortContainers(
  { parts, owner: construct }: Source,
  { containers, initContainers }: ReturnType<typeof partsOf>,
): { main?: Part; sideCars: Part[]; refused: ConstructFinding[] } {
  const main = containers.find((part) => part.construct === construct) ?? containers[0];
  const order = new Map<IConstruct | undefined, number>(
    parts.sideCars.map((sideCar, i) => [sideCar.owner as IConstruct, i]),
  );
  const rank = (part: Part) => order.get(part.construct) ?? order.size;
  const isSideCar = (part: Part) => order.has(part.construct) && part.final.restartPolicy === 'Always';
  const sideCars = [...containers.filter((part) => part !== main), ...initContainers.filter(isSideCar)].sort(
    (a, b) => rank(a) - rank(b),
  );
  // Where ordinary containers are the default, only who wants a native one has one.
  const isNative = (part: Part) => {
    const sideCar = parts.sideCars[rank(part)];
    return (
      sideCar !== undefined &&
      (sideCar.mode ?? defaultMode(settingsOf(sideCar.owner as IConstruct), 'Deployment')) === SideCarMode.NATIVE
    );
  };
  const isOrdered = (part: Part) =>
    [parts.main, ...parts.sideCars].some((each) => each.owner === part.construct && each.dependencies.length > 0);
  return {
    main,
    sideCars,
    refused: [
      ...initContainers
        .filter((part) => !isSideCar(part))
        .map((part) =>
          refuse(
            part.construct ?? construct,
            part,
            'it has no init containers',
            'put what must run first into the image',
          ),
        ),
      ...sideCars
        .filter(isNative)
        .map((part) =>
          refuse(part.construct!, part, 'its sidecars are ordinary containers, not native ones', 'remove the mode'),
        ),
      ...[...containers, ...initContainers]
        .filter(isOrdered)
        .map((part) => refuse(part.construct!, part, 'it starts all containers at once', 'remove the dependencies')),
    ],
  };
}

function refuse(construct: IConstruct, { place }: Part, why: string, hint: string): ConstructFinding {
  const v = new Validation(0);
  cannot(v, place, why, hint);
  return { construct, finding: v.findings[0] };
}

const DEFAULTS = { cpu: DEFAULT_CPU, memory: DEFAULT_MEMORY };

/** Resources without HKube's defaults. */
function mainResources(filled: unknown, given: unknown, cluster: ClusterOptions): unknown {
  if (!isObject(filled)) return filled;
  const [requests, limits] = [filled.requests, filled.limits].map((amounts): Record<string, unknown> => ({
    ...amounts,
  }));
  for (const [name, amount] of Object.entries(DEFAULTS)) {
    const isAsked = isObject(given) && isObject(given.requests) && Object.hasOwn(given.requests, name);
    const hasLimit =
      equal(limits[name], multiplyQuantity(amount, limitFactor(cluster))) ||
      (name === 'cpu' && limits.cpu === undefined);
    if (isAsked || !equal(requests[name], amount) || !hasLimit) continue;
    delete requests[name];
    delete limits[name];
  }
  return {
    ...filled,
    ...(filled.requests !== undefined && { requests }),
    ...(filled.limits !== undefined && { limits }),
  };
}

const equal = (a: unknown, b: unknown) => isQuantity(a) && isQuantity(b) && compareQuantities(a, b) === 0;

/** Without requests there was nothing filled in, not even by a setting. */
function hasCpuLimit(resources: any, kept: ReadSpec = {}): boolean {
  if (resources?.limits?.cpu !== undefined) return true;
  return resources?.requests?.cpu === undefined && kept.applyCpuLimits !== false;
}

/** What cannot be expressed is named as in the manifest; what HKube says of the spec, as in the spec. */
function locateFinding(
  finding: Finding,
  { owner: construct, templatePath }: Source,
  main: Part | undefined,
  sideCars: readonly Part[],
): ConstructFinding {
  const [prefix, list, index] = /^(container|sideCars\[(\d+)\]\.container)(?=[.[]|$)/.exec(finding.path) ?? [];
  const part = list === undefined ? undefined : index === undefined ? main : sideCars[Number(index)];
  const isOfManifest = finding.rule === INEXPRESSIBLE;
  const place = !isOfManifest
    ? finding.path
    : part
      ? `${part.place}${finding.path.slice(prefix!.length)}`
      : under(templatePath, `spec.${finding.path}`);
  const owner = part ?? sideCars[Number(/^sideCars\[(\d+)\]/.exec(finding.path)?.[1])];
  return { construct: owner?.construct ?? construct, finding: { ...finding, path: place } };
}
