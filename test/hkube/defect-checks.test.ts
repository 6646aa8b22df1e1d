import { typeAndDetail, Validation } from '../../src/apimachinery/finding';
import { ClusterOptions } from '../../src/hkube/cluster-options';
import { checkForHkube } from '../../src/hkube/defect-checks';
import { readSpec } from '../../src/hkube/read-spec';

function judge(spec: object, cluster: ClusterOptions = {}): string[] {
  const v = new Validation(37);
  const read = readSpec({ name: 'print', algorithmImage: 'acme/print:1', ...spec }, new Validation(37));
  checkForHkube(read, cluster, v);
  return v.findings.map(
    (error) =>
      `${error.severity === 'warning' ? '~' : ''}${error.path}: ` +
      `${typeAndDetail(error)}${error.hint ? `. ${error.hint}` : ''}`,
  );
}

const withSideCar = (container: object, more: object = {}) => ({
  sideCars: [{ container: { name: 's', image: 'i:1', ...container }, ...more }],
});
const requesting = (resources: unknown) => withSideCar({ resources });
const RESOURCES = 'sideCars[0].container.resources';
const STOPS = "HKube's scheduler cannot read it, and stops scheduling all algorithms of the cluster";

describe('5.1 resources that stop the scheduler of HKube', () => {
  test.each<[unknown, string]>([
    [null, `${RESOURCES}: Invalid value: null: ${STOPS}`],
    [{ requests: null }, `${RESOURCES}.requests: Invalid value: null: ${STOPS}`],
    [{ limits: null }, `${RESOURCES}.limits: Invalid value: null: ${STOPS}`],
    [{ requests: { memory: '134217728' } }, `${RESOURCES}.requests[memory]: Invalid value: "134217728": ${STOPS}`],
    [{ requests: { memory: 134217728 } }, `${RESOURCES}.requests[memory]: Invalid value: 134217728: ${STOPS}`],
    [{ requests: { memory: '1Pi' } }, `${RESOURCES}.requests[memory]: Invalid value: "1Pi": ${STOPS}`],
    [{ requests: { memory: '128k' } }, `${RESOURCES}.requests[memory]: Invalid value: "128k": ${STOPS}`],
    [{ requests: { memory: '1e9' } }, `${RESOURCES}.requests[memory]: Invalid value: "1e9": ${STOPS}`],
    [{ requests: { cpu: 'banana' } }, `${RESOURCES}.requests[cpu]: Invalid value: "banana": ${STOPS}`],
    [{ requests: { cpu: '1 m' } }, `${RESOURCES}.requests[cpu]: Invalid value: "1 m": ${STOPS}`],
    [{ requests: { cpu: '' } }, `${RESOURCES}.requests[cpu]: Invalid value: "": ${STOPS}`],
    [{ requests: { cpu: '100u' } }, `${RESOURCES}.requests[cpu]: Invalid value: "100u": ${STOPS}`],
  ])('%j', (resources, finding) => {
    expect(judge(requesting(resources))).toEqual([expect.stringContaining(finding)]);
  });

  test.each<[unknown]>([
    [undefined],
    [{}],
    [{ requests: { cpu: '.5' } }],
    [{ requests: { cpu: '+1' } }],
    [{ requests: { cpu: 0.5, memory: '128Mi' } }],
    [{ requests: { cpu: '500m', memory: '0.5G' } }],
    [{ requests: { cpu: '1' } }],
    [{ requests: { memory: '128Mi' }, limits: { memory: '268435456' } }],
  ])('nothing is reported about %j', (resources) => {
    expect(judge(requesting(resources))).toEqual([]);
  });
});

describe("5.2 limits below HKube's default requests", () => {
  test.each<[unknown, ClusterOptions, string[]]>([
    [
      { limits: { memory: '64Mi' } },
      {},
      [
        `${RESOURCES}.limits[memory]: Invalid value: "64Mi": HKube requests 128Mi, which is more than this ` +
          'limit. set a request too',
      ],
    ],
    [
      { limits: { cpu: '50m' } },
      {},
      [
        `${RESOURCES}.limits[cpu]: Invalid value: "50m": HKube requests 0.1, which is more than this limit. ` +
          'set a request too',
      ],
    ],
    [{ limits: { memory: '128Mi', cpu: 0.1 } }, {}, []],
    [{ limits: { memory: '64Mi' }, requests: { memory: '64Mi' } }, {}, []],
    [{ limits: { memory: '64Mi' } }, { sideCarResources: { memory: '64Mi' } }, []],
    [
      { limits: { memory: '128Mi' } },
      { sideCarResources: { memory: '129Mi' } },
      [
        `${RESOURCES}.limits[memory]: Invalid value: "128Mi": HKube requests 129Mi, which is more than this ` +
          'limit. set a request too',
      ],
    ],
  ])('%j in %j', (resources, cluster, findings) => {
    expect(judge(requesting(resources), cluster)).toEqual(findings);
  });
});

describe("5.8, 5.9 errors that Kubernetes reports about HKube's Job", () => {
  test.each<[object, string[]]>([
    [
      { volumeMounts: [{ name: 'v', mountPath: '/v' }] },
      ['job.spec.template.spec.containers[1].volumeMounts[1].name: Not found: "v"'],
    ],
    [
      {
        volumes: [
          { name: 'v', emptyDir: {} },
          { name: 'w', emptyDir: {} },
        ],
        volumeMounts: [
          { name: 'v', mountPath: '/a' },
          { name: 'w', mountPath: '/a' },
        ],
      },
      ['job.spec.template.spec.containers[1].volumeMounts[2].mountPath: Invalid value: "/a": must be unique'],
    ],
    [{ volumes: [{ name: 'v', emptyDir: {} }], volumeMounts: [{ name: 'v', mountPath: '/v' }] }, []],
    [{ algorithmImage: undefined, gitRepository: { url: 'https://a.b/c' } }, []],
    // Another text in YAML, but HKube sends JSON.
    [{ algorithmEnv: { MODE: '0o17' } }, []],
  ])('%j', (spec, findings) => {
    expect(judge(spec)).toEqual(findings.map((finding) => expect.stringContaining(finding)));
  });
});

describe('5.10 several mounts of a volume', () => {
  const volumes = [
    { name: 'v', emptyDir: {} },
    { name: 'w', emptyDir: {} },
  ];
  const [a, b, c] = [
    { name: 'v', mountPath: '/a' },
    { name: 'v', mountPath: '/b' },
    { name: 'w', mountPath: '/c' },
  ];
  test.each<[object, string[]]>([
    [
      { volumes, volumeMounts: [a, c, b] },
      [
        'volumeMounts[2]: Forbidden: HKube keeps only the last mount of a volume in a container. unless the ' +
          'volume is an emptyDir',
      ],
    ],
    [
      { volumes, ...withSideCar({}, { volumeMounts: [a, b] }) },
      [
        'sideCars[0].volumeMounts[1]: Forbidden: HKube keeps only the last mount of a volume in a container. ' +
          'put all mounts into container.volumeMounts',
      ],
    ],
    [
      { volumes, ...withSideCar({ volumeMounts: [a] }, { volumeMounts: [b] }) },
      ['sideCars[0].volumeMounts[0]: Forbidden: HKube keeps only the last mount'],
    ],
    [{ volumes, volumeMounts: [a, c] }, []],
    [{ volumes, ...withSideCar({ volumeMounts: [a, b] }, { volumeMounts: [c] }) }, []],
  ])('%j', (spec, findings) => {
    expect(judge(spec)).toEqual(findings.map((finding) => expect.stringContaining(finding)));
  });
});

describe('5.12 resources of sidecars that HKube drops', () => {
  test.each<[unknown, string[]]>([
    [{ limits: { 'nvidia.com/gpu': 1 } }, [`${RESOURCES}.limits[nvidia.com/gpu]: Forbidden: HKube drops it`]],
    [
      { requests: { 'ephemeral-storage': '1Gi' } },
      [`${RESOURCES}.requests[ephemeral-storage]: Forbidden: HKube drops it`],
    ],
    [{ claims: [{ name: 'c' }] }, [`${RESOURCES}.claims: Forbidden: HKube drops it`]],
  ])('%j', (resources, findings) => {
    expect(judge(requesting(resources))).toEqual(findings.map((finding) => expect.stringContaining(finding)));
  });
});

test.each([
  ['requests', '200K'],
  ['requests', '1 Gi'],
  ['limits', '200K'],
])('5.14 %s of %s, which Kubernetes cannot read', (kind, memory) => {
  expect(judge(requesting({ requests: { memory: '1Mi' }, [kind]: { memory } }))).toEqual([
    `${RESOURCES}.${kind}[memory]: Invalid value: "${memory}": HKube passes it on as it is, and ` +
      'Kubernetes rejects it. write it without white space, in Mi or M',
  ]);
});

describe('5.15 a part of a GPU', () => {
  test.each<[object, string[]]>([
    [
      { gpu: 0.5, nodeSelector: { a: 'b' } },
      [
        'nodeSelector: Forbidden: with part of a GPU, HKube loses the node that it has chosen. remove ' +
          'nodeSelector, or request whole GPUs',
      ],
    ],
    [{ gpu: 0.5 }, []],
    [{ gpu: 0.5, nodeSelector: {} }, []],
    [{ gpu: 1, nodeSelector: { a: 'b' } }, []],
  ])('%j', (spec, findings) => {
    expect(judge(spec)).toEqual(findings);
  });
});

describe('5.24, 5.25 images that HKube replaces', () => {
  const versions = [{ project: 'worker', tag: 'v2' }];
  test.each<[object, ClusterOptions, string[]]>([
    [{ algorithmImage: `acme/print@sha256:${'a'.repeat(64)}` }, {}, ['algorithmImage: Invalid value']],
    [{ workerImage: `acme/worker:1@sha256:${'a'.repeat(64)}` }, {}, ['workerImage: Invalid value']],
    [
      { algorithmImage: 'acme/worker' },
      { versions },
      [
        'algorithmImage: Invalid value: "acme/worker": HKube mistakes it for its own project "worker" and ' +
          'runs another image. add a tag',
      ],
    ],
    [{ algorithmImage: 'acme/worker' }, {}, []],
    [{ algorithmImage: 'acme/worker:1' }, { versions }, []],
    [{ algorithmImage: 'hkube/worker' }, { versions }, []],
    [{ algorithmImage: 'acme/other' }, { versions }, []],
    [
      { algorithmImage: 'acme/worker:1' },
      { versions: [{ project: 'worker', image: 'acme/own' }] },
      [
        'algorithmImage: Invalid value: "acme/worker:1": HKube mistakes it for its own project "worker" and ' +
          'runs another image. rename the repository',
      ],
    ],
    [
      { algorithmImage: 'reg.io:5000/team/worker:1' },
      { versions: [{ project: 'worker', image: 'acme/own' }] },
      ['algorithmImage: Invalid value'],
    ],
    [{ algorithmImage: 'reg.io:5000/hkube/worker:1' }, { versions: [{ project: 'worker', image: 'acme/own' }] }, []],
    [
      { workerImage: 'team/x/own' },
      { registry: 'r.io' },
      [
        'workerImage: Invalid value: "team/x/own": HKube mistakes "team" for a registry, and does not add the ' +
          "cluster's",
      ],
    ],
    [
      { algorithmImage: 'localhost/x:1' },
      { registry: 'r.io' },
      [
        'algorithmImage: Invalid value: "localhost/x:1": HKube puts the cluster\'s registry in front of it. ' +
          'use a registry with a dot or a port in its name',
      ],
    ],
    [{ algorithmImage: 'team/x/own:1' }, {}, []],
    [{ algorithmImage: 'r.io/team/x/own:1' }, { registry: 'r.io' }, []],
    [{ algorithmImage: 'localhost:5000/x:1' }, { registry: 'r.io' }, []],
  ])('%j in %j', (spec, cluster, findings) => {
    expect(judge(spec, cluster)).toEqual(findings.map((finding) => expect.stringContaining(finding)));
  });
});

describe('5.26 images of sidecars', () => {
  test.each<[string, ClusterOptions, string[]]>([
    [
      'redis:7',
      { registry: 'r.io/hub' },
      [
        'sideCars[0].container.image: Invalid value: "redis:7": HKube does not put the cluster\'s registry in ' +
          "front of a sidecar's image. write it: r.io/hub/redis:7",
      ],
    ],
    ['redis:7', {}, []],
    ['docker.io/library/redis:7', { registry: 'r.io/hub' }, []],
  ])('%s in %j', (image, cluster, findings) => {
    expect(judge(withSideCar({ image }), cluster)).toEqual(findings);
  });
});

describe('5.28 volumes of legacy mounts', () => {
  const claim = (pvcName: string) => ({ mounts: [{ pvcName, path: '/data' }] });
  test.each<[string, string[]]>([
    [
      'my.pvc',
      [
        'mounts[0].pvcName: Invalid value: "my.pvc": HKube names the volume "my.pvc-0", which Kubernetes ' +
          'refuses. use volumes and volumeMounts',
      ],
    ],
    ['x'.repeat(62), [`mounts[0].pvcName: Invalid value: "${'x'.repeat(62)}"`]],
    ['x'.repeat(61), []],
    ['my-pvc', []],
  ])('%s', (pvcName, findings) => {
    expect(judge(claim(pvcName))).toEqual(findings.map((finding) => expect.stringContaining(finding)));
  });
});

describe("names of HKube's own", () => {
  test.each<[object, string[]]>([
    [{ volumes: [{ name: 'varlog', emptyDir: {} }] }, ['volumes[0].name: Forbidden: HKube\'s own volume "varlog"']],
    [
      { annotations: { 'nvidia.com/gpu': '1' } },
      ['annotations[nvidia.com/gpu]: Forbidden: HKube counts GPUs by this annotation'],
    ],
    [
      { gpu: 1, annotations: { 'nvidia.com/gpu': '1' } },
      ['annotations[nvidia.com/gpu]: Forbidden: HKube counts GPUs by this annotation'],
    ],
    [{ labels: { type: 'x' } }, ['~labels[type]: Warning: HKube sets this label itself and drops yours']],
  ])('%j', (spec, findings) => {
    expect(judge(spec)).toEqual(findings.map((finding) => expect.stringContaining(finding)));
  });
});

test.each([
  [{ resources: 5 }],
  [{ resources: { requests: 5 } }],
  [{ resources: { requests: { memory: [] } } }],
  [{ volumeMounts: 5 }],
  [{ volumeMounts: [null] }],
  [null],
])('containers of wrong types are validated without a crash: %j', (container) => {
  expect(() => judge({ sideCars: [{ container }] })).not.toThrow();
  expect(judge(container ? withSideCar(container) : { volumeMounts: 5 })).toEqual(expect.any(Array));
});
