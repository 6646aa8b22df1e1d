/**
 * Objects of cdk8s-plus in ours, and ours in objects of cdk8s-plus. `.ci/run` compiles and runs it with later versions
 * of it.
 */
import { App, Chart, Duration, Size } from 'cdk8s';
import { Algorithm, AlgorithmWorkload, SharedVolume } from 'cdk8s-hkube';
import * as kplus from 'cdk8s-plus-28';

const app = new App();
const chart = new Chart(app, 'chart');
const secret = new kplus.Secret(chart, 'secret', { stringData: { key: 'x' } });
const config = new kplus.ConfigMap(chart, 'config', { data: { 'a.yml': 'a: 1' } });
const claim = new kplus.PersistentVolumeClaim(chart, 'claim', {
  storage: Size.gibibytes(1),
  accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
});
const account = new kplus.ServiceAccount(chart, 'account');

const algorithm = new Algorithm(chart, 'web', {
  image: 'docker.io/acme/web:v1',
  ports: [{ name: 'web', containerPort: 8080 }],
  imagePullPolicy: kplus.ImagePullPolicy.ALWAYS,
  env: {
    LEVEL: kplus.EnvValue.fromConfigMap(config, 'a.yml'),
    TOKEN: secret.envValue('key'),
    NODE: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.NODE_NAME),
  },
  envFrom: [kplus.Env.fromConfigMap(config), kplus.Env.fromSecret(secret)],
  livenessProbe: kplus.Probe.fromHttpGet('/healthz', { port: 8080, periodSeconds: Duration.seconds(5) }),
  readinessProbe: kplus.Probe.fromTcpSocket({ port: 8080 }),
  startupProbe: kplus.Probe.fromCommand(['true']),
  resources: {
    requests: { cpu: kplus.Cpu.millis(100), memory: Size.mebibytes(256) },
    limits: { cpu: kplus.Cpu.units(1), memory: Size.gibibytes(1) },
  },
  pod: {
    serviceAccount: account,
    imagePullSecrets: [secret],
    dnsPolicy: kplus.DnsPolicy.CLUSTER_FIRST,
    terminationGracePeriodSeconds: 20,
  },
  workload: AlgorithmWorkload.deployment(),
});
algorithm.addEnv('OTHER', secret.envValue('key'));
algorithm.addEnvToAll('ALL', kplus.EnvValue.fromValue('x'));
algorithm.mount('/config', SharedVolume.fromConfigMap(algorithm, 'config', config));
algorithm.mount('/secret', SharedVolume.fromSecret(algorithm, 'secret', secret));
algorithm.mount('/claim', SharedVolume.fromPersistentVolumeClaim(algorithm, 'claim', claim));
algorithm.mount('/tmp', SharedVolume.fromVolume(algorithm, 'tmp', kplus.Volume.fromEmptyDir(chart, 'tmp', 'tmp')));
algorithm.mount('/shm', SharedVolume.sharedMemory(algorithm, 'shm', Size.gibibytes(1)));
algorithm.mount(
  '/new',
  SharedVolume.createPersistentVolumeClaim(algorithm, 'new', {
    storage: Size.gibibytes(5),
    accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
  }),
);
new kplus.Service(chart, 'service', { selector: algorithm, ports: [{ port: 80, targetPort: 8080 }] });
new kplus.HorizontalPodAutoscaler(chart, 'scaler', {
  target: algorithm,
  maxReplicas: 5,
  metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(70))],
});
new kplus.NetworkPolicy(chart, 'policy', {
  selector: algorithm,
  ingress: { rules: [{ peer: algorithm, ports: [kplus.NetworkPolicyPort.tcp(8080)] }] },
});
const deployment = new kplus.Deployment(chart, 'peer', { containers: [{ image: 'docker.io/acme/peer:v1' }] });
deployment.scheduling.colocate(kplus.Pods.select(chart, 'all', {}));
app.synth();
