import { typeAndDetail } from '../../src/apimachinery/finding';
import { validateManifest } from '../../src/validation/validate';

/**
 * What an API server says of fields that it keeps with their feature gates only: recorded of Kubernetes 1.37.2 with
 * `--feature-gates`.
 */
const GATES = Object.fromEntries(
  [
    'AtomicWriteVolumeUserFields',
    'ContainerStopSignals',
    'EmptyDirVolumeMode',
    'EvictionRequestAPI',
    'GenericWorkload',
    'GRPCContainerProbeTLS',
    'H2CContainerProbe',
    'TaintTolerationComparisonOperators',
    'UserNamespacesHostNetworkSupport',
    'VolumeBindMountOptions',
    'WorkloadWithJob',
  ].map((name) => [name, true]),
);

/** Rule, path and text of each error; as much of it as is expected. */
function errorsOf(manifest: any, prefix: RegExp, expected: readonly string[]): string[] {
  const errors = validateManifest(manifest, 37, GATES).filter(({ severity }) => severity === 'error');
  return errors.map((found, i) => {
    const text = `${found.rule} ${found.path.replace(prefix, '')}: ${typeAndDetail(found)}`;
    return expected[i] !== undefined && text.startsWith(expected[i]) ? expected[i] : text;
  });
}

const CONTAINER = { name: 'a', image: 'a:1' };

test.each<[scheduling: any, job: any, errors: string[]]>([
  [{ schedulingPolicy: { basic: {} } }, {}, []],
  [{}, {}, []],
  [
    { schedulingPolicy: {} },
    {},
    ['JOB-SCHEDULING schedulingPolicy: Invalid value: "": must specify one of: `basic`, `gang`'],
  ],
  [
    { schedulingPolicy: { basic: {}, gang: { minCount: 1 } } },
    {},
    ['JOB-SCHEDULING schedulingPolicy: Invalid value: "{basic, gang}": must specify exactly one of: `basic`, `gang`'],
  ],
  [{ schedulingPolicy: { gang: {} } }, {}, []],
  [{ schedulingPolicy: { gang: { minCount: 1 } } }, {}, []],
  [
    { schedulingPolicy: { gang: { minCount: 3 } } },
    {},
    ['JOB-SCHEDULING schedulingPolicy.gang.minCount: Invalid value: 3: must not be greater than parallelism (1)'],
  ],
  [
    { schedulingPolicy: { gang: { minCount: 0 } } },
    {},
    ['JOB-SCHEDULING schedulingPolicy.gang.minCount: Invalid value: 0: must be greater than or equal to 1'],
  ],
  [
    { schedulingPolicy: { gang: { minCount: -1 } } },
    {},
    ['JOB-SCHEDULING schedulingPolicy.gang.minCount: Invalid value: -1: must be greater than or equal to 1'],
  ],
  [{ schedulingPolicy: { gang: { minCount: 2 } } }, { parallelism: 4 }, []],
  [{ schedulingPolicy: { gang: { minCount: 4 } } }, { parallelism: 4, completions: 4, completionMode: 'Indexed' }, []],
  [{ schedulingPolicy: { gang: { minCount: 3 } } }, { parallelism: 4, completions: 4, completionMode: 'Indexed' }, []],
  [
    { schedulingPolicy: { basic: {} }, schedulingConstraints: { topology: [{ key: 'a' }, { key: 'b' }] } },
    {},
    ['JOB-SCHEDULING schedulingConstraints.topology: Too many: 2: must have at most 1 item'],
  ],
  [
    { schedulingPolicy: { basic: {} }, schedulingConstraints: { topology: [{ key: 'a b' }] } },
    {},
    ['JOB-SCHEDULING schedulingConstraints.topology[0].key: Invalid value: "a b": name part must cons'],
  ],
  [{ schedulingPolicy: { basic: {} }, schedulingConstraints: {} }, {}, []],
  [
    { schedulingPolicy: { basic: {} }, disruptionMode: {} },
    {},
    ['JOB-SCHEDULING disruptionMode: Invalid value: "": must specify one of: `single`, `all`'],
  ],
  [{ schedulingPolicy: { basic: {} }, disruptionMode: { single: {} } }, {}, []],
  [
    { schedulingPolicy: { basic: {} }, disruptionMode: { all: {} } },
    {},
    ['JOB-SCHEDULING disruptionMode: Invalid value: "": the disruptionMode `all` is not supported wit'],
  ],
  [
    { disruptionMode: { all: {} } },
    {},
    ['JOB-SCHEDULING disruptionMode: Invalid value: "": the disruptionMode `all` is not supported wit'],
  ],
  [{ schedulingPolicy: { gang: {} }, disruptionMode: { all: {} } }, {}, []],
  [{ disruptionMode: { single: {} } }, {}, []],
  [
    { schedulingPolicy: { basic: {} }, disruptionMode: { all: {}, single: {} } },
    {},
    ['JOB-SCHEDULING disruptionMode: Invalid value: "{single, all}": must specify exactly one of: `single`, `all`'],
  ],
  [
    { schedulingPolicy: { basic: {} }, resourceClaims: [{ name: 'a' }] },
    {},
    ['JOB-SCHEDULING resourceClaims[0]: Invalid value: "": must specify one of: `resourceClaimName`, '],
  ],
  [
    { schedulingPolicy: { basic: {} }, resourceClaims: [{ name: 'A', resourceClaimName: 'b' }] },
    {},
    ['JOB-SCHEDULING resourceClaims[0].name: Invalid value: "A": a lowercase RFC 1123 label must cons'],
  ],
  [
    {
      schedulingPolicy: { basic: {} },
      resourceClaims: [
        { name: 'a', resourceClaimName: 'b' },
        { name: 'a', resourceClaimTemplateName: 'c' },
      ],
    },
    {},
    ['JOB-SCHEDULING resourceClaims[1]: Duplicate value: {"name":"a","resourceClaimTemplateName":"c"}'],
  ],
  [
    {
      schedulingPolicy: { basic: {} },
      resourceClaims: [{ name: 'a', resourceClaimName: 'b', resourceClaimTemplateName: 'c' }],
    },
    {},
    ['JOB-SCHEDULING resourceClaims[0]: Invalid value: "{resourceClaimName, resourceClaimTemplateName'],
  ],
  [
    {
      schedulingPolicy: { basic: {} },
      resourceClaims: [
        { name: 'a', resourceClaimName: 'B' },
        { name: 'b', resourceClaimName: 'B' },
        { name: 'c', resourceClaimName: 'B' },
        { name: 'd', resourceClaimName: 'B' },
        { name: 'e', resourceClaimName: 'B' },
      ],
    },
    {},
    ['JOB-SCHEDULING resourceClaims: Too many: 5: must have at most 4 items'],
  ],
])('the scheduling %j of a Job with %j', (scheduling, job, errors) => {
  const manifest = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'a' },
    spec: { template: { spec: { restartPolicy: 'Never', containers: [CONTAINER] } }, ...job, scheduling },
  };
  expect(errorsOf(manifest, /^spec\.scheduling\./, errors)).toEqual(errors);
});

test.each<[spec: any, container: any, errors: string[]]>([
  [{ evictionResponders: [{ name: 'acme.io/foo', priority: 10000 }] }, {}, []],
  [
    { evictionResponders: [{ name: 'foo', priority: 1 }] },
    {},
    [
      'POD-EVICTION evictionResponders[0].name: Invalid value: "foo": must include a prefix (e.g. \'ex',
      'POD-EVICTION evictionResponders[0].priority: Invalid value: 1: priorities 0-999 are reserved fo',
    ],
  ],
  [
    { evictionResponders: [{ name: 'x.k8s.io/foo', priority: 5000 }] },
    {},
    ['POD-EVICTION evictionResponders[0].name: Invalid value: "x.k8s.io/foo": domain names *.k8s.io, '],
  ],
  [
    { evictionResponders: [{ name: 'acme.io/foo' }] },
    {},
    ['POD-EVICTION evictionResponders[0].priority: Required value'],
  ],
  [{ evictionResponders: [{ priority: 5000 }] }, {}, ['POD-EVICTION evictionResponders[0].name: Required value']],
  [
    { evictionResponders: [{ name: 'acme.io/foo', priority: -1 }] },
    {},
    ['POD-EVICTION evictionResponders[0].priority: Invalid value: -1: must be greater than or equal to 0'],
  ],
  [
    { evictionResponders: [{ name: 'acme.io/foo', priority: 500 }] },
    {},
    ['POD-EVICTION evictionResponders[0].priority: Invalid value: 500: priorities 0-999 are reserved '],
  ],
  [
    { evictionResponders: [{ name: 'acme.io/foo', priority: 100001 }] },
    {},
    ['POD-EVICTION evictionResponders[0].priority: Invalid value: 100001: must be less than or equal to 100000'],
  ],
  [
    {
      evictionResponders: [
        { name: 'acme.io/foo', priority: 5000 },
        { name: 'acme.io/foo', priority: 5000 },
      ],
    },
    {},
    ['POD-EVICTION evictionResponders[1]: Duplicate value: {"name":"acme.io/foo","priority":5000}'],
  ],
  [
    {
      evictionResponders: [
        { name: 'acme.io/f0', priority: 5000 },
        { name: 'acme.io/f1', priority: 5000 },
        { name: 'acme.io/f2', priority: 5000 },
        { name: 'acme.io/f3', priority: 5000 },
        { name: 'acme.io/f4', priority: 5000 },
        { name: 'acme.io/f5', priority: 5000 },
        { name: 'acme.io/f6', priority: 5000 },
        { name: 'acme.io/f7', priority: 5000 },
        { name: 'acme.io/f8', priority: 5000 },
        { name: 'acme.io/f9', priority: 5000 },
        { name: 'acme.io/f10', priority: 5000 },
      ],
    },
    {},
    ['POD-EVICTION evictionResponders: Too many: 11: must have at most 10 items'],
  ],
  [
    { evictionResponders: [{ name: '/foo', priority: 5000 }] },
    {},
    ['POD-EVICTION evictionResponders[0].name: Invalid value: "/foo": prefix part must be non-empty'],
  ],
  [
    { evictionResponders: [{ name: 'a b/foo', priority: 5000 }] },
    {},
    ['POD-EVICTION evictionResponders[0].name: Invalid value: "a b/foo": prefix part a lowercase RFC '],
  ],
  [
    { evictionResponders: [{ name: 'acme.io/', priority: 5000 }] },
    {},
    [
      'POD-EVICTION evictionResponders[0].name: Invalid value: "acme.io/": name part must be non-empty',
      'POD-EVICTION evictionResponders[0].name: Invalid value: "acme.io/": name part must consist of',
    ],
  ],
  [
    { evictionResponders: [{ name: 'acme.io/a b', priority: 5000 }] },
    {},
    ['POD-EVICTION evictionResponders[0].name: Invalid value: "acme.io/a b": name part must consist'],
  ],
  [
    { evictionResponders: [{ name: 'ACME.K8S.io/a', priority: 5000 }] },
    {},
    [
      'POD-EVICTION evictionResponders[0].name: Invalid value: "ACME.K8S.io/a": domain names *.k8s.io,',
      'POD-EVICTION evictionResponders[0].name: Invalid value: "ACME.K8S.io/a": prefix part a lowercas',
    ],
  ],
  [
    { evictionResponders: [{ name: 'a/b/c', priority: 5000 }] },
    {},
    ['POD-EVICTION evictionResponders[0].name: Invalid value: "a/b/c": a valid label key must consi'],
  ],
  [
    { evictionResponders: [{ name: '', priority: 0 }] },
    {},
    [
      'POD-EVICTION evictionResponders[0].name: Required value',
      'POD-EVICTION evictionResponders[0].priority: Invalid value: 0: priorities 0-999 are reserved fo',
    ],
  ],
  [
    { evictionResponders: [{ name: 'acme.io/foo', priority: 10000 }], schedulingGroup: { podGroupName: 'a' } },
    {},
    ['POD-EVICTION schedulingGroup: Forbidden: may not be set when evictionResponders is set'],
  ],
  [
    { schedulingGroup: { podGroupName: 'A' } },
    {},
    ['POD-SCHEDULINGGROUP schedulingGroup.podGroupName: Invalid value: "A": a lowercase RFC 1123 subd'],
  ],
  [
    { schedulingGroup: {} },
    {},
    ['POD-SCHEDULINGGROUP schedulingGroup.podGroupName: Invalid value: null: must specify one of: `podGroupName`'],
  ],
  [
    { schedulingGroup: { podGroupName: '' } },
    {},
    ['POD-SCHEDULINGGROUP schedulingGroup.podGroupName: Invalid value: "": a lowercase RFC 1123 subdo'],
  ],
  [{ schedulingGroup: { podGroupName: 'a' } }, {}, []],
  [
    {},
    { lifecycle: { stopSignal: 'SIGTERM' } },
    ['LIFECYCLE lifecycle.stopSignal: Forbidden: may not be set for containers with empty `spec.os.name`'],
  ],
  [
    {},
    { lifecycle: { stopSignal: 'SIGFOO' } },
    ['LIFECYCLE lifecycle.stopSignal: Forbidden: may not be set for containers with empty `spec.os.name`'],
  ],
  [
    {},
    { lifecycle: { stopSignal: '' } },
    ['LIFECYCLE lifecycle.stopSignal: Forbidden: may not be set for containers with empty `spec.os.name`'],
  ],
  [{ os: { name: 'linux' } }, { lifecycle: { stopSignal: 'SIGTERM' } }, []],
  [
    { os: { name: 'linux' } },
    { lifecycle: { stopSignal: 'SIGFOO' } },
    ['LIFECYCLE lifecycle.stopSignal: Unsupported value: "SIGFOO": supported values: "SIGABRT", "SIGA'],
  ],
  [
    { os: { name: 'linux' } },
    { lifecycle: { stopSignal: '' } },
    ['LIFECYCLE lifecycle.stopSignal: Unsupported value: "": supported values: "SIGABRT", "SIGALRM", '],
  ],
  [{ os: { name: 'windows' } }, { lifecycle: { stopSignal: 'SIGTERM' } }, []],
  [
    { os: { name: 'windows' } },
    { lifecycle: { stopSignal: 'SIGUSR1' } },
    ['LIFECYCLE lifecycle.stopSignal: Unsupported value: "SIGUSR1": supported values: "SIGKILL", "SIGTERM"'],
  ],
  [
    { os: { name: 'windows' } },
    { lifecycle: { stopSignal: 'SIGFOO' } },
    ['LIFECYCLE lifecycle.stopSignal: Unsupported value: "SIGFOO": supported values: "SIGKILL", "SIGTERM"'],
  ],
  [
    { os: { name: 'windows' } },
    { lifecycle: { stopSignal: '' } },
    ['LIFECYCLE lifecycle.stopSignal: Unsupported value: "": supported values: "SIGKILL", "SIGTERM"'],
  ],
  [{}, { livenessProbe: { httpGet: { path: '/', port: 80, protocol: 'HTTP2' } } }, []],
  [{}, { livenessProbe: { httpGet: { path: '/', port: 80, protocol: 'HTTP1' } } }, []],
  [
    {},
    { livenessProbe: { httpGet: { path: '/', port: 80, protocol: 'HTTP3' } } },
    ['PROBE livenessProbe.httpGet.protocol: Unsupported value: "HTTP3": supported values: "HTTP1", "HTTP2"'],
  ],
  [
    {},
    { livenessProbe: { httpGet: { path: '/', port: 80, protocol: 'HTTP2', scheme: 'HTTPS' } } },
    ['PROBE livenessProbe.httpGet.protocol: Invalid value: "HTTP2": is only supported with HTTP (H2C)'],
  ],
  [
    {},
    { livenessProbe: { httpGet: { path: '/', port: 80, protocol: 'HTTP2', host: 'a' } } },
    ['PROBE livenessProbe.httpGet.host: Invalid value: "a": must be empty when `protocol` is "HTTP2"'],
  ],
  [
    {},
    { livenessProbe: { httpGet: { path: '/', port: 80, protocol: '' } } },
    ['PROBE livenessProbe.httpGet.protocol: Unsupported value: "": supported values: "HTTP1", "HTTP2"'],
  ],
  [
    {},
    { livenessProbe: { httpGet: { path: '/', port: 80, protocol: 'HTTP2', scheme: 'HTTPS', host: 'a' } } },
    ['PROBE livenessProbe.httpGet.protocol: Invalid value: "HTTP2": is only supported with HTTP (H2C)'],
  ],
  [{}, { livenessProbe: { grpc: { port: 80, mode: 'TLS' } } }, []],
  [{}, { livenessProbe: { grpc: { port: 80, mode: 'Plaintext' } } }, []],
  [
    {},
    { livenessProbe: { grpc: { port: 80, mode: 'tls' } } },
    ['PROBE livenessProbe.grpc.mode: Unsupported value: "tls": supported values: "Plaintext", "TLS"'],
  ],
  [
    {},
    { livenessProbe: { grpc: { port: 80, mode: '' } } },
    ['PROBE livenessProbe.grpc.mode: Unsupported value: "": supported values: "Plaintext", "TLS"'],
  ],
  [
    { volumes: [{ name: 'v', emptyDir: {} }] },
    { volumeMounts: [{ name: 'v', mountPath: '/v', bindMountOptions: ['noexec'] }] },
    [],
  ],
  [
    { volumes: [{ name: 'v', emptyDir: {} }] },
    { volumeMounts: [{ name: 'v', mountPath: '/v', bindMountOptions: ['noexec', 'noexec'] }] },
    ['MNT-OPTIONS volumeMounts[0].bindMountOptions[1]: Duplicate value: "noexec"'],
  ],
  [
    { volumes: [{ name: 'v', emptyDir: {} }] },
    { volumeMounts: [{ name: 'v', mountPath: '/v', bindMountOptions: ['foo'] }] },
    ['MNT-OPTIONS volumeMounts[0].bindMountOptions[0]: Unsupported value: "foo": supported values: "n'],
  ],
  [
    { volumes: [{ name: 'v', image: { reference: 'a:1' } }] },
    { volumeMounts: [{ name: 'v', mountPath: '/v', bindMountOptions: ['noexec'] }] },
    ['MNT-OPTIONS volumeMounts[0].bindMountOptions: Invalid value: ["noexec"]: bindMountOptions may n'],
  ],
  [
    { volumes: [{ name: 'v', image: { reference: 'a:1' } }] },
    { volumeMounts: [{ name: 'v', mountPath: '/v', bindMountOptions: ['foo'] }] },
    [
      'MNT-OPTIONS volumeMounts[0].bindMountOptions[0]: Unsupported value: "foo": supported values: "n',
      'MNT-OPTIONS volumeMounts[0].bindMountOptions: Invalid value: ["foo"]: bindMountOptions may not ',
    ],
  ],
  [
    { volumes: [{ name: 'v', emptyDir: {} }] },
    { volumeMounts: [{ name: 'v', mountPath: '/v', bindMountOptions: ['nodev', 'nosuid'] }] },
    [],
  ],
  [{ volumes: [{ name: 'v', emptyDir: { mode: 0 } }] }, {}, []],
  [{ volumes: [{ name: 'v', emptyDir: { mode: 1023 } }] }, {}, []],
  [
    { volumes: [{ name: 'v', emptyDir: { mode: 1024 } }] },
    {},
    ['VOL-EMPTYDIR volumes[0].emptyDir.mode: Invalid value: 1024: must be a number between 0 and 0177'],
  ],
  [
    { volumes: [{ name: 'v', emptyDir: { mode: -1 } }] },
    {},
    ['VOL-EMPTYDIR volumes[0].emptyDir.mode: Invalid value: -1: must be a number between 0 and 01777 '],
  ],
  [
    { volumes: [{ name: 'v', secret: { secretName: 's', defaultUser: -1 } }] },
    {},
    ['VOL-SECRET volumes[0].secret.defaultUser: Invalid value: -1: must be between 0 and 2147483647, inclusive'],
  ],
  [{ volumes: [{ name: 'v', secret: { secretName: 's', defaultUser: 5 } }] }, {}, []],
  [
    { volumes: [{ name: 'v', configMap: { name: 's', defaultUser: 2147483648 } }] },
    {},
    ['VOL-CONFIGMAP volumes[0].configMap.defaultUser: Invalid value: 2147483648: must be between 0 an'],
  ],
  [
    {
      volumes: [
        {
          name: 'v',
          downwardAPI: { defaultUser: -1, items: [{ path: 'a', fieldRef: { fieldPath: 'metadata.name' }, user: -2 }] },
        },
      ],
    },
    {},
    [
      'VOL-DOWNWARDAPI volumes[0].downwardAPI.defaultUser: Invalid value: -1: must be between 0 and 21',
      'VOL-DOWNWARDAPI volumes[0].downwardAPI.user: Invalid value: -2: must be between 0 and 214748364',
    ],
  ],
  [
    {
      volumes: [
        {
          name: 'v',
          projected: {
            defaultUser: -1,
            sources: [
              { serviceAccountToken: { path: 'a', user: -3 } },
              { secret: { name: 's', items: [{ key: 'a', path: 'b', user: -4 }] } },
              { clusterTrustBundle: { name: 'a:b', path: 'c', user: -5 } },
              { podCertificate: { signerName: 'a.b/c', keyType: 'ED25519', credentialBundlePath: 'd', user: -6 } },
            ],
          },
        },
      ],
    },
    {},
    [
      'VOL-PROJECTED volumes[0].projected.defaultUser: Invalid value: -1: must be between 0 and 214748',
      'VOL-PROJECTED volumes[0].projected.sources[0].serviceAccountToken.user: Invalid value: -3: must',
      'VOL-KEYTOPATH volumes[0].projected.sources[1].secret.items[0].user: Invalid value: -4: must be ',
      'VOL-PROJECTED volumes[0].projected.sources[2].clusterTrustBundle.user: Invalid value: -5: must ',
      'VOL-PROJECTED volumes[0].projected.sources[3].podCertificate.user: Invalid value: -6: must be b',
    ],
  ],
  [
    { volumes: [{ name: 'v', configMap: { name: 's', items: [{ key: 'a', path: 'b', user: -4 }] } }] },
    {},
    ['VOL-KEYTOPATH volumes[0].configMap.items[0].user: Invalid value: -4: must be between 0 and 2147'],
  ],
  [{ tolerations: [{ key: 'a', operator: 'Lt', value: '5' }] }, {}, []],
  [
    { tolerations: [{ key: 'a', operator: 'Gt', value: '05' }] },
    {},
    ['TOL tolerations[0].value: Invalid value: "05": must be a valid decimal integer in canonical form'],
  ],
  [
    { tolerations: [{ key: 'a', operator: 'Lt', value: 'x' }] },
    {},
    [
      'TOL tolerations[0].value: Invalid value: "x": must be a valid decimal integer in canonical form',
      'TOL tolerations[0].value: Invalid value: "x": strconv.ParseInt: parsing "x": invalid syntax',
    ],
  ],
  [
    { tolerations: [{ key: 'a', operator: 'Gt', value: '' }] },
    {},
    [
      'TOL tolerations[0].value: Invalid value: "": must be non-empty',
      'TOL tolerations[0].value: Invalid value: "": strconv.ParseInt: parsing "": invalid syntax',
    ],
  ],
  [
    { tolerations: [{ key: 'a', operator: 'Lt', value: '99999999999999999999' }] },
    {},
    ['TOL tolerations[0].value: Invalid value: "99999999999999999999": strconv.ParseInt: parsing "999'],
  ],
  [{ tolerations: [{ key: 'a', operator: 'Gt', value: '-5' }] }, {}, []],
  [
    { tolerations: [{ key: 'a', operator: 'Gt', value: '-0' }] },
    {},
    ['TOL tolerations[0].value: Invalid value: "-0": must be a valid decimal integer in canonical form'],
  ],
  [
    { tolerations: [{ key: 'a', operator: 'Lt', value: '+5' }] },
    {},
    ['TOL tolerations[0].value: Invalid value: "+5": must be a valid decimal integer in canonical form'],
  ],
  [
    { tolerations: [{ key: 'a', operator: 'Foo', value: '5' }] },
    {},
    ['TOL tolerations[0].operator: Unsupported value: "Foo": supported values: "Equal", "Exists"'],
  ],
  [
    { tolerations: [{ key: 'a', operator: 'Lt' }] },
    {},
    [
      'TOL tolerations[0].value: Invalid value: "": must be non-empty',
      'TOL tolerations[0].value: Invalid value: "": strconv.ParseInt: parsing "": invalid syntax',
    ],
  ],
  [{ hostUsers: false, hostNetwork: true }, {}, []],
])('a pod with %j and %j', (spec, container, errors) => {
  const manifest = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a' },
    spec: { containers: [{ ...CONTAINER, ...container }], ...spec },
  };
  expect(errorsOf(manifest, /^spec\.(?:containers\[0\]\.)?/, errors)).toEqual(errors);
});

test('more than ten responders are refused', () => {
  const evictionResponders = Array.from({ length: 11 }, (_, i) => ({ name: `acme.io/f${i}`, priority: 5000 }));
  const pod = (responders: any[]) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a' },
    spec: { containers: [CONTAINER], evictionResponders: responders },
  });
  const expected = ['POD-EVICTION spec.evictionResponders: Too many: 11: must have at most 10 items'];
  expect(errorsOf(pod(evictionResponders), /^$/, expected)).toEqual(expected);
  expect(errorsOf(pod(evictionResponders.slice(1)), /^$/, [])).toEqual([]);
});
