import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import {
  Algorithm,
  AlgorithmDefaults,
  HkubeAlgorithm,
  HkubeClusterOptions,
  HkubeRegistration,
  PodSecurity,
  PodSecurityProfile,
  HkubeSpec,
} from '../../src';
import { withoutFilledIn } from '../../src/hkube/write-algorithm';
import { errorsOf } from '../fixtures/manifests';

const IMAGE = 'docker.io/acme/print:v4';
const RESTRICTED = { profile: PodSecurityProfile.RESTRICTED };
const BASELINE = { profile: PodSecurityProfile.BASELINE };
const UNPRIVILEGED = { isPrivileged: false };

const algorithmWith = (podSecurity?: PodSecurity) =>
  new Algorithm(Testing.chart(), 'print', { image: IMAGE, defaults: { podSecurity } });

function refusals(algorithm: Algorithm, cluster?: HkubeClusterOptions): string[] {
  try {
    HkubeSpec.of(algorithm).toJson(cluster);
    return [];
  } catch (e) {
    return (e as Error).message
      .split('\n')
      .slice(1)
      .map((line) => line.trim());
  }
}

test.each<[string, PodSecurity | undefined, HkubeClusterOptions]>([
  ['no claim', undefined, {}],
  ['none', { profile: PodSecurityProfile.PRIVILEGED, readOnlyRootFilesystem: false }, {}],
  ['baseline, which HKube keeps in a cluster where its pods are not privileged', BASELINE, UNPRIVILEGED],
])('%s is written', (_, podSecurity, cluster) => {
  expect(refusals(algorithmWith(podSecurity), cluster)).toEqual([]);
  expect(HkubeSpec.of(algorithmWith(podSecurity)).toJson(UNPRIVILEGED)).toEqual({
    name: 'print',
    algorithmImage: IMAGE,
  });
});

const BREAKS = 'podSecurity.profile: Forbidden: HKube cannot express this: its Job breaks the profile';

test.each<[string, PodSecurity, HkubeClusterOptions, string[]]>([
  [
    'baseline',
    BASELINE,
    {},
    [`[test/print] ${BREAKS} baseline at spec.template.spec.volumes[1].hostPath and 2 more. For an`],
  ],
  [
    'restricted',
    RESTRICTED,
    UNPRIVILEGED,
    [
      `[test/print] ${BREAKS} restricted at spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation and 5 more. For`,
    ],
  ],
  [
    'a read-only root file system',
    { readOnlyRootFilesystem: true },
    {},
    [
      "[test/print] podSecurity.readOnlyRootFilesystem: Forbidden: HKube cannot express this: the algorithm's container has no",
    ],
  ],
])('%s is refused, not dropped', (_, podSecurity, cluster, lines) => {
  const found = refusals(algorithmWith(podSecurity), cluster);
  expect(found.map((line, i) => line.slice(0, lines[i]?.length))).toEqual(lines);
});

test("a sidecar's claim", () => {
  const algorithm = algorithmWith();
  AlgorithmDefaults.set(algorithm.addSideCar('web', { image: 'httpd:2.4' }), {
    podSecurity: { readOnlyRootFilesystem: true },
  });
  expect(refusals(algorithm)).toHaveLength(1);
});

test("what of the algorithm breaks the claim in HKube's Job", () => {
  const chart = Testing.chart();
  const spec = {
    name: 'print',
    algorithmImage: IMAGE,
    volumes: [{ name: 'host-logs', hostPath: { path: '/var/log' } }],
    volumeMounts: [{ name: 'host-logs', mountPath: '/logs' }],
  };
  const algorithm = new HkubeAlgorithm(chart, 'print', { spec, defaults: { podSecurity: BASELINE } });
  expect(refusals(algorithm, UNPRIVILEGED).map((line) => line.replace(/\. For.*/, ''))).toEqual([
    `[test/print] ${BREAKS} baseline at spec.template.spec.volumes[2].hostPath`,
  ]);
});

test('all else that HKube cannot express is said as well, of what was given, not of what was filled in', () => {
  const algorithm = algorithmWith({ ...RESTRICTED, readOnlyRootFilesystem: true });
  algorithm.addSideCar('web', { image: 'httpd:2.4', securityContext: { runAsUser: 5 } });
  const path = '/spec/template/spec';
  ApiObject.of(algorithm).addJsonPatch(
    JsonPatch.add(`${path}/volumes/-`, { name: 'late', emptyDir: {} }),
    JsonPatch.add(`${path}/containers/0/volumeMounts/-`, { name: 'late', mountPath: '/late' }),
    JsonPatch.add(`${path}/hostNetwork`, true),
    JsonPatch.add(`${path}/containers/0/securityContext/runAsUser`, 5),
  );
  expect(refusals(algorithm).map((line) => line.replace(/: Forbidden.*/, ''))).toEqual([
    '[test/print] podSecurity.profile',
    '[test/print] podSecurity.readOnlyRootFilesystem',
    '[test/print] spec.template.spec.containers[0].securityContext',
    '[test/print] spec.template.spec.hostNetwork',
  ]);
});

test('items that were filled in leave no hole', () => {
  const filled = { list: [{ name: 'a' }, { name: 'tmp' }] };
  const final = { list: [{ name: 'a', more: 1 }, { name: 'tmp' }, { name: 'late' }] };
  expect(withoutFilledIn(final, filled, { list: [{ name: 'a' }] })).toEqual({
    list: [{ name: 'a', more: 1 }, { name: 'late' }],
  });
});

test('a registration says so at synth', () => {
  const chart = Testing.chart();
  const algorithm = new Algorithm(new Chart(new App(), 'other'), 'print', {
    image: IMAGE,
    defaults: { podSecurity: RESTRICTED },
  });
  new HkubeRegistration(chart, 'register', { algorithm, endpoint: 'http://api.hkube.svc/api/v1' });
  const [line, ...others] = errorsOf(chart);
  expect(line).toContain(`[test/register] [other/print] ${BREAKS} restricted`);
  expect(others).toEqual([]);
});
