import { validateProjected } from '../../../src/validation/volume/projected-volume';
import { beginnings, found, long } from '../rules';

const projected = (sources: any[], minor?: number) => found((v) => validateProjected(v, { sources }, 'p'), minor);
const items = (...paths: string[]) => paths.map((path) => ({ key: 'k', path }));
const bundle = { name: 'a', path: 'ca.pem' };
const certificate = { signerName: 'example.com/signer', keyType: 'ED25519', keyPath: 'k' };
const s = 'p.sources[0]';

test.each<[any[]]>([
  [[]],
  [[{}]],
  [[{ secret: { name: 's' } }, { configMap: { name: 'c', items: items('a') } }]],
  [[{ downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'metadata.name' } }] } }]],
  [[{ serviceAccountToken: { path: 'token' } }]],
  [
    [
      { serviceAccountToken: { path: 'token', expirationSeconds: 600 } },
      { serviceAccountToken: { path: 'token', expirationSeconds: 2 ** 32 } },
    ],
  ],
  [[{ clusterTrustBundle: bundle }]],
  [[{ clusterTrustBundle: { name: 'example.com:signer:a', path: 'p' } }]],
  [
    [
      {
        clusterTrustBundle: { signerName: 'example.com/signer', path: 'p', labelSelector: { matchLabels: { a: 'b' } } },
      },
    ],
  ],
  [[{ podCertificate: certificate }]],
  [
    [
      {
        podCertificate: {
          ...certificate,
          maxExpirationSeconds: 3600,
          userAnnotations: { 'Example.com/a': 'b', 'İ.io/İ': 'c' },
        },
      },
    ],
  ],
  [[{ podCertificate: { ...certificate, maxExpirationSeconds: 91 * 86400, certificateChainPath: 'c' } }]],
])('%j is accepted', (sources) => expect(projected(sources)).toEqual([]));

test.each<[any[], string[]]>([
  [
    [{ secret: {}, configMap: {} }],
    [
      `${s}.secret.name: Required value`,
      `${s}.configMap.name: Required value`,
      `${s}: Forbidden: may not specify more than 1 volume type per source`,
    ],
  ],
  [
    [{ secret: { name: 's', items: items('a') } }, { configMap: { name: 'c', items: items('a') } }],
    ['p: Invalid value: "c": conflicting duplicate paths'],
  ],
  [
    [{ secret: { name: 's', items: items('/a') } }],
    [`${s}.secret.items[0].path: Invalid value: "/a": must be a relative path`],
  ],
  [
    [
      { downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'metadata.name' } }] } },
      { secret: { name: 's', items: items('a') } },
    ],
    ['p: Invalid value: "s": conflicting duplicate paths'],
  ],
  [
    [{ serviceAccountToken: { expirationSeconds: 599 } }],
    [
      `${s}.serviceAccountToken.expirationSeconds: Invalid value: 599: may not specify a duration less than 10 minutes`,
      'p.path: Required value',
    ],
  ],
  [
    [{ serviceAccountToken: { path: '/t', expirationSeconds: 2 ** 32 + 1 } }],
    [
      `${s}.serviceAccountToken.expirationSeconds: Invalid value: 4294967297`,
      'p.path: Invalid value: "/t": must be a relative path',
    ],
  ],
  [
    [{ clusterTrustBundle: { path: 'p' } }],
    [`${s}.clusterTrustBundle: Required value: either name or signerName must be specified`],
  ],
  [
    [{ clusterTrustBundle: { ...bundle, signerName: 'x' } }],
    [
      `${s}.clusterTrustBundle: Invalid value: {"name":"a","path":"ca.pem","signerName":"x"}: only one of name ` +
        'and signerName may be used',
    ],
  ],
  [
    [{ clusterTrustBundle: { name: '' } }],
    [
      `${s}.clusterTrustBundle.name: Required value: must be a valid object name`,
      `${s}.clusterTrustBundle.name: Invalid value: "": not a valid`,
      `${s}.clusterTrustBundle.path: Required value`,
    ],
  ],
  [
    [{ clusterTrustBundle: { name: 'a:B', path: '/p' } }],
    [
      `${s}.clusterTrustBundle.name: Invalid value: "a:B": not a valid clustertrustbundlename`,
      `${s}.clusterTrustBundle.path: Invalid value: "/p"`,
    ],
  ],
  [
    [{ clusterTrustBundle: { name: ':a', path: 'p' } }],
    [
      `${s}.clusterTrustBundle.name: Invalid value: ":a": not a valid clustertrustbundlename: ClusterTrustBundle ` +
        'without signer name must not have ":" in its name',
    ],
  ],
  [
    [{ clusterTrustBundle: { name: 'a/b:c', path: 'p' } }],
    [
      `${s}.clusterTrustBundle.name: Invalid value: "a/b:c": not a valid clustertrustbundlename: ` +
        'ClusterTrustBundle for signerName a/b must be named with prefix a:b:',
    ],
  ],
  [
    [{ clusterTrustBundle: { ...bundle, labelSelector: {} } }],
    [`${s}.clusterTrustBundle.labelSelector: Invalid value: {}: labelSelector must be unset if name is specified`],
  ],
  [
    [{ clusterTrustBundle: { signerName: '', path: 'p' } }],
    [
      `${s}.clusterTrustBundle.signerName: Required value: must be a valid signer name`,
      `${s}.clusterTrustBundle.signerName: Required value`,
    ],
  ],
  [
    [
      {
        clusterTrustBundle: {
          signerName: 'a.b/c',
          path: 'p',
          labelSelector: { matchExpressions: [{ key: 'a', operator: 'x' }] },
        },
      },
    ],
    [`${s}.clusterTrustBundle.labelSelector.matchExpressions[0].operator: Invalid value: "x"`],
  ],
  [
    [{ clusterTrustBundle: bundle }, { clusterTrustBundle: bundle }],
    ['p: Invalid value: "ca.pem": conflicting duplicate paths'],
  ],
  [
    [{ podCertificate: {} }],
    [
      `${s}.podCertificate.signerName: Required value`,
      `${s}.podCertificate.keyType: Unsupported value: ""`,
      `${s}.podCertificate: Required value: specify at least one of`,
    ],
  ],
  [
    [{ podCertificate: { ...certificate, maxExpirationSeconds: 3599 } }],
    [
      `${s}.podCertificate.maxExpirationSeconds: Invalid value: 3599: if provided, maxExpirationSeconds must be ` +
        '>= 3600',
    ],
  ],
  [
    [{ podCertificate: { ...certificate, maxExpirationSeconds: 91 * 86400 + 1 } }],
    [`${s}.podCertificate.maxExpirationSeconds: Invalid value: 7862401`],
  ],
  [
    [{ podCertificate: { ...certificate, signerName: 'a.kubernetes.io/x', maxExpirationSeconds: 86401 } }],
    [`${s}.podCertificate.maxExpirationSeconds: Invalid value: 86401`],
  ],
  [
    [{ podCertificate: { ...certificate, keyPath: '/k', certificateChainPath: '/k' } }],
    [
      `${s}.podCertificate.keyPath: Invalid value: "/k"`,
      `${s}.podCertificate.certificateChainPath: Invalid value: "/k"`,
      'p: Invalid value: "/k": conflicting duplicate paths',
    ],
  ],
  [
    [{ podCertificate: { ...certificate, userAnnotations: { a: 'b', '': 'c', 'a b/c': 'd' } } }],
    [
      `${s}.podCertificate.userAnnotations: Invalid value: "a": must be a domain-prefixed key`,
      `${s}.podCertificate.userAnnotations: Required value`,
      `${s}.podCertificate.userAnnotations: Invalid value: "a b/c": prefix part`,
    ],
  ],
  [
    [{ podCertificate: { ...certificate, userAnnotations: { 'a.b/c': long(256 * 1024) } } }],
    [`${s}.podCertificate.userAnnotations: Too long: may not be more than 262144 bytes`],
  ],
])('%j is refused', (sources, errors) => expect(beginnings(projected(sources), errors)).toEqual(errors));

test.each<[string, string[]]>([
  ['a', ['must be a fully qualified domain and path']],
  ['a/b/c', ['must be a fully qualified domain and path']],
  ['a/b', ['should be a domain with at least two segments']],
  ['A.b/c', ['validating label "A": a lowercase RFC 1123 label']],
  ['a.b/C', ['validating label "C": a lowercase RFC 1123 subdomain']],
])('signer %p is refused', (signerName, messages) => {
  const errors = projected([{ podCertificate: { ...certificate, signerName } }]).map((error) =>
    error.replace(/^.*?: Invalid value: ".*?": /, ''),
  );
  expect(beginnings(errors, messages)).toEqual(messages);
});

test('a signer that is too long is refused', () => {
  const signerName = `${long(250, 'a.')}b/c`;
  expect(projected([{ podCertificate: { ...certificate, signerName } }])).toContain(
    `${s}.podCertificate.signerName: Too long: may not be more than 253 bytes`,
  );
});

test('the mode is validated, and older versions accept other sources', () => {
  expect(found((v) => validateProjected(v, { defaultMode: 512 }, 'p'))).toEqual([
    'p.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive',
  ]);
  expect(projected([{ serviceAccountToken: { path: '/t' } }], 29)).toEqual([]);
  expect(projected([{ secret: { name: 's' }, configMap: { name: 'c' } }], 30)).toEqual([
    `${s}: Forbidden: may not specify more than 1 volume type`,
  ]);
});
