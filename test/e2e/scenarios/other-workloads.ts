import { strict as assert } from 'assert';
import { UNTIL_STOPPED } from './scripts';
import { Algorithm, AlgorithmWorkload, SharedVolume } from '../../../src';
import { Scenario, Stage } from '../scenario';
import { conditionOf, lastEndOf, statusOf } from '../states';

const LOG_STARTS = ['hostname >> /data/starts', UNTIL_STOPPED];

/** A directory of the node as a volume that only claims of one storage class are bound to. */
const persistentVolume = (stage: Stage, number: number) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name: `${stage.namespace.name}-${number}` },
  spec: {
    capacity: { storage: '1Mi' },
    accessModes: ['ReadWriteOnce'],
    persistentVolumeReclaimPolicy: 'Retain',
    storageClassName: stage.namespace.name,
    hostPath: { path: `/tmp/${stage.namespace.name}/${number}`, type: 'DirectoryOrCreate' },
  },
});

/** Each pod of a StatefulSet has its own claim and host name, and gets both again when it is replaced. */
export const claimForEachPod: Scenario = {
  name: 'claim-for-each-pod',
  async run(stage) {
    for (const number of [0, 1]) await stage.namespace.createInCluster(persistentVolume(stage, number));
    await stage.create((chart) => {
      const algorithm = new Algorithm(chart, 'db', {
        ...stage.script(...LOG_STARTS),
        workload: AlgorithmWorkload.statefulSet({ replicas: 2 }),
      });
      const data = SharedVolume.fromVolumeClaimTemplate(algorithm, 'data', {
        storage: '1Mi',
        storageClassName: stage.namespace.name,
      });
      algorithm.mount('/data', data);
      // The file is the container's message to whoever reads its status.
      const reader = stage.script(
        'until [ -s /data/starts ]; do sleep 0.1; done; cp /data/starts /dev/termination-log',
      );
      algorithm.addSideCar('reader', reader).mount('/data', data, { readOnly: true });
    });
    const startsOf = (name: string, uid?: string) =>
      stage.untilPod('db', `${name} has written its starts`, 60, (pod) => {
        if (pod.metadata.name !== name || pod.metadata.uid === uid) return undefined;
        const { message } = lastEndOf(statusOf(pod, 'reader')) ?? {};
        return message && { starts: message.trim().split('\n'), uid: pod.metadata.uid };
      });
    const first = await startsOf('db-0');
    assert.deepEqual([first.starts, (await startsOf('db-1')).starts], [['db-0'], ['db-1']]);
    await stage.namespace.delete('Pod', 'db-0');
    const again = await startsOf('db-0', first.uid);
    assert.deepEqual(again.starts, ['db-0', 'db-0']);
    const claims = await stage.namespace.list('PersistentVolumeClaim');
    assert.deepEqual(claims.map(({ metadata }) => metadata.name).sort(), ['data-db-0', 'data-db-1']);
    return 'claims data-db-0 and data-db-1; db-0 was replaced and found its own file';
  },
};

/** The headless Service knows each pod by its name; the second pod waits until the sidecar of the first is ready. */
export const statefulSetInOrder: Scenario = {
  name: 'stateful-set-in-order',
  async run(stage) {
    await stage.create((chart) => {
      const algorithm = new Algorithm(chart, 'db', {
        ...stage.script(UNTIL_STOPPED),
        ports: [{ containerPort: 5432 }],
        workload: AlgorithmWorkload.statefulSet({ replicas: 2 }),
      });
      algorithm.addSideCar('proxy', {
        ...stage.script('sleep 4; touch /tmp/ready', UNTIL_STOPPED),
        readinessProbe: { exec: { command: ['test', '-e', '/tmp/ready'] }, periodSeconds: 1 },
      });
    });
    const names = (pods: any[]) => pods.map(({ metadata }) => metadata.name).sort();
    const first = await stage.untilPod(
      'db',
      'the main container runs',
      30,
      (pod) => statusOf(pod, 'algorunner')?.ready && pod,
    );
    assert.deepEqual([conditionOf(first, 'Ready'), names(await stage.pods('db'))], [undefined, ['db-0']]);
    const hosts = await stage.until('the Service has both pods', 60, async () => {
      const slices = await stage.namespace.list('EndpointSlice', 'kubernetes.io/service-name=db');
      const endpoints = slices.flatMap((slice) => slice.endpoints ?? []).filter(({ conditions }) => conditions.ready);
      return endpoints.length === 2 ? endpoints.map(({ hostname }) => hostname).sort() : undefined;
    });
    assert.deepEqual(hosts, ['db-0', 'db-1']);
    return 'db-1 was created once db-0 and its sidecar were ready; the Service knows both by name';
  },
};

/** In StatefulSets and DaemonSets, a sidecar that crashes or hangs is started again; the main container runs on. */
export const othersRestartContainers: Scenario = {
  name: 'others-restart-containers',
  async run(stage) {
    const workloads = { set: AlgorithmWorkload.statefulSet(), agent: AlgorithmWorkload.daemonSet() };
    await stage.create((chart) => {
      for (const [name, workload] of Object.entries(workloads)) {
        const algorithm = new Algorithm(chart, name, {
          ...stage.script(UNTIL_STOPPED),
          workload,
          pod: { terminationGracePeriodSeconds: 1 },
        });
        algorithm.addSideCar('crashes', stage.script('exit 3'));
        algorithm.addSideCar('hangs', {
          ...stage.script('sleep 3600'),
          livenessProbe: { exec: { command: ['false'] }, periodSeconds: 1, failureThreshold: 1 },
        });
      }
    });
    for (const name of Object.keys(workloads)) {
      const pod = await stage.untilPod(
        name,
        'both sidecars are started again',
        60,
        (one) => ['crashes', 'hangs'].every((sideCar) => statusOf(one, sideCar)?.restartCount >= 1) && one,
      );
      assert.equal(statusOf(pod, 'algorunner').restartCount, 0);
    }
    return 'sidecars that crashed and hung were started again; the main containers ran on';
  },
};

/** A DaemonSet has a pod on each node, and reads the node's files. */
export const agentOnEachNode: Scenario = {
  name: 'agent-on-each-node',
  async run(stage) {
    await stage.create((chart) => {
      const agent = new Algorithm(chart, 'agent', {
        ...stage.script('test -e /node/etc/passwd || exit 1', UNTIL_STOPPED),
        workload: AlgorithmWorkload.daemonSet(),
        pod: { tolerations: [{ operator: 'Exists' }] },
      });
      agent.mount('/node/etc', SharedVolume.fromHostPath(agent, 'etc', '/etc'), { readOnly: true });
      agent.addSideCar('shipper', stage.script(UNTIL_STOPPED));
    });
    const status = await stage.until('every node has its pod', 45, async () => {
      const daemonSet = await stage.namespace.get('DaemonSet', 'agent');
      const { numberReady = 0, desiredNumberScheduled: nodes = 0 } = daemonSet?.status ?? {};
      return nodes > 0 && numberReady === nodes ? daemonSet.status : undefined;
    });
    return `${status.numberReady} of ${status.desiredNumberScheduled} nodes have a pod that is ready`;
  },
};

/** A Pod with a native sidecar completes when its main container has ended; one that fails is not started again. */
export const podCompletes: Scenario = {
  name: 'pod-completes',
  async run(stage) {
    await stage.create((chart) => {
      for (const [name, code] of [
        ['good', 0],
        ['bad', 3],
      ] as const) {
        const algorithm = new Algorithm(chart, name, {
          ...stage.script(`exit ${code}`),
          workload: AlgorithmWorkload.pod(),
          pod: { labels: { scenario: 'pod' } },
        });
        algorithm.addSideCar('sidecar', stage.script(UNTIL_STOPPED));
      }
    });
    const phases = await stage.until('both pods have ended', 60, async () => {
      const pods = await stage.namespace.list('Pod');
      const ended = pods.filter(({ status }) => ['Succeeded', 'Failed'].includes(status.phase));
      return ended.length === 2
        ? ended.map(({ metadata, status }) => `${metadata.name} ${status.phase}`).sort()
        : undefined;
    });
    assert.deepEqual(phases, ['bad Failed', 'good Succeeded']);
    return phases.join(', ');
  },
};
