/**
 * What every HKube worker pod has: variables, volumes and mounts of its two containers.
 *
 * @see https://github.com/kube-HPC/hkube/blob/master/core/task-executor/lib/templates/worker.js
 */

import type { HkubeEnv } from './read-spec';
import type { JsonObject } from '../text/json-value';

export const WORKER = 'worker';
export const ALGORUNNER = 'algorunner';
export const SERVICE_ACCOUNT = 'worker-serviceaccount';
export const CONFIG_MAP = 'task-executor-configmap';
export const METRICS_DIRECTORY = '/var/metrics';
export const LOGS_DIRECTORY = '/hkube-logs/';
export const DEV_DIRECTORY = '/hkube/algorithm-runner/algorithm_unique_folder';
export const TUNER_DIRECTORY = '/hkube/datasciencemetrics-storage';

const field = (fieldPath: string) => ({ fieldRef: { fieldPath } });
const secret = (name: string, key: string) => ({ secretKeyRef: { name, key } });

/** Variables of the same name in a ConfigMap. */
export function fromConfigMap(name: string, keys: readonly string[]): HkubeEnv {
  return Object.fromEntries(keys.map((key) => [key, { configMapKeyRef: { name, key } }]));
}

const FOR_BOTH = [
  'STORAGE_ENCODING',
  'DISCOVERY_ENCODING',
  'DISCOVERY_PORT',
  'DISCOVERY_TIMEOUT',
  'DISCOVERY_MAX_CACHE_SIZE',
  'STORAGE_MAX_CACHE_SIZE',
  'WORKER_ALGORITHM_ENCODING',
  'DISCOVERY_SERVING_REPORT_INTERVAL',
  'CLUSTER_NAME',
];

/** The worker's variables, before the algorithm's name and the spec's variables. */
export const WORKER_ENV: HkubeEnv = {
  NODE_ENV: 'production',
  ALGORITHM_TYPE: '',
  METRICS_PORT: '3001',
  INACTIVE_PAUSED_WORKER_TIMEOUT_MS: '10000',
  ALGO_METRICS_DIR: METRICS_DIRECTORY,
  POD_ID: field('metadata.uid'),
  POD_IP: field('status.podIP'),
  POD_NAME: field('metadata.name'),
  NAMESPACE: field('metadata.namespace'),
  ...fromConfigMap(CONFIG_MAP, [
    'DEFAULT_STORAGE',
    'ALGORITHM_DISCONNECTED_TIMEOUT_MS',
    ...FOR_BOTH,
    'WORKER_SOCKET_MAX_PAYLOAD_BYTES',
  ]),
  MONGODB_SERVICE_USER_NAME: secret('mongodb-secret', 'mongodb-username'),
  MONGODB_SERVICE_PASSWORD: secret('mongodb-secret', 'mongodb-password'),
  MONGODB_DB_NAME: secret('mongodb-secret', 'mongodb-database'),
  BASE_DATASOURCES_DIRECTORY: '/hkube/datasources-storage',
};

/** The algorithm's variables, before the spec's. */
export const ALGORUNNER_ENV: HkubeEnv = {
  ALGO_METRICS_DIR: METRICS_DIRECTORY,
  POD_IP: field('status.podIP'),
  ...fromConfigMap(CONFIG_MAP, ['DEFAULT_STORAGE', ...FOR_BOTH]),
};

/** The credentials of the object store. */
export const S3_ENV: HkubeEnv = {
  AWS_ACCESS_KEY_ID: secret('s3-secret', 'awsKey'),
  AWS_SECRET_ACCESS_KEY: secret('s3-secret', 'awsSecret'),
  S3_ENDPOINT_URL: secret('s3-secret', 'awsEndpointUrl'),
};

/** Variables for the gateway's own image. */
export const GATEWAY_ENV: HkubeEnv = {
  NODE_ENV: 'production',
  ...fromConfigMap('algorithm-gateway-configmap', ['BASE_URL_PATH', 'INGRESS_PREFIX', 'REST_PORT']),
};

/** The node's address: where its tracer listens. */
export const HOST_IP: JsonObject = field('status.hostIP');

/** Labels of the pod; the Job has `core` as well. */
export const labelsFor = (algorithm: string) => ({
  group: 'hkube',
  type: 'worker',
  'algorithm-name': algorithm,
  'metrics-group': 'workers',
});
