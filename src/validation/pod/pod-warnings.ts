import { Validation } from '../../apimachinery/finding';
import { imageReferenceError } from '../../apimachinery/image-reference';
import { compareQuantities, isQuantity } from '../../apimachinery/quantity';

/**
 * What the server accepts in a pod, but is surely not what was meant. docs/rules.md lists these warnings.
 */

const NONE: readonly any[] = [];
const APPLY = 'server-side apply refuses it';

export function warnAboutPod(v: Validation, spec: any, path: string): void {
  const { containers = NONE, initContainers = NONE } = spec;
  for (const [kind, list] of [
    ['containers', containers],
    ['initContainers', initContainers],
  ] as const) {
    (list ?? NONE).forEach((container: any, i: number) => warnAboutContainer(v, container, `${path}.${kind}[${i}]`));
  }
  warnAboutSharedPorts(v, spec, path);
  warnAboutUnusedVolumes(v, spec, path);
  warnAboutMemoryVolumes(v, spec, path);
  warnAboutTwins(v, 'WARN-PULL-SECRET-DUPLICATE', spec.imagePullSecrets, 'name', `${path}.imagePullSecrets`);
  warnAboutTwins(v, 'WARN-HOST-ALIAS-DUPLICATE', spec.hostAliases, 'ip', `${path}.hostAliases`);
  if (spec.overhead && Object.keys(spec.overhead).length > 0 && !spec.runtimeClassName) {
    v.warn(
      'WARN-OVERHEAD',
      `${path}.overhead`,
      undefined,
      'the pods are refused, because overhead needs a runtimeClassName whose class has the same overhead',
    );
  }
}

function warnAboutContainer(v: Validation, container: any, path: string): void {
  warnAboutImage(v, container.image ?? '', `${path}.image`);
  warnAboutTwins(v, 'WARN-ENV-DUPLICATE', container.env, 'name', `${path}.env`, 'the last one counts');
  warnAboutTwins(v, 'WARN-CLAIM-DUPLICATE', container.resources?.claims, 'name', `${path}.resources.claims`);
  warnAboutTwinPorts(v, container.ports ?? NONE, `${path}.ports`);
  for (const list of ['requests', 'limits']) {
    warnAboutBytes(v, container.resources?.[list], `${path}.resources.${list}`);
  }
  warnAboutMemoryLimit(v, container.resources?.limits?.memory, `${path}.resources.limits[memory]`);
  const procMount = container.securityContext?.procMount;
  if (v.minor <= 32 && procMount != null && procMount !== 'Default') {
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
  for (const name of ['memory', 'ephemeral-storage']) {
    const [, number] = /^(.*)m\s*$/.exec(String(list?.[name])) ?? [];
    if (number !== undefined) {
      v.warn(
        'WARN-BYTES-MILLI',
        `${path}[${name}]`,
        list[name],
        'means thousandths of a byte',
        `Did you mean ${number}Mi or ${number}M?`,
      );
    }
  }
}

/** `512` of memory is 512 bytes. A limit of 0 is none; thousandths have a warning of their own. */
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
  otherwise = '',
): void {
  if (!list || list.length < 2) return;
  const seen = new Set<string>();
  list.forEach((entry, i) => {
    const key: string = entry[field] ?? '';
    if (seen.has(key)) {
      v.warn(rule, `${path}[${i}].${field}`, key, `is set twice: ${otherwise ? `${otherwise}, and ` : ''}${APPLY}`);
    }
    seen.add(key);
  });
}

const portKey = ({ containerPort, protocol }: any) => `${containerPort}/${protocol || 'TCP'}`;

function warnAboutTwinPorts(v: Validation, ports: readonly any[], path: string): void {
  const seen = new Set<string>();
  ports.forEach((port, i) => {
    const key = portKey(port);
    if (port.containerPort && seen.has(key)) {
      v.warn('WARN-PORT-DUPLICATE', `${path}[${i}].containerPort`, port.containerPort, `${key} is set twice: ${APPLY}`);
    }
    seen.add(key);
  });
}

/** Containers that run side by side share the pod's addresses, so that only one of them gets a port. */
function warnAboutSharedPorts(v: Validation, spec: any, path: string): void {
  const owners = new Map<string, string>();
  const visit = (container: any, at: string) =>
    (container.ports ?? NONE).forEach((port: any, i: number) => {
      const key = portKey(port);
      const owner = owners.get(key);
      if (owner !== undefined && owner !== at) {
        v.warn(
          'WARN-PORT-SHARED',
          `${at}.ports[${i}].containerPort`,
          port.containerPort,
          `${key} is also a port of another container: ${owner}`,
        );
      } else if (port.containerPort) {
        owners.set(key, at);
      }
    });
  (spec.containers ?? NONE).forEach((container: any, i: number) => visit(container, `${path}.containers[${i}]`));
  (spec.initContainers ?? NONE).forEach((container: any, i: number) => {
    if (container.restartPolicy === 'Always') visit(container, `${path}.initContainers[${i}]`);
  });
}

function warnAboutUnusedVolumes(v: Validation, spec: any, path: string): void {
  const volumes: readonly any[] = spec.volumes ?? NONE;
  if (volumes.length === 0) return;
  const used = new Set<string>();
  for (const container of [...(spec.containers ?? NONE), ...(spec.initContainers ?? NONE)]) {
    for (const { name } of container.volumeMounts ?? NONE) used.add(name);
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
