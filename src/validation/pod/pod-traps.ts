/** What a server takes in a pod, although the pod would not run, or not as it was meant. */

import { JobMain, warnAboutServers } from './job-servers';
import type { Validation } from '../../apimachinery/finding';
import { compareQuantities, isQuantity } from '../../apimachinery/quantity';
import { at, isObject, JsonObject, listAt, objectsAt, textAt } from '../../text/json-value';
import { declared } from '../../text/suggest';
import { typosOf } from '../../text/typo';
import { EMPTY_DIRECTORY, undeclaredFile } from '../volume/volume-files';

/** No node has so many cores. */
const MAX_CORES = '10000';
const MODES: Record<number, string> = { 400: '0400', 440: '0440', 444: '0444', 500: '0500' };

/**
 * Warns about the traps in a pod. docs/rules.md lists them.
 *
 * @param path of the pod's spec
 * @param kind of the object that runs the pod: a Job's is to end by itself
 * @param main the container whose end is to end the Job. @default - any container may be
 */
export function warnAboutTraps(v: Validation, spec: unknown, path: string, kind: unknown, main?: JobMain): void {
  if (!v.isKnown(spec)) warnAboutParts(v, spec, path);
  if (kind === 'Job' || kind === 'CronJob') warnAboutServers(v, spec, path, main);
}

function warnAboutParts(v: Validation, spec: unknown, path: string): void {
  for (const list of ['containers', 'initContainers']) {
    objectsAt(spec, list).forEach((container, i) => {
      if (v.isKnown(container)) return;
      const place = `${path}.${list}[${i}]`;
      warnAboutProbePorts(v, container, place);
      warnAboutEnvOrder(v, container, place);
      warnAboutUnknownVariables(v, container, place);
      warnAboutRoot(v, container, spec, place);
      warnAboutCores(v, container, place);
      warnAboutSubPaths(v, container, spec, place);
    });
  }
  objectsAt(spec, 'volumes').forEach((volume, i) => warnAboutModes(v, volume, `${path}.volumes[${i}]`));
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

/** Variables that Kubernetes replaces in a text: `$(X)`, but not `$$(X)`. */
const variablesIn = (text: string): string[] =>
  [...text.matchAll(/(\$?)\$\(([\w.-]+)\)/g)].filter(([, dollar]) => dollar === '').map(([, , name]) => name);

/** `$(X)` stays as it is where X is set later, or not at all. */
function warnAboutEnvOrder(v: Validation, container: JsonObject, path: string): void {
  const env = objectsAt(container, 'env');
  const names = env.map((variable) => textAt(variable, 'name'));
  env.forEach((variable, i) => {
    for (const name of variablesIn(textAt(variable, 'value'))) {
      if (names.slice(0, i).includes(name)) continue;
      const place = `${path}.env[${i}].value`;
      if (!names.includes(name)) {
        warnAboutUnknownVariable(v, container, name, place);
        continue;
      }
      const detail = `${name} is set after this variable, so $(${name}) stays as it is`;
      v.warn('WARN-ENV-ORDER', place, undefined, detail, `move ${name} before it`);
    }
  });
}

/** In a command, `$(X)` may also be a shell's, or a Makefile's. */
function warnAboutUnknownVariables(v: Validation, container: JsonObject, path: string): void {
  const names = new Set(objectsAt(container, 'env').map((variable) => textAt(variable, 'name')));
  if (names.size === 0) return;
  for (const field of ['command', 'args']) {
    listAt(container, field).forEach((text, i) => {
      for (const name of typeof text === 'string' ? variablesIn(text) : []) {
        if (!names.has(name)) warnAboutUnknownVariable(v, container, name, `${path}.${field}[${i}]`);
      }
    });
  }
}

/** Warns about the name of a variable if another one was probably meant. */
function warnAboutUnknownVariable(v: Validation, container: JsonObject, name: string, path: string): void {
  // Other variables come from elsewhere: `envFrom`, or the Services of the namespace.
  if (at(container, 'envFrom') !== undefined || /_(?:SERVICE|PORT)(?:_|$)/.test(name)) return;
  const names = objectsAt(container, 'env').map((variable) => textAt(variable, 'name'));
  // `$(date)` is a program to the shell, whatever is in DATE.
  const [meant] = typosOf(
    name,
    names.filter((each) => isLowerCase(each) === isLowerCase(name)),
    (each) => each,
  );
  if (meant === undefined) return;
  const detail = `no variable is called ${name}, so $(${name}) stays as it is`;
  v.warn('WARN-ENV-ORDER', path, undefined, detail, `did you mean $(${meant})?`);
}

const isLowerCase = (text: string) => text === text.toLowerCase();

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

/** A file that is mounted by itself has to be one of the volume's. */
function warnAboutSubPaths(v: Validation, container: JsonObject, spec: unknown, path: string): void {
  objectsAt(container, 'volumeMounts').forEach((mount, i) => {
    const file = undeclaredFile(mount, spec);
    if (!file || file.files.others > 0) return;
    const { subPath, files } = file;
    const detail = `the volume ${JSON.stringify(mount.name)} has no such file: ${EMPTY_DIRECTORY}`;
    v.warn(
      'WARN-SUB-PATH',
      `${path}.volumeMounts[${i}].subPath`,
      subPath,
      detail,
      declared('files', subPath, files.paths),
    );
  });
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
