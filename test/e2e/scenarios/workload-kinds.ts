import { strict as assert } from 'assert';
import { Algorithm, SharedVolume, SideCarMode, Warnings, AlgorithmWorkload } from '../../../src';
import { ALL_CONTAINER_PROPS, ALL_POD_PROPS } from '../../fixtures/all-props';
import { Scenario } from '../scenario';

const WORKLOADS: Record<string, AlgorithmWorkload> = {
  Job: AlgorithmWorkload.job({
    suspend: true,
    completions: 3,
    completionMode: 'Indexed',
    backoffLimitPerIndex: 1,
    podReplacementPolicy: 'Failed',
  }),
  CronJob: AlgorithmWorkload.cronJob({
    schedule: '@yearly',
    suspend: true,
    timeZone: 'Europe/Berlin',
    jobTemplate: { spec: { backoffLimit: 2 } },
  }),
  Deployment: AlgorithmWorkload.deployment({ replicas: 0, minReadySeconds: 3, strategy: { type: 'Recreate' } }),
  StatefulSet: AlgorithmWorkload.statefulSet({ replicas: 0, podManagementPolicy: 'Parallel', serviceName: 'peers' }),
  DaemonSet: AlgorithmWorkload.daemonSet({ updateStrategy: { type: 'OnDelete' } }),
};

/**
 * Every prop of containers and pods is taken and kept by the server, in every kind of workload and with both kinds of
 * sidecars.
 */
export const workloadKinds: Scenario = {
  name: 'workload-kinds',
  async run(stage) {
    const created = await stage.create((chart) => {
      for (const [kind, workload] of Object.entries(WORKLOADS)) {
        const { activeDeadlineSeconds, restartPolicy, ...pod } = ALL_POD_PROPS;
        const algorithm = new Algorithm(chart, kind.toLowerCase(), {
          ...ALL_CONTAINER_PROPS,
          workload,
          pod: kind.endsWith('Job') ? { ...pod, activeDeadlineSeconds, restartPolicy } : pod,
        });
        for (const mode of [SideCarMode.NATIVE, SideCarMode.CONTAINER]) {
          // Ports are the main container's, so a probe cannot name one.
          const readinessProbe = { tcpSocket: { port: 8080 } };
          algorithm.addSideCar(mode.toLowerCase(), { ...ALL_CONTAINER_PROPS, ports: [], readinessProbe, mode });
        }
        SharedVolume.fromEmptyDir(algorithm, 'data');
        SharedVolume.fromPersistentVolumeClaim(algorithm, 'block', 'disk');
        Warnings.of(algorithm).acknowledge('WARN-PRIORITY', 'nothing runs');
      }
    });
    const kinds = created.map(({ kind }) => kind);
    assert.deepEqual(kinds, Object.keys(WORKLOADS));
    return `${kinds.join(', ')}: created with every prop of containers and pods`;
  },
};
