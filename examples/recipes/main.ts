import { App, Chart } from 'cdk8s';
import { Service } from 'cdk8s-plus-28';
import { CloudSqlProxy } from './cloud-sql-proxy';
import { DockerInDocker } from './docker-in-docker';
import { OAuth2Proxy } from './oauth2-proxy';
import { OtelCollector } from './otel-collector';
import { QueuedBatch } from './queued-batch';
import { RcloneMount } from './rclone-mount';
import { VaultAgent } from './vault-agent';
import { Algorithm, AlgorithmWorkload } from 'cdk8s-hkube';

const app = new App();
const chart = new Chart(app, 'recipes');

// Without a deadline, a Job whose sidecar never gets ready never ends.
const job = AlgorithmWorkload.job({ activeDeadlineSeconds: 3600 });

const report = new Algorithm(chart, 'report', { image: 'docker.io/acme/report:v4', workload: job });
new CloudSqlProxy(report, 'cloud-sql-proxy', { instance: 'acme:europe-west1:orders' });

const train = new Algorithm(chart, 'train', { image: 'docker.io/acme/train:v4', workload: job });
new OtelCollector(train, 'otel-collector', { endpoint: 'collector.monitoring:4317' });

const upload = new Algorithm(chart, 'upload', { image: 'docker.io/acme/upload:v4', workload: job });
new VaultAgent(upload, 'vault-agent', {
  address: 'https://vault.acme.example:8200',
  role: 'upload',
  templates: { token: '{{ with secret "secret/data/upload" }}{{ .Data.data.token }}{{ end }}' },
});

const dashboard = new Algorithm(chart, 'dashboard', {
  image: 'docker.io/acme/dashboard:v4',
  workload: AlgorithmWorkload.deployment(),
});
new OAuth2Proxy(dashboard, 'oauth2-proxy', {
  issuer: 'https://login.acme.example',
  upstreamPort: 8080,
  secretName: 'dashboard-login',
});
new Service(chart, 'service', { selector: dashboard, ports: [{ port: 80, targetPort: 4180 }] });

const convert = new Algorithm(chart, 'convert', { image: 'docker.io/acme/convert:v4', workload: job });
new RcloneMount(convert, 'rclone', { remote: 'store:videos', path: '/videos', secretName: 'store-access' });

const build = new Algorithm(chart, 'build', { image: 'docker.io/library/docker:27-cli', workload: job });
new DockerInDocker(build, 'docker');

new QueuedBatch(chart, 'render', { image: 'docker.io/acme/render:v4', parts: 100, parallelism: 10, queue: 'team-a' });

app.synth();
