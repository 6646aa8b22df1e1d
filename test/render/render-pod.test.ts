import { Testing } from 'cdk8s';
import { k8s, Secret, ServiceAccount } from 'cdk8s-plus-28';
import { Algorithm, AlgorithmPod, AlgorithmWorkload } from '../../src';
import { structType } from '../../src/apimachinery/schema';
import { apiName } from '../../src/apimachinery/to-api';
import { ALL_POD_PROPS } from '../fixtures/all-props';
import { errorsOf, podOf, podTemplateOf } from '../fixtures/manifests';

const pod = (props: AlgorithmPod, workload?: AlgorithmWorkload) => {
  const chart = Testing.chart();
  new Algorithm(chart, 'print', { image: 'docker.io/acme/print:v4', pod: props, workload });
  return chart;
};

describe("every field of the API's pod is a prop", () => {
  test('of Kubernetes 1.28', () => {
    const props = Object.keys(ALL_POD_PROPS).map((prop) => apiName('PodSpec', prop));
    // Containers and volumes are constructs; ephemeral containers are not for templates; serviceAccount is the old
    // name; nodeName, which goes with few others, is tested by itself.
    const others = ['nodeName', 'containers', 'ephemeralContainers', 'volumes', 'serviceAccount'];
    expect([...props, ...others].sort()).toEqual([...structType('PodSpec', 28)!.fields.keys()].sort());
  });

  test('and reaches the manifest with the spelling of the API', () => {
    const { hostPid, hostIpc, setHostnameAsFqdn, ...same } = ALL_POD_PROPS;
    const { containers, ...spec } = podOf(pod(ALL_POD_PROPS));
    expect(spec).toEqual({ ...same, hostPID: hostPid, hostIPC: hostIpc, setHostnameAsFQDN: setHostnameAsFqdn });
    expect(containers).toHaveLength(1);
    expect(podOf(pod({ nodeName: 'node-1' })).nodeName).toBe('node-1');
  });

  test('and is left out by default', () => {
    expect(Object.keys(podOf(pod({})))).toEqual(['automountServiceAccountToken', 'containers', 'restartPolicy']);
    expect(Object.keys(podOf(pod({}, AlgorithmWorkload.deployment())))).toEqual([
      'automountServiceAccountToken',
      'containers',
    ]);
  });
});

test("labels and annotations are rendered, and our own label stays, with the user's value if there is one", () => {
  expect(podTemplateOf(pod({ labels: { team: 'vision' }, annotations: { note: 'a: b' } })).metadata).toEqual({
    labels: { team: 'vision', 'app.kubernetes.io/name': 'print' },
    annotations: { note: 'a: b' },
  });
  expect(podTemplateOf(pod({ labels: { 'app.kubernetes.io/name': 'mine' } })).metadata.labels).toEqual({
    'app.kubernetes.io/name': 'mine',
  });
});

test('a service account and a pull secret of cdk8s-plus are rendered', () => {
  const chart = Testing.chart();
  const serviceAccount = new ServiceAccount(chart, 'account', { metadata: { name: 'runner' } });
  const secret = Secret.fromSecretName(chart, 'registry', 'registry');
  new Algorithm(chart, 'print', {
    image: 'docker.io/acme/print:v4',
    pod: { serviceAccount, imagePullSecrets: [secret, { name: 'other' }] },
  });
  const spec = podOf(chart);
  expect(spec.serviceAccountName).toBe('runner');
  expect(spec.imagePullSecrets).toEqual([{ name: 'registry' }, { name: 'other' }]);
  expect(spec).not.toHaveProperty('automountServiceAccountToken');
});

test('a service account that is set twice is refused', () => {
  const chart = Testing.chart();
  const serviceAccount = ServiceAccount.fromServiceAccountName(chart, 'account', 'runner');
  new Algorithm(chart, 'print', {
    image: 'docker.io/acme/print:v4',
    pod: { serviceAccount, serviceAccountName: 'other' },
  });
  expect(errorsOf(chart)).toEqual([
    '[test/print] spec.template.spec.serviceAccountName: Forbidden: is set twice. Remove serviceAccount ' +
      'or serviceAccountName',
  ]);
});

test('init containers come before sidecars', () => {
  const chart = Testing.chart();
  const algorithm = new Algorithm(chart, 'print', {
    image: 'docker.io/acme/print:v4',
    pod: {
      initContainers: [
        {
          name: 'setup',
          image: 'docker.io/acme/setup:1',
          env: { A: 'b' },
          ports: [{ containerPort: 80, hostIp: '10.0.0.1' }],
        },
      ],
    },
  });
  algorithm.addSideCar('web', { image: 'httpd:2.4' });
  expect(podOf(chart).initContainers.map((c: any) => [c.name, c.restartPolicy])).toEqual([
    ['setup', undefined],
    ['web', 'Always'],
  ]);
  expect(podOf(chart).initContainers[0]).toEqual({
    name: 'setup',
    image: 'docker.io/acme/setup:1',
    env: [{ name: 'A', value: 'b' }],
    ports: [{ containerPort: 80, hostIP: '10.0.0.1' }],
  });
});

test('fields that have no prop are rendered', () => {
  const resources = { requests: { cpu: '2' } };
  const spec = podOf(pod({ fields: { resources, restartPolicy: 'OnFailure' } }));
  expect(spec).toMatchObject({ resources, restartPolicy: 'OnFailure' });
});

test('resources of the whole pod replace the defaults of its containers', () => {
  const chart = pod({ fields: { resources: { limits: { memory: '100Mi' } } } });
  expect(podOf(chart).containers[0]).not.toHaveProperty('resources');
});

test('keys of the user are never renamed', () => {
  const spec = podOf(
    pod({
      nodeSelector: { hostIp: 'x', hostPid: 'y' },
      affinity: {
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey: 'zone', labelSelector: { matchLabels: { hostIpc: 'z' } } },
          ],
        },
      },
    }),
  );
  expect(spec.nodeSelector).toEqual({ hostIp: 'x', hostPid: 'y' });
  expect(spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector.matchLabels).toEqual(
    { hostIpc: 'z' },
  );
});

test('typed quantities are unwrapped', () => {
  const chart = Testing.chart();
  new Algorithm(chart, 'print', {
    image: 'docker.io/acme/print:v4',
    env: {},
    fields: { env: [{ name: 'CPU', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } }] },
    pod: { overhead: { memory: k8s.Quantity.fromString('64Mi') as any } },
  });
  expect(podOf(chart).overhead).toEqual({ memory: '64Mi' });
});
