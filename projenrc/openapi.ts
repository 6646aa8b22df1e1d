/**
 * The OpenAPI documents of the Kubernetes releases. They are read from the Go module k8s.io/kubernetes: this needs
 * `go`, and downloads what is missing.
 */
import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';
import { FieldSchema } from './field-notes';

/** The last patch of each supported minor version, the oldest first. */
export const RELEASES = [
  '1.28.15',
  '1.29.6',
  '1.30.14',
  '1.31.14',
  '1.32.13',
  '1.33.13',
  '1.34.4',
  '1.35.4',
  '1.36.3',
  '1.37.2',
];

export interface Schema extends FieldSchema {
  readonly description?: string;
  readonly required?: string[];
  readonly type?: string;
  readonly format?: string;
  readonly items?: Schema;
  readonly additionalProperties?: Schema;
  readonly properties?: Record<string, Schema>;
  readonly 'x-kubernetes-list-map-keys'?: string[];
  readonly 'x-kubernetes-group-version-kind'?: GroupVersionKind[];
}

export interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

export type Definitions = Readonly<Record<string, Schema>>;

interface OpenApi {
  readonly definitions: Definitions;
  readonly paths: Record<string, { readonly post?: { readonly 'x-kubernetes-group-version-kind'?: GroupVersionKind } }>;
}

/** Where the source of a release is; it is downloaded when it is missing. */
export function moduleDirectory(release: string): string {
  const module = execFileSync('go', ['mod', 'download', '-json', `k8s.io/kubernetes@v${release}`], {
    encoding: 'utf8',
  });
  return JSON.parse(module).Dir;
}

export function readOpenApi(release: string): OpenApi {
  return JSON.parse(readFileSync(join(moduleDirectory(release), 'api', 'openapi-spec', 'swagger.json'), 'utf8'));
}

export const refName = (ref: string) => ref.replace('#/definitions/', '');
export const shortName = (name: string) => name.split('.').pop()!;

/** The definitions that can be reached from some, including those; not those to leave out, nor what only they reach. */
export function reachableFrom(
  definitions: Definitions,
  roots: readonly string[],
  isLeftOut: (name: string) => boolean,
): string[] {
  const seen = new Set<string>();
  const queue = [...roots];
  for (let name = queue.pop(); name; name = queue.pop()) {
    if (seen.has(name) || isLeftOut(name)) continue;
    seen.add(name);
    queue.push(...references(definitions[name]));
  }
  return [...seen];
}

function references(schema: Schema): string[] {
  if (schema.$ref) return [refName(schema.$ref)];
  return [schema.items, schema.additionalProperties, ...Object.values(schema.properties ?? {})].flatMap((child) =>
    child ? references(child) : [],
  );
}
