/** A Job ends when all its ordinary containers have ended, and a server does not end by itself. */

import type { Validation } from '../../apimachinery/finding';
import { isObject, isTrueAt, JsonObject, objectsAt, textAt, textsAt } from '../../text/json-value';

/** Images of programs that serve until they are stopped, by the last part of their names. */
const SERVERS = new Set([
  'alloydb-auth-proxy',
  'cloud-sql-proxy',
  'cloudsql-proxy',
  'envoy',
  'filebeat',
  'fluent-bit',
  'fluentd',
  'gce-proxy',
  'haproxy',
  'httpd',
  'mariadb',
  'memcached',
  'mongo',
  'mysql',
  'nginx',
  'oauth2-proxy',
  'opentelemetry-collector',
  'opentelemetry-collector-contrib',
  'postgres',
  'promtail',
  'proxyv2',
  'rabbitmq',
  'redis',
  'statsd-exporter',
]);
/** Commands that go on until they are stopped. */
const ENDLESS = [
  /\btail\b[^;&|]*\s(?:-[a-zA-Z]*[fF]|--follow)\b/,
  /\bsleep\s+inf(?:inity)?\b/,
  /\bwhile\s+(?:true|:)\s*(?:;|\n)\s*do\b/,
];
/** Ways out of a loop, and ways to stop another container. */
const EXIT = /\b(?:break|exit|return)\b/;
const STOPS_OTHERS = /quit|shutdown|\bp?kill/i;

/** The container whose end is to end the Job, where that is known. */
export interface JobMain {
  readonly name: string;
  /** What to do about the others. */
  readonly hint: string;
}

/**
 * Warns about containers of a Job that probably don't end.
 *
 * @param path of the pod's spec
 * @param main the main container. @default - any container may be
 */
export function warnAboutServers(v: Validation, spec: unknown, path: string, main?: JobMain): void {
  const containers = objectsAt(spec, 'containers');
  // Containers that see each other's processes can stop each other.
  if (containers.length < 2 || isTrueAt(spec, 'shareProcessNamespace')) return;
  const reasons = containers.map((container) => endlessness(container, main));
  if (!main && reasons.every((reason) => reason !== undefined)) return;
  containers.forEach((container, i) => {
    const others = containers.filter((other) => other !== container);
    if (reasons[i] === undefined || others.some((other) => STOPS_OTHERS.test(commandOf(other)))) return;
    v.warn(
      'WARN-JOB-SERVER',
      `${path}.containers[${i}]`,
      undefined,
      `${JSON.stringify(textAt(container, 'name'))} ${reasons[i]}: if it does not end by itself, this Job never ends`,
      main?.hint ?? 'make it an init container with restartPolicy: Always, which ends with the others',
    );
  });
}

/** Why a container probably does not end by itself; undefined if it may. */
function endlessness(container: JsonObject, main: JobMain | undefined): string | undefined {
  if (textAt(container, 'name') === main?.name) return undefined;
  const probes = [container.livenessProbe, container.readinessProbe];
  if (objectsAt(container, 'ports').length > 0 || probes.some(isObject)) return 'looks like a server';
  const command = commandOf(container);
  const endless = ENDLESS.map((pattern) => pattern.exec(command)?.[0]).find((found) => found !== undefined);
  if (endless !== undefined && !EXIT.test(command)) return `runs ${JSON.stringify(endless)}`;
  if (textsAt(container, 'command').length > 0) return undefined;
  const program = /([^/:@]+)(?:[:@][^/]*)?$/.exec(textAt(container, 'image'))?.[1] ?? '';
  return SERVERS.has(program) ? `runs ${program}, a server` : undefined;
}

const commandOf = (container: JsonObject) =>
  [...textsAt(container, 'command'), ...textsAt(container, 'args')].join(' ');
