/**
 * Random objects that the API server takes, made from the types: each field is there sooner or later, and what belongs
 * together fits.
 */
import { fitPod } from './fit-pod';
import { Random } from './random';
import { learnedStructs } from './samples';
import { NEVER, NEVER_IN_METADATA_OF_A_CLAIM, ONE_OF, RARE, REQUIRED, words } from './shapes';
import { clone } from './tree';
import { roleOf, VOLUME_FIELD } from './values';
import { dropsOf } from '../../src/apimachinery/dropped-fields';
import { FieldType, ListType, MapType, StructType, structType } from '../../src/apimachinery/schema';

export interface Making {
  readonly random: Random;
  readonly minor: number;
  /** How likely an optional field is there. */
  readonly density: number;
  /** Fields, as `Struct.field`, that are there whenever their struct is. */
  readonly focus: ReadonlySet<string>;
}

/** A value for a field of that type; `field` is `Struct.field`. */
export function makeValue(m: Making, type: FieldType, field: string): any {
  switch (type.kind) {
    case 'struct':
      return makeStruct(m, type);
    case 'map':
      return makeMap(m, type, field);
    case 'list':
      return makeList(m, type, field);
    case 'either':
      return makeStruct(m, type.struct);
    default:
      return m.random.pick(roleOf(field, type.kind).good);
  }
}

export function makeStruct(m: Making, type: StructType): any {
  const { random, minor, density, focus } = m;
  const learned = REQUIRED[type.name] || ONE_OF[type.name] ? [] : learnedStructs(type.name);
  if (learned.length > 0 && random.chance(0.6)) return clone(random.pick(learned));
  const drops = dropsOf(type.name, minor);
  const focused = [...type.fields.keys()].filter((name) => focus.has(`${type.name}.${name}`));
  const choices = words(ONE_OF[type.name]).filter((name) => type.fields.has(name) && !isDropped(drops, name));
  const chosen = choices.length === 0 || focused.some((name) => choices.includes(name)) ? [] : [random.pick(choices)];
  const wanted = new Set([...words(REQUIRED[type.name]), ...focused, ...chosen]);
  const others = [...type.fields.keys()].filter(
    (name) =>
      !wanted.has(name) &&
      !choices.includes(name) &&
      !words(NEVER[type.name]).includes(name) &&
      !isDropped(drops, name) &&
      random.chance(RARE.has(name) ? density / 10 : density),
  );
  const object: any = {};
  // Schemas are within schemas: the deeper, the fewer.
  const inside = type.name === 'JSONSchemaProps' ? { ...m, density: density / 4 } : m;
  for (const name of [...others, ...wanted]) {
    const field = type.fields.get(name);
    if (field) object[name] = makeValue(inside, field.type, `${type.name}.${name}`);
  }
  FIT[type.name]?.(object, m);
  return object;
}

const isDropped = (drops: ReturnType<typeof dropsOf>, name: string) =>
  drops?.get(name) !== undefined && drops.get(name)!.when === undefined;

function makeList(m: Making, type: ListType, field: string): any[] {
  const size = m.random.chance(0.6) ? 1 : 2 + m.random.int(2);
  const items = Array.from({ length: size }, () => makeValue(m, type.of, field));
  if (type.of.kind !== 'struct') return [...new Set(items)];
  return type.keys.length === 0
    ? items
    : [...new Map(items.map((item) => [type.keys.map((key) => item[key]).join(' '), item])).values()];
}

function makeMap(m: Making, type: MapType, field: string): any {
  const keys = Array.from({ length: 1 + m.random.int(2) }, () => m.random.pick(roleOf(`${field}{}`).good) as string);
  return Object.fromEntries(keys.map((key) => [key, makeValue(m, type.of, field)]));
}

/** Keys and values: `In` and `NotIn` have some, `Exists` has none. */
function fitRequirement(requirement: any, m: Making, field: string): void {
  if (/Exist/.test(requirement.operator)) delete requirement.values;
  else requirement.values = [m.random.pick(roleOf(field).good)];
}

function fitClaim(spec: any, { random }: Making): void {
  if (spec.accessModes.includes('ReadWriteOncePod')) spec.accessModes = ['ReadWriteOncePod'];
  spec.resources.requests = { storage: '1Gi' };
  delete spec.resources.limits;
  delete spec.resources.claims;
  if (random.chance(0.2)) return;
  for (const source of [spec.dataSource, spec.dataSourceRef]) {
    if (!source) continue;
    delete source.namespace;
    if (source.kind === 'PersistentVolumeClaim') delete source.apiGroup;
    else source.apiGroup = source.kind === 'VolumeSnapshot' ? 'snapshot.storage.k8s.io' : 'acme.io';
  }
  if (spec.dataSource) {
    if (spec.dataSource.kind === 'Database') {
      Object.assign(spec.dataSource, { kind: 'VolumeSnapshot', apiGroup: 'snapshot.storage.k8s.io' });
    }
    if (spec.dataSourceRef) spec.dataSourceRef = { ...spec.dataSource };
  }
}

const AMOUNTS: Record<string, readonly string[]> = {
  cpu: ['100m', '0.1', '0.0999', '101m', '100001u', '1', '1000m', '0', '2'],
  memory: ['64Mi', '65536Ki', '67108864', '67108865', '64M', '1Gi', '1G', '0', '1e8', '0.0625Gi'],
  'ephemeral-storage': ['1G', '1Gi', '1000M', '1e9', '1024Mi'],
  'nvidia.com/gpu': ['1', '2', '1000m', '0'],
  'hugepages-2Mi': ['2Mi', '4Mi', '4M', '4096Ki', '0'],
};

/** Amounts that are close to each other: some requests are more than their limits. */
function closeAmounts(list: any, { random }: Making): any {
  return Object.fromEntries(
    Object.keys(list ?? { cpu: '', memory: '' }).map((name) => [
      name,
      AMOUNTS[name] ? random.pick(AMOUNTS[name]) : list[name],
    ]),
  );
}

/** Whole numbers, and requests that are no more than limits. */
function fitResources(resources: any, m: Making): void {
  const amounts: Record<string, string> = {
    cpu: '500m',
    memory: '64Mi',
    'ephemeral-storage': '1G',
    'nvidia.com/gpu': '2',
    'hugepages-2Mi': '4Mi',
  };
  const { limits, requests } = resources;
  if (m.random.chance(0.2)) {
    for (const list of ['limits', 'requests']) if (resources[list]) resources[list] = closeAmounts(resources[list], m);
    return;
  }
  for (const list of [limits, requests]) {
    if (!list) continue;
    for (const name in list) if (/gpu|huge/.test(name) || (limits && requests)) list[name] = amounts[name];
    if (list['hugepages-2Mi']) list.memory = '64Mi';
  }
  for (const name in requests) if (/gpu|huge/.test(name)) (resources.limits ??= {})[name] = requests[name];
  if (resources.limits?.['hugepages-2Mi']) resources.limits.memory = '64Mi';
}

const hours = (seconds: number) => seconds * 3600;

const FIT: Record<string, (object: any, m: Making) => void> = {
  PodSpec: (spec, m) => {
    const { random } = m;
    if (spec.overhead) spec.overhead = { cpu: '10m', memory: random.pick(roleOf('', 'quantity').good) };
    const own = spec.resources;
    fitPod(spec, random);
    if (own && random.chance(0.4)) {
      spec.resources = {
        limits: closeAmounts(own.limits, m),
        ...(own.requests && { requests: closeAmounts(own.requests, m) }),
      };
    }
  },
  Container: (container) => {
    if (container.resizePolicy) container.resizePolicy = [{ ...container.resizePolicy[0], resourceName: 'cpu' }];
  },
  PodSecurityContext: ({ sysctls }) => {
    sysctls?.splice(1);
  },
  ResourceRequirements: fitResources,
  PersistentVolumeClaimSpec: fitClaim,
  PersistentVolumeClaimTemplate: ({ metadata }) => {
    for (const field of metadata ? NEVER_IN_METADATA_OF_A_CLAIM : []) delete metadata[field];
  },
  LabelSelectorRequirement: (requirement, m) => fitRequirement(requirement, m, 'LabelSelectorRequirement.values'),
  NodeSelectorRequirement: (requirement, m) => fitRequirement(requirement, m, 'NodeSelectorRequirement.values'),
  NodeSelectorTerm: (term) => {
    if (term.matchFields) term.matchFields = [{ key: 'metadata.name', operator: 'In', values: ['node-1'] }];
  },
  EnvVar: (env) => {
    if (env.valueFrom) delete env.value;
  },
  ObjectFieldSelector: (ref) => {
    if (ref.apiVersion) ref.apiVersion = 'v1';
  },
  DownwardAPIVolumeFile: (file, { random }) => {
    if (file.fieldRef) file.fieldRef.fieldPath = random.pick(VOLUME_FIELD.good);
    if (file.resourceFieldRef) file.resourceFieldRef.containerName = 'main';
  },
  ClusterTrustBundleProjection: (bundle) => {
    if (bundle.name !== undefined) delete bundle.labelSelector;
  },
  PodCertificateProjection: (certificate) => {
    if (certificate.maxExpirationSeconds > hours(24)) certificate.maxExpirationSeconds = hours(24);
    if (certificate.userAnnotations) certificate.userAnnotations = { 'acme.io/a': 'b' };
  },
  ProjectedVolumeSource: ({ sources }) => {
    // No two files of one name.
    let file = 0;
    const rename = (item: any, ...fields: string[]) =>
      fields.forEach((field) => {
        if (item[field]) item[field] = `${item[field]}${file++}`;
      });
    for (const source of sources ?? []) {
      for (const kind of ['secret', 'configMap', 'downwardAPI']) {
        for (const item of source[kind]?.items ?? []) rename(item, 'path');
      }
      if (source.clusterTrustBundle) rename(source.clusterTrustBundle, 'path');
      if (source.podCertificate) {
        rename(source.podCertificate, 'keyPath', 'certificateChainPath', 'credentialBundlePath');
      }
    }
  },
  AzureDiskVolumeSource: (disk) => {
    if (disk.kind === 'Managed') disk.diskURI = '/subscriptions/a';
  },
  ISCSIVolumeSource: (iscsi) => {
    if (iscsi.chapAuthDiscovery || iscsi.chapAuthSession) iscsi.secretRef = { name: 'a' };
  },
  SeccompProfile: fitProfile,
  AppArmorProfile: fitProfile,
  SecurityContext: (context) => {
    if (context.procMount) context.procMount = 'Default';
    if (context.allowPrivilegeEscalation === false) {
      delete context.privileged;
      if (context.capabilities) delete context.capabilities.add;
    }
  },
  WindowsSecurityContextOptions: (options) => {
    if (options.hostProcess) options.hostProcess = false;
  },
  VolumeMount: (mount) => {
    if (mount.subPath) delete mount.subPathExpr;
    if (mount.recursiveReadOnly && mount.recursiveReadOnly !== 'Disabled') {
      mount.readOnly = true;
      delete mount.mountPropagation;
    }
  },
  Toleration: (toleration) => {
    if (toleration.operator === 'Lt' || toleration.operator === 'Gt') toleration.operator = 'Equal';
    if (toleration.operator === 'Exists') delete toleration.value;
    else toleration.key ??= 'a';
    if (toleration.tolerationSeconds !== undefined) toleration.effect = 'NoExecute';
  },
  TopologySpreadConstraint: (constraint, { random }) => {
    if (constraint.minDomains) constraint.whenUnsatisfiable = 'DoNotSchedule';
    if (constraint.matchLabelKeys) constraint.matchLabelKeys = random.pick(LABEL_KEYS);
  },
  PodAffinityTerm: (term, { random }) => {
    if (term.matchLabelKeys) term.matchLabelKeys = random.pick(LABEL_KEYS);
    if (term.mismatchLabelKeys) term.mismatchLabelKeys = random.pick([['mismatch'], ['tier'], ['job-name'], ['app']]);
  },
  PodFailurePolicyOnExitCodesRequirement: (requirement) => {
    requirement.values.sort((x: number, y: number) => x - y);
    if (requirement.containerName) requirement.containerName = 'main';
  },
  JobSpec: fitJob,
  DeploymentSpec: fitDeployment,
  OwnerReference: (reference, { random }) => {
    if (reference.controller) reference.controller = random.chance(0.5);
    reference.uid = `uid-${random.int(1000)}`;
  },
  ObjectMeta: (metadata, { random }) => {
    if (metadata.generateName && random.chance(0.5)) delete metadata.name;
  },
  CronJob: ({ metadata, spec }) => {
    if (metadata.name?.length > 52) metadata.name = 'cron';
    const job = spec.jobTemplate.spec;
    if (job.completionMode === 'Indexed') job.completions ??= 3;
  },
  Job: (job, m) => {
    if (job.spec.completionMode === 'Indexed' && m.random.chance(0.8)) job.metadata.name = 'algo';
    if (m.random.chance(0.08)) fitLabels(job, m);
  },
  PodTemplateSpec: (template, m) => {
    if (m.random.chance(0.05)) fitAnnotations(template, m);
  },
  ConfigMap: (configMap) => {
    for (const key in configMap.binaryData) if (configMap.data) delete configMap.data[key];
  },
  Secret: fitSecret,
};

/** Some of them may be labels of the pod, or be selected already. */
const LABEL_KEYS = [
  ['match'],
  ['match'],
  ['app'],
  ['tier', 'match'],
  ['x', 'app'],
  ['pod-template-hash'],
  ['job-name'],
  ['app', 'app'],
  ['batch.kubernetes.io/job-completion-index'],
];

/** Labels that the server would give: they are right, almost right or wrong. */
function fitLabels({ metadata, spec }: any, { random }: Making): void {
  const template = (spec.template.metadata ??= {});
  const own = { ...template.labels };
  const dice = random.int(6);
  if (dice === 0) own['job-name'] = metadata.name ?? 'a';
  if (dice === 1) own['batch.kubernetes.io/job-name'] = random.pick([metadata.name, 'other', '']) ?? 'a';
  if (dice === 2) own[random.pick(['controller-uid', 'batch.kubernetes.io/controller-uid'])] = 'uid';
  if (dice === 3) spec.selector = { matchLabels: { app: 'a' } };
  if (dice >= 4) {
    spec.manualSelector = true;
    own.app = 'a';
    const notB = { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['b'] }] };
    spec.selector = random.pick([{ matchLabels: { app: 'a' } }, { matchLabels: { app: 'b' } }, notB, {}]);
  }
  template.labels = own;
}

/** Profiles that are given twice, by annotation and by field. */
function fitAnnotations(template: any, { random }: Making): void {
  const profile = () =>
    random.pick([{ type: 'RuntimeDefault' }, { type: 'Unconfined' }, { type: 'Localhost', localhostProfile: 'a' }]);
  const text = () => random.pick(['runtime/default', 'docker/default', 'unconfined', 'localhost/a', 'localhost/b']);
  const keys = [
    'seccomp.security.alpha.kubernetes.io/pod',
    'container.seccomp.security.alpha.kubernetes.io/main',
    'container.apparmor.security.beta.kubernetes.io/main',
  ];
  const metadata = (template.metadata ??= {});
  metadata.annotations = { ...metadata.annotations, [random.pick(keys)]: text() };
  const holder = random.chance(0.5) ? template.spec : template.spec.containers[0];
  holder.securityContext = {
    ...holder.securityContext,
    [random.pick(['seccompProfile', 'appArmorProfile'])]: profile(),
  };
}

function fitProfile(profile: any): void {
  if (profile.type === 'Localhost') profile.localhostProfile = 'profiles/a';
  else delete profile.localhostProfile;
}

function fitJob(job: any, { random }: Making): void {
  const pod = job.template.spec;
  pod.restartPolicy = job.podFailurePolicy ? 'Never' : random.pick(['Never', 'OnFailure']);
  if (job.podFailurePolicy) {
    if (job.podReplacementPolicy) job.podReplacementPolicy = 'Failed';
    for (const rule of job.podFailurePolicy.rules) {
      if (rule.action === 'FailIndex' && random.chance(0.7)) rule.action = 'FailJob';
    }
  }
  if (job.completionMode === 'Indexed') {
    if (job.parallelism === undefined || job.completions !== undefined || job.successPolicy) job.completions = 3;
  } else {
    for (const field of ['backoffLimitPerIndex', 'maxFailedIndexes', 'successPolicy']) delete job[field];
  }
  if (job.completionMode === 'Indexed') job.completions ??= 3;
  if (job.maxFailedIndexes !== undefined) job.backoffLimitPerIndex ??= 1;
  fitRestarts(pod);
}

/** With `Never` nothing is restarted for a resize. */
function fitRestarts(pod: any): void {
  for (const container of [...pod.containers, ...(pod.initContainers ?? [])]) {
    for (const policy of container.resizePolicy ?? []) policy.restartPolicy = 'NotRequired';
  }
}

function fitDeployment(deployment: any, { random }: Making): void {
  const { template, strategy } = deployment;
  delete template.spec.restartPolicy;
  delete template.spec.activeDeadlineSeconds;
  if (strategy?.type === 'Recreate') delete strategy.rollingUpdate;
  else if (strategy?.rollingUpdate) strategy.rollingUpdate = { ...strategy.rollingUpdate, maxSurge: 1 };
  template.metadata = {
    ...template.metadata,
    labels: { app: 'a', ...template.metadata?.labels, ...deployment.selector.matchLabels },
  };
  if (Object.hasOwn(template.metadata.labels, 'app') && deployment.selector.matchExpressions) {
    deployment.selector.matchExpressions = [
      random.pick([
        { key: 'app', operator: 'In', values: [template.metadata.labels.app] },
        { key: 'app', operator: 'Exists' },
        { key: 'none', operator: 'DoesNotExist' },
        { key: 'app', operator: 'NotIn', values: ['none'] },
        { key: 'none', operator: 'NotIn', values: ['a'] },
        { key: 'app', operator: 'In', values: [] },
      ]),
    ];
  }
}

const DATA_OF_TYPE: Record<string, Record<string, string>> = {
  'kubernetes.io/tls': { 'tls.crt': 'YQ==', 'tls.key': 'YQ==' },
  'kubernetes.io/dockerconfigjson': { '.dockerconfigjson': 'e30=' },
  'kubernetes.io/dockercfg': { '.dockercfg': 'e30=' },
  'kubernetes.io/basic-auth': { username: 'YQ==' },
  'kubernetes.io/ssh-auth': { 'ssh-privatekey': 'YQ==' },
};

function fitSecret(secret: any): void {
  if (secret.type === 'kubernetes.io/service-account-token') {
    secret.metadata.annotations = { ...secret.metadata.annotations, 'kubernetes.io/service-account.name': 'default' };
  }
  if (DATA_OF_TYPE[secret.type]) secret.data = { ...secret.data, ...DATA_OF_TYPE[secret.type] };
  for (const key in secret.stringData) if (secret.data) delete secret.data[key];
}

/** How often each kind is made. */
const SHARES: ReadonlyArray<readonly [apiVersion: string, kind: string, share: number]> = [
  ['batch/v1', 'Job', 10],
  ['batch/v1', 'CronJob', 3],
  ['apps/v1', 'Deployment', 4],
  ['v1', 'PersistentVolumeClaim', 2],
  ['v1', 'ConfigMap', 1.5],
  ['v1', 'Secret', 2.5],
];

/** A whole object of the kind, or of a random one. */
export function makeObject(m: Making, wanted?: string): any {
  let rest = m.random.next() * SHARES.reduce((sum, [, , share]) => sum + share, 0);
  const [apiVersion, kind] = SHARES.find(([, name, share]) => (wanted ? name === wanted : (rest -= share) < 0))!;
  return { ...makeStruct(m, structType(kind, m.minor)!), apiVersion, kind };
}
