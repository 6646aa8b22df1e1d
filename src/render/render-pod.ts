import { ContainerInPod, orderContainers, ORDER_RULE, StartedAfter } from './container-order';
import { DefaultResources, mergeResources, resourceDefaults } from './default-resources';
import { tolerationsFor } from './gpu-claim';
import type { Owner } from './owner';
import type { ContainerPart, PodParts, VolumePart } from './pod-parts';
import type { ClaimTemplate, OwnedFinding, PartOwners, PodRendering } from './pod-rendering';
import type { PodSecurity } from './pod-security-profile';
import { renderContainer } from './render-container';
import { applyFields, inside, Rendering } from './rendering';
import { SideCarMode } from './side-car-mode';
import { isLongRunning } from './workload-parts';
import { finding } from '../apimachinery/finding';

/** Settings that decide how a pod or a part of it is rendered. */
export interface PartSettings {
  /** Whether anything is filled in that was not declared. @default true */
  readonly defaults?: boolean;
  readonly resources?: DefaultResources;
  readonly sideCarMode?: SideCarMode;
  readonly podSecurity?: PodSecurity;
  readonly kubernetesVersion?: string;
}

/** The current settings of a part, by its owner; without an owner, those of the pod itself. */
export type SettingsOf = (owner?: Owner) => PartSettings;

const CONSTRUCTS = 'Containers and volumes of the algorithm are constructs: use SideCar and SharedVolume';

/**
 * Renders a pod for a workload of some kind.
 *
 * @param fillIn whether defaults are filled in; else the pod has what was declared
 */
export function renderPod(parts: PodParts, kind: string, settingsOf: SettingsOf, fillIn: boolean): PodRendering {
  const spec: any = {};
  const owners: PartOwners = { containers: [], initContainers: [], volumes: [] };
  const findings: OwnedFinding[] = [];
  const add = (list: keyof PartOwners, rendering: Rendering, owner?: Owner) => {
    const index = (spec[list] ??= []).push(rendering.manifest) - 1;
    owners[list].push(owner);
    findings.push(...inside(`${list}[${index}]`, rendering.findings).map((each) => ({ owner, finding: each })));
  };

  const order: StartedAfter[] = [];
  for (const container of orderContainers(renderContainers(parts, kind, settingsOf, fillIn), fillIn)) {
    add(container.list, container, container.owner);
    order.push(...container.after);
  }
  const claimTemplates: ClaimTemplate[] = [];
  for (const part of parts.volumes) {
    const { owner, claimTemplate } = part;
    if (claimTemplate && kind === 'StatefulSet') {
      claimTemplates.push({ owner, manifest: claimTemplate, findings: part.findings });
    } else {
      add('volumes', claimTemplate ? misplacedClaimTemplate(part, kind) : renderVolume(part), owner);
    }
  }

  const pod: Rendering = { manifest: spec, findings: [...parts.findings] };
  const hintFor = (field: string) => (Object.hasOwn(owners, field) ? CONSTRUCTS : undefined);
  applyFields(pod, parts.fields, hintFor);
  if (fillIn) tolerateDevices(spec, parts);
  applyFields(pod, parts.extraFields, hintFor);
  findings.push(...pod.findings.map((each) => ({ finding: each })));

  if (fillIn && !isLongRunning(kind)) spec.restartPolicy ??= 'Never';
  if (fillIn && settingsOf().defaults !== false && spec.serviceAccountName === undefined) {
    spec.automountServiceAccountToken ??= false;
  }
  // An order that can't be kept is reported already.
  const isKept = !findings.some((each) => each.finding.rule === ORDER_RULE);
  return { spec, owners, findings, order: isKept ? order : [], claimTemplates };
}

function renderVolume({ fields, extraFields, findings }: VolumePart): Rendering {
  const volume: Rendering = { manifest: { ...fields }, findings: [...findings] };
  applyFields(volume, extraFields);
  return volume;
}

/** Only a StatefulSet creates claims. Any other volume stands in for it, so that its mounts are not reported too. */
function misplacedClaimTemplate({ fields, findings }: VolumePart, kind: string): Rendering {
  const detail = `a ${kind} cannot have volumeClaimTemplates`;
  const hint =
    'Use a StatefulSet, one PersistentVolumeClaim that all pods share, or an ephemeral volume, whose claim is ' +
    'deleted with its pod: SharedVolume has a method for each';
  const misplaced = finding('HKUBE-CLAIM-TEMPLATE', '', 'Forbidden', detail, { hint });
  return { manifest: { name: fields.name, emptyDir: {} }, findings: [...findings, misplaced] };
}

function tolerateDevices(spec: any, { main, sideCars, initContainers }: PodParts): void {
  const claims = [main, ...sideCars, ...initContainers].map(({ gpu }) => gpu);
  const tolerations = tolerationsFor(claims, spec.tolerations);
  if (tolerations.length > 0) spec.tolerations = [...(spec.tolerations ?? []), ...tolerations];
}

/** All containers of the pod, in their order of declaration. */
function renderContainers(
  parts: PodParts,
  kind: string,
  settingsOf: SettingsOf,
  fillIn: boolean,
): readonly ContainerInPod[] {
  const { main, sideCars, initContainers, common } = parts;
  // With resources of the whole pod nothing is filled in: a default could exceed them.
  const fillsResources = fillIn && parts.extraFields.resources == null;
  const withResources = (rendering: Rendering, { owner, defaultCpuLimit = true }: ContainerPart, role: Role) => {
    const { defaults: isFilled = true, resources: ofScope } = settingsOf(owner);
    const defaults = fillsResources && isFilled ? resourceDefaults(ofScope, role) : undefined;
    const cpuLimits = defaults?.cpuLimits === true && defaultCpuLimit;
    const resources = mergeResources(rendering.manifest.resources, defaults && { ...defaults, cpuLimits });
    if (resources !== undefined) rendering.manifest.resources = resources;
    return rendering;
  };
  const renderedMain = withResources(renderContainer(main, common), main, 'algorithm');
  const mainMounts: readonly any[] = renderedMain.manifest.volumeMounts ?? [];
  return [
    // Init containers of the pod's props get no defaults.
    ...initContainers.map((part) => ({
      mode: SideCarMode.INIT,
      dependencies: part.dependencies,
      ...renderContainer(part, common),
    })),
    { owner: main.owner, dependencies: main.dependencies, ...renderedMain },
    ...sideCars.map((part) => ({
      owner: part.owner,
      dependencies: part.dependencies,
      mode: part.mode,
      defaultMode: defaultMode(settingsOf(part.owner), kind),
      ...withResources(renderContainer(part, common, part.mirrorsMounts ? mainMounts : []), part, 'sideCar'),
    })),
  ];
}

type Role = 'algorithm' | 'sideCar';

/** How a sidecar runs in a workload of that kind if neither it nor another container decides. */
export function defaultMode({ sideCarMode }: PartSettings, kind: string): SideCarMode {
  return sideCarMode ?? (isLongRunning(kind) ? SideCarMode.CONTAINER : SideCarMode.NATIVE);
}
