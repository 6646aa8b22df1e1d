import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import { PLAIN_WORKLOADS } from '../../src/hkube/rendered-spec';
import { directoryWith } from '../cli/run';
import { acceptedWorkloads, programOf, programOfRecorded, programOfSpec, SOME } from '../fixtures/converted';

/** What the compiler of Python says of a program. */
function compilerOutput(program: string): string {
  const directory = directoryWith({ 'main.py': program });
  const { stderr, error } = spawnSync('python3', ['-m', 'py_compile', path.join(directory, 'main.py')], {
    encoding: 'utf8',
    env: { ...process.env, PYTHONPYCACHEPREFIX: directory },
  });
  return error ? error.message : stderr;
}

test('the code of recorded manifests compiles', () => {
  expect(compilerOutput(programOfRecorded(acceptedWorkloads(4 * SOME), 'python'))).toBe('');
}, 300_000);

test('the code of specs compiles for all workloads', () => {
  const spec = {
    name: 'print',
    algorithmImage: 'docker.io/acme/print:v4',
    volumes: [{ name: 'data', emptyDir: {} }],
    volumeMounts: [{ name: 'data', mountPath: '/data' }],
    sideCars: [{ container: { name: 'web', image: 'docker.io/library/httpd:2.4', ports: [{ containerPort: 80 }] } }],
  };
  const programs = PLAIN_WORKLOADS.map((kind) => programOfSpec(spec, { kind, schedule: '@daily' }, 'python'));
  const factories = programs.map((text) => /workload=AlgorithmWorkload\.(.*),$/m.exec(text)?.[1]);
  expect(factories).toEqual([
    undefined,
    'cron_job(schedule="@daily")',
    'deployment()',
    'stateful_set()',
    'daemon_set()',
    'pod()',
  ]);
  expect(programs.map(compilerOutput)).toEqual(programs.map(() => ''));
});

test('a program that does not compile is detected', () => {
  expect(compilerOutput('class A:\n')).toContain('main.py');
});

const containers = [
  { name: 'web', image: 'acme/web:1', livenessProbe: { httpGet: { port: 80 } }, securityContext: { runAsUser: 1 } },
];
const program = programOf(
  [
    {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { generateName: 'print-', ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'a', uid: 'b' }] },
      spec: {
        suspend: true,
        template: {
          spec: {
            restartPolicy: 'Never',
            containers,
            volumes: [{ name: 'id', secret: { secretName: 's', defaultMode: 0o400 } }],
          },
        },
      },
    },
  ],
  'python',
);

test.each([
  ['types of what is inside of props', 'liveness_probe=KubeProbe(http_get=HttpGetAction(port=80))'],
  ['types of cdk8s', 'OwnerReference(api_version="v1"'],
  ['scalars', 'AlgorithmWorkload.job(suspend=True)'],
  ['permission bits', 'default_mode=0o400'],
  ['a variable that would hide something', 'SharedVolume.from_secret('],
  ['metadata that cdk8s has in TypeScript only', 'JsonPatch.add("/metadata/generateName", "print-")'],
  ['the name that cdk8s gives every object', 'JsonPatch.remove("/metadata/name")'],
])('%s', (_, code) => expect(program).toContain(code));

test.each<[string, object, string]>([
  ['besides what props have', { labels: { a: 'b' }, generateName: 'x-' }, '/metadata/generateName", "x-")'],
  ['alone', { generateName: 'x-' }, '/metadata", {"generateName": "x-"})'],
])('metadata of the Jobs of a CronJob is kept: %s', (_, metadata, patch) => {
  const jobTemplate = { metadata, spec: { template: { spec: { restartPolicy: 'Never', containers } } } };
  const spec = { schedule: '@daily', jobTemplate };
  const code = programOf([{ apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'print' }, spec }], 'python');
  expect(code.replace(/\s+/g, ' ').replaceAll('( ', '(')).toContain(`"/spec/jobTemplate${patch}`);
});

test('only used names are imported', () => {
  const [imports, ...rest] = program.split('\n\n\n');
  const names = [...imports.matchAll(/^ {4}(\w+),$|import (\w.*)$/gm)].flatMap(
    ([, one, all]) => all?.split(', ') ?? one,
  );
  const code = rest.join('\n');
  expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(code))).toEqual([]);
  const used = [...code.matchAll(/\b([A-Z]\w+)[(.]/g)].map(([, name]) => name);
  expect(used.filter((name) => !names.includes(name) && name !== 'ChartChart' && name !== 'AppChart')).toEqual([]);
});

test('variables do not hide builtins', () => {
  const job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'print' } };
  const spec = { template: { spec: { restartPolicy: 'Never', containers, volumes: [{ name: 'a' }] } } };
  expect(programOf([{ ...job, spec }], 'python')).toContain('print_job = Algorithm(');
});
