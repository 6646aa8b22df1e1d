import { Testing } from 'cdk8s';
import { Env, ConfigMap, EnvValue, k8s, Secret } from 'cdk8s-plus-28';
import { Algorithm, ContainerBaseProps, SharedVolume, SideCarMode } from '../../src';
import { structType } from '../../src/apimachinery/schema';
import { ALL_CONTAINER_FIELDS, ALL_CONTAINER_PROPS } from '../fixtures/all-props';
import { podOf } from '../fixtures/manifests';

const VOLUMES = (algorithm: Algorithm) => {
  SharedVolume.fromEmptyDir(algorithm, 'data');
  SharedVolume.fromPersistentVolumeClaim(algorithm, 'block', 'disk');
};
const CLAIMS = { fields: { resourceClaims: [{ name: 'gpu', resourceClaimName: 'shared-gpu' }] } };

describe("every field of the API's container is a prop", () => {
  test('of Kubernetes 1.28', () => {
    const props = Object.keys(ALL_CONTAINER_PROPS);
    // The name has a default of its own; SideCar's mode sets restartPolicy.
    const fields = [...structType('Container', 28)!.fields.keys()].filter(
      (field) => field !== 'name' && field !== 'restartPolicy',
    );
    expect(props.sort()).toEqual(fields.sort());
  });

  test('and reaches the manifest in the main container', () => {
    const chart = Testing.chart();
    VOLUMES(new Algorithm(chart, 'all', { ...ALL_CONTAINER_PROPS, pod: CLAIMS }));
    expect(podOf(chart).containers).toEqual([{ name: 'algorunner', ...ALL_CONTAINER_FIELDS }]);
  });

  test.each([SideCarMode.NATIVE, SideCarMode.CONTAINER])('and reaches the manifest in a sidecar, %s', (mode) => {
    const chart = Testing.chart();
    const algorithm = new Algorithm(chart, 'main', { image: 'docker.io/acme/main:1', pod: CLAIMS });
    VOLUMES(algorithm);
    algorithm.addSideCar('all', { ...ALL_CONTAINER_PROPS, mode });
    const sideCar = {
      name: 'all',
      ...ALL_CONTAINER_FIELDS,
      resources: {
        ...ALL_CONTAINER_FIELDS.resources,
        requests: { ...ALL_CONTAINER_FIELDS.resources.requests, memory: '128Mi' },
      },
    };
    const { initContainers, containers } = podOf(chart);
    if (mode === SideCarMode.NATIVE) expect(initContainers).toEqual([{ ...sideCar, restartPolicy: 'Always' }]);
    else expect(containers[1]).toEqual(sideCar);
  });
});

test('minimal props are enough', () => {
  const chart = Testing.chart();
  new Algorithm(chart, 'print', { image: 'docker.io/acme/print:v4' });
  expect(Testing.synth(chart)).toMatchInlineSnapshot(`
[
  {
    "apiVersion": "batch/v1",
    "kind": "Job",
    "metadata": {
      "name": "print",
    },
    "spec": {
      "template": {
        "metadata": {
          "labels": {
            "app.kubernetes.io/name": "print",
          },
        },
        "spec": {
          "automountServiceAccountToken": false,
          "containers": [
            {
              "image": "docker.io/acme/print:v4",
              "name": "algorunner",
              "resources": {
                "limits": {
                  "cpu": "200m",
                  "memory": "512Mi",
                },
                "requests": {
                  "cpu": "100m",
                  "memory": "256Mi",
                },
              },
            },
          ],
          "restartPolicy": "Never",
        },
      },
    },
  },
]
`);
});

test("fields that the props don't know reach the manifest", () => {
  const chart = Testing.chart();
  new Algorithm(chart, 'print', {
    image: 'docker.io/acme/print:v4',
    lifecycle: { preStop: { exec: { command: ['stop'] } } },
    fields: { restartPolicy: 'OnFailure' },
  });
  expect(podOf(chart).containers[0].restartPolicy).toBe('OnFailure');
});

test('a field that is given twice is refused', () => {
  const chart = Testing.chart();
  new Algorithm(chart, 'print', { image: 'docker.io/acme/print:v4', tty: true, fields: { tty: false } });
  expect(() => Testing.synth(chart)).toThrow(
    '[test/print] spec.template.spec.containers[0].tty: Forbidden: is set twice. Set it once, by its ' +
      'property or in fields',
  );
});

describe('addEnv', () => {
  test('keeps the order, and the position of a variable that is set again', () => {
    const chart = Testing.chart();
    const algorithm = new Algorithm(chart, 'print', { image: 'docker.io/acme/print:v4', env: { Z: '1', A: '2' } });
    algorithm.addEnv('M', '3');
    algorithm.addEnv('Z', '4');
    expect(podOf(chart).containers[0].env).toEqual([
      { name: 'Z', value: '4' },
      { name: 'A', value: '2' },
      { name: 'M', value: '3' },
    ]);
  });

  test('accepts every EnvValue of cdk8s-plus', () => {
    const chart = Testing.chart();
    const secret = Secret.fromSecretName(chart, 'secret', 'credentials');
    const configMap = ConfigMap.fromConfigMapName(chart, 'map', 'settings');
    new Algorithm(chart, 'print', {
      image: 'docker.io/acme/print:v4',
      env: {
        SECRET: EnvValue.fromSecretValue({ secret, key: 'token' }, { optional: true }),
        MAP: EnvValue.fromConfigMap(configMap, 'level'),
        FIELD: EnvValue.fromFieldRef('metadata.labels' as any, { key: 'app' }),
        RESOURCE: EnvValue.fromResource('limits.cpu' as any),
        PLAIN: EnvValue.fromValue('x'),
      },
      envFrom: [Env.fromConfigMap(configMap, 'C_'), Env.fromSecret(secret)],
    });
    const [container] = podOf(chart).containers;
    expect(container.env).toEqual([
      { name: 'SECRET', valueFrom: { secretKeyRef: { name: 'credentials', key: 'token', optional: true } } },
      { name: 'MAP', valueFrom: { configMapKeyRef: { name: 'settings', key: 'level' } } },
      { name: 'FIELD', valueFrom: { fieldRef: { fieldPath: "metadata.labels['app']" } } },
      { name: 'RESOURCE', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } },
      { name: 'PLAIN', value: 'x' },
    ]);
    expect(container.envFrom).toEqual([
      { prefix: 'C_', configMapRef: { name: 'settings' } },
      { secretRef: { name: 'credentials' } },
    ]);
  });
});

describe('mount', () => {
  test('accepts the same volume several times, by object and by name', () => {
    const chart = Testing.chart();
    const algorithm = new Algorithm(chart, 'print', {
      image: 'docker.io/acme/print:v4',
      volumeMounts: [{ name: 'v', mountPath: '/by-name' }],
    });
    const volume = SharedVolume.fromEmptyDir(algorithm, 'v');
    algorithm.mount('/a', volume, { subPath: 'a', readOnly: true, fields: { mountPropagation: 'None' } });
    algorithm.mount('/b', volume, { subPathExpr: '$(POD)' });
    expect(podOf(chart).containers[0].volumeMounts).toEqual([
      { name: 'v', mountPath: '/by-name' },
      { name: 'v', mountPath: '/a', subPath: 'a', readOnly: true, mountPropagation: 'None' },
      { name: 'v', mountPath: '/b', subPathExpr: '$(POD)' },
    ]);
  });

  test('refuses a volume of another algorithm, even under the same name', () => {
    const chart = Testing.chart();
    const one = new Algorithm(chart, 'one', { image: 'docker.io/acme/print:v4' });
    const two = new Algorithm(chart, 'two', { image: 'docker.io/acme/print:v4' });
    SharedVolume.fromEmptyDir(one, 'v');
    one.mount('/v', SharedVolume.fromEmptyDir(two, 'v'));
    two.mount('/v', SharedVolume.fromEmptyDir(two, 'w'));
    expect(() => Testing.synth(chart)).toThrow(
      '[test/one] spec.template.spec.containers[0].volumeMounts[0].name: Invalid value: "v": belongs to ' +
        'another algorithm (test/two/Volume:v).',
    );
  });
});

test('props are copied, so one object in two containers prints no YAML alias', () => {
  const chart = Testing.chart();
  const probe: k8s.Probe = { exec: { command: ['true'] } };
  const props: ContainerBaseProps = { image: 'docker.io/acme/print:v4', livenessProbe: probe, readinessProbe: probe };
  new Algorithm(chart, 'print', props).addSideCar('web', props);
  const {
    containers: [main],
    initContainers: [web],
  } = podOf(chart);
  expect(main.livenessProbe).toEqual(web.readinessProbe);
  expect(main.livenessProbe).not.toBe(main.readinessProbe);
  expect(main.livenessProbe.exec.command).not.toBe(web.livenessProbe.exec.command);
});

test('getters return copies', () => {
  const chart = Testing.chart();
  const env = { PASSWORD: { valueFrom: { secretKeyRef: { name: 'mine', key: 'password' } } } };
  const algorithm = new Algorithm(chart, 'print', { image: 'docker.io/acme/print:1', env });
  algorithm.addSideCar('web', { image: 'docker.io/acme/web:1' });
  SharedVolume.fromEmptyDir(algorithm, 'data');
  algorithm.env.PASSWORD.valueFrom.secretKeyRef.name = 'changed';
  algorithm.env.MORE = 'added';
  algorithm.sideCars.pop();
  algorithm.volumes.pop();
  expect(algorithm.env).toEqual(env);
  expect([algorithm.sideCars.length, algorithm.volumes.length]).toEqual([1, 1]);
  // And the prop takes what the getter returns.
  const copy = new Algorithm(chart, 'copy', { image: 'docker.io/acme/print:1', env: algorithm.env });
  expect(copy.env).toEqual(env);
});
