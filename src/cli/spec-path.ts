/** Where a field of a Kubernetes object comes from in the HKube spec that it was made of. */

const PARTS = /^spec\.(?:jobTemplate\.spec\.)?template\.spec\.(containers|initContainers|volumes)\[(\d+)\](.*)$/;

/**
 * The path in the spec; the nearest that is known, or nothing.
 *
 * @param path of the field in the object, `spec.template.spec.containers[0].image`; paths in the spec are left as they are
 */
export function specPathOf(path: string, object: any, spec: any): string {
  const part = PARTS.exec(path);
  if (!part) return otherField(path);
  const [, list, index, rest] = part;
  const pod = (object?.spec?.jobTemplate?.spec ?? object?.spec)?.template?.spec;
  const item = pod?.[list]?.[index];
  if (list === 'volumes') {
    const i = indexOf(spec?.volumes, ({ name }) => name === item?.name);
    if (i >= 0) return `volumes[${i}]${rest}`;
    const mount = indexOf(spec?.mounts, ({ pvcName }, j) => `${pvcName}-${j}` === item?.name);
    return mount >= 0 ? `mounts[${mount}]` : '';
  }
  const sideCar = indexOf(spec?.sideCars, ({ container }) => container?.name !== undefined && container.name === item?.name);
  if (sideCar < 0) return item?.name === 'algorunner' ? mainField(rest, item, spec) : '';
  const path0 = `sideCars[${sideCar}]`;
  return inLists(rest, item, spec.sideCars[sideCar].volumeMounts, path0, 'environments') ?? `${path0}.container${rest}`;
}

/** A field of the object, or of its pod, that has a name of its own in the spec. */
function otherField(path: string): string {
  if (!/^(?:spec|metadata)\b/.test(path)) return path;
  const [, texts] = /\bmetadata\.((?:labels|annotations)\b.*)$/.exec(path) ?? [];
  if (texts !== undefined) return texts;
  if (/^metadata\.name$/.test(path)) return 'name';
  if (/\.(?:affinity|nodeSelector)\b/.test(path)) return 'nodeSelector';
  const [, context] = /\.(securityContext\b.*)$/.exec(path) ?? [];
  return context ?? '';
}

/** A field of the algorithm's own container. */
function mainField(rest: string, item: any, spec: any): string {
  if (rest.startsWith('.image')) return 'algorithmImage';
  const resource = /^\.resources\.\w+(?:\[(.*)\]|\.(.*))?$/.exec(rest);
  if (resource) {
    const name = resource[1] ?? resource[2] ?? '';
    return name.startsWith('memory') ? 'mem' : name.startsWith('nvidia.com/gpu') ? 'gpu' : 'cpu';
  }
  return inLists(rest, item, spec?.volumeMounts, '', 'algorithmEnv') ?? '';
}

/** A mount or a variable, which the spec has in lists and maps beside the container. */
function inLists(rest: string, item: any, mounts: unknown, owner: string, env: string): string | undefined {
  const prefix = owner === '' ? '' : `${owner}.`;
  const [, mountIndex, field] = /^\.volumeMounts\[(\d+)\](.*)$/.exec(rest) ?? [];
  if (mountIndex !== undefined) {
    const mount = item?.volumeMounts?.[mountIndex];
    const i = indexOf(mounts, ({ name, mountPath }) => name === mount?.name && mountPath === mount?.mountPath);
    return i >= 0 ? `${prefix}volumeMounts[${i}]${field}` : undefined;
  }
  const [, envIndex] = /^\.env\[(\d+)\]/.exec(rest) ?? [];
  return envIndex === undefined ? undefined : `${prefix}${env}[${item?.env?.[envIndex]?.name}]`;
}

/** The index of an object in what should be a list. */
function indexOf(list: unknown, isIt: (item: any, i: number) => boolean): number {
  return Array.isArray(list) ? list.findIndex((item, i) => typeof item === 'object' && item !== null && isIt(item, i)) : -1;
}
