import { Testing } from 'cdk8s';
import { ConfigMap, EnvValue, k8s } from 'cdk8s-plus-28';
import type {
  AlgorithmPod,
  ContainerBaseProps,
  DeploymentOptions,
  EvictionResponder,
  JobOptions,
  KubeContainerPort,
  KubeProbe,
  SharedVolumeProps,
} from '../../src';
import { Algorithm, AlgorithmWorkload, SharedVolume } from '../../src';
import { MORE_STRUCTS } from '../../src/apimachinery/more-structs.generated';
import { structType } from '../../src/apimachinery/schema';
import { STRUCTS } from '../../src/apimachinery/schema.generated';
import { errorsOf, podOf, workloadOf } from '../fixtures/manifests';
import { CDK8S_PLUS, OURS, PublicTypes } from '../fixtures/public-types';

const types = new PublicTypes();
const ours = types.exportsOf(OURS);
const l1 = types.membersOf(types.exportsOf(CDK8S_PLUS).get('k8s')!);
const generated = [...ours].filter(([, symbol]) => types.fileOf(symbol).endsWith('pod-types.generated.ts'));
const moreNames = MORE_STRUCTS.trim()
  .split('\n')
  .map((line) => line.split(' ')[0]);
const apiNames = new Map([...moreNames, ...Object.keys(STRUCTS)].map((name) => [name.toLowerCase(), name]));
/** The name that the Kubernetes API has for a type of ours. */
const structOf = (name: string) => apiNames.get(name.replace(/^Kube/, '').toLowerCase())!;
const fieldsOf = (struct: string) => [...structType(struct)!.fields.values()];

const IMAGE = 'docker.io/acme/print:v4';

describe('the generated types', () => {
  test('are named after structs of the API', () => {
    expect(generated.length).toBeGreaterThan(100);
    // Names only: types are too large to be printed.
    const names = generated.map(([name]) => name);
    expect(names.filter((name) => structOf(name) === undefined)).toEqual([]);
  });

  test('have all fields of the newest version, and no others', () => {
    const lower = (names: readonly string[]) => names.map((name) => name.toLowerCase()).sort();
    const differing = generated.filter(([name, symbol]) => {
      const fields = fieldsOf(structOf(name)).map((field) => field.name);
      return lower(types.propertiesOf(symbol)).join() !== lower(fields).join();
    });
    expect(differing.map(([name]) => name)).toEqual([]);
  });

  const withL1 = generated
    .map(([name, symbol]) => [name, symbol, l1.get(name.replace(/^Kube/, ''))] as const)
    .filter(([, , theirs]) => theirs !== undefined);

  test('mostly exist in cdk8s-plus-28 too', () => expect(withL1.length).toBeGreaterThan(80));

  test('accept objects of cdk8s-plus-28, with all of their properties', () => {
    const wrong = withL1.filter(([, symbol, theirs]) => {
      const properties = new Set(types.propertiesOf(symbol));
      return (
        !types.checker.isTypeAssignableTo(types.typeOf(theirs!), types.typeOf(symbol)) ||
        types.propertiesOf(theirs!).some((name) => !properties.has(name))
      );
    });
    expect(wrong.map(([name]) => name)).toEqual([]);
  });

  test('are tested by a comparison that finds what cannot be assigned', () => {
    const { checker } = types;
    const [probe, affinity] = [ours.get('KubeProbe')!, l1.get('Affinity')!].map((symbol) => types.typeOf(symbol));
    expect(checker.isTypeAssignableTo(affinity, probe)).toBe(false);
  });

  test('need none for metadata, whose fields are those of Kubernetes 1.28', () => {
    const names = (minor: number) => [...structType('ObjectMeta', minor)!.fields.keys()];
    expect(names(37)).toEqual(names(28));
  });
});

describe('each field of the API has a prop', () => {
  /** Fields that have no prop of their name, and why. */
  const EXCEPTIONS: Record<string, string> = {
    'PodSpec.containers': 'the algorithm and its sidecars',
    'PodSpec.ephemeralContainers': 'a pod gets them while it runs',
    'PodSpec.volumes': 'SharedVolume',
    'JobSpec.template': 'the algorithm',
    'DeploymentSpec.template': 'the algorithm',
    'StatefulSetSpec.template': 'the algorithm',
    'StatefulSetSpec.volumeClaimTemplates': 'SharedVolume',
    'DaemonSetSpec.template': 'the algorithm',
  };
  test.each([
    ['Container', 'ContainerBaseProps'],
    ['PodSpec', 'AlgorithmPod'],
    ['Volume', 'SharedVolumeProps'],
    ['VolumeMount', 'NamedVolumeMount'],
    ['ResourceRequirements', 'ResourceRequirements'],
    ['PodResourceClaim', 'PodResourceClaim'],
    ['EmptyDirVolumeSource', 'EmptyDirOptions'],
    ['ImageVolumeSource', 'ImageVolumeSource'],
    ['JobSpec', 'JobOptions'],
    ['PodFailurePolicy', 'PodFailurePolicy'],
    ['PodFailurePolicyRule', 'PodFailurePolicyRule'],
    ['SuccessPolicy', 'SuccessPolicy'],
    ['SuccessPolicyRule', 'SuccessPolicyRule'],
    ['DeploymentSpec', 'DeploymentOptions'],
    ['CronJobSpec', 'CronJobOptions'],
    ['StatefulSetSpec', 'StatefulSetOptions'],
    ['DaemonSetSpec', 'DaemonSetOptions'],
  ])('%s: %s', (struct, name) => {
    const props = types.propertiesOf(ours.get(name)!).map((prop) => prop.toLowerCase());
    const missing = fieldsOf(struct)
      .map((field) => field.name)
      .filter((field) => !props.includes(field.toLowerCase()) && EXCEPTIONS[`${struct}.${field}`] === undefined);
    expect(missing).toEqual([]);
  });

  test('every exception names a field that exists', () => {
    const known = (key: string) => structType(key.split('.')[0])!.fields.has(key.split('.')[1]);
    expect(Object.keys(EXCEPTIONS).filter((key) => !known(key))).toEqual([]);
  });
});

test('objects of cdk8s-plus-28 are accepted', () => {
  const port: k8s.ContainerPort = { containerPort: 8080, hostIp: '10.0.0.1' };
  const probe: k8s.Probe = { httpGet: { port: k8s.IntOrString.fromNumber(8080) } };
  const lifecycle: k8s.Lifecycle = { preStop: { exec: { command: ['stop'] } } };
  const affinity: k8s.Affinity = { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] } };
  const securityContext: k8s.PodSecurityContext = { seccompProfile: { type: 'RuntimeDefault' } };
  const emptyDir: k8s.EmptyDirVolumeSource = { sizeLimit: k8s.Quantity.fromString('1Gi') };
  const configMap: k8s.ConfigMapVolumeSource = { name: 'settings', items: [{ key: 'a', path: 'a' }] };
  const downwardApi: k8s.DownwardApiVolumeSource = {
    items: [
      {
        path: 'cpu',
        resourceFieldRef: {
          containerName: 'algorunner',
          resource: 'limits.cpu',
          divisor: k8s.Quantity.fromString('1m'),
        },
      },
    ],
  };
  const ephemeral: k8s.EphemeralVolumeSource = {
    volumeClaimTemplate: {
      metadata: { labels: { a: 'b' } },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: k8s.Quantity.fromString('2Gi') } },
      },
    },
  };
  const resources: k8s.ResourceRequirements = { requests: { cpu: k8s.Quantity.fromNumber(2) } };

  const chart = Testing.chart();
  const algorithm = new Algorithm(chart, 'print', {
    image: IMAGE,
    ports: [port],
    livenessProbe: probe,
    lifecycle,
    resources,
    env: { A: EnvValue.fromConfigMap(ConfigMap.fromConfigMapName(chart, 'names', 'settings'), 'a') },
    pod: { affinity, securityContext },
  });
  const volumes: Record<string, SharedVolumeProps> = {
    scratch: { emptyDir },
    settings: { configMap },
    pod: { downwardApi },
    work: { ephemeral },
  };
  for (const [id, props] of Object.entries(volumes)) {
    algorithm.mount(`/${id}`, SharedVolume.fromSource(algorithm, id, props));
  }

  expect(podOf(chart)).toMatchObject({
    affinity,
    securityContext,
    containers: [
      {
        ports: [{ containerPort: 8080, hostIP: '10.0.0.1' }],
        livenessProbe: { httpGet: { port: 8080 } },
        lifecycle,
        resources: { requests: { cpu: 2 } },
        env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'settings', key: 'a' } } }],
      },
    ],
    volumes: [
      { name: 'scratch', emptyDir: { sizeLimit: '1Gi' } },
      { name: 'settings', configMap },
      { name: 'pod', downwardAPI: { items: [{ resourceFieldRef: { divisor: '1m' } }] } },
      {
        name: 'work',
        ephemeral: { volumeClaimTemplate: { spec: { resources: { requests: { storage: '2Gi' } } } } },
      },
    ],
  });
});

describe('props of Kubernetes 1.37 reach the manifest', () => {
  const settings = { kubernetesVersion: '1.37' };

  test('in a container', () => {
    const port: KubeContainerPort = { containerPort: 8080, name: 'http' };
    const livenessProbe: KubeProbe = { httpGet: { port: 'http' }, failureThreshold: 5 };
    const container = {
      image: IMAGE,
      ports: [port],
      livenessProbe,
      startupProbe: { tcpSocket: { port: 8080 } },
      lifecycle: { preStop: { sleep: { seconds: 3 } } },
      restartPolicy: 'Never',
      restartPolicyRules: [{ action: 'RestartAllContainers', exitCodes: { operator: 'In', values: [42] } }],
      resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }],
      securityContext: { appArmorProfile: { type: 'RuntimeDefault' }, procMount: 'Unmasked' },
      resources: { requests: { cpu: 1, memory: '1Gi' }, claims: [{ name: 'gpu', request: 'one' }] },
    } satisfies ContainerBaseProps;
    const pod: AlgorithmPod = {
      hostUsers: false,
      resourceClaims: [{ name: 'gpu', resourceClaimTemplateName: 'gpus' }],
    };
    const chart = Testing.chart();
    new Algorithm(chart, 'print', { ...container, settings, pod });
    expect(podOf(chart)).toMatchObject({ ...pod, containers: [container] });
  });

  test('in variables from all sources', () => {
    const env = {
      FILE: { fileKeyRef: { volumeName: 'vars', path: 'print.env', key: 'FILE' } },
      TOKEN: { secretKeyRef: { name: 'registry', key: 'token', optional: true } },
      NODE: { fieldRef: { fieldPath: 'spec.nodeName' } },
    } satisfies ContainerBaseProps['env'];
    const chart = Testing.chart();
    const algorithm = new Algorithm(chart, 'print', { image: IMAGE, env, settings });
    SharedVolume.fromEmptyDir(algorithm, 'vars');
    algorithm.addEnv('IP', { fieldRef: { fieldPath: 'status.hostIP' } });
    algorithm.addEnvToAll('UID', { fieldRef: { fieldPath: 'metadata.uid' } });
    expect(podOf(chart).containers[0].env).toEqual([
      { name: 'UID', valueFrom: { fieldRef: { fieldPath: 'metadata.uid' } } },
      ...Object.entries(env).map(([name, valueFrom]) => ({ name, valueFrom })),
      { name: 'IP', valueFrom: { fieldRef: { fieldPath: 'status.hostIP' } } },
    ]);
  });

  test('in a pod', () => {
    const pod = {
      hostUsers: false,
      hostnameOverride: 'printer.acme.io',
      resources: { requests: { cpu: 2 }, limits: { memory: '4Gi' } },
      overhead: { cpu: k8s.Quantity.fromString('10m') },
      securityContext: { supplementalGroupsPolicy: 'Strict', seLinuxChangePolicy: 'Recursive' },
      tolerations: [{ key: 'gpu', operator: 'Exists' }],
    } satisfies AlgorithmPod;
    const chart = Testing.chart();
    new Algorithm(chart, 'print', { image: IMAGE, settings, pod: { ...pod, runtimeClassName: 'kata' } });
    expect(podOf(chart)).toMatchObject({ ...pod, overhead: { cpu: '10m' } });
  });

  test('in volumes and mounts', () => {
    const sources: SharedVolumeProps = {
      projected: {
        sources: [
          { clusterTrustBundle: { name: 'acme', path: 'ca.pem' } },
          { podCertificate: { keyType: 'ED25519', signerName: 'acme.io/pods', credentialBundlePath: 'pod.pem' } },
        ],
      },
    };
    const chart = Testing.chart();
    const algorithm = new Algorithm(chart, 'print', { image: IMAGE, settings });
    algorithm.mount('/model', SharedVolume.fromImage(algorithm, 'model', { reference: 'docker.io/acme/model:v1' }));
    algorithm.mount('/certificates', SharedVolume.fromSource(algorithm, 'certificates', sources), {
      readOnly: true,
      recursiveReadOnly: 'IfPossible',
    });
    expect(podOf(chart).volumes).toEqual([
      { name: 'model', image: { reference: 'docker.io/acme/model:v1' } },
      { name: 'certificates', ...sources },
    ]);
  });

  test('unless clusters drop them by default, which is reported', () => {
    const responder: EvictionResponder = { name: 'acme.io/saver', priority: 5000 };
    const scheduling: JobOptions['scheduling'] = { schedulingPolicy: { gang: { minCount: 2 } } };
    const chart = Testing.chart();
    const algorithm = new Algorithm(chart, 'print', {
      image: IMAGE,
      settings,
      workload: AlgorithmWorkload.job({ scheduling }),
      lifecycle: { stopSignal: 'SIGUSR1' },
      pod: { os: { name: 'linux' }, evictionResponders: [responder], schedulingGroup: { podGroupName: 'printers' } },
    });
    const volume = SharedVolume.fromEmptyDir(algorithm, 'tmp', { mode: 0o1777 });
    algorithm.mount('/tmp', volume, { bindMountOptions: ['noexec'] });
    const dropped = errorsOf(chart).filter((error) => error.includes('drops'));
    const fields = ['scheduling', 'evictionResponders', 'schedulingGroup', 'stopSignal', 'mode', 'bindMountOptions'];
    expect(fields.filter((field) => !dropped.some((error) => error.includes(`${field}:`)))).toEqual([]);
  });

  test('in the strategy and the selector of a Deployment', () => {
    const options = {
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '50%', maxUnavailable: 0 } },
      selector: { matchLabels: { 'app.kubernetes.io/name': 'print' } },
    } satisfies DeploymentOptions;
    const chart = Testing.chart();
    new Algorithm(chart, 'print', { image: IMAGE, workload: AlgorithmWorkload.deployment(options) });
    expect(workloadOf(chart).spec).toMatchObject(options);
  });
});
