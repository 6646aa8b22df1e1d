import { ApiObject, ApiObjectMetadata, JsonPatch, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { applyJsonPatch } from './json-patch';
import { Finding } from '../../apimachinery/finding';
import { isToken } from '../../apimachinery/to-api';
import { hasOwnResolvers, metadataParts, watchMetadata } from '../../app/cdk8s-internals';
import { cdk8sJson, ONLY_CDK8S } from '../../app/cdk8s-json';
import { withContentName } from '../../app/content-name';
import { Pass } from '../../app/pass';
import { registerPrinted } from '../../app/printed';
import { withPodMetadata } from '../../render/pod-metadata';
import { WorkloadRendering } from '../../render/pod-rendering';
import { copyOf } from '../../text/json-value';

export interface WorkloadObjectProps {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ApiObjectMetadata;
  readonly render: () => WorkloadRendering;
  /** Changes when `render` would return something else although nothing touched the pass. @default - never */
  readonly version?: () => unknown;
  /** Length of a hash of the content to append to the name. @default - the name is unchanged */
  readonly hashLength?: number;
  /** What the hash covers. @default - everything except the metadata */
  readonly contentOf?: (object: any) => unknown;
  /** Whether the hash covers what changes without the pass. @default false */
  readonly isVolatile?: boolean;
  /** Claims of the app that the pods of a manifest mount. @default - none */
  readonly claimsOf?: (object: any) => readonly ApiObject[];
}

/** The object as it will be printed, and the rendering that it was made of. */
export interface Manifest {
  readonly object: any;
  readonly rendered: WorkloadRendering;
}

/** A manifest as it is printed, and the version of the pass that it was made in. */
interface KnownManifest {
  readonly object: any;
  readonly version: number;
  /** Whether the rendering can be made again. */
  readonly isPlain: boolean;
}

/**
 * The object that runs an algorithm's pods. Unlike a plain ApiObject it keeps its manifest until something changes,
 * since cdk8s validates the whole app once for each chart, and its errors name the patch that can't be applied.
 */
export class WorkloadObject extends ApiObject {
  private readonly pass: Pass;
  private readonly jsonPatches: JsonPatch[] = [];
  private known?: KnownManifest;
  private workloadVersion: unknown;
  private rendered?: WorkloadRendering;
  private otherSpec?: () => any;

  constructor(
    scope: Construct,
    id: string,
    private readonly workload: WorkloadObjectProps,
  ) {
    const { apiVersion, kind, metadata, claimsOf } = workload;
    // Lazy: the parts of the pod are declared after their algorithm.
    super(scope, id, { apiVersion, kind, metadata, spec: Lazy.any({ produce: () => this.renderSpec() }) });
    this.pass = Pass.of(this);
    registerPrinted(this, {
      owner: scope,
      manifest: () => this.printed,
      isKept: () => this.isKept,
      hasContentName: workload.hashLength !== undefined,
      claims: claimsOf && (() => claimsOf(this.printed)),
    });
    watchMetadata(this.metadata, () => this.pass.touch());
  }

  public addJsonPatch(...ops: JsonPatch[]): void {
    this.jsonPatches.push(...ops);
    this.pass.touch();
  }

  public toJson(): any {
    const { printed } = this;
    return this.known ? copyOf(printed) : printed;
  }

  /**
   * The final manifest, patches applied.
   *
   * @throws when a value can't be rendered or a patch can't be applied
   */
  public manifest(): Manifest {
    const { printed } = this;
    if (!this.rendered) this.renderSpec();
    return { object: printed, rendered: this.rendered! };
  }

  /** As `manifest`, without what it was made of. */
  public get printed(): any {
    this.compareWorkload();
    const { version } = this.pass;
    if (this.known?.version === version) return this.known.object;
    this.known = undefined;
    this.rendered = undefined;
    const plain = this.plainJson();
    const object = this.applyPatches(plain ?? this.cdk8sJson());
    const isPlain = plain !== undefined;
    if (this.canKeep(this.rendered!, isPlain)) this.known = { object, version, isPlain };
    return object;
  }

  /** What cdk8s prints. What is rendered already is not rendered again. */
  private cdk8sJson(): any {
    const { rendered } = this;
    return rendered ? this.withSpec(() => rendered.spec) : super.toJson();
  }

  /** Frees what the manifest was made of, which takes as much memory. It is made again if somebody asks for it. */
  public forgetRendering(): void {
    if (this.known?.isPlain) this.rendered = undefined;
  }

  /** What cdk8s' `toJson()` returns, made in less time; undefined if only cdk8s can make it. */
  private plainJson(): any {
    if (process.env.CDK8S_DISABLE_SORT || hasOwnResolvers(this)) return undefined;
    const { apiVersion, kind } = this;
    try {
      const metadata = this.metadata.toJson();
      const spec = cdk8sJson(this.renderSpec());
      return spec === ONLY_CDK8S ? undefined : { apiVersion, kind, metadata, ...(spec !== undefined && { spec }) };
    } catch {
      // cdk8s reports it, with the object's name.
      return undefined;
    }
  }

  /** Whether the manifest stays the same until the pass changes; else it may differ each time. */
  public get isKept(): boolean {
    return this.known?.version === this.pass.version;
  }

  /** The object as it would be with another spec, without patches. */
  public withSpec(render: () => any): any {
    this.otherSpec = render;
    try {
      return super.toJson();
    } finally {
      this.otherSpec = undefined;
    }
  }

  private compareWorkload(): void {
    const version = this.workload.version?.();
    if (this.known && version !== this.workloadVersion) this.pass.touch();
    this.workloadVersion = version;
  }

  /**
   * Reports keys that JavaScript can't keep; false when values are computed each time.
   *
   * @param isPlain whether it is known that the spec contains neither
   */
  private canKeep({ spec, findings }: WorkloadRendering, isPlain: boolean): boolean {
    const ofSpec = !isPlain && inspect(spec, 'spec', findings);
    const ofMetadata = metadataParts(this.metadata).map((part) => inspect(part, 'metadata', []));
    return !ofSpec && !ofMetadata.includes(true) && !hasOwnResolvers(this) && !this.workload.isVolatile;
  }

  private renderSpec(): any {
    if (this.otherSpec) return this.otherSpec();
    this.rendered = this.workload.render();
    return this.rendered.spec;
  }

  private applyPatches(json: any): any {
    const metadata: any = { ...withPodMetadata(json.metadata, this.rendered?.podMetadata) };
    // cdk8s gives every object a name; one whose name the API server generates has none.
    if (metadata.generateName !== undefined && this.workload.metadata.name === undefined) delete metadata.name;
    let patched = { ...json, metadata };
    this.jsonPatches.forEach((patch, i) => {
      try {
        patched = applyJsonPatch(patched, patch);
      } catch (e) {
        throw new Error(`JSON patch ${i + 1} of ${this.jsonPatches.length} can't be applied: ${(e as Error).message}`);
      }
    });
    const { hashLength, contentOf } = this.workload;
    const named = hashLength === undefined ? patched : withContentName(patched, hashLength, contentOf);
    const { apiVersion, kind, metadata: meta, ...rest } = named;
    return { apiVersion, kind, metadata: meta, ...rest };
  }
}

/** Finds keys that JavaScript can't keep, and returns whether there are tokens. */
function inspect(value: any, path: string, findings: Finding[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (isToken(value)) return true;
  let tokens = false;
  for (const [key, item] of Object.entries(value)) {
    if (key === '__proto__') findings.push(lostKey(`${path}.${key}`));
    tokens = inspect(item, Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`, findings) || tokens;
  }
  return tokens;
}

const lostKey = (path: string): Finding => ({
  rule: 'HKUBE-KEY',
  severity: 'error',
  type: 'Forbidden',
  path,
  detail: 'cdk8s silently drops a key of this name',
  hint: 'Rename it',
});
