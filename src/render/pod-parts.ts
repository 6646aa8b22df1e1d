import { ApiObject } from 'cdk8s';
import type { EnvValue } from 'cdk8s-plus-28';
import { IConstruct } from 'constructs';
import type { Dependency } from './container-order';
import type { Rendering } from './rendering';
import { apiObjectOf, NamedReference } from '../apimachinery/cdk8s-plus';
import { findReferenced } from '../app/object-names';
import { Pass } from '../app/pass';
import { checkScope, type SideCarMode } from '../app/settings';
import type { MountOptions } from '../constructs/container-props';
import type { Gpu } from '../constructs/gpu';

/** What a container needs to know of its pod to render. */
export interface RenderContext {
  /** Whether default requests and limits are filled in. */
  readonly defaultResources: boolean;
  /** The main container's volume mounts, once that is rendered. */
  readonly mainMounts?: any[];
}

/** A container as the pod sees it. */
export interface PodContainer {
  readonly construct: IConstruct;
  readonly name: string;
  /** What it starts after. */
  readonly dependencies: readonly Dependency[];
  /** The devices that it asks for. */
  readonly gpu?: Gpu;
  render(context: RenderContext): Rendering;
}

/** A sidecar as the pod sees it. */
export interface PodSideCar extends PodContainer {
  /** How it is to run. @default - as it fits */
  readonly mode?: SideCarMode;
  /** How it runs in a workload of that kind when nothing else decides. */
  defaultMode(kind: string): SideCarMode;
}

/** Environment and mounts that several containers have in common. */
export interface CommonParts {
  readonly env: [name: string, value: string | EnvValue][];
  readonly mounts: Mount[];
}

/** A volume that containers can mount: a SharedVolume. */
export interface MountableVolume extends IConstruct {
  readonly volumeName: string;
  _belongsTo(pod: PodParts): boolean;
}

/** A mount by object or, where it is a string, by name. */
export interface Mount {
  readonly volume: MountableVolume | string;
  readonly mountPath: string;
  readonly options: MountOptions;
}

/** A volume as the pod sees it. */
export interface PodVolume {
  readonly construct: IConstruct;
  readonly name: string;
  /** The object of the app that it claims storage with. */
  readonly claim?: ApiObject;
  render(): Rendering;
}

/**
 * The parts of one algorithm's pod, in the order in which they were declared. Sidecars and volumes find it by climbing
 * their scopes, so that they need not know the class that it belongs to.
 */
export class PodParts {
  private readonly _sideCars: PodSideCar[] = [];
  private readonly _volumes: PodVolume[] = [];

  /** What all containers get, unless they have their own. */
  public readonly common: CommonParts = { env: [], mounts: [] };
  /** Labels and annotations of the pod, besides those of its props. */
  public readonly metadata = { labels: new Map<string, string>(), annotations: new Map<string, string>() };

  /**
   * @param main the main container
   * @param workload the object that runs the pod
   * @param errorsOf what is wrong with a part, as the algorithm has found
   */
  constructor(
    public readonly main: PodContainer,
    public readonly workload: ApiObject,
    private readonly errorsOf: (part: IConstruct) => string[],
  ) {
    models.set(main.construct, this);
  }

  /** Name of the object that runs the pod, without what a hash adds. */
  public get workloadName(): string {
    return this.workload.name;
  }

  public get sideCars(): readonly PodSideCar[] {
    return this._sideCars.filter(({ construct }) => isAttached(construct));
  }

  public get volumes(): readonly PodVolume[] {
    return this._volumes.filter(({ construct }) => isAttached(construct));
  }

  public addSideCar(sideCar: PodSideCar): void {
    this._sideCars.push(sideCar);
    this.add(sideCar.construct);
  }

  public addVolume(volume: PodVolume): void {
    this._volumes.push(volume);
    this.add(volume.construct);
  }

  private add(part: IConstruct): void {
    part.node.addValidation({ validate: () => this.errorsOf(part) });
    this.touch();
  }

  /** To be called whenever a part changes. */
  public touch(): void {
    Pass.of(this.workload).touch();
  }

  /** Changes when parts are removed without a `touch()`, by `tryRemoveChild`. */
  public get version(): number {
    return this.sideCars.length + this.volumes.length;
  }

  /** Prints what the pod refers to before the workload; across charts, makes one chart depend on the other. */
  public dependOn(...sources: unknown[]): void {
    for (const source of sources) {
      const object = apiObjectOf(source);
      if (object && object !== this.workload) this.workload.addDependency(object);
    }
  }

  /** As `dependOn`, for what is known by name only. */
  public dependOnReferences(references: readonly NamedReference[]): void {
    this.dependOn(...references.map((reference) => this.find(reference)));
  }

  /** The object of the app that a reference names, if it is one of the app's own. */
  public find(reference: NamedReference): ApiObject | undefined {
    return findReferenced(this.workload, reference);
  }
}

const models = new WeakMap<IConstruct, PodParts>();

/** The pod that a construct belongs to, if it is in an algorithm. */
export function findPodModel(construct: IConstruct): PodParts | undefined {
  for (let scope: IConstruct | undefined = construct; scope; scope = scope.node.scope) {
    const model = models.get(scope);
    if (model) return model;
  }
  return undefined;
}

/**
 * The pod that a construct belongs to.
 *
 * @throws when it is in no algorithm
 */
export function podModelOf(construct: IConstruct): PodParts {
  checkScope(construct, 'SharedVolume and SideCar');
  const model = findPodModel(construct);
  if (!model) {
    throw new Error(
      `[${construct.node.path}] must be created in the scope of an Algorithm, or of something inside one`,
    );
  }
  return model;
}

/** Whether a construct can still be reached from the root. */
function isAttached(construct: IConstruct): boolean {
  for (let node = construct.node; node.scope; node = node.scope.node) {
    if (node.scope.node.tryFindChild(node.id)?.node !== node) return false;
  }
  return true;
}
