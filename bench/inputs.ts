/** Files that the benchmarks read. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Yaml } from 'cdk8s';
import { writeSchemas } from '../test/e2e/kubeconform';

/** HKube specs, one for each file. */
export function writeSpecs(dir: string, count: number): string {
  mkdirSync(dir, { recursive: true });
  for (let i = 0; i < count; i++) {
    const mount = { name: 'shared', mountPath: '/shared' };
    const sideCar = (name: string) => ({
      container: { name, image: 'docker.io/library/httpd:2.4' },
      volumeMounts: [mount],
    });
    const spec = {
      name: `train-${i}`,
      algorithmImage: 'docker.io/acme/train:v4',
      cpu: 0.1,
      mem: '256Mi',
      algorithmEnv: { NAME: `train-${i}` },
      volumes: [{ name: 'shared', emptyDir: {} }],
      volumeMounts: [mount],
      sideCars: ['web', 'log', 'proxy'].map(sideCar),
    };
    writeFileSync(join(dir, `train-${i}.json`), JSON.stringify(spec, undefined, 2));
  }
  return dir;
}

const meta = (name: string) => ({ name, namespace: 'batch', labels: { app: name } });

const pod = (name: string, restartPolicy: string) => ({
  metadata: { labels: { app: name } },
  spec: {
    restartPolicy,
    containers: [
      {
        name: 'main',
        image: 'docker.io/acme/train:v4',
        env: [{ name: 'NAME', value: name }],
        ports: [{ containerPort: 8080, name: 'http' }],
        resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '200m', memory: '512Mi' } },
        readinessProbe: { httpGet: { path: '/', port: 'http' } },
        volumeMounts: [{ name: 'data', mountPath: '/data' }],
      },
    ],
    volumes: [{ name: 'data', configMap: { name: `${name}-config` } }],
  },
});

/** What a team's repository contains, of each kind as much. */
const KINDS: ((name: string) => object)[] = [
  (name) => ({ apiVersion: 'batch/v1', kind: 'Job', spec: { template: pod(name, 'Never') } }),
  (name) => ({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template: pod(name, 'Never') } } },
  }),
  (name) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    spec: { selector: { matchLabels: { app: name } }, template: pod(name, 'Always') },
  }),
  (name) => ({ apiVersion: 'v1', kind: 'ConfigMap', data: { 'a.conf': `name=${name}\nlevel=info\n`, b: 'c' } }),
  (name) => ({ apiVersion: 'v1', kind: 'Service', spec: { selector: { app: name }, ports: [{ port: 80 }] } }),
  () => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  }),
  () => ({ apiVersion: 'v1', kind: 'Secret', stringData: { password: 'none' } }),
  (name) => ({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    spec: { maxReplicas: 5, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name } },
  }),
];

/** Mixed manifests, ten in each file. */
export function writeManifests(dir: string, count: number): string {
  mkdirSync(dir, { recursive: true });
  const manifests = Array.from({ length: count }, (_, i) => {
    const { apiVersion, kind, ...rest } = KINDS[i % KINDS.length](`app-${i}`) as any;
    return { apiVersion, kind, metadata: meta(`app-${i}`), ...rest };
  });
  for (let i = 0; i < count; i += 10) Yaml.save(join(dir, `manifests-${i}.yaml`), manifests.slice(i, i + 10));
  return dir;
}

/**
 * kubeconform, and how it judges the same files strictly; undefined if there is none. Its schemas are made of the
 * document of an API server.
 */
export function kubeconform(dir: string, files: string): string[] | undefined {
  const openapi = process.env.KUBECONFORM_OPENAPI;
  if (openapi === undefined) {
    process.stderr.write(
      'kubeconform is skipped: install it, and set KUBECONFORM_OPENAPI to what `kubectl get --raw /openapi/v2` wrote\n',
    );
    return undefined;
  }
  mkdirSync(dir, { recursive: true });
  writeSchemas(JSON.parse(readFileSync(openapi, 'utf8')), dir);
  return ['kubeconform', '-strict', '-schema-location', `${dir}/{{ .ResourceKind }}{{ .KindSuffix }}.json`, files];
}

const QUICK_START = /^```ts\n(.*?)^```/ms;

/** The quick start of the README, and the same by cdk8s-plus, as a TypeScript program that is not compiled before. */
export function writeQuickStart(dir: string, root: string, modules: Readonly<Record<string, string>>): string[] {
  mkdirSync(dir, { recursive: true });
  const [, ours] = QUICK_START.exec(readFileSync(join(root, 'README.md'), 'utf8'))!;
  return Object.entries({ ours, raw: RAW_QUICK_START }).map(([name, text]) => {
    const path = join(dir, `${name}.ts`);
    const program = Object.entries(modules).reduce((code, [from, to]) => code.replace(`'${from}'`, `'${to}'`), text);
    writeFileSync(path, `import '${modules.report}';\n${program}`);
    return path;
  });
}

const RAW_QUICK_START = `
import { App, Chart, Size } from 'cdk8s';
import { ContainerRestartPolicy, Cpu, EnvValue, Job, Volume } from 'cdk8s-plus-28';

const app = new App();
const job = new Job(new Chart(app, 'print-every-10-sec'), 'print');
const volume = Volume.fromEmptyDir(job, 'shared-volume', 'shared-volume');
const volumeMounts = [{ path: '/shared-dir', volume }];
job.addContainer({ name: 'algorunner', image: 'docker.io/acme/print-every-10-sec:v4', volumeMounts });
job.addInitContainer({
  name: 'web',
  image: 'docker.io/library/httpd:2.4',
  envVariables: { ENV1: EnvValue.fromValue('val1') },
  resources: { cpu: { request: Cpu.millis(500) }, memory: { request: Size.mebibytes(256) } },
  restartPolicy: ContainerRestartPolicy.ALWAYS,
  volumeMounts,
});
app.synth();
`;
