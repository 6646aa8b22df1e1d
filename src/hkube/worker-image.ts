/**
 * Images as HKube names them: its own projects get the cluster's version, images without a registry get the cluster's.
 *
 * HKube mistakes any repository that is named like one of its projects for its own, mistakes the first of three parts
 * for a registry, and loses the `@` of a digest. Here the project must be in the namespace `hkube`, a registry is what
 * container runtimes consider one, and the rest of the reference stays as it is.
 */

import type { ClusterOptions } from './cluster-options';
import { isHost } from '../apimachinery/image-reference';

/** The image to run for the one that was written. */
export function resolveImage(image: string, { registry, versions }: ClusterOptions): string {
  return withRegistry(withVersion(image, versions), registry);
}

/** The image, with the cluster's registry if it names none. */
export const withRegistry = (image: string, registry: string | undefined) =>
  registry && !hasRegistry(image) ? `${registry}/${image}` : image;

/** Whether container runtimes consider the first part of an image's name a registry. */
export function hasRegistry(image: string): boolean {
  const [first, ...rest] = image.split('/');
  return rest.length > 0 && isHost(first);
}

/** Whether HKube considers it one (5.25). */
export function hasRegistryToHkube(image: string): boolean {
  const [first, ...rest] = image.split('/');
  return rest.length > 1 || (rest.length > 0 && /[.:]/.test(first));
}

/** An image of HKube's own, in any registry: its project, its tag and its digest. */
const HKUBES = /^(?:[^/]+\/)?hkube\/([^/:@]+)(:[^@]+)?(@.+)?$/;

export const isHkubes = (image: string) => HKUBES.test(image);

function withVersion(image: string, versions: ClusterOptions['versions'] = []): string {
  const match = HKUBES.exec(image);
  const version = match && versions.find(({ project }) => project === match[1]);
  if (!version || match[3]) return image;
  // As in HKube: a version with an image replaces any tag; one with a tag is used only where the image has none.
  const named = version.image ?? image;
  return version.tag && !/:[^/]*$/.test(named) ? `${named}:${version.tag}` : named;
}
