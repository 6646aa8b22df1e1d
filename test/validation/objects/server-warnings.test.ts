import { generateKeyPairSync } from 'crypto';
import { NEWEST_MINOR } from '../../../src/apimachinery/schema';
import { validateManifest } from '../../../src/validation/validate';
import { CERTIFICATES, pem } from '../../fixtures/certificates';

const OS = 'beta.kubernetes.io/os';
const OS_TEXT = 'deprecated since v1.14; use "kubernetes.io/os" instead';
const FRACTION = 'fractional byte value "1500m" is invalid, must be an integer';
const CLASS = 'volume.beta.kubernetes.io/storage-class';
const CLASS_TEXT = 'deprecated since v1.8; use "storageClassName" attribute instead';

const object = (apiVersion: string, kind: string, fields: any, metadata: any = {}) => ({
  apiVersion,
  kind,
  metadata: { name: 'x', ...metadata },
  ...fields,
});
const annotated = (key: string) => ({ annotations: { [key]: '' } });
const service = (spec: any, metadata: any = {}) =>
  object('v1', 'Service', { spec: { ports: [{ port: 80 }], ...spec } }, metadata);
const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1500m' } } };
const volume = (spec: any, metadata: any = {}) =>
  object(
    'v1',
    'PersistentVolume',
    { spec: { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' }, ...spec } },
    metadata,
  );
const tls = (certificate: string, key: string) =>
  object('v1', 'Secret', { type: 'kubernetes.io/tls', stringData: { 'tls.crt': certificate, 'tls.key': key } });
const crd = (schema: any) =>
  object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', {
    spec: { versions: [{ schema: { openAPIV3Schema: { type: 'object', properties: { a: schema } } } }] },
  });
const template = { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'a', image: 'a:1' }] } };
const workload = { selector: { matchLabels: { a: 'b' } }, template };

const newKey = (type: 'ec' | 'ed25519') => {
  const { privateKey } =
    type === 'ec' ? generateKeyPairSync('ec', { namedCurve: 'prime256v1' }) : generateKeyPairSync(type);
  return privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
};
const certificate = pem(CERTIFICATES.ca);

/** `path: text`, in the server's words. */
const warnings = (manifest: any, minor = NEWEST_MINOR) =>
  validateManifest(manifest, minor)
    .filter(({ rule }) => rule === 'SERVER-WARNING')
    .map(({ path, detail }) => `${path}: ${detail}`);

const SCHEMA = 'spec.versions[0].schema.openAPIV3Schema.properties[a]';

const ROWS: ReadonlyArray<[manifest: any, expected: string[], minor?: number]> = [
  [service({}), []],
  [
    service({ clusterIP: 'None', sessionAffinity: 'ClientIP', externalIPs: ['1.2.3.4'], loadBalancerIP: '1.2.3.4' }),
    [
      'spec.loadBalancerIP: spec.loadBalancerIP is ignored for headless services',
      'spec.externalIPs: spec.externalIPs is ignored for headless services',
      'spec.sessionAffinity: spec.SessionAffinity is ignored for headless services',
    ],
  ],
  [
    service({ externalIPs: ['FD00::1'] }),
    [
      'spec.externalIPs[0]: IPv6 address "FD00::1" should be in RFC 5952 canonical format ("fd00::1")',
      'spec.externalIPs: spec.externalIPs is deprecated and may no longer be implemented in some clusters',
    ],
  ],
  [service({ externalIPs: ['1.2.3.4'] }), [], 35],
  [
    service({ type: 'LoadBalancer', loadBalancerSourceRanges: ['FD00::/8'] }),
    [
      'spec.loadBalancerSourceRanges[0]: IPv6 CIDR value "FD00::/8" should be in RFC 5952 canonical ' +
        'format ("fd00::/8")',
    ],
  ],
  [
    service({ type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.1/08'] }),
    [
      'spec.loadBalancerSourceRanges[0]: CIDR value "10.0.0.1/08" is ambiguous in this context (should ' +
        'be "10.0.0.0/8" ' +
        'or "10.0.0.1/32"?)',
      'spec.loadBalancerSourceRanges[0]: non-standard CIDR value "10.0.0.1/08" is invalid: use "10.0.0.0/8"',
    ],
    35,
  ],
  [
    service({ externalName: 'a.b' }),
    ['spec.externalName: spec.externalName is ignored when spec.type is not "ExternalName"'],
  ],
  [
    service({ type: 'ExternalName', externalName: 'a.b', externalIPs: ['1.2.3.4'] }),
    ['spec.externalIPs: spec.externalIPs is ignored when spec.type is "ExternalName"'],
  ],
  [
    service({ trafficDistribution: 'PreferClose' }),
    ['spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"'],
  ],
  [
    service({}, annotated('service.kubernetes.io/topology-aware-hints')),
    [
      'metadata.annotations[service.kubernetes.io/topology-aware-hints]: annotation ' +
        'service.kubernetes.io/topology-aware-hints is deprecated, please use ' +
        'service.kubernetes.io/topology-mode instead',
    ],
  ],
  [
    object('v1', 'Endpoints', { subsets: [{ addresses: [{ ip: 'FD00::1' }] }] }),
    [
      'apiVersion: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
      'subsets[0].addresses[0].ip: IPv6 address "FD00::1" should be in RFC 5952 canonical format ("fd00::1")',
    ],
  ],
  [object('v1', 'Endpoints', {}), [], 32],
  [
    object('discovery.k8s.io/v1', 'EndpointSlice', { addressType: 'FQDN', endpoints: [] }),
    ['spec.addressType: FQDN endpoints are deprecated'],
  ],
  [
    object('networking.k8s.io/v1', 'Ingress', { spec: {} }, annotated('kubernetes.io/ingress.class')),
    [
      'metadata.annotations[kubernetes.io/ingress.class]: annotation "kubernetes.io/ingress.class" is deprecated, ' +
        "please use 'spec.ingressClassName' instead",
    ],
  ],
  [
    object(
      'networking.k8s.io/v1',
      'Ingress',
      { spec: { ingressClassName: 'a' } },
      annotated('kubernetes.io/ingress.class'),
    ),
    [],
  ],
  [
    object('networking.k8s.io/v1', 'NetworkPolicy', {
      spec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 'FD00::/8' } }] }] },
    }),
    [
      'spec.ingress[0].from[0].ipBlock.cidr: IPv6 CIDR value "FD00::/8" should be in RFC 5952 canonical format ' +
        '("fd00::/8")',
    ],
  ],
  [
    object('v1', 'PersistentVolumeClaim', { spec: claim }, annotated(CLASS)),
    [`metadata.annotations[${CLASS}]: ${CLASS_TEXT}`, `spec.resources.requests[storage]: ${FRACTION}`],
  ],
  [
    volume({ rbd: {}, persistentVolumeReclaimPolicy: 'Recycle' }, annotated(CLASS)),
    [
      `metadata.annotations[${CLASS}]: ${CLASS_TEXT}`,
      'spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the ' +
        'recommended approach ' +
        'is to use dynamic provisioning.',
      'spec.rbd: deprecated in v1.28, non-functional in v1.31+',
    ],
  ],
  [
    volume({
      nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: OS, operator: 'Exists' }] }] } },
    }),
    [`spec.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].key: ${OS} is ${OS_TEXT}`],
  ],
  [
    object('storage.k8s.io/v1', 'StorageClass', {
      provisioner: 'a',
      allowedTopologies: [{ matchLabelExpressions: [{ key: OS, values: ['a'] }] }],
    }),
    [`allowedTopologies[0].matchLabelExpressions[0].key: ${OS_TEXT}`],
  ],
  [
    object('storage.k8s.io/v1', 'CSIStorageCapacity', { nodeTopology: { matchLabels: { [OS]: 'x' } } }),
    [`nodeTopology.matchLabels.${OS}: ${OS_TEXT}`],
  ],
  [
    object('storage.k8s.io/v1', 'CSIDriver', { spec: { tokenRequests: [{ audience: 'a' }] } }),
    [
      'spec.serviceAccountTokenInSecrets: spec.serviceAccountTokenInSecrets is unset; if supported by ' +
        'this CSI driver, ' +
        'set to true to prevent possible logging of tokens in volume attributes',
    ],
  ],
  [
    object('node.k8s.io/v1', 'RuntimeClass', { handler: 'x', scheduling: { nodeSelector: { [OS]: 'x' } } }),
    [`scheduling.nodeSelector: ${OS_TEXT}`],
  ],
  [
    object('v1', 'Node', { spec: { externalID: 'x', podCIDRs: ['FD00::/64'] } }),
    [
      'spec.externalID: this field is deprecated, and is unused by Kubernetes',
      'spec.podCIDRs[0]: IPv6 CIDR value "FD00::/64" should be in RFC 5952 canonical format ("fd00::/64")',
    ],
  ],
  [
    object('v1', 'ResourceQuota', {
      spec: { hard: { cpu: '2', 'limits.cpu': '1', 'requests.memory': '1', 'limits.memory': '1' } },
    }),
    ['spec.hard[cpu]: ResourceQuota cpu (2) should be less than limits.cpu (1)'],
  ],
  [
    object('resource.k8s.io/v1', 'ResourceSlice', { spec: { driver: 'A' } }),
    ['spec.driver: driver names should be lowercase; "A" contains uppercase characters'],
  ],
  [
    object('v1', 'ServiceAccount', {}, annotated('kubernetes.io/enforce-mountable-secrets')),
    [
      'metadata.annotations[kubernetes.io/enforce-mountable-secrets]: deprecated in v1.32+; prefer ' +
        'separate namespaces ' +
        'to isolate access to mounted secrets',
    ],
  ],
  [
    object(
      'v1',
      'ConfigMap',
      {},
      { ownerReferences: Array(2).fill({ apiVersion: 'v1', kind: 'Pod', name: 'a', uid: 'u' }) },
    ),
    [
      'metadata.ownerReferences: .metadata.ownerReferences contains duplicate entries; API server dedups owner ' +
        'references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; ' +
        'duplicate UID(s) ' +
        'observed: u',
    ],
  ],
  [
    object('apps/v1', 'StatefulSet', {
      spec: { ...workload, revisionHistoryLimit: -1, volumeClaimTemplates: [{ metadata: { name: 'c' }, spec: claim }] },
    }),
    [
      `spec.volumeClaimTemplates[0].resources.requests[storage]: ${FRACTION}`,
      'spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended',
    ],
  ],
  [
    object('batch/v1', 'Job', { spec: { completionMode: 'Indexed', completions: 100001, parallelism: 10001 } }),
    [
      'spec: In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher ' +
        'than 10^4, Kubernetes ' +
        'might not be able to track completedIndexes when a big number of indexes fail',
    ],
  ],
  [object('batch/v1', 'Job', { spec: { completionMode: 'Indexed', completions: 100001, parallelism: 10000 } }), []],
  [crd({ type: 'string', format: 'date-time' }), []],
  [crd({ type: 'integer', format: 'int64' }), []],
  [crd({ type: 'string', format: 'x' }), [`${SCHEMA}.format: unrecognized format "x"`]],
  [
    crd({ type: 'array', items: { type: 'integer', format: 'x' } }),
    [`${SCHEMA}.items.format: unrecognized format "x"`],
  ],
  [
    crd({ anyOf: [{ format: 'x' }], not: { format: 'y' } }),
    [`${SCHEMA}.not.format: unrecognized format "y"`, `${SCHEMA}.anyOf[0].format: unrecognized format "x"`],
  ],
  [crd({ type: 'string', format: 'x' }), [], 33],
  [
    crd({ type: 'array', items: { type: 'object' }, 'x-kubernetes-list-type': 'set' }),
    [
      `${SCHEMA}.x-kubernetes-list-type: x-kubernetes-list-type: set for items of type "object" is not supported by ` +
        'server-side apply or CEL validation rules',
    ],
  ],
  [tls('', ''), ['data[tls.crt]: tls: failed to find any PEM data in certificate input']],
  [tls(certificate, ''), ['data[tls.key]: tls: failed to find any PEM data in key input']],
  [
    tls(newKey('ec'), certificate),
    [
      'data[tls.crt]: tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM ' +
        'inputs may have been switched',
    ],
  ],
  [
    tls(pem('YQ==', 'X'), ''),
    [
      'data[tls.crt]: tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping ' +
        'PEM blocks of the ' +
        'following types: [X]',
    ],
  ],
  [
    tls(certificate, certificate),
    ['data[tls.key]: tls: found a certificate rather than a key in the PEM for the private key'],
  ],
  [
    tls(certificate, pem('YQ==', 'X')),
    [
      'data[tls.key]: tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input ' +
        'after skipping PEM ' +
        'blocks of the following types: [X]',
    ],
  ],
  [tls(certificate, newKey('ec')), ['data[tls.key]: tls: private key does not match public key']],
  [tls(certificate, newKey('ed25519')), ['data[tls.key]: tls: private key type does not match public key type']],
  [tls(certificate, pem('YQ==', 'PRIVATE KEY')), []],
];

test.each(ROWS.map((row, i) => ({ name: `${row[0].kind} ${i}`, row })))(
  '$name',
  ({ row: [manifest, expected, minor] }) => expect(warnings(manifest, minor)).toEqual(expected),
);
