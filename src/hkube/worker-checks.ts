/**
 * Findings about a worker Job that HKube doesn't report: names that it reserves for itself, and settings without
 * effect. Kubernetes' rules judge the Job itself.
 */

import type { ClusterOptions } from './cluster-options';
import { GPU } from './plain-pod';
import type { ReadSpec } from './read-spec';
import { lateAlgorunnerEnv, lateWorkerEnv, platformVolumes } from './worker-job';
import { ALGORUNNER_ENV, labelsFor } from './worker-template';
import { Validation } from '../apimachinery/finding';

/** Checks a spec in HKube's internal form as the worker Job of a cluster. */
export function checkWorkerJob(spec: ReadSpec, cluster: ClusterOptions, v: Validation): void {
  checkVolumes(spec, cluster, v);
  checkLabels(spec, v);
  checkEnv(spec, cluster, v);
  if (spec.gpu !== undefined && !Number.isInteger(spec.gpu) && cluster.node === undefined && !spec.kaiObject) {
    v.required(
      'HKUBE-GPU',
      'gpu',
      'part of a GPU needs a node: HKube pins the pod to the one it has chosen',
      'set node in the cluster options',
    );
  }
}

function checkVolumes(spec: ReadSpec, cluster: ClusterOptions, v: Validation): void {
  const platform = new Set(platformVolumes(spec, cluster).map(({ name }) => name));
  const seen = new Set<unknown>();
  spec.volumes?.forEach(({ name }, i) => {
    if (platform.has(name)) {
      v.forbidden(
        'HKUBE-RESERVED',
        `volumes[${i}].name`,
        `HKube's own volume ${JSON.stringify(name)} is in every such pod, and this one would replace it`,
        'use another name',
      );
    } else if (seen.has(name)) {
      v.duplicate('HKUBE-UNIQUE', `volumes[${i}].name`, name, 'HKube keeps the last one');
    }
    seen.add(name);
  });
}

function checkLabels(spec: ReadSpec, v: Validation): void {
  const own = [...Object.keys(labelsFor('')), 'core'];
  for (const key of Object.keys(spec.labels ?? {})) {
    if (own.includes(key)) {
      v.warn('HKUBE-RESERVED', `labels[${key}]`, undefined, 'HKube sets this label itself and drops yours');
    }
  }
  if (spec.gpu && Object.hasOwn(spec.annotations ?? {}, GPU)) {
    v.forbidden('HKUBE-RESERVED', `annotations[${GPU}]`, 'HKube counts GPUs by this annotation');
  }
}

function checkEnv(spec: ReadSpec, cluster: ClusterOptions, v: Validation): void {
  const dropped = (field: 'algorithmEnv' | 'workerEnv', late: typeof lateWorkerEnv) => {
    const given = Object.keys(spec[field] ?? {});
    const names = new Set(given.length > 0 ? Object.keys(late(spec, cluster)) : []);
    for (const name of given) {
      if (names.has(name)) {
        v.warn(
          'HKUBE-RESERVED',
          `${field}[${name}]`,
          undefined,
          'HKube sets this variable after yours, so yours has no effect',
        );
      }
    }
  };
  dropped('algorithmEnv', lateAlgorunnerEnv);
  dropped('workerEnv', lateWorkerEnv);
  for (const name of Object.keys(spec.algorithmEnv ?? {})) {
    if (Object.hasOwn(ALGORUNNER_ENV, name)) {
      v.warn(
        'HKUBE-RESERVED',
        `algorithmEnv[${name}]`,
        undefined,
        'this replaces a variable that HKube sets for its own use',
      );
    }
  }
}
