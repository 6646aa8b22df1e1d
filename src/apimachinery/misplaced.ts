/** Where a field belongs that stands at the wrong level: `backoffLimit` in the spec of a pod, for example. */

import { pathText, Root } from './dialect';
import type { FieldType, StructType } from './schema';

/** Where a field would be right. */
export interface RightPlace {
  /** As messages show it: `in spec.template.spec`; items of lists without their index. */
  readonly shown: string;
  /** Its path, if that is one place and not one in each item of a list. */
  readonly path?: string;
}

/** So many levels below a struct its fields are looked for. */
const MAX_DOWN = 3;
/** Fields of so many structs that one of them says little about the place. */
const COMMON = new Set([
  ...['apiVersion', 'data', 'description', 'fieldPath', 'group', 'host', 'items', 'key', 'kind', 'message', 'mode'],
  ...['name', 'namespace', 'operator', 'optional', 'path', 'phase', 'port', 'protocol', 'readOnly', 'reason'],
  ...['scheme', 'selector', 'size', 'source', 'spec', 'status', 'time', 'type', 'uid', 'value', 'values', 'version'],
]);

const PORTS = 'write ports: [{ containerPort: … }]';
const IN_BOTH = 'it belongs in requests and limits';
/** As cdk8s-plus calls them. */
const USERS = {
  user: 'it is called runAsUser',
  group: 'it is called runAsGroup',
  ensureNonRoot: 'it is called runAsNonRoot',
};

/** What people write for fields that have other names, by struct: those of Docker and cdk8s-plus, for example. */
const OTHER_NAMES: Record<string, Record<string, string>> = {
  Container: {
    port: PORTS,
    cpu: 'it belongs in resources.requests and resources.limits',
    memory: 'it belongs in resources.requests and resources.limits',
    entrypoint: 'it is called command',
    cmd: 'it is called args',
    environment: 'it is called env',
    healthcheck: 'it is called livenessProbe',
    portNumber: PORTS,
    envVariables: 'it is called env',
    liveness: 'it is called livenessProbe',
    readiness: 'it is called readinessProbe',
    startup: 'it is called startupProbe',
  },
  PodSpec: {
    restart: 'it is called restartPolicy',
    serviceaccount: 'it is called serviceAccountName',
  },
  EnvVar: { secretKeyRef: 'it belongs in valueFrom', configMapKeyRef: 'it belongs in valueFrom' },
  VolumeMount: { path: 'it is called mountPath', volume: 'it is called name', volumeName: 'it is called name' },
  Volume: { pvc: 'it is called persistentVolumeClaim' },
  SecretKeySelector: { secretName: 'it is called name' },
  ConfigMapKeySelector: { configMapName: 'it is called name' },
  ContainerPort: { port: 'it is called containerPort', number: 'it is called containerPort' },
  ServicePort: { containerPort: 'it is called port' },
  IngressBackend: {
    serviceName: 'write service: { name: …, port: { number: … } }',
    servicePort: 'write service: { name: …, port: { number: … } }',
  },
  VolumeResourceRequirements: { storage: 'it belongs in requests' },
  PersistentVolumeClaimSpec: { size: 'it is called resources.requests.storage' },
  ResourceRequirements: { cpu: IN_BOTH, memory: IN_BOTH },
  SecurityContext: USERS,
  PodSecurityContext: USERS,
  JobSpec: { retries: 'it is called backoffLimit', ttl: 'it is called ttlSecondsAfterFinished' },
  CronJobSpec: { cron: 'it is called schedule', timezone: 'it is called timeZone' },
};

/** What to do with a field that has another name in this struct. */
export function otherName({ name: struct }: StructType, field: string): string | undefined {
  const names = Object.hasOwn(OTHER_NAMES, struct) ? OTHER_NAMES[struct] : {};
  return Object.hasOwn(names, field) ? names[field] : undefined;
}

/** The field that a hint of `it is called name` names. */
export const nameIn = (hint: string): string | undefined => /^it is called (\w+)$/.exec(hint)?.[1];

/**
 * The place nearest to where a field stands at which there is a field of its name: in a struct around it, or in one
 * below those. Undefined when no such place exists.
 *
 * @param path of the struct that does not have the field
 */
export function rightPlace(
  { type }: Root,
  path: ReadonlyArray<string | number>,
  field: string,
): RightPlace | undefined {
  const around = typesAlong(type, path);
  let best: { readonly end: number; readonly steps: string[] } | undefined;
  let least = Infinity;
  let up = 0;
  for (let end = around.length - 1; end >= 0 && up <= least; end--) {
    const struct = around[end];
    // Lists and maps don't count as levels.
    if (struct?.kind !== 'struct') continue;
    const steps = stepsDown(struct, field);
    const levels = steps && up + steps.filter((step) => step !== '[]').length;
    // Of two that are as near, the one around the field.
    if (levels !== undefined && levels <= least) [best, least] = [{ end, steps: steps! }, levels];
    up++;
  }
  if (!best) return undefined;
  const steps = [...path.slice(0, best.end), ...best.steps];
  const shown = pathText(steps).replace(/\.\[\]/g, '[]');
  return {
    shown: shown === '' ? 'at the top level' : `in ${shown}`,
    ...(!best.steps.includes('[]') && { path: pathText([...steps, field]) }),
  };
}

/** The types from the root to the end of a path; undefined where the path does not exist. */
function typesAlong(root: FieldType, path: ReadonlyArray<string | number>): Array<FieldType | undefined> {
  const types: Array<FieldType | undefined> = [root];
  for (const step of path) types.push(typeAt(types[types.length - 1], step));
  return types;
}

function typeAt(type: FieldType | undefined, step: string | number): FieldType | undefined {
  if (type?.kind === 'list' || type?.kind === 'map') return type.of;
  const struct = type?.kind === 'either' ? type.struct : type;
  return struct?.kind === 'struct' ? struct.fields.get(String(step))?.type : undefined;
}

/** The shortest way down to a struct that has the field. */
function stepsDown(struct: StructType, field: string): string[] | undefined {
  let level: Array<readonly [StructType, string[]]> = [[struct, []]];
  for (let depth = 0; depth <= MAX_DOWN; depth++) {
    const found = level.find(([one]) => one.fields.has(field));
    if (found) return found[1];
    if (COMMON.has(field)) return undefined;
    level = level.flatMap(([one, steps]) =>
      [...one.fields.values()].flatMap(({ name, type }) => below(type, [...steps, name])),
    );
  }
  return undefined;
}

function below(type: FieldType, steps: string[]): Array<readonly [StructType, string[]]> {
  if (type.kind === 'struct') return [[type, steps]];
  return type.kind === 'list' && type.of.kind === 'struct' ? [[type.of, [...steps, '[]']]] : [];
}
