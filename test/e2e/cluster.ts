/**
 * Asks an API server what it would do with a manifest: dry runs over HTTPS, with nothing but Node and a kubeconfig.
 */
import { readFileSync } from 'fs';
import { dirname, resolve } from 'path';
import { parse } from 'yaml';
import { Answer, Connection, isHangUp, openTransport, pathOf, rootOf, Transport } from './transport';
import { isClusterScoped } from '../../src/apimachinery/more-structs';
import { groupOf, NEWEST_MINOR, OLDEST_MINOR } from '../../src/apimachinery/schema';

/** The connection of a kubeconfig's current context; paths in it are relative to `folder`. */
export function parseKubeconfig(text: string, folder = '.'): Connection {
  const config = parse(text) ?? {};
  const named = (list: any[] | undefined, name: string, what: string) => {
    const entry = (list ?? []).find((item) => item?.name === name);
    if (!entry) throw new Error(`the kubeconfig has no ${what} ${JSON.stringify(name)}`);
    return entry[what] ?? {};
  };
  const context = named(config.contexts, config['current-context'] ?? '', 'context');
  const cluster = named(config.clusters, context.cluster, 'cluster');
  const user = context.user ? named(config.users, context.user, 'user') : {};
  if (!cluster.server) throw new Error("the kubeconfig's cluster has no server");
  const data = (of: any, name: string) =>
    of[`${name}-data`]
      ? Buffer.from(of[`${name}-data`], 'base64')
      : of[name]
        ? readFileSync(resolve(folder, of[name]))
        : undefined;
  return {
    server: cluster.server,
    token: user.token ?? (user.tokenFile ? readFileSync(resolve(folder, user.tokenFile), 'utf8').trim() : undefined),
    ca: data(cluster, 'certificate-authority'),
    cert: data(user, 'client-certificate'),
    key: data(user, 'client-key'),
    insecure: cluster['insecure-skip-tls-verify'] === true,
  };
}

/** The connection of `KUBECONFIG`'s first file. */
export function readKubeconfig(path: string): Connection {
  const [first] = path.split(process.platform === 'win32' ? ';' : ':').filter(Boolean);
  return parseKubeconfig(readFileSync(first, 'utf8'), dirname(first));
}

export type Format = 'json' | 'yaml';

export interface Cluster {
  /** `37` of Kubernetes 1.37. */
  minor(): Promise<number>;
  /** `v1.37.2` */
  version(): Promise<string>;
  /** Whether it serves objects of that kind: alpha and beta kinds are often turned off. */
  serves(apiVersion: string, kind: string): Promise<boolean>;
  /** What the server says to a new object of that kind: a dry run with strict decoding. */
  create(apiVersion: string, kind: string, body: string, format: Format): Promise<Answer>;
  close(): void;
}

/**
 * What `open` makes of the cluster that `KUBECONFIG` names, and its minor version.
 *
 * @throws when there is none, it doesn't answer, or the rules don't know its version
 */
export async function connect<T extends Pick<Transport, 'minor' | 'close'>>(
  open: (connection: Connection) => T,
): Promise<{ server: T; minor: number }> {
  const path = process.env.KUBECONFIG;
  if (!path) throw new Error('no cluster to ask: KUBECONFIG is not set');
  const connection = readKubeconfig(path);
  const server = open(connection);
  try {
    const minor = await server.minor();
    if (minor < OLDEST_MINOR || minor > NEWEST_MINOR) {
      throw new Error(`it is Kubernetes 1.${minor}; the rules know 1.${OLDEST_MINOR} to 1.${NEWEST_MINOR}`);
    }
    return { server, minor };
  } catch (error) {
    server.close();
    throw new Error(`cannot ask ${connection.server}: ${(error as Error).message}`);
  }
}

export function openCluster(connection: Connection, namespace = 'default', inFlight = 4): Cluster {
  const { minor, version, request, close } = openTransport(connection, 'cdk8s-hkube-fuzz', inFlight);
  const served = new Map<string, Promise<Answer>>();
  return {
    minor,
    version,
    async serves(apiVersion, kind) {
      const known = served.get(apiVersion) ?? request('GET', rootOf(apiVersion));
      served.set(apiVersion, known);
      const { body } = await known;
      return (body?.resources ?? []).some((resource: any) => resource.kind === kind && !resource.name.includes('/'));
    },
    async create(apiVersion, kind, body, format) {
      const place = isClusterScoped(groupOf(apiVersion), kind) ? undefined : namespace;
      const path = `${pathOf(apiVersion, kind, place)}?dryRun=All&fieldValidation=Strict`;
      const post = () => request('POST', path, body, `application/${format}`);
      for (let wait = 500; ; wait *= 2) {
        const answer = await post().catch(async (error) => {
          if (!isHangUp(error)) throw error;
          // Once may be the end of a connection that was idle; twice, the server has stumbled over the manifest.
          return post().catch((again) => {
            if (!isHangUp(again)) throw again;
            return { code: 500, body: { message: 'the server hung up' } };
          });
        });
        // 429 and 5xx of a busy server say nothing about the manifest.
        if ((answer.code !== 429 && answer.code !== 503 && answer.code !== 504) || wait > 8000) return answer;
        await new Promise((ready) => setTimeout(ready, wait));
      }
    },
    close,
  };
}
