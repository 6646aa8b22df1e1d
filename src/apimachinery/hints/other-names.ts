/** What people write for fields that have other names: those of Docker, cdk8s-plus or older versions, for example. */

import { isQuotaResource } from '../resource-name';
import { goName, StructType, structType } from '../schema';
import { entryForm } from './short-forms';
import { shown } from './shown-value';
import { BLANK, inFlow } from '../../text/flow';
import { isObject, JsonObject } from '../../text/json-value';

/** What to do with a field that has another name. */
export interface OtherName {
  readonly hint: string;
  /** The field of the same struct that it stands for. @default - it belongs somewhere else, or nowhere */
  readonly meant?: string;
  /** Whether others next to it stand for the same field: they are one mistake. @default false */
  readonly isShared?: boolean;
}

/** @param given the struct's fields, as they are written */
type Rename = (given: JsonObject) => OtherName;

/** `it is called name`, whatever its value. */
const called =
  (name: string): Rename =>
  () => ({ hint: `it is called ${name}`, meant: name });
/** It belongs in another field of the struct. */
const within =
  (field: string): Rename =>
  () => ({ hint: `it belongs in ${field}`, meant: field });
/** What is missing around a term without a weight. */
const weighted =
  (field: string): Rename =>
  (given) => ({
    hint: `write weight: 100, ${field}: ${inFlow(given)}`,
    isShared: true,
  });
const note =
  (hint: string, meant?: string): Rename =>
  () => ({ hint, meant, isShared: true });
/** Fields that another one has in it: `write ports: [{ port: 80 }]`. */
const written =
  (meant: string, form: (given: JsonObject) => unknown): Rename =>
  (given) => ({ hint: `write ${meant}: ${inFlow(form(given))}`, meant, isShared: true });

/** A text, or what stands for it. */
const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : BLANK);
/** The number of a port, or what stands for it. */
const number = (value: unknown) => (/^\d+$/.test(String(value)) ? Number(value) : BLANK);
const port = (value: unknown) => (typeof value === 'string' && /[a-z]/.test(value) ? value : number(value));
/** What is given of these fields. */
const some = (fields: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
const whole = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? value : BLANK);

const containerPorts = written('ports', ({ port: one, containerPort, portNumber }) => [
  { containerPort: number(one ?? containerPort ?? portNumber) },
]);
const IN_RESOURCES = note('it belongs in resources.requests and resources.limits', 'resources');
const IN_BOTH = note('it belongs in requests and limits');
const VALUE_FROM = within('valueFrom');
const handlerFields = {
  path: written('httpGet', ({ path, port: at, scheme }) => some({ path: text(path), port: port(at), scheme })),
  port: ((given) =>
    given.path === undefined
      ? written('tcpSocket', () => ({ port: port(given.port) }))(given)
      : handlerFields.path(given)) as Rename,
  command: written('exec', ({ command }) => ({ command: Array.isArray(command) ? command.map(text) : BLANK })),
  cmd: written('exec', ({ cmd }) => ({ command: Array.isArray(cmd) ? cmd.map(text) : BLANK })),
  http: called('httpGet'),
  tcp: called('tcpSocket'),
};
const storage = (field: string) =>
  written('resources', (given) => ({ requests: { storage: storageIn(given[field]) } }));
const capacity = (field: string) =>
  written('capacity', ({ [field]: given }) => ({
    storage: storageIn(isObject(given) ? (given.requests ?? given) : given),
  }));
const storageIn = (value: unknown) => whole(isObject(value) ? (value.storage ?? value.size) : value);
const backend = (name: unknown, at: unknown) => ({
  name: text(name),
  port: typeof at === 'string' && /[a-z]/.test(at) ? { name: at } : { number: number(at) },
});
const oldBackend = written('service', ({ serviceName, servicePort }) => backend(serviceName, servicePort));
const servicePorts = written('ports', ({ port: one, targetPort, nodePort, containerPort }) => [
  some({
    port: number(one),
    ...((targetPort ?? containerPort) !== undefined && { targetPort: port(targetPort ?? containerPort) }),
    ...(nodePort !== undefined && { nodePort: number(nodePort) }),
  }),
]);
const secretKey = note('write secretKeyRef: { name: …, key: … }, or configMapKeyRef', 'secretKeyRef');
/** As cdk8s-plus calls them. */
const USERS = { user: called('runAsUser'), group: called('runAsGroup'), ensureNonRoot: called('runAsNonRoot') };
const TO_NAME = { secretName: called('name'), configMapName: called('name'), secret: called('name') };
const utilization = written('metrics', ({ targetCPUUtilizationPercentage: percent }) => [
  {
    type: 'Resource',
    resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: number(percent) } },
  },
]);

const CONTAINER = {
  port: containerPorts,
  containerPort: containerPorts,
  portNumber: containerPorts,
  cpu: IN_RESOURCES,
  memory: IN_RESOURCES,
  entrypoint: called('command'),
  cmd: called('args'),
  environment: called('env'),
  envVariables: called('env'),
  variables: called('env'),
  mounts: called('volumeMounts'),
  healthcheck: called('livenessProbe'),
  healthCheck: called('livenessProbe'),
  liveness: called('livenessProbe'),
  readiness: called('readinessProbe'),
  startup: called('startupProbe'),
  pullPolicy: called('imagePullPolicy'),
};

/** By the names of the structs. */
const OTHER_NAMES: Readonly<Record<string, Readonly<Record<string, Rename>>>> = {
  ConfigMap: { stringData: called('data') },
  ConfigMapEnvSource: TO_NAME,
  ConfigMapKeySelector: TO_NAME,
  ConfigMapVolumeSource: TO_NAME,
  Container: CONTAINER,
  ContainerPort: {
    port: called('containerPort'),
    number: called('containerPort'),
    targetPort: called('containerPort'),
  },
  CronJobSpec: { cron: called('schedule'), timezone: called('timeZone') },
  DaemonSetSpec: { replicas: note('remove it: a DaemonSet runs one pod on each node') },
  EmptyDirVolumeSource: { size: called('sizeLimit'), type: called('medium') },
  EphemeralContainer: CONTAINER,
  EnvFromSource: {
    name: note('write configMapRef: { name: … }, or secretRef', 'configMapRef'),
    configMap: called('configMapRef'),
    secret: called('secretRef'),
  },
  EnvVar: {
    key: called('name'),
    val: called('value'),
    secretKeyRef: VALUE_FROM,
    configMapKeyRef: VALUE_FROM,
    fieldRef: VALUE_FROM,
    resourceFieldRef: VALUE_FROM,
  },
  EnvVarSource: { name: secretKey, key: secretKey },
  EphemeralVolumeSource: { spec: within('volumeClaimTemplate'), metadata: within('volumeClaimTemplate') },
  HTTPGetAction: { url: called('path'), uri: called('path'), headers: called('httpHeaders') },
  'HorizontalPodAutoscalerSpec@autoscaling/v2': { targetCPUUtilizationPercentage: utilization },
  IngressBackend: {
    serviceName: oldBackend,
    servicePort: oldBackend,
    name: written('service', ({ name, port: at }) => backend(name, at)),
    port: within('service'),
  },
  IngressSpec: { backend: called('defaultBackend') },
  JobSpec: {
    retries: called('backoffLimit'),
    ttl: called('ttlSecondsAfterFinished'),
    replicas: note('a Job has parallelism and completions', 'parallelism'),
  },
  LifecycleHandler: handlerFields,
  LocalObjectReference: TO_NAME,
  PersistentVolumeClaimSpec: {
    size: storage('size'),
    storage: storage('storage'),
    capacity: storage('capacity'),
    requests: storage('requests'),
  },
  PersistentVolumeClaimVolumeSource: {
    name: called('claimName'),
    claim: called('claimName'),
    volumeName: called('claimName'),
  },
  PodSecurityContext: USERS,
  PodSpec: { restart: called('restartPolicy'), serviceaccount: called('serviceAccountName') },
  PreferredSchedulingTerm: { matchExpressions: weighted('preference'), matchFields: weighted('preference') },
  Probe: handlerFields,
  PersistentVolumeSpec: { storage: capacity('storage'), size: capacity('size'), resources: capacity('resources') },
  ResourceMetricSource: {
    targetAverageUtilization: written('target', ({ targetAverageUtilization: percent }) => ({
      type: 'Utilization',
      averageUtilization: number(percent),
    })),
    targetAverageValue: written('target', ({ targetAverageValue: amount }) => ({
      type: 'AverageValue',
      averageValue: whole(amount),
    })),
  },
  ResourceRequirements: { cpu: IN_BOTH, memory: IN_BOTH },
  SecretEnvSource: TO_NAME,
  SecretKeySelector: TO_NAME,
  SecretVolumeSource: { name: called('secretName'), secret: called('secretName') },
  SecurityContext: USERS,
  ServicePort: { containerPort: (given) => called(given.port === undefined ? 'port' : 'targetPort')(given) },
  ServiceSpec: {
    port: servicePorts,
    targetPort: servicePorts,
    nodePort: servicePorts,
    containerPort: servicePorts,
  },
  StatefulSetSpec: {
    persistentVolumeClaims: called('volumeClaimTemplates'),
    volumeClaims: called('volumeClaimTemplates'),
    service: called('serviceName'),
  },
  Volume: { pvc: called('persistentVolumeClaim'), type: note('write the type as a field, such as emptyDir: {}') },
  VolumeMount: {
    path: called('mountPath'),
    volume: called('name'),
    volumeName: called('name'),
  },
  WeightedPodAffinityTerm: Object.fromEntries(
    ['labelSelector', 'topologyKey', 'namespaces'].map((field) => [field, weighted('podAffinityTerm')]),
  ),
  VolumeResourceRequirements: { storage: within('requests') },
};

/**
 * What to do with a field that has another name in this struct.
 *
 * @param given the fields of the struct, as they are written
 */
export function otherName({ name }: StructType, field: string, given: JsonObject): OtherName | undefined {
  const struct = Object.hasOwn(OTHER_NAMES, name) ? name : goName(name);
  if (struct === 'LabelSelector') return labelsOf(given);
  if (struct === 'ResourceQuotaSpec' && isQuotaResource(field)) return amountsOf(given);
  const names = Object.hasOwn(OTHER_NAMES, struct) ? OTHER_NAMES[struct] : {};
  return Object.hasOwn(names, field) ? names[field](given) : undefined;
}

/** Amounts of a quota without `hard` around them. */
const amountsOf = written('hard', (given) =>
  Object.fromEntries(Object.entries(given).filter(([name]) => isQuotaResource(name))),
);

/** Labels without `matchLabels` around them. */
const labelsOf = written('matchLabels', ({ matchLabels, matchExpressions, ...labels }) =>
  Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, text(value)])),
);

/** What to do with the only entry of an object, whose key is in the place of a name: `{ PORT: "80" }`. */
export function soleEntry(type: StructType, field: string, given: JsonObject): OtherName | undefined {
  const item = Object.keys(given).length === 1 ? entryForm(type, field, given[field]) : undefined;
  return item && { hint: `write ${inFlow(shown(item, type))}` };
}

/** Kinds with fields that people look for in others. */
const KINDS = ['Deployment', 'CronJob', 'Job', 'StatefulSet', 'Service', 'PersistentVolumeClaim', 'Ingress'];

/** Which other kinds have a field in their spec. */
export function fieldOfOthers(field: string): OtherName | undefined {
  const kinds = KINDS.filter((kind) => structType(`${kind}Spec`)!.fields.has(field));
  return kinds.length === 0 ? undefined : { hint: `it is a field of ${kinds.map((kind) => `${kind}s`).join(', ')}` };
}
