import { Validation } from '../../apimachinery/finding';

/**
 * The checks of the Pod Security Standards, each as the admission controller of Kubernetes has it in a version.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 * @see https://pkg.go.dev/k8s.io/pod-security-admission/policy
 */

const LEVELS = ['privileged', 'baseline', 'restricted'];

/** Where a pod template is, by kind: the kinds that the admission controller looks at. */
const TEMPLATES: Record<string, string> = {
  Pod: '',
  PodTemplate: 'template',
  ReplicationController: 'spec.template',
  ReplicaSet: 'spec.template',
  Deployment: 'spec.template',
  StatefulSet: 'spec.template',
  DaemonSet: 'spec.template',
  Job: 'spec.template',
  CronJob: 'spec.jobTemplate.spec.template',
};

/** The path of the pod template in a manifest of a kind; empty where the manifest is the pod. */
export const templatePathOf = (kind: unknown): string | undefined =>
  typeof kind === 'string' && Object.hasOwn(TEMPLATES, kind) ? TEMPLATES[kind] : undefined;

/** Finds what breaks a level of the standards in the pods of a manifest; nothing in a manifest without pods. */
export function checkPodSecurity(v: Validation, level: string | null | undefined, manifest: any): void {
  if (level == null || level === 'privileged') return;
  if (!LEVELS.includes(level)) return v.notSupported('HKUBE-POD-SECURITY', 'podSecurity.profile', level, LEVELS);
  const place = templatePathOf(objectOf(manifest).kind);
  if (place === undefined) return;
  const template = objectOf(place.split('.').reduce((value, key) => (key ? objectOf(value)[key] : value), manifest));
  const pod = podOf(template, place && `${place}.`, v);
  for (const { rule, levels, reason, find } of CHECKS) {
    if (!levels.includes(level)) continue;
    const detail = `violates PodSecurity "${level}:v1.${v.minor}": ${reason}`;
    for (const { path, value, hint } of find(pod)) {
      v.add(rule, path, 'Forbidden', detail, { value, hint });
    }
  }
}

/** Whether a pod says that it is for Windows nodes, which do not have the Linux kernel's means. */
export const isWindows = (spec: any) => objectOf(objectOf(spec).os).name === 'windows';

/**
 * Whether a pod has users of its own, so that its root is not root on the node, and the version knows that.
 */
export const hasOwnUsers = (spec: any, minor: number) => minor >= 35 && objectOf(spec).hostUsers === false;

/**
 * What the checks look at. Whatever is of a wrong type is for other rules to find: here it is as if it were not there.
 */
interface Pod {
  readonly minor: number;
  readonly hasOwnUsers: boolean;
  readonly spec: any;
  readonly path: string;
  readonly annotations: any;
  readonly annotationsPath: string;
  readonly containers: readonly Container[];
  /** Security contexts of the pod and of its containers. */
  readonly contexts: readonly Context[];
}

interface Container {
  readonly container: any;
  readonly path: string;
  readonly context: any;
}

interface Context {
  readonly context: any;
  readonly path: string;
}

interface Violation {
  readonly path: string;
  readonly value?: unknown;
  readonly hint: string;
}

interface Check {
  readonly rule: string;
  readonly levels: readonly string[];
  /** In the admission controller's words. */
  readonly reason: string;
  readonly find: (pod: Pod) => Violation[];
}

function podOf(template: any, prefix: string, v: Validation): Pod {
  const spec = objectOf(template.spec);
  const path = `${prefix}spec`;
  const containers = ['initContainers', 'containers'].flatMap((list) =>
    listOf(spec[list]).map((container, i): Container => ({
      container,
      path: `${path}.${list}[${i}]`,
      context: objectOf(container.securityContext),
    })),
  );
  const isExempt = v.isOn('UserNamespacesPodSecurityStandards') && spec.hostUsers === false;
  return {
    minor: v.minor,
    hasOwnUsers: isExempt || hasOwnUsers(spec, v.minor),
    spec,
    path,
    annotations: objectOf(objectOf(template.metadata).annotations),
    annotationsPath: `${prefix}metadata.annotations`,
    containers,
    contexts: [
      { context: objectOf(spec.securityContext), path: `${path}.securityContext` },
      ...containers.map((each) => ({ context: each.context, path: `${each.path}.securityContext` })),
    ],
  };
}

const objectOf = (value: any): any =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
const listOf = (value: any): any[] => (Array.isArray(value) ? value.map(objectOf) : []);
const LEAVE_OUT = 'remove it';

function hostNamespaces({ spec, path }: Pod): Violation[] {
  return ['hostNetwork', 'hostPID', 'hostIPC']
    .filter((field) => spec[field] === true)
    .map((field) => ({ path: `${path}.${field}`, value: true, hint: LEAVE_OUT }));
}

function windowsHostProcess({ contexts }: Pod): Violation[] {
  return contexts
    .filter(({ context }) => objectOf(context.windowsOptions).hostProcess === true)
    .map(({ path }) => ({ path: `${path}.windowsOptions.hostProcess`, value: true, hint: LEAVE_OUT }));
}

function privileged({ containers }: Pod): Violation[] {
  return containers
    .filter(({ context }) => context.privileged === true)
    .map(({ path }) => ({ path: `${path}.securityContext.privileged`, value: true, hint: LEAVE_OUT }));
}

const DEFAULT_CAPABILITIES = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
];

const capabilitiesBaseline = ({ containers }: Pod) => addedCapabilities(containers, DEFAULT_CAPABILITIES);

function capabilitiesRestricted({ spec, containers }: Pod): Violation[] {
  if (isWindows(spec)) return [];
  const keeping = containers.filter(({ context }) => !namesOf(objectOf(context.capabilities).drop).includes('ALL'));
  return [
    ...keeping.map(({ path, context }) => ({
      path: `${path}.securityContext.capabilities.drop`,
      value: objectOf(context.capabilities).drop ?? undefined,
      hint: 'write drop: [ALL]',
    })),
    ...addedCapabilities(containers, ['NET_BIND_SERVICE']),
  ];
}

function addedCapabilities(containers: readonly Container[], allowed: readonly string[]): Violation[] {
  const hint =
    allowed.length === 1
      ? `only ${allowed[0]} may be added`
      : `only those that containers have by default may be added: ${allowed.join(', ')}`;
  return containers.flatMap(({ path, context }) =>
    namesOf(objectOf(context.capabilities).add).flatMap((value, i) =>
      allowed.includes(value as string)
        ? []
        : [{ path: `${path}.securityContext.capabilities.add[${i}]`, value, hint }],
    ),
  );
}

const namesOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function hostPath({ spec, path }: Pod): Violation[] {
  return listOf(spec.volumes).flatMap(({ hostPath: source }, i) =>
    source == null ? [] : [{ path: `${path}.volumes[${i}].hostPath`, hint: 'use another kind of volume' }],
  );
}

const VOLUMES = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

/** A volume without any source becomes an emptyDir. */
function volumes({ spec, path }: Pod): Violation[] {
  return listOf(spec.volumes).flatMap((volume, i) => {
    const sources = Object.keys(volume).filter((field) => field !== 'name' && volume[field] != null);
    if (sources.some((field) => VOLUMES.includes(field))) return [];
    return sources.map((field) => ({
      path: `${path}.volumes[${i}].${field}`,
      hint: `use one of ${VOLUMES.join(', ')}`,
    }));
  });
}

function hostPorts({ containers }: Pod): Violation[] {
  return containers.flatMap(({ container, path }) =>
    listOf(container.ports).flatMap(({ hostPort: value }, i) =>
      value ? [{ path: `${path}.ports[${i}].hostPort`, value, hint: 'remove it: a Service exposes ports' }] : [],
    ),
  );
}

const HANDLERS = ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle.postStart', 'lifecycle.preStop'];

function probeHosts({ containers, minor }: Pod): Violation[] {
  if (minor < 34) return [];
  return containers.flatMap(({ container, path }) =>
    HANDLERS.flatMap((field) =>
      ['httpGet', 'tcpSocket'].flatMap((action) => {
        const handler = field.split('.').reduce((value, key) => objectOf(value[key]), container);
        const { host: value } = objectOf(handler[action]);
        return value
          ? [
              {
                path: `${path}.${field}.${action}.host`,
                value,
                hint: "remove it: the default is the pod's own address",
              },
            ]
          : [];
      }),
    ),
  );
}

const PROFILE_TYPES = ['RuntimeDefault', 'Localhost'];
const TAKE_PROFILE = 'use RuntimeDefault or Localhost';
const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';

function appArmorProfile({ contexts, annotations, annotationsPath }: Pod): Violation[] {
  const isFine = (value: unknown) =>
    typeof value !== 'string' || value === '' || value === 'runtime/default' || value.startsWith('localhost/');
  return [
    ...forbiddenProfiles(contexts, 'appArmorProfile'),
    ...Object.entries(annotations)
      .filter(([key, value]) => key.startsWith(APP_ARMOR) && !isFine(value))
      .map(([key, value]) => ({
        path: `${annotationsPath}[${key}]`,
        value,
        hint: 'use runtime/default or localhost/…',
      })),
  ];
}

/** A profile without a type is not an allowed one. */
function forbiddenProfiles(contexts: readonly Context[], field: string): Violation[] {
  return contexts
    .filter(({ context }) => context[field] != null && !PROFILE_TYPES.includes(objectOf(context[field]).type))
    .map(({ context, path }) => ({
      path: `${path}.${field}.type`,
      value: objectOf(context[field]).type ?? undefined,
      hint: TAKE_PROFILE,
    }));
}

const seccompBaseline = ({ contexts }: Pod) => forbiddenProfiles(contexts, 'seccompProfile');

function seccompRestricted(pod: Pod): Violation[] {
  if (isWindows(pod.spec)) return [];
  return [...seccompBaseline(pod), ...missing(pod, 'seccompProfile', 'type', 'write type: RuntimeDefault')];
}

/** What the pod has to say for those containers that don't say it themselves. */
function missing(
  { contexts: [own, ...others] }: Pod,
  field: string,
  member: string | undefined,
  hint: string,
): Violation[] {
  if (own.context[field] != null || others.every(({ context }) => context[field] != null)) return [];
  return [{ path: [own.path, field, ...(member ? [member] : [])].join('.'), hint }];
}

function seLinuxOptions({ contexts, minor }: Pod): Violation[] {
  const types = ['container_t', 'container_init_t', 'container_kvm_t', ...(minor >= 31 ? ['container_engine_t'] : [])];
  return contexts.flatMap(({ context, path }) => {
    const options = objectOf(context.seLinuxOptions);
    const forbidden = ['type', 'user', 'role'].filter(
      (field) => options[field] && !(field === 'type' && types.includes(options.type)),
    );
    return forbidden.map((field) => ({
      path: `${path}.seLinuxOptions.${field}`,
      value: options[field],
      hint: field === 'type' ? `use one of ${types.join(', ')}` : LEAVE_OUT,
    }));
  });
}

const procMountBaseline = (pod: Pod) => (pod.hasOwnUsers ? [] : procMountRestricted(pod));

function procMountRestricted({ containers }: Pod): Violation[] {
  return containers
    .filter(({ context: { procMount } }) => procMount != null && procMount !== 'Default')
    .map(({ context, path }) => ({
      path: `${path}.securityContext.procMount`,
      value: context.procMount,
      hint: LEAVE_OUT,
    }));
}

/** Sysctls that touch the pod alone, by the version that knows them to. */
const SYSCTLS: readonly (readonly [since: number, names: readonly string[]])[] = [
  [
    0,
    [
      'kernel.shm_rmid_forced',
      'net.ipv4.ip_local_port_range',
      'net.ipv4.tcp_syncookies',
      'net.ipv4.ping_group_range',
      'net.ipv4.ip_unprivileged_port_start',
      'net.ipv4.ip_local_reserved_ports',
    ],
  ],
  [
    29,
    [
      'net.ipv4.tcp_keepalive_time',
      'net.ipv4.tcp_fin_timeout',
      'net.ipv4.tcp_keepalive_intvl',
      'net.ipv4.tcp_keepalive_probes',
    ],
  ],
  [32, ['net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem']],
  [37, ['net.ipv4.tcp_slow_start_after_idle', 'net.ipv4.tcp_notsent_lowat']],
];

function sysctls({ contexts: [{ context, path }], minor }: Pod): Violation[] {
  const allowed = SYSCTLS.flatMap(([since, names]) => (minor >= since ? names : []));
  return listOf(context.sysctls).flatMap(({ name: value }, i) =>
    allowed.includes(value)
      ? []
      : [
          {
            path: `${path}.sysctls[${i}].name`,
            value: value ?? undefined,
            hint: `the safe ones are ${allowed.join(', ')}`,
          },
        ],
  );
}

function allowPrivilegeEscalation({ spec, containers }: Pod): Violation[] {
  if (isWindows(spec)) return [];
  return containers
    .filter(({ context }) => context.allowPrivilegeEscalation !== false)
    .map(({ context, path }) => ({
      path: `${path}.securityContext.allowPrivilegeEscalation`,
      value: context.allowPrivilegeEscalation ?? undefined,
      hint: 'write false',
    }));
}

function runAsNonRoot(pod: Pod): Violation[] {
  if (pod.hasOwnUsers) return [];
  const refusing = pod.contexts.filter(({ context }) => context.runAsNonRoot != null && context.runAsNonRoot !== true);
  return [
    ...refusing.map(({ context, path }) => ({
      path: `${path}.runAsNonRoot`,
      value: context.runAsNonRoot,
      hint: 'write true',
    })),
    ...missing(pod, 'runAsNonRoot', undefined, 'write true'),
  ];
}

function runAsUser({ contexts, hasOwnUsers: isExempt }: Pod): Violation[] {
  if (isExempt) return [];
  return contexts
    .filter(({ context }) => context.runAsUser === 0)
    .map(({ path }) => ({ path: `${path}.runAsUser`, value: 0, hint: 'use a user other than root, such as 65534' }));
}

const BASELINE = ['baseline'];
const RESTRICTED = ['restricted'];
const BOTH = ['baseline', 'restricted'];

const CHECKS: readonly Check[] = [
  { rule: 'PSS-APPARMOR', levels: BOTH, reason: 'forbidden AppArmor profile', find: appArmorProfile },
  { rule: 'PSS-CAPABILITIES', levels: BASELINE, reason: 'non-default capabilities', find: capabilitiesBaseline },
  { rule: 'PSS-HOST-NAMESPACES', levels: BOTH, reason: 'host namespaces', find: hostNamespaces },
  { rule: 'PSS-VOLUMES', levels: BASELINE, reason: 'hostPath volumes', find: hostPath },
  { rule: 'PSS-HOST-PORTS', levels: BOTH, reason: 'hostPort', find: hostPorts },
  { rule: 'PSS-PROBE-HOST', levels: BOTH, reason: 'probe or lifecycle host', find: probeHosts },
  { rule: 'PSS-PRIVILEGED', levels: BOTH, reason: 'privileged', find: privileged },
  { rule: 'PSS-PROC-MOUNT', levels: BASELINE, reason: 'procMount', find: procMountBaseline },
  { rule: 'PSS-SELINUX', levels: BOTH, reason: 'seLinuxOptions', find: seLinuxOptions },
  { rule: 'PSS-SECCOMP', levels: BASELINE, reason: 'seccompProfile', find: seccompBaseline },
  { rule: 'PSS-SYSCTLS', levels: BOTH, reason: 'forbidden sysctls', find: sysctls },
  { rule: 'PSS-WINDOWS-HOST-PROCESS', levels: BOTH, reason: 'hostProcess', find: windowsHostProcess },
  {
    rule: 'PSS-PRIVILEGE-ESCALATION',
    levels: RESTRICTED,
    reason: 'allowPrivilegeEscalation != false',
    find: allowPrivilegeEscalation,
  },
  { rule: 'PSS-CAPABILITIES', levels: RESTRICTED, reason: 'unrestricted capabilities', find: capabilitiesRestricted },
  { rule: 'PSS-PROC-MOUNT', levels: RESTRICTED, reason: 'procMount', find: procMountRestricted },
  { rule: 'PSS-VOLUMES', levels: RESTRICTED, reason: 'restricted volume types', find: volumes },
  { rule: 'PSS-RUN-AS-NON-ROOT', levels: RESTRICTED, reason: 'runAsNonRoot != true', find: runAsNonRoot },
  { rule: 'PSS-RUN-AS-USER', levels: RESTRICTED, reason: 'runAsUser=0', find: runAsUser },
  { rule: 'PSS-SECCOMP', levels: RESTRICTED, reason: 'seccompProfile', find: seccompRestricted },
];
