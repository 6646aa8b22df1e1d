/**
 * Asks an API server what it would do with a manifest: dry runs over HTTPS, with nothing but Node and a kubeconfig.
 */
import { readFileSync } from 'fs';
import * as http from 'http';
import * as https from 'https';
import { dirname, resolve } from 'path';
import { parse } from 'yaml';

export interface Connection {
  readonly server: string;
  readonly token?: string;
  readonly ca?: string | Buffer;
  readonly cert?: string | Buffer;
  readonly key?: string | Buffer;
  readonly insecure: boolean;
}

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
  if (!cluster.server) throw new Error('the kubeconfig\'s cluster has no server');
  const data = (of: any, name: string) => (of[`${name}-data`] ? Buffer.from(of[`${name}-data`], 'base64')
    : of[name] ? readFileSync(resolve(folder, of[name])) : undefined);
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

export interface Answer {
  readonly code: number;
  /** The object as the server would keep it, or a Status. */
  readonly body: any;
}

export type Format = 'json' | 'yaml';

export interface Cluster {
  /** `37` of Kubernetes 1.37. */
  minor(): Promise<number>;
  /** What the server says to a new object of that kind: a dry run with strict decoding. */
  create(apiVersion: string, kind: string, body: string, format: Format): Promise<Answer>;
  close(): void;
}

const RESOURCES: Record<string, string> = {
  Job: 'jobs', CronJob: 'cronjobs', Deployment: 'deployments', PersistentVolumeClaim: 'persistentvolumeclaims', ConfigMap: 'configmaps', Secret: 'secrets', Pod: 'pods',
};
const TIMEOUT = 30_000;

export function openCluster(connection: Connection, namespace = 'default', inFlight = 4): Cluster {
  const url = new URL(connection.server);
  const { request, Agent } = url.protocol === 'http:' ? http : https;
  const agent = new Agent({ keepAlive: true, maxSockets: inFlight });
  const { ca, cert, key, insecure, token } = connection;
  const base = url.pathname.replace(/\/$/, '');

  const send = (method: string, path: string, body?: string, format: Format = 'json') => new Promise<Answer>((done, fail) => {
    const call = request({
      method,
      agent,
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port || undefined,
      path: base + path,
      timeout: TIMEOUT,
      ...url.protocol === 'https:' && { ca, cert, key, rejectUnauthorized: !insecure },
      headers: {
        'Accept': 'application/json',
        'User-Agent': 'cdk8s-hkube-fuzz',
        ...token && { Authorization: `Bearer ${token}` },
        ...body !== undefined && { 'Content-Type': `application/${format}`, 'Content-Length': Buffer.byteLength(body) },
      },
    }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', fail);
      response.on('end', () => done({ code: response.statusCode ?? 0, body: parseBody(Buffer.concat(chunks).toString()) }));
    });
    call.on('error', fail);
    call.on('timeout', () => call.destroy(new Error(`no answer to ${method} ${path} within ${TIMEOUT / 1000} s`)));
    call.end(body);
  });

  return {
    async minor() {
      const { code, body } = await send('GET', '/version');
      const minor = parseInt(body?.minor, 10);
      if (code !== 200 || !Number.isFinite(minor)) throw new Error(`GET /version answered ${code}`);
      return minor;
    },
    async create(apiVersion, kind, body, format) {
      const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
      const path = `${root}/namespaces/${namespace}/${RESOURCES[kind]}?dryRun=All&fieldValidation=Strict`;
      for (let wait = 500; ; wait *= 2) {
        const answer = await send('POST', path, body, format).catch(async (error) => {
          if (!isHangUp(error)) throw error;
          // Once may be the end of a connection that was idle; twice, the server has stumbled over the manifest.
          return send('POST', path, body, format).catch((again) => {
            if (!isHangUp(again)) throw again;
            return { code: 500, body: { message: 'the server hung up' } };
          });
        });
        // 429 and 5xx of a busy server say nothing about the manifest.
        if (answer.code !== 429 && answer.code !== 503 && answer.code !== 504 || wait > 8000) return answer;
        await new Promise((ready) => setTimeout(ready, wait));
      }
    },
    close: () => agent.destroy(),
  };
}

const isHangUp = (error: any) => error?.code === 'ECONNRESET' || error?.code === 'EPIPE';

function parseBody(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    return { message: text };
  }
}
