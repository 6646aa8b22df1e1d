/**
 * Checks for what HKube accepts and then renders wrong or cannot run: the defects of docs/hkube-defects.md that a spec
 * can trigger, by their numbers. They are for specs that HKube runs; a plain workload has none of these defects.
 */

import { ClusterOptions, sideCarDefaults } from './cluster-options';
import { isHkubeCpu, memoryProblem, toKubernetesMemory } from './memory';
import { GPU, mountsOf } from './plain-pod';
import type { ReadSideCar, ReadSpec } from './read-spec';
import { checkWorkerJob } from './worker-checks';
import { hasRegistry, hasRegistryToHkube, isHkubes, withRegistry } from './worker-image';
import { ANY_SUFFIX, internalForm, workerJob } from './worker-job';
import { Finding, Validation } from '../apimachinery/finding';
import { compareQuantities, isQuantity } from '../apimachinery/quantity';
import { isObject, JsonObject } from '../text/json-value';
import { validateManifest } from '../validation/validate';

const RULE = 'HKUBE-DEFECT';

/** Checks a spec as HKube would run it in a cluster: HKube's defects, and what Kubernetes reports about the Job. */
export function checkForHkube(spec: ReadSpec, cluster: ClusterOptions, v: Validation): void {
  const before = v.findings.length;
  // HKube's scheduler chooses the node.
  const scheduled = { ...cluster, node: cluster.node ?? 'chosen-by-hkube' };
  checkWorkerJob(internalForm(spec), scheduled, v);
  checkDefects(spec, scheduled, v);
  // Errors that are known already would be reported twice.
  if (!v.findings.slice(before).some(({ severity }) => severity === 'error')) checkJob(spec, scheduled, v);
}

/** What HKube gets wrong of a spec, as warnings about a Job in which it is right (docs/hkube-defects.md). */
export function defectWarnings(spec: ReadSpec, cluster: ClusterOptions, v: Validation): Finding[] {
  const ofHkube = v.fresh();
  checkDefects(spec, cluster, ofHkube);
  return ofHkube.findings.map((finding) => ({ ...finding, severity: 'warning' }));
}

/** Checks a spec for what HKube would render wrong. */
function checkDefects(spec: ReadSpec, cluster: ClusterOptions, v: Validation): void {
  checkImages(spec, cluster, v);
  checkMounts(
    spec.volumeMounts,
    'volumeMounts',
    [],
    'unless the volume is an emptyDir, declare it again under another name',
    v,
  );
  checkLegacyMounts(spec, v);
  checkGpu(spec, v);
  if (!spec.gpu && Object.hasOwn(spec.annotations ?? {}, GPU)) {
    v.forbidden('HKUBE-RESERVED', `annotations[${GPU}]`, 'HKube counts GPUs by this annotation');
  }
  spec.sideCars?.forEach((sideCar, i) => checkSideCar(sideCar, `sideCars[${i}]`, cluster, v));
}

/**
 * 5.8, 5.9 and whatever else Kubernetes reports about the Job: HKube sends it unchecked, and hides most of the answer.
 */
function checkJob(spec: ReadSpec, cluster: ClusterOptions, v: Validation): void {
  // Without an image HKube builds one.
  const built = { ...spec, algorithmImage: spec.algorithmImage || 'built-by-hkube' };
  const job = workerJob(internalForm(built), cluster, { suffix: ANY_SUFFIX });
  for (const finding of validateManifest(JSON.parse(JSON.stringify(job)), v.minor, v.gates)) {
    // HKube sends JSON, so it doesn't matter what YAML does to a text.
    if (finding.severity === 'error' && finding.rule !== 'YAML-STRING') {
      v.findings.push({ ...finding, path: `job.${finding.path}` });
    }
  }
}

function checkImages(spec: ReadSpec, cluster: ClusterOptions, v: Validation): void {
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
      'use a tag instead of the digest',
    );
  }
  // 5.25: a version with an image replaces any tag; one with a tag is used only where the image has none.
  const [, project, tag] = /([^/:@]+)(:[^/@]+)?(?:@.*)?$/.exec(image) ?? [];
  const version = versions.find((each) => each.project === project);
  if (version && !isHkubes(image) && (version.image || !tag)) {
    v.invalid(
      RULE,
      path,
      image,
      `HKube mistakes it for its own project "${project}" and runs another image`,
      version.image ? 'rename the repository' : 'add a tag',
    );
  }
  if (registry && hasRegistry(image) !== hasRegistryToHkube(image)) {
    const detail = hasRegistry(image)
      ? "HKube puts the cluster's registry in front of it"
      : `HKube mistakes "${image.split('/')[0]}" for a registry, and does not add the cluster's`;
    v.invalid(RULE, path, image, detail, 'use a registry with a dot or a port in its name');
  }
}

/** 5.10: HKube keeps only the last mount of a volume. */
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

/** 5.28: HKube names the volume by claim and index, even where that is not a valid name. */
function checkLegacyMounts(spec: ReadSpec, v: Validation): void {
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
function checkGpu({ gpu, nodeSelector }: ReadSpec, v: Validation): void {
  if (gpu === undefined || Number.isInteger(gpu) || Object.keys(nodeSelector ?? {}).length === 0) return;
  v.forbidden(
    RULE,
    'nodeSelector',
    'with part of a GPU, HKube loses the node that it has chosen',
    'remove nodeSelector, or request whole GPUs',
  );
}

function checkSideCar(
  { container = {}, volumeMounts }: ReadSideCar,
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
      "HKube does not put the cluster's registry in front of a sidecar's image",
      `write it: ${withRegistry(image, cluster.registry)}`,
    );
  }
  checkResources(container.resources, `${path}.container.resources`, cluster, v);
  // HKube passes on the container's own mounts as they are.
  const own = Array.isArray(container.volumeMounts) ? container.volumeMounts.map((mount) => mount?.name) : [];
  checkMounts(volumeMounts, `${path}.volumeMounts`, own, 'put all mounts into container.volumeMounts', v);
}

function checkResources(resources: unknown, path: string, cluster: ClusterOptions, v: Validation): void {
  if (resources === null) return stopsScheduler(path, null, v, 'remove it');
  if (!isObject(resources)) return;
  for (const [kind, amounts] of Object.entries(resources)) {
    const at = `${path}.${kind}`;
    if (kind !== 'requests' && kind !== 'limits') drops(at, v);
    else if (amounts === null) stopsScheduler(at, null, v, 'remove it');
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
        'set a request too',
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
        'HKube passes it on as it is, and Kubernetes rejects it',
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
  v.invalid(
    RULE,
    path,
    value,
    "HKube's scheduler cannot read it, and stops scheduling all algorithms of the cluster",
    hint,
  );
}

/** 5.12 */
function drops(path: string, v: Validation): void {
  v.forbidden(
    RULE,
    path,
    'HKube drops it: it keeps only requests and limits of cpu and memory in a sidecar',
    path.includes(GPU) ? 'request the GPU for the algorithm itself' : undefined,
  );
}
