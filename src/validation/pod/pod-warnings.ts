import { SERVER_WARNING } from './deprecated-labels';
import { warnAboutFractions } from './server-warnings';
import { allContainers } from '../../apimachinery/containers';
import { Validation } from '../../apimachinery/finding';
import { imageReferenceError } from '../../apimachinery/image-reference';
import { compareQuantities, isQuantity } from '../../apimachinery/quantity';
import { nearest } from '../../text/suggest';
import { readResourceList } from '../container/resource-requirements';

/**
 * What the server accepts in a pod, but is surely not what was meant. docs/rules.md lists these warnings.
 */

const NONE: readonly any[] = [];
const duplicateName = (name: string) => `duplicate name ${JSON.stringify(name)}`;
const duplicateIp = (ip: string) => `duplicate ip ${JSON.stringify(ip)}`;
const APPLY = 'server-side apply refuses it';

export function warnAboutPod(v: Validation, spec: any, path: string): void {
  const { containers = NONE, initContainers = NONE } = spec;
  for (const [kind, list] of [
    ['containers', containers],
    ['initContainers', initContainers],
  ] as const) {
    (list ?? NONE).forEach((container: any, i: number) => warnAboutContainer(v, container, `${path}.${kind}[${i}]`));
  }
  warnAboutPorts(v, spec, path);
  warnAboutUnusedVolumes(v, spec, path);
  warnAboutMemoryVolumes(v, spec, path);
  warnAboutTwins(
    v,
    'WARN-PULL-SECRET-DUPLICATE',
    spec.imagePullSecrets,
    'name',
    `${path}.imagePullSecrets`,
    duplicateName,
  );
  warnAboutTwins(v, 'WARN-HOST-ALIAS-DUPLICATE', spec.hostAliases, 'ip', `${path}.hostAliases`, duplicateIp);
  warnAboutPriority(v, spec, `${path}.priority`);
  if (spec.overhead && Object.keys(spec.overhead).length > 0 && !spec.runtimeClassName) {
    v.warn(
      'WARN-OVERHEAD',
      `${path}.overhead`,
      undefined,
      'the pods are refused, because overhead needs a runtimeClassName whose class has the same overhead',
    );
  }
}

/** What the classes are worth that every cluster has. */
const PRIORITIES: Readonly<Record<string, number>> = {
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
};

/** The cluster computes the number from the class; no class is the default one, which is most often 0. */
function warnAboutPriority(v: Validation, { priority, priorityClassName }: any, path: string): void {
  const computed = priorityClassName ? PRIORITIES[priorityClassName] : 0;
  if (priority == null || priority === computed) return;
  v.warn(
    'WARN-PRIORITY',
    path,
    priority,
    'the pods are refused unless it is the value of their PriorityClass',
    'remove it, and set priorityClassName',
  );
}

function warnAboutContainer(v: Validation, container: any, path: string): void {
  if (v.isKnown(container)) return;
  warnAboutImage(v, container.image ?? '', `${path}.image`);
  warnAboutTwinVariables(v, container.env ?? NONE, `${path}.env`);
  warnAboutTwins(v, 'WARN-CLAIM-DUPLICATE', container.resources?.claims, 'name', `${path}.resources.claims`);
  for (const list of ['requests', 'limits']) {
    warnAboutBytes(v, container.resources?.[list], `${path}.resources.${list}`);
  }
  warnAboutMemoryLimit(v, container.resources?.limits?.memory, `${path}.resources.limits[memory]`);
  const procMount = container.securityContext?.procMount;
  if (!v.isOn('ProcMountType') && procMount != null && procMount !== 'Default') {
    v.warn(
      'WARN-PROC-MOUNT',
      `${path}.securityContext.procMount`,
      procMount,
      `Kubernetes 1.${v.minor} replaces it with "Default"`,
    );
  }
}

/** `100m` of memory is a tenth of a byte. */
function warnAboutBytes(v: Validation, list: any, path: string): void {
  const names = ['memory', 'ephemeral-storage'];
  const numberOf = (name: string) => /^(.*)m\s*$/.exec(String(list?.[name]))?.[1];
  const hintOf = (name: string) => {
    const number = numberOf(name);
    return number === undefined ? undefined : `Did you mean ${number}Mi or ${number}M?`;
  };
  warnAboutFractions(v, list, names, path, 'WARN-BYTES-MILLI', hintOf);
  // The server does not mind whole bytes that are written in thousandths.
  for (const name of names) {
    if (numberOf(name) === undefined || !readResourceList(list).get(name)?.isWhole) continue;
    v.warn('WARN-BYTES-MILLI', `${path}[${name}]`, list[name], 'means thousandths of a byte', hintOf(name));
  }
}

/** `512` of memory is 512 bytes. A limit of 0 means no limit; thousandths have a warning of their own. */
function warnAboutMemoryLimit(v: Validation, limit: any, path: string): void {
  if (
    !isQuantity(limit) ||
    /m\s*$/.test(String(limit)) ||
    compareQuantities(limit, 0) <= 0 ||
    compareQuantities(limit, '1Mi') >= 0
  ) {
    return;
  }
  v.warn(
    'WARN-MEMORY-LIMIT',
    path,
    limit,
    `${limit} is too little for a container to start`,
    /^\d+$/.test(String(limit)) ? `It means ${limit} bytes. Add a unit: ${limit}Mi` : undefined,
  );
}

/** Entries of a list that ought to be one: server-side apply knows them apart by this field. */
function warnAboutTwins(
  v: Validation,
  rule: string,
  list: readonly any[] | null | undefined,
  field: string,
  path: string,
  detailOf: (key: string) => string = () => `is set twice: ${APPLY}`,
): void {
  if (!list || list.length < 2) return;
  const seen = new Set<string>();
  list.forEach((entry, i) => {
    const key: string = entry[field] ?? '';
    if (seen.has(key)) v.warn(rule, `${path}[${i}].${field}`, key, detailOf(key));
    seen.add(key);
  });
}

/** A variable may be built on the one of its name before it. */
function warnAboutTwinVariables(v: Validation, variables: readonly any[], path: string): void {
  const seen = new Set<string>();
  variables.forEach(({ name = '', value, valueFrom }, i) => {
    const reference = `$(${name})`;
    const isLost = valueFrom != null || value === reference || !String(value ?? '').includes(reference);
    if (seen.has(name) && isLost) {
      const detail = `hides previous definition of ${JSON.stringify(name)}, which may be dropped when using apply`;
      v.warn('WARN-ENV-DUPLICATE', `${path}[${i}]`, name, detail);
    } else if (seen.has(name)) {
      v.warn('WARN-ENV-DUPLICATE', `${path}[${i}].name`, name, `is set twice: ${APPLY}`);
    }
    seen.add(name);
  });
}

const portKey = ({ containerPort, protocol }: any) => `${containerPort}/${protocol || 'TCP'}`;

interface PlacedPort {
  readonly port: any;
  readonly container: string;
  readonly path: string;
  /** Whether it is a container's that runs for as long as the main ones do. */
  readonly stays: boolean;
}

/** Containers that run side by side share the pod's addresses, so that only one of them gets a port. */
function warnAboutPorts(v: Validation, spec: any, path: string): void {
  const known = new Map<string, PlacedPort[]>();
  for (const [container, at] of allContainers(spec, path)) {
    const stays = !at.includes('.initContainers[') || container.restartPolicy === 'Always';
    (container.ports ?? NONE).forEach((port: any, i: number) => {
      const placed = { port, container: at, path: `${at}.ports[${i}]`, stays };
      const key = portKey(port);
      for (const other of port.containerPort ? (known.get(key) ?? NONE) : NONE) warnAboutPort(v, placed, other, key);
      known.set(key, [...(known.get(key) ?? NONE), placed]);
    });
  }
}

function warnAboutPort(v: Validation, placed: PlacedPort, other: PlacedPort, key: string): void {
  const { port, container, path } = placed;
  const isOwn = container === other.container;
  const ruleOfOthers = placed.stays && other.stays ? 'WARN-PORT-SHARED' : SERVER_WARNING;
  const rule = isOwn ? 'WARN-PORT-DUPLICATE' : ruleOfOthers;
  const how = overlapOf(port, other.port);
  if (how !== undefined) {
    v.warn(rule, path, port.containerPort, `${how} port definition with ${other.path}`);
  } else if (rule !== SERVER_WARNING) {
    const detail = isOwn
      ? `${key} is set twice: ${APPLY}`
      : `${key} is also a port of another container: ${other.container}`;
    v.warn(rule, `${path}.containerPort`, port.containerPort, detail);
  }
}

/** What the server calls two entries for one port; nothing where they have different ports of the host. */
function overlapOf(port: any, other: any): string | undefined {
  const [ip, otherIp] = [port.hostIP ?? '', other.hostIP ?? ''];
  const [host, otherHost] = [port.hostPort ?? 0, other.hostPort ?? 0];
  if (ip === otherIp && host === otherHost) return 'duplicate';
  if (host === 0 || otherHost === 0) return 'overlapping';
  return host === otherHost && (ip === '') !== (otherIp === '') ? 'dangerously ambiguous' : undefined;
}

function warnAboutUnusedVolumes(v: Validation, spec: any, path: string): void {
  const volumes: readonly any[] = spec.volumes ?? NONE;
  if (volumes.length === 0) return;
  const declaredNames = volumes.map(({ name }) => name ?? '');
  const used = new Set<string>();
  const use = (name: string) => {
    used.add(name);
    // A name with a typo is reported as not found.
    const meant = declaredNames.includes(name) ? undefined : nearest(name ?? '', declaredNames);
    if (meant !== undefined) used.add(meant);
  };
  for (const container of [...(spec.containers ?? NONE), ...(spec.initContainers ?? NONE)]) {
    for (const { name } of container.volumeMounts ?? NONE) use(name);
    for (const { name } of container.volumeDevices ?? NONE) used.add(name);
    for (const { valueFrom } of container.env ?? NONE) {
      if (valueFrom?.fileKeyRef) used.add(valueFrom.fileKeyRef.volumeName);
    }
  }
  volumes.forEach(({ name }, i) => {
    if (name && !used.has(name)) {
      v.warn('WARN-VOLUME-UNMOUNTED', `${path}.volumes[${i}].name`, name, 'no container mounts this volume');
    }
  });
}

/** What is written to memory counts as the writer's memory. */
function warnAboutMemoryVolumes(v: Validation, spec: any, path: string): void {
  const sizes = new Map<string, any>();
  for (const { name, emptyDir } of spec.volumes ?? NONE) {
    if (emptyDir?.medium === 'Memory' && isQuantity(emptyDir.sizeLimit)) sizes.set(name, emptyDir.sizeLimit);
  }
  if (sizes.size === 0) return;
  for (const list of ['containers', 'initContainers']) {
    (spec[list] ?? NONE).forEach(({ resources, volumeMounts }: any, i: number) => {
      const limit = resources?.limits?.memory;
      if (!isQuantity(limit)) return;
      for (const { name } of volumeMounts ?? NONE) {
        if (!sizes.has(name) || compareQuantities(sizes.get(name), limit) <= 0) continue;
        v.warn(
          'WARN-MEMORY-VOLUME',
          `${path}.${list}[${i}].resources.limits[memory]`,
          limit,
          `${limit} is less than the size of the volume "${name}" (${sizes.get(name)}), which is in memory and ` +
            "counts as the container's: it is killed before the volume is full",
        );
      }
    });
  }
}

function warnAboutImage(v: Validation, image: string, path: string): void {
  // What is wrong with the name itself is reported elsewhere.
  if (image === '' || image.includes('@') || imageReferenceError(image)) return;
  const tag = /:([^/]*)$/.exec(image)?.[1];
  if (tag === undefined || tag === 'latest') {
    v.warn(
      'WARN-IMAGE-LATEST',
      path,
      image,
      tag === undefined ? 'has no tag, so :latest is pulled' : 'pulls whatever image is the latest',
      'Pin a version or a digest.',
    );
  }
}
