import { ApiObject, ApiObjectMetadata, App, JsonPatch, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { applyJsonPatch } from './json-patch';
import { Finding } from '../apimachinery/finding';
import { isToken } from '../apimachinery/to-api';
import { setFinalName, withContentName } from '../app/content-name';
import { WorkloadRendering } from '../render/pod-rendering';

export interface WorkloadObjectProps {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ApiObjectMetadata;
  readonly render: () => WorkloadRendering;
  /** The same as long as `render` would give the same. */
  readonly stamp: () => string;
  /** Characters of a hash of the content to put after the name. @default - the name as it is */
  readonly hashLength?: number;
  /** What the hash is of. @default - all but the metadata */
  readonly contentOf?: (object: any) => unknown;
}

/** The object as it will be printed, and what it was made of. */
export interface Manifest {
  readonly object: any;
  readonly rendered: WorkloadRendering;
}

/**
 * The object that runs an algorithm's pods. Unlike a plain ApiObject it keeps its manifest until something
 * changes, since cdk8s validates the whole app once for each chart, and names the patch that can't be applied.
 */
export class WorkloadObject extends ApiObject {
  private readonly jsonPatches: JsonPatch[] = [];
  private cached?: { readonly stamp: string; readonly manifest: Manifest };
  private rendered?: WorkloadRendering;
  private otherSpec?: () => any;
  private metadataEdits = 0;

  constructor(
    scope: Construct,
    id: string,
    private readonly workload: WorkloadObjectProps,
  ) {
    const { apiVersion, kind, metadata } = workload;
    // Lazy: the parts of the pod are declared after their algorithm.
    super(scope, id, { apiVersion, kind, metadata, spec: Lazy.any({ produce: () => this.renderSpec() }) });
    if (workload.hashLength !== undefined) setFinalName(this, () => this.manifest().object.metadata.name);
    this.watchMetadata();
  }

  public addJsonPatch(...ops: JsonPatch[]): void {
    this.jsonPatches.push(...ops);
  }

  public toJson(): any {
    const { object } = this.manifest();
    return this.cached ? structuredClone(object) : object;
  }

  /**
   * The final manifest, patches applied.
   *
   * @throws when a value can't be rendered or a patch can't be applied
   */
  public manifest(): Manifest {
    const stamp = this.stamp();
    if (this.cached?.stamp === stamp) return this.cached.manifest;
    this.cached = undefined;
    const object = this.applyPatches(super.toJson());
    const rendered = this.rendered!;
    const manifest = { object, rendered };
    const tokens = [
      inspect(rendered.spec, 'spec', rendered.findings),
      ...this.metadataParts().map((part) => inspect(part, 'metadata', [])),
    ].includes(true);
    if (!tokens && !this.hasCustomResolvers()) this.cached = { stamp, manifest };
    return manifest;
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

  /** The same as long as the manifest is; undefined when it may differ each time. */
  public get cacheStamp(): string | undefined {
    return this.cached?.stamp;
  }

  private stamp(): string {
    return `${this.workload.stamp()} ${this.jsonPatches.length} ${this.metadataEdits}`;
  }

  /** Metadata is edited behind our back. */
  private watchMetadata(): void {
    const metadata: any = this.metadata;
    for (const method of ['addLabel', 'addAnnotation', 'addFinalizers', 'addOwnerReference', 'add']) {
      const original = metadata[method];
      metadata[method] = (...args: any[]) => {
        this.metadataEdits++;
        return original.apply(metadata, args);
      };
    }
  }

  /** Everything in the metadata that may hold a value which is computed each time. */
  private metadataParts(): any[] {
    const { labels, annotations, finalizers, ownerReferences, _additionalAttributes } = this.metadata as any;
    return [labels, annotations, finalizers, ownerReferences, _additionalAttributes];
  }

  private renderSpec(): any {
    if (this.otherSpec) return this.otherSpec();
    this.rendered = this.workload.render();
    return this.rendered.spec;
  }

  private applyPatches(json: any): any {
    const metadata = { ...json.metadata };
    // cdk8s gives every object a name; one that the API server is to generate has none.
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
    const {
      apiVersion,
      kind,
      metadata: meta,
      ...rest
    } = hashLength === undefined ? patched : withContentName(patched, hashLength, contentOf);
    return { apiVersion, kind, metadata: meta, ...rest };
  }

  private hasCustomResolvers(): boolean {
    const { resolvers } = App.of(this) as any;
    return Array.isArray(resolvers) && resolvers.length > STANDARD_RESOLVERS;
  }
}

/** The object if it is one of ours. (`instanceof` holds for every ApiObject: cdk8s defines it by a mark.) */
export function asWorkloadObject(object: ApiObject): WorkloadObject | undefined {
  return Object.prototype.isPrototypeOf.call(WorkloadObject.prototype, object) ? (object as WorkloadObject) : undefined;
}

const STANDARD_RESOLVERS = (new App() as any).resolvers?.length ?? 0;

/** Finds keys that JavaScript can't keep, and answers whether there are tokens. */
function inspect(value: any, path: string, findings: Finding[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (isToken(value)) return true;
  let tokens = false;
  for (const [key, item] of Object.entries(value)) {
    if (key === '__proto__') {
      findings.push({
        rule: 'HKUBE-KEY',
        severity: 'error',
        type: 'Forbidden',
        path: `${path}.${key}`,
        detail: 'cdk8s loses a key of this name',
        hint: 'Rename it',
      });
    }
    tokens = inspect(item, Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`, findings) || tokens;
  }
  return tokens;
}
