import type { CommonParts, ContainerPart, EnvPart } from './pod-parts';
import { applyFields, inside, Rendering } from './rendering';
import { extensible } from '../text/json-value';
import { normalizePath } from '../validation/volume/local-path';

/**
 * Renders a container.
 *
 * @param common variables and mounts that all containers get, unless they have their own
 * @param mirrored mounts of another container; this one's own mounts at the same paths replace them
 */
export function renderContainer(part: ContainerPart, common: CommonParts, mirrored: readonly any[] = []): Rendering {
  const { name, fields, findings, extraFields } = part;
  const rendering: Rendering = {
    manifest: extensible(name === undefined ? fields : { name, ...fields }),
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
 * Common variables come first, so a container's own variables can refer to them. An own variable of the same name takes
 * the common one's position, since other common ones may refer to it; except one that refers to other variables, which
 * must come before it.
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

/** Mounts without those that have the path of one of the others. */
function withoutPathsOf<T>(others: readonly any[], mounts: readonly T[], manifestOf: (mount: T) => any): readonly T[] {
  if (mounts.length === 0 || others.length === 0) return mounts;
  const taken = new Set(others.map(({ mountPath }) => normalizePath(mountPath)));
  return mounts.filter((mount) => !taken.has(normalizePath(manifestOf(mount).mountPath)));
}
