/** What a server takes in the manifest of a file, although the pod would not run, or not as it was meant. */

import type { Validation } from '../../apimachinery/finding';
import { compareQuantities, isQuantity } from '../../apimachinery/quantity';
import { at, isObject, JsonObject, objectsAt, textAt } from '../../text/json-value';
import { declared, nearest } from '../../text/suggest';

/** No node has so many cores. */
const MAX_CORES = '10000';
/** Shorter names are near to any other. */
const MIN_NAME = 3;
const MODES: Record<number, string> = { 400: '0400', 440: '0440', 444: '0444', 500: '0500' };

/**
 * Warns about the traps in a pod. docs/rules.md lists them.
 *
 * @param path of the pod's spec
 * @param isJob whether the pod is to end by itself
 */
export function warnAboutTraps(v: Validation, spec: unknown, path: string, isJob: boolean): void {
  for (const list of ['containers', 'initContainers']) {
    objectsAt(spec, list).forEach((container, i) => {
      const place = `${path}.${list}[${i}]`;
      warnAboutProbePorts(v, container, place);
      warnAboutEnvOrder(v, container, place);
      warnAboutRoot(v, container, spec, place);
      warnAboutCores(v, container, place);
    });
  }
  objectsAt(spec, 'volumes').forEach((volume, i) => warnAboutModes(v, volume, `${path}.volumes[${i}]`));
  if (isJob) warnAboutServers(v, objectsAt(spec, 'containers'), `${path}.containers`);
}

/** A port by its name, which is looked up in the container's own. */
function warnAboutProbePorts(v: Validation, container: JsonObject, path: string): void {
  const names = objectsAt(container, 'ports').map((port) => textAt(port, 'name'));
  const handlers = [
    ['livenessProbe'],
    ['readinessProbe'],
    ['startupProbe'],
    ['lifecycle', 'postStart'],
    ['lifecycle', 'preStop'],
  ];
  for (const handler of handlers) {
    for (const kind of ['httpGet', 'tcpSocket']) {
      const port = textAt(container, ...handler, kind, 'port');
      if (port === '' || names.includes(port) || /^\d+$/.test(port)) continue;
      const place = `${path}.${[...handler, kind, 'port'].join('.')}`;
      v.warn(
        'WARN-PROBE-PORT',
        place,
        port,
        `no port of this container is called ${JSON.stringify(port)}`,
        declared(
          'ports',
          port,
          names.filter((name) => name !== ''),
        ),
      );
    }
  }
}

/** `$(X)` stays as it is where X is set later, or not at all. */
function warnAboutEnvOrder(v: Validation, container: JsonObject, path: string): void {
  const env = objectsAt(container, 'env');
  const names = env.map((variable) => textAt(variable, 'name'));
  const isOpen = at(container, 'envFrom') !== undefined;
  env.forEach((variable, i) => {
    for (const [, dollar, name] of textAt(variable, 'value').matchAll(/(\$?)\$\(([\w.-]+)\)/g)) {
      if (dollar !== '' || names.slice(0, i).includes(name)) continue;
      const place = `${path}.env[${i}].value`;
      const written = `$(${name})`;
      if (names.includes(name)) {
        v.warn(
          'WARN-ENV-ORDER',
          place,
          undefined,
          `${name} is set after this variable, so ${written} stays as it is`,
          `move ${name} before it`,
        );
      } else if (!isOpen && name.length >= MIN_NAME && nearest(name, names) !== undefined) {
        const hint = `did you mean $(${nearest(name, names)})?`;
        v.warn('WARN-ENV-ORDER', place, undefined, `no variable is called ${name}, so ${written} stays as it is`, hint);
      }
    }
  });
}

function warnAboutRoot(v: Validation, container: JsonObject, spec: unknown, path: string): void {
  const own = (field: string) => at(container, 'securityContext', field) ?? at(spec, 'securityContext', field);
  if (own('runAsNonRoot') !== true || own('runAsUser') !== 0) return;
  v.warn(
    'WARN-RUN-AS-ROOT',
    `${path}.securityContext.runAsUser`,
    0,
    'user 0 is root, which runAsNonRoot forbids: the kubelet does not start this container',
    'use another user, or remove runAsNonRoot',
  );
}

function warnAboutCores(v: Validation, container: JsonObject, path: string): void {
  for (const kind of ['requests', 'limits']) {
    const cpu: unknown = at(container, 'resources', kind, 'cpu');
    if (!isQuantity(cpu) || compareQuantities(cpu, MAX_CORES) < 0) continue;
    const milli = String(cpu).replace(/M$/, 'm');
    const hint = milli === cpu ? 'write cores or thousandths: 0.5 or 500m' : `did you mean ${JSON.stringify(milli)}?`;
    v.warn('WARN-CPU-UNIT', `${path}.resources.${kind}[cpu]`, cpu, `${cpu} are more cores than any node has`, hint);
  }
}

/** The mode 400 is 0620: somebody meant the octal number. */
function warnAboutModes(v: Validation, volume: JsonObject, path: string): void {
  const check = (value: unknown, place: string): void => {
    if (Array.isArray(value)) return value.forEach((item, i) => check(item, `${place}[${i}]`));
    if (!isObject(value)) return;
    for (const [key, member] of Object.entries(value)) {
      const octal = /^(?:defaultMode|mode)$/.test(key) ? MODES[member as number] : undefined;
      if (octal === undefined) {
        check(member, `${place}.${key}`);
        continue;
      }
      const detail = `${member} is a decimal number: in octal 0${Number(member).toString(8)}`;
      v.warn('WARN-MODE', `${place}.${key}`, member, detail, `write ${octal}, or ${parseInt(octal, 8)} in JSON`);
    }
  };
  check(volume, path);
}

/** A Job ends when all its ordinary containers have ended, and a server does not end by itself. */
function warnAboutServers(v: Validation, containers: readonly JsonObject[], path: string): void {
  const isServer = (container: JsonObject) =>
    objectsAt(container, 'ports').length > 0 ||
    ['livenessProbe', 'readinessProbe'].some((probe) => isObject(container[probe]));
  if (containers.length < 2 || containers.every(isServer)) return;
  containers.forEach((container, i) => {
    if (!isServer(container)) return;
    v.warn(
      'WARN-JOB-SERVER',
      `${path}[${i}]`,
      undefined,
      `${JSON.stringify(textAt(container, 'name'))} ` +
        'looks like a server: if it does not end by itself, this Job never ends',
      'make it an init container with restartPolicy: Always, which ends with the others',
    );
  });
}
