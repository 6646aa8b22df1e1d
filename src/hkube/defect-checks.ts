/**
 * What HKube accepts and then makes wrong, or cannot run: the defects of docs/hkube-defects.md that a spec can trigger, by their
 * numbers. For specs that are handed to HKube; what runs without HKube has none of it.
 */

import { ClusterOptions, sideCarDefaults } from './cluster-options';
import { isHkubeCpu, memoryProblem, toKubernetesMemory } from './memory';
import { GPU, mountsOf } from './plain-pod';
import type { HkubeSideCar, HkubeAlgorithmSpec } from './read-spec';
import { checkWorkerJob } from './worker-checks';
import { hasRegistry, hasRegistryToHkube, isHkubes, withRegistry } from './worker-image';
import { ANY_SUFFIX, internalForm, workerJob } from './worker-job';
import { Validation } from '../apimachinery/finding';
import { compareQuantities, isQuantity } from '../apimachinery/quantity';
import { isObject, JsonObject } from '../text/json-value';
import { validateManifest } from '../validation/validate';

const RULE = 'HKUBE-DEFECT';

/** Judges a spec as HKube would run it in a cluster: its defects, and what Kubernetes says of the Job. */
export function checkForHkube(spec: HkubeAlgorithmSpec, cluster: ClusterOptions, v: Validation): void {
  const before = v.findings.length;
  // HKube's scheduler chooses the node.
  const scheduled = { ...cluster, node: cluster.node ?? 'chosen-by-hkube' };
  checkDefects(spec, scheduled, v);
  // What is known to be wrong already would be said twice.
  if (!v.findings.slice(before).some(({ severity }) => severity === 'error')) checkJob(spec, scheduled, v);
}

/** Judges a spec by what HKube would make wrong of it. */
export function checkDefects(spec: HkubeAlgorithmSpec, cluster: ClusterOptions, v: Validation): void {
  checkWorkerJob(internalForm(spec), cluster, v);
  checkImages(spec, cluster, v);
  checkMounts(
    spec.volumeMounts,
    'volumeMounts',
    [],
    'if the volume is no emptyDir, declare it a second time under another name',
    v,
  );
  checkLegacyMounts(spec, v);
  checkGpu(spec, v);
  if (!spec.gpu && Object.hasOwn(spec.annotations ?? {}, GPU)) {
    v.forbidden('HKUBE-RESERVED', `annotations[${GPU}]`, 'HKube counts GPUs by this annotation');
  }
  spec.sideCars?.forEach((sideCar, i) => checkSideCar(sideCar, `sideCars[${i}]`, cluster, v));
}

/** 5.8, 5.9 and all else that Kubernetes says of the Job: HKube hands on what it is given, and tells little of what comes back. */
function checkJob(spec: HkubeAlgorithmSpec, cluster: ClusterOptions, v: Validation): void {
  // Without an image HKube builds one.
  const built = { ...spec, algorithmImage: spec.algorithmImage || 'built-by-hkube' };
  const job = workerJob(internalForm(built), cluster, { suffix: ANY_SUFFIX });
  for (const finding of validateManifest(JSON.parse(JSON.stringify(job)), v.minor)) {
    // HKube sends JSON: what YAML makes of a text is no concern.
    if (finding.severity === 'error' && finding.rule !== 'YAML-STRING') {
      v.findings.push({ ...finding, path: `job.${finding.path}` });
    }
  }
}

function checkImages(spec: HkubeAlgorithmSpec, cluster: ClusterOptions, v: Validation): void {
  for (const field of ['algorithmImage', 'workerImage'] as const) {
    const image = spec[field];
    if (image) checkImage(image, field, cluster, v);
  }
}

function checkImage(image: string, path: string, { versions = [], registry }: ClusterOptions, v: Validation): void {
  // 5.24
  if (image.includes('@')) {
    v.invalid(
      RULE,
      path,
      image,
      'HKube breaks an image with a digest: it writes ":sha256:" for "@sha256:"',
      'name a tag',
    );
  }
  // 5.25: of a project's images some replace any tag, others are for none.
  const [, project, tag] = /([^/:@]+)(:[^/@]+)?(?:@.*)?$/.exec(image) ?? [];
  const version = versions.find((each) => each.project === project);
  if (version && !isHkubes(image) && (version.image || !tag)) {
    v.invalid(
      RULE,
      path,
      image,
      `HKube takes it for its own project "${project}", and runs another image`,
      version.image ? 'call it otherwise' : 'name a tag',
    );
  }
  if (registry && hasRegistry(image) !== hasRegistryToHkube(image)) {
    const detail = hasRegistry(image)
      ? "HKube puts the cluster's registry before it"
      : `HKube takes "${image.split('/')[0]}" for a registry, and does not put the cluster's before it`;
    v.invalid(RULE, path, image, detail, 'write the registry with a dot or a port');
  }
}

/** 5.10: of several mounts of a volume HKube keeps the last one. */
function checkMounts(
  mounts: readonly JsonObject[] = [],
  path: string,
  before: readonly unknown[],
  hint: string,
  v: Validation,
): void {
  const seen = new Set<unknown>(before);
  mounts.forEach((mount, i) => {
    if (seen.has(mount?.name)) {
      v.forbidden(RULE, `${path}[${i}]`, 'HKube keeps only the last mount of a volume in a container', hint);
    }
    seen.add(mount?.name);
  });
}

/** 5.28: HKube calls the volume by claim and index, whatever that gives. */
function checkLegacyMounts(spec: HkubeAlgorithmSpec, v: Validation): void {
  mountsOf(spec).forEach(({ volume }, i) => {
    const { pvcName } = spec.mounts![i];
    if (volume.name !== `${pvcName}-${i}`) {
      v.invalid(
        RULE,
        `mounts[${i}].pvcName`,
        pvcName,
        `HKube names the volume "${pvcName}-${i}", which Kubernetes refuses`,
        'use volumes and volumeMounts',
      );
    }
  });
}

/** 5.15 */
function checkGpu({ gpu, nodeSelector }: HkubeAlgorithmSpec, v: Validation): void {
  if (gpu === undefined || Number.isInteger(gpu) || Object.keys(nodeSelector ?? {}).length === 0) return;
  v.forbidden(
    RULE,
    'nodeSelector',
    'with a part of a GPU HKube loses the node that it has chosen',
    'leave out nodeSelector, or ask for whole GPUs',
  );
}

function checkSideCar(
  { container = {}, volumeMounts }: HkubeSideCar,
  path: string,
  cluster: ClusterOptions,
  v: Validation,
): void {
  const { image } = container;
  if (cluster.registry && typeof image === 'string' && !hasRegistry(image)) {
    // 5.26
    v.invalid(
      RULE,
      `${path}.container.image`,
      image,
      "HKube does not put the cluster's registry before the image of a sidecar",
      `write it: ${withRegistry(image, cluster.registry)}`,
    );
  }
  checkResources(container.resources, `${path}.container.resources`, cluster, v);
  // Those of the container itself are handed on as they are.
  const own = Array.isArray(container.volumeMounts) ? container.volumeMounts.map((mount) => mount?.name) : [];
  checkMounts(volumeMounts, `${path}.volumeMounts`, own, 'put all mounts into container.volumeMounts', v);
}

function checkResources(resources: unknown, path: string, cluster: ClusterOptions, v: Validation): void {
  if (resources === null) return stopsScheduler(path, null, v, 'leave it out');
  if (!isObject(resources)) return;
  for (const [kind, amounts] of Object.entries(resources)) {
    const at = `${path}.${kind}`;
    if (kind !== 'requests' && kind !== 'limits') drops(at, v);
    else if (amounts === null) stopsScheduler(at, null, v, 'leave it out');
    else if (isObject(amounts)) checkAmounts(amounts, kind, at, v);
  }
  const [requests, limits] = [resources.requests, resources.limits].map((amounts): JsonObject =>
    isObject(amounts) ? amounts : {},
  );
  for (const [name, amount] of Object.entries(sideCarDefaults(cluster))) {
    const limit = typeof limits[name] === 'string' ? toKubernetesMemory(limits[name]) : limits[name];
    // 5.2
    if (requests[name] === undefined && isQuantity(limit) && compareQuantities(amount, limit) > 0) {
      v.invalid(
        RULE,
        `${path}.limits[${name}]`,
        limits[name],
        `HKube requests ${amount}, which is more than this limit`,
        'give a request too',
      );
    }
  }
}

function checkAmounts(amounts: JsonObject, kind: 'requests' | 'limits', path: string, v: Validation): void {
  for (const [name, amount] of Object.entries(amounts)) {
    const at = `${path}[${name}]`;
    if (name !== 'cpu' && name !== 'memory') {
      drops(at, v);
    } else if (name === 'memory' && typeof amount === 'string' && toKubernetesMemory(amount) !== amount) {
      // 5.14
      v.invalid(
        RULE,
        at,
        amount,
        'HKube hands it on as it is, and Kubernetes refuses it',
        'write it without white space, in Mi or M',
      );
    } else if (
      kind === 'requests' &&
      !(name === 'cpu' ? isHkubeCpu(amount) : typeof amount === 'string' && memoryProblem(amount) === undefined)
    ) {
      // 5.1
      stopsScheduler(
        at,
        amount,
        v,
        name === 'cpu'
          ? 'write cores or thousandths: 0.5 or "500m"'
          : 'write a number and one of the units Ki, M, Mi, Gi, G, Ti, T',
      );
    }
  }
}

/** 5.1 */
function stopsScheduler(path: string, value: unknown, v: Validation, hint: string): void {
  v.invalid(RULE, path, value, "HKube's scheduler cannot read it, and stops for all algorithms of the cluster", hint);
}

/** 5.12 */
function drops(path: string, v: Validation): void {
  v.forbidden(
    RULE,
    path,
    "HKube drops it: of a sidecar's resources it keeps requests and limits of cpu and memory",
    path.includes(GPU) ? 'give the GPU to the algorithm itself' : undefined,
  );
}
