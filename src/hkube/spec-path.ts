/** Where a field of a Kubernetes object comes from in the HKube spec that it was made of. */

import { ALGORUNNER, WORKER } from './worker-template';
import { fieldAt, isObject } from '../text/json-value';

const PARTS = /^spec\.(?:(?:jobTemplate\.spec\.)?template\.spec\.)?(containers|initContainers|volumes)\[(\d+)\](.*)$/;

/**
 * The path in the spec, or the nearest known one; empty if there is none.
 *
 * @param path path of the field in the object, such as `spec.template.spec.containers[0].image`; a path in the spec is
 *   returned as it is
 */
export function specPathOf(path: string, object: any, spec: any): string {
  const part = PARTS.exec(path);
  if (!part) return otherField(path);
  const [, list, index, rest] = part;
  const pod = object?.kind === 'Pod' ? object.spec : (object?.spec?.jobTemplate?.spec ?? object?.spec)?.template?.spec;
  const item = pod?.[list]?.[index];
  if (list === 'volumes') {
    const i = indexOf(spec?.volumes, ({ name }) => name === item?.name);
    if (i >= 0) return `volumes[${i}]${rest}`;
    const mount = mountOf(spec?.mounts, item?.name);
    return mount >= 0 ? `mounts[${mount}]` : '';
  }
  // HKube's own container is the first one, whatever the sidecars are called.
  if (list === 'containers' && index === '0' && item?.name === WORKER) return workerField(rest, item, spec);
  const sideCar = indexOf(
    spec?.sideCars,
    ({ container }) => container?.name !== undefined && container.name === item?.name,
  );
  if (sideCar < 0) return item?.name === ALGORUNNER ? mainField(rest, item, spec) : '';
  const path0 = `sideCars[${sideCar}]`;
  const { container, volumeMounts, environments } = spec.sideCars[sideCar];
  return (
    mountIn(rest, item, volumeMounts, path0) ??
    variableIn(rest, item, environments, `${path0}.environments`) ??
    `${path0}.container${ownVariable(rest, item, container) ?? rest}`
  );
}

/** A field of the object, or of its pod, that has a name of its own in the spec. */
function otherField(path: string): string {
  if (!/^(?:spec|metadata)\b/.test(path)) return path;
  const [, texts] = /\b(?:metadata|template)\.((?:labels|annotations)\b.*)$/.exec(path) ?? [];
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
    if (name.startsWith('memory')) return 'mem';
    return name.startsWith('nvidia.com/gpu') ? 'gpu' : 'cpu';
  }
  return (
    mountIn(rest, item, spec?.volumeMounts, '') ??
    legacyMountIn(rest, item, spec?.mounts) ??
    variableIn(rest, item, spec?.algorithmEnv, 'algorithmEnv') ??
    ''
  );
}

/** A field of HKube's worker; empty for what HKube itself sets. */
function workerField(rest: string, item: any, spec: any): string {
  if (rest.startsWith('.image')) return spec?.workerImage ? 'workerImage' : '';
  if (rest.startsWith('.resources')) {
    return spec?.workerCustomResources ? `workerCustomResources${rest.slice('.resources'.length)}` : '';
  }
  return variableIn(rest, item, spec?.workerEnv, 'workerEnv') ?? '';
}

/** A mount that the spec lists next to the container. */
function mountIn(rest: string, item: any, mounts: unknown, owner: string): string | undefined {
  const [, index, field] = /^\.volumeMounts\[(\d+)\](.*)$/.exec(rest) ?? [];
  if (index === undefined) return undefined;
  const mount = item?.volumeMounts?.[index];
  const i = indexOf(mounts, ({ name, mountPath }) => name === mount?.name && mountPath === mount?.mountPath);
  return i >= 0 ? `${owner === '' ? '' : `${owner}.`}volumeMounts[${i}]${field}` : undefined;
}

/** The mount with a claim that a volume was made of: it has the claim's name and the mount's index. */
const mountOf = (mounts: unknown, volume: unknown) => indexOf(mounts, ({ pvcName }, i) => `${pvcName}-${i}` === volume);

/** A mount that the spec lists with its claim. */
function legacyMountIn(rest: string, item: any, mounts: unknown): string | undefined {
  const [, index, field] = /^\.volumeMounts\[(\d+)\](.*)$/.exec(rest) ?? [];
  const name = index === undefined ? undefined : item?.volumeMounts?.[index]?.name;
  const i = mountOf(mounts, name);
  return i >= 0 ? `mounts[${i}]${field === '.mountPath' ? '.path' : ''}` : undefined;
}

/** A variable that the spec has in a map next to the container. */
function variableIn(rest: string, item: any, map: unknown, path: string): string | undefined {
  const [, index, source] = /^\.env\[(\d+)\](?:\.valueFrom(\..*))?/.exec(rest) ?? [];
  const name = index === undefined ? undefined : item?.env?.[index]?.name;
  if (!isObject(map) || !Object.hasOwn(map, name)) return undefined;
  const field = source !== undefined && fieldAt(map[name], source.slice(1)) !== undefined ? source : '';
  return `${path}[${name}]${field}`;
}

/** A variable of the container itself, which the map next to it may have moved. */
function ownVariable(rest: string, item: any, container: any): string | undefined {
  const [, index, field] = /^\.env\[(\d+)\](.*)$/.exec(rest) ?? [];
  const i = index === undefined ? -1 : indexOf(container?.env, ({ name }) => name === item?.env?.[index]?.name);
  return i >= 0 ? `.env[${i}]${field}` : undefined;
}

/** The index of an object in what should be a list. */
function indexOf(list: unknown, isIt: (item: any, i: number) => boolean): number {
  return Array.isArray(list)
    ? list.findIndex((item, i) => typeof item === 'object' && item !== null && isIt(item, i))
    : -1;
}
