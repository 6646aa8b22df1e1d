/**
 * Images as HKube names them: its own projects get the cluster's version, images without a registry the cluster's.
 *
 * HKube takes any repository called like one of its projects for its own, any first part of three for a registry, and loses the
 * `@` of a digest. Here the project must be in the namespace `hkube`, a registry is what container runtimes take for one, and
 * the rest of the reference stays as it stands.
 */

import type { ClusterOptions } from './cluster-options';
import { isHost } from '../apimachinery/image-reference';

/** The image to run for the one that was written. */
export function resolveImage(image: string, { registry, versions }: ClusterOptions): string {
  return withRegistry(withVersion(image, versions), registry);
}

/** An image with the cluster's registry, where it names none. */
export const withRegistry = (image: string, registry: string | undefined) =>
  registry && !hasRegistry(image) ? `${registry}/${image}` : image;

/** Whether the first part of an image's name is a registry, to container runtimes. */
export function hasRegistry(image: string): boolean {
  const [first, ...rest] = image.split('/');
  return rest.length > 0 && isHost(first);
}

/** Whether it is one to HKube (5.25). */
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
  // As HKube: a version that names an image stands for any tag, one with a tag only for none.
  const named = version.image ?? image;
  return version.tag && !/:[^/]*$/.test(named) ? `${named}:${version.tag}` : named;
}
