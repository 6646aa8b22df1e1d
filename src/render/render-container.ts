import type { CommonParts, ContainerPart, EnvPart } from './pod-parts';
import { applyFields, inside, Rendering } from './rendering';
import { normalizePath } from '../validation/volume/local-path';

/**
 * Renders a container.
 *
 * @param common variables and mounts that all containers get, unless they have their own
 * @param mirrored mounts of another container, which give way where this one mounts something itself
 */
export function renderContainer(part: ContainerPart, common: CommonParts, mirrored: readonly any[] = []): Rendering {
  const { name, fields, findings, extraFields } = part;
  const rendering: Rendering = {
    manifest: { ...(name !== undefined && { name }), ...fields },
    findings: [...findings],
  };
  renderEnv(rendering, withCommonEnv(part.env, common.env));
  renderMounts(rendering, part.mounts, common.mounts, mirrored);
  applyFields(rendering, extraFields);
  return rendering;
}

function renderEnv({ manifest, findings }: Rendering, env: readonly EnvPart[]): void {
  if (env.length === 0) return;
  manifest.env = env.map(({ variable }) => variable);
  env.forEach(({ finding }, i) => {
    if (finding) findings.push(...inside(`env[${i}]`, [finding]));
  });
}

/**
 * What is common comes first, so that a container's own variables can refer to it. An own variable of the same name takes
 * its place, since other common ones may refer to it; but not one that itself refers to others, which must come before it.
 */
function withCommonEnv(own: readonly EnvPart[], common: readonly EnvPart[]): readonly EnvPart[] {
  if (common.length === 0) return own;
  const mine = new Map(own.map((part) => [part.variable.name, part]));
  const inPlace = (name: string) => !String(mine.get(name)!.variable.value).includes('$(');
  const first = common
    .filter(({ variable: { name } }) => !mine.has(name) || inPlace(name))
    .map((part) => mine.get(part.variable.name) ?? part);
  const placed = new Set(first.map(({ variable }) => variable.name));
  return [...first, ...own.filter(({ variable }) => !placed.has(variable.name))];
}

/** Mirrored mounts first, then those of all containers, then the container's own. */
function renderMounts(
  { manifest, findings }: Rendering,
  own: readonly Rendering[],
  common: readonly Rendering[],
  mirrored: readonly any[],
): void {
  const ownMounts = own.map((mount) => mount.manifest);
  const kept = withoutPathsOf(ownMounts, mirrored, (mount) => mount);
  const shared = withoutPathsOf([...ownMounts, ...kept], common, (mount) => mount.manifest);
  const mounts = [...shared, ...own];
  if (kept.length + mounts.length === 0) return;
  manifest.volumeMounts = [...kept.map((mount) => ({ ...mount })), ...mounts.map((mount) => mount.manifest)];
  mounts.forEach((mount, i) => findings.push(...inside(`volumeMounts[${kept.length + i}]`, mount.findings)));
}

/** Mounts that give way to others where those have the same path. */
function withoutPathsOf<T>(others: readonly any[], mounts: readonly T[], manifestOf: (mount: T) => any): readonly T[] {
  if (mounts.length === 0 || others.length === 0) return mounts;
  const taken = new Set(others.map(({ mountPath }) => normalizePath(mountPath)));
  return mounts.filter((mount) => !taken.has(normalizePath(manifestOf(mount).mountPath)));
}
