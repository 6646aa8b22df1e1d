/** The Job that registers an algorithm. */

import type * as kplus from 'cdk8s-plus-28';
import { REFUSED, REGISTRATION_SCRIPT } from './registration-script';
import { nameOf } from '../app/cdk8s-plus';
import type { JsonObject } from '../text/json-value';

export interface RegistrationJobOptions {
  readonly endpoint: string;
  readonly image?: string;
  readonly tokenSecret?: { readonly secret: kplus.ISecret | string; readonly key?: string };
  readonly ttlSecondsAfterFinished?: number;
}

const IMAGE = 'docker.io/curlimages/curl:8.12.1';
const CONTAINER = 'register';

/**
 * The Job's spec.
 *
 * @param algorithm name of the algorithm
 * @param specObject the ConfigMap or Secret with the spec, under that key
 */
export function registrationJob(
  options: RegistrationJobOptions,
  algorithm: string,
  specObject: JsonObject,
  key: string,
): JsonObject {
  const { endpoint, image, tokenSecret, ttlSecondsAfterFinished } = options;
  const {
    kind,
    metadata: { name },
  } = specObject;
  return {
    // All attempts together.
    activeDeadlineSeconds: 600,
    ...(ttlSecondsAfterFinished !== undefined && { ttlSecondsAfterFinished }),
    podFailurePolicy: {
      rules: [{ action: 'FailJob', onExitCodes: { containerName: CONTAINER, operator: 'In', values: [REFUSED] } }],
    },
    template: {
      metadata: { labels: { 'app.kubernetes.io/name': 'hkube-registration' } },
      spec: {
        automountServiceAccountToken: false,
        containers: [
          {
            name: CONTAINER,
            image: image ?? IMAGE,
            command: ['/bin/sh', '-c', REGISTRATION_SCRIPT],
            env: [
              { name: 'HKUBE_ENDPOINT', value: endpoint.replace(/\/+$/, '') },
              { name: 'HKUBE_ALGORITHM', value: algorithm },
              { name: 'HKUBE_SPEC', value: `/hkube/${key}` },
              { name: 'TMPDIR', value: '/tmp' },
              ...(tokenSecret
                ? [
                    {
                      name: 'HKUBE_TOKEN',
                      valueFrom: {
                        secretKeyRef: { name: nameOf(tokenSecret.secret), key: tokenSecret.key ?? 'token' },
                      },
                    },
                  ]
                : []),
            ],
            resources: { requests: { cpu: '50m', memory: '32Mi' }, limits: { cpu: '100m', memory: '64Mi' } },
            securityContext: {
              allowPrivilegeEscalation: false,
              capabilities: { drop: ['ALL'] },
              readOnlyRootFilesystem: true,
            },
            // The pod's status says why HKube refused, also when the log is gone.
            terminationMessagePolicy: 'FallbackToLogsOnError',
            volumeMounts: [
              { name: 'spec', mountPath: '/hkube', readOnly: true },
              { name: 'tmp', mountPath: '/tmp' },
            ],
          },
        ],
        restartPolicy: 'Never',
        securityContext: {
          runAsGroup: 65534,
          runAsNonRoot: true,
          runAsUser: 65534,
          seccompProfile: { type: 'RuntimeDefault' },
        },
        volumes: [
          { name: 'spec', ...(kind === 'Secret' ? { secret: { secretName: name } } : { configMap: { name } }) },
          // In memory, for the spec may be a secret.
          { name: 'tmp', emptyDir: { medium: 'Memory', sizeLimit: '16Mi' } },
        ],
      },
    },
  };
}
