import { Random } from './random';

/** Makes the parts of a random pod spec fit each other: names, references, and fields that exclude each other. */
export function fitPod(spec: any, random: Random): void {
  fitNames(spec, random);
  fitHost(spec);
  fitNetwork(spec);
  fitSystem(spec, random);
  const claims = (spec.resourceClaims ?? []).map(({ name }: any) => name);
  const containers: any[] = spec.containers;
  const initContainers: any[] = spec.initContainers ?? [];
  for (const container of containers) fitContainer(container, spec, claims, random);
  for (const container of initContainers) {
    fitContainer(container, spec, claims, random);
    if (container.restartPolicy === 'Always') continue;
    for (const field of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe', 'resizePolicy']) {
      delete container[field];
    }
  }
  if (spec.resources) {
    spec.resources = {
      requests: { cpu: '1k', memory: '10E' },
      ...(random.chance(0.5) && { limits: { cpu: '2k', memory: '10E' } }),
    };
  }
  if (spec.schedulingGates) delete spec.nodeName;
  const zones = new Map(
    (spec.topologySpreadConstraints ?? []).map((item: any) => [`${item.topologyKey} ${item.whenUnsatisfiable}`, item]),
  );
  if (zones.size) spec.topologySpreadConstraints = [...zones.values()];
  fitHostPorts(spec);
}

/** Names are told apart; the first container is `main`, and what names a volume names one that is there. */
function fitNames(spec: any, random: Random): void {
  const unique = (items: any[] = []) => {
    const names = new Set<string>();
    items.forEach((item, i) => {
      if (names.has(item.name)) item.name = `n${i}`;
      names.add(item.name);
    });
  };
  spec.containers[0].name = 'main';
  (spec.initContainers ?? []).forEach((container: any, i: number) => (container.name = `init-${i}`));
  unique(spec.containers);
  unique(spec.volumes);
  const volumes: any[] = spec.volumes ?? [];
  const blocks =
    spec.hostUsers === false ? [] : volumes.filter((volume) => volume.persistentVolumeClaim || volume.ephemeral);
  for (const volume of volumes) if (volume.iscsi?.initiatorName) volume.name = volume.name.slice(0, 20);
  unique(spec.volumes);
  const emptyDirs = volumes.filter((volume) => volume.emptyDir);
  for (const container of [...spec.containers, ...(spec.initContainers ?? [])]) {
    if (container.volumeDevices) {
      container.volumeDevices = blocks.slice(0, 1).map(({ name }) => ({ name, devicePath: '/dev/xvda' }));
    }
    const device = container.volumeDevices?.[0]?.name;
    const mountable = volumes.filter(({ name }) => name !== device);
    if (container.volumeMounts) {
      container.volumeMounts = mountable.length === 0 ? [] : container.volumeMounts;
      for (const mount of container.volumeMounts) mount.name = random.pick(mountable).name;
    }
    container.env = container.env?.filter(({ valueFrom }: any) => !valueFrom?.fileKeyRef || emptyDirs.length > 0);
    for (const { valueFrom } of container.env ?? []) {
      if (valueFrom?.fileKeyRef) valueFrom.fileKeyRef.volumeName = random.pick(emptyDirs).name;
    }
    if (!container.env?.length) delete container.env;
  }
}

/** What of the host the pod shares. */
function fitHost(spec: any): void {
  if (spec.hostUsers === false) {
    for (const field of ['hostNetwork', 'hostPID', 'hostIPC']) delete spec[field];
  }
  if (spec.hostPID) delete spec.shareProcessNamespace;
  const sysctls = spec.securityContext?.sysctls;
  if (sysctls && (spec.hostNetwork || spec.hostIPC)) delete spec.securityContext.sysctls;
}

function fitNetwork(spec: any): void {
  if (spec.dnsPolicy === 'None') spec.dnsConfig = { nameservers: ['10.0.0.1'], ...spec.dnsConfig };
  if (spec.hostNetwork || spec.setHostnameAsFQDN) delete spec.hostnameOverride;
  if (spec.hostnameOverride?.length > 64) spec.hostnameOverride = 'algo';
}

const NOT_ON_WINDOWS = ['securityContext', 'hostUsers', 'hostPID', 'hostIPC', 'shareProcessNamespace', 'resources'];

function fitSystem(spec: any, random: Random): void {
  const containers = [...spec.containers, ...(spec.initContainers ?? [])];
  if (spec.os?.name === 'linux') {
    for (const { securityContext } of [spec, ...containers]) if (securityContext) delete securityContext.windowsOptions;
  } else if (spec.os?.name === 'windows') {
    for (const field of NOT_ON_WINDOWS) delete spec[field];
    for (const container of containers) delete container.securityContext;
    if (spec.hostNetwork && random.chance(0.5)) spec.securityContext = { windowsOptions: { hostProcess: true } };
  }
}

function fitContainer(container: any, spec: any, claims: string[], random: Random): void {
  for (const probe of ['livenessProbe', 'startupProbe']) {
    if (container[probe]?.successThreshold) container[probe].successThreshold = 1;
  }
  if (container.readinessProbe) delete container.readinessProbe.terminationGracePeriodSeconds;
  for (const mount of container.volumeMounts ?? []) {
    if (mount.mountPropagation === 'Bidirectional' && !container.securityContext?.privileged) {
      mount.mountPropagation = 'None';
    }
  }
  if (container.restartPolicyRules) container.restartPolicy ??= 'Never';
  if (claims.length > 0 && random.chance(0.5)) (container.resources ??= {}).claims = [{ name: random.pick(claims) }];
  if (spec.hostUsers === false && container.securityContext && random.chance(0.3)) {
    container.securityContext.procMount = 'Unmasked';
  }
}

/** In the host's network a port is the host's, and each is taken once. */
function fitHostPorts(spec: any): void {
  let next = 1;
  for (const container of [...spec.containers, ...(spec.initContainers ?? [])]) {
    const names = new Set<string>();
    for (const port of container.ports ?? []) {
      if (spec.hostNetwork) port.containerPort = 20000 + next;
      if (port.hostPort) port.hostPort = spec.hostNetwork ? port.containerPort : 30000 + next;
      if (names.has(port.name)) delete port.name;
      names.add(port.name);
      next++;
    }
  }
}
