/** The objects of one namespace on a real cluster. */
import { Answer, isHangUp, pathOf, Transport } from './transport';

const MANAGER = 'cdk8s-hkube-e2e';
const API_VERSIONS: Record<string, string> = {
  Job: 'batch/v1',
  CronJob: 'batch/v1',
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  EndpointSlice: 'discovery.k8s.io/v1',
};

export const apiVersionOf = (kind: string) => API_VERSIONS[kind] ?? 'v1';

/** What a server said when it was not content. */
export class Refusal extends Error {
  public constructor(
    what: string,
    public readonly answer: Answer,
  ) {
    super(`${what}: ${answer.code} ${cut(String(answer.body?.message ?? ''))}`);
  }

  /** The fields that the server complained of. */
  public get causes(): Array<{ field: string; message: string }> {
    return this.answer.body?.details?.causes ?? [];
  }
}

/** The server prints whole pods, and its reason behind them. */
const cut = (text: string) => (text.length > 600 ? `${text.slice(0, 300)} … ${text.slice(-300)}` : text);

export class Namespace {
  /** Paths of what was created outside of the namespace. */
  private readonly others: string[] = [];

  public constructor(
    private readonly transport: Transport,
    public readonly name: string,
  ) {}

  /** Makes the namespace itself. */
  public async open(labels: Record<string, string> = {}): Promise<void> {
    const namespace = {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: this.name, labels: { 'app.kubernetes.io/managed-by': MANAGER, ...labels } },
    };
    await this.expect(`create namespace ${this.name}`, 'POST', pathOf('v1', 'Namespace'), JSON.stringify(namespace));
  }

  /** Deletes the namespace and all that is in it; its pods get one second to end. */
  public async remove(): Promise<void> {
    await this.ask('DELETE', `${pathOf('v1', 'Namespace')}/${this.name}`);
    await this.ask('DELETE', `${pathOf('v1', 'Pod', this.name)}?gracePeriodSeconds=1`);
    for (const path of this.others) await this.ask('DELETE', path);
  }

  /** Whether there still is something of the namespace. */
  public async exists(): Promise<boolean> {
    return (await this.ask('GET', `${pathOf('v1', 'Namespace')}/${this.name}`)).code !== 404;
  }

  /** @param text the object as YAML or JSON */
  public create({ apiVersion, kind, metadata }: any, text: string, dryRun = false): Promise<any> {
    const query = `?fieldValidation=Strict${dryRun ? '&dryRun=All' : ''}`;
    return this.expect(
      `${dryRun ? 'dry run of' : 'create'} ${kind} ${metadata?.name}`,
      'POST',
      this.path(apiVersion, kind) + query,
      text,
      'application/yaml',
    );
  }

  /** Creates an object without a namespace; it is deleted with this one. */
  public async createInCluster(object: any): Promise<void> {
    const { apiVersion, kind, metadata } = object;
    const path = pathOf(apiVersion, kind);
    this.others.push(`${path}/${metadata.name}`);
    await this.expect(`create ${kind} ${metadata.name}`, 'POST', path, JSON.stringify(object));
  }

  /** Server-side apply. */
  public apply({ apiVersion, kind, metadata }: any, text: string): Promise<any> {
    const path = `${this.path(apiVersion, kind, metadata.name)}?fieldManager=${MANAGER}&fieldValidation=Strict`;
    return this.expect(`apply ${kind} ${metadata.name}`, 'PATCH', path, text, 'application/apply-patch+yaml');
  }

  /** Undefined when there is none. */
  public async get(kind: string, name: string): Promise<any> {
    const answer = await this.ask('GET', this.path(apiVersionOf(kind), kind, name));
    if (answer.code === 404) return undefined;
    if (answer.code !== 200) throw new Refusal(`get ${kind} ${name}`, answer);
    return answer.body;
  }

  public async list(kind: string, labelSelector = ''): Promise<any[]> {
    const path = `${this.path(apiVersionOf(kind), kind)}?labelSelector=${encodeURIComponent(labelSelector)}`;
    return (await this.expect(`list ${kind}`, 'GET', path)).items;
  }

  public async delete(kind: string, name: string): Promise<void> {
    await this.expect(
      `delete ${kind} ${name}`,
      'DELETE',
      `${this.path(apiVersionOf(kind), kind, name)}?propagationPolicy=Background`,
    );
  }

  /** Asks a pod to go, as `kubectl drain` does. */
  public async evict(pod: string): Promise<void> {
    const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: pod } };
    await this.expect(`evict ${pod}`, 'POST', `${this.path('v1', 'Pod', pod)}/eviction`, JSON.stringify(eviction));
  }

  /** What a pod's only container has printed, unless it is JSON. */
  public async log(pod: string): Promise<string> {
    const answer = await this.ask('GET', `${this.path('v1', 'Pod', pod)}/log`);
    if (answer.code !== 200) throw new Refusal(`log of ${pod}`, answer);
    return answer.body.message;
  }

  /** What a Service answers, by way of the API server, which asks one of its ready endpoints. */
  public getThroughService(name: string, port: number, path: string): Promise<Answer> {
    return this.ask('GET', `${this.path('v1', 'Service', `${name}:${port}`)}/proxy${path}`);
  }

  private path(apiVersion: string, kind: string, name?: string): string {
    return pathOf(apiVersion, kind, this.name) + (name === undefined ? '' : `/${name}`);
  }

  private async expect(what: string, method: string, path: string, body?: string, type?: string): Promise<any> {
    const answer = await this.ask(method, path, body, type);
    if (answer.code >= 300) throw new Refusal(what, answer);
    return answer.body;
  }

  /** Reading again does no harm when the server has closed an idle connection. */
  private async ask(method: string, path: string, body?: string, type?: string): Promise<Answer> {
    try {
      return await this.transport.request(method, path, body, type);
    } catch (error) {
      if (method !== 'GET' || !isHangUp(error)) throw error;
      return this.transport.request(method, path, body, type);
    }
  }
}
