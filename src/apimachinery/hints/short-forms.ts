/** What people write in short, as other tools have it, and the objects that Kubernetes has in their place. */

import { commandWords } from '../../text/command-words';
import { BLANK } from '../../text/flow';
import { isObject, JsonObject } from '../../text/json-value';
import { isSecretName } from '../../text/redact';
import { isQuantity } from '../quantity';
import { goName, StructType } from '../schema';

type Scalar = string | number | boolean;
/** The object that a text or a number stands for; undefined where that is unclear. */
type ShortForm = (value: Scalar) => JsonObject | undefined;

const asText =
  (form: (text: string) => JsonObject | undefined): ShortForm =>
  (value) =>
    typeof value === 'string' ? form(value) : undefined;
const inField = (field: string, others: JsonObject = {}): ShortForm => asText((text) => ({ [field]: text, ...others }));

const isPort = (value: unknown) => Number.isInteger(value) && (value as number) > 0 && (value as number) < 65536;

/** `8080:80`, `53/udp`, `80`, `http`. In Docker's form, the container's port is the second one. */
const portForm =
  (field: string, outer?: string): ShortForm =>
  (value) => {
    if (isPort(value)) return { [field]: value };
    if (typeof value !== 'string') return undefined;
    const [, first, second, protocol] = /^(\d{1,5})(?::(\d{1,5}))?(?:\/(tcp|udp|sctp))?$/i.exec(value) ?? [];
    if (first === undefined) return /^[a-z0-9-]+$/.test(value) ? { name: value, [field]: BLANK } : undefined;
    const ports = outer === undefined ? { [field]: Number(second ?? first) } : { [field]: Number(first) };
    return {
      ...ports,
      ...(outer !== undefined && second !== undefined && { [outer]: Number(second) }),
      ...(protocol !== undefined && { protocol: protocol.toUpperCase() }),
    };
  };

const portNumber: ShortForm = (value) => (isPort(value) || typeof value === 'string' ? { port: value } : undefined);

const labelOf = asText((text) => {
  const [, key, value] = /^\s*([^=:\s]+)\s*(?:==?|:\s)\s*([^=\s]*)\s*$/.exec(text) ?? [];
  return key === undefined ? undefined : { [key]: value };
});

/** `data:/data:ro`, `/data`, `data` */
const mountForm = asText((text) => {
  if (text.startsWith('/')) return { name: BLANK, mountPath: text };
  const [, name, mountPath, mode] = /^([^:]+):([^:]+)(?::(ro|rw))?$/.exec(text) ?? [];
  if (name === undefined) return { name: text, mountPath: BLANK };
  return { name: /^[a-z0-9-]+$/.test(name) ? name : BLANK, mountPath, ...(mode === 'ro' && { readOnly: true }) };
});

/** `key=value:Effect`, `key:Effect`, `key`; as kubectl taint writes a taint. */
const tolerationForm = asText((text) => {
  const [, key, value, effect] = /^([^=:\s]+)(?:=([^=:\s]*))?(?::(\w+))?$/.exec(text) ?? [];
  if (key === undefined) return undefined;
  const ofValue = value === undefined ? { operator: 'Exists' } : { operator: 'Equal', value };
  return { key, ...ofValue, ...(effect !== undefined && { effect }) };
});

/** `sleep 5` */
const execForm = asText((text) => {
  const command = commandWords(text);
  return command && { command };
});

const httpGetForm = asText((text) => {
  const [, host, port, path] = /^https?:\/\/([^/:]+)(?::(\d+))?(\/.*)?$/.exec(text) ?? [];
  if (host !== undefined) return { path: path ?? '/', port: port === undefined ? BLANK : Number(port) };
  return text.startsWith('/') ? { path: text, port: BLANK } : undefined;
});

const envForm = asText((text) => {
  const [, name, value] = /^([\w.-]+)(?:=(.*))?$/s.exec(text) ?? [];
  return name === undefined ? undefined : variable(name, value);
});

/** A variable; a value that may be a secret, or that YAML has read, is not repeated. */
const variable = (name: string, value: unknown): JsonObject => ({
  name,
  value: typeof value === 'string' && !isSecretName(name) ? value : BLANK,
});

/** A request by a web server's path, or a command. */
const handlerForm: ShortForm = (value) => {
  const httpGet = httpGetForm(value);
  const exec = httpGet ? undefined : execForm(value);
  return httpGet ? { httpGet } : exec && { exec };
};

/** A quantity without the name of its resource. */
export function amountOf(value: unknown): JsonObject | undefined {
  if (!isQuantity(value)) return undefined;
  return /[KMGT]i?$/.test(String(value)) ? { memory: value } : { cpu: value };
}

const emptyDirForm: ShortForm = (value) => {
  if (value === 'Memory' || value === 'memory') return { medium: 'Memory' };
  return value === '' || value === true ? {} : undefined;
};

/** By the names of the structs. */
const SHORT_FORMS: Readonly<Record<string, ShortForm>> = {
  AppArmorProfile: inField('type'),
  ConfigMapEnvSource: inField('name'),
  ConfigMapVolumeSource: inField('name'),
  ConfigMapProjection: inField('name'),
  Container: asText((text) => ({ name: BLANK, image: text })),
  ContainerPort: portForm('containerPort'),
  DaemonSetUpdateStrategy: inField('type'),
  DeploymentStrategy: inField('type'),
  EmptyDirVolumeSource: emptyDirForm,
  EnvFromSource: asText((text) => ({ configMapRef: { name: text } })),
  EnvVar: envForm,
  EnvVarSource: asText(() => ({ secretKeyRef: { name: BLANK, key: BLANK } })),
  EphemeralContainer: asText((text) => ({ name: BLANK, image: text })),
  ExecAction: execForm,
  GRPCAction: portNumber,
  HTTPGetAction: httpGetForm,
  HostAlias: asText((text) => {
    const [ip, ...hostnames] = text.split(/[\s=]+/);
    return hostnames.length > 0 ? { ip, hostnames } : undefined;
  }),
  HostPathVolumeSource: inField('path'),
  IPBlock: inField('cidr'),
  IngressBackend: asText((text) => ({ service: { name: text, port: { number: BLANK } } })),
  IngressServiceBackend: asText((text) => ({ name: text, port: { number: BLANK } })),
  IngressTLS: inField('secretName'),
  KeyToPath: asText((text) => ({ key: text, path: text })),
  LabelSelector: (value) => {
    const matchLabels = labelOf(value);
    return matchLabels && { matchLabels };
  },
  LifecycleHandler: handlerForm,
  LocalObjectReference: inField('name'),
  NFSVolumeSource: asText((text) => {
    const [, server, path] = /^([^:/]+):(\/.*)$/.exec(text) ?? [];
    return server === undefined ? undefined : { server, path };
  }),
  NetworkPolicyPort: portNumber,
  ObjectFieldSelector: inField('fieldPath'),
  ObjectMeta: inField('name'),
  ObjectReference: inField('name'),
  PersistentVolumeClaimVolumeSource: inField('claimName'),
  PodOS: inField('name'),
  Probe: handlerForm,
  ResourceFieldSelector: inField('resource'),
  ResourceRequirements: (value) => {
    const limits = amountOf(value);
    return limits && { limits };
  },
  RoleRef: asText((text) => ({ apiGroup: 'rbac.authorization.k8s.io', kind: BLANK, name: text })),
  SeccompProfile: inField('type'),
  SecretEnvSource: inField('name'),
  SecretProjection: inField('name'),
  SecretVolumeSource: inField('secretName'),
  SecurityContext: (value) => (value === 'privileged' ? { privileged: true } : undefined),
  ServiceBackendPort: (value) => (isPort(value) ? { number: value } : inField('name')(value)),
  ServicePort: portForm('port', 'targetPort'),
  SleepAction: (value) => (Number.isInteger(value) ? { seconds: value } : undefined),
  StatefulSetUpdateStrategy: inField('type'),
  TCPSocketAction: portNumber,
  Toleration: tolerationForm,
  Volume: asText((text) => ({ name: text, persistentVolumeClaim: { claimName: BLANK } })),
  VolumeMount: mountForm,
  VolumeResourceRequirements: (value) => (isQuantity(value) ? { requests: { storage: value } } : undefined),
};

/** The object that a text, a number or a boolean stands for. */
export function shortForm({ name }: StructType, value: unknown): JsonObject | undefined {
  const struct = goName(name);
  const form = Object.hasOwn(SHORT_FORMS, struct) ? SHORT_FORMS[struct] : undefined;
  return typeof value === 'object' ? undefined : form?.(value as Scalar);
}

type EntryForm = (key: string, value: unknown) => JsonObject | undefined;

const isScalar = (value: unknown) => typeof value === 'string' || typeof value === 'number';
const named =
  (field: string): EntryForm =>
  (name, value) =>
    isScalar(value) ? { name, [field]: value } : undefined;

/** Items of lists that people write as maps, by the names of the structs. */
const ENTRY_FORMS: Readonly<Record<string, EntryForm>> = {
  ContainerPort: (name, port) => (isPort(port) ? { name, containerPort: port } : undefined),
  EnvVar: (name, value) => {
    if (isObject(value)) return { name, ...('valueFrom' in value ? value : { valueFrom: value }) };
    return variable(name, value);
  },
  HTTPHeader: named('value'),
  HostAlias: (ip, names) =>
    Array.isArray(names) || typeof names === 'string' ? { ip, hostnames: [names].flat() } : undefined,
  KeyToPath: (key, path) => (typeof path === 'string' ? { key, path } : undefined),
  PodDNSConfigOption: named('value'),
  ServicePort: (name, port) => (isPort(port) ? { name, port } : undefined),
  Sysctl: named('value'),
  VolumeMount: (key, value) => {
    if (typeof value !== 'string') return undefined;
    return key.startsWith('/') ? { name: value, mountPath: key } : { name: key, mountPath: value };
  },
};

/** The item that an entry of a map stands for; one with a name of its own takes the key for it. */
export function entryForm({ name, fields }: StructType, key: string, value: unknown): JsonObject | undefined {
  const struct = goName(name);
  const form = Object.hasOwn(ENTRY_FORMS, struct) ? ENTRY_FORMS[struct](key, value) : undefined;
  if (form || !isObject(value) || !fields.has('name')) return form;
  return Object.keys(value).every((field) => fields.has(field)) ? { name: key, ...value } : undefined;
}

type ListForm = (items: readonly unknown[]) => JsonObject | undefined;

const areTexts = (items: readonly unknown[]) => items.every((item) => typeof item === 'string');
const ofTexts =
  (form: (items: readonly unknown[]) => JsonObject): ListForm =>
  (items) =>
    areTexts(items) ? form(items) : undefined;

/** Objects that people write as the list that is in them, by the names of the structs. */
const LIST_FORMS: Readonly<Record<string, ListForm>> = {
  Capabilities: ofTexts((add) => ({ add })),
  ExecAction: ofTexts((command) => ({ command })),
  LifecycleHandler: ofTexts((command) => ({ exec: { command } })),
  NodeSelector: (items) => (items.every(isObject) ? { nodeSelectorTerms: items } : undefined),
  Probe: ofTexts((command) => ({ exec: { command } })),
  ProjectedVolumeSource: (items) => (items.every(isObject) ? { sources: items } : undefined),
};

/** The object that a list stands for. */
export function listForm({ name }: StructType, items: readonly unknown[]): JsonObject | undefined {
  const struct = goName(name);
  return Object.hasOwn(LIST_FORMS, struct) && items.length > 0 ? LIST_FORMS[struct](items) : undefined;
}

/** The labels that a text stands for: `app=web,tier=back`, `app: web`. */
export function labelsIn(text: string): JsonObject | undefined {
  const labels = text.split(',').map(labelOf);
  return labels.includes(undefined) ? undefined : Object.assign({}, ...labels);
}
