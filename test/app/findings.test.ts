import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import { Algorithm, AlgorithmSettings, SharedVolume, SideCarMode, AlgorithmWorkload } from '../../src';
import { errorsOf } from '../fixtures/manifests';

const IMAGE = 'docker.io/acme/print:v4';

describe('a finding is reported at the construct that caused it', () => {
  test.each([
    ['Job', AlgorithmWorkload.job(), 'spec.template.spec.'],
    ['CronJob', AlgorithmWorkload.cronJob({ schedule: '@daily' }), 'spec.jobTemplate.spec.template.spec.'],
    ['Deployment', AlgorithmWorkload.deployment(), 'spec.template.spec.'],
  ])('in a %s', (_, workload, prefix) => {
    const chart = Testing.chart();
    const algorithm = new Algorithm(chart, 'print', { image: IMAGE, workload, imagePullPolicy: 'always' });
    algorithm.addSideCar('web', { image: IMAGE, mode: SideCarMode.CONTAINER, imagePullPolicy: 'always' });
    algorithm.addSideCar('proxy', { image: IMAGE, mode: SideCarMode.NATIVE, imagePullPolicy: 'always' });
    algorithm.mount('/v', SharedVolume.fromHostPath(algorithm, 'v', '/x', { type: 'directory' }));
    expect(errorsOf(chart).map((line) => line.split(': ')[0])).toEqual([
      `[test/print] ${prefix}containers[0].imagePullPolicy`,
      `[test/print/web] ${prefix}containers[1].imagePullPolicy`,
      `[test/print/proxy] ${prefix}initContainers[0].imagePullPolicy`,
      `[test/print/Volume:v] ${prefix}volumes[0].hostPath.type`,
    ]);
  });

  test('even when a patch has moved the container; without a match, at the algorithm', () => {
    const chart = Testing.chart();
    const algorithm = new Algorithm(chart, 'print', { image: IMAGE });
    algorithm.addSideCar('web', { image: IMAGE, imagePullPolicy: 'always' });
    ApiObject.of(algorithm).addJsonPatch(
      JsonPatch.add('/spec/template/spec/initContainers/0', {
        name: 'patched',
        image: IMAGE,
        imagePullPolicy: 'never',
      }),
    );
    expect(errorsOf(chart).map((line) => line.split(': ')[0])).toEqual([
      '[test/print] spec.template.spec.initContainers[0].imagePullPolicy',
      '[test/print/web] spec.template.spec.initContainers[1].imagePullPolicy',
    ]);
  });

  test('at the right one of two sidecars with one name', () => {
    const chart = Testing.chart();
    const algorithm = new Algorithm(chart, 'print', { image: IMAGE });
    algorithm.addSideCar('one', { name: 'web', image: IMAGE, imagePullPolicy: 'always' });
    algorithm.addSideCar('two', { name: 'web', image: IMAGE });
    expect(errorsOf(chart).map((line) => line.split(': ')[0])).toEqual([
      '[test/print/one] spec.template.spec.initContainers[0].imagePullPolicy',
      '[test/print/two] spec.template.spec.initContainers[1].name',
    ]);
  });
});

test('a mistake made by a patch is reported, and a mistake that a patch corrects is not', () => {
  const chart = Testing.chart();
  const { apiObject } = new Algorithm(chart, 'print', { image: '' });
  expect(errorsOf(chart)).toHaveLength(1);
  apiObject.addJsonPatch(JsonPatch.replace('/spec/template/spec/containers/0/image', IMAGE));
  expect(errorsOf(chart)).toEqual([]);
  apiObject.addJsonPatch(JsonPatch.add('/spec/template/spec/container', []));
  expect(errorsOf(chart)).toEqual([
    expect.stringContaining('[test/print] spec.template.spec.container: Unknown field'),
  ]);
});

test('the findings of all charts are reported together', () => {
  const app = new App();
  for (const id of ['a', 'b']) new Algorithm(new Chart(app, id), `print-${id}`, { image: '' });
  let message = '';
  try {
    app.synthYaml();
  } catch (e) {
    ({ message } = e as Error);
  }
  expect(message).toContain('[a/print-a] ');
  expect(message).toContain('[b/print-b] ');
});

describe('featureGates hold by scope', () => {
  const errors = (outer: any, inner: any = {}) => {
    const chart = Testing.chart();
    AlgorithmSettings.of(chart).set(outer);
    const algorithm = new Algorithm(chart, 'print', { image: IMAGE, pod: { hostnameOverride: 'a_b' } });
    AlgorithmSettings.of(algorithm).set(inner);
    return errorsOf(chart);
  };

  test('a gate keeps a field and enables its rule; for each gate the nearest scope counts', () => {
    const [dropped] = errors({ kubernetesVersion: '1.34' });
    expect(dropped).toContain('hostnameOverride: Dropped field');
    const gates = { HostnameOverride: true, JobManagedBy: true };
    const [refused] = errors({ kubernetesVersion: '1.34', featureGates: gates });
    expect(refused).toContain('hostnameOverride: Invalid value: "a_b"');
    const off = errors(
      { kubernetesVersion: '1.34', featureGates: gates },
      { featureGates: { HostnameOverride: false } },
    );
    expect(off[0]).toContain('Remove it: the feature gate HostnameOverride is off');
  });

  test.each([
    [{ HostnameOverrides: true }, 'not a feature gate of Kubernetes 1.28 to 1.37. Did you mean "HostnameOverride"?'],
    [{ WorkloadWithJob: true }, 'Kubernetes 1.34 does not have this feature gate: 1.36 to 1.37 have it'],
  ])('%j is an error', (featureGates, problem) => {
    const [name] = Object.keys(featureGates);
    expect(errors({ kubernetesVersion: '1.34', featureGates })).toEqual([
      `[test/print] featureGates[${name}]: ${problem}`,
    ]);
  });

  test.each<[any, string]>([
    [{ HostnameOverride: 'yes' }, 'featureGates[HostnameOverride]: Invalid value: "yes": must be true or false'],
    [null, 'featureGates: Invalid value: null: must be an object'],
    [['HostnameOverride'], 'featureGates: Invalid value: ["HostnameOverride"]: must be an object'],
  ])('%j is not a setting', (featureGates, problem) => {
    expect(errors({ kubernetesVersion: '1.35', featureGates })).toContainEqual(
      expect.stringContaining(`AlgorithmSettings.${problem}`),
    );
  });
});

describe('kubernetesVersion holds by scope', () => {
  const sideCar = (kubernetesVersion: string) => {
    const chart = Testing.chart();
    AlgorithmSettings.of(chart).set({ kubernetesVersion });
    new Algorithm(chart, 'print', { image: IMAGE }).addSideCar('web', { image: IMAGE });
    return errorsOf(chart);
  };

  test('a native sidecar requires 1.29, as older servers make a blocking init container of it', () => {
    expect(sideCar('1.28')).toEqual([
      expect.stringMatching(/^\[test\/print\/web\] spec\.template\.spec\.initContainers\[0\]\.restartPolicy: /),
    ]);
    expect(sideCar('1.29')).toEqual([]);
  });

  test.each(['v1.31', '1.31.4', 'v1.31.4-gke.100', '1.37'])('%s is a version', (version) =>
    expect(sideCar(version)).toEqual([]),
  );

  test.each(['1.27', '1.38', '2.31', 'latest', ''])('%p is not a version that the rules know', (version) => {
    expect(sideCar(version)).toEqual([
      `[test/print] kubernetesVersion: Unsupported value: ${JSON.stringify(version)}: supported are 1.28 to 1.37`,
    ]);
  });
});
