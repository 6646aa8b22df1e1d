import { typeAndDetail, Validation } from '../../src/apimachinery/finding';
import { ClusterOptions } from '../../src/hkube/cluster-options';
import { checkWorkerJob } from '../../src/hkube/worker-checks';

function findings(spec: object, cluster: ClusterOptions = {}): string[] {
  const v = new Validation(37);
  checkWorkerJob({ name: 'print', ...spec }, cluster, v);
  return v.findings.map((error) => `${error.severity === 'warning' ? '~' : ''}${error.path}: ${typeAndDetail(error)}`);
}

test.each([
  [{ volumes: [{ name: 'algometrics' }] }, {}, [/^volumes\[0\].name: Forbidden: HKube's own volume "algometrics"/]],
  [{ volumes: [{ name: 'storage-volume' }] }, {}, []],
  [{ volumes: [{ name: 'storage-volume' }] }, { defaultStorage: 'fs' }, [/^volumes\[0\].name: Forbidden/]],
  [{ volumes: [{ name: 'data-0' }], mounts: [{ pvcName: 'data', path: '/d' }] }, {}, [/^volumes\[0\].name: Forbidden/]],
  [{ volumes: [{ name: 'v' }, { name: 'v' }] }, {}, [/^volumes\[1\].name: Duplicate value: "v"$/]],
  [{ volumes: [{ name: 'v' }, { name: 'w' }] }, {}, []],
  [{ labels: { group: 'x', core: 'y', team: 'z' } }, {}, [/^~labels\[group\]/, /^~labels\[core\]/]],
  [{ gpu: 1, annotations: { 'nvidia.com/gpu': '7' } }, {}, [/^annotations\[nvidia.com\/gpu\]: Forbidden/]],
  [{ annotations: { 'nvidia.com/gpu': '7' } }, {}, []],
  [{ gpu: 0.5 }, {}, [/^gpu: Required value/]],
  [{ gpu: 0.5 }, { node: 'node-7' }, []],
  [{ gpu: 0.5, kaiObject: { queue: 'q', fraction: 0.5 } }, {}, []],
  [{ gpu: 2 }, {}, []],
  [{ algorithmEnv: { ALGORITHM_ENTRY_POINT: 'x' } }, {}, []],
  [
    { algorithmEnv: { ALGORITHM_ENTRY_POINT: 'x' }, entryPoint: 'y' },
    {},
    [/^~algorithmEnv\[ALGORITHM_ENTRY_POINT\].*no effect$/],
  ],
  [
    { algorithmEnv: { STORAGE_BINARY: 'x', A: 'b' }, workerEnv: { WORKER_IMAGE: 'y' } },
    {},
    [/^~algorithmEnv\[STORAGE_BINARY\]/, /^~workerEnv\[WORKER_IMAGE\]/],
  ],
  [{ algorithmEnv: { POD_IP: 'x' } }, {}, [/^~algorithmEnv\[POD_IP\].*its own use$/]],
])('%j in %j', (spec, cluster, expected) => {
  expect(findings(spec, cluster)).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
});
