import { defectOf } from './parity-defects';

const POD = 'spec.template.spec';
const RESOURCES = `${POD}.containers[2].resources`;
const withSideCar = (sideCar: object) => ({ sideCars: [{ container: { name: 'sc', image: 'busybox' }, ...sideCar }] });
const withResources = (resources: object) => withSideCar({ container: { name: 'sc', image: 'busybox', resources } });
const fluentbit = { sidecars: [{ name: 'fluentbit' }], clusterOptions: { fluentbitSidecarEnabled: true } };
const versions = [{ project: 'worker', tag: 'v1' }];

/** Each defect with a difference that it explains, and one beside it that it does not. */
test.each<[string, unknown, unknown, object, object, string | undefined]>([
  ['', 'a Job', 'error: memory unit must be one of Ki,M', {}, {}, '5.1'],
  ['', 'a Job', 'error: Cannot read properties of undefined', {}, {}, '5.1'],
  ['', 'a Job', 'error: out of memory', {}, {}, undefined],
  [`${RESOURCES}.requests.cpu`, 0.1, undefined, withResources({ requests: { cpu: null } }), {}, '5.1'],
  [`${RESOURCES}.limits.cpu`, 0.2, undefined, withResources({ requests: { cpu: null } }), {}, '5.1'],
  [`${RESOURCES}.limits.cpu`, 0.2, undefined, withResources({ requests: { cpu: 0.1 } }), {}, undefined],
  [`${RESOURCES}.requests.memory`, '64Mi', '128Mi', withResources({ limits: { memory: '64Mi' } }), {}, '5.2'],
  [`${RESOURCES}.requests.memory`, '32Mi', '128Mi', withResources({ limits: { memory: '64Mi' } }), {}, undefined],
  [`${RESOURCES}.requests.memory`, '64Mi', '128Mi', withResources({}), {}, undefined],
  [`${RESOURCES}.limits.memory`, '64Mi', '128Mi', withResources({ limits: { memory: '64Mi' } }), {}, undefined],
  [`${POD}.containers[0].env[40]`, undefined, { name: 'A' }, { sideCars: [{ container: { name: 'worker' } }] }, {}, '5.7'],
  [`${POD}.containers[3].env`, [], undefined, { sideCars: [{ container: { name: 'a' } }, { container: { name: 'a' } }] }, {}, '5.7'],
  [`${POD}.containers[3].env`, [], undefined, { sideCars: [{ container: { name: 'a' } }, { container: { name: 'b' } }] }, {}, undefined],
  [`${POD}.containers[2].volumeMounts[1]`, {}, undefined, withSideCar({ volumeMounts: [{ name: 'v' }, { name: 'v' }] }), {}, '5.10'],
  [`${POD}.containers[2].volumeMounts[1]`, {}, undefined, withSideCar({ volumeMounts: [{ name: 'v' }, { name: 'w' }] }), {}, undefined],
  [`${POD}.containers[1].volumeMounts[1]`, {}, undefined, { volumeMounts: [{ name: 'v' }, { name: 'v' }] }, {}, '5.10'],
  [`${POD}.containers[0].volumeMounts[1]`, {}, undefined, { volumeMounts: [{ name: 'v' }, { name: 'v' }] }, {}, undefined],
  [`${POD}.containers[1].volumeMounts[0].mountPath`, '/var/metrics', '/m', { volumeMounts: [{ name: 'algometrics' }] }, {}, '5.11'],
  [`${POD}.containers[1].volumeMounts[1].mountPath`, '/data', '/x', { mounts: [{ pvcName: 'data' }], volumeMounts: [{ name: 'data-0' }] }, {}, '5.11'],
  [`${POD}.containers[1].volumeMounts[1].mountPath`, '/data', '/x', { mounts: [{ pvcName: 'data' }], volumeMounts: [{ name: 'data-1' }] }, {}, undefined],
  [`${RESOURCES}.limits.nvidia.com/gpu`, 1, undefined, withResources({}), {}, '5.12'],
  [`${RESOURCES}.claims`, [], undefined, withResources({}), {}, '5.12'],
  [`${RESOURCES}.limits.memory`, '1Gi', undefined, withResources({}), {}, undefined],
  [`${POD}.containers[1].resources.limits.nvidia.com/gpu`, 1, undefined, { gpu: 1 }, {}, undefined],
  [`${POD}.containers[2].name`, 'fluentbit', undefined, {}, fluentbit, '5.13'],
  [`${POD}.volumes[3]`, {}, undefined, {}, fluentbit, '5.13'],
  [`${POD}.containers[3].name`, 'sc', undefined, withSideCar({}), fluentbit, undefined],
  [`${POD}.volumes[3]`, {}, undefined, {}, {}, undefined],
  [`${RESOURCES}.requests.memory`, '200k', '200K', withResources({ requests: { memory: '200K' } }), {}, '5.14'],
  [`${RESOURCES}.requests.memory`, '256Mi', '256 Mi', withResources({ requests: { memory: '256 Mi' } }), {}, '5.14'],
  [`${RESOURCES}.limits.memory`, '0Mi', 'NaNMi', withResources({ requests: { memory: 'Mi' } }), {}, '5.14'],
  [`${POD}.containers[1].env[3].valueFrom`, undefined, {}, { algorithmEnv: { A: {} } }, {}, '5.14'],
  [`${POD}.containers[0].env[3].valueFrom`, undefined, {}, { algorithmEnv: { A: {} } }, {}, undefined],
  [`${POD}.containers[0].env[3].valueFrom`, undefined, [], { workerEnv: { A: [] } }, {}, '5.14'],
  [`${POD}.containers[1].env[3].value`, 'a', 'b', { algorithmEnv: { A: 'a' } }, {}, undefined],
  [`${POD}.affinity.nodeAffinity.values[0]`, '1', 1, { nodeSelector: { a: 1 } }, {}, '5.14'],
  [`${POD}.affinity.nodeAffinity.values[0]`, '1', '2', { nodeSelector: { a: '1' } }, {}, undefined],
  [`${POD}.affinity`, undefined, { values: [null] }, { gpu: 0.5 }, {}, '5.14'],
  [`${POD}.affinity.nodeAffinity.values[0]`, 'n1', 'a', { gpu: 0.5, nodeSelector: { a: 'a' } }, {}, '5.15'],
  [`${POD}.affinity.nodeAffinity.values[0]`, 'n1', 'a', { nodeSelector: { a: 'a' } }, {}, undefined],
  [`${POD}.affinity`, undefined, {}, { nodeSelector: {} }, {}, '5.16'],
  [`${POD}.affinity`, undefined, {}, { nodeSelector: { a: [] } }, {}, '5.16'],
  [`${POD}.affinity`, undefined, {}, { nodeSelector: { a: 'b' } }, {}, undefined],
  [`${POD}.containers[1].image`, 'acme/x@sha256:a', 'acme/x:sha256:a', {}, {}, '5.24'],
  [`${POD}.containers[1].image`, 'acme/x', 'acme/x:v1', {}, {}, undefined],
  [`${POD}.containers[1].image`, 'acme/worker', 'acme/worker:v1', { algorithmImage: 'acme/worker' }, { versions }, '5.25'],
  [`${POD}.containers[0].env[25].value`, 'acme/worker', 'acme/worker:v1', { algorithmImage: 'acme/worker' }, { versions }, '5.25'],
  [`${POD}.containers[1].image`, 'r.io/a/b/x', 'a/b/x', { algorithmImage: 'a/b/x' }, { registry: 'r.io' }, '5.25'],
  [`${POD}.containers[1].image`, 'localhost/x', 'r.io/localhost/x', { algorithmImage: 'localhost/x' }, { registry: { registry: 'r.io' } }, '5.25'],
  [`${POD}.containers[1].image`, 'hkube/worker', 'hkube/worker:v1', { algorithmImage: 'hkube/worker' }, { versions }, undefined],
  [`${POD}.containers[1].env[25].value`, '410', '400', { algorithmImage: 'acme/worker' }, { versions }, undefined],
  [`${POD}.containers[2].image`, 'r.io/redis', 'redis', withSideCar({}), { registry: 'r.io' }, '5.26'],
  [`${POD}.containers[2].image`, 'other/redis', 'redis', withSideCar({}), { registry: 'r.io' }, undefined],
  [`${POD}.volumes[3].name`, 'mount-0', 'my.pvc-0', {}, {}, '5.28'],
  [`${POD}.volumes[3].name`, 'mount-0', 'data-0', {}, {}, undefined],
  ['metadata.annotations.nvidia.com/gpu', '2', '7', { gpu: 2, annotations: { 'nvidia.com/gpu': '7' } }, {}, '5.32'],
  ['metadata.annotations.nvidia.com/gpu', '2', '7', { gpu: 2 }, {}, undefined],
  [`${POD}.containers[2].env[0]`, undefined, {}, withSideCar({ environments: { A: { valueFrom: {} } } }), {}, '5.33'],
  [`${POD}.containers[2].env[0]`, undefined, {}, withSideCar({ environments: { A: 'a' } }), {}, undefined],
  ['spec.backoffLimit', 0, 6, {}, {}, undefined],
])('%s: ours %j, HKube\'s %j, for %j in %j', (path, ours, theirs, algorithm, opt, defect) => {
  expect(defectOf({ path, ours, theirs }, algorithm, opt)).toBe(defect);
});
