/**
 * Random pods whose security is the point: some keep to the restricted standard, most are a step or two beside it.
 */
import { makeStruct } from './accepted';
import { podOf } from './pod-of';
import { createRandom, Random } from './random';
import { NEWEST_MINOR, structType } from '../../src/apimachinery/schema';
import { PodSecurityProfile } from '../../src/render/pod-security-profile';
import { securePod } from '../../src/render/secure-pod';

/** The same seed and number make the same pod. */
export function makePod(seed: number, number: number): any {
  const random = createRandom(`pod security ${seed} ${number}`);
  return number % 3 === 0 ? anyPod(random) : pod(random);
}

/** Any fields that the API takes, with or without what the restricted profile fills in. */
function anyPod(random: Random): any {
  const fields = Array.from({ length: 1 + random.int(4) }, () => random.pick(FIELDS));
  const making = { random, minor: NEWEST_MINOR, density: random.pick([0.02, 0.05, 0.1]), focus: new Set(fields) };
  const template = makeStruct(making, structType('PodTemplateSpec')!);
  const made = podOf({ kind: 'Job', metadata: { name: 'a' }, spec: { template } });
  return random.chance(0.6) ? { ...made, spec: fillIn(made.spec) } : made;
}

const FIELDS = [
  'PodSpec.securityContext',
  'Container.securityContext',
  'PodSpec.initContainers',
  'PodSpec.volumes',
  'PodSpec.hostUsers',
  'PodSpec.os',
  'Container.ports',
  'Container.livenessProbe',
  'Container.lifecycle',
  'SecurityContext.seccompProfile',
  'SecurityContext.capabilities',
  'PodSecurityContext.sysctls',
];

function fillIn(spec: any): any {
  const rendered = { spec, owners: { containers: [], initContainers: [], volumes: [] }, findings: [] };
  return securePod(rendered, () => ({ podSecurity: { profile: PodSecurityProfile.RESTRICTED } })).spec;
}

/** A restricted pod, and steps beside it. */
function pod(random: Random): any {
  const container = (name: string) => ({
    name,
    image: 'docker.io/acme/print:v4',
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  });
  const made: any = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { generateName: 'fuzz-', annotations: {} },
    spec: {
      ...(random.chance(0.5) && {
        initContainers: [
          container('init'),
          { ...container('side'), ...(random.chance(0.5) && { restartPolicy: 'Always' }) },
        ],
      }),
      containers: [container('main'), ...(random.chance(0.3) ? [container('second')] : [])],
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    },
  };
  for (let left = random.pick([0, 1, 1, 1, 2, 2, 3]); left > 0; left--) random.pick(STEPS)(made, random);
  return made;
}

type Step = (pod: any, random: Random) => void;

const anyContainer = ({ spec }: any, random: Random) =>
  random.pick<any>([...spec.containers, ...(spec.initContainers ?? [])]);
/** Of the pod, or of a container. */
const anyHolder = (made: any, random: Random) => (random.chance(0.4) ? made.spec : anyContainer(made, random));

/** One of these values; `undefined` takes the field away. */
const set =
  (holderOf: (pod: any, random: Random) => any, field: string, values: readonly unknown[]): Step =>
  (made, random) => {
    const holder = holderOf(made, random);
    const value = random.pick(values);
    if (value === undefined) delete holder[field];
    else holder[field] = value;
  };

const inPod = (made: any) => made.spec;
const inContext = (made: any, random: Random) => (anyHolder(made, random).securityContext ??= {});
const inContainerContext = (made: any, random: Random) => (anyContainer(made, random).securityContext ??= {});
const inCapabilities = (made: any, random: Random) => (inContainerContext(made, random).capabilities ??= {});
const inSeLinux = (made: any, random: Random) => (inContext(made, random).seLinuxOptions ??= {});

const PROFILES = [
  { type: 'RuntimeDefault' },
  { type: 'Localhost', localhostProfile: 'a' },
  { type: 'Unconfined' },
  undefined,
];
const VOLUMES = [
  {},
  { emptyDir: {} },
  { configMap: { name: 'a' } },
  { secret: { secretName: 'a' } },
  { downwardAPI: {} },
  { projected: { sources: [] } },
  { persistentVolumeClaim: { claimName: 'a' } },
  {
    ephemeral: {
      volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } },
    },
  },
  { csi: { driver: 'a' } },
  { image: { reference: 'docker.io/acme/data:1' } },
  { hostPath: { path: '/var/log' } },
  { nfs: { server: 'a', path: '/a' } },
  { iscsi: { targetPortal: 'a', iqn: 'iqn.2024-01.io.acme:a', lun: 0 } },
  { gcePersistentDisk: { pdName: 'a' } },
  { flexVolume: { driver: 'a/b' } },
  { fc: { wwids: ['a'] } },
  { azureFile: { secretName: 'a', shareName: 'a' } },
  { awsElasticBlockStore: { volumeID: 'a' } },
  { cephfs: { monitors: ['a'] } },
  { gitRepo: { repository: 'a' } },
];
const SYSCTLS = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_wmem',
  'net.ipv4.tcp_slow_start_after_idle',
  'net.ipv4.tcp_notsent_lowat',
  'net.core.somaxconn',
  'kernel.msgmax',
  'net/ipv4/tcp_rmem',
];
const CAPABILITIES = [
  'NET_BIND_SERVICE',
  'CHOWN',
  'SYS_CHROOT',
  'SETPCAP',
  'AUDIT_WRITE',
  'NET_RAW',
  'SYS_ADMIN',
  'CAP_CHOWN',
  'ALL',
  'chown',
  'NET_ADMIN',
];
const actionsOf = (random: Random) =>
  random.pick<any>([
    { httpGet: { port: 80 } },
    { httpGet: { port: 80, host: '' } },
    { httpGet: { port: 80, host: '127.0.0.1' } },
    { tcpSocket: { port: 80 } },
    { tcpSocket: { port: 80, host: '10.0.0.1' } },
    { exec: { command: ['true'] } },
  ]);

const STEPS: readonly Step[] = [
  set(inPod, 'hostNetwork', [true, false, null]),
  set(inPod, 'hostPID', [true, false]),
  set(inPod, 'hostIPC', [true, false]),
  set(inPod, 'hostUsers', [false, false, true]),
  set(inPod, 'securityContext', [undefined, {}, null]),
  set(anyContainer, 'securityContext', [undefined, {}, null]),
  set(inContainerContext, 'privileged', [true, false]),
  (made, random) =>
    Object.assign(inContainerContext(made, random), { privileged: true, allowPrivilegeEscalation: true }),
  set(inContainerContext, 'allowPrivilegeEscalation', [true, false, undefined, null]),
  set(inContainerContext, 'capabilities', [
    undefined,
    {},
    { drop: [] },
    { drop: ['NET_RAW', 'ALL'] },
    { drop: ['all'] },
    { drop: null },
  ]),
  (made, random) => {
    inCapabilities(made, random).add = Array.from({ length: random.int(3) }, () => random.pick(CAPABILITIES));
  },
  set(inContainerContext, 'procMount', ['Default', 'Unmasked', undefined]),
  // Which goes with users of the pod's own only.
  (made, random) => {
    made.spec.hostUsers = false;
    inContainerContext(made, random).procMount = 'Unmasked';
  },
  (made, random) => {
    made.spec.hostUsers = false;
    random.pick([set(inContext, 'runAsUser', [0]), set(inContext, 'runAsNonRoot', [false, undefined])])(made, random);
  },
  set(inContext, 'runAsNonRoot', [true, false, undefined, null]),
  set(inContext, 'runAsUser', [0, 1, 1000, undefined]),
  set(inContext, 'seccompProfile', PROFILES),
  set(inContext, 'appArmorProfile', PROFILES),
  set(inSeLinux, 'type', ['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t', 'spc_t']),
  set(inSeLinux, 'user', ['', 'system_u']),
  set(inSeLinux, 'role', ['', 'system_r']),
  set(inSeLinux, 'level', ['s0:c1']),
  (made, random) => {
    const names = new Set([random.pick(SYSCTLS), random.pick(SYSCTLS)]);
    (made.spec.securityContext ??= {}).sysctls = [...names].map((name) => ({ name, value: '1' }));
  },
  (made, random) => {
    made.spec.volumes = [
      ...(made.spec.volumes ?? []),
      { name: `volume-${made.spec.volumes?.length ?? 0}`, ...random.pick<any>(VOLUMES) },
    ];
  },
  (made, random) => {
    anyContainer(made, random).ports = [
      { containerPort: 80, ...random.pick([{}, { hostPort: 0 }, { hostPort: 8080 }]) },
    ];
  },
  (made, random) => {
    random.pick<any>(made.spec.containers)[random.pick(['livenessProbe', 'readinessProbe', 'startupProbe'])] =
      actionsOf(random);
  },
  (made, random) => {
    random.pick<any>(made.spec.containers).lifecycle = { [random.pick(['postStart', 'preStop'])]: actionsOf(random) };
  },
  (made, random) => {
    const key = `container.apparmor.security.beta.kubernetes.io/${anyContainer(made, random).name}`;
    made.metadata.annotations[key] = random.pick(['runtime/default', 'localhost/a', 'unconfined', '']);
  },
  (made, random) => {
    made.metadata.annotations['seccomp.security.alpha.kubernetes.io/pod'] = random.pick([
      'unconfined',
      'runtime/default',
    ]);
  },
  windows,
];

/** With nothing that Windows refuses, but now and then. */
function windows(made: any, random: Random): void {
  made.spec.os = { name: 'windows' };
  if (random.chance(0.1)) return;
  delete made.spec.securityContext?.seccompProfile;
  for (const container of [...made.spec.containers, ...(made.spec.initContainers ?? [])]) {
    delete container.securityContext;
  }
  if (random.chance(0.3)) {
    inContext(made, random).windowsOptions = random.pick([
      { hostProcess: true },
      { hostProcess: false },
      { runAsUserName: 'a' },
    ]);
  }
  // Host processes are in the host's network, all of them.
  if (random.chance(0.8)) return;
  Object.assign(made.spec, {
    hostNetwork: true,
    securityContext: { runAsNonRoot: true, windowsOptions: { hostProcess: true } },
  });
}
