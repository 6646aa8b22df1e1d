import { Testing } from 'cdk8s';
import { Algorithm, AlgorithmProps, SharedVolume, SideCarProps, AlgorithmWorkload } from '../src';
import { errorsOf } from './fixtures/manifests';
import { captureStderr } from './fixtures/stderr';

const IMAGE = 'docker.io/acme/print:v4';
const LABEL =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start " +
  "and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is " +
  "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

interface Case {
  readonly main?: Partial<AlgorithmProps>;
  readonly sideCar?: Partial<SideCarProps>;
  /** Ids of emptyDir volumes that are declared. */
  readonly volumes?: string[];
  readonly more?: (algorithm: Algorithm) => void;
}

function errors({ main, sideCar, volumes = ['shared-volume'], more }: Case): string[] {
  const chart = Testing.chart();
  const algorithm = new Algorithm(chart, 'algorithm', { image: IMAGE, ...main });
  volumes.forEach((id) => SharedVolume.fromEmptyDir(algorithm, id));
  if (sideCar) algorithm.addSideCar('sidecar', { image: IMAGE, ...sideCar });
  more?.(algorithm);
  let found: string[] = [];
  captureStderr(() => {
    found = errorsOf(chart);
  });
  return found;
}

const mount = (mountPath: string, more: any = {}) => ({
  volumeMounts: [{ name: 'shared-volume', mountPath, ...more }],
});
const MAIN = 'spec.template.spec.containers[0]';
const SIDECAR = 'spec.template.spec.initContainers[0]';

/** The mistakes, each with what is said about it, and what comes nearest to it without being one. */
const ROWS: [mistake: string, refused: Case, says: string[], accepted: Case][] = [
  [
    'the same name for main container and sidecar',
    { sideCar: { name: 'algorunner' } },
    [
      `[test/algorithm/sidecar] ${SIDECAR}.name: Duplicate value: "algorunner". ${MAIN} has this name too: it is the ` +
        'default name of the main container. Use another name',
    ],
    { sideCar: { name: 'algorunner2' } },
  ],
  [
    'the same name for a sidecar and an init container',
    { sideCar: { name: 'setup' }, main: { pod: { initContainers: [{ name: 'setup', image: IMAGE }] } } },
    ['[test/algorithm/sidecar] spec.template.spec.initContainers[1].name: Duplicate value: "setup"'],
    { sideCar: { name: 'sidecar' }, main: { pod: { initContainers: [{ name: 'setup', image: IMAGE }] } } },
  ],
  [
    'two mounts at one path',
    { main: { volumeMounts: [...mount('/a').volumeMounts, ...mount('/a', { readOnly: true }).volumeMounts] } },
    [
      `[test/algorithm] ${MAIN}.volumeMounts[1].mountPath: Invalid value: "/a": must be unique. ` +
        `${MAIN}.volumeMounts[0] ("shared-volume") is mounted there, too`,
    ],
    { main: { volumeMounts: [...mount('/a').volumeMounts, ...mount('/b').volumeMounts] } },
  ],
  [
    'a volume where its name belongs',
    { main: { volumeMounts: [{ volume: 'shared-volume', mountPath: '/a' } as any] } },
    [`[test/algorithm] ${MAIN}.volumeMounts[0].volume: Unknown field. It is called name`],
    { main: mount('/a') },
  ],
  [
    'a prop without its plural',
    { main: { resource: { limits: { cpu: '1' } } } as any },
    [`[test/algorithm] ${MAIN}.resource: Unknown field. Did you mean "resources"?`],
    { main: { resources: { limits: { cpu: '1' } } } },
  ],
  [
    'a word where a list belongs',
    { main: { command: 'python' as any } },
    [`[test/algorithm] ${MAIN}.command: Type invalid: must be a list, not a string`],
    { main: { command: ['python'] } },
  ],
  [
    'a name where a dependency belongs',
    { main: { dependsOn: ['setup' as any] } },
    [
      `[test/algorithm] ${MAIN}.dependsOn[0]: Invalid value: "setup": must be an object with name, condition. ` +
        'Write { name: "…" }, with the name of the container to wait for',
    ],
    { main: { pod: { initContainers: [{ name: 'setup', image: IMAGE }] } } },
  ],
  [
    'a container name that is not a DNS label',
    { sideCar: { name: 'My_Car' } },
    [`[test/algorithm/sidecar] ${SIDECAR}.name: Invalid value: "My_Car": ${LABEL}`],
    { sideCar: { name: '0-my-car' } },
  ],
  [
    'a container name of 64 characters',
    { sideCar: { name: 'a'.repeat(64) } },
    [
      `[test/algorithm/sidecar] ${SIDECAR}.name: Invalid value: "${'a'.repeat(64)}": must be no more than ` +
        '63 characters',
    ],
    { sideCar: { name: 'a'.repeat(63) } },
  ],
  [
    'a volume name that is not a DNS label',
    { volumes: ['Data'] },
    [`[test/algorithm/Volume:Data] spec.template.spec.volumes[0].name: Invalid value: "Data": ${LABEL}`],
    { volumes: ['data'] },
  ],
  [
    'the same volume name twice',
    { more: (a) => SharedVolume.fromSource(a, 'again', { name: 'shared-volume', emptyDir: {} }) },
    ['[test/algorithm/Volume:again] spec.template.spec.volumes[1].name: Duplicate value: "shared-volume"'],
    { more: (a) => SharedVolume.fromSource(a, 'again', { name: 'shared-volume2', emptyDir: {} }) },
  ],
  [
    'a volume with two sources',
    { more: (a) => SharedVolume.fromSource(a, 'both', { emptyDir: {}, hostPath: { path: '/x' } }) },
    [
      '[test/algorithm/Volume:both] spec.template.spec.volumes[1].hostPath: Forbidden: may not specify more ' +
        'than 1 volume type',
    ],
    { more: (a) => SharedVolume.fromSource(a, 'both', { hostPath: { path: '/x' } }) },
  ],
  [
    'a mount of an undeclared volume',
    { sideCar: { volumeMounts: [{ name: 'shared-volum', mountPath: '/d' }] } },
    [
      `[test/algorithm/sidecar] ${SIDECAR}.volumeMounts[0].name: Not found: "shared-volum". Declared ` +
        'volumes: "shared-volume". Did you mean "shared-volume"?',
    ],
    { sideCar: { volumeMounts: [{ name: 'shared-volume', mountPath: '/d' }] } },
  ],
  [
    'a volume of another algorithm',
    {
      more: (a) =>
        a.mount(
          '/d',
          SharedVolume.fromEmptyDir(new Algorithm(a.node.scope as any, 'other', { image: IMAGE }), 'shared-volume'),
        ),
    },
    [
      `[test/algorithm] ${MAIN}.volumeMounts[0].name: Invalid value: "shared-volume": belongs to another ` +
        'algorithm (test/other/Volume:shared-volume). ' +
        'Pods cannot share a volume: declare one in this algorithm; to share files, use the same PersistentVolumeClaim',
    ],
    { more: (a) => a.mount('/d', SharedVolume.fromEmptyDir(a, 'other')) },
  ],
  [
    'an empty mountPath',
    { main: mount('') },
    [`[test/algorithm] ${MAIN}.volumeMounts[0].mountPath: Required value`],
    { main: mount('/') },
  ],
  [
    'a relative mountPath',
    { main: mount('data') },
    [
      `[test/algorithm] ${MAIN}.volumeMounts[0].mountPath: Invalid value: "data": must be an absolute path. ` +
        'Write "/data"',
    ],
    // A pipe of Windows is not relative.
    { main: mount('\\\\.\\pipe\\docker_engine') },
  ],
  [
    'a mountPath with ":"',
    { main: mount('/data:ro') },
    [`[test/algorithm] ${MAIN}.volumeMounts[0].mountPath: Invalid value: "/data:ro": must not contain ":"`],
    { main: mount('C:\\data') },
  ],
  [
    'a mountPath twice in a container',
    {
      main: {
        volumeMounts: [
          { name: 'shared-volume', mountPath: '/d' },
          { name: 'shared-volume', mountPath: '/d' },
        ],
      },
    },
    [`[test/algorithm] ${MAIN}.volumeMounts[1].mountPath: Invalid value: "/d": must be unique`],
    { main: mount('/d'), sideCar: mount('/d') },
  ],
  [
    'a mountPath twice, written differently',
    {
      main: {
        volumeMounts: [
          { name: 'shared-volume', mountPath: '/d' },
          { name: 'shared-volume', mountPath: '/d//' },
        ],
      },
    },
    [`[test/algorithm] ${MAIN}.volumeMounts[1].mountPath: Invalid value: "/d//": is the same directory as "/d"`],
    {
      main: {
        volumeMounts: [
          { name: 'shared-volume', mountPath: '/d' },
          { name: 'shared-volume', mountPath: '/d/e' },
        ],
      },
    },
  ],
  [
    'a medium that no kubelet knows',
    { more: (a) => SharedVolume.fromEmptyDir(a, 'cache', { medium: 'memory' }) },
    [
      '[test/algorithm/Volume:cache] spec.template.spec.volumes[1].emptyDir.medium: Unsupported value: "memory": ' +
        'supported values: "Memory", "HugePages", "HugePages-2Mi", "HugePages-1Gi". Did you mean "Memory"?',
    ],
    {
      more: (a) =>
        ['Memory', 'HugePages', 'HugePages-64Ki', ''].forEach((medium, i) =>
          SharedVolume.fromEmptyDir(a, `cache-${i}`, { medium }),
        ),
    },
  ],
  [
    'an absolute subPath',
    { main: mount('/d', { subPath: '/a' }) },
    [`[test/algorithm] ${MAIN}.volumeMounts.subPath: Invalid value: "/a": must be a relative path`],
    { main: mount('/d', { subPath: 'a' }) },
  ],
  [
    'a subPath with ".."',
    { main: mount('/d', { subPath: 'a/../b' }) },
    [`[test/algorithm] ${MAIN}.volumeMounts.subPath: Invalid value: "a/../b": must not contain '..'`],
    { main: mount('/d', { subPath: 'a/..b' }) },
  ],
  [
    'a request above the limit',
    { main: { resources: { requests: { memory: '1Gi' }, limits: { memory: '1G' } } } },
    [
      `[test/algorithm] ${MAIN}.resources.requests: Invalid value: "1Gi": must be less than or equal to ` +
        'memory limit of 1G',
    ],
    { main: { resources: { requests: { memory: '1G' }, limits: { memory: '1Gi' } } } },
  ],
  [
    'a malformed quantity',
    { sideCar: { resources: { requests: { memory: '1 GB' } } } },
    [`[test/algorithm/sidecar] ${SIDECAR}.resources.requests[memory]: `],
    { sideCar: { resources: { requests: { memory: '1G' } } } },
  ],
  [
    'a GPU request that differs from its limit',
    { main: { resources: { requests: { 'nvidia.com/gpu': '1' }, limits: { 'nvidia.com/gpu': '2' } } } },
    [`[test/algorithm] ${MAIN}.resources.requests: Invalid value: "1": must be equal to nvidia.com/gpu limit of 2`],
    { main: { resources: { requests: { 'nvidia.com/gpu': '2' }, limits: { 'nvidia.com/gpu': '2' } } } },
  ],
  [
    'an empty image',
    { main: { image: '' } },
    [`[test/algorithm] ${MAIN}.image: Required value`],
    { main: { image: 'a:1' } },
  ],
  [
    'a malformed image',
    { sideCar: { image: 'docker.io/Acme/x:1' } },
    [
      `[test/algorithm/sidecar] ${SIDECAR}.image: Invalid value: "docker.io/Acme/x:1": must have a ` +
        'repository of lower-case letters and digits, separated by "/", ".", "_" or "-"',
    ],
    { sideCar: { image: 'docker.io/acme/x:1' } },
  ],
  [
    'a bad env name',
    { sideCar: { env: { 'A=B': '' } } },
    [
      `[test/algorithm/sidecar] ${SIDECAR}.env[0].name: Invalid value: "A=B": a valid environment variable ` +
        `name must consist only of printable ASCII characters other than '='`,
    ],
    { sideCar: { env: { A_B: '' } } },
  ],
  [
    'port 0',
    { main: { ports: [{ containerPort: 0 }] } },
    [`[test/algorithm] ${MAIN}.ports[0].containerPort: Required value`],
    { main: { ports: [{ containerPort: 1 }] } },
  ],
  [
    'port 65536',
    { main: { ports: [{ containerPort: 65536 }] } },
    [`[test/algorithm] ${MAIN}.ports[0].containerPort: Invalid value: 65536: must be between 1 and 65535, inclusive`],
    { main: { ports: [{ containerPort: 65535 }] } },
  ],
  [
    'a Job whose pods always restart',
    { main: { pod: { restartPolicy: 'Always' } } },
    [
      '[test/algorithm] spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never". ' +
        '"Always" is for pods that never end, such as those of a Deployment',
    ],
    { main: { pod: { restartPolicy: 'OnFailure' } } },
  ],
  [
    'an object name that is not a DNS name',
    { main: { metadata: { name: 'My_Job' } } },
    ['[test/algorithm] metadata.name: Invalid value: "My_Job": a lowercase RFC 1123 subdomain'],
    { main: { metadata: { name: 'my.job' } } },
  ],
  [
    'an unknown field',
    { sideCar: { fields: { imagePullPolicies: 'Always' } } },
    [`[test/algorithm/sidecar] ${SIDECAR}.imagePullPolicies: Unknown field`],
    { sideCar: { fields: { imagePullPolicy: 'Always' } } },
  ],
  [
    'a CronJob of a wrong schedule',
    { main: { workload: AlgorithmWorkload.cronJob({ schedule: '* * * *' }) } },
    ['[test/algorithm] spec.schedule: Invalid value: "* * * *": expected exactly 5 fields, found 4: [* * * *]'],
    { main: { workload: AlgorithmWorkload.cronJob({ schedule: '* * * * *' }) } },
  ],
];

test.each(ROWS)('%s is refused', (_, refused, says) => {
  const found = errors(refused);
  expect(found.map((line, i) => line.slice(0, says[i]?.length))).toEqual(says);
});

test.each(ROWS)('%s, done right, is accepted', (_, __, ___, accepted) => expect(errors(accepted)).toEqual([]));

test('all mistakes are reported together, each at its construct', () => {
  const found = errors({
    main: { image: '', ...mount('data') },
    sideCar: { name: 'My_Car', volumeMounts: [{ name: 'nope', mountPath: '/d' }] },
    volumes: ['shared-volume', 'Bad'],
  });
  expect(found.map((line) => line.split(': ')[0])).toEqual([
    `[test/algorithm] ${MAIN}.image`,
    `[test/algorithm] ${MAIN}.volumeMounts[0].mountPath`,
    '[test/algorithm/Volume:Bad] spec.template.spec.volumes[1].name',
    `[test/algorithm/sidecar] ${SIDECAR}.name`,
    `[test/algorithm/sidecar] ${SIDECAR}.volumeMounts[0].name`,
  ]);
});

test('the same port and protocol twice is a warning and stops nothing', () => {
  const ports = [{ containerPort: 80 }, { containerPort: 80, protocol: 'TCP' }];
  const chart = Testing.chart();
  new Algorithm(chart, 'algorithm', { image: IMAGE, ports });
  const lines = captureStderr(() => expect(errorsOf(chart)).toEqual([]));
  expect(lines).toEqual([
    `Warning: [test/algorithm] ${MAIN}.ports[1]: duplicate port definition with ${MAIN}.ports[0]. Remove one of them ` +
      '(WARN-PORT-DUPLICATE)',
  ]);
});
