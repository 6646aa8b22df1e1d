import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { Validation } from '../../../src/apimachinery/finding';
import { warnAboutPod } from '../../../src/validation/pod/pod-warnings';

function warnings(spec: any, minor = 37): string[] {
  const v = new Validation(minor);
  warnAboutPod(v, spec, 's');
  expect(v.findings.every(({ severity, type }) => severity === 'warning' && type === 'Warning')).toBe(true);
  return v.findings.map(({ rule, path }) => `${rule} ${path}`);
}

const container = (fields: any) => ({ containers: [{ image: 'a:1', ...fields }] });
const sidecar = (fields: any) => ({ restartPolicy: 'Always', image: 'a:1', ...fields });
const memoryVolume = (sizeLimit: any, memory: any, emptyDir = {}) => ({
  ...container({ resources: { limits: { memory } }, volumeMounts: [{ name: 'm' }] }),
  volumes: [{ name: 'm', emptyDir: { medium: 'Memory', sizeLimit, ...emptyDir } }],
});
const http = { containerPort: 80 };

test.each<[any]>([
  [{}],
  [{ containers: null, initContainers: null, volumes: null }],
  ...['a:1', 'a@sha256:1', 'a:latest@sha256:1', 'host:5000/a:1', ''].map((image): [any] => [container({ image })]),
  [container({ env: [{ name: 'A' }, { name: 'B' }] })],
  [container({ ports: [http, { ...http, protocol: 'UDP' }, {}, {}] })],
  [{ containers: [{ ports: [http] }, { ports: [{ containerPort: 81 }] }] }],
  [{ priority: 0 }],
  [{ priority: 2000001000, priorityClassName: 'system-node-critical' }],
  [container({ resources: { requests: { cpu: '100m', memory: '100M' }, limits: { 'a.b/c': '1000m' } } })],
  [{ volumes: [{ name: 'a' }], ...container({ volumeMounts: [{ name: 'a' }] }) }],
  [{ volumes: [{ name: 'a' }], initContainers: [{ image: 'a:1', volumeDevices: [{ name: 'a' }] }] }],
  [{ volumes: [{ name: 'a' }], ...container({ env: [{ valueFrom: { fileKeyRef: { volumeName: 'a' } } }] }) }],
  [{ imagePullSecrets: [{ name: 'a' }, { name: 'b' }], hostAliases: [{ ip: '1' }, { ip: '2' }] }],
  [{ overhead: { cpu: '1' }, runtimeClassName: 'r' }],
  [container({ securityContext: { procMount: 'Unmasked' } })],
  [container({ resources: { requests: { memory: '512' }, limits: { cpu: '1', memory: '1Mi' } } })],
  [container({ resources: { limits: { memory: '0' } } })],
  [container({ resources: { limits: { memory: 1048576 } } })],
  [container({ resources: { limits: { memory: 'x' } } })],
  [memoryVolume('1Gi', '1Gi')],
  [memoryVolume('2Gi', undefined)],
  [memoryVolume(undefined, '1Gi')],
  [memoryVolume('x', '1Gi')],
  [memoryVolume('2Gi', '1Gi', { medium: '' })],
  [memoryVolume('2Gi', '1Gi', { medium: undefined })],
])('no warning about %j', (spec) => expect(warnings(spec)).toEqual([]));

test.each<[any, string[]]>([
  [container({ image: 'a' }), ['WARN-IMAGE-LATEST s.containers[0].image']],
  [container({ image: 'host:5000/a' }), ['WARN-IMAGE-LATEST s.containers[0].image']],
  [container({ image: 'a:latest' }), ['WARN-IMAGE-LATEST s.containers[0].image']],
  [{ priority: 5 }, ['WARN-PRIORITY s.priority']],
  [{ priority: 5, priorityClassName: 'system-node-critical' }, ['WARN-PRIORITY s.priority']],
  [
    { containers: [{ ports: [http] }], initContainers: [{ ports: [http] }] },
    ['SERVER-WARNING s.containers[0].ports[0]'],
  ],
  [
    container({
      ports: [
        { ...http, hostPort: 1 },
        { ...http, hostPort: 2 },
      ],
    }),
    ['WARN-PORT-DUPLICATE s.containers[0].ports[1].containerPort'],
  ],
  [
    container({ env: [{ name: 'A' }, { name: 'A', value: '$(A)b' }] }),
    ['WARN-ENV-DUPLICATE s.containers[0].env[1].name'],
  ],
  [container({ env: [{ name: 'A' }, { name: 'A' }] }), ['WARN-ENV-DUPLICATE s.containers[0].env[1]']],
  [container({ ports: [http, { ...http, protocol: 'TCP' }] }), ['WARN-PORT-DUPLICATE s.containers[0].ports[1]']],
  [
    {
      containers: [
        { image: 'a:1', ports: [http] },
        { image: 'a:1', ports: [http] },
      ],
    },
    ['WARN-PORT-SHARED s.containers[1].ports[0]'],
  ],
  [
    { ...container({ ports: [http] }), initContainers: [sidecar({ ports: [http] })] },
    ['WARN-PORT-SHARED s.containers[0].ports[0]'],
  ],
  [
    container({ resources: { requests: { memory: '100m' }, limits: { 'ephemeral-storage': '1m ' } } }),
    [
      'WARN-BYTES-MILLI s.containers[0].resources.requests[memory]',
      'WARN-BYTES-MILLI s.containers[0].resources.limits[ephemeral-storage]',
    ],
  ],
  [
    container({
      resources: {
        claims: [
          { name: 'a', request: 'x' },
          { name: 'a', request: 'y' },
        ],
      },
    }),
    ['WARN-CLAIM-DUPLICATE s.containers[0].resources.claims[1].name'],
  ],
  [
    container({ resources: { limits: { memory: '1048575' } } }),
    ['WARN-MEMORY-LIMIT s.containers[0].resources.limits[memory]'],
  ],
  [
    container({ resources: { limits: { memory: 512 } } }),
    ['WARN-MEMORY-LIMIT s.containers[0].resources.limits[memory]'],
  ],
  [
    container({ resources: { limits: { memory: '512Ki' } } }),
    ['WARN-MEMORY-LIMIT s.containers[0].resources.limits[memory]'],
  ],
  [
    container({ resources: { limits: { memory: '512m' } } }),
    ['WARN-BYTES-MILLI s.containers[0].resources.limits[memory]'],
  ],
  [{ ...container({}), volumes: [{ name: 'a' }] }, ['WARN-VOLUME-UNMOUNTED s.volumes[0].name']],
  [{ imagePullSecrets: [{}, { name: '' }] }, ['WARN-PULL-SECRET-DUPLICATE s.imagePullSecrets[1].name']],
  [{ hostAliases: [{ ip: '1' }, { ip: '1' }] }, ['WARN-HOST-ALIAS-DUPLICATE s.hostAliases[1].ip']],
  [{ overhead: { cpu: '1' } }, ['WARN-OVERHEAD s.overhead']],
  [memoryVolume('1025Mi', '1Gi'), ['WARN-MEMORY-VOLUME s.containers[0].resources.limits[memory]']],
  [
    {
      ...memoryVolume('2Gi', '3Gi'),
      initContainers: [sidecar({ volumeMounts: [{ name: 'm' }], resources: { limits: { memory: '1Gi' } } })],
    },
    ['WARN-MEMORY-VOLUME s.initContainers[0].resources.limits[memory]'],
  ],
])('%j', (spec, expected) => expect(warnings(spec)).toEqual(expected));

test('up to 1.32 procMount was replaced', () => {
  expect(warnings(container({ securityContext: { procMount: 'Unmasked' } }), 32)).toEqual([
    'WARN-PROC-MOUNT s.containers[0].securityContext.procMount',
  ]);
  expect(warnings(container({ securityContext: { procMount: 'Default' } }), 32)).toEqual([]);
});

test('the hint for thousandths of a byte names what was probably meant', () => {
  const v = new Validation(37);
  warnAboutPod(v, container({ resources: { requests: { memory: '100m' } } }), 's');
  expect(v.findings[0].hint).toBe('Did you mean 100Mi or 100M?');
});

test('the warning about a volume in memory names both sizes', () => {
  const v = new Validation(37);
  warnAboutPod(v, memoryVolume('2Gi', '1Gi'), 's');
  expect(v.findings[0].detail).toMatch(/^1Gi is less than the size of the volume "m" \(2Gi\)/);
});

test('docs/rules.md lists every warning', () => {
  const folder = join(__dirname, '../../../src/validation');
  const source = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('');
  const documented = readFileSync(join(__dirname, '../../../docs/rules.md'), 'utf8');
  const ids = [...new Set(source.match(/\bWARN-[A-Z-]+\b/g))];
  expect(ids.length).toBeGreaterThan(0);
  expect(ids.filter((id) => !documented.includes(`\`${id}\``))).toEqual([]);
});
