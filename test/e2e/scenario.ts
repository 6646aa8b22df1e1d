/** What a scenario gets to work with: a namespace of its own on a real cluster. */
import { App, Chart } from 'cdk8s';
import { Document, documentsOf } from './documents';
import { lossesOf } from './kept';
import { Namespace } from './namespace';
import { conditionOf, eventText, podText, workloadText } from './states';
import { until } from './until';
import { AlgorithmSettings } from '../../src';

/** One thing that is proven on a real cluster. */
export interface Scenario {
  readonly name: string;
  /** Of its namespace. */
  readonly namespaceLabels?: Record<string, string>;
  /**
   * @returns what was seen, in one line
   * @throws when it is not what has to be
   */
  run(stage: Stage): Promise<string>;
}

export interface StageOptions {
  readonly namespace: Namespace;
  /** The image of the scenario's own pods: busybox, or what has `sh`, `httpd` and `wget` as well. */
  readonly image: string;
  /** 37 of Kubernetes 1.37. */
  readonly minor: number;
  readonly signal: AbortSignal;
}

const JOB_SECONDS = 60;

export class Stage {
  public readonly namespace: Namespace;
  public readonly image: string;
  public readonly minor: number;
  private readonly signal: AbortSignal;

  public constructor(options: StageOptions) {
    this.namespace = options.namespace;
    this.image = options.image;
    this.minor = options.minor;
    this.signal = options.signal;
  }

  /** A container that runs a script. */
  public script(...lines: string[]): { image: string; command: string[] } {
    return { image: this.image, command: ['sh', '-c', lines.join('\n')] };
  }

  /** Synthesizes what `build` declares, for this cluster. Warnings are errors: a scenario acknowledges its own. */
  public synth(build: (chart: Chart) => void): Document[] {
    const app = new App();
    const chart = new Chart(app, 'e2e');
    AlgorithmSettings.of(app).set({
      kubernetesVersion: `1.${this.minor}`,
      warningsAsErrors: true,
      // Many pods share a small node.
      resources: {
        algorithmRequests: { cpu: '10m', memory: '16Mi' },
        sideCarRequests: { cpu: '10m', memory: '16Mi' },
        algorithmLimits: { cpu: '1' },
        sideCarLimits: { cpu: '1' },
      },
    });
    build(chart);
    return documentsOf(app.synthYaml());
  }

  /** Creates what `build` declares, after a dry run; the server has to keep all of it. */
  public create(build: (chart: Chart) => void): Promise<any[]> {
    return this.createAll(this.synth(build));
  }

  public async createAll(documents: readonly Document[]): Promise<any[]> {
    for (const { object, text } of documents) await this.namespace.create(object, text, true);
    const created: any[] = [];
    for (const { object, text } of documents) {
      const kept = await this.namespace.create(object, text);
      const { lost } = lossesOf(object, kept, this.minor);
      if (lost.length > 0) {
        throw new Error(`${object.kind} ${object.metadata.name} was created without ${lost.join(', ')}`);
      }
      created.push(kept);
    }
    return created;
  }

  /** Applies what `build` declares, as `kubectl apply --server-side` does. */
  public async apply(build: (chart: Chart) => void): Promise<any[]> {
    const applied: any[] = [];
    for (const { object, text } of this.synth(build)) applied.push(await this.namespace.apply(object, text));
    return applied;
  }

  public until<T>(what: string, seconds: number, look: () => Promise<T | undefined>): Promise<T> {
    return until(what, seconds, this.signal, look);
  }

  /** Waits until the Job has ended; answers with its condition. */
  public async end(job: string, expected: 'Complete' | 'Failed', seconds = JOB_SECONDS): Promise<any> {
    const found = await this.until(`Job ${job} ends`, seconds, async () => {
      const object = await this.namespace.get('Job', job);
      return conditionOf(object, 'Complete') || conditionOf(object, 'Failed') ? object : undefined;
    });
    const condition = conditionOf(found, expected);
    if (!condition) throw new Error(`Job ${job} was to be ${expected}: ${workloadText(found)}`);
    return condition;
  }

  /** The pods of an algorithm. */
  public pods(algorithm: string): Promise<any[]> {
    return this.namespace.list('Pod', `app.kubernetes.io/name=${algorithm}`);
  }

  /** Waits until an algorithm has a pod of which something holds; answers with that. */
  public untilPod<T>(
    algorithm: string,
    what: string,
    seconds: number,
    look: (pod: any) => T | undefined | false,
  ): Promise<T> {
    return this.until(what, seconds, async () => {
      for (const pod of await this.pods(algorithm)) {
        const seen = look(pod);
        if (seen !== undefined && seen !== false) return seen;
      }
      return undefined;
    });
  }

  /** What is in the namespace: for the report of a failure. */
  public async describe(): Promise<string[]> {
    const [jobs, deployments, pods, events] = await Promise.all(
      ['Job', 'Deployment', 'Pod', 'Event'].map((kind) => this.namespace.list(kind)),
    );
    return [
      ...[
        ...jobs.map((job) => ({ kind: 'Job', ...job })),
        ...deployments.map((deployment) => ({ kind: 'Deployment', ...deployment })),
      ].map(workloadText),
      ...pods.map(podText),
      ...events.slice(-MOST_EVENTS).map(eventText),
    ];
  }
}

const MOST_EVENTS = 20;
