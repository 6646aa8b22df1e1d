/** Requests to an API server over HTTPS, with nothing but Node. */
import * as http from 'http';
import * as https from 'https';

export interface Connection {
  readonly server: string;
  readonly token?: string;
  readonly ca?: string | Buffer;
  readonly cert?: string | Buffer;
  readonly key?: string | Buffer;
  readonly insecure: boolean;
}

export interface Answer {
  readonly code: number;
  /** An object, or a Status; text that is no JSON is in `message`. */
  readonly body: any;
}

export interface Transport {
  /** 37 of Kubernetes 1.37. */
  minor(): Promise<number>;
  /** `v1.37.2` */
  version(): Promise<string>;
  /** `type` is the body's, such as `application/json`. */
  request(method: string, path: string, body?: string, type?: string): Promise<Answer>;
  close(): void;
}

const TIMEOUT = 30_000;

/** @param userAgent what the server's log calls us */
export function openTransport(connection: Connection, userAgent: string, inFlight: number): Transport {
  const url = new URL(connection.server);
  const { request, Agent } = url.protocol === 'http:' ? http : https;
  const agent = new Agent({ keepAlive: true, maxSockets: inFlight });
  const { ca, cert, key, insecure, token } = connection;
  const base = url.pathname.replace(/\/$/, '');

  const send = (method: string, path: string, body?: string, type = 'application/json') =>
    new Promise<Answer>((done, fail) => {
      const call = request(
        {
          method,
          agent,
          host: url.hostname.replace(/^\[|\]$/g, ''),
          port: url.port || undefined,
          path: base + path,
          timeout: TIMEOUT,
          ...(url.protocol === 'https:' && { ca, cert, key, rejectUnauthorized: !insecure }),
          headers: {
            Accept: 'application/json, */*',
            'User-Agent': userAgent,
            ...(token && { Authorization: `Bearer ${token}` }),
            ...(body !== undefined && { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) }),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk) => chunks.push(chunk));
          response.on('error', fail);
          response.on('end', () =>
            done({ code: response.statusCode ?? 0, body: parseBody(Buffer.concat(chunks).toString()) }),
          );
        },
      );
      call.on('error', fail);
      call.on('timeout', () => call.destroy(new Error(`no answer to ${method} ${path} within ${TIMEOUT / 1000} s`)));
      call.end(body);
    });

  return {
    request: send,
    async minor() {
      const { code, body } = await send('GET', '/version');
      const minor = parseInt(body?.minor, 10);
      if (code !== 200 || !Number.isFinite(minor)) throw new Error(`GET /version answered ${code}`);
      return minor;
    },
    version: async () => String((await send('GET', '/version')).body?.gitVersion),
    close: () => agent.destroy(),
  };
}

/** Whether the server closed the connection instead of answering. */
export const isHangUp = (error: any) => error?.code === 'ECONNRESET' || error?.code === 'EPIPE';

/** Path of an API version, where the server lists what it serves. */
export const rootOf = (apiVersion: string) => (apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`);

/** Path of the objects of a kind in a namespace; without one, of a kind that needs none. */
export function pathOf(apiVersion: string, kind: string, namespace?: string): string {
  return `${rootOf(apiVersion)}${namespace === undefined ? '' : `/namespaces/${namespace}`}/${pluralOf(kind)}`;
}

/** Job is jobs, PriorityClass priorityclasses, NetworkPolicy networkpolicies, and Endpoints is plural already. */
function pluralOf(kind: string): string {
  const name = kind.toLowerCase();
  if (name === 'endpoints') return name;
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return name.endsWith('s') ? `${name}es` : `${name}s`;
}

function parseBody(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    return { message: text };
  }
}
