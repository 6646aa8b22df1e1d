import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Finding, finding } from '../../apimachinery/finding';
import { fieldToApi, plainValue } from '../../apimachinery/to-api';
import { apiObjectOf, isVolume, NamedReference } from '../../app/cdk8s-plus';
import { findReferenced } from '../../app/object-names';
import { Pass } from '../../app/pass';
import { checkScope } from '../../app/settings';
import type { CommonParts, ContainerPart, PodParts, SideCarPart, VolumePart } from '../../render/pod-parts';
import { appendItem } from '../../text/json-value';

/** A volume. */
export interface DeclaredVolume {
  readonly part: VolumePart;
  readonly construct: IConstruct;
  /** Name in the pod. */
  readonly name: string;
  /** The object of the app that it claims storage with, if there is one. */
  readonly claim: () => ApiObject | undefined;
}

/** The declared fields of a pod, except the containers and volumes that are constructs. */
export type DeclaredPod = Pick<
  PodParts,
  'initContainers' | 'fields' | 'extraFields' | 'labels' | 'annotations' | 'findings' | 'templateFindings'
>;

/**
 * The pod of one algorithm while it is declared. Sidecars and volumes find it through their scopes, so they don't
 * depend on the class of the algorithm.
 */
export class PodDeclaration {
  /** Variables and mounts of all containers, unless a container has its own. */
  public readonly common: CommonParts = { env: [], mounts: [] };

  private readonly allSideCars: { readonly part: SideCarPart; readonly construct: IConstruct }[] = [];
  private readonly allVolumes: DeclaredVolume[] = [];
  private readonly addedInitContainers: ContainerPart[] = [];
  private readonly addedFindings: Finding[] = [];
  private readonly addedLabels = new Map<string, unknown>();
  private readonly addedAnnotations = new Map<string, unknown>();

  /**
   * @param construct the algorithm
   * @param main its main container
   * @param pod what it says of its pod
   * @param workload the object that runs the pod
   */
  constructor(
    public readonly construct: IConstruct,
    public readonly main: ContainerPart,
    private readonly pod: DeclaredPod,
    public readonly workload: ApiObject,
  ) {
    Pass.of(construct).state(declarations).set(construct, this);
  }

  /** The pod as declared so far. */
  public get parts(): PodParts {
    const { addedLabels, addedAnnotations, pod, main, common } = this;
    const hasAnnotations = pod.annotations !== undefined || addedAnnotations.size > 0;
    return {
      fields: pod.fields,
      extraFields: pod.extraFields,
      initContainers: [...pod.initContainers, ...this.addedInitContainers],
      main,
      common,
      sideCars: this.sideCars,
      volumes: this.volumes.map(({ part }) => part),
      labels: { ...pod.labels, ...Object.fromEntries(addedLabels) },
      annotations: hasAnnotations ? { ...pod.annotations, ...Object.fromEntries(addedAnnotations) } : undefined,
      findings: [...pod.findings, ...this.addedFindings],
      templateFindings: [
        ...pod.templateFindings,
        ...withoutValue('labels', addedLabels),
        ...withoutValue('annotations', addedAnnotations),
      ],
    };
  }

  public get sideCars(): readonly SideCarPart[] {
    return this.allSideCars.filter(({ construct }) => isAttached(construct)).map(({ part }) => part);
  }

  public get volumes(): readonly DeclaredVolume[] {
    return this.allVolumes.filter(({ construct }) => isAttached(construct));
  }

  /** Path of the algorithm. */
  public get path(): string {
    return this.construct.node.path;
  }

  /** The constructs of the sidecars. */
  public get sideCarConstructs(): IConstruct[] {
    return this.allSideCars.filter(({ construct }) => isAttached(construct)).map(({ construct }) => construct);
  }

  public addInitContainer(part: ContainerPart): void {
    this.addedInitContainers.push(part);
    this.touch();
  }

  /**
   * Adds to a list of the pod's spec.
   *
   * @param findings about the item, with paths relative to the pod's spec
   */
  public addToList(field: string, item: unknown, findings: readonly Finding[] = []): void {
    this.addedFindings.push(...findings);
    appendItem(this.pod.fields, field, fieldToApi('PodSpec', field, [item])[0]);
    this.touch();
  }

  public addSideCar(construct: IConstruct, part: SideCarPart): void {
    this.allSideCars.push({ construct, part });
    this.touch();
  }

  public addVolume(volume: DeclaredVolume): void {
    this.allVolumes.push(volume);
    this.touch();
  }

  public addLabel(key: string, value: unknown): void {
    this.addedLabels.set(key, plainValue(value));
    this.touch();
  }

  public addAnnotation(key: string, value: unknown): void {
    this.addedAnnotations.set(key, plainValue(value));
    this.touch();
  }

  /** Whether a label was added, in addition to those of the algorithm's props. */
  public hasAddedLabel(key: string): boolean {
    return this.addedLabels.has(key);
  }

  /** The reason why a volume can't be mounted in this pod. */
  public volumeFindings(volume: any): Finding[] {
    const own = this.allVolumes.find(({ construct }) => construct === volume);
    if (own) return [];
    if (typeof volume.volumeName !== 'string' || volume.node === undefined) {
      const hint = isVolume(volume)
        ? 'Wrap it: SharedVolume.fromVolume(algorithm, id, volume)'
        : 'Create one with SharedVolume.fromEmptyDir(), fromConfigMap(), fromSecret() …';
      const value = volume.constructor?.name;
      return [finding('HKUBE-VOLUME', 'name', 'Invalid value', 'must be a SharedVolume', { value, hint })];
    }
    const hint =
      'Pods cannot share a volume: declare one in this algorithm; to share files, use the same PersistentVolumeClaim';
    const detail = `belongs to another algorithm (${volume.node.path})`;
    return [finding('HKUBE-VOLUME-FOREIGN', 'name', 'Invalid value', detail, { value: volume.volumeName, hint })];
  }

  /** Must be called whenever a part changes. */
  public touch(): void {
    Pass.of(this.construct).touch();
  }

  /** Changes when parts are removed without a `touch()`, by `tryRemoveChild`. */
  public get version(): number {
    return this.sideCars.length + this.volumes.length;
  }

  /**
   * Prints the objects that the pod refers to before the workload. Across charts, one chart then depends on the other.
   */
  public dependOn(...sources: unknown[]): void {
    for (const source of sources) {
      const object = apiObjectOf(source);
      if (object && object !== this.workload) this.workload.addDependency(object);
    }
  }

  /** Like `dependOn`, for objects that are known only by name. */
  public dependOnReferences(references: readonly NamedReference[]): void {
    this.dependOn(...references.map((reference) => this.find(reference)));
  }

  /** The object of the app that a reference names, if it is one of the app's own. */
  public find(reference: NamedReference): ApiObject | undefined {
    return findReferenced(this.workload, reference);
  }
}

const declarations = () => new WeakMap<IConstruct, PodDeclaration>();

/** The pod that a construct belongs to, if it is in an algorithm. */
export function findPod(construct: IConstruct): PodDeclaration | undefined {
  const known = Pass.of(construct).state(declarations);
  for (let scope: IConstruct | undefined = construct; scope; scope = scope.node.scope) {
    const declaration = known.get(scope);
    if (declaration) return declaration;
  }
  return undefined;
}

/**
 * The pod that a construct belongs to.
 *
 * @throws when it is not inside an algorithm
 */
export function podOf(construct: IConstruct): PodDeclaration {
  checkScope(construct, 'SharedVolume and SideCar');
  const declaration = findPod(construct);
  if (!declaration) {
    const where = construct.node.path;
    const rule = 'a SharedVolume or SideCar must be created in the scope of an Algorithm, or of something inside one';
    throw new Error(`[${where}] ${rule}`);
  }
  return declaration;
}

/** Whether a construct can still be reached from the root. */
function isAttached(construct: IConstruct): boolean {
  for (let node = construct.node; node.scope; node = node.scope.node) {
    if (node.scope.node.tryFindChild(node.id)?.node !== node) return false;
  }
  return true;
}

/** Labels and annotations that were added without a value: `process.env.TEAM`, where it is not set. */
function withoutValue(field: string, members: ReadonlyMap<string, unknown>): Finding[] {
  return [...members]
    .filter(([, value]) => value === undefined || value === null)
    .map(([key]) => {
      const hint = 'Write "" for an empty value';
      return finding('HKUBE-FIELDS', `metadata.${field}[${key}]`, 'Required value', 'it has no value', { hint });
    });
}
